-- SPDX-License-Identifier: Apache-2.0
-- Comparing with the departments (hall/reconcile.h).

-- The department to be compared next: one that a person asked for, else one that was not compared since $1 and got
-- something between $3 and $1; after a failure not before $2. $4 = 0: only what was asked for.
-- :reconcile_next maybe
SELECT id, name, url FROM department d
 WHERE url NOT IN ('', 'desk:') AND (reconcile_asked_at > reconcile_ended_at
    OR ($4 <> 0 AND reconciled_at < $1 AND (reconcile_ended_at < $1 OR reconcile_ended_at < $2)
        AND EXISTS (SELECT 1 FROM outbox o WHERE o.department = d.id AND o.state = 'delivered' AND o.last_at >= $3 AND o.last_at < $1)))
 ORDER BY reconcile_asked_at > reconcile_ended_at DESC, reconcile_ended_at, id LIMIT 1;

-- :reconcile_sent many
SELECT id, key, last_at, created_at FROM outbox
 WHERE department = $1 AND state = 'delivered' AND kind = 'task' AND last_at < $3
   AND (last_at > $2 OR (last_at = $2 AND id > $4))
 ORDER BY last_at, id LIMIT $5;

-- what was sent anew after a return stays returned under its first key
-- :reconcile_key maybe
SELECT o.digest, o.state, o.department,
       CASE WHEN EXISTS (SELECT 1 FROM outbox n WHERE n.task = o.task AND n.kind = 'task' AND n.id > o.id) THEN '15' ELSE t.state END,
       t.updated_at, d.number, o.last_at, t.department_no
  FROM outbox o JOIN task t ON t.id = o.task JOIN dossier d ON d.id = t.dossier
 WHERE o.key = $1;

-- :reconcile_end one
UPDATE department SET reconcile_ended_at = $2, reconcile_words = $3, reconciled_at = CASE $4 WHEN 0 THEN reconciled_at ELSE $2 END
 WHERE id = $1;

-- :reconcile_ask many
UPDATE department SET reconcile_asked_at = CASE WHEN reconcile_ended_at >= $1 THEN reconcile_ended_at + 1 ELSE $1 END
 WHERE url NOT IN ('', 'desk:');

-- :reconcile_list many
SELECT id, name, reconciled_at, reconcile_words, CASE WHEN reconcile_asked_at > reconcile_ended_at THEN 1 ELSE 0 END
  FROM department WHERE url NOT IN ('', 'desk:') ORDER BY id;

-- :difference_get maybe
SELECT id, state, ours, theirs FROM difference WHERE department = $1 AND key = $2 AND kind = $3;

-- :difference_insert one
INSERT INTO difference (department, key, kind, dossier, department_no, ours, theirs, at, found_at, seen_at, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 'open');

-- :difference_seen one
UPDATE difference SET seen_at = $2 WHERE id = $1;

-- :difference_again one
UPDATE difference SET seen_at = $2, found_at = $2, ours = $3, theirs = $4, department_no = $5, state = 'open', closed_at = 0,
       reason = ''
 WHERE id = $1;

-- What a comparison of the days since $2 no longer finds; $4 = 0: states were not compared.
-- :difference_settle many
UPDATE difference SET state = 'settled', closed_at = $3
 WHERE department = $1 AND state IN ('open', 'asked') AND seen_at < $3 AND at >= $2 AND kind <> 'file' AND ($4 <> 0 OR kind <> 'state')
RETURNING dossier, kind;

-- :difference_list many
SELECT f.id, f.department, p.name, f.key, f.kind, f.dossier, f.department_no, f.ours, f.theirs, f.found_at, f.state
  FROM difference f JOIN department p ON p.id = f.department
 WHERE f.state IN ('open', 'asked')
 ORDER BY f.id LIMIT $1;

-- :difference_count one
SELECT count(*) FROM difference WHERE state IN ('open', 'asked') AND state = 'open';

-- :difference_of maybe
SELECT f.department, f.key, f.kind, f.dossier, f.state, COALESCE(o.id, 0), COALESCE(o.state, ''), COALESCE(o.task, 0), p.dedup
  FROM difference f JOIN department p ON p.id = f.department LEFT JOIN outbox o ON o.key = f.key AND o.department = f.department
 WHERE f.id = $1;

-- :difference_close one
UPDATE difference SET state = $2, closed_at = $3, reason = $4, at = CASE $2 WHEN 'asked' THEN $3 ELSE at END
 WHERE id = $1 AND state IN ('open', 'asked');

-- the same message again: its key tells the department whether it has it
-- :outbox_send_again one
UPDATE outbox SET state = 'pending', next_at = 0, note = $3, first_failed_at = 0, maybe_sent = $2
 WHERE id = $1 AND state = 'delivered';

-- the department's whole feed again; of this task all that was not applied
-- :task_read_again one
UPDATE task SET seq = (SELECT COALESCE(MAX(e.seq), task.seq_base) FROM task_event e WHERE e.task = task.id AND e.answer = 'applied'
                          AND e.seq > task.seq_base)
 WHERE id = $1;

-- :department_read_again one
UPDATE department SET cursor = '' WHERE id = $1;
