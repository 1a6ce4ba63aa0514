-- porter: scans files and has pictures made of them; knows nothing of whose they are.
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.file TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.file_job TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.picture TO @account@;
GRANT SELECT ON @db@.schema_migration TO @account@;
