-- SPDX-License-Identifier: Apache-2.0
-- What an act reads before it decides, and what it writes (hall/act.c).

-- :act_dossier maybe
SELECT id, number, accept_uuid, state, version, deferred, received_day, received_at, accepted_at, window_no, staff, outcome
  FROM dossier WHERE number = $1;

-- :act_tasks many
SELECT t.id, t.no, t.state, t.department, t.item, i.name, t.task_no, i.at_once
  FROM task t JOIN dossier d ON d.id = t.dossier JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
 WHERE d.number = $1 ORDER BY t.no;

-- :act_materials many
SELECT m.material, m.name, m.state, m.no
  FROM dossier_material m JOIN dossier d ON d.id = m.dossier
 WHERE d.number = $1 ORDER BY m.no;

-- :act_deferrals many
SELECT f.material, f.state, f.promised_day, f.blocks, f.checked, m.no
  FROM deferral f JOIN dossier d ON d.id = f.dossier
  JOIN dossier_material m ON m.dossier = f.dossier AND m.material = f.material
 WHERE d.number = $1 ORDER BY m.no;

-- :act_clocks many
SELECT k.kind, k.item, k.start_day, k.due_day, k.stopped_at IS NULL
  FROM clock k JOIN dossier d ON d.id = k.dossier
 WHERE d.number = $1 ORDER BY k.kind, k.item;

-- how often each was done before
-- :act_done many
SELECT a.task, a.word, COUNT(*)
  FROM act a JOIN dossier d ON d.id = a.dossier
 WHERE d.number = $1 GROUP BY a.task, a.word;

-- :act_by_uuid maybe
SELECT a.word, a.task, a.state, d.number, d.state
  FROM act a JOIN dossier d ON d.id = a.dossier WHERE a.uuid = $1;

-- :act_insert one
INSERT INTO act (uuid, dossier, task, word, state, at, staff, second, window_no, data)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- :act_list many
SELECT a.uuid, a.task, a.word, a.state, a.at, s.name, s.login, COALESCE(c.name, ''), a.window_no, a.data
  FROM act a JOIN dossier d ON d.id = a.dossier JOIN staff s ON s.id = a.staff LEFT JOIN staff c ON c.id = a.second
 WHERE d.number = $1 ORDER BY a.at, a.uuid;

-- papers made for it and their copies, each with the task of the act that it tells of
-- :act_papers many
SELECT COALESCE(o.act, p.act), COALESCE(a.task, 0), p.kind, p.title, p.document_no, p.copy_no, p.copies, p.paper, p.reason, p.created_at,
       s.name, s.login, p.window_no
  FROM dossier d JOIN print_job p ON p.dossier = d.id JOIN staff s ON s.id = p.staff
  LEFT JOIN print_job o ON o.copy_of = p.copy_of AND o.copy_no = 0
  LEFT JOIN act a ON a.uuid = o.act
 WHERE d.number = $1 ORDER BY p.created_at, p.id;

-- :act_read maybe
SELECT a.uuid, a.task, a.word, a.state, a.at, s.name, s.login, COALESCE(c.name, ''), a.window_no, a.data
  FROM act a JOIN staff s ON s.id = a.staff LEFT JOIN staff c ON c.id = a.second
 WHERE a.uuid = $1;

-- :proposal_insert one
INSERT INTO proposal (uuid, dossier, task, word, at, staff, data) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id;

-- :proposal_read maybe
SELECT p.id, p.uuid, d.number, p.task, p.word, p.at, p.staff, p.state, s.name, p.data
  FROM proposal p JOIN dossier d ON d.id = p.dossier JOIN staff s ON s.id = p.staff
 WHERE p.id = $1;

-- :proposal_by_uuid maybe
SELECT id FROM proposal WHERE uuid = $1;

-- :proposal_open many
SELECT p.id, p.uuid, d.number, p.task, p.word, p.at, p.staff, p.state, s.name, p.data
  FROM proposal p JOIN dossier d ON d.id = p.dossier JOIN staff s ON s.id = p.staff
 WHERE p.state = 'open' ORDER BY p.id LIMIT $1;

-- what is asked about one dossier
-- :proposal_of many
SELECT p.id, p.uuid, d.number, p.task, p.word, p.at, p.staff, p.state, s.name, p.data
  FROM dossier d JOIN proposal p ON p.dossier = d.id JOIN staff s ON s.id = p.staff
 WHERE d.number = $1 AND p.state = 'open' ORDER BY p.id LIMIT $2;

-- :proposal_end one
UPDATE proposal SET state = $2, ended_by = $3, ended_at = $4, answer = $5 WHERE id = $1 AND state = 'open';

-- an act that ends what was proposed about it
-- :proposal_overtaken many
UPDATE proposal SET state = 'declined', ended_by = $2, ended_at = $3, answer = '办件状态已变' WHERE dossier = $1 AND state = 'open';

-- :act_task_move one
UPDATE task SET state = $3, note = $4, updated_at = $5 WHERE id = $1 AND state = $2;

