-- SPDX-License-Identifier: Apache-2.0
-- set *

-- :store_meta_get maybe
SELECT value FROM store_meta WHERE name = $1;

-- :store_meta_set one
INSERT INTO store_meta (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
