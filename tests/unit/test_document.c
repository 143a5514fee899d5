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

/* ---- the shipped documents ---- */

typedef void each_paper_fn(const char *kind, const char *sample, enum paper p, bool large, const struct document *d);

static void each_paper(each_paper_fn *fn)
{
	for (int k = 0; paper_kinds[k]; k++)
		for (int s = 0; paper_samples[s]; s++)
			for (int p = 0; p < PAPERS; p++)
				for (int large = 0; large < 2; large++) {
					struct document *d = paper_fill(paper_kinds[k], paper_samples[s], (enum paper)p, large);

					if (d)
						fn(paper_kinds[k], paper_samples[s], (enum paper)p, large, d);
					document_free(d);
				}
}

/* Whatever is in the data: no line is wider than the paper, and no control or invisible character comes through. */
static void check_lines(const char *kind, const char *sample, enum paper p, bool large, const struct document *d)
{
	int columns[] = { paper_columns(p), 16, 24, 200 };

	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		struct buf out;
		char *line, *rest;

		buf_init(&out, BUF_LARGE);
		document_text(d, 0, columns[i], &out);
		rest = out.data;
		while ((line = strsep(&rest, "\n")) != NULL) {
			size_t position;

			if (text_check(line, strlen(line), &position) != TEXT_FINE)
				fail_msg("%s %s %s: harm at %zu of %s", kind, sample, paper_name(p), position, line);
			if (text_width(line) > columns[i])
				fail_msg("%s %s %s large %d: %d cells > %d: %s", kind, sample, paper_name(p), large, text_width(line),
					columns[i], line);
		}
		buf_release(&out);
	}
}

static void lines_fit(void **state)
{
	(void)state;
	each_paper(check_lines);
}

/* Renewed by `make golden`. */
static void check_golden(const char *kind, const char *sample, enum paper p, bool large, const struct document *d)
{
	char *name = mem_format("%s.%s.%s.txt", kind, sample, paper_name(p)), *path = paper_path("tests/print/golden", name);
	struct buf out;
	size_t n;
	char *want;

	if (!large && strcmp(sample, "hostile") != 0) {
		buf_init(&out, BUF_LARGE);
		document_text(d, 0, paper_columns(p), &out);
		if (getenv("YICHUANG_GOLDEN_RENEW"))
			assert_int_equal(file_write(path, out.data, out.len, 0644, NULL), ST_OK);
		want = paper_slurp(path, &n);
		if (n != out.len || memcmp(want, out.data, n) != 0)
			fail_msg("%s differs; it is now:\n%s", path, out.data);
		free(want);
		buf_release(&out);
	}
	free(path);
	free(name);
}

/* What goes to the drawer comes out as it went in. */
static void check_json(const char *kind, const char *sample, enum paper p, bool large, const struct document *d)
{
	json_t *there = document_json(d), *again;
	struct document *copy;
	struct err err;

	(void)kind, (void)sample, (void)p, (void)large;
	assert_int_equal(document_from_json(there, &copy, &err), ST_OK);
	again = document_json(copy);
	assert_true(json_equal(there, again));
	for (size_t sheet = 0; sheet < d->mark_count; sheet++) {
		struct buf a, b;
		buf_init(&a, BUF_LARGE);
		buf_init(&b, BUF_LARGE);
		document_text(d, sheet, paper_columns(d->paper), &a);
		document_text(copy, sheet, paper_columns(copy->paper), &b);
		assert_string_equal(a.data, b.data);
		buf_release(&a);
		buf_release(&b);
	}
	document_free(copy);
	json_decref(again);
	json_decref(there);
}

static void through_json(void **state)
{
	static const char *const broken[] = { "{}", "[]",
		"{\"kind\":\"a\",\"title\":\"b\",\"again\":\"\",\"paper\":9,\"large\":false,\"marks\":[],\"blocks\":[]}",
		"{\"kind\":\"a\",\"title\":\"b\",\"again\":\"\",\"paper\":0,\"large\":false,\"marks\":[],\"blocks\":[1]}",
		"{\"kind\":\"a\",\"title\":\"b\",\"again\":\"\",\"paper\":0,\"large\":false,\"marks\":[],\"blocks\":[{\"kind\":8,\"style\":0,"
			"\"text\":null,\"cells\":[],\"wide\":[],\"pairs\":1,\"columns\":[[\"x\",1,0]],\"rows\":1}]}",
		"{\"kind\":\"a\",\"title\":\"b\",\"again\":\"\",\"paper\":0,\"large\":false,\"marks\":[],\"blocks\":[{\"kind\":7,\"style\":0,"
			"\"text\":null,\"cells\":[\"a\",\"b\"],\"wide\":[],\"pairs\":1,\"columns\":[],\"rows\":1}]}" };

	(void)state;
	each_paper(check_json);
	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		struct document *d = (struct document *)state;      /* anything but NULL: outputs are nulled first */
		json_t *j = json_loads(broken[i], 0, NULL);
		assert_non_null(j);
		assert_int_equal(document_from_json(j, &d, NULL), ST_DATA);
		assert_null(d);
		json_decref(j);
	}
}

