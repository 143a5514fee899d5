/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"

static void lines_into_words(void **state)
{
	(void)state;
	static const struct { const char *line; int count; const char *words[5]; } cases[] = {
		{ "", 0, { 0 } }, { "   \t ", 0, { 0 } }, { "# bind", 0, { 0 } }, { "bind list F5 print", 4, { "bind", "list", "F5", "print" } },
		{ "name = \"一窗 大厅\" # note", 3, { "name", "=", "一窗 大厅" } }, { "a\"b c\"d", 1, { "ab cd" } }, { "\"\" x", 2, { "", "x" } },
		{ "x \"\"", 2, { "x", "" } }, { "\"a\\\"b\\\\c\"", 1, { "a\"b\\c" } }, { "a\\b", 1, { "a\\b" } }, { "\"a\\nb\"", 1, { "a\\nb" } },
		{ "a#b", 1, { "a" } }, { "\"#\" #", 1, { "#" } }, { "a \"b", -1, { 0 } }, { "\"", -1, { 0 } }, { "\"a\\\"", -1, { 0 } },
		{ "a\tb\r\n", 2, { "a", "b" } },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *words[CONF_WORDS], *line = mem_text(cases[i].line);
		assert_int_equal(conf_split(line, words), cases[i].count);
		for (int k = 0; k < cases[i].count; k++)
			assert_string_equal(words[k], cases[i].words[k]);
		free(line);
	}
}

static void as_many_words_as_fit(void **state)
{
	(void)state;
	char line[2 * CONF_WORDS + 3] = "", *words[CONF_WORDS];

	for (int i = 0; i < CONF_WORDS; i++)
		memcpy(line + 2 * i, "w ", 3);
	char *full = mem_text(line);
	assert_int_equal(conf_split(full, words), CONF_WORDS);
	free(full);
	memcpy(line + 2 * CONF_WORDS, "w", 2);
	assert_int_equal(conf_split(line, words), -1);
}

struct seen { int rows, last_line; const char *refuse; };

static enum status see(void *ctx, int line, int count, char *const words[], struct err *err)
{
	struct seen *s = ctx;

	assert_true(count > 0);
	s->rows++;
	s->last_line = line;
	return s->refuse && strcmp(words[0], s->refuse) == 0 ? err_set(err, ST_REFUSED, "E-3190", "不行") : ST_OK;
}

static void a_text_line_by_line(void **state)
{
	(void)state;
	static const struct { const char *text; const char *refuse; enum status st; int rows, last_line; const char *code, *where; } cases[] = {
		{ "", NULL, ST_OK, 0, 0, "", "" }, { "a\n\n# c\nb", NULL, ST_OK, 2, 4, "", "" }, { "\xEF\xBB\xBF" "a\r\nb\r\n", NULL, ST_OK, 2, 2, "", "" },
		{ "a\nb\nc\n", "b", ST_REFUSED, 2, 2, "E-3190", "f.conf:2" }, { "a\n\"b\nc\n", NULL, ST_CONFIG, 1, 1, "E-3103", "f.conf:2" },
		{ "a\nb\xFF\n", NULL, ST_DATA, 0, 0, "E-2003", "f.conf:2" }, { "\xFF\xFE" "a", NULL, ST_DATA, 0, 0, "E-2002", "f.conf" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct seen seen = { .refuse = cases[i].refuse };
		struct err err;
		err_clear(&err);
		assert_int_equal(conf_read_text("f.conf", cases[i].text, strlen(cases[i].text), see, &seen, &err), cases[i].st);
		assert_int_equal(seen.rows, cases[i].rows);
		assert_int_equal(seen.last_line, cases[i].last_line);
		assert_string_equal(err.code, cases[i].code);
		assert_string_equal(err.where, cases[i].where);
	}
	struct seen seen = { 0 };
	assert_int_equal(conf_read_text("f", "a\0b", 3, see, &seen, NULL), ST_DATA);
	assert_int_equal(seen.rows, 0);
}

static char folder[] = "/tmp/yichuang-conf-XXXXXX";

static char *at(const char *name)
{
	return file_join(folder, name);
}

static void put(const char *name, const char *text)
{
	char *path = at(name);

	assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), ST_OK);
	free(path);
}

