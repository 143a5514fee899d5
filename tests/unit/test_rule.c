/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

#include <jansson.h>
#include <regex.h>

#include "base/conf.h"
#include "law/catalogue_compare.h"
#include "law/form.h"

/* Rules between data, and data that are asked in some situations only. */

#define RULES_OF_A "{\"field\":\"applicant.xb\",\"required\":false}]}"
/* The small catalogue with days, figures and these rules in item-a. Owned. */
static char *with_rules(const char *rules)
{
	char *more = mem_format("{\"field\":\"applicant.xb\",\"required\":false},\"applicant.ry\",\"applicant.cy\",\"bank.je\",\"bank.zd\",\"bank.yy\"],"
		"\"rules\":[%s]}", rules);
	char *first = edited(RULES_OF_A, more), *at = strstr(first, "\"fields\":[{");
	size_t head = (size_t)(at - first) + strlen("\"fields\":[");
	char *text = mem_format("%.*s{\"id\":\"ry\",\"name\":\"入院日期\",\"type\":\"DATE\",\"length\":\"8\"},"
		"{\"id\":\"cy\",\"name\":\"出院日期\",\"type\":\"DATE\",\"length\":\"8\"},{\"id\":\"yy\",\"name\":\"预约时间\",\"type\":\"DT\",\"length\":\"12\"},"
		"{\"id\":\"zd\",\"name\":\"最多金额\",\"type\":\"N\",\"length\":\"1..14,2\"},%s", (int)head, first, first + head);

	free(more);
	free(first);
	return text;
}

/* --- what is told ------------------------------------------------------------------------------------------------------- */

#define ORDER "{\"field\":\"applicant.cy\",\"is\":\"at_least\",\"than\":\"applicant.ry\"}"
#define ODD_ORDER "{\"field\":\"applicant.cy\",\"is\":\"at_least\",\"than\":\"applicant.ry\",\"advice\":true}"
#define MOST "{\"field\":\"bank.je\",\"is\":\"at_most\",\"than\":\"bank.zd\"}"
#define TOWN "{\"field\":\"bank.je\",\"is\":\"below\",\"than\":\"300\",\"when\":[{\"q\":\"q-home\",\"any\":[\"town\"]}],\"advice\":true,\"text\":\"改情形\"}"
#define AGE "{\"field\":\"applicant.ry\",\"is\":\"at_most\",\"than\":\"today-50y\",\"advice\":true,\"text\":\"年龄\"}"
#define RETIRED "{\"field\":\"applicant.ry\",\"is\":\"retired\",\"than\":\"applicant.xb\",\"advice\":true}"
#define RETIRES "{\"field\":\"applicant.ry\",\"is\":\"retires_early\",\"than\":\"applicant.xb\",\"advice\":true}"
#define TODAY "{\"field\":\"bank.yy\",\"is\":\"at_least\",\"than\":\"today\"}"

