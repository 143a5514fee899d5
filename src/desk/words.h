/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_WORDS_H
#define DESK_WORDS_H

#include "base/buf.h"
#include "law/deadline.h"

/* Words for narrow columns. All append. */

/* "xsecs" for 新生儿出生: what a clerk may type for it. Of a character with several readings the one of the
 * word stands, yh for 银行; the others are found too. At most `most` letters. */
void words_initials(const char *name, size_t most, struct buf *out);
/* "10工作日", "20日", "即办": limit_text without what a column head says already. */
void words_limit(struct limit limit, struct buf *out);
/* "11-30"; with the year when it is another one than `today`'s: "27-01-05". "" for DAY_NONE. */
void words_day(day_t day, day_t today, struct buf *out);

#endif
