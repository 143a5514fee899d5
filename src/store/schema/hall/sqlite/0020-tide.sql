-- SPDX-License-Identifier: Apache-2.0
-- Tide windows (V-4; law/tide.h): what was advised, what the supervisor decided on which figures, and how it stood some time after.
CREATE TABLE tide (
	id         INTEGER NOT NULL PRIMARY KEY,
	uuid       TEXT NOT NULL UNIQUE,   -- of the press that decided it: twice is once
	day        INTEGER NOT NULL,
	at         INTEGER NOT NULL,
	staff      INTEGER NOT NULL REFERENCES staff (id),
	classes    TEXT NOT NULL,          -- the letters that share their windows
	advice     TEXT NOT NULL,          -- open close keep
	advised    INTEGER NOT NULL,       -- how many windows
	decision   TEXT NOT NULL,          -- open close keep
	windows    INTEGER NOT NULL,       -- how many
	reason     TEXT NOT NULL,
	arrivals   INTEGER NOT NULL,       -- the figures behind it: in tide.minutes …
	usual      INTEGER NOT NULL,       -- … and in as long on this day of the week at this hour, in hundredths
	service_ms INTEGER NOT NULL,       -- median
	needed     INTEGER NOT NULL,       -- windows
	open       INTEGER NOT NULL,       -- windows
	waiting    INTEGER NOT NULL,
	longest_ms INTEGER NOT NULL,
	average_ms INTEGER NOT NULL,       -- of those called lately
	due_at     INTEGER NOT NULL        -- when it is to be seen what came of it
) STRICT;
CREATE INDEX tide_day ON tide (day, id);
CREATE TRIGGER tide_frozen BEFORE UPDATE ON tide
BEGIN SELECT RAISE(ABORT, 'what was decided does not change'); END;
CREATE TRIGGER tide_kept BEFORE DELETE ON tide
BEGIN SELECT RAISE(ABORT, 'what was decided stays'); END;

CREATE TABLE tide_after (              -- as it stood at due_at, whenever it was looked at
	tide       INTEGER NOT NULL PRIMARY KEY REFERENCES tide (id),
	open       INTEGER NOT NULL,
	waiting    INTEGER NOT NULL,
	longest_ms INTEGER NOT NULL,
	average_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER tide_after_frozen BEFORE UPDATE ON tide_after
BEGIN SELECT RAISE(ABORT, 'what came of it does not change'); END;
CREATE TRIGGER tide_after_kept BEFORE DELETE ON tide_after
BEGIN SELECT RAISE(ABORT, 'what came of it stays'); END;

-- the arrivals of a day, and of the same day of other weeks, without their rows
CREATE INDEX ticket_arrivals ON ticket (day, class, taken_at);
-- a day's reprints (V-3)
CREATE INDEX print_job_again ON print_job (created_at) WHERE copy_no > 0;
