/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/act_message.h"
#include "hall/act_parts.h"
#include "hall/clock.h"
#include "hall/own.h"
#include "law/form.h"

/* What each act on a dossier demands and does beyond its row of law/act.h. */

/* --- clocks -------------------------------------------------------------------------------------------------------------- */

static void stop(struct doing *d, struct batch *b, enum clock_kind kind)
{
	clock_stop_in(b, d->dossier, kind, CLOCK_ANY_ITEM, DAY_NONE);
}

/* Ending what was asked for ends every clock of it; a rating's go on. */
static void stop_all(struct doing *d, struct batch *b)
{
	static const enum clock_kind kinds[] = { CLOCK_K1, CLOCK_K2, CLOCK_K3, CLOCK_K3P, CLOCK_K4, CLOCK_K5, CLOCK_K6, CLOCK_K9, CLOCK_K9H };

	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		stop(d, b, kinds[i]);
}

static enum status start(struct doing *d, struct batch *b, enum clock_kind kind, day_t from, struct err *err)
{
	struct deadline due;
	char day[11];
	enum status st = deadline_make(d->calendar, from, LIMIT_DAYS((int)hall_int(d->h, clock_rule(kind)->days)), NULL, 0, true, &due, err);

	if (st != ST_OK)
		return st;
	clock_start_in(b, d->dossier, kind, 0, &due);
	json_object_set_new(d->data, "due", json_string(day_iso(due.due, day)));      /* what its paper says */
	deadline_release(&due);
	return ST_OK;
}

/* --- correction (W-6, K1, K6) --------------------------------------------------------------------------------------------- */

static enum status guard_notice(struct doing *d, struct batch *b, struct err *err)
{
	const struct rows *materials = batch_rows(b, d->steps[ACT_READS_MATERIALS]);
	const char *material;
	json_t *what;

	json_object_foreach(json_object_get(d->data, "line"), material, what) {
		if (act_row_of(materials, 0, material) < 0)
			return act_refuse(d, err, "E-6406", "这件没有材料 %.40s,不能要求补正", material);
		if (!*json_string_value(what))
			return act_refuse(d, err, "E-6406", "%.40s 要写明存在的问题", material);
	}
	bool before = act_done(d, b, "notice") > 0 || strcmp(rows_text(batch_rows(b, d->steps[ACT_READS_DOSSIER]), 0, 11), "notice") == 0;
	if (before && !*act_arg_text(d, "reason"))
		return act_refuse_at(d, err, "reason", "E-6407", "已经告知过一次,再次告知只限新交材料的问题,要写理由");
	return start(d, b, CLOCK_K6, d->today, err);
}

static void do_notice(struct doing *d, struct batch *b)
{
	const char *material;
	json_t *what;

	json_object_foreach(json_object_get(d->data, "line"), material, what)
		batch_add(b, Q_ACT_MATERIAL_STATE, ARGS(value_int(d->dossier), value_text(material), value_text("defective"),
			value_text(json_string_value(what))));
	stop(d, b, CLOCK_K1);
}

/* Every line of the notice must be in; acceptance counts from the day on which the last one came (T-8). */
static enum status guard_corrected(struct doing *d, struct batch *b, struct err *err)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_MATERIALS]);
	json_t *in = json_object_get(d->data, "line"), *tick;
	day_t arrived = act_arg_day(d, "arrived");
	const char *material;

	json_object_foreach(in, material, tick)          /* a notice of the form alone asks for no paper */
		if (act_row_of(r, 0, material) < 0)
			return act_refuse(d, err, "E-6414", "这件没有材料 %.40s", material);
	for (size_t i = 0; i < rows_count(r); i++) {
		const char *state = rows_text(r, i, 2);
		if ((strcmp(state, "unchecked") == 0 || strcmp(state, "defective") == 0) && !json_object_get(in, rows_text(r, i, 0)))
			return act_refuse(d, err, "E-6408", "「%s」还没有收到,收齐才算补正", rows_text(r, i, 1));
	}
	if (arrived < d->received_day || arrived > d->today)
		return act_refuse_at(d, err, "arrived", "E-6409", "收齐日期要在收件之日和今天之间");
	return start(d, b, CLOCK_K1, arrived, err);
}

