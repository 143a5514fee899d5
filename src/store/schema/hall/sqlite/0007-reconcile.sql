-- SPDX-License-Identifier: Apache-2.0
-- R9: what we delivered is compared with what the departments have; what differs is work for a person.

CREATE TABLE difference (
	id            INTEGER NOT NULL PRIMARY KEY,
	department    TEXT NOT NULL REFERENCES department (id),
	key           TEXT NOT NULL,      -- Idempotency-Key; of `foreign` one that may not be ours
	kind          TEXT NOT NULL,      -- unknown digest state foreign (hall/reconcile.h)
	dossier       TEXT NOT NULL,      -- ours if it is our key, else theirs: hostile text
	department_no TEXT NOT NULL,      -- hostile text
	ours          TEXT NOT NULL,      -- what we have: a state, a digest, ''
	theirs        TEXT NOT NULL,      -- what they have
	at            INTEGER NOT NULL,   -- when it was delivered: outside of the days compared it stays as it is
	found_at      INTEGER NOT NULL,
	seen_at       INTEGER NOT NULL,   -- the last comparison that found it
	state         TEXT NOT NULL,      -- open asked acknowledged settled
	closed_at     INTEGER NOT NULL DEFAULT 0,
	reason        TEXT NOT NULL DEFAULT '',       -- why it was acknowledged
	UNIQUE (department, key, kind)
) STRICT;
CREATE INDEX difference_open ON difference (state, id) WHERE state IN ('open', 'asked');
CREATE TRIGGER difference_kept BEFORE DELETE ON difference
BEGIN SELECT RAISE(ABORT, 'a difference is never deleted'); END;

ALTER TABLE department ADD COLUMN reconcile_asked_at INTEGER NOT NULL DEFAULT 0;      -- by a person
ALTER TABLE department ADD COLUMN reconcile_ended_at INTEGER NOT NULL DEFAULT 0;      -- the last try, whatever came of it
ALTER TABLE department ADD COLUMN reconciled_at INTEGER NOT NULL DEFAULT 0;           -- the last that came to its end
ALTER TABLE department ADD COLUMN reconcile_words TEXT NOT NULL DEFAULT '';           -- what came of it, for people

-- A department that lost a task and took it again counts its changes anew: events have seq_base + their seq.
ALTER TABLE task ADD COLUMN seq_base INTEGER NOT NULL DEFAULT 0;

CREATE INDEX outbox_recent ON outbox (department, last_at) WHERE state = 'delivered';
