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

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "fixture.h"
#include "hall/dossier.h"
#include "hall/token.h"
#include "law/number.h"

#define MANY 100000
#define DAY_MS (INT64_C(24) * 3600 * 1000)

static struct fixture f;
static struct accepted known[4];

static void accept_as(const char *bundle, int n, const char *name, struct accepted *done)
{
	struct request r;

	fixture_request(&f, bundle, n, &r);
	request_set(&r.applicant.name, name);
	fixture_accept(&f, &r, done);
	request_release(&r);
}

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	accept_as("xinshenger", 1, "欧阳小明", &known[0]);
	accept_as("xinshenger", 2, "李明", &known[1]);
	accept_as("qiye-biangeng", 3, "安澜区好味来餐饮有限公司", &known[2]);
	accept_as("xinshenger", 4, "阿依古丽·买买提", &known[3]);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static size_t find(const char *text, struct dossier_row *rows, size_t room, bool *more)
{
	struct err err;
	size_t count;

	if (dossier_find(f.h, text, rows, room, &count, more, &err) != ST_OK)
		fixture_die(text, &err);
	return count;
}

/* Which of the known ones, as digits in the order of the answer: "31". */
static void expect(const char *text, const char *which)
{
	struct dossier_row rows[8];
	char got[16] = "";
	bool more;
	size_t n = find(text, rows, 8, &more);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < COUNT_OF(known); k++)
			if (strcmp(rows[i].number, known[k].number) == 0)
				got[strlen(got)] = (char)('0' + k);
	if (strcmp(got, which) != 0)
		fprintf(stderr, "%s: found %s instead of %s\n", text, got, which);
	assert_string_equal(got, which);
}

static void ways_in(void **state)
{
	char tail[24], qr[64], number[19], groups[28];

	(void)state;
	expect("欧阳小明", "0");
	expect("明", "10");                 /* newest first */
	expect("小明", "0");
	expect("阳小", "0");
	expect("欧", "0");
	expect("李明", "1");
	expect("明李", "");
	expect("餐饮有限", "2");
	expect("古丽买", "3");              /* the dot may be left out */
	expect("阿依古丽•买买提", "3");     /* or be another one */
	expect(" 李 明 ", "1");
	expect("王", "");
	expect("", "");
	expect(known[1].number, "1");
	number_groups(known[1].number, groups);      /* as every paper and screen shows it */
	expect(groups, "1");
	expect(groups + 20, "1");
	snprintf(tail, sizeof tail, "%.13s", known[1].number + 10);
	expect(tail, "1");
	expect(known[1].number + 17, "1");  /* serial and check digit */
	expect("2", "1");                   /* the serial as people say it */
	expect("00002", "1");
	expect("99", "");
	number_qr(hall_key(f.h, KEY_QR), 'A', known[3].number, qr);
	expect(qr, "3");
	for (char *c = qr; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;      /* Caps Lock */
	expect(qr, "3");
	fixture_citizen(2, number);
	expect(number, "1");
	snprintf(groups, sizeof groups, "%.6s %.8s %s", number, number + 6, number + 14);
	expect(groups, "1");
	expect("91350100m000100y43", "2");
	expect("13900000004", "3");
	expect("+86 139-0000-0004", "3");
	expect("139000000041", "");
}

/* Who comes for the papers is often not the one who applied, and a newborn is asked for by the newborn's name. */
static void by_the_names_of_others(void **state)
{
	struct accepted first = known[0];
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 5, &r);
	r.agent.present = true;
	request_set(&r.agent.name, "司徒静姝");
	request_set(&r.agent.id_number, "338810198811110024");
	request_set(&r.agent.phone, "13900000055");
	request_set(&r.agent.relation, "亲属");
	request_set(&r.agent.authority_no, "委托2026-5");
	r.agent.may_submit = r.agent.may_promise = true;
	request_set_value(&r, "baby.xm", "鄢念慈", ORIGIN_FILLED);
	fixture_accept(&f, &r, &known[0]);
	expect("司徒静姝", "0");
	expect("徒静", "0");
	expect("鄢念慈", "0");
	expect("念慈", "0");
	expect("鄢", "0");
	expect("姝鄢", "");                  /* the end of one name and the beginning of another are no name */
	expect("静慈", "");
	request_release(&r);
	known[0] = first;
}

