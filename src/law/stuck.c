/* SPDX-License-Identifier: Apache-2.0 */
#include "law/stuck.h"

#include <string.h>

#include "base/mem.h"
#include "law/act_table.h"

static const struct { const char *code, *name; } states[] = {
#define STATE_ROW(id, code, name) { code, name },
	STUCK_STATES(STATE_ROW)
#undef STATE_ROW
};

const char *stuck_state_code(enum stuck_state s) { return (unsigned)s < STUCK_STATE_COUNT ? states[s].code : ""; }
const char *stuck_state_name(enum stuck_state s) { return (unsigned)s < STUCK_STATE_COUNT ? states[s].name : ""; }

int stuck_state_from_code(const char *code)
{
	for (int i = 0; i < STUCK_STATE_COUNT; i++)
		if (strcmp(states[i].code, code) == 0)
			return i;
	return -1;
}

/* --- what it is about ---------------------------------------------------------------------------------------------------------- */

const struct act_choice stuck_categories[] = {
	{ "not-accepted", "符合条件未受理" }, { "not-approved", "符合条件未办成" }, { "attitude", "服务态度、推诿" }, { "delay", "久拖不办" },
	{ "papers", "材料不齐或不合要求" }, { "lawsuit", "已诉讼、复议、仲裁" }, { "petition", "信访事项" }, { "policy", "不符合法律政策" }, { NULL, NULL },
};
static const struct { const char *category, *why; } not_here[] = {
	{ "papers", "材料不齐或不合要求的,请到窗口办理补正,窗口会一次告知要补什么" },
	{ "lawsuit", "已经进入诉讼、复议、仲裁的,请等待法院、复议或仲裁机关的结果" },
	{ "petition", "信访事项,请向信访部门提出" },
	{ "policy", "不符合法律、法规、政策规定的事项不能办理;请向窗口要书面答复,对答复不服可以复议或诉讼" },
};

const char *stuck_why_not(const char *category)
{
	for (size_t i = 0; i < COUNT_OF(not_here); i++)
		if (strcmp(not_here[i].category, category) == 0)
			return not_here[i].why;
	return NULL;
}

const struct act_choice stuck_classes[] = { { "normal", "一般" }, { "complex", "复杂" }, { "impossible", "不能办理" }, { NULL, NULL } };

enum clock_kind stuck_clock(const char *class)
{
	return strcmp(class, "complex") == 0 ? CLOCK_K10C : strcmp(class, "impossible") == 0 ? CLOCK_K10A : CLOCK_K10;
}

/* --- THE table ------------------------------------------------------------------------------------------------------------------- */

static const struct act_choice yes_no[] = { { "yes", "满意" }, { "no", "不满意" }, { NULL, NULL } };

#define AT(s) (1u << STUCK_##s)
#define FOLLOWERS (BY(SUPERVISOR) | BY(SYSTEM))
#define ACT(...) { .scope = ACT_ERRAND, .rule = "H-4", __VA_ARGS__ }

const struct act stuck_acts[] = {
	ACT(.word = "register", .name = "登记", .from = 0, .to = STUCK_REGISTERED, .by = FOLLOWERS | BY(GUIDE) | BY(CLERK) | BY(HELPER),
		.help = "登记一件办不成事,起算办理期限",
		.args = LIST(CHOICE("category", "属于哪一类", stuck_categories), TEXT("name", "姓名或单位名称", 60), TEXT("phone", "电话", 20),
		TEXT("matter", "要办的事", 120), TEXT("what", "怎么没办成", 500), DAY("happened", "哪一天"),
		MAY_TEXT("window", "哪个窗口", 7), MAY_TEXT("about", "有关的办件或帮办号", 30), MAY_TEXT("evidence", "证据", 200))),
	ACT(.word = "classify", .name = "分类", .from = AT(REGISTERED), .to = STUCK_CLASSIFIED, .by = FOLLOWERS,
		.help = "定为一般、复杂或不能办理,期限随之而定", .args = LIST(CHOICE("class", "分类", stuck_classes), MAY_TEXT("note", "说明", 200))),
	ACT(.word = "transfer", .name = "转办", .from = AT(CLASSIFIED), .to = STUCK_TRANSFERRED, .by = FOLLOWERS, .help = "交给哪个部门或窗口办",
		.args = LIST(TEXT("to", "交给谁", 80), MAY_TEXT("note", "说明", 200))),
	ACT(.word = "handle", .name = "办结", .from = AT(CLASSIFIED) | AT(TRANSFERRED), .to = STUCK_HANDLED, .by = FOLLOWERS,
		.help = "办成了,或写明为什么不能办", .args = LIST(TEXT("answer", "办理结果", 500), TEXT("cause", "根本原因", 200),
		TEXT("measure", "整改措施", 200))),
	ACT(.word = "answer", .name = "反馈", .from = AT(HANDLED), .to = STUCK_ANSWERED, .by = FOLLOWERS, .help = "告诉本人,问满意不满意",
		.args = LIST(CHOICE("satisfied", "本人是否满意", yes_no), MAY_TEXT("note", "本人的话", 300))),
	ACT(.word = "check", .name = "核查", .from = AT(ANSWERED), .to = STUCK_CHECKED, .by = FOLLOWERS, .help = "另一个人核查是否属实、整改了没有",
		.args = LIST(TEXT("note", "核查情况", 300))),
	ACT(.word = "file", .name = "备案", .from = AT(CHECKED), .to = STUCK_FILED, .by = FOLLOWERS, .help = "归档备案,此后只读"),
	{ .word = NULL },
};

const struct act *stuck_act_find(const char *word)
{
	for (const struct act *a = stuck_acts; a->word; a++)
		if (strcmp(a->word, word) == 0)
			return a;
	return NULL;
}

const struct act *stuck_act_next(enum stuck_state s, size_t n)
{
	for (const struct act *a = stuck_acts; a->word; a++)
		if (act_possible(a, (int)s) && n-- == 0)
			return a;
	return NULL;
}
