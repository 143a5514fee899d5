/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_TIDE_H
#define LAW_TIDE_H

#include "law/queue_day.h"

/* Tide windows (V-4): should one more be opened, or one closed? Advice in figures that anybody can count again; the
 * supervisor decides. */

/* When a window was attended: from `from` until before `to` (INT64_MAX: it still is). A pause is attended, but calls nobody. */
struct tide_span { int window; int64_t from, to; bool paused; };
/* A window: the letters that it takes. */
struct tide_window { char classes[27]; };

/* Classes that share windows share their load, too: a window that takes A and C serves whoever of them comes. Letters of one pool in
 * out[n], in the order of `classes`; those that no window takes stand alone. Returns how many pools. */
#define TIDE_POOLS_MOST 26
size_t tide_pools(const char *classes, const struct tide_window *windows, size_t count, char out[TIDE_POOLS_MOST][27]);
/* How many windows that take a letter of `pool` were attended at `at`. */
int tide_open(const struct tide_window *windows, size_t count, const struct tide_span *spans, size_t span_count, const char *pool, int64_t at);

/* The hall's parameters tide.*. */
struct tide_rule {
	int minutes;                             /* arrivals of so many minutes are looked at */
	int percent;                             /* a window is busy so much of its time at most */
	int sample_minutes;                      /* they are looked at each so many minutes by the clock … */
	int open_samples, close_samples;         /* … and must say the same so many times */
	int calm_minutes;                        /* nobody waits longer when one is to be closed */
	int settle_minutes;                      /* so long a window that was opened is given before long waits ask for one more */
	int64_t service_ms;                      /* of a class that nobody was served in yet */
};
/* What the arrivals of `pool` ask for. `usual` is, per letter ('A' is 0), how many come in rule->minutes on this day of the week at this
 * hour, in hundredths; service_ms per letter its median. */
struct tide_load { int64_t usual[26], service_ms[26]; };
struct tide_figures { int64_t at, arrivals, usual, service_ms; int needed, open; };      /* usual in hundredths; service_ms as it is mixed */
void tide_sample(const struct tide_rule *rule, const struct queue_visit *rows, size_t count, const char *pool, const struct tide_load *load,
	int open, int64_t at, struct tide_figures *out);

#define TIDE_ACTS(_) _(KEEP, "keep", "照旧") _(OPEN, "open", "开窗") _(CLOSE, "close", "关窗")
enum tide_act {
#define TIDE_ACT_ENUM(id, code, name) TIDE_##id,
	TIDE_ACTS(TIDE_ACT_ENUM)
#undef TIDE_ACT_ENUM
	TIDE_ACT_COUNT
};
const char *tide_act_code(enum tide_act a);
const char *tide_act_name(enum tide_act a);
int tide_act_from_code(const char *code);                /* -1 */

/* The advice out of the samples, the newest first; `light` and `longest_ms` are the pool's now; `grown`: a window was opened within
 * settle_minutes. Fewer samples than the rule asks for (the day is young) advise nothing. */
struct tide_advice { enum tide_act act; int windows; bool by_light; };       /* by_light: the waits ask for it, not the arrivals */
struct tide_advice tide_advise(const struct tide_rule *rule, const struct tide_figures *samples, size_t count, enum clock_light light,
	int64_t longest_ms, bool grown);
/* How many samples tide_advise wants, and the moment of the n-th before `now`: whole sample_minutes of the clock. */
size_t tide_samples(const struct tide_rule *rule);
int64_t tide_sample_at(const struct tide_rule *rule, int64_t now, size_t n);

#endif
