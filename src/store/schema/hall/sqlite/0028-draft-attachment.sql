-- SPDX-License-Identifier: Apache-2.0
-- Scans of what is still a draft (hall/draft_attachment.h): the acceptance makes attachments of them in its own transaction, and they go
-- with the draft, however that ends.
CREATE TABLE draft_attachment (
	id        INTEGER NOT NULL PRIMARY KEY,
	draft     TEXT NOT NULL REFERENCES draft (accept_uuid) ON DELETE CASCADE,
	material  TEXT NOT NULL,          -- a material's id; it may not be asked for any more
	name      TEXT NOT NULL,          -- … and what it was called when it was scanned
	sm3       TEXT NOT NULL,          -- as of attachment
	size      INTEGER NOT NULL,
	kind      TEXT NOT NULL,
	pages     INTEGER NOT NULL,
	width     INTEGER NOT NULL,
	height    INTEGER NOT NULL,
	at        INTEGER NOT NULL,
	staff     INTEGER NOT NULL REFERENCES staff (id),
	window_no TEXT NOT NULL,
	UNIQUE (draft, material, sm3)
) STRICT;
CREATE INDEX draft_attachment_sm3 ON draft_attachment (sm3);
