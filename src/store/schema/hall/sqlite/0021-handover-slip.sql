-- SPDX-License-Identifier: Apache-2.0
-- The way back of a 交接清单 (D-7b): the list that the department signed, the return slip of a batch.
CREATE TABLE handover_slip (
	handover  TEXT NOT NULL PRIMARY KEY REFERENCES handover (number),
	at        INTEGER NOT NULL,        -- when it was recorded, by whom, where
	staff     INTEGER NOT NULL REFERENCES staff (id),
	window_no TEXT NOT NULL,
	day       INTEGER NOT NULL,        -- on which it was signed there
	signer    TEXT NOT NULL,           -- who signed
	lacking   INTEGER NOT NULL,        -- papers of the list that were not in the bag
	note      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER handover_slip_frozen BEFORE UPDATE ON handover_slip
BEGIN SELECT RAISE(ABORT, 'what was signed for does not change'); END;
CREATE TRIGGER handover_slip_kept BEFORE DELETE ON handover_slip
BEGIN SELECT RAISE(ABORT, 'what was signed for stays'); END;
CREATE TABLE handover_open (           -- derived: those whose slip is not back
	handover  TEXT NOT NULL PRIMARY KEY REFERENCES handover (number)
) STRICT, WITHOUT ROWID;
INSERT INTO handover_open (handover) SELECT number FROM handover;
