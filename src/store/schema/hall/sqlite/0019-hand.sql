-- SPDX-License-Identifier: Apache-2.0
-- How much work a dossier was for the hand at the desk: counts, and nothing of what was typed.
CREATE TABLE hand (
	dossier   INTEGER NOT NULL PRIMARY KEY REFERENCES dossier (id),
	at        INTEGER NOT NULL,       -- taken in, or accepted later: then with what that took
	staff     INTEGER NOT NULL REFERENCES staff (id),
	window_no TEXT NOT NULL,
	keys      INTEGER NOT NULL,
	seconds   INTEGER NOT NULL,       -- without pauses and while it was locked
	typed     INTEGER NOT NULL,       -- data by hand, …
	derived   INTEGER NOT NULL,       -- … out of others, …
	shared    INTEGER NOT NULL        -- … from another office
) STRICT;
CREATE INDEX hand_at ON hand (at);
