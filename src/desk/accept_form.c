/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/commands.h"

#define CHOICES 80

struct step_form {
	struct desk *d;
	struct view *view;
	struct form *frame, *form;
	struct entry *entries;
	size_t count;
	bool busy;                   /* we are setting fields ourselves */
	bool begun;                  /* the focus was put on the first field that somebody must fill */
};

static struct entry *entry_of(struct step_form *s, const char *name)
{
	for (size_t i = 0; i < s->count; i++)
		if (!strcmp(s->entries[i].key, name))
			return &s->entries[i];
	return NULL;
}

static const char *origin_sign(enum origin o)
{
	static const char *const signs[] = { [ORIGIN_FILLED] = "", [ORIGIN_DERIVED] = "推", [ORIGIN_SHARED] = "享" };

	return signs[o];
}

/* Puts what the intake knows into the fields: values, where they came from, what is asked at all. The field that is
 * being typed in keeps its text. */
static void refresh(struct step_form *s)
{
	const char *focused = form_focused(s->form);
	struct entry *fresh;
	size_t n = intake_entries(s->d->intake, &fresh);
	enum origin origin;

	s->busy = true;
	for (size_t i = 0; i < n && i < s->count; i++) {
		const char *value = intake_value(s->d->intake, &fresh[i], &origin);
		form_show(s->form, fresh[i].key, fresh[i].shown);
		form_require(s->form, fresh[i].key, fresh[i].required);
		if (strcmp(fresh[i].key, focused) || !form_touched(s->form))
			(void)form_set(s->form, fresh[i].key, value);
		form_sign(s->form, fresh[i].key, *value ? origin_sign(origin) : "");
	}
	s->busy = false;
	free(s->entries);
	s->entries = fresh;
}

/* A field is left: the intake takes its value, and what follows from it appears. */
static enum status check(void *ctx, struct form *form, const char *name, const char *value, struct err *err)
{
	struct step_form *s = ctx;
	struct entry *e = entry_of(s, name);
	enum origin origin;

	(void)form;
	if (s->busy || !e || !strcmp(intake_value(s->d->intake, e, &origin), value))
		return ST_OK;
	enum status st = intake_set(s->d->intake, e, value, err);
	desk_save_soon(s->d);
	if (st == ST_OK) {
		e = entry_of(s, name);
		s->busy = true;
		(void)form_set(s->form, name, intake_value(s->d->intake, e, &origin));      /* as normalised */
		s->busy = false;
		refresh(s);
	}
	return st;
}

static void changed(void *ctx, struct form *form, const char *name)
{
	struct step_form *s = ctx;
	struct entry *e = entry_of(s, name);
	struct err err;

	/* a choice is complete with its key: what it opens appears at once */
	if (s->busy || !e)
		return;
	if (e->kind != ENTRY_TEXT || !*form_get(form, name)) {
		if (intake_set(s->d->intake, e, form_get(form, name), &err) == ST_OK)
			refresh(s);
	}
	desk_save_soon(s->d);
}

static enum status build(struct step_form *s)
{
	static const struct form_hooks hooks = { .changed = changed, .check = check };
	struct form_row *rows;
	struct code codes[CHOICES];
	struct arena *texts = arena_new();

	s->count = intake_entries(s->d->intake, &s->entries);
	rows = mem_array(s->count, sizeof *rows);
	for (size_t i = 0; i < s->count; i++) {
		const struct entry *e = &s->entries[i];
		size_t n = e->kind == ENTRY_TEXT ? 0 : intake_choices(s->d->intake, e, codes, CHOICES);
		struct picture_choice *choices = arena_alloc(texts, (n + 1) * sizeof *choices);
		for (size_t k = 0; k < n; k++)
			choices[k] = (struct picture_choice){ codes[k].code, codes[k].text };
		rows[i] = (struct form_row){
			.section = e->section, .label = e->label, .key = e->key, .max = e->most, .required = e->required,
			.kind = e->kind == ENTRY_TEXT ? PICTURE_TEXT : PICTURE_CHOICE, .choices = choices, .choice_count = n,
			.help = e->field && *e->field->format != '-' && *e->field->format != '^' ? e->field->format : NULL,
		};
	}
	s->form = form_build(rows, s->count, &hooks, s);
	free(rows);
	arena_free(texts);
	refresh(s);
	form_clean(s->form);
	return ST_OK;
}

static enum status open_form(struct view *v, void *argument, struct err *err)
{
	struct step_form *s = v->data;
	const struct picture *picture = ui_picture(v->ui, "accept-form", err);

