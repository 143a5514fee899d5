-- SPDX-License-Identifier: Apache-2.0
-- Lists by which a hall is watched over (hall/watch.h). They begin with: id, number, name, company, bundle.

-- clocks that end by $1, by whose day it is: the windows' and the departments'. Deferrals and corrections that ran out are
-- proposals (clock_proposals), ratings have a list of their own, and of a whole its items tell more.
-- :watch_late many
SELECT c.id, d.number, d.name, d.company, d.bundle_name, c.kind, c.due_day,
       c.halves + COALESCE((SELECT SUM(e.halves) FROM clock_extension e WHERE e.clock = c.id), 0), COALESCE(i.name, ''), COALESCE(p.name, '')
  FROM clock c
  JOIN dossier d ON d.id = c.dossier
  LEFT JOIN dossier_item i ON i.dossier = c.dossier AND i.no = c.item
  LEFT JOIN task t ON t.dossier = c.dossier AND t.no = c.item
  LEFT JOIN department p ON p.id = t.department
 WHERE c.stopped_at IS NULL AND c.due_day <= $1
   AND (c.kind IN ('K1', 'K4', 'K9', 'K9h') OR (c.kind IN ('K2', 'K3', 'K3p') AND c.item > 0))
 ORDER BY c.due_day, c.id LIMIT $2;

-- results at the issuing window that nobody has fetched, the longest first
-- :watch_results many
SELECT d.id * 1000 + r.no, d.number, d.name, d.company, d.bundle_name, i.name, r.in_at, r.place, r.name, k.due_day
  FROM result r
  JOIN dossier d ON d.id = r.dossier
  JOIN dossier_item i ON i.dossier = r.dossier AND i.no = r.no
  LEFT JOIN clock k ON k.dossier = r.dossier AND k.kind = 'K4' AND k.item = r.no AND k.stopped_at IS NULL
 WHERE r.in_at IS NOT NULL AND r.out_at IS NULL AND d.state IN ('30', '40', '45', '60', '70')
 ORDER BY r.in_at, r.dossier, r.no LIMIT $1;

-- what is not to become a habit, since $1: papers printed again, second notices (W-6), what was voided
-- :watch_again many
SELECT e.id, d.number, d.name, d.company, d.bundle_name, e.kind, e.at, s.name, e.what
  FROM (SELECT p.id AS id, p.dossier AS dossier, 'reprint' AS kind, p.created_at AS at, p.staff AS staff, p.title || ':' || p.reason AS what
          FROM print_job p WHERE p.copy_no > 0 AND p.created_at >= $1 AND p.dossier IS NOT NULL
         UNION ALL
        SELECT -a.dossier, a.dossier, a.word, a.at, a.staff, ''
          FROM act a
         WHERE a.at >= $1 AND (a.word = 'void' OR (a.word = 'notice' AND (
               EXISTS (SELECT 1 FROM act b WHERE b.dossier = a.dossier AND b.at < a.at AND b.word = 'notice') OR
               EXISTS (SELECT 1 FROM dossier o WHERE o.id = a.dossier AND o.outcome = 'notice'))))) AS e
  JOIN dossier d ON d.id = e.dossier JOIN staff s ON s.id = e.staff
 ORDER BY e.at DESC LIMIT $2;
