-- SPDX-License-Identifier: Apache-2.0

-- :dossier_insert one
INSERT INTO dossier (number, tail, accept_uuid, state, outcome, deferred, bundle, bundle_name, catalogue_version,
       calendar_version, window_no, staff, name, company, person_index, received_day, received_at, accepted_at, promised_day,
       statutory_day, estimated, delivery, query_code, check_code, typed, derived, shared, updated_at, names)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
       $26, $27, $17, $28)
RETURNING id;

-- the key of the form that took it in, or of the one that accepted it later
-- :dossier_by_uuid maybe
SELECT d.id, d.number, d.state, d.deferred, d.promised_day,
       (SELECT COUNT(*) FROM task t WHERE t.dossier = d.id),
       (SELECT COUNT(*) FROM print_job p WHERE p.dossier = d.id AND p.copy_no = 0),
       d.bundle, d.person_index
  FROM dossier d
 WHERE d.id = COALESCE((SELECT u.id FROM dossier u WHERE u.accept_uuid = $1),
                       (SELECT a.dossier FROM act a WHERE a.uuid = $1 AND a.word IN ('accept', 'deem')));

-- $2: the snapshot that was written
-- :dossier_read_back maybe
SELECT d.number, s.digest, s.body, s.person,
       (SELECT COUNT(*) FROM dossier_item i WHERE i.dossier = d.id),
       (SELECT COUNT(*) FROM dossier_material m WHERE m.dossier = d.id),
       (SELECT COUNT(*) FROM deferral f WHERE f.dossier = d.id),
       (SELECT COUNT(*) FROM task t WHERE t.dossier = d.id),
       (SELECT COUNT(*) FROM outbox o JOIN task t ON t.id = o.task WHERE t.dossier = d.id),
       (SELECT COUNT(*) FROM print_job p WHERE p.dossier = d.id AND p.snapshot = s.version)
  FROM dossier d JOIN snapshot s ON s.dossier = d.id AND s.version = $2
 WHERE d.accept_uuid = $1;

-- :snapshot_insert one
INSERT INTO snapshot (dossier, version, made_at, digest, body, person, check_code) VALUES ($1, $2, $3, $4, $5, $6, $7);

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
INSERT INTO outbox (task, key, kind, sequence, department, path, digest, created_at, head, body)
SELECT id, $2, 'task', $3, $4, '/v1/tasks', $5, $6, $7, $8 FROM task WHERE task_no = $1;

-- :dossier_by_number maybe
SELECT id FROM dossier WHERE number = $1;

-- the newest snapshot ($2 = 0) or a certain one
-- :dossier_read maybe
SELECT d.id, d.number, d.accept_uuid, d.state, d.deferred, d.version,
       CASE s.check_code WHEN '' THEN d.check_code ELSE s.check_code END, s.version, s.digest, s.body, s.person,
       d.promised_day, d.statutory_day, d.estimated, d.accepted_at,
       COALESCE((SELECT MAX(c.estimated) FROM clock c WHERE c.dossier = d.id AND c.kind = 'K3'), 0)
  FROM dossier d JOIN snapshot s ON s.dossier = d.id
 WHERE d.id = $1 AND ($2 = 0 OR s.version = $2)
 ORDER BY s.version DESC LIMIT 1;

-- :dossier_task_list many
SELECT t.task_no, t.item, i.name, p.id, p.name, t.state, t.department_no, t.updated_at, t.note, t.handler, t.id
  FROM task t
  JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
  JOIN department p ON p.id = t.department
 WHERE t.dossier = $1 ORDER BY t.no;

-- :dossier_edge_list many
SELECT t.task_no, a.item
  FROM task t JOIN task_edge e ON e.task = t.id JOIN task a ON a.id = e.after
 WHERE t.dossier = $1 ORDER BY t.no, a.no;

