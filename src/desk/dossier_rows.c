/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/dossier_own.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/card.h"
#include "desk/rows.h"
#include "desk/words.h"
#include "law/states.h"

enum { COLUMN_SIGN, COLUMN_NAME, COLUMN_WHO, COLUMN_STATE, COLUMN_NOTE, COLUMNS };
static const struct list_column columns_80[COLUMNS] = { [COLUMN_SIGN] = { NULL, 2, false }, [COLUMN_NAME] = { NULL, 0, false },
	[COLUMN_WHO] = { NULL, 27, false }, [COLUMN_STATE] = { NULL, 10, false }, [COLUMN_NOTE] = { NULL, 7, false } };
static const struct list_column columns_132[COLUMNS] = { [COLUMN_SIGN] = { NULL, 2, false }, [COLUMN_NAME] = { NULL, 46, false },
	[COLUMN_WHO] = { NULL, 28, false }, [COLUMN_STATE] = { NULL, 14, false }, [COLUMN_NOTE] = { NULL, 0, false } };

static const char *const headings[] = { " 部门任务", " 文书", " 材料", " 申请表" };

void dossier_lines(struct dossier *o)
{
	const size_t counts[] = { json_array_size(json_object_get(o->json, "tasks")), o->paper_count,
		json_array_size(json_object_get(o->json, "materials")),
		desk_department(o->d) ? json_array_size(json_object_get(o->json, "form")) : 0 };
	static const enum part parts[] = { PART_TASK, PART_PAPER, PART_MATERIAL, PART_FORM };

	free(o->lines);
	o->lines = mem_array(counts[0] + counts[1] + counts[2] + counts[3] + COUNT_OF(counts), sizeof *o->lines);
	o->line_count = 0;
	for (size_t p = 0; p < COUNT_OF(counts); p++) {
		if (!counts[p])
			continue;
		o->lines[o->line_count++] = (struct line){ PART_HEADING, p };
		for (size_t i = 0; i < counts[p]; i++)
			o->lines[o->line_count++] = (struct line){ parts[p], i };
	}
}

static size_t count_rows(void *ctx)
{
	return ((struct dossier *)ctx)->line_count;
}

static bool is_heading(void *ctx, size_t row)
{
	return ((struct dossier *)ctx)->lines[row].part == PART_HEADING;
}

/* The bar stays on what it stood on: papers come in above the materials. */
static uint64_t id(void *ctx, size_t row)
{
	const struct dossier *o = ctx;
	const struct line *l = &o->lines[row];

	return (uint64_t)l->part << 48 | (l->part == PART_PAPER ? (uint64_t)o->papers[l->at].id : (uint64_t)l->at);
}

static void task_cell(const json_t *t, size_t column, struct buf *out, enum look *look)
{
	int state = task_state_from_code(card_text(t, "state"));
	bool bad = state == TASK_RETURNED || state == TASK_FAILED || state == TASK_REFUSED;

	switch (column) {
	case COLUMN_SIGN: buf_text(out, state < 0 ? "?" : task_sign((enum task_state)state)); break;
	case COLUMN_NAME: buf_text(out, card_text(t, "name")); break;
	case COLUMN_WHO: buf_text(out, card_text(json_object_get(t, "department"), "name")); break;
	case COLUMN_STATE: buf_text(out, card_text(t, "state_name")); *look = bad ? LOOK_WARN : LOOK_STRONG; break;
	default: buf_text(out, *card_text(t, "note") ? card_text(t, "note") : card_text(t, "department_no")); *look = LOOK_DIM;
	}
}

static void paper_cell(const struct print_job *j, size_t column, struct buf *out, enum look *look)
{
	switch (column) {
	case COLUMN_SIGN: buf_text(out, j->state == JOB_CONFIRMED ? "v" : j->state == JOB_FAILED ? "!" : " "); break;
	case COLUMN_NAME: buf_format(out, "%s %s", j->title, j->paper); break;
	case COLUMN_WHO: buf_text(out, j->document_no); break;
	case COLUMN_STATE: buf_text(out, print_job_words(j)); *look = j->state == JOB_FAILED ? LOOK_BAD : LOOK_STRONG; break;
	default:
		if (j->copy_no)
			buf_format(out, "补打%d ", j->copy_no);
		buf_text(out, j->note);
		*look = LOOK_DIM;
	}
}

/* How many scans a material has; *bad: a department did not get one. */
static size_t scans(const struct dossier *o, const char *material, bool *bad)
{
	size_t n = 0;

	*bad = false;
	for (size_t i = 0; i < o->attachment_count; i++)
		if (strcmp(o->attachments[i].material, material) == 0) {
			n++;
			*bad = *bad || attachment_sent_bad(o->sent, o->attachments[i].sm3);
		}
	return n;
}

