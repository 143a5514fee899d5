/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

/* What catalogue_warn tells: rules that cannot be meant so, codes that look wrong. The shipped catalogue has none of it. */

static void gather(void *ctx, const struct err *odd)
{
	hear(ctx, odd);
}

static bool told(const struct heard *h, const char *code, const char *where, const char *says)
{
	for (size_t i = 0; i < h->count && i < COUNT_OF(h->list); i++)
		if (!strcmp(h->list[i].code, code) && !strcmp(h->list[i].where, where) && strstr(h->list[i].text, says))
			return true;
	return false;
}

static void the_shipped_catalogue_has_nothing_odd(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	struct heard heard = { 0 };

	if (catalogue_warn(c, gather, &heard))
		fail_msg("%s %s [%s]", heard.list[0].code, heard.list[0].text, heard.list[0].where);
	catalogue_free(c);
}

/* One change of the small catalogue each, and what is told of it and was not told before. */
struct odd { const char *from, *to, *code, *where, *says; };
static const struct odd odds[] = {
	/* a paper's condition: no answer fulfils it; the bundle does not ask */
	{ "\"when\":[{\"q\":\"q-age\",\"any\":[\"no\"]}]", "\"when\":[{\"q\":\"q-age\",\"any\":[\"no\"]},{\"q\":\"q-age\",\"any\":[\"yes\"]}]",
		"E-2040", "item-a", "没有一种回答" },
	{ "\"questions\":[\"q-age\",\"q-home\"]", "\"questions\":[\"q-home\"]", "E-2040", "small", "不问也没有预设「成年?」(q-age)" },
	{ "\"promised_when\":[", "\"promised_when\":[{\"promised\":{\"n\":4,\"unit\":\"working_day\"},\"when\":[{\"q\":\"q-home\",\"any\":[\"far\",\"land\"]}]},",
		"E-2040", "item-b", "第 2 个分情形时限" },
	{ "\"single_when\":[{\"when\":[{\"q\":\"q-home\",\"any\":[\"far\"]}", "\"single_when\":[{\"when\":[{\"q\":\"q-fix\",\"any\":[\"b\"]}",
		"E-2040", "small", "第 1 个转单项走不到" },
	/* an item: its preset is another; its only situation is referred */
	{ "{\"q\":\"q-fix\",\"any\":[\"a\"]}", "{\"q\":\"q-fix\",\"any\":[\"b\"]}", "E-2041", "small", "没有一种回答能选中事项「乙证签发」" },
	{ "\"any\":[\"town\",\"land\"]", "\"any\":[\"far\"]", "E-2041", "small", "凡选中事项「乙证签发」的回答都转单项" },
	/* a question */
	{ "\"when\":[{\"q\":\"q-age\",\"any\":[\"no\"]}]", "\"when\":[{\"q\":\"q-age\",\"any\":[\"no\",\"yes\"]}]", "E-2042", "small",
		"「成年?」(q-age)怎么答都一样" },
	{ "\"questions\":[\"q-age\",\"q-home\"]", "\"questions\":[\"q-age\",\"q-home\",\"q-fix\"]", "E-2042", "small", "既问又预设" },
	{ "\"questions\":[{", "\"questions\":[{\"id\":\"q-x\",\"text\":\"何用?\",\"options\":[{\"id\":\"a\",\"text\":\"甲\"},{\"id\":\"b\",\"text\":\"乙\"}]},{",
		"E-2042", "q-x", "没有一处用到" },
	/* ... of an item alone: all answers with which a bundle takes it up are one to it */
	{ "\"any\":[\"town\",\"land\"]", "\"any\":[\"land\"]", "", "", "" },
	{ "\"when\":[{\"q\":\"q-home\",\"any\":[\"land\"]}]}],", "\"when\":[{\"q\":\"q-home\",\"any\":[\"town\",\"land\"]}]}],", "E-2042", "item-b",
		"单办「乙证签发」时问的「住哪?」(q-home)怎么答都一样" },
	/* papers: the same one again; not the paper of somebody else, not one that differs in more than its name */
	{ "\"materials\":[{\"id\":\"sfz\"", "\"materials\":[{\"id\":\"hk2\",\"name\":\"居民户口簿(原件)\",\"originals\":1,\"copies\":2},{\"id\":\"sfz\"", "E-2043",
		"hk", "hk2「居民户口簿(原件)」只差名称" },
	/* deferrals */
	{ "\"level\":\"minor\",\"defer_working_days\":3", "\"level\":\"minor\",\"defer_working_days\":4", "E-2044", "item-a",
		"「户口簿」可容缺 4 个工作日,长于承诺的 2.5 个" },
	{ "\"kind\":\"承诺\",\"statutory\":{", "\"kind\":\"承诺\",\"no_deferral\":true,\"statutory\":{", "E-2044", "item-a", "不适用容缺,材料「户口簿」" },
	/* a limit of the bundle's own that its longest chain of 9.5 days does not keep, and one that it does */
	{ "\"lead\":\"ga\"", "\"lead\":\"ga\",\"limit\":{\"n\":9,\"unit\":\"working_day\"}", "E-2045", "small", "9.5 个工作日" },
	/* a result that nobody can have: its maker wants it itself, or comes after who wants it */
	{ "\"produced_by\":[\"item-a\"],\"orig", "\"produced_by\":[\"item-c\"],\"orig", "E-2049", "small", "「丙补贴发放」要一份只由它自己产生的材料" },
	{ "\"produced_by\":[\"item-a\"],\"orig", "\"produced_by\":[\"item-c\"],\"orig", "E-2049", "small",
		"「乙证签发」要「丙补贴发放」的结果,后者又在等前者" },
	/* marks */
	{ "\"departments\":[", "\"sources\":[{\"id\":\"S1\"}],\"departments\":[", "", "", "" },
	{ "\"code\":\"A1\"", "\"code\":\"A1\",\"src\":[\"S9\"]", "", "", "" },
};

