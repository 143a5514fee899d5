/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

#include <sys/stat.h>
#include <unistd.h>

static void the_shipped_catalogue_is_clean(void **state)
{
	(void)state;
	static const struct { const char *id, *name, *applicant; } wanted[] = {
		{ "xinshenger", "新生儿出生", "mother" }, { "tuixiu", "企业职工退休", "applicant" },
		{ "shenhou", "公民身后", "heir" }, { "ershoufang", "二手房转移登记及水电气联动过户", "buyer" },
		{ "qiye-kaiban", "企业开办", "legal" }, { "kai-canyin", "开办餐饮店", "legal" },
		{ "kai-shudian", "开办书店(一业一证)", "legal" }, { "ruxue", "教育入学", "guardian" },
	};
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		const struct bundle *b = catalogue_bundle(c, wanted[i].id);
		assert_non_null(b);
		assert_string_equal(b->name, wanted[i].name);
		assert_string_equal(b->applicants[0]->id, wanted[i].applicant);
		assert_true(b->item_count >= 6);
	}
	assert_string_equal(c->bundles[0].id, "xinshenger");      /* by its order, not by its file */
	assert_int_equal(c->bundle_count, 35);
	assert_int_equal(c->item_count, 195);
	for (size_t i = 0; i < c->field_count; i++)
		if (strcmp(c->fields[i].id, "mzu") == 0)
			assert_int_equal(c->fields[i].code_count, 58);
	catalogue_free(c);
}

static void parts_are_read_as_they_are_written(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);
	const struct item *a = catalogue_item(c, "item-a"), *b = catalogue_item(c, "item-b"), *d = catalogue_item(c, "item-d");
	const struct material *m = catalogue_material(c, "sfz");

	assert_string_equal(c->title, "小目录");
	assert_int_equal(a->promised.halves, 5);
	assert_int_equal(a->statutory.halves, 40);
	assert_false(b->statutory.set);
	assert_ptr_equal(a->department, catalogue_department(c, "ga"));
	assert_int_equal(m->source, SOURCE_ECERT);
	assert_int_equal(m->alternatives, 1u << SOURCE_SELF | 1u << SOURCE_SHARE);
	assert_ptr_equal(catalogue_material(c, "zheng")->produced_by[0], a);
	assert_true(catalogue_material(c, "zp")->copies_add);
	assert_true(d->at_once && d->no_deferral && !a->no_deferral);
	assert_true(a->materials[1].cap_to_promise && a->materials[1].blocks_result);
	assert_false(b->materials[2].cap_to_promise || b->materials[2].blocks_result);      /* C-12 a */
	assert_false(a->fields[2].required);
	assert_string_equal(a->fields[2].key, "applicant.xb");
	assert_int_equal(a->fields[2].field->code_count, 4);
	assert_string_equal(a->fields[2].field->codes[1].text, "男");
	assert_int_equal(catalogue_item(c, "item-c")->fields[1].field->decimals, 2);
	assert_string_equal(c->bundles[0].applicants[0]->id, "applicant");      /* none named: a name and a number */
	assert_int_equal(c->bundles[0].same_count, 1);
	assert_ptr_equal(c->bundles[0].same[0].as, c->bundles[0].applicants[0]);
	const struct choice *yes = question_choice(catalogue_question(c, "q-age"), "yes");
	assert_int_equal(yes->tell_count, 2);
	assert_string_equal(yes->tells[0].key, "applicant.gx");
	assert_string_equal(yes->tells[0].value, "01");
	assert_null(yes->tells[1].value);
	assert_string_equal(yes->tells[1].of, "applicant.zjhm");
	assert_int_equal(c->bundles[0].same_data_count, 1);
	assert_string_equal(c->bundles[0].same_data[0].key, "bank.xm");
	assert_string_equal(c->bundles[0].same_data[0].of, "applicant.xm");
	assert_int_equal(d->also_count, 2);
	assert_string_equal(d->also[1], "领丁");
	assert_null(catalogue_item(c, "item"));
	assert_null(catalogue_item(c, ""));
	assert_null(catalogue_bundle(c, "item-a"));
	catalogue_free(c);
}

