/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "hall/errand.h"

/* The dossier that an act on an errand speaks of: its last digits are enough where they fit one, of several nobody guesses, and away
 * from the hall it is written in full. */

static struct actor helper;
static char errand[ERRAND_NUMBER_SIZE];

static enum status does(const char *word, const struct act_value *values, size_t count)
{
	struct errand_done done;
	enum status st = errand_act(f.h, &helper, &(struct errand_call){ .number = errand, .word = word, .values = values, .count = count }, &done,
		&err);

	if (st == ST_OK)
		snprintf(errand, sizeof errand, "%s", done.number);
	return st;
}

static void begin(void)
{
	static const struct act_value who[] = { { "kind", "assist" }, { "source", "hall" }, { "name", "张三" }, { "id_number", "11010519491231002X" },
		{ "phone", "13800138000" }, { "category", "elderly" }, { "items", "医保转移" }, { "address", "桃林路1号" } };
	static const struct act_value how = { "how", "face" };

	helper = person(sql("SELECT id FROM staff WHERE login = 'chenbang'"), "helper");
	*errand = '\0';
	if (does("register", who, COUNT_OF(who)) != ST_OK || does("respond", &how, 1) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	/* whose they are is another rule's: here all of them are his */
	sql("UPDATE errand_principal SET person_index = '', name = (SELECT name FROM dossier LIMIT 1)");
}

static enum status link_to(const char *said)
{
	const struct act_value values[] = { { "principal", "1" }, { "number", said } };

	return does("link", values, COUNT_OF(values));
}

static void assert_linked(const char *whole)
{
	if (sql("SELECT count(*) FROM errand_principal WHERE dossier = '%s'", whole) != 1)
		fail_msg("not linked to %s", whole);
}

static void by_the_last_digits(void **state)
{
	char numbers[3][24];

	(void)state;
	for (int i = 0; i < 3; i++) {
		take_in("xinshenger", OUTCOME_ACCEPT, NULL);
		memcpy(numbers[i], number, sizeof number);
		fixture_tick(DAY_MS);
	}
	begin();
	assert_int_equal(link_to("1"), ST_DATA);                 /* three first ones, none of them today's */
	assert_string_equal(err.code, "E-6703");
	assert_string_equal(err.where, "number");
	assert_non_null(strstr(err.text, "不止一件"));
	assert_non_null(strstr(err.text, "没有改动"));
	assert_int_equal(link_to("77"), ST_DATA);
	assert_non_null(strstr(err.text, "序号为 00077"));
	assert_linked("");
	assert_int_equal(link_to("11-24 1"), ST_OK);
	assert_linked(numbers[1]);
	assert_int_equal(link_to(numbers[2] + 9), ST_OK);        /* from its day on */
	assert_linked(numbers[2]);
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	assert_int_equal(link_to("1"), ST_OK);                   /* today's */
	assert_linked(number);
}

static void away_from_the_hall_in_full(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	begin();
	sql("INSERT INTO parameter (name, value, changed_at, changed_by) VALUES ('errand.block', '3', 0, 1)");
	fixture_reopen(&f);
	assert_int_equal(link_to("1"), ST_DATA);
	assert_non_null(strstr(err.text, "完整的 23 位"));
	assert_linked("");
	assert_int_equal(link_to(number), ST_OK);
	assert_linked(number);
}

int main(void)
{
	const struct CMUnitTest tests[] = { ACT_TEST(by_the_last_digits), ACT_TEST(away_from_the_hall_in_full) };

	return cmocka_run_group_tests_name("errand-link", tests, NULL, NULL);
}
