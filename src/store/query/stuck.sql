-- SPDX-License-Identifier: Apache-2.0
-- 办不成事 (hall/stuck.c).

-- :stuck_seen maybe
SELECT s.number, s.state, s.due_day FROM stuck_step t JOIN stuck s ON s.id = t.stuck WHERE t.uuid = $1;

-- :stuck_find maybe
SELECT id, uuid, number, state, registered_at, due_day, steps, handled_by FROM stuck WHERE number = $1;

-- :stuck_insert one
INSERT INTO stuck (uuid, number, category, name, matter, window_no, registered_at, due_day, about)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING id;

-- what is '' or 0 stays as it is; the first step is the registration
-- :stuck_move one
UPDATE stuck SET state = $3, class = CASE $4 WHEN '' THEN class ELSE $4 END, transferred = CASE $5 WHEN '' THEN transferred ELSE $5 END,
       satisfied = CASE $6 WHEN '' THEN satisfied ELSE $6 END, due_day = $7, handled_by = CASE $8 WHEN 0 THEN handled_by ELSE $8 END,
       steps = steps + 1
 WHERE id = $1 AND steps = $2;

-- :stuck_step_insert one
INSERT INTO stuck_step (stuck, n, uuid, act, at, staff, data) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- :stuck_open many
SELECT v.* FROM stuck_view v WHERE v.state <> '90' ORDER BY v.due_day, v.id LIMIT $1;

-- what staff $1 registered and is open
-- :stuck_mine many
SELECT v.* FROM stuck_view v JOIN stuck_step t ON t.stuck = v.id AND t.n = 1
 WHERE v.state <> '90' AND t.staff = $1
 ORDER BY v.due_day, v.id LIMIT $2;

-- :stuck_all many
SELECT v.* FROM stuck_view v WHERE v.id > 0 ORDER BY v.id DESC LIMIT $1;

-- :stuck_one maybe
SELECT v.* FROM stuck_view v WHERE v.number = $1;

-- :stuck_steps many
SELECT t.n, t.act, t.at, s.name, t.data FROM stuck_step t JOIN staff s ON s.id = t.staff WHERE t.stuck = $1 ORDER BY t.n;
