-- SPDX-License-Identifier: Apache-2.0
-- What departments decided, on its way to the applicant's hand (N-8).

-- :result_list many
SELECT r.no, r.licence_no, r.name, r.decision, r.in_at IS NOT NULL, r.out_at IS NOT NULL, COALESCE(NULLIF(r.licence_no, ''), r.in_no, '')
  FROM result r JOIN dossier d ON d.id = r.dossier WHERE d.number = $1 ORDER BY r.no;

-- as papers tell them; of a department that told of its decision by its feed only, the decision stands in its events
-- :result_told many
SELECT t.no, i.name, p.name,
       COALESCE(CASE WHEN r.decision IN ('50', '51', '52') THEN r.decision END,
                (SELECT e.state FROM task_event e WHERE e.task = t.id AND e.answer = 'applied' AND e.state IN ('50', '51', '52')
                  ORDER BY e.seq DESC LIMIT 1), t.state),
       COALESCE(r.name, ''), COALESCE(NULLIF(r.licence_no, ''), r.in_no, ''), r.valid_from, r.valid_to,
       COALESCE(r.decided_at, (SELECT MIN(e.applied_at) FROM task_event e WHERE e.task = t.id AND e.answer = 'applied'
                                  AND e.state IN ('50', '51', '52')), t.updated_at),
       r.in_at IS NOT NULL AND r.out_at IS NULL, COALESCE(r.place, '')
  FROM task t
  JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
  JOIN department p ON p.id = t.department
  LEFT JOIN result r ON r.dossier = t.dossier AND r.no = t.no
 WHERE t.dossier = $1 AND t.state <> '903' ORDER BY t.no;

-- :result_decided one
INSERT INTO result (dossier, no, decision, name, licence_no, valid_from, valid_to, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :result_named maybe
UPDATE result SET name = CASE $3 WHEN '' THEN name ELSE $3 END, licence_no = CASE $4 WHEN '' THEN licence_no ELSE $4 END
 WHERE dossier = $1 AND no = $2;

-- a department that told of its decision by its feed only has no row yet
-- :result_in one
INSERT INTO result (dossier, no, decision, in_no, place, in_at, in_by) VALUES ($1, $2, $7, $3, $4, $5, $6)
ON CONFLICT (dossier, no) DO UPDATE SET in_no = excluded.in_no, place = excluded.place, in_at = excluded.in_at, in_by = excluded.in_by;

-- :result_out one
UPDATE result SET mode = $3, receiver = $4, tracking = $5, out_at = $6, out_by = $7 WHERE dossier = $1 AND no = $2;

-- :pickup_state maybe
SELECT d.query_code, COALESCE(p.locked_until, 0) FROM dossier d LEFT JOIN pickup p ON p.dossier = d.id WHERE d.number = $1;

-- :pickup_wrong one
INSERT INTO pickup (dossier, failures, locked_until) VALUES ($1, 1, 0)
ON CONFLICT (dossier) DO UPDATE SET
   locked_until = CASE WHEN pickup.failures + 1 >= $2 THEN $3 ELSE pickup.locked_until END,
   failures = CASE WHEN pickup.failures + 1 >= $2 THEN 0 ELSE pickup.failures + 1 END;

-- :pickup_clear many
DELETE FROM pickup WHERE dossier = $1;

-- by the number on it: those that wait, then those that are at the window already
-- :arrival_find many
SELECT d.number, t.no, i.name, 0
  FROM task t JOIN dossier d ON d.id = t.dossier JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
  JOIN result r ON r.dossier = t.dossier AND r.no = t.no
 WHERE t.state IN ('50', '51', '52', '60') AND d.state NOT IN ('R1', 'R9', '90') AND r.licence_no = $1 AND r.licence_no <> ''
UNION ALL
SELECT d.number, i.no, i.name, 1
  FROM result r JOIN dossier d ON d.id = r.dossier JOIN dossier_item i ON i.dossier = r.dossier AND i.no = r.no
 WHERE r.in_at IS NOT NULL AND r.out_at IS NULL AND r.in_no = $1 AND r.in_no <> ''
 ORDER BY 4, 1, 2 LIMIT 10;

-- :arrival_count one
SELECT COUNT(*) FROM task t JOIN dossier d ON d.id = t.dossier
 WHERE t.state IN ('50', '51', '52', '60') AND d.state NOT IN ('R1', 'R9', '90');
