/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_DEPARTMENT_WORK_H
#define HALL_DEPARTMENT_WORK_H

#include "hall/hall.h"
#include "law/states.h"

/* What a department has in hand: for its people at a desk of the hall (role department), and for whoever looks after a
 * department. What is not with it — not sent yet, returned to the window, handed over — is not in it; what was recalled or ended stands
 * there for three days more, so that nobody goes on with it. */

enum work_group { WORK_PROPOSAL, WORK_OVERDUE, WORK_WAITING, WORK_DOING, WORK_RESTING, WORK_DECIDED, WORK_ENDED,
	WORK_GROUPS };
/* 等你确认 超期 待签收 在办 等补正、特别程序 已决定,待制证交出件窗 已撤回、终止 */
const char *work_group_name(enum work_group g);

struct department_work {
	enum work_group group;
	int task;                            /* dossier_item.no; 0: a proposal about the whole */
	int64_t proposal;                    /* its number (hall/act.h); 0: none */
	char number[24], name[160];          /* masked */
	char bundle[128], item[160], note[160];
	enum task_state state;
	day_t due;                           /* DAY_NONE: none is stated */
};
/* In the order of the groups, the nearest legal day first. ST_NOINPUT E-6203 no such department. */
enum status department_work(struct hall *h, const char *department, struct department_work *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;

#endif
