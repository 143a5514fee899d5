-- SPDX-License-Identifier: Apache-2.0
-- What was only received is accepted later (W-4, 10 → 30): nothing is typed twice, nothing that was frozen changes.

CREATE TABLE intake (                             -- what was taken in with a receipt or a one-time notice
	dossier INTEGER NOT NULL PRIMARY KEY REFERENCES dossier (id),
	request BLOB NOT NULL                         -- the request as JSON, sealed at 'intake/<accept_uuid>/request'
) STRICT;
CREATE TRIGGER intake_frozen BEFORE UPDATE ON intake
BEGIN SELECT RAISE(ABORT, 'what was taken in does not change'); END;

-- Which snapshot a paper is filled from: the newest when it was made; a reprint that of its original.
ALTER TABLE print_job ADD COLUMN snapshot INTEGER NOT NULL DEFAULT 1;
-- R13 for what is printed from a later snapshot; '' is the dossier's own.
ALTER TABLE snapshot ADD COLUMN check_code TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_continue ON audit (object) WHERE act = 'dossier.continue';

-- Accepted by silence (art. 32): a supervisor looks at each; and why the hall could not do it by itself.
CREATE INDEX act_deemed ON act (at) WHERE word = 'deem';
ALTER TABLE clock_proposal ADD COLUMN reason TEXT NOT NULL DEFAULT '';