/* `values` is "key=value …"; `tells` what is told, "" for nothing. The day is 2026-11-23. */
static const struct { const char *rule, *answers, *values, *tells; } cases[] = {
	{ ORDER, "", "applicant.ry=20261105 applicant.cy=20261104", "2026-11-04 应不早于入院日期 2026-11-05,请核对" },
	{ ORDER, "", "applicant.ry=20261105 applicant.cy=20261105", "" }, { ORDER, "", "applicant.ry=20261105 applicant.cy=20261106", "" },
	{ ORDER, "", "applicant.cy=20261104", "" }, { ORDER, "", "applicant.ry=20261105", "" },
	/* what is not in its stored form is told of elsewhere */
	{ ORDER, "", "applicant.ry=2026-11-05 applicant.cy=20261104", "" }, { ORDER, "", "applicant.ry=20261341 applicant.cy=20261104", "" },
	{ "{\"field\":\"applicant.cy\",\"is\":\"above\",\"than\":\"applicant.ry\"}", "", "applicant.ry=20261105 applicant.cy=20261105",
		"应晚于入院日期" },
	{ "{\"field\":\"applicant.cy\",\"is\":\"below\",\"than\":\"20200101\"}", "", "applicant.cy=20200101", "应早于 2020-01-01" },
	{ "{\"field\":\"applicant.cy\",\"is\":\"below\",\"than\":\"20200101\"}", "", "applicant.cy=20191231", "" },
	/* figures, exactly and whatever their length */
	{ MOST, "", "bank.je=9 bank.zd=10", "" }, { MOST, "", "bank.je=10 bank.zd=9", "10 应不大于最多金额 9,请核对" },
	{ MOST, "", "bank.je=10.50 bank.zd=10.5", "" }, { MOST, "", "bank.je=10.51 bank.zd=10.5", "10.51 应不大于" },
	{ MOST, "", "bank.je=99999999999999.01 bank.zd=99999999999999", "应不大于" }, { MOST, "", "bank.je=0.5 bank.zd=00.6", "" },
	{ MOST, "", "bank.je=一万 bank.zd=1", "" },
	/* only in its situation, which it names */
	{ TOWN, "q-home=town", "bank.je=300", "300 应小于 300,情形答的是“城”,改情形" }, { TOWN, "q-home=town", "bank.je=299.99", "" },
	{ TOWN, "q-home=land", "bank.je=500", "" }, { TOWN, "", "bank.je=500", "" },
	/* a day beside a time */
	{ TODAY, "", "bank.yy=202611230000", "" }, { TODAY, "", "bank.yy=202611222359", "2026-11-22 23:59 应不早于今天 2026-11-23" },
	/* years before today: an age; the 29th of February is the 28th elsewhere */
	{ AGE, "", "applicant.ry=19761123", "" }, { AGE, "", "applicant.ry=19761124",
		"1976-11-24 应不晚于 50 年前的今天 1976-11-23,年龄" },
	/* told once, however many say it */
	{ ORDER "," ORDER, "", "applicant.ry=20261105 applicant.cy=20261104", "2026-11-04 应不早于入院日期 2026-11-05,请核对" },
	/* … and refused where one of them refuses it; advice has no 请核对 of its own */
	{ ODD_ORDER "," ORDER, "", "applicant.ry=20261105 applicant.cy=20261104", "2026-11-04 应不早于入院日期 2026-11-05,请核对" },
	{ ORDER "," ODD_ORDER, "", "applicant.ry=20261105 applicant.cy=20261104", "2026-11-04 应不早于入院日期 2026-11-05,请核对" },
};

static const char *value_in(const void *values, const char *key)
{
	static char value[4][64];
	static size_t turn;
	const char *at = strstr(values, key);
	char *to = value[turn++ % 4];

	if (!at)
		return NULL;
	at += strlen(key) + 1;
	snprintf(to, 64, "%.*s", (int)strcspn(at, " "), at);
	return to;
}

static void put_text(void *ctx, const struct plan_field *f, const struct data_rule *r, const char *text)
{
	assert_ptr_equal(f->field, r->field);
	buf_format(ctx, "%s", text);
}

/* The plan of a matter with these answers, "question=choice …". Owned. */
static struct plan *planned(const struct catalogue *c, const char *matter, const char *given)
{
	const struct bundle *b;
	struct answer answers[8];
	struct plan *p;
	struct err err;
	size_t n = answers_of_text(c, given, answers, COUNT_OF(answers));

	assert_int_equal(catalogue_matter(c, matter, &b, &err), ST_OK);
	assert_int_equal(plan_make(b, answers, n, NULL, 0, &p, &err), ST_OK);
	return p;
}

/* What its rules tell of these values on 2026-11-23, "" for nothing. */
static void tell_rules(const struct plan *p, const char *values, char told[400])
{
	struct buf out;

	buf_init(&out, BUF_SMALL);
	form_rules(p, day_from_ymd(2026, 11, 23), value_in, values, put_text, &out);
	snprintf(told, 400, "%s", out.len ? out.data : "");
	buf_release(&out);
}

