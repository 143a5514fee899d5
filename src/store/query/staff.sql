-- SPDX-License-Identifier: Apache-2.0

-- :staff_by_login maybe
SELECT id, login, name, work_no, role, password, active, failures, locked_until, must_change, password_at, department
  FROM staff WHERE login = $1;

-- :staff_list many
SELECT login, name, work_no, role, active, must_change, locked_until, password_at, department FROM staff WHERE role <> 'system' ORDER BY login;

-- :staff_insert one
INSERT INTO staff (login, name, work_no, role, password, password_at, must_change, department)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
RETURNING id;

-- :staff_set_password one
UPDATE staff SET password = $2, password_at = $3, must_change = $4, failures = 0, locked_until = 0 WHERE login = $1;

-- :staff_settled one
UPDATE staff SET must_change = 0 WHERE login = $1;

-- the last administrator who can log in stays one: two that take each other away at once do not both succeed
-- :staff_set_role one
UPDATE staff SET role = $2, department = $3
 WHERE login = $1 AND (role <> 'admin' OR $2 = 'admin' OR active = 0
       OR EXISTS (SELECT 1 FROM staff o WHERE o.role = 'admin' AND o.active = 1 AND o.login <> $1));

-- :staff_set_active one
UPDATE staff SET active = $2
 WHERE login = $1 AND (role <> 'admin' OR $2 = 1
       OR EXISTS (SELECT 1 FROM staff o WHERE o.role = 'admin' AND o.active = 1 AND o.login <> $1));

-- :staff_unlock one
UPDATE staff SET failures = 0, locked_until = 0 WHERE login = $1;

-- the password of now joins those that were had
-- :staff_password_remember one
INSERT INTO staff_password (staff, n, hash)
SELECT s.id, COALESCE((SELECT MAX(p.n) FROM staff_password p WHERE p.staff = s.id), 0) + 1, s.password
  FROM staff s WHERE s.login = $1;

-- :staff_password_forget many
DELETE FROM staff_password WHERE staff = $1 AND n <= (SELECT MAX(p.n) FROM staff_password p WHERE p.staff = $1) - $2;

-- :staff_password_list many
SELECT hash FROM staff_password WHERE staff = $1 ORDER BY n DESC LIMIT $2;

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

-- :window_every many
SELECT no, name, kind, active FROM hall_window ORDER BY place, no;

-- :window_set one
UPDATE hall_window SET name = $2, kind = $3 WHERE no = $1;

-- :window_set_active one
UPDATE hall_window SET active = $2 WHERE no = $1;

-- :window_insert one
INSERT INTO hall_window (no, name, kind, place) VALUES ($1, $2, $3, $4);
