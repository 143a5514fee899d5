-- SPDX-License-Identifier: Apache-2.0
-- Each refresh of the first screen asks what was received and not answered yet (K1): few of all clocks that run.
CREATE INDEX clock_unanswered ON clock (due_day, dossier) WHERE kind = 'K1' AND stopped_at IS NULL;
