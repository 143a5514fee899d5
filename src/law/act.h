/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_ACT_H
#define LAW_ACT_H

#include <stdbool.h>
#include <stddef.h>

#include "law/staff_role.h"
#include "law/states.h"

/* What is done with a dossier (W-4) and with a department's task in it (W-7 … W-13), one row an act: in which states,
 * what follows, who may, who must confirm it as a second person, what it has to be told, which paper it prints. It is
 * the only place that knows: the allowed transitions of states.h, the desk's list of what can be done next, the command
 * line, its help and the man page are all read from it. What no row allows is illegal. */

enum act_scope { ACT_DOSSIER, ACT_TASK, ACT_ERRAND };      /* of errands: law/errand.h has its own table */

/* ARG_MATERIAL: the id of a deferred material. ARG_LINES: ids of materials, each with what is wrong with it; ARG_TICKS: of
 * those that a notice asked for and that are in. */
enum act_arg_type { ARG_TEXT, ARG_DAY, ARG_COUNT, ARG_CHOICE, ARG_MATERIAL, ARG_LINES, ARG_TICKS };
struct act_choice { const char *code, *name; };          /* a list of them ends with a NULL code */
struct act_arg {
	const char *name, *label;                            /* the list ends with a NULL name */
	enum act_arg_type type;
	bool needed;                                         /* wherever it is of use */
	int most;                                            /* characters of a text; the largest count */
	const struct act_choice *choices;
	const char *when, *is;                               /* of use only where `when` was answered by `is`, or by another than "!is"; NULL: always */
	bool ahead;                                          /* a day to come: a desk proposes none, any other today */
	bool secret;                                         /* a code, whose hand: no list of what was done shows it */
	unsigned asked;                                      /* roles: at a desk asked of these only; 0: of everybody. Scripts and feeds tell it */
};

#define ACT_STAYS (-1)
enum act_agent { AGENT_ANY, AGENT_PRESENT, AGENT_ABSENT };
struct act {
	const char *word, *name, *help;                      /* "withdraw", "撤回", one sentence */
	const char *rule;                                    /* the rule that a refusal names */
	enum act_scope scope;
	unsigned from;                                       /* the set of states in which it is possible */
	int to;                                              /* enum dossier_state or task_state; ACT_STAYS */
	unsigned by, second;                                 /* roles; `second` 0: nobody need confirm */
	bool deferral;                                       /* about a deferred paper: only where one is open */
	bool fee, parcel;                                    /* only where an item is charged for, where results go by courier */
	enum act_agent agent;                                /* only where somebody acts for the applicant, where nobody does */
	bool together;                                       /* about several results: only where more than one is here */
	const char *paper;                                   /* kind of document, NULL for none */
	const char *paper_when, *paper_is;                   /* only when that was answered so; NULL: always */
	const struct act_arg *args;                          /* NULL: nothing to be told */
};

/* W-5: 即办, done in one go: 10 or 20 to 50 by way of sign and grant, and told for whom (receiver=self) on to 80 by way of check-in and
 * hand-over. No row of the table: each of its steps stays one, with its own roles (W-14), so that the whole of it is for who decides
 * and hands over both, "department+issuer"; who decides alone ends at 50. For items that are at_once only. */
extern const struct act act_at_once;

/* Every act in the order in which a list shows them; ended by NULL. */
extern const struct act *const acts[];
const struct act *act_find(enum act_scope scope, const char *word);                      /* NULL: unknown */
/* Is it possible in this state (a dossier's or a task's, by the act's scope)? */
bool act_possible(const struct act *a, int state);
/* The first act of one of these roles that leads from one state to the other; NULL: there is none. */
const struct act *act_between(enum act_scope scope, int from, int to, unsigned roles);
/* Names of the roles of a set: "受理员、督导". Writes at most n bytes with the NUL. */
void act_roles(unsigned roles, char *out, size_t n);
/* Is it of use, when `told` is what was said of a->when (NULL: nothing)? */
bool act_arg_of_use(const struct act_arg *a, const char *told);
/* The paper that it prints, when `told` is what was said of a->paper_when (NULL: nothing); NULL: none. */
const char *act_paper(const struct act *a, const char *told);
/* NULL: the list does not have this code. */
const char *act_choice_name(const struct act_choice *list, const char *code);

/* Lists that others need too. */
extern const struct act_choice act_return_reasons[];     /* W-8; "missing" is legal inside K1 only */
extern const struct act_choice act_special_kinds[];      /* W-9, K7: pause_kind_code */
extern const struct act_choice act_channels[];           /* C-15: window online express shared */
extern const struct act_choice act_delivery_modes[];     /* D-9: direct … */
extern const struct act_choice act_entrusted[];          /* H-2, what an agent may: "submit", "collect", "promise", "all" */

/* --- what follows by itself ----------------------------------------------------------------------------------------- */

/* How the tasks of a dossier stand, counted. */
struct task_count { int open, working, special, decided, made, handed, delivered, ended; };
void task_count_add(struct task_count *c, enum task_state s);
/* W-4, the rows that the system walks: 40 as soon as a task was signed for, 45 when every open one stands still, 60 when
 * none is open and at least one was decided, 70 when what was decided is at the window, 80 when it has been handed over.
 * One step at a time: call again until it answers `now`. `held`: a deferral is open that holds results back (C-12). */
enum dossier_state dossier_follows(enum dossier_state now, const struct task_count *c, bool held);

#endif
