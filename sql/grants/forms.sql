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
GRANT INSERT, SELECT (message_key) ON @db@.outbox TO @account@;
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
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.form_draft_aside TO @account@;
GRANT SELECT, INSERT, DELETE ON @db@.form_draft_shift TO @account@;
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
-- People outside, and what answers make.
GRANT SELECT, INSERT ON @db@.form_made TO @account@;
GRANT UPDATE (object_version, revision) ON @db@.form_made TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.form_public TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.form_applicant TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.form_application TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.throttle TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.numbering TO @account@;
-- What an answer fills: a profile, a client, a person, an incident, a note, a task.
GRANT INSERT, UPDATE ON @db@.provider TO @account@;
GRANT INSERT ON @db@.provider_list TO @account@;
GRANT SELECT ON @db@.provider_type_field TO @account@;
GRANT INSERT, UPDATE ON @db@.provider_revision TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.search_word TO @account@;
GRANT SELECT ON @db@.postcode TO @account@;
GRANT INSERT, UPDATE ON @db@.client TO @account@;
GRANT SELECT ON @db@.trait TO @account@;
GRANT SELECT ON @db@.placement TO @account@;
GRANT INSERT, UPDATE ON @db@.person TO @account@;
GRANT INSERT, UPDATE ON @db@.provider_person TO @account@;
GRANT SELECT ON @db@.incident_kind TO @account@;
GRANT INSERT, UPDATE ON @db@.incident TO @account@;
GRANT INSERT ON @db@.note TO @account@;
GRANT INSERT ON @db@.note_version TO @account@;
GRANT INSERT, UPDATE ON @db@.task TO @account@;
-- Files that come with an answer or a form.
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.file TO @account@;
GRANT SELECT ON @db@.file_type TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.attachment TO @account@;
GRANT SELECT ON @db@.attachment_kind TO @account@;
GRANT SELECT, INSERT ON @db@.attachment_version TO @account@;
-- Who a provider is, in a search; small pictures of what is attached.
GRANT SELECT ON @db@.portrait TO @account@;
GRANT SELECT ON @db@.picture TO @account@;
GRANT INSERT ON @db@.file_job TO @account@;
-- What refers to files, asked before one is removed (lib/files/file.c).
GRANT SELECT (file_id, poster_id, captions_id) ON @db@.media TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.form_media TO @account@;
-- Attachments of an answer, as its page lists them.
GRANT SELECT (id, provider_id, at, kind, restricted, author_id) ON @db@.note TO @account@;
