-- What answers made, forms that are open to people outside, and their applications.
-- place: 0, or of a repeat the instance. object_version: as the answer left it, where it follows corrections.
CREATE TABLE IF NOT EXISTS form_made (
  answer_id bigint NOT NULL,
  kind enum('provider','client','person','incident','note','task') NOT NULL,
  place int NOT NULL DEFAULT 0,
  object_id bigint NOT NULL,
  object_version int NOT NULL DEFAULT 0,
  revision int NOT NULL DEFAULT 1,
  at datetime NOT NULL,
  PRIMARY KEY (answer_id, kind, place),
  KEY (kind, object_id),
  CONSTRAINT made_answer FOREIGN KEY (answer_id) REFERENCES form_answer (id)
);
-- A form that people outside may fill in, under an address that has no meaning.
CREATE TABLE IF NOT EXISTS form_public (
  form_id bigint NOT NULL PRIMARY KEY,
  code bigint NOT NULL UNIQUE,
  open tinyint NOT NULL DEFAULT 0,
  intro varchar(2000) NOT NULL DEFAULT '',
  thanks varchar(1000) NOT NULL DEFAULT '',
  -- Who in the agency gets a mail for each application.
  tell varchar(200) NOT NULL DEFAULT '',
  opened_by bigint NULL,
  opened_at datetime NULL,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT public_form FOREIGN KEY (form_id) REFERENCES form (id)
);
-- A browser of somebody outside: first with a code on its way, then known by the e-mail address.
CREATE TABLE IF NOT EXISTS form_applicant (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  token_hash char(64) NOT NULL UNIQUE,
  form_id bigint NOT NULL,
  email varchar(200) NOT NULL,
  language varchar(100) NOT NULL DEFAULT '',
  code_hash char(64) NULL,
  code_until datetime NULL,
  tries int NOT NULL DEFAULT 0,
  confirmed_at datetime NULL,
  seen_at datetime NOT NULL,
  made_at datetime NOT NULL,
  KEY (seen_at),
  CONSTRAINT applicant_form FOREIGN KEY (form_id) REFERENCES form (id)
);
-- An answer from outside. What becomes of it: draft, received, then taken over or declined.
CREATE TABLE IF NOT EXISTS form_application (
  answer_id bigint NOT NULL PRIMARY KEY,
  form_id bigint NOT NULL,
  email varchar(200) NOT NULL,
  language varchar(100) NOT NULL DEFAULT '',
  reference varchar(20) NULL UNIQUE,
  title varchar(200) NOT NULL DEFAULT '',
  state enum('draft','received','taken','declined') NOT NULL DEFAULT 'draft',
  started_at datetime NOT NULL,
  received_at datetime NULL,
  decided_at datetime NULL,
  decided_by bigint NULL,
  words varchar(2000) NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  KEY by_state (state, received_at, answer_id),
  KEY by_person (email, form_id, state),
  CONSTRAINT application_answer FOREIGN KEY (answer_id) REFERENCES form_answer (id),
  CONSTRAINT application_form FOREIGN KEY (form_id) REFERENCES form (id),
  CONSTRAINT application_decided FOREIGN KEY (decided_by) REFERENCES account (id)
);
