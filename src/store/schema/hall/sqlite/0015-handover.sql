-- SPDX-License-Identifier: Apache-2.0
-- 交接清单 (D-7b): papers that went from a window to a department, each of them once. Its sheet is a print job of this number.
CREATE TABLE handover (
	number     TEXT NOT NULL PRIMARY KEY,         -- N-4
	at         INTEGER NOT NULL,
	window_no  TEXT NOT NULL,
	staff      INTEGER NOT NULL REFERENCES staff (id),
	department TEXT NOT NULL REFERENCES department (id),
	bag        TEXT NOT NULL          -- the number of the sealed bag; '' for none
) STRICT, WITHOUT ROWID;
CREATE TABLE handover_material (
	dossier  INTEGER NOT NULL REFERENCES dossier (id),
	material TEXT NOT NULL,
	handover TEXT NOT NULL REFERENCES handover (number),
	PRIMARY KEY (dossier, material)               -- one paper is in one place
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_material_of ON handover_material (handover);
CREATE TRIGGER handover_frozen BEFORE UPDATE ON handover
BEGIN SELECT RAISE(ABORT, 'what was handed over does not change'); END;
CREATE TRIGGER handover_kept BEFORE DELETE ON handover
BEGIN SELECT RAISE(ABORT, 'what was handed over stays'); END;
CREATE TRIGGER handover_material_frozen BEFORE UPDATE ON handover_material
BEGIN SELECT RAISE(ABORT, 'what was handed over does not change'); END;
CREATE TRIGGER handover_material_kept BEFORE DELETE ON handover_material
BEGIN SELECT RAISE(ABORT, 'what was handed over stays'); END;
