/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept_form_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/commands.h"

#define CHOICES 80
#define TOO_MANY 20                  /* characters over a field's length that are taken, for what is too long must be seen and
                                      * stand against the dossier: a number cut at its length would look right */

struct entry *step_form_entry(struct step_form *s, const char *name)
{
	for (size_t i = 0; i < s->count; i++)
		if (!strcmp(s->entries[i].key, name))
			return &s->entries[i];
	return NULL;
}

/* The entry's key in a problem's place: "form.baby.xm" is baby.xm. */
static const char *entry_key(const char *where)
{
	return !strncmp(where, "form.", 5) ? where + 5 : where;
}

static const char *origin_sign(enum origin o)
{
	static const char *const signs[] = { [ORIGIN_FILLED] = "", [ORIGIN_DERIVED] = "推", [ORIGIN_SHARED] = "享", [ORIGIN_COPIED] = "抄", [ORIGIN_CARD] = "卡" };

	return signs[o];
}

/* What stands against the value that an entry has, or against its having none; NULL: nothing. Lives as long as the promise. */
static const struct err *fault_of(const struct step_form *s, const struct entry *e)
{
	const struct promise *p = s->d->intake->promise;

	for (size_t i = 0; p && i < p->problem_count; i++)
		if (!strcmp(entry_key(p->problems[i].err.where), e->key))
			return &p->problems[i].err;
	return NULL;
}

void step_form_refresh(struct step_form *s)
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
		/* a field that stays as it is also stays marked when it is wrong */
		if ((strcmp(fresh[i].key, focused) || !form_touched(s->form)) && strcmp(form_get(s->form, fresh[i].key), value))
			(void)form_set(s->form, fresh[i].key, value);
		form_sign(s->form, fresh[i].key, *value ? origin_sign(origin) : "");
		if (!fault_of(s, &fresh[i]) && !strcmp(form_get(s->form, fresh[i].key), value))
			form_fault(s->form, fresh[i].key, NULL);      /* another entry has mended it */
	}
	s->busy = false;
	free(s->entries);
	s->entries = fresh;
}

/* A date of this year may be typed as 1120; where it may not lie ahead it is the latest such day. */
static const char *date_in_full(const struct entry *e, const char *value, char full[11])
{
	if (!e->field || e->field->type != FIELD_DATE || text_count(value) >= 8 || !form_date(value, full))
		return value;
	day_t day = day_parse(full);
	struct ymd ymd = day_to_ymd(day);
	if (day > clock_today() && strstr(e->field->format, "不晚于当日"))
		day = day_from_ymd(ymd.year - 1, ymd.month, ymd.day);
	return day == DAY_NONE ? value : day_iso(day, full);
}

/* A value that is right by itself may be wrong, or odd, beside others. */
static enum status of_the_whole(struct step_form *s, const struct entry *e, struct err *err)
{
	enum origin origin;
	const struct err *fault = *intake_value(s->d->intake, e, &origin) ? fault_of(s, e) : NULL;
	const struct err *advice = fault ? NULL : intake_advice(s->d->intake, e);

	if (advice)
		message_say(s->d->ui, "请核对:%s", advice->text);
	if (!fault)
		return ST_OK;
	*err = *fault;
	return err->status;
}

/* A field is left: the intake takes its value, and what follows from it appears. */
static enum status check(void *ctx, struct form *form, const char *name, const char *value, struct err *err)
{
	struct step_form *s = ctx;
	struct entry *e = step_form_entry(s, name);
	enum origin origin;

	(void)form;
	/* what was derived stays derived while it is not changed; what was typed is looked at each time: the draft has it as
	 * it stands, right or wrong */
	if (s->busy || !e || (!s->copying && !strcmp(intake_value(s->d->intake, e, &origin), value) && origin != ORIGIN_FILLED))
		return ST_OK;
	char full[11];
	enum status st = s->copying ? intake_copy(s->d->intake, e, value, err) :
		intake_set(s->d->intake, e, date_in_full(e, value, full), err);
	desk_save_soon(s->d);
	view_dirty(s->view);
	if (st == ST_OK) {
		if (!strcmp(entry_key(s->said.where), name))
			message_mended(s->d->ui, &s->said);
		e = step_form_entry(s, name);
		s->busy = true;
		(void)form_set(s->form, name, intake_value(s->d->intake, e, &origin));      /* as normalised */
		s->busy = false;
		step_form_refresh(s);
		st = of_the_whole(s, step_form_entry(s, name), err);
	}
	if (st != ST_OK)
		s->said = *err;
	return st;
}

static void changed(void *ctx, struct form *form, const char *name)
{
	struct step_form *s = ctx;
	struct entry *e = step_form_entry(s, name);
	struct err err;

	/* a choice is complete with its key: what it opens appears at once */
	if (s->busy || !e)
		return;
	if (e->kind != ENTRY_TEXT || !*form_get(form, name)) {
		if (intake_set(s->d->intake, e, form_get(form, name), &err) == ST_OK)
			step_form_refresh(s);
	}
	desk_save_soon(s->d);
}

