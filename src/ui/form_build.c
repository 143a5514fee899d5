/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ui/form_private.h"

/* Places: from the drawing for a form with a picture; for a built one in two columns where two fields fit side by side,
 * over as many pages as it takes. */

#define GAP 2                /* between label and box, and behind the box for its sign */
#define LABEL_MOST 14
#define BOX_LEAST 8

static void by_picture(struct form *f)
{
	f->drawing = picture_fitting(f->picture, f->widget.area);
	f->pages = 1;
	for (size_t i = 0; i < f->count; i++) {
		struct form_field *d = &f->fields[i];
		d->box = d->hidden ? AREA_NONE : picture_place(f->picture, f->drawing, d->part, f->widget.area);
		d->page = 0;
	}
}

/* ---- built forms -------------------------------------------------------------------------------------------- */

struct flow {
	struct form *f;
	int label;               /* cells of the label column */
	int half;                /* cells of a half row */
	int row, page, height;
	int column;              /* 0: left half is free; 1: right half is */
	const char *section;
};

static void add_note(struct form *f, const char *text, int row, int col, int cells, int page, enum look look)
{
	f->notes = mem_grow(f->notes, f->note_count + 1, sizeof *f->notes);
	f->notes[f->note_count++] = (struct form_note){ mem_text(text), row, col, cells, page, look };
}

static int label_cells(const struct form_field *d)
{
	return text_width(d->label) + d->required;
}

/* How wide the box should be: two cells a character for text, what is typed for the others. */
static int box_cells(const struct form *f, size_t i)
{
	const struct form_field *d = &f->fields[i];
	struct buf all;
	int cells = f->rows[i].cells;
	if (cells)
		return cells + cells % 2;
	switch (d->kind) {
	case PICTURE_DATE: return 12;
	case PICTURE_NUMBER: return 12;
	case PICTURE_CHECK: return 4;
	case PICTURE_CHOICE:
		buf_init(&all, BUF_SMALL);
		form_show_choice(d, 500, &all);
		cells = d->choice_count > 9 ? 20 : text_width(all.data);
		buf_release(&all);
		break;
	default:
		cells = d->max > 0 && d->max < 200 ? (int)d->max * 2 : 40;
	}
	cells = cells < BOX_LEAST ? BOX_LEAST : cells;
	return cells + cells % 2;
}

static void next_row(struct flow *w)
{
	w->row++;
	w->column = 0;
}

/* A new page when fewer than `rows` rows are left. */
static void make_place(struct flow *w, int rows)
{
	if (w->row + rows <= w->height || w->row == 0)
		return;
	w->page++;
	w->row = w->column = 0;
	w->section = NULL;
}

static void begin_section(struct flow *w, const char *section, int rows)
{
	struct area a = w->f->widget.area;
	bool same = section && w->section && !strcmp(section, w->section);
	if (!same && w->column)
		next_row(w);
	make_place(w, rows + (section && !same));
	same = section && w->section && !strcmp(section, w->section);
	if (section && !same) {
		add_note(w->f, section, a.row + w->row, a.col, a.width, w->page, LOOK_STRONG);
		next_row(w);
	}
	w->section = section;
}

static void put_field(struct flow *w, struct form_field *d, int col, int label, int cells, int rows)
{
	struct area a = w->f->widget.area;
	d->page = w->page;
	d->label_row = a.row + w->row;
	d->label_col = a.col + col;
	d->label_cells = label;
	d->box = (struct area){ d->label_row, d->label_col + label + GAP - 1, rows, cells };
}

static void place_field(struct flow *w, size_t i)
{
	struct form *f = w->f;
	struct form_field *d = &f->fields[i];
	int width = f->widget.area.width - 1;
	int cells = box_cells(f, i), own = label_cells(d);
	int label = own <= w->label ? w->label : own < width / 2 ? own : width / 2;
	bool fits_half = label + cells + 2 * GAP <= w->half && d->kind != PICTURE_LINES;
	int room = width - label - 2 * GAP;
	room -= room % 2;
	int rows = d->kind == PICTURE_LINES ? cells / room + 1 : 1;
	rows = rows > 3 ? 3 : rows;
	if (w->column && !fits_half)
		next_row(w);
	begin_section(w, f->rows[i].section, rows);
	if (fits_half) {
		put_field(w, d, 1 + w->column * w->half, label, cells, 1);
		if (w->column)
			next_row(w);
		else
			w->column = 1;
		return;
	}
	put_field(w, d, 1, label, cells < room && rows == 1 ? cells : room, rows);
	w->row += rows;
	w->column = 0;
}

/* Wide enough for most labels: a few long ones push their own box aside instead of all boxes, where room is dear. */
static int label_column(const struct form *f)
{
	const int tenths = f->widget.area.width > 100 ? 10 : 8;
	int count[LABEL_MOST + 1] = { 0 }, shown = 0, cells = 0;
	for (size_t i = 0; i < f->count; i++) {
		int own = f->fields[i].hidden ? 0 : label_cells(&f->fields[i]);
		shown += own > 0;
		if (own > 0 && own <= LABEL_MOST)
			count[own]++;
	}
	for (int fit = 0; cells < LABEL_MOST && fit * 10 < shown * tenths;)
		fit += count[++cells];
	return cells;
}

static void flow(struct form *f, int height)
{
	struct flow w = { .f = f, .height = height };
	for (size_t i = 0; i < f->note_count; i++)
		free(f->notes[i].text);
	f->note_count = 0;
	w.label = label_column(f);
	w.half = f->widget.area.width / 2;
	for (size_t i = 0; i < f->count; i++) {
		f->fields[i].box = AREA_NONE;
		f->fields[i].page = w.page;
		if (!f->fields[i].hidden)
			place_field(&w, i);
	}
	f->pages = w.page + 1;
}

static void by_rows(struct form *f)
{
	struct area a = f->widget.area;
	flow(f, a.height);
	if (f->pages > 1)                /* a row for saying that there are more */
		flow(f, a.height - 1);
	for (int page = 0; f->pages > 1 && page < f->pages; page++) {
		char *text = mem_format("第 %d/%d 页  %s", page + 1, f->pages, page + 1 < f->pages ? "PgDn 下一页" : "PgUp 上一页");
		add_note(f, text, a.row + a.height - 1, a.col + 1, a.width - 1, page, LOOK_DIM);
		free(text);
	}
}

void form_lay_out(struct form *f)
{
	if (f->picture)
		by_picture(f);
	else
		by_rows(f);
	if (f->focus >= 0)
		f->page = f->fields[f->focus].page;
	if (f->page >= f->pages)
		f->page = f->pages - 1;
}