static void each_oddity_is_told(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);
	struct heard before = { 0 };

	catalogue_warn(c, gather, &before);
	catalogue_free(c);
	for (size_t i = 0; i < COUNT_OF(odds); i++) {
		const struct odd *o = &odds[i];
		char *json = edited(o->from, o->to);
		struct heard heard = { 0 };
		c = load_text(json);
		size_t count = catalogue_warn(c, gather, &heard);
		assert_int_equal(count, heard.count);
		if (*o->code && (!told(&heard, o->code, o->where, o->says) || told(&before, o->code, o->where, o->says)))
			fail_msg("%s: wanted %s [%s] %s; told %zu, first %s [%s] %s", o->to, o->code, o->where, o->says, heard.count, heard.list[0].code,
				heard.list[0].where, heard.list[0].text);
		if (!*o->code)
			assert_int_equal(heard.count, before.count);
		catalogue_free(c);
		free(json);
	}
}

static void what_is_right_is_not_told(void **state)
{
	(void)state;
	static const struct odd right[] = {
		{ "\"lead\":\"ga\"", "\"lead\":\"ga\",\"limit\":{\"n\":9.5,\"unit\":\"working_day\"}", "E-2045", "", "" },
		{ "\"materials\":[{\"id\":\"sfz\"", "\"materials\":[{\"id\":\"hk2\",\"name\":\"申请人户口簿\",\"originals\":1,\"copies\":2},{\"id\":\"sfz\"", "E-2043", "", "" },
		{ "\"materials\":[{\"id\":\"sfz\"", "\"materials\":[{\"id\":\"hk2\",\"name\":\"户口簿\",\"originals\":1,\"copies\":1},{\"id\":\"sfz\"", "E-2043", "", "" },
		{ "\"any\":[\"town\",\"land\"]", "\"any\":[\"far\",\"land\"]", "E-2041", "", "" },
		{ "\"produced_by\":[\"item-a\"],\"orig", "\"produced_by\":[\"item-c\",\"item-a\"],\"orig", "E-2049", "", "" },
	};

	for (size_t i = 0; i < COUNT_OF(right); i++) {
		char *json = edited(right[i].from, right[i].to);
		struct catalogue *c = load_text(json);
		struct heard heard = { 0 };
		catalogue_warn(c, gather, &heard);
		for (size_t k = 0; k < heard.count; k++)
			if (!strcmp(heard.list[k].code, right[i].code))
				fail_msg("%s: %s [%s]", right[i].to, heard.list[k].text, heard.list[k].where);
		catalogue_free(c);
		free(json);
	}
}

/* --- marks and codes ------------------------------------------------------------------------------------------------- */

static void a_mark_must_be_explained_where_marks_are(void **state)
{
	(void)state;
	char *json = edited("\"code\":\"A1\"", "\"code\":\"A1\",\"src\":[\"S1\",\"S9\"]"), *at = strstr(json, "\"departments\":[");
	char *with = mem_format("%.*s\"sources\":[{\"id\":\"S1\"}],%s", (int)(at - json), json, at);
	struct catalogue *c = load_text(with);
	struct heard heard = { 0 };

	catalogue_warn(c, gather, &heard);
	assert_true(told(&heard, "E-2039", "item-a", "S9"));
	assert_int_equal(catalogue_item(c, "item-a")->sources.count, 1);
	catalogue_free(c);
	free(json);
	free(with);
}

