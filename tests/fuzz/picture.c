/* SPDX-License-Identifier: Apache-2.0 */
/* A hall's own screens. */
#include "fuzz.h"
#include "ui/picture.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct picture *p = NULL;
	struct err err;
	enum status st = picture_read("fuzz", (const char *)data, n, &p, &err);
	HOLDS((st == ST_OK) == (p != NULL));
	HOLDS(st == ST_OK || (*err.code && *err.text));
	for (int rows = 5; p && rows < 60; rows += 19)
		(void)picture_fitting(p, (struct area){ .width = rows * 3, .height = rows });
	picture_free(p);
	return 0;
}
