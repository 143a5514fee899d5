/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_DRAWING_H
#define PRINT_DRAWING_H

#include <stddef.h>

#include "base/status.h"

/* What yichuang-print and yichuang-draw say to each other. The request is JSON on the drawer's standard input: "document"
 * (law/document.h) and the rest as read below. The answer is struct drawn and then its bytes; the drawer is given the
 * asker's version as its argument, and refuses another's. */
#define DRAWER "yichuang-draw"
/* json_pack and json_unpack: slip, ps, rare, dots, sheets, made_at, font, document */
#define DRAWING_REQUEST "{s:b,s:b,s:b,s:b,s:i,s:I,s:s,s:o}"

struct drawn { enum status st; int pages; unsigned unknown; char unknown_text[96]; size_t n; struct err err; };

#endif
