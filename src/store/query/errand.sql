-- SPDX-License-Identifier: Apache-2.0
-- 帮办代办 (hall/errand*.c).

-- ---------------------------------------------------------------------------------------------------- for an act

-- :errand_find maybe
SELECT e.id, e.uuid, e.number, e.kind, e.state, e.version, e.due_at, e.helper, s.login, s.name
  FROM errand e LEFT JOIN staff s ON s.id = e.helper
 WHERE e.number = $1;

-- :errand_principal_list many
SELECT p.no, p.name, p.company, p.category, p.person_index, p.person, p.dossier, p.act
  FROM errand_principal p JOIN errand e ON e.id = p.errand
 WHERE e.number = $1 ORDER BY p.no;

-- :errand_authority_list many
SELECT a.no, a.principal, a.powers, a.from_day, a.to_day, a.revoked_day, a.scope, a.relation, a.redelegate, a.signature, a.at
  FROM authority a JOIN errand e ON e.id = a.errand
 WHERE e.number = $1 ORDER BY a.no;

-- :errand_paper_list many
SELECT p.no, p.principal, p.name, p.originals, p.copies, p.taken_at, p.back_at, p.back_to, p.act
  FROM errand_paper p JOIN errand e ON e.id = p.errand
 WHERE e.number = $1 ORDER BY p.no;

-- has this act been done? whose is it
-- :errand_log_seen maybe
SELECT e.number, l.state, l.act FROM errand_log l JOIN errand e ON e.id = l.errand WHERE l.uuid = $1;

-- :errand_log_last maybe
SELECT COALESCE(MAX(l.seq), 0) FROM errand_log l JOIN errand e ON e.id = l.errand WHERE e.number = $1;

-- who can be given an errand
-- :errand_staff maybe
SELECT id, role, active, name FROM staff WHERE login = $1;

-- :errand_dossier maybe
SELECT id, person_index, name FROM dossier WHERE number = $1;

-- ---------------------------------------------------------------------------------------------------- what an act writes

-- :errand_insert one
INSERT INTO errand (uuid, number, tail, kind, source, state, items, registered_at, registered_by, due_at, updated_at)
VALUES ($1, $2, $9, $3, $4, '10', $5, $6, $7, $8, $6)
RETURNING id;

-- :errand_item_insert one
INSERT INTO errand_item (errand, no, name) VALUES ($1, $2, $3);

-- :errand_principal_insert one
INSERT INTO errand_principal (errand, no, name, company, category, person_index, person, act)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :errand_principal_person one
UPDATE errand_principal SET person = $3 WHERE errand = $1 AND no = $2;

-- :errand_principal_link one
UPDATE errand_principal SET dossier = $3 WHERE errand = $1 AND no = $2;

-- :errand_move one
UPDATE errand SET state = $3, version = version + 1, updated_at = $4 WHERE id = $1 AND version = $2;

-- :errand_respond one
UPDATE errand SET responded_at = $2, how = $3, helper = $4 WHERE id = $1;

-- :errand_assign one
UPDATE errand SET helper = $2 WHERE id = $1;

-- :errand_end one
UPDATE errand SET outcome = $2, side = $3, ended_at = $4 WHERE id = $1;

-- :errand_follow one
UPDATE errand SET followed_at = $2, satisfied = $3 WHERE id = $1;

-- :errand_cost one
UPDATE errand SET cost_fen = cost_fen + $2 WHERE id = $1;

