-- SPDX-License-Identifier: Apache-2.0

-- :audit_last maybe
SELECT seq, hash FROM audit WHERE chain = $1 ORDER BY seq DESC LIMIT 1;

-- :audit_insert one
INSERT INTO audit (chain, seq, at, mono, staff, login, act, object, before, after, reason, suite, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- R11: the newest record, and what the last confirmation of the time said of such records
-- :clock_stamps one
SELECT COALESCE(MAX(at), 0),
       COALESCE((SELECT CAST(value AS BIGINT) FROM store_meta WHERE name = 'clock.excused'), 0),
       COALESCE((SELECT CAST(value AS BIGINT) FROM store_meta WHERE name = 'clock.confirmed_at'), 0)
  FROM audit;

-- one step of the index for each chain: DISTINCT would walk the whole trail
-- :audit_chains many
WITH RECURSIVE c (chain) AS (
	SELECT MIN(chain) FROM audit
	UNION ALL
	SELECT (SELECT MIN(a.chain) FROM audit a WHERE a.chain > c.chain) FROM c WHERE c.chain IS NOT NULL)
SELECT chain FROM c WHERE chain IS NOT NULL;

-- :audit_read many
SELECT seq, at, mono, staff, login, act, object, before, after, reason, suite, hash
  FROM audit WHERE chain = $1 AND seq > $2 ORDER BY seq LIMIT $3;

-- dossiers in the order of their ids; 1 where trace or snapshot of the acceptance is not there any more: a chain that was
-- cut at its end
-- :audit_orphans many
SELECT d.id, d.number, CASE WHEN s.digest IS NULL OR a.act IS NULL THEN 1 ELSE 0 END
  FROM dossier d
  LEFT JOIN snapshot s ON s.dossier = d.id AND s.version = 1
  LEFT JOIN audit a ON a.act = 'dossier.accept' AND a.object = d.number AND a.after = s.digest AND a.chain = d.window_no
 WHERE d.id > $1 ORDER BY d.id LIMIT $2;

-- the trail from the newest on, before the entry at $1 of chain $2 with number $3: by window, account, beginning of the act
-- :audit_back many
SELECT at, chain, seq, login, act, object, before, after, reason FROM audit
 WHERE at <= $1 AND (at < $1 OR chain < $2 OR (chain = $2 AND seq < $3)) AND at >= $4 AND ($5 = '' OR chain = $5)
   AND ($6 = '' OR login = $6) AND substr(act, 1, length($7)) = $7
 ORDER BY at DESC, chain DESC, seq DESC LIMIT $8;
