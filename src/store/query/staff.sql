-- SPDX-License-Identifier: Apache-2.0

-- :staff_by_login maybe
SELECT id, login, name, work_no, role, password, active, failures, locked_until FROM staff WHERE login = $1;

-- :staff_insert one
INSERT INTO staff (login, name, work_no, role, password, password_at) VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id;

-- a wrong password: counted where two windows cannot race; the last allowed one locks
-- :staff_failed one
UPDATE staff SET failures = CASE WHEN failures + 1 >= $2 THEN 0 ELSE failures + 1 END,
       locked_until = CASE WHEN failures + 1 >= $2 THEN $3 ELSE locked_until END
 WHERE id = $1
RETURNING locked_until;

-- :staff_passed one
UPDATE staff SET failures = 0, locked_until = 0 WHERE id = $1;

-- :window_all many
SELECT no, name, kind FROM hall_window WHERE active = 1 ORDER BY place, no;

-- :window_by_no maybe
SELECT no, name FROM hall_window WHERE no = $1 AND active = 1;

-- :window_insert one
INSERT INTO hall_window (no, name, kind, place) VALUES ($1, $2, $3, $4);
