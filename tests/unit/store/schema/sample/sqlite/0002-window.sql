-- SPDX-License-Identifier: Apache-2.0
ALTER TABLE dossier ADD COLUMN window INTEGER NOT NULL DEFAULT 0;
INSERT INTO counter (series, n) VALUES ('day', 0) ON CONFLICT (series) DO NOTHING;
