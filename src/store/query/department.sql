-- SPDX-License-Identifier: Apache-2.0
-- set department

-- :received_by_key maybe
SELECT digest, answer, department_no, dossier, state FROM received WHERE department = $1 AND key = $2;

-- :received_count one
INSERT INTO counter (department, day, n) VALUES ($1, $2, 1)
ON CONFLICT (department, day) DO UPDATE SET n = counter.n + 1
RETURNING n;

-- :received_insert one
INSERT INTO received (department, key, digest, department_no, dossier, item_name, state, seq, held, received_at, changed_at,
	answer)
VALUES ($1, $2, $3, $4, $5, $6, '10', 0, 0, $7, $7, $8);

-- A recall that comes before its task: the key is taken, so that the task comes to nothing (M3).
-- :received_recalled one
INSERT INTO received (department, key, digest, department_no, dossier, item_name, state, seq, held, received_at, changed_at,
	answer)
VALUES ($1, $2, '', $3, $4, '', '90', 0, 1, $5, $5, $6);

-- :received_about maybe
SELECT id, department_no, dossier, state, sequence FROM received WHERE department = $1 AND key = $2;

-- :received_told one
UPDATE received SET state = $2, sequence = $3, changed_at = $4 WHERE id = $1;

-- :message_by_key maybe
SELECT m.digest, m.answer, r.department_no, r.dossier, r.state FROM message m JOIN received r ON r.id = m.received
 WHERE m.department = $1 AND m.key = $2;

-- :message_insert one
INSERT INTO message (department, key, digest, received, type, sequence, applied, material, reason, at, answer)
SELECT $1, $2, $3, id, $5, $6, $7, $8, $9, $10, $11 FROM received WHERE department = $1 AND key = $4;

-- What the hall said of a task, for the list.
-- :message_list many
SELECT type, applied, material, reason, at FROM message WHERE received = $1 ORDER BY sequence, id;

-- :message_forget many
DELETE FROM message WHERE received IN
	(SELECT id FROM received WHERE changed_at < $1 AND state NOT IN ('10', '20', '25', '30', '35') ORDER BY changed_at, id LIMIT $2);

-- :received_move one
UPDATE received SET state = $2, seq = seq + 1, changed_at = $3, held = $4
 WHERE id = $1 AND state = $5
RETURNING department, seq;

-- :change_insert one
INSERT INTO change (department, received, seq, state, at, by, note, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :change_page many
SELECT c.id, r.key, r.dossier, r.department_no, c.seq, c.state, c.at, c.by, c.note, c.details
  FROM change c JOIN received r ON r.id = c.received
 WHERE c.department = $1 AND c.id > $2
 ORDER BY c.id LIMIT $3;

-- What arrived in a period, in the order in which it arrived.
-- :received_page many
SELECT id, key, digest, dossier, department_no, state, received_at FROM received
 WHERE department = $1 AND digest <> '' AND received_at >= $2 AND received_at < $3 AND id > $4
 ORDER BY id LIMIT $5;

-- What has been settled since before $1: first its changes, then it.
-- :change_forget many
DELETE FROM change WHERE received IN
	(SELECT id FROM received WHERE changed_at < $1 AND state NOT IN ('10', '20', '25', '30', '35') ORDER BY changed_at, id LIMIT $2);

-- :received_forget many
DELETE FROM received WHERE id IN
	(SELECT id FROM received WHERE changed_at < $1 AND state NOT IN ('10', '20', '25', '30', '35') ORDER BY changed_at, id LIMIT $2)
RETURNING id;

-- Tasks that work by itself has to look at, the oldest first.
-- :received_open many
SELECT id, state, changed_at FROM received WHERE held = 0 AND state IN ('10', '20') ORDER BY changed_at LIMIT 100;

-- :received_find many
SELECT id, state, department FROM received WHERE key = $1;

-- :received_list many
SELECT department, key, department_no, dossier, item_name, state, seq, received_at, changed_at, id FROM received ORDER BY id;

-- :file_seen maybe
UPDATE file SET at = $3 WHERE department = $1 AND sm3 = $2 RETURNING size;

-- :file_there maybe
SELECT size FROM file WHERE department = $1 AND sm3 = $2;

-- :file_insert one
INSERT INTO file (department, sm3, size, kind, at, octets) VALUES ($1, $2, $3, $4, $5, $6);

-- :file_forget many
DELETE FROM file WHERE id IN (SELECT id FROM file WHERE at < $1 ORDER BY at LIMIT $2);
