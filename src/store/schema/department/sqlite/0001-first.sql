-- SPDX-License-Identifier: Apache-2.0
-- What the store says about itself: when it was made, by which program, for which department.
CREATE TABLE store_meta (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
