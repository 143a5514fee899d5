/* SPDX-License-Identifier: Apache-2.0 */
/* What a department answers: one object, a page of its changes, a list of what arrived. */
#include "base/mem.h"
#include "base/text.h"
#include "dispatch/body.h"
#include "dispatch/page.h"
#include "fuzz.h"

static void look(const json_t *object)
{
	const char *text = body_text(object, "number", 1, 64);
	int64_t ms;
	HOLDS(!text || *text);
	if ((text = body_text(object, "at", 1, 64)))
		(void)body_stamp(text, &ms);
	if ((text = body_text(object, "message", 0, 4000))) {
		char *copy = mem_text(text);
		text_mend(copy);
		free(copy);
	}
	if ((text = body_text(object, "state", 1, 16)))
		(void)body_state(text);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct page page;
	struct err err;
	json_t *object = body_read((const char *)data, n);
	if (object)
		look(object);
	json_decref(object);
	if (page_read((const char *)data, n, &page, &err) == ST_OK)
		page_release(&page);
	else
		HOLDS(*err.code && *err.text);
	if (page_read_list((const char *)data, n, &page, &err) == ST_OK)
		page_release(&page);
	else
		HOLDS(*err.code && *err.text);
	return 0;
}