static void each_case_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *text = with_rules(cases[i].rule);
		struct catalogue *c = load_text(text);
		struct plan *p = planned(c, "small", cases[i].answers);
		char is[400];

		tell_rules(p, cases[i].values, is);
		if (*cases[i].tells ? !strstr(is, cases[i].tells) || strstr(strstr(is, "应") + 1, "应") : *is != '\0')
			fail_msg("%s [%s] %s: %s", cases[i].rule, cases[i].answers, cases[i].values, is);
		plan_free(p);
		catalogue_free(c);
		free(text);
	}
}

/* 法定退休年龄 on 2026-11-23 by lines of the official tables; a woman's depends on her post. */
static const struct { const char *rule, *values, *tells; } retirements[] = {
	{ RETIRED, "applicant.ry=19660615 applicant.xb=1", "" },
	{ RETIRED, "applicant.ry=19660731 applicant.xb=1", "男职工法定退休年龄 60岁5个月,2026-12-31 到龄" },
	{ RETIRED, "applicant.ry=19650131 applicant.xb=1", "" }, { RETIRED, "applicant.ry=19640630 applicant.xb=1", "" },
	{ RETIRED, "applicant.ry=19760901 applicant.xb=1", "男职工法定退休年龄 63岁,2039-09-01 到龄" },
	{ RETIRED, "applicant.ry=19900131 applicant.xb=1", "男职工法定退休年龄 63岁,2053-01-31 到龄" },
	{ RETIRED, "applicant.ry=19760415 applicant.xb=2",
		"女工人法定退休年龄 50岁8个月,2026-12-15 到龄;女干部法定退休年龄 56岁7个月,2032-11-15 到龄" },
	{ RETIRED, "applicant.ry=19760315 applicant.xb=2", "女干部法定退休年龄 56岁7个月,2032-10-15 到龄" },
	{ RETIRED, "applicant.ry=19841101 applicant.xb=2", "女工人法定退休年龄 55岁,2039-11-01 到龄;女干部法定退休年龄 58岁,2042-11-01 到龄" },
	{ RETIRED, "applicant.ry=19700615 applicant.xb=2", "" },
	/* without the sex nothing can be said */
	{ RETIRED, "applicant.ry=19900915 applicant.xb=0", "" }, { RETIRED, "applicant.ry=19900915", "" }, { RETIRED, "applicant.xb=1", "" },
	/* three years earlier, but never before 60, 55 or 50; the last day of a month that has no 31st */
	{ RETIRES, "applicant.ry=19661123 applicant.xb=1", "" },
	{ RETIRES, "applicant.ry=19661124 applicant.xb=1", "男职工法定退休年龄 60岁6个月,2026-11-24 起可弹性提前" },
	{ RETIRES, "applicant.ry=19831231 applicant.xb=2",
		"女工人法定退休年龄 54岁6个月,2035-06-30 起可弹性提前;女干部法定退休年龄 58岁,2038-12-31 起可弹性提前" },
};

static void retirement_is_by_the_month(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(retirements); i++) {
		char *text = with_rules(retirements[i].rule), is[400];
		struct catalogue *c = load_text(text);
		struct plan *p = planned(c, "small", "");

		tell_rules(p, retirements[i].values, is);
		assert_string_equal(is, retirements[i].tells);
		plan_free(p);
		catalogue_free(c);
		free(text);
	}
}

/* One of another item is compared only where both are asked. */
static void both_must_be_asked(void **state)
{
	static const char *const untick[] = { "item-c" };
	struct catalogue *c;
	struct plan *p;
	struct err err;

	(void)state;
	char *text = edited("{\"field\":\"applicant.xb\",\"required\":false}]}", "\"bank.zd\"],\"rules\":[{\"field\":\"bank.zd\",\"is\":\"at_least\","
		"\"than\":\"bank.je\"}]}");
	char *all = mem_format("%.*s{\"id\":\"zd\",\"name\":\"最多\",\"type\":\"N\",\"length\":\"1..8\"},%s",
		(int)(strstr(text, "{\"id\":\"xm\",\"name\":\"姓名\"") - text), text, strstr(text, "{\"id\":\"xm\",\"name\":\"姓名\""));
	c = load_text(all);
	assert_int_equal(plan_make(catalogue_bundle(c, "small"), NULL, 0, NULL, 0, &p, &err), ST_OK);
	assert_int_equal(p->rule_count, 1);
	plan_free(p);
	assert_int_equal(plan_make(catalogue_bundle(c, "small"), NULL, 0, untick, 1, &p, &err), ST_OK);
	assert_int_equal(p->rule_count, 0);
	plan_free(p);
	catalogue_free(c);
	free(all);
	free(text);
}

