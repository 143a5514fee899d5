-- SPDX-License-Identifier: Apache-2.0
-- What a department wants of the applicant stands among what is to be done first (todo_asked).
CREATE INDEX task_asked ON task (updated_at) WHERE state = '25';
