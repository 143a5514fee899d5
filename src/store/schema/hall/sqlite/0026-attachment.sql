-- SPDX-License-Identifier: Apache-2.0
-- 附件: scans of a dossier's materials (hall/attachment.h). Their octets stand sealed in the hall's attachments/, one file for a
-- content, and are on the disk before the row is.
CREATE TABLE attachment (
	id        INTEGER NOT NULL PRIMARY KEY,
	dossier   INTEGER NOT NULL REFERENCES dossier (id),
	material  TEXT NOT NULL,          -- dossier_material.material
	sm3       TEXT NOT NULL,          -- of the octets in the clear, hex
	size      INTEGER NOT NULL,       -- bytes
	kind      TEXT NOT NULL,          -- base/file_kind.h: pdf ofd jpeg
	pages     INTEGER NOT NULL,       -- 0: it does not say
	width     INTEGER NOT NULL,       -- pixels of a JPEG, else 0
	height    INTEGER NOT NULL,
	at        INTEGER NOT NULL,
	staff     INTEGER NOT NULL REFERENCES staff (id),
	window_no TEXT NOT NULL,
	UNIQUE (dossier, material, sm3)
) STRICT;
CREATE INDEX attachment_sm3 ON attachment (sm3);
CREATE TRIGGER attachment_frozen BEFORE UPDATE ON attachment
BEGIN SELECT RAISE(ABORT, 'what was handed in does not change'); END;
CREATE TRIGGER attachment_kept BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'what was handed in stays'); END;

CREATE TABLE attachment_sent (         -- what is known of a content at a department; nothing: it was not tried
	department TEXT NOT NULL REFERENCES department (id),
	sm3        TEXT NOT NULL,         -- '': of any; its system takes no files
	state      TEXT NOT NULL,         -- there refused damaged unsupported
	note       TEXT NOT NULL,         -- why not; may quote the department
	at         INTEGER NOT NULL,
	PRIMARY KEY (department, sm3)
) STRICT, WITHOUT ROWID;