/* --- what cannot be a rule ---------------------------------------------------------------------------------------------- */

static const struct { const char *rule, *code, *where, *says; } broken[] = {
	{ "{\"field\":\"applicant.xm\",\"is\":\"below\",\"than\":\"3\"}", "E-2046", "/rules/0/field", "不是数,也不是日期" },
	{ "{\"field\":\"bank.je\",\"is\":\"below\",\"than\":\"applicant.ry\"}", "E-2046", "/rules/0/than", "一个是数" },
	{ "{\"field\":\"applicant.ry\",\"is\":\"below\",\"than\":\"applicant.xm\"}", "E-2046", "/rules/0/than", "「applicant.xm」不是数" },
	{ "{\"field\":\"bank.je\",\"is\":\"below\",\"than\":\"many\"}", "E-2046", "/rules/0/than", "须为数" },
	{ "{\"field\":\"bank.je\",\"is\":\"below\",\"than\":\"today\"}", "E-2046", "/rules/0/than", "须为数" },
	{ "{\"field\":\"applicant.ry\",\"is\":\"below\",\"than\":\"20261301\"}", "E-2046", "/rules/0/than", "YYYYMMDD" },
	{ "{\"field\":\"applicant.ry\",\"is\":\"below\",\"than\":\"today-0y\"}", "E-2046", "/rules/0/than", "today-50y" },
	{ "{\"field\":\"applicant.ry\",\"is\":\"below\",\"than\":\"today-151y\"}", "E-2046", "/rules/0/than", "today-50y" },
	{ "{\"field\":\"applicant.ry\",\"is\":\"below\",\"than\":\"today-50\"}", "E-2046", "/rules/0/than", "today-50y" },
	{ "{\"field\":\"bank.je\",\"is\":\"under\",\"than\":\"3\"}", "E-2018", "/rules/0/is", "at_least、above、at_most、below、retired、retires_early" },
	{ "{\"field\":\"applicant.ry\",\"is\":\"retired\",\"than\":\"applicant.cy\"}", "E-2046", "/rules/0/is", "出生日期与性别" },
	{ "{\"field\":\"bank.je\",\"is\":\"retired\",\"than\":\"applicant.xb\"}", "E-2046", "/rules/0/is", "出生日期与性别" },
	{ "{\"field\":\"bank.jf\",\"is\":\"below\",\"than\":\"3\"}", "E-2011", "/rules/0/field", "jf" },
	{ "{\"field\":\"bank.je\",\"is\":\"below\",\"than\":\"bank.zz\"}", "E-2011", "/rules/0/than", "zz" },
	{ "{\"field\":\"bank.je\",\"is\":\"below\"}", "E-2018", "/rules/0/than", "缺少 than" },
	{ "{\"is\":\"below\",\"than\":\"3\"}", "E-2018", "/rules/0/field", "角色.字段" },
	{ "7", "E-2018", "/rules/0", "须为对象" },
	{ "{\"field\":\"bank.je\",\"is\":\"below\",\"than\":\"3\",\"when\":[{\"q\":\"q-x\",\"any\":[\"a\"]}]}", "E-2011", "/rules/0/when/0/q", "q-x" },
};

static void each_fault_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		char *text = with_rules(broken[i].rule);
		struct catalogue_text one = { "small.json", text, strlen(text) };
		struct heard heard = { 0 };
		struct catalogue *c = NULL;
		struct err err;
		size_t n;

		assert_int_not_equal(catalogue_load(&one, 1, hear, &heard, &c, &err), ST_OK);
		for (n = 0; n < heard.count; n++)
			if (strcmp(heard.list[n].code, broken[i].code) == 0 && strstr(heard.list[n].where, broken[i].where) && strstr(heard.list[n].text, broken[i].says))
				break;
		if (n == heard.count)
			fail_msg("%s: %s %s %s", broken[i].rule, err.code, err.where, err.text);
		free(text);
	}
}

