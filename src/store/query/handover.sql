-- SPDX-License-Identifier: Apache-2.0
-- Papers on their way from a window to the departments (hall/handover.h).

-- each paper in hand that no department has yet, beside each item of its dossier that is being worked on
-- :handover_waiting many
SELECT d.id, d.number, d.bundle_name, t.department, p.name, i.name, m.material
  FROM task t
  JOIN dossier d ON d.id = t.dossier
  JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
  JOIN department p ON p.id = t.department
  JOIN dossier_material m ON m.dossier = t.dossier AND m.state = 'received'
 WHERE t.state IN ('00', '05', '10', '15', '20', '25', '30', '35') AND ($1 = '' OR d.window_no = $1)
   AND t.department IN (SELECT e.id FROM department e WHERE $2 = '' OR e.id = $2)
   AND NOT EXISTS (SELECT 1 FROM deferral f
                    WHERE f.dossier = m.dossier AND f.material = m.material AND f.state = 'in' AND f.channel IN ('online', 'shared'))
   AND NOT EXISTS (SELECT 1 FROM handover_material h WHERE h.dossier = m.dossier AND h.material = m.material)
 ORDER BY d.id, t.no, m.no LIMIT 20000;

-- :handover_insert one
INSERT INTO handover (number, at, window_no, staff, department, bag) VALUES ($1, $2, $3, $4, $5, $6);

-- :handover_material_insert one
INSERT INTO handover_material (dossier, material, handover) VALUES ($1, $2, $3);

-- :handover_open_insert one
INSERT INTO handover_open (handover) VALUES ($1);

-- on their way, their slip not back; the oldest first
-- :handover_out many
SELECT h.number, h.at, h.window_no, s.name, h.department, p.name, h.bag,
       (SELECT COUNT(DISTINCT m.dossier) FROM handover_material m WHERE m.handover = h.number),
       (SELECT COUNT(*) FROM handover_material m WHERE m.handover = h.number)
  FROM handover_open o JOIN handover h ON h.number = o.handover JOIN department p ON p.id = h.department JOIN staff s ON s.id = h.staff
 WHERE $1 = '' OR h.window_no = $1 ORDER BY h.at, h.number LIMIT $2;

-- :handover_read maybe
SELECT h.at, h.window_no, (SELECT COUNT(*) FROM handover_material m WHERE m.handover = h.number), l.signer, l.day
  FROM handover h LEFT JOIN handover_slip l ON l.handover = h.number WHERE h.number = $1;

-- :handover_close one
DELETE FROM handover_open WHERE handover = $1;

-- :handover_slip_insert one
INSERT INTO handover_slip (handover, at, staff, window_no, day, signer, lacking, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
