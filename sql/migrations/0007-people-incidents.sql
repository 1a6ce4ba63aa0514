-- Checks, trainings and certificates; kinds of incidents with their clocks. Dated facts, edited by the agency.
INSERT IGNORE INTO credential_kind (id, name, class, months, remind_days, blocks, adults_only) VALUES
 (1, 'Working with children check', 'check', 60, 90, 1, 1),
 (2, 'NDIS worker screening', 'check', 60, 90, 1, 1),
 (3, 'Police certificate', 'check', 36, 60, 1, 1),
 (4, 'First aid', 'training', 36, 60, 0, 1),
 (5, 'CPR', 'training', 12, 45, 0, 1),
 (6, 'Medication training', 'training', 12, 45, 0, 1),
 (7, 'Manual handling', 'training', 24, 45, 0, 1),
 (8, 'Foster care training', 'training', NULL, 0, 0, 1),
 (9, 'Fire safety certificate', 'certificate', 12, 60, 1, 0),
 (10, 'Public liability insurance', 'certificate', 12, 60, 1, 0),
 (11, 'Food safety certificate', 'certificate', 60, 60, 0, 0),
 (12, 'Driver licence', 'check', 60, 45, 0, 1);
INSERT IGNORE INTO credential_rule (type_id, kind_id, applies) VALUES
 (1, 1, 'household'), (1, 4, 'people'), (1, 8, 'people'),
 (2, 9, 'provider'), (2, 2, 'people'), (2, 4, 'people'), (2, 6, 'people'),
 (3, 9, 'provider'), (3, 1, 'people'), (3, 4, 'people'),
 (4, 10, 'provider'), (4, 2, 'people'),
 (5, 2, 'people'), (5, 4, 'people'), (5, 5, 'people'),
 (6, 1, 'people'), (6, 3, 'people');
INSERT IGNORE INTO incident_kind (id, scheme, name, from_date, clock, amount, harm_hours, source) VALUES
 (1, 'NDIS', 'Death', '2019-07-01', 'hours', 24, NULL, 'NDIS reportable incidents rules'),
 (2, 'NDIS', 'Serious injury', '2019-07-01', 'hours', 24, NULL, 'NDIS reportable incidents rules'),
 (3, 'NDIS', 'Abuse or neglect', '2019-07-01', 'hours', 24, NULL, 'NDIS reportable incidents rules'),
 (4, 'NDIS', 'Unlawful physical or sexual contact, or assault', '2019-07-01', 'hours', 24, NULL, 'NDIS reportable incidents rules'),
 (5, 'NDIS', 'Sexual misconduct', '2019-07-01', 'hours', 24, NULL, 'NDIS reportable incidents rules'),
 (6, 'NDIS', 'Restrictive practice without authorisation', '2019-07-01', 'business_days', 5, 24, 'NDIS reportable incidents rules; 24 hours where somebody was harmed'),
 (7, 'Aged care', 'SIRS priority 1', '2021-04-01', 'hours', 24, NULL, 'Serious Incident Response Scheme'),
 (8, 'Aged care', 'SIRS priority 2', '2021-04-01', 'days', 30, NULL, 'Serious Incident Response Scheme'),
 (9, 'Agency', 'Violence in the home', '2019-01-01', 'hours', 24, NULL, 'The agency''s own rule'),
 (10, 'Agency', 'Somebody is missing', '2019-01-01', 'hours', 24, NULL, 'The agency''s own rule'),
 (11, 'Agency', 'Medication error', '2019-01-01', 'business_days', 5, 24, 'The agency''s own rule'),
 (12, 'Agency', 'Complaint', '2019-01-01', 'business_days', 10, NULL, 'The agency''s own rule'),
 (13, 'Agency', 'Damage to property', '2019-01-01', 'none', 0, NULL, ''),
 (14, 'Agency', 'Other', '2019-01-01', 'none', 0, NULL, '');
