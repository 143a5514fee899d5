/* SPDX-License-Identifier: Apache-2.0 */
#include <curses.h>
#include <form.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ui/canvas.h"
#include "ui/draw_private.h"
#include "ui/form_private.h"

/* libform's part: the fields of the page that is shown, where they stand, which is above which, and their text on the
 * screen. It never edits (feasibility B: with wide characters its editing loses data): every field is static, one row,
 * and gets the slice that the editor model shows. A field of several rows is several libform fields, of which the
 * first can be current. */

struct form_lib {
	FORM *form;                  /* NULL when nothing on the page can be filled */
	FIELD **fields;              /* NULL-ended */
	int *owners;                 /* by libform field: index into form->fields */
	size_t count;
	WINDOW *window;
	struct area area;
};

/* ---- making and ending -------------------------------------------------------------------------------------- */

static void add_field(struct form *f, struct form_lib *lib, size_t owner, int row)
{
	const struct form_field *d = &f->fields[owner];
	FIELD *field = new_field(1, d->box.width, d->box.row - lib->area.row + row, d->box.col - lib->area.col, 0, 0);
	if (!field)
		return;
	(void)set_field_opts(field, O_VISIBLE | O_PUBLIC | O_EDIT | O_STATIC |
		(row == 0 && form_editable(d) ? O_ACTIVE : 0));
	lib->fields = mem_grow(lib->fields, lib->count + 2, sizeof *lib->fields);
	lib->owners = mem_grow(lib->owners, lib->count + 1, sizeof *lib->owners);
	lib->owners[lib->count] = (int)owner;
	lib->fields[lib->count++] = field;
	lib->fields[lib->count] = NULL;
}

void form_lib_make(struct form *f)
{
	struct form_lib *lib = mem_alloc(sizeof *lib);
	bool any = false;
	f->lib = lib;
	lib->area = f->widget.area;
	for (size_t i = 0; i < f->count; i++) {
		struct form_field *d = &f->fields[i];
		d->lib = -1;
		d->stale = true;
		if (d->kind == PICTURE_SHOW || !d->box.height || d->page != f->page)
			continue;
		d->lib = (int)lib->count;
		any = any || form_editable(d);
		for (int row = 0; row < d->box.height; row++)
			add_field(f, lib, i, row);
	}
	if (!any)
		return;
	lib->form = new_form(lib->fields);
	lib->window = derwin(stdscr, lib->area.height, lib->area.width, lib->area.row, lib->area.col);
	if (lib->form && lib->window && set_form_win(lib->form, lib->window) == E_OK &&
	    set_form_sub(lib->form, lib->window) == E_OK && post_form(lib->form) == E_OK) {
		canvas_forget(lib->area.row, lib->area.height);          /* posting erases the window */
		form_lib_focus(f);
		return;
	}
	(void)free_form(lib->form);
	lib->form = NULL;
}

void form_lib_free(struct form *f)
{
	struct form_lib *lib = f->lib;
	if (!lib)
		return;
	if (lib->form) {
		(void)unpost_form(lib->form);
		canvas_forget(lib->area.row, lib->area.height);
		(void)free_form(lib->form);
	}
	for (size_t i = 0; i < lib->count; i++)
		(void)free_field(lib->fields[i]);
	if (lib->window)
		(void)delwin(lib->window);
	free(lib->fields);
	free(lib->owners);
	free(lib);
	f->lib = NULL;
}

/* ---- traversal ---------------------------------------------------------------------------------------------- */

#define ROWS_MOST 512

/* Whenever libform shows a field or makes another one current it ends a window of its own, and ncurses then takes every
 * row of the parent as changed: 1,760 cells to compare at each Tab. So the rows that were clean before a call of libform are
 * made clean again, and what it did change is named. */
static void note_touched(bool touched[ROWS_MOST])
{
	for (int row = 0; row < LINES && row < ROWS_MOST; row++)
		touched[row] = is_linetouched(stdscr, row);
}

static void restore_touched(const struct form_lib *lib, const bool touched[ROWS_MOST])
{
	(void)untouchwin(lib->window);
	for (int row = 0; row < LINES && row < ROWS_MOST; row++)
		if (!touched[row] && is_linetouched(stdscr, row))
			(void)wtouchln(stdscr, row, 1, 0);
}

