/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "fixture.h"
#include "hall/staff.h"

static struct fixture f;

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static enum status login(const char *who, const char *password, struct err *err)
{
	struct actor a;
	enum status st = staff_login(f.h, who, password, "3", &a, err);

	assert_int_equal(st == ST_OK, a.staff_id != 0);
	return st;
}

static void who_it_is(void **state)
{
	(void)state;
	assert_string_equal(f.clerk.login, "jihm");
	assert_string_equal(f.clerk.name, "季慧敏");
	assert_string_equal(f.clerk.work_no, "D0003");
	assert_string_equal(f.clerk.role, "clerk");
	assert_string_equal(f.clerk.window, "3");
	assert_string_equal(f.clerk.window_name, "综合窗口");
}

/* The answer never tells whether the account or the password was wrong. */
static void nothing_told(void **state)
{
	static const struct { const char *who, *password; } rows[] = {
		{ "nobody", "Yichuang-2026" }, { "jihm", "" }, { "jihm", "yichuang-2026" }, { "", "" }, { "system", "*" }, { "system", "" },
		{ "jihm'--", "x" },
	};
	struct err first, err;

	(void)state;
	assert_int_equal(login("jihm", "wrong", &first), ST_DENIED);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_int_equal(login(rows[i].who, rows[i].password, &err), ST_DENIED);
		assert_string_equal(err.code, "E-1101");
		assert_string_equal(err.text, first.text);
		assert_int_equal(login("jihm", "Yichuang-2026", &err), ST_OK);      /* a success forgets the failures */
	}
}

static void locks_after_five(void **state)
{
	struct err err;

	(void)state;
	for (int i = 0; i < 4; i++) {
		assert_int_equal(login("liuyang", "wrong", &err), ST_DENIED);
		assert_string_equal(err.code, "E-1101");
	}
	assert_int_equal(login("liuyang", "wrong", &err), ST_DENIED);
	assert_string_equal(err.code, "E-1102");
	assert_non_null(strstr(err.text, "09:51"));
	fixture_reopen(&f);                                                 /* a restart does not unlock */
	assert_int_equal(login("liuyang", "Yichuang-2026", &err), ST_DENIED);
	assert_string_equal(err.code, "E-1102");
	fixture_tick(10 * 60000 - 1);
	assert_int_equal(login("liuyang", "Yichuang-2026", &err), ST_DENIED);
	fixture_tick(2);
	assert_int_equal(login("liuyang", "Yichuang-2026", &err), ST_OK);
}

static void unknown_window(void **state)
{
	struct actor a;
	struct err err;

	(void)state;
	assert_int_equal(staff_login(f.h, "jihm", "Yichuang-2026", "77", &a, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-1105");
	assert_int_equal(staff_login(f.h, "jihm", "Yichuang-2026", "", &a, &err), ST_OK);
	assert_int_equal(staff_system(f.h, "1", &a, &err), ST_OK);
	assert_string_equal(a.role, "system");
}

static void adding(void **state)
{
	static const struct { const char *login, *name, *role, *password, *code; } rows[] = {
		{ "jihm", "新人", "clerk", "Yichuang-2026", "E-1103" },   { "new", "新人", "clerk", "short-A1", "E-1104" },
		{ "new", "新人", "clerk", "onlylowercase1", "E-1104" },   { "new", "新人", "king", "Yichuang-2026", "E-1106" },
		{ "New", "新人", "clerk", "Yichuang-2026", "E-1107" },    { "", "新人", "clerk", "Yichuang-2026", "E-1107" },
		{ "new", "", "clerk", "Yichuang-2026", "E-1108" },        { "new", "新\xE2\x80\xAE人", "clerk", "Yichuang-2026", "E-1108" },
	};
	struct actor admin = f.clerk;
	struct err err;

	(void)state;
	snprintf(admin.role, sizeof admin.role, "admin");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_int_not_equal(staff_add(f.h, &admin, rows[i].login, rows[i].name, "D1", rows[i].role, rows[i].password, &err), ST_OK);
		assert_string_equal(err.code, rows[i].code);
	}
	assert_int_equal(staff_add(f.h, &f.clerk, "new", "新人", "D1", "clerk", "Yichuang-2026", &err), ST_DENIED);
	assert_int_equal(staff_add(f.h, &admin, "new", "新人", "D1", "clerk", "Yichuang-2026", &err), ST_OK);
	assert_int_equal(login("new", "Yichuang-2026", &err), ST_OK);
}

static void see_window(void *ctx, const char *no, const char *name, const char *kind)
{
	char *all = ctx;
	size_t n = strlen(all);

	assert_true(*name && *kind);
	snprintf(all + n, 64 - n, "%s ", no);
}

static void windows(void **state)
{
	char all[64] = "";
	struct err err;

	(void)state;
	assert_int_equal(staff_windows(f.h, see_window, all, &err), ST_OK);
	assert_string_equal(all, "1 2 3 4 5 6 7 8 9 ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_it_is), cmocka_unit_test(nothing_told), cmocka_unit_test(locks_after_five),
		cmocka_unit_test(unknown_window), cmocka_unit_test(adding), cmocka_unit_test(windows),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
