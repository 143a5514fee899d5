-- SPDX-License-Identifier: Apache-2.0
-- 帮办代办 (window-rules 7, law/errand.h). Each change is a row of errand_log, which is never changed; the other tables are what
-- those rows came to. What identifies a person beside her name is sealed (BLOB).
CREATE TABLE errand (
	id            INTEGER NOT NULL PRIMARY KEY,
	uuid          TEXT NOT NULL UNIQUE,       -- the same here and on a laptop away
	number        TEXT NOT NULL UNIQUE,       -- N-5
	tail          TEXT NOT NULL,              -- its last four digits: what people read aloud
	kind          TEXT NOT NULL,
	source        TEXT NOT NULL,
	state         TEXT NOT NULL,
	version       INTEGER NOT NULL DEFAULT 1,
	items         TEXT NOT NULL,              -- as they were asked for, for lists
	registered_at INTEGER NOT NULL,
	registered_by INTEGER NOT NULL REFERENCES staff (id),
	due_at        INTEGER NOT NULL,           -- H-3: to be answered by
	responded_at  INTEGER,
	how           TEXT NOT NULL DEFAULT '',
	helper        INTEGER REFERENCES staff (id),
	outcome       TEXT NOT NULL DEFAULT '',   -- solved partly unsolved ended withdrawn
	side          TEXT NOT NULL DEFAULT '',   -- of what was terminated: principal ours law
	ended_at      INTEGER,
	followed_at   INTEGER,
	satisfied     INTEGER CHECK (satisfied BETWEEN 1 AND 5),      -- as the follow-up heard it: 1 best; no 好差评 (E-4)
	cost_fen      INTEGER NOT NULL DEFAULT 0, -- statutory fees that the principals paid
	updated_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX errand_tail ON errand (tail, id);
CREATE INDEX errand_state ON errand (state, due_at);
CREATE INDEX errand_helper ON errand (helper, state);
CREATE INDEX errand_registered ON errand (registered_at);
CREATE TRIGGER errand_kept BEFORE DELETE ON errand
BEGIN SELECT RAISE(ABORT, 'an errand is never deleted'); END;
CREATE TRIGGER errand_frozen BEFORE UPDATE OF uuid, number, kind, source, registered_at, due_at ON errand
BEGIN SELECT RAISE(ABORT, 'what an errand began with does not change'); END;

CREATE TABLE errand_principal (
	errand       INTEGER NOT NULL REFERENCES errand (id),
	no           INTEGER NOT NULL,
	name         TEXT NOT NULL,
	company      INTEGER NOT NULL,
	category     TEXT NOT NULL,
	person_index TEXT NOT NULL,               -- keyed index of the ID number; '' without one
	person       BLOB NOT NULL,               -- sealed at 'errand/<uuid>/person/<no>': id_number, phone, address
	dossier      TEXT NOT NULL DEFAULT '',    -- its number
	act          TEXT NOT NULL,               -- uuid of the act that it came by: numbers may differ on a laptop away
	PRIMARY KEY (errand, no)
) STRICT, WITHOUT ROWID;
CREATE INDEX errand_principal_dossier ON errand_principal (dossier) WHERE dossier <> '';

CREATE TABLE errand_item (
	errand INTEGER NOT NULL REFERENCES errand (id),
	no     INTEGER NOT NULL,
	name   TEXT NOT NULL,
	PRIMARY KEY (errand, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE errand_paper (                   -- what was taken from a principal, and where it went
	errand    INTEGER NOT NULL REFERENCES errand (id),
	no        INTEGER NOT NULL,
	principal INTEGER NOT NULL,
	name      TEXT NOT NULL,
	originals INTEGER NOT NULL,
	copies    INTEGER NOT NULL,
	taken_at  INTEGER NOT NULL,
	back_at   INTEGER,
	back_to   TEXT NOT NULL DEFAULT '',       -- principal dossier
	act       TEXT NOT NULL,                  -- as of errand_principal
	PRIMARY KEY (errand, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE authority (                      -- H-2
	errand      INTEGER NOT NULL REFERENCES errand (id),
	no          INTEGER NOT NULL,
	principal   INTEGER NOT NULL,
	powers      INTEGER NOT NULL,             -- bits of enum errand_power
	from_day    INTEGER NOT NULL,
	to_day      INTEGER NOT NULL,
	revoked_day INTEGER,
	scope       TEXT NOT NULL,
	relation    TEXT NOT NULL,
	redelegate  INTEGER NOT NULL,
	signature   TEXT NOT NULL,                -- SM3 of the picture of the signature; ''
	at          INTEGER NOT NULL,
	PRIMARY KEY (errand, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE errand_log (
	errand     INTEGER NOT NULL REFERENCES errand (id),
	seq        INTEGER NOT NULL,
	uuid       TEXT NOT NULL UNIQUE,          -- of the act: pressed twice, or brought in twice, it is one
	act        TEXT NOT NULL,                 -- a word of errand_acts; 'unmerged' for one that did not fit when it was brought in
	was        TEXT NOT NULL,                 -- the state before it
	state      TEXT NOT NULL,                 -- and after it
	at         INTEGER NOT NULL,              -- when it was done …
	entered_at INTEGER NOT NULL,              -- … and when this hall learnt of it
	staff      INTEGER NOT NULL REFERENCES staff (id),
	data       BLOB NOT NULL,                 -- sealed at 'errand/<uuid of the act>/data': what it was told
	PRIMARY KEY (errand, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER errand_log_frozen BEFORE UPDATE ON errand_log
BEGIN SELECT RAISE(ABORT, 'what was done does not change'); END;
CREATE TRIGGER errand_log_kept BEFORE DELETE ON errand_log
BEGIN SELECT RAISE(ABORT, 'what was done stays'); END;

CREATE TABLE errand_draft (                   -- four eyes: drafted by a helper, accepted by somebody else
	accept_uuid TEXT NOT NULL PRIMARY KEY,
	errand      INTEGER NOT NULL REFERENCES errand (id),
	principal   INTEGER NOT NULL,
	helper      INTEGER NOT NULL REFERENCES staff (id),
	offered_at  INTEGER NOT NULL DEFAULT 0,       -- 0: he is still at it
	closed      INTEGER NOT NULL DEFAULT 0        -- 1: accepted
) STRICT, WITHOUT ROWID;
CREATE INDEX errand_draft_offered ON errand_draft (offered_at) WHERE closed = 0;
CREATE INDEX errand_draft_errand ON errand_draft (errand);

-- 办不成事 (H-4, law/stuck.h). What people said is sealed in the steps.
CREATE TABLE stuck (
	id            INTEGER NOT NULL PRIMARY KEY,
	uuid          TEXT NOT NULL UNIQUE,
	number        TEXT NOT NULL UNIQUE,
	state         TEXT NOT NULL DEFAULT '10',
	category      TEXT NOT NULL,
	name          TEXT NOT NULL,
	matter        TEXT NOT NULL,
	window_no     TEXT NOT NULL,
	class         TEXT NOT NULL DEFAULT '',   -- normal complex impossible
	transferred   TEXT NOT NULL DEFAULT '',
	satisfied     TEXT NOT NULL DEFAULT '',   -- yes no
	registered_at INTEGER NOT NULL,
	due_day       INTEGER NOT NULL,           -- K10
	handled_by    INTEGER NOT NULL DEFAULT 0,
	steps         INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX stuck_running ON stuck (due_day, id) WHERE state <> '90';
CREATE TRIGGER stuck_kept BEFORE DELETE ON stuck
BEGIN SELECT RAISE(ABORT, 'the register is never cut'); END;
CREATE TABLE stuck_step (
	stuck INTEGER NOT NULL REFERENCES stuck (id),
	n     INTEGER NOT NULL,
	uuid  TEXT NOT NULL UNIQUE,
	act   TEXT NOT NULL,
	at    INTEGER NOT NULL,
	staff INTEGER NOT NULL REFERENCES staff (id),
	data  BLOB NOT NULL,                      -- sealed at 'stuck/<uuid>/step/<n>'
	PRIMARY KEY (stuck, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER stuck_step_frozen BEFORE UPDATE ON stuck_step
BEGIN SELECT RAISE(ABORT, 'a step does not change'); END;
CREATE TRIGGER stuck_step_kept BEFORE DELETE ON stuck_step
BEGIN SELECT RAISE(ABORT, 'a step stays'); END;
CREATE VIEW stuck_view AS
SELECT id, number, state, name, matter, window_no, transferred, category, class, registered_at, due_day, satisfied, uuid FROM stuck;
