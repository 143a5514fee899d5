/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/mem.h"
#include "fault/accept.h"
#include "fault/power.h"
#include "store/testing.h"

/* Every call that SQLite makes to the disk fails once, and from then on, with each error that it may give (reliability
 * 4.3). An accept then is there, or cleanly is not, or its outcome is unknown and found out by opening anew; power
 * fails after each run, so what was only in the cache shows. */

#define ACCEPTS 3

enum belief { ABSENT, PRESENT, EITHER };

struct outcome { enum belief belief[ACCEPTS]; int64_t number[ACCEPTS]; int unknown, failed; };

static const struct fault_kind { const char *name; unsigned calls; int code; enum status expected; } kinds[] = {
	{ "read", POWER_READ, SQLITE_IOERR_READ, ST_IO },
	{ "write", POWER_WRITE, SQLITE_IOERR_WRITE, ST_IO },
	{ "full", POWER_WRITE, SQLITE_FULL, ST_FULL },
	{ "sync", POWER_SYNC, SQLITE_IOERR_FSYNC, ST_IO },
	{ "truncate", POWER_TRUNCATE, SQLITE_IOERR_TRUNCATE, ST_IO },
	{ "open", POWER_OPEN, SQLITE_CANTOPEN, ST_IO },
	{ "access", POWER_ACCESS, SQLITE_IOERR_ACCESS, ST_IO },
	{ "size", POWER_SIZE, SQLITE_IOERR_FSTAT, ST_IO },
	{ "lock", POWER_LOCK, SQLITE_IOERR_LOCK, ST_IO },
	{ "busy", POWER_LOCK, SQLITE_BUSY, ST_BUSY },
};

#define KINDS COUNT_OF(kinds)

static const struct store_override on_disk = { .vfs = POWER_VFS, .busy_ms = 2 };

static void base(void)
{
	struct store *s;
	int64_t number;

	power_format(1);
	assert_int_equal(store_open("hall.db", "sample", STORE_CREATE, &s, NULL), ST_OK);
	assert_int_equal(accept_one(s, ACCEPTS, &number, NULL), ST_OK);
	store_close(s);
	power_keep();
}

/* After an unknown outcome: a new connection, and a look (R4). Without one it stays unknown. */
static struct store *look_again(struct store *s, int k, struct outcome *o)
{
	store_close(s);
	o->unknown++;
	o->belief[k] = EITHER;
	if (store_open("hall.db", "sample", 0, &s, NULL) != ST_OK)
		return NULL;
	struct rows *r;
	char uuid[8];
	snprintf(uuid, sizeof uuid, "u%d", k);
	if (store_read(s, Q_DOSSIER_BY_UUID, ARGS(value_text(uuid)), &r, NULL) == ST_OK) {
		o->belief[k] = rows_count(r) == 1 ? PRESENT : ABSENT;
		o->number[k] = rows_int(r, 0, 1);
		rows_free(r);
	}
	return s;
}

/* A failure that is not unknown must be the one that the disk gave, say so, and have changed nothing. */
static void check_failure(const struct fault_kind *kind, enum status st, const struct err *err)
{
	if (st != kind->expected && st != ST_BUSY && !(kind->expected == ST_FULL && st == ST_IO))
		fail_msg("%s: %s %s %s", kind->name, status_name(st), err->code, err->text);
	assert_true(strstr(err->text, "未保存") || strcmp(err->code, "E-5108") == 0);
}

static void work(const struct fault_kind *kind, bool forever, struct outcome *o)
{
	struct store *s;
	struct err err;

	*o = (struct outcome){ .belief = { ABSENT } };
	if (store_open("hall.db", "sample", 0, &s, &err) != ST_OK) {
		assert_true(err.code[0] == 'E' && err.text[0]);
		o->failed++;
		if (forever || store_open("hall.db", "sample", 0, &s, &err) != ST_OK)
			return;
	}
	for (int k = 0; k < ACCEPTS && s; k++) {
		enum status st = accept_one(s, k, &o->number[k], &err);
		if (st == ST_UNKNOWN) {
			s = look_again(s, k, o);
			continue;
		}
		if (st != ST_OK) {
			o->failed++;
			check_failure(kind, st, &err);
			st = forever ? st : accept_one(s, k, &o->number[k], &err);
		}
		if (!forever && st != ST_OK && strcmp(err.code, "E-5108") != 0)
			fail_msg("%s: again %s %s %s", kind->name, status_name(st), err.code, err.text);
		o->belief[k] = st == ST_OK ? PRESENT : ABSENT;
	}
	store_close(s);
}

static void inspect(const char *what, const struct outcome *o)
{
	struct accept_view view;
	struct store *s;
	struct err err;

	if (store_open("hall.db", "sample", 0, &s, &err) != ST_OK || store_check(s, true, &err) != ST_OK)
		fail_msg("%s: damaged: %s %s %s", what, err.code, err.text, err.where);
	accept_look(s, &view);
	if (view.torn || view.gaps)
		fail_msg("%s: torn %d, gaps %d", what, (int)view.torn, (int)view.gaps);
	for (int k = 0; k < ACCEPTS; k++) {
		int64_t number = accept_number(s, k);
		if ((o->belief[k] == PRESENT && number != o->number[k]) || (o->belief[k] == ABSENT && number != 0))
			fail_msg("%s: accept %d was believed %s, but is %s", what, k, o->belief[k] == PRESENT ? "there" : "absent",
				number ? "there" : "absent");
	}
	store_close(s);
}

