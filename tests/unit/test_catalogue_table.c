/* SPDX-License-Identifier: Apache-2.0 */
#include "table_tool.h"

#include "base/csv.h"
#include "base/mem.h"

/* The catalogue as tables: what goes out comes in again, and what is broken is told by file, row and column. */

/* Every sheet as the text of a CSV file, read again. */
static void through_csv(const struct tables *out, struct tables *in)
{
	struct buf text;
	struct err err;

	tables_init(in);
	buf_init(&text, BUF_LARGE);
	for (size_t i = 0; i < out->count; i++) {
		char *place = mem_format("%s.csv", out->list[i]->name);
		buf_clear(&text);
		csv_write(out->list[i], &text);
		if (csv_read(out->list[i]->name, place, text.data, text.len, in, NULL, NULL, &err) != ST_OK)
			fail_msg("%s %s %s", err.code, err.where, err.text);
		free(place);
	}
	buf_release(&text);
}

static void the_shipped_catalogue_comes_back(void **state)
{
	(void)state;
	shipped_there_and_back(through_csv);
}

/* What a spreadsheet, CSV or our own writing of cells could take for something else. */
static void every_text_comes_back(void **state)
{
	(void)state;
	static const char *const texts[] = { "=1+1", "+86 0931", "-x", "-", "@a", "'quoted", "'=2", "''", "\\\"said\\\"", "{brace", "[1]",
		"true", "12", "007", "1e5", "a,b;c", " blanks ", "\\t", "a=b; c=d", "\\u202e", "线\\n下", "\\u3000", "=HYPERLINK(\\\"http://x\\\")",
		"\xEF\xBC\x9D\x31", "null", "是", "5个工作日", "_x0041_", "&amp;<b>", "]]>" };

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		/* what a note may not be stands in a member that we only keep */
		bool allowed = !strstr(texts[i], "\\t") && !strstr(texts[i], "\\n") && !strstr(texts[i], "\\u202e");
		char *notes = mem_format("\"notes\":[\"%s\",\"说明\"]", allowed ? texts[i] : "好"), *json = edited("\"notes\":[\"说明\"]", notes);
		char *extra = mem_format("\"aliases\":[\"%s\"],\"x\":{\"k\":\"%s\",\"n\":2.5,\"l\":[]},\"code2\":%d,\"order\":\"%s\"", texts[i],
			texts[i], (int)i, texts[i]), *at = strstr(json, "\"aliases\":[\"社保\"]");
		char *both = mem_format("%.*s%s%s", (int)(at - json), json, extra, at + strlen("\"aliases\":[\"社保\"]"));
		struct catalogue *c = load_text(both);
		there_and_back(c, through_csv);
		catalogue_free(c);
		free(both);
		free(extra);
		free(json);
		free(notes);
	}
}

/* Codes have columns of their own, where people look for them; they are texts, whatever their digits. */
static void every_code_has_a_column(void **state)
{
	(void)state;
	static const struct { const char *sheet, *title, *value; } codes[] = {
		{ "items", "实施编码", "12441500196720244T3442199806003" }, { "items", "基本编码", "442199806003" },
		{ "items", "业务办理项编码", "12441500196720244T344219980600301" }, { "items", "本地编码", "0042010601501001" },
		{ "departments", "统一社会信用代码", "12441500196720244T" }, { "departments", "区划代码", "441500" },
	};
	char *json = edited("\"code\":\"A1\"", "\"code\":\"12441500196720244T3442199806003\",\"basic_code\":\"442199806003\","
		"\"business_code\":\"12441500196720244T344219980600301\",\"local_code\":\"0042010601501001\"");
	char *at = strstr(json, "\"name\":\"公安局\"");
	char *both = mem_format("%.*s\"uscc\":\"12441500196720244T\",\"region\":\"441500\",%s", (int)(at - json), json, at);
	struct catalogue *c = load_text(both);
	struct tables out;

	catalogue_to_tables(c, &out);
	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		const struct table *t = tables_find(&out, codes[i].sheet);
		size_t column = 0;
		assert_non_null(t);
		while (column < t->rows[0].count && strcmp(table_text(&t->rows[0], column), codes[i].title) != 0)
			column++;
		assert_string_equal(table_text(&t->rows[1], column), codes[i].value);
	}
	tables_release(&out);
	there_and_back(c, through_csv);
	catalogue_free(c);
	free(both);
	free(json);
}

/* --- faults ------------------------------------------------------------------------------------------------------------ */

struct files { char *text[32]; const char *name[32]; size_t count; };

