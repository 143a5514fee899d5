/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_KEEP_OWN_H
#define DESK_KEEP_OWN_H

#include "base/mem.h"
#include "desk/keep.h"
#include "ui/prompt.h"

/* What is done about a row: a task is a row of questions and a call of the hall. keep_ask.c asks, each tab has a file of its own with its
 * tasks. One question at a time; what is being asked belongs to the prompt that is open and goes with the last. */

#define KEEP_CHARACTERS 255
#define KEEP_ROOM (KEEP_CHARACTERS * 4 + 1)
#define KEEP_CHOICES 11

enum asked { A_KEY, A_NAME, A_WORK_NO, A_ROLE, A_DEPARTMENT, A_PASSWORD, A_AGAIN, A_KIND, A_VALUE, A_SURE, A_ONCE, ANSWERS };

struct asking;
struct asked_for {
	enum asked at;
	const char *field;                               /* as the hall's errors name it: asked again when that is what was wrong */
	const char *label;
	enum prompt_type type;
	bool optional;
	size_t (*choices)(struct asking *a);             /* PROMPT_CHOICE; how many */
	bool (*skipped)(const struct asking *a);         /* NULL: never */
};
struct chore {
	const char *code, *name;                         /* in the menu of a row */
	enum staff_right right;
	bool (*fits)(const struct asking *a);            /* NULL: always */
	const struct asked_for *questions;
	size_t count;
	enum status (*run)(struct asking *a, struct err *err);
	const char *said;
};
#define QUESTIONS(...) (const struct asked_for[]){ __VA_ARGS__ }, COUNT_OF(((const struct asked_for[]){ __VA_ARGS__ }))

struct asking {
	struct desk *d;
	const struct chore *task;
	const struct chore *menu;                         /* of the tab */
	size_t menu_count, question;
	char subject[160];                               /* before each question: whom or what it is about */
	char shown[KEEP_ROOM];                           /* a parameter's value when the question was put */
	const struct setting *setting;
	bool on, locked;                                 /* the row is active, open; it is locked */
	struct prompt_choice choices[KEEP_CHOICES];
	char answers[ANSWERS][KEEP_ROOM];
};

/* What can be done about a row of a tab and to make a new one (NULL: nothing makes one); `of` takes over what a row has. */
struct keep_chores { const struct chore *anew, *menu; size_t count; void (*of)(struct asking *a, const struct keep_rows *r, size_t row); };
extern const struct keep_chores keep_staff_chores, keep_window_chores, keep_parameter_chores, keep_department_chores, keep_class_chores;

/* keep_ask.c: what several tabs ask alike. */
extern const char *const keep_keys[KEEP_CHOICES];        /* "1" … of the choices of a question */
size_t keep_sure(struct asking *a);                      /* choices: yes, no; "no" gives up */
bool keep_is_on(const struct asking *a);
bool keep_is_off(const struct asking *a);
void keep_letters(char *text);                           /* as they are typed, large and without spaces */
#define ASK_NAME { A_NAME, "name", "名称:", PROMPT_TEXT, false, NULL, NULL }
#define ASK_SURE(label) { A_SURE, "", label, PROMPT_CHOICE, false, keep_sure, NULL }

#endif
