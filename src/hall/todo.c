/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/mem.h"
#include "hall/draft.h"
#include "hall/errand_draft.h"
#include "hall/print_job.h"
#include "hall/row.h"
#include "law/act.h"
#include "law/clock.h"
#include "law/staff_right.h"

/* What wants a person now, the most urgent kind first: for a supervisor what silence has accepted, paper that was promised
 * and is not out, what a supervisor has to answer, papers taken and not answered for, tasks that came back, what departments want of an applicant,
 * deferrals that end, for who hands over what was decided and is not at the window, messages that stand still, drafts; last the deferrals that are still open. */

#define PRINTING_MS 20000            /* a paper younger than this is simply being printed */
#define EACH 20                      /* of one kind at most: a broken printer must not hide the rest … */
#define ASKED (EACH + 1)             /* … and one that is not shown tells that there are more */

struct todo_list { struct hall *h; const struct actor *who; struct todo *rows; size_t room, count; bool more; };

static void clock_text(int64_t at, char *out, size_t size)
{
	char stamp[20];
	bool today = clock_day_of(at) == clock_today();

	clock_stamp(at, stamp);
	snprintf(out, size, "%.*s", today ? 5 : 11, stamp + (today ? 11 : 5));      /* "08:55", else "11-22 08:55" */
}

/* The i-th of its kind, empty; NULL when it has no place, and then somebody is told that there are more. */
static struct todo *todo_place(struct todo_list *l, enum todo_kind kind, size_t i)
{
	if (i >= EACH || l->count == l->room) {
		l->more = true;
		return NULL;
	}
	struct todo *t = &l->rows[l->count++];
	*t = (struct todo){ .kind = kind, .over = DAY_NONE };
	return t;
}

/* The columns that all kinds share; NULL as above. */
static struct todo *todo_add(struct todo_list *l, enum todo_kind kind, const struct rows *rows, size_t i)
{
	struct todo *t = todo_place(l, kind, i);

	if (!t)
		return NULL;
	t->id = rows_int(rows, i, 0);
	snprintf(t->number, sizeof t->number, "%s", rows_text(rows, i, 1));
	row_mask(rows_text(rows, i, 2), rows_int(rows, i, 3) != 0, t->name, sizeof t->name);
	snprintf(t->bundle, sizeof t->bundle, "%s", rows_text(rows, i, 4));
	return t;
}

static void unprinted_row(struct todo *t, const struct rows *rows, size_t i)
{
	static const char *const hints[][2] = { { "device_done", "请确认是否已打出" }, { "failed", "未打出,请补打" }, { "held", "已暂停" } };
	const char *note = rows_text(rows, i, 7), *state = rows_text(rows, i, 8), *hint = "未打出";
	bool unknown = strcmp(state, "submitted") == 0 && rows_int(rows, i, 9) == 0;

	for (size_t k = 0; k < COUNT_OF(hints); k++)
		hint = strcmp(state, hints[k][0]) == 0 ? hints[k][1] : hint;
	snprintf(t->what, sizeof t->what, "%s%s%s", rows_text(rows, i, 5), *note ? " " : "", note);
	text_mend(t->what);
	snprintf(t->hint, sizeof t->hint, "%s", unknown ? "看纸,可补打" : hint);
	if (unknown)
		t->kind = TODO_UNKNOWN_OUTCOME;
}

/* "医保局:附件不可读" */
static void department_row_text(struct todo *t, const struct rows *rows, size_t i, const char *verb)
{
	const char *note = rows_text(rows, i, 7);
	char when[16];

	clock_text(rows_int(rows, i, 6), when, sizeof when);
	snprintf(t->what, sizeof t->what, "%s%s%s", rows_text(rows, i, 5), *note ? ":" : "", note);
	text_mend(t->what);
	snprintf(t->hint, sizeof t->hint, "%s %s", verb, when);
}

/* For who hands over: "3 份:食品经营许可(新办)等", decided at the earliest of them. */
static void decided_row(struct todo *t, const struct rows *rows, size_t i)
{
	int64_t n = rows_int(rows, i, 7);
	char when[16];

	clock_text(rows_int(rows, i, 6), when, sizeof when);
	snprintf(t->what, sizeof t->what, "%" PRId64 " 份:%.120s%s", n, rows_text(rows, i, 5), n > 1 ? "等" : "");
	text_mend(t->what);
	snprintf(t->hint, sizeof t->hint, "决定 %s", when);
}

/* K1: silence is acceptance (art. 32). */
static void received_row(struct todo *t, const struct rows *rows, size_t i)
{
	day_t due = (day_t)rows_int(rows, i, 6);
	struct ymd d = day_to_ymd(due);

	snprintf(t->what, sizeof t->what, "还没有答复是否受理");
	if (due == clock_today())
		snprintf(t->hint, sizeof t->hint, "今天要答复");
	else
		snprintf(t->hint, sizeof t->hint, "%02d-%02d 前答复", (int)d.month, (int)d.day);
}

