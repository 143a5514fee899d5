/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/json_out.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

/* Most texts are ASCII letters and the common Chinese characters U+4000 … U+9FFF (E4…E9 and two more bytes), of which
 * the filter would change nothing. All other text takes the filter's way. */
static bool plain(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		bool common = c >= 0xE4 && c <= 0xE9 && n - i >= 3 && ((unsigned char)s[i + 1] & 0xC0) == 0x80 &&
			((unsigned char)s[i + 2] & 0xC0) == 0x80;
		if (common)
			i += 2;
		else if (c < ' ' || c == '"' || c == '\\' || c >= 0x7F)
			return false;
	}
	return true;
}

static void string(struct buf *b, const char *s)
{
	size_t n = strlen(s);

	buf_char(b, '"');
	if (plain(s, n))
		buf_add(b, s, n);
	else
		text_for_json(b, s, n);
	buf_char(b, '"');
}

static void begin(struct buf *b, const char *name)
{
	char last = b->len ? b->data[b->len - 1] : '{';

	if (last != '{' && last != '[' && last != ':')
		buf_char(b, ',');
	if (name) {
		buf_char(b, '"');
		buf_text(b, name);
		buf_add(b, "\":", 2);
	}
}

void out_open(struct buf *b, const char *name, char bracket)
{
	if (b->len || name)
		begin(b, name);
	buf_char(b, bracket);
}

void out_close(struct buf *b, char bracket)
{
	buf_char(b, bracket);
}

void out_text(struct buf *b, const char *name, const char *text)
{
	begin(b, name);
	if (text)
		string(b, text);
	else
		buf_add(b, "null", 4);
}

void out_texts(struct buf *b, const char *name, const char *before, const char *after)
{
	begin(b, name);
	buf_char(b, '"');
	text_for_json(b, before, strlen(before));
	text_for_json(b, after, strlen(after));
	buf_char(b, '"');
}

void out_int(struct buf *b, const char *name, int64_t value)
{
	char digits[24];

	begin(b, name);
	buf_add(b, digits, (size_t)snprintf(digits, sizeof digits, "%lld", (long long)value));
}

void out_bool(struct buf *b, const char *name, bool value)
{
	begin(b, name);
	buf_text(b, value ? "true" : "false");
}

void out_null(struct buf *b, const char *name)
{
	begin(b, name);
	buf_add(b, "null", 4);
}

void out_day(struct buf *b, const char *name, day_t day)
{
	char iso[11];

	out_text(b, name, day == DAY_NONE ? NULL : day_iso(day, iso));
}

void out_instant(struct buf *b, const char *name, int64_t wall_ms)
{
	char iso[26];

	out_text(b, name, wall_ms ? clock_iso(wall_ms, iso) : NULL);
}
