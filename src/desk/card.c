/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/card.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/rows.h"
#include "desk/words.h"
#include "hall/audit.h"
#include "law/number.h"
#include "ui/prompt.h"
#include "ui/scroll.h"

const char *card_text(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "";
}

void card_moment(const char *iso, struct buf *out)
{
	char day[11];

	snprintf(day, sizeof day, "%.10s", iso);
	words_day(day_parse(day), clock_today(), out);
	if (strlen(iso) > 16)
		buf_format(out, " %.5s", iso + 11);
}

/* K7 */
static bool resting(const json_t *dossier)
{
	const json_t *t;
	size_t i;

	json_array_foreach(json_object_get(dossier, "tasks"), i, t)
		if (task_state_from_code(card_text(t, "state")) == TASK_SPECIAL)
			return true;
	return false;
}

enum look card_due(struct desk *d, const json_t *dossier, struct buf *out)
{
	day_t due = day_parse(card_text(json_object_get(dossier, "due"), "promised"));
	const struct calendar *calendar;
	struct err err;

	if (resting(dossier)) {                        /* the promise has no day meanwhile */
		buf_text(out, "承诺 停表(特别程序中)");
		return LOOK_PLAIN;
	}
	if (due == DAY_NONE)
		return LOOK_PLAIN;
	buf_text(out, "承诺 ");
	words_day(due, clock_today(), out);
	if (dossier_state_from_code(card_text(dossier, "state")) >= (int)DOSSIER_DECIDED ||
	    hall_calendar(d->hall, &calendar, &err) != ST_OK)
		return LOOK_PLAIN;
	int left = deadline_remaining(calendar, clock_today(), due);
	if (left < 0)
		buf_format(out, "(超期 %d 个工作日)", -left);
	else if (left == 0)
		buf_text(out, "(今天到期)");
	else
		buf_format(out, "(还有 %d 个工作日)", left);
	return left < 0 ? LOOK_BAD : left < 2 ? LOOK_WARN : LOOK_PLAIN;
}

static void reveal_person(const json_t *p, const char *what, struct buf *out)
{
	static const struct { const char *member, *label; } rows[] = { { "name", "姓名(名称)" }, { "id_number", "证件号码" }, { "phone", "电话" },
		{ "address", "住址" }, { "legal_name", "法定代表人" }, { "legal_id", "代表人证件" }, { "relation", "与申请人的关系" } };

	if (!json_is_object(p))
		return;
	buf_format(out, " %s\n", what);
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (*card_text(p, rows[i].member))
			buf_format(out, "   %s  %s\n", rows[i].label, card_text(p, rows[i].member));
}

void card_reveal(const json_t *dossier, struct buf *out)
{
	const json_t *f;
	size_t i;

	reveal_person(json_object_get(dossier, "applicant"), "申请人", out);
	reveal_person(json_object_get(dossier, "agent"), "代理人", out);
	buf_text(out, " 申请表\n");
	json_array_foreach(json_object_get(dossier, "form"), i, f)
		buf_format(out, "   %s  %s\n", card_text(f, "label"), *card_text(f, "value_text") ? card_text(f, "value_text") : card_text(f, "value"));
	if (*card_text(dossier, "remark"))
		buf_format(out, " 备注\n   %s\n", card_text(dossier, "remark"));
}

static enum status reason_given(void *ctx, const char *why, struct err *err)
{
	return audit_reason(((const struct card_secret *)ctx)->d->hall, why, err);
}

static void reason_told(void *ctx, const char *why)
{
	const struct card_secret *s = ctx;
	struct buf out;
	struct err err;

	if (!why)
		return;
	buf_init(&out, BUF_LARGE);
	enum status st = s->read(s->ctx, why, &out, &err);
	if (st == ST_OK)
		st = scroll_open_brief(s->d->ui, s->title, out.len ? out.data : "", hall_int(s->d->hall, "reveal.seconds") * 1000L,
			"原文已遮盖。还要看,按 Esc 返回,再调出原文并写理由。", &err);
	buf_wipe(&out);
	if (st != ST_OK)
		desk_fail(s->d, &err);
}

void card_ask_secret(struct card_secret *s)
{
	prompt_open(s->d->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = s->label, .max = 40, .check = reason_given, .done = reason_told,
		.ctx = s });
}

/* One task: sign, name, state; below it what the department said, if anything. Returns the rows taken. */
static int draw_task(const json_t *t, struct area a)
{
	enum { STATE = 11 };
	int state = task_state_from_code(card_text(t, "state"));
	const char *note = card_text(t, "note");

	draw_format(a.row, a.col, a.width - STATE, LOOK_PLAIN, "%s %s", state < 0 ? "?" : task_sign((enum task_state)state),
		card_text(t, "name"));
	draw_right(a.row, a.col + a.width - STATE, STATE, LOOK_PLAIN, card_text(t, "state_name"));
	if (!*note || a.height < 2)
		return 1;
	draw_format(a.row + 1, a.col + 2, a.width - 2, LOOK_DIM, "%s", note);
	return 2;
}

static void draw_dossier(struct desk *d, const json_t *o, const char *number, struct area a)
{
	const json_t *who = json_object_get(o, "applicant"), *tasks = json_object_get(o, "tasks");
	int row = a.row, end = a.row + a.height;
	char groups[28];
	struct buf line;

	number_groups(number, groups);
	buf_init(&line, BUF_SMALL);
	draw_text(row++, a.col, a.width, LOOK_STRONG, card_text(json_object_get(o, "bundle"), "name"));
	draw_format(row++, a.col, a.width, LOOK_PLAIN, "%s   %s", groups, card_text(o, "state_name"));
	draw_format(row++, a.col, a.width, LOOK_PLAIN, "%s  %s", card_text(who, "name"), card_text(who, "phone"));
	enum look look = card_due(d, o, &line);
	draw_text(row++, a.col, a.width, look, line.data);
	buf_release(&line);
	row++;
	for (size_t i = 0; i < json_array_size(tasks) && row < end; i++)
		row += draw_task(json_array_get(tasks, i), (struct area){ row, a.col, end - row, a.width });
	draw_text(end - 1, a.col, a.width, LOOK_DIM, "Enter 打开");
}

void card_draw(struct desk *d, const char *number, struct area area)
{
	enum { LEAST = 8 };
	json_t *o;
	struct err err;

	draw_blank(area);
	if (area.height < LEAST || dossier_json_for(d->hall, &d->actor, number, true, &o, &err) != ST_OK)
		return;
	draw_dossier(d, o, number, area);
	json_decref(o);
}

void card_draft(const struct todo *draft, struct area area)
{
	draw_blank(area);
	draw_text(area.row, area.col, area.width, LOOK_STRONG, draft->bundle);
	draw_text(area.row + 1, area.col, area.width, LOOK_PLAIN, draft->name);
	draw_format(area.row + 2, area.col, area.width, LOOK_PLAIN, "草稿,未受理;%s,%s", draft->what, draft->hint);
	draw_text(area.row + 4, area.col, area.width, LOOK_DIM, "Enter 接着办   Del 删去");
}