/* The published schema draws the line where the program does. */
static void the_schema_knows_the_same_years(void **state)
{
	const char *top = getenv("srcdir");
	char *path = file_join(top ? top : ".", "data/contract/catalogue.schema.json"), *text;
	struct err err;
	size_t n;
	regex_t than;

	(void)state;
	assert_int_equal(conf_slurp(path, 1024 * 1024, &text, &n, &err), ST_OK);
	json_t *schema = json_loads(text, 0, NULL);
	const json_t *at = schema;
	for (const char *const *name = (const char *const[]){ "$defs", "item", "properties", "rules", "items", "properties", "than", "pattern", NULL }; *name; name++)
		at = json_object_get(at, *name);
	assert_int_equal(regcomp(&than, json_string_value(at), REG_EXTENDED | REG_NOSUB), 0);
	for (int years = 0; years < 1001; years++) {
		char word[24];
		int told;
		snprintf(word, sizeof word, "today-%dy", years);
		if ((regexec(&than, word, 0, NULL, 0) == 0) != form_today(word, &told))
			fail_msg("%s", word);
	}
	regfree(&than);
	json_decref(schema);
	free(text);
	free(path);
}

static void a_rule_that_never_holds_is_odd(void **state)
{
	char *text = with_rules("{\"field\":\"bank.je\",\"is\":\"below\",\"than\":\"3\",\"when\":[{\"q\":\"q-fix\",\"any\":[\"b\"]}]}");
	struct catalogue *c = load_text(text);
	struct heard heard = { 0 };
	size_t i = 0;

	(void)state;
	catalogue_warn(c, hear, &heard);
	while (i < heard.count && !strstr(heard.list[i].text, "第 1 条比对"))
		i++;
	assert_true(i < heard.count);
	assert_string_equal(heard.list[i].code, "E-2040");
	catalogue_free(c);
	free(text);
}

/* What is kept and shown again is what was read. */
static void rules_are_kept(void **state)
{
	char *text = with_rules(ORDER "," TOWN "," TODAY);
	struct catalogue *c = load_text(text);
	size_t n, m;
	char *one = catalogue_canonical(c, &n);
	struct catalogue *again = load_text(one);
	char *other = catalogue_canonical(again, &m);

	(void)state;
	assert_string_equal(one, other);
	const struct item *a = catalogue_item(again, "item-a");
	assert_int_equal(a->rule_count, 3);
	assert_string_equal(a->rules[1].than, "300");
	assert_true(a->rules[1].advice);
	assert_int_equal(a->rules[1].when.count, 1);
	assert_string_equal(a->rules[1].text, "改情形");
	assert_string_equal(a->rules[0].than_field->name, "入院日期");
	free(one);
	free(other);
	catalogue_free(c);
	catalogue_free(again);
	free(text);
}

static void keep_what(void *ctx, const struct catalogue_change *c)
{
	snprintf(ctx, 200, "%s %s %s", c->section, c->id, c->what);
	assert_false(c->idle);
}

/* A datum may have several: each is one of its own. */
static void what_differs_is_told_by_rule(void **state)
{
	char *texts[] = { with_rules(TOWN ",{\"field\":\"bank.je\",\"is\":\"above\",\"than\":\"1\"}"),
		with_rules(TOWN ",{\"field\":\"bank.je\",\"is\":\"above\",\"than\":\"2\"}") };
	char what[200] = "", *canonical[2];
	struct catalogue_sums sums;
	size_t n;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct catalogue *c = load_text(texts[i]);
		canonical[i] = catalogue_canonical(c, &n);
		catalogue_free(c);
		free(texts[i]);
	}
	catalogue_compare(canonical[0], canonical[1], keep_what, what, &sums);
	assert_string_equal(what, "items item-a 事项比对 +bank.je above 2 -bank.je above 1");
	free(canonical[0]);
	free(canonical[1]);
}

