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

-- the next number of a series, counted in the transaction that uses it
-- :counter_next one
INSERT INTO counter (series, period, n) VALUES ($1, $2, 1)
ON CONFLICT (series, period) DO UPDATE SET n = counter.n + 1
RETURNING n;

-- what the window of series $1 (its '/' at the end) has taken since the month $2; '0' comes after '/' where texts are sorted by
-- their bytes, so on PostgreSQL this column is COLLATE "C"
-- :taken many
SELECT substr(series, length($1) + 1), SUM(n) FROM counter
 WHERE series >= $1 AND series < substr($1, 1, length($1) - 1) || '0' AND period >= $2 GROUP BY series;
