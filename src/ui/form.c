/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ui/form_private.h"
#include "ui/message.h"
#include "ui/picture_private.h"
#include "ui/ui.h"

/* ---- finding ------------------------------------------------------------------------------------------------ */

struct form_field *form_find(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (!strcmp(f->fields[i].name, name))
			return &f->fields[i];
	return NULL;
}

bool form_editable(const struct form_field *d)
{
	return d->kind != PICTURE_SHOW && !d->hidden && !d->locked;
}

size_t form_count(const struct form *f)
{
	return f->count;
}

const char *form_name(const struct form *f, size_t i)
{
	return f->fields[i].name;
}

bool form_has(const struct form *f, const char *name)
{
	return form_find(f, name) != NULL;
}

/* ---- values ------------------------------------------------------------------------------------------------- */

void form_mark_old(struct form_field *d)
{
	d->value_old = true;
	d->stale = true;
}

static void redraw(struct form *f, struct form_field *d)
{
	d->stale = true;
	f->widget.stale = true;
	if (f->widget.ui)
		ui_dirty(f->widget.ui);
}

static const char *value_of(struct form_field *d)
{
	struct buf text;
	if (!d->value_old)
		return d->value;
	buf_init(&text, BUF_SMALL);
	editor_get(&d->editor, &text);
	const char *begin = text.data;
	size_t n = text.len;
	while (n && *begin == ' ')
		begin++, n--;
	while (n && begin[n - 1] == ' ')
		n--;
	mem_wipe_free(d->value, d->value ? strlen(d->value) : 0);
	d->value = mem_text_n(begin, n);
	d->value_old = false;
	buf_wipe(&text);
	return d->value;
}

const char *form_get(struct form *f, const char *name)
{
	struct form_field *d = form_find(f, name);
	return d ? value_of(d) : "";
}

enum status form_set(struct form *f, const char *name, const char *value)
{
	struct form_field *d = form_find(f, name);
	struct err err;
	if (!d)
		return ST_BUG;
	enum status st = editor_set(&d->editor, value, strlen(value), &err);
	if (st)
		return st;
	d->faulty = false;
	d->typed[0] = '\0';
	form_mark_old(d);
	redraw(f, d);
	return ST_OK;
}

void form_changed_by_key(struct form *f, struct form_field *d)
{
	d->faulty = false;
	f->touched = true;
	form_mark_old(d);
	redraw(f, d);
	if (f->hooks && f->hooks->changed)
		f->hooks->changed(f->ctx, f, d->name);
}

bool form_touched(const struct form *f)
{
	return f->touched;
}

void form_clean(struct form *f)
{
	f->touched = false;
}

/* ---- what a field is ---------------------------------------------------------------------------------------- */

static void free_choices(struct form_field *d)
{
	for (size_t i = 0; i < d->choice_count; i++) {
		free((char *)(uintptr_t)d->choices[i].value);
		free((char *)(uintptr_t)d->choices[i].label);
	}
	free(d->choices);
	d->choices = NULL;
	d->choice_count = 0;
}

static void copy_choices(struct form_field *d, const struct picture_choice *choices, size_t count)
{
	d->choices = count ? mem_array(count, sizeof *d->choices) : NULL;
	for (size_t i = 0; i < count; i++)
		d->choices[i] = (struct picture_choice){ mem_text(choices[i].value), mem_text(choices[i].label) };
	d->choice_count = count;
}

void form_choices(struct form *f, const char *name, const struct picture_choice *choices, size_t count)
{
	struct form_field *d = form_find(f, name);
	bool known = false;
	if (!d)
		return;
	free_choices(d);
	copy_choices(d, choices, count);
	for (size_t i = 0; i < count; i++)
		known = known || !strcmp(choices[i].value, value_of(d));
	if (!known && *value_of(d))
		(void)form_set(f, name, "");
	redraw(f, d);
}

/* What can have the focus has changed: libform is told by being made anew at the next paint. */
static void reshape(struct form *f)
{
	form_lib_free(f);
	if (f->widget.area.height)
		form_lay_out(f);
	f->widget.dirty = true;
	if (f->widget.ui)
		ui_dirty(f->widget.ui);
}

void form_lock(struct form *f, const char *name, bool locked)
{
	struct form_field *d = form_find(f, name);
	if (!d || d->locked == locked)
		return;
	d->locked = locked;
	reshape(f);
}

