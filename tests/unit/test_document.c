/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/text.h"
#include "tests/print/papers.h"

/* ---- templates that are wrong ---- */

static void wrong_templates(void **state)
{
	static const struct { const char *text; int line; const char *says; } cases[] = {
		{ "", 0, "缺少 document" },
		{ "title \"x\"\n", 1, "第一行" },
		{ "document a \"A\"\n", 1, "papers" },
		{ "document a \"A\"\npapers A3\n", 2, "A3" },
		{ "document a \"A\"\npapers A4\nfigure x\n", 3, "figure" },
		{ "document a \"A\"\npapers A4\nline \"{x\"\n", 3, "花括号" },
		{ "document a \"A\"\npapers A4\nline \"{x|turn}\"\n", 3, "过滤" },
		{ "document a \"A\"\npapers A4\nline \"{x|or}\"\n", 3, "缺少参数" },
		{ "document a \"A\"\npapers A4\nline \"{X}\"\n", 3, "字段名" },
		{ "document a \"A\"\npapers A4\nline \"{}\"\n", 3, "字段名" },
		{ "document a \"A\"\npapers A4\nline \"{x|day|count}\"\n", 3, "最前" },
		{ "document a \"A\"\npapers A4\nif x\n\nline \"y\"\n", 3, "end" },
		{ "document a \"A\"\npapers A4\nend\n", 3, "end" },
		{ "document a \"A\"\npapers A4\nelse\n", 3, "else" },
		{ "document a \"A\"\npapers A4\nif x\nelse\nelse\nend\n", 5, "else" },
		{ "document a \"A\"\npapers A4\nif x =\nend\n", 3, "=" },
		{ "document a \"A\"\npapers A4\nif x or y\nend\n", 3, "and" },
		{ "document a \"A\"\npapers A4\nif x and\nend\n", 3, "and" },
		{ "document a \"A\"\npapers A4\nrow \"a\" \"b\"\n", 3, "row" },
		{ "document a \"A\"\npapers A4\ntable x\nline \"a\"\nend\n", 4, "line" },
		{ "document a \"A\"\npapers A4\ntable x\ncolumn \"a\" wide \"b\"\nend\n", 4, "column" },
		{ "document a \"A\"\npapers A4\nchart pie \"t\" x\nend\n", 3, "chart" },
		{ "document a \"A\"\npapers A4\nchart bars x\nend\n", 3, "chart" },
		{ "document a \"A\"\npapers A4\nacross x\n", 3, "across" },
		{ "document a \"A\"\npapers A4\nrows 3\nend\n", 3, "rows" },
		{ "document a \"A\"\npapers A4\nblank 2\n", 3, "blank" },
		{ "document a \"A\"\npapers A4\nline small\n", 3, NULL },
		{ "document a \"A\"\npapers A4\nline \"a\xe2\x80\xae\"\n", 3, "不能打印" },
		{ "document a \"A\"\npapers A4\nline \"a\x1b[1m\"\n", 3, "不能打印" },
		{ "document a \"A\"\npapers A4\nline \"\xff\"\n", 3, "不能打印" },
		{ "document a \"A\"\npapers A4\nif a\nif a\nif a\nif a\nif a\nif a\nif a\nif a\n", 10, "太深" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct document_template *t = (struct document_template *)state;      /* anything but NULL: outputs are nulled first */
		struct err err;
		char where[32];

		err_clear(&err);
		if (document_read("x.doc", cases[i].text, strlen(cases[i].text), &t, &err) == ST_OK) {
			assert_null(cases[i].says);            /* the one case that is right: "small" is its text */
			document_template_free(t);
			continue;
		}
		assert_null(t);
		snprintf(where, sizeof where, "x.doc:%d", cases[i].line);
		if (strcmp(err.code, "E-5302") != 0 || !strstr(err.text, cases[i].says) ||
			(cases[i].line > 0 && strcmp(err.where, where) != 0 && cases[i].says[0] != 'e' && cases[i].says[0] != 'p'))
			fail_msg("case %zu: %s %s %s", i, err.code, err.where, err.text);
	}
}

/* ---- filling ---- */

/* Fills one line of template and gives the text; "!" and the code when it is refused. */
static char *filled(const char *body, const char *json, enum paper paper, bool strict)
{
	char *text = mem_format("document a \"A\"\npapers A4 80mm\n%s\n", body);
	json_error_t why;
	json_t *data = json_loads(json, 0, &why);
	struct document_options o = { paper, false, strict };
	struct document_template *t = NULL;
	struct document *d = NULL;
	struct err err;
	struct buf out;
	char *all, *end, *foot = NULL;

	assert_non_null(data);
	json_object_set_new(data, "document", json_pack("{s:s,s:n,s:s,s:s}", "copy_text", "", "job", "printed_at", "2026-11-23",
		"window", "3"));
	json_object_set_new(data, "codes", json_pack("{s:s}", "check", "CHECK"));
	err_clear(&err);
	if (document_read("x.doc", text, strlen(text), &t, &err) != ST_OK)
		fail_msg("%s %s: %s", err.where, err.text, body);
	buf_init(&out, BUF_LARGE);
	if (document_fill(t, data, &o, &d, &err) != ST_OK)
		buf_format(&out, "!%s %s\n", err.code, err.where);
	else
		document_text(d, 0, 78, &out);
	all = buf_take(&out);
	for (end = all; end && *end; end = strchr(end, '\n'), end = end ? end + 1 : NULL)
		if (strncmp(end, "--------", 8) == 0)
			foot = end;                                /* the last rule begins the foot */
	if (foot)
		*foot = '\0';
	if (foot > all)
		foot[-1] = '\0';
	document_free(d);
	document_template_free(t);
	json_decref(data);
	free(text);
	return all;
}

static void filling(void **state)
{
	static const char data[] = "{\"name\":\"李芳\",\"empty\":\"\",\"nothing\":null,\"yes\":true,\"no\":false,\"n\":12,"
		"\"day\":\"2026-11-30\",\"at\":\"2026-11-23T09:41:07+08:00\",\"person\":{\"phone\":\"13805341234\"},"
		"\"names\":[\"甲\",\"乙\"],\"list\":[{\"name\":\"a\",\"code\":\"1234567890\",\"n\":2,\"ok\":true},"
		"{\"name\":\"b\",\"code\":\"\",\"n\":3,\"ok\":false}],\"bad\":\"x\\u202ey\\u001b[2J\"}";
	static const struct { const char *body, *says; } cases[] = {
		{ "line \"{name}在{{此}\"", "李芳在{此}" },
		{ "line \"{nothing}|{empty}|{n}|{yes}{no}\"", "||12|是否" },
		{ "line \"{gone}\"", "!E-5303 x.doc:3: gone" },
		{ "line \"{person.gone}\"", "!E-5303 x.doc:3: person.gone" },
		{ "line \"{name.first}\"", "!E-5303 x.doc:3: name.first" },
		{ "line \"[{gone?}]\"", "[]" },
		{ "line \"{gone?|or:无}\"", "无" },
		{ "line \"{empty|or:无}{name|or:无}\"", "无李芳" },
		{ "line \"{empty|pre:x}{name|pre:x|post:y}\"", "x李芳y" },
		{ "line \"{day|day}\"", "2026年11月30日" },
		{ "line \"{name|as:李芳/张三}{n|as:1/2}{n|as:12/}{empty|as:/无}\"", "张三12无" },
		{ "line \"{name|day}\"", "李芳" },
		{ "line \"{at|minute}\"", "2026年11月23日 09:41" },
		{ "line \"{day|minute}\"", "2026年11月30日" },
		{ "line \"{day|short}\"", "11-30" },
		{ "line \"{names|join}{names|count}\"", "甲、乙2" },
		{ "line \"{list|join:name}{list|sum:n}{list|count}\"", "a、b52" },
		{ "line \"{empty|count}{nothing|join}\"", "0" },
		{ "line \"{yes|tick}{no|tick}{empty|tick}\"", "■□□" },
		{ "line \"{yes|choose:是/否}{no|choose:是/否}{no|choose:是}\"", "是否" },
		{ "line \"{person.phone|mask-phone}\"", "138****1234" },
		{ "line \"{person.phone|tail:4}\"", "…1234" },
		{ "line \"{person.phone|cut:4}\"", "1380…" },
		{ "line \"{bad}\"", "x⟨U+202E⟩y⟨U+001B⟩[2J" },
		{ "if yes\nline \"a\"\nelse\nline \"b\"\nend", "a" },
		{ "if not yes\nline \"a\"\nelse\nline \"b\"\nend", "b" },
		{ "if empty\nline \"a\"\nend\nif nothing\nline \"b\"\nend\nif names\nline \"c\"\nend", "c" },
		{ "if name = 张三 李芳\nline \"a\"\nend", "a" },
		{ "if name != 张三 李芳\nline \"a\"\nend", "" },
		{ "if name = 李芳 and not no and n = 12\nline \"a\"\nend", "a" },
		{ "if paper = A4\nline \"page\"\nend\nif slip\nline \"slip\"\nend", "page" },
		{ "if gone\nline \"a\"\nend", "!E-5303 x.doc:3: gone" },
		{ "if gone?\nline \"a\"\nelse\nline \"b\"\nend", "b" },
		{ "each list as one\nline \"{#}{one.name}{name}\"\nend", "1a李芳\n2b李芳" },
		{ "each list as one where one.ok\nline \"{#}{one.name}\"\nend", "1a" },
		{ "each list as one\nif one.ok\nline \"{one.name}\"\nend\nend", "a" },
		{ "each gone? as one\nline \"x\"\nend", "" },
		{ "rows\nrow \"名\" \"{name}\"\nrow \"空\" \"{empty}\"\nend", "名   李芳\n空   —" },
		{ "rows\neach list as one\nrow \"{one.name}\" \"{one.n}\"\nend\nend", "a    2\nb    3" },
		{ "line right \"x\"", "                                                                             x" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *got = filled(cases[i].body, data, PAPER_A4, true);
		size_t n = strlen(got);

		if (n && got[n - 1] == '\n')
			got[n - 1] = '\0';
		if (strcmp(got, cases[i].says) != 0)
			fail_msg("case %zu: %s\nwanted: %s\ngot:    %s", i, cases[i].body, cases[i].says, got);
		free(got);
	}
}

static void missing_is_seen_by_people(void **state)
{
	char *got = filled("line \"电话{phone}\"", "{}", PAPER_A4, false);

	(void)state;
	assert_string_equal(got, "电话—");
	free(got);
}

static void tables(void **state)
{
	static const char data[] = "{\"list\":[{\"n\":1,\"t\":\"一二三四五六七八九十一二三四五六七八九十\"},{\"n\":20,\"t\":\"\"}],"
		"\"none\":[]}";
	char *got = filled("table list as it\ncolumn \"数\" 4 right \"{it.n}\"\ncolumn \"文\" 10 \"{it.t}\"\n"
		"column \"注\" 10 \"\"\ntotal \"{it|sum:n}\" \"共{it|count}\" \"\"\nblank 1\nend", data, PAPER_A4, true);

	(void)state;
	/* the number is as narrow as it can be; long text breaks in its own column; an empty value shows */
	assert_non_null(strstr(got, "数"));
	assert_non_null(strstr(got, " 1  一二三四五六七八九十一二三四五六七八"));
	assert_non_null(strstr(got, "    九十\n"));
	assert_non_null(strstr(got, "20  —"));
	assert_non_null(strstr(got, "21  共2"));
	assert_non_null(strstr(got, "________"));
	free(got);
	got = filled("table none\ncolumn \"x\" 4 \"{it.n}\"\nnone \"没有\"\nend", data, PAPER_A4, true);
	assert_string_equal(got, "没有");
	free(got);
}

/* As lines: a bar is as long as its number says beside the largest; where there is nothing there is no line. */
static void charts(void **state)
{
	static const char data[] = "{\"list\":[{\"d\":\"1日\",\"n\":10,\"m\":\"\"},{\"d\":\"2日\",\"n\":0,\"m\":\"\"},"
		"{\"d\":\"3日\",\"n\":5,\"m\":\"2.5\"}],\"none\":[]}";
	char *got = filled("chart bars \"件数\" list as it\ncolumn \"\" 1 \"{it.d}\"\ncolumn \"收\" 1 \"{it.n}\"\n"
		"column \"办\" 1 \"{it.m}\"\nend", data, PAPER_A4, true);

	(void)state;
	assert_non_null(strstr(got, "件数\n"));
	assert_non_null(strstr(got, "1日    收 10 ###########################  "));
	assert_non_null(strstr(got, " 办 —"));
	assert_null(strstr(got, "2日"));
	assert_non_null(strstr(got, "3日    收 5 ##############  "));
	assert_non_null(strstr(got, " 办 2.5 #######"));
	free(got);
	got = filled("chart line \"件数\" none\ncolumn \"\" 1 \"{it.d}\"\ncolumn \"收\" 1 \"{it.n}\"\nend", data, PAPER_A4, true);
	assert_string_equal(got, "件数\n（无）");
	free(got);
}

/* No. 46: cut, and said. */
static void too_long(void **state)
{
	struct buf json;
	char *got, *lines;

	(void)state;
	buf_init(&json, BUF_LARGE);
	buf_text(&json, "{\"t\":\"");
	for (int i = 0; i < 5000; i++)
		buf_text(&json, "长");
	buf_text(&json, "\",\"list\":[0");
	for (int i = 0; i < 600; i++)
		buf_text(&json, ",1");
	buf_text(&json, "]}");
	got = filled("line \"{t}\"", json.data, PAPER_A4, true);
	assert_non_null(strstr(got, "5000"));
	assert_true(text_count(got) < 2100);
	free(got);
	got = filled("table list\ncolumn \"x\" 4 \"{#}\"\nend", json.data, PAPER_A4, true);
	lines = strstr(got, "\n500");
	assert_non_null(lines);
	assert_null(strstr(got, "\n501"));
	assert_non_null(strstr(lines, "601"));
	free(got);
	buf_release(&json);
}

static void paper_not_offered(void **state)
{
	struct document_template *t = paper_template("deferral-promise");
	json_t *data = paper_data("newborn");
	struct document_options o = { PAPER_58MM, false, true };
	struct document *d = (void *)&o;
	struct err err;

	(void)state;
	err_clear(&err);
	assert_int_equal(document_fill(t, data, &o, &d, &err), ST_DATA);
	assert_null(d);
	assert_string_equal(err.code, "E-5304");
	json_decref(data);
	document_template_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_templates), cmocka_unit_test(filling), cmocka_unit_test(missing_is_seen_by_people),
		cmocka_unit_test(tables), cmocka_unit_test(charts), cmocka_unit_test(too_long), cmocka_unit_test(paper_not_offered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