static void one_item_is_a_bundle_too(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);
	const struct item *b = catalogue_item(c, "item-b");
	const struct bundle *one = catalogue_single(c, b);

	assert_true(one->single);
	assert_string_equal(one->id, "item-b");
	assert_int_equal(one->item_count, 1);
	assert_int_equal(one->items[0].requirement, REQUIRED);
	assert_int_equal(one->question_count, 1);      /* it decides about the time limit */
	assert_string_equal(one->questions[0]->id, "q-home");
	assert_string_equal(one->subject, "个人");
	assert_int_equal(one->applicant_count, 1);
	assert_ptr_equal(one, catalogue_single(c, b));
	catalogue_free(c);
}

/* --- faults ----------------------------------------------------------------------------------------------------------- */

struct broken { const char *from, *to, *code, *where, *says; };
static const struct broken broken[] = {
	{ "\"dept\":\"rs\",\"kind\"", "\"dept\":\"rx\",\"kind\"", "E-2011", "small.json:/items/1/dept", "没有部门「rx」,是否为 rs?" },
	{ "\"material\":\"sfz\",\"level\":\"main\"", "\"material\":\"sfz9\",\"level\":\"main\"", "E-2011",
		"small.json:/items/0/materials/0/material", "没有材料「sfz9」" },
	{ "\"applicant.gx\",\"applicant.xb\"", "\"applicant.gy\",\"applicant.xb\"", "E-2011", "small.json:/items/1/fields/1", "没有字段「gy」" },
	{ "\"applicant.gx\",\"applicant.xb\"", "\"person.gx\",\"applicant.xb\"", "E-2011", "small.json:/items/1/fields/1", "没有角色「person」" },
	{ "\"applicant.gx\",\"applicant.xb\"", "\"gx\",\"applicant.xb\"", "E-2018", "small.json:/items/1/fields/1", "角色.字段" },
	{ "\"q\":\"q-age\"", "\"q\":\"q-old\"", "E-2011", "small.json:/items/0/materials/2/when/0/q", "没有问题「q-old」" },
	{ "\"any\":[\"no\"]", "\"any\":[\"yes\",\"nein\"]", "E-2011", "small.json:/items/0/materials/2/when/0/any/1",
		"问题「q-age」没有选项「nein」" },
	{ "\"any\":[\"no\"]", "\"any\":[]", "E-2018", "small.json:/items/0/materials/2/when/0/any", "永不成立" },
	{ "\"q-fix\":\"a\"}", "\"q-fix\":\"z\"}", "E-2011", "small.json:/bundles/0/presets/q-fix", "没有这个选项" },
	{ "\"provider\":\"ga\"", "\"provider\":\"gx\"", "E-2011", "small.json:/materials/0/provider", "没有部门「gx」" },
	{ "\"produced_by\":[\"item-a\"],\"orig", "\"produced_by\":[\"item-z\"],\"orig", "E-2011",
		"small.json:/materials/3/produced_by/0", "没有事项「item-z」" },
	{ "\"after\":[\"item-b\"]", "\"after\":[\"item-e\"]", "E-2011", "small.json:/bundles/0/items/2/after/0", "item-e" },
	{ "{\"item\":\"item-d\",\"requirement\":\"optional\"}", "{\"item\":\"item-a\",\"requirement\":\"optional\"}", "E-2014",
		"small.json:/bundles/0/items/3", "事项「item-a」重复:第 1 个与第 4 个" },
	{ "{\"item\":\"item-a\",\"requirement\":\"required\"}",
		"{\"item\":\"item-a\",\"requirement\":\"required\",\"after\":[\"item-c\"]}", "E-2010",
		"small.json:/bundles/0/items/1/after", "item-a → item-c → item-b → item-a" },
	{ "{\"item\":\"item-d\",\"requirement\":\"optional\"}",
		"{\"item\":\"item-d\",\"requirement\":\"optional\",\"after\":[\"item-d\"]}", "E-2010",
		"small.json:/bundles/0/items/3/after", "item-d → item-d" },
	{ "\"after\":[\"item-b\"]},{\"item\":\"item-d\",\"requirement\":\"optional\"}", "\"after\":[\"item-d\"]}", "E-2011",
		"small.json:/bundles/0/items/2/after", "前置事项「item-d」不在本套餐内" },
	{ "{\"id\":\"hk\"", "{\"id\":\"zp\"", "E-2014", "small.json:/materials/2/id", "另一处在 small.json:/materials/1" },
	{ "\"id\":\"item-b\"", "\"id\":\"item-a\"", "E-2014", "small.json:/items/1/id", "另一处在 small.json:/items/0" },
	{ "\"code\":\"B1\"", "\"code\":\"A1\"", "E-2014", "small.json:/items/1/code", "另一处在 small.json:/items/0" },
	{ "{\"id\":\"no\",\"text\":\"否\"}", "{\"id\":\"yes\",\"text\":\"否\"}", "E-2014", "small.json:/questions/0/options/1",
		"选项「yes」重复" },
	{ "\"applicant.xm\",\"applicant.zjhm\"", "\"applicant.xm\",\"applicant.xm\"", "E-2014", "small.json:/items/0/fields/1",
		"字段「applicant.xm」重复" },
	{ "{\"code\":\"10\"", "{\"code\":\"01\"", "E-2014", "small.json:/fields/3/codes/1", "代码「01」重复" },
	{ "\"promised\":{\"n\":2.5", "\"promised\":{\"n\":20.5", "E-2015", "small.json:/items/0/promised",
		"承诺时限 20.5个工作日 长于法定时限 20个工作日" },
	{ "\"statutory\":{\"n\":20,\"unit\":\"working_day\"}", "\"statutory\":{\"n\":4,\"unit\":\"natural_day\"}", "E-2015",
		"small.json:/items/0/promised", "承诺时限 2.5个工作日 长于法定时限 4个自然日(按平常的星期,前者可达5日,后者可只有4日)" },
	{ "\"statutory\":null", "\"statutory\":{\"n\":5,\"unit\":\"working_day\"}", "E-2015",
		"small.json:/items/1/promised_when/0/promised", "长于法定" },
	{ "{\"material\":\"sfz\",\"level\":\"main\"}", "{\"material\":\"sfz\",\"level\":\"main\",\"defer_working_days\":5}",
		"E-2016", "small.json:/items/0/materials/0/defer_working_days", "主要材料不得容缺" },
	{ "\"materials\":[{\"material\":\"hk\",\"level\":\"minor\",\"defer_working_days\":5}],\"fields\"", "\"materials\":[],\"fields\"",
		"E-2017", "small.json:/items/3/materials", "「item-d」丁登记 没有任何材料" },
	{ "\"materials\":[{\"material\":\"hk\",\"level\":\"minor\",\"defer_working_days\":5}],\"fields\"", "\"fields\"", "E-2017",
		"small.json:/items/3/materials", "没有任何材料" },
	{ "\"level\":\"main\"", "\"level\":\"chief\"", "E-2018", "small.json:/items/0/materials/0/level", "main、minor" },
	{ "\"unit\":\"working_day\"},\"promised\":{\"n\":2.5", "\"unit\":\"week\"},\"promised\":{\"n\":2.5", "E-2018",
		"small.json:/items/0/statutory/unit", "working_day、natural_day、hour、minute" },
	{ "\"n\":2.5", "\"n\":2.3", "E-2018", "small.json:/items/0/promised/n", "整数或半数" },
	{ "\"n\":2.5", "\"n\":-1", "E-2018", "small.json:/items/0/promised/n", "整数或半数" },
	{ "\"n\":2.5", "\"n\":\"2\"", "E-2018", "small.json:/items/0/promised/n", "整数或半数" },
	{ "\"originals\":1,\"copies\":1", "\"originals\":-1,\"copies\":1", "E-2018", "small.json:/materials/0/originals",
		"0 与 99 之间" },
	{ "\"originals\":1,\"copies\":1", "\"originals\":\"1\",\"copies\":1", "E-2018", "small.json:/materials/0/originals",
		"须为整数,现在是文字" },
	{ "\"name\":\"公安局\"", "\"name\":\"\"", "E-2018", "small.json:/departments/0/name", "不能为空" },
	{ ",\"name\":\"公安局\"", "", "E-2018", "small.json:/departments/0/name", "缺少 name" },
	{ "\"name\":\"公安局\"", "\"name\":\"公\\u202E安局\"", "E-2018", "small.json:/departments/0/name", "第2个字符" },
	{ "\"id\":\"ga\"", "\"id\":\"g a\"", "E-2018", "small.json:/departments/0/id", "字母、数字" },
	{ "\"type\":\"CODE\"", "\"type\":\"LIST\"", "E-2018", "small.json:/fields/2/type", "CODE" },
	{ "\"length\":\"2..50\"", "\"length\":\"50..2\"", "E-2018", "small.json:/fields/0/length", "2..50" },
	{ "\"items\":[\n", "\"itmes\":[\n", "E-2018", "small.json:/itmes", "是否为 items?" },
	{ "\"departments\":[", "\"departments\":7,\"rest\":[", "E-2018", "small.json:/departments", "须为数组,现在是数" },
	{ "\"notes\":[\"说明\"]", "\"notes\":[\"\"]", "E-2018", "small.json:/bundles/0/notes/0", "不能为空" },
	{ "\"领丁\"", "7", "E-2018", "small.json:/items/3/also/1", "须为文字" },
	{ "\"领丁\"", "\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一\"", "E-2018",
		"small.json:/items/3/also/1", "超过 40" },
	{ "\"text\":\"外地转单项办理\"", "\"text\":7", "E-2018", "small.json:/bundles/0/single_when/0/text", "须为文字" },
	{ "\"when\":[{\"q\":\"q-home\",\"any\":[\"far\"]}],", "", "E-2018", "small.json:/bundles/0/single_when/0/when", "永远不能办" },
	{ "\"lead\":\"ga\",", "", "E-2018", "small.json:/bundles/0/lead", "缺少 lead" },
	{ "\"requirement\":\"required\"", "\"requirement\":\"must\"", "E-2018", "small.json:/bundles/0/items/0/requirement",
		"required、conditional、optional" },
	{ "\"subject\":\"个人\"", "\"subject\":\"个人\",\"order\":0", "E-2018", "small.json:/bundles/0/order", "1 与 9999" },
	{ "\"same\":{\"bank\"", "\"same\":{\"bank9\"", "E-2011", "small.json:/bundles/0/same/bank9", "没有角色「bank9」" },
	{ "\"same\":{\"bank\":\"applicant\"", "\"same\":{\"bank\":\"bank\"", "E-2018", "small.json:/bundles/0/same/bank",
		"与自己" },
	{ "\"bank.xm\":\"applicant.xm\"", "\"bank.xm\":\"applicant.zjhm\"", "E-2018", "small.json:/bundles/0/same/bank.xm",
		"不是两个角色的同一字段" },
	{ "\"bank.xm\":\"applicant.xm\"", "\"bank.xm\":\"applicant.xn\"", "E-2011", "small.json:/bundles/0/same/bank.xm", "xn" },
	{ "\"applicant.gx\":\"01\"", "\"applicant.gx\":\"02\"", "E-2011", "small.json:/questions/0/options", "不能填它" },
	{ "\"applicant.gx\":\"01\"", "\"applicant.gy\":\"01\"", "E-2011",
		"small.json:/questions/0/options/0/tells/applicant.gy", "没有字段「gy」" },
	{ "\"applicant.gx\":\"01\"", "\"gx\":\"01\"", "E-2018", "small.json:/questions/0/options/0/tells/gx", "角色.字段" },
	{ "\"applicant.gx\":\"01\"", "\"applicant.gx\":1", "E-2018", "small.json:/questions/0/options/0/tells/applicant.gx",
		"须为值" },
	{ "\"tells\":{\"applicant.gx\":\"01\",", "\"tells\":[],\"rest\":{", "E-2018", "small.json:/questions/0/options/0/tells",
		"须为对象" },
	{ "\"notes\":[\"说明\"]}]}", "\"notes\":[\"说明\"]}]} x", "E-2004", "small.json:31:148", "多余内容" },
	{ "\"notes\":[\"说明\"]}]}", "\"notes\":[\"说明\"]}]", "E-2004", "small.json:", "没有写完" },
	{ "\"n\":2.5", "\"n\":NaN", "E-2004", "small.json:", "写法有误" },
	{ "\"n\":2.5", "\"n\":2,\"n\":3", "E-2004", "small.json:", "键重复" },
	{ "\"name\":\"公安局\"", "\"name\":\"公安\\u0000局\"", "E-2004", "small.json:", "空字符" },
	{ "人社局", "人\xC3社局", "E-2003", "small.json:2:99", "第2行第99列:字节 C3 不是有效的 UTF-8" },
	{ "人社局", "人\xED\xA0\x80局", "E-2003", "small.json:2:99", "字节 ED" },
};

