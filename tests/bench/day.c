/* SPDX-License-Identifier: Apache-2.0 */
/* The supervisor's day in a store of years: queue_day_read and queue_day_lists. The file is in the system's cache, so what counts is CPU
 * time; the clock on the wall would show who else is at work.
 *
 *   bench-day HALL fill DAYS EACH      EACH tickets with their facts on each of DAYS days up to today, and on the day before the first
 *                                      as many as no hall sees (50,000); what runs out of 20,000 dossiers, as far as there are so many
 *   bench-day HALL ask ROUNDS DAYS     "read MS", "lists MS", "past MS" (another day), "many MS" (the day of 50,000)
 *
 * It is 16:00 on 2026-11-23. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/queue_day.h"
#include "hall/staff.h"

#define NOW INT64_C(1795420800000)
#define MINUTE INT64_C(60000)
#define MANY 50000
#define RUNNING 20000
#define WINDOWS 9

static int64_t wall(void)
{
	return NOW;
}

static int64_t mono(void)
{
	return 1000 + NOW % INT64_C(1000000000000);
}

static void must(enum status st, const struct err *err)
{
	if (st == ST_OK)
		return;
	fprintf(stderr, "bench-day: %s %s %s\n", err->code, err->where, err->text);
	exit(status_exit(st));
}

static void must_sql(sqlite3 *db, bool fine)
{
	if (fine)
		return;
	fprintf(stderr, "bench-day: SQLite: %s\n", sqlite3_errmsg(db));
	exit(70);
}

static void sql(sqlite3 *db, const char *text)
{
	must_sql(db, sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK);
}

/* --- filling -------------------------------------------------------------------------------------------------------- */

/* The n-th of a day's tickets comes between 9:00 and 16:30, waits two to eleven minutes and is served five to twelve; whose turn is
 * after ?4 still waits. ?1 day, ?2 how many, ?3 the day's 9:00. */
static const char tickets[] =
	"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2),"
	" t AS (SELECT i, ?3 + i * 27000000 / ?2 AS taken, substr('AAABABCDAC', i % 10 + 1, 1) AS class, 120000 + i * 7919 % 540000 AS wait,"
	"  300000 + i * 104729 % 420000 AS service FROM n)"
	" INSERT INTO ticket (uuid, day, number, class, lane, priority, person_index, taken_at, place, state, version, calls, window_no, staff,"
	"  called_at, last_call_at, arrived_at, ended_at, changed_at)"
	" SELECT 'b' || ?1 || '-' || i, ?1, class || (10000 + i), class, CASE WHEN i % 20 THEN 'plain' ELSE 'priority' END, '', '', taken, i * 1048576,"
	"  CASE WHEN taken + wait > ?4 THEN 'waiting' WHEN taken + wait + service > ?4 THEN 'serving' WHEN i % 50 = 7 THEN 'abandoned' ELSE 'ended' END,"
	"  4, 1, CASE WHEN taken + wait > ?4 THEN '' ELSE CAST(i % 9 + 1 AS TEXT) END, 1, CASE WHEN taken + wait > ?4 THEN NULL ELSE taken + wait END,"
	"  NULL, NULL, CASE WHEN taken + wait + service > ?4 THEN NULL ELSE taken + wait + service END, taken FROM t";
static const char facts[] =
	"INSERT INTO ticket_event (ticket, at, fact, class, window_no, staff, calls, note)"
	" SELECT id, at, fact, class, window_no, 1, 1, '' FROM ("
	"  SELECT id, taken_at AS at, 'taken' AS fact, class, '' AS window_no FROM ticket WHERE day = ?1"
	"  UNION ALL SELECT id, called_at, 'called', class, window_no FROM ticket WHERE day = ?1 AND called_at IS NOT NULL"
	"  UNION ALL SELECT id, called_at + 9000, 'arrived', class, window_no FROM ticket WHERE day = ?1 AND called_at IS NOT NULL"
	"  UNION ALL SELECT id, ended_at, state, class, window_no FROM ticket WHERE day = ?1 AND ended_at IS NOT NULL) ORDER BY at";
static const char turns[] =
	"INSERT INTO window_event (window_no, at, state, staff, ticket, reason)"
	" SELECT window_no, at, state, 1, NULL, '' FROM ("
	"  SELECT window_no, called_at AS at, 'calling' AS state FROM ticket WHERE day = ?1 AND called_at IS NOT NULL"
	"  UNION ALL SELECT window_no, called_at + 9000, 'serving' FROM ticket WHERE day = ?1 AND called_at IS NOT NULL"
	"  UNION ALL SELECT window_no, ended_at, CASE WHEN id % 60 THEN 'idle' ELSE 'paused' END FROM ticket WHERE day = ?1 AND ended_at IS NOT NULL)"
	" ORDER BY at";
