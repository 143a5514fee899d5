-- SPDX-License-Identifier: Apache-2.0
-- The reference department works nothing that it would need a citizen's data for: it keeps the digest of what it received,
-- and no copy in the clear beside a hall that seals its own.
ALTER TABLE received DROP COLUMN body;
