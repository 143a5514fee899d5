-- SPDX-License-Identifier: Apache-2.0
-- The day of the queue (hall/queue_day.h): what its figures are counted from.

-- in the order of taking; of one that was passed its last change is the passing, of a restored one that waits the restoring, or a
-- transfer since
-- :queue_day_visits many
SELECT id, class, lane, state, taken_at, COALESCE(slot_at, 0), COALESCE(called_at, 0), paused_ms,
       COALESCE(ended_at, CASE state WHEN 'passed' THEN changed_at ELSE 0 END), window_no,
       CASE WHEN restored = 1 AND state = 'waiting' THEN changed_at ELSE 0 END
  FROM ticket WHERE day = $1 ORDER BY id;

-- how many came in each hour of the same day of up to eight other weeks, by days; $9: the first instant of day 0
-- :queue_day_hours many
SELECT day, class, (taken_at - day * 86400000 - $9) / 3600000, COUNT(*)
  FROM ticket WHERE day IN ($1, $2, $3, $4, $5, $6, $7, $8) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;

-- when windows began to pause, to be away, and to work: after those, or first on that day. What they do in between is the most of it
-- and is not looked at.
-- :queue_day_spans many
WITH rest AS (SELECT id, window_no, at, state, staff FROM window_event WHERE at >= $1 AND at < $2 AND state IN ('away', 'paused')),
     turn AS (
	SELECT id, window_no, at, state AS kind, staff FROM rest
	 UNION
	SELECT n.id, n.window_no, n.at, 'works', n.staff
	  FROM rest r JOIN window_event n ON n.id = (SELECT x.id FROM window_event x WHERE x.window_no = r.window_no AND x.at >= r.at
	                                               AND x.id > r.id ORDER BY x.at, x.id LIMIT 1)
	 WHERE n.at < $2 AND n.state NOT IN ('away', 'paused')
	 UNION
	SELECT n.id, n.window_no, n.at, 'works', n.staff
	  FROM hall_window w JOIN window_event n ON n.id = (SELECT x.id FROM window_event x WHERE x.window_no = w.no AND x.at >= $1
	                                                     ORDER BY x.at, x.id LIMIT 1)
	 WHERE n.at < $2 AND n.state NOT IN ('away', 'paused'))
SELECT t.window_no, t.at, t.kind, COALESCE(p.name, '') FROM turn t LEFT JOIN staff p ON p.id = t.staff ORDER BY t.id;

-- how many rated whom a window served
-- :queue_day_ratings many
SELECT window_no, COUNT(level) FROM rating WHERE asked_at >= $1 AND asked_at < $2 GROUP BY window_no;

-- what came of the visit that a window serves, the newest
-- :queue_day_dossiers many
SELECT s.window_no, d.number
  FROM window_state s
  JOIN dossier d ON d.id = (SELECT t.dossier FROM ticket_dossier t WHERE t.ticket = s.ticket ORDER BY t.at DESC, t.dossier DESC LIMIT 1)
 WHERE s.ticket IS NOT NULL;

-- the last day before $1 on which somebody took a ticket, and how many did
-- :queue_day_before maybe
SELECT t.day, COUNT(*) FROM ticket t WHERE t.day = (SELECT MAX(x.day) FROM ticket x WHERE x.day < $1) GROUP BY t.day;
