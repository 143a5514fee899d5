-- SPDX-License-Identifier: Apache-2.0
-- Which version of the catalogue is used from which day on. The one used today is that of the latest day that has come, and of
-- the last word about that day; so nobody needs to be there when a day comes. What was decided before is kept.
CREATE TABLE catalogue_edition (
	id           INTEGER NOT NULL PRIMARY KEY,
	version      INTEGER NOT NULL REFERENCES catalogue_version (version),
	from_day     INTEGER NOT NULL,
	act          TEXT NOT NULL,           -- 'import' 'rollback'
	at           INTEGER NOT NULL,
	staff        INTEGER NOT NULL REFERENCES staff (id),
	login        TEXT NOT NULL,           -- the account that did it: 'system:root'
	withdrawn_at INTEGER                  -- planned, and given up before its day; else NULL
) STRICT;
CREATE INDEX catalogue_edition_day ON catalogue_edition (from_day, id);
CREATE TRIGGER catalogue_edition_frozen BEFORE UPDATE ON catalogue_edition
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.version <> OLD.version OR NEW.from_day <> OLD.from_day OR
     NEW.act <> OLD.act OR NEW.at <> OLD.at OR NEW.staff <> OLD.staff OR NEW.login <> OLD.login
BEGIN SELECT RAISE(ABORT, 'what was decided about the catalogue does not change'); END;
CREATE TRIGGER catalogue_edition_kept BEFORE DELETE ON catalogue_edition
BEGIN SELECT RAISE(ABORT, 'what was decided about the catalogue stays'); END;

-- the one in use comes last, whenever it was imported first; days are civil, at UTC+8
INSERT INTO catalogue_edition (version, from_day, act, at, staff, login)
SELECT v.version, CASE v.active WHEN 1 THEN (SELECT MAX(o.imported_at) FROM catalogue_version o) + 28800000
                                ELSE v.imported_at + 28800000 END / 86400000,
       'import', v.imported_at, v.imported_by, COALESCE(s.login, '')
  FROM catalogue_version v LEFT JOIN staff s ON s.id = v.imported_by
 ORDER BY v.active, v.version;
DROP INDEX catalogue_active;
ALTER TABLE catalogue_version DROP COLUMN active;
-- how many were accepted under a version, and which of them are still under way
CREATE INDEX dossier_catalogue ON dossier (catalogue_version, state);
