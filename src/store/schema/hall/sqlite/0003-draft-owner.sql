-- SPDX-License-Identifier: Apache-2.0
-- A draft is open at one desk at a time (R21): which, since when, and until when that is believed without a sign of life.
ALTER TABLE draft ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN opened_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE draft ADD COLUMN open_until INTEGER NOT NULL DEFAULT 0;
