/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_REVIEW_H
#define DESK_REVIEW_H

#include "desk/intake.h"
#include "ui/draw.h"

/* What the last step shows, as text for a width: the applicant on one line, what will be promised on another, then all
 * of it. Pure: reads the intake, draws nothing. All append. */

void review_who(const struct intake *in, struct buf *out);
/* Accepted, accepted with deferral, or not yet; how it looks is returned. */
enum look review_verdict(const struct intake *in, struct buf *out);
/* What stands against it (all of it at once, art. 32), the days, the items with their due dates, what comes later, the papers
 * and the departments. Lines are at most `width` cells. */
void review_text(const struct intake *in, int width, struct buf *out);
/* How each date was reckoned, with the item's legal basis. */
void review_dates(const struct intake *in, struct buf *out);

#endif