static void files_of(const char *json, struct files *f)
{
	struct catalogue *c = load_text(json);
	struct tables out;
	struct buf text;

	*f = (struct files){ .count = 0 };
	catalogue_to_tables(c, &out);
	buf_init(&text, BUF_LARGE);
	for (size_t i = 0; i < out.count; i++) {
		buf_clear(&text);
		csv_write(out.list[i], &text);
		f->name[f->count] = catalogue_sheet_name(i);
		f->text[f->count++] = mem_text(text.data);
	}
	buf_release(&text);
	tables_release(&out);
	catalogue_free(c);
}

struct telling { const struct catalogue_places *places; struct heard heard; };

static void hear_translated(void *ctx, const struct err *fault)
{
	struct telling *t = ctx;
	struct err told;

	catalogue_places_tell(t->places, fault, &told);
	hear(&t->heard, &told);
}

/* Reads the files as an import would; what is wrong goes to `heard`. */
static void read_files(const struct files *f, struct heard *heard)
{
	struct catalogue_places *places = NULL;
	struct catalogue *c = NULL;
	struct tables in;
	struct err err;
	char *json = NULL;

	*heard = (struct heard){ .count = 0 };
	tables_init(&in);
	for (size_t i = 0; i < f->count; i++) {
		char *place = mem_format("%s.csv", f->name[i]);
		if (csv_read(f->name[i], place, f->text[i], strlen(f->text[i]), &in, hear, heard, &err) != ST_OK)
			assert_int_not_equal(heard->count, 0);
		free(place);
	}
	if (!heard->count && catalogue_from_tables("t", &in, hear, heard, &json, &places, &err) == ST_OK) {
		const struct catalogue_text text = { "t", json, strlen(json) };
		struct telling t = { places, { .count = 0 } };
		if (catalogue_load(&text, 1, hear_translated, &t, &c, &err) == ST_OK)
			catalogue_free(c);
		*heard = t.heard;
	}
	free(json);
	catalogue_places_free(places);
	tables_release(&in);
}

/* In which file the first `from` becomes `to` ("": the file is missing), and what is said then. */
static const struct { const char *file, *from, *to, *code, *where, *says; } broken[] = {
	{ "items", "\"item-b\"", "\"item-a\"", "E-2014", "items.csv:3:A", "另一处在 items.csv:2:A" },
	{ "items", "\"B1\"", "\"A1\"", "E-2014", "items.csv:3:B", "另一处在 items.csv:2:A" },
	{ "items", "\"rs\"", "\"rx\"", "E-2011", "items.csv:3:D", "第3行D列「部门」:没有部门「rx」" },
	{ "items", "2.5个工作日", "2.5个星期", "E-2073", "items.csv:2:G", "须写作" },
	{ "items", "2.5个工作日", "20.5个工作日", "E-2015", "items.csv:2:G", "长于法定" },
	{ "items", "\"甲证签发\"", "=1+1", "E-2072", "items.csv:2:C", "公式" },
	{ "items", "\"甲证签发\"", "\"甲证\n签发\"", "E-2018", "items.csv:2:C", "控制字符" },
	{ "items", "\"甲证签发\",", "", "E-2071", "items.csv:2:T", "这一行有 19 格,表头有 20 格" },
	{ "items", "\"甲证签发\"", "\"甲证签发", "E-2070", "items.csv:2:C", "引号" },
	{ "items", "\"甲证签发\"", "\xBC\xD7\xD6\xA4", "E-2003", "items.csv:2:C", "GB18030" },
	{ "items", "\"部门\"", "\"部们\"", "E-2074", "items.csv:1:D", "不认识的列" },
	{ "items", "\"名称\"", "\"部门\"", "E-2074", "items.csv:1:D", "有两个" },
	{ "items", "", "", "E-2001", "items.csv:1:A", "文件为空" },
	{ "item-materials", "\"item-a\",\"zp\"", "\"item-z\",\"zp\"", "E-2011", "item-materials.csv:3:A", "上一级" },
	{ "item-materials", "\"zp\",\"次要\",\"5\"", "\"zp\",\"主要\",\"5\"", "E-2016", "item-materials.csv:3:D", "主要材料不得容缺" },
	{ "item-materials", "\"zp\",\"次要\",\"5\"", "\"zp\",\"首要\",\"5\"", "E-2018", "item-materials.csv:3:C", "main、minor" },
	{ "item-materials", "\"zp\",\"次要\",\"5\"", "\"zp\",\"次要\",\"五\"", "E-2073", "item-materials.csv:3:D", "整数" },
	{ "item-materials", "q-age=no", "q-age=nein", "E-2011", "item-materials.csv:4:G", "没有选项「nein」" },
	{ "item-materials", "q-age=no", "q-age", "E-2073", "item-materials.csv:4:G", "问题=选项" },
	{ "item-materials", "q-age=no", "[", "E-2073", "item-materials.csv:4:G", "JSON" },
	{ "item-fields", "applicant.gx", "applicant.gy", "E-2011", "item-fields.csv:6:B", "没有字段「gy」" },
	{ "bundle-items", "\"可选\",\"item-b\"", "\"可选\",\"item-c\"", "E-2010", "bundle-items.csv:4:D", "item-c → item-c" },
	{ "bundle-items", "\"small\",\"item-d\"", "\"small\",\"item-a\"", "E-2014", "bundle-items.csv:5:A", "item-a" },
	{ "options", "\"q-age\",\"no\"", "\"q-age\",\"yes\"", "E-2014", "options.csv:3:A", "选项「yes」重复" },
	{ "fields", "\"1..8,2\"", "\"8..1\"", "E-2018", "fields.csv:7:D", "length" },
	{ "meta", "\"日期\"", "\"日子\"", "E-2074", "meta.csv:1:B", "不认识" },
	{ "departments", "\"公安局\"", "\"\"", "E-2018", "departments.csv:2:C", "缺少 name" },
};

