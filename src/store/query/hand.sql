-- SPDX-License-Identifier: Apache-2.0
-- How much work a dossier was for the hand (hall/hand.h).

-- what was only received before is accepted: the counts went on
-- :hand_put one
INSERT INTO hand (dossier, at, staff, window_no, keys, seconds, typed, derived, shared)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (dossier) DO UPDATE SET at = excluded.at, staff = excluded.staff, window_no = excluded.window_no,
   keys = excluded.keys, seconds = excluded.seconds, typed = excluded.typed, derived = excluded.derived, shared = excluded.shared;

-- :hand_of maybe
SELECT keys, seconds, typed, derived, shared FROM hand WHERE dossier = $1;

-- a day, of one person ($3) or of all (0)
-- :hand_day many
SELECT h.window_no, d.bundle_name, h.keys, h.seconds, h.typed, h.derived, h.shared
  FROM hand h JOIN dossier d ON d.id = h.dossier
 WHERE h.at >= $1 AND h.at < $2 AND ($3 = 0 OR h.staff = $3) ORDER BY h.at LIMIT 50000;