/* --- data of some situations only ---------------------------------------------------------------------------------------- */

static bool plan_has(const struct plan *p, const char *key)
{
	for (size_t i = 0; i < p->field_count; i++)
		if (strcmp(p->fields[i].key, key) == 0)
			return true;
	return false;
}

/* A guardian is asked of a minor, or of one who needs him, and of nobody else. */
static void a_guardian_is_asked_where_there_is_one(void **state)
{
	static const struct { const char *matter, *answers, *key; bool asked; } rows[] = {
		{ "cjz-xinban", "q-distype=no", "guardian.xm", false }, { "cjz-xinban", "q-distype=yes", "guardian.xm", true },
		{ "cjz-xinban", "q-distype=no", "disabled.xm", true }, { "fucan", "q-cjz=new q-distype=no", "guardian.zjhm", false },
		{ "fucan", "q-cjz=new q-distype=yes", "guardian.zjhm", true }, { "juzhuzheng-hecha", "q-hukou=other", "guardian.xm", false },
		{ "juzhuzheng-hecha", "q-hukou=other", "verified.xm", true }, { "shebao-hecha", "", "guardian.xm", false },
		{ "bdc-hecha", "", "guardian.xm", false }, { "ruxue", "q-enroll=huji q-hukou=other", "guardian.xm", true },
	};
	struct catalogue *c = load_shipped();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct plan *p = planned(c, rows[i].matter, rows[i].answers);
		if (plan_has(p, rows[i].key) != rows[i].asked)
			fail_msg("%s [%s] %s", rows[i].matter, rows[i].answers, rows[i].key);
		plan_free(p);
	}
	const struct bundle *alone;
	struct err err;
	assert_int_equal(catalogue_matter(c, "cjz-xinban", &alone, &err), ST_OK);
	assert_true(plan_asks(alone, NULL, 0, catalogue_question(c, "q-distype")));
	/* who applies for his own permit is nobody's guardian */
	assert_int_equal(catalogue_matter(c, "juzhuzheng-hecha", &alone, &err), ST_OK);
	assert_string_equal(alone->applicants[0]->id, "verified");
	catalogue_free(c);
}

/* What the register or the insurance cannot do without is asked, and only where there is somebody of the kind. */
static void a_company_names_its_owner_and_staff(void **state)
{
	static const struct { const char *answers, *key; bool asked; } rows[] = {
		{ "q-ent=ltd q-staff=no", "holder.xm", true }, { "q-ent=partner q-staff=no", "holder.zjhm", true },
		{ "q-ent=joint q-staff=no", "holder.czje", true }, { "q-ent=geti q-staff=no", "holder.xm", false },
		{ "q-ent=indiv q-staff=no", "holder.zjhm", false }, { "q-ent=ltd q-staff=yes", "employee.xm", true },
		{ "q-ent=ltd q-staff=yes", "employee.zjhm", true }, { "q-ent=ltd q-staff=yes", "employee.sbjs", true },
		{ "q-ent=ltd q-staff=no", "employee.xm", false },
	};
	struct catalogue *c = load_shipped();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct plan *p = planned(c, "qiye-kaiban", rows[i].answers);
		bool needed = false;
		for (size_t k = 0; k < p->field_count; k++)
			needed |= strcmp(p->fields[k].key, rows[i].key) == 0 && p->fields[k].required;
		if (needed != rows[i].asked || plan_has(p, rows[i].key) != rows[i].asked)
			fail_msg("[%s] %s", rows[i].answers, rows[i].key);
		plan_free(p);
	}
	catalogue_free(c);
}

