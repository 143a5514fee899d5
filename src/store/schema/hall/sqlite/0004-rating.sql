-- SPDX-License-Identifier: Apache-2.0
-- 好差评 (window-rules 6, law/rating.h). What a person wrote is sealed (BLOB); a level that was given does not change.

CREATE TABLE rating (                 -- E-3, E-6: one request for one moment of one dossier
	id          INTEGER NOT NULL PRIMARY KEY,
	dossier     INTEGER NOT NULL REFERENCES dossier (id),
	point       TEXT NOT NULL,        -- 'accept' 'pickup'
	token       TEXT NOT NULL UNIQUE, -- random; what the public QR carries (N-9)
	window_no   TEXT NOT NULL,
	staff       INTEGER NOT NULL REFERENCES staff (id),   -- who served
	asked_at    INTEGER NOT NULL,
	open_until  INTEGER NOT NULL,     -- by the QR (E-5)
	device      TEXT NOT NULL,        -- none waiting asked answered silent fault
	device_at   INTEGER NOT NULL,
	device_note TEXT NOT NULL DEFAULT '',         -- what a faulty one said; hostile text
	level       INTEGER CHECK (level BETWEEN 1 AND 5),    -- national code; NULL is 未评价 and stays it
	efficiency  INTEGER CHECK (efficiency BETWEEN 1 AND 5),
	skill       INTEGER CHECK (skill BETWEEN 1 AND 5),
	attitude    INTEGER CHECK (attitude BETWEEN 1 AND 5),
	channel     TEXT NOT NULL DEFAULT '',         -- device qr
	rated_at    INTEGER,
	words       BLOB,                 -- sealed at 'rating/<token>/words': {"text","tags"}
	again_level INTEGER CHECK (again_level BETWEEN 1 AND 5),      -- the one follow-up of a bad rating (E-9)
	again_until INTEGER,              -- until when it may come; NULL: there is nothing to follow up
	again_at    INTEGER,
	again_words BLOB,
	UNIQUE (dossier, point),
	CHECK ((level IS NULL) = (rated_at IS NULL)),
	CHECK ((again_level IS NULL) = (again_at IS NULL))
) STRICT;
CREATE INDEX rating_window ON rating (window_no, asked_at);
CREATE INDEX rating_asked ON rating (asked_at);
CREATE INDEX rating_rated ON rating (rated_at) WHERE level IS NOT NULL;
CREATE INDEX rating_waiting ON rating (id) WHERE device IN ('waiting', 'asked');
CREATE TRIGGER rating_frozen BEFORE UPDATE OF level, efficiency, skill, attitude, channel, rated_at, words ON rating
WHEN OLD.level IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a rating does not change'); END;
CREATE TRIGGER rating_again_frozen BEFORE UPDATE OF again_level, again_at, again_words ON rating
WHEN OLD.again_level IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a rating does not change'); END;
CREATE TRIGGER rating_asked_frozen BEFORE UPDATE OF dossier, point, token, window_no, staff, asked_at, open_until ON rating
BEGIN SELECT RAISE(ABORT, 'a request for a rating does not change'); END;
CREATE TRIGGER rating_kept BEFORE DELETE ON rating
BEGIN SELECT RAISE(ABORT, 'a rating is never deleted'); END;

-- E-9: a bad rating on its way. Its two dates are rows of `clock`: kinds 'K8' (the call back) and 'K8f' (fixing),
-- `item` being 0 for a rating of the acceptance and 1 for one of the pick-up.
CREATE TABLE rating_case (
	rating    INTEGER NOT NULL PRIMARY KEY REFERENCES rating (id),
	state     TEXT NOT NULL DEFAULT 'registered',
	kind      TEXT NOT NULL DEFAULT '',           -- true misunderstanding malicious
	appeal    TEXT NOT NULL DEFAULT '',           -- open upheld changed
	steps     INTEGER NOT NULL DEFAULT 0,
	opened_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rating_case_open ON rating_case (rating) WHERE state <> 'closed';

CREATE TABLE rating_step (
	rating INTEGER NOT NULL REFERENCES rating_case (rating),
	n      INTEGER NOT NULL,
	act    TEXT NOT NULL,             -- verify classify fix answer close appeal review
	kind   TEXT NOT NULL,
	at     INTEGER NOT NULL,
	staff  INTEGER NOT NULL REFERENCES staff (id),
	words  BLOB,                      -- sealed at 'rating/<token>/step/<n>'
	PRIMARY KEY (rating, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rating_step_frozen BEFORE UPDATE ON rating_step
BEGIN SELECT RAISE(ABORT, 'a step does not change'); END;
CREATE TRIGGER rating_step_kept BEFORE DELETE ON rating_step
BEGIN SELECT RAISE(ABORT, 'a step is never deleted'); END;

CREATE VIEW rating_case_view AS
SELECT c.rating AS id, d.number AS number, d.name AS name, d.company AS company, d.bundle_name AS bundle_name,
       r.window_no AS window_no, r.point AS point, r.level AS level, c.state AS state, c.kind AS kind, c.appeal AS appeal,
       r.rated_at AS rated_at, v.due_day AS visit_due, v.stopped_at AS visit_stopped, f.due_day AS fix_due,
       f.stopped_at AS fix_stopped, r.again_level AS again_level, s.name AS clerk, r.again_until AS again_until
  FROM rating_case c
  JOIN rating r ON r.id = c.rating
  JOIN dossier d ON d.id = r.dossier
  JOIN staff s ON s.id = r.staff
  LEFT JOIN clock v ON v.dossier = r.dossier AND v.kind = 'K8' AND v.item = CASE r.point WHEN 'accept' THEN 0 ELSE 1 END
  LEFT JOIN clock f ON f.dossier = r.dossier AND f.kind = 'K8f' AND f.item = CASE r.point WHEN 'accept' THEN 0 ELSE 1 END;
