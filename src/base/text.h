/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Text that came from outside is stored as typed and leaves only through these filters (R24). All of them are total:
 * any bytes in, safe text out, never an error. No locale is needed: UTF-8 is ours to read. */

/* Reads one character at s (n bytes left, n > 0). Returns its length in bytes and sets *c; a byte that is not valid
 * UTF-8 (overlong, surrogate, > U+10FFFF, cut) has length 1 and *c = TEXT_BAD. */
#define TEXT_BAD ((uint32_t)0xFFFFFFFF)
size_t text_decode(const char *s, size_t n, uint32_t *c);
/* Writes c as UTF-8 into out[4]; returns the length (1 … 4), 0 when c is no character. */
size_t text_encode(uint32_t c, char out[4]);
/* Byte offset of the first bad byte, or n when all of it is valid UTF-8. */
size_t text_valid(const char *s, size_t n);
/* Copies s into out[room], NUL-ended: as much as fits, cut at a character and before the first bad byte. */
void text_copy(char *out, size_t room, const char *s);
/* Where s begins and, in *n, how many bytes it has without the blanks at both ends: ' ', U+3000 and U+00A0. */
const char *text_trim(const char *s, size_t *n);
/* Ends s before its first bad byte: after a print into a room that was too small. */
void text_mend(char *s);
/* What s still wants before another sentence follows: "。", or "" when it ends in 。?!…; or is empty. */
const char *text_stop(const char *s);

/* Cells on the screen: 0 for marks and controls, 2 for wide, else 1. Ambiguous characters are 1 (text_ambiguous_wide
 * changes that for a terminal that draws them two cells wide). */
int text_width_char(uint32_t c);
int text_width(const char *s);                          /* cells of a NUL-ended string as text_for_tty would show it */
void text_ambiguous_wide(bool wide);
/* Bytes of the longest prefix of s that fits `cells` cells, cut at a character (and never between a base and its
 * marks). *used is set to its width when not NULL. */
size_t text_fit(const char *s, int cells, int *used);
size_t text_count(const char *s);                       /* characters */

/* What kind of harm a character does; TEXT_FINE for all that may be typed into a field. */
enum text_harm { TEXT_FINE, TEXT_CONTROL, TEXT_INVISIBLE, TEXT_BIDI, TEXT_TAG, TEXT_UNASSIGNED, TEXT_BROKEN, TEXT_MARKS };
enum text_harm text_harm_of(uint32_t c);
/* Checks what a person typed, pasted or scanned (R24, reliability 5 nos. 6-10): the first harmful character, its
 * 1-based position in characters in *position (0: nothing found). More than 4 combining marks on a base is TEXT_MARKS. */
enum text_harm text_check(const char *s, size_t n, size_t *position);
/* The Chinese name of a harm, "控制字符". */
const char *text_harm_name(enum text_harm harm);

/* The filters. Each appends to `out` and never fails but by out's ceiling. Harmful characters become visible marks
 * such as ⟨U+202E⟩ (in JSON \u202e, so that nothing is lost); bad bytes become ⟨xx⟩. */
void text_for_tty(struct buf *out, const char *s, size_t n);
void text_for_printer(struct buf *out, const char *s, size_t n);        /* for PDF layout and slips: one line of UTF-8 */
void text_for_log(struct buf *out, const char *s, size_t n);            /* one line, ASCII controls as \xNN, \ doubled */
void text_for_csv(struct buf *out, const char *s, size_t n);            /* a quoted cell; = + - @ TAB CR defused */
void text_for_json(struct buf *out, const char *s, size_t n);           /* the inside of a JSON string */

/* Full-width digits and letters, and ideographic spaces, become ASCII; blanks at both ends go. For numbers, codes and
 * dates, never for names. Returns true when something changed. */
bool text_to_ascii(struct buf *out, const char *s, size_t n);

/* The set of first letters that a character's readings have, bit 0 = 'a' … bit 25 = 'z'; 0 when it has none that we
 * know. ASCII letters and digits are themselves: letters as their bit (either case). All readings count: 长 is c|z. */
uint32_t text_pinyin_mask(uint32_t c);
/* Does `query` match the first 256 characters of `title`: by itself, by initials or readings (pinyin.h)? Blanks in the query
 * do not count, nor do blanks and punctuation in the title that are not typed. An empty query matches. Returns the 0-based
 * character where the match begins, or -1. */
int text_match(const char *title, const char *query);

#endif
