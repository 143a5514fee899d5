-- SPDX-License-Identifier: Apache-2.0
-- What is exported (hall/export.c): each query gives the events from $1 up to $2 (UTC ms) of one kind, in an order that never
-- changes, with the same columns:
--   dossier, item no (0: each item of it), at, word, who, words, key (one for ever), end_at, end_words
-- and, where an act told it, its uuid or ''. What a department told by its feed is a message (task_event) and the act that it became:
-- exported as the message with the words of the act, a special procedure as the act.

-- :export_accepted many
SELECT d.id, 0, d.accepted_at, 'accept', s.name, '', d.number || '/accept', NULL, ''
  FROM dossier d JOIN staff s ON s.id = d.staff
 WHERE d.accepted_at >= $1 AND d.accepted_at < $2
 ORDER BY d.accepted_at, d.id;

-- what departments did, but for what begins or ends something of its own
-- :export_steps many
SELECT t.dossier, t.no, e.at, e.state, e.handler, e.note, t.task_no || '/' || e.seq, NULL, '', e.act
  FROM task_event e JOIN task t ON t.id = e.task
 WHERE e.applied_at >= $1 AND e.applied_at < $2 AND e.answer = 'applied' AND e.state <> '10'
 ORDER BY e.applied_at, t.dossier, t.no, e.seq;

-- a special procedure is told when it has ended: end_time is NOT NULL over there (window-rules 9.4)
-- :export_special many
SELECT t.dossier, t.no, s.at, s.state, s.handler, s.note, t.task_no || '/' || s.seq, e.at, e.note
  FROM task_event e
  JOIN task t ON t.id = e.task
  JOIN task_event s ON s.task = e.task
   AND s.seq = (SELECT MAX(p.seq) FROM task_event p WHERE p.task = e.task AND p.seq < e.seq AND p.answer = 'applied')
 WHERE e.applied_at >= $1 AND e.applied_at < $2 AND e.answer = 'applied' AND s.state = '30' AND s.act = ''
 ORDER BY e.applied_at, t.dossier, t.no, e.seq;

-- :export_decided many
SELECT t.dossier, t.no, e.at, e.state, e.handler, e.note, t.task_no || '/' || e.seq, NULL, '', e.act
  FROM task_event e JOIN task t ON t.id = e.task
 WHERE e.applied_at >= $1 AND e.applied_at < $2 AND e.answer = 'applied' AND e.state IN ('50', '51', '52')
 ORDER BY e.applied_at, t.dossier, t.no, e.seq;

-- what was done with a task by hand, to the delivery
-- :export_task_acts many
SELECT a.dossier, a.task, a.at, a.state, s.name, '', a.uuid, NULL, '', a.uuid
  FROM act a JOIN staff s ON s.id = a.staff
 WHERE a.at >= $1 AND a.at < $2 AND a.task > 0 AND a.state NOT IN ('00', '05', '10') AND a.word <> 'end'
   AND NOT EXISTS (SELECT 1 FROM task_event e WHERE e.act = a.uuid AND e.act <> '')
 ORDER BY a.at, a.dossier, a.task, a.uuid;

-- :export_decided_acts many
SELECT a.dossier, a.task, a.at, a.state, s.name, '', a.uuid, NULL, '', a.uuid
  FROM act a JOIN staff s ON s.id = a.staff
 WHERE a.at >= $1 AND a.at < $2 AND a.task > 0 AND a.word IN ('grant', 'deny', 'report')
   AND NOT EXISTS (SELECT 1 FROM task_event e WHERE e.act = a.uuid AND e.act <> '')
 ORDER BY a.at, a.dossier, a.task, a.uuid;

-- :export_special_begun many
SELECT a.dossier, a.task, a.at, a.state, s.name, '', a.uuid, NULL, '', a.uuid
  FROM act a JOIN staff s ON s.id = a.staff
 WHERE a.at >= $1 AND a.at < $2 AND a.task > 0 AND a.word = 'special'
 ORDER BY a.at, a.dossier, a.task, a.uuid;

-- :export_special_ended many
SELECT b.dossier, b.task, b.at, b.state, s.name, '', b.uuid, NULL, '', b.uuid, e.uuid
  FROM act e
  JOIN act b ON b.uuid = (SELECT p.uuid FROM act p WHERE p.dossier = e.dossier AND p.task = e.task AND p.word = 'special'
                             AND p.at <= e.at ORDER BY p.at DESC, p.uuid LIMIT 1)
  JOIN staff s ON s.id = b.staff
 WHERE e.at >= $1 AND e.at < $2 AND e.task > 0 AND e.word = 'special-end'
 ORDER BY e.at, e.dossier, e.task, e.uuid;