static void do_corrected(struct doing *d, struct batch *b)
{
	batch_add(b, Q_ACT_MATERIALS_IN, ARGS(value_int(d->dossier)));
	stop(d, b, CLOCK_K6);
}

static enum status guard_lapse(struct doing *d, struct batch *b, struct err *err)
{
	int k6 = act_clock(d, b, "K6", 0);

	if (k6 >= 0 && d->today <= (day_t)rows_int(batch_rows(b, d->steps[ACT_READS_CLOCKS]), (size_t)k6, 3))
		return act_refuse(d, err, "E-6410", "补正期限还没有过");
	return ST_OK;
}

/* --- refusing, ending ------------------------------------------------------------------------------------------------------ */

static enum status guard_terminate(struct doing *d, struct batch *b, struct err *err)
{
	const struct rows *f = batch_rows(b, d->steps[ACT_READS_DEFERRALS]), *t = batch_rows(b, d->steps[ACT_READS_TASKS]);
	bool lapsed = false;

	for (size_t i = 0; i < rows_count(t); i++)
		if (task_state_from_code(rows_text(t, i, 2)) == TASK_DELIVERED)
			return act_refuse(d, err, "E-6412", "「%s」的结果已经送达,不能终止", rows_text(t, i, 5));
	if (strcmp(act_arg_text(d, "ground"), "deferral") != 0)
		return ST_OK;
	for (size_t i = 0; i < rows_count(f); i++)
		lapsed |= strcmp(rows_text(f, i, 1), "open") == 0 && (day_t)rows_int(f, i, 2) < d->today;
	return lapsed ? ST_OK : act_refuse(d, err, "E-6413", "没有逾期未补齐的容缺材料");
}

static void do_withdraw(struct doing *d, struct batch *b)
{
	act_tasks_end(d, b, TASK_RECALLED, "申请人撤回,请停办");
	stop_all(d, b);
}

static void do_terminate(struct doing *d, struct batch *b)
{
	act_tasks_end(d, b, TASK_ENDED, "整件终止,请停办");
	batch_add(b, Q_ACT_DEFERRALS_LAPSE, ARGS(value_int(d->dossier)));
	stop_all(d, b);
}

/* --- deferral (C-9 … C-15) --------------------------------------------------------------------------------------------------- */

/* The open deferral that the act names; its row, or -1 with the refusal in *err. */
static int open_deferral(struct doing *d, struct batch *b, struct err *err)
{
	const struct rows *f = batch_rows(b, d->steps[ACT_READS_DEFERRALS]);
	int i = act_row_of(f, 0, act_arg_text(d, "material"));

	if (i >= 0 && strcmp(rows_text(f, (size_t)i, 1), "open") == 0)
		return i;
	(void)act_refuse_at(d, err, "material", "E-6414", "这件没有待补的容缺材料 %.40s", act_arg_text(d, "material"));
	return -1;
}

/* C-13: what is wrong with it is told in writing, once, and the day stays what it was. */
static void tell_wrong(struct doing *d, day_t until)
{
	char day[11];

	json_object_set_new(d->data, "due", json_string(day_iso(until, day)));
	json_object_set_new(d->data, "line", json_pack("{ss}", act_arg_text(d, "material"), act_arg_text(d, "reason")));
}

static enum status guard_supply(struct doing *d, struct batch *b, struct err *err)
{
	day_t arrived = act_arg_day(d, "arrived"), posted = act_arg_day(d, "posted");
	int i = open_deferral(d, b, err);

