-- SPDX-License-Identifier: Apache-2.0

-- what was accepted meanwhile (by the same key pressed twice) is no draft any more
-- :draft_save maybe
INSERT INTO draft (accept_uuid, staff, window_no, title, who, step, saved_at, body)
SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE NOT EXISTS (SELECT 1 FROM dossier WHERE accept_uuid = $1)
ON CONFLICT (accept_uuid) DO UPDATE SET staff = excluded.staff, window_no = excluded.window_no, title = excluded.title,
   who = excluded.who, step = excluded.step, saved_at = excluded.saved_at, body = excluded.body
 WHERE draft.staff = excluded.staff;

-- :draft_delete many
DELETE FROM draft WHERE accept_uuid = $1;

-- :draft_discard one
DELETE FROM draft WHERE accept_uuid = $1 AND staff = $2;

-- :draft_list many
SELECT accept_uuid, title, who, step, saved_at FROM draft WHERE staff = $1 ORDER BY saved_at DESC LIMIT $2;

-- :draft_read maybe
SELECT step, body FROM draft WHERE accept_uuid = $1 AND staff = $2;
