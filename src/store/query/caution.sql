-- SPDX-License-Identifier: Apache-2.0
-- 红黄牌 (hall/caution.h).

-- does rule $1 want a card of colour $2 for object $3? Not when there is one, nor a yellow one behind a red one; and not when clock $4 (0: no clock's) has stopped
-- meanwhile, or has another day than $5
-- :caution_wanted maybe
SELECT 1
 WHERE NOT EXISTS (SELECT 1 FROM caution WHERE rule = $1 AND light IN ($2, 'red') AND object = $3)
   AND ($4 = 0 OR EXISTS (SELECT 1 FROM clock WHERE id = $4 AND due_day = $5 AND stopped_at IS NULL));

-- :caution_insert maybe
INSERT INTO caution (number, rule, light, object, dossier, item, responsible, due_day, words, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (rule, light, object) DO NOTHING
RETURNING id;

-- the yellow card that stood of what has turned red: of rule $1 for object $2. That there is a red one is all that has to be kept of it:
-- a yellow one that nobody cancelled has risen to the red one of its rule and object
-- :caution_rises maybe
SELECT number FROM caution WHERE rule = $1 AND light = 'yellow' AND object = $2 AND cancelled_at IS NULL;

-- :caution_cancel maybe
UPDATE caution SET cancelled_at = $2, cancelled_by = $3, reason = $4
 WHERE number = $1 AND cancelled_at IS NULL
   AND (light = 'red' OR NOT EXISTS (SELECT 1 FROM caution r WHERE r.rule = caution.rule AND r.light = 'red' AND r.object = caution.object))
RETURNING id;

-- given from $1 up to $2 (UTC ms), $3 1: those that were cancelled or have risen, too; the newest first
-- :caution_list many
SELECT k.id, k.number, k.rule, k.light, k.object, k.responsible, k.due_day, k.words, k.at, k.cancelled_at, COALESCE(s.name, ''), k.reason,
       COALESCE(d.number, ''), COALESCE(d.name, ''), COALESCE(d.company, 0), COALESCE(d.bundle_name, ''),
       COALESCE(m.name, i.name, ''), u.at, COALESCE(u.number, '')
  FROM caution k
  LEFT JOIN caution u ON k.light = 'yellow' AND k.cancelled_at IS NULL AND u.rule = k.rule AND u.light = 'red' AND u.object = k.object
  LEFT JOIN dossier d ON d.id = k.dossier
  LEFT JOIN staff s ON s.id = k.cancelled_by
  LEFT JOIN dossier_material m ON k.rule = 'K5' AND m.dossier = k.dossier AND m.no = k.item
  LEFT JOIN dossier_item i ON k.rule NOT IN ('K5', 'K8', 'K8f') AND i.dossier = k.dossier AND i.no = k.item
 WHERE k.at >= $1 AND k.at < $2 AND ($3 = 1 OR (k.cancelled_at IS NULL AND u.id IS NULL))
 ORDER BY k.at DESC, k.id DESC LIMIT $4;

-- :caution_one maybe
SELECT k.id, k.number, k.rule, k.light, k.object, k.responsible, k.due_day, k.words, k.at, k.cancelled_at, COALESCE(s.name, ''), k.reason,
       COALESCE(d.number, ''), COALESCE(d.name, ''), COALESCE(d.company, 0), COALESCE(d.bundle_name, ''),
       COALESCE(m.name, i.name, ''), u.at, COALESCE(u.number, '')
  FROM caution k
  LEFT JOIN caution u ON k.light = 'yellow' AND k.cancelled_at IS NULL AND u.rule = k.rule AND u.light = 'red' AND u.object = k.object
  LEFT JOIN dossier d ON d.id = k.dossier
  LEFT JOIN staff s ON s.id = k.cancelled_by
  LEFT JOIN dossier_material m ON k.rule = 'K5' AND m.dossier = k.dossier AND m.no = k.item
  LEFT JOIN dossier_item i ON k.rule NOT IN ('K5', 'K8', 'K8f') AND i.dossier = k.dossier AND i.no = k.item
 WHERE k.number = $1;

-- ------------------------------------------------------------------------------------------------ what gives one

-- running clocks that may want a card: those of departments that end by $2, which is after $1, all that had their day before $1
-- (today); the limit with what it was extended by; is there a pause that is not over? (+: for the order alone all that ever ran would
-- be read)
-- :caution_clocks many
SELECT c.id, c.kind, c.item, c.due_day,
       c.halves + COALESCE((SELECT SUM(e.halves) FROM clock_extension e WHERE e.clock = c.id), 0),
       d.id, d.number, d.window_no, COALESCE(p.name, ''),
       CASE WHEN EXISTS (SELECT 1 FROM clock_pause z WHERE z.dossier = c.dossier AND z.to_day >= $1) THEN 1 ELSE 0 END
  FROM clock c
  JOIN dossier d ON d.id = c.dossier
  LEFT JOIN task t ON c.kind IN ('K2', 'K3', 'K3p', 'K9h') AND t.dossier = c.dossier AND t.no = c.item
  LEFT JOIN department p ON p.id = t.department
 WHERE c.stopped_at IS NULL AND c.due_day <= $2
   AND ((c.kind IN ('K2', 'K3', 'K3p') AND c.item > 0)
        OR (c.kind IN ('K4', 'K5', 'K8', 'K8f', 'K9h') AND c.due_day < $1))
   AND NOT EXISTS (SELECT 1 FROM caution r WHERE r.dossier = c.dossier AND r.item = c.item AND r.rule = c.kind AND r.light = 'red')
 ORDER BY +c.dossier, c.due_day, c.id;

-- answered late: K10 runs until the state 50
-- :caution_stucks many
SELECT s.number, s.due_day, s.window_no, s.transferred
  FROM stuck s
 WHERE s.state <> '90' AND s.due_day < $1 AND s.state < '50'
   AND NOT EXISTS (SELECT 1 FROM caution r WHERE r.rule = 'K10' AND r.light = 'red' AND r.object = s.number)
 ORDER BY s.due_day, s.id;

-- silence (K1): what it ought to have accepted and the hall could not, and what it has accepted (of a store from before there were
-- cards, too)
-- :caution_silences many
SELECT d.id, d.number, d.window_no, c.due_day
  FROM clock c JOIN dossier d ON d.id = c.dossier
 WHERE c.stopped_at IS NULL AND c.due_day < $1 AND c.kind = 'K1' AND d.state = '10'
   AND NOT EXISTS (SELECT 1 FROM caution r WHERE r.dossier = d.id AND r.item = 0 AND r.rule = 'K1')
UNION ALL
SELECT d.id, d.number, d.window_no, MAX(c.due_day)
  FROM act a JOIN dossier d ON d.id = a.dossier JOIN clock c ON c.dossier = d.id AND c.kind = 'K1' AND c.item = 0
 WHERE a.word = 'deem' AND d.state IN ('30', '40', '45')
   AND NOT EXISTS (SELECT 1 FROM caution r WHERE r.dossier = d.id AND r.item = 0 AND r.rule = 'K1')
 GROUP BY d.id, d.number, d.window_no
 ORDER BY 4, 1;
