-- SPDX-License-Identifier: Apache-2.0
-- A small hall for the tests of the store: a dossier with children, a counter, a trail. Never in a shipped program.
CREATE TABLE dossier (
	id      INTEGER PRIMARY KEY,
	uuid    TEXT NOT NULL UNIQUE,
	number  INTEGER,
	name    TEXT NOT NULL,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE TABLE material (
	id      INTEGER PRIMARY KEY,
	dossier INTEGER NOT NULL REFERENCES dossier (id),
	name    TEXT NOT NULL
) STRICT;
CREATE INDEX material_dossier ON material (dossier);
CREATE TABLE counter (
	series TEXT NOT NULL PRIMARY KEY,
	n      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE trail (
	id      INTEGER PRIMARY KEY,
	dossier INTEGER NOT NULL REFERENCES dossier (id) DEFERRABLE INITIALLY DEFERRED,
	entry   BLOB NOT NULL
) STRICT;
CREATE INDEX trail_dossier ON trail (dossier);
CREATE TRIGGER trail_stays BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'the trail stays'); END;
CREATE TABLE thing (
	id INTEGER PRIMARY KEY,
	i  INTEGER,
	t  TEXT,
	b  BLOB
) STRICT;
