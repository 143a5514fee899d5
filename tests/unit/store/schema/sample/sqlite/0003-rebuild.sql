-- SPDX-License-Identifier: Apache-2.0
-- Rebuilds a table that others refer to: references are broken in between and whole at the end. "\" and ? stay as they are.
CREATE TABLE dossier_new (
	id      INTEGER PRIMARY KEY,
	uuid    TEXT NOT NULL UNIQUE,
	number  INTEGER UNIQUE,
	name    TEXT NOT NULL CHECK (name <> '??\'),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
	window  INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO dossier_new SELECT id, uuid, number, name, version, window FROM dossier;
DROP TABLE dossier;
ALTER TABLE dossier_new RENAME TO dossier;
