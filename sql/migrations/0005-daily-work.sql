-- Tasks, meetings and notes as the daily work needs them.
-- Where a task repeats from: its rule counts from this day, also when one of them was put off.
ALTER TABLE task ADD COLUMN IF NOT EXISTS recurs_from date NULL;
-- Tasks without a day stand behind those with one; a list reads them from an index in this order.
ALTER TABLE task ADD COLUMN IF NOT EXISTS due_order date AS (COALESCE(due, '9999-12-31')) PERSISTENT;
ALTER TABLE task ADD INDEX IF NOT EXISTS by_state (state, due_order, id);
ALTER TABLE task ADD INDEX IF NOT EXISTS by_assignee (assignee_id, state, due_order, id);
ALTER TABLE task ADD INDEX IF NOT EXISTS by_provider (provider_id, state, due_order, id);
ALTER TABLE task ADD INDEX IF NOT EXISTS by_done (state, done_at, id);
-- A note is withdrawn, never deleted.
ALTER TABLE note ADD COLUMN IF NOT EXISTS withdrawn_at datetime NULL;
ALTER TABLE note ADD COLUMN IF NOT EXISTS withdrawn_by bigint NULL;
ALTER TABLE note ADD COLUMN IF NOT EXISTS withdrawn_reason varchar(500) NOT NULL DEFAULT '';
-- Notes are searched within one provider, from its own index: exact for every script and for words of any length.
ALTER TABLE note DROP INDEX IF EXISTS text;
ALTER TABLE meeting ADD COLUMN IF NOT EXISTS cancelled_reason varchar(500) NOT NULL DEFAULT '';
ALTER TABLE meeting_attendee ADD INDEX IF NOT EXISTS by_account (account_id, meeting_id);
