-- SPDX-License-Identifier: Apache-2.0
-- Scans of materials, by content (contract, "Files"): pushed before the tasks that refer to them.
CREATE TABLE file (
	id         INTEGER PRIMARY KEY,
	department TEXT NOT NULL,
	sm3        TEXT NOT NULL,                 -- of the octets, hex
	size       INTEGER NOT NULL,
	kind       TEXT NOT NULL,                 -- pdf ofd jpeg
	at         INTEGER NOT NULL,              -- received last
	octets     BLOB NOT NULL,
	UNIQUE (department, sm3)
) STRICT;
CREATE INDEX file_at ON file (at);
