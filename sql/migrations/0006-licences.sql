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
-- How a trait stands in a sentence after "people".
ALTER TABLE trait ADD COLUMN IF NOT EXISTS phrase varchar(120) NOT NULL DEFAULT '';
INSERT IGNORE INTO trait (name, label, phrase) VALUES
 ('disability', 'Disability', 'with a disability'),
 ('intellectual', 'Intellectual disability', 'with an intellectual disability'),
 ('physical', 'Physical disability', 'with a physical disability'),
 ('sensory', 'Sensory disability: sight or hearing', 'with a sensory disability'),
 ('psychosocial', 'Psychosocial disability', 'with a psychosocial disability'),
 ('autism', 'Autism', 'with autism'),
 ('dementia', 'Dementia', 'with dementia'),
 ('wheelchair', 'Uses a wheelchair', 'who use a wheelchair'),
 ('first_nations', 'Aboriginal or Torres Strait Islander', 'who are Aboriginal or Torres Strait Islander');
-- The services that nobody may give without a licence.
INSERT IGNORE INTO service (code, name, description, category, unit, icon, licence_type_id) VALUES
 ('foster', 'Foster care', 'A child lives with a family', 'A place to live', 'night', 'house-heart', 1),
 ('foster-emergency', 'Emergency care', 'A place for a child tonight, for days rather than months', 'A place to live', 'night', 'moon-stars', 1),
 ('kinship', 'Kinship care', 'A child lives with relatives, or with friends of the family', 'A place to live', 'night', 'people', 2),
 ('residential', 'Residential care', 'A home with staff, by the week', 'A place to live', 'week', 'buildings', 3),
 ('aged-residential', 'Residential aged care', 'A room, meals, personal and nursing care', 'A place to live', 'week', 'buildings', 6),
 ('respite-night', 'Respite, overnight', 'A night or more away from home, so that carers can rest', 'A place to live', 'night', 'moon-stars', 5),
 ('nursery', 'Nursery day', 'A day of early education and care', 'At a place', 'day', 'balloon-heart', 4),
 ('meal-delivered', 'Meal, delivered', 'A cooked meal brought to the door', 'Meals and shopping', 'each', 'bag', 8);
