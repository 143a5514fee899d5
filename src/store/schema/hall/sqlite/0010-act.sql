-- SPDX-License-Identifier: Apache-2.0
-- A dossier's life after acceptance: every act (law/act.h) is a row that stays, with what it was told.

CREATE TABLE act (
	uuid      TEXT NOT NULL PRIMARY KEY,          -- made when its form was opened: the same key pressed twice is one act
	dossier   INTEGER NOT NULL REFERENCES dossier (id),
	task      INTEGER NOT NULL,                   -- dossier_item.no, 0: of the dossier as a whole
	word      TEXT NOT NULL,                      -- law/act.h
	state     TEXT NOT NULL,                      -- the state that it led to
	at        INTEGER NOT NULL,
	staff     INTEGER NOT NULL REFERENCES staff (id),
	second    INTEGER REFERENCES staff (id),      -- who confirmed it, where the rules want two
	window_no TEXT NOT NULL,
	data      BLOB NOT NULL                       -- what it was told, JSON sealed at 'act/<uuid>/data'
) STRICT, WITHOUT ROWID;
CREATE INDEX act_dossier ON act (dossier, at);
CREATE TRIGGER act_frozen BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'what was done does not change'); END;
CREATE TRIGGER act_kept BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'what was done is never deleted'); END;

CREATE TABLE proposal (                           -- what one person proposes and another one must confirm
	id       INTEGER NOT NULL PRIMARY KEY,
	uuid     TEXT NOT NULL UNIQUE,                -- of the act that it becomes
	dossier  INTEGER NOT NULL REFERENCES dossier (id),
	task     INTEGER NOT NULL,
	word     TEXT NOT NULL,
	at       INTEGER NOT NULL,
	staff    INTEGER NOT NULL REFERENCES staff (id),
	state    TEXT NOT NULL DEFAULT 'open',        -- open done declined
	ended_by INTEGER REFERENCES staff (id),
	ended_at INTEGER,
	answer   TEXT NOT NULL DEFAULT '',            -- why it was declined
	data     BLOB NOT NULL                        -- sealed at 'act/<uuid>/data', like the act's
) STRICT;
CREATE INDEX proposal_waiting ON proposal (id) WHERE state = 'open';
CREATE UNIQUE INDEX proposal_open ON proposal (dossier, task, word) WHERE state = 'open';

-- A person of a department works its tasks only.
ALTER TABLE staff ADD COLUMN department TEXT NOT NULL DEFAULT '';

-- The act that a paper tells of; '' for those of acceptance. A dossier's second paper of a kind is kind/2, and so on.
ALTER TABLE print_job ADD COLUMN act TEXT NOT NULL DEFAULT '';

CREATE TABLE result (                             -- N-8: one item's licence or decision, from the decision to the hand
	dossier    INTEGER NOT NULL REFERENCES dossier (id),
	no         INTEGER NOT NULL,                  -- dossier_item.no
	decision   TEXT NOT NULL,                     -- 50 51 52
	name       TEXT NOT NULL DEFAULT '',
	licence_no TEXT NOT NULL DEFAULT '',          -- as the department told it: what is scanned must be that
	valid_from INTEGER,
	valid_to   INTEGER,
	decided_at INTEGER,
	in_no      TEXT NOT NULL DEFAULT '',          -- as scanned at the issuing window
	place      TEXT NOT NULL DEFAULT '',
	in_at      INTEGER,
	in_by      INTEGER REFERENCES staff (id),
	mode       TEXT NOT NULL DEFAULT '',          -- direct courier electronic left public
	receiver   TEXT NOT NULL DEFAULT '',          -- self agent; the name stays sealed in the act
	tracking   TEXT NOT NULL DEFAULT '',
	out_at     INTEGER,
	out_by     INTEGER REFERENCES staff (id),
	PRIMARY KEY (dossier, no)
) STRICT, WITHOUT ROWID;
CREATE INDEX result_waiting ON result (in_at) WHERE in_at IS NOT NULL AND out_at IS NULL;

CREATE TABLE pickup (                             -- N-6: wrong pick-up codes; five lock for half an hour
	dossier      INTEGER NOT NULL PRIMARY KEY REFERENCES dossier (id),
	failures     INTEGER NOT NULL,
	locked_until INTEGER NOT NULL
) STRICT;