	(void)argument;
	s->d = v->app;
	s->view = v;
	if (!picture)
		return err->status;
	s->frame = form_new(picture, NULL, s);
	enum status st = build(s);
	view_add(v, form_widget(s->frame));
	view_add(v, form_widget(s->form));
	view_focus(v, form_widget(s->form));
	return st;
}

static void close_form(struct view *v)
{
	struct step_form *s = v->data;

	form_free(s->form);
	form_free(s->frame);
	free(s->entries);
}

/* Puts the focus on the first shown field in [from, to) that nobody has filled. */
static bool focus_next_empty(struct step_form *s, size_t from, size_t to)
{
	enum origin origin;

	for (size_t k = from; k < to; k++) {
		const struct entry *e = &s->entries[k];
		if (e->shown && e->kind != ENTRY_SWITCH && !*intake_value(s->d->intake, e, &origin))
			return form_focus(s->form, e->key);
	}
	return false;
}

static void layout(struct view *v, struct area area)
{
	struct step_form *s = v->data;

	view_place(v, form_widget(s->frame), area);
	view_place(v, form_widget(s->form), form_area(s->frame, "entries"));
	if (!s->begun)
		s->begun = focus_next_empty(s, 0, s->count) || form_focus(s->form, "applicant.name");
}

static void draw(struct view *v)
{
	struct step_form *s = v->data;

	accept_head(s->d, form_area(s->frame, "head"), STEP_APPLICANT);
}

/* What is half typed goes into the draft as it stands. */
static void keep_typed(struct step_form *s)
{
	const char *name = form_focused(s->form);
	struct entry *e = *name ? entry_of(s, name) : NULL;
	enum origin origin;
	struct err err;

	if (e && strcmp(intake_value(s->d->intake, e, &origin), form_get(s->form, name)))
		(void)!intake_set(s->d->intake, e, form_get(s->form, name), &err);
}

static void hang_up(struct view *v)
{
	keep_typed(v->data);
}

bool accept_form_leave(struct view *v)
{
	struct step_form *s = v->data;

	keep_typed(s);
	refresh(s);
	desk_save(s->d);
	return true;
}

/* Puts the focus on what the promise finds wrong in this step; false when all is well. */
static bool focus_problem(struct step_form *s)
{
	const struct problem *p = intake_problem(s->d->intake, STEP_APPLICANT);
	const char *where = p ? p->err.where : "";

	if (!strncmp(where, "form.", 5))
		where += 5;
	const struct entry *e = *where ? entry_of(s, where) : NULL;
	if (!e || !e->shown || !form_focus(s->form, e->key))
		return false;
	form_fault(s->form, e->key, &p->err);
	message_error(s->d->ui, &p->err);
	return true;
}

/* Enter: on to the next field that nobody has filled; when all that must be filled is, on to the next step. */
enum command_answer cmd_form_next_empty(void *app, const struct call *call)
{
	struct step_form *s = call->view->data;
	const char *focused = form_focused(s->form);
	size_t at = 0;
	struct err err;
	enum origin origin;

	while (at < s->count && strcmp(s->entries[at].key, focused))
		at++;
	if (at < s->count && *form_get(s->form, focused)) {
		enum status st = check(s, s->form, focused, form_get(s->form, focused), &err);
		if (st != ST_OK) {
			form_fault(s->form, focused, &err);
			desk_fail(s->d, &err);
		}
	}
	if (focus_next_empty(s, at + 1, s->count))
		return COMMAND_DONE;
	/* round once more for what must be filled and was passed over */
	for (size_t k = 0; k < s->count; k++) {
		const struct entry *e = &s->entries[k];
		if (k != at && e->shown && e->required && !*intake_value(s->d->intake, e, &origin)) {
			form_focus(s->form, e->key);
			message_say(s->d->ui, "「%s」还没填;都填好后 Enter 到下一步,F10 先去下一步", e->label);
			return COMMAND_DONE;
		}
	}
	return focus_problem(s) ? COMMAND_DONE : cmd_accept_next(app, call);
}

ACCEPT_CONTEXTS("accept-form")

const struct view_ops accept_form_view = {
	.context = "accept-form", .title = "受理 第三步:申请人与表单",
	.help = "Enter 到下一个空栏,Tab 和 ↓ 逐栏走。身份证号填好,性别、生日自动得出(推)。", .size = sizeof(struct step_form),
	.open = open_form, .close = close_form, .layout = layout, .draw = draw, .hang_up = hang_up,
	.contexts = contexts,
};