/* What the message line says while the field has the focus. */
static const char *help_of(const struct entry *e, struct arena *texts)
{
	static const char *const kinds[] = {
		[FIELD_DATE] = "日期,如 20261120;今年的可只打 1120", [FIELD_TIME] = "几点几分,如 0830 或 8:30",
		[FIELD_DATETIME] = "日期和时间,如 202611200830", [FIELD_BOOL] = "" };
	const struct field *f = e->field;
	struct buf out;

	if (!f || e->kind != ENTRY_TEXT)
		return NULL;
	if ((size_t)f->type < COUNT_OF(kinds) && kinds[f->type])
		return kinds[f->type];
	buf_init(&out, BUF_SMALL);
	const char *dots = strstr(f->format, "..");
	if (f->type == FIELD_NUMBER && dots)
		buf_format(&out, "数字,%.*s 至 %s", (int)(dots - f->format), f->format, dots + 2);
	else if (*f->format && !strchr("-^", *f->format))
		buf_text(&out, f->format);
	const char *help = arena_text(texts, out.data);
	buf_release(&out);
	return help;
}

/* How wide the box is: figures need one cell each, so that two such fields stand side by side. 0: by its length. */
static int cells_of(const struct entry *e, size_t choices)
{
	enum { FIGURES = 14, FEW = 5, NAME = 50, NAME_CELLS = 30 };
	static const char *const figures[] = { "applicant.phone", "agent.phone", "gmsfhm", "zjhm", "sjhm", "tyshxydm" };
	const struct field *f = e->field;

	if (e->kind != ENTRY_TEXT)                     /* many choices stand in the message line, the box has the chosen one */
		return choices > FEW ? 24 : 0;           /* "4 台湾居民来往大陆通行证" */
	if (f && f->type != FIELD_TEXT && f->type != FIELD_CODE)
		return e->most + 2 < FIGURES ? e->most + 2 : FIGURES;
	for (size_t i = 0; i < COUNT_OF(figures); i++)
		if (!strcmp(f ? f->id : e->key, figures[i]))
			return e->most + 2 < 20 ? FIGURES : 22;
	if (strstr(e->key, "id_number") || strstr(e->key, "legal_id"))
		return 22;
	return e->most > NAME ? 0 : e->most * 2 < NAME_CELLS ? e->most * 2 : NAME_CELLS;      /* a longer name moves in its box */
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
			.section = e->section, .label = e->label, .key = e->key, .max = e->most ? e->most + TOO_MANY : 0, .required = e->required,
			.kind = e->kind == ENTRY_TEXT ? PICTURE_TEXT : PICTURE_CHOICE, .choices = choices, .choice_count = n,
			.help = help_of(e, texts), .cells = cells_of(e, n),
		};
	}
	s->form = form_build(rows, s->count, &hooks, s);
	free(rows);
	arena_free(texts);
	step_form_refresh(s);
	form_clean(s->form);
	return ST_OK;
}

static enum status open_form(struct view *v, void *argument, struct err *err)
{
	struct step_form *s = v->data;
	const struct picture *picture = ui_picture(v->ui, "accept-form", err);

	s->d = v->app;
	s->view = v;
	if (!picture)
		return err->status;
	if (argument)
		snprintf(s->mend, sizeof s->mend, "%s", entry_key(argument));
	s->frame = form_new(picture, NULL, s);
	s->d->typing = v;
	enum status st = build(s);
	view_add(v, form_widget(s->frame));
	view_add(v, form_widget(s->form));
	view_focus(v, form_widget(s->form));
	return st;
}

