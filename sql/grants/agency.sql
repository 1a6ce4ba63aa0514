-- agency: settings, accounts, roles and catalogues; never a password, never the text of a mail.
GRANT SELECT, UPDATE, DELETE ON @db@.session TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.account TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.account_role TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.account_region TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.role TO @account@;
GRANT SELECT, INSERT, DELETE ON @db@.role_right TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.region TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.setting TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.holiday TO @account@;
GRANT SELECT ON @db@.schema_migration TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.posted TO @account@;
GRANT SELECT, INSERT ON @db@.audit TO @account@;
GRANT INSERT ON @db@.outbox TO @account@;
GRANT SELECT (id, message_key, at, account_id, recipient, recipient_name, subject, about_kind, about_id, secret, state, attempts, next_at, claimed_at, sent_at, last_error), UPDATE (state, attempts, next_at, claimed_by, claimed_at, handed_at, last_error) ON @db@.outbox TO @account@;
GRANT INSERT, UPDATE ON @db@.link TO @account@;
GRANT SELECT (account_id, purpose, expires_at, used_at) ON @db@.link TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.provider_type TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.provider_type_field TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.credential_kind TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.credential_rule TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.licence_type TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.trait TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.service TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.incident_kind TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.workflow_definition TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.workflow_definition_step TO @account@;
GRANT SELECT, INSERT, DELETE ON @db@.workflow_definition_type TO @account@;
-- Which entries are in use.
GRANT SELECT (id, definition_id, state) ON @db@.workflow TO @account@;
GRANT SELECT (id, region_id, traits) ON @db@.client TO @account@;
GRANT SELECT (id, kind, text_value, removed_at) ON @db@.licence_condition TO @account@;
-- The rail's counts; names of providers in the audit.
GRANT SELECT ON @db@.provider TO @account@;
GRANT SELECT ON @db@.task TO @account@;
GRANT SELECT ON @db@.incident TO @account@;
-- The forms that a step of a workflow may ask for.
GRANT SELECT ON @db@.form TO @account@;
GRANT SELECT (id, form_id, state, current, title) ON @db@.form_version TO @account@;
-- What may be attached, and the kinds of attachments.
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.file_type TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.attachment_kind TO @account@;
GRANT SELECT (id, kind_id) ON @db@.attachment TO @account@;
