-- Care: where it takes place, who gives it, what a client is approved for, and visits.
-- A point on the map and the clock on its wall.
CREATE TABLE IF NOT EXISTS place (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  address varchar(200) NOT NULL DEFAULT '',
  suburb varchar(100) NOT NULL DEFAULT '',
  address_state varchar(3) NOT NULL DEFAULT '',
  postcode varchar(10) NOT NULL DEFAULT '',
  lat_e6 int NULL,
  lon_e6 int NULL,
  located enum('','postcode','geocoder','hand') NOT NULL DEFAULT '',
  zone varchar(40) NOT NULL DEFAULT 'Australia/Sydney',
  version int NOT NULL DEFAULT 1
);
-- Where the client's services usually take place: home.
ALTER TABLE client ADD COLUMN IF NOT EXISTS place_id bigint NULL AFTER postcode;
ALTER TABLE client ADD CONSTRAINT client_place FOREIGN KEY IF NOT EXISTS (place_id) REFERENCES place (id);
-- Under which a service is funded, and by whose rules.
CREATE TABLE IF NOT EXISTS program (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(100) NOT NULL UNIQUE,
  kind enum('aged_care','ndis','individual') NOT NULL,
  about varchar(300) NOT NULL DEFAULT '',
  state enum('offered','retired') NOT NULL DEFAULT 'offered',
  version int NOT NULL DEFAULT 1
);
INSERT IGNORE INTO program (id, name, kind, about) VALUES
 (1, 'Support at Home', 'aged_care', 'Aged care at home, by quarters, since 1 November 2025'),
 (2, 'NDIS', 'ndis', 'National Disability Insurance Scheme: a plan with budgets by category'),
 (3, 'Private', 'individual', 'Paid by the client or by somebody for them');
-- A person as one who visits clients, for one provider.
CREATE TABLE IF NOT EXISTS worker (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  person_id bigint NOT NULL,
  provider_id bigint NOT NULL,
  -- With which they sign in, where they do.
  account_id bigint NULL UNIQUE,
  active tinyint NOT NULL DEFAULT 1,
  home_place_id bigint NULL,
  -- Null: the agency's setting.
  max_travel_m int NULL,
  day_cap_min int NULL,
  week_cap_min int NULL,
  fortnight_cap_min int NULL,
  about varchar(500) NOT NULL DEFAULT '',
  -- What clients see of them, as the worker consents.
  show_gender tinyint NOT NULL DEFAULT 1,
  show_age enum('no','band','age') NOT NULL DEFAULT 'no',
  version int NOT NULL DEFAULT 1,
  UNIQUE KEY (person_id, provider_id),
  KEY (provider_id, active),
  CONSTRAINT worker_person FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT worker_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT worker_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT worker_home FOREIGN KEY (home_place_id) REFERENCES place (id)
);
-- What a client may have, out of which program, from when to when and how much of it.
CREATE TABLE IF NOT EXISTS client_service (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  client_id bigint NOT NULL,
  service_id bigint NOT NULL,
  program_id bigint NOT NULL,
  -- Which of the client's packages pays (table package), null: none yet.
  package_id bigint NULL,
  category varchar(60) NOT NULL DEFAULT '',
  from_date date NOT NULL,
  until_date date NULL,
  cap_minutes int NULL,
  cap_per enum('','week','fortnight','month','quarter','plan') NOT NULL DEFAULT '',
  details varchar(300) NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  KEY (client_id, service_id),
  CONSTRAINT approved_client FOREIGN KEY (client_id) REFERENCES client (id),
  CONSTRAINT approved_service FOREIGN KEY (service_id) REFERENCES service (id),
  CONSTRAINT approved_program FOREIGN KEY (program_id) REFERENCES program (id)
);
-- One visit: a service for a client at a place and time. Start and end lie on the quarter hour (UTC); the zone is the place's.
CREATE TABLE IF NOT EXISTS visit (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number varchar(20) NOT NULL UNIQUE,
  booking_id bigint NULL,
  client_id bigint NOT NULL,
  service_id bigint NOT NULL,
  client_service_id bigint NULL,
  program_id bigint NULL,
  package_id bigint NULL,
  place_id bigint NULL,
  worker_id bigint NULL,
  provider_id bigint NULL,
  start_at datetime NOT NULL,
  end_at datetime NOT NULL,
  zone varchar(40) NOT NULL DEFAULT 'Australia/Sydney',
  state enum('unallocated','offered','accepted','in_progress','completed','cancelled','declined','expired') NOT NULL DEFAULT 'unallocated',
  offer_until datetime NULL,
  asked_by enum('client','roster') NOT NULL DEFAULT 'roster',
  -- As it really was.
  began_at datetime NULL,
  ended_at datetime NULL,
  remarks varchar(500) NOT NULL DEFAULT '',
  cancelled_at datetime NULL,
  cancelled_for enum('client','provider','worker') NULL,
  cancel_reason varchar(300) NOT NULL DEFAULT '',
  -- What the client says of it once it is completed.
  verdict enum('none','approved','queried') NOT NULL DEFAULT 'none',
  verdict_by bigint NULL,
  verdict_at datetime NULL,
  created_by bigint NULL,
  created_at datetime NOT NULL,
  changed_at datetime NOT NULL,
  -- Raised by each change that a calendar has to hear of (iCalendar SEQUENCE).
  sequence int NOT NULL DEFAULT 0,
  version int NOT NULL DEFAULT 1,
  KEY of_client (client_id, start_at),
  KEY of_worker (worker_id, start_at),
  KEY of_provider (provider_id, start_at),
  KEY by_start (start_at, state),
  KEY by_state (state, start_at),
  KEY of_booking (booking_id),
  KEY of_package (package_id, start_at),
  CONSTRAINT visit_client FOREIGN KEY (client_id) REFERENCES client (id),
  CONSTRAINT visit_service FOREIGN KEY (service_id) REFERENCES service (id),
  CONSTRAINT visit_approval FOREIGN KEY (client_service_id) REFERENCES client_service (id),
  CONSTRAINT visit_program FOREIGN KEY (program_id) REFERENCES program (id),
  CONSTRAINT visit_place FOREIGN KEY (place_id) REFERENCES place (id),
  CONSTRAINT visit_worker FOREIGN KEY (worker_id) REFERENCES worker (id),
  CONSTRAINT visit_provider FOREIGN KEY (provider_id) REFERENCES provider (id),
  CONSTRAINT visit_order CHECK (end_at > start_at),
  CONSTRAINT visit_grid CHECK (MINUTE(start_at) MOD 15 = 0 AND SECOND(start_at) = 0 AND MINUTE(end_at) MOD 15 = 0 AND SECOND(end_at) = 0)
);
-- No double booking, by constraint: a row for every quarter hour of every live visit of a worker, offers that may still be accepted included.
CREATE TABLE IF NOT EXISTS worker_slot (
  worker_id bigint NOT NULL,
  slot_start datetime NOT NULL,
  visit_id bigint NOT NULL,
  PRIMARY KEY (worker_id, slot_start),
  KEY (visit_id),
  CONSTRAINT slot_worker FOREIGN KEY (worker_id) REFERENCES worker (id),
  CONSTRAINT slot_visit FOREIGN KEY (visit_id) REFERENCES visit (id)
);