/* A name of so many characters, no two alike. */
static void long_name(uint32_t from, int count, char out[304])
{
	size_t n = 0;

	for (int i = 0; i < count; i++)
		n += text_encode(from + (uint32_t)i, out + n);
	out[n] = '\0';
}

/* However long the names before it are, each one is found. */
static void by_a_name_behind_long_ones(void **state)
{
	struct accepted first = known[0];
	char company[304], agent[304], legal[304];
	struct request r;

	(void)state;
	fixture_request(&f, "qiye-biangeng", 70, &r);
	long_name(0x4E00, 100, company);
	long_name(0x6200, 50, agent);
	long_name(0x7600, 100, legal);
	request_set(&r.applicant.name, company);
	r.agent.present = r.agent.may_submit = r.agent.may_promise = true;
	request_set(&r.agent.name, agent);
	request_set(&r.agent.id_number, "338810198811110024");
	request_set(&r.agent.phone, "13900000055");
	request_set(&r.applicant.legal_name, legal);
	fixture_accept(&f, &r, &known[0]);
	request_release(&r);
	expect(legal + strlen(legal) - 6, "0");
	known[0] = first;
}

static void exec(const char *sql)
{
	char *path = file_join(f.dir, "hall.db");
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	free(path);
}

/* The last four of an ID or a phone, X too; a serial that is the same goes first. */
static void by_the_end(void **state)
{
	char id[4][19], phone[] = "5588";
	struct accepted odd;
	struct request r;
	int n = 20;

	(void)state;
	for (int i = 0; i < 4; i++)
		fixture_citizen(i + 1, id[i]);
	expect(id[0] + 14, "0");
	expect(id[1] + 14, "1");
	expect(id[3] + 14, "3");
	expect("5588", "");
	expect("588X", "");
	do
		fixture_citizen(++n, id[0]);
	while (id[0][17] != 'X');
	fixture_request(&f, "xinshenger", n, &r);
	request_set(&r.applicant.name, "赵尾");
	request_set(&r.applicant.phone, "13700005588");
	fixture_accept(&f, &r, &odd);
	request_release(&r);
	struct dossier_row rows[4];
	bool more;
	assert_int_equal(find(id[0] + 14, rows, 4, &more), 1);
	assert_string_equal(rows[0].number, odd.number);
	id[0][17] = 'x';                    /* as it is typed */
	assert_int_equal(find(id[0] + 14, rows, 4, &more), 1);
	assert_int_equal(find(phone, rows, 4, &more), 1);
	assert_string_equal(rows[0].number, odd.number);
	assert_int_equal(find("00055", rows, 4, &more), 0);      /* five are a serial, not an end */
	/* one whose end is the serial of another: the serial first */
	fixture_request(&f, "xinshenger", 60, &r);
	request_set(&r.applicant.name, "钱首");
	request_set(&r.applicant.phone, "13700000002");
	fixture_accept(&f, &r, &odd);
	request_release(&r);
	assert_int_equal(find("0002", rows, 4, &more), 2);
	assert_string_equal(rows[0].number, known[1].number);
	assert_string_equal(rows[1].number, odd.number);
}

/* Dossiers from before the ends were kept get theirs, the newest first. */
static void ends_come_late(void **state)
{
	char id[2][19];

	(void)state;
	fixture_citizen(1, id[0]);
	fixture_citizen(4, id[1]);
	exec("DELETE FROM dossier_token WHERE token LIKE '$%'; INSERT INTO dossier_without_ends SELECT id FROM dossier WHERE id <= 4");
	expect(id[0] + 14, "");
	expect(id[1] + 14, "");
	assert_int_equal(token_ends_late(f.h, 2), 2);
	expect(id[0] + 14, "");
	expect(id[1] + 14, "3");
	assert_int_equal(token_ends_late(f.h, 9), 2);
	expect(id[0] + 14, "0");
	assert_int_equal(token_ends_late(f.h, 9), 0);
}

