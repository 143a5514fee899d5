-- SPDX-License-Identifier: Apache-2.0
-- The legal clocks (hall/clock.h).

-- :clock_insert one
INSERT INTO clock (dossier, kind, item, run, start_day, due_day, halves, unit, estimated)
SELECT $1, $2, $3, COALESCE(MAX(run), 0) + 1, $4, $5, $6, $7, $8
  FROM clock WHERE dossier = $1 AND kind = $2 AND item = $3;

-- item $3 -1: of every item; $6 1: today, but not before the start though the PC's clock was set back
-- :clock_stop many
UPDATE clock SET stopped_at = $5, stopped_day = CASE WHEN $6 = 1 AND start_day > $4 THEN start_day ELSE $4 END
 WHERE dossier = $1 AND kind = $2 AND ($3 = -1 OR item = $3) AND stopped_at IS NULL
RETURNING kind, start_day, stopped_day;

-- :clock_pause_insert one
INSERT INTO clock_pause (dossier, item, about, kind, from_day, expected_day, to_day, basis, reason, by_name, staff, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- what is open ends; of a deferral also what was to end later
-- :clock_pause_end many
UPDATE clock_pause SET to_day = $5, ended_at = $6
 WHERE dossier = $1 AND item = $2 AND about = $3 AND ($4 = '' OR kind = $4)
   AND (to_day IS NULL OR (about <> 0 AND to_day > $5))
RETURNING kind, from_day;

-- a deferral's time is longer now, and what rests for it rests longer
-- :clock_pause_follow many
UPDATE clock_pause SET to_day = $3 WHERE dossier = $1 AND about = $2 AND to_day < $3;

-- :clock_extension_insert one
INSERT INTO clock_extension (clock, day, halves, basis, reason, by_name, staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- what can rest: of item $2, or of any when that is 0
-- :clock_running many
SELECT id FROM clock WHERE dossier = $1 AND kind IN ('K2', 'K3', 'K3p') AND ($2 = 0 OR item IN (0, $2)) AND stopped_at IS NULL;

-- :clock_of many
SELECT c.id, c.kind, c.item, c.run, c.start_day, c.due_day, c.halves, c.unit, c.estimated, c.stopped_day,
       CASE WHEN c.kind = 'K5' THEN m.name WHEN c.kind NOT IN ('K8', 'K8f') THEN i.name
            WHEN c.item = 0 THEN '受理评价' ELSE '取件评价' END
  FROM clock c
  LEFT JOIN dossier_item i ON i.dossier = c.dossier AND i.no = c.item
  LEFT JOIN dossier_material m ON m.dossier = c.dossier AND m.no = c.item
 WHERE c.dossier = $1 ORDER BY CASE WHEN c.kind = 'K5' THEN 0 ELSE 1 END, c.item, c.id;

-- until when the hall owes an answer (K1), or the applicant what a notice asked for (K6)
-- :clock_answers many
SELECT kind, due_day FROM clock WHERE dossier = $1 AND kind IN ('K1', 'K6') AND stopped_at IS NULL AND due_day IS NOT NULL;

-- :clock_pauses many
SELECT p.id, p.item, p.about, p.kind, p.from_day, p.expected_day, p.to_day, p.basis, p.reason, p.by_name, i.name
  FROM clock_pause p
  LEFT JOIN dossier_item i ON i.dossier = p.dossier AND i.no = p.item
 WHERE p.dossier = $1 ORDER BY p.from_day, p.id;

-- :clock_extensions many
SELECT e.clock, e.day, e.halves, e.reason, e.by_name, e.basis
  FROM clock_extension e JOIN clock c ON c.id = e.clock
 WHERE c.dossier = $1 ORDER BY e.day, e.id;

-- which item waits for which
-- :clock_edges many
SELECT t.no, a.no FROM task_edge e JOIN task t ON t.id = e.task JOIN task a ON a.id = e.after WHERE t.dossier = $1;

-- :clock_move one
UPDATE clock SET due_day = $2, estimated = $3 WHERE id = $1;

-- the days that other tables show
-- :clock_whole_promised one
UPDATE dossier SET promised_day = $2 WHERE id = $1;

-- :clock_whole_statutory one
UPDATE dossier SET statutory_day = $2 WHERE id = $1;

-- :clock_item_promised maybe
UPDATE dossier_item SET promised_day = $3 WHERE dossier = $1 AND no = $2;

-- :clock_item_statutory maybe
UPDATE dossier_item SET statutory_day = $3 WHERE dossier = $1 AND no = $2;

-- :clock_task_due maybe
UPDATE task SET due_day = $3 WHERE dossier = $1 AND no = $2;

-- :clock_deferral_day maybe
UPDATE deferral SET promised_day = $3
 WHERE dossier = $1 AND material = (SELECT material FROM dossier_material WHERE dossier = $1 AND no = $2);

-- :clock_material_day maybe
UPDATE dossier_material SET date_day = $3 WHERE dossier = $1 AND no = $2;

-- :clock_moved one
UPDATE dossier SET version = version + 1, updated_at = $2,
       estimated = (SELECT COALESCE(MAX(estimated), 0) FROM clock WHERE dossier = $1 AND stopped_at IS NULL)
 WHERE id = $1;

-- ------------------------------------------------------------------------------------------------ what time alone does

-- dossiers with a clock that ran out before $1 and no proposal for it yet, or that wants to remind by $2, which is no earlier; by the
-- clocks that run (+: for the order alone all that ever ran would be read)
-- :clock_turn_list many
SELECT DISTINCT c.dossier, d.number, d.window_no
  FROM clock c JOIN dossier d ON d.id = c.dossier
 WHERE c.stopped_at IS NULL AND c.due_day <= $2
   AND ((c.due_day < $1 AND c.kind IN ('K5', 'K6')
         AND NOT EXISTS (SELECT 1 FROM clock_proposal p WHERE p.clock = c.id AND p.due_day = c.due_day))
        OR (c.kind = 'K5'
         AND (SELECT COUNT(*) FROM clock_reminder r WHERE r.clock = c.id AND r.due_day = c.due_day) < $3))
 ORDER BY +c.dossier;

-- :clock_proposal_insert maybe
INSERT INTO clock_proposal (clock, due_day, made_at, reason)
SELECT c.id, c.due_day, $2, $4 FROM clock c WHERE c.id = $1 AND c.due_day = $3 AND c.stopped_at IS NULL
ON CONFLICT (clock, due_day) DO NOTHING
RETURNING id;

-- :clock_reminder_insert maybe
INSERT INTO clock_reminder (clock, due_day, before, day, missed, made_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (clock, due_day, before) DO NOTHING;

-- reminders of a dossier that somebody is to give
-- :clock_reminder_count one
SELECT COUNT(*) FROM clock_reminder r JOIN clock c ON c.id = r.clock WHERE c.dossier = $1 AND r.missed = 0;

-- K1 ran out: accepted by law (art. 32), oldest first
-- :clock_deemed many
SELECT d.id, d.number, c.start_day, c.due_day, c.id, d.window_no
  FROM clock c JOIN dossier d ON d.id = c.dossier
 WHERE c.kind = 'K1' AND c.stopped_at IS NULL AND c.due_day < $1 AND d.state = '10'
 ORDER BY c.due_day, d.id LIMIT $2;

-- what ran out and nobody has answered, the longest ago first: clocks that are still running
-- :clock_proposals many
SELECT p.id, d.number, d.name, d.company, d.bundle_name, c.kind, p.due_day, COALESCE(m.name, ''), p.reason
  FROM clock_proposal p
  JOIN clock c ON c.id = p.clock AND c.stopped_at IS NULL AND c.due_day = p.due_day
  JOIN dossier d ON d.id = c.dossier
  LEFT JOIN dossier_material m ON c.kind = 'K5' AND m.dossier = c.dossier AND m.no = c.item
 WHERE p.closed_at IS NULL ORDER BY p.due_day, p.id LIMIT $1;

-- :clock_proposal_read maybe
SELECT p.id, d.number, d.name, d.company, d.bundle_name, c.kind, p.due_day, COALESCE(m.name, ''), p.reason
  FROM clock_proposal p
  JOIN clock c ON c.id = p.clock AND c.stopped_at IS NULL AND c.due_day = p.due_day
  JOIN dossier d ON d.id = c.dossier
  LEFT JOIN dossier_material m ON c.kind = 'K5' AND m.dossier = c.dossier AND m.no = c.item
 WHERE p.id = $1 AND p.closed_at IS NULL;

-- a person's answer; of this dossier, $5
-- :clock_proposal_end one
UPDATE clock_proposal SET closed_at = $2, closed_by = $3, answer = $4
 WHERE id = $1 AND closed_at IS NULL
   AND clock IN (SELECT c.id FROM clock c JOIN dossier d ON d.id = c.dossier WHERE d.number = $5);

-- a clock that stopped, or has another day now, proposes nothing any more
-- :clock_proposal_stopped many
UPDATE clock_proposal SET closed_at = $4, answer = '已停'
 WHERE closed_at IS NULL
   AND clock IN (SELECT id FROM clock WHERE dossier = $1 AND kind = $2 AND ($3 = -1 OR item = $3) AND stopped_at IS NOT NULL);

-- :clock_proposal_moved many
UPDATE clock_proposal SET closed_at = $2, closed_by = $3, answer = '改期' WHERE clock = $1 AND closed_at IS NULL;

-- :clock_reminders_told many
UPDATE clock_reminder SET told_at = $3, channel = $4, result = $5
 WHERE told_at IS NULL AND missed = 0
   AND clock IN (SELECT c.id FROM clock c JOIN dossier_material m ON m.dossier = c.dossier AND m.no = c.item
                  WHERE c.dossier = $1 AND c.kind = 'K5' AND m.material = $2);

-- :clock_reminders many
SELECT r.clock, d.number, d.name, d.company, d.bundle_name, m.name, r.due_day, r.before, r.day, m.material, d.window_no
  FROM clock_reminder r
  JOIN clock c ON c.id = r.clock
  JOIN dossier d ON d.id = c.dossier
  JOIN dossier_material m ON m.dossier = c.dossier AND m.no = c.item
 WHERE r.told_at IS NULL AND r.missed = 0 AND c.stopped_at IS NULL ORDER BY r.day, r.due_day, r.clock LIMIT $1;