static long sweep(const struct fault_kind *kind, bool forever, struct outcome *sum)
{
	struct outcome o;
	char what[64];
	long n = 0;

	for (;;) {
		n++;
		snprintf(what, sizeof what, "%s %s, call %ld", kind->name, forever ? "forever" : "once", n);
		power_restore((uint64_t)n);
		power_fail(kind->calls, n, kind->code, forever);
		work(kind, forever, &o);
		bool fired = power_fault_fired();
		power_mend();
		power_off((uint64_t)n, (enum power_order)(n % POWER_ORDERS));
		inspect(what, &o);
		if (!fired)
			return n - 1;
		sum->unknown += o.unknown;
		sum->failed += o.failed;
	}
}

static void every_call_fails_once_and_for_ever(void **state)
{
	(void)state;

	base();
	for (size_t i = 0; i < KINDS; i++)
		for (int forever = 0; forever < 2; forever++) {
			struct outcome sum = { .unknown = 0 };
			long n = sweep(&kinds[i], forever, &sum);
			printf("%-9s %-8s %3ld calls: %3d refused, %3d unknown\n", kinds[i].name, forever ? "for ever" : "once", n,
				sum.failed, sum.unknown);
			assert_true(n > 0);
			/* a disk that is full is no riddle, unless it cannot even be written to undo */
			assert_true(forever || kinds[i].expected != ST_FULL || sum.unknown == 0);
		}
}

/* --- migrations ---------------------------------------------------------------------------------------------------- */

static void old_base(void)
{
	power_format(1);
	accept_old_store("hall.db", POWER_VFS);
	power_keep();
}

/* Opening migrates, or fails and leaves the old store to be migrated by the next opening. */
static void a_migration_survives_every_fault(void **state)
{
	(void)state;
	long n = 1;

	old_base();
	for (size_t i = 0; i < KINDS; i++)
		for (int forever = 0; forever < 2; forever++)
			for (n = 1; ; n++) {
				struct store *s;
				struct err err;
				power_restore((uint64_t)n);
				power_fail(kinds[i].calls, n, kinds[i].code, forever);
				enum status st = store_open("hall.db", "sample", 0, &s, &err);
				bool fired = power_fault_fired();
				store_close(s);
				power_mend();
				power_off((uint64_t)n, POWER_SECTORS);
				if (!accept_old_store_whole("hall.db"))
					fail_msg("%s, call %ld, opened: %s %s", kinds[i].name, n, status_name(st), err.text);
				if (!fired)
					break;
			}
}

/* --- a disk that fills up ------------------------------------------------------------------------------------------ */

static void a_full_disk_refuses_and_recovers(void **state)
{
	(void)state;
	int full = 0;

	base();
	for (int64_t room = 0; room < 96 * 1024; room += 1024) {
		struct outcome o = { .belief = { ABSENT } };
		struct store *s;
		struct err err;
		power_restore((uint64_t)room + 1);
		assert_int_equal(store_open("hall.db", "sample", 0, &s, &err), ST_OK);
		power_quota(60 * 1024 + room);
		for (int k = 0; k < ACCEPTS; k++) {
			enum status st = accept_one(s, k, &o.number[k], &err);
			if (st != ST_OK) {
				assert_int_equal(st, ST_FULL);
				assert_string_equal(err.code, "E-5010");
				full++;
				power_quota(0);
				st = accept_one(s, k, &o.number[k], &err);
			}
			assert_int_equal(st, ST_OK);
			o.belief[k] = PRESENT;
		}
		store_close(s);
		power_off((uint64_t)room, POWER_SECTORS);
		inspect("quota", &o);
	}
	assert_true(full > 5);
}

/* --- named points ------------------------------------------------------------------------------------------------ */

static int points, fail_at;
static char failed_at[64];

static int hook(const char *point)
{
	if (++points != fail_at)
		return 0;
	snprintf(failed_at, sizeof failed_at, "%s", point);
	return 1;
}

static void every_named_point_fails(void **state)
{
	(void)state;
	struct outcome o;
	static const struct fault_kind named = { "named point", 0, 0, ST_IO };
	int seen = 0;

	base();
	fault_hook = hook;
	for (fail_at = 1; ; fail_at++) {
		points = 0;
		failed_at[0] = '\0';
		power_restore((uint64_t)fail_at);
		work(&named, false, &o);
		bool fired = failed_at[0];
		seen += fired;
		fail_at = fired ? fail_at : -fail_at;
		power_off((uint64_t)points, POWER_SECTORS);
		int saved = fail_at;
		fail_at = 0;
		inspect(failed_at, &o);
		if (saved < 0)
			break;
		fail_at = saved;
		if (strcmp(failed_at, "store.after-commit") == 0)
			assert_int_equal(o.unknown, 1);
		else
			assert_int_equal(o.failed, 1);
	}
	fault_hook = NULL;
	assert_true(seen >= ACCEPTS * 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_call_fails_once_and_for_ever), cmocka_unit_test(a_full_disk_refuses_and_recovers),
		cmocka_unit_test(every_named_point_fails),
		cmocka_unit_test(a_migration_survives_every_fault),
	};

	power_register();
	store_override = &on_disk;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