/* Where a dossier is called `said`, `is` is which of the known ones; −1 none, −2 several. */
static void number_is(const char *said, int is)
{
	char number[DOSSIER_NUMBER_SIZE];
	struct err err;
	enum status st = dossier_number(f.h, said, number, &err);

	if (st != (is >= 0 ? ST_OK : is == -1 ? ST_NOINPUT : ST_DATA))
		fail_msg("“%s” gives %s", said, status_name(st));
	if (is >= 0)
		assert_string_equal(number, known[is].number);
	else
		assert_string_equal(err.code, is == -1 ? "E-6101" : "E-6111");
}

static void numbers_as_said(void **state)
{
	static const struct { const char *said; int is; } rows[] = {
		{ "2", 1 }, { "00002", 1 }, { "0002", 1 }, { "4", 3 }, { "00004", 3 }, { "99", -1 }, { "0", -1 }, { "", -1 }, { "2x", -1 },
		{ "李明", -1 }, { "0000004", -1 }, { "33881000120261123000013000", -1 }, { "\xE2\x80\xAE", -1 },
	};
	char groups[28];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		number_is(rows[i].said, rows[i].is);
	number_is(known[2].number, 2);
	number_is(known[2].number + 17, 2);              /* with the check digit */
	/* of five digits and fewer that are no serial, the end of a number is shown and never taken for it */
	char number[DOSSIER_NUMBER_SIZE];
	struct err err;
	const char *end = known[2].number + 21;
	assert_int_equal(dossier_number(f.h, end, number, &err), ST_NOINPUT);
	assert_non_null(strstr(err.text, known[2].number));
	assert_int_equal(dossier_number(f.h, "99", number, &err), ST_NOINPUT);
	assert_non_null(strstr(err.text, "序号为 00099"));
	number_is(known[2].number + 9, 2);               /* from its day on */
	char longer[32];
	snprintf(longer, sizeof longer, "%s0", known[2].number);
	number_is(longer, -1);                           /* not the one that it begins with */
	number_groups(known[2].number, groups);
	number_is(groups, 2);
	/* newer ones whose phone ends so do not stand before it */
	for (int i = 0; i < 2; i++) {
		struct request r;
		struct accepted done;
		char phone[12];
		snprintf(phone, sizeof phone, "1380571%.4s", known[2].number + 19);
		fixture_request(&f, "xinshenger", 40 + i, &r);
		request_set(&r.applicant.phone, phone);
		fixture_accept(&f, &r, &done);
		request_release(&r);
	}
	number_is(known[2].number + 17, 2);
	/* the next day's first one is the one that is meant then, and on the day after nobody knows */
	const struct accepted before = known[0];
	number_is("1", 0);
	fixture_tick(DAY_MS);
	accept_as("xinshenger", 5, "王小明", &known[0]);
	number_is("1", 0);
	fixture_tick(DAY_MS);
	number_is("1", -2);
	number_is("2", 1);                               /* the only one */
	number_is("11-23 2", 1);                         /* as a list has it, and of two days the one that is said */
	number_is("11-24 1", 0);
	number_is("20261124 00001", 0);
	number_is("11-22 1", -1);
	number_is(known[0].number + 9, 0);
	known[0] = before;
	number_is(known[0].number + 9, 0);
}

/* What a list shows is found by typing it. The day is 2026-11-23. */
static void as_a_list_shows_it(void **state)
{
	(void)state;
	expect("11-23", "3210");
	expect("11-22", "");
	expect("11-23 00002", "1");
	expect("11-23 2", "1");
	expect("2026-11-23 00002", "1");
	expect("20261123 00002", "1");
	expect("11-22 00002", "");
	expect("11-23 00099", "");
	expect("11-23 000002", "");
	expect("13-01", "");
	expect("2-30", "");
}

