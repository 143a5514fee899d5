/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_RETIREMENT_H
#define LAW_RETIREMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"

/* 法定退休年龄 by the decision of the Standing Committee of the National People's Congress of 2024-09-13 (国务院关于渐进式延迟法定退休
 * 年龄的办法, in force since 2025-01-01): men 60 to 63, women 55 to 58, women who were to retire at 50 to 55, by the month of birth. */

#define RETIREMENT_KINDS_MOST 2

struct retirement {
	const char *who;               /* static: "男职工", "女工人", "女干部" */
	int months;                    /* of age */
	day_t day;                     /* on which it is reached; DAY_NONE beyond the calendar */
	day_t earliest;                /* 弹性提前: up to three years before, never before 60, 55 or 50 */
};

/* The ages for somebody born on `birth`: one for a man; for a woman those of both kinds of post, the lower first. Returns how many. */
size_t retirement_ages(bool woman, day_t birth, struct retirement out[RETIREMENT_KINDS_MOST]);

#endif