/* A tenth of them is late or soon will be. */
static const char clocks[] =
	"INSERT INTO clock (dossier, kind, item, run, start_day, due_day, halves, unit, estimated)"
	" SELECT id, 'K2', 1, 99, ?1 - 10, ?1 - 20 + id % 200, 40, 'wd', 0 FROM dossier ORDER BY id DESC LIMIT ?2";

static void run(sqlite3 *db, const char *text, const int64_t *args, int count)
{
	sqlite3_stmt *s;

	must_sql(db, sqlite3_prepare_v2(db, text, -1, &s, NULL) == SQLITE_OK);
	for (int i = 0; i < count; i++)
		sqlite3_bind_int64(s, i + 1, args[i]);
	must_sql(db, sqlite3_step(s) == SQLITE_DONE);
	sqlite3_finalize(s);
}

static void fill_day(sqlite3 *db, day_t day, int64_t each)
{
	const int64_t args[] = { day, each, clock_day_start(day) + 9 * 60 * MINUTE, NOW };

	run(db, tickets, args, 4);
	run(db, facts, args, 1);
	run(db, turns, args, 1);
}

static void fill(sqlite3 *db, int64_t days, int64_t each)
{
	day_t today = clock_today();
	const int64_t due[] = { today, RUNNING };

	sql(db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; BEGIN");
	fill_day(db, today - (day_t)days, MANY);
	for (day_t day = today - (day_t)days + 1; day <= today; day++)
		fill_day(db, day, each);
	run(db, clocks, due, 2);
	sql(db, "INSERT OR REPLACE INTO window_state (window_no, state, since, staff, reason, ticket, version)"
		" SELECT window_no, 'serving', max(called_at), 1, '', id, 1 FROM ticket WHERE state = 'serving' GROUP BY window_no");
	sql(db, "COMMIT");
}

/* --- asking --------------------------------------------------------------------------------------------------------- */

static double cpu_now(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
		abort();
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double read_day(struct hall *h, const struct actor *by, day_t day, int64_t least)
{
	struct queue_day *d;
	struct err err = { 0 };
	double begin = cpu_now();

	must(queue_day_read(h, by, day, &d, &err), &err);
	double took = cpu_now() - begin;
	if (d->all.taken < least || d->all.served == 0 || d->window_count < WINDOWS) {
		fprintf(stderr, "bench-day: %lld tickets, not %lld\n", (long long)d->all.taken, (long long)least);
		exit(70);
	}
	queue_day_free(d);
	return took;
}

static void ask(struct hall *h, int64_t rounds, int64_t days)
{
	struct day_list lists[DAY_LISTS_MOST];
	day_t today = clock_today();
	struct actor by;
	struct err err = { 0 };
	size_t count;

	must(staff_system(h, "", &by, &err), &err);
	for (int64_t i = -2; i < rounds; i++) {          /* the first warm up */
		double read = read_day(h, &by, today, 1), begin = cpu_now();
		must(queue_day_lists(h, &by, lists, &count, &err), &err);
		double listed = cpu_now() - begin, past = read_day(h, &by, today - 1 - (day_t)(i + 2) * 37 % (day_t)(days - 1), 1);
		double many = read_day(h, &by, today - (day_t)days, MANY);
		if (i >= 0)
			printf("read %.3f\nlists %.3f\nwhole %.3f\npast %.3f\nmany %.3f\n", read, listed, read + listed, past, many);
	}
}

int main(int argc, char **argv)
{
	static const struct clock_source fixed = { wall, mono };
	struct hall *h;
	struct err err = { 0 };
	sqlite3 *db;
	int64_t n = argc == 5 ? strtoll(argv[3], NULL, 10) : 0, m = argc == 5 ? strtoll(argv[4], NULL, 10) : 0;
	bool filling = argc == 5 && strcmp(argv[2], "fill") == 0;

	if (n < 1 || m < 2 || (!filling && strcmp(argv[2], "ask") != 0)) {
		fprintf(stderr, "bench-day HALL fill DAYS EACH | ask ROUNDS DAYS\n");
		return 64;
	}
	clock_replace(&fixed);
	char *path = file_join(argv[1], "hall.db");
	if (filling) {
		must_sql(NULL, sqlite3_open(path, &db) == SQLITE_OK);
		fill(db, n, m);
		sqlite3_close(db);
	} else {
		must(hall_open(argv[1], true, &h, &err), &err);
		ask(h, n, m);
		hall_close(h);
	}
	free(path);
	return 0;
}
