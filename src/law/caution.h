/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CAUTION_H
#define LAW_CAUTION_H

#include <stdbool.h>

#include "law/clock.h"

/* 红黄牌, the cards of electronic supervision (V-2): a light is computed, a caution is kept. This is the table of what gives one: the
 * rule, what it is about, what a yellow and a red one are called. Pure. */
#define CAUTION_RULES(_) \
	_(K1, "K1") _(K2, "K2") _(K3, "K3") _(K3P, "K3p") _(K4, "K4") _(K5, "K5") _(K8, "K8") _(K8F, "K8f") _(K9H, "K9h") _(K10, "K10") \
	_(REFUSAL, "refusal") _(QUEUE, "queue")
enum caution_rule {
#define CAUTION_ENUM(id, code) CAUTION_##id,
	CAUTION_RULES(CAUTION_ENUM)
#undef CAUTION_ENUM
	CAUTION_RULE_COUNT
};
/* What the object of a rule is: NUMBER of a dossier; NUMBER/n, its task, deferred material or rating; a 办不成事's number; CLASS/DAY. */
enum caution_about { ABOUT_DOSSIER, ABOUT_TASK, ABOUT_MATERIAL, ABOUT_RATING, ABOUT_STUCK, ABOUT_QUEUE, ABOUT_COUNT };

const char *caution_rule_code(enum caution_rule rule);         /* as stored */
int caution_rule_from_code(const char *code);                  /* -1 */
bool caution_has_clock(enum caution_rule rule);                /* a day to be kept: the card is settled when what it is about is done */
int caution_rule_of_clock(enum clock_kind kind);               /* -1: nobody is cautioned for this clock */
enum caution_about caution_about(enum caution_rule rule);
const char *caution_about_code(enum caution_about about);      /* "dossier" … */
/* "承诺时限", whatever the colour: its clock's name where it has one. */
const char *caution_rule_name(enum caution_rule rule);
/* "超过承诺时限"; NULL: a light of this colour gives none by this rule. */
const char *caution_name(enum caution_rule rule, enum clock_light light);
const char *caution_law(enum caution_rule rule);               /* what it rests on */
const char *caution_card_name(enum clock_light light);         /* 黄牌 红牌 */

#endif
