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
		assert_int_not_equal(staff_add(f.h, &admin, rows[i].login, rows[i].name, "D1", rows[i].role, "", rows[i].password, &err), ST_OK);
		assert_string_equal(err.code, rows[i].code);
	}
	assert_int_equal(staff_add(f.h, &f.clerk, "new", "新人", "D1", "clerk", "", "Yichuang-2026", &err), ST_DENIED);
	assert_int_equal(staff_add(f.h, &admin, "new", "新人", "D1", "clerk", "", "Yichuang-2026", &err), ST_OK);
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

/* --- what an administrator does ------------------------------------------------------------------------------------ */

static struct actor as(const char *login, const char *role)
{
	struct actor a = f.clerk;

	snprintf(a.login, sizeof a.login, "%s", login);
	snprintf(a.role, sizeof a.role, "%s", role);
	return a;
}

static struct actor enter(const char *login, const char *password)
{
	struct actor a;
	struct err err;

	if (staff_login(f.h, login, password, "3", &a, &err) != ST_OK)
		fail_msg("%s: %s %s", login, err.code, err.text);
	return a;
}

/* A password that another has set opens the desk for a new one only; neither it nor the last five come back. */
static void a_password_of_ones_own(void **state)
{
	static const char *const next[] = { "Words-of-my-0wn", "Other-w0rds-1", "Other-w0rds-2", "Other-w0rds-3", "Other-w0rds-4" };
	struct actor admin = as("admin", "admin"), a;
	struct err err;

	(void)state;
	assert_int_equal(staff_add(f.h, &admin, "zhao", "赵", "", "clerk", "", "Given-by-0ther", &err), ST_OK);
	a = enter("zhao", "Given-by-0ther");
	assert_true(a.must_change);
	assert_int_equal(staff_change_password(f.h, &a, "wrong", next[0], &err), ST_DENIED);
	assert_string_equal(err.code, "E-1101");
	assert_int_equal(staff_change_password(f.h, &a, "Given-by-0ther", "Given-by-0ther", &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1112");
	assert_int_equal(staff_change_password(f.h, &a, "Given-by-0ther", "weak", &err), ST_DATA);
	assert_string_equal(err.code, "E-1104");
	assert_true(enter("zhao", "Given-by-0ther").must_change);
	for (size_t i = 0; i < COUNT_OF(next); i++) {
		assert_int_equal(staff_change_password(f.h, &a, i ? next[i - 1] : "Given-by-0ther", next[i], &err), ST_OK);
		assert_false(enter("zhao", next[i]).must_change);
	}
	assert_int_equal(staff_change_password(f.h, &a, next[4], next[0], &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1112");
	assert_int_equal(staff_change_password(f.h, &a, next[4], "Given-by-0ther", &err), ST_OK);      /* the sixth back */
	assert_int_equal(staff_set_password(f.h, &admin, "zhao", "Another-w0rd", &err), ST_OK);
	assert_int_equal(login("zhao", "Given-by-0ther", &err), ST_DENIED);
	assert_true(enter("zhao", "Another-w0rd").must_change);
}

static void a_password_grows_old(void **state)
{
	struct actor admin = as("admin", "admin"), a;
	struct err err;

	(void)state;
	assert_int_equal(staff_add(f.h, &admin, "qian", "钱", "", "clerk", "", "Given-by-0ther", &err), ST_OK);
	a = enter("qian", "Given-by-0ther");
	assert_int_equal(staff_change_password(f.h, &a, "Given-by-0ther", "My-own-w0rds", &err), ST_OK);
	assert_int_equal(hall_set(f.h, &admin, "password.days", "30", &err), ST_OK);
	fixture_tick(INT64_C(30) * 86400000 - 1);
	assert_false(enter("qian", "My-own-w0rds").must_change);
	fixture_tick(1);
	assert_true(enter("qian", "My-own-w0rds").must_change);
	assert_int_equal(hall_set(f.h, &admin, "password.days", "0", &err), ST_OK);
	assert_false(enter("qian", "My-own-w0rds").must_change);
	assert_int_equal(hall_set(f.h, &admin, "password.least", "16", &err), ST_OK);      /* rules are data */
	assert_int_equal(staff_set_password(f.h, &admin, "qian", "Given-by-0ther", &err), ST_DATA);
	assert_non_null(strstr(err.text, "16"));
	assert_int_equal(hall_set(f.h, &admin, "password.least", "10", &err), ST_OK);
}

static void acts_on_people(void **state)
{
	struct actor admin = as("admin", "admin"), secadm = as("sec", "secadm");
	struct err err;

	(void)state;
	assert_int_equal(staff_add(f.h, &admin, "sun", "孙", "", "clerk", "", "Given-by-0ther", &err), ST_OK);
	assert_int_equal(staff_set_active(f.h, &admin, "sun", false, &err), ST_OK);
	assert_int_equal(login("sun", "Given-by-0ther", &err), ST_DENIED);
	assert_string_equal(err.code, "E-1101");
	assert_int_equal(staff_set_active(f.h, &admin, "sun", true, &err), ST_OK);
	assert_int_equal(staff_set_role(f.h, &secadm, "sun", "issuer", "", &err), ST_OK);
	assert_string_equal(enter("sun", "Given-by-0ther").role, "issuer");
	for (int i = 0; i < 5; i++)
		assert_int_equal(login("sun", "wrong", &err), ST_DENIED);
	assert_int_equal(login("sun", "Given-by-0ther", &err), ST_DENIED);
	assert_string_equal(err.code, "E-1102");
	assert_int_equal(staff_unlock(f.h, &admin, "sun", &err), ST_OK);
	assert_int_equal(login("sun", "Given-by-0ther", &err), ST_OK);
	assert_int_equal(staff_set_active(f.h, &admin, "system", false, &err), ST_NOINPUT);
	assert_int_equal(staff_set_role(f.h, &secadm, "sun", "system", "", &err), ST_REFUSED);
	/* nobody locks himself out, nobody gives himself rights */
	assert_int_equal(staff_set_active(f.h, &admin, "admin", false, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1117");
	assert_int_equal(login("admin", "Yichuang-2026", &err), ST_OK);
	assert_int_equal(staff_add(f.h, &admin, "sec", "赵", "", "secadm", "", "Given-by-0ther", &err), ST_OK);
	assert_int_equal(staff_set_role(f.h, &secadm, "sec", "admin", "", &err), ST_REFUSED);
	assert_string_equal(enter("sec", "Given-by-0ther").role, "secadm");
	/* nor does anybody else leave a hall without administrator */
	assert_int_equal(staff_set_active(f.h, &secadm, "admin", false, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1122");
	assert_int_equal(staff_set_role(f.h, &secadm, "admin", "clerk", "", &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1122");
	assert_string_equal(enter("admin", "Yichuang-2026").role, "admin");
	assert_int_equal(staff_set_role(f.h, &secadm, "sun", "admin", "", &err), ST_OK);
	assert_int_equal(staff_set_active(f.h, &secadm, "admin", false, &err), ST_OK);
	assert_int_equal(staff_set_active(f.h, &secadm, "sun", false, &err), ST_REFUSED);
	assert_int_equal(staff_set_active(f.h, &secadm, "admin", true, &err), ST_OK);
}

/* W-14, act by act and role by role: what the table says and nothing else. */
static void who_may(void **state)
{
	static const struct { const char *role; bool add, active, password, unlock, role_too, window, own; } rows[] = {
		{ "guide", 0, 0, 0, 0, 0, 0, 1 },      { "clerk", 0, 0, 0, 0, 0, 0, 1 },  { "helper", 0, 0, 0, 0, 0, 0, 1 },
		{ "supervisor", 0, 0, 0, 0, 0, 0, 1 }, { "issuer", 0, 0, 0, 0, 0, 0, 1 }, { "department", 0, 0, 0, 0, 0, 0, 1 },
		{ "admin", 1, 1, 1, 1, 0, 1, 1 },      { "auditor", 0, 0, 0, 0, 0, 0, 1 }, { "secadm", 1, 1, 0, 0, 1, 0, 1 },
		{ "system", 1, 1, 1, 1, 1, 1, 0 },     { "king", 0, 0, 0, 0, 0, 0, 0 },
	};
	char name[24];
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct actor by = as("x", rows[i].role);
		snprintf(name, sizeof name, "who%zu", i);
		assert_int_equal(staff_add(f.h, &by, name, "某", "", "clerk", "", "Given-by-0ther", &err) == ST_OK, rows[i].add);
		assert_int_equal(staff_set_active(f.h, &by, "wubo", true, &err) == ST_OK, rows[i].active);
		assert_int_equal(staff_set_password(f.h, &by, "wubo", "Given-by-0ther", &err) == ST_OK, rows[i].password);
		assert_int_equal(staff_unlock(f.h, &by, "wubo", &err) == ST_OK, rows[i].unlock);
		assert_int_equal(staff_set_role(f.h, &by, "wubo", "clerk", "", &err) == ST_OK, rows[i].role_too);
		assert_int_equal(window_set(f.h, &by, "9", NULL, "complaint", &err) == ST_OK, rows[i].window);
		assert_int_equal(staff_change_password(f.h, &by, "x", "x", &err) != ST_DENIED, rows[i].own);
	}
}

static void see_every(void *ctx, const char *no, const char *name, const char *kind, bool open)
{
	char *all = ctx;
	size_t n = strlen(all);

	(void)name;
	(void)kind;
	snprintf(all + n, 64 - n, "%s%s ", no, open ? "" : "-");
}

static void windows_come_and_go(void **state)
{
	struct actor admin = as("admin", "admin"), a;
	char all[64] = "";
	struct err err;

	(void)state;
	assert_int_equal(window_add(f.h, &admin, "10", "新窗口", "general", &err), ST_OK);
	assert_int_equal(window_add(f.h, &admin, "VIP", "绿色通道", "general", &err), ST_OK);
	assert_int_equal(window_set_open(f.h, &admin, "2", false, &err), ST_OK);
	assert_int_equal(window_list(f.h, see_every, all, &err), ST_OK);
	assert_string_equal(all, "1 2- 3 4 5 6 7 8 9 10 VIP ");
	assert_int_equal(staff_login(f.h, "jihm", "Yichuang-2026", "2", &a, &err), ST_NOINPUT);
	assert_int_equal(window_set_open(f.h, &admin, "2", true, &err), ST_OK);
	assert_int_equal(staff_login(f.h, "jihm", "Yichuang-2026", "2", &a, &err), ST_OK);
	assert_int_equal(window_add(f.h, &admin, "10", "又一个", "general", &err), ST_REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_it_is), cmocka_unit_test(nothing_told), cmocka_unit_test(locks_after_five),
		cmocka_unit_test(unknown_window), cmocka_unit_test(adding), cmocka_unit_test(windows),
		cmocka_unit_test(a_password_of_ones_own), cmocka_unit_test(a_password_grows_old), cmocka_unit_test(acts_on_people),
		cmocka_unit_test(who_may), cmocka_unit_test(windows_come_and_go),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
