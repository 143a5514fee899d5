/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "hall/taken.h"

/* How often a window takes what: counted with the acceptance, read for the search. */

static const struct catalogue *c;
static uint32_t *n;

static void read_taken(const char *window, day_t today)
{
	int version;

	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	n = mem_grow(n, c->bundle_count + c->item_count, sizeof *n);
	assert_int_equal(hall_taken(f.h, window, today, c, n, &err), ST_OK);
}

static uint32_t of_bundle(const char *id) { return n[catalogue_bundle(c, id) - c->bundles]; }
static uint32_t of_item(const char *id) { return n[c->bundle_count + (size_t)(catalogue_item(c, id) - c->items)]; }

static uint32_t all(void)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < c->bundle_count + c->item_count; i++)
		sum += n[i];
	return sum;
}

static day_t today(void)
{
	return day_from_ymd(2026, 11, 23);
}

static void only_what_was_accepted_here_counts(void **state)
{
	(void)state;
	read_taken(f.clerk.window, today());
	assert_int_equal(all(), 0);
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	take_in("huwai-zhaopai", OUTCOME_ACCEPT, NULL);      /* an item alone */
	take_in("shebaoka", OUTCOME_NOTICE, NULL);
	take_in("tuixiu", OUTCOME_RECEIVE, NULL);
	take_in("csz-qianfa+chusheng-hukou", OUTCOME_ACCEPT, NULL);      /* no bundle: each of them */
	take_in("kai-canyin+juelu-xuke", OUTCOME_ACCEPT, NULL);      /* a bundle and a further item */
	read_taken(f.clerk.window, today());
	assert_int_equal(of_bundle("kai-canyin"), 1);
	assert_int_equal(of_item("juelu-xuke"), 1);
	assert_int_equal(of_bundle("xinshenger"), 2);
	assert_int_equal(of_item("huwai-zhaopai"), 1);
	assert_int_equal(of_item("csz-qianfa"), 1);
	assert_int_equal(of_item("chusheng-hukou"), 1);
	assert_int_equal(all(), 7);
	read_taken("33", today());      /* begins like window 3 */
	assert_int_equal(all(), 0);
	read_taken("", today());
	assert_int_equal(all(), 0);
	free(n);
	n = NULL;
}

static void what_is_long_ago_fades(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	sql("INSERT INTO counter (series, period, n) VALUES ('taken/%s', '202609/xinshenger', 10), ('taken/%s', '202608/xinshenger', 100),"
		" ('taken/%s', '202610/nothing-like-that', 7)", f.clerk.window, f.clerk.window, f.clerk.window);
	read_taken(f.clerk.window, today());
	assert_int_equal(all(), 11);
	read_taken(f.clerk.window, day_from_ymd(2027, 1, 1));      /* November still counts, September does not */
	assert_int_equal(all(), 1);
	read_taken(f.clerk.window, day_from_ymd(2027, 2, 1));
	assert_int_equal(all(), 0);
	free(n);
	n = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(only_what_was_accepted_here_counts),
		ACT_TEST(what_is_long_ago_fades),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
