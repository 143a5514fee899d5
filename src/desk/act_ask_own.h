/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ACT_ASK_OWN_H
#define DESK_ACT_ASK_OWN_H

#include "desk/act_ask.h"
#include "desk/reading.h"
#include "ui/prompt.h"

/* For act_ask*.c alone: an act while its data are asked for, question by question. */

#define CHOICES_MOST 9
#define MATERIALS_MOST 200
#define VALUES_MOST (MATERIALS_MOST + 40)
#define STEPS_MOST (2 * VALUES_MOST)      /* a material: which one, and what is wrong with it */
struct asked_material { char *id, *name; bool deferred, open; };

/* One act being asked for. It belongs to the question that is open, and goes with the last one. */
struct asking {
	struct desk *d;
	const struct act *act;
	char number[24], uuid[37], item[200];
	char *results;                           /* those that are handed over together, one a line; NULL */
	int task;
	int64_t expired;
	const struct act_arg *arg;               /* the next question */
	int line;                                /* of ARG_LINES: the material whose fault is asked for; −1: which one */
	struct asked_material *materials;
	size_t material_count;
	struct act_value values[VALUES_MOST];
	size_t count;
	char keys[CHOICES_MOST][2];
	struct prompt_choice choices[CHOICES_MOST];
	struct step { const struct act_arg *arg; int line; size_t count; } steps[STEPS_MOST];      /* questions as they were asked */
	size_t step_count;
	struct act_value said[VALUES_MOST];      /* answers that Esc or a refusal went back behind, by name: they stand there again */
	size_t said_count;
	struct view *reader;                     /* all that was said, read before it is done; NULL */
	bool unknown;                            /* it was tried, and may have been done (R4) */
	act_asked_fn *asked;                     /* who does it; NULL: we */
	struct card_question card;               /* read by the one who is asked about */
};

/* The question `a->arg` (and `a->line`); the next one that is of use, and behind the last whether it shall be done. */
void asking_it(struct asking *a);
void asking_next(struct asking *a);
void asking_line(struct asking *a);             /* ARG_LINES: a material, then what is wrong with it */
void asking_whether(struct asking *a);          /* read, sure, done */

/* Opens the question `p` as a step that Esc can come back to; what was answered before stands there to be mended. */
void asking_open(struct asking *a, struct prompt p);
void asking_back(void *asking);                 /* one question back */
void asking_close_reader(struct asking *a);
void asking_keep(struct asking *a, const char *name, const char *value);      /* both are copied */
void asking_give_up(struct asking *a);          /* says so and frees */
void asking_free(struct asking *a);

const char *asking_material(const struct asking *a, const char *id);          /* its name; the id of one that is not listed */
const char *asking_answer(const struct asking *a, const char *name);          /* the last one to that question; NULL */
const char *asking_subject(const struct asking *a);                           /* the material that was chosen, else the task's item; "" for the whole */

#endif
