/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/errand_own.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/card.h"

enum { COLUMN_NO, COLUMN_NAME, COLUMN_WHO, COLUMN_TEXT, COLUMNS };
static const struct list_column columns[COLUMNS] = { [COLUMN_NO] = { NULL, 3, true }, [COLUMN_NAME] = { NULL, 12, false },
	[COLUMN_WHO] = { NULL, 14, false }, [COLUMN_TEXT] = { NULL, 0, false } };

static const char *const headings[PARTS] = { [PART_OPTION] = " 现在可以做", [PART_PRINCIPAL] = " 委托人", [PART_PAPER] = " 收下的材料",
	[PART_LOG] = " 记录" };

const json_t *errand_part(const struct errand *e, const char *name)
{
	return json_object_get(e->json, name);
}

static void add(struct errand *e, enum part part, size_t at, size_t of)
{
	e->lines[e->line_count++] = (struct line){ part, at, of };
}

static size_t authority_count(const struct errand *e)
{
	const json_t *p;
	size_t i, n = 0;

	json_array_foreach(errand_part(e, "principals"), i, p)
		n += json_array_size(json_object_get(p, "authorities"));
	return n;
}

void errand_lines(struct errand *e)
{
	size_t people = json_array_size(errand_part(e, "principals")), papers = json_array_size(errand_part(e, "papers"));
	size_t log = json_array_size(errand_part(e, "log"));

	free(e->lines);
	e->lines = mem_array(e->option_count + people + authority_count(e) + papers + log + PARTS, sizeof *e->lines);
	e->line_count = 0;
	if (e->option_count)
		add(e, PART_HEADING, PART_OPTION, 0);
	for (size_t i = 0; i < e->option_count; i++)
		add(e, PART_OPTION, i, 0);
	add(e, PART_HEADING, PART_PRINCIPAL, 0);
	for (size_t i = 0; i < people; i++) {
		add(e, PART_PRINCIPAL, i, 0);
		for (size_t k = 0; k < json_array_size(json_object_get(json_array_get(errand_part(e, "principals"), i), "authorities")); k++)
			add(e, PART_AUTHORITY, k, i);
	}
	if (papers)
		add(e, PART_HEADING, PART_PAPER, 0);
	for (size_t i = 0; i < papers; i++)
		add(e, PART_PAPER, i, 0);
	add(e, PART_HEADING, PART_LOG, 0);
	for (size_t i = log; i-- > 0;)                       /* the newest first */
		add(e, PART_LOG, i, 0);
}

static size_t count_rows(void *ctx)
{
	return ((struct errand *)ctx)->line_count;
}

static bool is_heading(void *ctx, size_t row)
{
	return ((struct errand *)ctx)->lines[row].part == PART_HEADING;
}

static uint64_t id(void *ctx, size_t row)
{
	const struct line *l = &((struct errand *)ctx)->lines[row];

	return ((uint64_t)l->part << 40) + ((uint64_t)l->of << 20) + l->at;
}

static void principal_cell(const json_t *p, size_t column, struct buf *out)
{
	if (column == COLUMN_NO)
		buf_format(out, "%d", (int)json_integer_value(json_object_get(p, "no")));
	else if (column == COLUMN_NAME)
		buf_text(out, card_text(p, "name"));
	else if (column == COLUMN_WHO)
		buf_text(out, card_text(p, "phone"));
	else
		buf_format(out, "%s%s%s%s%s", card_text(p, "category_name"), *card_text(p, "id_number") ? " " : "", card_text(p, "id_number"),
			*card_text(p, "dossier") ? "  办件 " : "", card_text(p, "dossier"));
}

/* Why it does not stand for something today, "" when it stands for all that it names. */
static const char *blocked(const json_t *a)
{
	const json_t *power;
	size_t i;

	json_array_foreach(json_object_get(a, "powers"), i, power) {
		const char *why = card_text(json_object_get(a, "blocks"), json_string_value(power));
		if (*why)
			return why;
	}
	return "";
}

