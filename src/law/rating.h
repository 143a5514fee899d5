/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_RATING_H
#define LAW_RATING_H

#include <stdbool.h>
#include <stddef.h>

/* 好差评 (window-rules 6). A level is the national code (E-1): 1 非常满意 … 5 非常不满意; 0 is 未评价, a value of its own
 * that nothing turns into a level (E-4). */
#define RATING_NONE 0
#define RATING_BEST 1
#define RATING_WORST 5
bool rating_level_valid(int level);                    /* 1 … 5 */
const char *rating_level_name(int level);              /* 未评价 for RATING_NONE, "" for what is no level */
bool rating_bad(int level);                            /* E-2: 4 and 5 */
/* Stars run the other way: five stars are code 1 (E-1). 0 for anything that is not 1 … 5. */
int rating_from_stars(int stars);
int rating_stars(int level);

/* E-6: the two moments, each asked at most once for a dossier. */
enum rating_point { RATING_ACCEPTANCE, RATING_PICKUP };
#define RATING_POINTS 2
const char *rating_point_code(enum rating_point p);    /* "accept" "pickup" */
const char *rating_point_name(enum rating_point p);    /* 受理 领取 */
int rating_point_from_code(const char *code);          /* -1 */

/* What became of a request at the window's evaluator. "none": the window has none; "fault": unplugged or gone (P-8). */
#define RATING_DEVICES(_) \
	_(NONE, "none", "无评价器") _(WAITING, "waiting", "等待评价") _(ASKED, "asked", "正在评价") _(ANSWERED, "answered", "已评价") \
	_(SILENT, "silent", "未评价") _(FAULT, "fault", "设备故障")
enum rating_device {
#define RATING_DEVICE_ENUM(id, code, name) RATING_DEVICE_##id,
	RATING_DEVICES(RATING_DEVICE_ENUM)
#undef RATING_DEVICE_ENUM
	RATING_DEVICE_COUNT
};
const char *rating_device_code(enum rating_device d);
const char *rating_device_name(enum rating_device d);
int rating_device_from_code(const char *code);         /* -1 */

/* E-9: a bad rating on its way. Each act leads from one state to the next; what is not listed is illegal. */
#define RATING_STATES(_) \
	_(REGISTERED, "registered", "待核实") _(VERIFIED, "verified", "待定性") _(CLASSIFIED, "classified", "整改中") \
	_(FIXED, "fixed", "待答复") _(ANSWERED, "answered", "已答复") _(CLOSED, "closed", "已办结")
enum rating_state {
#define RATING_STATE_ENUM(id, code, name) RATING_##id,
	RATING_STATES(RATING_STATE_ENUM)
#undef RATING_STATE_ENUM
	RATING_STATE_COUNT
};
const char *rating_state_code(enum rating_state s);
const char *rating_state_name(enum rating_state s);
int rating_state_from_code(const char *code);          /* -1 */

/* 定性, with evidence. */
enum rating_kind { RATING_UNCLASSIFIED, RATING_TRUE, RATING_MISUNDERSTANDING, RATING_MALICIOUS };
const char *rating_kind_code(enum rating_kind k);      /* "" "true" "misunderstanding" "malicious" */
const char *rating_kind_name(enum rating_kind k);      /* "" 属实 误会 恶意或误评 */
int rating_kind_from_code(const char *code);           /* -1; "" is RATING_UNCLASSIFIED */

enum rating_act { RATING_VERIFY, RATING_CLASSIFY, RATING_FIX, RATING_ANSWER, RATING_CLOSE, RATING_APPEAL, RATING_REVIEW };
#define RATING_ACTS 7
const char *rating_act_code(enum rating_act a);        /* "verify" "classify" "fix" "answer" "close" "appeal" "review" */
const char *rating_act_name(enum rating_act a);        /* 核实 定性 整改 答复 办结 申诉 复核 */
int rating_act_from_code(const char *code);            /* -1 */
/* May `a` be done now, and where does it lead? Only a true rating has something to fix: the others go from 定性 to the
 * answer. An appeal may come from 定性 on, once, before the end; it waits for its review, and until then nothing closes.
 * `appeal` says how it stands: "" none, "open", "upheld", "changed". */
bool rating_may(enum rating_state now, enum rating_kind kind, const char *appeal, enum rating_act a, enum rating_state *next);

#endif