static void hostile(void **state)
{
	static const char *const texts[] = { "\xE2\x80\xAE", "a\x1b[2J", "\xFF\xFE", "'; DROP TABLE dossier; --", "%", "_", "*", "\"",
		"ZW1-A-33881000120261123000011-AAAAAA" };
	struct dossier_row rows[4];
	struct err err;
	size_t count;
	bool more;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		enum status st = dossier_find(f.h, texts[i], rows, 4, &count, &more, &err);
		assert_true(st == ST_OK || (st == ST_DATA && strcmp(err.code, "E-6110") == 0));
		assert_int_equal(count, 0);
	}
	char long_text[5000];
	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	assert_int_equal(dossier_find(f.h, long_text, rows, 4, &count, &more, &err), ST_DATA);
	expect("李明", "1");
}

static void what_a_row_says(void **state)
{
	struct dossier_row rows[8];
	bool more;

	(void)state;
	assert_int_equal(find("李明", rows, 8, &more), 1);
	assert_string_equal(rows[0].name, "李*");
	assert_string_equal(rows[0].bundle, "新生儿出生");
	assert_string_equal(rows[0].state, "30");
	assert_string_equal(rows[0].window, "3");
	assert_int_equal(rows[0].task_count, 10);
	assert_true(rows[0].due > day_from_ymd(2026, 11, 23));
	assert_int_equal(find("明", rows, 1, &more), 1);
	assert_true(more);
	assert_int_equal(find("明", rows, 2, &more), 2);
	assert_false(more);
	assert_int_equal(find("明", rows, 0, &more), 0);
}

/* --- many ------------------------------------------------------------------------------------------------------------- */

struct adding { sqlite3_stmt *insert; sqlite3_int64 dossier; };

static void token_in(void *ctx, const char *token)
{
	struct adding *a = ctx;

	sqlite3_bind_text(a->insert, 1, token, -1, SQLITE_STATIC);
	sqlite3_bind_int64(a->insert, 2, a->dossier);
	sqlite3_step(a->insert);
	sqlite3_reset(a->insert);
}

static void name_of(int i, char *out, size_t size)
{
	static const char *const surnames[] = { "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周" };
	static const char *const given[] = { "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
		"秀", "霞", "平", "刚", "桂", "英" };
	unsigned k = (unsigned)i * 2654435761u;

	if (i % 7 == 0)
		snprintf(out, size, "安澜区%s%s餐饮管理有限公司", given[k % 23], given[k / 23 % 23]);
	else
		snprintf(out, size, "%s%s%s", surnames[k % 10], given[k / 10 % 23], given[k / 230 % 23]);
}

