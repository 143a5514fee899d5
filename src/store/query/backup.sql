-- SPDX-License-Identifier: Apache-2.0
-- Copies of the hall (hall/backup.h).

-- How many dossiers are in one, and the last of them.
-- :backup_count one
SELECT COUNT(*), COALESCE((SELECT d.number FROM dossier d WHERE d.id = (SELECT MAX(id) FROM dossier)), '') FROM dossier WHERE id > 0;

-- What was under way when it was made may have arrived since (R27); what was stopped, too: a person may have sent it off.
-- :backup_doubt many
UPDATE outbox SET maybe_sent = 1 WHERE state <> 'delivered' AND state IN ('pending', 'sending', 'parked', 'held');

-- Papers that waited for a printer may have come out since: only a person can see (R13).
-- :backup_papers many
UPDATE print_job SET state = 'submitted', cups_job = 0, note = $1, updated_at = $2
 WHERE state IN ('pending', 'submitted', 'device_done', 'failed', 'held') AND state IN ('pending', 'submitted', 'held');

-- Numbers of a day or a year that may have been printed since are given to nobody again: $2 of each series are left out, of those
-- that have none in the copy, too (counter_next).
-- :backup_leave_out many
UPDATE counter SET n = n + $2 WHERE series > '' AND period = $1;

-- A department drops what comes out of order (R9): a dossier's messages go on above those that it may have been told since. Each row is
-- raised, so that their order stays; what is sent again has its key.
-- :backup_sequence many
UPDATE outbox SET sequence = sequence + $1 WHERE id > 0;

-- :backup_left_out one
INSERT INTO store_meta (name, value) VALUES ('counter.left-out/' || $1, CAST($2 AS TEXT))
ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(store_meta.value AS INTEGER) + CAST(excluded.value AS INTEGER) AS TEXT);
