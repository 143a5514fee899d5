/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ui/form_private.h"
#include "ui/message.h"

/* Keys in a form: text, choices, requests. */

static void refuse(struct form *f, const struct err *err)
{
	if (f->widget.ui)
		message_error(f->widget.ui, err);
}

static struct form_field *current(struct form *f)
{
	return f->focus >= 0 && form_editable(&f->fields[f->focus]) ? &f->fields[f->focus] : NULL;
}

static void set_value(struct form *f, struct form_field *d, const char *value)
{
	struct err err;
	if (editor_set(&d->editor, value, strlen(value), &err))
		refuse(f, &err);
	else
		form_changed_by_key(f, d);
}

/* ---- choices ------------------------------------------------------------------------------------------------ */

static int chosen(const struct form_field *d)
{
	struct buf text;
	int at = -1;
	buf_init(&text, BUF_SMALL);
	editor_get(&d->editor, &text);
	for (size_t i = 0; at < 0 && text.len && i < d->choice_count; i++)
		if (!strcmp(d->choices[i].value, text.data))
			at = (int)i;
	buf_release(&text);
	return at;
}

static int match_code(const struct form_field *d, const char *typed)
{
	for (size_t i = 0; i < d->choice_count; i++)
		if (!strcasecmp(d->choices[i].value, typed))
			return (int)i;
	return -1;
}

/* How well a label fits what was typed: all of it before its beginning (n is 女, not 女婿), its beginning before any part. */
enum fit { FIT_NONE, FIT_PART, FIT_BEGINS, FIT_ALL };

static enum fit label_fit(const char *label, const char *typed)
{
	int at = text_match(label, typed);
	return at < 0 ? FIT_NONE : at > 0 ? FIT_PART : text_count(label) == text_count(typed) ? FIT_ALL : FIT_BEGINS;
}

/* By value, by its number in the order, by initials or any part of the label. *others: how many more fit as well. */
static int match_choice(const struct form_field *d, const char *typed, int *others)
{
	enum fit best = FIT_NONE;
	char *end;
	int at = match_code(d, typed);
	*others = 0;
	if (at >= 0)
		return at;
	unsigned long n = strtoul(typed, &end, 10);
	if (!*end && n >= 1 && n <= d->choice_count)
		return (int)n - 1;
	for (size_t i = 0; i < d->choice_count; i++) {
		enum fit fit = label_fit(d->choices[i].label, typed);
		if (fit > best) {
			best = fit;
			at = (int)i;
			*others = 0;
		} else if (fit == best && fit != FIT_NONE) {
			++*others;
		}
	}
	return at;
}

enum { DIGITS_MOST = 3 };

static void tell_stray(struct form *f, const struct form_field *d)
{
	struct err err;
	(void)err_at(&err, ST_DATA, "E-3224", d->name, "%s是选项,连打的数字没有收,已恢复原来的选择;请到要填的栏再打", d->label);
	refuse(f, &err);
}

bool form_stray(struct form *f)
{
	struct form_field *d = current(f);
	if (d && d->refused) {
		d->refused = false;
		refuse(f, &f->refusal);
		return true;
	}
	if (!d || d->in_a_row <= DIGITS_MOST)
		return false;
	d->in_a_row = 0;
	tell_stray(f, d);
	return true;
}

/* A fourth digit in a row was meant for another field: what the first ones chose is taken back. */
static bool astray(struct form *f, struct form_field *d, const char *s, size_t n)
{
	if (n != 1 || *s < '0' || *s > '9') {
		d->in_a_row = 0;
		return false;
	}
	if (d->in_a_row++ == 0)
		d->before = chosen(d);
	if (d->in_a_row <= DIGITS_MOST)
		return false;
	d->typed[0] = '\0';
	if (d->in_a_row == DIGITS_MOST + 1)
		set_value(f, d, d->before < 0 ? "" : d->choices[d->before].value);
	tell_stray(f, d);
	return true;
}

