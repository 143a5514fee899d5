/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "fixture.h"
#include "hall/audit.h"
#include "hall/edition.h"
#include "hall/import.h"
#include "hall/staff.h"
#include "store/testing.h"

/* Two who change the catalogue at once: neither's change is lost without a word. The other one comes whenever the first looks at the
 * clock, or is told a difference: between what it read and what it writes, and inside its transaction, where the other must wait. */

#define MINE "csz-qianfa"
#define THEIRS "chusheng-hukou"
#define LOOKS_MOST 40

static struct fixture f;
static struct hall *other;           /* a second connection, as of another process */
static struct actor me, they;
static enum status theirs;           /* how the other one's change ended; ST_CANCELLED: it has not come */
static char *shipped;

static int setup(void **state)
{
	static const struct store_override short_waits = { .busy_ms = 1 };
	const struct catalogue *c;
	struct err err;
	size_t n;
	int version;

	(void)state;
	store_override = &short_waits;
	fixture_open(&f);
	assert_int_equal(hall_open(f.dir, false, &other, &err), ST_OK);
	assert_int_equal(staff_system(f.h, "", &me, &err), ST_OK);
	assert_int_equal(staff_system(other, "", &they, &err), ST_OK);
	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	shipped = catalogue_canonical(c, &n);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	free(shipped);
	hall_close(other);
	fixture_close(&f);
	store_override = NULL;
	return 0;
}

static enum status confirm(struct hall *h, const struct actor *by, const char *item, bool checked, struct err *err)
{
	struct import_result r;

	return import_confirm(h, by, 0, &item, 1, checked, &r, err);
}

static bool is_confirmed(const char *item)
{
	const struct catalogue *c;
	struct err err;
	int version;

	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	return !catalogue_item(c, item)->unchecked;
}

static void both_are_examples(void)
{
	struct err err;

	if (is_confirmed(MINE))
		assert_int_equal(confirm(f.h, &me, MINE, false, &err), ST_OK);
	if (is_confirmed(THEIRS))
		assert_int_equal(confirm(f.h, &me, THEIRS, false, &err), ST_OK);
}

/* --- the other one comes at a look at the clock ------------------------------------------------------------------------- */

static int looks_left;               /* until then */

static int64_t while_i_look(void)
{
	struct err err;

	if (looks_left-- == 0)               /* its own looks come after that */
		theirs = confirm(other, &they, THEIRS, true, &err);
	return FIXTURE_NOW;
}

/* What I do with the catalogue, another change coming at the n-th look; true: it came at all. */
static bool overtaken_at(int n, enum status (*what_i_do)(struct err *err), enum status *mine, struct err *err)
{
	const struct clock_source looking = { while_i_look, while_i_look };

	theirs = ST_CANCELLED;
	looks_left = n;
	clock_replace(&looking);
	*mine = what_i_do(err);
	bool came = looks_left < 0;
	looks_left = -1;
	fixture_clock();
	return came;
}

/* At each look in turn: who was told that it is done finds it done. Returns how often I was refused for the other's sake. */
static int nobody_loses(enum status (*what_i_do)(struct err *err), void (*before_it)(void), bool (*is_done)(void))
{
	int refused = 0;
	struct err err;

	for (int n = 0; n < LOOKS_MOST; n++) {
		enum status mine;
		before_it();
		if (!overtaken_at(n, what_i_do, &mine, &err))
			return refused;
		assert_int_equal(is_confirmed(THEIRS), theirs == ST_OK);
		assert_int_equal(is_done(), mine == ST_OK);
		if (mine == ST_OK)
			continue;
		assert_int_equal(mine, ST_CONFLICT);
		assert_string_equal(err.code, "E-4134");
		assert_int_equal(theirs, ST_OK);
		refused++;
	}
	fail_msg("more than %d looks", LOOKS_MOST);
	return 0;
}

static enum status i_confirm(struct err *err)
{
	return confirm(f.h, &me, MINE, true, err);
}

static bool mine_is_confirmed(void)
{
	return is_confirmed(MINE);
}

static void two_confirm(void **state)
{
	int64_t entries;
	struct err err;

	(void)state;
	assert_true(nobody_loses(i_confirm, both_are_examples, mine_is_confirmed) > 0);
	assert_int_equal(audit_verify(f.h, &entries, &err), ST_OK);
}

/* What is told names who was quicker, and the same done once more is done. */
static void who_was_overtaken_does_it_again(void **state)
{
	enum status mine = ST_OK;
	struct err err;

	(void)state;
	both_are_examples();
	for (int n = 0; mine == ST_OK; n++) {
		both_are_examples();
		assert_true(overtaken_at(n, i_confirm, &mine, &err));
	}
	assert_non_null(strstr(err.text, "系统"));
	assert_int_equal(i_confirm(&err), ST_OK);
	assert_true(is_confirmed(MINE));
	assert_true(is_confirmed(THEIRS));
}

