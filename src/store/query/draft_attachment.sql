-- SPDX-License-Identifier: Apache-2.0
-- Scans of drafts (hall/draft_attachment.h).

-- Whose it is, which desk has it open, how much it has, and how many of material $2.
-- :draft_attachment_place maybe
SELECT d.staff, d.owner, d.open_until, (SELECT COALESCE(SUM(a.size), 0) FROM draft_attachment a WHERE a.draft = d.accept_uuid),
       (SELECT COUNT(*) FROM draft_attachment a WHERE a.draft = d.accept_uuid AND a.material = $2)
  FROM draft d WHERE d.accept_uuid = $1;

-- :draft_attachment_insert maybe
INSERT INTO draft_attachment (draft, material, name, sm3, size, kind, pages, width, height, at, staff, window_no)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (draft, material, sm3) DO NOTHING
RETURNING id;

-- the columns of attachment_list
-- :draft_attachment_list many
SELECT a.id, a.material, a.name, a.sm3, a.size, a.kind, a.pages, a.width, a.height, a.at, s.name
  FROM draft_attachment a JOIN staff s ON s.id = a.staff WHERE a.draft = $1 ORDER BY a.id;

-- :draft_attachment_remove maybe
DELETE FROM draft_attachment WHERE draft = $1 AND id = $2 RETURNING sm3, material;

-- Accepted: those of materials that the dossier has; who scanned them and when stays.
-- :draft_attachment_accept many
INSERT INTO attachment (dossier, material, sm3, size, kind, pages, width, height, at, staff, window_no)
SELECT m.dossier, a.material, a.sm3, a.size, a.kind, a.pages, a.width, a.height, a.at, a.staff, a.window_no
  FROM draft_attachment a JOIN dossier_material m ON m.dossier = $2 AND m.material = a.material
 WHERE a.draft = $1 ORDER BY a.id
ON CONFLICT (dossier, material, sm3) DO NOTHING
RETURNING material, sm3;

-- :draft_attachment_all many
SELECT a.sm3, MIN(a.id), MIN(a.draft), COUNT(*) FROM draft_attachment a
 WHERE a.sm3 > $1 GROUP BY a.sm3 ORDER BY a.sm3 LIMIT $2;

-- Does any row speak of this content?
-- :attachment_spoken one
SELECT EXISTS (SELECT 1 FROM attachment WHERE sm3 = $1) OR EXISTS (SELECT 1 FROM draft_attachment WHERE sm3 = $1);