/* The 0 of "01": what a code begins with, and no more, is not wrong yet. */
static bool begins_code(const struct form_field *d, const char *typed)
{
	size_t n = strlen(typed);
	for (size_t i = 0; n && i < d->choice_count; i++)
		if (!strncasecmp(d->choices[i].value, typed, n))
			return true;
	return false;
}

enum { NOTHING_YET = -1, NO_CHOICE = -2 };

static int choice_of(const struct form_field *d, const char *typed, bool codes_only, int *others)
{
	*others = 0;
	int at = strlen(typed) >= sizeof d->typed ? NO_CHOICE : codes_only ? match_code(d, typed) : match_choice(d, typed, others);
	return at >= 0 || at == NO_CHOICE ? at : begins_code(d, typed) ? NOTHING_YET : NO_CHOICE;
}

/* The first that fits stands there, and it is said that it is not the only one. */
static void tell_others(struct form *f, const struct form_field *d, const char *typed, int at, int others)
{
	if (f->widget.ui)
		message_say(f->widget.ui, "「%s」有 %d 项都合:先选「%s」;接着打字再挑,或按 ← → 换", typed, others + 1, d->choices[at].label);
}

/* The second digit of what is no code: a slip, or a number for another field. The first stays. */
static void tell_second(struct form *f, const struct form_field *d, const char *typed)
{
	struct err err;
	int at = chosen(d);
	(void)err_at(&err, ST_DATA, "E-3225", d->name, "%s没有第 %s 项,仍是「%s」;要改选请再按一次", d->label, typed,
		at >= 0 ? d->choices[at].label : "");
	refuse(f, &err);
}

static void tell_none(struct form *f, const struct form_field *d)
{
	struct err err;
	(void)err_at(&err, ST_DATA, "E-3222", d->name, "%s没有这一项", d->label);
	refuse(f, &err);
}

void form_choice_leave(struct form *f, struct form_field *d)
{
	int others;
	if (*d->typed && choice_of(d, d->typed, false, &others) == NOTHING_YET)
		tell_none(f, d);
	d->typed[0] = '\0';
}

static bool all_digits(const char *s)
{
	return *s && !s[strspn(s, "0123456789")];
}

/* What stands for all that was typed in a row, else for the last key alone; but digits that name nothing are no second answer. */
static int choice_typed(const struct form_field *d, const char *s, size_t n, struct buf *ascii, int *others)
{
	int at = NO_CHOICE;
	if (*d->typed) {
		buf_text(ascii, d->typed);
		(void)text_to_ascii(ascii, s, n);
		at = choice_of(d, ascii->data, d->choice_count <= 9 && all_digits(ascii->data), others);
		if (at == NO_CHOICE && all_digits(ascii->data))
			return at;
	}
	if (at == NO_CHOICE) {
		buf_clear(ascii);
		(void)text_to_ascii(ascii, s, n);
		at = ascii->len ? choice_of(d, ascii->data, false, others) : NO_CHOICE;
	}
	return at;
}

/* With few answers one key is one, or a digit of a code; with many, what is typed narrows until another kind of key comes. */
static bool type_choice(struct form *f, struct form_field *d, const char *s, size_t n)
{
	struct buf ascii;
	int others = 0;
	if (astray(f, d, s, n))
		return true;
	buf_init(&ascii, BUF_SMALL);
	int at = choice_typed(d, s, n, &ascii, &others);
	bool key = at == NO_CHOICE && ascii.len == 1 && strchr("+-*/.,?:;", *ascii.data);     /* may be a command's */
	if (at == NO_CHOICE && !key) {
		bool second = *d->typed && all_digits(ascii.data) && ascii.len > 1;
		d->typed[0] = '\0';
		if (second)
			tell_second(f, d, ascii.data);
		else
			tell_none(f, d);
	} else if (!key) {
		memcpy(d->typed, ascii.data, ascii.len + 1);
		if (at >= 0)
			set_value(f, d, d->choices[at].value);
		if (at >= 0 && others)
			tell_others(f, d, ascii.data, at, others);
	}
	buf_release(&ascii);
	return !key;
}

