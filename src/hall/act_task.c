/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "hall/act_message.h"
#include "hall/act_parts.h"
#include "hall/clock.h"
#include "hall/rating.h"

/* What each act on a department's task demands and does beyond its row of law/act.h. */

/* --- before the decision --------------------------------------------------------------------------------------------------- */

/* When K1 began the last time: with the receipt, or with the day on which all that was asked for had come. */
static day_t k1_began(const struct doing *d, const struct batch *b)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_CLOCKS]);
	day_t began = d->received_day;

	for (size_t i = 0; i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, 0), "K1") == 0 && (day_t)rows_int(r, i, 2) > began)
			began = (day_t)rows_int(r, i, 2);
	return began;
}

/* W-8: after the fifth working day of K1 a department works with what it has. */
static enum status guard_return(struct doing *d, struct batch *b, struct err *err)
{
	struct deadline k1;
	enum status st;

	if (strcmp(act_arg_text(d, "reason"), "missing") != 0)
		return ST_OK;
	st = deadline_make(d->calendar, k1_began(d, b), LIMIT_DAYS((int)hall_int(d->h, "k1.days")), NULL, 0, true, &k1, err);
	if (st == ST_OK && d->done_day > k1.due)
		st = act_refuse_at(d, err, "reason", "E-6420", "收件(或补正收齐)已过%ld个工作日,不能再以材料缺失退回;请照现有材料办,或启动特别程序", hall_int(d->h, "k1.days"));
	deadline_release(&k1);
	return st;
}

static void do_void(struct doing *d, struct batch *b)
{
	act_task_end(d, b, "任务作废,请停办");
}

static void do_resend(struct doing *d, struct batch *b)
{
	act_resend(d, b, act_arg_text(d, "note"));
}

/* What a department wants after acceptance is told in writing, with a day: the one it names, else as long as for a notice (K6). No
 * clock runs to it: who misses it is decided about with what is there (W-8). */
static enum status guard_ask(struct doing *d, struct batch *b, struct err *err)
{
	struct deadline due;
	char day[11];

	(void)b;
	if (*act_arg_text(d, "until"))
		return act_arg_day(d, "until") < d->done_day ? act_refuse_at(d, err, "until", "E-6455", "补正期限不能早于要求补正的日子") : ST_OK;
	enum status st = deadline_make(d->calendar, d->done_day, LIMIT_DAYS((int)hall_int(d->h, "k6.days")), NULL, 0, true, &due, err);
	if (st != ST_OK)
		return st;
	json_object_set_new(d->data, "until", json_string(day_iso(due.due, day)));
	deadline_release(&due);
	return ST_OK;
}

static enum status guard_special(struct doing *d, struct batch *b, struct err *err)
{
	struct deadline end;
	char day[11];
	enum status st;

	(void)b;
	if (act_arg_day(d, "start") < d->received_day)
		return act_refuse_at(d, err, "start", "E-6421", "特别程序不能早于收件之日开始");
	if (act_arg_day(d, "start") > d->today)         /* it would hold the task fast until then, with its clocks running */
		return act_refuse_at(d, err, "start", "E-6421", "特别程序还没有开始,不能停表;到开始那天再办");
	st = deadline_make(d->calendar, act_arg_day(d, "start"), LIMIT_DAYS(act_arg_count(d, "days")), NULL, 0, true, &end, err);
	if (st != ST_OK)
		return st;
	day_iso(end.due, day);
	json_object_set_new(d->data, "until", json_string(day));    /* what its paper says */
	deadline_release(&end);
	return ST_OK;
}

static enum status guard_special_end(struct doing *d, struct batch *b, struct err *err)
{
	day_t end = act_arg_day(d, "end");

	(void)b;
	if (end > d->today || end < d->received_day)
		return act_refuse_at(d, err, "end", "E-6421", "结束日期要在特别程序开始之后、今天之前");
	return ST_OK;
}

static struct clock_pausing pausing(const struct doing *d)
{
	return (struct clock_pausing){ .dossier = d->dossier, .number = d->number, .item = d->call->task,
		.kind = pause_kind_from_code(act_arg_text(d, "kind")), .from = act_arg_day(d, "start"), .to = act_arg_day(d, "end"),
		.expected = act_arg_day(d, "until"), .basis = act_arg_text(d, "basis"), .reason = act_arg_text(d, "reason"), .by = d->by->name };
}

static void do_special(struct doing *d, struct batch *b)
{
	const struct clock_pausing p = pausing(d);

	clock_pause_in(d->h, b, d->by, &p);
}

