-- SPDX-License-Identifier: Apache-2.0
-- What is decided and not yet at the issuing window stands among what is to be done first (todo_decided).
CREATE INDEX task_decided ON task (dossier, updated_at) WHERE state IN ('50', '51', '52', '60');