static bool turn_choice(struct form *f, struct form_field *d, int by)
{
	int n = (int)d->choice_count, at = chosen(d);
	if (!n)
		return true;
	at = at < 0 ? (by > 0 ? 0 : n - 1) : (at + by + n) % n;
	d->typed[0] = '\0';
	d->in_a_row = 0;
	set_value(f, d, d->choices[at].value);
	return true;
}

/* "[1]婚内  2 非婚" when all fit, else the chosen one alone. */
void form_show_choice(const struct form_field *d, int cells, struct buf *out)
{
	int at = chosen(d);
	bool many = d->choice_count > 9;
	for (size_t i = 0; !many && i < d->choice_count; i++) {
		bool on = (int)i == at;
		buf_format(out, "%s%zu%s%s", on ? "[" : " ", i + 1, on ? "]" : " ", d->choices[i].label);
		buf_text(out, i + 1 < d->choice_count ? " " : "");
	}
	if (!many && !out->overflow && text_width(out->data) <= cells)
		return;
	buf_clear(out);
	if (at >= 0 && !many)
		buf_format(out, "%d ", at + 1);
	if (at >= 0)
		buf_text(out, d->choices[at].label);
}

/* ---- text --------------------------------------------------------------------------------------------------- */

static void type_check(struct form *f, struct form_field *d, const char *s, size_t n)
{
	bool on = !editor_empty(&d->editor);
	if (n == 1 && strchr(" xXyY1", *s))
		set_value(f, d, *s == ' ' || *s == 'x' || *s == 'X' ? (on ? "" : "1") : "1");
	else if (n == 1 && strchr("nN0", *s))
		set_value(f, d, "");
}

static void type_text(struct form *f, struct form_field *d, const char *s, size_t n, bool pasted)
{
	struct buf ascii;
	struct err err;
	bool plain = d->kind == PICTURE_NUMBER || d->kind == PICTURE_DATE;
	buf_init(&ascii, BUF_SMALL);
	if (plain) {
		(void)text_to_ascii(&ascii, s, n);
		s = ascii.data;
		n = ascii.len;
	}
	if (d->kind == PICTURE_NUMBER && strspn(s, "0123456789.-") < n) {
		(void)err_at(&err, ST_DATA, "E-3223", d->name, "%s只能输数字", d->label);
		refuse(f, &err);
	} else if (editor_insert(&d->editor, s, n, pasted, &err)) {
		if (!pasted || !form_offer_clean(f, s, n, &err))
			refuse(f, &err);
		d->refused = !pasted;
		f->refusal = err;
	} else if (n) {
		form_changed_by_key(f, d);
	}
	buf_release(&ascii);
}

bool form_text(struct widget *w, const char *s, size_t n, bool pasted)
{
	struct form *f = (struct form *)w;
	struct form_field *d = current(f);
	if (!d)
		return false;
	if (d->kind == PICTURE_CHOICE) {
		if (n == 1 && *s == ' ' && !pasted)
			return turn_choice(f, d, 1);
		return type_choice(f, d, s, n);
	} else if (d->kind == PICTURE_CHECK) {
		type_check(f, d, s, n);
	} else {
		type_text(f, d, s, n, pasted);
	}
	return true;
}

/* ---- requests ----------------------------------------------------------------------------------------------- */

static bool step(struct form *f, int by)
{
	for (int i = f->focus + by; i >= 0 && i < (int)f->count; i += by)
		if (form_editable(&f->fields[i]))
			return form_go(f, i);
	return false;
}

static bool end_of_form(struct form *f, bool last)
{
	int n = (int)f->count;
	for (int i = last ? n - 1 : 0; i >= 0 && i < n; i += last ? -1 : 1)
		if (form_editable(&f->fields[i]))
			return form_go(f, i);
	return false;
}

static bool to_page(struct form *f, int page)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->fields[i].page == page && form_editable(&f->fields[i]))
			return form_go(f, (int)i);
	return false;
}

static bool vertical(struct form *f, struct form_field *d, int by)
{
	if (d->kind == PICTURE_LINES && editor_vertical(&d->editor, d->box.width, by)) {
		d->stale = true;
		f->widget.stale = true;
		return true;
	}
	int to = form_lib_vertical(f, by);
	return to >= 0 ? form_go(f, to) : step(f, by);
}

