/* SPDX-License-Identifier: Apache-2.0 */
#include "law/errand.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "law/act_table.h"
#include "law/form.h"

/* --- states and lists ------------------------------------------------------------------------------------------------ */

#define STATE_ROW(id, code, name) { code, name },
static const struct act_choice states[] = { ERRAND_STATES(STATE_ROW) { NULL, NULL } };
#undef STATE_ROW
const struct act_choice errand_kinds[] = {
	[ERRAND_ASSIST] = { "assist", "帮办" }, [ERRAND_AGENT] = { "agent", "代办" }, [ERRAND_VISIT] = { "visit", "上门办" },
	[ERRAND_VIDEO] = { "video", "视频办" }, { NULL, NULL },
};
const struct act_choice errand_sources[] = {
	{ "hall", "大厅" }, { "phone", "电话" }, { "12345", "12345热线" }, { "grid", "网格员" }, { "batch", "批量" }, { NULL, NULL },
};
const struct act_choice errand_categories[] = {
	{ "elderly", "老年人" }, { "disabled", "残疾人" }, { "enterprise", "企业" }, { "project", "项目单位" }, { "other", "其他" },
	{ NULL, NULL },
};
const struct act_choice errand_outcomes[] = {
	{ "solved", "解决" }, { "partly", "部分解决" }, { "unsolved", "未解决" }, { "ended", "终止" }, { "withdrawn", "响应前撤回" },
	{ NULL, NULL },
};

static int find(const struct act_choice *list, const char *code)
{
	for (int i = 0; code && list[i].code; i++)
		if (strcmp(list[i].code, code) == 0)
			return i;
	return -1;
}

const char *errand_state_code(enum errand_state s) { return (unsigned)s < ERRAND_STATE_COUNT ? states[s].code : ""; }
const char *errand_state_name(enum errand_state s) { return (unsigned)s < ERRAND_STATE_COUNT ? states[s].name : ""; }
int errand_state_from_code(const char *code) { return find(states, code); }
int errand_kind_from_code(const char *code) { return find(errand_kinds, code); }

/* --- what an act has to be told ----------------------------------------------------------------------------------------- */

static const struct act_choice yes_no[] = { { "no", "否" }, { "yes", "是" }, { NULL, NULL } };
static const struct act_choice ways[] = {
	{ "call", "电话" }, { "face", "当面" }, { "video", "视频" }, { "visit", "上门" }, { "message", "短信、微信" }, { NULL, NULL },
};
static const struct act_choice results[] = { { "solved", "解决" }, { "partly", "部分解决" }, { "unsolved", "未解决" }, { NULL, NULL } };
const struct act_choice errand_sides[] = { { "principal", "委托人提出" }, { "ours", "我方原因" }, { "law", "依法不能办理" }, { NULL, NULL } };
static const struct act_choice keepers[] = { { "principal", "退还委托人" }, { "dossier", "已交窗口入卷" }, { NULL, NULL } };
static const struct act_choice levels[] = {
	{ "1", "非常满意" }, { "2", "满意" }, { "3", "基本满意" }, { "4", "不满意" }, { "5", "非常不满意" }, { "0", "未评价" }, { NULL, NULL },
};

#define WHO COUNT("principal", "第几位委托人", 500)
#define REASON TEXT("reason", "理由", 300)
#define PERSON TEXT("name", "姓名或单位名称", 60), MAY_TEXT("id_number", "证件号", 30), TEXT("phone", "电话", 20), \
	MAY_TEXT("address", "住址", 120), CHOICE("category", "类别", errand_categories)

static const struct act_arg told_register[] = { CHOICE("kind", "方式", errand_kinds), CHOICE("source", "来源", errand_sources), PERSON,
	TEXT("items", "要办什么(几项用、隔开)", 200), MAY_TEXT("place", "地点", 120), MAY_TEXT("note", "说明", 300),
	ARGS_END };
static const struct act_arg told_entrust[] = { WHO, TEXT("scope", "委托办理的事项", 200), DAY("from", "期限自"), DAY_AHEAD("until", "期限至"),
	CHOICE("submit", "可代为提交申请", yes_no), CHOICE("correct", "可代为补正材料", yes_no), CHOICE("fetch", "可代为领取结果", yes_no),
	CHOICE("promise", "可代签承诺书", yes_no), CHOICE("redelegate", "可转委托", yes_no), MAY_TEXT("relation", "与委托人关系", 20),
	MAY_TEXT("signature", "签字影像的SM3", 64), ARGS_END };
static const struct act_arg told_power[] = { WHO, MAY_TEXT("number", "办件号", 60), TEXT("action", "办了什么", 200),
	ARGS_END };