-- the whole ended before it had tasks: R1, R3, R9
-- :export_closed many
SELECT a.dossier, 0, a.at, a.state, s.name, '', a.uuid, NULL, '', a.uuid
  FROM act a JOIN staff s ON s.id = a.staff
 WHERE a.at >= $1 AND a.at < $2 AND a.task = 0 AND a.word IN ('refuse', 'lapse', 'void')
 ORDER BY a.at, a.dossier, a.uuid;

-- :export_refused many
SELECT a.dossier, 0, a.at, a.state, s.name, '', a.uuid, NULL, '', a.uuid
  FROM act a JOIN staff s ON s.id = a.staff
 WHERE a.at >= $1 AND a.at < $2 AND a.task = 0 AND a.word = 'refuse'
 ORDER BY a.at, a.dossier, a.uuid;

-- tasks that were open when the whole was withdrawn (R2) or ended (R3), and those whose prerequisite was refused (902): what
-- was decided before has its result. Their end has no row but its trace, which never changes.
-- :export_ended many
SELECT d.id, CAST(substr(e.object, instr(e.object, '/') + 1) AS INTEGER) AS no, e.at, COALESCE(a.state, e.after),
       COALESCE(s.name, ''), e.reason, COALESCE(a.uuid, e.object || '/ended'), NULL, '', COALESCE(a.uuid, '')
  FROM audit e
  JOIN dossier d ON d.number = substr(e.object, 1, instr(e.object, '/') - 1)
  LEFT JOIN act a ON a.dossier = d.id AND a.task = 0 AND a.word IN ('withdraw', 'terminate') AND a.at <= e.at
  LEFT JOIN staff s ON s.id = a.staff
 WHERE e.at >= $1 AND e.at < $2 AND e.act = 'task.state' AND e.after IN ('901', '902')
 ORDER BY e.at, d.id, no;

-- acts that named a licence by $3
-- :export_licence many
SELECT a.uuid FROM act a
 WHERE a.dossier = $1 AND a.task = $2 AND a.at < $3 AND a.word IN ('grant', 'make', 'check-in')
 ORDER BY a.at, a.uuid;

-- a deferred paper when the hall wrote down that it came: the day it arrived may be earlier, when a period was told already
-- :export_made_good many
SELECT a.dossier, 0, a.at, a.state, s.name, '', a.uuid, NULL, '', a.uuid
  FROM act a JOIN staff s ON s.id = a.staff
 WHERE a.at >= $1 AND a.at < $2 AND a.task = 0 AND a.word = 'supply'
 ORDER BY a.at, a.dossier, a.uuid;

-- :export_rated many
SELECT r.dossier, 0, r.rated_at, r.point, '', '', r.token || '/1', r.asked_at, '', r.level, r.efficiency, r.skill, r.attitude,
       r.channel, r.token, r.words, 'words', 1
  FROM rating r
 WHERE r.rated_at >= $1 AND r.rated_at < $2 AND r.level IS NOT NULL
 ORDER BY r.rated_at, r.id;

-- the one follow-up of a bad one
-- :export_rated_again many
SELECT r.dossier, 0, r.again_at, r.point, '', '', r.token || '/2', r.asked_at, '', r.again_level, NULL, NULL, NULL,
       'qr', r.token, r.again_words, 'again', 2
  FROM rating r
 WHERE r.again_at >= $1 AND r.again_at < $2
 ORDER BY r.again_at, r.id;

-- a dossier's satisfaction as it was known by $2
-- :export_level many
SELECT r.level FROM rating r WHERE r.dossier = $1 AND r.rated_at < $2 ORDER BY r.point DESC;

-- the decision of one item as it was known by $3
-- :export_decision many
SELECT e.at FROM task t JOIN task_event e ON e.task = t.id
 WHERE t.dossier = $1 AND t.no = $2 AND e.applied_at < $3 AND e.answer = 'applied' AND e.state IN ('50', '51', '52')
 ORDER BY e.seq LIMIT 1;

-- ------------------------------------------------------------------------------------ registers: rows of their own, of no snapshot

-- 红黄牌: rule, light, object, responsible, given, dossier, its item; what was given …
-- :export_cards_given many
SELECT COALESCE(k.dossier, 0), 0, k.at, 'given', '', k.words, k.number, NULL, '',
       k.rule, k.light, k.object, k.responsible, k.at, COALESCE(d.number, ''), COALESCE(i.project_no, ''), COALESCE(i.name, '')
  FROM caution k
  LEFT JOIN dossier d ON d.id = k.dossier
  LEFT JOIN dossier_item i ON k.rule NOT IN ('K1', 'K5', 'K8', 'K8f') AND i.dossier = k.dossier AND i.no = k.item
 WHERE k.at >= $1 AND k.at < $2
 ORDER BY k.at, k.id;

