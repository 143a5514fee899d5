-- SPDX-License-Identifier: Apache-2.0
-- The reference department: what it received and what became of it.

-- A task that arrived. Effect, key and answer are one row, so that one cannot be without the others (R6).
CREATE TABLE received (
	id            INTEGER PRIMARY KEY,
	department    TEXT NOT NULL,                 -- the path prefix
	key           TEXT NOT NULL,                 -- Idempotency-Key
	digest        TEXT NOT NULL,                 -- SM3 of the body, hex
	department_no TEXT NOT NULL,
	dossier       TEXT NOT NULL,
	item_name     TEXT NOT NULL,
	state         TEXT NOT NULL,
	seq           INTEGER NOT NULL,              -- of its last change; 0: none yet
	held          INTEGER NOT NULL,              -- 1: moved by a person, no longer worked on by itself
	received_at   INTEGER NOT NULL,              -- UTC ms
	changed_at    INTEGER NOT NULL,
	body          BLOB NOT NULL,
	answer        TEXT NOT NULL,                 -- as given the first time (contract C3)
	UNIQUE (department, key),
	UNIQUE (department, department_no)
) STRICT;
CREATE INDEX received_open ON received (changed_at) WHERE held = 0 AND state IN ('10', '20');

-- The feed: ids grow in the order of commits because there is one writer at a time (contract F1).
CREATE TABLE change (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	department TEXT NOT NULL,
	received   INTEGER NOT NULL REFERENCES received (id),
	seq        INTEGER NOT NULL,
	state      TEXT NOT NULL,
	at         INTEGER NOT NULL,
	by         TEXT NOT NULL,
	note       TEXT NOT NULL,
	UNIQUE (received, seq)
) STRICT;
CREATE INDEX change_feed ON change (department, id);

-- The department's own numbers, per day.
CREATE TABLE counter (
	department TEXT NOT NULL,
	day        INTEGER NOT NULL,
	n          INTEGER NOT NULL,
	PRIMARY KEY (department, day)
) STRICT;