/* --- THE table ---------------------------------------------------------------------------------------------------------- */

#define AT(s) (1u << ERRAND_##s)
#define RUNNING (AT(RESPONDED) | AT(ENTRUSTED) | AT(WORKING) | AT(PAUSED))
#define KIND(k) (1u << ERRAND_##k)
#define ANY 0xFu
#define HELPERS (BY(HELPER) | BY(SUPERVISOR) | BY(SYSTEM))
#define ACT(...) .act = { .scope = ACT_ERRAND, __VA_ARGS__ }

const struct errand_act errand_acts[] = {
	{ ACT(.word = "register", .name = "登记", .rule = "H-1", .from = 0, .to = ERRAND_REGISTERED,
		.by = HELPERS | BY(GUIDE) | BY(CLERK), .help = "登记一件帮办代办,编号并起算响应时限", .args = told_register), .kinds = ANY },
	{ ACT(.word = "respond", .name = "响应", .rule = "H-3", .from = AT(REGISTERED), .to = ERRAND_RESPONDED, .by = HELPERS,
		.help = "接下这一件,写明怎样答复的", .args = LIST(CHOICE("how", "怎样响应", ways), MAY_TEXT("note", "说明", 200),
		MAY_TEXT("helper", "另一位帮办员的工号", 40))), .kinds = ANY },
	{ ACT(.word = "join", .name = "加委托人", .rule = "H-1", .from = AT(REGISTERED) | RUNNING, .to = ACT_STAYS,
		.by = HELPERS | BY(GUIDE) | BY(CLERK), .help = "同一件里再加一位委托人", .args = LIST(PERSON)), .kinds = ANY },
	{ ACT(.word = "amend", .name = "改联系方式", .rule = "H-1", .from = AT(REGISTERED) | RUNNING, .to = ACT_STAYS, .by = HELPERS,
		.help = "改一位委托人的电话或住址", .args = LIST(WHO, MAY_TEXT("phone", "电话", 20), MAY_TEXT("address", "住址", 120))), .kinds = ANY },
	{ ACT(.word = "assign", .name = "换帮办员", .rule = "H-1", .from = AT(REGISTERED) | RUNNING, .to = ACT_STAYS,
		.by = BY(SUPERVISOR) | BY(SYSTEM), .help = "交给另一位帮办员", .args = LIST(TEXT("helper", "帮办员工号", 40), REASON)), .kinds = ANY },
	{ ACT(.word = "entrust", .name = "委托", .rule = "H-2", .from = AT(RESPONDED) | AT(ENTRUSTED), .to = ERRAND_ENTRUSTED, .by = HELPERS,
		.paper = "errand-mandate", .help = "委托人授权:逐项写明权限和期限", .args = told_entrust), .kinds = KIND(AGENT) },
	{ ACT(.word = "entrust", .name = "委托", .rule = "H-2", .from = AT(WORKING) | AT(PAUSED), .to = ACT_STAYS, .by = HELPERS,
		.paper = "errand-mandate", .help = "委托人授权:逐项写明权限和期限", .args = told_entrust), .kinds = KIND(AGENT) },
	{ ACT(.word = "revoke", .name = "撤销委托", .rule = "H-2", .from = AT(ENTRUSTED) | AT(WORKING) | AT(PAUSED), .to = ACT_STAYS,
		.by = HELPERS, .help = "委托人撤销授权,即日起不能再代他办", .args = LIST(WHO, REASON)), .kinds = KIND(AGENT) },
	{ ACT(.word = "begin", .name = "开始办理", .rule = "H-1", .from = AT(RESPONDED), .to = ERRAND_WORKING, .by = HELPERS,
		.help = "开始帮办"), .kinds = ANY & ~KIND(AGENT) },
	{ ACT(.word = "begin", .name = "开始办理", .rule = "H-1", .from = AT(ENTRUSTED), .to = ERRAND_WORKING, .by = HELPERS,
		.help = "有了委托,开始代办"), .kinds = KIND(AGENT) },
	{ ACT(.word = "log", .name = "记一笔", .rule = "H-1", .from = RUNNING | AT(FINISHED) | AT(ENDED), .to = ACT_STAYS, .by = HELPERS,
		.help = "记下做了什么、下一步、告知委托人没有", .args = LIST(TEXT("action", "做了什么", 200), MAY_TEXT("next", "下一步", 200),
		CHOICE("told", "已告知委托人", yes_no))), .kinds = ANY },
	{ ACT(.word = "take", .name = "收材料", .rule = "H-1", .from = AT(RESPONDED) | AT(ENTRUSTED) | AT(WORKING), .to = ACT_STAYS, .by = HELPERS,
		.help = "从委托人收下材料,列清单", .args = LIST(WHO, TEXT("material", "材料名称", 80), MAY_COUNT("originals", "原件份数", 99),
		MAY_COUNT("copies", "复印件份数", 99), MAY_TEXT("note", "说明", 100))), .kinds = ANY },
	{ ACT(.word = "give-back", .name = "还材料", .rule = "H-1", .from = RUNNING | AT(FINISHED) | AT(ENDED) | AT(FOLLOWED), .to = ACT_STAYS,
		.by = HELPERS, .help = "材料退还委托人,或已交窗口入卷", .args = LIST(COUNT("paper", "第几份材料", 999),
		CHOICE("to", "交给", keepers), TEXT("receiver", "谁签收", 60))), .kinds = ANY, .papers = true },
	{ ACT(.word = "link", .name = "连办件", .rule = "H-1", .from = RUNNING | AT(FINISHED), .to = ACT_STAYS, .by = HELPERS,
		.help = "这位委托人的办件", .args = LIST(WHO, TEXT("number", "办件号,末几位也行", 60))), .kinds = ANY },
	{ ACT(.word = "submit", .name = "代为提交", .rule = "H-2", .from = AT(WORKING), .to = ACT_STAYS, .by = HELPERS,
		.help = "代委托人提交申请,授权里要有这一项", .args = told_power), .kinds = KIND(AGENT) },
	{ ACT(.word = "correct", .name = "代为补正", .rule = "H-2", .from = AT(WORKING), .to = ACT_STAYS, .by = HELPERS,
		.help = "代委托人补正材料,授权里要有这一项", .args = told_power), .kinds = KIND(AGENT) },
	{ ACT(.word = "fetch", .name = "代为领取", .rule = "H-2", .from = AT(WORKING), .to = ACT_STAYS, .by = HELPERS,
		.help = "代委托人领取结果,授权里要有这一项", .args = told_power), .kinds = KIND(AGENT) },
	{ ACT(.word = "promise", .name = "代签承诺", .rule = "C-6", .from = AT(WORKING), .to = ACT_STAYS, .by = HELPERS,
		.help = "代委托人签容缺、告知承诺书,授权里要单列这一项", .args = told_power), .kinds = KIND(AGENT) },
	{ ACT(.word = "cost", .name = "记费用", .rule = "H-1", .from = RUNNING, .to = ACT_STAYS, .by = HELPERS,
		.help = "委托人自己付的法定费用;帮办代办不收费,其他费用只能是 0", .args = LIST(TEXT("what", "费用名称", 80),
		TEXT("statutory", "法定费用(元)", 12), MAY_TEXT("other", "其他费用(元),只能是 0", 12), MAY_TEXT("receipt", "票据号", 40))), .kinds = ANY },
	{ ACT(.word = "pause", .name = "中止", .rule = "H-1", .from = AT(WORKING), .to = ERRAND_PAUSED, .by = HELPERS, .paper = "errand-pause",
		.help = "暂时办不下去,打中止单", .args = LIST(REASON, MAY_DAY("until", "预计到"))), .kinds = ANY },
	{ ACT(.word = "resume", .name = "续办", .rule = "H-1", .from = AT(PAUSED), .to = ERRAND_WORKING, .by = HELPERS, .paper = "errand-resume",
		.help = "接着办,打续办委托书;可以延长委托期限", .args = LIST(REASON, MAY_DAY("until", "委托期限延长到"))), .kinds = ANY },
	{ ACT(.word = "finish", .name = "办结", .rule = "H-1", .from = AT(WORKING), .to = ERRAND_FINISHED, .by = HELPERS, .paper = "errand-end",
		.help = "办完了:结果和说明", .args = LIST(CHOICE("outcome", "结果", results), TEXT("reason", "说明", 300))), .kinds = ANY },
	{ ACT(.word = "terminate", .name = "终止", .rule = "H-1", .from = RUNNING, .to = ERRAND_ENDED, .by = HELPERS, .paper = "errand-end",
		.help = "不再办下去:谁的原因、为什么", .args = LIST(CHOICE("side", "谁的原因", errand_sides), REASON)), .kinds = ANY },
	{ ACT(.word = "withdraw", .name = "响应前撤回", .rule = "H-3", .from = AT(REGISTERED), .to = ERRAND_ENDED, .by = HELPERS | BY(GUIDE) | BY(CLERK),
		.help = "还没有人响应,委托人就不办了", .args = LIST(REASON)), .kinds = ANY },
	{ ACT(.word = "follow-up", .name = "回访", .rule = "H-3", .from = AT(FINISHED) | AT(ENDED), .to = ERRAND_FOLLOWED, .by = HELPERS,
		.help = "问委托人满意不满意;经办的帮办员自己不能回访", .args = LIST(CHOICE("level", "评价", levels), MAY_TEXT("note", "委托人的话", 300))),
		.kinds = ANY },
	{ ACT(.word = "archive", .name = "归档", .rule = "H-1", .from = AT(FOLLOWED), .to = ERRAND_ARCHIVED, .by = HELPERS,
		.help = "材料都已交还,归档,此后只读"), .kinds = ANY },
	{ .act = { .word = NULL } },
};

