-- SPDX-License-Identifier: Apache-2.0
-- Acts of a period are exported (hall/export.h), of all dossiers.
CREATE INDEX act_at ON act (at);
