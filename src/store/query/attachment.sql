-- SPDX-License-Identifier: Apache-2.0
-- Scans of materials (hall/attachment.h).

-- The material that one is for, and how much its dossier has already.
-- :attachment_place maybe
SELECT d.id, d.state, COALESCE(m.name, ''), d.window_no
  FROM dossier d LEFT JOIN dossier_material m ON m.dossier = d.id AND m.material = $2
 WHERE d.number = $1;

-- :attachment_insert maybe
INSERT INTO attachment (dossier, material, sm3, size, kind, pages, width, height, at, staff, window_no)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (dossier, material, sm3) DO NOTHING
RETURNING id;

-- Bytes of all, how many of material $2.
-- :attachment_sum one
SELECT COALESCE(SUM(size), 0), COUNT(CASE WHEN material = $2 THEN 1 END) FROM attachment WHERE dossier = $1;

-- :attachment_list many
SELECT a.id, a.material, COALESCE(m.name, ''), a.sm3, a.size, a.kind, a.pages, a.width, a.height, a.at, s.name
  FROM attachment a JOIN dossier d ON d.id = a.dossier JOIN staff s ON s.id = a.staff
  LEFT JOIN dossier_material m ON m.dossier = a.dossier AND m.material = a.material
 WHERE d.number = $1 ORDER BY a.id;

-- Of a dossier's contents, what its departments, or this one ('*': any), have of them; that one takes no files is
-- believed when it was said after $3.
-- :attachment_sent_list many
SELECT e.sm3, p.name, e.state, e.note, e.at
  FROM attachment_sent e JOIN department p ON p.id = e.department
 WHERE (e.sm3 = '' AND e.at >= $3 OR e.sm3 IN (SELECT a.sm3 FROM attachment a JOIN dossier d ON d.id = a.dossier WHERE d.number = $1))
   AND e.department IN (SELECT t.department FROM task t JOIN dossier d ON d.id = t.dossier WHERE d.number = $1)
   AND ($2 = '*' OR e.department = $2)
 ORDER BY e.sm3, p.id;

-- Tasks that may still be told of a scan: not those that are decided or ended.
-- :attachment_tasks many
SELECT t.id, i.name FROM task t JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
 WHERE t.dossier = $1 AND t.state IN ('00', '05', '10', '20', '25', '30', '35') ORDER BY t.no;

-- :attachment_all many
SELECT a.sm3, MIN(a.id), MIN(d.number), COUNT(*) FROM attachment a JOIN dossier d ON d.id = a.dossier
 WHERE a.sm3 > $1 GROUP BY a.sm3 ORDER BY a.sm3 LIMIT $2;

-- :attachment_sent_of many
SELECT sm3, state, at, note FROM attachment_sent WHERE department = $1 AND (sm3 = $2 OR sm3 = '');

-- :attachment_taken one
SELECT EXISTS (SELECT 1 FROM attachment_sent WHERE department = $1 AND sm3 > '' AND state = 'there');

-- :attachment_sent_set one
INSERT INTO attachment_sent (department, sm3, state, note, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (department, sm3) DO UPDATE SET state = excluded.state, note = excluded.note, at = excluded.at;

-- :attachment_sent_drop many
DELETE FROM attachment_sent WHERE department = $1 AND ($2 = '*' OR sm3 = $2);