-- :errand_authority_insert one
INSERT INTO authority (errand, no, principal, powers, from_day, to_day, scope, relation, redelegate, signature, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- those that still stand
-- :errand_authority_revoke many
UPDATE authority SET revoked_day = $3 WHERE errand = $1 AND principal = $2 AND revoked_day IS NULL;

-- :errand_authority_extend many
UPDATE authority SET to_day = $2 WHERE errand = $1 AND revoked_day IS NULL AND to_day < $2;

-- :errand_paper_insert one
INSERT INTO errand_paper (errand, no, principal, name, originals, copies, taken_at, act)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :errand_paper_back one
UPDATE errand_paper SET back_at = $3, back_to = $4 WHERE errand = $1 AND no = $2 AND back_at IS NULL;

-- :errand_log_insert one
INSERT INTO errand_log (errand, seq, uuid, act, was, state, at, entered_at, staff, data)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- ---------------------------------------------------------------------------------------------------- reading

-- $1: of this helper (0: of all); in the states $2 to $3
-- :errand_list many
SELECT e.id, e.number, e.kind, e.state, e.items, e.registered_at, e.due_at, e.responded_at, s.name, e.outcome, e.satisfied, p.name,
       p.company, (SELECT COUNT(*) FROM errand_principal c WHERE c.errand = e.id),
       (SELECT COUNT(*) FROM errand_paper o WHERE o.errand = e.id AND o.back_at IS NULL)
  FROM errand e LEFT JOIN staff s ON s.id = e.helper
  JOIN errand_principal p ON p.errand = e.id AND p.no = 1
 WHERE ($1 = 0 OR e.helper = $1 OR (e.state = '10' AND e.helper IS NULL))
   AND e.state BETWEEN $2 AND $3
 ORDER BY CASE WHEN e.state = '10' THEN 0 WHEN e.state < '60' THEN 1 WHEN e.state < '90' THEN 2 ELSE 3 END, e.due_at, e.id
 LIMIT $4;

-- :errand_read maybe
SELECT e.id, e.uuid, e.number, e.kind, e.source, e.state, e.items, e.registered_at, r.name, e.due_at, e.responded_at, e.how,
       e.helper, s.login, s.name, e.outcome, e.side, e.ended_at, e.followed_at, e.satisfied, e.cost_fen, s.work_no, e.version
  FROM errand e JOIN staff r ON r.id = e.registered_by LEFT JOIN staff s ON s.id = e.helper
 WHERE e.number = $1;

-- by the end of the number; $2: its last four digits
-- :errand_number many
SELECT number FROM errand WHERE tail = $2 AND substr(number, length(number) - length($1) + 1) = $1 ORDER BY id DESC LIMIT 2;

-- :errand_item_list many
SELECT i.name FROM errand_item i JOIN errand e ON e.id = i.errand WHERE e.number = $1 ORDER BY i.no;

-- :errand_log_list many
SELECT l.seq, l.uuid, l.act, l.was, l.state, l.at, l.entered_at, s.login, s.name, l.data
  FROM errand_log l JOIN errand e ON e.id = l.errand JOIN staff s ON s.id = l.staff
 WHERE e.number = $1 ORDER BY l.seq;

-- registered in [$1, $2)
-- :errand_facts many
SELECT due_at, responded_at, outcome, side, ended_at, followed_at, satisfied FROM errand WHERE registered_at >= $1 AND registered_at < $2;

-- ---------------------------------------------------------------------------------------------------- four eyes

-- :errand_draft_begin one
INSERT INTO errand_draft (accept_uuid, errand, principal, helper)
SELECT $1, e.id, $3, $4 FROM errand e WHERE e.number = $2;

-- what this helper has begun for a principal and nobody has accepted
-- :errand_draft_open maybe
SELECT o.accept_uuid FROM errand e JOIN errand_draft o ON o.errand = e.id JOIN draft d ON d.accept_uuid = o.accept_uuid
 WHERE e.number = $1 AND o.principal = $2 AND o.helper = $3 AND o.closed = 0 AND d.staff = $3
 ORDER BY o.accept_uuid LIMIT 1;

-- :errand_draft_offer one
UPDATE errand_draft SET offered_at = $3 WHERE accept_uuid = $1 AND helper = $2 AND closed = 0;

-- :errand_draft_offers many
SELECT o.accept_uuid, d.title, d.who, s.name, o.offered_at
  FROM errand_draft o JOIN draft d ON d.accept_uuid = o.accept_uuid AND d.staff = o.helper JOIN staff s ON s.id = o.helper
 WHERE o.closed = 0 AND o.offered_at > 0 AND o.helper <> $1
 ORDER BY o.offered_at LIMIT $2;

-- :errand_draft_of maybe
SELECT e.number, o.principal, o.helper FROM errand_draft o JOIN errand e ON e.id = o.errand WHERE o.accept_uuid = $1;

-- :errand_draft_take one
UPDATE draft SET staff = $2, owner = '', open_until = 0
 WHERE accept_uuid = $1 AND staff = (SELECT o.helper FROM errand_draft o WHERE o.accept_uuid = $1 AND o.offered_at > 0 AND o.closed = 0);

-- accepted, but not linked to its errand yet
-- :errand_draft_left many
SELECT o.accept_uuid, d.number FROM errand_draft o JOIN dossier d ON d.accept_uuid = o.accept_uuid
 WHERE o.closed = 0 AND o.offered_at >= 0 LIMIT $1;

-- :errand_draft_close many
UPDATE errand_draft SET closed = 1 WHERE accept_uuid = $1;

-- ---------------------------------------------------------------------------------------------------- to a laptop and back

-- of this helper ('': of all), not archived; the next ones after the id $2
-- :errand_export many
SELECT e.uuid, e.number, e.id FROM errand e LEFT JOIN staff s ON s.id = e.helper
 WHERE e.state BETWEEN '10' AND '70' AND ($1 = '' OR s.login = $1) AND e.id > $2 ORDER BY e.id LIMIT $3;

-- :errand_by_uuid maybe
SELECT id, number, state FROM errand WHERE uuid = $1;
