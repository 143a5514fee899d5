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
#include "hall/params.h"
#include "hall/staff.h"

static struct fixture f;
static struct actor admin;

static int setup(void **state)
{
	struct err err;

	(void)state;
	fixture_open(&f);
	if (staff_person(f.h, "admin", "", &admin, &err) != ST_OK)
		fixture_die("admin", &err);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

struct seen { const char *name; char value[80], origin[80], login[40]; int64_t at; size_t rows; };

static void see(void *ctx, const struct hall_parameter *p)
{
	struct seen *s = ctx;

	s->rows++;
	if (strcmp(p->setting->name, s->name) != 0)
		return;
	snprintf(s->value, sizeof s->value, "%s", p->value);
	snprintf(s->origin, sizeof s->origin, "%s", p->origin);
	snprintf(s->login, sizeof s->login, "%s", p->login);
	s->at = p->changed_at;
}

static struct seen look(struct hall *h, const char *name)
{
	struct seen s = { .name = name };
	struct err err;

	assert_int_equal(hall_parameters(h, see, &s, &err), ST_OK);
	assert_int_equal(s.rows, hall_param_count);
	return s;
}

/* Value, where it comes from, and who changed it when: of what nobody changed, nobody. */
static void who_changed_it(void **state)
{
	struct err err;
	struct seen before = look(f.h, "k1.days");

	(void)state;
	assert_string_equal(before.value, "5");
	assert_string_equal(before.origin, "default");
	assert_string_equal(before.login, "");
	assert_int_equal(before.at, 0);
	fixture_tick(60000);
	assert_int_equal(hall_change(f.h, &admin, "k1.days", "5", "4", &err), ST_OK);
	struct seen after = look(f.h, "k1.days");
	assert_string_equal(after.value, "4");
	assert_string_equal(after.origin, "hall");
	assert_string_equal(after.login, "admin");
	assert_int_equal(after.at, FIXTURE_NOW + 60000);
	assert_int_equal(hall_int(f.h, "k1.days"), 4);
}

/* Two desks see the same value; the second is told what the first has made of it, and changes nothing, here or there. */
static void two_at_once(void **state)
{
	struct hall *other;
	struct err err;

	(void)state;
	assert_int_equal(hall_open(f.dir, false, &other, &err), ST_OK);
	assert_int_equal(hall_change(other, &admin, "k6.days", "10", "12", &err), ST_OK);
	assert_int_equal(hall_change(f.h, &admin, "k6.days", "10", "15", &err), ST_CONFLICT);
	assert_string_equal(err.code, "E-4117");
	assert_non_null(strstr(err.text, "12"));
	assert_non_null(strstr(err.text, admin.name));
	assert_string_equal(look(f.h, "k6.days").value, "12");           /* as the store has it, whatever this desk began with */
	assert_int_equal(hall_int(f.h, "k6.days"), 10);
	assert_int_equal(hall_change(f.h, &admin, "k6.days", "12", "15", &err), ST_OK);
	assert_string_equal(look(other, "k6.days").value, "15");
	hall_close(other);
}

/* A value is tried without being in force, and by those who may not change it nothing is. */
static void tried_only(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(hall_value_check(f.h, "k10.days", "61", &err), ST_CONFIG);
	assert_int_equal(hall_value_check(f.h, "k10.days", "6", &err), ST_OK);
	assert_int_equal(hall_value_check(f.h, "seal.suite", "rot", &err), ST_CONFIG);
	assert_int_equal(hall_value_check(f.h, "store", "x", &err), ST_REFUSED);
	assert_int_equal(hall_int(f.h, "k10.days"), 5);
	assert_string_equal(look(f.h, "k10.days").login, "");
	assert_int_equal(hall_change(f.h, &f.clerk, "k10.days", "5", "6", &err), ST_DENIED);
	assert_int_equal(hall_int(f.h, "k10.days"), 5);
}

static void ranges(void **state)
{
	static const struct { const char *name, *range; } rows[] = { { "k1.days", "1–30" }, { "desk.ascii", "0 或 1" },
		{ "hall.phone", "至多40字节" } };
	char out[HALL_RANGE_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		for (size_t k = 0; k < hall_param_count; k++)
			if (strcmp(hall_params[k].name, rows[i].name) == 0)
				assert_string_equal(hall_range(&hall_params[k], out), rows[i].range);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(who_changed_it), cmocka_unit_test(two_at_once), cmocka_unit_test(tried_only),
		cmocka_unit_test(ranges) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
