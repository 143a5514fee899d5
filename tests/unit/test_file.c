/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

static char root[64];

static char *at(const char *name)
{
	return file_join(root, name);
}

/* What a file holds; owned. */
static char *content(const char *path)
{
	static char *text;      /* gcc 12 takes the address of a local one for what it holds */
	size_t n;

	assert_int_equal(conf_slurp(path, 1 << 20, &text, &n, NULL), ST_OK);
	return text;
}

static int entries(void)
{
	DIR *d = opendir(root);
	int count = 0;

	assert_non_null(d);
	while (readdir(d))
		count++;
	closedir(d);
	return count - 2;
}

static const char *fault_point;
static int fail_at(const char *point)
{
	return strcmp(point, fault_point) == 0;
}

static void a_write_is_old_or_new_never_half(void **state)
{
	(void)state;
	static const struct { const char *point; const char *left; } cases[] = {
		{ "file.before-write", "old" }, { "file.before-sync", "old" }, { "file.before-rename", "old" }, { "file.after-rename", "new" },
	};
	char *path = at("receipt");

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err;
		fault_hook = NULL;
		assert_int_equal(file_write(path, "old", 3, 0600, &err), ST_OK);
		fault_point = cases[i].point;
		fault_hook = fail_at;
		assert_int_equal(file_write(path, "new", 3, 0600, &err), ST_IO);
		fault_hook = NULL;
		char *text = content(path);
		assert_string_equal(text, cases[i].left);
		assert_int_equal(entries(), 1);      /* no temporary file stays */
		free(text);
	}
	free(path);
}

static void a_file_has_the_mode_asked_for(void **state)
{
	(void)state;
	char *path = at("mode");
	struct stat s;
	mode_t old = umask(0);

	assert_int_equal(file_write(path, "", 0, 0600, NULL), ST_OK);
	assert_int_equal(stat(path, &s), 0);
	assert_int_equal(s.st_mode & 07777, 0600);
	umask(077);
	assert_int_equal(file_write(path, "x", 1, 0644, NULL), ST_OK);
	assert_int_equal(stat(path, &s), 0);
	assert_int_equal(s.st_mode & 07777, 0644);
	assert_int_equal(s.st_size, 1);
	umask(old);
	free(path);
}

static void a_write_that_cannot_be_says_why(void **state)
{
	(void)state;
	char *path = at("no/such/folder");
	struct err err;

	assert_int_equal(file_write(path, "x", 1, 0600, &err), ST_CANTMAKE);
	assert_string_equal(err.where, path);
	assert_string_equal(err.code, "E-3111");
	assert_non_null(strstr(err.text, "未写入"));
	assert_int_equal(file_write(root, "x", 1, 0600, NULL), ST_CANTMAKE);      /* a folder of that name */
	/* and asked beforehand it says the same, leaving nothing */
	char *fine = at("fine");
	assert_int_equal(file_writable(path, &err), ST_CANTMAKE);
	assert_string_equal(err.code, "E-3111");
	assert_int_equal(file_writable(root, NULL), ST_CANTMAKE);
	assert_int_equal(file_writable(fine, &err), ST_OK);
	assert_int_not_equal(access(fine, F_OK), 0);
	free(fine);
	if (geteuid() != 0)
		assert_int_equal(file_write("/etc/yichuang-test", "x", 1, 0600, NULL), ST_DENIED);
	free(path);
}

static void folders_are_made_private(void **state)
{
	(void)state;
	char *path = at("a/b/c//"), *middle = at("a/b");
	struct stat s;
	struct err err;

	assert_int_equal(file_folder(path, &err), ST_OK);
	assert_int_equal(file_folder(path, &err), ST_OK);
	assert_int_equal(stat(middle, &s), 0);
	assert_int_equal(s.st_mode & 07777, 0700);
	free(path);
	free(middle);
}

