/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_SHIFT_H
#define HALL_SHIFT_H

#include <jansson.h>

#include "hall/print_job.h"
#include "law/document.h"

/* 交班: what is unfinished at a window when its shift ends, and the sheet of the day that says so (日结单). It names dossiers and
 * work, and no applicant but masked. */
enum shift_kind { SHIFT_TICKET, SHIFT_DRAFT, SHIFT_UNPRINTED, SHIFT_RECEIVED, SHIFT_RETURNED, SHIFT_ASKED, SHIFT_DEFERRAL, SHIFT_MESSAGE,
	SHIFT_RESULT };
#define SHIFT_KINDS 9
const char *shift_kind_code(enum shift_kind k);          /* "ticket" … */
const char *shift_kind_name(enum shift_kind k);          /* 叫号 草稿 未打印 待答复 退回 补正 容缺 未送达 待领 */

/* `number` is a dossier's, a ticket's, or a draft's accept_uuid; `login` is whose draft it is, "" for the rest. */
struct shift_row { enum shift_kind kind; char number[40], bundle[128], what[200], hint[120], login[40]; };

/* Of one window ("" the hall), each kind's oldest first, in the order of the kinds; at most SHIFT_EACH of a kind, *more says that
 * there are more. Deferrals are those promised up to `day`; all else is as it is now. E-6785 not this role's; E-6781 a clerk asks
 * for another window than hers. */
#define SHIFT_EACH 50
#define SHIFT_MOST (SHIFT_KINDS * SHIFT_EACH)
enum status shift_open(struct hall *h, const struct actor *by, const char *window, day_t day, struct shift_row rows[SHIFT_MOST],
	size_t *count, bool *more, struct err *err) MUST_CHECK;
json_t *shift_row_json(const struct shift_row *r);       /* owned */

/* shift_sheet.c: 日结单 of that window and day, with the day's sums and what is unfinished now. *out is owned. */
enum status shift_sheet_fill(struct hall *h, const struct actor *by, const char *window, day_t day, enum paper paper,
	struct document **out, struct err *err) MUST_CHECK;
/* Orders it for the print agent, with its number and its trace; `destination` as paper_own_order. */
enum status shift_sheet_print(struct hall *h, const struct actor *by, const char *window, day_t day, const char *destination,
	struct print_job *out, struct err *err) MUST_CHECK;

#endif
