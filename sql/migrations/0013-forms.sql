-- Forms: definitions in versions, drafts, answers in revisions, what of them is searched.
-- A form is known by the id that its XML gives it; its title and languages are those of its newest version.
CREATE TABLE IF NOT EXISTS form (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(120) COLLATE utf8mb4_bin NOT NULL UNIQUE,
  title varchar(200) NOT NULL,
  description varchar(500) NOT NULL DEFAULT '',
  -- What it may be started for.
  about set('provider','client','person','meeting','workflow') NOT NULL DEFAULT 'provider',
  created_by bigint NULL,
  created_at datetime NOT NULL DEFAULT utc_timestamp(),
  version int NOT NULL DEFAULT 1,
  KEY by_title (title, id)
);
-- For which types of provider; no row: for all.
CREATE TABLE IF NOT EXISTS form_type (
  form_id bigint NOT NULL,
  type_id bigint NOT NULL,
  PRIMARY KEY (form_id, type_id),
  CONSTRAINT form_type_form FOREIGN KEY (form_id) REFERENCES form (id),
  CONSTRAINT form_type_type FOREIGN KEY (type_id) REFERENCES provider_type (id) ON DELETE CASCADE
);
-- Which roles fill it in and see its answers; no row: whoever has the right.
CREATE TABLE IF NOT EXISTS form_role (
  form_id bigint NOT NULL,
  role_id bigint NOT NULL,
  PRIMARY KEY (form_id, role_id),
  CONSTRAINT form_role_form FOREIGN KEY (form_id) REFERENCES form (id),
  CONSTRAINT form_role_role FOREIGN KEY (role_id) REFERENCES role (id) ON DELETE CASCADE
);
-- The XML of a row is never changed. What one version (as the XML calls it) says is said once.
CREATE TABLE IF NOT EXISTS form_version (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  form_id bigint NOT NULL,
  version varchar(100) COLLATE utf8mb4_bin NOT NULL,
  hash char(64) NOT NULL,
  title varchar(200) NOT NULL,
  xml mediumtext COLLATE utf8mb4_bin NOT NULL,
  -- Names of its languages, a line each, the default first.
  languages varchar(2000) NOT NULL DEFAULT '',
  questions int NOT NULL DEFAULT 0,
  -- What was odd when it was read: JSON, [{line, bind, text}].
  warnings mediumtext NULL CHECK (warnings IS NULL OR json_valid(warnings)),
  state enum('draft','published','retired') NOT NULL DEFAULT 'draft',
  -- 1 while it is the one that new answers begin with.
  current tinyint AS (IF(state = 'published', 1, NULL)) PERSISTENT,
  uploaded_by bigint NULL,
  uploaded_at datetime NOT NULL,
  published_by bigint NULL,
  published_at datetime NULL,
  retired_by bigint NULL,
  retired_at datetime NULL,
  UNIQUE KEY (form_id, version),
  UNIQUE KEY one_current (form_id, current),
  CONSTRAINT form_version_form FOREIGN KEY (form_id) REFERENCES form (id)
);
-- The questions by whose answers a form's answers are searched and listed.
CREATE TABLE IF NOT EXISTS form_search (
  form_id bigint NOT NULL,
  path varchar(190) COLLATE utf8mb4_bin NOT NULL,
  position int NOT NULL,
  label varchar(200) NOT NULL,
  PRIMARY KEY (form_id, path),
  CONSTRAINT form_search_form FOREIGN KEY (form_id) REFERENCES form (id)
);
-- One filling-in of a form, and what it is about. Its version is that of its newest revision, or of its draft.
CREATE TABLE IF NOT EXISTS form_answer (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  form_id bigint NOT NULL,
  version_id bigint NOT NULL,
  provider_id bigint NULL,
  client_id bigint NULL,
  person_id bigint NULL,
  meeting_id bigint NULL,
  step_id bigint NULL,
  -- draft: never submitted. dropped: a draft that was thrown away. preview: somebody tries the form, one a person.
  state enum('draft','submitted','withdrawn','dropped','preview') NOT NULL DEFAULT 'draft',
  revision int NOT NULL DEFAULT 0,
  -- What random() and uuid() begin with; now() is started_at.
  seed bigint NOT NULL DEFAULT 0,
  started_by bigint NULL,
  started_at datetime NOT NULL,
  submitted_by bigint NULL,
  submitted_at datetime NULL,
  state_reason varchar(500) NOT NULL DEFAULT '',
  -- Are its values those of the questions that are searched now?
  indexed tinyint NOT NULL DEFAULT 0,
  version int NOT NULL DEFAULT 1,
  KEY of_provider (provider_id, state, id),
  KEY of_client (client_id, state, id),
  KEY of_form (form_id, state, submitted_at, id),
  KEY by_time (state, submitted_at, id),
  KEY by_starter (started_by, state),
  KEY (version_id),
  KEY (step_id),
  KEY (meeting_id),
  CONSTRAINT answer_form FOREIGN KEY (form_id) REFERENCES form (id),
  CONSTRAINT answer_version FOREIGN KEY (version_id) REFERENCES form_version (id),
  CONSTRAINT answer_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT answer_client FOREIGN KEY (client_id) REFERENCES client (id),
  CONSTRAINT answer_person FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT answer_meeting FOREIGN KEY (meeting_id) REFERENCES meeting (id),
  CONSTRAINT answer_step FOREIGN KEY (step_id) REFERENCES workflow_step (id)
);
-- What was submitted, first and after each correction. Rows are added, never changed.
CREATE TABLE IF NOT EXISTS form_answer_revision (
  answer_id bigint NOT NULL,
  number int NOT NULL,
  version_id bigint NOT NULL,
  xml mediumtext COLLATE utf8mb4_bin NOT NULL,
  hash char(64) NOT NULL,
  reason varchar(300) NOT NULL DEFAULT '',
  account_id bigint NULL,
  at datetime NOT NULL,
  PRIMARY KEY (answer_id, number),
  CONSTRAINT revision_answer FOREIGN KEY (answer_id) REFERENCES form_answer (id),
  CONSTRAINT revision_version FOREIGN KEY (version_id) REFERENCES form_version (id)
);
-- An answer that is being filled in or corrected.
CREATE TABLE IF NOT EXISTS form_draft (
  answer_id bigint NOT NULL PRIMARY KEY,
  -- The revision that it corrects, 0: a first filling-in.
  corrects int NOT NULL DEFAULT 0,
  reason varchar(300) NOT NULL DEFAULT '',
  xml mediumtext COLLATE utf8mb4_bin NOT NULL,
  language varchar(100) NOT NULL DEFAULT '',
  page varchar(190) NOT NULL DEFAULT '',
  done int NOT NULL DEFAULT 0,
  questions int NOT NULL DEFAULT 0,
  saved_by bigint NULL,
  saved_at datetime NOT NULL,
  version int NOT NULL DEFAULT 1,
  KEY (saved_at),
  CONSTRAINT draft_answer FOREIGN KEY (answer_id) REFERENCES form_answer (id)
);
-- The last saves of a draft: what somebody's page was made from, when another saved meanwhile.
CREATE TABLE IF NOT EXISTS form_draft_save (
  answer_id bigint NOT NULL,
  version int NOT NULL,
  xml mediumtext COLLATE utf8mb4_bin NOT NULL,
  saved_by bigint NULL,
  saved_at datetime NOT NULL,
  PRIMARY KEY (answer_id, version),
  CONSTRAINT save_answer FOREIGN KEY (answer_id) REFERENCES form_answer (id)
);
-- Who has a draft open.
CREATE TABLE IF NOT EXISTS form_draft_reader (
  answer_id bigint NOT NULL,
  account_id bigint NOT NULL,
  seen_at datetime NOT NULL,
  PRIMARY KEY (answer_id, account_id),
  CONSTRAINT reader_answer FOREIGN KEY (answer_id) REFERENCES form_answer (id)
);
-- The newest revision's answers to the questions of form_search, once for each repeat.
CREATE TABLE IF NOT EXISTS form_value (
  answer_id bigint NOT NULL,
  path varchar(190) COLLATE utf8mb4_bin NOT NULL,
  position int NOT NULL DEFAULT 1,
  form_id bigint NOT NULL,
  value varchar(300) NOT NULL,
  words varchar(300) NOT NULL,
  PRIMARY KEY (answer_id, path, position),
  KEY (form_id, path, value(60)),
  CONSTRAINT value_answer FOREIGN KEY (answer_id) REFERENCES form_answer (id)
);
-- A step of a workflow may name its form; the answer that it rests on.
ALTER TABLE workflow_definition_step ADD COLUMN IF NOT EXISTS form_id bigint NULL AFTER needs_what;
ALTER TABLE workflow_step ADD COLUMN IF NOT EXISTS answer_id bigint NULL AFTER reference;
ALTER TABLE workflow_step ADD COLUMN IF NOT EXISTS answer_revision int NULL AFTER answer_id;
INSERT IGNORE INTO role_right (role_id, right_name)
 SELECT r.id, x.right_name FROM role r JOIN (
  SELECT 'Administrator' AS role, 'form.view' AS right_name
  UNION ALL SELECT 'Administrator', 'form.fill' UNION ALL SELECT 'Administrator', 'form.correct' UNION ALL SELECT 'Administrator', 'form.design'
  UNION ALL SELECT 'Case manager', 'form.view' UNION ALL SELECT 'Case manager', 'form.fill' UNION ALL SELECT 'Case manager', 'form.correct'
  UNION ALL SELECT 'Licensing worker', 'form.view' UNION ALL SELECT 'Licensing worker', 'form.fill' UNION ALL SELECT 'Licensing worker', 'form.correct'
  UNION ALL SELECT 'Roster', 'form.view'
  UNION ALL SELECT 'Read-only', 'form.view') x ON x.role = r.name;
