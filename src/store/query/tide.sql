-- SPDX-License-Identifier: Apache-2.0
-- Tide windows (hall/tide.h): what was decided, on which figures, and what came of it.

-- :tide_by_uuid maybe
SELECT day, classes, decision, windows, reason FROM tide WHERE uuid = $1;

-- :tide_insert one
INSERT INTO tide (uuid, day, at, staff, classes, advice, advised, decision, windows, reason, arrivals, usual, service_ms, needed, open,
       waiting, longest_ms, average_ms, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
RETURNING id;

-- of the days from $1 to $2, the newest first
-- :tide_list many
SELECT t.id, t.day, t.at, s.name, t.classes, t.advice, t.advised, t.decision, t.windows, t.reason, t.arrivals, t.usual, t.service_ms,
       t.needed, t.open, t.waiting, t.longest_ms, t.average_ms, t.due_at, a.open, a.waiting, a.longest_ms, a.average_ms
  FROM tide t JOIN staff s ON s.id = t.staff LEFT JOIN tide_after a ON a.tide = t.id
 WHERE t.day >= $1 AND t.day <= $2 ORDER BY t.day DESC, t.id DESC LIMIT $3;

-- those of which it is time to say what came of them
-- :tide_due many
SELECT t.id, t.day, t.classes, t.due_at FROM tide t
 WHERE t.day >= $1 AND t.due_at <= $2 AND NOT EXISTS (SELECT 1 FROM tide_after a WHERE a.tide = t.id)
 ORDER BY t.day, t.id;

-- another desk may have looked at the same time
-- :tide_after_insert maybe
INSERT INTO tide_after (tide, open, waiting, longest_ms, average_ms) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (tide) DO NOTHING
RETURNING tide;
