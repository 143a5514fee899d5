-- SPDX-License-Identifier: Apache-2.0

-- :parameter_all many
SELECT name, value FROM parameter ORDER BY name;

-- :parameter_set one
INSERT INTO parameter (name, value, changed_at, changed_by) VALUES ($1, $2, $3, $4)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by;

-- for who has seen the value $5: nothing when another has been stored since
-- :parameter_change one
INSERT INTO parameter (name, value, changed_at, changed_by) VALUES ($1, $2, $3, $4)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by
 WHERE parameter.value = $5;

-- :parameter_list many
SELECT p.name, p.value, p.changed_at, COALESCE(s.login, ''), COALESCE(s.name, '')
  FROM parameter p LEFT JOIN staff s ON s.id = p.changed_by ORDER BY p.name;

-- The next number of a series, counted in the transaction that uses it: above those that a hall of a copy left out (backup.sql).
-- :counter_next one
INSERT INTO counter (series, period, n)
VALUES ($1, $2, 1 + COALESCE((SELECT CAST(m.value AS INTEGER) FROM store_meta m WHERE m.name = 'counter.left-out/' || $2), 0))
ON CONFLICT (series, period) DO UPDATE SET n = counter.n + 1
RETURNING n;

-- what the window of series $1 has taken since the month $2, "202611"; a period is "202611/xinshenger"
-- :taken many
SELECT substr(period, 8), SUM(n) FROM counter WHERE series = $1 AND substr(period, 1, 6) >= $2 GROUP BY substr(period, 8);
