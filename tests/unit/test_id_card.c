/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "law/id_card.h"

#define TODAY day_from_ymd(2026, 11, 23)
#define CITIZEN "\"name\":\"李小芳\",\"sex\":\"2\",\"nation\":\"01\",\"birth\":\"19920315\",\"address\":\"学院路128号\"," \
	"\"number\":\"33881019920315102X\",\"authority\":\"德安市公安局\",\"valid_from\":\"2016-05-01\",\"valid_to\":\"2036-05-01\"," \
	"\"kind\":\"id-card\""

static enum status read_line(const char *line, struct id_card *card, struct err *err)
{
	err_clear(err);
	return id_card_read(line, strlen(line), TODAY, card, err);
}

static void assert_empty(const struct id_card *card)
{
	assert_int_equal(card->kind, ID_CARD_NONE);
	assert_string_equal(card->name, "");
	assert_string_equal(card->number, "");
}

static void a_card_is_read_whole(void **state)
{
	struct id_card card;
	struct err err;

	(void)state;
	assert_int_equal(read_line("{" CITIZEN ",\"later\":[1,{}]}", &card, &err), ST_OK);       /* unknown members are passed over */
	assert_int_equal(card.kind, ID_CARD_CITIZEN);
	assert_string_equal(card.name, "李小芳");
	assert_string_equal(card.sex, "2");
	assert_string_equal(card.nation, "01");
	assert_string_equal(card.birth, "1992-03-15");
	assert_string_equal(card.address, "学院路128号");
	assert_string_equal(card.number, "33881019920315102X");
	assert_string_equal(card.authority, "德安市公安局");
	assert_int_equal(card.valid_from, day_from_ymd(2016, 5, 1));
	assert_int_equal(card.valid_to, day_from_ymd(2036, 5, 1));
	assert_int_equal(id_card_doubts(&card, TODAY), 0);
	assert_int_equal(read_line("{\"waiting\":true}", &card, &err), ST_OK);
	assert_empty(&card);
}

/* Row 97: what each kind's number looks like, and which of them it may be. */
static void other_kinds_have_their_own_numbers(void **state)
{
	static const struct { const char *kind, *number, *code; enum id_card_kind is; } rows[] = {
		{ "id-card", "33881019920315102X", NULL, ID_CARD_CITIZEN },
		{ "residence-permit", "810000199408230021", NULL, ID_CARD_RESIDENCE_PERMIT },
		{ "residence-permit", "830000199201300022", NULL, ID_CARD_RESIDENCE_PERMIT },
		{ "foreign-resident", "911124198108030024", NULL, ID_CARD_FOREIGN_RESIDENT },
		{ "foreign-resident", "USA110081080302", NULL, ID_CARD_FOREIGN_RESIDENT },          /* before 2023 */
		{ "", "33881019920315102X", NULL, ID_CARD_CITIZEN },
		{ "", "810000199408230021", NULL, ID_CARD_RESIDENCE_PERMIT },
		{ "", "911124198108030024", NULL, ID_CARD_FOREIGN_RESIDENT },
		{ "id-card", "338810199203151021", "E-6646", 0 },                                   /* check digit: X */
		{ "id-card", "810000199408230021", "E-6646", 0 },
		{ "id-card", "911124198108030024", "E-6646", 0 },
		{ "id-card", "USA110081080302", "E-6646", 0 },
		{ "id-card", "338810920315102", "E-6646", 0 },                                      /* fifteen digits */
		{ "residence-permit", "33881019920315102X", "E-6646", 0 },
		{ "residence-permit", "810000199408230020", "E-6646", 0 },
		{ "foreign-resident", "911124198108030025", "E-6646", 0 },
		{ "foreign-resident", "33881019920315102X", "E-6646", 0 },
		{ "", "338810199203151021", "E-6646", 0 },
		{ "passport", "E12345678", "E-6650", 0 },
	};
	char line[400];
	struct id_card card;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		snprintf(line, sizeof line, "{\"name\":\"某某\",\"kind\":\"%s\",\"number\":\"%s\"}", rows[i].kind, rows[i].number);
		enum status st = read_line(line, &card, &err);
		if (rows[i].code) {
			assert_int_equal(st, ST_DATA);
			assert_string_equal(err.code, rows[i].code);
			assert_empty(&card);
		} else {
			if (st != ST_OK)
				print_error("%s %s: %s\n", rows[i].kind, rows[i].number, err.text);
			assert_int_equal(st, ST_OK);
			assert_int_equal(card.kind, rows[i].is);
			assert_string_equal(card.number, rows[i].number);
		}
	}
}

