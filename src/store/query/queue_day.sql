-- SPDX-License-Identifier: Apache-2.0
-- The day of the queue (hall/queue_day.h): what its figures are counted from.

-- in the order of taking; of one that was passed its last change is the passing
-- :queue_day_visits many
SELECT id, class, lane, state, taken_at, COALESCE(slot_at, 0), COALESCE(called_at, 0), paused_ms,
       COALESCE(ended_at, CASE state WHEN 'passed' THEN changed_at ELSE 0 END), window_no
  FROM ticket WHERE day = $1 ORDER BY id;

-- how many came in each hour of the same day of up to eight other weeks; $9: the first instant of day 0
-- :queue_day_hours many
SELECT day, class, (taken_at - day * 86400000 - $9) / 3600000, COUNT(*)
  FROM ticket WHERE day IN ($1, $2, $3, $4, $5, $6, $7, $8) GROUP BY 1, 2, 3;

-- when windows began to work, to pause and to be away
-- :queue_day_spans many
SELECT e.window_no, e.at, e.kind, COALESCE(p.name, '')
  FROM (SELECT id, window_no, at, staff, CASE WHEN state IN ('away', 'paused') THEN state ELSE 'works' END AS kind,
               LAG(CASE WHEN state IN ('away', 'paused') THEN state ELSE 'works' END) OVER (PARTITION BY window_no ORDER BY id) AS before
          FROM window_event WHERE at >= $1 AND at < $2) AS e
  LEFT JOIN staff p ON p.id = e.staff
 WHERE e.before IS NULL OR e.before <> e.kind ORDER BY e.id;

-- every window, and what stood there when the day began
-- :queue_day_windows many
SELECT w.no, w.name, w.kind, w.active,
       COALESCE((SELECT e.state FROM window_event e WHERE e.window_no = w.no AND e.at < $1 ORDER BY e.at DESC, e.id DESC LIMIT 1), 'away')
  FROM hall_window w ORDER BY w.place, w.no;

-- how many rated whom a window served
-- :queue_day_ratings many
SELECT window_no, COUNT(level) FROM rating WHERE asked_at >= $1 AND asked_at < $2 GROUP BY window_no;

-- what came of the visit that a window serves, the newest
-- :queue_day_dossiers many
SELECT s.window_no, d.number
  FROM window_state s
  JOIN dossier d ON d.id = (SELECT t.dossier FROM ticket_dossier t WHERE t.ticket = s.ticket ORDER BY t.at DESC, t.dossier DESC LIMIT 1)
 WHERE s.ticket IS NOT NULL;