static void authority_cell(const json_t *a, size_t column, struct buf *out, enum look *look)
{
	const json_t *power;
	const char *why = blocked(a);
	size_t i;

	*look = *why ? LOOK_BAD : LOOK_PLAIN;
	if (column == COLUMN_NAME) {
		buf_format(out, "  委托书 %d", (int)json_integer_value(json_object_get(a, "no")));
	} else if (column == COLUMN_WHO) {
		buf_format(out, "至 %s", card_text(a, "until"));
	} else if (column == COLUMN_TEXT) {
		buf_text(out, why);
		json_array_foreach(json_object_get(a, "powers"), i, power) {
			int p = errand_power_from_code(json_string_value(power));
			buf_format(out, "%s%s", out->len ? " " : "", p < 0 ? "" : errand_power_name((enum errand_power)p));
		}
	}
}

static void paper_cell(const json_t *p, size_t column, struct buf *out, enum look *look)
{
	bool back = *card_text(p, "back_at");

	*look = back ? LOOK_DIM : LOOK_PLAIN;
	if (column == COLUMN_NO)
		buf_format(out, "%d", (int)json_integer_value(json_object_get(p, "no")));
	else if (column == COLUMN_NAME)
		buf_text(out, !back ? "在帮办员处" : strcmp(card_text(p, "back_to"), "dossier") == 0 ? "已入卷" : "已退还");
	else if (column == COLUMN_WHO)
		buf_format(out, "原%d 复%d", (int)json_integer_value(json_object_get(p, "originals")), (int)json_integer_value(json_object_get(p, "copies")));
	else
		buf_format(out, "%s(第 %d 位委托人)", card_text(p, "name"), (int)json_integer_value(json_object_get(p, "principal")));
}

static void log_cell(const json_t *l, size_t column, struct buf *out)
{
	static const char *const said[] = { "action", "reason", "material", "what", "scope", "note", "number", "next", NULL };
	const json_t *data = json_object_get(l, "data");

	if (column == COLUMN_NAME)
		buf_text(out, card_text(l, "act_name"));
	else if (column == COLUMN_WHO)
		card_moment(card_text(l, "at"), out);
	else if (column == COLUMN_TEXT) {
		buf_text(out, card_text(l, "by"));
		for (const char *const *name = said; *name; name++)
			if (*card_text(data, *name))
				buf_format(out, " %s", card_text(data, *name));
		if (strcmp(card_text(data, "told"), "yes") == 0)
			buf_text(out, "(已告知委托人)");
	}
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct errand *e = ctx;
	const struct line *l = &e->lines[row];
	const json_t *people = errand_part(e, "principals");

	switch (l->part) {
	case PART_OPTION:
		if (column == COLUMN_NAME)
			buf_text(out, e->options[l->at]->name);
		else if (column == COLUMN_TEXT)
			buf_text(out, e->options[l->at]->help);
		break;
	case PART_PRINCIPAL: principal_cell(json_array_get(people, l->at), column, out); break;
	case PART_AUTHORITY:
		authority_cell(json_array_get(json_object_get(json_array_get(people, l->of), "authorities"), l->at), column, out, look);
		break;
	case PART_PAPER: paper_cell(json_array_get(errand_part(e, "papers"), l->at), column, out, look); break;
	case PART_LOG: log_cell(json_array_get(errand_part(e, "log"), l->at), column, out); break;
	default:
		if (column == 0)
			buf_text(out, headings[l->at]);
	}
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct errand *)ctx)->view);
}

struct list *errand_rows(struct errand *e)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .heading = is_heading, .moved = moved };

	return list_new(columns, COLUMNS, 0, &source, e);
}

/* What is still with the helper, where the act under the bar would end the errand. */
static void papers_out(const struct errand *e, const struct act *act, struct buf *out)
{
	const json_t *p;
	size_t i;
	int n = 0;

	json_array_foreach(errand_part(e, "papers"), i, p)
		n += !*card_text(p, "back_at");
	if (n && (act->to == ERRAND_FINISHED || act->to == ERRAND_ENDED))
		buf_format(out, "。还有 %d 份材料在帮办员处没有交还", n);
}

void errand_detail(const struct errand *e, struct area a)
{
	size_t row = list_selected(e->list);
	enum look look = LOOK_PLAIN;
	struct buf out;

	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE && e->lines[row].part != PART_HEADING) {
		cell((void *)(uintptr_t)e, row, COLUMN_NAME, &out, &look);
		buf_text(&out, "  ");
		cell((void *)(uintptr_t)e, row, COLUMN_TEXT, &out, &look);
		if (e->lines[row].part == PART_OPTION)
			papers_out(e, e->options[e->lines[row].at], &out);
	}
	draw_wrap(a, LOOK_PLAIN, out.data ? out.data : "");
	buf_release(&out);
}
