-- The workflows that ship: definitions in version 1. A version that was used is never changed.
ALTER TABLE workflow_step ADD COLUMN IF NOT EXISTS reference varchar(300) NOT NULL DEFAULT '' AFTER words;
INSERT IGNORE INTO workflow_definition (id, name, number, title, description, about, state) VALUES (1, 'foster-approval', 1, 'Foster family approval', 'From the first talk to an authorised home. Each step is kept as it was done.', 'licence', 'current');
INSERT IGNORE INTO workflow_definition_type (definition_id, type_id) VALUES (1, 1);
INSERT IGNORE INTO workflow_definition_step (definition_id, position, title, instructions, who, due_days, needs, needs_what, does) VALUES
 (1, 1, 'First talk with the family', 'What they hope for, who lives there, what they know of fostering. Write a note.', 'lead', 7, 'note', '', 'nothing'),
 (1, 2, 'Application form received', 'The signed application, complete.', 'lead', 21, 'form', 'Foster family application', 'nothing'),
 (1, 3, 'Checks of everyone over 18', 'Working with children check for each adult in the home, police certificates where asked for.', 'lead', 42, 'attachment', 'The checks, or their numbers', 'nothing'),
 (1, 4, 'Home visit and assessment', 'Bedrooms, safety, pets, the talk with each child of the family.', 'lead', 56, 'note', '', 'nothing'),
 (1, 5, 'Training finished', 'Foster care training and first aid.', 'lead', 70, 'attachment', 'The certificates', 'nothing'),
 (1, 6, 'Panel decision', 'Approve, or refuse with the reason in words the family may read.', 'licensing_worker', 84, 'approval', '', 'nothing'),
 (1, 7, 'Authorise the home', 'The day from which the authorisation holds, and its last day.', 'licensing_worker', 91, 'date', 'Last day of the authorisation', 'licence_grant'),
 (1, 8, 'Publish the profile', 'The home can take placements from now on.', 'lead', 93, 'nothing', '', 'publish');
INSERT IGNORE INTO workflow_definition (id, name, number, title, description, about, state) VALUES (2, 'licence-renewal', 1, 'Licence renewal', 'In time before a licence ends.', 'licence', 'current');
INSERT IGNORE INTO workflow_definition_type (definition_id, type_id) VALUES (2, 1), (2, 2), (2, 3);
INSERT IGNORE INTO workflow_definition_step (definition_id, position, title, instructions, who, due_days, needs, needs_what, does) VALUES
 (2, 1, 'Ask for the renewal papers', 'Write to the provider what is needed and until when.', 'lead', 7, 'note', '', 'nothing'),
 (2, 2, 'Papers complete', 'Insurance, certificates, staff checks, changes since the last time.', 'lead', 28, 'attachment', 'The papers', 'nothing'),
 (2, 3, 'Inspection', 'Visit the place; write down what you saw.', 'licensing_worker', 42, 'form', 'Licence inspection', 'nothing'),
 (2, 4, 'Decision', 'Approve the renewal, or refuse with the reason.', 'licensing_worker', 49, 'approval', '', 'nothing'),
 (2, 5, 'Renew the licence', 'The new last day.', 'licensing_worker', 56, 'date', 'New last day', 'licence_renew');
INSERT IGNORE INTO workflow_definition (id, name, number, title, description, about, state) VALUES (3, 'incident-follow-up', 1, 'Incident follow-up', 'After an incident: make safe, tell, find out, change something.', 'incident', 'current');
INSERT IGNORE INTO workflow_definition_type (definition_id, type_id) VALUES (3, 1), (3, 2), (3, 3), (3, 4), (3, 5), (3, 6);
INSERT IGNORE INTO workflow_definition_step (definition_id, position, title, instructions, who, due_days, needs, needs_what, does) VALUES
 (3, 1, 'Everybody is safe', 'What was done at once, and for whom. Families and guardians told.', 'lead', 1, 'note', '', 'nothing'),
 (3, 2, 'Regulator told where the clock asks for it', 'Write down when, whom and the reference number; then stop the clock in the incident.', 'lead', 1, 'note', '', 'nothing'),
 (3, 3, 'Talk with those involved', 'Who was heard, and what they say. Restricted where needed.', 'lead', 5, 'note', '', 'nothing'),
 (3, 4, 'Review meeting', 'What led to it, and what changes.', 'lead', 14, 'note', '', 'nothing'),
 (3, 5, 'Sign-off', 'Approve the outcome, or send it back with words.', 'licensing_worker', 21, 'approval', '', 'nothing'),
 (3, 6, 'Close the incident', 'With its outcome in plain words.', 'lead', 28, 'note', 'The outcome', 'incident_close');
