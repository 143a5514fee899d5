-- SPDX-License-Identifier: Apache-2.0

-- :dossier_insert one
INSERT INTO dossier (number, tail, accept_uuid, state, outcome, deferred, bundle, bundle_name, catalogue_version,
       calendar_version, window_no, staff, name, company, person_index, received_day, received_at, accepted_at, promised_day,
       statutory_day, estimated, delivery, query_code, check_code, typed, derived, shared, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
       $26, $27, $17)
RETURNING id;

-- :dossier_by_uuid maybe
SELECT d.id, d.number, d.state, d.deferred, d.promised_day,
       (SELECT COUNT(*) FROM task t WHERE t.dossier = d.id),
       (SELECT COUNT(*) FROM print_job p WHERE p.dossier = d.id AND p.copy_no = 0)
  FROM dossier d WHERE d.accept_uuid = $1;

-- :dossier_read_back maybe
SELECT d.number, s.digest, s.body, s.person,
       (SELECT COUNT(*) FROM dossier_item i WHERE i.dossier = d.id),
       (SELECT COUNT(*) FROM dossier_material m WHERE m.dossier = d.id),
       (SELECT COUNT(*) FROM deferral f WHERE f.dossier = d.id),
       (SELECT COUNT(*) FROM task t WHERE t.dossier = d.id),
       (SELECT COUNT(*) FROM outbox o JOIN task t ON t.id = o.task WHERE t.dossier = d.id),
       (SELECT COUNT(*) FROM print_job p WHERE p.dossier = d.id)
  FROM dossier d JOIN snapshot s ON s.dossier = d.id AND s.version = 1
 WHERE d.accept_uuid = $1;

-- :snapshot_insert one
INSERT INTO snapshot (dossier, version, made_at, digest, body, person) VALUES ($1, $2, $3, $4, $5, $6);

-- :dossier_answer_insert one
INSERT INTO dossier_answer (dossier, question, choice) VALUES ($1, $2, $3);

-- :dossier_item_insert one
INSERT INTO dossier_item (dossier, no, item, name, project_no, at_once, promised_day, statutory_day)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :dossier_material_insert one
INSERT INTO dossier_material (dossier, no, material, name, level, state, date_day, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :deferral_insert one
INSERT INTO deferral (dossier, material, promised_day, blocks, channel) VALUES ($1, $2, $3, $4, 'any');

-- :clock_insert one
INSERT INTO clock (dossier, kind, item, start_day, due_day, halves, unit, estimated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :task_insert one
INSERT INTO task (dossier, no, task_no, item, department, due_day, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- :task_edge_insert one
INSERT INTO task_edge (task, after)
SELECT t.id, a.id FROM task t, task a WHERE t.task_no = $1 AND a.task_no = $2;

-- the applicant and his agent may share a phone
-- :dossier_token_insert maybe
INSERT INTO dossier_token (token, dossier) VALUES ($1, $2) ON CONFLICT (token, dossier) DO NOTHING;

-- :document_insert one
INSERT INTO document (series, year, n, number, dossier, kind, at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- a message that acceptance writes: to be pushed by path /v1/tasks
-- :outbox_insert one
INSERT INTO outbox (task, key, kind, sequence, department, path, digest, created_at, body)
SELECT id, $2, 'task', $3, $4, '/v1/tasks', $5, $6, $7 FROM task WHERE task_no = $1;
