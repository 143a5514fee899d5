/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/words.h"

#include <string.h>

#include "base/pinyin.h"

#define NAME 200

void words_initials(const char *name, size_t most, struct buf *out)
{
	struct pinyin_glyph glyphs[NAME];
	size_t n = pinyin_read(name, glyphs, NAME);

	for (size_t i = 0; i < n && most > 0; i++) {
		char letter = pinyin_initial(&glyphs[i]);
		if (!letter)
			continue;
		buf_char(out, letter);
		most--;
	}
}

void words_limit(struct limit limit, struct buf *out)
{
	static const char measure[] = "个";
	struct buf text;

	buf_init(&text, BUF_SMALL);
	limit_text(limit, &text);
	const char *at = strstr(text.data, measure);
	if (at)
		buf_format(out, "%.*s%s", (int)(at - text.data), text.data, at + strlen(measure));
	else
		buf_text(out, text.data);
	buf_release(&text);
}

void words_day(day_t day, day_t today, struct buf *out)
{
	if (day == DAY_NONE)
		return;
	struct ymd ymd = day_to_ymd(day), now = day_to_ymd(today);
	if (ymd.year != now.year)
		buf_format(out, "%02d-", ymd.year % 100);
	buf_format(out, "%02d-%02d", ymd.month, ymd.day);
}
