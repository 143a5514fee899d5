/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "hall/circuit.h"

static void waits_are_within_full_jitter(void **state)
{
	(void)state;
	static const struct { int failures; int64_t most; } cases[] = { { 1, 2000 }, { 2, 4000 }, { 3, 8000 }, { 9, 512000 },
		{ 10, 900000 }, { 1000, 900000 }, { 0, 2000 } };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(backoff_ms(cases[i].failures, 0), 0);
		assert_int_equal(backoff_ms(cases[i].failures, UINT32_MAX), cases[i].most);
		int64_t half = backoff_ms(cases[i].failures, UINT32_MAX / 2);
		assert_in_range(half, cases[i].most / 2 - 1, cases[i].most / 2 + 1);
	}
}

static void the_circuit_opens_doubles_and_closes(void **state)
{
	(void)state;
	const struct circuit_end bad = { .failed = true }, good = { 0 };
	struct circuit c = { 0 };

	for (int i = 0; i < 4; i++)
		c = circuit_after(c, bad, 1000, 0);
	assert_int_equal(circuit_room(c.open_until, 1000, 4), 4);
	c = circuit_after(c, bad, 1000, 0);
	assert_int_equal(c.open_until, 1000 + 15000);            /* 30 s with the least jitter */
	assert_int_equal(circuit_room(c.open_until, 1000, 4), 0);
	int64_t until = c.open_until;
	c = circuit_after(c, bad, 2000, UINT32_MAX);             /* one that was under way */
	assert_int_equal(c.open_until, until);
	assert_int_equal(circuit_room(c.open_until, until, 4), 1);       /* half open */
	c = circuit_after(c, bad, until, UINT32_MAX);
	assert_int_equal(c.open_until, until + 60000);
	for (int i = 0; i < 10; i++)
		c = circuit_after(c, bad, c.open_until, UINT32_MAX);
	assert_int_equal(circuit_after(c, bad, c.open_until, UINT32_MAX).open_until - c.open_until, 600000);
	c = circuit_after(c, good, c.open_until, 0);
	assert_int_equal(c.open_until, 0);
	assert_int_equal(c.opened + c.failures, 0);
}

static void more_than_half_of_twenty_opens_too(void **state)
{
	(void)state;
	struct circuit c = { 0 };

	for (int i = 0; i < 19; i++)                             /* B G B G …: never five in a row */
		c = circuit_after(c, (struct circuit_end){ .failed = i % 2 == 0 }, 0, 0);
	assert_int_equal(c.open_until, 0);
	c = circuit_after(c, (struct circuit_end){ .failed = true }, 0, 0);      /* 11 of 20 */
	assert_true(c.open_until > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits_are_within_full_jitter),
		cmocka_unit_test(the_circuit_opens_doubles_and_closes),
		cmocka_unit_test(more_than_half_of_twenty_opens_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
