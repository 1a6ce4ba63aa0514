-- attachments: documents and their files; of everything else what they hang on and are the proof of.
GRANT SELECT, UPDATE, DELETE ON @db@.session TO @account@;
GRANT SELECT ON @db@.account TO @account@;
GRANT SELECT ON @db@.account_role TO @account@;
GRANT SELECT ON @db@.role TO @account@;
GRANT SELECT ON @db@.role_right TO @account@;
GRANT SELECT ON @db@.account_region TO @account@;
GRANT SELECT ON @db@.setting TO @account@;
GRANT SELECT ON @db@.schema_migration TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.posted TO @account@;
GRANT SELECT, INSERT ON @db@.audit TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.file TO @account@;
GRANT SELECT ON @db@.file_type TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.attachment TO @account@;
GRANT SELECT ON @db@.attachment_kind TO @account@;
GRANT SELECT, INSERT ON @db@.attachment_version TO @account@;
-- What they hang on, and the rail's counts.
GRANT SELECT ON @db@.provider TO @account@;
GRANT SELECT ON @db@.provider_type TO @account@;
GRANT SELECT ON @db@.provider_revision TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.provider_list TO @account@;
GRANT SELECT ON @db@.region TO @account@;
GRANT SELECT ON @db@.client TO @account@;
GRANT SELECT ON @db@.person TO @account@;
GRANT SELECT ON @db@.provider_person TO @account@;
GRANT SELECT (id, provider_id, at, kind, restricted, author_id) ON @db@.note TO @account@;
GRANT SELECT ON @db@.task TO @account@;
GRANT SELECT ON @db@.incident TO @account@;
GRANT SELECT ON @db@.workflow TO @account@;
GRANT SELECT ON @db@.workflow_step TO @account@;
GRANT SELECT ON @db@.workflow_definition TO @account@;
GRANT SELECT ON @db@.workflow_definition_step TO @account@;
GRANT SELECT (id, form_id, provider_id, client_id, revision) ON @db@.form_answer TO @account@;
GRANT SELECT (id, title) ON @db@.form TO @account@;
GRANT SELECT ON @db@.form_role TO @account@;
-- What they prove: a check is renewed, or written down, by its certificate.
GRANT SELECT, INSERT, UPDATE ON @db@.credential TO @account@;
GRANT SELECT ON @db@.credential_kind TO @account@;
GRANT SELECT ON @db@.credential_rule TO @account@;
GRANT SELECT ON @db@.licence TO @account@;
GRANT SELECT ON @db@.licence_type TO @account@;
-- Is a file used anywhere? (UNUSED in lib/files/file.c)
GRANT SELECT (file_id) ON @db@.form_media TO @account@;
-- Small pictures, portraits, and media for clients.
GRANT SELECT, INSERT ON @db@.file_job TO @account@;
GRANT SELECT ON @db@.picture TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.portrait TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.media TO @account@;
GRANT SELECT, INSERT, DELETE ON @db@.media_group TO @account@;
GRANT SELECT, INSERT, DELETE ON @db@.media_client TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.client_group TO @account@;
GRANT SELECT, INSERT, DELETE ON @db@.client_group_member TO @account@;
GRANT SELECT ON @db@.client_consent TO @account@;
GRANT SELECT ON @db@.client_case TO @account@;
GRANT SELECT ON @db@.case_service TO @account@;
GRANT SELECT ON @db@.service TO @account@;
GRANT SELECT ON @db@.trait TO @account@;
GRANT SELECT ON @db@.search_word TO @account@;
