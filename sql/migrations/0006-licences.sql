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
INSERT IGNORE INTO trait (id, name, label, phrase) VALUES
 (1, 'disability', 'Disability', 'with a disability'),
 (2, 'intellectual_disability', 'Intellectual disability', 'with an intellectual disability'),
 (3, 'physical_disability', 'Physical disability', 'with a physical disability'),
 (4, 'wheelchair', 'Uses a wheelchair', 'who use a wheelchair'),
 (5, 'autism', 'Autism', 'with autism'),
 (6, 'dementia', 'Dementia', 'with dementia'),
 (7, 'high_support', 'High support needs', 'with high support needs'),
 (8, 'aboriginal', 'Aboriginal or Torres Strait Islander', 'who are Aboriginal or Torres Strait Islander'),
 (9, 'mental_health', 'Mental health condition', 'with a mental health condition'),
 (10, 'sensory', 'Blind or deaf', 'who are blind or deaf');
INSERT IGNORE INTO service (id, code, name, description, category, unit, icon, licence_type_id) VALUES
 (1, 'foster-care', 'Foster care', 'A child lives in the carer''s home', 'Out-of-home care', 'night', 'house-heart', 1),
 (2, 'emergency-care', 'Emergency care', 'A place for a child tonight, for days rather than months', 'Out-of-home care', 'night', 'house-heart', 1),
 (3, 'kinship-care', 'Kinship care', 'A child lives with relatives or friends of the family', 'Out-of-home care', 'night', 'people', 2),
 (4, 'residential-disability', 'Residential care for adults with a disability', 'A room, meals and support in a group home', 'Accommodation', 'night', 'buildings', 3),
 (5, 'nursery', 'Nursery day', 'A day of early education and care', 'Early childhood', 'day', 'balloon-heart', 4),
 (6, 'respite-stay', 'Respite stay', 'A short stay, so that the carer can rest', 'Respite', 'night', 'house-heart', 5),
 (7, 'aged-residential', 'Residential aged care', 'A room, meals, personal and nursing care', 'Accommodation', 'night', 'buildings', 6),
 (8, 'personal-care', 'Personal care', 'Washing, dressing, eating, at home', 'Support at home', 'hour', 'person-heart', NULL),
 (9, 'domestic', 'Help in the house', 'Cleaning, washing, shopping', 'Support at home', 'hour', 'basket', NULL),
 (10, 'community-access', 'Company and community access', 'Going out together: a walk, a club, an errand', 'Support at home', 'hour', 'people', NULL),
 (11, 'day-care', 'Day care', 'A day in company, with lunch', 'Centre', 'day', 'sunrise', NULL),
 (12, 'workshop', 'Workshop', 'A course or a group: cooking, craft, work skills', 'Centre', 'session', 'ui-checks', NULL),
 (13, 'nursing', 'Nursing visit', 'A registered nurse comes to the home', 'Medical', 'hour', 'heart-pulse', NULL),
 (14, 'medical', 'Medical appointment', 'With a doctor of the clinic', 'Medical', 'each', 'heart-pulse', NULL),
 (15, 'therapy', 'Therapy', 'Physiotherapy, speech or occupational therapy', 'Medical', 'session', 'heart-pulse', NULL),
 (16, 'transport', 'Transport', 'A drive to an appointment and back', 'Transport', 'km', 'truck', 9),
 (17, 'meals', 'Meals', 'A cooked meal, brought home', 'Support at home', 'each', 'basket', 8),
 (18, 'visiting', 'Friendly visiting', 'A volunteer comes by for a chat', 'Volunteers', 'session', 'hand-thumbs-up', NULL);
