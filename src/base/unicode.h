/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

/* Properties of characters, from tables that build-aux/unicode-tables.pl makes (unicode.def). For base/text only:
 * everybody else asks text.h. */
enum unicode_set {
	UNICODE_WIDE,            /* two cells */
	UNICODE_AMBIGUOUS,       /* one or two, as the terminal is set */
	UNICODE_MARK,            /* combining marks: no cell */
	UNICODE_FORMAT,          /* other characters without a cell */
	UNICODE_INVISIBLE,       /* nothing to see and nothing to do in a name */
	UNICODE_UNASSIGNED,      /* no character, or private use */
	UNICODE_SETS
};
bool unicode_in(enum unicode_set set, uint32_t c);

/* Full-width forms become ASCII; everything else stays. */
uint32_t unicode_to_ascii(uint32_t c);

#endif
