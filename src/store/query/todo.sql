-- SPDX-License-Identifier: Apache-2.0
-- What wants a person, one query for each kind. Columns: id, number, name, company, bundle, what, when (ms or day), note.

-- accepted, but no paper was confirmed (R13); one that a reprint has taken the place of wants nobody any more;
-- those of which nobody knows stand first; a paper of no dossier promises nothing
-- :todo_unprinted many
SELECT p.id, d.number, d.name, d.company, d.bundle_name, p.title, p.updated_at, p.note, p.state, p.cups_job
  FROM print_job p JOIN dossier d ON d.id = p.dossier
 WHERE p.state IN ('pending', 'submitted', 'device_done', 'failed', 'held')
   AND ($1 = '' OR p.window_no = $1) AND (p.state IN ('failed', 'held') OR p.updated_at < $2)
   AND NOT EXISTS (SELECT 1 FROM print_job n WHERE n.copy_of = p.copy_of AND n.copy_no > p.copy_no)
 ORDER BY CASE WHEN p.state = 'submitted' AND p.cups_job = 0 THEN 0 ELSE 1 END, p.id LIMIT $3;

-- what departments decided and nobody has checked in at the issuing window (N-8): a row a dossier, what waits longest first
-- :todo_decided many
SELECT d.id, d.number, d.name, d.company, d.bundle_name, MIN(i.name), MIN(t.updated_at), COUNT(*)
  FROM task t JOIN dossier d ON d.id = t.dossier JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
 WHERE t.state IN ('50', '51', '52', '60') AND d.state NOT IN ('R1', 'R9', '90')
 GROUP BY d.id ORDER BY MIN(t.updated_at), d.id LIMIT $1;

-- received, and no word yet whether it is accepted (K1), the nearest day first
-- :todo_received many
SELECT d.id, d.number, d.name, d.company, d.bundle_name, '', k.due_day, d.received_at
  FROM clock k JOIN dossier d ON d.id = k.dossier
 WHERE k.kind = 'K1' AND k.stopped_at IS NULL AND d.state = '10' AND ($1 = '' OR d.window_no = $1)
 ORDER BY k.due_day, d.id LIMIT $2;

-- :todo_returned many
SELECT t.id, d.number, d.name, d.company, d.bundle_name, p.name, t.updated_at, t.note
  FROM task t JOIN dossier d ON d.id = t.dossier JOIN department p ON p.id = t.department
 WHERE t.state = '15' AND ($1 = '' OR d.window_no = $1)
 ORDER BY t.updated_at LIMIT $2;

-- what a department wants of the applicant, by way of the window, until it is handed in
-- :todo_asked many
SELECT t.id, d.number, d.name, d.company, d.bundle_name, p.name, t.updated_at, t.note
  FROM task t JOIN dossier d ON d.id = t.dossier JOIN department p ON p.id = t.department
 WHERE t.state = '25' AND ($1 = '' OR d.window_no = $1)
 ORDER BY t.updated_at LIMIT $2;

-- the last word of a department that the rules refused: until it says another, or somebody acts here
-- :todo_refused many
SELECT t.id, d.number, d.name, d.company, d.bundle_name, p.name, e.applied_at, e.why
  FROM task_event e JOIN task t ON t.id = e.task AND t.seq = e.seq JOIN dossier d ON d.id = t.dossier
  JOIN department p ON p.id = t.department
 WHERE e.answer = 'illegal' AND t.updated_at <= e.applied_at AND t.state NOT IN ('80', '901', '902', '903', '99')
   AND ($1 = '' OR d.window_no = $1)
 ORDER BY e.applied_at LIMIT $2;

-- :todo_deferral many
SELECT d.id, d.number, d.name, d.company, d.bundle_name, m.name, f.promised_day,
       (SELECT COUNT(*) FROM deferral o WHERE o.dossier = f.dossier AND o.state = 'open')
  FROM deferral f
  JOIN dossier d ON d.id = f.dossier
  JOIN dossier_material m ON m.dossier = f.dossier AND m.material = f.material
 WHERE f.state = 'open' AND f.promised_day <= $1 AND d.state NOT IN ('R1', 'R2', 'R3', 'R9', '90') AND ($2 = '' OR d.window_no = $2)
 ORDER BY f.promised_day, d.id LIMIT $3;

-- of what is promised for later, one row a dossier: until it is made good or ended, whatever else is done meanwhile
-- :todo_promised many
SELECT d.id, d.number, d.name, d.company, d.bundle_name,
       (SELECT MIN(m.name) FROM deferral n JOIN dossier_material m ON m.dossier = n.dossier AND m.material = n.material
         WHERE n.dossier = d.id AND n.state = 'open' AND n.promised_day = MIN(f.promised_day)), MIN(f.promised_day), COUNT(*)
  FROM deferral f JOIN dossier d ON d.id = f.dossier
 WHERE f.state = 'open' AND d.state NOT IN ('R1', 'R2', 'R3', 'R9', '90') AND ($2 = '' OR d.window_no = $2)
 GROUP BY d.id HAVING MIN(f.promised_day) > $1
 ORDER BY MIN(f.promised_day), d.id LIMIT $3;

-- :todo_parked many
SELECT o.id, d.number, d.name, d.company, d.bundle_name, p.name, o.last_at, o.note
  FROM outbox o JOIN task t ON t.id = o.task JOIN dossier d ON d.id = t.dossier JOIN department p ON p.id = o.department
 WHERE o.state <> 'delivered' AND o.state = 'parked' AND ($1 = '' OR d.window_no = $1)
 ORDER BY o.id LIMIT $2;

-- :todo_proposal many
SELECT p.id, d.number, d.name, d.company, d.bundle_name, p.word, p.at, s.name, p.task
  FROM proposal p JOIN dossier d ON d.id = p.dossier JOIN staff s ON s.id = p.staff
 WHERE p.state = 'open' ORDER BY p.id LIMIT $1;

-- accepted by silence (art. 32) and not yet decided
-- :todo_deemed many
SELECT d.id, d.number, d.name, d.company, d.bundle_name, '', d.received_day
  FROM act a JOIN dossier d ON d.id = a.dossier
 WHERE a.word = 'deem' AND d.state IN ('30', '40', '45') ORDER BY a.at LIMIT $1;
