-- The house: settings, regions, accounts with their roles and rights, sessions, mail, audit.
CREATE TABLE IF NOT EXISTS setting (
  name varchar(60) NOT NULL PRIMARY KEY,
  value text NOT NULL,
  version int NOT NULL DEFAULT 1
);
-- At most 62: an account's regions are a mask of bits.
CREATE TABLE IF NOT EXISTS region (
  id bigint NOT NULL PRIMARY KEY CHECK (id BETWEEN 1 AND 62),
  name varchar(100) NOT NULL UNIQUE
);
-- A person who signs in. The password and the second factor stand apart, so
-- that only the program that checks them can read them.
CREATE TABLE IF NOT EXISTS account (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email varchar(200) NOT NULL UNIQUE,
  name varchar(200) NOT NULL,
  phone varchar(40) NOT NULL DEFAULT '',
  title varchar(100) NOT NULL DEFAULT '',
  face tinyint NOT NULL DEFAULT 0,
  state enum('invited','active','disabled') NOT NULL DEFAULT 'invited',
  second_factor tinyint NOT NULL DEFAULT 0,
  text_size enum('normal','large') NOT NULL DEFAULT 'normal',
  theme enum('auto','light','dark') NOT NULL DEFAULT 'auto',
  contrast enum('auto','more') NOT NULL DEFAULT 'auto',
  created_at datetime NOT NULL DEFAULT utc_timestamp(),
  last_sign_in datetime NULL,
  version int NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS account_secret (
  account_id bigint NOT NULL PRIMARY KEY,
  password_hash varchar(200) NULL,
  password_at datetime NULL,
  totp_secret varbinary(64) NULL,
  totp_confirmed_at datetime NULL,
  totp_last_step bigint NOT NULL DEFAULT 0,
  CONSTRAINT secret_account FOREIGN KEY (account_id) REFERENCES account (id)
);
CREATE TABLE IF NOT EXISTS recovery_code (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id bigint NOT NULL,
  code_hash char(64) NOT NULL,
  used_at datetime NULL,
  UNIQUE KEY (account_id, code_hash),
  CONSTRAINT recovery_account FOREIGN KEY (account_id) REFERENCES account (id)
);
CREATE TABLE IF NOT EXISTS role (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(60) NOT NULL UNIQUE,
  description varchar(300) NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS role_right (
  role_id bigint NOT NULL,
  right_name varchar(40) NOT NULL,
  PRIMARY KEY (role_id, right_name),
  CONSTRAINT right_role FOREIGN KEY (role_id) REFERENCES role (id)
);
CREATE TABLE IF NOT EXISTS account_role (
  account_id bigint NOT NULL,
  role_id bigint NOT NULL,
  PRIMARY KEY (account_id, role_id),
  KEY (role_id),
  CONSTRAINT role_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT account_role_role FOREIGN KEY (role_id) REFERENCES role (id)
);
-- No row: every region.
CREATE TABLE IF NOT EXISTS account_region (
  account_id bigint NOT NULL,
  region_id bigint NOT NULL,
  PRIMARY KEY (account_id, region_id),
  CONSTRAINT region_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT account_region_region FOREIGN KEY (region_id) REFERENCES region (id)
);
CREATE TABLE IF NOT EXISTS session (
  id_hash char(64) NOT NULL PRIMARY KEY,
  account_id bigint NOT NULL,
  state enum('second_factor','full') NOT NULL,
  created_at datetime NOT NULL,
  seen_at datetime NOT NULL,
  address varchar(45) NOT NULL,
  agent varchar(200) NOT NULL,
  flash varchar(600) NOT NULL DEFAULT '',
  posts int NOT NULL DEFAULT 0,
  KEY (account_id),
  KEY (seen_at),
  CONSTRAINT session_account FOREIGN KEY (account_id) REFERENCES account (id)
);
-- One-time links: invitation, password reset.
CREATE TABLE IF NOT EXISTS link (
  token_hash char(64) NOT NULL PRIMARY KEY,
  account_id bigint NOT NULL,
  purpose enum('invitation','reset') NOT NULL,
  expires_at datetime NOT NULL,
  used_at datetime NULL,
  KEY (account_id),
  CONSTRAINT link_account FOREIGN KEY (account_id) REFERENCES account (id)
);
CREATE TABLE IF NOT EXISTS throttle (
  name varchar(120) NOT NULL PRIMARY KEY,
  failures int NOT NULL,
  first_at datetime NOT NULL,
  until_at datetime NULL
);
-- A POST that was carried out, and where it led: the second of a double click
-- goes there too.
CREATE TABLE IF NOT EXISTS posted (
  account_id bigint NOT NULL,
  post_key char(64) NOT NULL,
  location varchar(300) NOT NULL DEFAULT '',
  at datetime NOT NULL,
  PRIMARY KEY (account_id, post_key),
  KEY (at)
);
CREATE TABLE IF NOT EXISTS outbox (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  message_key varchar(120) NULL UNIQUE,
  at datetime NOT NULL,
  account_id bigint NULL,
  recipient varchar(200) NOT NULL,
  recipient_name varchar(200) NOT NULL DEFAULT '',
  subject varchar(300) NOT NULL,
  body text NOT NULL,
  calendar mediumtext NULL,
  calendar_method varchar(10) NULL,
  about_kind varchar(30) NOT NULL DEFAULT '',
  about_id bigint NOT NULL DEFAULT 0,
  secret tinyint NOT NULL DEFAULT 0,
  state enum('waiting','sending','sent','failed') NOT NULL DEFAULT 'waiting',
  attempts int NOT NULL DEFAULT 0,
  next_at datetime NOT NULL,
  claimed_by varchar(60) NULL,
  claimed_at datetime NULL,
  sent_at datetime NULL,
  last_error varchar(300) NOT NULL DEFAULT '',
  KEY (state, next_at),
  KEY (about_kind, about_id)
);
-- Who, what, before and after; written in the change's own transaction. The
-- programs may add rows and read them, never change or delete one.
CREATE TABLE IF NOT EXISTS audit (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at datetime NOT NULL,
  account_id bigint NULL,
  action varchar(40) NOT NULL,
  kind varchar(30) NOT NULL,
  object_id bigint NOT NULL DEFAULT 0,
  provider_id bigint NULL,
  client_id bigint NULL,
  changes mediumtext NULL,
  request_id varchar(40) NOT NULL DEFAULT '',
  address varchar(45) NOT NULL DEFAULT '',
  KEY (kind, object_id, id),
  KEY (provider_id, id),
  KEY (account_id, id)
);
CREATE TABLE IF NOT EXISTS holiday (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  state char(3) NOT NULL,
  on_date date NOT NULL,
  from_time time NULL,
  name varchar(100) NOT NULL,
  version int NOT NULL DEFAULT 1,
  UNIQUE KEY (state, on_date)
);
