-- SPDX-License-Identifier: Apache-2.0
-- Messages to departments (hall/outbox.h). 9000000000000000 is "never by itself": a message that waits for the tasks
-- before it (R9); what decides those tasks wakes it.

-- What each department with an address has to do: under way, and the message that is due first.
-- :outbox_due many
SELECT d.id, d.open_until, d.opened,
       (SELECT count(*) FROM outbox o WHERE o.department = d.id AND o.state = 'sending'),
       COALESCE((SELECT o.id FROM outbox o WHERE o.department = d.id AND o.state = 'pending'
                  ORDER BY o.next_at, o.id LIMIT 1), 0),
       COALESCE((SELECT o.next_at FROM outbox o WHERE o.department = d.id AND o.state = 'pending'
                  ORDER BY o.next_at, o.id LIMIT 1), 9000000000000000)
  FROM department d WHERE d.url <> '';

-- :outbox_message maybe
SELECT o.task, o.key, o.department, o.path, d.number, i.name, o.digest, o.tries, o.maybe_sent, p.url, p.dedup, o.body,
       CASE WHEN o.kind = 'task' AND EXISTS (SELECT 1 FROM task_edge e JOIN task a ON a.id = e.after
                WHERE e.task = o.task
                  AND NOT CASE e.needs WHEN 'delivered' THEN a.state NOT IN ('00', '05')
                                       ELSE a.state IN ('50', '52', '60', '70', '80', '99') END) THEN 1
            WHEN o.kind IN ('files', 'supplement') AND EXISTS (SELECT 1 FROM outbox m WHERE m.task = o.task AND m.kind = 'task' AND m.id < o.id
                              AND m.state NOT IN ('delivered', 'rejected')) THEN 1 ELSE 0 END, o.head,
       o.kind, o.sequence
  FROM outbox o
  JOIN task t ON t.id = o.task
  JOIN dossier d ON d.id = t.dossier
  JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
  JOIN department p ON p.id = o.department
 WHERE o.id = $1;

-- All of a department's due messages that have to wait, at once; what is said of files and of papers made good waits for its task to have arrived.
-- :outbox_wait many
UPDATE outbox SET next_at = 9000000000000000, note = $2
 WHERE department = $1 AND state = 'pending' AND next_at < 9000000000000000
   AND (kind IN ('files', 'supplement') AND EXISTS (SELECT 1 FROM outbox m WHERE m.task = outbox.task AND m.kind = 'task' AND m.id < outbox.id
                              AND m.state NOT IN ('delivered', 'rejected'))
     OR kind = 'task' AND EXISTS (SELECT 1 FROM task_edge e JOIN task a ON a.id = e.after
                WHERE e.task = outbox.task
                  AND NOT CASE e.needs WHEN 'delivered' THEN a.state NOT IN ('00', '05')
                                       ELSE a.state IN ('50', '52', '60', '70', '80', '99') END));

-- :outbox_wake many
UPDATE outbox SET next_at = $2, note = ''
 WHERE state = 'pending' AND next_at = 9000000000000000
   AND (task IN (SELECT e.task FROM task_edge e WHERE e.after = $1) OR (task = $1 AND kind IN ('files', 'supplement')));

-- :outbox_hold_on one
UPDATE outbox SET lease_until = $4 WHERE id = $1 AND owner = $2 AND tries = $3 AND state = 'sending';

-- :outbox_claim one
UPDATE outbox SET state = 'sending', owner = $2, lease_until = $3, last_at = $4, tries = tries + 1
 WHERE id = $1 AND state = 'pending'
RETURNING tries;

-- :attempt_begin one
INSERT INTO attempt (outbox, n, owner, started_at) VALUES ($1, $2, $3, $4);

-- :attempt_end maybe
UPDATE attempt SET ended_at = $3, end_code = $4, http_status = $5, note = $6
 WHERE outbox = $1 AND n = $2 AND ended_at IS NULL;

-- :outbox_delivered maybe
UPDATE outbox SET state = 'delivered', owner = '', lease_until = 0, next_at = 0, note = ''
 WHERE id = $1 AND state <> 'delivered'
RETURNING task;

-- only if nobody has found out more meanwhile
-- :outbox_stop maybe
UPDATE outbox SET state = $3, next_at = $4, note = $5, owner = '', lease_until = 0, maybe_sent = maybe_sent | $6,
       first_failed_at = CASE first_failed_at WHEN 0 THEN $7 ELSE first_failed_at END
 WHERE id = $1 AND state = 'sending' AND tries = $2
RETURNING task;

