/* SPDX-License-Identifier: Apache-2.0 */
/* 帮办代办 and 办不成事 of a lively hall. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/demo_own.h"
#include "hall/errand.h"
#include "hall/staff.h"
#include "hall/stuck.h"

/* --- what is done, step by step -------------------------------------------------------------------------------------------- */

/* "@N" is N days after the day on which it happens. `register` and `join` are also told who it is. */
struct doing_step { const char *login, *word; const char *const *told; };
#define HELPER "chenbang"
#define OTHER "hejing"
#define REGISTER(who, kind, source, category, items) { who, "register", TOLD("kind", kind, "source", source, "category", category, "items", items) }
#define JOIN(category) { HELPER, "join", TOLD("category", category) }
#define RESPOND { HELPER, "respond", TOLD("how", "call") }
#define ENTRUST(principal) { HELPER, "entrust", TOLD("principal", principal, "scope", "代为提交申请、补正、领取结果", "from", "@0", "until", "@30", \
	"submit", "yes", "correct", "yes", "fetch", "yes", "promise", "no", "redelegate", "no", "relation", "受托帮办员") }
#define BEGIN { HELPER, "begin", NOTHING }
#define TAKE(principal, material) { HELPER, "take", TOLD("principal", principal, "material", material, "originals", "1", "copies", "2") }
#define GIVE_BACK(paper) { HELPER, "give-back", TOLD("paper", paper, "to", "principal", "receiver", "本人") }
#define LOG(action) { HELPER, "log", TOLD("action", action, "told", "yes") }
#define FINISH(outcome) { HELPER, "finish", TOLD("outcome", outcome, "reason", "事项已在窗口办完") }
#define FOLLOW(level) { OTHER, "follow-up", TOLD("level", level) }
#define END { NULL, NULL, NULL }

static const struct doing_step filed[] = { REGISTER("wangdao", "agent", "hall", "elderly", "社会保障卡申领、老年优待证"), RESPOND, ENTRUST("1"),
	BEGIN, TAKE("1", "居民身份证"), { HELPER, "submit", TOLD("principal", "1", "action", "到3号窗口代为提交") }, GIVE_BACK("1"), FINISH("solved"),
	FOLLOW("1"), { HELPER, "archive", NOTHING }, END };
static const struct doing_step visited[] = { REGISTER(HELPER, "visit", "grid", "disabled", "残疾人证换领"), RESPOND, BEGIN,
	LOG("上门核对材料、拍照"), FINISH("solved"), FOLLOW("1"), { HELPER, "archive", NOTHING }, END };
static const struct doing_step asked_about[] = { REGISTER("jihm", "assist", "hall", "elderly", "养老待遇资格认证"), RESPOND, BEGIN,
	LOG("在自助机上帮助认证"), FINISH("solved"), FOLLOW("2"), END };
static const struct doing_step unhappy[] = { REGISTER(HELPER, "assist", "phone", "enterprise", "企业信息变更"), RESPOND, BEGIN,
	FINISH("partly"), FOLLOW("4"), END };
static const struct doing_step over[] = { REGISTER("wangdao", "video", "phone", "other", "居住证签注"), RESPOND, BEGIN, LOG("视频里逐项指导填表"),
	FINISH("solved"), END };
static const struct doing_step unsolved[] = { REGISTER(HELPER, "assist", "12345", "other", "公积金异地转移"), RESPOND, BEGIN,
	LOG("转出地系统里查不到账户"), FINISH("unsolved"), END };
static const struct doing_step called_off[] = { REGISTER("wangdao", "agent", "hall", "other", "不动产登记查询"), RESPOND, ENTRUST("1"),
	{ HELPER, "revoke", TOLD("principal", "1", "reason", "本人回来自己办") }, { HELPER, "terminate", TOLD("side", "principal", "reason", "本人自己办") },
	END };
static const struct doing_step taken_back[] = { REGISTER("wangdao", "assist", "hall", "other", "复印材料"), { "wangdao", "withdraw",
	TOLD("reason", "家人来帮忙了") }, END };
static const struct doing_step rests[] = { REGISTER(HELPER, "agent", "grid", "disabled", "护理补贴申请"), RESPOND, ENTRUST("1"), BEGIN,
	TAKE("1", "残疾人证"), { HELPER, "pause", TOLD("reason", "等医院的评定结果", "until", "@20") }, END };
