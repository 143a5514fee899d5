-- SPDX-License-Identifier: Apache-2.0
-- What departments do with their tasks (hall/task.c).

-- :task_delivered maybe
UPDATE task SET state = '10', department_no = $2, updated_at = $3 WHERE id = $1 AND state IN ('00', '05');

-- it had lost the task and has taken it again, under another number
-- :task_taken_anew maybe
UPDATE task SET department_no = $2, seq_base = seq, note = '', updated_at = $3,
       state = CASE WHEN state IN ('20', '25', '30', '35') THEN '10' ELSE state END
 WHERE id = $1 AND state NOT IN ('00', '05') AND department_no NOT IN ('', $2);

-- sent anew after a return: the department counts from 1 under a number of its own again
-- :task_anew one
UPDATE task SET department_no = '', seq_base = seq WHERE id = $1;

-- pushing has stopped (05) or goes on (00)
-- :task_push_state maybe
UPDATE task SET state = $2, updated_at = $3, note = $4 WHERE id = $1 AND state IN ('00', '05') AND state <> $2;

-- :task_by_key maybe
SELECT t.id, t.state, t.seq, t.department_no, t.no, t.dossier, d.number, o.id, o.department, t.seq_base,
       CASE WHEN EXISTS (SELECT 1 FROM outbox n WHERE n.task = o.task AND n.kind = 'task' AND n.id > o.id) THEN 1 ELSE 0 END,
       o.created_at,
       COALESCE((SELECT MAX(CASE WHEN e.at < e.applied_at THEN e.at ELSE e.applied_at END) FROM task_event e
                  WHERE e.task = t.id AND e.answer = 'applied'), 0),
       COALESCE((SELECT p.name FROM department p WHERE p.id = o.department), o.department)
  FROM outbox o
  JOIN task t ON t.id = o.task
  JOIN dossier d ON d.id = t.dossier
 WHERE o.key = $1 AND o.kind = 'task';

-- :task_move one
UPDATE task SET state = $2, seq = $3, department_no = $4, handler = $5, note = $6, updated_at = $7 WHERE id = $1;

-- :task_seen one
UPDATE task SET seq = $2 WHERE id = $1;

-- what could not be applied may be told again (a comparison has asked for it), what was applied never changes
-- :task_event_insert one
INSERT INTO task_event (task, seq, state, at, applied_at, answer, handler, note, act, why)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (task, seq) DO UPDATE SET state = excluded.state, at = excluded.at, applied_at = excluded.applied_at,
       answer = excluded.answer, handler = excluded.handler, note = excluded.note, act = excluded.act, why = excluded.why
 WHERE task_event.answer = 'illegal';

-- W-12: what can no longer come to pass because $1 was refused or voided, and what hangs on that in turn.
-- :task_end_after many
UPDATE task SET state = '902', note = $2, updated_at = $3
 WHERE state IN ('00', '05')
   AND id IN (WITH RECURSIVE gone (id) AS (
                SELECT e.task FROM task_edge e WHERE e.after = $1 AND e.needs = 'done'
                UNION
                SELECT e.task FROM task_edge e JOIN gone ON e.after = gone.id WHERE e.needs = 'done')
              SELECT id FROM gone)
RETURNING id, no;

-- :outbox_end_task many
UPDATE outbox SET state = 'rejected', note = $2, next_at = 0
 WHERE task = $1 AND state IN ('pending', 'parked', 'held');

-- :task_states many
SELECT state FROM task WHERE dossier = $1;

-- :dossier_state one
SELECT state FROM dossier WHERE id = $1;

-- C-12: deferrals still open that hold results back
-- :deferrals_holding one
SELECT COUNT(*) FROM deferral WHERE dossier = $1 AND state = 'open' AND blocks = 1;

-- :dossier_move one
UPDATE dossier SET state = $3, version = version + 1, updated_at = $4 WHERE id = $1 AND state = $2;

-- ------------------------------------------------------------------------------------------------ departments

