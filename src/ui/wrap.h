/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_WRAP_H
#define UI_WRAP_H

#include <stddef.h>

/* Breaks text into screen lines: at newlines, at blanks, anywhere between Chinese characters, but never so that a line
 * begins with 。，、：；！？）」 or ends with （「, nor with their half-width forms. */

/* How many bytes of s (n left, n > 0) stand on the next line of `cells` cells; *next is where the line after it begins
 * (a newline or the blanks at the break are passed over). */
size_t wrap_line(const char *s, size_t n, int cells, size_t *next);
int wrap_count(const char *s, size_t n, int cells);

#endif
