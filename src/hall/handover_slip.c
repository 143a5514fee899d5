/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/act_parts.h"
#include "hall/audit.h"
#include "hall/handover.h"
#include "hall/own.h"
#include "law/handover.h"
#include "law/staff_right.h"

/* The return slip of a 交接清单. */

enum status handover_out(struct hall *h, const struct actor *by, struct handover_batch *rows, size_t room, size_t *count, struct err *err)
{
	enum { NUMBER, AT, WINDOW, WHO, DEPARTMENT, NAME, BAG, CASES, COUNT };
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_HANDOVER_OUT, ARGS(value_text(by->window), value_int((int64_t)room)), &r, err);

	*count = 0;
	for (size_t i = 0; st == ST_OK && i < rows_count(r) && *count < room; i++) {
		struct handover_batch *b = &rows[(*count)++];
		*b = (struct handover_batch){ .at = rows_int(r, i, AT), .cases = (int)rows_int(r, i, CASES), .papers = (int)rows_int(r, i, COUNT) };
		text_copy(b->number, sizeof b->number, rows_text(r, i, NUMBER));
		text_copy(b->window, sizeof b->window, rows_text(r, i, WINDOW));
		text_copy(b->who, sizeof b->who, rows_text(r, i, WHO));
		text_copy(b->department, sizeof b->department, rows_text(r, i, DEPARTMENT));
		text_copy(b->name, sizeof b->name, rows_text(r, i, NAME));
		text_copy(b->bag, sizeof b->bag, rows_text(r, i, BAG));
	}
	rows_free(r);
	return st;
}

struct returning { struct doing d; const char *number; int found; };

static enum status check(const struct returning *s, const struct rows *r, struct err *err)
{
	enum { AT, WINDOW, COUNT, SIGNER, DAY };
	const struct doing *d = &s->d;
	day_t day = act_arg_day(d, "day");
	int lacking = act_arg_count(d, "lacking");
	char iso[11];

	if (rows_count(r) == 0 || (*d->by->window && strcmp(rows_text(r, 0, WINDOW), d->by->window) != 0))
		return err_at(err, ST_NOINPUT, "E-6451", "number", "%s没有交接批次 %.24s。没有记回执。", *d->by->window ? "本窗" : "", s->number);
	if (*rows_text(r, 0, SIGNER))
		return err_set(err, ST_REFUSED, "E-6452", "批次 %s 的回执已经记过:%.40s %s 签收。没有改动。", s->number, rows_text(r, 0, SIGNER),
			day_iso((day_t)rows_int(r, 0, DAY), iso));
	if (day < clock_day_of(rows_int(r, 0, AT)) || day > d->today)
		return err_at(err, ST_REFUSED, "E-6453", "day", "签收日期要在交接那天(%s)和今天之间(D-7b)。没有记回执。",
			day_iso(clock_day_of(rows_int(r, 0, AT)), iso));
	if (lacking > (int)rows_int(r, 0, COUNT))
		return err_at(err, ST_REFUSED, "E-6454", "lacking", "这一批清单上只有 %d 种材料,短少不会更多。没有记回执。", (int)rows_int(r, 0, COUNT));
	if (lacking && !*act_arg_text(d, "note"))
		return err_at(err, ST_REFUSED, "E-6454", "note", "短少的,要写明短少了什么(D-7b)。没有记回执。");
	return ST_OK;
}

static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	struct returning *s = ctx;
	const struct doing *d = &s->d;
	enum status st = check(s, batch_rows(b, s->found), err);
	char words[200];

	if (st != ST_OK)
		return st;
	batch_add(b, Q_HANDOVER_CLOSE, ARGS(value_text(s->number)));
	batch_add(b, Q_HANDOVER_SLIP_INSERT, ARGS(value_text(s->number), value_int(d->now), value_int(d->by->staff_id), value_text(d->by->window),
		value_day(act_arg_day(d, "day")), value_text(act_arg_text(d, "signer")), value_int(act_arg_count(d, "lacking")),
		value_text(act_arg_text(d, "note"))));
	snprintf(words, sizeof words, "%s %s 短少%d种", act_arg_text(d, "day"), act_arg_text(d, "signer"), act_arg_count(d, "lacking"));
	text_mend(words);
	audit_in(d->h, b, d->by, &(struct audit_entry){ .act = "handover.slip", .object = s->number, .reason = words });
	return ST_OK;
}

/* R4: it is there or it is not. */
static enum status resolve(struct returning *s, struct err *err)
{
	struct rows *r = NULL;
	enum status st = hall_reopen(s->d.h, err);

	if (st == ST_OK)
		st = store_read(hall_store(s->d.h), Q_HANDOVER_READ, ARGS(value_text(s->number)), &r, err);
	if (st != ST_OK)
		st = err_set(err, ST_UNKNOWN, "E-6444", "回执的结果不明(可能已记,也可能没有)。请过一会再记一次:同一批不会记两次。");
	else if (!*rows_text(r, 0, 3))
		st = err_set(err, ST_IO, "E-6445", "写入时出错,没有记回执。请再按一次。");
	rows_free(r);
	return st;
}

enum status handover_slip(struct hall *h, const struct actor *by, const char *number, const struct act_value *values, size_t count,
	struct err *err)
{
	const struct act_call call = { .number = number, .word = handover_slip_act.word, .values = values, .count = count };
	struct returning s = { .d = { .h = h, .by = by, .act = &handover_slip_act, .call = &call, .now = clock_wall_ms(),
		.today = clock_today() }, .number = number };
	enum status st = hall_writable(h, err);

	if (st == ST_OK && !staff_may(by->role, RIGHT_ACCEPT))
		return audit_denied(h, by, "handover.denied", number, "E-6441", "材料交接只能由受理员来做(W-14)。没有记回执。", err);
	if (st == ST_OK)
		st = act_args_read(&s.d, err);
	if (st == ST_OK) {
		struct batch *b = batch_new("handover.slip");
		s.found = batch_add(b, Q_HANDOVER_READ, ARGS(value_text(number)));
		batch_then(b, decide, &s);
		st = store_submit(hall_store(h), b, err);
		batch_free(b);
		if (st == ST_OK && FAULT("handover.slip-after-commit"))
			st = ST_UNKNOWN;
		if (st == ST_UNKNOWN)
			st = resolve(&s, err);
	}
	json_decref(s.d.data);
	return st;
}
