/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "hall/accept_parts.h"
#include "hall/dossier.h"

#define CHUNK 2000                   /* dossiers of one query: a query has 5 s, on any disk */

static enum status wrong(const char *number, const char *what, struct err *err)
{
	return err_at(err, ST_CORRUPT, "E-6105", number, "办件 %s 核对不符:%s。请保留现场,报告安全审计员。", number, what);
}

/* The check code that stands on the paper ties the snapshot to the audit chain (R13). */
static enum status one(struct hall *h, const struct rows *r, size_t i, struct err *err)
{
	const char *number = rows_text(r, i, 1), *digest = rows_text(r, i, 3);
	char check[11];
	json_t *snapshot;
	size_t n;
	const void *head = rows_blob(r, i, 4, &n);
	enum status st;

	if (n != DIGEST_SIZE || strlen(digest) != 2 * DIGEST_SIZE)
		return wrong(number, "没有受理时的审计记录", err);
	accept_check_code(digest, head, check);
	if (strcmp(check, rows_text(r, i, 2)) != 0)
		return wrong(number, "校验码与存根、审计记录不符", err);
	if ((st = dossier_snapshot(h, rows_int(r, i, 0), (int)rows_int(r, i, 5), &snapshot, err)) == ST_OK) {
		const char *named = json_string_value(json_object_get(snapshot, "number"));
		if (!named || strcmp(named, number) != 0)
			st = wrong(number, "存根是另一件的", err);
		json_decref(snapshot);
	}
	return st;
}

static enum status gaps(struct hall *h, enum query q, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), q, NULL, 0, &rows, err);

	if (st == ST_OK && rows_count(rows))
		st = err_at(err, ST_CORRUPT, "E-6106", rows_text(rows, 0, 0), "编号不连续:%s 在 %s 发到第%" PRId64 "号,实有%" PRId64 "个。"
			"请保留现场,报告安全审计员。", rows_text(rows, 0, 0), rows_text(rows, 0, 1), rows_int(rows, 0, 2), rows_int(rows, 0, 3));
	rows_free(rows);
	return st;
}

static enum status each(struct hall *h, enum query q, int64_t *count, struct err *err)
{
	int64_t after = 0;
	size_t got = 1;
	enum status st = ST_OK;

	*count = 0;
	while (st == ST_OK && got > 0) {
		struct rows *rows = NULL;
		st = store_read(hall_store(h), q, ARGS(value_int(after), value_int(CHUNK)), &rows, err);
		got = st == ST_OK ? rows_count(rows) : 0;
		for (size_t i = 0; i < got && st == ST_OK; i++) {
			after = rows_int(rows, i, 0);
			if ((st = one(h, rows, i, err)) == ST_OK)
				++*count;
		}
		rows_free(rows);
	}
	return st;
}

enum status dossier_verify(struct hall *h, int64_t *count, struct err *err)
{
	int64_t continued;
	enum status st = each(h, Q_DOSSIER_VERIFY_LIST, count, err);

	if (st == ST_OK)
		st = each(h, Q_DOSSIER_VERIFY_CONTINUED, &continued, err);
	if (st == ST_OK)
		st = gaps(h, Q_COUNTER_GAPS, err);
	return st == ST_OK ? gaps(h, Q_DOCUMENT_GAPS, err) : st;
}
