-- Providers of every kind, and what their profiles hold.
CREATE TABLE IF NOT EXISTS provider_type (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(100) NOT NULL UNIQUE,
  plural varchar(100) NOT NULL,
  description varchar(300) NOT NULL DEFAULT '',
  icon varchar(40) NOT NULL,
  tone enum('tint','info','plum','ok','warn','stone') NOT NULL DEFAULT 'tint',
  person tinyint NOT NULL DEFAULT 0,
  household tinyint NOT NULL DEFAULT 0,
  licence_needed tinyint NOT NULL DEFAULT 0,
  accepts varchar(40) NOT NULL DEFAULT 'placement',
  version int NOT NULL DEFAULT 1
);
-- The fields that a type asks for beyond those that every provider has.
CREATE TABLE IF NOT EXISTS provider_type_field (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  type_id bigint NOT NULL,
  name varchar(40) NOT NULL,
  label varchar(100) NOT NULL,
  hint varchar(200) NOT NULL DEFAULT '',
  kind enum('text','longtext','number','date','select','checkbox','checks','url','tel','email') NOT NULL DEFAULT 'text',
  choices varchar(1000) NOT NULL DEFAULT '',
  needed_to_publish tinyint NOT NULL DEFAULT 0,
  position int NOT NULL DEFAULT 0,
  version int NOT NULL DEFAULT 1,
  UNIQUE KEY (type_id, name),
  CONSTRAINT field_type FOREIGN KEY (type_id) REFERENCES provider_type (id)
);
CREATE TABLE IF NOT EXISTS provider (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  type_id bigint NOT NULL,
  parent_id bigint NULL,
  region_id bigint NOT NULL,
  state enum('draft','active','suspended','closed','archived') NOT NULL DEFAULT 'draft',
  name varchar(200) NOT NULL,
  summary text NOT NULL,
  phone varchar(40) NOT NULL DEFAULT '',
  phone_other varchar(40) NOT NULL DEFAULT '',
  email varchar(200) NOT NULL DEFAULT '',
  website varchar(200) NOT NULL DEFAULT '',
  contact_by enum('','phone','email','sms','letter') NOT NULL DEFAULT '',
  contact_hint varchar(200) NOT NULL DEFAULT '',
  address varchar(200) NOT NULL DEFAULT '',
  suburb varchar(100) NOT NULL DEFAULT '',
  address_state varchar(3) NOT NULL DEFAULT '',
  postcode varchar(10) NOT NULL DEFAULT '',
  postal_address varchar(300) NOT NULL DEFAULT '',
  abn varchar(14) NOT NULL DEFAULT '',
  places int NULL,
  own_children int NOT NULL DEFAULT 0,
  facts mediumtext NULL CHECK (facts IS NULL OR json_valid(facts)),
  lat_e6 int NULL,
  lon_e6 int NULL,
  located enum('','postcode','geocoder','hand') NOT NULL DEFAULT '',
  zone varchar(40) NOT NULL DEFAULT 'Australia/Sydney',
  published_at datetime NULL,
  published_by bigint NULL,
  state_at datetime NULL,
  state_reason varchar(500) NOT NULL DEFAULT '',
  created_at datetime NOT NULL DEFAULT utc_timestamp(),
  changed_at datetime NOT NULL DEFAULT utc_timestamp(),
  version int NOT NULL DEFAULT 1,
  KEY by_name (name, id),
  KEY by_changed (changed_at, id),
  KEY by_state_name (state, name, id),
  KEY by_state_changed (state, changed_at, id),
  KEY by_type (type_id, state),
  KEY (parent_id),
  CONSTRAINT provider_type_of FOREIGN KEY (type_id) REFERENCES provider_type (id),
  CONSTRAINT provider_parent FOREIGN KEY (parent_id) REFERENCES provider (id),
  CONSTRAINT provider_region FOREIGN KEY (region_id) REFERENCES region (id)
);
-- Changes to a published profile that are not yet published.
CREATE TABLE IF NOT EXISTS provider_revision (
  provider_id bigint NOT NULL PRIMARY KEY,
  base_version int NOT NULL,
  fields mediumtext NOT NULL CHECK (json_valid(fields)),
  author_id bigint NOT NULL,
  at datetime NOT NULL,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT revision_provider FOREIGN KEY (provider_id) REFERENCES provider (id)
);
-- The words by which a provider (or a client) is found as somebody types.
CREATE TABLE IF NOT EXISTS search_word (
  kind enum('provider','client') NOT NULL,
  word varchar(60) NOT NULL,
  object_id bigint NOT NULL,
  source varchar(12) NOT NULL,
  PRIMARY KEY (kind, word, object_id, source),
  KEY (kind, object_id)
) COLLATE utf8mb4_unicode_520_ci;
CREATE TABLE IF NOT EXISTS assignment (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider_id bigint NOT NULL,
  account_id bigint NOT NULL,
  role enum('lead','support','cover') NOT NULL DEFAULT 'lead',
  from_date date NOT NULL,
  until_date date NULL,
  reason varchar(200) NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  KEY (provider_id),
  KEY (account_id),
  CONSTRAINT assignment_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT assignment_account FOREIGN KEY (account_id) REFERENCES account (id)
);
CREATE TABLE IF NOT EXISTS task (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider_id bigint NULL,
  title varchar(200) NOT NULL,
  details text NOT NULL,
  due date NULL,
  assignee_id bigint NULL,
  recurs varchar(120) NOT NULL DEFAULT '',
  state enum('open','done','deleted') NOT NULL DEFAULT 'open',
  done_at datetime NULL,
  done_by bigint NULL,
  -- A task that a rule raised: the rule and what it is about, once.
  raised_key varchar(80) NULL UNIQUE,
  follows_id bigint NULL UNIQUE,
  created_by bigint NULL,
  created_at datetime NOT NULL DEFAULT utc_timestamp(),
  version int NOT NULL DEFAULT 1,
  KEY (provider_id, state, due),
  KEY (assignee_id, state, due),
  KEY (state, due),
  CONSTRAINT task_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT task_assignee FOREIGN KEY (assignee_id) REFERENCES account (id)
);
CREATE TABLE IF NOT EXISTS note (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider_id bigint NOT NULL,
  kind enum('note','phone','visit','email','meeting','concern') NOT NULL DEFAULT 'note',
  at datetime NOT NULL,
  text mediumtext NOT NULL,
  restricted tinyint NOT NULL DEFAULT 0,
  state enum('current','withdrawn') NOT NULL DEFAULT 'current',
  author_id bigint NOT NULL,
  version int NOT NULL DEFAULT 1,
  KEY (provider_id, at),
  FULLTEXT KEY (text),
  CONSTRAINT note_provider FOREIGN KEY (provider_id) REFERENCES provider (id)
);
CREATE TABLE IF NOT EXISTS note_version (
  note_id bigint NOT NULL,
  version int NOT NULL,
  kind varchar(10) NOT NULL,
  text mediumtext NOT NULL,
  restricted tinyint NOT NULL,
  author_id bigint NOT NULL,
  at datetime NOT NULL,
  PRIMARY KEY (note_id, version),
  CONSTRAINT version_note FOREIGN KEY (note_id) REFERENCES note (id)
);
CREATE TABLE IF NOT EXISTS meeting (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider_id bigint NOT NULL,
  uid varchar(80) NOT NULL UNIQUE,
  sequence int NOT NULL DEFAULT 0,
  title varchar(200) NOT NULL,
  on_date date NOT NULL,
  at_time time NOT NULL,
  minutes int NOT NULL DEFAULT 60,
  starts_at datetime NOT NULL,
  place varchar(200) NOT NULL DEFAULT '',
  agenda text NOT NULL,
  state enum('planned','held','cancelled') NOT NULL DEFAULT 'planned',
  outcome text NOT NULL,
  note_id bigint NULL,
  organiser_id bigint NOT NULL,
  reminded_at datetime NULL,
  version int NOT NULL DEFAULT 1,
  KEY (provider_id, starts_at),
  KEY (state, starts_at),
  CONSTRAINT meeting_provider FOREIGN KEY (provider_id) REFERENCES provider (id)
);
CREATE TABLE IF NOT EXISTS meeting_attendee (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  meeting_id bigint NOT NULL,
  account_id bigint NULL,
  person_id bigint NULL,
  name varchar(200) NOT NULL,
  email varchar(200) NOT NULL DEFAULT '',
  came enum('','yes','no') NOT NULL DEFAULT '',
  UNIQUE KEY (meeting_id, email, name),
  KEY (account_id),
  CONSTRAINT attendee_meeting FOREIGN KEY (meeting_id) REFERENCES meeting (id)
);
CREATE TABLE IF NOT EXISTS person (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(200) NOT NULL,
  born date NULL,
  gender varchar(20) NOT NULL DEFAULT '',
  phone varchar(40) NOT NULL DEFAULT '',
  email varchar(200) NOT NULL DEFAULT '',
  face tinyint NOT NULL DEFAULT 0,
  version int NOT NULL DEFAULT 1,
  KEY (name)
);
CREATE TABLE IF NOT EXISTS provider_person (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider_id bigint NOT NULL,
  person_id bigint NOT NULL,
  role varchar(100) NOT NULL,
  household tinyint NOT NULL DEFAULT 0,
  main_contact tinyint NOT NULL DEFAULT 0,
  from_date date NULL,
  until_date date NULL,
  version int NOT NULL DEFAULT 1,
  KEY (provider_id),
  KEY (person_id),
  CONSTRAINT link_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT link_person FOREIGN KEY (person_id) REFERENCES person (id)
);
-- Checks, trainings and certificates that expire, of a person or of the
-- provider itself (a fire certificate, an insurance).
CREATE TABLE IF NOT EXISTS credential_kind (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(100) NOT NULL UNIQUE,
  class enum('check','training','certificate') NOT NULL,
  months int NULL,
  remind_days int NOT NULL DEFAULT 60,
  blocks tinyint NOT NULL DEFAULT 0,
  adults_only tinyint NOT NULL DEFAULT 0,
  version int NOT NULL DEFAULT 1
);
-- Which of them a type of provider must have, for itself or for its people.
CREATE TABLE IF NOT EXISTS credential_rule (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  type_id bigint NOT NULL,
  kind_id bigint NOT NULL,
  applies enum('provider','people','household') NOT NULL,
  UNIQUE KEY (type_id, kind_id, applies),
  CONSTRAINT rule_type FOREIGN KEY (type_id) REFERENCES provider_type (id),
  CONSTRAINT rule_kind FOREIGN KEY (kind_id) REFERENCES credential_kind (id)
);
CREATE TABLE IF NOT EXISTS credential (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider_id bigint NULL,
  person_id bigint NULL,
  kind_id bigint NOT NULL,
  number varchar(60) NOT NULL DEFAULT '',
  issued date NULL,
  expires date NULL,
  suspended tinyint NOT NULL DEFAULT 0,
  remarks varchar(300) NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  KEY (provider_id, kind_id, expires),
  KEY (person_id, kind_id, expires),
  KEY (expires),
  CONSTRAINT credential_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT credential_person FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT credential_kind_of FOREIGN KEY (kind_id) REFERENCES credential_kind (id),
  CONSTRAINT credential_owner CHECK ((provider_id IS NULL) <> (person_id IS NULL))
);
CREATE TABLE IF NOT EXISTS licence_type (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(120) NOT NULL UNIQUE,
  issuer varchar(120) NOT NULL DEFAULT '',
  renew_days int NOT NULL DEFAULT 90,
  version int NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS licence (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider_id bigint NOT NULL,
  type_id bigint NOT NULL,
  number varchar(60) NOT NULL,
  issuer varchar(120) NOT NULL DEFAULT '',
  from_date date NULL,
  until_date date NULL,
  replaces_id bigint NULL,
  remarks varchar(500) NOT NULL DEFAULT '',
  created_at datetime NOT NULL DEFAULT utc_timestamp(),
  version int NOT NULL DEFAULT 1,
  KEY (provider_id),
  KEY (until_date),
  KEY (number),
  CONSTRAINT licence_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT licence_type_of FOREIGN KEY (type_id) REFERENCES licence_type (id),
  CONSTRAINT licence_replaces FOREIGN KEY (replaces_id) REFERENCES licence (id)
);
-- What happened to a licence. Its state on a date is worked out from its dates
-- and these; it is stored nowhere.
CREATE TABLE IF NOT EXISTS licence_action (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  licence_id bigint NOT NULL,
  action enum('apply','grant','lodge_renewal','suspend','reinstate','revoke','surrender') NOT NULL,
  on_date date NOT NULL,
  until_date date NULL,
  reason varchar(500) NOT NULL DEFAULT '',
  incident_id bigint NULL,
  account_id bigint NULL,
  at datetime NOT NULL DEFAULT utc_timestamp(),
  KEY (licence_id, on_date, id),
  CONSTRAINT action_licence FOREIGN KEY (licence_id) REFERENCES licence (id)
);
-- Whom a licence lets its provider serve.
CREATE TABLE IF NOT EXISTS licence_condition (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  licence_id bigint NOT NULL,
  kind enum('age','gender','trait','capacity','words') NOT NULL,
  min_value int NULL,
  max_value int NULL,
  text_value varchar(300) NOT NULL DEFAULT '',
  count_own tinyint NOT NULL DEFAULT 0,
  effect enum('blocks','warns') NOT NULL DEFAULT 'blocks',
  position int NOT NULL DEFAULT 0,
  removed_at datetime NULL,
  version int NOT NULL DEFAULT 1,
  KEY (licence_id),
  CONSTRAINT condition_licence FOREIGN KEY (licence_id) REFERENCES licence (id)
);
CREATE TABLE IF NOT EXISTS client (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number varchar(20) NOT NULL UNIQUE,
  region_id bigint NOT NULL,
  name varchar(200) NOT NULL,
  preferred_name varchar(100) NOT NULL DEFAULT '',
  born date NULL,
  gender varchar(20) NOT NULL DEFAULT '',
  phone varchar(40) NOT NULL DEFAULT '',
  email varchar(200) NOT NULL DEFAULT '',
  address varchar(200) NOT NULL DEFAULT '',
  suburb varchar(100) NOT NULL DEFAULT '',
  address_state varchar(3) NOT NULL DEFAULT '',
  postcode varchar(10) NOT NULL DEFAULT '',
  traits varchar(1000) NOT NULL DEFAULT '',
  about text NOT NULL,
  face tinyint NOT NULL DEFAULT 0,
  state enum('active','closed') NOT NULL DEFAULT 'active',
  created_at datetime NOT NULL DEFAULT utc_timestamp(),
  version int NOT NULL DEFAULT 1,
  KEY (name, id),
  CONSTRAINT client_region FOREIGN KEY (region_id) REFERENCES region (id)
);
CREATE TABLE IF NOT EXISTS trait (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(40) NOT NULL UNIQUE,
  label varchar(100) NOT NULL,
  version int NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS condition_waiver (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  condition_id bigint NOT NULL,
  client_id bigint NOT NULL,
  from_date date NOT NULL,
  until_date date NOT NULL,
  reason varchar(500) NOT NULL,
  approved_by bigint NOT NULL,
  approved_at datetime NOT NULL DEFAULT utc_timestamp(),
  ended_at datetime NULL,
  KEY (condition_id, client_id),
  CONSTRAINT waiver_condition FOREIGN KEY (condition_id) REFERENCES licence_condition (id),
  CONSTRAINT waiver_client FOREIGN KEY (client_id) REFERENCES client (id)
);
CREATE TABLE IF NOT EXISTS service (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code varchar(40) NOT NULL UNIQUE,
  name varchar(120) NOT NULL,
  description varchar(500) NOT NULL DEFAULT '',
  category varchar(60) NOT NULL DEFAULT '',
  unit enum('hour','session','day','night','week','each','km') NOT NULL DEFAULT 'hour',
  icon varchar(40) NOT NULL DEFAULT 'basket',
  licence_type_id bigint NULL,
  state enum('offered','retired') NOT NULL DEFAULT 'offered',
  version int NOT NULL DEFAULT 1,
  CONSTRAINT service_licence FOREIGN KEY (licence_type_id) REFERENCES licence_type (id)
);
CREATE TABLE IF NOT EXISTS provider_service (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider_id bigint NOT NULL,
  service_id bigint NOT NULL,
  from_date date NOT NULL,
  until_date date NULL,
  details varchar(300) NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  KEY (provider_id),
  KEY (service_id),
  CONSTRAINT offered_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT offered_service FOREIGN KEY (service_id) REFERENCES service (id)
);
CREATE TABLE IF NOT EXISTS client_case (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  client_id bigint NOT NULL,
  number varchar(20) NOT NULL UNIQUE,
  title varchar(200) NOT NULL,
  manager_id bigint NULL,
  opened date NOT NULL,
  closed date NULL,
  about text NOT NULL,
  version int NOT NULL DEFAULT 1,
  KEY (client_id),
  CONSTRAINT case_client FOREIGN KEY (client_id) REFERENCES client (id)
);
-- A service that a client gets through a case, from a provider.
CREATE TABLE IF NOT EXISTS case_service (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id bigint NOT NULL,
  provider_id bigint NOT NULL,
  service_id bigint NOT NULL,
  from_date date NOT NULL,
  until_date date NULL,
  units decimal(8,2) NULL,
  per enum('','day','week','fortnight','month','once') NOT NULL DEFAULT '',
  funding varchar(100) NOT NULL DEFAULT '',
  remarks varchar(300) NOT NULL DEFAULT '',
  removed_at datetime NULL,
  version int NOT NULL DEFAULT 1,
  KEY (case_id),
  KEY (provider_id),
  CONSTRAINT added_case FOREIGN KEY (case_id) REFERENCES client_case (id),
  CONSTRAINT added_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT added_service FOREIGN KEY (service_id) REFERENCES service (id)
);
-- The provider's client list: one row a stay. It grows by hand and by itself,
-- from the services of cases, and is ended, never erased.
CREATE TABLE IF NOT EXISTS placement (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider_id bigint NOT NULL,
  client_id bigint NOT NULL,
  from_date date NOT NULL,
  until_date date NULL,
  source enum('hand','case') NOT NULL,
  remarks varchar(300) NOT NULL DEFAULT '',
  -- 1 while it has no end: one open stay a client and provider.
  open tinyint AS (IF(until_date IS NULL, 1, NULL)) PERSISTENT,
  created_by bigint NULL,
  created_at datetime NOT NULL DEFAULT utc_timestamp(),
  version int NOT NULL DEFAULT 1,
  UNIQUE KEY one_open (provider_id, client_id, open),
  KEY (provider_id, until_date),
  KEY (client_id),
  CONSTRAINT placement_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT placement_client FOREIGN KEY (client_id) REFERENCES client (id)
);
CREATE TABLE IF NOT EXISTS incident_kind (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  scheme varchar(60) NOT NULL,
  name varchar(120) NOT NULL,
  from_date date NOT NULL,
  until_date date NULL,
  clock enum('none','hours','business_days','days') NOT NULL DEFAULT 'none',
  amount int NOT NULL DEFAULT 0,
  harm_hours int NULL,
  source varchar(200) NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS incident (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number varchar(20) NOT NULL UNIQUE,
  provider_id bigint NOT NULL,
  kind_id bigint NOT NULL,
  title varchar(200) NOT NULL,
  happened_on date NOT NULL,
  happened_time time NULL,
  aware_on date NOT NULL,
  aware_time time NOT NULL,
  aware_at datetime NOT NULL,
  due_at datetime NULL,
  notified_at datetime NULL,
  severity enum('low','medium','high','critical') NOT NULL,
  harm tinyint NOT NULL DEFAULT 0,
  state enum('open','review','closed') NOT NULL DEFAULT 'open',
  description mediumtext NOT NULL,
  actions mediumtext NOT NULL,
  outcome mediumtext NOT NULL,
  client_id bigint NULL,
  pause_placements tinyint NOT NULL DEFAULT 0,
  closed_at datetime NULL,
  closed_by bigint NULL,
  reported_by bigint NULL,
  version int NOT NULL DEFAULT 1,
  KEY (provider_id, happened_on),
  KEY (state, due_at),
  CONSTRAINT incident_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT incident_kind_of FOREIGN KEY (kind_id) REFERENCES incident_kind (id)
);
-- The next number of a yearly series ("2026-118"), taken in the transaction.
CREATE TABLE IF NOT EXISTS numbering (
  series varchar(40) NOT NULL PRIMARY KEY,
  last int NOT NULL
);
-- A version of a workflow is never changed once it was used.
CREATE TABLE IF NOT EXISTS workflow_definition (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(60) NOT NULL,
  number int NOT NULL,
  title varchar(120) NOT NULL,
  description varchar(500) NOT NULL DEFAULT '',
  about enum('provider','licence','incident') NOT NULL DEFAULT 'provider',
  state enum('draft','current','retired') NOT NULL DEFAULT 'draft',
  created_at datetime NOT NULL DEFAULT utc_timestamp(),
  version int NOT NULL DEFAULT 1,
  UNIQUE KEY (name, number)
);
CREATE TABLE IF NOT EXISTS workflow_definition_step (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  definition_id bigint NOT NULL,
  position int NOT NULL,
  title varchar(120) NOT NULL,
  instructions varchar(500) NOT NULL DEFAULT '',
  who enum('lead','case_manager','licensing_worker','administrator') NOT NULL DEFAULT 'lead',
  due_days int NOT NULL DEFAULT 7,
  needs enum('nothing','note','form','attachment','approval','date') NOT NULL DEFAULT 'nothing',
  needs_what varchar(120) NOT NULL DEFAULT '',
  does enum('nothing','licence_grant','licence_renew','licence_suspend','licence_reinstate','publish','incident_close') NOT NULL DEFAULT 'nothing',
  UNIQUE KEY (definition_id, position),
  CONSTRAINT step_definition FOREIGN KEY (definition_id) REFERENCES workflow_definition (id)
);
CREATE TABLE IF NOT EXISTS workflow_definition_type (
  definition_id bigint NOT NULL,
  type_id bigint NOT NULL,
  PRIMARY KEY (definition_id, type_id),
  CONSTRAINT fits_definition FOREIGN KEY (definition_id) REFERENCES workflow_definition (id),
  CONSTRAINT fits_type FOREIGN KEY (type_id) REFERENCES provider_type (id)
);
CREATE TABLE IF NOT EXISTS workflow (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  definition_id bigint NOT NULL,
  provider_id bigint NOT NULL,
  licence_id bigint NULL,
  incident_id bigint NULL,
  state enum('running','complete','abandoned') NOT NULL DEFAULT 'running',
  started_by bigint NOT NULL,
  started_at datetime NOT NULL,
  ended_at datetime NULL,
  ended_by bigint NULL,
  reason varchar(500) NOT NULL DEFAULT '',
  record_hash char(64) NULL,
  version int NOT NULL DEFAULT 1,
  KEY (provider_id, state),
  CONSTRAINT workflow_of FOREIGN KEY (definition_id) REFERENCES workflow_definition (id),
  CONSTRAINT workflow_provider FOREIGN KEY (provider_id) REFERENCES provider (id)
);
CREATE TABLE IF NOT EXISTS workflow_step (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  workflow_id bigint NOT NULL,
  position int NOT NULL,
  state enum('waiting','ready','done','refused','skipped') NOT NULL DEFAULT 'waiting',
  due date NULL,
  done_at datetime NULL,
  done_by bigint NULL,
  answer enum('','done','approved','refused') NOT NULL DEFAULT '',
  words text NOT NULL,
  answer_date date NULL,
  version int NOT NULL DEFAULT 1,
  UNIQUE KEY (workflow_id, position),
  CONSTRAINT step_workflow FOREIGN KEY (workflow_id) REFERENCES workflow (id)
);
