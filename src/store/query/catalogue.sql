-- SPDX-License-Identifier: Apache-2.0

-- what is used on day $1
-- :catalogue_active maybe
SELECT version FROM catalogue_edition WHERE from_day <= $1 AND withdrawn_at IS NULL ORDER BY from_day DESC, id DESC LIMIT 1;

-- :catalogue_active_body maybe
SELECT v.version, v.date, v.digest, v.body
  FROM catalogue_version v
 WHERE v.version = (SELECT e.version FROM catalogue_edition e WHERE e.from_day <= $1 AND e.withdrawn_at IS NULL
                     ORDER BY e.from_day DESC, e.id DESC LIMIT 1);

-- :catalogue_body maybe
SELECT body FROM catalogue_version WHERE version = $1;

-- nothing when it is no longer version $2 (0: none) that is used on day $1
-- :catalogue_still one
SELECT 1
 WHERE COALESCE((SELECT e.version FROM catalogue_edition e WHERE e.from_day <= $1 AND e.withdrawn_at IS NULL
                  ORDER BY e.from_day DESC, e.id DESC LIMIT 1), 0) = $2;

-- content that was there once keeps its number
-- :catalogue_store one
INSERT INTO catalogue_version (version, title, date, digest, imported_at, imported_by, body)
SELECT COALESCE(MAX(version), 0) + 1, $1, $2, $3, $4, $5, $6 FROM catalogue_version WHERE true
ON CONFLICT (digest) DO UPDATE SET title = excluded.title
RETURNING version;

-- :catalogue_use one
INSERT INTO catalogue_edition (version, from_day, act, at, staff, login)
SELECT version, $2, $3, $4, $5, $6 FROM catalogue_version WHERE digest = $1;

-- the newest word first; how many dossiers were accepted under it
-- :catalogue_history many
SELECT e.id, e.version, v.title, v.date, v.digest, e.from_day, e.act, e.at, e.login, COALESCE(s.name, ''), e.withdrawn_at,
       (SELECT COUNT(*) FROM dossier d WHERE d.catalogue_version = e.version)
  FROM catalogue_edition e JOIN catalogue_version v ON v.version = e.version LEFT JOIN staff s ON s.id = e.staff
 ORDER BY e.id DESC;

-- :catalogue_digest maybe
SELECT digest FROM catalogue_version WHERE version = $1;

-- another version than $2 that was in use before it, by what has come until day $1: the last one
-- :catalogue_former maybe
SELECT version FROM catalogue_edition
 WHERE from_day <= $1 AND withdrawn_at IS NULL AND version <> $2
 ORDER BY from_day DESC, id DESC LIMIT 1;

-- dossiers under way that were accepted under version $1, with each of their items
-- :catalogue_open many
SELECT d.number, d.state, d.bundle, d.bundle_name, COALESCE(i.item, '')
  FROM dossier d LEFT JOIN dossier_item i ON i.dossier = d.id
 WHERE d.catalogue_version = $1 AND d.state IN ('10', '20', '30', '40', '45', '60', '70')
 ORDER BY d.id, i.no;

-- one decision is given up before its day: it was to begin after day $2; nothing when it has begun or was given up
-- :catalogue_withdraw one
UPDATE catalogue_edition SET withdrawn_at = $3
 WHERE id = $1 AND from_day > $2 AND withdrawn_at IS NULL;

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
