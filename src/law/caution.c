/* SPDX-License-Identifier: Apache-2.0 */
#include "law/caution.h"

#include <string.h>

#include "base/mem.h"

#define NO_CLOCK CLOCK_KINDS

/* V-2: the task rule gives both colours; what is the hall's own or the applicant's day is red when it has passed. */
static const struct {
	enum clock_kind clock;           /* whose law it rests on */
	enum caution_about about;
	const char *yellow, *red;        /* NULL: none of this colour */
	const char *law, *name;          /* NULL: the clock's */
} rules[CAUTION_RULE_COUNT] = {
	[CAUTION_K1]      = { CLOCK_K1, ABOUT_DOSSIER, NULL, "逾期未答复,视为受理", NULL, NULL },
	[CAUTION_K2]      = { CLOCK_K2, ABOUT_TASK, "承诺时限将到", "超过承诺时限", NULL, NULL },
	[CAUTION_K3]      = { CLOCK_K3, ABOUT_TASK, "法定时限将到", "超过法定时限", NULL, NULL },
	[CAUTION_K3P]     = { CLOCK_K3P, ABOUT_TASK, "初审时限将到", "超过初审时限", NULL, NULL },
	[CAUTION_K4]      = { CLOCK_K4, ABOUT_TASK, NULL, "逾期未送达", NULL, NULL },
	[CAUTION_K5]      = { CLOCK_K5, ABOUT_MATERIAL, NULL, "容缺逾期未补", NULL, NULL },
	[CAUTION_K8]      = { CLOCK_K8, ABOUT_RATING, NULL, "差评逾期未回访", NULL, NULL },
	[CAUTION_K8F]     = { CLOCK_K8F, ABOUT_RATING, NULL, "差评逾期未整改", NULL, NULL },
	[CAUTION_K9H]     = { CLOCK_K9H, ABOUT_TASK, NULL, "逾期未组织听证", NULL, NULL },
	[CAUTION_K10]     = { CLOCK_K10, ABOUT_STUCK, NULL, "办不成事逾期未答复", NULL, "办不成事" },
	[CAUTION_REFUSAL] = { NO_CLOCK, ABOUT_TASK, NULL, "不予而不写理由", "行政许可法第三十八条", "不予而不写理由" },
	[CAUTION_QUEUE]   = { NO_CLOCK, ABOUT_QUEUE, "等候过久", "等候超过红线", "大厅规定", "等候" },
};

static const char *const codes[CAUTION_RULE_COUNT] = {
#define CODE(id, code) [CAUTION_##id] = code,
	CAUTION_RULES(CODE)
#undef CODE
};

const char *caution_rule_code(enum caution_rule rule)
{
	return (unsigned)rule < CAUTION_RULE_COUNT ? codes[rule] : "";
}

int caution_rule_from_code(const char *code)
{
	for (int i = 0; code && i < CAUTION_RULE_COUNT; i++)
		if (strcmp(codes[i], code) == 0)
			return i;
	return -1;
}

int caution_rule_of_clock(enum clock_kind kind)
{
	if (kind == CLOCK_K10C || kind == CLOCK_K10A)            /* one 办不成事, however it was classified */
		return CAUTION_K10;
	for (int i = 0; i < CAUTION_RULE_COUNT; i++)
		if (rules[i].clock == kind && kind != NO_CLOCK)
			return i;
	return -1;
}

enum caution_about caution_about(enum caution_rule rule)
{
	return (unsigned)rule < CAUTION_RULE_COUNT ? rules[rule].about : ABOUT_DOSSIER;
}

const char *caution_about_code(enum caution_about about)
{
	static const char *const words[ABOUT_COUNT] = { "dossier", "task", "material", "rating", "stuck", "queue" };

	return (unsigned)about < ABOUT_COUNT ? words[about] : "";
}

bool caution_has_clock(enum caution_rule rule)
{
	return (unsigned)rule < CAUTION_RULE_COUNT && rules[rule].clock != NO_CLOCK;
}

const char *caution_rule_name(enum caution_rule rule)
{
	if ((unsigned)rule >= CAUTION_RULE_COUNT)
		return "";
	return rules[rule].name ? rules[rule].name : clock_rule(rules[rule].clock)->name;
}

const char *caution_name(enum caution_rule rule, enum clock_light light)
{
	if ((unsigned)rule >= CAUTION_RULE_COUNT)
		return NULL;
	return light == LIGHT_RED ? rules[rule].red : light == LIGHT_YELLOW ? rules[rule].yellow : NULL;
}

const char *caution_law(enum caution_rule rule)
{
	if ((unsigned)rule >= CAUTION_RULE_COUNT)
		return "";
	return rules[rule].law ? rules[rule].law : clock_rule(rules[rule].clock)->law;
}

const char *caution_card_name(enum clock_light light)
{
	return light == LIGHT_RED ? "红牌" : light == LIGHT_YELLOW ? "黄牌" : "";
}
