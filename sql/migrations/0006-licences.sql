-- Licences, clients and services: the types of licence, the traits and the catalogue that an agency begins with.
ALTER TABLE licence_type ADD COLUMN IF NOT EXISTS care tinyint NOT NULL DEFAULT 1;
INSERT IGNORE INTO licence_type (id, name, issuer, renew_days, care) VALUES
 (1, 'Foster carer authorisation', 'Department of Communities and Justice', 90, 1),
 (2, 'Kinship carer authorisation', 'Department of Communities and Justice', 90, 1),
 (3, 'Group home licence', 'State regulator', 120, 1),
 (4, 'Early childhood service licence', 'State regulator', 90, 1),
 (5, 'Respite service licence', 'State regulator', 90, 1),
 (6, 'Residential aged care approval', 'Aged Care Quality and Safety Commission', 180, 1),
 (7, 'NDIS registration', 'NDIS Quality and Safeguards Commission', 180, 1),
 (8, 'Food premises licence', 'City council', 30, 0),
 (9, 'Community transport accreditation', 'Transport authority', 60, 0);