-- the wall clock was set back by $1: waiting times are lengths (R7), what waits is due so much earlier
-- :outbox_clock_back many
UPDATE outbox SET next_at = next_at - $1 WHERE state = 'pending' AND next_at > $2 AND next_at < 9000000000000000;

-- :outbox_lease_back many
UPDATE outbox SET lease_until = lease_until - $1 WHERE state = 'sending';

-- :outbox_sending many
SELECT id, tries, owner, lease_until FROM outbox WHERE state = 'sending';

-- :outbox_lost maybe
UPDATE outbox SET state = 'pending', maybe_sent = 1, next_at = $3, owner = '', lease_until = 0, note = $4
 WHERE id = $1 AND tries = $2 AND state = 'sending';

-- what stopped and wants a person, what is on its way, what waits for an item that comes before
-- :outbox_open many
SELECT o.id, o.key, o.department, p.name, d.number, i.name, o.state, o.note, o.tries, o.maybe_sent, o.next_at, o.last_at
  FROM outbox o
  JOIN task t ON t.id = o.task
  JOIN dossier d ON d.id = t.dossier
  JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
  JOIN department p ON p.id = o.department
 WHERE o.state <> 'delivered' AND o.state IN ('pending', 'sending', 'parked', 'held')
 ORDER BY CASE WHEN o.state IN ('parked', 'held') THEN 0 WHEN o.next_at < 9000000000000000 THEN 1 ELSE 2 END, t.dossier DESC, o.id LIMIT $1;

-- :outbox_all many
SELECT o.id, o.key, o.department, p.name, d.number, i.name, o.state, o.note, o.tries, o.maybe_sent, o.next_at, o.last_at
  FROM outbox o
  JOIN task t ON t.id = o.task
  JOIN dossier d ON d.id = t.dossier
  JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
  JOIN department p ON p.id = o.department
 ORDER BY o.id DESC LIMIT $1;

-- one of the states in which a message is open: its index knows them
-- :outbox_in_state many
SELECT o.id, o.key, o.department, p.name, d.number, i.name, o.state, o.note, o.tries, o.maybe_sent, o.next_at, o.last_at
  FROM outbox o
  JOIN task t ON t.id = o.task
  JOIN dossier d ON d.id = t.dossier
  JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
  JOIN department p ON p.id = o.department
 WHERE o.state <> 'delivered' AND o.state = $1 ORDER BY o.id DESC LIMIT $2;

-- :outbox_done_list many
SELECT o.id, o.key, o.department, p.name, d.number, i.name, o.state, o.note, o.tries, o.maybe_sent, o.next_at, o.last_at
  FROM outbox o
  JOIN task t ON t.id = o.task
  JOIN dossier d ON d.id = t.dossier
  JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
  JOIN department p ON p.id = o.department
 WHERE o.state = 'delivered' ORDER BY o.id DESC LIMIT $1;

-- :outbox_state maybe
SELECT o.state, o.task, t.state, o.department, p.dedup, d.number, t.no
  FROM outbox o
  JOIN task t ON t.id = o.task
  JOIN dossier d ON d.id = t.dossier
  JOIN department p ON p.id = o.department
 WHERE o.id = $1;

-- a person has looked into it: where nothing may be sent twice, the doubt is settled by that
-- :outbox_again one
UPDATE outbox SET state = 'pending', next_at = 0, note = '', first_failed_at = 0,
       maybe_sent = CASE $3 WHEN 0 THEN 0 ELSE maybe_sent END
 WHERE id = $1 AND state = $2;

-- :outbox_hold one
UPDATE outbox SET state = 'held', note = $3 WHERE id = $1 AND state = $2;

-- What the agent says of itself: per department what waits and why.
-- :outbox_sums many
SELECT p.id, p.name, p.url, p.open_until,
       SUM(CASE WHEN o.state IN ('pending', 'sending') AND o.next_at < 9000000000000000 THEN 1 ELSE 0 END),
       SUM(CASE WHEN o.state = 'parked' THEN 1 ELSE 0 END),
       SUM(CASE WHEN o.state = 'pending' AND o.tries >= 3 AND o.next_at < 9000000000000000 THEN 1 ELSE 0 END),
       MIN(CASE WHEN o.state IN ('pending', 'sending') AND o.first_failed_at > 0 THEN o.first_failed_at
                ELSE 9000000000000000 END),
       MIN(COALESCE(t.due_day, 2147483647))
  FROM outbox o
  JOIN task t ON t.id = o.task
  JOIN department p ON p.id = o.department
 WHERE o.state <> 'delivered' AND o.state IN ('pending', 'sending', 'parked', 'held')
 GROUP BY p.id, p.name, p.url, p.open_until
 ORDER BY p.id;
