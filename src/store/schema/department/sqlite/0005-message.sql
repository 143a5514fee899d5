-- SPDX-License-Identifier: Apache-2.0
-- What the hall says later of a task (contract, "Messages about a task"): kept with the task, its key for as long.
CREATE TABLE message (
	id         INTEGER PRIMARY KEY,
	department TEXT NOT NULL,
	key        TEXT NOT NULL,                 -- Idempotency-Key
	digest     TEXT NOT NULL,
	received   INTEGER NOT NULL REFERENCES received (id),
	type       TEXT NOT NULL,                 -- recall supplement
	sequence   INTEGER NOT NULL,              -- of the dossier's messages
	applied    INTEGER NOT NULL,              -- 0: a later one had come before it (M4)
	material   TEXT NOT NULL,
	reason     TEXT NOT NULL,
	at         INTEGER NOT NULL,
	answer     TEXT NOT NULL,
	UNIQUE (department, key)
) STRICT;
CREATE INDEX message_received ON message (received, sequence);
-- Also of what was recalled before it came: then with an empty digest, in state 90.
ALTER TABLE received ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
