/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fault/power.h"
#include "fixture.h"
#include "hall/audit.h"
#include "hall/dossier.h"
#include "hall/own.h"
#include "store/testing.h"

/* Power cuts under the real accept: the hall's own schema, snapshot, outbox, papers and trail on the disk that forgets.
 * What dossier_accept has answered was printed. The 10,000 cuts of fault-power are on a small schema; here a sample,
 * LONG_N=10000 for as many. */

#define ACCEPTS 3

struct papers { struct request requests[ACCEPTS]; char printed[ACCEPTS][24]; };
static struct fixture f;
static struct papers papers;
static char *base;               /* the demonstration hall's database, on a real disk */

/* The hall without its store: the catalogue is parsed once for all runs. */
static bool connect_store(void)
{
	struct err err;

	store_close(f.h->store);
	f.h->store = NULL;
	return store_open(f.h->url, "hall", 0, &f.h->store, &err) == ST_OK;
}

static const char *db_name(void)
{
	return strchr(f.h->url, ':') + 1;
}

/* The base state: the demonstration hall copied onto the disk that forgets. */
static void prepare(void *ctx)
{
	sqlite3 *from, *to;

	(void)ctx;
	store_close(f.h->store);
	f.h->store = NULL;
	assert_int_equal(sqlite3_open_v2(base, &from, SQLITE_OPEN_READONLY, "unix"), SQLITE_OK);
	assert_int_equal(sqlite3_open_v2(db_name(), &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, POWER_VFS), SQLITE_OK);
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	assert_non_null(b);
	assert_int_equal(sqlite3_backup_step(b, -1), SQLITE_DONE);
	sqlite3_backup_finish(b);
	sqlite3_close(from);
	sqlite3_close(to);
}

static void work(void *ctx)
{
	struct papers *p = ctx;
	struct accepted done;
	struct err err;

	memset(p->printed, 0, sizeof p->printed);
	if (!connect_store())
		return;
	for (int k = 0; k < ACCEPTS; k++) {
		if (dossier_accept(f.h, &f.clerk, &p->requests[k], &done, NULL, &err) != ST_OK)
			break;
		snprintf(p->printed[k], sizeof p->printed[k], "%s", done.number);
	}
	store_close(f.h->store);
	f.h->store = NULL;
}

static bool whole(struct rows *r)
{
	return rows_int(r, 0, 4) > 0 && rows_int(r, 0, 5) > 0 && rows_int(r, 0, 7) == rows_int(r, 0, 4) &&
		rows_int(r, 0, 8) == rows_int(r, 0, 4) && rows_int(r, 0, 9) == 2;
}

static void inspect(void *ctx, struct power_tally *tally)
{
	struct papers *p = ctx;
	int64_t entries, dossiers, found = 0;
	struct err err;

	if (!connect_store() || store_check(f.h->store, false, &err) != ST_OK) {
		tally->damaged++;
		return;
	}
	for (int k = 0; k < ACCEPTS; k++) {
		struct rows *r = NULL;
		if (store_read(f.h->store, Q_DOSSIER_READ_BACK, ARGS(value_text(p->requests[k].accept_uuid), value_int(1)), &r, &err) != ST_OK) {
			tally->damaged++;
			continue;
		}
		bool there = rows_count(r) == 1;
		tally->promised += *p->printed[k] != '\0';
		tally->lost += *p->printed[k] && (!there || strcmp(p->printed[k], rows_text(r, 0, 0)) != 0);
		tally->torn += there && !whole(r);
		found += there;
		rows_free(r);
	}
	if (audit_verify(f.h, &entries, &err) != ST_OK)
		tally->torn++;
	if (dossier_verify(f.h, &dossiers, &err) != ST_OK)
		tally->gaps++;
	else
		tally->torn += dossiers != found;
}

static struct power_tally play(const struct store_override *how, long points)
{
	const struct power_play game = { prepare, work, NULL, inspect, &papers };
	const char *seed = getenv("SEED");
	struct power_tally t = { 0 };

	store_override = how;
	power_play(&game, points, seed ? strtoull(seed, NULL, 10) : 20261123, &t);
	store_close(f.h->store);
	f.h->store = NULL;
	store_override = NULL;
	print_message("%s: %ld cuts over %ld operations, %ld numbers printed: lost %ld, torn %ld, gaps %ld, damaged %ld\n",
		how->journal ? how->journal : "as shipped", t.runs, t.operations, t.promised, t.lost, t.torn, t.gaps, t.damaged);
	return t;
}

static void nothing_printed_is_lost(void **state)
{
	static const struct store_override shipped = { .vfs = POWER_VFS };
	const char *n = getenv("LONG_N");
	struct power_tally t = play(&shipped, n ? strtol(n, NULL, 10) : 1500);

	(void)state;
	assert_true(t.promised > t.runs / 2);
	assert_int_equal(t.lost, 0);
	assert_int_equal(t.torn, 0);
	assert_int_equal(t.gaps, 0);
	assert_int_equal(t.damaged, 0);
}

/* The same accepts on a pair that is not durable (SQLite's own default): the test must see it. */
static void a_lazy_disk_is_seen(void **state)
{
	static const struct store_override lazy = { .vfs = POWER_VFS, .journal = "DELETE", .synchronous = "FULL" };
	struct power_tally t = play(&lazy, 150);

	(void)state;
	assert_true(t.lost > 5);
}

static int setup(void **state)
{
	static const char *const bundles[ACCEPTS] = { "xinyong", "kai-canyin", "chusheng-hukou" };

	(void)state;
	fixture_open(&f);
	for (int k = 0; k < ACCEPTS; k++)
		fixture_request(&f, bundles[k], k, &papers.requests[k]);
	base = mem_format("%s/hall.db", f.dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	for (int k = 0; k < ACCEPTS; k++)
		request_release(&papers.requests[k]);
	fixture_close(&f);
	free(base);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(nothing_printed_is_lost), cmocka_unit_test(a_lazy_disk_is_seen) };

	power_register();
	return cmocka_run_group_tests(tests, setup, teardown);
}
