/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_WORDS_H
#define PRINT_WORDS_H

#include <stddef.h>

/* Adds to a list in Chinese, “缺纸,盖子未合”, what is not in it yet; cut at a character when there is no room. */
void words_add(char *out, size_t room, const char *words);

#endif
