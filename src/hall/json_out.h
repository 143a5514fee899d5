/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_JSON_OUT_H
#define HALL_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/day.h"

/* JSON written straight into a buffer: what an accept freezes is a few hundred members in some twenty texts, and a tree
 * of nodes for each costs more than the transaction. Commas come by themselves; `name` is NULL inside an array. Strings
 * pass text_for_json. */
void out_open(struct buf *b, const char *name, char bracket);           /* '{' or '[' */
void out_close(struct buf *b, char bracket);                            /* '}' or ']' */
void out_text(struct buf *b, const char *name, const char *text);       /* NULL is null */
void out_texts(struct buf *b, const char *name, const char *before, const char *after);    /* one text of two parts */
void out_int(struct buf *b, const char *name, int64_t value);
void out_bool(struct buf *b, const char *name, bool value);
void out_null(struct buf *b, const char *name);
void out_day(struct buf *b, const char *name, day_t day);               /* "2026-11-30", null for DAY_NONE */
void out_instant(struct buf *b, const char *name, int64_t wall_ms);     /* ISO with +08:00, null for 0 */

#endif