	if (i < 0)
		return err->status;
	if (arrived < d->received_day || arrived > d->today)
		return act_refuse_at(d, err, "arrived", "E-6409", "到达日期要在收件之日和今天之间");
	if (posted != DAY_NONE && posted > arrived)
		return act_refuse_at(d, err, "posted", "E-6409", "寄出日期不能晚于到达日期");
	if (strcmp(act_arg_text(d, "check"), "bad") != 0)
		return ST_OK;
	if (strcmp(rows_text(batch_rows(b, d->steps[ACT_READS_DEFERRALS]), (size_t)i, 4), "bad") == 0)
		return act_refuse_at(d, err, "check", "E-6417", "不符合已经书面告知过一次,只告知一次;请收下符合的,或由督导终止");
	tell_wrong(d, (day_t)rows_int(batch_rows(b, d->steps[ACT_READS_DEFERRALS]), (size_t)i, 2));
	return ST_OK;
}

/* C-11: the paper was made good on the day when it reached the hall, not when it was posted or written down. */
static day_t supplied_day(struct doing *d, struct batch *b, int no)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_CLOCKS]);
	day_t arrived = act_arg_day(d, "arrived");

	for (size_t i = 0; i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, 0), "K5") == 0 && rows_int(r, i, 1) == no && arrived < (day_t)rows_int(r, i, 2))
			return (day_t)rows_int(r, i, 2);      /* it lay there before the promise began */
	return arrived;
}

static void do_supply(struct doing *d, struct batch *b)
{
	const char *material = act_arg_text(d, "material"), *tracking = act_arg_text(d, "tracking");
	const struct rows *f = batch_rows(b, d->steps[ACT_READS_DEFERRALS]);
	int64_t arrived = clock_day_start(act_arg_day(d, "arrived"));
	int i = act_row_of(f, 0, material);

	if (strcmp(act_arg_text(d, "check"), "bad") == 0) {
		batch_add(b, Q_ACT_DEFERRAL_BAD, ARGS(value_int(d->dossier), value_text(material), value_text(act_arg_text(d, "channel")),
			value_int(arrived), value_text(tracking), value_int(d->by->staff_id), value_text(act_arg_text(d, "reason")),
			value_text(d->uuid)));
		return;
	}
	batch_add(b, Q_ACT_DEFERRAL_IN, ARGS(value_int(d->dossier), value_text(material), value_text(act_arg_text(d, "channel")),
		value_int(arrived), value_text(tracking), value_int(d->by->staff_id)));
	batch_add(b, Q_ACT_MATERIAL_STATE, ARGS(value_int(d->dossier), value_text(material), value_text("received"), value_text("")));
	clock_stop_in(b, d->dossier, CLOCK_K5, (int)rows_int(f, (size_t)i, 5), supplied_day(d, b, (int)rows_int(f, (size_t)i, 5)));
	batch_add(b, Q_ACT_DEFERRED_DOWN, ARGS(value_int(d->dossier), value_int(d->now)));
	act_supplement(d, b, material);
}

static enum status guard_prolong(struct doing *d, struct batch *b, struct err *err)
{
	day_t until = act_arg_day(d, "until");
	int i = open_deferral(d, b, err);

	if (i < 0)
		return err->status;
	if (until <= (day_t)rows_int(batch_rows(b, d->steps[ACT_READS_DEFERRALS]), (size_t)i, 2) || until <= d->today)
		return act_refuse_at(d, err, "until", "E-6418", "延长到的日期要晚于原期限和今天");
	return calendar_may_work(d->calendar, until) ? ST_OK : act_refuse_at(d, err, "until", "E-6418", "延长到的日期不是工作日");
}

static void do_prolong(struct doing *d, struct batch *b)
{
	const struct rows *f = batch_rows(b, d->steps[ACT_READS_DEFERRALS]);
	size_t i = (size_t)act_row_of(f, 0, act_arg_text(d, "material"));

	clock_extend_in(d->h, b, d->by, &(struct clock_extending){ .dossier = d->dossier, .number = d->number, .kind = CLOCK_K5,
		.item = (int)rows_int(f, i, 5), .day = d->today, .basis = "C-11", .reason = act_arg_text(d, "reason"), .by = d->by->name,
		.halves = 2 * deadline_remaining(d->calendar, (day_t)rows_int(f, i, 2), act_arg_day(d, "until")) });
}