void form_show(struct form *f, const char *name, bool shown)
{
	struct form_field *d = form_find(f, name);
	if (!d || d->hidden == !shown)
		return;
	d->hidden = !shown;
	reshape(f);
}

void form_require(struct form *f, const char *name, bool required)
{
	struct form_field *d = form_find(f, name);
	if (!d || d->required == required)
		return;
	d->required = required;
	reshape(f);                              /* the label has its sign, and is a cell wider */
}

void form_sign(struct form *f, const char *name, const char *sign)
{
	struct form_field *d = form_find(f, name);
	if (!d || !strcmp(d->sign ? d->sign : "", sign ? sign : ""))
		return;
	free(d->sign);
	d->sign = mem_text(sign);
	redraw(f, d);
}

void form_look(struct form *f, const char *name, enum look look)
{
	struct form_field *d = form_find(f, name);
	if (!d || d->look == look)
		return;
	d->look = look;
	redraw(f, d);
}

void form_fault(struct form *f, const char *name, const struct err *err)
{
	struct form_field *d = form_find(f, name);
	if (!d || (!err && !d->faulty))
		return;
	d->faulty = err != NULL;
	if (err)
		d->fault = *err;
	redraw(f, d);
}

enum look form_field_look(const struct form *f, const struct form_field *d)
{
	bool here = f->widget.focused && f->focus >= 0 && &f->fields[f->focus] == d;
	if (d->kind == PICTURE_SHOW)
		return d->look;
	if (d->locked)
		return LOOK_LOCKED;
	return here ? LOOK_FOCUS : d->faulty ? LOOK_BAD : LOOK_FIELD;
}

/* ---- focus -------------------------------------------------------------------------------------------------- */

const char *form_focused(const struct form *f)
{
	return f->focus >= 0 ? f->fields[f->focus].name : "";
}

int form_pages(const struct form *f, int *pages)
{
	*pages = f->pages;
	return f->page;
}

bool form_go(struct form *f, int field)
{
	if (field < 0 || field >= (int)f->count || !form_editable(&f->fields[field]))
		return false;
	int old = f->focus;
	if (field == old && f->entered)
		return true;
	if (old >= 0 && old != field) {
		form_field_leave(f, &f->fields[old]);
		f->fields[old].stale = true;
	}
	struct form_field *d = &f->fields[field];
	f->focus = field;
	f->entered = true;
	d->stale = true;
	d->typed[0] = '\0';
	d->in_a_row = 0;
	d->refused = false;
	d->editor.cursor = d->editor.count;
	f->widget.stale = true;
	if (d->page != f->page) {
		f->page = d->page;
		form_lib_free(f);
		f->widget.dirty = true;
	}
	form_lib_focus(f);
	if (f->hooks && f->hooks->entered)
		f->hooks->entered(f->ctx, f, d->name);
	return true;
}

bool form_focus(struct form *f, const char *name)
{
	const struct form_field *d = form_find(f, name);
	return d && form_go(f, (int)(d - f->fields));
}

static int first_editable(const struct form *f, bool last)
{
	for (size_t k = 0; k < f->count; k++) {
		size_t i = last ? f->count - 1 - k : k;
		if (form_editable(&f->fields[i]))
			return (int)i;
	}
	return -1;
}

static bool focus(struct widget *w, bool gained, int from)
{
	struct form *f = (struct form *)w;
	if (!gained) {
		if (f->focus >= 0)
			form_field_leave(f, &f->fields[f->focus]);
		f->entered = false;
		return true;
	}
	int to = f->focus >= 0 && form_editable(&f->fields[f->focus]) ? f->focus : -1;
	if (from > 0 || to < 0)
		to = first_editable(f, false);
	if (from < 0)
		to = first_editable(f, true);
	return to >= 0 && form_go(f, to);
}

/* ---- widget ------------------------------------------------------------------------------------------------- */

static bool cursor(struct widget *w, int *row, int *col)
{
	const struct form *f = (const struct form *)w;
	*row = f->cursor_row;
	*col = f->cursor_col;
	return f->focus >= 0;
}

static void place(struct widget *w)
{
	struct form *f = (struct form *)w;
	form_lib_free(f);
	if (w->area.height)
		form_lay_out(f);
}

