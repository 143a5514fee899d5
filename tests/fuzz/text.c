/* SPDX-License-Identifier: Apache-2.0 */
/* The total filters: whatever goes in, what comes out may be shown (R24). */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "fuzz.h"

/* Written down anew, not asked of text_harm_of: controls, marks of direction, what has no width, tags. */
static bool hidden(uint32_t c)
{
	return c == TEXT_BAD || (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c ||
		(c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064) ||
		(c >= 0x2066 && c <= 0x206f) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

static void shown(void filter(struct buf *out, const char *s, size_t n), const char *s, size_t n)
{
	struct buf out;
	uint32_t c;
	buf_init(&out, BUF_LARGE);
	buf_text(&out, "x");
	filter(&out, s, n);
	HOLDS(text_valid(out.data, out.len) == out.len);
	for (size_t i = 0; i < out.len;) {
		i += text_decode(out.data + i, out.len - i, &c);
		HOLDS(!hidden(c));
	}
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	const char *s = (const char *)data;
	struct buf plain;
	size_t position = 0;
	int used = 0;
	shown(text_for_tty, s, n);
	shown(text_for_printer, s, n);
	shown(text_for_log, s, n);
	shown(text_for_json, s, n);
	(void)text_check(s, n, &position);
	HOLDS(position <= n + 1);
	buf_init(&plain, BUF_LARGE);
	buf_text(&plain, "");
	(void)text_to_ascii(&plain, s, n);
	if (plain.data) {
		size_t cut = text_fit(plain.data, 20, &used);
		HOLDS(cut <= strlen(plain.data) && used <= 20);
		(void)text_match(plain.data, "xse");
		(void)text_match("新生儿出生", plain.data);
	}
	buf_release(&plain);
	return 0;
}
