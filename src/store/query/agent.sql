-- SPDX-License-Identifier: Apache-2.0
-- Which process delivers and which prints, and what they say of themselves (hall/agent.c).

-- :lease_get maybe
SELECT owner, until FROM lease WHERE name = $1;

-- $5: an owner that is known to be dead
-- :lease_take one
INSERT INTO lease (name, owner, until) VALUES ($1, $2, $3)
ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
 WHERE lease.owner = $2 OR lease.owner = $5 OR lease.until <= $4;

-- :lease_drop maybe
DELETE FROM lease WHERE name = $1 AND owner = $2;

-- :agent_say one
INSERT INTO agent_state (name, words, fine, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (name) DO UPDATE SET words = excluded.words, fine = excluded.fine, at = excluded.at;

-- :agent_state_get maybe
SELECT s.words, s.fine, s.at, COALESCE(l.owner, ''), COALESCE(l.until, 0)
  FROM agent_state s LEFT JOIN lease l ON l.name = s.name
 WHERE s.name = $1;