static void what_is_no_file_is_refused_unread(void **state)
{
	(void)state;
	char *fifo = at("fifo"), *loop = at("loop"), *large = at("large");

	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(symlink("loop", loop), 0);
	put("large", "123456789");
	const struct { const char *path; size_t ceiling; enum status st; const char *code; } cases[] = {
		{ fifo, 100, ST_DATA, "E-2005" }, { loop, 100, ST_DATA, "E-2005" }, { folder, 100, ST_DATA, "E-2005" },
		{ "/dev/zero", 100, ST_DATA, "E-2005" }, { large, 8, ST_LIMIT, "E-2005" }, { large, 9, ST_OK, "" },
		{ "/no/such/file", 100, ST_NOINPUT, "E-3101" }, { "/proc/self/maps", 10, ST_LIMIT, "E-2005" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *text = folder;
		size_t n = 5;
		struct err err;
		err_clear(&err);
		assert_int_equal(conf_slurp(cases[i].path, cases[i].ceiling, &text, &n, &err), cases[i].st);
		assert_string_equal(err.code, cases[i].code);
		assert_int_equal(text != NULL, cases[i].st == ST_OK);
		assert_int_equal(n, cases[i].st == ST_OK ? 9 : 0);
		free(text);
	}
	free(fifo);
	free(loop);
	free(large);
}

static const struct setting table[] = {
	{ "printer", SETTING_TEXT, 0, 40, "hall", "where to print", NULL },
	{ "copies", SETTING_INT, 1, 9, "2", "how many", NULL },
	{ "ambiguous-wide", SETTING_BOOL, 0, 0, "no", "two cells", NULL },
	{ "font-folder", SETTING_PATH, 1, 20, "/usr", "fonts", NULL },
	{ "width", SETTING_INT, 58, 80, "80", "of the paper", "58 80" },
	{ "signs", SETTING_TEXT, 0, 6, "auto", "of bars", "auto dots ascii" },
};

static void settings_have_defaults_and_origins(void **state)
{
	(void)state;
	struct settings *s = settings_new(table, COUNT_OF(table));
	char *path = at("good.conf"), *origin = mem_format("%s:3", path);
	struct err err;

	assert_int_equal(settings_int(s, "copies"), 2);
	assert_string_equal(settings_origin(s, "copies"), "default");
	put("good.conf", "# hall\nprinter \"综合 窗口\"\ncopies = 3\nambiguous-wide 是\n");
	assert_int_equal(settings_read(s, path, &err), ST_OK);
	assert_string_equal(settings_text(s, "printer"), "综合 窗口");
	assert_int_equal(settings_int(s, "copies"), 3);
	assert_string_equal(settings_origin(s, "copies"), origin);
	assert_int_equal(settings_int(s, "ambiguous-wide"), 1);
	assert_string_equal(settings_text(s, "font-folder"), "/usr");
	put("good.conf", "copies 4\n");
	assert_int_equal(settings_read(s, path, &err), ST_OK);
	assert_int_equal(settings_int(s, "copies"), 4);
	assert_string_equal(settings_text(s, "printer"), "综合 窗口");
	assert_int_equal(settings_read(s, "/no/such.conf", &err), ST_NOINPUT);
	assert_int_equal(settings_set(s, "copies", "9", &err), ST_OK);
	assert_string_equal(settings_origin(s, "copies"), "set");
	assert_int_equal(settings_set(s, "width", "58", &err), ST_OK);
	assert_int_equal(settings_int(s, "width"), 58);
	assert_int_equal(settings_set(s, "signs", "dots", &err), ST_OK);
	assert_string_equal(settings_text(s, "signs"), "dots");
	free(path);
	free(origin);
	settings_free(s);
}

static void a_bad_line_changes_nothing_and_says_where(void **state)
{
	(void)state;
	static const struct { const char *text, *code, *says; int line; } cases[] = {
		{ "copies 3\npinter x\n", "E-3002", "第2行:未知项 pinter,是否为 printer?", 2 }, { "copeis 3\n", "E-3002", "是否为 copies", 1 },
		{ "zzzzzz 3\n", "E-3002", "未知项 zzzzzz", 1 }, { "copies 0\n", "E-3104", "1 到 9", 1 }, { "copies 10\n", "E-3104", "1 到 9", 1 },
		{ "copies 99999999999999999999\n", "E-3104", "1 到 9", 1 }, { "copies 3x\n", "E-3104", "“3x”", 1 }, { "copies \"\"\n", "E-3104", "1 到 9", 1 },
		{ "copies \" 3\"\n", "E-3104", "1 到 9", 1 }, { "ambiguous-wide maybe\n", "E-3104", "yes 或 no", 1 },
		{ "font-folder \"\"\n", "E-3104", "1 到 20", 1 }, { "font-folder /a/b/c/d/e/f/g/h/i/j/k\n", "E-3104", "20 字节", 1 },
		{ "copies\n", "E-3105", "名称 = 值", 1 }, { "copies =\n", "E-3105", "名称 = 值", 1 }, { "copies 3 4\n", "E-3105", "名称 = 值", 1 },
		{ "width 70\n", "E-3104", "width 应为 58 或 80", 1 }, { "width 5\n", "E-3104", "58 或 80", 1 },
		{ "signs dot\n", "E-3104", "auto dots 或 ascii,现为“dot”", 1 }, { "signs \"\"\n", "E-3104", "dots 或", 1 },
		{ "signs \"auto dots\"\n", "E-3104", "dots 或", 1 }, { "copies 3\ncopies \"\n", "E-3103", "第2行", 2 },
	};
	char *path = at("bad.conf");

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct settings *s = settings_new(table, COUNT_OF(table));
		struct err err;
		char *where = mem_format("%s:%d", path, cases[i].line);
		put("bad.conf", cases[i].text);
		assert_int_equal(settings_read(s, path, &err), ST_CONFIG);
		assert_string_equal(err.code, cases[i].code);
		assert_non_null(strstr(err.text, cases[i].says));
		assert_string_equal(err.where, where);
		assert_int_equal(settings_int(s, "copies"), 2);
		free(where);
		settings_free(s);
	}
	free(path);
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	static const char *const names[] = { "fifo", "loop", "large", "good.conf", "bad.conf" };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char *path = at(names[i]);
		unlink(path);
		free(path);
	}
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_into_words),
		cmocka_unit_test(as_many_words_as_fit),
		cmocka_unit_test(a_text_line_by_line),
		cmocka_unit_test(what_is_no_file_is_refused_unread),
		cmocka_unit_test(settings_have_defaults_and_origins),
		cmocka_unit_test(a_bad_line_changes_nothing_and_says_where),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
