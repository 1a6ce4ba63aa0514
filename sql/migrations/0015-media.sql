-- What is done with files behind the scenes, the pictures made of them, portraits, and the library of media for clients.
-- Work for carebook-porter: to scan a file, to make pictures of it. One row a file and kind of work; it goes with the file.
CREATE TABLE IF NOT EXISTS file_job (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  file_id bigint NOT NULL,
  work enum('scan','small','portrait') NOT NULL,
  -- refused: there is nothing to be had of this file, and why; failed: given up after many attempts.
  state enum('waiting','working','done','refused','failed') NOT NULL DEFAULT 'waiting',
  refusal varchar(20) NOT NULL DEFAULT '',
  attempts int NOT NULL DEFAULT 0,
  at datetime NOT NULL,
  next_at datetime NOT NULL,
  claimed_by varchar(80) NULL,
  claimed_at datetime NULL,
  last_error varchar(300) NOT NULL DEFAULT '',
  UNIQUE KEY once (file_id, work),
  KEY due (state, next_at, id),
  KEY (claimed_by),
  CONSTRAINT file_job_of FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE CASCADE
);
-- A small picture of a file: itself a file. It goes with what it was made of; made_id then has nobody who wants it.
CREATE TABLE IF NOT EXISTS picture (
  file_id bigint NOT NULL,
  name varchar(15) NOT NULL,
  format enum('webp','jpeg') NOT NULL,
  width int NOT NULL,
  height int NOT NULL,
  made_id bigint NOT NULL,
  PRIMARY KEY (file_id, name, format),
  KEY (made_id),
  CONSTRAINT picture_of FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE CASCADE,
  CONSTRAINT picture_made FOREIGN KEY (made_id) REFERENCES file (id)
);
-- Of whom there is a photo. A new photo is a new row, so that its address is new; the newest is the one that counts.
CREATE TABLE IF NOT EXISTS portrait (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner_kind enum('provider','person','client') NOT NULL,
  owner_id bigint NOT NULL,
  file_id bigint NOT NULL,
  -- What there is to see, for whom cannot see it.
  alt varchar(300) NOT NULL,
  account_id bigint NULL,
  at datetime NOT NULL,
  version int NOT NULL DEFAULT 1,
  KEY of_owner (owner_kind, owner_id, id),
  KEY (file_id),
  CONSTRAINT portrait_file FOREIGN KEY (file_id) REFERENCES file (id)
);
-- Clients to whom something is published together: named one by one, or all to whom a rule applies.
CREATE TABLE IF NOT EXISTS client_group (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(100) NOT NULL UNIQUE,
  description varchar(500) NOT NULL DEFAULT '',
  kind enum('list','rule') NOT NULL,
  -- The rule: all that is given must apply. Ages in whole years.
  region_id bigint NULL,
  service_id bigint NULL,
  trait varchar(40) NOT NULL DEFAULT '',
  age_from int NULL,
  age_to int NULL,
  postcode varchar(10) NOT NULL DEFAULT '',
  state enum('active','retired') NOT NULL DEFAULT 'active',
  version int NOT NULL DEFAULT 1,
  CONSTRAINT client_group_region FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT client_group_service FOREIGN KEY (service_id) REFERENCES service (id)
);
CREATE TABLE IF NOT EXISTS client_group_member (
  group_id bigint NOT NULL,
  client_id bigint NOT NULL,
  PRIMARY KEY (group_id, client_id),
  KEY (client_id),
  CONSTRAINT client_group_member_group FOREIGN KEY (group_id) REFERENCES client_group (id),
  CONSTRAINT client_group_member_client FOREIGN KEY (client_id) REFERENCES client (id)
);
CREATE TABLE IF NOT EXISTS media (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind enum('video','audio','picture','pdf','article') NOT NULL,
  title varchar(150) NOT NULL,
  summary varchar(500) NOT NULL DEFAULT '',
  -- information goes to whom it is for; marketing only to who has agreed to get it.
  purpose enum('information','marketing') NOT NULL DEFAULT 'information',
  language varchar(20) NOT NULL DEFAULT 'en-AU',
  -- An article's text; of video and sound what is said, of a PDF what it tells.
  body mediumtext NOT NULL,
  file_id bigint NULL,
  file_name varchar(255) NOT NULL DEFAULT '',
  alt varchar(300) NOT NULL DEFAULT '',
  poster_id bigint NULL,
  poster_alt varchar(300) NOT NULL DEFAULT '',
  captions_id bigint NULL,
  state enum('draft','published','withdrawn') NOT NULL DEFAULT 'draft',
  everybody tinyint NOT NULL DEFAULT 0,
  from_date date NULL,
  until_date date NULL,
  published_at datetime NULL,
  published_by bigint NULL,
  withdrawn_at datetime NULL,
  withdrawn_by bigint NULL,
  withdrawn_reason varchar(300) NOT NULL DEFAULT '',
  created_at datetime NOT NULL,
  created_by bigint NULL,
  version int NOT NULL DEFAULT 1,
  KEY (state, from_date, id),
  KEY (title, id),
  KEY (file_id),
  KEY (poster_id),
  KEY (captions_id),
  CONSTRAINT media_file FOREIGN KEY (file_id) REFERENCES file (id),
  CONSTRAINT media_poster FOREIGN KEY (poster_id) REFERENCES file (id),
  CONSTRAINT media_captions FOREIGN KEY (captions_id) REFERENCES file (id)
);
CREATE TABLE IF NOT EXISTS media_group (
  media_id bigint NOT NULL,
  group_id bigint NOT NULL,
  PRIMARY KEY (media_id, group_id),
  KEY (group_id),
  CONSTRAINT media_group_media FOREIGN KEY (media_id) REFERENCES media (id),
  CONSTRAINT media_group_group FOREIGN KEY (group_id) REFERENCES client_group (id)
);
CREATE TABLE IF NOT EXISTS media_client (
  media_id bigint NOT NULL,
  client_id bigint NOT NULL,
  PRIMARY KEY (media_id, client_id),
  KEY (client_id),
  CONSTRAINT media_client_media FOREIGN KEY (media_id) REFERENCES media (id),
  CONSTRAINT media_client_client FOREIGN KEY (client_id) REFERENCES client (id)
);
-- Whether a client wants marketing: what they said, when and how. Rows are added; the newest counts.
CREATE TABLE IF NOT EXISTS client_consent (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  client_id bigint NOT NULL,
  topic enum('marketing') NOT NULL DEFAULT 'marketing',
  given tinyint NOT NULL,
  how varchar(200) NOT NULL DEFAULT '',
  account_id bigint NULL,
  at datetime NOT NULL,
  KEY of_client (client_id, topic, id),
  CONSTRAINT client_consent_client FOREIGN KEY (client_id) REFERENCES client (id)
);
INSERT IGNORE INTO role_right (role_id, right_name)
 SELECT r.id, x.right_name FROM role r JOIN (
  SELECT 'Administrator' AS role, 'media.view' AS right_name
  UNION ALL SELECT 'Administrator', 'media.edit' UNION ALL SELECT 'Administrator', 'media.publish'
  UNION ALL SELECT 'Case manager', 'media.view' UNION ALL SELECT 'Case manager', 'media.edit' UNION ALL SELECT 'Case manager', 'media.publish'
  UNION ALL SELECT 'Roster', 'media.view'
  UNION ALL SELECT 'Read-only', 'media.view') x ON x.role = r.name;
INSERT IGNORE INTO file_type (name, family, extensions, types, max_mb, allowed) VALUES
 ('Captions', 'text', 'vtt', 'text/vtt', 2, 1);