-- every open task of a dossier ends one way: recalled or ended
-- :act_tasks_end many
UPDATE task SET state = $2, note = $3, updated_at = $4
 WHERE dossier = $1 AND state IN ('00', '05', '10', '15', '20', '25', '30', '35')
RETURNING id, no, department, task_no;

-- :act_material_state one
UPDATE dossier_material SET state = $3, reason = $4, date_day = NULL WHERE dossier = $1 AND material = $2;

-- papers asked for by a notice that are in now
-- :act_materials_in many
UPDATE dossier_material SET state = 'received', reason = '', date_day = NULL
 WHERE dossier = $1 AND state IN ('unchecked', 'defective')
RETURNING material;

-- :act_deferral_in one
UPDATE deferral SET state = 'in', channel = $3, arrived_at = $4, tracking_no = $5, received_by = $6, checked = 'ok'
 WHERE dossier = $1 AND material = $2 AND state = 'open';

-- :act_deferral_bad one
UPDATE deferral SET channel = $3, arrived_at = $4, tracking_no = $5, received_by = $6, checked = 'bad', bad_reason = $7,
       notice_no = $8
 WHERE dossier = $1 AND material = $2 AND state = 'open';

-- :act_deferrals_lapse many
UPDATE deferral SET state = 'lapsed' WHERE dossier = $1 AND state = 'open';

-- :act_deferred_down one
UPDATE dossier SET deferred = deferred - 1, version = version + 1, updated_at = $2 WHERE id = $1 AND deferred > 0
RETURNING deferred;

-- papers of a kind that the dossier has already
-- :act_paper_count one
SELECT COUNT(DISTINCT kind) FROM print_job WHERE dossier = $1 AND (kind = $2 OR substr(kind, 1, length($2) + 1) = $2 || '/');

-- :act_paper_insert one
-- one of a step of the system, which is at no window, is waited for where the dossier was taken in
INSERT INTO print_job (dossier, kind, title, document_no, copy_no, copies, paper, large, destination, reason, window_no, staff,
       created_at, updated_at, act, snapshot, copy_of, body, state)
SELECT $1, $2, $3, $4, 0, $5, $6, $7, '', '', CASE $8 WHEN '' THEN d.window_no ELSE $8 END, $9, $10, $10, $11,
       COALESCE((SELECT MAX(s.version) FROM snapshot s WHERE s.dossier = d.id), 1), $1 || '/' || $2, $12, $13
  FROM dossier d WHERE d.id = $1;

-- what was handed over or ended goes into the archive with its dossier
-- :act_tasks_archive many
UPDATE task SET state = '99', updated_at = $2 WHERE dossier = $1 AND state IN ('80', '901', '902', '903');

-- the newest message that gives a department a task
-- :act_task_message maybe
SELECT o.task, o.department, o.key, t.task_no, o.state, o.tries, o.maybe_sent, o.body, o.head, o.path
  FROM outbox o JOIN task t ON t.id = o.task
 WHERE o.task = $1 AND o.kind = 'task' ORDER BY o.id DESC LIMIT 1;

-- :act_message_insert one
INSERT INTO outbox (task, key, kind, sequence, department, path, digest, created_at, head, body)
SELECT $1, $2, $3, (SELECT MAX(o.sequence) + 1 FROM outbox o JOIN task t ON t.id = o.task
                     WHERE t.dossier = (SELECT dossier FROM task WHERE id = $1)),
       $4, $5, $6, $7, '', $8;

-- :act_snapshot maybe
SELECT s.body, d.number, d.accept_uuid, s.version, s.digest, s.person, d.delivery
  FROM snapshot s JOIN dossier d ON d.id = s.dossier WHERE d.number = $1 ORDER BY s.version DESC LIMIT 1;

-- what the applicant gave a helper, by the number that the dossier's agent shows
-- :act_authorities many
SELECT e.number || '-' || a.no, a.powers, a.from_day, a.to_day, a.revoked_day
  FROM errand_principal p JOIN errand e ON e.id = p.errand JOIN authority a ON a.errand = p.errand AND a.principal = p.no
 WHERE p.dossier = $1 AND p.dossier <> '' ORDER BY a.errand, a.no;

-- whom the applicant took an authority from and gave one: the columns of act_read
-- :act_entrusting many
SELECT a.uuid, a.task, a.word, a.state, a.at, '', '', '', a.window_no, a.data
  FROM act a JOIN dossier d ON d.id = a.dossier
 WHERE d.number = $1 AND a.word IN ('revoke', 'entrust');

-- another agent, or none: what is open at a desk was read before; $3: one more name by which it is found
-- :act_amended one
UPDATE dossier SET version = version + 1, updated_at = $2,
       names = CASE $3 WHEN '' THEN names ELSE CASE names WHEN '' THEN name ELSE names END || char(10) || $3 END
 WHERE id = $1;

-- the act that a paper tells of, its reprints too
-- :print_job_act_of maybe
SELECT act FROM print_job WHERE dossier = $1 AND kind = $2 AND act <> '' ORDER BY copy_no LIMIT 1;
