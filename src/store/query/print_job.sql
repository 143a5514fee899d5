-- SPDX-License-Identifier: Apache-2.0

-- the papers of an acceptance: window and clerk are those of the dossier
-- :print_job_insert one
INSERT INTO print_job (dossier, kind, title, document_no, copy_no, copies, paper, large, destination, reason, window_no, staff,
       created_at, updated_at)
SELECT id, $2, $3, $4, $5, $6, $7, $8, $9, $10, window_no, staff, $11, $11 FROM dossier WHERE id = $1;
