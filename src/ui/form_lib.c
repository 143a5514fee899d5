/* SPDX-License-Identifier: Apache-2.0 */
#include <curses.h>
#include <form.h>
#include <stdlib.h>

#include "ui/form_private.h"

/* libform's part: the fields of the page that is shown, where they stand, which can have the focus, which is above which.
 * It never edits, for with wide characters its editing loses data (feasibility B), and it never draws on the screen: the
 * form is posted on a pad that nobody sees, and form_draw.c draws what the editor shows. So no window of a form can
 * shrink under it, and every cell goes to the screen by one way. All fields are static, of one row, of even width. */

struct form_lib {
	FORM *form;                  /* NULL when nothing on the page can be filled */
	FIELD **fields;              /* NULL-ended */
	int *owners;                 /* by libform field: index into form->fields */
	size_t count;
	WINDOW *pad;
	struct area area;
};

static void add_field(struct form_lib *lib, struct form_field *d, int owner)
{
	FIELD *field = new_field(1, d->box.width, d->box.row - lib->area.row, d->box.col - lib->area.col, 0, 0);
	if (!field)
		return;
	(void)set_field_opts(field, O_VISIBLE | O_PUBLIC | O_EDIT | O_STATIC | (form_editable(d) ? O_ACTIVE : 0));
	lib->fields = mem_grow(lib->fields, lib->count + 2, sizeof *lib->fields);
	lib->owners = mem_grow(lib->owners, lib->count + 1, sizeof *lib->owners);
	d->lib = (int)lib->count;
	lib->owners[lib->count] = owner;
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
		if (d->kind == PICTURE_SHOW || !d->box.height || d->page != f->page)
			continue;
		add_field(lib, d, (int)i);
		any = any || form_editable(d);
	}
	if (!any)
		return;
	lib->form = new_form(lib->fields);
	lib->pad = newpad(lib->area.height, lib->area.width);
	if (lib->form && lib->pad && set_form_win(lib->form, lib->pad) == E_OK &&
	    set_form_sub(lib->form, lib->pad) == E_OK && post_form(lib->form) == E_OK) {
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
		(void)free_form(lib->form);
	}
	for (size_t i = 0; i < lib->count; i++)
		(void)free_field(lib->fields[i]);
	if (lib->pad)
		(void)delwin(lib->pad);
	free(lib->fields);
	free(lib->owners);
	free(lib);
	f->lib = NULL;
}

void form_lib_focus(struct form *f)
{
	const struct form_lib *lib = f->lib;
	if (lib && lib->form && f->focus >= 0 && f->fields[f->focus].lib >= 0)
		(void)set_current_field(lib->form, lib->fields[f->fields[f->focus].lib]);
}

int form_lib_vertical(struct form *f, int by)
{
	struct form_lib *lib = f->lib;
	if (!lib || !lib->form || f->focus < 0)
		return -1;
	form_lib_focus(f);
	if (form_driver(lib->form, by > 0 ? REQ_DOWN_FIELD : REQ_UP_FIELD) != E_OK)
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
