-- Accounts and mail: what became of a message, what a link may do, recovery codes shown once.
-- unknown: the mail server had the whole message when the connection broke.
ALTER TABLE outbox MODIFY state enum('waiting','sending','sent','failed','unknown') NOT NULL DEFAULT 'waiting';
-- From here on the mail server may have it.
ALTER TABLE outbox ADD COLUMN IF NOT EXISTS handed_at datetime NULL AFTER claimed_at;
-- Using this link also turns the second step off (a lost phone).
ALTER TABLE link ADD COLUMN IF NOT EXISTS drop_factor tinyint NOT NULL DEFAULT 0;
ALTER TABLE link ADD COLUMN IF NOT EXISTS made_at datetime NULL;
-- Of the newest set of recovery codes: what they are derived from, together with the session that made them.
ALTER TABLE account_secret ADD COLUMN IF NOT EXISTS recovery_batch varchar(60) NOT NULL DEFAULT '';
ALTER TABLE account_secret ADD COLUMN IF NOT EXISTS recovery_at datetime NULL;