static void faults_have_a_row_and_a_column(void **state)
{
	(void)state;
	size_t missed = 0;

	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		struct files f;
		struct heard heard;
		bool found = false;
		files_of(small_catalogue, &f);
		for (size_t k = 0; k < f.count; k++) {
			if (strcmp(f.name[k], broken[i].file) != 0)
				continue;
			char *at = strstr(f.text[k], broken[i].from);
			if (!at)
				fail_msg("%zu: no %s in %s", i, broken[i].from, f.text[k]);
			char *text = *broken[i].from ? mem_format("%.*s%s%s", (int)(at - f.text[k]), f.text[k], broken[i].to,
				at + strlen(broken[i].from)) : mem_text("");
			free(f.text[k]);
			f.text[k] = text;
		}
		read_files(&f, &heard);
		for (size_t k = 0; k < heard.count && k < COUNT_OF(heard.list); k++)
			found = found || (!strcmp(heard.list[k].code, broken[i].code) && !strcmp(heard.list[k].where, broken[i].where) &&
				strstr(heard.list[k].text, broken[i].says));
		if (!found)
			print_error("%zu %s: wanted %s %s %s, heard %zu, first %s %s %s\n", i, broken[i].file, broken[i].code, broken[i].where,
				broken[i].says, heard.count, heard.list[0].code, heard.list[0].where, heard.list[0].text);
		missed += !found;
		for (size_t k = 0; k < f.count; k++)
			free(f.text[k]);
	}
	assert_int_equal(missed, 0);
}

static void a_missing_sheet_is_named(void **state)
{
	(void)state;
	struct files f;
	struct heard heard;

	files_of(small_catalogue, &f);
	free(f.text[f.count - 1]);
	f.count--;
	read_files(&f, &heard);
	assert_int_equal(heard.count, 1);
	assert_string_equal(heard.list[0].code, "E-2074");
	assert_non_null(strstr(heard.list[0].text, "缺少工作表「提示」(notes)"));
	for (size_t k = 0; k < f.count; k++)
		free(f.text[k]);
}

/* People type Chinese punctuation, other blanks and other ways to say the same. */
static void what_people_type_is_understood(void **state)
{
	(void)state;
	static const struct { const char *file, *from, *to; } typed[] = {
		{ "bundle-items", "q-fix=a; q-home=town,land", " q-fix \xEF\xBC\x9D a\xEF\xBC\x9Bq-home=town\xEF\xBC\x8Cland " },
		{ "items", "2.5个工作日", " 2.5 工作日 " }, { "item-fields", "\"否\"", "\"FALSE\"" },
		{ "materials", "\"自带 共享\"", "\"自带、share\"" },
	};
	struct files f;
	struct heard heard;

	files_of(small_catalogue, &f);
	for (size_t i = 0; i < COUNT_OF(typed); i++)
		for (size_t k = 0; k < f.count; k++) {
			char *at = strcmp(f.name[k], typed[i].file) == 0 ? strstr(f.text[k], typed[i].from) : NULL;
			if (strcmp(f.name[k], typed[i].file) == 0 && !at)
				fail_msg("no %s in %s", typed[i].from, f.text[k]);
			if (!at)
				continue;
			char *text = mem_format("%.*s%s%s", (int)(at - f.text[k]), f.text[k], typed[i].to, at + strlen(typed[i].from));
			free(f.text[k]);
			f.text[k] = text;
		}
	read_files(&f, &heard);
	if (heard.count)
		fail_msg("%s %s %s", heard.list[0].code, heard.list[0].where, heard.list[0].text);
	for (size_t k = 0; k < f.count; k++)
		free(f.text[k]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_catalogue_comes_back),
		cmocka_unit_test(every_text_comes_back),
		cmocka_unit_test(every_code_has_a_column),
		cmocka_unit_test(faults_have_a_row_and_a_column),
		cmocka_unit_test(a_missing_sheet_is_named),
		cmocka_unit_test(what_people_type_is_understood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
