/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ACCEPT_H
#define DESK_ACCEPT_H

#include "desk/desk.h"
#include "ui/form.h"

/* The five steps of taking a dossier in are five views in turn, each in the place of the one before, over one intake. */

/* Shows a step above the home screen, or in the place of the step shown. A step that needs a bundle falls back to the
 * first. */
enum status accept_show(struct desk *d, enum request_step step, struct err *err) MUST_CHECK;
/* Shows the intake that was just taken up again where it was left, and tells of another version of the catalogue since. */
enum status accept_resume(struct desk *d, struct err *err) MUST_CHECK;
/* Another version of the catalogue has come into use: the step is shown anew by it, and the clerk told. False, and nothing done,
 * when none has, or when a question or another view stands over the step: then it is told when that has gone (d->outdated). */
bool accept_edition(struct desk *d);
/* Shows the step and the place of the first thing that stands against the dossier, and says what it is. False: nothing does. */
bool accept_mend(struct desk *d) MUST_CHECK;
/* A dossier that was only received, as the five steps with everything filled in, in the place of the view `from` and of the
 * dossier's own. Nothing has changed when it fails. */
enum command_answer accept_continue(struct desk *d, struct view *from, const char *number);
/* Accepts, receives or gives the one-time notice; on success the intake is over and the dossier is shown. */
enum command_answer accept_commit(struct desk *d, enum outcome outcome);
/* Takes what is typed in the focused field of the form step into the intake as it stands, right or wrong (R19). */
void accept_form_keep(struct view *v);
/* Leaving the questions with one open: the bar goes there, it is said, and true comes back, the first time. */
bool accept_situation_stops(struct view *v);
/* The head of each step: "受理 新生儿出生   1 事项 [2 情形] …   草稿 09:42". */
void accept_head(struct desk *d, struct area area, enum request_step step);
/* Contexts of a step: its own, then "accept". */
#define ACCEPT_CONTEXTS(name) static const char *const step_contexts[] = { name, "accept", NULL }; \
	static const char *const *contexts(struct view *v) { (void)v; return step_contexts; }

#endif
