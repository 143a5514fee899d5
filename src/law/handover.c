/* SPDX-License-Identifier: Apache-2.0 */
#include "law/handover.h"

#include "law/act_table.h"

const struct act handover_slip_act = { .scope = ACT_ERRAND, .word = "slip", .name = "回执", .rule = "D-7b", .by = BY(CLERK) | BY(SYSTEM),
	.help = "部门签收后退回的交接清单",
	.args = LIST(TEXT("signer", "部门签收人", 40), DAY("day", "签收日期"), MAY_COUNT("lacking", "短少种数", 400),
		MAY_TEXT("note", "短少了什么", 200)) };
