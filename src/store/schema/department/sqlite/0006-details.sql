-- SPDX-License-Identifier: Apache-2.0
-- What a change has to tell beside its note (contract, "Details"): a JSON object.
ALTER TABLE change ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
