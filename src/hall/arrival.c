/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/arrival.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "hall/act.h"

enum { NUMBER, TASK, ITEM, HERE };           /* the columns of arrival_find */

/* Those that wait come first. One of them, when none of that number is here already: it could be that one, scanned again. Where none
 * waits, one that came before. */
static enum status choose(const struct rows *r, const char *licence_no, struct err *err)
{
	if (rows_count(r) == 0)
		return err_at(err, ST_NOINPUT, "E-6464", "licence_no", "没有等着登记的结果是 %.60s(N-8),这一份没有登记。请核对编号;部门没有报编号的,打开办件登记。",
			licence_no);
	if (rows_count(r) > 1 && !rows_int(r, 0, HERE))
		return err_at(err, ST_REFUSED, "E-6465", "licence_no", "不止一份结果的编号是 %.60s(N-8),这一份没有登记。请打开办件登记。", licence_no);
	return ST_OK;
}

/* Scanned twice it is one act. */
static void key_of(const struct arrival *a, const char *licence_no, char out[37])
{
	unsigned char digest[DIGEST_SIZE];
	char *text = mem_format("check-in/%s/%d/%s", a->number, a->task, licence_no);

	crypto_sm3(text, strlen(text), digest);
	crypto_uuid_text(digest, out);
	free(text);
}

static enum status check_in(struct hall *h, const struct actor *by, const char *licence_no, const char *place, struct arrival *a,
	struct err *err)
{
	const struct act_value told[] = { { "licence_no", licence_no }, { "place", place } };
	struct acted done;
	char uuid[37];

	key_of(a, licence_no, uuid);
	enum status st = dossier_act(h, by, &(struct act_call){ .uuid = uuid, .number = a->number, .word = "check-in", .task = a->task,
		.values = told, .count = 2 }, &done, err);
	a->again = st == ST_OK && done.again;
	return st;
}

enum status arrival_check_in(struct hall *h, const struct actor *by, const char *licence_no, const char *place, struct arrival *out,
	struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_ARRIVAL_FIND, ARGS(value_text(licence_no)), &rows, err);
	bool here = false;

	*out = (struct arrival){ .task = 0 };
	if (st == ST_OK)
		st = choose(rows, licence_no, err);
	if (st == ST_OK) {
		text_copy(out->number, sizeof out->number, rows_text(rows, 0, NUMBER));
		text_copy(out->item, sizeof out->item, rows_text(rows, 0, ITEM));
		out->task = (int)rows_int(rows, 0, TASK);
		here = rows_int(rows, 0, HERE) != 0;
	}
	rows_free(rows);
	if (st == ST_OK && here)
		out->again = true;
	return st == ST_OK && !here ? check_in(h, by, licence_no, place, out, err) : st;
}

enum status arrival_count(struct hall *h, int64_t *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_ARRIVAL_COUNT, NULL, 0, &rows, err);

	*out = st == ST_OK ? rows_int(rows, 0, 0) : 0;
	rows_free(rows);
	return st;
}
