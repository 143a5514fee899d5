-- SPDX-License-Identifier: Apache-2.0
-- Papers of no dossier (a consultation sheet, a transfer list), and what a paper tells beside its dossier's snapshot.

CREATE TABLE print_job_next (         -- R13
	id          INTEGER NOT NULL PRIMARY KEY,
	dossier     INTEGER REFERENCES dossier (id),  -- NULL: a paper of its own, known by its document_no
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
	window_no   TEXT NOT NULL,        -- where the paper is waited for
	staff       INTEGER NOT NULL REFERENCES staff (id),
	created_at  INTEGER NOT NULL,
	updated_at  INTEGER NOT NULL,
	act         TEXT NOT NULL DEFAULT '',         -- the act that it tells of; '' for those of acceptance
	snapshot    INTEGER NOT NULL DEFAULT 1,       -- the version of its dossier that it tells of
	copy_of     TEXT NOT NULL,        -- what its copies share: '<dossier>/<kind>', '<document_no>/<kind>' without one
	body        TEXT NOT NULL DEFAULT '',         -- JSON that was frozen for this paper alone; it names no person
	UNIQUE (copy_of, copy_no)         -- never a second bare original
) STRICT;
INSERT INTO print_job_next (id, dossier, kind, title, document_no, copy_no, copies, paper, large, destination, reason, state, queue,
       cups_job, note, digest, window_no, staff, created_at, updated_at, act, snapshot, copy_of)
SELECT id, dossier, kind, title, document_no, copy_no, copies, paper, large, destination, reason, state, queue,
       cups_job, note, digest, window_no, staff, created_at, updated_at, act, snapshot, dossier || '/' || kind
  FROM print_job;
DROP TABLE print_job;
ALTER TABLE print_job_next RENAME TO print_job;
CREATE INDEX print_job_dossier ON print_job (dossier, kind, copy_no);
CREATE INDEX print_job_open ON print_job (state, id) WHERE state IN ('pending', 'submitted', 'device_done', 'failed', 'held');
CREATE TRIGGER print_job_kept BEFORE DELETE ON print_job
BEGIN SELECT RAISE(ABORT, 'a print job is never deleted'); END;
CREATE TRIGGER print_job_frozen BEFORE UPDATE OF dossier, kind, document_no, act, snapshot, copy_of, body ON print_job
BEGIN SELECT RAISE(ABORT, 'what a paper tells does not change'); END;