static void do_special_end(struct doing *d, struct batch *b)
{
	const struct clock_pausing p = pausing(d);

	clock_resume_in(d->h, b, d->by, &p);
}

static void do_extend(struct doing *d, struct batch *b)
{
	bool government = strcmp(act_arg_text(d, "approver"), "government") == 0;

	clock_extend_in(d->h, b, d->by, &(struct clock_extending){ .dossier = d->dossier, .number = d->number, .kind = CLOCK_K3,
		.item = d->call->task, .halves = 2 * act_arg_count(d, "days"), .joint = government, .day = d->today, .basis = "W-10",
		.reason = act_arg_text(d, "reason"), .by = act_arg_text(d, "approver_name") });
}

/* W-10: the new limit, as its paper says it and its clock counts it: working days, also after a limit in natural days. Nothing where
 * no law set one. */
static enum status extended_until(struct doing *d, struct batch *b, struct err *err)
{
	int k3 = act_clock(d, b, "K3", d->call->task);
	struct deadline end;
	char day[11];

	if (k3 < 0)
		return ST_OK;
	enum status st = deadline_make(d->calendar, (day_t)rows_int(batch_rows(b, d->steps[ACT_READS_CLOCKS]), (size_t)k3, 3),
		LIMIT_DAYS(act_arg_count(d, "days")), NULL, 0, true, &end, err);
	if (st != ST_OK)
		return st;
	json_object_set_new(d->data, "until", json_string(day_iso(end.due, day)));
	if (end.estimated)                           /* T-13: nobody is promised a day of a year whose calendar is not there */
		json_object_set_new(d->data, "estimated", json_string("预估"));
	deadline_release(&end);
	return ST_OK;
}

/* W-10: once, and not longer than the one who approves it may grant. */
static enum status guard_extend(struct doing *d, struct batch *b, struct err *err)
{
	bool government = strcmp(act_arg_text(d, "approver"), "government") == 0;
	long most = hall_int(d->h, government ? "k3.joint_extension_days" : "k3.extension_days");

	if (act_done(d, b, "extend") > 0)
		return act_refuse(d, err, "E-6422", "已经延期过一次,不能再延");
	int k3 = act_clock(d, b, "K3", d->call->task);
	if (k3 >= 0 && d->done_day > (day_t)rows_int(batch_rows(b, d->steps[ACT_READS_CLOCKS]), (size_t)k3, 3))
		return act_refuse(d, err, "E-6422", "法定期限已经过了,要在期限之内批准才能延期");
	if (act_arg_count(d, "days") > most)
		return act_refuse_at(d, err, "days", "E-6422", "%s批准的延期最多%ld个工作日", government ? "本级政府负责人" : "本机关负责人", most);
	return extended_until(d, b, err);
}

/* --- the result -------------------------------------------------------------------------------------------------------------- */

static enum status guard_grant(struct doing *d, struct batch *b, struct err *err)
{
	day_t from = act_arg_day(d, "valid_from"), to = act_arg_day(d, "valid_to");

	(void)b;
	if (from != DAY_NONE && to != DAY_NONE && to < from)
		return act_refuse_at(d, err, "valid_to", "E-6423", "有效期的止日早于起日");
	return ST_OK;
}

static void do_decide(struct doing *d, struct batch *b)
{
	batch_add(b, Q_RESULT_DECIDED, ARGS(value_int(d->dossier), value_int(d->call->task),
		value_text(task_state_code((enum task_state)d->act->to)), value_text(act_arg_text(d, "licence")),
		value_text(act_arg_text(d, "licence_no")), value_day(act_arg_day(d, "valid_from")), value_day(act_arg_day(d, "valid_to")),
		value_int(d->now)));
}

static void do_make(struct doing *d, struct batch *b)
{
	batch_add(b, Q_RESULT_NAMED, ARGS(value_int(d->dossier), value_int(d->call->task), value_text(act_arg_text(d, "licence")),
		value_text(act_arg_text(d, "licence_no"))));
}

static const struct rows *result(const struct doing *d, const struct batch *b, size_t *row)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_RESULTS]);

	for (*row = 0; *row < rows_count(r); ++*row)
		if (rows_int(r, *row, 0) == d->call->task)
			return r;
	return NULL;
}

/* N-8: what is scanned must be what was expected. */
static enum status guard_check_in(struct doing *d, struct batch *b, struct err *err)
{
	size_t i;
	const struct rows *r = result(d, b, &i);
	const char *expected = r ? rows_text(r, i, 1) : "";

