-- SPDX-License-Identifier: Apache-2.0
-- The queue (window-rules 1.1, 8.1, N-3, Q-1 … Q-5; law/queue.h): classes, tickets, windows. Rows of ticket and window_state say how
-- it stands, ticket_event and window_event how it came to be so: the supervisor's figures are counted from those.

CREATE TABLE queue_class (
	letter TEXT NOT NULL PRIMARY KEY CHECK (length(letter) = 1 AND letter BETWEEN 'A' AND 'Z'),
	name   TEXT NOT NULL,
	lane   TEXT NOT NULL,             -- plain; the class whose letter priority and appointment tickets carry: priority appointment
	place  INTEGER NOT NULL,          -- the order in which classes are shown
	active INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
INSERT INTO queue_class (letter, name, lane, place) VALUES
	('A', '个人一件事', 'plain', 1), ('B', '企业一件事', 'plain', 2), ('C', '单事项', 'plain', 3), ('D', '取件', 'plain', 4),
	('V', '绿色通道', 'priority', 5), ('Y', '预约', 'appointment', 6), ('Z', '办不成事', 'plain', 7);

-- Which classes a window takes, in its order: its own rows, or those of its kind while it has none.
CREATE TABLE queue_takes (
	scope  TEXT NOT NULL,             -- 'kind' 'window'
	of     TEXT NOT NULL,             -- hall_window.kind, hall_window.no
	place  INTEGER NOT NULL,
	letter TEXT NOT NULL REFERENCES queue_class (letter),
	PRIMARY KEY (scope, of, place),
	UNIQUE (scope, of, letter)
) STRICT, WITHOUT ROWID;
INSERT INTO queue_takes (scope, of, place, letter) VALUES
	('kind', 'general', 1, 'A'), ('kind', 'general', 2, 'C'), ('kind', 'general', 3, 'B'), ('kind', 'general', 4, 'V'),
	('kind', 'general', 5, 'Y'), ('kind', 'enterprise', 1, 'B'), ('kind', 'property', 1, 'C'), ('kind', 'issue', 1, 'D'),
	('kind', 'complaint', 1, 'Z');

CREATE TABLE ticket (
	id           INTEGER NOT NULL PRIMARY KEY,
	uuid         TEXT NOT NULL UNIQUE,            -- of the press that took it (T1)
	day          INTEGER NOT NULL,
	number       TEXT NOT NULL,                   -- N-3; a transfer does not change it
	class        TEXT NOT NULL REFERENCES queue_class (letter),
	lane         TEXT NOT NULL,                   -- plain priority appointment
	priority     TEXT NOT NULL,                   -- which group: 老年人
	slot_at      INTEGER,                         -- of an appointment
	person_index TEXT NOT NULL,                   -- keyed index of an ID or phone; '': nobody said who it is
	taken_at     INTEGER NOT NULL,
	place        INTEGER NOT NULL,                -- who stands before whom (law/queue.h): never by the clock
	state        TEXT NOT NULL DEFAULT 'waiting',
	version      INTEGER NOT NULL DEFAULT 1,
	calls        INTEGER NOT NULL DEFAULT 0,      -- since it was called last
	restored     INTEGER NOT NULL DEFAULT 0,
	window_no    TEXT NOT NULL DEFAULT '',        -- that called it last
	staff        INTEGER REFERENCES staff (id),
	called_at    INTEGER,                         -- the first call of the last round; wait = called_at - taken_at
	last_call_at INTEGER,
	arrived_at   INTEGER,
	ended_at     INTEGER,                         -- ended or given up; service = ended_at - called_at - paused_ms
	paused_ms    INTEGER NOT NULL DEFAULT 0,
	changed_at   INTEGER NOT NULL,                -- no time of a ticket is before another that came earlier
	UNIQUE (day, number),
	CHECK ((lane = 'appointment') = (slot_at IS NOT NULL) OR lane = 'priority')
) STRICT;
CREATE INDEX ticket_day ON ticket (day);
CREATE INDEX ticket_waiting ON ticket (day, class, lane, place, id, taken_at) WHERE state = 'waiting';
CREATE INDEX ticket_slot ON ticket (day, class, slot_at, place, id) WHERE state = 'waiting' AND lane = 'appointment';
CREATE UNIQUE INDEX ticket_person ON ticket (day, class, person_index)        -- Q-1
 WHERE person_index <> '' AND state IN ('waiting', 'called', 'serving', 'passed');
CREATE INDEX ticket_served ON ticket (day, class, ended_at) WHERE state = 'ended';
CREATE INDEX ticket_open ON ticket (day, state) WHERE state IN ('called', 'serving', 'passed');
CREATE TRIGGER ticket_frozen BEFORE UPDATE OF id, uuid, day, number, taken_at, priority, slot_at, lane, person_index ON ticket
BEGIN SELECT RAISE(ABORT, 'what a ticket shows does not change'); END;
CREATE TRIGGER ticket_kept BEFORE DELETE ON ticket
BEGIN SELECT RAISE(ABORT, 'a ticket is never deleted'); END;

CREATE TABLE ticket_event (
	id        INTEGER NOT NULL PRIMARY KEY,
	ticket    INTEGER NOT NULL REFERENCES ticket (id),
	at        INTEGER NOT NULL,
	fact      TEXT NOT NULL,          -- taken called recalled arrived passed restored transferred ended abandoned
	class     TEXT NOT NULL,          -- after it
	window_no TEXT NOT NULL,          -- where it was done; '': at no window
	staff     INTEGER NOT NULL REFERENCES staff (id),
	calls     INTEGER NOT NULL,
	note      TEXT NOT NULL
) STRICT;
CREATE INDEX ticket_event_of ON ticket_event (ticket, id);
CREATE INDEX ticket_event_at ON ticket_event (at);
CREATE TRIGGER ticket_event_frozen BEFORE UPDATE ON ticket_event
BEGIN SELECT RAISE(ABORT, 'what happened does not change'); END;
CREATE TRIGGER ticket_event_kept BEFORE DELETE ON ticket_event
BEGIN SELECT RAISE(ABORT, 'what happened stays'); END;

CREATE TABLE ticket_dossier (         -- what came of a visit
	dossier INTEGER NOT NULL PRIMARY KEY REFERENCES dossier (id),
	ticket  INTEGER NOT NULL REFERENCES ticket (id),
	at      INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_dossier_of ON ticket_dossier (ticket);

CREATE TABLE window_state (           -- V-1; a window without a row was never attended
	window_no TEXT NOT NULL PRIMARY KEY REFERENCES hall_window (no),
	state     TEXT NOT NULL,          -- idle calling serving paused away
	since     INTEGER NOT NULL,
	staff     INTEGER REFERENCES staff (id),      -- NULL: nobody (away)
	reason    TEXT NOT NULL,          -- of a pause
	ticket    INTEGER UNIQUE REFERENCES ticket (id),      -- called or served there, also during a pause
	version   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE window_event (
	id        INTEGER NOT NULL PRIMARY KEY,
	window_no TEXT NOT NULL,
	at        INTEGER NOT NULL,
	state     TEXT NOT NULL,          -- that began then
	staff     INTEGER REFERENCES staff (id),
	ticket    INTEGER REFERENCES ticket (id),
	reason    TEXT NOT NULL
) STRICT;
CREATE INDEX window_event_at ON window_event (at);
CREATE INDEX window_event_of ON window_event (window_no, at);
CREATE TRIGGER window_event_frozen BEFORE UPDATE ON window_event
BEGIN SELECT RAISE(ABORT, 'what happened does not change'); END;
CREATE TRIGGER window_event_kept BEFORE DELETE ON window_event
BEGIN SELECT RAISE(ABORT, 'what happened stays'); END;

-- what stands open at a window: since when its dossier is being typed
CREATE INDEX draft_window ON draft (window_no) WHERE owner <> '';