static void draw(struct widget *w)
{
	struct form *f = (struct form *)w;
	if (!f->lib)
		form_lib_make(f);
	form_draw(f, w->dirty);
}

static const struct widget_ops ops = {
	.draw = draw, .text = form_text, .request = form_request, .contexts = form_contexts, .cursor = cursor,
	.focus = focus, .place = place, .says = form_says,
};

struct widget *form_widget(struct form *f)
{
	return &f->widget;
}

struct area form_area(const struct form *f, const char *name)
{
	int part = f->picture ? picture_part_index(f->picture, name) : -1;
	return part < 0 || !f->drawing ? AREA_NONE : picture_place(f->picture, f->drawing, part, f->widget.area);
}

/* ---- life --------------------------------------------------------------------------------------------------- */

static struct form *form_alloc(size_t count, const struct form_hooks *hooks, void *ctx)
{
	struct form *f = mem_alloc(sizeof *f);
	f->widget.ops = &ops;
	f->fields = mem_array(count, sizeof *f->fields);
	f->hooks = hooks;
	f->ctx = ctx;
	f->own = arena_new();
	f->focus = -1;
	f->pages = 1;
	return f;
}

static void field_init(struct form_field *d, const char *name, const char *label, const char *help,
	enum picture_kind kind, size_t max, size_t bytes)
{
	*d = (struct form_field){ .kind = kind, .value_old = true, .part = -1, .lib = -1 };
	d->name = mem_text(name);
	d->label = mem_text(label);
	d->help = mem_text(help ? help : "");
	editor_init(&d->editor, max, bytes);
}

/* How many characters the text may have: for numbers and dates `max` is something else. */
static size_t characters(enum picture_kind kind, long max)
{
	switch (kind) {
	case PICTURE_NUMBER: return 20;
	case PICTURE_DATE: return 16;
	case PICTURE_CHOICE: case PICTURE_SHOW: return 0;
	case PICTURE_CHECK: return 1;
	default: return max > 0 ? (size_t)max : 0;
	}
}

struct form *form_new(const struct picture *picture, const struct form_hooks *hooks, void *ctx)
{
	struct form *f = form_alloc(picture->part_count, hooks, ctx);
	f->picture = picture;
	f->widget.under = true;
	for (size_t i = 0; i < picture->part_count; i++) {
		const struct picture_part *part = &picture->parts[i];
		if (part->kind == PICTURE_LIST || part->kind == PICTURE_AREA)
			continue;
		struct form_field *d = &f->fields[f->count++];
		field_init(d, part->name, picture_label(f->own, &picture->drawings[0], (int)i), part->help, part->kind,
			characters(part->kind, part->max), part->bytes > 0 ? (size_t)part->bytes : 0);
		d->max = part->max;
		d->min = part->min;
		d->required = part->required;
		d->part = (int)i;
		copy_choices(d, part->choices, part->choice_count);
	}
	return f;
}

struct form *form_build(const struct form_row *rows, size_t count, const struct form_hooks *hooks, void *ctx)
{
	struct form *f = form_alloc(count, hooks, ctx);
	f->rows = mem_array(count, sizeof *f->rows);
	for (size_t i = 0; i < count; i++) {
		struct form_field *d = &f->fields[f->count++];
		field_init(d, rows[i].key, rows[i].label, rows[i].help, rows[i].kind, characters(rows[i].kind, rows[i].max), 0);
		d->max = rows[i].max;
		d->min = rows[i].min;
		d->required = rows[i].required;
		copy_choices(d, rows[i].choices, rows[i].choice_count);
		f->rows[i] = (struct form_row){ .section = arena_text(f->own, rows[i].section), .cells = rows[i].cells };
	}
	return f;
}

void form_free(struct form *f)
{
	if (!f)
		return;
	form_drop_offer(f);
	form_lib_free(f);
	for (size_t i = 0; i < f->count; i++) {
		struct form_field *d = &f->fields[i];
		free_choices(d);
		editor_release(&d->editor);
		mem_wipe_free(d->value, d->value ? strlen(d->value) : 0);
		free(d->name);
		free(d->label);
		free(d->help);
		free(d->sign);
	}
	for (size_t i = 0; i < f->note_count; i++)
		free(f->notes[i].text);
	free(f->notes);
	free(f->fields);
	free(f->rows);
	free(f->words);
	arena_free(f->own);
	free(f);
}