const struct act *errand_act_find(const char *word, enum errand_state state, enum errand_kind kind)
{
	for (const struct errand_act *a = errand_acts; a->act.word; a++)
		if (strcmp(a->act.word, word) == 0 && act_possible(&a->act, (int)state) && (a->kinds & 1u << kind))
			return &a->act;
	return NULL;
}

bool errand_act_offered(const struct errand_act *a, enum errand_state state, enum errand_kind kind, size_t papers_out)
{
	return errand_act_find(a->act.word, state, kind) == &a->act && (!a->papers || papers_out > 0);
}

const struct act *errand_act_word(const char *word)
{
	for (const struct errand_act *a = errand_acts; a->act.word; a++)
		if (strcmp(a->act.word, word) == 0)
			return &a->act;
	return NULL;
}

enum errand_state errand_act_to(const struct act *a, enum errand_state from)
{
	return a->to == ACT_STAYS ? from : (enum errand_state)a->to;
}

/* --- authority ------------------------------------------------------------------------------------------------------------ */

static const struct act_choice powers[] = { [POWER_SUBMIT] = { "submit", "提交申请" }, [POWER_CORRECT] = { "correct", "补正材料" },
	[POWER_FETCH] = { "fetch", "领取结果" }, [POWER_PROMISE] = { "promise", "签承诺书" }, { NULL, NULL } };

