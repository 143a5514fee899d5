-- SPDX-License-Identifier: Apache-2.0
-- Passwords that somebody else has set, and those that were had before; and what 0002 was given after halls had been made
-- by it: a hall of any day ends with the same schema.

ALTER TABLE staff ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;      -- 1: the next login asks for a new password

CREATE TABLE staff_password (         -- S-1: the last ones may not come back
	staff INTEGER NOT NULL REFERENCES staff (id),
	n     INTEGER NOT NULL,           -- 1 … in order; the newest is the one that opens
	hash  TEXT NOT NULL,
	PRIMARY KEY (staff, n)
) STRICT, WITHOUT ROWID;
INSERT INTO staff_password (staff, n, hash) SELECT id, 1, password FROM staff WHERE password <> '*';

DROP INDEX IF EXISTS outbox_pending;
CREATE INDEX outbox_pending ON outbox (department, next_at, id) WHERE state = 'pending';
DROP INDEX IF EXISTS outbox_open;
CREATE INDEX outbox_open ON outbox (id, state) WHERE state <> 'delivered';
CREATE INDEX IF NOT EXISTS outbox_delivered ON outbox (id) WHERE state = 'delivered';
CREATE INDEX IF NOT EXISTS task_department ON task (department, state);
CREATE INDEX IF NOT EXISTS audit_accept ON audit (object) WHERE act = 'dossier.accept';

CREATE TABLE draft_now (              -- the first drafts had a column more
	accept_uuid TEXT NOT NULL PRIMARY KEY,
	staff       INTEGER NOT NULL REFERENCES staff (id),
	window_no   TEXT NOT NULL,
	title       TEXT NOT NULL,        -- the bundle's name
	who         TEXT NOT NULL,        -- the applicant's name, masked
	step        INTEGER NOT NULL,
	saved_at    INTEGER NOT NULL,
	body        BLOB NOT NULL,        -- sealed at 'draft/<accept_uuid>/body'
	owner       TEXT NOT NULL DEFAULT '',         -- the desk that has it open (R21) …
	opened_at   INTEGER NOT NULL DEFAULT 0,       -- … since when …
	open_until  INTEGER NOT NULL DEFAULT 0        -- … and until when that is believed
) STRICT, WITHOUT ROWID;
INSERT INTO draft_now (accept_uuid, staff, window_no, title, who, step, saved_at, body, owner, opened_at, open_until)
SELECT accept_uuid, staff, window_no, title, who, step, saved_at, body, owner, opened_at, open_until
  FROM draft;
DROP TABLE draft;
ALTER TABLE draft_now RENAME TO draft;
CREATE INDEX draft_staff ON draft (staff, saved_at);