/* Codes of item-a, members that are put beside it, a department's; what is told of them, NULL nothing. */
#define NATIONAL "12441500196720244T3442199806003"
static void row_49_codes_of_items(void **state)
{
	(void)state;
	static const struct { const char *code, *more, *uscc, *told, *says; } cases[] = {
		{ NATIONAL, "", "", NULL, "" }, { "12441500196720244K3442199806003", "", "", "E-2034", "应为 T" },
		{ "12441500196720244t3442199806003", "", "", "E-2034", "应为 T" },
		{ "1244150019672024I03442199806003", "", "", "E-2034", "不该有的字符" },
		{ "3388101130001", "", "", NULL, "" }, { "A1", "", "", NULL, "" },
		{ "12441500196720244T7442199806003", "", "", "E-2038", "行使层级" },
		{ "12441500196720244T344219980600a", "", "", "E-2038", "末 12 位" },
		{ NATIONAL, ",\"basic_code\":\"442199806003\"", "", NULL, "" },
		{ NATIONAL, ",\"basic_code\":\"442199806004\"", "", "E-2038", "442199806004" },
		{ NATIONAL, "", "12441500196720244T", NULL, "" }, { NATIONAL, "", "91350100M000100Y43", "E-2038", "91350100M000100Y43" },
		{ NATIONAL, ",\"business_code\":\"" NATIONAL "01\"", "", NULL, "" },
		{ NATIONAL, ",\"business_code\":\"" NATIONAL "\"", "", "E-2038", "再加 2 位" },
		{ "12441500196720244K344219980600", "", "", "E-2038", "有 30 位" },
		{ "124415001967202443442199", "", "", NULL, "" }, { "12441500196720244344219中", "", "", "E-2038", "位" },
		{ "XK0001234567", ",\"local_code\":\"XK00001001\"", "", NULL, "" },      /* 贵州 */
		{ "338810102010203", ",\"local_code\":\"4201060150100101\"", "", NULL, "" },      /* 湖北 */
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *with = mem_format("{\"id\":\"item-a\",\"code\":\"%s\"%s,\"name\"", cases[i].code, cases[i].more);
		char *json = edited("{\"id\":\"item-a\",\"code\":\"A1\",\"name\"", with), *at = strstr(json, "\"name\":\"公安局\"");
		char *all = mem_format("%.*s%s%s%s%s", (int)(at - json), json, *cases[i].uscc ? "\"uscc\":\"" : "", cases[i].uscc,
			*cases[i].uscc ? "\"," : "", at);
		struct catalogue *c = load_text(all);
		struct heard heard = { 0 };
		size_t codes = 0;
		catalogue_warn(c, gather, &heard);
		for (size_t k = 0; k < heard.count; k++)
			codes += !strcmp(heard.list[k].code, "E-2034") || !strcmp(heard.list[k].code, "E-2038");
		if (cases[i].told ? !told(&heard, cases[i].told, "item-a", cases[i].says) : codes > 0)
			fail_msg("%s%s %s: %zu told", cases[i].code, cases[i].more, cases[i].uscc, codes);
		catalogue_free(c);
		free(all);
		free(json);
		free(with);
	}
}

static void codes_that_cannot_be(void **state)
{
	(void)state;
	static const struct { const char *from, *to, *where, *says; } cases[] = {
		{ "\"code\":\"A1\"", "\"code\":\"A1\",\"basic_code\":\"44219980600\"", NULL, NULL },
		{ "\"code\":\"A1\"", "\"code\":\"A1\",\"basic_code\":\"XK00001001\"", NULL, NULL },
		{ "\"code\":\"A1\"", "\"code\":\"A1\",\"basic_code\":\"442199806\"", "small.json:/items/0/basic_code", "10 至 12 位" },
		{ "\"code\":\"A1\"", "\"code\":\"A1\",\"basic_code\":\"xk00001001\"", "small.json:/items/0/basic_code", "大写" },
		{ "\"code\":\"A1\"", "\"code\":\"1234567890123456789012345678901234567\"", "small.json:/items/0/code", "37 个字,超过 36" },
		{ "\"code\":\"338810102\"", "\"code\":\"338810102\",\"uscc\":\"12441500196720244T\"", NULL, NULL },
		{ "\"code\":\"338810102\"", "\"code\":\"338810102\",\"uscc\":\"12441500196720244X\"", "small.json:/departments/0/uscc", "应为 T" },
		{ "\"code\":\"338810102\"", "\"code\":\"338810102\",\"uscc\":\"1244150019672024\"", "small.json:/departments/0/uscc", "18 位" },
		{ "\"code\":\"338810102\"", "\"code\":\"338810102\",\"region\":\"338810\"", NULL, NULL },
		{ "\"code\":\"338810102\"", "\"code\":\"338810102\",\"region\":\"990106\"", "small.json:/departments/0/region", "GB/T 2260" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *json = edited(cases[i].from, cases[i].to);
		struct catalogue_text text = { "small.json", json, strlen(json) };
		struct catalogue *c = NULL;
		struct err err;
		enum status st = catalogue_load(&text, 1, NULL, NULL, &c, &err);
		assert_int_equal(st, cases[i].where ? ST_DATA : ST_OK);
		if (cases[i].where) {
			assert_string_equal(err.where, cases[i].where);
			if (!strstr(err.text, cases[i].says))
				fail_msg("%s", err.text);
		}
		catalogue_free(c);
		free(json);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_catalogue_has_nothing_odd),
		cmocka_unit_test(each_oddity_is_told),
		cmocka_unit_test(what_is_right_is_not_told),
		cmocka_unit_test(a_mark_must_be_explained_where_marks_are),
		cmocka_unit_test(row_49_codes_of_items),
		cmocka_unit_test(codes_that_cannot_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