static void a_folder_that_others_can_write_is_refused(void **state)
{
	(void)state;
	static const struct { mode_t mode; bool last; enum status st; } cases[] = {
		{ 0777, true, ST_DENIED }, { 0770, true, ST_DENIED }, { 0755, true, ST_OK }, { 0700, true, ST_OK }, { 01777, true, ST_DENIED },
		{ 0777, false, ST_DENIED }, { 01777, false, ST_OK }, { 0775, false, ST_OK }, { 0755, false, ST_OK },
	};
	char *path = at("shared"), *below = at("shared/hall");

	assert_int_equal(file_folder(below, NULL), ST_OK);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err;
		err_clear(&err);
		assert_int_equal(chmod(path, cases[i].mode), 0);
		assert_int_equal(file_folder(cases[i].last ? path : below, &err), cases[i].st);
		assert_string_equal(err.code, cases[i].st == ST_OK ? "" : "E-3003");
	}
	free(path);
	free(below);
}

static void a_folder_needs_its_place(void **state)
{
	(void)state;
	char *file = at("plain"), *below = at("plain/hall");
	struct err err;

	assert_int_equal(file_write(file, "x", 1, 0600, NULL), ST_OK);
	assert_int_equal(file_folder(file, &err), ST_CANTMAKE);
	assert_int_equal(file_folder(below, &err), ST_CANTMAKE);
	assert_int_equal(file_folder("", &err), ST_USAGE);
	free(file);
	free(below);
}

static void joining(void **state)
{
	(void)state;
	static const struct { const char *folder, *name, *path; } cases[] = {
		{ "a", "b", "a/b" }, { "a/", "b", "a/b" }, { "/", "b", "/b" }, { "", "b", "/b" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *path = file_join(cases[i].folder, cases[i].name);
		assert_string_equal(path, cases[i].path);
		free(path);
	}
}

static int64_t noon(void)
{
	return 1795406400000;      /* 2026-11-23 12:00 +08:00 */
}

static void the_log_keeps_one_line_per_call(void **state)
{
	(void)state;
	static const struct clock_source source = { noon, noon };
	char *path = at("log");
	struct stat s;

	clock_replace(&source);
	log_line(LOG_ERROR, "before it is open: nowhere");
	assert_int_equal(log_open("yichuang-print", path, LOG_NOTE), ST_OK);
	log_line(LOG_NOTE, "job %d: %s", 7, "a\nforged line\033[2J\u202E");
	log_line(LOG_DETAIL, "not asked for");
	log_close();
	assert_int_equal(log_open("yichuang-print", path, LOG_DETAIL), ST_OK);
	log_line(LOG_DETAIL, "%0*d", 100000, 1);      /* cut, but still a line */
	log_close();
	clock_replace(NULL);
	char *text = content(path);
	const char *second = strchr(text, '\n');
	char *expected = mem_format("2026-11-23T12:00:00+08:00 yichuang-print[%ld] note: job 7: a\\x0Aforged line\\x1B[2J⟨U+202E⟩\n",
		(long)getpid());
	assert_int_equal(strncmp(text, expected, strlen(expected)), 0);
	assert_non_null(second);
	assert_ptr_equal(strchr(second + 1, '\n'), text + strlen(text) - 1);
	assert_int_equal(stat(path, &s), 0);
	assert_int_equal(s.st_mode & 07777, 0600);
	assert_int_equal(log_open("x", root, LOG_NOTE), ST_CANTMAKE);
	free(expected);
	free(text);
	free(path);
}

static int make_root(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "/tmp/yichuang-file-XXXXXX");
	return mkdtemp(root) ? 0 : -1;
}

static int remove_root(void **state)
{
	(void)state;
	static const char *const names[] = { "receipt", "mode", "plain", "log", "a/b/c", "a/b", "a", "shared/hall", "shared" };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char *path = at(names[i]);
		remove(path);
		free(path);
	}
	return rmdir(root);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_root, remove_root)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(a_write_is_old_or_new_never_half),
		IN_A_FOLDER(a_file_has_the_mode_asked_for),
		IN_A_FOLDER(a_write_that_cannot_be_says_why),
		IN_A_FOLDER(folders_are_made_private),
		IN_A_FOLDER(a_folder_that_others_can_write_is_refused),
		IN_A_FOLDER(a_folder_needs_its_place),
		cmocka_unit_test(joining),
		IN_A_FOLDER(the_log_keeps_one_line_per_call),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
