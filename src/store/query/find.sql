-- SPDX-License-Identifier: Apache-2.0
-- Lists of dossiers, newest first. All give the same columns: id, number, name, company, bundle, state, open deferrals,
-- when, due (K2; K1 or K6 before acceptance), window.

-- :find_number many
SELECT d.id, d.number, d.name, d.company, d.bundle_name, d.state, d.deferred, COALESCE(d.accepted_at, d.received_at),
       COALESCE(d.promised_day, (SELECT MIN(c.due_day) FROM clock c WHERE c.dossier = d.id AND c.stopped_at IS NULL)), d.window_no
  FROM dossier d WHERE d.number = $1;

-- The last digits as people say them: the serial without its check digit first, then the number's end backwards, or the
-- end of an ID or a phone ($13, a token; '' for none). Which they are is settled on the indices alone.
-- :find_tail many
SELECT d.id, d.number, d.name, d.company, d.bundle_name, d.state, d.deferred, COALESCE(d.accepted_at, d.received_at),
       COALESCE(d.promised_day, (SELECT MIN(c.due_day) FROM clock c WHERE c.dossier = d.id AND c.stopped_at IS NULL)), d.window_no
  FROM (SELECT u.id, MAX(u.serial) AS serial
          FROM (SELECT id, 1 AS serial FROM dossier WHERE tail IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                UNION ALL SELECT id, 0 FROM dossier WHERE tail >= $1 AND tail < $2
                UNION ALL SELECT dossier, 0 FROM dossier_token WHERE token = $13) AS u
         GROUP BY u.id ORDER BY serial DESC, u.id DESC LIMIT $14) AS f
  JOIN dossier d ON d.id = f.id
 ORDER BY f.serial DESC, f.id DESC;

-- more than the last six digits
-- :find_long_tail many
SELECT d.id, d.number, d.name, d.company, d.bundle_name, d.state, d.deferred, COALESCE(d.accepted_at, d.received_at),
       COALESCE(d.promised_day, (SELECT MIN(c.due_day) FROM clock c WHERE c.dossier = d.id AND c.stopped_at IS NULL)), d.window_no
  FROM dossier d
 WHERE d.tail = $1 AND d.number LIKE '%' || $2
 ORDER BY d.id DESC LIMIT $3;

-- one token, together with a second one (or the same), below a dossier: a page; the last column has all names that it is found by
-- :find_token many
SELECT d.id, d.number, d.name, d.company, d.bundle_name, d.state, d.deferred, COALESCE(d.accepted_at, d.received_at),
       COALESCE(d.promised_day, (SELECT MIN(c.due_day) FROM clock c WHERE c.dossier = d.id AND c.stopped_at IS NULL)), d.window_no,
       CASE WHEN d.names = '' THEN d.name ELSE d.names END
  FROM dossier_token t JOIN dossier d ON d.id = t.dossier
 WHERE t.token = $1 AND t.dossier < $3
   AND ($2 = $1 OR EXISTS (SELECT 1 FROM dossier_token o WHERE o.token = $2 AND o.dossier = t.dossier))
 ORDER BY t.dossier DESC LIMIT $4;

-- how common a token is, counted no further than it matters
-- :find_token_count one
SELECT COUNT(*) FROM (SELECT 1 FROM dossier_token WHERE token = $1 LIMIT 1000) AS t;

-- :find_day many
SELECT d.id, d.number, d.name, d.company, d.bundle_name, d.state, d.deferred, COALESCE(d.accepted_at, d.received_at),
       COALESCE(d.promised_day, (SELECT MIN(c.due_day) FROM clock c WHERE c.dossier = d.id AND c.stopped_at IS NULL)), d.window_no
  FROM dossier d
 WHERE d.received_day = $1 AND ($2 = '' OR d.window_no = $2)
 ORDER BY d.id DESC LIMIT $3;

-- what a person ($1 its token, $2 its index) had done today in the same matter and still stands, the newest; not this one; ordered by
-- the token's row: by d.id all dossiers of the day would be read and sorted
-- :find_same_day maybe
SELECT d.number, d.state
  FROM dossier_token t JOIN dossier d ON d.id = t.dossier
 WHERE t.token = $1 AND d.person_index = $2 AND d.bundle = $3 AND d.received_day = $4 AND d.accept_uuid <> $5 AND d.number <> $6
   AND d.state NOT LIKE 'R%'
 ORDER BY t.dossier DESC LIMIT 1;

-- the tasks of the lines of a page: 24 at a time, places without a line ask for dossier 0
-- :find_task_states many
SELECT dossier, state FROM task
 WHERE dossier IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
       $18, $19, $20, $21, $22, $23, $24)
 ORDER BY dossier, no;

-- what was accepted that day, whenever it was received; $3 and $4 are its instants
-- :day_sums one
SELECT (SELECT COUNT(*) FROM dossier a WHERE a.accepted_at >= $3 AND a.accepted_at < $4 AND ($2 = '' OR a.window_no = $2)),
       (SELECT COUNT(*) FROM dossier a WHERE a.accepted_at >= $3 AND a.accepted_at < $4 AND ($2 = '' OR a.window_no = $2)
         AND EXISTS (SELECT 1 FROM deferral f WHERE f.dossier = a.id)),
       COALESCE(SUM(CASE WHEN outcome = 'receive' THEN 1 ELSE 0 END), 0),
       COALESCE(SUM(CASE WHEN outcome = 'notice' THEN 1 ELSE 0 END), 0),
       COALESCE(SUM(CASE WHEN state IN ('80', '90') THEN 1 ELSE 0 END), 0),
       (SELECT COUNT(*) FROM draft WHERE $2 = '' OR window_no = $2)
  FROM dossier WHERE received_day = $1 AND ($2 = '' OR window_no = $2);

-- dossiers from before the ends of numbers were kept, the newest first
-- :find_no_ends many
SELECT dossier FROM dossier_without_ends ORDER BY dossier DESC LIMIT $1;

-- :find_has_ends maybe
DELETE FROM dossier_without_ends WHERE dossier = $1;
