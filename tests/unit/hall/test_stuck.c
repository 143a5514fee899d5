/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/staff.h"
#include "hall/stuck.h"

static struct fixture f;
static struct actor supervisor;
static const char uuid[] = "0a7c1111-2222-4333-8444-555566667777";
static const struct act_value told[] = { { "category", "delay" }, { "name", "张三" }, { "phone", "13800138000" }, { "matter", "开办书店" },
	{ "what", "拖了一个月" }, { "happened", "2026-11-20" } };

static int setup(void **state)
{
	const char *top = getenv("srcdir");
	char *data = file_join(top ? top : ".", "data");
	struct err err;

	(void)state;
	setenv("YICHUANG_DATADIR", data, 1);
	free(data);
	fixture_clock();
	fixture_open(&f);
	if (staff_person(f.h, "hejing", "", &supervisor, &err) != ST_OK)
		fixture_die("staff", &err);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fault_hook = NULL;
	fixture_close(&f);
	return 0;
}

static const char *broken[2];
static int at_point(const char *point)
{
	return (broken[0] && strcmp(point, broken[0]) == 0) || (broken[1] && strcmp(point, broken[1]) == 0);
}

static void fault_at(const char *one, const char *other)
{
	broken[0] = one;
	broken[1] = other;
	fault_hook = at_point;
}

/* The first answer decides whether the others are of use; what is refused leaves a trace and takes no number. */
static void what_belongs_elsewhere_is_refused_at_once(void **state)
{
	static const struct act_value papers = { "category", "papers" };
	struct stuck_call call = { .word = "register", .values = &papers, .count = 1 };
	struct stuck_done done;
	struct err err;

	(void)state;
	assert_int_equal(stuck_act(f.h, &supervisor, &call, &done, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6751");
	assert_non_null(strstr(err.text, "补正"));
	assert_non_null(strstr(err.text, "没有改动"));
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act = 'stuck.refused' AND reason = 'E-6751'"), 1);
	call.values = told;                                          /* one that does belong here wants all of them */
	assert_int_equal(stuck_act(f.h, &supervisor, &call, &done, &err), ST_DATA);
	assert_string_equal(err.code, "E-6403");
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM stuck"), 0);
	call.count = COUNT_OF(told);
	assert_int_equal(stuck_act(f.h, &supervisor, &call, &done, &err), ST_OK);
	assert_string_equal(done.number, "BC001202611230001");
}

/* R4: whether it happened is looked up; while nobody knows, the same act once more is no second one. */
static void an_unknown_outcome_is_looked_up(void **state)
{
	const struct stuck_call call = { .uuid = uuid, .word = "register", .values = told, .count = COUNT_OF(told) };
	struct stuck_done done;
	struct err err;

	(void)state;
	fault_at("stuck.after-commit", "stuck.resolve");
	assert_int_equal(stuck_act(f.h, &supervisor, &call, &done, &err), ST_UNKNOWN);
	assert_string_equal(err.code, "E-6756");
	assert_non_null(strstr(err.text, "不会办两次"));
	fault_hook = NULL;
	assert_int_equal(stuck_act(f.h, &supervisor, &call, &done, &err), ST_OK);
	assert_true(done.again);
	assert_string_equal(done.number, "BC001202611230001");
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM stuck"), 1);
	const struct act_value class = { "class", "complex" };
	fault_at("stuck.after-commit", NULL);
	assert_int_equal(stuck_act(f.h, &supervisor, &(struct stuck_call){ .number = "BC001202611230001", .word = "classify", .values = &class,
		.count = 1 }, &done, &err), ST_OK);
	assert_false(done.again);
	assert_string_equal(done.state, "20");
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM stuck_step"), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* The dossier or the errand that it came of stands with it by its whole number; one that is none is said at its own question. */
static void it_knows_what_it_came_of(void **state)
{
	struct act_value values[COUNT_OF(told) + 1];
	struct stuck_call call = { .word = "register", .values = values, .count = COUNT_OF(told) + 1 };
	struct stuck_row row;
	struct stuck_done done;
	struct accepted dossier;
	struct request r;
	struct err err;
	size_t n;

	(void)state;
	fixture_request(&f, "xinshenger", 1, &r);
	fixture_accept(&f, &r, &dossier);
	request_release(&r);
	memcpy(values, told, sizeof told);
	static const char *const none[] = { "BB001202611239999", "99999", "BB", "没有" };
	for (size_t i = 0; i < COUNT_OF(none); i++) {
		values[COUNT_OF(told)] = (struct act_value){ "about", none[i] };
		assert_int_equal(stuck_act(f.h, &supervisor, &call, &done, &err), ST_DATA);
		assert_string_equal(err.code, "E-6403");
		assert_string_equal(err.where, "about");
	}
	values[COUNT_OF(told)].value = "1";
	assert_int_equal(stuck_act(f.h, &supervisor, &call, &done, &err), ST_OK);
	assert_int_equal(stuck_list(f.h, &supervisor, false, &row, 1, &n, &err), ST_OK);
	assert_string_equal(row.about, dossier.number);
}

/* Who registers sees what he registered, and nobody else's; who has nothing to do with it is refused. */
static void who_registered_it_sees_it(void **state)
{
	const struct stuck_call call = { .word = "register", .values = told, .count = COUNT_OF(told) };
	struct actor other = f.clerk, issuer = f.clerk;
	struct stuck_done done;
	struct stuck_row row;
	struct err err;
	size_t n;

	(void)state;
	other.staff_id = supervisor.staff_id;        /* a clerk, but not the one who did */
	snprintf(issuer.role, sizeof issuer.role, "issuer");
	assert_int_equal(stuck_act(f.h, &f.clerk, &call, &done, &err), ST_OK);
	assert_int_equal(stuck_list(f.h, &f.clerk, false, &row, 1, &n, &err), ST_OK);
	assert_true(n == 1 && strcmp(row.number, done.number) == 0);
	assert_int_equal(stuck_list(f.h, &other, false, &row, 1, &n, &err), ST_OK);
	assert_int_equal(n, 0);
	assert_int_equal(stuck_list(f.h, &f.clerk, true, &row, 1, &n, &err), ST_DENIED);
	assert_int_equal(stuck_list(f.h, &issuer, false, &row, 1, &n, &err), ST_DENIED);
	assert_int_equal(stuck_act(f.h, &f.clerk, &(struct stuck_call){ .word = "file", .number = done.number }, &done, &err), ST_DENIED);
}

int main(void)
{
	const struct CMUnitTest tests[] = { TEST(what_belongs_elsewhere_is_refused_at_once), TEST(an_unknown_outcome_is_looked_up), TEST(it_knows_what_it_came_of),
		TEST(who_registered_it_sees_it) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
