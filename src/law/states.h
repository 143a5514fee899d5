/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_STATES_H
#define LAW_STATES_H

#include <stdbool.h>

/* Dossier states (W-2) and department task states (W-7): stored as these codes, shown by these names. A transition is
 * allowed when a row of law/act.h makes it; anything else is illegal. */
#define DOSSIER_STATES(_) \
	_(DRAFT,        "00", "草稿")     _(RECEIVED,    "10", "已收件")   _(CORRECTING,  "20", "待补正") \
	_(ACCEPTED,     "30", "已受理")   _(IN_PROGRESS, "40", "办理中")   _(SUSPENDED,   "45", "全部挂起") \
	_(DECIDED,      "60", "已决定")   _(READY,       "70", "待取件")   _(DELIVERED,   "80", "已送达") \
	_(ARCHIVED,     "90", "已归档")   _(NOT_ACCEPTED,"R1", "不予受理") _(WITHDRAWN,   "R2", "申请人撤回") \
	_(TERMINATED,   "R3", "终止")     _(VOID,        "R9", "作废")

#define TASK_STATES(_) \
	_(PENDING,  "00", "待推送")   _(FAILED,    "05", "推送失败") _(SENT,      "10", "待签收")   _(RETURNED, "15", "退回综窗") \
	_(WORKING,  "20", "办理中")   _(CORRECTING,"25", "部门补正") _(SPECIAL,   "30", "特别程序") _(EXTENDED, "35", "已延期") \
	_(GRANTED,  "50", "办结")     _(REFUSED,   "51", "不予")     _(REPORTED,  "52", "转报办结") _(MAKING,   "60", "制证") \
	_(HANDED,   "70", "已交出件") _(DELIVERED, "80", "已送达")   _(RECALLED,  "901", "撤回")    _(ENDED,    "902", "终止") \
	_(VOID,     "903", "作废")    _(ARCHIVED,  "99", "归档")

enum dossier_state {
#define _ENUM(id, code, name) DOSSIER_##id,
	DOSSIER_STATES(_ENUM)
	DOSSIER_STATE_COUNT
};
enum task_state {
#define _ENUM2(id, code, name) TASK_##id,
	TASK_STATES(_ENUM2)
	TASK_STATE_COUNT
};
#undef _ENUM
#undef _ENUM2

const char *dossier_state_code(enum dossier_state s);
const char *dossier_state_name(enum dossier_state s);
int dossier_state_from_code(const char *code);                 /* -1: unknown */
bool dossier_may_go(enum dossier_state from, enum dossier_state to);
const char *task_state_code(enum task_state s);
const char *task_state_name(enum task_state s);
int task_state_from_code(const char *code);                    /* -1: unknown */
bool task_may_go(enum task_state from, enum task_state to);
bool task_decided(enum task_state s);                          /* 50, 51, 52 and what follows them */

#endif