static void close_form(struct view *v)
{
	struct step_form *s = v->data;

	accept_card_close(s);
	if (s->d && s->d->typing == v)
		s->d->typing = NULL;
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

/* Puts the focus on an entry that something stands against, and says what. Going there may make the promise anew, so the
 * fault is copied. */
static bool focus_fault(struct step_form *s, const struct entry *e)
{
	const struct err *fault = fault_of(s, e);
	char key[sizeof e->key];
	struct err wrong;

	if (!fault || !e->shown)
		return false;
	wrong = *fault;
	snprintf(key, sizeof key, "%s", e->key);
	if (!form_focus(s->form, key))
		return false;
	form_fault(s->form, key, &wrong);
	message_error(s->d->ui, &wrong);
	s->said = wrong;
	return true;
}

/* The same for the first such entry, or the first of those that have a value. */
static bool focus_first_fault(struct step_form *s, bool filled)
{
	enum origin origin;

	for (size_t i = 0; i < s->count; i++)
		if ((!filled || *intake_value(s->d->intake, &s->entries[i], &origin)) && focus_fault(s, &s->entries[i]))
			return true;
	return false;
}

/* Who comes back to the form finds what is wrong where she left it, not the first of it alone. */
static void mark_faults(struct step_form *s)
{
	enum origin origin;

	for (size_t i = 0; i < s->count; i++) {
		const struct entry *e = &s->entries[i];
		const struct err *fault = e->shown && *intake_value(s->d->intake, e, &origin) ? fault_of(s, e) : NULL;
		if (fault)
			form_fault(s->form, e->key, fault);
	}
}

/* Where work goes on: at what somebody was sent to, at what is wrong, at what nobody has filled. */
static bool begin(struct step_form *s)
{
	const struct entry *sent = *s->mend ? step_form_entry(s, s->mend) : NULL;

	mark_faults(s);
	return (sent && focus_fault(s, sent)) || focus_first_fault(s, true) || focus_next_empty(s, 0, s->count) ||
		form_focus(s->form, "applicant.name");
}

static void layout(struct view *v, struct area area)
{
	struct step_form *s = v->data;

	view_place(v, form_widget(s->frame), area);
	view_place(v, form_widget(s->form), form_area(s->frame, "entries"));
	if (!s->begun)
		s->begun = begin(s);
}

/* How far the form is. */
static void draw_sums(const struct step_form *s, struct area a)
{
	size_t typed = 0, derived = 0, needed = 0, open = 0;
	char card[ID_CARD_DOUBT_SIZE + 64];
	enum origin origin;

	for (size_t i = 0; i < s->count; i++) {
		const struct entry *e = &s->entries[i];
		if (!e->shown || e->kind == ENTRY_SWITCH)
			continue;
		if (*intake_value(s->d->intake, e, &origin))
			origin == ORIGIN_FILLED ? typed++ : derived++;
		else
			e->required ? needed++ : open++;
	}
	int width = text_width(accept_card_state(s, card));
	draw_format(a.row, a.col, width ? a.width - width - 2 : a.width, LOOK_STRONG, " 一张表:已填 %zu  推得 %zu  必填还差 %zu  可不填 %zu", typed,
		derived, needed, open);
	if (width)
		draw_put(a.row, a.col + a.width - width - 1, width, LOOK_NOTE, card);
}

static void draw(struct view *v)
{
	struct step_form *s = v->data;

	accept_head(s->d, form_area(s->frame, "head"), STEP_APPLICANT);
	draw_sums(s, form_area(s->frame, "sums"));
}

void accept_form_keep(struct view *v)
{
	struct step_form *s = v->data;
	const char *name = form_focused(s->form);
	struct entry *e = *name ? step_form_entry(s, name) : NULL;
	enum origin origin;
	struct err err;

	if (e && strcmp(intake_value(s->d->intake, e, &origin), form_get(s->form, name)) && intake_set(s->d->intake, e,
		form_get(s->form, name), &err) == ST_OK)
		view_dirty(v);
}

/* Enter: on to the next field that nobody has filled; when all that must be filled is, on to the next step. */
enum command_answer cmd_form_next_empty(void *app, const struct call *call)
{
	struct step_form *s = call->view->data;
	const char *focused = form_focused(s->form);
	size_t at = 0;
	struct err err;
	enum origin origin;

	if (form_stray(s->form))
		return COMMAND_REFUSED;
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
	return focus_first_fault(s, false) ? COMMAND_DONE : cmd_accept_next(app, call);
}

/* The value that an earlier entry of the same kind has: 户籍地址 of the child for that of the mother, the applicant's
 * 住址 for the first of them. NULL: none. */
static const char *earlier_value(const struct step_form *s, size_t at)
{
	const struct entry *e = &s->entries[at];
	enum origin origin;
	const char *value;

	for (size_t k = at; k-- > 0;) {
		const struct entry *other = &s->entries[k];
		bool same = e->field && other->field ? !strcmp(e->field->id, other->field->id) : !strcmp(e->label, other->label);
		value = intake_value(s->d->intake, other, &origin);
		if (same && *value)
			return value;
	}
	for (size_t k = 0; strstr(e->label, "址") && k < at; k++) {
		value = intake_value(s->d->intake, &s->entries[k], &origin);
		if (strstr(s->entries[k].label, "址") && *value)
			return value;
	}
	return NULL;
}

enum command_answer cmd_form_same(void *app, const struct call *call)
{
	struct step_form *s = call->view->data;
	const char *focused = form_focused(s->form);
	const struct entry *e = step_form_entry(s, focused);
	const char *value = e ? earlier_value(s, (size_t)(e - s->entries)) : NULL;

	if (!value || form_set(s->form, focused, value) != ST_OK) {
		message_refuse(call->ui, "E-6315", "前面没有同样的一栏可以照抄;请直接填写");
		return COMMAND_REFUSED;
	}
	s->copying = true;
	enum command_answer answer = cmd_form_next_empty(app, call);
	s->copying = false;
	return answer;
}

const struct view_ops accept_form_view = {
	.context = "accept-form", .title = "受理 第三步:申请人与表单",
	.help = "Enter 到下一个空栏,Tab 和 ↓ 逐栏走。身份证号填好,性别、生日自动得出(推)。F5 照抄前面同样的一栏(户籍地址、民族等)。F4 读所在一人的二代证(卡),不挡着打字;与已填的不同不改,再按 F4 逐处核对。", .size = sizeof(struct step_form),
	.open = open_form, .close = close_form, .layout = layout, .draw = draw,
	.contexts = accept_card_contexts,
};
