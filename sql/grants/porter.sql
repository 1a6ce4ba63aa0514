-- porter: scans files and has pictures made of them; knows nothing of whose they are.
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.file TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.file_job TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.picture TO @account@;
GRANT SELECT ON @db@.schema_migration TO @account@;
-- What refers to files (lib/files/file.c).
GRANT SELECT (file_id) ON @db@.attachment_version TO @account@;
GRANT SELECT (file_id) ON @db@.portrait TO @account@;
GRANT SELECT (file_id, poster_id, captions_id) ON @db@.media TO @account@;
GRANT SELECT (file_id) ON @db@.form_media TO @account@;
