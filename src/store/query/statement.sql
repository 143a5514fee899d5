-- SPDX-License-Identifier: Apache-2.0
-- What statements are counted from (hall/statement_read.c): rows that tell what happened, never how something stands now. Each query
-- gives what happened from $1 up to $2 (UTC ms) and begins with: window, clerk, bundle, item, department or class, when.
-- What concerns a dossier stands at the window and with the clerk that took it in.

-- :statement_received many
SELECT d.window_no, s.work_no || ' ' || s.name, d.bundle_name, '', '', d.received_at
  FROM dossier d JOIN staff s ON s.id = d.staff
 WHERE d.received_day = $3 AND d.received_at >= $1 AND d.received_at < $2;

-- with how many papers, and how many of those nobody had to bring
-- :statement_accepted many
SELECT d.window_no, s.work_no || ' ' || s.name, d.bundle_name, '', '', d.accepted_at,
       CASE WHEN EXISTS (SELECT 1 FROM deferral f WHERE f.dossier = d.id) THEN 1 ELSE 0 END,
       (SELECT COUNT(*) FROM dossier_material m WHERE m.dossier = d.id),
       (SELECT COUNT(*) FROM dossier_material m WHERE m.dossier = d.id AND m.state IN ('shared', 'ecert'))
  FROM dossier d JOIN staff s ON s.id = d.staff
 WHERE d.accepted_at >= $1 AND d.accepted_at < $2;

-- what was frozen of them, a page behind $3, $4
-- :statement_snapshots many
SELECT d.window_no, s.work_no || ' ' || s.name, d.bundle_name, '', '', d.accepted_at, d.id,
       (SELECT COUNT(*) FROM dossier_item i WHERE i.dossier = d.id), n.body
  FROM dossier d JOIN staff s ON s.id = d.staff
  JOIN snapshot n ON n.dossier = d.id AND n.version = (SELECT MAX(m.version) FROM snapshot m WHERE m.dossier = d.id)
 WHERE d.accepted_at >= $1 AND d.accepted_at < $2 AND (d.accepted_at > $3 OR (d.accepted_at = $3 AND d.id > $4))
 ORDER BY d.accepted_at, d.id LIMIT $5;

-- :statement_items many
SELECT d.window_no, s.work_no || ' ' || s.name, d.bundle_name, i.name, p.name, d.accepted_at
  FROM dossier d JOIN staff s ON s.id = d.staff JOIN dossier_item i ON i.dossier = d.id
  JOIN task t ON t.dossier = d.id AND t.no = i.no JOIN department p ON p.id = t.department
 WHERE d.accepted_at >= $1 AND d.accepted_at < $2;

-- decisions, with the clocks that ended by them: due, ended, halves with extensions, unit
-- :statement_decided many
SELECT d.window_no, s.work_no || ' ' || s.name, d.bundle_name, i.name, p.name, a.at, i.at_once,
       k.due_day, k.stopped_day, k.halves, COALESCE((SELECT SUM(e.halves) FROM clock_extension e WHERE e.clock = k.id), 0), k.unit,
       l.due_day, l.stopped_day, l.halves, COALESCE((SELECT SUM(e.halves) FROM clock_extension e WHERE e.clock = l.id), 0), l.unit
  FROM act a JOIN dossier d ON d.id = a.dossier JOIN staff s ON s.id = d.staff
  JOIN dossier_item i ON i.dossier = a.dossier AND i.no = a.task
  JOIN task t ON t.dossier = a.dossier AND t.no = a.task JOIN department p ON p.id = t.department
  LEFT JOIN clock k ON k.dossier = a.dossier AND k.kind = 'K2' AND k.item = a.task AND k.run = 1
  LEFT JOIN clock l ON l.dossier = a.dossier AND l.kind = 'K3' AND l.item = a.task AND l.run = 1
 WHERE a.at >= $1 AND a.at < $2 AND a.task > 0 AND a.word IN ('grant', 'deny', 'report');