const char *errand_power_code(enum errand_power p) { return (unsigned)p < ERRAND_POWERS ? powers[p].code : ""; }
const char *errand_power_name(enum errand_power p) { return (unsigned)p < ERRAND_POWERS ? powers[p].name : ""; }
int errand_power_from_code(const char *code) { return find(powers, code); }

enum authority_standing authority_stands(const struct authority *a, enum errand_power p, day_t day)
{
	if (a->revoked != DAY_NONE && day >= a->revoked)
		return AUTHORITY_REVOKED;
	if (day > a->to)
		return AUTHORITY_EXPIRED;
	if (day < a->from)
		return AUTHORITY_EARLY;
	return a->powers & 1u << p ? AUTHORITY_FINE : AUTHORITY_LACKS;
}

enum status authority_until(const char *typed, char iso[11], struct err *err)
{
	day_t day = form_day(typed);

	if (day == DAY_NONE)
		return err_set(err, ST_DATA, "E-6032", "日期不存在;请按 20261231 的样子填写");
	day_iso(day, iso);
	return ST_OK;
}

enum authority_standing authority_best(const struct authority *list, size_t count, enum errand_power p, day_t day)
{
	enum authority_standing best = AUTHORITY_NONE;

	for (size_t i = 0; i < count; i++) {
		enum authority_standing s = authority_stands(&list[i], p, day);
		best = s < best ? s : best;
	}
	return best;
}

const char *authority_standing_words(enum authority_standing s)
{
	static const char *const words[] = { [AUTHORITY_FINE] = "", [AUTHORITY_LACKS] = "没有授权这一项", [AUTHORITY_EARLY] = "还没到授权期限",
		[AUTHORITY_EXPIRED] = "授权已过期", [AUTHORITY_REVOKED] = "授权已撤销", [AUTHORITY_NONE] = "没有委托书" };

	return (unsigned)s < COUNT_OF(words) ? words[s] : "";
}

/* --- response ------------------------------------------------------------------------------------------------------------- */

#define DAY_MINUTES (24 * 60)

static bool time_read(const char **s, int *out)
{
	int n = 0, hour = -1, minute = -1;

	if (sscanf(*s, "%2d:%2d%n", &hour, &minute, &n) != 2 || hour < 0 || hour > 24 || minute < 0 || minute > 59)
		return false;
	*s += n;
	*out = hour * 60 + minute;
	return *out <= DAY_MINUTES;
}

