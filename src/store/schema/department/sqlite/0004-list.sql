-- SPDX-License-Identifier: Apache-2.0
-- The list of what arrived in a period (contract L1), and what may be forgotten after 400 days (C2).
CREATE INDEX received_period ON received (department, received_at);
CREATE INDEX received_settled ON received (changed_at) WHERE state NOT IN ('10', '20', '25', '30', '35');
