-- SPDX-License-Identifier: Apache-2.0
-- set sample

-- :dossier_insert one
INSERT INTO dossier (uuid, name) VALUES ($1, $2)
RETURNING id;

-- :dossier_number one
UPDATE dossier SET number = $2 WHERE id = $1 AND number IS NULL;

-- :dossier_rename one
-- $2 stands before $1: SQLite numbers parameters by first appearance
UPDATE dossier SET name = $2, version = version + 1
 WHERE id = $1 AND version = $3
RETURNING version;

-- :dossier_by_uuid maybe
SELECT id, number, name, version FROM dossier WHERE uuid = $1;

-- :dossier_all many
SELECT d.id, d.number, d.name, (SELECT count(*) FROM material m WHERE m.dossier = d.id),
	(SELECT count(*) FROM trail t WHERE t.dossier = d.id), d.uuid
  FROM dossier d ORDER BY d.id;

-- :material_insert one
INSERT INTO material (dossier, name) VALUES ($1, $2);

-- :material_all many
SELECT dossier, name FROM material ORDER BY id;

-- :counter_next one
UPDATE counter SET n = n + 1 WHERE series = $1
RETURNING n;

-- :counter_get one
SELECT n FROM counter WHERE series = $1;

-- :trail_insert one
INSERT INTO trail (dossier, entry) VALUES ($1, $2);

-- :trail_edit many
UPDATE trail SET entry = $1;

-- :thing_insert one
INSERT INTO thing (i, t, b) VALUES ($1, $2, $3)
RETURNING id;

-- :thing_get maybe
SELECT i, t, b, i IS NULL, length(b), hex(t), 1.5 FROM thing WHERE id = $1;

-- :thing_delete many
DELETE FROM thing;

-- :count_forever many
WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < $1)
SELECT max(n) FROM c;
