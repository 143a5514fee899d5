/* SPDX-License-Identifier: Apache-2.0 */
/* A hall's own keys. */
#include "fuzz.h"
#include "ui/keymap.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct keymap *m = keymap_new(NULL, 0);
	struct err err;
	enum status st = keymap_read(m, "fuzz", (const char *)data, n, &err);
	HOLDS(st == ST_OK || (*err.code && *err.where && keymap_count(m) == 0));
	for (size_t i = 0; i < keymap_count(m); i++)
		HOLDS(*keymap_at(m, i)->context && keymap_at(m, i)->argument);
	keymap_free(m);
	return 0;
}
