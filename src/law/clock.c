/* SPDX-License-Identifier: Apache-2.0 */
#include "law/clock.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define PERMIT "行政许可法"

/* The days are names of parameters: what differs by place or changes with the law is data (window-rules 13). */
static const struct clock_rule rules[CLOCK_KINDS] = {
	[CLOCK_K1] = { .code = "K1", .name = "一次性告知", .law = PERMIT "第三十二条", .days = "k1.days", .expiry = EXPIRY_DEEMED,
		.begun = "收件", .stops = "告知补正、受理或不予受理", .late = "逾期未告知,自收件之日起即为受理" },
	[CLOCK_K2] = { .code = "K2", .name = "承诺时限", .law = "办事指南公布的承诺", .extension = "k3.extension_days",
		.joint_extension = "k3.joint_extension_days", .extensions = 1, .special = true, .deferral = true, .begun = "受理",
		.stops = "作出决定", .late = "超过公布的承诺时限" },
	[CLOCK_K3] = { .code = "K3", .name = "法定时限", .law = PERMIT "第四十二条", .days = "k3.days", .joint_days = "k3.joint_days",
		.extension = "k3.extension_days", .joint_extension = "k3.joint_extension_days", .extensions = 1, .special = true,
		.begun = "受理", .stops = "作出决定", .late = "超过法定时限" },
	[CLOCK_K3P] = { .code = "K3p", .name = "初审时限", .law = PERMIT "第四十三条", .days = "k3p.days", .special = true,
		.begun = "受理", .stops = "报送上级", .late = "下级机关初审超期" },
	[CLOCK_K4] = { .code = "K4", .name = "送达时限", .law = PERMIT "第四十四条", .days = "k4.days", .begun = "决定",
		.stops = "送达", .late = "决定后未按期颁发、送达" },
	[CLOCK_K5] = { .code = "K5", .name = "容缺补正", .law = "容缺受理承诺书", .extensions = -1, .binds = BINDS_APPLICANT,
		.expiry = EXPIRY_PROPOSE, .begun = "承诺", .stops = "材料补齐", .late = "逾期未补齐,拟终止" },
	[CLOCK_K6] = { .code = "K6", .name = "申请人补正", .law = "一次性告知书", .days = "k6.days", .extensions = -1,
		.binds = BINDS_APPLICANT, .expiry = EXPIRY_PROPOSE, .begun = "告知", .stops = "补正齐全", .late = "逾期未补正,拟终止" },
	[CLOCK_K7] = { .code = "K7", .name = "特别程序", .law = PERMIT "第四十五条", .begun = "开始", .stops = "结束",
		.late = "已过预计结束日,请核对进展" },
	[CLOCK_K8] = { .code = "K8", .name = "差评回访", .law = "国办发〔2019〕51号", .days = "k8.visit_days", .begun = "差评",
		.stops = "回访", .late = "未按期回访" },
	[CLOCK_K8F] = { .code = "K8f", .name = "差评整改", .law = "国办发〔2019〕51号", .days = "k8.fix_days", .begun = "差评",
		.stops = "整改反馈", .late = "未按期整改" },
	[CLOCK_K9] = { .code = "K9", .name = "申请听证", .law = PERMIT "第四十七条", .days = "k9.request_days",
		.binds = BINDS_APPLICANT, .begun = "告知", .stops = "提出听证申请", .late = "未在期限内申请听证" },
	[CLOCK_K9H] = { .code = "K9h", .name = "组织听证", .law = PERMIT "第四十七条", .days = "k9.hold_days", .begun = "申请听证",
		.stops = "举行听证", .late = "未按期组织听证" },
	[CLOCK_K10] = { .code = "K10", .name = "办不成事(一般)", .law = "大厅规定", .days = "k10.days", .begun = "登记", .stops = "办结答复",
		.late = "未按期办结" },
	[CLOCK_K10C] = { .code = "K10c", .name = "办不成事(复杂)", .law = "大厅规定", .days = "k10.complex_days", .begun = "登记",
		.stops = "办结答复", .late = "未按期办结" },
	[CLOCK_K10A] = { .code = "K10a", .name = "办不成事(不能办的答复)", .law = "大厅规定", .days = "k10.answer_days", .begun = "登记",
		.stops = "答复", .late = "未按期答复" },
};