static void what_no_card_has_is_refused_whole(void **state)
{
	static const struct { const char *line, *code, *where; } rows[] = {
		{ "", "E-6644", "" }, { "hello", "E-6644", "" }, { "[]", "E-6644", "" }, { "{}", "E-6644", "" }, { "null", "E-6644", "" },
		{ "{\"name\":\"李", "E-6644", "" }, { "{" CITIZEN, "E-6644", "" }, { "{" CITIZEN "}{}", "E-6644", "" },
		{ "{\"name\":\"a\",\"name\":\"b\",\"number\":\"33881019920315102X\"}", "E-6644", "" },
		{ "{\"name\":7,\"number\":\"33881019920315102X\"}", "E-6644", "" }, { "{\"name\":\"李小芳\"}", "E-6644", "" },
		{ "{\"number\":\"33881019920315102X\"}", "E-6644", "" }, { "{\"error\":7}", "E-6644", "" },
		{ "[[[[[[[[1]]]]]]]]", "E-6644", "" },
		{ "{\"name\":\"李\\u0007四\",\"number\":\"33881019920315102X\"}", "E-6645", "name" },
		{ "{\"name\":\"李\\u202e四\",\"number\":\"33881019920315102X\"}", "E-6645", "name" },
		{ "{\"name\":\"李\xe2\x80\xae四\",\"number\":\"33881019920315102X\"}", "E-6645", "name" },
		{ "{\"name\":\"李\\u200b四\",\"number\":\"33881019920315102X\"}", "E-6645", "name" },
		{ "{\"name\":\"李\033[31m四\",\"number\":\"33881019920315102X\"}", "E-6644", "" },
		{ "{\"name\":\"李\xff四\",\"number\":\"33881019920315102X\"}", "E-6644", "" },
		{ "{\"name\":\"李\\u0000四\",\"number\":\"33881019920315102X\"}", "E-6644", "" },
		{ "{" CITIZEN ",\"photo\":\"\"}x", "E-6644", "" },
		{ "{\"name\":\"李小芳\",\"number\":\"33881019920315102X\",\"birth\":\"19920230\"}", "E-6645", "birth" },
		{ "{\"name\":\"李小芳\",\"number\":\"33881019920315102X\",\"birth\":\"20270101\"}", "E-6645", "birth" },
		{ "{\"name\":\"李小芳\",\"number\":\"33881019920315102X\",\"sex\":\"3\"}", "E-6645", "sex" },
		{ "{\"name\":\"李小芳\",\"number\":\"33881019920315102X\",\"valid_to\":\"永远\"}", "E-6645", "valid_to" },
		{ "{\"name\":\"李小芳\",\"number\":\"33881019920315102X\",\"nation\":\"这个民族名称太长了\"}", "E-6645", "nation" },
		{ "{\"error\":\"removed\"}", "E-6647", "" }, { "{\"error\":\"x\\u202ey\"}", "E-6647", "" },
	};
	struct id_card card;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (read_line(rows[i].line, &card, &err) == ST_OK)
			fail_msg("taken: %s", rows[i].line);
		assert_string_equal(err.code, rows[i].code);
		assert_string_equal(err.where, rows[i].where);
		assert_null(strstr(err.text, "\xe2\x80\xae"));
		assert_empty(&card);
	}
	assert_int_equal(read_line("{\"error\":\"removed\"}", &card, &err), ST_UNAVAIL);
	assert_non_null(strstr(err.text, "卡拿开得太早"));
}

static void a_line_has_an_end(void **state)
{
	size_t n = 1024 * 1024;
	char *line = mem_alloc(n + 1);
	struct id_card card;
	struct err err;

	(void)state;
	memset(line, '[', n);
	assert_int_equal(id_card_read(line, n, TODAY, &card, &err), ST_LIMIT);
	assert_string_equal(err.code, "E-6643");
	snprintf(line, n, "{" CITIZEN ",\"more\":\"");
	size_t used = strlen(line);
	memset(line + used, 'x', ID_CARD_LINE_MOST - 2 - used);
	memcpy(line + ID_CARD_LINE_MOST - 2, "\"}", 2);
	assert_int_equal(id_card_read(line, ID_CARD_LINE_MOST, TODAY, &card, &err), ST_OK);
	free(line);
}

static void a_clerk_is_told_what_to_look_at(void **state)
{
	static const struct { const char *more; unsigned doubts; const char *text; } rows[] = {
		{ "\"valid_to\":\"20261123\"", 0, "" },                                   /* its last day counts */
		{ "\"valid_to\":\"20261122\"", ID_CARD_EXPIRED, "已于 2026-11-22 过期" },
		{ "\"valid_to\":\"长期\"", 0, "" }, { "\"valid_to\":\"\"", 0, "" },
		{ "\"valid_from\":\"20261124\"", ID_CARD_EARLY, "从 2026-11-24 起才有效" },
		{ "\"sex\":\"男\"", ID_CARD_CONTRADICTS, "卡上的性别、出生日期与号码不符" },
		{ "\"birth\":\"19920316\",\"valid_to\":\"20200101\"", ID_CARD_CONTRADICTS | ID_CARD_EXPIRED,
			"已于 2020-01-01 过期、卡上的性别、出生日期与号码不符" },
		{ "\"sex\":\"女\",\"birth\":\"1992-03-15\"", 0, "" },
	};
	char line[400], text[ID_CARD_DOUBT_SIZE];
	struct id_card card;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		snprintf(line, sizeof line, "{\"name\":\"李小芳\",\"number\":\"33881019920315102x\",%s}", rows[i].more);
		assert_int_equal(read_line(line, &card, &err), ST_OK);
		assert_int_equal(id_card_doubts(&card, TODAY), rows[i].doubts);
		assert_string_equal(id_card_doubt_text(&card, rows[i].doubts, text), rows[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_is_read_whole), cmocka_unit_test(other_kinds_have_their_own_numbers),
		cmocka_unit_test(what_no_card_has_is_refused_whole), cmocka_unit_test(a_line_has_an_end),
		cmocka_unit_test(a_clerk_is_told_what_to_look_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
