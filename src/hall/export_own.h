/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_EXPORT_OWN_H
#define HALL_EXPORT_OWN_H

#include <jansson.h>

#include "hall/export.h"

/* One export under way: shared by export.c (the order of things, and how a row is written) and export_event.c (what the rows
 * tell, with export_register.c) only. */
struct exporting {
	struct hall *h;
	const struct export_request *q;
	struct export_result *out;
	struct exchange *exchange;
	unsigned tables;                        /* those that were asked for and are defined */
	int64_t from, to;                       /* UTC ms, the second not included */
	char batch[24];
	json_t *dossier;                        /* the one read last: rows of one stand together */
	int64_t dossier_id;
	enum exchange_time time;
	/* the row being made */
	const struct exchange_table *table;
	enum exchange_kind kind;
	const char *project_no;
};

/* Row `i` of a query of export.sql, and the columns that all of them begin with. */
struct event { const struct rows *r; size_t i; };
enum { COL_DOSSIER, COL_NO, COL_AT, COL_WORD, COL_WHO, COL_WORDS, COL_KEY, COL_END, COL_END_WORDS, COL_MORE };

/* export.c. Writes `record` as one row of the table under way, under a GUID of `key`; the record is taken. A value that the
 * table refuses is noted and the row left out. */
void export_row(struct exporting *x, const char *key, json_t *record);
/* export_event.c. Every row of the tables that were asked for, in the order of the sources. E-6622: more than 1 GiB. */
enum status export_events(struct exporting *x, struct err *err) MUST_CHECK;
/* export_register.c. The row of a card, an errand, a 办不成事, which are no part of a snapshot. ST_CORRUPT: it cannot be opened. */
enum status export_card(struct exporting *x, const struct event *e, struct err *err) MUST_CHECK;
enum status export_errand(struct exporting *x, const struct event *e, struct err *err) MUST_CHECK;
enum status export_stuck(struct exporting *x, const struct event *e, struct err *err) MUST_CHECK;

#endif