static void material_cell(const struct dossier *o, const json_t *m, size_t column, struct buf *out, enum look *look)
{
	size_t n;
	bool bad;

	switch (column) {
	case COLUMN_NAME: buf_text(out, card_text(m, "name")); break;
	case COLUMN_WHO:
		buf_format(out, "原件 %d  复印件 %d", (int)json_integer_value(json_object_get(m, "originals")),
			(int)json_integer_value(json_object_get(m, "copies")));
		n = scans(o, card_text(m, "id"), &bad);
		if (n)
			buf_format(out, " 附件 %zu%s", n, bad ? "!" : "");
		*look = bad ? LOOK_BAD : *look;
		break;
	case COLUMN_STATE: buf_text(out, card_text(m, "state_name")); break;
	case COLUMN_NOTE:
		words_day(day_parse(card_text(m, "date")), clock_today(), out);
		buf_format(out, " %s", card_text(m, "reason"));
		*look = LOOK_DIM;
		break;
	default: break;
	}
}

/* What was filled in, as people read it. */
static const char *form_value(const json_t *f)
{
	return *card_text(f, "value_text") ? card_text(f, "value_text") : card_text(f, "value");
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct dossier *o = ctx;
	const struct line *l = &o->lines[row];

	switch (l->part) {
	case PART_HEADING:
		if (column == 0)
			buf_text(out, headings[l->at]);
		break;
	case PART_TASK:     task_cell(json_array_get(json_object_get(o->json, "tasks"), l->at), column, out, look); break;
	case PART_PAPER:    paper_cell(&o->papers[l->at], column, out, look); break;
	case PART_MATERIAL: material_cell(o, json_array_get(json_object_get(o->json, "materials"), l->at), column, out, look); break;
	case PART_FORM: {
		const json_t *f = json_array_get(json_object_get(o->json, "form"), l->at);
		if (column == COLUMN_NAME)
			buf_text(out, card_text(f, "label"));
		else if (column == COLUMN_WHO)
			buf_text(out, form_value(f));
		break;
	}
	}
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct dossier *)ctx)->view);
}

struct list *dossier_list(struct dossier *o)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .heading = is_heading, .moved = moved };

	return list_new(columns_80, COLUMNS, 0, &source, o);
}

void dossier_fit(struct dossier *o, int cells)
{
	list_columns(o->list, cells < 110 ? columns_80 : columns_132, COLUMNS);
}

void dossier_detail(const struct dossier *o, struct area a)
{
	size_t row = list_selected(o->list);
	struct buf out;

	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE && o->lines[row].part == PART_TASK) {
		const json_t *t = json_array_get(json_object_get(o->json, "tasks"), o->lines[row].at);
		buf_format(&out, "%s:%s,%s", card_text(t, "name"), card_text(json_object_get(t, "department"), "name"), card_text(t, "state_name"));
		if (*card_text(t, "updated_at")) {
			buf_char(&out, ' ');
			card_moment(card_text(t, "updated_at"), &out);
		}
		buf_format(&out, "\n%s%s  %s", *card_text(t, "department_no") ? "部门编号 " : "", card_text(t, "department_no"), card_text(t, "note"));
	} else if (row != LIST_NONE && o->lines[row].part == PART_PAPER) {
		const struct print_job *j = &o->papers[o->lines[row].at];
		buf_format(&out, "%s %s %d 联%s%s  %s\n%s  %s", j->title, j->paper, j->copies, j->copy_no ? ",补打:" : "", j->reason,
			j->document_no, print_job_words(j), j->note);
	} else if (row != LIST_NONE && o->lines[row].part == PART_MATERIAL) {
		const json_t *m = json_array_get(json_object_get(o->json, "materials"), o->lines[row].at);
		buf_format(&out, "%s:%s", card_text(m, "name"), card_text(m, "state_name"));
		buf_format(&out, "%s%s  %s", *card_text(m, "date") ? "," : "", card_text(m, "date"), card_text(m, "reason"));
		bool bad;
		size_t n = scans(o, card_text(m, "id"), &bad);
		buf_format(&out, n ? "  附件 %zu 份%s(f)" : "  加附件按 f", n, bad ? ",有部门没收到" : "");
		const json_t *items = json_object_get(m, "items");
		for (size_t i = 0; i < json_array_size(items); i++)
			buf_format(&out, "%s%s", i ? "、" : "\n用于 ", json_string_value(json_array_get(items, i)));
	} else if (row != LIST_NONE && o->lines[row].part == PART_FORM) {
		const json_t *f = json_array_get(json_object_get(o->json, "form"), o->lines[row].at);
		buf_format(&out, "%s:%s", card_text(f, "label"), form_value(f));
	}
	draw_wrap(a, LOOK_PLAIN, out.data);
	buf_release(&out);
}