/* What was on a screen is confirmed, not what came into use since. */
static void what_was_seen_is_confirmed(void **state)
{
	static const char *const mine = MINE;
	struct import_result r;
	struct err err;

	(void)state;
	assert_int_equal(confirm(other, &they, THEIRS, true, &err), ST_OK);
	assert_int_equal(import_confirm(f.h, &me, 1, &mine, 1, true, &r, &err), ST_CONFLICT);
	assert_string_equal(err.code, "E-4134");
	assert_false(is_confirmed(MINE));
	assert_int_equal(import_confirm(f.h, &me, 2, &mine, 1, true, &r, &err), ST_OK);
	assert_true(is_confirmed(MINE));
}

/* --- an import; a step back ---------------------------------------------------------------------------------------------- */

static void they_confirm(void *ctx, const struct catalogue_change *change)
{
	struct err err;

	(void)ctx;
	(void)change;
	if (theirs == ST_CANCELLED)
		theirs = confirm(other, &they, THEIRS, true, &err);
}

/* The shipped catalogue with the child's bundle under another name, from a day on (0: at once). */
static enum status import_named(const char *name, day_t from, catalogue_change_fn *change, struct import_result *r, struct err *err)
{
	static const char old[] = "\"name\":\"新生儿出生\"";
	const char *at = strstr(shipped, old);

	assert_non_null(at);
	char *text = mem_format("%.*s\"name\":\"%s\"%s", (int)(at - shipped), shipped, name, at + strlen(old));
	const struct catalogue_text one = { "changed", text, strlen(text) };
	enum status st = import_catalogue(f.h, &me, &(struct import_request){ .texts = &one, .count = 1, .from = from, .change = change }, r, err);
	free(text);
	return st;
}

/* The differences were told, then the other one confirmed: a file that does not know of it does not undo it. */
static void one_imports_one_confirms(void **state)
{
	struct import_result r;
	struct err err;

	(void)state;
	theirs = ST_CANCELLED;
	assert_int_equal(import_named("新名字", 0, they_confirm, &r, &err), ST_CONFLICT);
	assert_string_equal(err.code, "E-4134");
	assert_int_equal(theirs, ST_OK);
	assert_true(is_confirmed(THEIRS));
	assert_int_equal(import_named("新名字", 0, NULL, &r, &err), ST_OK);
	assert_int_equal(r.kept, 1);
	assert_true(is_confirmed(THEIRS));
}

/* What begins later keeps what is confirmed today, too, though another version lies between the two. */
static void one_imports_for_later_one_confirms(void **state)
{
	struct import_result r;
	struct err err;

	(void)state;
	assert_int_equal(import_named("三天后", clock_today() + 3, NULL, &r, &err), ST_OK);
	theirs = ST_CANCELLED;
	assert_int_equal(import_named("五天后", clock_today() + 5, they_confirm, &r, &err), ST_CONFLICT);
	assert_string_equal(err.code, "E-4134");
	assert_int_equal(theirs, ST_OK);
	assert_int_equal(import_named("五天后", clock_today() + 5, NULL, &r, &err), ST_OK);
	assert_int_equal(r.kept, 1);
}

static int in_use(void)
{
	const struct catalogue *c;
	struct err err;
	int version;

	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	return version;
}

static enum status i_go_back(struct err *err)
{
	struct edition_change k;

	return edition_rollback(f.h, &me, 1, &k, err);
}

static void there_is_something_to_go_back_from(void)
{
	struct err err;

	both_are_examples();
	if (in_use() == 1)
		assert_int_equal(confirm(f.h, &me, MINE, true, &err), ST_OK);
}

static bool it_is_back(void)
{
	return in_use() == 1;
}

/* Back from what was seen, not from what came into use since. */
static void one_goes_back_one_confirms(void **state)
{
	(void)state;
	assert_true(nobody_loses(i_go_back, there_is_something_to_go_back_from, it_is_back) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(two_confirm, setup, teardown),
		cmocka_unit_test_setup_teardown(who_was_overtaken_does_it_again, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_seen_is_confirmed, setup, teardown),
		cmocka_unit_test_setup_teardown(one_imports_one_confirms, setup, teardown),
		cmocka_unit_test_setup_teardown(one_imports_for_later_one_confirms, setup, teardown),
		cmocka_unit_test_setup_teardown(one_goes_back_one_confirms, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