static void each_fault_is_named_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		const struct broken *b = &broken[i];
		char *json = edited(b->from, b->to);
		struct catalogue_text text = { "small.json", json, strlen(json) };
		struct catalogue *c = (struct catalogue *)(uintptr_t)1;
		struct heard heard = { 0 };
		struct err err;
		bool found = false;

		assert_int_equal(catalogue_load(&text, 1, hear, &heard, &c, &err), ST_DATA);
		assert_null(c);
		assert_true(heard.count > 0);
		assert_string_equal(err.where, heard.list[0].where);
		for (size_t k = 0; k < heard.count && k < COUNT_OF(heard.list); k++)
			found |= strcmp(heard.list[k].code, b->code) == 0 && strstr(heard.list[k].text, b->says)
				&& strncmp(heard.list[k].where, b->where, strlen(b->where)) == 0;
		if (!found)
			fail_msg("%s -> %s: wanted %s %s %s, heard %s %s %s", b->from, b->to, b->code, b->where, b->says, err.code,
				err.where, err.text);
		free(json);
	}
}

static void every_fault_is_told(void **state)
{
	(void)state;
	char *one = edited("\"applicant.gx\",", "\"applicant.gy\","), *two = edited("\"lead\":\"ga\"", "\"lead\":\"gg\"");
	char *at = strstr(one, "\"lead\":\"ga\"");
	struct heard heard = { 0 };
	struct err err;
	struct catalogue *c;

	memcpy(at, "\"lead\":\"gg\"", strlen("\"lead\":\"gg\""));
	struct catalogue_text text = { "small.json", one, strlen(one) };
	assert_int_equal(catalogue_load(&text, 1, hear, &heard, &c, &err), ST_DATA);
	assert_int_equal(heard.count, 2);
	assert_string_equal(heard.list[1].where, "small.json:/bundles/0/lead");
	assert_int_equal(catalogue_load(&text, 1, NULL, NULL, &c, NULL), ST_DATA);      /* nobody listens: still refused */
	free(one);
	free(two);
}

