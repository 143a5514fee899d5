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
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "fixture.h"
#include "hall/audit.h"
#include "hall/import.h"
#include "law/clock.h"
#include "hall/staff.h"

/* T-13, R12: dossiers are accepted in December, before the next year's notice is out; then a calendar comes whose holidays
 * are thrown by dice. Every day in the store is compared with an oracle that shares nothing with the program: the C library's
 * calendar, two tables of days, and the rules written down once more. DUE_SEED repeats a run. */

enum { YEARS = 6, FIRST = 2027, SPAN = 366 * (YEARS + 4) };

static struct fixture f;
static struct actor by;
static sqlite3 *db;
static char off[SPAN], makeup[SPAN];           /* by days since 2026-01-01 */
static bool known[YEARS + 4];                  /* by year since 2026 */
static unsigned dice;

static int setup(void **state)
{
	const char *seed = getenv("DUE_SEED");
	struct err err;

	(void)state;
	dice = seed ? (unsigned)strtoul(seed, NULL, 10) : (unsigned)time(NULL);
	printf("DUE_SEED=%u\n", dice);
	fixture_open(&f);
	char *path = mem_format("%s/hall.db", f.dir);
	int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
	free(path);
	return rc == SQLITE_OK && staff_system(f.h, "", &by, &err) == ST_OK ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	sqlite3_close(db);
	fixture_close(&f);
	return 0;
}

static int throw(int sides)
{
	dice = dice * 1103515245u + 12345u;
	return (int)(dice >> 16 & 0x7FFF) % sides;
}

/* --- the oracle ------------------------------------------------------------------------------------------------------------ */

static int day_index(int year, int month, int day)
{
	struct tm t = { .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day };
	struct tm first = { .tm_year = 126, .tm_mon = 0, .tm_mday = 1 };

	return (int)((timegm(&t) - timegm(&first)) / 86400);
}

static struct tm date_of(int index)
{
	struct tm first = { .tm_year = 126, .tm_mon = 0, .tm_mday = 1 }, out;
	time_t at = timegm(&first) + (time_t)index * 86400;

	gmtime_r(&at, &out);
	return out;
}

static bool oracle_works(int index)
{
	static const char *const fixed[] = { "0101", "0501", "0502", "1001", "1002", "1003" };
	struct tm t = date_of(index);
	bool weekend = t.tm_wday == 0 || t.tm_wday == 6;
	char date[8];

	if (known[t.tm_year - 126])
		return makeup[index] || (!off[index] && !weekend);
	strftime(date, sizeof date, "%m%d", &t);
	for (size_t i = 0; i < COUNT_OF(fixed); i++)
		if (strcmp(fixed[i], date) == 0)
			return false;
	return !weekend;
}

/* The n-th working day after `start`; whether a year that is not known was looked into. */
static int oracle_due(int start, int n, bool *guessed)
{
	int d = start;

	while (n > 0) {
		d++;
		*guessed |= !known[date_of(d).tm_year - 126];
		n -= oracle_works(d);
	}
	return d;
}

/* --- calendars ------------------------------------------------------------------------------------------------------------- */

/* The shipped year 2026, read from its notice by hand: what the fixture's hall knows. */
static void know_2026(void)
{
	static const int spans[][4] = { { 1, 1, 1, 3 }, { 2, 15, 2, 23 }, { 4, 4, 4, 6 }, { 5, 1, 5, 5 }, { 6, 19, 6, 21 }, { 9, 25, 9, 27 },
		{ 10, 1, 10, 7 } };
	static const int work[][2] = { { 1, 4 }, { 2, 14 }, { 2, 28 }, { 5, 9 }, { 9, 20 }, { 10, 10 } };

	for (size_t i = 0; i < COUNT_OF(spans); i++)
		for (int d = day_index(2026, spans[i][0], spans[i][1]); d <= day_index(2026, spans[i][2], spans[i][3]); d++)
			off[d] = 1;
	for (size_t i = 0; i < COUNT_OF(work); i++)
		makeup[day_index(2026, work[i][0], work[i][1])] = 1;
	known[0] = true;
}