static void returned_row(struct todo *t, const struct rows *rows, size_t i)
{
	department_row_text(t, rows, i, "退回");
}

static void asked_row(struct todo *t, const struct rows *rows, size_t i)
{
	department_row_text(t, rows, i, "要求");
}

static void refused_row(struct todo *t, const struct rows *rows, size_t i)
{
	department_row_text(t, rows, i, "未采用");
}

static void parked_row(struct todo *t, const struct rows *rows, size_t i)
{
	department_row_text(t, rows, i, "停发");
}

static void deferral_row(struct todo *t, const struct rows *rows, size_t i)
{
	int left = (int)rows_int(rows, i, 6) - clock_today();

	snprintf(t->what, sizeof t->what, "%s", rows_text(rows, i, 5));
	t->over = left < 0 ? (day_t)rows_int(rows, i, 6) : DAY_NONE;
	snprintf(t->hint, sizeof t->hint, "%s还差%" PRId64 "份", left == 0 ? "今日到期 " : left > 0 ? "将到期 " : "", rows_int(rows, i, 7));
}

static void promised_row(struct todo *t, const struct rows *rows, size_t i)
{
	struct ymd d = day_to_ymd((day_t)rows_int(rows, i, 6));

	snprintf(t->what, sizeof t->what, "%s", rows_text(rows, i, 5));
	snprintf(t->hint, sizeof t->hint, "%02d-%02d 差%" PRId64 "份", (int)d.month, (int)d.day, rows_int(rows, i, 7));
}

/* For who confirms: the act that a first person proposed (W-14). */
static void proposal_row(struct todo *t, const struct rows *rows, size_t i)
{
	const struct act *act = act_find(rows_int(rows, i, 8) ? ACT_TASK : ACT_DOSSIER, rows_text(rows, i, 5));
	char when[16];

	clock_text(rows_int(rows, i, 6), when, sizeof when);
	snprintf(t->what, sizeof t->what, "%s", act ? act->name : rows_text(rows, i, 5));
	snprintf(t->hint, sizeof t->hint, "%.40s提请 %s", rows_text(rows, i, 7), when);
}

/* A clock that ran out proposes; a person ends the dossier, or not (C-13, K6). */
static void lapsed_row(struct todo *t, const struct rows *rows, size_t i)
{
	int kind = clock_kind_from_code(rows_text(rows, i, 5));
	const char *material = rows_text(rows, i, 7), *reason = rows_text(rows, i, 8), *about = *reason ? reason : material;

	snprintf(t->what, sizeof t->what, "%s%s%s", kind < 0 ? "" : clock_rule((enum clock_kind)kind)->name, *about ? ":" : "", about);
	text_mend(t->what);
	t->over = (day_t)rows_int(rows, i, 6);
}

/* T-9: how late it is, in working days, before what else there is to say. */
static enum status say_late(const struct todo_list *l, struct todo *t, struct err *err)
{
	const struct calendar *calendar;
	char more[sizeof t->hint];

	if (t->over == DAY_NONE)
		return ST_OK;
	enum status st = hall_calendar(l->h, &calendar, err);
	if (st != ST_OK)
		return st;
	snprintf(more, sizeof more, "%s", t->hint);
	snprintf(t->hint, sizeof t->hint, "逾期%d工作日%s%.40s", -deadline_remaining(calendar, clock_today(), t->over), *more ? " " : "", more);
	text_mend(t->hint);
	return ST_OK;
}

typedef void todo_row_fn(struct todo *t, const struct rows *rows, size_t i);

static enum status todo_query(struct todo_list *l, enum todo_kind kind, enum query q, const struct value *args, size_t count,
	todo_row_fn *fill, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(l->h), q, args, count, &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		struct todo *t = todo_add(l, kind, rows, i);
		if (!t)
			continue;
		fill(t, rows, i);
		st = say_late(l, t, err);
	}
	rows_free(rows);
	return st;
}

static void deemed_row(struct todo *t, const struct rows *rows, size_t i)
{
	struct ymd d = day_to_ymd((day_t)rows_int(rows, i, 6));

	snprintf(t->what, sizeof t->what, "收件后五个工作日没有答复");
	snprintf(t->hint, sizeof t->hint, "自%d月%d日起", (int)d.month, (int)d.day);
}

