-- SPDX-License-Identifier: Apache-2.0
-- Papers (hall/print_job.h). Columns of a whole job, always in this order: id, dossier, number, kind, title, document_no,
-- copy_no, copies, paper, large, destination, reason, state, cups_job, note, digest, window_no, updated_at, queue, and
-- whose dossier it is: name, company.

-- the papers of an acceptance
-- :print_job_insert one
INSERT INTO print_job (dossier, kind, title, document_no, copy_no, copies, paper, large, destination, reason, window_no, staff,
       created_at, updated_at, snapshot, copy_of)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, $13, $11, $11, MAX(version), $1 || '/' || $2 FROM snapshot WHERE dossier = $1;

-- a paper of no dossier
-- :print_job_own_insert one
INSERT INTO print_job (dossier, kind, title, document_no, copy_no, copies, paper, large, destination, reason, window_no, staff,
       created_at, updated_at, copy_of, body, state)
VALUES (NULL, $1, $2, $3, 0, $4, $5, $6, $7, '', $8, $9, $10, $10, $3 || '/' || $1, $11, $12)
RETURNING id;

-- was this very one ordered? its number may be another's by now
-- :print_job_own_find maybe
SELECT id FROM print_job WHERE copy_of = $1 AND copy_no = 0 AND created_at = $2 AND staff = $3 AND body = $4;

-- what was frozen for a paper and its copies
-- :print_job_frozen maybe
SELECT snapshot, body FROM print_job WHERE copy_of = $1 ORDER BY copy_no LIMIT 1;

-- :print_job_next maybe
SELECT p.id, p.dossier, COALESCE(d.number, p.document_no), p.kind, p.title, p.document_no, p.copy_no, p.copies, p.paper,
       p.large, p.destination, p.reason, p.state, p.cups_job, p.note, p.digest, p.window_no, p.updated_at, p.queue, d.name, d.company
  FROM print_job p LEFT JOIN dossier d ON d.id = p.dossier
 WHERE p.state = 'pending' AND p.id > $1 ORDER BY p.id LIMIT 1;

-- :print_job_followed many
SELECT p.id, p.dossier, COALESCE(d.number, p.document_no), p.kind, p.title, p.document_no, p.copy_no, p.copies, p.paper,
       p.large, p.destination, p.reason, p.state, p.cups_job, p.note, p.digest, p.window_no, p.updated_at, p.queue, d.name, d.company
  FROM print_job p LEFT JOIN dossier d ON d.id = p.dossier
 WHERE p.state = 'submitted' AND p.state IN ('pending', 'submitted', 'device_done', 'failed', 'held')      -- its index
   AND p.cups_job > 0 ORDER BY p.id LIMIT $1;

-- :print_job_by_id maybe
SELECT p.id, p.dossier, COALESCE(d.number, p.document_no), p.kind, p.title, p.document_no, p.copy_no, p.copies, p.paper,
       p.large, p.destination, p.reason, p.state, p.cups_job, p.note, p.digest, p.window_no, p.updated_at, p.queue, d.name, d.company
  FROM print_job p LEFT JOIN dossier d ON d.id = p.dossier
 WHERE p.id = $1;

-- the newest of a kind
-- :print_job_last maybe
SELECT p.id, p.dossier, COALESCE(d.number, p.document_no), p.kind, p.title, p.document_no, p.copy_no, p.copies, p.paper,
       p.large, p.destination, p.reason, p.state, p.cups_job, p.note, p.digest, p.window_no, p.updated_at, p.queue, d.name, d.company
  FROM print_job p LEFT JOIN dossier d ON d.id = p.dossier
 WHERE p.copy_of = COALESCE((SELECT n.id FROM dossier n WHERE n.number = $1) || '', $1) || '/' || $2
   AND COALESCE(d.number, p.document_no) = $1
 ORDER BY p.copy_no DESC LIMIT 1;

-- :print_job_dossier maybe
SELECT id FROM dossier WHERE number = $1;

-- :print_job_all many
SELECT p.id, p.dossier, COALESCE(d.number, p.document_no), p.kind, p.title, p.document_no, p.copy_no, p.copies, p.paper,
       p.large, p.destination, p.reason, p.state, p.cups_job, p.note, p.digest, p.window_no, p.updated_at, p.queue, d.name, d.company
  FROM print_job p LEFT JOIN dossier d ON d.id = p.dossier
 WHERE ($1 = 0 OR p.dossier = $1)
   AND ($2 = '' OR p.state = $2 OR ($2 = 'open' AND p.state IN ('pending', 'submitted', 'device_done', 'failed', 'held')
        AND NOT EXISTS (SELECT 1 FROM print_job n WHERE n.copy_of = p.copy_of AND n.copy_no > p.copy_no)))
 ORDER BY p.id DESC LIMIT $3;

-- what a printer said is committed before the next thing is done (R13)
-- :print_job_to one
UPDATE print_job SET state = $3, cups_job = CASE WHEN $4 < 0 THEN cups_job ELSE $4 END,
       note = CASE WHEN $6 = 1 THEN $5 ELSE note END, digest = CASE WHEN $7 = '' THEN digest ELSE $7 END, queue = $9,
       updated_at = $8
 WHERE id = $1 AND state = $2;

-- :print_job_say one
UPDATE print_job SET note = $2 WHERE id = $1;

-- a person's act
-- :print_job_act one
UPDATE print_job SET state = $3, note = $4, updated_at = $5 WHERE id = $1 AND state = $2;

-- paper may have come out: what is printed now says that it is not the first
-- :print_job_again one
UPDATE print_job SET state = 'pending', cups_job = 0, note = '', reason = $3, updated_at = $4,
       copy_no = (SELECT MAX(o.copy_no) + 1 FROM print_job o WHERE o.copy_of = print_job.copy_of)
 WHERE id = $1 AND state = $2
RETURNING copy_no;

-- older ones that still wait are given up for the reprint
-- :print_job_give_up many
UPDATE print_job SET state = 'failed', note = $2, updated_at = $3
 WHERE copy_of = (SELECT o.copy_of FROM print_job o WHERE o.id = $1) AND state IN ('pending', 'held');

-- :print_job_reprint one
INSERT INTO print_job (dossier, kind, title, document_no, copy_no, copies, paper, large, destination, reason, window_no, staff,
       created_at, updated_at, snapshot, copy_of)
SELECT dossier, kind, title, document_no,
       (SELECT MAX(o.copy_no) + 1 FROM print_job o WHERE o.copy_of = print_job.copy_of),
       copies, $2, $3, $4, $5, $6, $7, $8, $8, snapshot, copy_of
  FROM print_job WHERE id = $1
RETURNING id, copy_no;

-- no printer has had it yet: it goes to another
-- :print_job_direct one
UPDATE print_job SET state = 'pending', destination = $3, paper = $4, large = $5, note = '', updated_at = $6
 WHERE id = $1 AND state = $2 AND cups_job = 0;

-- waiting ones, and those whose outcome nobody knows: has it one? a reprint takes its place
-- :print_job_count many
SELECT CASE WHEN p.state = 'submitted' AND p.cups_job = 0 THEN 1 ELSE 0 END AS unknown, p.paper, COUNT(*)
  FROM print_job p
 WHERE p.state IN ('pending', 'submitted', 'device_done', 'failed', 'held') AND p.state IN ('pending', 'submitted')   -- its index
   AND NOT (p.state = 'submitted' AND p.cups_job = 0 AND EXISTS
        (SELECT 1 FROM print_job n WHERE n.copy_of = p.copy_of AND n.copy_no > p.copy_no))
 GROUP BY unknown, p.paper;