/* Holidays and make-up days of a year, most of them in January and February, where the promises end. */
static char *throw_year(int year)
{
	int first = day_index(year, 1, 1), last = day_index(year, 12, 31), offs = 0, works = 0;
	struct buf json;
	char date[16];

	for (int tries = 0; tries < 400 && (offs < 17 || works < 5); tries++) {
		int d = first + throw(tries < 200 ? 60 : 365);
		struct tm t = date_of(d);
		bool weekend = t.tm_wday == 0 || t.tm_wday == 6;
		if (off[d] || makeup[d])
			continue;
		if (weekend && works < 5) {
			makeup[d] = 1;
			works++;
		} else if (!weekend && offs < 17) {
			off[d] = 1;
			offs++;
		}
	}
	buf_init(&json, BUF_LARGE);
	buf_format(&json, "{\"year\":%d,\"document\":\"掷得的\",\"off_days\":[", year);
	for (int pass = 0; pass < 2; pass++) {
		const char *comma = "";
		for (int d = first; d <= last; d++) {
			struct tm t = date_of(d);
			if (!(pass ? makeup[d] : off[d]))
				continue;
			strftime(date, sizeof date, "%Y-%m-%d", &t);
			buf_format(&json, "%s{\"date\":\"%s\"}", comma, date);
			comma = ",";
		}
		buf_text(&json, pass ? "]}" : "],\"work_days\":[");
	}
	return buf_take(&json);
}

/* --- the store ------------------------------------------------------------------------------------------------------------- */

static sqlite3_stmt *ask(const char *sql)
{
	sqlite3_stmt *q = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	return q;
}

static int64_t ask_int(const char *sql)
{
	sqlite3_stmt *q = ask(sql);
	int64_t n = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) : -1;

	sqlite3_finalize(q);
	return n;
}

static int index_of(day_t day)
{
	return day - day_from_ymd(2026, 1, 1);
}

/* What was promised on the day of acceptance, row by row, before the new year came. */
struct was { int64_t dossier; char kind[12]; int item, start, due, n; bool natural; };
static struct was rows[4096];
static size_t row_count;

static void remember(const char *sql)
{
	sqlite3_stmt *q = ask(sql);

	while (sqlite3_step(q) == SQLITE_ROW && row_count < COUNT_OF(rows)) {
		struct was *w = &rows[row_count++];
		const char *unit = sqlite3_column_type(q, 6) == SQLITE_NULL ? "" : (const char *)sqlite3_column_text(q, 6);
		*w = (struct was){ .dossier = sqlite3_column_int64(q, 0), .item = sqlite3_column_int(q, 2),
			.start = index_of(sqlite3_column_int(q, 3)), .due = index_of(sqlite3_column_int(q, 4)),
			.n = (sqlite3_column_int(q, 5) + 1) / 2, .natural = strcmp(unit, "working_day") != 0 };
		snprintf(w->kind, sizeof w->kind, "%s", (const char *)sqlite3_column_text(q, 1));
	}
	sqlite3_finalize(q);
}

static const char clocks_sql[] = "SELECT dossier, kind, item, start_day, due_day, halves, unit FROM clock WHERE kind <> 'K5' ORDER BY 1, 2, 3";
static int now_of(const struct was *w)
{
	char *sql = mem_format("SELECT due_day FROM clock WHERE dossier = %lld AND kind = '%s' AND item = %d", (long long)w->dossier, w->kind,
		w->item);
	int day = index_of((day_t)ask_int(sql));

	free(sql);
	return day;
}

static int anew_of(const struct was *w)
{
	bool guessed = false;

	return w->natural ? w->due : oracle_due(w->start, w->n, &guessed);
}

/* --- the test -------------------------------------------------------------------------------------------------------------- */

struct heard { size_t moved, kept, wrong; };

static void hear(void *ctx, const struct date_move *m)
{
	struct heard *h = ctx;

	h->moved += m->day != m->before;
	h->kept += m->day == m->before;
	h->wrong += clock_kind_from_code(m->kind) < 0;
}

static void accept_some(int year)
{
	static const char *const bundles[] = { "xinshenger", "kai-canyin", "ershoufang", "qiye-kaiban", "ruxue", "tuixiu" };
	static const enum outcome outcomes[] = { OUTCOME_ACCEPT, OUTCOME_ACCEPT, OUTCOME_ACCEPT, OUTCOME_RECEIVE, OUTCOME_NOTICE };

	for (int i = 0; i < 10; i++) {
		int day = day_index(year - 1, 12, 8 + throw(24));
		int64_t to = ((int64_t)day_from_ymd(2026, 1, 1) + day) * 86400000 + INT64_C(2) * 3600000;
		struct accepted done;
		struct request r;
		if (to > clock_wall_ms())
			fixture_tick(to - clock_wall_ms());
		fixture_request(&f, bundles[throw(6)], year * 20 + i, &r);
		r.outcome = outcomes[throw(5)];
		if (r.outcome == OUTCOME_NOTICE)
			r.materials[0].state = MS_UNCHECKED;
		fixture_accept(&f, &r, &done);
		request_release(&r);
	}
}

