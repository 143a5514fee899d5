/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_SHEET_OWN_H
#define HALL_SHEET_OWN_H

#include "hall/accept_out.h"
#include "hall/sheet.h"

/* Private to sheet.c and guide.c: members that both papers have. */

/* Hall, window, bundle, time, limits, referral, what was answered and what is open. */
void sheet_head_out(struct hall *h, const struct actor *by, const struct sheet *s, struct buf *b);
/* "1、3": the numbers that the paper counts these items by; `numbers` NULL: from 1 in their order. */
void sheet_numbers_member(struct buf *b, const char *name, const int *numbers, const int *items, size_t count);
/* A line of the list of materials, but for what each paper adds: number, what it is, how many, whence, working days it may come
 * later. */
void sheet_material_members(struct buf *b, size_t no, const struct material *m, int originals, int copies, int defer_days);
/* The one form, by whom it asks about: what to have at hand. */
void sheet_form_out(const struct sheet *s, struct buf *b);

/* The body of 办事指南; false: nothing of the bundle can be done in this situation. */
bool guide_out(struct hall *h, const struct actor *by, const struct sheet *s, struct buf *b);

#endif
