/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>

#include "hall/arrival.h"

/* Results that come back a pile at a time. */

static struct arrival in;

static enum status scan(const char *no)
{
	return arrival_check_in(f.h, &issuer, no, "3号柜", &in, &err);
}

static int64_t left(void)
{
	int64_t n;

	assert_int_equal(arrival_count(f.h, &n, &err), ST_OK);
	return n;
}

/* Every task of a dossier is decided; its results are numbered NAME-1, NAME-2 …, the last one without a number. */
static int decided(const char *name)
{
	char licence[40];

	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	int n = task_count();
	push_all();
	for (int i = 1; i <= n; i++) {
		snprintf(licence, sizeof licence, "licence_no=%s-%d", name, i);
		OK(&script, i, "sign");
		if (i < n)
			OK(&script, i, "grant", licence);
		else
			OK(&script, i, "grant");
	}
	return n;
}

static void one_after_the_other(void **state)
{
	char first[24];

	(void)state;
	int n = decided("A");
	snprintf(first, sizeof first, "%s", number);
	decided("B");
	assert_int_equal(left(), 2 * n);
	assert_int_equal(scan("B-1"), ST_OK);
	assert_string_equal(in.number, number);
	assert_true(in.task == 1 && *in.item && !in.again);
	/* a wrong one takes nothing from the others */
	assert_int_not_equal(scan("X-9"), ST_OK);
	assert_string_equal(err.code, "E-6464");
	assert_int_not_equal(scan(""), ST_OK);               /* which is no number of those without one */
	assert_int_equal(scan("A-1"), ST_OK);
	assert_string_equal(in.number, first);
	/* twice is once */
	assert_int_equal(scan("A-1"), ST_OK);
	assert_true(in.again);
	assert_int_equal(sql("SELECT count(*) FROM act WHERE word = 'check-in'"), 2);
	assert_int_equal(sql("SELECT count(*) FROM result WHERE in_at IS NOT NULL AND place = '3号柜'"), 2);
	assert_int_equal(left(), 2 * n - 2);
	assert_task(1, "70");
}

static void several_of_one_number(void **state)
{
	(void)state;
	decided("A");
	decided("A");
	assert_int_not_equal(scan("A-1"), ST_OK);
	assert_string_equal(err.code, "E-6465");
	assert_int_equal(sql("SELECT count(*) FROM act WHERE word = 'check-in'"), 0);
	OK(&issuer, 1, "check-in", "licence_no=A-1");        /* that of the second, in its dossier */
	assert_int_not_equal(scan("A-1"), ST_OK);            /* the same paper again, or the other one's? */
	assert_string_equal(err.code, "E-6465");
	assert_int_equal(sql("SELECT count(*) FROM act WHERE word = 'check-in'"), 1);
}

static void not_by_anybody(void **state)
{
	(void)state;
	decided("A");
	assert_int_not_equal(arrival_check_in(f.h, &f.clerk, "A-1", "", &in, &err), ST_OK);
	assert_string_equal(err.code, "E-6402");
	assert_task(1, "50");
}

int main(void)
{
	const struct CMUnitTest tests[] = { ACT_TEST(one_after_the_other), ACT_TEST(several_of_one_number), ACT_TEST(not_by_anybody) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
