/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_EXPORT_H
#define HALL_EXPORT_H

#include "hall/hall.h"
#include "law/exchange.h"

/* What happened in a period, as rows for the province's platform (window-rules 9.1, 9.4). Everything comes from the events in
 * the store, each in the period in which this hall learned of it, and nothing from totals kept by hand: the same period
 * gives the same bytes, once it is over. The rows are full personal data. */

struct export_request {
	day_t from, to;                         /* both included, at UTC+8 */
	unsigned tables;                        /* bits 1u << enum exchange_kind */
	bool csv;                               /* RFC 4180, formulas defused (R24); else one JSON object a line */
};
struct export_result {
	struct buf tables[EXCHANGE_KINDS];      /* "" for what was not asked */
	size_t rows[EXCHANGE_KINDS];
	unsigned tables_told;                   /* bits of those asked for that the definitions have */
	struct buf notes;                       /* one JSON object a line: {"table","project_no","column","what","refused"} */
	size_t refused, cut;
	bool checked;                           /* the definitions have been compared with the platform's */
	char digest[DIGEST_HEX];       /* SM3 of all tables in order, as the audit has it */
};
/* Fills *out, which the caller frees with export_release whatever is answered. For supervisors and scripts (E-6620, the try is
 * written down); the audit entry "export" is committed before anything is handed out. E-6621: the period has no days, or
 * more than 366. E-2060: the hall's exchange/ is not right,
 * or has not the one table that was asked for. ST_LIMIT E-6622: more than a table may hold; take fewer days.
 * ST_CORRUPT E-6623: what was told of a 办不成事 cannot be opened. */
enum status export_run(struct hall *h, const struct actor *by, const struct export_request *q, struct export_result *out,
	struct err *err) MUST_CHECK;
void export_release(struct export_result *r);

#endif
