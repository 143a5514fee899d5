-- SPDX-License-Identifier: Apache-2.0
-- Copies of the hall (hall/backup.h).

-- How many dossiers are in one, and the last of them.
-- :backup_count one
SELECT COUNT(*), COALESCE((SELECT d.number FROM dossier d WHERE d.id = (SELECT MAX(id) FROM dossier)), '') FROM dossier WHERE id > 0;

-- What was under way when it was made may have arrived since (R27).
-- :backup_doubt many
UPDATE outbox SET maybe_sent = 1 WHERE state <> 'delivered' AND id > 0 AND state IN ('pending', 'sending');