	if (*expected && strcmp(expected, act_arg_text(d, "licence_no")) != 0)
		return act_refuse_at(d, err, "licence_no", "E-6424", "登记的编号与部门报来的 %.60s 不符,请核对是不是这一件", expected);
	return ST_OK;
}

static void do_check_in(struct doing *d, struct batch *b)
{
	batch_add(b, Q_RESULT_IN, ARGS(value_int(d->dossier), value_int(d->call->task), value_text(act_arg_text(d, "licence_no")),
		value_text(act_arg_text(d, "place")), value_int(d->now), value_int(d->by->staff_id),
		value_text(task_state_code(d->task_state))));
}

static const char *material_name(const struct doing *d, const struct batch *b, const char *id)
{
	const struct rows *m = batch_rows(b, d->steps[ACT_READS_MATERIALS]);
	int i = act_row_of(m, 0, id);

	return i < 0 ? id : rows_text(m, (size_t)i, 1);
}

const char *act_held_by(const struct doing *d, const struct batch *b, const char *item)
{
	const struct rows *f = batch_rows(b, d->steps[ACT_READS_DEFERRALS]);

	for (size_t i = 0; i < rows_count(f); i++)
		if (strcmp(rows_text(f, i, 1), "in") != 0 && rows_int(f, i, 3) && act_concerns(d, b, rows_text(f, i, 0), item))
			return material_name(d, b, rows_text(f, i, 0));
	return NULL;
}

static enum status guard_hand_over(struct doing *d, struct batch *b, struct err *err)
{
	const struct rows *tasks = batch_rows(b, d->steps[ACT_READS_TASKS]);
	const char *held = NULL;

	for (size_t i = 0; i < rows_count(tasks); i++)
		if (rows_int(tasks, i, 1) == d->call->task)
			held = act_held_by(d, b, rows_text(tasks, i, 5));
	if (held)
		return act_refuse(d, err, "E-6426", "容缺材料「%.120s」还没有补齐,这份结果补齐后才能发放", held);
	return act_receiver_seen(d, b, err);
}

/* Does nothing of the dossier wait any more when this task is handed over? */
static bool last_one(const struct doing *d, const struct batch *b)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_TASKS]);
	struct task_count left = { 0 };

	for (size_t i = 0; i < rows_count(r); i++) {
		int state = task_state_from_code(rows_text(r, i, 2));
		if (state >= 0 && rows_int(r, i, 1) != d->call->task)
			task_count_add(&left, (enum task_state)state);
	}
	return left.open + left.made + left.handed == 0;
}

/* E-6: who stands at the window is asked when the first result is given to him, who has all of it by post when the last one
 * leaves; the second request of a dossier is none. E-5: at no evaluator when nobody stands there, the QR is left to him. */
void act_ask_for_rating(struct doing *d, struct batch *b, bool last)
{
	bool visit = strcmp(act_arg_text(d, "mode"), "direct") == 0;
	struct actor by = *d->by;

	if (!visit)
		*by.window = '\0';
	if (visit || last)
		rating_request_in(d->h, b, d->dossier, RATING_PICKUP, &by, d->now);
}

static void do_hand_over(struct doing *d, struct batch *b)
{
	batch_add(b, Q_RESULT_OUT, ARGS(value_int(d->dossier), value_int(d->call->task), value_text(act_arg_text(d, "mode")),
		value_text(act_arg_text(d, "receiver")), value_text(act_arg_text(d, "tracking")), value_int(d->now),
		value_int(d->by->staff_id)));
	batch_add(b, Q_PICKUP_CLEAR, ARGS(value_int(d->dossier)));
	if (!d->whole_tells)
		act_ask_for_rating(d, b, last_one(d, b));
}

const struct act_rule act_task_rules[] = {
	{ "return", guard_return, NULL },
	{ "resend", NULL, do_resend },
	{ "ask", guard_ask, NULL },
	{ "special", guard_special, do_special },
	{ "special-end", guard_special_end, do_special_end },
	{ "extend", guard_extend, do_extend },
	{ "grant", guard_grant, do_decide },
	{ "deny", NULL, do_decide },
	{ "report", NULL, do_decide },
	{ "make", NULL, do_make },
	{ "check-in", guard_check_in, do_check_in },
	{ "hand-over", guard_hand_over, do_hand_over },
	{ "void", NULL, do_void },
	{ NULL, NULL, NULL },
};
