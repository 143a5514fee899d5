/* SPDX-License-Identifier: Apache-2.0 */
/* A catalogue as a district sends it. */
#include "fuzz.h"
#include "law/catalogue.h"

static void fault(void *ctx, const struct err *err)
{
	size_t *faults = ctx;
	HOLDS(*err->code && *err->text);
	++*faults;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct catalogue_text text = { "fuzz", (const char *)data, n };
	struct catalogue *c = NULL, *again = NULL;
	struct err err;
	size_t faults = 0, size;
	enum status st = catalogue_load(&text, 1, fault, &faults, &c, &err);
	HOLDS((st == ST_OK) == (faults == 0));
	if (st == ST_OK) {                                   /* what the store keeps is read again as the same */
		char *canonical = catalogue_canonical(c, &size);
		text = (struct catalogue_text){ "again", canonical, size };
		HOLDS(catalogue_load(&text, 1, fault, &faults, &again, &err) == ST_OK);
		catalogue_free(again);
		free(canonical);
		catalogue_free(c);
	}
	return 0;
}
