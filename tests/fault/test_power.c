/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "fault/accept.h"
#include "fault/power.h"
#include "store/testing.h"

/* Power cuts under the real store: no number that was told may be lost, no dossier torn, no number left out. The same
 * disk must show the settings that are not durable for what they are, or it proves nothing. LONG_N=1000000 for more
 * points, SEED=… for others. */

#define ACCEPTS 6

struct hall { int64_t told[ACCEPTS]; };

static void prepare(void *ctx)
{
	(void)ctx;
	struct store *s;
	int64_t number;

	assert_int_equal(store_open("hall.db", "sample", STORE_CREATE, &s, NULL), ST_OK);
	assert_int_equal(accept_one(s, ACCEPTS, &number, NULL), ST_OK);
	store_close(s);
}

static void work(void *ctx)
{
	struct hall *hall = ctx;
	struct store *s;

	*hall = (struct hall){ .told = { 0 } };
	if (store_open("hall.db", "sample", 0, &s, NULL) != ST_OK)
		return;
	for (int k = 0; k < ACCEPTS; k++)
		if (accept_one(s, k, &hall->told[k], NULL) != ST_OK)
			break;
	store_close(s);
}

/* The next program finds a number that nobody was told, and tells it. */
static void look(void *ctx)
{
	struct hall *hall = ctx;
	struct store *s;

	assert_int_equal(store_open("hall.db", "sample", 0, &s, NULL), ST_OK);
	for (int k = 0; k < ACCEPTS; k++)
		if (hall->told[k] == 0)
			hall->told[k] = accept_number(s, k);
	store_close(s);
}

static void inspect(void *ctx, struct power_tally *tally)
{
	struct hall *hall = ctx;
	struct accept_view view;
	struct store *s;

	if (store_open("hall.db", "sample", 0, &s, NULL) != ST_OK || store_check(s, true, NULL) != ST_OK) {
		tally->damaged++;
		store_close(s);
		return;
	}
	accept_look(s, &view);
	tally->torn += view.torn;
	tally->gaps += view.gaps;
	for (int k = 0; k < ACCEPTS; k++) {
		tally->promised += hall->told[k] != 0;
		tally->lost += hall->told[k] != 0 && accept_number(s, k) != hall->told[k];
	}
	store_close(s);
}

static uint64_t seed(void)
{
	const char *text = getenv("SEED");

	return text ? strtoull(text, NULL, 10) : 20261123;
}

static struct power_tally play(const struct store_override *how, long points, void (*looking)(void *ctx))
{
	struct power_tally t = { 0 };
	struct hall hall;
	const struct power_play play = { prepare, work, looking, inspect, &hall };

	store_override = how;
	power_play(&play, points, seed(), &t);
	store_override = NULL;
	printf("%-8s %-6s %ld cuts over %ld operations, %ld numbers told: lost %ld, torn %ld, gaps %ld, damaged %ld\n",
		how->journal ? how->journal : "shipped", how->synchronous ? how->synchronous : "", t.runs, t.operations,
		t.promised, t.lost, t.torn, t.gaps, t.damaged);
	return t;
}

static void nothing_is_lost(void **state)
{
	(void)state;
	static const struct store_override shipped = { .vfs = POWER_VFS };
	const char *long_n = getenv("LONG_N");
	struct power_tally t = play(&shipped, long_n ? strtol(long_n, NULL, 10) : 10000, NULL);

	assert_true(t.runs >= 10000 && t.promised > t.runs);
	assert_int_equal(t.lost, 0);
	assert_int_equal(t.torn, 0);
	assert_int_equal(t.gaps, 0);
	assert_int_equal(t.damaged, 0);
}

static void the_disk_tells_durable_pairs_from_others(void **state)
{
	(void)state;
	static const struct { struct store_override how; bool loses; } pairs[] = {
		{ { .vfs = POWER_VFS, .journal = "PERSIST", .synchronous = "FULL" }, false },
		{ { .vfs = POWER_VFS, .journal = "DELETE", .synchronous = "EXTRA" }, false },
		{ { .vfs = POWER_VFS, .journal = "WAL", .synchronous = "FULL" }, false },
		{ { .vfs = POWER_VFS, .journal = "DELETE", .synchronous = "FULL" }, true },
		{ { .vfs = POWER_VFS, .journal = "WAL", .synchronous = "NORMAL" }, true },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		struct power_tally t = play(&pairs[i].how, 1000, NULL);
		assert_int_equal(t.torn + t.gaps + t.damaged, 0);
		if (pairs[i].loses)
			assert_true(t.lost > 50);
		else
			assert_int_equal(t.lost, 0);
	}
}

/* Killed between the end of the journal and its sync, a COMMIT is there for the next program, but not yet for good:
 * opening must make it so before anything is read. */
static void what_the_next_program_finds_is_not_lost(void **state)
{
	(void)state;
	static const struct store_override ways[] = {
		{ .vfs = POWER_VFS }, { .vfs = POWER_VFS, .journal = "WAL", .synchronous = "FULL" },
	};

	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		struct power_tally t = play(&ways[i], 1000, look);
		assert_true(t.promised > t.runs);
		assert_int_equal(t.lost + t.torn + t.gaps + t.damaged, 0);
	}
}

/* --- migrations ---------------------------------------------------------------------------------------------------- */

static void old_prepare(void *ctx)
{
	(void)ctx;
	accept_old_store("hall.db", POWER_VFS);
}

static void old_work(void *ctx)
{
	(void)ctx;
	struct store *s;

	if (store_open("hall.db", "sample", 0, &s, NULL) == ST_OK)
		store_close(s);
}

static void old_inspect(void *ctx, struct power_tally *tally)
{
	(void)ctx;
	tally->damaged += !accept_old_store_whole("hall.db");
}

static void a_migration_is_all_or_nothing(void **state)
{
	(void)state;
	static const struct store_override shipped = { .vfs = POWER_VFS };
	static const struct power_play play = { old_prepare, old_work, NULL, old_inspect, NULL };
	struct power_tally t = { 0 };

	store_override = &shipped;
	power_play(&play, 2000, seed(), &t);
	store_override = NULL;
	printf("a migration of %ld operations, %ld cuts: %ld damaged\n", t.operations, t.runs, t.damaged);
	assert_int_equal(t.damaged, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_lost), cmocka_unit_test(the_disk_tells_durable_pairs_from_others),
		cmocka_unit_test(what_the_next_program_finds_is_not_lost),
		cmocka_unit_test(a_migration_is_all_or_nothing),
	};

	power_register();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
