/* SPDX-License-Identifier: Apache-2.0 */
#include "tickets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "hall/errand.h"
#include "hall/outbox.h"
#include "hall/queue_day.h"
#include "hall/stuck.h"
#include "hall/watch.h"

/* The lists of V-3 as the supervisor's day counts them. */

static const struct day_list *of_list(const char *code)
{
	static struct day_list lists[DAY_LISTS_MOST];
	size_t n;

	assert_int_equal(queue_day_lists(f.h, &supervisor, lists, &n, &err), ST_OK);
	for (size_t i = 0; i < n; i++)
		if (strcmp(lists[i].code, code) == 0)
			return &lists[i];
	fail_msg("no list %s", code);
	return NULL;
}

static void cards(int from, int to)
{
	sql("WITH RECURSIVE n (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO caution (number, rule, light, object, item,"
		" responsible, words, at) SELECT 'DB' || i, 'queue', 'red', i, 0, '', '', %lld FROM n", from, to, (long long)clock_wall_ms());
}

/* What the day says of a list is what the list says of itself. */
static void a_list_has_one_number(void **state)
{
	struct watch_row *rows = mem_array(WATCH_MOST, sizeof *rows);
	size_t n;

	(void)state;
	cards(1, 216);
	assert_int_equal(watch_list(f.h, &supervisor, WATCH_CAUTIONS, rows, WATCH_MOST, &n, &err), ST_OK);
	assert_int_equal(n, 216);
	assert_int_equal(of_list("cautions")->count, n);
	assert_false(of_list("cautions")->more);
	cards(217, WATCH_MOST + 1);
	assert_int_equal(of_list("cautions")->count, WATCH_MOST);
	assert_true(of_list("cautions")->more);
	free(rows);
}

/* F9: what stopped is on top, then what is on its way, the newest dossier first; what waits for another item is last. */
static void what_stopped_is_on_top(void **state)
{
	struct outbox_row *rows = mem_array(OUTBOX_MOST, sizeof *rows);
	char first[24];
	size_t n;
	int rank = 0;

	(void)state;
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	snprintf(first, sizeof first, "%s", number);
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	sql("UPDATE outbox SET state = 'parked' WHERE id = (SELECT MIN(id) FROM outbox WHERE state = 'pending' AND next_at < 9000000000000000)");
	assert_int_equal(outbox_list(f.h, "", rows, OUTBOX_MOST, &n, &err), ST_OK);
	assert_true(n > 3);
	assert_string_equal(rows[0].state, "parked");
	assert_string_equal(rows[0].dossier, first);
	assert_string_equal(rows[1].dossier, number);
	for (size_t i = 0; i < n; i++) {
		int is = strcmp(rows[i].state, "parked") == 0 ? 0 : rows[i].waits ? 2 : 1;
		assert_true(is >= rank);
		rank = is;
	}
	free(rows);
}

/* V-3, the lists with screens of their own: a row in, a row out; and how urgent the worst is. */
static void a_row_in_a_row_out(void **state)
{
	static const struct act_value asked[] = { { "kind", "assist" }, { "source", "hall" }, { "name", "张三" }, { "id_number", "" },
		{ "phone", "13800138000" }, { "category", "elderly" }, { "items", "开办书店" }, { "address", "安宁区桃林路1号" } };
	static const struct act_value happened[] = { { "category", "delay" }, { "name", "周玉" }, { "phone", "13912345678" },
		{ "matter", "开饭店" }, { "what", "来了三次" }, { "happened", "2026-11-20" } };
	struct act_value values[COUNT_OF(asked)];
	struct actor helper = person(1, "helper");
	struct errand_done errand;
	struct stuck_done register_of;
	char id[19], of[ERRAND_NUMBER_SIZE];

	(void)state;
	for (const char *const *code = (const char *const[]){ "outbox", "errands", "stuck", NULL }; *code; code++)
		assert_int_equal(of_list(*code)->count, 0);
	memcpy(values, asked, sizeof asked);
	fixture_citizen(7, id);
	values[3].value = id;
	if (errand_act(f.h, &helper, &(struct errand_call){ .word = "register", .values = values, .count = COUNT_OF(values) }, &errand, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_int_equal(of_list("errands")->count, 1);
	assert_int_equal(of_list("errands")->light, LIGHT_YELLOW);
	fixture_tick(31 * MINUTE);                                   /* H-3: thirty minutes */
	assert_int_equal(of_list("errands")->light, LIGHT_RED);
	snprintf(of, sizeof of, "%s", errand.number);
	if (errand_act(f.h, &helper, &(struct errand_call){ .number = of, .word = "respond",
	    .values = (struct act_value[]){ { "how", "call" } }, .count = 1 }, &errand, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_int_equal(of_list("errands")->count, 0);
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	sql("UPDATE outbox SET state = 'parked' WHERE id = (SELECT MIN(id) FROM outbox)");
	assert_int_equal(of_list("outbox")->count, 1);
	assert_int_equal(of_list("outbox")->light, LIGHT_RED);
	sql("UPDATE outbox SET state = 'pending' WHERE state = 'parked'");
	assert_int_equal(of_list("outbox")->count, 0);
	assert_int_equal(stuck_act(f.h, &supervisor, &(struct stuck_call){ .word = "register", .values = happened,
		.count = COUNT_OF(happened) }, &register_of, &err), ST_OK);
	assert_int_equal(of_list("stuck")->count, 1);
	assert_int_equal(of_list("stuck")->light, LIGHT_YELLOW);
	fixture_tick(20 * DAY_MS);
	assert_int_equal(of_list("stuck")->light, LIGHT_RED);
	sql("UPDATE stuck SET state = '90'");
	assert_int_equal(of_list("stuck")->count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { TICKET_TEST(a_list_has_one_number), TICKET_TEST(what_stopped_is_on_top),
		TICKET_TEST(a_row_in_a_row_out) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
