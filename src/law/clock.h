/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CLOCK_H
#define LAW_CLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "law/deadline.h"

/* The legal clocks K1 … K10 (window-rules 1.6): what each is, and where one stands today. Pure: dates, limits and
 * thresholds come in as values, and no number of any law stands in the code. */

enum clock_kind { CLOCK_K1, CLOCK_K2, CLOCK_K3, CLOCK_K3P, CLOCK_K4, CLOCK_K5, CLOCK_K6, CLOCK_K7, CLOCK_K8, CLOCK_K8F,
	CLOCK_K9, CLOCK_K9H, CLOCK_K10, CLOCK_K10C, CLOCK_K10A, CLOCK_KINDS };

/* Why days are not counted: the special procedures of art. 45 (W-9), and 容缺 where the hall deducts its time (C-10). */
enum pause_kind { PAUSE_HEARING, PAUSE_TENDER, PAUSE_AUCTION, PAUSE_INSPECTION, PAUSE_TESTING, PAUSE_QUARANTINE,
	PAUSE_APPRAISAL, PAUSE_REVIEW, PAUSE_PUBLICITY, PAUSE_DEFERRAL, PAUSE_KINDS };

/* Whose time it is: a date may only ever move in favour of the other side (R12). */
enum clock_binds { BINDS_HALL, BINDS_APPLICANT };
/* What is done with one that ran out: nothing but its colour, a proposal to the supervisor, acceptance by law. */
enum clock_expiry { EXPIRY_RED, EXPIRY_PROPOSE, EXPIRY_DEEMED };

struct clock_rule {
	const char *code;            /* as stored: "K1" … "K3p" */
	const char *name, *law;      /* 法定时限; 行政许可法第四十二条 */
	const char *days, *joint_days;   /* parameters with its usual working days, alone and in a joint case; NULL: the item,
	                                  * the promise or the department states it */
	const char *extension, *joint_extension;      /* parameters with the days that one extension adds; NULL: stated then */
	int extensions;              /* how often it may be extended; −1: no rule limits it */
	bool special, deferral;      /* special procedures, open deferrals stop it */
	enum clock_binds binds;
	enum clock_expiry expiry;
	const char *begun;           /* what starts it, as the explanation says it: "受理" */
	const char *stops, *late;    /* what stops it; what its expiry means */
};
const struct clock_rule *clock_rule(enum clock_kind kind);
int clock_kind_from_code(const char *code);                    /* −1: unknown */
const char *pause_kind_code(enum pause_kind kind);             /* "hearing" … */
const char *pause_kind_name(enum pause_kind kind);             /* 听证 … */
int pause_kind_from_code(const char *code);                    /* −1: unknown */

/* One pause: the days in (from, to] do not count (T-6). `to` DAY_NONE: still open. Texts are borrowed. */
struct clock_pause { int kind; day_t from, to; const char *reason, *by; };
/* One extension: adds to the limit (T-7), in half working days whatever the limit is in. Less than 0: what the hall gave up when a new calendar would
 * have moved a promised date back (R12); such a row is no extension by law and counts as none, nor does one that only follows another
 * clock's (T-11). */
struct clock_extension { day_t day; int halves; const char *reason, *by; bool follows; };

struct clock_run {
	enum clock_kind kind;
	day_t start;
	struct limit limit;
	const struct clock_pause *pauses;          size_t pause_count;
	const struct clock_extension *extensions;  size_t extension_count;
	day_t stopped;               /* DAY_NONE: it runs */
	bool guess;                  /* years without calendar by the weekday rule, marked 预估 (T-13); else refused */
};

/* V-2: yellow when no more than `percent` of the whole or `days` working days remain. Parameters. */
struct clock_thresholds { int percent, days; };
enum clock_light { LIGHT_GREEN, LIGHT_YELLOW, LIGHT_RED, LIGHT_PAUSED, LIGHT_STOPPED };
const char *clock_light_code(enum clock_light light);          /* "green" … */
const char *clock_light_name(enum clock_light light);          /* 绿 黄 红 停表 已停 */
/* The light of something with `remaining` of `total` days; also for queues of tasks that have no clock of their own. */
enum clock_light clock_light_of(int remaining, int total, const struct clock_thresholds *t);

struct clock_state {
	struct deadline deadline;    /* owned; the extensions are in it; due DAY_NONE while a pause is open */
	int total;                   /* days of the limit with its extensions */
	int used;                    /* counted up to today, or to the day it stopped */
	int remaining;               /* T-9; while a pause is open what would be left */
	bool paused;                 /* today lies in a pause */
	enum clock_light light;
};

/* Is it a run that the rules allow? E-1052 no start; E-1054 a stop, pause or extension before its start; E-1056 a pause
 * without a kind, or of a kind that does not stop this clock; E-1057 an extension that this clock does not have, or once
 * too often; and what deadline_make says. The text names the rule. */
enum status clock_check(const struct clock_run *run, struct err *err) MUST_CHECK;
/* Where the clock stands on `today`. Refused as clock_check and deadline_make do; *out is then empty. */
enum status clock_stand(const struct calendar *c, const struct clock_run *run, day_t today,
	const struct clock_thresholds *t, struct clock_state *out, struct err *err) MUST_CHECK;
void clock_state_release(struct clock_state *s);

/* One sentence of at most 80 columns; everything: rule, start, extensions, pauses, what was skipped and why, what is
 * estimated, in lines; the days themselves, a week a line. Appended. */
void clock_sentence(const struct clock_run *run, const struct clock_state *s, struct buf *out);
void clock_explain(const struct clock_run *run, const struct clock_state *s, struct buf *out);

#endif