static void a_duplicate_names_both_files(void **state)
{
	(void)state;
	const char more[] = "{\"materials\":[{\"id\":\"new\",\"name\":\"新\"},{\"id\":\"hk\",\"name\":\"户口本\"}]}";
	struct catalogue_text texts[] = { { "a.json", small_catalogue, strlen(small_catalogue) }, { "b.json", more, strlen(more) } };
	struct catalogue *c;
	struct err err;

	assert_int_equal(catalogue_load(texts, 2, NULL, NULL, &c, &err), ST_DATA);
	assert_string_equal(err.code, "E-2014");
	assert_string_equal(err.where, "b.json:/materials/1/id");
	assert_non_null(strstr(err.text, "a.json:/materials/2"));
}

/* --- hostile texts ------------------------------------------------------------------------------------------------------ */

static void refused(const char *json, size_t n, const char *code, const char *where)
{
	struct catalogue_text text = { "x.json", json, n };
	struct catalogue *c = NULL;
	struct err err;

	assert_int_equal(catalogue_load(&text, 1, NULL, NULL, &c, &err), ST_DATA);
	assert_null(c);
	assert_string_equal(err.code, code);
	if (strncmp(err.where, where, strlen(where)) != 0)
		fail_msg("%s at %s, wanted %s", err.code, err.where, where);
}

