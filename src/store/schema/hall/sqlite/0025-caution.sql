-- SPDX-License-Identifier: Apache-2.0
-- 红黄牌 (V-2, law/caution.h): a light is computed and goes out again, the card that it gave stays: one for each rule, colour and
-- object, for ever. A supervisor may cancel it with a reason, once.
CREATE TABLE caution (
	id           INTEGER NOT NULL PRIMARY KEY,
	number       TEXT NOT NULL UNIQUE,         -- "DB" hall day serial
	rule         TEXT NOT NULL,
	light        TEXT NOT NULL CHECK (light IN ('yellow', 'red')),
	object       TEXT NOT NULL,                -- as enum caution_about says
	dossier      INTEGER REFERENCES dossier (id),      -- NULL: it is about none
	item         INTEGER NOT NULL,             -- what of it: clock.item; 0
	responsible  TEXT NOT NULL,                -- the department, or the window: as it was called then
	due_day      INTEGER,                      -- the day that is near or has passed; NULL: there is none
	words        TEXT NOT NULL,
	at           INTEGER NOT NULL,
	cancelled_at INTEGER,                      -- NULL: it stands
	cancelled_by INTEGER REFERENCES staff (id),
	reason       TEXT NOT NULL DEFAULT '',
	UNIQUE (rule, light, object)
) STRICT;
CREATE INDEX caution_dossier ON caution (dossier, item) WHERE dossier IS NOT NULL;
CREATE INDEX caution_at ON caution (at);
CREATE TRIGGER caution_kept BEFORE DELETE ON caution
BEGIN SELECT RAISE(ABORT, 'a card is never deleted'); END;
CREATE TRIGGER caution_frozen BEFORE UPDATE OF id, number, rule, light, object, dossier, item, responsible, due_day, words, at ON caution
BEGIN SELECT RAISE(ABORT, 'what a card says does not change'); END;
CREATE TRIGGER caution_cancelled_once BEFORE UPDATE ON caution WHEN OLD.cancelled_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a card is cancelled once'); END;

-- 办不成事 that came of a dossier or an errand: its whole number, so that who works on it can open it
ALTER TABLE stuck ADD COLUMN about TEXT NOT NULL DEFAULT '';
DROP VIEW stuck_view;
CREATE VIEW stuck_view AS
SELECT id, number, state, name, matter, window_no, transferred, category, class, registered_at, due_day, satisfied, uuid, about FROM stuck;
