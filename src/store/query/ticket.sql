-- SPDX-License-Identifier: Apache-2.0
-- Tickets and windows (hall/ticket*.c). A ticket's columns are always these, in this order.

-- :ticket_classes many
SELECT letter, name, lane, active FROM queue_class ORDER BY place, letter;

-- :ticket_class_set one
INSERT INTO queue_class (letter, name, lane, place, active)
VALUES ($1, $2, 'plain', (SELECT COALESCE(MAX(place), 0) + 1 FROM queue_class), $3)
ON CONFLICT (letter) DO UPDATE SET name = excluded.name, active = excluded.active;

-- the letters that a window takes, in its order
-- :ticket_takes many
SELECT k.letter FROM (
	SELECT t.letter, t.place FROM queue_takes t WHERE t.scope = 'window' AND t.of = $1
	 UNION ALL
	SELECT t.letter, t.place FROM hall_window w JOIN queue_takes t ON t.scope = 'kind' AND t.of = w.kind
	 WHERE w.no = $1 AND NOT EXISTS (SELECT 1 FROM queue_takes o WHERE o.scope = 'window' AND o.of = $1)) k
  JOIN queue_class c ON c.letter = k.letter
 WHERE c.active = 1 ORDER BY k.place;

-- :ticket_takes_clear many
DELETE FROM queue_takes WHERE scope = $1 AND of = $2;

-- :ticket_takes_add one
INSERT INTO queue_takes (scope, of, place, letter) VALUES ($1, $2, $3, $4);

-- ---------------------------------------------------------------------------------------------------------- one ticket

-- the press that took it may come twice
-- :ticket_by_uuid maybe
SELECT t.id, t.day, t.number, t.class, t.lane, t.priority, t.slot_at, t.taken_at, t.place, t.state, t.version, t.calls, t.restored,
       t.window_no, t.staff, t.called_at, t.last_call_at, t.arrived_at, t.ended_at, t.paused_ms, t.changed_at, c.name
  FROM ticket t JOIN queue_class c ON c.letter = t.class WHERE t.uuid = $1;

-- :ticket_by_number maybe
SELECT t.id, t.day, t.number, t.class, t.lane, t.priority, t.slot_at, t.taken_at, t.place, t.state, t.version, t.calls, t.restored,
       t.window_no, t.staff, t.called_at, t.last_call_at, t.arrived_at, t.ended_at, t.paused_ms, t.changed_at, c.name
  FROM ticket t JOIN queue_class c ON c.letter = t.class WHERE t.day = $1 AND t.number = $2;

-- :ticket_by_id maybe
SELECT t.id, t.day, t.number, t.class, t.lane, t.priority, t.slot_at, t.taken_at, t.place, t.state, t.version, t.calls, t.restored,
       t.window_no, t.staff, t.called_at, t.last_call_at, t.arrived_at, t.ended_at, t.paused_ms, t.changed_at, c.name
  FROM ticket t JOIN queue_class c ON c.letter = t.class WHERE t.id = $1;

-- the one that a window called or serves
-- :ticket_at_window maybe
SELECT t.id, t.day, t.number, t.class, t.lane, t.priority, t.slot_at, t.taken_at, t.place, t.state, t.version, t.calls, t.restored,
       t.window_no, t.staff, t.called_at, t.last_call_at, t.arrived_at, t.ended_at, t.paused_ms, t.changed_at, c.name
  FROM window_state w JOIN ticket t ON t.id = w.ticket JOIN queue_class c ON c.letter = t.class WHERE w.window_no = $1;

-- Q-1: has this person an open one of this class already?
-- :ticket_of_person maybe
SELECT number FROM ticket
 WHERE day = $1 AND class = $2 AND person_index = $3 AND person_index <> '' AND state IN ('waiting', 'called', 'serving', 'passed');

