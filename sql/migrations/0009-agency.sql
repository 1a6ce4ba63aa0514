-- What an administrator keeps in the browser: versions where two may edit, holidays to be looked at.
ALTER TABLE region ADD COLUMN IF NOT EXISTS version int NOT NULL DEFAULT 1;
ALTER TABLE credential_rule ADD COLUMN IF NOT EXISTS version int NOT NULL DEFAULT 1;
ALTER TABLE workflow_definition_step ADD COLUMN IF NOT EXISTS version int NOT NULL DEFAULT 1;
-- 0: came with the program, and nobody of the agency has looked at it yet.
ALTER TABLE holiday ADD COLUMN IF NOT EXISTS checked tinyint NOT NULL DEFAULT 1;
ALTER TABLE audit ADD KEY IF NOT EXISTS by_time (at);
-- The last row is changed by whatever might take an administrator away, so
-- that two such changes never pass each other.
INSERT IGNORE INTO setting (name, value) VALUES
 ('agency.address', ''), ('agency.website', ''), ('administrators', '');
ALTER TABLE outbox ADD KEY IF NOT EXISTS by_account (account_id, id);
ALTER TABLE outbox ADD KEY IF NOT EXISTS by_time (at);
