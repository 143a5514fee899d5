-- SPDX-License-Identifier: Apache-2.0
-- What is on its way or stopped is asked for at each refresh: few, beside all that ever came to nothing (recalled, not wanted).
DROP INDEX outbox_open;
CREATE INDEX outbox_state ON outbox (state, id) WHERE state <> 'delivered';
