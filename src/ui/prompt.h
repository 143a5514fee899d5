/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/status.h"

struct ui;

/* A question in the message line. It returns at once; the answer comes to `done`. While it is open it gets all keys;
 * the view behind stays as it is. */
enum prompt_type {
	PROMPT_TEXT,
	PROMPT_SECRET,       /* shown as * */
	PROMPT_DATE,         /* answered as "2026-11-23"; typed in any of form.h's ways */
	PROMPT_CHOICE        /* one key an answer: choices[i].key; answered as choices[i].value */
};
struct prompt_choice {
	const char *key;             /* "1", "y": what is pressed; letters in either case */
	const char *value;
	const char *label;           /* Chinese */
};
struct prompt {
	enum prompt_type type;
	const char *label;                       /* "容缺期限:" */
	const char *initial;                     /* NULL: empty. A proposal, shown as marked: the first character types over it,
	                                          * an editing key keeps it */
	size_t max;                              /* characters; 0: 100 */
	const struct prompt_choice *choices;     /* PROMPT_CHOICE; borrowed until done */
	size_t choice_count;
	/* Refuses an answer: the error is shown and the prompt stays open. May be NULL. */
	enum status (*check)(void *ctx, const char *answer, struct err *err);
	/* What Tab makes of the text so far, appended to out; false when nothing. May be NULL. */
	bool (*complete)(void *ctx, const char *typed, struct buf *out);
	/* The n-th earlier answer (0: the last), NULL when there are no more. May be NULL. */
	const char *(*earlier)(void *ctx, size_t n);
	/* Begins to get the answer from somewhere else (a device): it comes by prompt_fill, typing goes on meanwhile. With `stop` Esc was
	 * pressed: gives that up and answers true, or false when nothing was on its way, and Esc does what it does else. May be NULL. */
	bool (*fetch)(void *ctx, bool stop);
	/* Called once. `answer` is borrowed; NULL when given up by Esc. The prompt is closed by then: another may be opened. */
	void (*done)(void *ctx, const char *answer);
	/* What Esc does instead of giving up: one question back. The prompt is closed by then. NULL: Esc gives up. */
	void (*back)(void *ctx);
	void *ctx;
};
/* Texts are copied, choices borrowed. An open prompt is given up first (its done gets NULL). */
void prompt_open(struct ui *ui, const struct prompt *prompt);
/* Gives up the open question that this ctx asked, if there is one: before ctx goes. A question is given up by itself when
 * the view that was on top goes. */
void prompt_drop(struct ui *ui, const void *ctx);
bool prompt_is_open(const struct ui *ui);
/* What stands in the open question that this ctx asked, appended; false when there is none. */
bool prompt_typed(const struct ui *ui, const void *ctx, struct buf *out);
/* Puts a text there in its place; nothing when there is no such question. */
void prompt_fill(struct ui *ui, const void *ctx, const char *text);
/* A yes or no: 1 是 2 否, also y and n; done gets "yes" or "no" or NULL. */
void prompt_confirm(struct ui *ui, const char *label, void (*done)(void *ctx, const char *answer), void *ctx);

#endif