static const struct doing_step resumed[] = { REGISTER(HELPER, "visit", "phone", "elderly", "高龄津贴申请"), RESPOND, BEGIN, { HELPER, "pause",
	TOLD("reason", "老人住院") }, { HELPER, "resume", TOLD("reason", "已出院,约好上门时间") }, END };
static const struct doing_step village[] = { REGISTER(HELPER, "agent", "batch", "elderly", "城乡居民养老保险待遇申领"), JOIN("elderly"), JOIN("elderly"),
	JOIN("disabled"), JOIN("elderly"), RESPOND, ENTRUST("1"), ENTRUST("2"), ENTRUST("3"), ENTRUST("5"), BEGIN, TAKE("1", "居民户口簿"),
	TAKE("2", "居民身份证"), TAKE("3", "居民户口簿"), GIVE_BACK("2"), LOG("五位的申请表都填好了"), END };
static const struct doing_step project[] = { REGISTER("jihm", "assist", "hall", "project", "项目备案、施工许可"), RESPOND, BEGIN,
	LOG("陪同到四个部门现场答疑"), { HELPER, "cost", TOLD("what", "工本费", "statutory", "20.00", "receipt", "PJ0001") }, END };
static const struct doing_step couple[] = { REGISTER("wangdao", "agent", "hall", "other", "新生儿出生一件事"), JOIN("other"), RESPOND, ENTRUST("1"),
	ENTRUST("2"), END };
static const struct doing_step answered[] = { REGISTER("wangdao", "assist", "12345", "enterprise", "开办便利店"), RESPOND, END };
static const struct doing_step unanswered[] = { REGISTER("wangdao", "visit", "phone", "elderly", "老年优待证"), END };

static const struct doing_step stuck_filed[] = { { "wangdao", "register", TOLD("category", "not-accepted", "matter", "食品经营许可", "what",
	"材料齐了,说系统里选不了这个街道,没有收", "happened", "@0", "window", "5") }, { OTHER, "classify", TOLD("class", "normal") },
	{ OTHER, "transfer", TOLD("to", "市场监管局") }, { OTHER, "handle", TOLD("answer", "已受理", "cause", "地址库没有更新", "measure",
	"每月核对地址库") }, { OTHER, "answer", TOLD("satisfied", "yes", "note", "满意") }, { "system", "check", TOLD("note", "属实,已整改") },
	{ OTHER, "file", NOTHING }, END };
static const struct doing_step stuck_checked[] = { { "chenbang", "register", TOLD("category", "attitude", "matter", "新生儿出生一件事", "what",
	"问一句答一句,让我自己看墙上的指南", "happened", "@0", "window", "2") }, { OTHER, "classify", TOLD("class", "normal") }, { OTHER, "handle",
	TOLD("answer", "已向本人致歉", "cause", "午间人手少", "measure", "午间加一名引导员") }, { OTHER, "answer", TOLD("satisfied", "yes") },
	{ "system", "check", TOLD("note", "已核实") }, END };
static const struct doing_step stuck_answered[] = { { "wangdao", "register", TOLD("category", "delay", "matter", "排水许可", "what",
	"说五天,等了三个星期", "happened", "@-3") }, { OTHER, "classify", TOLD("class", "complex") }, { OTHER, "transfer", TOLD("to", "城管局") },
	{ OTHER, "handle", TOLD("answer", "许可证已送达", "cause", "踏勘排期过长", "measure", "踏勘三日内安排") }, { OTHER, "answer",
	TOLD("satisfied", "no", "note", "早该这样") }, END };
static const struct doing_step stuck_handled[] = { { "wangdao", "register", TOLD("category", "not-approved", "matter", "户外招牌", "what",
	"同一条街别人都批了", "happened", "@-1") }, { OTHER, "classify", TOLD("class", "impossible") }, { OTHER, "handle", TOLD("answer",
	"位置在文物保护范围内,依法不能批", "cause", "事先没有告知范围", "measure", "指南里加上范围图") }, END };
static const struct doing_step stuck_away[] = { { "jihm", "register", TOLD("category", "delay", "matter", "二手房转移", "what",
	"税款交了查不到", "happened", "@-1", "window", "7") }, { OTHER, "classify", TOLD("class", "complex") }, { OTHER, "transfer",
	TOLD("to", "税务局") }, END };
static const struct doing_step stuck_classified[] = { { "wangdao", "register", TOLD("category", "not-accepted", "matter", "入学", "what",
	"租房合同备案了还说不算", "happened", "@0", "window", "1") }, { OTHER, "classify", TOLD("class", "normal") }, END };