#define REFUSED(text, code, where) refused(text, sizeof text - 1, code, where)
static void hostile_texts_are_refused_at_once(void **state)
{
	(void)state;
	size_t n = (size_t)100 * 1024 * 1024;
	char *big = mem_alloc(n + 1);

	memset(big, '[', n);
	refused(big, n, "E-2004", "x.json:1:33");
	memset(big, ' ', n);
	big[0] = '{';
	big[n - 1] = '}';
	refused(big, n, "E-2005", "x.json");
	free(big);
	REFUSED("", "E-2001", "x.json");
	REFUSED(" \n\t", "E-2001", "x.json");
	REFUSED("{}", "E-2001", "x.json");
	REFUSED("[]", "E-2018", "x.json");
	REFUSED("\"a\"", "E-2004", "x.json:1");
	REFUSED("\xFF\xFE{\0}\0", "E-2002", "x.json");
	REFUSED("{\n \"a\": \"\xB9\xAB\"}", "E-2003", "x.json:2:8");
	REFUSED("\xEF\xBB\xBF{}", "E-2001", "x.json");      /* a byte order mark is passed over */
	REFUSED("{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}", "E-2004", "x.json:1:37");
	REFUSED("{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"}", "E-2001", "x.json");      /* brackets in a text */
}

/* What follows a text too many is not read: one fault, not one a file. */
static void a_ceiling_is_told_once(void **state)
{
	(void)state;
	size_t n = (size_t)40 * 1024 * 1024;
	char *large = mem_alloc(n + 1);
	struct catalogue_text texts[] = { { "a.json", large, n }, { "b.json", large, n }, { "c.json", "{", 1 }, { "d.json", "{}", 2 } };
	struct heard heard = { 0 };
	struct catalogue *c;
	struct err err;

	memset(large, ' ', n);
	memcpy(large, "{}", 2);
	assert_int_equal(catalogue_load(texts, COUNT_OF(texts), hear, &heard, &c, &err), ST_DATA);
	assert_int_equal(heard.count, 1);
	assert_string_equal(err.code, "E-2005");
	assert_string_equal(err.where, "b.json");
	free(large);
}

