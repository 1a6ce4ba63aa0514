-- forms: definitions, drafts and answers; of everything else what a form is about.
GRANT SELECT, UPDATE, DELETE ON @db@.session TO @account@;
GRANT SELECT ON @db@.account TO @account@;
GRANT SELECT ON @db@.account_role TO @account@;
GRANT SELECT ON @db@.role TO @account@;
GRANT SELECT ON @db@.role_right TO @account@;
GRANT SELECT ON @db@.account_region TO @account@;
GRANT SELECT ON @db@.region TO @account@;
GRANT SELECT ON @db@.setting TO @account@;
GRANT SELECT ON @db@.holiday TO @account@;
GRANT SELECT ON @db@.schema_migration TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.posted TO @account@;
GRANT SELECT, INSERT ON @db@.audit TO @account@;
GRANT INSERT ON @db@.outbox TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.form TO @account@;
GRANT SELECT, INSERT, DELETE ON @db@.form_type TO @account@;
GRANT SELECT, INSERT, DELETE ON @db@.form_role TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.form_version TO @account@;
GRANT SELECT, INSERT, DELETE ON @db@.form_search TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.form_answer TO @account@;
-- What was submitted stays.
GRANT SELECT, INSERT ON @db@.form_answer_revision TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.form_draft TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.form_draft_save TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.form_draft_reader TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.form_value TO @account@;
-- What a form is about, and the rail's counts.
GRANT SELECT ON @db@.provider TO @account@;
GRANT SELECT, UPDATE ON @db@.provider_list TO @account@;
GRANT SELECT ON @db@.assignment TO @account@;
GRANT SELECT ON @db@.provider_type TO @account@;
GRANT SELECT ON @db@.client TO @account@;
GRANT SELECT ON @db@.person TO @account@;
GRANT SELECT ON @db@.meeting TO @account@;
GRANT SELECT ON @db@.task TO @account@;
GRANT SELECT ON @db@.incident TO @account@;
GRANT SELECT ON @db@.workflow TO @account@;
GRANT SELECT, UPDATE ON @db@.workflow_step TO @account@;
-- A step of a workflow that waited for a form.
GRANT SELECT ON @db@.provider_person TO @account@;
GRANT SELECT ON @db@.workflow_definition TO @account@;
GRANT SELECT ON @db@.workflow_definition_step TO @account@;
GRANT UPDATE ON @db@.workflow TO @account@;
GRANT SELECT ON @db@.licence TO @account@;
GRANT SELECT ON @db@.provider_revision TO @account@;