static void golden(void **state)
{
	(void)state;
	each_paper(check_golden);
}

/* Text without blanks and line ends: a value may be broken over lines. */
static char *squeezed(const char *s)
{
	char *out = mem_text(s), *to = out;

	for (const char *c = s; *c; c++)
		if (*c != ' ' && *c != '\n')
			*to++ = *c;
	*to = '\0';
	return out;
}

static json_t *at_path(json_t *v, const char *path)
{
	char *copy = mem_text(path), *rest = copy, *part;

	while (v && (part = strsep(&rest, ".")) != NULL)
		v = json_is_array(v) ? json_array_get(v, (size_t)(*part - '0')) : json_object_get(v, part);
	free(copy);
	return v;
}

/* A paper that is shared, deferred, promised, wrong or missing is named as that, in a list of its own, and never counted as
 * taken in: the list is signed for. */
static void only_received_counts(void **state)
{
	static const struct { const char *kind; enum paper paper; } cases[] = {
		{ "materials", PAPER_A4 }, { "materials", PAPER_A5 }, { "materials", PAPER_80MM }, { "materials", PAPER_58MM },
		{ "receipt", PAPER_A4 }, { "receipt", PAPER_A5 }, { "receipt", PAPER_80MM }, { "receipt", PAPER_58MM },
	};
	json_t *data = paper_data("restaurant"), *list = json_object_get(data, "materials"), *one;
	size_t received = 0, i;
	long long originals = 0, copies = 0;

	(void)state;
	json_array_foreach(list, i, one)
		if (strcmp(json_string_value(json_object_get(one, "state")), "received") == 0) {
			received++;
			originals += json_integer_value(json_object_get(one, "originals"));
			copies += json_integer_value(json_object_get(one, "copies"));
		}
	for (i = 0; i < COUNT_OF(cases); i++) {
		struct document *d = paper_fill(cases[i].kind, "restaurant", cases[i].paper, false);
		const struct block *taken = NULL, *others = NULL;
		size_t lines = 0;
		char total[32], sums[64];
		struct buf last;

		for (size_t b = 0; b < d->block_count; b++)
			if (d->blocks[b].kind == BLOCK_TABLE && d->blocks[b].row_count && !taken)
				taken = &d->blocks[b];
			else if (d->blocks[b].kind == BLOCK_TABLE && d->blocks[b].row_count && !others)
				others = &d->blocks[b];
			else
				lines += strncmp(d->blocks[b].text, "未收：", strlen("未收：")) == 0;
		assert_non_null(taken);
		assert_int_equal(taken->row_count, received + 1);
		buf_init(&last, BUF_SMALL);
		for (size_t c = 0; c < taken->column_count; c++)
			buf_format(&last, "%s|", taken->cells[(taken->row_count - 1) * taken->column_count + c]);
		snprintf(total, sizeof total, "合计 %zu 种|", received);
		snprintf(sums, sizeof sums, "|%lld|%lld|", originals, copies);
		assert_non_null(strstr(last.data, total));
		assert_non_null(strstr(last.data, sums));
		buf_release(&last);
		/* a paper taken in before acceptance cannot be deferred yet: the sample has two that are */
		assert_int_equal((others ? others->row_count : 0) + lines,
			json_array_size(list) - received - (strcmp(cases[i].kind, "receipt") == 0 ? 2 : 0));
		document_free(d);
	}
	json_decref(data);
}