-- dossiers whose last item was settled then: how many items were none of 即办, and on how many days up to $3 somebody had to come
-- :statement_finished many
SELECT d.window_no, s.work_no || ' ' || s.name, d.bundle_name, '', '',
       (SELECT MAX(g.at) FROM act g WHERE g.dossier = d.id AND g.at < $2 AND g.task > 0
           AND g.word IN ('grant', 'deny', 'report', 'end', 'void')),
       (SELECT COUNT(*) FROM dossier_item i WHERE i.dossier = d.id AND i.at_once = 0),
       (SELECT COUNT(DISTINCT v.day) FROM (
            SELECT c.received_day AS day FROM dossier c WHERE c.id = d.id
             UNION ALL SELECT (a.at + 28800000) / 86400000 FROM act a
             WHERE a.dossier = d.id AND a.task = 0 AND a.word = 'corrected' AND a.at < $3
             UNION ALL SELECT (f.arrived_at + 28800000) / 86400000 FROM deferral f
             WHERE f.dossier = d.id AND f.channel = 'window' AND f.arrived_at < $3
             UNION ALL SELECT (r.out_at + 28800000) / 86400000 FROM result r
             WHERE r.dossier = d.id AND r.mode = 'direct' AND r.out_at < $3) v)
  FROM dossier d JOIN staff s ON s.id = d.staff
 WHERE d.id IN (SELECT a.dossier FROM act a WHERE a.at >= $1 AND a.at < $2 AND a.task > 0
                   AND a.word IN ('grant', 'deny', 'report', 'end', 'void'))
   AND EXISTS (SELECT 1 FROM act g WHERE g.dossier = d.id AND g.at < $2 AND g.task > 0 AND g.word IN ('grant', 'deny', 'report'))
   AND NOT EXISTS (SELECT 1 FROM dossier_item i WHERE i.dossier = d.id
                      AND NOT EXISTS (SELECT 1 FROM act x WHERE x.dossier = d.id AND x.task = i.no AND x.at < $2
                                         AND x.word IN ('grant', 'deny', 'report', 'end', 'void')));

-- one-time notices, each dossier at its last one before $3: how many it had by then
-- :statement_told many
SELECT d.window_no, s.work_no || ' ' || s.name, d.bundle_name, '', '', $1,
       (SELECT COUNT(*) FROM act n WHERE n.dossier = d.id AND n.task = 0 AND n.word = 'notice' AND n.at < $3)
       + CASE d.outcome WHEN 'notice' THEN 1 ELSE 0 END
  FROM dossier d JOIN staff s ON s.id = d.staff
 WHERE d.id IN (SELECT a.dossier FROM act a WHERE a.at >= $1 AND a.at < $2 AND a.task = 0 AND a.word = 'notice'
                 UNION SELECT o.id FROM dossier o WHERE o.received_day = $4 AND o.outcome = 'notice')
   AND NOT EXISTS (SELECT 1 FROM act l WHERE l.dossier = d.id AND l.task = 0 AND l.word = 'notice' AND l.at >= $2 AND l.at < $3);

-- what ended otherwise
-- :statement_ended many
SELECT d.window_no, s.work_no || ' ' || s.name, d.bundle_name, '', '', a.at, a.word
  FROM act a JOIN dossier d ON d.id = a.dossier JOIN staff s ON s.id = d.staff
 WHERE a.at >= $1 AND a.at < $2 AND a.task = 0 AND a.word IN ('refuse', 'withdraw', 'terminate', 'lapse');

-- tasks that came back, and those that were sent anew
-- :statement_returned many
SELECT d.window_no, s.work_no || ' ' || s.name, d.bundle_name, i.name, p.name, a.at, a.word
  FROM act a JOIN dossier d ON d.id = a.dossier JOIN staff s ON s.id = d.staff
  JOIN dossier_item i ON i.dossier = a.dossier AND i.no = a.task
  JOIN task t ON t.dossier = a.dossier AND t.no = a.task JOIN department p ON p.id = t.department
 WHERE a.at >= $1 AND a.at < $2 AND a.task > 0 AND a.word IN ('return', 'resend');

