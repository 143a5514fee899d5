/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/engine.h"
#include "ui/form.h"
#include "ui/wrap.h"

#define DEFAULT_MAX 100
#define CHOICE_ROWS 4
#define DATE_MAX 16

static struct prompt end(struct ui *ui)
{
	struct prompt asked = ui->prompt.asked;
	ui->prompt.open = false;
	editor_release(&ui->prompt.editor);
	free((char *)(uintptr_t)asked.label);
	ui->prompt.asked.label = NULL;
	ui->dirty = true;
	return asked;
}

/* Ends it and tells; `answer` must not be the prompt's own memory. */
static void finish(struct ui *ui, const char *answer)
{
	struct prompt asked = end(ui);
	if (asked.done)
		asked.done(asked.ctx, answer);
}

void prompt_open(struct ui *ui, const struct prompt *prompt)
{
	struct err err;
	size_t max = prompt->type == PROMPT_DATE ? DATE_MAX : prompt->max ? prompt->max : DEFAULT_MAX;
	if (ui->prompt.open)
		finish(ui, NULL);
	ui->prompt.open = true;
	ui->prompt.owner = ui->top;
	ui->prompt.asked = *prompt;
	ui->prompt.asked.label = mem_text(prompt->label);
	ui->prompt.asked.initial = NULL;
	ui->prompt.earlier = 0;
	ui->prompt.proposed = prompt->initial && *prompt->initial;
	editor_init(&ui->prompt.editor, max, 0);
	if (prompt->initial && editor_set(&ui->prompt.editor, prompt->initial, strlen(prompt->initial), &err))
		message_error(ui, &err);
	ui->dirty = true;
}

void prompt_drop(struct ui *ui, const void *ctx)
{
	if (ui->prompt.open && ui->prompt.asked.ctx == ctx)
		finish(ui, NULL);
}

void prompt_view_goes(struct ui *ui, const struct view_engine *view)
{
	if (ui->prompt.open && ui->prompt.owner == view)
		finish(ui, NULL);
}

bool prompt_is_open(const struct ui *ui)
{
	return ui->prompt.open;
}

bool prompt_asks(const struct ui *ui)
{
	return ui->prompt.open && ui->prompt.owner == ui->top;
}

bool prompt_typed(const struct ui *ui, const void *ctx, struct buf *out)
{
	if (!ui->prompt.open || ui->prompt.asked.ctx != ctx)
		return false;
	editor_get(&ui->prompt.editor, out);
	return true;
}

void prompt_fill(struct ui *ui, const void *ctx, const char *text)
{
	struct err err;
	if (!ui->prompt.open || ui->prompt.asked.ctx != ctx)
		return;
	ui->prompt.proposed = false;
	if (editor_set(&ui->prompt.editor, text, strlen(text), &err))
		message_error(ui, &err);
	ui->dirty = true;
}

void prompt_release(struct ui *ui)
{
	if (ui->prompt.open)
		finish(ui, NULL);
}

void prompt_confirm(struct ui *ui, const char *label, void (*done)(void *ctx, const char *answer), void *ctx)
{
	static const struct prompt_choice yes_no[] = { { "1", "yes", "是" }, { "2", "no", "否" },
		{ "y", "yes", NULL }, { "n", "no", NULL } };
	prompt_open(ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = label, .choices = yes_no,
		.choice_count = COUNT_OF(yes_no), .done = done, .ctx = ctx });
}

/* ---- keys --------------------------------------------------------------------------------------------------- */

static bool same_key(const char *key, const char *s, size_t n)
{
	struct buf ascii;
	buf_init(&ascii, 64);
	(void)text_to_ascii(&ascii, s, n < 32 ? n : 32);
	bool same = !ascii.overflow && !strcasecmp(key, ascii.data);
	buf_release(&ascii);
	return same;
}

static bool choose(struct ui *ui, const char *s, size_t n)
{
	const struct prompt *p = &ui->prompt.asked;
	for (size_t i = 0; i < p->choice_count; i++)
		if (same_key(p->choices[i].key, s, n)) {
			finish(ui, p->choices[i].value);
			return true;
		}
	message_refuse(ui, "E-3208", "没有这一项,请按列出的键");
	return true;
}

bool prompt_text(struct ui *ui, const char *s, size_t n, bool pasted)
{
	struct err err;
	if (ui->prompt.asked.type == PROMPT_CHOICE) {
		if (pasted)
			message_refuse(ui, "E-3206", "这里不能粘贴,请按列出的键");
		return pasted || choose(ui, s, n);
	}
	/* a proposal is typed over, not added to; any other key keeps it for editing */
	if (ui->prompt.proposed && editor_set(&ui->prompt.editor, "", 0, &err))
		message_error(ui, &err);
	ui->prompt.proposed = false;
	if (editor_insert(&ui->prompt.editor, s, n, pasted, &err))
		message_error(ui, &err);
	return true;
}

