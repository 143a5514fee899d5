-- SPDX-License-Identifier: Apache-2.0
-- What a department tells by its feed goes through the same door as what is done by hand (hall/act.h): the act that it became, and
-- why what could not be applied was refused.
ALTER TABLE task_event ADD COLUMN act TEXT NOT NULL DEFAULT '';
ALTER TABLE task_event ADD COLUMN why TEXT NOT NULL DEFAULT '';
CREATE INDEX task_event_act ON task_event (act) WHERE act <> '';
CREATE INDEX task_event_refused ON task_event (applied_at) WHERE answer = 'illegal';
