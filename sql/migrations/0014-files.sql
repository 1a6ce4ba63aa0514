-- Files: what the store holds, what is allowed, what hangs on what; kinds of attachments and when they expire.
-- One row a content. `coming`: somebody is bringing it and nothing refers to it yet (claim says who);
-- `going`: its bytes are being removed. Whatever refers to a file has a foreign key to it and stands in FILE_UNUSED (lib/files/file.c).
CREATE TABLE IF NOT EXISTS file (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  hash char(64) NOT NULL UNIQUE,
  size bigint NOT NULL,
  -- By its content: lib/files/sniff.h.
  type varchar(100) NOT NULL,
  state enum('coming','kept','going') NOT NULL DEFAULT 'coming',
  claim varchar(80) NOT NULL DEFAULT '',
  -- none: nobody looks for harm here. Only clean and none are given out.
  scan enum('none','waiting','clean','refused') NOT NULL DEFAULT 'none',
  scan_words varchar(200) NOT NULL DEFAULT '',
  scanned_at datetime NULL,
  at datetime NOT NULL,
  version int NOT NULL DEFAULT 1,
  KEY (state, at),
  KEY (scan, id)
);
-- What may be attached: the policy, edited by the agency. Content and extension must both be in one row.
CREATE TABLE IF NOT EXISTS file_type (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(60) NOT NULL UNIQUE,
  family enum('picture','pdf','document','sheet','slides','text','mail','audio','video','archive') NOT NULL,
  extensions varchar(200) NOT NULL,
  types varchar(600) NOT NULL,
  max_mb int NOT NULL,
  allowed tinyint NOT NULL DEFAULT 1,
  version int NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS attachment_kind (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(60) NOT NULL UNIQUE,
  icon varchar(40) NOT NULL DEFAULT 'paperclip',
  -- Does one of this kind usually expire, and how long before that is somebody told?
  expires tinyint NOT NULL DEFAULT 0,
  remind_days int NOT NULL DEFAULT 30,
  version int NOT NULL DEFAULT 1
);
-- A document that hangs on something: on what (owner_kind, owner_id), and whose profile or record that is.
CREATE TABLE IF NOT EXISTS attachment (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner_kind enum('provider','client','note','incident','task','step','person','answer','message') NOT NULL,
  owner_id bigint NOT NULL,
  provider_id bigint NULL,
  client_id bigint NULL,
  kind_id bigint NOT NULL,
  description varchar(300) NOT NULL,
  dated date NULL,
  expires date NULL,
  remind_days int NOT NULL DEFAULT 30,
  -- What it is the proof of.
  credential_id bigint NULL,
  licence_id bigint NULL,
  -- The version that counts, of attachment_version.
  current int NOT NULL DEFAULT 1,
  state enum('current','deleted') NOT NULL DEFAULT 'current',
  deleted_at datetime NULL,
  deleted_by bigint NULL,
  deleted_reason varchar(300) NOT NULL DEFAULT '',
  created_by bigint NULL,
  created_at datetime NOT NULL,
  version int NOT NULL DEFAULT 1,
  KEY of_owner (owner_kind, owner_id, state, id),
  KEY of_provider (provider_id, state, id),
  KEY of_client (client_id, state, id),
  KEY by_expiry (state, expires, id),
  KEY (credential_id),
  KEY (licence_id),
  CONSTRAINT attachment_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT attachment_client FOREIGN KEY (client_id) REFERENCES client (id),
  CONSTRAINT attachment_kind_of FOREIGN KEY (kind_id) REFERENCES attachment_kind (id),
  CONSTRAINT attachment_credential FOREIGN KEY (credential_id) REFERENCES credential (id),
  CONSTRAINT attachment_licence FOREIGN KEY (licence_id) REFERENCES licence (id)
);
-- Rows are added, never changed; but for what was deleted so long ago that its bytes went (file_id null).
CREATE TABLE IF NOT EXISTS attachment_version (
  attachment_id bigint NOT NULL,
  number int NOT NULL,
  file_id bigint NULL,
  -- As it was called where it came from.
  name varchar(255) NOT NULL,
  size bigint NOT NULL,
  type varchar(100) NOT NULL,
  family varchar(12) NOT NULL,
  account_id bigint NULL,
  at datetime NOT NULL,
  PRIMARY KEY (attachment_id, number),
  KEY (file_id),
  CONSTRAINT attachment_version_of FOREIGN KEY (attachment_id) REFERENCES attachment (id),
  CONSTRAINT attachment_version_file FOREIGN KEY (file_id) REFERENCES file (id)
);
INSERT IGNORE INTO setting (name, value) VALUES ('attachment.keep_days', '90');
INSERT IGNORE INTO file_type (id, name, family, extensions, types, max_mb, allowed) VALUES
 (1, 'Photos and pictures', 'picture', 'jpg jpeg png gif webp heic heif tif tiff bmp', 'image/jpeg image/png image/gif image/webp image/heic image/heif image/tiff image/bmp image/x-ms-bmp', 25, 1),
 (2, 'PDF', 'pdf', 'pdf', 'application/pdf', 50, 1),
 (3, 'Word and other documents', 'document', 'docx doc odt rtf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document application/msword application/vnd.oasis.opendocument.text text/rtf', 50, 1),
 (4, 'Spreadsheets', 'sheet', 'xlsx xls ods', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/vnd.ms-excel application/vnd.oasis.opendocument.spreadsheet', 50, 1),
 (5, 'Slides', 'slides', 'pptx ppt odp', 'application/vnd.openxmlformats-officedocument.presentationml.presentation application/vnd.ms-powerpoint application/vnd.oasis.opendocument.presentation', 50, 1),
 (6, 'Plain text', 'text', 'txt text csv md log vtt srt', 'text/plain text/csv message/rfc822', 10, 1),
 (7, 'E-mail', 'mail', 'eml msg', 'message/rfc822 application/vnd.ms-outlook', 50, 1),
 (8, 'Sound', 'audio', 'mp3 m4a aac ogg oga opus wav flac amr', 'audio/mpeg audio/mp4 audio/x-m4a audio/aac audio/x-hx-aac-adts audio/ogg audio/x-wav audio/wav audio/flac audio/x-flac audio/amr video/mp4 application/ogg', 200, 1),
 (9, 'Video', 'video', 'mp4 m4v mov webm mkv avi 3gp ogv', 'video/mp4 video/x-m4v video/quicktime video/webm video/x-matroska video/x-msvideo video/3gpp video/ogg', 2048, 1),
 (10, 'Zip archives', 'archive', 'zip', 'application/zip', 200, 1);
INSERT IGNORE INTO attachment_kind (id, name, icon, expires, remind_days) VALUES
 (1, 'Certificate', 'patch-check', 1, 60),
 (2, 'Licence document', 'shield-check', 1, 90),
 (3, 'Identification', 'person-vcard', 1, 60),
 (4, 'Insurance', 'umbrella', 1, 60),
 (5, 'Agreement', 'file-earmark-text', 1, 60),
 (6, 'Plan', 'clipboard-check', 1, 30),
 (7, 'Report', 'file-earmark-bar-graph', 0, 30),
 (8, 'Medical letter', 'heart-pulse', 0, 30),
 (9, 'Letter or e-mail', 'envelope-paper', 0, 30),
 (10, 'Photo', 'image', 0, 30),
 (11, 'Recording', 'mic', 0, 30),
 (12, 'Other', 'paperclip', 0, 30);
INSERT IGNORE INTO role_right (role_id, right_name)
 SELECT r.id, x.right_name FROM role r JOIN (
  SELECT 'Administrator' AS role, 'attachment.view' AS right_name
  UNION ALL SELECT 'Administrator', 'attachment.add' UNION ALL SELECT 'Administrator', 'attachment.remove'
  UNION ALL SELECT 'Case manager', 'attachment.view' UNION ALL SELECT 'Case manager', 'attachment.add' UNION ALL SELECT 'Case manager', 'attachment.remove'
  UNION ALL SELECT 'Licensing worker', 'attachment.view' UNION ALL SELECT 'Licensing worker', 'attachment.add' UNION ALL SELECT 'Licensing worker', 'attachment.remove'
  UNION ALL SELECT 'Roster', 'attachment.view'
  UNION ALL SELECT 'Read-only', 'attachment.view') x ON x.role = r.name;