/* R12: what the hall owes does not move back, what the applicant owes does not move forward. A day on paper on which nobody works
 * any more becomes the nearest working day on the side that favours the other. */
static int wanted(const struct was *w, int anew)
{
	bool applicant = strcmp(w->kind, "K6") == 0;
	int day = w->due;

	if (w->natural || anew == day || (anew < day) == !applicant)
		return anew;
	while (!oracle_works(day) && day > w->start)          /* a limit has no less than no days */
		day += applicant ? 1 : -1;
	return day;
}

/* Counts those of this December; a day that was kept in an earlier year stays, and is not told again. */
static void check_rows(int year, size_t *moved, size_t *kept)
{
	for (size_t i = 0; i < row_count; i++) {
		const struct was *w = &rows[i];
		int anew = anew_of(w), want = wanted(w, anew);
		if (now_of(w) != want)
			fail_msg("dossier %lld %s/%d: start %d + %d days was %d, is %d, should be %d (computed %d)", (long long)w->dossier, w->kind,
				w->item, w->start, w->n, w->due, now_of(w), want, anew);
		if (w->start < day_index(year - 1, 12, 1))
			continue;
		*moved += want != w->due;
		*kept += anew != w->due && want == w->due;
	}
}

static void dice_against_the_oracle(void **state)
{
	size_t moved = 0, kept = 0;
	struct err err;

	(void)state;
	know_2026();
	for (int year = FIRST; year < FIRST + YEARS; year++) {
		struct heard heard = { 0 };
		struct calendar_result result;
		size_t had_moved = moved, had_kept = kept;
		accept_some(year);
		row_count = 0;
		remember(clocks_sql);
		assert_true(ask_int("SELECT count(*) FROM clock WHERE estimated = 1") > 0);
		int64_t audits = ask_int("SELECT count(*) FROM audit WHERE act = 'clock.move'");
		char *json = throw_year(year);
		known[year - 2026] = true;
		if (import_calendar(f.h, &by, "dice", json, strlen(json), hear, &heard, &result, &err) != ST_OK)
			fail_msg("%s %s [%s] %s", err.code, err.text, err.where, json);
		free(json);
		assert_int_equal(result.years, 1);
		check_rows(year, &moved, &kept);
		assert_int_equal(heard.wrong, 0);
		assert_int_equal(result.moved, heard.moved);
		assert_int_equal(result.kept, heard.kept);
		assert_int_equal(heard.moved, moved - had_moved);
		assert_int_equal(heard.kept, kept - had_kept);
		assert_int_equal(ask_int("SELECT count(*) FROM audit WHERE act = 'clock.move'") - audits, heard.moved);
		/* the year that is known now leaves nothing estimated but what reaches beyond it */
		assert_int_equal(ask_int("SELECT count(*) FROM clock WHERE estimated = 1"), 0);
		assert_int_equal(ask_int("SELECT count(*) FROM dossier WHERE estimated = 1"), 0);
		assert_int_equal(ask_int("SELECT count(*) FROM dossier d JOIN clock c ON c.dossier = d.id AND c.kind = 'K2' AND c.item = 0"
			" WHERE d.promised_day <> c.due_day"), 0);
		assert_int_equal(ask_int("SELECT count(*) FROM task t JOIN dossier_item i ON i.dossier = t.dossier AND i.no = t.no"
			" WHERE t.due_day <> i.promised_day"), 0);
	}
	printf("moved %zu, kept %zu\n", moved, kept);
	assert_true(moved > 0 && kept > 0);
	int64_t entries;
	assert_int_equal(audit_verify(f.h, &entries, &err), ST_OK);
}

/* The same text again finds nothing more to say; another role says nothing at all. */
static void once_is_enough(void **state)
{
	static const char json[] = "{\"from\":2025,\"every_year\":[{\"date\":\"01-01\"},{\"date\":\"05-01\"},{\"date\":\"05-02\"},"
		"{\"date\":\"10-01\"},{\"date\":\"10-02\"},{\"date\":\"10-03\"}]}";
	struct heard heard = { 0 };
	struct calendar_result result;
	struct err err;

	(void)state;
	assert_int_equal(import_calendar(f.h, &by, "again", json, sizeof json - 1, hear, &heard, &result, &err), ST_OK);
	assert_int_equal(result.years + result.decrees + result.moved + result.kept + heard.moved + heard.kept, 0);
	assert_int_equal(import_calendar(f.h, &f.clerk, "x", json, sizeof json - 1, NULL, NULL, &result, &err), ST_DENIED);
	assert_string_equal(err.code, "E-4116");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(dice_against_the_oracle), cmocka_unit_test(once_is_enough) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
