-- SPDX-License-Identifier: Apache-2.0
-- The legal clocks whole (hall/clock.h): one may run more than once (K1 begins anew when the corrections are in, W-4) and
-- has no due day while a pause is open (T-6); pauses and extensions are rows of their own, and so is what time alone
-- brings about: proposals to the supervisor and reminders.
CREATE TABLE clock_new (
	id          INTEGER NOT NULL PRIMARY KEY,
	dossier     INTEGER NOT NULL REFERENCES dossier (id),
	kind        TEXT NOT NULL,        -- clock_rule().code of law/clock.h
	item        INTEGER NOT NULL,     -- dossier_item.no, for K5 dossier_material.no, for K8 enum rating_point; 0: the whole
	run         INTEGER NOT NULL,     -- 1 …
	start_day   INTEGER NOT NULL,
	due_day     INTEGER,              -- NULL: a pause is open
	halves      INTEGER NOT NULL,     -- the limit in half units, without extensions
	unit        TEXT NOT NULL,
	estimated   INTEGER NOT NULL,
	stopped_at  INTEGER,              -- NULL: running
	stopped_day INTEGER,              -- the legal day of that
	UNIQUE (dossier, kind, item, run)
) STRICT;
INSERT INTO clock_new (dossier, kind, item, run, start_day, due_day, halves, unit, estimated, stopped_at, stopped_day)
SELECT dossier, kind, item, 1, start_day, due_day, halves, unit, estimated, stopped_at, (stopped_at + 28800000) / 86400000
  FROM clock;
DROP VIEW rating_case_view;           -- it reads the clock; made again below
DROP TABLE clock;
ALTER TABLE clock_new RENAME TO clock;
CREATE INDEX clock_running ON clock (due_day) WHERE stopped_at IS NULL;
CREATE TRIGGER clock_kept BEFORE DELETE ON clock
BEGIN SELECT RAISE(ABORT, 'a clock is never deleted'); END;
CREATE VIEW rating_case_view AS
SELECT c.rating AS id, d.number AS number, d.name AS name, d.company AS company, d.bundle_name AS bundle_name,
       r.window_no AS window_no, r.point AS point, r.level AS level, c.state AS state, c.kind AS kind, c.appeal AS appeal,
       r.rated_at AS rated_at, v.due_day AS visit_due, v.stopped_at AS visit_stopped, f.due_day AS fix_due,
       f.stopped_at AS fix_stopped, r.again_level AS again_level, s.name AS clerk, r.again_until AS again_until
  FROM rating_case c
  JOIN rating r ON r.id = c.rating
  JOIN dossier d ON d.id = r.dossier
  JOIN staff s ON s.id = r.staff
  LEFT JOIN clock v ON v.dossier = r.dossier AND v.kind = 'K8' AND v.item = CASE r.point WHEN 'accept' THEN 0 ELSE 1 END
  LEFT JOIN clock f ON f.dossier = r.dossier AND f.kind = 'K8f' AND f.item = CASE r.point WHEN 'accept' THEN 0 ELSE 1 END;

CREATE TABLE clock_pause (            -- days that do not count: those in (from, to]
	id           INTEGER NOT NULL PRIMARY KEY,
	dossier      INTEGER NOT NULL REFERENCES dossier (id),
	item         INTEGER NOT NULL,    -- dossier_item.no, 0: all of it; what waits for that item, and the whole, rest with it
	about        INTEGER NOT NULL,    -- a deferral's dossier_material.no, else 0
	kind         TEXT NOT NULL,       -- pause_kind_code of law/clock.h
	from_day     INTEGER NOT NULL,
	expected_day INTEGER,             -- W-9: the end that was told in writing
	to_day       INTEGER,             -- NULL: still open
	basis        TEXT NOT NULL,
	reason       TEXT NOT NULL,
	by_name      TEXT NOT NULL,       -- who decided it
	staff        INTEGER NOT NULL REFERENCES staff (id),
	at           INTEGER NOT NULL,
	ended_at     INTEGER
) STRICT;
CREATE INDEX clock_pause_dossier ON clock_pause (dossier);
CREATE INDEX clock_pause_open ON clock_pause (expected_day) WHERE to_day IS NULL;
CREATE TRIGGER clock_pause_kept BEFORE DELETE ON clock_pause
BEGIN SELECT RAISE(ABORT, 'a pause is never deleted'); END;

CREATE TABLE clock_extension (        -- T-7; less than 0: what a new calendar may not take back from a printed date (R12)
	id      INTEGER NOT NULL PRIMARY KEY,
	clock   INTEGER NOT NULL REFERENCES clock (id),
	day     INTEGER NOT NULL,
	halves  INTEGER NOT NULL,
	basis   TEXT NOT NULL,
	reason  TEXT NOT NULL,
	by_name TEXT NOT NULL,            -- who approved it
	staff   INTEGER NOT NULL REFERENCES staff (id),
	at      INTEGER NOT NULL
) STRICT;
CREATE INDEX clock_extension_clock ON clock_extension (clock);
CREATE TRIGGER clock_extension_frozen BEFORE UPDATE ON clock_extension
BEGIN SELECT RAISE(ABORT, 'an extension does not change'); END;
CREATE TRIGGER clock_extension_kept BEFORE DELETE ON clock_extension
BEGIN SELECT RAISE(ABORT, 'an extension is never deleted'); END;

CREATE TABLE clock_proposal (         -- what ran out and wants a person (C-13): never an act by itself
	id        INTEGER NOT NULL PRIMARY KEY,
	clock     INTEGER NOT NULL REFERENCES clock (id),
	due_day   INTEGER NOT NULL,       -- the day it had; an extension may bring a second proposal
	made_at   INTEGER NOT NULL,
	closed_at INTEGER,                -- NULL: open
	closed_by INTEGER REFERENCES staff (id),
	answer    TEXT NOT NULL DEFAULT '',
	UNIQUE (clock, due_day)
) STRICT;
CREATE INDEX clock_proposal_open ON clock_proposal (id) WHERE closed_at IS NULL;

CREATE TABLE clock_reminder (         -- C-14: each of a deferral's reminders once
	clock   INTEGER NOT NULL REFERENCES clock (id),
	due_day INTEGER NOT NULL,
	before  INTEGER NOT NULL,         -- working days before the due day; -1: the one after
	day     INTEGER NOT NULL,         -- when it was to be given
	missed  INTEGER NOT NULL,         -- 1: a later one was due already when the hall came to it; nobody is told
	made_at INTEGER NOT NULL,
	told_at INTEGER,                  -- NULL: still on the call list
	channel TEXT NOT NULL DEFAULT '',
	result  TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (clock, due_day, before)
) STRICT, WITHOUT ROWID;
CREATE INDEX clock_reminder_open ON clock_reminder (day) WHERE told_at IS NULL AND missed = 0;
