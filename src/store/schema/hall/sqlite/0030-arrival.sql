-- SPDX-License-Identifier: Apache-2.0
-- Another agent makes one more snapshot with an entry of its own (hall/amend.c); a result that comes back is known by its number.
CREATE INDEX audit_amend ON audit (object) WHERE act = 'dossier.amend';
CREATE INDEX result_licence ON result (licence_no) WHERE licence_no <> '';
CREATE INDEX result_here ON result (in_no) WHERE in_at IS NOT NULL AND out_at IS NULL;
