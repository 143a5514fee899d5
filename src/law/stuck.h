/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_STUCK_H
#define LAW_STUCK_H

#include <stdbool.h>

#include "law/act.h"
#include "law/clock.h"

/* 办不成事 (H-4): a fit application that was not accepted or approved, or what somebody's manner spoilt. The loop 受理—分类—转办—
 * 办结—反馈—核查—备案, each step once. Pure. */
#define STUCK_STATES(_) \
	_(REGISTERED, "10", "已登记") _(CLASSIFIED, "20", "已分类") _(TRANSFERRED, "30", "已转办") _(HANDLED, "40", "已办结") \
	_(ANSWERED, "50", "已反馈") _(CHECKED, "60", "已核查") _(FILED, "90", "已备案")
enum stuck_state {
#define STUCK_STATE_ENUM(id, code, name) STUCK_##id,
	STUCK_STATES(STUCK_STATE_ENUM)
#undef STUCK_STATE_ENUM
	STUCK_STATE_COUNT
};
const char *stuck_state_code(enum stuck_state s);
const char *stuck_state_name(enum stuck_state s);
int stuck_state_from_code(const char *code);           /* -1 */

/* What it is about; the later ones are no matter for this window, and why_not says where they belong. */
extern const struct act_choice stuck_categories[];
const char *stuck_why_not(const char *category);       /* NULL: it is one */
/* How it was classified: which clock of K10 it runs by, from the day it was registered. */
extern const struct act_choice stuck_classes[];        /* normal complex impossible */
enum clock_kind stuck_clock(const char *class);        /* "" is normal */

/* THE table, of rows as in law/errand.h; `register` makes one. Ended by a NULL word. */
extern const struct act stuck_acts[];
const struct act *stuck_act_find(const char *word);    /* NULL: no such word */
/* What comes next: the acts of a state, in order; NULL after the last. */
const struct act *stuck_act_next(enum stuck_state s, size_t n);

#endif
