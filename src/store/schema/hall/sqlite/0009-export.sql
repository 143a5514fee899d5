-- SPDX-License-Identifier: Apache-2.0
-- What happened in a period is read for the province's platform (hall/export.h): each kind of event by when we learned of it.
CREATE INDEX dossier_accepted ON dossier (accepted_at);
CREATE INDEX task_event_applied ON task_event (applied_at) WHERE answer = 'applied';
CREATE INDEX deferral_arrived ON deferral (arrived_at) WHERE arrived_at IS NOT NULL;
CREATE INDEX rating_again ON rating (again_at) WHERE again_at IS NOT NULL;
