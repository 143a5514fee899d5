/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ERRAND_H
#define DESK_ERRAND_H

#include "desk/desk.h"
#include "hall/errand.h"

/* What the two screens of errands share: errands.c, the list; errand.c, one of them. */

/* Opens one by its whole number. */
enum command_answer errand_open(struct desk *d, const char *number);
/* "今日 09:41" or "11-22 09:41". Appended. */
void errand_moment(int64_t at, struct buf *out);

#endif