static void a_flood_of_faults_ends(void **state)
{
	(void)state;
	struct buf json;
	struct heard heard = { 0 };
	struct catalogue *c;
	struct err err;

	buf_init(&json, BUF_LARGE);
	buf_text(&json, "{\"items\":[0");
	for (int i = 0; i < 100000; i++)
		buf_text(&json, ",0");
	buf_text(&json, "]}");
	struct catalogue_text text = { "flood.json", json.data, json.len };
	assert_int_equal(catalogue_load(&text, 1, hear, &heard, &c, &err), ST_DATA);
	assert_in_range(heard.count, 1000, 1010);
	buf_release(&json);
}

static char *canonical_of(const char *name, const char *json, size_t n)
{
	struct catalogue_text text = { name, json, n };
	struct catalogue *c;
	struct err err;
	size_t length;

	assert_int_equal(catalogue_load(&text, 1, NULL, NULL, &c, &err), ST_OK);
	char *canonical = catalogue_canonical(c, &length);
	assert_int_equal(length, strlen(canonical));
	catalogue_free(c);
	return canonical;
}

/* Bytes changed, cut out and doubled at random: a catalogue or a fault, never both, never neither. What loads can be
 * planned and comes back from its canonical text. */
static void mangled_texts_are_survived(void **state)
{
	(void)state;
	static const char pieces[][12] = { "[", "]", "{", "}", "\"", ",", ":", "null", "1e9", "-1", "\"\"", "[]", "item-a", "item-b",
		"\xFF", "\xE4\xB8", "true", "99999999999" };
	size_t whole = strlen(small_catalogue), loaded = 0;
	char *text = mem_alloc(2 * whole + 64);
	uint32_t seed = 5;

	for (int round = 0; round < 6000; round++) {
		size_t n = whole;
		memcpy(text, small_catalogue, whole);
		for (uint32_t edits = 1 + round % 3; edits; edits--) {
			seed = seed * 1664525u + 1013904223u;
			size_t at = (seed >> 7) % n, cut = (seed >> 28) % (n - at < 9 ? n - at : 9);
			const char *piece = pieces[(seed >> 20) % COUNT_OF(pieces)];
			size_t add = (seed >> 5) % 3 ? strlen(piece) : 0;
			memmove(text + at + add, text + at + cut, n - at - cut);
			memcpy(text + at, piece, add);
			n = n - cut + add;
		}
		struct catalogue_text t = { "mangled", text, n };
		struct heard heard = { 0 };
		struct catalogue *c;
		struct err err;
		enum status st = catalogue_load(&t, 1, hear, &heard, &c, &err);
		assert_int_equal(st == ST_OK, c != NULL);
		assert_int_equal(st == ST_OK, heard.count == 0);
		for (size_t i = 0; c && i < c->bundle_count; i++) {
			struct plan *p;
			assert_int_equal(plan_make(&c->bundles[i], NULL, 0, NULL, 0, &p, &err), ST_OK);
			plan_free(p);
		}
		if (c) {
			size_t length;
			char *first = catalogue_canonical(c, &length), *again = canonical_of("again", first, length);
			assert_string_equal(first, again);
			free(first);
			free(again);
			loaded++;
		}
		catalogue_free(c);
	}
	assert_in_range(loaded, 50, 5900);      /* both happen */
	free(text);
}

/* --- canonical text ------------------------------------------------------------------------------------------------------ */