-- :dossier_papers many
SELECT p.kind, p.title, p.document_no, p.copies, p.paper
  FROM print_job p
 WHERE p.dossier = $1 AND p.copy_no = (SELECT MIN(o.copy_no) FROM print_job o WHERE o.dossier = p.dossier AND o.kind = p.kind)
 ORDER BY p.id;

-- :dossier_material_states many
SELECT m.material, m.state, m.reason, CASE f.state WHEN 'open' THEN f.promised_day ELSE m.date_day END
  FROM dossier_material m LEFT JOIN deferral f ON f.dossier = m.dossier AND f.material = m.material
 WHERE m.dossier = $1;

-- :deferral_states many
SELECT material, state, promised_day FROM deferral WHERE dossier = $1;

-- what `verify` looks at: each dossier's snapshot and the audit entry of its acceptance
-- :dossier_verify_list many
SELECT d.id, d.number, d.check_code, s.digest, a.hash, s.version
  FROM dossier d
  JOIN snapshot s ON s.dossier = d.id AND s.version = 1
  LEFT JOIN audit a ON a.act = 'dossier.accept' AND a.object = d.number AND a.chain = d.window_no
 WHERE d.id > $1 ORDER BY d.id LIMIT $2;

-- … and those added since: by acceptance of what had been received before, by another agent. All of as many dossiers as are asked for
-- :dossier_verify_continued many
SELECT d.id, d.number, s.check_code, s.digest, COALESCE(a.hash, m.hash), s.version
  FROM snapshot s
  JOIN dossier d ON d.id = s.dossier
  LEFT JOIN audit a ON a.act = 'dossier.continue' AND a.object = d.number AND a.after = s.digest
  LEFT JOIN audit m ON m.act = 'dossier.amend' AND m.object = d.number AND m.after = s.digest
 WHERE s.version > 1 AND s.dossier IN (SELECT DISTINCT x.dossier FROM snapshot x WHERE x.version > 1 AND x.dossier > $1
                                        ORDER BY x.dossier LIMIT $2)
 ORDER BY s.dossier, s.version;

-- Dossier numbers: the counter of each day against the dossiers that carry its numbers, but for those that a hall of a copy left out
-- (backup.sql): between them and the last there may be as many that nobody has.
-- :counter_gaps many
SELECT c.series, c.period, c.n, COALESCE(x.k, 0)
  FROM counter c
  LEFT JOIN (SELECT substr(number, 1, 9) AS hall, substr(number, 10, 8) AS day, COUNT(*) AS k, MAX(substr(number, 18, 5)) AS last
               FROM dossier GROUP BY 1, 2) AS x ON 'dossier/' || x.hall = c.series AND x.day = c.period
  LEFT JOIN store_meta m ON m.name = 'counter.left-out/' || c.period
 WHERE c.series LIKE 'dossier/%'
   AND (x.k IS NULL OR x.k <> c.n - COALESCE(CAST(m.value AS INTEGER), 0)
        OR CAST(x.last AS INTEGER) NOT BETWEEN c.n - COALESCE(CAST(m.value AS INTEGER), 0) AND c.n)
 ORDER BY c.period LIMIT 1;

-- :document_gaps many
SELECT c.series, c.period, c.n, COALESCE(x.k, 0)
  FROM counter c
  LEFT JOIN (SELECT series, year, COUNT(*) AS k, MAX(n) AS last FROM document GROUP BY 1, 2) AS x
    ON 'document/' || x.series = c.series AND CAST(x.year AS TEXT) = c.period
  LEFT JOIN store_meta m ON m.name = 'counter.left-out/' || c.period
 WHERE c.series LIKE 'document/%'
   AND (x.k IS NULL OR x.k <> c.n - COALESCE(CAST(m.value AS INTEGER), 0)
        OR x.last NOT BETWEEN c.n - COALESCE(CAST(m.value AS INTEGER), 0) AND c.n)
 ORDER BY c.period LIMIT 1;