-- deferred papers whose day was from the day $1 to the day $2: when they came, and whether the dossier ended before
-- :statement_due many
SELECT d.window_no, s.work_no || ' ' || s.name, d.bundle_name, '', '', 0, f.promised_day, f.arrived_at,
       CASE WHEN f.checked = 'ok' THEN 1 ELSE 0 END,
       (SELECT MIN(a.at) FROM act a WHERE a.dossier = d.id AND a.task = 0 AND a.word IN ('withdraw', 'terminate'))
  FROM deferral f JOIN dossier d ON d.id = f.dossier JOIN staff s ON s.id = d.staff
 WHERE f.promised_day >= $1 AND f.promised_day <= $2;

-- what was asked, and whether an answer came before $3
-- :statement_asked many
SELECT r.window_no, s.work_no || ' ' || s.name, d.bundle_name, '', '', r.asked_at,
       CASE WHEN r.rated_at < $3 THEN 1 ELSE 0 END
  FROM rating r JOIN dossier d ON d.id = r.dossier JOIN staff s ON s.id = r.staff
 WHERE r.asked_at >= $1 AND r.asked_at < $2;

-- :statement_rated many
SELECT r.window_no, s.work_no || ' ' || s.name, d.bundle_name, '', '', r.rated_at, r.level
  FROM rating r JOIN dossier d ON d.id = r.dossier JOIN staff s ON s.id = r.staff
 WHERE r.rated_at >= $1 AND r.rated_at < $2 AND r.level IS NOT NULL;

-- bad ratings one of whose two days was from the day $1 to the day $2
-- :statement_cases many
SELECT r.window_no, s.work_no || ' ' || s.name, d.bundle_name, '', '', 0, k.kind, c.kind, k.due_day, k.stopped_day
  FROM rating_case c JOIN rating r ON r.id = c.rating JOIN dossier d ON d.id = r.dossier JOIN staff s ON s.id = r.staff
  JOIN clock k ON k.dossier = r.dossier AND k.kind IN ('K8', 'K8f') AND k.item = CASE r.point WHEN 'accept' THEN 0 ELSE 1 END
 WHERE k.due_day >= $1 AND k.due_day <= $2;

-- tickets of the day $1, where they were called last: the last thing that happened to each, the call and the last return to the
-- queue (their order is that of their numbers), and how long the window rested between call and end. The pauses of the day, few, are
-- looked up once: to seek them ticket by ticket takes a busy day longer than a query may
-- :statement_tickets many
WITH pause AS MATERIALIZED (
     SELECT p.ticket, p.window_no, p.at,
            (SELECT MIN(n.at) FROM window_event n WHERE n.window_no = p.window_no AND n.at >= p.at AND n.id > p.id) - p.at AS rest
       FROM window_event p
      WHERE p.state = 'paused' AND p.ticket IS NOT NULL AND p.at >= (SELECT MIN(taken_at) FROM ticket WHERE day = $1)
        AND p.at < (SELECT MIN(taken_at) FROM ticket WHERE day = $1) + 172800000)
SELECT COALESCE(c.window_no, ''), COALESCE(s.work_no || ' ' || s.name, ''), '', '', k.name, t.taken_at, t.lane, l.fact, l.at, c.at,
       CASE WHEN c.id > COALESCE((SELECT MAX(b.id) FROM ticket_event b WHERE b.ticket = t.id AND b.fact IN ('restored', 'transferred')), 0)
            THEN 1 ELSE 0 END,
       COALESCE((SELECT SUM(p.rest) FROM pause p
                  WHERE p.ticket = t.id AND p.window_no = c.window_no AND p.at >= c.at AND p.at <= l.at), 0)
  FROM ticket t
  JOIN ticket_event l ON l.id = (SELECT MAX(x.id) FROM ticket_event x WHERE x.ticket = t.id)
  JOIN queue_class k ON k.letter = l.class
  LEFT JOIN ticket_event c ON c.id = (SELECT MAX(y.id) FROM ticket_event y WHERE y.ticket = t.id AND y.fact = 'called')
  LEFT JOIN staff s ON s.id = c.staff
 WHERE t.day = $1;