/* window-rules 3: what each document must name. Values stand on the paper as they are in the dossier. */
static void fields_are_there(void **state)
{
	static const struct { const char *kind, *sample, *paths; } must[] = {
		{ "receipt", "newborn", "hall.name number document.number applicant.name bundle.name items.0.name items.5.name "
			"window.name clerk.work_no clerk.name materials.0.name materials.10.name codes.query hall.phone codes.check" },
		{ "acceptance-notice", "restaurant", "hall.name document.number applicant.name applicant.id_number "
			"applicant.id_type_name applicant.legal_name agent.name agent.id_number items.0.name items.4.name "
			"items.0.department.name items.0.statutory_text items.0.promised_text items.0.due items.0.fee "
			"delivery.mode_name delivery.address hall.complaint_phone clerk.name number codes.check" },
		{ "notice", "restaurant", "document.number applicant.name applicant.phone bundle.name materials.1.name "
			"materials.1.reason materials.1.form materials.1.source_name materials.2.name items.0.legal_basis hall.address "
			"hall.query_url clerk.name hall.phone" },
		{ "deferral-promise", "restaurant", "document.number applicant.name applicant.id_number applicant.address "
			"applicant.phone applicant.legal_name agent.name agent.authority_no items.0.name deferrals.0.name "
			"deferrals.0.reason deferrals.0.form deferrals.0.due deferrals.0.channel clerk.name" },
		{ "deferral-notice", "restaurant", "document.number applicant.name deferrals.0.name deferrals.0.form "
			"deferrals.1.due deferrals.0.result_policy deferrals.1.result_policy items.0.due items.1.due hall.phone "
			"hall.query_url codes.query" },
		{ "materials", "restaurant", "number materials.0.name materials.0.form "
			"materials.3.state_name materials.1.reason clerk.name" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(must); i++) {
		json_t *data = paper_data(must[i].sample);
		struct document_template *t = paper_template(must[i].kind);
		struct document *d = paper_fill(must[i].kind, must[i].sample, document_usual_paper(t), false);
		char *copy = mem_text(must[i].paths), *rest = copy, *path, *text;
		struct buf out;

		buf_init(&out, BUF_LARGE);
		for (size_t b = 0; b < d->block_count; b++) {      /* cell by cell: columns must not tear a value apart */
			buf_text(&out, d->blocks[b].text);
			for (size_t c = 0; c < d->blocks[b].cell_count; c++)
				buf_text(&out, d->blocks[b].cells[c]);
		}
		text = squeezed(out.data);
		while ((path = strsep(&rest, " ")) != NULL) {
			json_t *v = at_path(data, path);
			char *want = v ? squeezed(json_string_value(v)) : NULL;

			if (!want || !strstr(text, want))
				fail_msg("%s does not say %s", must[i].kind, path);
			free(want);
		}
		free(text);
		free(copy);
		buf_release(&out);
		document_free(d);
		document_template_free(t);
		json_decref(data);
	}
}

/* What lies on the desk shows no whole ID number (D-0). */
static void slips_are_masked(void **state)
{
	static const char *const kinds[] = { "receipt", "materials" };

	(void)state;
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		for (int p = 0; p < PAPERS; p++) {
			struct document *d = paper_fill(kinds[k], "restaurant", (enum paper)p, false);
			struct buf out;

			buf_init(&out, BUF_LARGE);
			document_text(d, 0, 200, &out);
			assert_null(strstr(out.data, "91371402MA3TQ8XK2A"));
			assert_null(strstr(out.data, "371402198006120017"));
			assert_null(strstr(out.data, "371402199511083326"));
			assert_null(strstr(out.data, "15953412345"));
			buf_release(&out);
			document_free(d);
		}
}

/* R13: the mark of a reprint is the program's, not the template's. */
static void reprint_shows(void **state)
{
	for (int k = 0; paper_kinds[k]; k++) {
		struct document_template *t = paper_template(paper_kinds[k]);
		json_t *data = paper_data("restaurant");
		struct document_options o = { document_usual_paper(t), false, true };
		struct document *d;
		struct buf out;

		(void)state;
		json_object_set_new(json_object_get(data, "document"), "copy_text", json_string("补打 第2次"));
		assert_int_equal(document_fill(t, data, &o, &d, NULL), ST_OK);
		assert_string_equal(d->again, "补打 第2次");
		buf_init(&out, BUF_LARGE);
		document_text(d, 0, 78, &out);
		assert_non_null(strstr(out.data, "补打 第2次"));
		assert_non_null(strstr(out.data, "打印号17"));
		assert_non_null(strstr(out.data, "2KQ7VNB5TE"));
		buf_release(&out);
		document_free(d);
		document_template_free(t);
		json_decref(data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_templates), cmocka_unit_test(filling), cmocka_unit_test(missing_is_seen_by_people),
		cmocka_unit_test(tables), cmocka_unit_test(too_long), cmocka_unit_test(paper_not_offered),
		cmocka_unit_test(lines_fit), cmocka_unit_test(golden), cmocka_unit_test(through_json),
		cmocka_unit_test(only_received_counts), cmocka_unit_test(fields_are_there),
		cmocka_unit_test(slips_are_masked), cmocka_unit_test(reprint_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
