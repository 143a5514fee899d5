/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_TEXT_PIECE_H
#define BASE_TEXT_PIECE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Private to base/text: outside text, one character after the other, each judged where it stands. Width, check and
 * filters all read through this, so they agree about what is harmful. */
struct text_reader {
	const char *s;
	size_t n, at;
	uint32_t previous;      /* the last harmless character, 0 at the beginning and after harm */
	int marks;              /* on the present base */
};
struct text_piece {
	size_t at, bytes;
	uint32_t c;             /* TEXT_BAD: the byte s[at] is not UTF-8 */
	enum text_harm harm;
};
/* The next piece; false at the end. Start with { .s = s, .n = n }. */
bool text_next(struct text_reader *r, struct text_piece *p);

/* The joiners, harmless between letters of scripts that join. */
#define TEXT_ZWNJ 0x200C
#define TEXT_ZWJ 0x200D

/* How a harmful piece is shown: ⟨U+202E⟩ or ⟨9b⟩, into out[TEXT_MARK_SIZE]; returns its cells. */
#define TEXT_MARK_SIZE 24
int text_mark(const struct text_reader *r, const struct text_piece *p, char out[TEXT_MARK_SIZE]);

#endif