bool errand_hours_read(const char *text, struct errand_hours *out)
{
	const char *s = text;
	int last = 0;

	*out = (struct errand_hours){ .count = 0 };
	for (;;) {
		while (*s == ' ')
			s++;
		if (!*s)
			return out->count > 0;
		if (out->count == COUNT_OF(out->from) || !time_read(&s, &out->from[out->count]) || *s++ != '-' || !time_read(&s, &out->to[out->count]))
			return false;
		if (out->from[out->count] < last || out->to[out->count] <= out->from[out->count])
			return false;
		last = out->to[out->count++];
	}
}

static day_t next_working(const struct calendar *c, day_t day)
{
	do
		day++;
	while (!calendar_may_work(c, day));
	return day;
}

/* The span that minute `m` lies in; -1: between them. */
static int span_at(const struct errand_hours *h, int m)
{
	for (size_t i = 0; i < h->count; i++)
		if (m >= h->from[i] && m < h->to[i])
			return (int)i;
	return -1;
}

int64_t errand_response_due(const struct calendar *c, const struct errand_hours *hours, int64_t at, int minutes, int days)
{
	day_t day = clock_day_of(at);
	int m = (int)((at - clock_day_start(day)) / MINUTE_MS), span = calendar_may_work(c, day) ? span_at(hours, m) : -1;

	if (span < 0) {
		for (int i = 0; i < days; i++)
			day = next_working(c, day);
		return clock_day_start(day) + (int64_t)hours->to[hours->count - 1] * MINUTE_MS;
	}
	int64_t seconds = at % MINUTE_MS;
	while (m + minutes > hours->to[span]) {        /* what the span has not room for runs on in the next one */
		minutes -= hours->to[span] - m;
		if ((size_t)++span == hours->count) {
			span = 0;
			day = next_working(c, day);
		}
		m = hours->from[span];
		seconds = 0;
	}
	return clock_day_start(day) + (int64_t)(m + minutes) * MINUTE_MS + seconds;
}

/* --- rates ---------------------------------------------------------------------------------------------------------------- */

static const struct { const char *code, *name, *words; } rates[ERRAND_RATES] = {
	[RATE_RESPONSE] = { "response", "响应率", "时限内响应的 / 登记的;不计响应前撤回的" },
	[RATE_RESOLUTION] = { "resolution", "解决率", "解决的 / 解决、部分、未解决和我方终止的;不计在办、委托人终止和撤回的" },
	[RATE_SATISFACTION] = { "satisfaction", "满意率", "评价 1 至 3 级的 / 回访中作了评价的;不计回访了没有评价的" },
	[RATE_COVERAGE] = { "coverage", "回访覆盖率", "已回访的 / 办结和终止的;不计响应前撤回的" },
};

const char *errand_rate_code(enum errand_rate_of r) { return (unsigned)r < ERRAND_RATES ? rates[r].code : ""; }
const char *errand_rate_name(enum errand_rate_of r) { return (unsigned)r < ERRAND_RATES ? rates[r].name : ""; }
const char *errand_rate_words(enum errand_rate_of r) { return (unsigned)r < ERRAND_RATES ? rates[r].words : ""; }

static void count(struct errand_rate *r, bool excluded, bool counted, bool good)
{
	r->excluded += excluded;
	r->denominator += !excluded && counted;
	r->numerator += !excluded && counted && good;
}

char *errand_rate_percent(const struct errand_rate *r, char out[ERRAND_PERCENT_SIZE])
{
	int64_t tenths = r->denominator > 0 ? (r->numerator * 2000 + r->denominator) / (2 * r->denominator) : 0;

	if (r->denominator > 0)
		snprintf(out, ERRAND_PERCENT_SIZE, "%d.%d%%", (int)(tenths / 10), (int)(tenths % 10));
	else
		snprintf(out, ERRAND_PERCENT_SIZE, "—");
	return out;
}

void errand_rate_add(struct errand_rate out[ERRAND_RATES], const struct errand_fact *f)
{
	bool withdrawn = strcmp(f->outcome, "withdrawn") == 0, stopped = strcmp(f->outcome, "ended") == 0;
	bool solved = strcmp(f->outcome, "solved") == 0;

	count(&out[RATE_RESPONSE], withdrawn, true, f->responded && f->responded <= f->due);
	count(&out[RATE_RESOLUTION], !f->ended || withdrawn || (stopped && !f->ours), true, solved);
	count(&out[RATE_SATISFACTION], f->followed && !withdrawn && f->level == 0, f->followed && !withdrawn, f->level >= 1 && f->level <= 3);
	count(&out[RATE_COVERAGE], withdrawn, f->ended, f->followed);
}
