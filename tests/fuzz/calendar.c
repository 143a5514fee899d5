/* SPDX-License-Identifier: Apache-2.0 */
/* A year of working days. */
#include "fuzz.h"
#include "law/calendar.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct calendar *c = calendar_new();
	struct err err;
	int years[8];
	enum status st = calendar_load(c, "fuzz", (const char *)data, n, &err);
	size_t count = calendar_years(c, years, 8);
	HOLDS(st == ST_OK || (*err.code && *err.text && count == 0));
	for (size_t i = 0; i < count && i < 8; i++) {
		int working = 0;
		for (day_t d = day_from_ymd(years[i], 1, 1); d <= day_from_ymd(years[i], 12, 31); d++)
			working += calendar_works(c, d);
		HOLDS(working >= 240 && working <= 256);
	}
	calendar_free(c);
	return 0;
}
