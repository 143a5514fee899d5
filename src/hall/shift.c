/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/shift.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "law/queue.h"
#include "law/staff_right.h"

static const struct { const char *code, *name; } kinds[SHIFT_KINDS] = {
	[SHIFT_TICKET] = { "ticket", "叫号" },
	[SHIFT_DRAFT] = { "draft", "草稿" },         [SHIFT_UNPRINTED] = { "unprinted", "未打印" },
	[SHIFT_RECEIVED] = { "received", "待答复" },
	[SHIFT_RETURNED] = { "returned", "退回" }, [SHIFT_ASKED] = { "asked", "补正" }, [SHIFT_DEFERRAL] = { "deferral", "容缺" },
	[SHIFT_MESSAGE] = { "message", "未送达" },   [SHIFT_RESULT] = { "result", "待领" },
};

const char *shift_kind_code(enum shift_kind k)
{
	return kinds[k].code;
}

const char *shift_kind_name(enum shift_kind k)
{
	return kinds[k].name;
}

json_t *shift_row_json(const struct shift_row *r)
{
	return json_pack("{ss ss ss ss ss ss}", "kind", kinds[r->kind].code, "number", r->number, "bundle", r->bundle, "what", r->what,
		"hint", r->hint, "clerk", r->login);
}

/* "11-23 09:41" */
static void when(int64_t at, char out[12])
{
	char stamp[20];

	clock_stamp(at, stamp);
	snprintf(out, 12, "%.11s", stamp + 5);
}

/* --- one row of each kind: number and bundle are there ------------------------------------------------------------------------ */

/* The number is the window's until it has ended, whoever sits there: the next clerk takes it over with the window. */
static void ticket_row(struct shift_row *s, const struct rows *r, size_t i)
{
	char called[12];

	when(rows_int(r, i, 3), called);
	snprintf(s->what, sizeof s->what, "%s 号%s", rows_text(r, i, 0), strcmp(rows_text(r, i, 2), ticket_state_code(TICKET_SERVING)) == 0 ? "在办,还没有办结" : "叫了,还没有到");
	snprintf(s->hint, sizeof s->hint, "%.60s %s 叫", rows_text(r, i, 4), called);
}

static void draft_row(struct shift_row *s, const struct rows *r, size_t i)
{
	static const char *const steps[] = { "事项", "情形", "申请人", "材料", "确认" };
	int64_t step = rows_int(r, i, 3);
	char saved[12];

	when(rows_int(r, i, 4), saved);
	snprintf(s->what, sizeof s->what, "%.80s%s停在%s", rows_text(r, i, 2), *rows_text(r, i, 2) ? " " : "", step >= 0 && step < (int64_t)COUNT_OF(steps) ? steps[step] : "");
	snprintf(s->hint, sizeof s->hint, "%.60s %s", rows_text(r, i, 5), saved);
	text_copy(s->login, sizeof s->login, rows_text(r, i, 6));
}

static void unprinted_row(struct shift_row *s, const struct rows *r, size_t i)
{
	static const struct { const char *state, *words; } hints[] = { { "device_done", "看纸,确认是否打出" }, { "failed", "未打出,请补打" },
		{ "held", "已暂停" }, { "submitted", "已交打印机" } };
	const char *words = "等着打印";

	for (size_t k = 0; k < COUNT_OF(hints); k++)
		words = strcmp(rows_text(r, i, 8), hints[k].state) == 0 ? hints[k].words : words;
	text_copy(s->what, sizeof s->what, rows_text(r, i, 5));
	snprintf(s->hint, sizeof s->hint, "%s%s%.60s", words, *rows_text(r, i, 7) ? ":" : "", rows_text(r, i, 7));
}

/* K1: silence is acceptance (art. 32), so who comes next must know of it. */
static void received_row(struct shift_row *s, const struct rows *r, size_t i)
{
	char taken[12], day[11];

	when(rows_int(r, i, 7), taken);
	snprintf(s->what, sizeof s->what, "收件 %s,还没有答复是否受理", taken);
	snprintf(s->hint, sizeof s->hint, "应 %s 前答复", day_iso((day_t)rows_int(r, i, 6), day));
}

static void of_department(struct shift_row *s, const struct rows *r, size_t i, const char *verb)
{
	char since[12];

	when(rows_int(r, i, 6), since);
	snprintf(s->what, sizeof s->what, "%s%s%.100s", rows_text(r, i, 5), *rows_text(r, i, 7) ? ":" : "", rows_text(r, i, 7));
	snprintf(s->hint, sizeof s->hint, "%s %s", verb, since);
}

static void returned_row(struct shift_row *s, const struct rows *r, size_t i)
{
	of_department(s, r, i, "退回");
}

static void asked_row(struct shift_row *s, const struct rows *r, size_t i)
{
	of_department(s, r, i, "要求");
}

