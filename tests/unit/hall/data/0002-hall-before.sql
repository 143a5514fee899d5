-- SPDX-License-Identifier: Apache-2.0
-- 0002-hall.sql as halls of the first days were made by it, for test_schema.c: fewer indexes, one column more.
-- What a hall keeps. Instants are UTC milliseconds (…_at), legal days are days since 1970-01-01 (…_day), states are the
-- codes of law/states.h or the words of the header that owns the table. Personal data (ID numbers, phones, addresses,
-- what was filled into forms) stand only in columns of type BLOB, sealed with the hall's key and bound to their place
-- (R23); names are in the clear, because a dossier is found by any part of a name.

-- ---------------------------------------------------------------------------------------------- the hall's own set-up

CREATE TABLE parameter (              -- settings changed while running; they win over yichuang.conf
	name       TEXT NOT NULL PRIMARY KEY,
	value      TEXT NOT NULL,
	changed_at INTEGER NOT NULL,
	changed_by INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every official number is counted here, inside the transaction that uses it: a sequence leaves gaps (reliability 0.5).
CREATE TABLE counter (
	series TEXT NOT NULL,             -- 'dossier', 'document/德审受字', 'project/<item code>', 'copy/<dossier>/<kind>'
	period TEXT NOT NULL,             -- the day or the year in which it counts
	n      INTEGER NOT NULL,          -- the last number given
	PRIMARY KEY (series, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
	id           INTEGER NOT NULL PRIMARY KEY,
	login        TEXT NOT NULL UNIQUE,
	name         TEXT NOT NULL,
	work_no      TEXT NOT NULL,
	role         TEXT NOT NULL,       -- W-14: guide clerk helper supervisor issuer department admin auditor secadm
	password     TEXT NOT NULL,       -- "$y$…"; '*' cannot log in (the actor of scripts)
	active       INTEGER NOT NULL DEFAULT 1,
	failures     INTEGER NOT NULL DEFAULT 0,
	locked_until INTEGER NOT NULL DEFAULT 0,      -- survives a restart (S-3)
	password_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE hall_window (
	no     TEXT NOT NULL PRIMARY KEY,
	name   TEXT NOT NULL,
	kind   TEXT NOT NULL,
	place  INTEGER NOT NULL,          -- the order in which windows are shown: '10' comes after '9'
	active INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE catalogue_version (      -- a dossier keeps the version it was accepted under, so none is ever removed
	version     INTEGER NOT NULL PRIMARY KEY,
	title       TEXT NOT NULL,
	date        TEXT NOT NULL,
	digest      TEXT NOT NULL UNIQUE, -- SM3 of body, hex: importing the same again makes no new version
	active      INTEGER NOT NULL,
	imported_at INTEGER NOT NULL,
	imported_by INTEGER NOT NULL,
	body        TEXT NOT NULL         -- catalogue_canonical
) STRICT;
CREATE UNIQUE INDEX catalogue_active ON catalogue_version (active) WHERE active = 1;
CREATE TRIGGER catalogue_frozen BEFORE UPDATE OF version, digest, body ON catalogue_version
BEGIN SELECT RAISE(ABORT, 'a catalogue version does not change'); END;
CREATE TRIGGER catalogue_kept BEFORE DELETE ON catalogue_version
BEGIN SELECT RAISE(ABORT, 'catalogue versions are kept'); END;

CREATE TABLE calendar_year (
	year        INTEGER NOT NULL PRIMARY KEY,
	source      TEXT NOT NULL,
	imported_at INTEGER NOT NULL,
	body        TEXT NOT NULL         -- the JSON of that year
) STRICT;

-- -------------------------------------------------------------------------------------------------------- the dossier

CREATE TABLE dossier (
	id                INTEGER NOT NULL PRIMARY KEY,
	number            TEXT NOT NULL UNIQUE,       -- N-1
	tail              TEXT NOT NULL,              -- its last six digits backwards: found by what people read aloud
	accept_uuid       TEXT NOT NULL UNIQUE,       -- R1, T1: the same key pressed twice is one dossier
	state             TEXT NOT NULL,              -- W-2
	outcome           TEXT NOT NULL,              -- 'accept' 'receive' 'notice': how it began
	version           INTEGER NOT NULL DEFAULT 1, -- R21: every change adds one
	deferred          INTEGER NOT NULL,           -- deferrals still open; > 0 is 容缺受理 (W-2, state 31)
	bundle            TEXT NOT NULL,
	bundle_name       TEXT NOT NULL,
	catalogue_version INTEGER NOT NULL REFERENCES catalogue_version (version),
	calendar_version  TEXT NOT NULL,              -- R12
	window_no          TEXT NOT NULL,
	staff             INTEGER NOT NULL REFERENCES staff (id),
	name              TEXT NOT NULL,              -- the applicant's
	company           INTEGER NOT NULL,
	person_index      TEXT NOT NULL,              -- keyed index of the ID number: how often was this person here
	received_day      INTEGER NOT NULL,
	received_at       INTEGER NOT NULL,
	accepted_at       INTEGER,                    -- NULL until accepted
	promised_day      INTEGER,                    -- K2 of the whole
	statutory_day     INTEGER,                    -- K3
	estimated         INTEGER NOT NULL,           -- 1: some day reaches into a year without calendar (T-13)
	delivery          TEXT NOT NULL,              -- 'window' 'courier' 'electronic'
	query_code        TEXT NOT NULL,              -- N-6
	check_code        TEXT NOT NULL,              -- R13: anchors snapshot and audit head on paper
	typed             INTEGER NOT NULL,           -- values by origin: filled by hand, derived, shared
	derived           INTEGER NOT NULL,
	shared            INTEGER NOT NULL,
	updated_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX dossier_tail ON dossier (tail);
CREATE INDEX dossier_day ON dossier (received_day, window_no);
CREATE TRIGGER dossier_kept BEFORE DELETE ON dossier
BEGIN SELECT RAISE(ABORT, 'a dossier is never deleted'); END;
CREATE TRIGGER dossier_frozen BEFORE UPDATE OF number, accept_uuid, received_at, received_day, check_code ON dossier
BEGIN SELECT RAISE(ABORT, 'what a receipt shows does not change'); END;

-- What was promised, frozen: the dossier as JSON (dossier.h), the applicant's part sealed. Version 1 is acceptance;
-- an amendment adds a version, nothing is ever changed in place (T6).
CREATE TABLE snapshot (
	dossier INTEGER NOT NULL REFERENCES dossier (id),
	version INTEGER NOT NULL,
	made_at INTEGER NOT NULL,
	digest  TEXT NOT NULL,            -- SM3 over body and person in the clear, hex
	body    TEXT NOT NULL,            -- JSON without persons
	person  BLOB NOT NULL,            -- sealed JSON: applicant, agent, form, delivery, remark
	PRIMARY KEY (dossier, version)
) STRICT;
CREATE TRIGGER snapshot_frozen BEFORE UPDATE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot does not change'); END;
CREATE TRIGGER snapshot_kept BEFORE DELETE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot is never deleted'); END;

CREATE TABLE dossier_answer (
	dossier  INTEGER NOT NULL REFERENCES dossier (id),
	question TEXT NOT NULL,
	choice   TEXT NOT NULL,
	PRIMARY KEY (dossier, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier_item (
	dossier       INTEGER NOT NULL REFERENCES dossier (id),
	no            INTEGER NOT NULL,   -- 1 … in the order of the paper
	item          TEXT NOT NULL,
	name          TEXT NOT NULL,
	project_no    TEXT NOT NULL UNIQUE,           -- 办件编号 (N: national field)
	at_once       INTEGER NOT NULL,
	promised_day  INTEGER,
	statutory_day INTEGER,
	PRIMARY KEY (dossier, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier_material (
	dossier  INTEGER NOT NULL REFERENCES dossier (id),
	no       INTEGER NOT NULL,
	material TEXT NOT NULL,
	name     TEXT NOT NULL,
	level    TEXT NOT NULL,           -- 'main' 'minor'
	state    TEXT NOT NULL,           -- material_state_code
	date_day INTEGER,                 -- deferred: promised day; pledged: verify by (C-16)
	reason   TEXT NOT NULL,
	PRIMARY KEY (dossier, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE deferral (               -- C-15: one deferred paper and what became of it
	dossier      INTEGER NOT NULL REFERENCES dossier (id),
	material     TEXT NOT NULL,
	promised_day INTEGER NOT NULL,
	state        TEXT NOT NULL DEFAULT 'open',    -- open in lapsed
	blocks       INTEGER NOT NULL,    -- C-12: 1 holds the result until it is in
	channel      TEXT NOT NULL,       -- window online express shared; 'any' until it comes
	arrived_at   INTEGER,             -- C-11: reached us, not the postmark
	tracking_no  TEXT NOT NULL DEFAULT '',
	received_by  INTEGER REFERENCES staff (id),
	checked      TEXT NOT NULL DEFAULT '',        -- ok bad
	bad_reason   TEXT NOT NULL DEFAULT '',
	file_sm3     TEXT NOT NULL DEFAULT '',
	notice_no    TEXT NOT NULL DEFAULT '',        -- the one second notice
	PRIMARY KEY (dossier, material)
) STRICT, WITHOUT ROWID;
CREATE INDEX deferral_open ON deferral (promised_day) WHERE state = 'open';

CREATE TABLE clock (                  -- K-1 … K-10: every legal time limit that runs or ran
	dossier    INTEGER NOT NULL REFERENCES dossier (id),
	kind       TEXT NOT NULL,         -- K1 … K6
	item       INTEGER NOT NULL,      -- dossier_item.no, 0: the whole
	start_day  INTEGER NOT NULL,
	due_day    INTEGER NOT NULL,
	halves     INTEGER NOT NULL,      -- the limit in half units (struct limit)
	unit       TEXT NOT NULL,
	estimated  INTEGER NOT NULL,
	stopped_at INTEGER,               -- NULL: running
	PRIMARY KEY (dossier, kind, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX clock_running ON clock (due_day) WHERE stopped_at IS NULL;

-- Names in one- and two-character grams, exact keys (ID, phone) as '#' and their keyed index: a trigram index finds no
-- two-character name (performance.md). The newest are last in each token, so they are read backwards.
CREATE TABLE dossier_token (
	token   TEXT NOT NULL,
	dossier INTEGER NOT NULL,
	PRIMARY KEY (token, dossier)
) STRICT, WITHOUT ROWID;

-- -------------------------------------------------------------------------------------------------- tasks and dispatch

CREATE TABLE department (
	id                TEXT NOT NULL PRIMARY KEY,
	name              TEXT NOT NULL,
	url               TEXT NOT NULL,  -- https://…; '' while none is known: its messages wait
	dedup             INTEGER NOT NULL DEFAULT 1, -- 0: sent once only, doubt is parked (R6)
	cursor            TEXT NOT NULL DEFAULT '',   -- how far its change feed was read
	cursor_changed_at INTEGER NOT NULL DEFAULT 0,
	failures          INTEGER NOT NULL DEFAULT 0, -- in a row (R8)
	history           INTEGER NOT NULL DEFAULT 0, -- the last 20 ends, one bit each, 1 failed, newest lowest
	history_count     INTEGER NOT NULL DEFAULT 0,
	opened            INTEGER NOT NULL DEFAULT 0, -- times opened without a success between: doubles the wait
	open_until        INTEGER NOT NULL DEFAULT 0  -- 0: closed
) STRICT, WITHOUT ROWID;

CREATE TABLE task (                   -- W-7: one item for one department
	id            INTEGER NOT NULL PRIMARY KEY,
	dossier       INTEGER NOT NULL REFERENCES dossier (id),
	no            INTEGER NOT NULL,   -- dossier_item.no
	task_no       TEXT NOT NULL UNIQUE,           -- what the department knows it by: number-NN
	item          TEXT NOT NULL,
	department    TEXT NOT NULL REFERENCES department (id),
	state         TEXT NOT NULL DEFAULT '00',
	department_no TEXT NOT NULL DEFAULT '',       -- the department's own number
	seq           INTEGER NOT NULL DEFAULT 0,     -- of the last event applied (I-3)
	due_day       INTEGER,
	handler       TEXT NOT NULL DEFAULT '',       -- who works on it there; hostile text
	note          TEXT NOT NULL DEFAULT '',       -- the department's last words; hostile text
	updated_at    INTEGER NOT NULL,
	UNIQUE (dossier, no)
) STRICT;
CREATE INDEX task_department ON task (department, state);
CREATE INDEX task_returned ON task (updated_at) WHERE state = '15';

CREATE TABLE task_edge (              -- W-12: `task` waits until `after` is done (or only delivered)
	task  INTEGER NOT NULL REFERENCES task (id),
	after INTEGER NOT NULL REFERENCES task (id),
	needs TEXT NOT NULL DEFAULT 'done',           -- 'done' 'delivered' (R9)
	PRIMARY KEY (task, after)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_edge_after ON task_edge (after);

CREATE TABLE task_event (             -- what departments told us, in their order; nothing is overwritten
	task       INTEGER NOT NULL REFERENCES task (id),
	seq        INTEGER NOT NULL,
	state      TEXT NOT NULL,
	at         INTEGER NOT NULL,      -- by the department's clock
	applied_at INTEGER NOT NULL,
	answer     TEXT NOT NULL,         -- 'applied' 'illegal'
	handler    TEXT NOT NULL,
	note       TEXT NOT NULL,
	PRIMARY KEY (task, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
	id              INTEGER NOT NULL PRIMARY KEY,
	task            INTEGER NOT NULL REFERENCES task (id),
	key             TEXT NOT NULL UNIQUE,         -- Idempotency-Key, born with the row (R5)
	kind            TEXT NOT NULL,    -- 'task'; later 'recall', 'supplement'
	sequence        INTEGER NOT NULL, -- of this dossier's messages: receivers drop lower ones (R9)
	department      TEXT NOT NULL REFERENCES department (id),
	path            TEXT NOT NULL,
	digest          TEXT NOT NULL,    -- SM3 of the body in the clear, hex
	state           TEXT NOT NULL DEFAULT 'pending',  -- pending sending delivered rejected parked held
	tries           INTEGER NOT NULL DEFAULT 0,
	maybe_sent      INTEGER NOT NULL DEFAULT 0,
	owner           TEXT NOT NULL DEFAULT '',     -- who is sending it …
	lease_until     INTEGER NOT NULL DEFAULT 0,   -- … and until when that is believed
	next_at         INTEGER NOT NULL DEFAULT 0,
	last_at         INTEGER NOT NULL DEFAULT 0,
	first_failed_at INTEGER NOT NULL DEFAULT 0,   -- people are told after 30 minutes (R7)
	note            TEXT NOT NULL DEFAULT '',
	created_at      INTEGER NOT NULL,
	head            TEXT NOT NULL DEFAULT '',     -- what of the body names no person; the body is head and …
	body            BLOB NOT NULL     -- … the rest, sealed at 'outbox/<key>/body'
) STRICT;
CREATE INDEX outbox_task ON outbox (task);
CREATE INDEX outbox_pending ON outbox (department, next_at, id) WHERE state = 'pending';
CREATE INDEX outbox_sending ON outbox (department) WHERE state = 'sending';
CREATE INDEX outbox_open ON outbox (state) WHERE state <> 'delivered';
CREATE TRIGGER outbox_frozen BEFORE UPDATE OF task, key, department, path, digest, head, body ON outbox
BEGIN SELECT RAISE(ABORT, 'a message does not change'); END;
CREATE TRIGGER outbox_kept BEFORE DELETE ON outbox
BEGIN SELECT RAISE(ABORT, 'a message is never deleted'); END;

CREATE TABLE attempt (                -- committed before the first byte leaves (R5)
	outbox      INTEGER NOT NULL REFERENCES outbox (id),
	n           INTEGER NOT NULL,
	owner       TEXT NOT NULL,
	started_at  INTEGER NOT NULL,
	ended_at    INTEGER,              -- NULL: under way, or its process died
	end_code    TEXT NOT NULL DEFAULT '',
	http_status INTEGER NOT NULL DEFAULT 0,
	note        TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (outbox, n)
) STRICT, WITHOUT ROWID;

-- --------------------------------------------------------------------------------------------------------------- paper

CREATE TABLE document (               -- N-2: official document numbers, gap-free; a void one stays
	series  TEXT NOT NULL,            -- '德审受字'
	year    INTEGER NOT NULL,
	n       INTEGER NOT NULL,
	number  TEXT NOT NULL,            -- "德审受字〔2026〕第00017号"
	dossier INTEGER NOT NULL REFERENCES dossier (id),
	kind    TEXT NOT NULL,
	at      INTEGER NOT NULL,
	voided  TEXT NOT NULL DEFAULT '', -- why
	PRIMARY KEY (series, year, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_dossier ON document (dossier);

CREATE TABLE print_job (              -- R13
	id          INTEGER NOT NULL PRIMARY KEY,
	dossier     INTEGER NOT NULL REFERENCES dossier (id),
	kind        TEXT NOT NULL,        -- document_kinds of hall/print_job.h
	title       TEXT NOT NULL,
	document_no TEXT NOT NULL,
	copy_no     INTEGER NOT NULL,     -- 0 original, n 补打 第n次
	copies      INTEGER NOT NULL,
	paper       TEXT NOT NULL,
	large       INTEGER NOT NULL,
	destination TEXT NOT NULL,        -- '' the hall's default for this paper
	reason      TEXT NOT NULL,        -- of a reprint
	state       TEXT NOT NULL DEFAULT 'pending',  -- pending submitted device_done confirmed failed held filed
	queue       TEXT NOT NULL DEFAULT '',         -- the printer that has it, whatever the settings say by now
	cups_job    INTEGER NOT NULL DEFAULT 0,       -- its number there; 0: none has it
	note        TEXT NOT NULL DEFAULT '',         -- the printer's condition, for people
	digest      TEXT NOT NULL DEFAULT '',         -- SM3 of the rendered bytes (D-0)
	window_no    TEXT NOT NULL,        -- where the paper is waited for
	staff       INTEGER NOT NULL REFERENCES staff (id),
	created_at  INTEGER NOT NULL,
	updated_at  INTEGER NOT NULL,
	UNIQUE (dossier, kind, copy_no)   -- never a second bare original
) STRICT;
CREATE INDEX print_job_open ON print_job (state, id) WHERE state IN ('pending', 'submitted', 'device_done', 'failed', 'held');
CREATE TRIGGER print_job_kept BEFORE DELETE ON print_job
BEGIN SELECT RAISE(ABORT, 'a print job is never deleted'); END;

-- --------------------------------------------------------------------------------------------------------------- trace

-- R22: one chain per window. hash = HMAC-SM3(chain key, 0x00 ‖ previous hash ‖ entry); the key is not in here.
CREATE TABLE audit (
	chain  TEXT NOT NULL,             -- the window; '' for what belongs to none
	seq    INTEGER NOT NULL,
	at     INTEGER NOT NULL,
	mono   INTEGER NOT NULL,          -- monotonic milliseconds: a turned-back clock shows
	staff  INTEGER NOT NULL,
	login  TEXT NOT NULL,
	act    TEXT NOT NULL,             -- 'dossier.accept'
	object TEXT NOT NULL,
	before TEXT NOT NULL,
	after  TEXT NOT NULL,
	reason TEXT NOT NULL,
	suite  INTEGER NOT NULL,          -- 1: HMAC-SM3
	hash   BLOB NOT NULL,
	PRIMARY KEY (chain, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_at ON audit (at);
CREATE TRIGGER audit_frozen BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail does not change'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is never deleted'); END;

-- -------------------------------------------------------------------------------------------------- work in progress

CREATE TABLE draft (                  -- R19; deleted by the transaction that accepts it
	accept_uuid TEXT NOT NULL PRIMARY KEY,
	staff       INTEGER NOT NULL REFERENCES staff (id),
	window_no    TEXT NOT NULL,
	title       TEXT NOT NULL,        -- the bundle's name
	who         TEXT NOT NULL,        -- the applicant's name, masked
	step        INTEGER NOT NULL,
	unknown     INTEGER NOT NULL DEFAULT 0,       -- 1: its accept may have been committed: look before anything else (R4)
	saved_at    INTEGER NOT NULL,
	body        BLOB NOT NULL         -- sealed at 'draft/<accept_uuid>/body'
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_staff ON draft (staff, saved_at);

CREATE TABLE lease (                  -- which process delivers, which prints
	name  TEXT NOT NULL PRIMARY KEY,
	owner TEXT NOT NULL,
	until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_state (            -- what an agent says of itself, in words
	name  TEXT NOT NULL PRIMARY KEY,
	words TEXT NOT NULL,
	fine  INTEGER NOT NULL,
	at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