-- ids grow by one: `place` is told by them
-- :ticket_insert one
INSERT INTO ticket (id, uuid, day, number, class, lane, priority, slot_at, person_index, taken_at, place, changed_at)
SELECT n.id, $1, $2, $3, $4, $5, $6, $7, $8, $9, n.id * 1048576, $9 FROM (SELECT COALESCE(MAX(id), 0) + 1 AS id FROM ticket) n
RETURNING id;

-- :ticket_set one
UPDATE ticket SET class = $3, place = $4, state = $5, calls = $6, restored = $7, window_no = $8, staff = $9, called_at = $10,
       last_call_at = $11, arrived_at = $12, ended_at = $13, paused_ms = $14, changed_at = $15, version = version + 1
 WHERE id = $1 AND version = $2;

-- :ticket_event_insert one
INSERT INTO ticket_event (ticket, at, fact, class, window_no, staff, calls, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- ----------------------------------------------------------------------------------------------------------- the queue

-- Whom Q-2 may choose: of each class the first with priority, the first by place, and of the appointments the first that are
-- late, at their time and early. $3 … $4 is the time of those that are at their time.
-- :ticket_candidates many
SELECT t.id, t.day, t.number, t.class, t.lane, t.priority, t.slot_at, t.taken_at, t.place, t.state, t.version, t.calls, t.restored,
       t.window_no, t.staff, t.called_at, t.last_call_at, t.arrived_at, t.ended_at, t.paused_ms, t.changed_at, c.name
  FROM queue_class c JOIN ticket t ON t.id IN (
	(SELECT x.id FROM ticket x WHERE x.state = 'waiting' AND x.day = $1 AND x.class = c.letter AND x.lane = 'plain'
	  ORDER BY x.place, x.id LIMIT 1),
	(SELECT x.id FROM ticket x WHERE x.state = 'waiting' AND x.day = $1 AND x.class = c.letter AND x.lane = 'priority'
	  ORDER BY x.place, x.id LIMIT 1),
	(SELECT x.id FROM ticket x WHERE x.state = 'waiting' AND x.day = $1 AND x.class = c.letter AND x.lane = 'appointment'
	    AND x.slot_at < $3 ORDER BY x.place, x.id LIMIT 1),
	(SELECT x.id FROM ticket x WHERE x.state = 'waiting' AND x.day = $1 AND x.class = c.letter AND x.lane = 'appointment'
	    AND x.slot_at >= $3 AND x.slot_at <= $4 ORDER BY x.slot_at, x.place, x.id LIMIT 1),
	(SELECT x.id FROM ticket x WHERE x.state = 'waiting' AND x.day = $1 AND x.class = c.letter AND x.lane = 'appointment'
	    AND x.slot_at > $4 ORDER BY x.slot_at, x.place, x.id LIMIT 1))
 WHERE instr($2, c.letter) > 0;

-- Q-3: those of its class and lane behind whom a restored one comes
-- :ticket_places_behind many
SELECT x.place FROM ticket t JOIN ticket x ON x.state = 'waiting' AND x.day = t.day AND x.class = t.class AND x.lane = t.lane
 WHERE t.day = $1 AND t.number = $2 ORDER BY x.place, x.id LIMIT $3;

-- how many wait, by class and lane
-- :ticket_waiting_counts many
SELECT class, lane, COUNT(*), MIN(taken_at) FROM ticket WHERE state = 'waiting' AND day = $1 GROUP BY class, lane;

-- what the last of a class took: milliseconds from call to end, without pauses
-- :ticket_service one
SELECT COUNT(*), COALESCE(SUM(s.took), 0) FROM (
	SELECT t.ended_at - t.called_at - t.paused_ms AS took FROM ticket t
	 WHERE t.state = 'ended' AND t.day = $1 AND t.class = $2 ORDER BY t.ended_at DESC LIMIT $3) s;

-- how many attended windows call a class
-- :ticket_open_windows one
SELECT COUNT(*) FROM hall_window w JOIN window_state s ON s.window_no = w.no
 WHERE w.active = 1 AND s.state <> 'away' AND EXISTS
       (SELECT 1 FROM queue_takes t WHERE t.letter = $1 AND ((t.scope = 'window' AND t.of = w.no) OR (t.scope = 'kind' AND t.of = w.kind
           AND NOT EXISTS (SELECT 1 FROM queue_takes o WHERE o.scope = 'window' AND o.of = w.no))));

-- a day's tickets, the newest last; '' any class, any state
-- :ticket_list many
SELECT t.id, t.day, t.number, t.class, t.lane, t.priority, t.slot_at, t.taken_at, t.place, t.state, t.version, t.calls, t.restored,
       t.window_no, t.staff, t.called_at, t.last_call_at, t.arrived_at, t.ended_at, t.paused_ms, t.changed_at, c.name
  FROM ticket t JOIN queue_class c ON c.letter = t.class
 WHERE t.day = $1 AND ($2 = '' OR t.class = $2) AND ($3 = '' OR t.state = $3) ORDER BY t.id DESC LIMIT $4;

-- what is accepted at a window belongs to the visit that it serves; $4: by whom, 0 whoever attends it; a script is nobody
-- :ticket_link maybe
INSERT INTO ticket_dossier (dossier, ticket, at)
SELECT $2, w.ticket, $3 FROM window_state w
 WHERE w.window_no = $1 AND w.ticket IS NOT NULL AND ($4 = 0 OR COALESCE(w.staff, $4) = $4
    OR EXISTS (SELECT 1 FROM staff p WHERE p.id = w.staff AND p.role = 'system'))
    ON CONFLICT (dossier) DO NOTHING;

-- calls for screens and voice, from one event on
-- :ticket_called_after many
SELECT e.id, e.at, t.number, e.class, c.name, e.window_no, COALESCE(w.name, ''), e.fact, e.calls
  FROM ticket_event e JOIN ticket t ON t.id = e.ticket JOIN queue_class c ON c.letter = e.class
  LEFT JOIN hall_window w ON w.no = e.window_no
 WHERE e.id > $1 AND e.fact IN ('called', 'recalled') ORDER BY e.id LIMIT $2;

-- :ticket_event_last one
SELECT COALESCE(MAX(id), 0) FROM ticket_event;

-- --------------------------------------------------------------------------------------------------------- the windows

-- :ticket_window maybe
SELECT s.state, s.since, s.staff, s.reason, s.ticket, s.version, COALESCE(p.name, ''), COALESCE(p.role = 'system', 0)
  FROM window_state s LEFT JOIN staff p ON p.id = s.staff WHERE s.window_no = $1;

-- :ticket_window_set one
INSERT INTO window_state (window_no, state, since, staff, reason, ticket, version) VALUES ($1, $2, $3, $4, $5, $6, 1)
ON CONFLICT (window_no) DO UPDATE SET state = excluded.state, since = excluded.since, staff = excluded.staff,
   reason = excluded.reason, ticket = excluded.ticket, version = window_state.version + 1;

-- :ticket_window_event one
INSERT INTO window_event (window_no, at, state, staff, ticket, reason) VALUES ($1, $2, $3, $4, $5, $6);

-- every window that is open to the public, as it stands; its dossier is what is being typed there
-- :ticket_windows many
SELECT w.no, w.name, w.kind, COALESCE(s.state, 'away'), COALESCE(s.since, 0), COALESCE(p.name, ''), COALESCE(s.reason, ''),
       COALESCE(t.number, ''), COALESCE(t.class, ''), COALESCE(t.called_at, 0), COALESCE(t.arrived_at, 0),
       COALESCE((SELECT MAX(d.opened_at) FROM draft d WHERE d.window_no = w.no AND d.owner <> '' AND d.open_until > $1), 0)
  FROM hall_window w LEFT JOIN window_state s ON s.window_no = w.no LEFT JOIN staff p ON p.id = s.staff
  LEFT JOIN ticket t ON t.id = s.ticket
 WHERE w.active = 1 ORDER BY w.place, w.no;