static void deferral_row(struct shift_row *s, const struct rows *r, size_t i)
{
	char day[11];

	text_copy(s->what, sizeof s->what, rows_text(r, i, 5));
	snprintf(s->hint, sizeof s->hint, "应 %s 前补", day_iso((day_t)rows_int(r, i, 6), day));
}

static void message_row(struct shift_row *s, const struct rows *r, size_t i)
{
	static const struct { const char *state, *words; } hints[] = { { "parked", "推送停下" }, { "held", "已暂停" },
		{ "sending", "正在推送" } };
	const char *words = "等着推送";

	for (size_t k = 0; k < COUNT_OF(hints); k++)
		words = strcmp(rows_text(r, i, 4), hints[k].state) == 0 ? hints[k].words : words;
	snprintf(s->what, sizeof s->what, "%.80s:%.100s", rows_text(r, i, 2), rows_text(r, i, 5));
	snprintf(s->hint, sizeof s->hint, "%s%s%.60s", words, *rows_text(r, i, 3) ? ":" : "", rows_text(r, i, 3));
}

static void result_row(struct shift_row *s, const struct rows *r, size_t i)
{
	char in[12];

	when(rows_int(r, i, 4), in);
	snprintf(s->what, sizeof s->what, "%.120s%s%.40s", rows_text(r, i, 2), *rows_text(r, i, 3) ? " 在" : "", rows_text(r, i, 3));
	snprintf(s->hint, sizeof s->hint, "到窗 %s", in);
}

/* --- all of them -------------------------------------------------------------------------------------------------------------- */

struct source { enum query q; int number, bundle; void (*fill)(struct shift_row *s, const struct rows *r, size_t i); };
static const struct source sources[SHIFT_KINDS] = {
	[SHIFT_TICKET] = { Q_SHIFT_TICKET, 0, 1, ticket_row },
	[SHIFT_DRAFT] = { Q_SHIFT_DRAFT, 0, 1, draft_row },          [SHIFT_UNPRINTED] = { Q_TODO_UNPRINTED, 1, 4, unprinted_row },
	[SHIFT_RECEIVED] = { Q_TODO_RECEIVED, 1, 4, received_row }, [SHIFT_RETURNED] = { Q_TODO_RETURNED, 1, 4, returned_row },
	[SHIFT_ASKED] = { Q_TODO_ASKED, 1, 4, asked_row },           [SHIFT_DEFERRAL] = { Q_TODO_DEFERRAL, 1, 4, deferral_row },
	[SHIFT_MESSAGE] = { Q_SHIFT_MESSAGE, 0, 1, message_row },    [SHIFT_RESULT] = { Q_SHIFT_RESULT, 0, 1, result_row },
};

static enum status read_kind(struct hall *h, enum shift_kind k, const char *window, day_t day, struct rows **r, struct err *err)
{
	const struct value room = value_int(SHIFT_EACH + 1);

	if (k == SHIFT_UNPRINTED)                        /* now: also what is just being printed */
		return store_read(hall_store(h), sources[k].q, ARGS(value_text(window), value_int(clock_wall_ms() + 1), room), r, err);
	if (k == SHIFT_DEFERRAL)
		return store_read(hall_store(h), sources[k].q, ARGS(value_int(day), value_text(window), room), r, err);
	return store_read(hall_store(h), sources[k].q, ARGS(value_text(window), room), r, err);
}

static enum status may(struct hall *h, const struct actor *by, const char *window, struct err *err)
{
	if (!staff_may(by->role, RIGHT_SHIFT))
		return audit_denied(h, by, "shift.denied", window, "E-6785", "交班和日结单由受理员、督导来做(W-14)。没有打印。", err);
	if (!staff_may(by->role, RIGHT_SHIFT_ANY) && (!*window || strcmp(window, by->window) != 0))
		return audit_denied(h, by, "shift.denied", window, "E-6781", "受理员只能看自己窗口的交班;别的窗口请督导来看。没有打印。", err);
	return ST_OK;
}

enum status shift_open(struct hall *h, const struct actor *by, const char *window, day_t day, struct shift_row rows[SHIFT_MOST],
	size_t *count, bool *more, struct err *err)
{
	enum status st = may(h, by, window, err);

	*count = 0;
	*more = false;
	for (int k = 0; st == ST_OK && k < SHIFT_KINDS; k++) {
		struct rows *r = NULL;
		st = read_kind(h, (enum shift_kind)k, window, day, &r, err);
		size_t n = st == ST_OK ? rows_count(r) : 0;
		*more |= n > SHIFT_EACH;
		for (size_t i = 0; i < n && i < SHIFT_EACH; i++) {
			struct shift_row *s = &rows[(*count)++];
			*s = (struct shift_row){ .kind = (enum shift_kind)k };
			text_copy(s->number, sizeof s->number, rows_text(r, i, sources[k].number));
			text_copy(s->bundle, sizeof s->bundle, rows_text(r, i, sources[k].bundle));
			sources[k].fill(s, r, i);
			text_mend(s->what);
			text_mend(s->hint);
		}
		rows_free(r);
	}
	return st;
}
