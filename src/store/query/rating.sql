-- SPDX-License-Identifier: Apache-2.0
-- 好差评: requests, levels, devices, the way of a bad one, sums (hall/rating*.c).

-- one for each moment: the second is none
-- :rating_request maybe
INSERT INTO rating (dossier, point, token, window_no, staff, asked_at, open_until, device, device_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $6)
    ON CONFLICT (dossier, point) DO NOTHING;

-- :rating_by_token maybe
SELECT r.id, d.number, r.point, r.level, r.open_until, r.again_level, r.again_until, r.dossier, r.token
  FROM rating r JOIN dossier d ON d.id = r.dossier
 WHERE r.token = $1;

-- :rating_by_id maybe
SELECT r.id, d.number, r.point, r.level, r.open_until, r.again_level, r.again_until, r.dossier, r.token
  FROM rating r JOIN dossier d ON d.id = r.dossier
 WHERE r.id = $1;

-- the token for the papers of a dossier
-- :rating_token maybe
SELECT token FROM rating WHERE dossier = $1 AND point = $2;

-- THE writing of a level: no other query names the column (E-4; tests/contract/rating.sh)
-- :rating_level one
UPDATE rating SET level = $2, efficiency = $3, skill = $4, attitude = $5, channel = $6, rated_at = $7, words = $8
 WHERE id = $1 AND level IS NULL;

-- :rating_again one
UPDATE rating SET again_level = $2, again_at = $3, again_words = $4 WHERE id = $1 AND again_level IS NULL;

-- ---------------------------------------------------------------------------------------------------- the evaluator

-- :rating_device_open many
SELECT r.id, r.window_no, d.number, d.bundle_name, s.work_no, r.asked_at
  FROM rating r JOIN dossier d ON d.id = r.dossier JOIN staff s ON s.id = r.staff
 WHERE r.device IN ('waiting', 'asked')
 ORDER BY r.id;

-- :rating_device_set maybe
UPDATE rating SET device = $2, device_at = $3, device_note = $4 WHERE id = $1 AND device IN ('waiting', 'asked') AND device <> $2;

-- :rating_window_last maybe
SELECT r.id, d.number, r.device, r.asked_at
  FROM rating r JOIN dossier d ON d.id = r.dossier
 WHERE r.window_no = $1 AND r.asked_at >= $2
 ORDER BY r.asked_at DESC, r.id DESC LIMIT 1;

-- ---------------------------------------------------------------------------------------------------- a bad rating

-- :rating_case_open one
INSERT INTO rating_case (rating, opened_at) VALUES ($1, $2);

-- :rating_case_find maybe
SELECT r.id, d.number, r.point, r.level, c.state, c.kind, c.appeal, c.steps, r.token, r.dossier, r.again_level, r.again_until,
       r.staff
  FROM rating_case c JOIN rating r ON r.id = c.rating JOIN dossier d ON d.id = r.dossier
 WHERE c.rating = $1;

-- :rating_case_move one
UPDATE rating_case SET state = $3, kind = $4, appeal = $5, steps = steps + 1 WHERE rating = $1 AND steps = $2;

-- :rating_step_insert one
INSERT INTO rating_step (rating, n, act, kind, at, staff, words) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- :rating_step_list many
SELECT t.n, t.act, t.kind, t.at, s.name, t.words, t.staff
  FROM rating_step t JOIN staff s ON s.id = t.staff
 WHERE t.rating = $1 ORDER BY t.n;

-- the applicant may rate once more (E-9), until $2
-- :rating_again_until one
UPDATE rating SET again_until = $2 WHERE id = $1;

-- The supervisor's list: what is open, by the day on which something is due.
-- :rating_case_open_list many
SELECT v.* FROM rating_case_view v
 WHERE v.state <> 'closed'
 ORDER BY CASE WHEN v.visit_stopped IS NULL THEN v.visit_due ELSE v.fix_due END, v.id
 LIMIT $1;

-- all of them, or one ($1 = $2), the newest first
-- :rating_case_list many
SELECT v.* FROM rating_case_view v WHERE v.id BETWEEN $1 AND $2 ORDER BY v.id DESC LIMIT $3;

-- :rating_words maybe
SELECT r.token, r.words, r.again_words, r.level, r.efficiency, r.skill, r.attitude, r.again_level, r.channel, r.rated_at
  FROM rating r WHERE r.id = $1;

-- ------------------------------------------------------------------------------------------------------------- sums

-- What a supervisor sees is summed (E-11). By $3: 'hall' 'window' 'clerk' 'point'.
-- :rating_sums many
SELECT CASE $3 WHEN 'window' THEN r.window_no WHEN 'clerk' THEN s.work_no || ' ' || s.name WHEN 'point' THEN r.point ELSE '' END,
       COUNT(*), COUNT(r.level),
       SUM(CASE r.level WHEN 1 THEN 1 ELSE 0 END), SUM(CASE r.level WHEN 2 THEN 1 ELSE 0 END),
       SUM(CASE r.level WHEN 3 THEN 1 ELSE 0 END), SUM(CASE r.level WHEN 4 THEN 1 ELSE 0 END),
       SUM(CASE r.level WHEN 5 THEN 1 ELSE 0 END), SUM(CASE r.device WHEN 'fault' THEN 1 ELSE 0 END),
       COUNT(r.attitude), COALESCE(SUM(6 - r.attitude), 0)
  FROM rating r JOIN staff s ON s.id = r.staff
 WHERE r.asked_at >= $1 AND r.asked_at < $2
 GROUP BY 1 ORDER BY 1;