-- :statement_errands many
SELECT '', COALESCE(s.work_no || ' ' || s.name, ''), '', '', '', e.registered_at, e.due_at,
       (SELECT MIN(l.at) FROM errand_log l WHERE l.errand = e.id AND l.act = 'respond'), e.outcome, e.side, e.ended_at, e.followed_at,
       e.satisfied
  FROM errand e LEFT JOIN staff s ON s.id = e.helper
 WHERE e.registered_at >= $1 AND e.registered_at < $2;

-- cards given from $1 up to $2, and older ones that stood at $2; was each cancelled by $2, or had it risen to
-- a red one (of its rule and object), and was what it is about done: no run of
-- its clock that had begun by the day $3 went on at $2, the 办不成事 was answered
-- :statement_cards many
SELECT COALESCE(d.window_no, z.window_no, ''), COALESCE(s.work_no || ' ' || s.name, ''), COALESCE(d.bundle_name, ''), COALESCE(i.name, ''),
       COALESCE(p.name, ''), k.at, k.rule, k.light, CASE WHEN k.cancelled_at < $2 THEN 1 ELSE 0 END, k.risen, k.settled
  FROM (SELECT c.id, c.at, c.rule, c.light, c.object, c.dossier, c.item, c.cancelled_at,
               CASE WHEN c.light = 'yellow' AND (c.cancelled_at IS NULL OR c.cancelled_at >= $2)
                     AND EXISTS (SELECT 1 FROM caution u
                                  WHERE u.rule = c.rule AND u.light = 'red' AND u.object = c.object AND u.at < $2) THEN 1 ELSE 0 END AS risen,
               CASE WHEN c.rule = 'K10'
                    THEN CASE WHEN EXISTS (SELECT 1 FROM stuck q JOIN stuck_step a ON a.stuck = q.id
                                            WHERE q.number = c.object AND a.act = 'answer' AND a.at < $2) THEN 1 ELSE 0 END
                    ELSE CASE WHEN EXISTS (SELECT 1 FROM clock r
                                            WHERE r.dossier = c.dossier AND r.kind = c.rule AND r.item = c.item AND r.start_day <= $3
                                              AND (r.stopped_at IS NULL OR r.stopped_at >= $2)) THEN 0 ELSE 1 END END AS settled
          FROM caution c WHERE c.at < $2) k
  LEFT JOIN dossier d ON d.id = k.dossier
  LEFT JOIN staff s ON s.id = d.staff
  LEFT JOIN stuck z ON k.rule = 'K10' AND z.number = k.object
  LEFT JOIN dossier_item i ON k.rule NOT IN ('K1', 'K5', 'K8', 'K8f') AND i.dossier = k.dossier AND i.no = k.item
  LEFT JOIN task t ON t.dossier = i.dossier AND t.no = i.no
  LEFT JOIN department p ON p.id = t.department
 WHERE k.at >= $1 OR (k.settled = 0 AND k.risen = 0 AND (k.cancelled_at IS NULL OR k.cancelled_at >= $2));

-- 办不成事 registered before $2 and not answered before $1: answered when, if it was by $2; its day, which stays from the answer on;
-- satisfied
-- :statement_stucks many
SELECT s.window_no, '', '', '', '', s.registered_at, a.at, s.due_day, s.satisfied
  FROM stuck s
  LEFT JOIN stuck_step a ON a.stuck = s.id AND a.act = 'answer' AND a.at < $2
 WHERE s.registered_at < $2 AND (a.at IS NULL OR a.at >= $1);
