/* SPDX-License-Identifier: Apache-2.0 */
/* Rows 96 and 97 over a real socket, with the bridge played by hand: what ends a read, and what the trail has of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ask.h"
#include "base/mem.h"
#include "fake/evaluator.h"
#include "fixture.h"
#include "hall/card_reader.h"
#include "hall/staff.h"

#define CARD "{\"name\":\"李小芳\",\"sex\":\"2\",\"number\":\"33881019920315102X\",\"kind\":\"id-card\",\"valid_to\":\"%s\"}\n"

static struct fixture f;
static struct fake_evaluator reader;
static struct loop *loop;
static struct err err;
static char path[CARD_READER_PATH_SIZE];

struct seen { int cards, errors, quiet; struct id_card card; struct err err; };

static void told(void *ctx, const struct id_card *card, const struct err *why)
{
	struct seen *s = ctx;

	s->cards += card != NULL;
	s->errors += why != NULL;
	s->quiet += !card && !why;
	if (card)
		s->card = *card;
	if (why)
		s->err = *why;
}

static struct card_reading *start(struct seen *s)
{
	struct card_reading *r;

	*s = (struct seen){ 0 };
	if (card_reading_start(f.h, &f.clerk, loop, "draft-1", told, s, &r, &err) != ST_OK)
		fixture_die("start", &err);
	return r;
}

static void await(const struct seen *s)
{
	while (!s->cards && !s->errors)
		assert_int_equal(loop_turn(loop, -1), ST_OK);
}

/* How many entries the trail has of this act, object, kind and reason; none has anything else of the card. */
static int64_t entries(const char *act, const char *after, const char *reason)
{
	char query[300];

	assert_int_equal(fixture_ask(&f, "SELECT count(*) FROM audit WHERE act LIKE 'card.%' AND (object || before || after || reason LIKE '%李%' OR"
		" object || before || after || reason LIKE '%33881019%')"), 0);
	snprintf(query, sizeof query, "SELECT count(*) FROM audit WHERE act = '%s' AND object = 'draft-1' AND after = '%s' AND reason = '%s'"
		" AND login = '%s'", act, after, reason, f.clerk.login);
	return fixture_ask(&f, query);
}

static void a_card_is_read_and_the_trail_knows(void **state)
{
	char line[1024], card[300];
	struct seen s;

	(void)state;
	(void)start(&s);
	fake_evaluator_asked(&reader, line);
	assert_string_equal(line, "{\"op\":\"read\",\"timeout\":20}\n");
	fake_evaluator_say(&reader, "{\"waiting\":true}\n");
	snprintf(card, sizeof card, CARD, "2036-05-01");
	fake_evaluator_say(&reader, card);
	await(&s);
	assert_int_equal(s.cards, 1);
	assert_string_equal(s.card.number, "33881019920315102X");
	fake_evaluator_left(&reader);
	assert_int_equal(entries("card.read", "id-card", ""), 1);
	(void)start(&s);
	fake_evaluator_asked(&reader, line);
	snprintf(card, sizeof card, CARD, "2026-11-22");
	fake_evaluator_say(&reader, card);
	await(&s);
	assert_int_equal(s.cards, 1);
	assert_int_equal(entries("card.read", "id-card", "expired"), 1);
}

static void each_failure_leaves_its_reason(void **state)
{
	static const struct { const char *say, *code; } rows[] = {
		{ "", "E-6641" }, { "{\"name\":\"李小", "E-6642" }, { "hello\n", "E-6644" }, { "{\"error\":\"removed\"}\n", "E-6647" },
		{ "{\"name\":\"李\\u202e\",\"number\":\"33881019920315102X\"}\n", "E-6645" },
		{ "{\"name\":\"李小芳\",\"number\":\"338810199203151021\"}\n", "E-6646" },
	};
	char line[1024];
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		(void)start(&s);
		fake_evaluator_asked(&reader, line);
		if (*rows[i].say)
			fake_evaluator_say(&reader, rows[i].say);
		close(reader.fd);                        /* the bridge is killed */
		reader.fd = -1;
		await(&s);
		assert_int_equal(s.errors, 1);
		assert_int_equal(s.cards, 0);
		assert_string_equal(s.err.code, rows[i].code);
		assert_int_equal(entries("card.failed", "", rows[i].code), 1);
	}
	fake_evaluator_unplug(&reader);
	(void)start(&s);
	await(&s);
	assert_string_equal(s.err.code, "E-6640");
	assert_int_equal(entries("card.failed", "", "E-6640"), 1);
	fake_evaluator_plug_at(&reader, path);           /* started again it works at once */
	struct card_reading *r = start(&s);
	fake_evaluator_asked(&reader, line);
	card_reading_stop(r);
	fake_evaluator_left(&reader);
	assert_int_equal(s.cards + s.errors + s.quiet, 0);
}

static void where_the_reader_is(void **state)
{
	static const struct { const char *set, *window, *path; } rows[] = {
		{ "/run/reader.sock", "3", "/run/reader.sock" }, { "/run/reader.sock", "", "/run/reader.sock" },
		{ "/run/WINDOW/r", "3", "/run/3/r" }, { "/run/WINDOW/r", "", NULL }, { "/run/WINDOW/r", "../x", NULL }, { "", "3", NULL },
		{ "devices/012345678912345678901234567890123456789012345678901234567890123456789012345678901234567890/r", "3", NULL },
	};
	char out[CARD_READER_PATH_SIZE], want[CARD_READER_PATH_SIZE];
	struct actor system;

	(void)state;
	assert_int_equal(card_reader_path(f.h, "3", out, &err), ST_OK);
	snprintf(want, sizeof want, "%s/devices/reader-3.sock", f.dir);
	assert_string_equal(out, want);
	assert_int_equal(staff_system(f.h, "", &system, &err), ST_OK);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (hall_set(f.h, &system, "reader.socket", rows[i].set, &err) != ST_OK)
			fixture_die(rows[i].set, &err);
		assert_int_equal(card_reader_path(f.h, rows[i].window, out, &err), rows[i].path ? ST_OK : ST_CONFIG);
		if (rows[i].path)
			assert_string_equal(out, rows[i].path);
		else
			assert_string_equal(err.code, "E-6649");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_is_read_and_the_trail_knows), cmocka_unit_test(each_failure_leaves_its_reason),
		cmocka_unit_test(where_the_reader_is),
	};
	char folder[80];

	fixture_open(&f);
	loop = loop_new();
	snprintf(folder, sizeof folder, "%.60s/devices", f.dir);
	(void)mkdir(folder, 0700);
	if (card_reader_path(f.h, f.clerk.window, path, &err) != ST_OK)
		fixture_die("path", &err);
	fake_evaluator_plug_at(&reader, path);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	fake_evaluator_unplug(&reader);
	loop_free(loop);
	fixture_close(&f);
	return failed;
}
