-- SPDX-License-Identifier: Apache-2.0
-- A draft is open at one desk at a time (R21): `owner` is the desk's lease_owner, '' when no desk has it open.

-- What was accepted meanwhile (by the same key pressed twice) is no draft any more; what another desk has taken over is
-- not written over: then no row comes back.
-- :draft_save maybe
INSERT INTO draft (accept_uuid, staff, window_no, title, who, step, saved_at, body, owner, opened_at, open_until)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $7, $10 WHERE NOT EXISTS (SELECT 1 FROM dossier WHERE accept_uuid = $1)
ON CONFLICT (accept_uuid) DO UPDATE SET staff = excluded.staff, window_no = excluded.window_no, title = excluded.title,
   who = excluded.who, step = excluded.step, saved_at = excluded.saved_at, body = excluded.body, owner = excluded.owner,
   open_until = excluded.open_until, opened_at = CASE draft.owner WHEN '' THEN excluded.opened_at ELSE draft.opened_at END
 WHERE draft.staff = excluded.staff AND draft.owner IN ('', excluded.owner)
RETURNING accept_uuid;

-- opens it; $7: an owner that is known to be dead, $8 = 1: taken over from whoever has it
-- :draft_take maybe
UPDATE draft SET owner = $3, window_no = $4, opened_at = $5, open_until = $6
 WHERE accept_uuid = $1 AND staff = $2 AND (owner IN ('', $3, $7) OR open_until <= $5 OR $8 = 1)
RETURNING step, body;

-- who has it open
-- :draft_holder maybe
SELECT d.owner, d.open_until, d.opened_at, d.window_no, s.name, d.staff
  FROM draft d JOIN staff s ON s.id = d.staff WHERE d.accept_uuid = $1;

-- the desk that has it open is still there
-- :draft_renew maybe
UPDATE draft SET open_until = $3 WHERE accept_uuid = $1 AND owner = $2;

-- :draft_let_go maybe
UPDATE draft SET owner = '' WHERE accept_uuid = $1 AND owner = $2;

-- what is accepted is no draft any more; one that another desk has taken over stays, and draft_gone stops the batch
-- :draft_delete many
DELETE FROM draft WHERE accept_uuid = $1 AND owner IN ('', $2);

-- :draft_gone one
SELECT 1 AS gone WHERE NOT EXISTS (SELECT 1 FROM draft WHERE accept_uuid = $1);

-- $3: this desk, $4: an owner that is known to be dead, $5: now
-- :draft_discard one
DELETE FROM draft WHERE accept_uuid = $1 AND staff = $2 AND (owner IN ('', $3, $4) OR open_until <= $5);

-- :draft_list many
SELECT accept_uuid, title, who, step, saved_at, owner, open_until, window_no
  FROM draft WHERE staff = $1 ORDER BY saved_at DESC LIMIT $2;
