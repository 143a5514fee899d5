/* SPDX-License-Identifier: Apache-2.0 */
/* What `yichuang accept` is given, and a draft as it is stored. */
#include <string.h>

#include "fuzz.h"
#include "hall/accept.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct request r, back;
	struct err err;
	size_t size, again_size;
	if (request_from_json((const char *)data, n, &r, &err) != ST_OK) {
		HOLDS(*err.code && *err.text);
		request_release(&r);
		return 0;
	}
	char *json = request_to_json(&r, &size);
	HOLDS(request_from_json(json, size, &back, &err) == ST_OK);
	char *again = request_to_json(&back, &again_size);
	HOLDS(size == again_size && !memcmp(json, again, size));
	request_release(&back);
	request_release(&r);
	free(json);
	free(again);
	return 0;
}