static const struct { const char *code, *name; } pause_kinds[PAUSE_KINDS] = {
	[PAUSE_HEARING]    = { "hearing", "听证" },    [PAUSE_TENDER]     = { "tender", "招标" },
	[PAUSE_AUCTION]    = { "auction", "拍卖" },    [PAUSE_INSPECTION] = { "inspection", "检验" },
	[PAUSE_TESTING]    = { "testing", "检测" },    [PAUSE_QUARANTINE] = { "quarantine", "检疫" },
	[PAUSE_APPRAISAL]  = { "appraisal", "鉴定" },  [PAUSE_REVIEW]     = { "review", "专家评审" },
	[PAUSE_PUBLICITY]  = { "publicity", "公示" },  [PAUSE_DEFERRAL]   = { "deferral", "容缺待补" },
};

const struct clock_rule *clock_rule(enum clock_kind kind)
{
	return &rules[(unsigned)kind < CLOCK_KINDS ? kind : CLOCK_K1];
}

int clock_kind_from_code(const char *code)
{
	for (size_t i = 0; code && i < COUNT_OF(rules); i++)
		if (strcmp(rules[i].code, code) == 0)
			return (int)i;
	return -1;
}

const char *pause_kind_code(enum pause_kind kind)
{
	return (unsigned)kind < PAUSE_KINDS ? pause_kinds[kind].code : "";
}

const char *pause_kind_name(enum pause_kind kind)
{
	return (unsigned)kind < PAUSE_KINDS ? pause_kinds[kind].name : "";
}

int pause_kind_from_code(const char *code)
{
	for (size_t i = 0; code && i < COUNT_OF(pause_kinds); i++)
		if (strcmp(pause_kinds[i].code, code) == 0)
			return (int)i;
	return -1;
}

/* --- lights ------------------------------------------------------------------------------------------------------- */

static const struct { const char *code, *name; } lights[] = {
	[LIGHT_GREEN] = { "green", "绿" }, [LIGHT_YELLOW] = { "yellow", "黄" }, [LIGHT_RED] = { "red", "红" },
	[LIGHT_PAUSED] = { "paused", "停表" }, [LIGHT_STOPPED] = { "stopped", "已停" },
};

const char *clock_light_code(enum clock_light light)
{
	return (unsigned)light < COUNT_OF(lights) ? lights[light].code : "";
}

const char *clock_light_name(enum clock_light light)
{
	return (unsigned)light < COUNT_OF(lights) ? lights[light].name : "";
}

enum clock_light clock_light_of(int remaining, int total, const struct clock_thresholds *t)
{
	if (remaining < 0)
		return LIGHT_RED;
	return remaining <= t->days || (long)remaining * 100 <= (long)total * t->percent ? LIGHT_YELLOW : LIGHT_GREEN;
}

/* --- what the rules allow ----------------------------------------------------------------------------------------- */

static enum status check_pause(const struct clock_run *run, const struct clock_pause *p, struct err *err)
{
	const struct clock_rule *rule = clock_rule(run->kind);
	char from[11], start[11];

	if (p->kind < 0 || p->kind >= PAUSE_KINDS)
		return err_set(err, ST_REFUSED, "E-1056", "特别程序要写明种类:听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审、公示之一("
			PERMIT "第四十五条)");
	if (p->kind == PAUSE_DEFERRAL ? !rule->deferral : !rule->special)
		return err_set(err, ST_REFUSED, "E-1056", "%s(%s)不因%s停计(%s)", rule->name, rule->code,
			pause_kind_name((enum pause_kind)p->kind), rule->law);
	if (p->from != DAY_NONE && p->from < run->start)
		return err_set(err, ST_REFUSED, "E-1054", "%s的开始日 %s 早于%s(%s)的起算日 %s", pause_kind_name((enum pause_kind)p->kind),
			day_iso(p->from, from), rule->name, rule->code, day_iso(run->start, start));
	return ST_OK;
}

static enum status check_extensions(const struct clock_run *run, struct err *err)
{
	const struct clock_rule *rule = clock_rule(run->kind);
	char day[11], start[11];
	int granted = 0;