-- … and what a supervisor took back
-- :export_cards_cancelled many
SELECT COALESCE(k.dossier, 0), 0, k.cancelled_at, 'cancelled', s.name, k.words, k.number, NULL, k.reason,
       k.rule, k.light, k.object, k.responsible, k.at, COALESCE(d.number, ''), COALESCE(i.project_no, ''), COALESCE(i.name, '')
  FROM caution k
  JOIN staff s ON s.id = k.cancelled_by
  LEFT JOIN dossier d ON d.id = k.dossier
  LEFT JOIN dossier_item i ON k.rule NOT IN ('K1', 'K5', 'K8', 'K8f') AND i.dossier = k.dossier AND i.no = k.item
 WHERE k.cancelled_at >= $1 AND k.cancelled_at < $2
 ORDER BY k.cancelled_at, k.id;

-- … and yellow ones that rose to a red one, at that moment
-- :export_cards_risen many
SELECT COALESCE(k.dossier, 0), 0, u.at, 'risen', '', k.words, k.number, NULL, '升为红牌 ' || u.number,
       k.rule, k.light, k.object, k.responsible, k.at, COALESCE(d.number, ''), COALESCE(i.project_no, ''), COALESCE(i.name, '')
  FROM caution u
  JOIN caution k ON k.rule = u.rule AND k.light = 'yellow' AND k.object = u.object
  LEFT JOIN dossier d ON d.id = k.dossier
  LEFT JOIN dossier_item i ON k.rule NOT IN ('K1', 'K5', 'K8', 'K8f') AND i.dossier = k.dossier AND i.no = k.item
 WHERE u.light = 'red' AND u.at >= $1 AND u.at < $2 AND k.at <= u.at AND (k.cancelled_at IS NULL OR k.cancelled_at >= u.at)
 ORDER BY u.at, k.id;

-- 帮办代办 registered, ended, followed up: number, kind, source, items, registered, due, and what was known by then: responded, outcome,
-- ended, level, followed up
-- :export_errands many
SELECT 0, 0, l.entered_at, l.act, CASE WHEN l.act = 'register' THEN '' ELSE COALESCE(s.name, '') END, '', e.uuid, NULL, '',
       e.number, e.kind, e.source, e.items, e.registered_at, e.due_at,
       CASE WHEN l.act = 'register' THEN NULL ELSE e.responded_at END, CASE WHEN l.act = 'register' THEN '' ELSE e.outcome END,
       CASE WHEN l.act = 'register' THEN NULL ELSE e.ended_at END, CASE WHEN l.act = 'follow-up' THEN e.satisfied END,
       CASE WHEN l.act = 'follow-up' THEN e.followed_at END
  FROM errand_log l JOIN errand e ON e.id = l.errand LEFT JOIN staff s ON s.id = e.helper
 WHERE l.entered_at >= $1 AND l.entered_at < $2 AND l.act IN ('register', 'finish', 'terminate', 'withdraw', 'follow-up')
 ORDER BY l.entered_at, e.id, l.seq;

-- 办不成事 registered and answered: uuid, number, category, name, matter, window, registered, about, its first step; when it was answered
-- class, to whom, the day, satisfied or not, and the step that told how it was handled
-- :export_stucks many
SELECT 0, 0, p.at, p.act, '', '', z.uuid, NULL, '',
       z.uuid, z.number, z.category, z.name, z.matter, z.window_no, z.registered_at, z.about, f.n, f.data,
       CASE WHEN p.act = 'answer' THEN z.class ELSE '' END, CASE WHEN p.act = 'answer' THEN z.transferred ELSE '' END,
       CASE WHEN p.act = 'answer' THEN z.due_day END, CASE WHEN p.act = 'answer' THEN z.satisfied ELSE '' END,
       COALESCE(h.n, 0), h.data
  FROM stuck_step p
  JOIN stuck z ON z.id = p.stuck
  JOIN stuck_step f ON f.stuck = z.id AND f.act = 'register'
  LEFT JOIN stuck_step h ON p.act = 'answer' AND h.stuck = z.id AND h.act = 'handle'
 WHERE p.at >= $1 AND p.at < $2 AND p.act IN ('register', 'answer')
 ORDER BY p.at, z.id, p.n;
