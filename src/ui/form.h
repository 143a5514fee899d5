/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_FORM_H
#define UI_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "ui/picture.h"
#include "ui/widget.h"

/* A form: fields with their labels, from a picture or built at run time. libform keeps geometry and traversal, ui/editor
 * the text. Leaving a field checks it: a wrong value is marked and its error stays in the message line whenever the
 * field has the focus, but the focus goes on, so that type-ahead stays in step. form_verify holds a commit back.
 *
 * Values are UTF-8 without blanks at their ends. A choice's value is its value, a check's "1" or "", a date's
 * "2026-11-23" (typed also as 20261123, 1123, 11-23, 23; full-width digits too), a number's digits. */
struct form;

struct form_hooks {
	/* A field's text was changed by a key (not by form_set). May set other fields. */
	void (*changed)(void *ctx, struct form *form, const char *name);
	/* A field that is not empty is left or checked, after the checks of its own kind. May set this and other fields
	 * (normalise, derive). A failure's text is shown at the field. */
	enum status (*check)(void *ctx, struct form *form, const char *name, const char *value, struct err *err);
	/* The focus has come to a field. */
	void (*entered)(void *ctx, struct form *form, const char *name);
};

/* One field of a form that is built at run time: the merged form of 5 to 50 fields. */
struct form_row {
	const char *section;                     /* a heading when it differs from the row's before; NULL: none */
	const char *label, *key, *help;          /* help may be NULL */
	enum picture_kind kind;                  /* not LIST, AREA */
	int cells;                               /* of its box; 0: by its kind and max */
	long max, min;                           /* as in picture_part */
	bool required;
	const struct picture_choice *choices;    size_t choice_count;
};

/* Borrows the picture for its life. `hooks` may be NULL. */
struct form *form_new(const struct picture *picture, const struct form_hooks *hooks, void *ctx);
/* Copies the rows. Short fields stand side by side; what does not fit its area goes on further pages. */
struct form *form_build(const struct form_row *rows, size_t count, const struct form_hooks *hooks, void *ctx);
void form_free(struct form *f);                                  /* NULL is fine */
struct widget *form_widget(struct form *f);
/* Where a list or an area of the picture stands, once the form has its place. */
struct area form_area(const struct form *f, const char *name);

/* Values by name. A name that is not there is a mistake of ours: get gives "", set ends in ST_BUG. */
const char *form_get(struct form *f, const char *name);          /* borrowed until the field changes */
enum status form_set(struct form *f, const char *name, const char *value);       /* ST_LIMIT: too long, the old one stays */
size_t form_count(const struct form *f);
const char *form_name(const struct form *f, size_t i);
bool form_has(const struct form *f, const char *name);
/* The answers of a choice, known at run time only. Copied. A value that is no longer among them is emptied. */
void form_choices(struct form *f, const char *name, const struct picture_choice *choices, size_t count);
void form_lock(struct form *f, const char *name, bool locked);   /* shown, but passed over */
void form_show(struct form *f, const char *name, bool shown);    /* a hidden field keeps its value */
void form_require(struct form *f, const char *name, bool required);
/* A sign of one cell or two behind the box: where the value came from (推 享). NULL or "": none. */
void form_sign(struct form *f, const char *name, const char *sign);
void form_look(struct form *f, const char *name, enum look look);        /* of a show field's text */

const char *form_focused(const struct form *f);                  /* "" when none can have it */
bool form_focus(struct form *f, const char *name);
/* Did digits that were meant for another field end in the choice under the focus (E-3224), or was a character typed here refused
 * (E-1011)? Then says so again, and answers true once: the Enter that ends a burst must not wipe the only word about it. */
bool form_stray(struct form *f);
/* Checks all fields that are shown, in order. On failure the focus goes to the first wrong one and err tells it; a
 * required field that is empty is E-3220 「…未填」. */
enum status form_verify(struct form *f, struct err *err) MUST_CHECK;
/* Marks a field as wrong from outside (a law's check of the whole), until it is changed; NULL: it is right after all. */
void form_fault(struct form *f, const char *name, const struct err *err);
/* Has any key changed a value since the last form_clean? */
bool form_touched(const struct form *f);
void form_clean(struct form *f);
/* "2 / 3 页" for a form of several pages, else "". */
int form_pages(const struct form *f, int *pages);

/* The ways to type a date, for prompts too: 2026-11-23, 20261123, 2026.11.23, 1123, 11-23, 23 and 2026年11月23日; parts
 * that are left out are today's. Returns false when it is no date; out is "2026-11-23". */
bool form_date(const char *typed, char out[11]);

#endif
