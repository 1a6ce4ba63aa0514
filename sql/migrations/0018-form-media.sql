-- Pictures, recordings and films that a version of a form shows beside its questions, by the names its XML gives them.
CREATE TABLE IF NOT EXISTS form_media (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version_id bigint NOT NULL,
  name varchar(190) COLLATE utf8mb4_bin NOT NULL,
  file_id bigint NOT NULL,
  added_by bigint NULL,
  added_at datetime NOT NULL,
  UNIQUE KEY (version_id, name),
  CONSTRAINT media_version FOREIGN KEY (version_id) REFERENCES form_version (id),
  CONSTRAINT media_file_of_form FOREIGN KEY (file_id) REFERENCES file (id)
);