static const struct doing_step stuck_new[] = { { "wangdao", "register", TOLD("category", "attitude", "matter", "社会保障卡", "what",
	"叫过号了不给恢复", "happened", "@0", "window", "4") }, END };

/* So many working days before the liveliest day, from that minute on. */
static const struct { bool stuck; int left, minute; const struct doing_step *steps; } list[] = {
	{ false, 16, 550, filed }, { false, 14, 600, visited }, { true, 13, 560, stuck_filed }, { false, 12, 560, asked_about },
	{ true, 10, 600, stuck_checked }, { false, 9, 550, unhappy }, { false, 8, 830, over },
	{ true, 8, 570, stuck_answered }, { false, 7, 560, village }, { false, 6, 820, called_off }, { false, 6, 600, asked_about },
	{ true, 6, 830, stuck_handled }, { false, 5, 550, rests }, { false, 5, 850, unsolved }, { false, 4, 600, resumed },
	{ true, 4, 850, stuck_away }, { false, 3, 560, project }, { false, 3, 820, taken_back },
	{ true, 2, 890, stuck_classified }, { false, 1, 560, village }, { false, 1, 840, couple }, { false, 0, 550, over }, { false, 0, 590, project },
	{ false, 0, 650, asked_about }, { false, 0, 900, answered }, { false, 0, 985, unanswered }, { true, 0, 700, stuck_new },
};
#define BETWEEN 14                           /* minutes */
#define STEPS_MOST 32

/* --- doing it ------------------------------------------------------------------------------------------------------------- */

static void person_in(struct lively *l, bool company, char texts[4][64], struct act_value *values, size_t *count, bool number)
{
	bool female = lively_chance(l, 50);

	lively_name(l, female, texts[0]);
	lively_citizen(l, female, texts[1]);
	lively_phone(l, texts[2]);
	if (company)
		snprintf(texts[0] + strlen(texts[0]), 64 - strlen(texts[0]), "%s", "商贸行");
	values[(*count)++] = (struct act_value){ "name", texts[0] };
	values[(*count)++] = (struct act_value){ "phone", texts[2] };
	if (number && !company)
		values[(*count)++] = (struct act_value){ "id_number", texts[1] };
}

/* `n`: which of the list, and above it which step; what it became known as is kept in `numbers`. */
static enum status one(struct lively *l, int64_t n, struct err *err)
{
	size_t which = (size_t)n / STEPS_MOST, k = (size_t)n % STEPS_MOST;
	const struct doing_step *s = &list[which].steps[k];
	struct act_value values[LIVELY_VALUES + 3];
	char texts[LIVELY_VALUES][160], person[4][64], *number = l->numbers[which];
	size_t count = lively_values(l, s->told, values, texts);
	bool first = strcmp(s->word, "register") == 0;
	struct actor by;
	enum status st = staff_person(l->h, s->login, "", &by, err);

	if (first || strcmp(s->word, "join") == 0) {
		bool company = false;
		for (size_t i = 0; i < count; i++)
			company |= strcmp(values[i].value, "enterprise") == 0 || strcmp(values[i].value, "project") == 0;
		person_in(l, company, person, values, &count, !list[which].stuck);
	}
	if (st == ST_OK && list[which].stuck) {
		struct stuck_done done;
		st = stuck_act(l->h, &by, &(struct stuck_call){ .number = first ? "" : number, .word = s->word, .values = values, .count = count },
			&done, err);
		if (st == ST_OK && first)
			snprintf(number, LIVELY_NUMBER, "%s", done.number);
	} else if (st == ST_OK) {
		struct errand_done done;
		st = errand_act(l->h, &by, &(struct errand_call){ .number = first ? "" : number, .word = s->word, .values = values, .count = count },
			&done, err);
		if (st == ST_OK && first)
			snprintf(number, LIVELY_NUMBER, "%s", done.number);
	}
	return st;
}

void lively_errands_day(struct lively *l)
{
	_Static_assert(COUNT_OF(list) <= LIVELY_ERRANDS, "room for the number of each");

	for (size_t i = 0; i < COUNT_OF(list); i++)
		for (size_t k = 0; list[i].left == l->left && list[i].steps[k].word; k++)
			lively_plan(l, lively_time(l, list[i].minute + (int)k * BETWEEN), one, (int64_t)(i * STEPS_MOST + k));
}
