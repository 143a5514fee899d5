-- SPDX-License-Identifier: Apache-2.0

-- :catalogue_active maybe
SELECT version FROM catalogue_version WHERE active = 1;

-- :catalogue_active_body maybe
SELECT version, date, digest, body FROM catalogue_version WHERE active = 1;

-- :catalogue_body maybe
SELECT body FROM catalogue_version WHERE version = $1;

-- :catalogue_rest many
UPDATE catalogue_version SET active = 0 WHERE active = 1;

-- content that was active once becomes active again under its old number
-- :catalogue_store one
INSERT INTO catalogue_version (version, title, date, digest, active, imported_at, imported_by, body)
SELECT COALESCE(MAX(version), 0) + 1, $1, $2, $3, 1, $4, $5, $6 FROM catalogue_version WHERE true
ON CONFLICT (digest) DO UPDATE SET active = 1
RETURNING version;

-- :calendar_all many
SELECT year, body FROM calendar_year ORDER BY year;

-- :calendar_stamp one
SELECT COALESCE(MAX(imported_at), 0), COUNT(*) FROM calendar_year;

-- the clocks that run and reach day $1; how often a day on paper was kept from a calendar before (R12)
-- :calendar_clocks many
SELECT c.id, c.dossier, d.number, c.kind, c.item, c.due_day,
       (SELECT COUNT(*) FROM clock_extension e WHERE e.clock = c.id AND e.basis = 'R12')
  FROM clock c JOIN dossier d ON d.id = c.dossier
 WHERE c.stopped_at IS NULL AND c.due_day >= $1
 ORDER BY c.dossier, c.id;

-- :calendar_store maybe
INSERT INTO calendar_year (year, source, imported_at, body) VALUES ($1, $2, $3, $4)
ON CONFLICT (year) DO NOTHING;

-- a catalogue's department becomes known to the hall; its address is the hall's own business
-- :department_know one
INSERT INTO department (id, name, url) VALUES ($1, $2, '')
ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- every department of a demonstration is the reference department on this machine
-- :department_demo many
UPDATE department SET url = $1 || id WHERE url = '';
