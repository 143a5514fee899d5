-- SPDX-License-Identifier: Apache-2.0
-- A dossier that was received before and is accepted now (hall/continued.h).

-- the day on which its five days began to run, and whether that is when its corrections were in (T-8)
-- :continued_read maybe
SELECT d.id, d.number, d.accept_uuid, d.state, d.version, d.bundle, d.catalogue_version, d.person_index, d.window_no,
       d.received_day, d.received_at, d.query_code,
       (SELECT MAX(s.version) FROM snapshot s WHERE s.dossier = d.id),
       (SELECT k.start_day FROM clock k WHERE k.dossier = d.id AND k.kind = 'K1' AND k.stopped_at IS NULL),
       (SELECT COUNT(*) FROM act a WHERE a.dossier = d.id AND a.word = 'corrected'),
       (SELECT k.due_day FROM clock k WHERE k.dossier = d.id AND k.kind = 'K1' AND k.stopped_at IS NULL)
  FROM dossier d WHERE d.number = $1;

-- :continued_items many
SELECT item, project_no FROM dossier_item WHERE dossier = $1 ORDER BY no;

-- :continued_papers many
SELECT DISTINCT kind FROM print_job WHERE dossier = $1;

-- :continued_request maybe
SELECT i.request, d.accept_uuid FROM intake i JOIN dossier d ON d.id = i.dossier WHERE d.number = $1;

-- :continued_materials many
SELECT m.material, m.state, m.reason, m.date_day
  FROM dossier_material m JOIN dossier d ON d.id = m.dossier WHERE d.number = $1 ORDER BY m.no;

-- :intake_insert one
INSERT INTO intake (dossier, request) VALUES ($1, $2);

-- what was planned on must still be so
-- :continued_state maybe
SELECT state, version FROM dossier WHERE id = $1;

-- :continued_accept one
UPDATE dossier SET state = '30', version = version + 1, deferred = $3, calendar_version = $4, name = $5, accepted_at = $6,
       promised_day = $7, statutory_day = $8, estimated = $9, delivery = $10, typed = $11, derived = $12, shared = $13,
       updated_at = $14, person_index = $15, names = $16
 WHERE id = $1 AND version = $2 AND state = '10'
RETURNING id;

-- made anew from what is accepted; the earlier snapshot says what they were
-- :continued_no_items many
DELETE FROM dossier_item WHERE dossier = $1;

-- :continued_no_materials many
DELETE FROM dossier_material WHERE dossier = $1;

-- :continued_no_answers many
DELETE FROM dossier_answer WHERE dossier = $1;