static chtype look_attr(enum look look)
{
	short pair;
	chtype attr = draw_attr(look, &pair);
	return attr | (chtype)COLOR_PAIR(pair);
}

void form_lib_focus(struct form *f)
{
	const struct form_lib *lib = f->lib;
	bool touched[ROWS_MOST];
	if (!lib || !lib->form || f->focus < 0 || f->fields[f->focus].lib < 0)
		return;
	FIELD *field = lib->fields[f->fields[f->focus].lib];
	if (field == current_field(lib->form))
		return;
	field->fore = field->back = look_attr(form_field_look(f, &f->fields[f->focus]));
	note_touched(touched);
	(void)set_current_field(lib->form, field);       /* both fields are shown anew later */
	restore_touched(lib, touched);
}

int form_lib_vertical(struct form *f, int by)
{
	struct form_lib *lib = f->lib;
	if (!lib || !lib->form || f->focus < 0)
		return -1;
	bool touched[ROWS_MOST];
	note_touched(touched);
	int result = form_driver(lib->form, by > 0 ? REQ_DOWN_FIELD : REQ_UP_FIELD);
	restore_touched(lib, touched);
	if (result != E_OK)
		return -1;
	int at = field_index(current_field(lib->form));
	int to = at >= 0 ? lib->owners[at] : -1;
	/* libform goes round; for us the form has an upper and a lower end */
	int rows = to >= 0 ? f->fields[to].box.row - f->fields[f->focus].box.row : 0;
	if (rows * by > 0)
		return to;
	form_lib_focus(f);
	return -1;
}

/* ---- painting ----------------------------------------------------------------------------------------------- */

static void show_text(const struct form_lib *lib, FIELD *field, enum look look, const char *clean)
{
	bool touched[ROWS_MOST];
	chtype attr = look_attr(look);
	note_touched(touched);
	if (field_back(field) != attr) {
		if (field == current_field(lib->form))   /* its window has its attributes, too */
			(void)set_field_back(field, attr);
		field->fore = field->back = attr;        /* by the calls each would paint the field once more */
	}
	(void)set_field_buffer(field, 0, clean);
	restore_touched(lib, touched);
}

static void show_row(struct form *f, const struct form_field *d, int row, const char *text, size_t n)
{
	const struct form_lib *lib = f->lib;
	enum look look = form_field_look(f, d);
	struct buf clean;
	if (d->lib < 0 || row >= d->box.height)
		return;
	buf_init(&clean, BUF_SMALL);
	draw_filter(&clean, text, n);
	if (lib->form) {
		canvas_flush_row(d->box.row + row);      /* what was drawn there before comes first */
		show_text(lib, lib->fields[d->lib + row], look, clean.data);
		(void)wtouchln(stdscr, d->box.row + row, 1, 1);
		canvas_foreign(d->box.row + row, d->box.col, d->box.width);
	} else {
		draw_text(d->box.row + row, d->box.col, d->box.width, look, clean.data);
	}
	buf_wipe(&clean);
}

struct shown_rows { struct form *form; const struct form_field *field; };

static void show_wrapped(void *ctx, int row, const char *text, size_t n)
{
	const struct shown_rows *s = ctx;
	show_row(s->form, s->field, row, text, n);
}

static int show_line(struct form *f, struct form_field *d)
{
	struct buf line;
	int col = 0;
	buf_init(&line, BUF_SMALL);
	switch (d->kind) {
	case PICTURE_CHOICE: form_show_choice(d, d->box.width, &line); break;
	case PICTURE_CHECK: buf_text(&line, editor_empty(&d->editor) ? "[ ]" : "[x]"); col = 1; break;
	case PICTURE_SECRET: col = editor_stars(&d->editor, d->box.width, &line); break;
	default: col = editor_slice(&d->editor, d->box.width, &line);
	}
	show_row(f, d, 0, line.data, line.len);
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
		col = show_line(f, d);
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

void form_lib_draw(struct form *f, bool all)
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