static void the_canonical_text_is_the_same_for_the_same_contents(void **state)
{
	(void)state;
	struct catalogue *shipped = load_shipped();
	size_t n;
	char *first = catalogue_canonical(shipped, &n), *again = canonical_of("canonical", first, n);

	assert_string_equal(first, again);
	assert_non_null(strstr(first, "\"checked\":false"));      /* what the program does not read is kept */
	assert_non_null(strstr(first, "\"src\":[\"S000\""));
	assert_null(strstr(first, "\n"));
	free(first);
	free(again);
	catalogue_free(shipped);

	char *small = canonical_of("small", small_catalogue, strlen(small_catalogue));
	char *spaced = edited("\"lead\":\"ga\",", "\n\t\"lead\" : \"ga\" , ");
	char *other = canonical_of("spaced", spaced, strlen(spaced));
	assert_string_equal(small, other);
	assert_non_null(strstr(small, "\"aliases\":[\"社保\"]"));
	assert_non_null(strstr(small, "\"tells\":{\"applicant.gx\":\"01\",\"bank.zjhm\":{\"same\":\"applicant.zjhm\"}}"));
	assert_non_null(strstr(small, "\"same\":{\"bank\":\"applicant\",\"bank.xm\":\"applicant.xm\"}"));
	assert_non_null(strstr(small, "\"n\":2.5"));
	free(other);
	free(spaced);
	spaced = edited("\"n\":2.5", "\"n\":2");
	other = canonical_of("changed", spaced, strlen(spaced));
	assert_string_not_equal(small, other);
	free(small);
	free(other);
	free(spaced);
}

/* --- files ----------------------------------------------------------------------------------------------------------------- */

static void put_file(const char *folder, const char *name, const char *text)
{
	char *path = file_join(folder, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	free(path);
}

static void files_and_folders_are_gathered(void **state)
{
	(void)state;
	char folder[] = "/tmp/unit-catalogue.XXXXXX";
	assert_non_null(mkdtemp(folder));
	char *sub = file_join(folder, "items"), *fifo = file_join(folder, "pipe.json"), *none = file_join(folder, "none.json");
	const char *paths[] = { folder, none };
	struct catalogue_texts texts;
	struct heard heard = { 0 };
	struct err err;

	assert_int_equal(catalogue_texts_read(paths, 1, hear, &heard, &texts, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-2001");
	assert_int_equal(mkdir(sub, 0700), 0);
	put_file(folder, "b.json", "{}");
	put_file(folder, "a.json", "{}");
	put_file(folder, ".hidden.json", "{");
	put_file(folder, "readme.txt", "x");
	put_file(sub, "c.json", "{}");
	assert_int_equal(catalogue_texts_read(paths, 1, hear, &heard, &texts, &err), ST_OK);
	assert_int_equal(texts.count, 3);
	assert_non_null(strstr(texts.list[0].name, "/a.json"));
	assert_non_null(strstr(texts.list[2].name, "/items/c.json"));
	catalogue_texts_release(&texts);
	heard.count = 0;
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(catalogue_texts_read(paths, 2, hear, &heard, &texts, &err), ST_DATA);
	assert_int_equal(heard.count, 2);      /* the pipe, which is not waited for, and the file that is not there */
	assert_string_equal(err.code, "E-2005");
	assert_int_equal(texts.count, 0);
	static const char *const names[] = { "items/c.json", "items", "a.json", "b.json", ".hidden.json", "readme.txt",
		"pipe.json" };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char *path = file_join(folder, names[i]);
		remove(path);
		free(path);
	}
	assert_int_equal(rmdir(folder), 0);
	free(sub);
	free(fifo);
	free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_catalogue_is_clean),
		cmocka_unit_test(parts_are_read_as_they_are_written),
		cmocka_unit_test(one_item_is_a_bundle_too),
		cmocka_unit_test(each_fault_is_named_with_its_place),
		cmocka_unit_test(every_fault_is_told),
		cmocka_unit_test(a_duplicate_names_both_files),
		cmocka_unit_test(hostile_texts_are_refused_at_once),
		cmocka_unit_test(a_ceiling_is_told_once),
		cmocka_unit_test(a_flood_of_faults_ends),
		cmocka_unit_test(mangled_texts_are_survived),
		cmocka_unit_test(the_canonical_text_is_the_same_for_the_same_contents),
		cmocka_unit_test(files_and_folders_are_gathered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