static enum status guard_open_deferral(struct doing *d, struct batch *b, struct err *err)
{
	return open_deferral(d, b, err) < 0 ? err->status : ST_OK;
}

/* One call is the answer to all that stood on the list for this paper. */
static void do_remind(struct doing *d, struct batch *b)
{
	batch_add(b, Q_CLOCK_REMINDERS_TOLD, ARGS(value_int(d->dossier), value_text(act_arg_text(d, "material")), value_int(d->now),
		value_text(act_arg_text(d, "way")), value_text(act_arg_text(d, "result"))));
}

/* "12" or "12.50", more than nothing. */
static bool is_money(const char *text)
{
	const char *point = strchr(text, '.');

	if (text[0] == '0' && text[1] && text + 1 != point)      /* nobody writes it so but by a slip */
		return false;
	return form_is_figure(text) && (!point || strlen(point + 1) <= 2) && strpbrk(text, "123456789");
}

/* Nothing is charged that the catalogue does not charge for. */
static enum status guard_charge(struct doing *d, struct batch *b, struct err *err)
{
	int no = act_arg_count(d, "item");

	if (!act_charged(rows_text(batch_rows(b, d->steps[ACT_READS_SNAPSHOT]), 0, 0), no))
		return act_refuse_at(d, err, "item", "E-6449", "没有第 %d 项,或者它按目录不收费,不能通知收费", no);
	if (!is_money(act_arg_text(d, "amount")))
		return act_refuse_at(d, err, "amount", "E-6449", "金额应为元,如 10 或 12.50");
	if (*act_arg_text(d, "until") && act_arg_day(d, "until") < d->today)
		return act_refuse_at(d, err, "until", "E-6449", "缴费期限已经过去,不能通知收费");
	return ST_OK;
}

static enum status guard_parcel(struct doing *d, struct batch *b, struct err *err)
{
	if (!act_by_courier(batch_rows(b, d->steps[ACT_READS_SNAPSHOT])))
		return act_refuse(d, err, "E-6450", "申请人没有选邮寄,不打快递面单");
	return ST_OK;
}

static void do_archive(struct doing *d, struct batch *b)
{
	batch_add(b, Q_ACT_TASKS_ARCHIVE, ARGS(value_int(d->dossier), value_int(d->now)));
	stop_all(d, b);
}

/* Acceptance makes tasks, papers and a snapshot: dossier_accept does it, once this transaction has found it legal. */
static enum status guard_take_in(struct doing *d, struct batch *b, struct err *err)
{
	(void)b;
	d->take_in = true;
	return err_set(err, ST_REFUSED, "E-6432", "受理没有办成。没有改动。");
}

const struct act_rule act_dossier_rules[] = {
	{ "accept", guard_take_in, NULL },
	{ "deem", guard_take_in, NULL },
	{ "notice", guard_notice, do_notice },
	{ "corrected", guard_corrected, do_corrected },
	{ "lapse", guard_lapse, stop_all },
	{ "refuse", NULL, stop_all },
	{ "withdraw", NULL, do_withdraw },
	{ "terminate", guard_terminate, do_terminate },
	{ "void", NULL, stop_all },
	{ "supply", guard_supply, do_supply },
	{ "prolong", guard_prolong, do_prolong },
	{ "remind", guard_open_deferral, do_remind },
	{ "charge", guard_charge, NULL },
	{ "parcel", guard_parcel, NULL },
	{ "revoke", act_revoke_guard, act_revoke_do },
	{ "entrust", act_entrust_guard, act_entrust_do },
	{ "hand-over", act_together_guard, act_together_do },
	{ "archive", NULL, do_archive },
	{ NULL, NULL, NULL },
};
