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

/* Does a comma come before the next member? */
static bool follows(const struct buf *b)
{
	char last = b->len ? b->data[b->len - 1] : '{';

	return last != '{' && last != '[' && last != ':';
}

static void begin(struct buf *b, const char *name)
{
	if (follows(b))
		buf_char(b, ',');
	if (name) {
		buf_char(b, '"');
		buf_text(b, name);
		buf_add(b, "\":", 2);
	}
}

/* The usual member, a short name and a plain text, is put together first and added at once. */
#define SHORT 480

static bool short_text(struct buf *b, const char *name, const char *text, size_t n)
{
	size_t name_size = name ? strlen(name) : 0, at = 0;
	char member[SHORT + 64];

	if (n > SHORT || name_size > 40 || !plain(text, n))
		return false;
	if (follows(b))
		member[at++] = ',';
	if (name) {
		member[at++] = '"';
		memcpy(member + at, name, name_size);
		at += name_size;
		member[at++] = '"';
		member[at++] = ':';
	}
	member[at++] = '"';
	memcpy(member + at, text, n);
	at += n;
	member[at++] = '"';
	buf_add(b, member, at);
	return true;
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
	size_t n = text ? strlen(text) : 0;

	if (text && short_text(b, name, text, n))
		return;
	begin(b, name);
	if (!text) {
		buf_add(b, "null", 4);
		return;
	}
	buf_char(b, '"');
	text_for_json(b, text, n);
	buf_char(b, '"');
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