-- the last two: when its system last said that it takes no files, 0: not since $1; and does it have any?
-- :department_all many
SELECT d.id, d.name, d.url, d.dedup, d.cursor_changed_at, d.cursor, d.failures, d.open_until,
       COALESCE((SELECT e.at FROM attachment_sent e WHERE e.department = d.id AND e.sm3 = '' AND e.at >= $1), 0),
       EXISTS (SELECT 1 FROM attachment_sent e WHERE e.department = d.id AND e.sm3 > '' AND e.state = 'there')
  FROM department d ORDER BY d.id;

-- :department_name maybe
SELECT name FROM department WHERE id = $1;

-- what a department has in hand, the nearest legal day first; and what was taken from it since $3. One list of states, so that
-- what it finished in three years is not read
-- :department_tasks many
SELECT d.number, d.name, d.company, d.bundle_name, i.name, t.no, t.state, t.due_day, t.note
  FROM task t JOIN dossier d ON d.id = t.dossier JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
 WHERE t.department = $1 AND d.state <> '90'
   AND t.state IN ('10', '20', '25', '30', '35', '50', '51', '52', '60', '901', '902', '903')
   AND (t.state NOT IN ('901', '902', '903') OR t.updated_at >= $3
        AND EXISTS (SELECT 1 FROM outbox o WHERE o.task = t.id AND o.kind = 'task' AND o.state = 'delivered'))
 ORDER BY CASE WHEN t.state IN ('50', '51', '52', '60') THEN 1 ELSE 0 END, COALESCE(t.due_day, 2147483647), t.id LIMIT $2;

-- what waits for a second person by one act ($2: of a task) about a dossier that has an item of department $3: that stands in its
-- newest snapshot alone
-- :department_proposals many
SELECT d.number, d.name, d.company, d.bundle_name, p.id, w.name
  FROM proposal p JOIN dossier d ON d.id = p.dossier JOIN staff w ON w.id = p.staff
  JOIN snapshot s ON s.dossier = d.id AND s.version = (SELECT MAX(n.version) FROM snapshot n WHERE n.dossier = d.id)
 WHERE p.state = 'open' AND p.word = $1 AND CASE p.task WHEN 0 THEN 0 ELSE 1 END = $2
   AND instr(s.body, '"department":{"id":"' || $3 || '"') > 0    -- as accept_text.c writes an item's
 ORDER BY p.id LIMIT $4;

-- what a department that works at a desk has in hand
-- :department_desk_open one
SELECT COUNT(*) FROM task t JOIN department d ON d.id = t.department
 WHERE d.id = $1 AND d.url = 'desk:' AND t.state IN ('10', '20', '25', '30', '35', '50', '51', '52', '60');

-- another address is another system: its feed is read from the beginning, its failures are forgotten
-- :department_set one
UPDATE department SET cursor = CASE url WHEN $2 THEN cursor ELSE '' END, url = $2, dedup = $3, failures = 0, history = 0,
       history_count = 0, opened = 0, open_until = 0
 WHERE id = $1;

-- :department_circuit one
SELECT failures, history, history_count, opened, open_until FROM department WHERE id = $1;

-- :department_circuit_set one
UPDATE department SET failures = $2, history = $3, history_count = $4, opened = $5, open_until = $6 WHERE id = $1;

-- a person says: try now
-- :department_half_open one
UPDATE department SET open_until = CASE WHEN open_until > $2 THEN $2 ELSE open_until END WHERE id = $1;

-- :department_clock_back many
UPDATE department SET open_until = open_until - $1 WHERE open_until > $2;

-- :department_cursor one
UPDATE department SET cursor = $2, cursor_changed_at = $3 WHERE id = $1;

-- Which feeds are worth reading: departments with tasks that may still move there (1: some are being worked on).
-- :department_feeds many
SELECT d.id, d.name, d.url, d.cursor, d.cursor_changed_at,
       CASE WHEN EXISTS (SELECT 1 FROM task t WHERE t.department = d.id AND t.state IN ('10', '20', '25', '30', '35'))
            THEN 1 ELSE 0 END
  FROM department d
 WHERE d.url NOT IN ('', 'desk:')
   AND EXISTS (SELECT 1 FROM task t WHERE t.department = d.id
                  AND t.state IN ('10', '20', '25', '30', '35', '50', '51', '52', '60'))
 ORDER BY d.id;
