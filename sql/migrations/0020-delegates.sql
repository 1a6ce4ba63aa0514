-- Who may see or decide for a client in the portal: the client, and whoever helps. Bases and what each usually allows are data
-- (NDIS nominee rules; Aged Care Act 2024, registered supporters from 1 Nov 2025): the agency changes them.
CREATE TABLE IF NOT EXISTS delegate_basis (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(40) NOT NULL UNIQUE,
  label varchar(100) NOT NULL,
  about varchar(300) NOT NULL DEFAULT '',
  position int NOT NULL DEFAULT 0,
  -- What a new grant of this basis begins with; each grant may hold less or more.
  scopes set('profile','change','money','book','cancel','approve','message','share') NOT NULL DEFAULT '',
  -- Needs a paper: a decision, an order, a power of attorney.
  evidence tinyint NOT NULL DEFAULT 0,
  -- May the client give it without the agency?
  by_client tinyint NOT NULL DEFAULT 0,
  from_date date NULL,
  until_date date NULL,
  source varchar(200) NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1
);
INSERT IGNORE INTO delegate_basis (name, label, about, position, scopes, evidence, by_client, from_date, source) VALUES
 ('self', 'The client', 'The person whose record it is', 1, 'profile,change,money,book,cancel,approve,message,share', 0, 0, NULL, ''),
 ('carer', 'Family member, friend or carer', 'Helps because the client wishes so', 2, 'profile,book,cancel', 0, 1, NULL, ''),
 ('plan_nominee', 'NDIS plan nominee', 'Decides for the person', 3, 'profile,change,money,book,cancel,approve,message,share', 1, 0, NULL, 'NDIS (Nominees) Rules 2013'),
 ('correspondence_nominee', 'NDIS correspondence nominee', 'Is informed, does not decide', 4, 'profile,message', 1, 0, NULL, 'NDIS (Nominees) Rules 2013'),
 ('child_representative', 'Child representative', 'Decides for a child', 5, 'profile,change,money,book,cancel,approve,message,share', 1, 0, NULL, 'NDIS Act 2013, s 74'),
 ('supporter', 'Registered supporter', 'Sees and helps; the older person decides', 6, 'profile,money,message', 0, 1, '2025-11-01', 'Aged Care Act 2024'),
 ('supporter_lite', 'Registered supporter (lite)', 'Does not see the record unless the person allows it', 7, '', 0, 1, '2025-11-01', 'Aged Care Act 2024'),
 ('supporter_guardian', 'Registered supporter who is a guardian', 'Decides for the person', 8, 'profile,change,money,book,cancel,approve,message,share', 1, 0, '2025-11-01', 'Aged Care Act 2024'),
 ('guardian', 'Guardian or attorney', 'Decides for the person, by an order or a power of attorney', 9, 'profile,change,money,book,cancel,approve,message,share', 1, 0, NULL, 'State law'),
 ('other', 'Somebody else', 'Say who in the remarks', 10, 'profile', 0, 0, NULL, '');
-- One row a grant; ended, never erased.
CREATE TABLE IF NOT EXISTS delegate (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  client_id bigint NOT NULL,
  account_id bigint NOT NULL,
  basis_id bigint NOT NULL,
  scopes set('profile','change','money','book','cancel','approve','message','share') NOT NULL DEFAULT '',
  from_date date NOT NULL,
  until_date date NULL,
  -- Which paper proves it, and where it is.
  evidence varchar(300) NOT NULL DEFAULT '',
  remarks varchar(300) NOT NULL DEFAULT '',
  granted_by bigint NULL,
  granted_at datetime NOT NULL,
  ended_at datetime NULL,
  ended_by bigint NULL,
  ended_reason varchar(300) NOT NULL DEFAULT '',
  -- 1 while it is not ended: one grant a client and account.
  current tinyint AS (IF(ended_at IS NULL, 1, NULL)) PERSISTENT,
  version int NOT NULL DEFAULT 1,
  UNIQUE KEY one_current (client_id, account_id, current),
  KEY of_account (account_id, ended_at),
  CONSTRAINT delegate_client FOREIGN KEY (client_id) REFERENCES client (id),
  CONSTRAINT delegate_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT delegate_basis_of FOREIGN KEY (basis_id) REFERENCES delegate_basis (id)
);
-- People outside the agency hold this role and no other. What they may see is in `delegate`, client by client.
INSERT IGNORE INTO role (name, description) VALUES
 ('Client or carer', 'Signs in to the portal; sees only the clients who are theirs. Not for staff.');
INSERT IGNORE INTO role_right (role_id, right_name)
 SELECT r.id, 'portal.use' FROM role r WHERE r.name = 'Client or carer';
INSERT IGNORE INTO role_right (role_id, right_name)
 SELECT r.id, 'delegate.edit' FROM role r WHERE r.name IN ('Administrator', 'Case manager');
ALTER TABLE audit ADD KEY IF NOT EXISTS of_client (client_id, id);