static bool edit(struct form *f, struct form_field *d, enum ui_request request)
{
	bool changed;
	if (d->kind == PICTURE_CHECK || d->kind == PICTURE_CHOICE) {
		if (request != UI_EDIT_BACKSPACE && request != UI_EDIT_DELETE && request != UI_EDIT_CLEAR)
			return false;
		d->typed[0] = '\0';
		d->in_a_row = 0;
		set_value(f, d, "");
		return true;
	}
	if (!editor_request(&d->editor, request, &changed))
		return false;
	d->stale = true;
	f->widget.stale = true;
	if (changed)
		form_changed_by_key(f, d);
	return true;
}

bool form_request(struct widget *w, enum ui_request request)
{
	struct form *f = (struct form *)w;
	struct form_field *d = current(f);
	if (!d)
		return false;
	switch (request) {
	case UI_FIELD_NEXT: return step(f, 1);
	case UI_FIELD_PREVIOUS: return step(f, -1);
	case UI_FIELD_DOWN: return vertical(f, d, 1);
	case UI_FIELD_UP: return vertical(f, d, -1);
	case UI_FIELD_FIRST: return end_of_form(f, false);
	case UI_FIELD_LAST: return end_of_form(f, true);
	case UI_PAGE_NEXT: return to_page(f, f->page + 1);
	case UI_PAGE_PREVIOUS: return to_page(f, f->page - 1);
	case UI_CHOICE_NEXT: return d->kind == PICTURE_CHOICE && turn_choice(f, d, 1);
	case UI_CHOICE_PREVIOUS: return d->kind == PICTURE_CHOICE && turn_choice(f, d, -1);
	default: return edit(f, d, request);
	}
}

const char *const *form_contexts(struct widget *w)
{
	static const char *const text[] = { "edit", "form", NULL }, *const choice[] = { "choice", "edit", "form", NULL },
		*const none[] = { "form", NULL };
	const struct form_field *d = current((struct form *)w);
	return !d ? none : d->kind == PICTURE_CHOICE || d->kind == PICTURE_CHECK ? choice : text;
}

/* The choices behind the field's help. Two rows at most, for what stands below the field is not to be covered by a list of
 * nations: of a longer list the part that the chosen one is in, so that Right and Left go through all of it. */
static void choice_words(const struct form_field *d, struct buf *words)
{
	enum { SLACK = 4, MORE = 16 };           /* cells lost where a row ends; "  → 还有 56 项" */
	const int most = 2 * draw_width() - SLACK;
	const int at = chosen(d);
	struct buf one;

	buf_init(&one, BUF_SMALL);
	for (size_t i = 0; i < d->choice_count; i++) {
		buf_clear(&one);
		buf_format(&one, "%s%zu %s", words->len ? "  " : "", i + 1, d->choices[i].label);
		bool last = i + 1 == d->choice_count;
		if (text_width(words->data) + text_width(one.data) <= most - (last ? 0 : MORE) || !words->len) {
			buf_text(words, one.data);
			continue;
		}
		if (at < (int)i) {
			buf_format(words, "  → 还有 %zu 项", d->choice_count - i);
			break;
		}
		buf_clear(words);
		buf_format(words, "←  %zu %s", i + 1, d->choices[i].label);
	}
	buf_release(&one);
}

const char *form_says(struct widget *w, enum look *look)
{
	struct form *f = (struct form *)w;
	const struct form_field *d = current(f);
	struct buf words;
	if (!d)
		return NULL;
	if (d->faulty) {
		*look = LOOK_ERROR;
		return d->fault.text;
	}
	*look = LOOK_PLAIN;
	buf_init(&words, BUF_SMALL);
	buf_text(&words, d->help);
	if (d->kind == PICTURE_CHOICE)
		choice_words(d, &words);
	free(f->words);
	f->words = buf_take(&words);
	buf_release(&words);
	return f->words;
}