static void accept(struct ui *ui)
{
	struct prompt *p = &ui->prompt.asked;
	struct buf typed;
	struct err err;
	char date[11];
	if (p->type == PROMPT_CHOICE) {
		message_refuse(ui, "E-3208", "请按列出的键");
		return;
	}
	buf_init(&typed, BUF_SMALL);
	editor_get(&ui->prompt.editor, &typed);
	const char *answer = typed.data;
	enum status st = ST_OK;
	if (p->type == PROMPT_DATE && !form_date(answer, date))
		st = *answer ? err_set(&err, ST_DATA, "E-3221", "「%s」不是日期;可输 1123、20261123 或 2026-11-23", answer)
			: err_set(&err, ST_DATA, "E-3221", "日期要填;可输 1123、20261123 或 2026-11-23");
	else if (p->type == PROMPT_DATE)
		answer = date;
	if (!st && p->check)
		st = p->check(p->ctx, answer, &err);
	if (st)
		message_error(ui, &err);
	else
		finish(ui, answer);
	buf_wipe(&typed);
}

static void replace(struct ui *ui, const char *text, size_t n)
{
	struct err err;
	if (editor_set(&ui->prompt.editor, text, n, &err))
		message_error(ui, &err);
	ui->dirty = true;
}

static void complete(struct ui *ui)
{
	const struct prompt *p = &ui->prompt.asked;
	struct buf typed, out;
	buf_init(&typed, BUF_SMALL);
	buf_init(&out, BUF_SMALL);
	editor_get(&ui->prompt.editor, &typed);
	if (p->complete && p->complete(p->ctx, typed.data, &out))
		replace(ui, out.data, out.len);
	buf_release(&typed);
	buf_release(&out);
}

bool prompt_request(struct ui *ui, enum ui_request request)
{
	struct prompt *p = &ui->prompt.asked;
	bool changed;
	const char *before;
	if (request != UI_PROMPT_FETCH)
		ui->prompt.proposed = false;
	switch (request) {
	case UI_PROMPT_ACCEPT:
		accept(ui);
		return true;
	case UI_PROMPT_CANCEL:
		if (p->fetch && p->fetch(p->ctx, true))
			return true;
		if (p->back)
			p->back(end(ui).ctx);
		else
			finish(ui, NULL);
		return true;
	case UI_PROMPT_COMPLETE:
		complete(ui);
		return true;
	case UI_PROMPT_FETCH:
		if (p->fetch)
			(void)p->fetch(p->ctx, false);
		return true;
	case UI_PROMPT_EARLIER:
		before = p->earlier ? p->earlier(p->ctx, ui->prompt.earlier) : NULL;
		if (before) {
			ui->prompt.earlier++;
			replace(ui, before, strlen(before));
		}
		return true;
	default:
		return p->type != PROMPT_CHOICE && editor_request(&ui->prompt.editor, request, &changed);
	}
}

/* ---- painting ----------------------------------------------------------------------------------------------- */

static void choice_line(const struct prompt *p, struct buf *out)
{
	buf_text(out, p->label);
	for (size_t i = 0; i < p->choice_count; i++)
		if (p->choices[i].label)
			buf_format(out, "  %s %s", p->choices[i].key, p->choices[i].label);
}

int prompt_rows(const struct ui *ui)
{
	const struct prompt *p = &ui->prompt.asked;
	struct buf line;
	if (p->type != PROMPT_CHOICE)
		return 1;
	buf_init(&line, BUF_SMALL);
	choice_line(p, &line);
	int rows = wrap_count(line.data, line.len, draw_width());
	buf_release(&line);
	return rows > CHOICE_ROWS ? CHOICE_ROWS : rows;
}

void prompt_paint(struct ui *ui, int row)
{
	const struct prompt *p = &ui->prompt.asked;
	struct buf line;
	buf_init(&line, BUF_SMALL);
	ui->prompt.row = row;
	ui->prompt.col = 0;
	if (p->type == PROMPT_CHOICE) {
		choice_line(p, &line);
		(void)draw_wrap((struct area){ row, 0, prompt_rows(ui), draw_width() }, LOOK_STRONG, line.data);
	} else {
		int width = draw_width();
		int used = draw_put(row, 0, width / 2, LOOK_STRONG, p->label);
		ui->prompt.col = used + (p->type == PROMPT_SECRET ? editor_stars(&ui->prompt.editor, width - used, &line)
			: editor_slice(&ui->prompt.editor, width - used, &line));
		int text = text_width(line.data);
		draw_text(row, used, width - used, LOOK_PLAIN, "");
		draw_put(row, used, text < width - used ? text : width - used, ui->prompt.proposed ? LOOK_FOCUS : LOOK_PLAIN, line.data);
	}
	buf_wipe(&line);
}
