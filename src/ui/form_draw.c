/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "ui/form_private.h"

/* What a form looks like: its labels, each field's slice as the editor gives it, its sign. */

static void show_row(const struct form *f, const struct form_field *d, int row, const char *text)
{
	if (row < d->box.height)
		draw_text(d->box.row + row, d->box.col, d->box.width, form_field_look(f, d), text);
}

struct shown_rows { const struct form *form; const struct form_field *field; };

static void show_wrapped(void *ctx, int row, const char *text, size_t n)
{
	const struct shown_rows *s = ctx;
	(void)n;
	show_row(s->form, s->field, row, text);
}

/* Where nobody types the text shows from its beginning: the end of a long one would look like all of it. */
static int show_text(struct form_field *d, bool here, struct buf *line)
{
	size_t cursor = d->editor.cursor;
	if (!here)
		d->editor.cursor = 0;
	int col = editor_slice(&d->editor, d->box.width, line);
	d->editor.cursor = cursor;
	return col;
}

static int show_line(const struct form *f, struct form_field *d, bool here)
{
	struct buf line;
	int col = 0;
	buf_init(&line, BUF_SMALL);
	switch (d->kind) {
	case PICTURE_CHOICE: form_show_choice(d, d->box.width, &line); break;
	case PICTURE_CHECK: buf_text(&line, editor_empty(&d->editor) ? "[ ]" : "[x]"); col = 1; break;
	case PICTURE_SECRET: col = editor_stars(&d->editor, d->box.width, &line); break;
	default: col = show_text(d, here, &line);
	}
	show_row(f, d, 0, line.data);
	buf_wipe(&line);
	return col;
}

/* Two cells behind a box are its sign's: a drawing leaves them blank where signs are used. */
static void draw_sign_of(struct form_field *d)
{
	int col = d->box.col + d->box.width;
	bool signs = d->faulty || (d->sign && *d->sign);
	if (d->signed_before)
		draw_text(d->box.row, col, 2, LOOK_PLAIN, "");
	d->signed_before = signs;
	if (d->faulty)
		(void)draw_put(d->box.row, col, 1, LOOK_BAD, "!");
	else if (d->sign && *d->sign)
		(void)draw_put(d->box.row, col, 2, LOOK_DIM, d->sign);
}

static void draw_field(struct form *f, struct form_field *d, bool here)
{
	int row = 0, col = 0;
	if (!d->box.height || d->page != f->page)
		return;
	if (d->kind == PICTURE_SHOW) {
		if (d->box.height > 1)
			(void)draw_wrap(d->box, d->look, form_get(f, d->name));
		else
			draw_text(d->box.row, d->box.col, d->box.width, d->look, form_get(f, d->name));
		return;
	}
	if (d->kind == PICTURE_LINES)
		editor_rows(&d->editor, d->box.height, d->box.width, show_wrapped, &(struct shown_rows){ f, d }, &row, &col);
	else
		col = show_line(f, d, here);
	draw_sign_of(d);
	if (here) {
		f->cursor_row = d->box.row + row;
		f->cursor_col = d->box.col + (col < d->box.width ? col : d->box.width - 1);
	}
}

static void draw_labels(const struct form *f)
{
	if (f->picture) {
		picture_draw(f->picture, f->drawing, f->widget.area);
		return;
	}
	for (size_t i = 0; i < f->note_count; i++)
		if (f->notes[i].page == f->page)
			draw_text(f->notes[i].row, f->notes[i].col, f->notes[i].cells, f->notes[i].look, f->notes[i].text);
	for (size_t i = 0; i < f->count; i++) {
		const struct form_field *d = &f->fields[i];
		if (d->box.height && d->page == f->page)
			draw_format(d->label_row, d->label_col, d->label_cells, LOOK_LABEL, "%s%s", d->label, d->required ? "*" : "");
	}
}

void form_draw(struct form *f, bool all)
{
	if (all) {
		if (!f->picture)
			draw_blank(f->widget.area);
		draw_labels(f);
	}
	for (size_t i = 0; i < f->count; i++) {
		struct form_field *d = &f->fields[i];
		if (all || d->stale)
			draw_field(f, d, (int)i == f->focus);
		d->stale = false;
	}
}