/* 100,000 dossiers as acceptance writes them, but only what finding reads. */
static void fill(void)
{
	char *path = file_join(f.dir, "hall.db"), name[128];
	struct adding a;
	sqlite3_stmt *d;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA synchronous = OFF; BEGIN", NULL, NULL, NULL);
	assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO dossier SELECT ?1, ?2, ?3, ?4, state, outcome, 1, 0, bundle, bundle_name, "
		"catalogue_version, calendar_version, window_no, staff, ?5, ?6, person_index, ?7, received_at, accepted_at, promised_day, "
		"statutory_day, estimated, delivery, query_code, check_code, typed, derived, shared, updated_at, '' FROM dossier WHERE id = 1", -1, &d,
		NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "INSERT OR IGNORE INTO dossier_token VALUES (?1, ?2)", -1, &a.insert, NULL), SQLITE_OK);
	for (int i = 0; i < MANY; i++) {
		day_t day = day_from_ymd(2025, 1, 1) + i / 400;
		char number[24], uuid[37], tail[7];
		if (number_dossier("338810", "001", day, i % 400 + 1000, number) != ST_OK)
			abort();
		snprintf(uuid, sizeof uuid, "00000000-0000-4000-8000-%012d", i);
		for (int k = 0; k < 6; k++)
			tail[k] = number[22 - k];
		tail[6] = '\0';
		name_of(i, name, sizeof name);
		a.dossier = 1000 + i;
		sqlite3_bind_int64(d, 1, a.dossier);
		sqlite3_bind_text(d, 2, number, -1, SQLITE_TRANSIENT);
		sqlite3_bind_text(d, 3, tail, -1, SQLITE_TRANSIENT);
		sqlite3_bind_text(d, 4, uuid, -1, SQLITE_TRANSIENT);
		sqlite3_bind_text(d, 5, name, -1, SQLITE_TRANSIENT);
		sqlite3_bind_int(d, 6, i % 7 == 0);
		sqlite3_bind_int(d, 7, day);
		assert_int_equal(sqlite3_step(d), SQLITE_DONE);
		sqlite3_reset(d);
		char *plain = token_name(name), end[5];
		token_each(plain, false, token_in, &a);
		snprintf(end, sizeof end, "%04d", i % 10000);
		token_end(f.h, end, number);
		token_in(&a, number);
		free(plain);
	}
	sqlite3_finalize(d);
	sqlite3_finalize(a.insert);
	assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	free(path);
	fixture_reopen(&f);
}

static double ms_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Counted by looking at every name: the same as found. */
static size_t oracle(const char *text)
{
	char name[128];
	size_t n = 0;

	for (int i = 0; i < MANY; i++) {
		name_of(i, name, sizeof name);
		n += strstr(name, text) != NULL;
	}
	return n;
}

static void at_any_size(void **state)
{
	static const char *const texts[] = { "明", "王", "小", "伟芳", "王伟", "张敏静", "敏静餐饮", "餐饮管理有限公司", "有限公司", "军洋餐饮管理有限公司",
		"王司", "好味来", "理有", "李秀英", "公司安澜" };
	static struct dossier_row rows[20000];
	double worst = 0;
	bool more;

	(void)state;
	fill();
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		size_t most = 20, wanted = oracle(texts[i]) + (strcmp(texts[i], "小") == 0 || strcmp(texts[i], "好味来") == 0 ? 1 : 0);
		double t = ms_now();
		size_t n = find(texts[i], rows, most, &more);
		t = ms_now() - t;
		worst = t > worst ? t : worst;
		if (wanted > most)
			assert_true(n == most && more);
		else if (n < wanted || n > wanted + 4)
			fprintf(stderr, "%s: %zu instead of %zu\n", texts[i], n, wanted);
		assert_true(wanted > most || (n >= wanted && n <= wanted + 4));      /* the four of setup may match too */
		for (size_t k = 1; k < n; k++)
			assert_true(rows[k - 1].id > rows[k].id);
	}
	double t = ms_now();
	assert_int_equal(find("2", rows, 20, &more), 1);
	assert_int_equal(find("001", rows, 20, &more), 20);      /* all that end so */
	assert_true(find("1001", rows, 20, &more) > 0);
	assert_int_equal(find("7321", rows, 20, &more), 10);      /* the ends of ten persons */
	assert_int_equal(find(known[3].number, rows, 20, &more), 1);
	assert_int_equal(find("13900000004", rows, 20, &more), 1);
	t = ms_now() - t;
	print_message("slowest name %.2f ms, five numbers %.2f ms\n", worst, t);
	assert_true(worst < 50 && t < 250);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ways_in), cmocka_unit_test(by_the_end), cmocka_unit_test(ends_come_late),
		cmocka_unit_test(as_a_list_shows_it), cmocka_unit_test(by_the_names_of_others), cmocka_unit_test(by_a_name_behind_long_ones), cmocka_unit_test(hostile), cmocka_unit_test(what_a_row_says),
		cmocka_unit_test(numbers_as_said),               /* days pass in it */
		cmocka_unit_test(at_any_size),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
