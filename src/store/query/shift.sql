-- SPDX-License-Identifier: Apache-2.0
-- What is unfinished at a window ('': the hall) when its shift ends (hall/shift.h); what a person has to act on is in todo.sql, too.

-- called and not ended: who takes the window over finds somebody before it
-- :shift_ticket many
SELECT t.number, c.name, t.state, t.called_at, COALESCE(s.name, '')
  FROM window_state w JOIN ticket t ON t.id = w.ticket JOIN queue_class c ON c.letter = t.class LEFT JOIN staff s ON s.id = t.staff
 WHERE $1 = '' OR w.window_no = $1 ORDER BY t.called_at LIMIT $2;

-- :shift_draft many
SELECT d.accept_uuid, d.title, d.who, d.step, d.saved_at, s.name, s.login, d.owner, d.open_until, d.window_no
  FROM draft d JOIN staff s ON s.id = d.staff
 WHERE $1 = '' OR d.window_no = $1 ORDER BY d.saved_at LIMIT $2;

-- what has not reached its department and still is to; what waits for another department's decision is where it should be (R9)
-- :shift_message many
SELECT d.number, d.bundle_name, p.name, o.note, o.state, i.name
  FROM outbox o JOIN task t ON t.id = o.task JOIN dossier d ON d.id = t.dossier JOIN department p ON p.id = o.department
  JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no
 WHERE o.state <> 'delivered' AND o.state IN ('pending', 'sending', 'parked', 'held') AND NOT (o.state = 'pending' AND o.next_at = 9000000000000000)
   AND t.state NOT IN ('901', '902', '903') AND ($1 = '' OR d.window_no = $1)
 ORDER BY o.id LIMIT $2;

-- in at the window, and in nobody's hand
-- :shift_result many
SELECT d.number, d.bundle_name, COALESCE(NULLIF(r.name, ''), i.name), r.place, r.in_at
  FROM result r JOIN dossier d ON d.id = r.dossier JOIN dossier_item i ON i.dossier = r.dossier AND i.no = r.no
 WHERE r.in_at IS NOT NULL AND r.out_at IS NULL AND ($1 = '' OR d.window_no = $1)
 ORDER BY r.in_at, r.dossier, r.no LIMIT $2;

-- $3: whose it was; $4: this desk, $5: an owner that is known to be dead, $6: now
-- :draft_give one
UPDATE draft SET staff = $2, owner = '', open_until = 0
 WHERE accept_uuid = $1 AND staff = $3 AND (owner IN ('', $4, $5) OR open_until <= $6);