	for (size_t i = 0; i < run->extension_count; i++) {
		const struct clock_extension *e = &run->extensions[i];
		granted += e->halves > 0 && !e->follows;
		if (e->halves == 0)
			return err_set(err, ST_REFUSED, "E-1057", "延长要写明天数(%s)", rule->law);
		if (e->day == DAY_NONE || e->day < run->start)
			return err_set(err, ST_REFUSED, "E-1054", "延长的日期 %s 早于%s(%s)的起算日 %s", day_iso(e->day, day), rule->name,
				rule->code, day_iso(run->start, start));
	}
	if (granted && rule->extensions == 0)
		return err_set(err, ST_REFUSED, "E-1057", "%s(%s)不能延长(%s)", rule->name, rule->code, rule->law);
	if (rule->extensions > 0 && granted > rule->extensions)
		return err_set(err, ST_REFUSED, "E-1057", "%s(%s)只能延长 %d 次,已经延长过(%s)", rule->name, rule->code,
			rule->extensions, rule->law);
	return ST_OK;
}

enum status clock_check(const struct clock_run *run, struct err *err)
{
	const struct clock_rule *rule = clock_rule(run->kind);
	char stopped[11], start[11];
	enum status st = ST_OK;

	if (run->start == DAY_NONE)
		return err_set(err, ST_DATA, "E-1052", "%s(%s)没有起算日", rule->name, rule->code);
	if (run->stopped != DAY_NONE && run->stopped < run->start)
		return err_set(err, ST_REFUSED, "E-1054", "停止日 %s 早于%s(%s)的起算日 %s", day_iso(run->stopped, stopped), rule->name,
			rule->code, day_iso(run->start, start));
	for (size_t i = 0; st == ST_OK && i < run->pause_count; i++)
		st = check_pause(run, &run->pauses[i], err);
	return st == ST_OK ? check_extensions(run, err) : st;
}

/* --- where it stands ---------------------------------------------------------------------------------------------- */

static int added(const struct clock_run *run)
{
	int halves = 0;

	for (size_t i = 0; i < run->extension_count; i++)
		halves += run->extensions[i].halves;
	return halves;
}

static enum status make_deadline(const struct calendar *c, const struct clock_run *run, struct deadline *out,
	struct err *err)
{
	struct pause *pauses = mem_array(run->pause_count + 1, sizeof *pauses);

	for (size_t i = 0; i < run->pause_count; i++)
		pauses[i] = (struct pause){ run->pauses[i].from, run->pauses[i].to };
	enum status st = deadline_make_added(c, run->start, run->limit, added(run), pauses, run->pause_count, run->guess, out, err);
	free(pauses);
	return st;
}

static int used_by(const struct deadline *d, day_t day)
{
	int used = 0;

	for (size_t i = 0; i < d->count && d->steps[i].day <= day; i++)
		used = d->steps[i].counted;
	return used;
}

static bool rests(const struct clock_run *run, day_t today)
{
	for (size_t i = 0; i < run->pause_count; i++)
		if (run->pauses[i].from <= today && (run->pauses[i].to == DAY_NONE || today < run->pauses[i].to))
			return true;
	return false;
}

enum status clock_stand(const struct calendar *c, const struct clock_run *run, day_t today,
	const struct clock_thresholds *t, struct clock_state *out, struct err *err)
{
	*out = (struct clock_state){ .deadline = { .start = DAY_NONE, .due = DAY_NONE } };
	enum status st = clock_check(run, err);
	if (st == ST_OK)
		st = make_deadline(c, run, &out->deadline, err);
	if (st != ST_OK)
		return st;
	bool stopped = run->stopped != DAY_NONE;
	day_t until = stopped && run->stopped < today ? run->stopped : today, due = out->deadline.due;
	out->total = limit_days(out->deadline.limit) + out->deadline.added;
	out->used = used_by(&out->deadline, until);
	out->paused = !stopped && (due == DAY_NONE || until < due) && rests(run, today);
	out->remaining = due == DAY_NONE ? out->total - out->used : deadline_remaining(c, until, due);
	if (due != DAY_NONE && until < due)          /* days of a pause do not run either */
		out->remaining = out->total - out->used;
	if (stopped)
		out->light = due != DAY_NONE && run->stopped > due ? LIGHT_RED : LIGHT_STOPPED;
	else
		out->light = out->paused ? LIGHT_PAUSED : clock_light_of(out->remaining, out->total, t);
	return ST_OK;
}

void clock_state_release(struct clock_state *s)
{
	deadline_release(&s->deadline);
}
