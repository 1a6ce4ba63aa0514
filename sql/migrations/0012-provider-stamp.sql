-- A number that goes up with every change of anything in a provider's profile (by the audit of that change).
ALTER TABLE provider_list ADD COLUMN IF NOT EXISTS stamp int NOT NULL DEFAULT 0;
