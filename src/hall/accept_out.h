/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ACCEPT_OUT_H
#define HALL_ACCEPT_OUT_H

#include "hall/accept_parts.h"
#include "hall/json_out.h"

/* Members that snapshot, task and a consultation sheet share. */
void hall_out(struct hall *h, const struct actor *by, struct buf *b);             /* hall, window, clerk */
void bundle_out(const struct bundle *bundle, int version, struct buf *b);         /* bundle */
void limit_out(struct buf *b, const char *name, struct limit limit);              /* "5个工作日", "" when not set */
void department_out(struct buf *b, const struct department *d);                   /* {id, name} */
void after_out(const struct acceptance *a, const struct plan_item *in, struct buf *b);      /* item ids */
const char *delivery_name(const char *mode);                                      /* 窗口领取 … */

#endif
