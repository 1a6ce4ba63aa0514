-- Two people in one draft: what one of them wrote over, until somebody has chosen.
CREATE TABLE IF NOT EXISTS form_draft_aside (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  answer_id bigint NOT NULL,
  path varchar(1000) COLLATE utf8mb4_bin NOT NULL,
  value mediumtext COLLATE utf8mb4_bin NOT NULL,
  words mediumtext NOT NULL,
  account_id bigint NULL,
  at datetime NOT NULL,
  KEY (answer_id, id),
  CONSTRAINT aside_answer FOREIGN KEY (answer_id) REFERENCES form_answer (id)
);
-- Instances of repeats that were taken out of a draft: those behind them moved up, and a page that was made before says their old place.
CREATE TABLE IF NOT EXISTS form_draft_shift (
  answer_id bigint NOT NULL,
  version int NOT NULL,
  path varchar(1000) COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (answer_id, version),
  CONSTRAINT shift_answer FOREIGN KEY (answer_id) REFERENCES form_answer (id)
);