/* The shipped rules: each situation and each pair of days that people mix up. */
static void shipped_rules_are_told(void **state)
{
	static const struct { const char *matter, *answers, *values, *tells; } rows[] = {
		{ "kai-canyin", "q-hasyyzz=yes q-area=s", "shop.mj=500", "500 应小于 300,情形答的是“小于300㎡”" },
		{ "kai-canyin", "q-hasyyzz=yes q-area=m", "shop.mj=600", "应不大于 500" }, { "kai-canyin", "q-hasyyzz=yes q-area=l", "shop.mj=45", "应不小于 300" },
		{ "kai-canyin", "q-hasyyzz=yes q-area=s", "shop.mj=45", "" },
		{ "yibao-shougong", "q-medkind=hosp", "cost.rcrq=20261110 cost.cyrq=20261101", "应不早于入院日期" },
		{ "yibao-shougong", "q-medkind=hosp", "cost.rcrq=20261110 cost.cyrq=20261201", "应不晚于今天" },
		{ "siwang-zhengming", "", "deceased.csrq=19500101 deceased.swrq=19491231", "应不早于出生日期" },
		{ "tuixiu-zhengchang", "", "applicant.csrq=19660101 applicant.cjgzsj=19650901", "应晚于出生日期" },
		{ "tuixiu-zhengchang", "q-retire=normal", "applicant.csrq=19661101 applicant.xb=1",
			"男职工法定退休年龄 60岁6个月,2027-05-01 到龄,情形答的是“法定年龄正常退休或弹性延迟”" },
		{ "tuixiu-zhengchang", "q-retire=flexearly", "applicant.csrq=19661101 applicant.xb=1", "" },
		{ "tuixiu-zhengchang", "q-retire=ill", "applicant.csrq=19930501 applicant.xb=1", "" },
		{ "tuixiu-tiqian", "q-retire=ill", "applicant.csrq=19930501", "应不晚于 45 年前的今天" },
		{ "ty-baodao", "", "vet.csrq=20000101 vet.rwsj=20200901 vet.tysj=20180901", "应晚于入伍时间" },
		{ "xf-xingzheng", "", "penalty.cfrq=20260901 penalty.xfrq=20260801", "应不早于处罚决定日期" },
		{ "gjj-daikuan", "", "house.cjje=800000 loan.sfje=900000", "应不大于房屋 成交(交易)金额(元)" },
		{ "kai-yunshu", "q-freight=general q-vehicle=yes", "vehicle.clzj=4000", "应大于 4500" },
	};
	struct catalogue *c = load_shipped();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct plan *p = planned(c, rows[i].matter, rows[i].answers);
		char told[400];

		tell_rules(p, rows[i].values, told);
		if (*rows[i].tells ? !strstr(told, rows[i].tells) : *told != '\0')
			fail_msg("%s [%s] %s: %s", rows[i].matter, rows[i].answers, rows[i].values, told);
		plan_free(p);
	}
	catalogue_free(c);
}

static void a_name_has_words(void **state)
{
	static const struct { const char *field, *value; bool odd; } rows[] = {
		{ "ybyy", "13805710001", true }, { "ybyy", "市一医院", false }, { "ybyy", "138-0571", true }, { "ybyy", "", false }, { "ybyy", "301医院", false },
		{ "hjdz", "18", true }, { "gcmc", "A1", false }, { "yhzh", "6222021202012345675", false }, { "sjhm", "13805710001", false },
	};
	struct catalogue *c = load_shipped();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct field *f = NULL;
		for (size_t k = 0; k < c->field_count; k++)
			f = strcmp(c->fields[k].id, rows[i].field) == 0 ? &c->fields[k] : f;
		if (form_wants_words(f, rows[i].value) != rows[i].odd)
			fail_msg("%s %s", rows[i].field, rows[i].value);
	}
	catalogue_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_case_is_told), cmocka_unit_test(retirement_is_by_the_month), cmocka_unit_test(both_must_be_asked), cmocka_unit_test(each_fault_is_told),
		cmocka_unit_test(the_schema_knows_the_same_years), cmocka_unit_test(a_rule_that_never_holds_is_odd), cmocka_unit_test(rules_are_kept), cmocka_unit_test(what_differs_is_told_by_rule),
		cmocka_unit_test(a_guardian_is_asked_where_there_is_one),
		cmocka_unit_test(a_company_names_its_owner_and_staff), cmocka_unit_test(shipped_rules_are_told), cmocka_unit_test(a_name_has_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
