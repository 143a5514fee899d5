-- SPDX-License-Identifier: Apache-2.0
-- A dossier is also found by the names of its agent, of the company's legal representative and of those in its form (the
-- newborn, the deceased): all names that it is found by, one a line. '' before this: by the applicant's, in `name`, alone.
ALTER TABLE dossier ADD COLUMN names TEXT NOT NULL DEFAULT '';
