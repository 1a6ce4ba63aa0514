-- account: the only program that may read secrets.
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.session TO @account@;
GRANT SELECT, UPDATE ON @db@.account TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.account_secret TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.recovery_code TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.link TO @account@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @db@.throttle TO @account@;
GRANT SELECT, INSERT, UPDATE ON @db@.posted TO @account@;
GRANT SELECT, INSERT ON @db@.audit TO @account@;
GRANT INSERT, SELECT (message_key) ON @db@.outbox TO @account@;
GRANT SELECT ON @db@.account_role TO @account@;
GRANT SELECT ON @db@.role TO @account@;
GRANT SELECT ON @db@.role_right TO @account@;
GRANT SELECT ON @db@.account_region TO @account@;
GRANT SELECT ON @db@.setting TO @account@;
GRANT SELECT ON @db@.schema_migration TO @account@;
GRANT SELECT ON @db@.task TO @account@;
GRANT SELECT ON @db@.incident TO @account@;
GRANT SELECT ON @db@.provider TO @account@;
