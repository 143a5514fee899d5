/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/expired.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "hall/row.h"
#include "law/staff_right.h"

#define REASON_MOST 200

/* The columns of clock_proposals and clock_proposal_read. */
static void fill(const struct rows *r, size_t i, struct expired *out)
{
	int kind = clock_kind_from_code(rows_text(r, i, 5));

	*out = (struct expired){ .id = rows_int(r, i, 0), .kind = kind < 0 ? CLOCK_K5 : (enum clock_kind)kind,
		.due = (day_t)rows_int(r, i, 6) };
	text_copy(out->number, sizeof out->number, rows_text(r, i, 1));
	row_mask(rows_text(r, i, 2), rows_int(r, i, 3) != 0, out->name, sizeof out->name);
	text_copy(out->bundle, sizeof out->bundle, rows_text(r, i, 4));
	text_copy(out->material, sizeof out->material, rows_text(r, i, 7));
	text_copy(out->reason, sizeof out->reason, rows_text(r, i, 8));
}

enum status expired_list(struct hall *h, struct expired *rows, size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_CLOCK_PROPOSALS, ARGS(value_int((int64_t)room)), &r, err);

	*count = st == ST_OK ? rows_count(r) : 0;
	for (size_t i = 0; i < *count; i++)
		fill(r, i, &rows[i]);
	rows_free(r);
	return st;
}

enum status expired_read(struct hall *h, int64_t id, struct expired *out, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_CLOCK_PROPOSAL_READ, ARGS(value_int(id)), &r, err);

	if (st == ST_OK && rows_count(r) == 0)
		st = err_set(err, ST_NOINPUT, "E-6436", "没有第 %lld 号期满待定,或已经有人定了。没有改动。", (long long)id);
	if (st == ST_OK)
		fill(r, 0, out);
	rows_free(r);
	return st;
}

const struct act *expired_act(enum clock_kind kind, struct act_value given[EXPIRED_GIVEN], size_t *count)
{
	static const struct { enum clock_kind kind; const char *word; struct act_value given; } ends[] = {
		{ CLOCK_K5, "terminate", { "ground", "deferral" } }, { CLOCK_K6, "lapse", { NULL, NULL } },
	};

	*count = 0;
	for (size_t i = 0; i < COUNT_OF(ends); i++)
		if (ends[i].kind == kind) {
			if (ends[i].given.name)
				given[(*count)++] = ends[i].given;
			return act_find(ACT_DOSSIER, ends[i].word);
		}
	return NULL;
}

enum status expired_decline(struct hall *h, const struct actor *by, int64_t id, const char *reason, struct err *err)
{
	struct expired e;
	char object[64], due[11];
	size_t at;
	enum status st;

	snprintf(object, sizeof object, "%lld", (long long)id);
	if (!staff_may(by->role, RIGHT_DECIDE_EXPIRED))
		return audit_denied(h, by, "clock.denied", object, "E-6437", "期满待定由督导决定,您的角色不能办。没有改动。", err);
	if (!*reason || text_count(reason) > REASON_MOST || text_check(reason, strlen(reason), &at) != TEXT_FINE)
		return err_at(err, ST_DATA, "E-6403", "reason", "不终止要写理由(1到%d字,不含控制字符)。没有改动。", REASON_MOST);
	if ((st = expired_read(h, id, &e, err)) != ST_OK || (st = hall_writable(h, err)) != ST_OK)
		return st;
	snprintf(object, sizeof object, "%.23s/%s", e.number, clock_rule(e.kind)->code);
	struct batch *b = batch_new("clock.decline");
	batch_add(b, Q_CLOCK_PROPOSAL_END, ARGS(value_int(id), value_int(clock_wall_ms()), value_int(by->staff_id), value_text(reason),
		value_text(e.number)));
	audit_in(h, b, by, &(struct audit_entry){ .act = "clock.decline", .object = object, .before = day_iso(e.due, due), .reason = reason });
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st == ST_CONFLICT ? err_set(err, ST_REFUSED, "E-6436", "第 %lld 号期满待定刚由别人定了。没有改动。", (long long)id) : st;
}
