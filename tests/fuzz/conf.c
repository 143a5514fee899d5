/* SPDX-License-Identifier: Apache-2.0 */
/* Settings and the line grammar that all the hall's files share. */
#include <string.h>

#include "base/conf.h"
#include "fuzz.h"

static enum status row(void *ctx, int line, int count, char *const words[], struct err *err)
{
	struct settings *s = ctx;
	HOLDS(line > 0 && count > 0 && count <= CONF_WORDS);
	for (int i = 0; i < count; i++)
		HOLDS(!strchr(words[i], '\n'));
	if (count > 1 && settings_set(s, words[0], words[1], err) == ST_OK)
		HOLDS(settings_int(s, "n") >= -5 && settings_int(s, "n") <= 720 && strlen(settings_text(s, "t")) <= 20);
	return ST_OK;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static const struct setting rows[] = { { "n", SETTING_INT, -5, 720, "30", "", NULL }, { "t", SETTING_TEXT, 0, 20, "x", "", NULL },
		{ "b", SETTING_BOOL, 0, 1, "1", "", NULL } };
	struct settings *s = settings_new(rows, 3);
	struct err err;
	enum status st = conf_read_text("fuzz", (const char *)data, n, row, s, &err);
	HOLDS(st == ST_OK || (*err.code && *err.text));
	settings_free(s);
	return 0;
}
