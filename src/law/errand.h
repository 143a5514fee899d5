/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_ERRAND_H
#define LAW_ERRAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "law/act.h"
#include "law/calendar.h"

/* 帮办代办 (window-rules 7): a helper does something with a person or for her. Free of charge; the principal stays the
 * applicant and answers for the papers. Pure: no store, no clock. */

#define ERRAND_STATES(_) \
	_(REGISTERED, "10", "登记") _(RESPONDED, "20", "已响应") _(ENTRUSTED, "30", "已委托") _(WORKING, "40", "办理中") \
	_(PAUSED, "45", "中止") _(FINISHED, "60", "办结") _(ENDED, "65", "终止") _(FOLLOWED, "70", "已回访") _(ARCHIVED, "90", "已归档")
enum errand_state {
#define ERRAND_STATE_ENUM(id, code, name) ERRAND_##id,
	ERRAND_STATES(ERRAND_STATE_ENUM)
#undef ERRAND_STATE_ENUM
	ERRAND_STATE_COUNT
};
const char *errand_state_code(enum errand_state s);
const char *errand_state_name(enum errand_state s);
int errand_state_from_code(const char *code);          /* -1 */

/* Beside the applicant, for him, at his door, over the network. */
enum errand_kind { ERRAND_ASSIST, ERRAND_AGENT, ERRAND_VISIT, ERRAND_VIDEO };
#define ERRAND_KINDS 4
/* Lists of codes and names, ended by NULL; kinds in the order of the enum. */
extern const struct act_choice errand_kinds[], errand_sources[], errand_categories[], errand_outcomes[], errand_sides[];
int errand_kind_from_code(const char *code);           /* -1 */

/* THE table of what is done with an errand (H-1): a row of law/act.h whose states are enum errand_state, for some kinds
 * of errand only. A word may have several rows; none of them overlaps another. What no row allows is illegal. `register`
 * is possible in no state: it makes one. Ended by a NULL word. */
struct errand_act { struct act act; unsigned kinds; bool papers; };      /* papers: only while some are not given back */
extern const struct errand_act errand_acts[];
const struct act *errand_act_find(const char *word, enum errand_state state, enum errand_kind kind);    /* NULL: illegal */
/* Is this row to be offered: is it the one of its word, and does it find papers if it needs any? `papers_out`: how many are not given back. */
bool errand_act_offered(const struct errand_act *a, enum errand_state state, enum errand_kind kind, size_t papers_out);
const struct act *errand_act_word(const char *word);   /* its first row, NULL: no such word */
/* The state after it. */
enum errand_state errand_act_to(const struct act *a, enum errand_state from);

/* --- authority (H-2) ------------------------------------------------------------------------------------------------- */

/* Ticked one by one; none follows from another. Signing a promise, of a deferral (C-6) or in place of a paper
 * (C-16), is one of its own. */
enum errand_power { POWER_SUBMIT, POWER_CORRECT, POWER_FETCH, POWER_PROMISE };
#define ERRAND_POWERS 4
const char *errand_power_code(enum errand_power p);    /* "submit" "correct" "fetch" "promise": also the words of the acts */
const char *errand_power_name(enum errand_power p);    /* 提交申请 补正材料 领取结果 签承诺书 */
int errand_power_from_code(const char *code);          /* -1 */

struct authority { unsigned powers; day_t from, to, revoked; };        /* powers: bits; revoked DAY_NONE: it is not */
enum authority_standing { AUTHORITY_FINE, AUTHORITY_LACKS, AUTHORITY_EARLY, AUTHORITY_EXPIRED, AUTHORITY_REVOKED, AUTHORITY_NONE };
/* May the helper do this on that day? On its last day an authority still stands; from the day of revocation it does not. */
enum authority_standing authority_stands(const struct authority *a, enum errand_power p, day_t day);
/* The last day of one as it is typed, "2026-12-31". ST_DATA E-6032. */
enum status authority_until(const char *typed, char iso[11], struct err *err) MUST_CHECK;
/* Of several that one principal has given, the best. */
enum authority_standing authority_best(const struct authority *list, size_t count, enum errand_power p, day_t day);
const char *authority_standing_words(enum authority_standing s);       /* "已过期" …; "" for AUTHORITY_FINE */

/* --- response and rates (H-3) ---------------------------------------------------------------------------------------- */

/* Opening hours as a hall writes them, "09:00-12:00 13:30-17:00": at most 4 spans in order. */
struct errand_hours { int from[4], to[4]; size_t count; };             /* minutes of the day */
bool errand_hours_read(const char *text, struct errand_hours *out);
/* Until when an errand must be answered: `minutes` of opening hours when it came within them, else the end of the hours of
 * the `days`-th working day after. Days of a year without calendar count by the weekday. UTC milliseconds. */
int64_t errand_response_due(const struct calendar *c, const struct errand_hours *hours, int64_t at, int minutes, int days);

/* What the rates want to know of one errand. */
struct errand_fact {
	int64_t due, responded;                /* responded 0: not yet */
	const char *outcome;                   /* of errand_outcomes; "" while it runs */
	bool ended;                            /* finished or terminated */
	bool ours;                             /* terminated by our side */
	bool followed;                         /* somebody asked */
	int level;                             /* 1 … 5, 0: not rated */
};
/* No percent alone: what was counted, of how many, and what was left out of those. */
struct errand_rate { int64_t numerator, denominator, excluded; };
enum errand_rate_of { RATE_RESPONSE, RATE_RESOLUTION, RATE_SATISFACTION, RATE_COVERAGE };
#define ERRAND_RATES 4
#define ERRAND_PERCENT_SIZE 12
const char *errand_rate_code(enum errand_rate_of r);   /* "response" "resolution" "satisfaction" "coverage" */
const char *errand_rate_name(enum errand_rate_of r);
const char *errand_rate_words(enum errand_rate_of r);  /* what is counted, of what, without which */
/* "66.7%" to the nearest tenth; "—" of nothing. Returns out. */
char *errand_rate_percent(const struct errand_rate *r, char out[ERRAND_PERCENT_SIZE]);
/* Counts one errand into all of them; begin with zeroes. */
void errand_rate_add(struct errand_rate rates[ERRAND_RATES], const struct errand_fact *f);

#endif