static enum status todo_drafts(struct todo_list *l, struct err *err)
{
	static const char *const steps[] = { "停在 事项", "停在 情形", "停在 申请人", "停在 材料", "停在 确认" };
	struct draft drafts[ASKED];
	char when[16];
	size_t count;
	enum status st = draft_list(l->h, l->who, drafts, ASKED, &count, err);

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		struct todo *t = todo_place(l, TODO_DRAFT, i);
		if (!t)
			break;
		snprintf(t->number, sizeof t->number, "%.36s", drafts[i].accept_uuid);
		snprintf(t->name, sizeof t->name, "%s", drafts[i].who);
		snprintf(t->bundle, sizeof t->bundle, "%s", drafts[i].title);
		snprintf(t->what, sizeof t->what, "%s", (size_t)drafts[i].step < COUNT_OF(steps) ? steps[drafts[i].step] : "");
		clock_text(drafts[i].saved_at, when, sizeof when);
		if (drafts[i].elsewhere)
			snprintf(t->hint, sizeof t->hint, "%s号窗口开着", drafts[i].window);
		else
			snprintf(t->hint, sizeof t->hint, "已存 %s", when);
	}
	return st;
}

/* What helpers have drafted, for a clerk to accept (W-14). */
static enum status todo_offers(struct todo_list *l, struct err *err)
{
	struct errand_offer offers[ASKED];
	char when[16];
	size_t count;
	enum status st = errand_draft_offers(l->h, l->who, offers, ASKED, &count, err);

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		struct todo *t = todo_place(l, TODO_OFFERED, i);
		if (!t)
			break;
		snprintf(t->number, sizeof t->number, "%.36s", offers[i].accept_uuid);
		snprintf(t->name, sizeof t->name, "%s", offers[i].who);
		snprintf(t->bundle, sizeof t->bundle, "%s", offers[i].title);
		snprintf(t->what, sizeof t->what, "%s 代拟,待受理", offers[i].helper);
		clock_text(offers[i].offered_at, when, sizeof when);
		snprintf(t->hint, sizeof t->hint, "交来 %s", when);
	}
	return st;
}

enum status dossier_todo(struct hall *h, const struct actor *who, struct todo *rows, size_t room, size_t *count, bool *more,
	struct err *err)
{
	struct todo_list l = { h, who, rows, room, 0, false };
	const char *window = staff_may(who->role, RIGHT_SEE_HALL) ? "" : who->window;      /* a supervisor sees the hall's */
	enum status st;

	*count = 0;
	if (!*window && (st = todo_query(&l, TODO_DEEMED, Q_TODO_DEEMED, ARGS(value_int(ASKED)), deemed_row, err)) != ST_OK)
		return st;
	if ((st = todo_query(&l, TODO_UNPRINTED, Q_TODO_UNPRINTED, ARGS(value_text(window), value_int(clock_wall_ms() - PRINTING_MS),
		value_int(ASKED)), unprinted_row, err)) != ST_OK ||
	    (!*window && (st = todo_query(&l, TODO_PROPOSAL, Q_TODO_PROPOSAL, ARGS(value_int(ASKED)), proposal_row, err)) != ST_OK) ||
	    (!*window && (st = todo_query(&l, TODO_LAPSED, Q_CLOCK_PROPOSALS, ARGS(value_int(ASKED)), lapsed_row, err)) != ST_OK) ||
	    (staff_role_in(who->role, BY(ISSUER)) && (st = todo_query(&l, TODO_DECIDED, Q_TODO_DECIDED, ARGS(value_int(ASKED)), decided_row,
		err)) != ST_OK) ||
	    (st = todo_query(&l, TODO_RECEIVED, Q_TODO_RECEIVED, ARGS(value_text(window), value_int(ASKED)), received_row, err)) != ST_OK ||
	    (st = todo_query(&l, TODO_RETURNED, Q_TODO_RETURNED, ARGS(value_text(window), value_int(ASKED)), returned_row, err)) != ST_OK ||
	    (st = todo_query(&l, TODO_ASKED, Q_TODO_ASKED, ARGS(value_text(window), value_int(ASKED)), asked_row, err)) != ST_OK ||
	    (st = todo_query(&l, TODO_REFUSED, Q_TODO_REFUSED, ARGS(value_text(window), value_int(ASKED)), refused_row, err)) != ST_OK ||
	    (st = todo_query(&l, TODO_DEFERRAL_DUE, Q_TODO_DEFERRAL, ARGS(value_int(clock_today()), value_text(window),
		value_int(ASKED)), deferral_row, err)) != ST_OK ||
	    (st = todo_query(&l, TODO_PARKED, Q_TODO_PARKED, ARGS(value_text(window), value_int(ASKED)), parked_row, err)) != ST_OK)
		return st;
	if ((st = todo_offers(&l, err)) == ST_OK && (st = todo_drafts(&l, err)) == ST_OK &&
	    (st = todo_query(&l, TODO_DEFERRAL, Q_TODO_PROMISED, ARGS(value_int(clock_today()), value_text(window), value_int(ASKED)),
		promised_row, err)) == ST_OK)
		*count = l.count;
	if (more)
		*more = l.more;
	return st;
}
