/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <string.h>

#include "hall/clock.h"
#include "hall/expired.h"

/* C-13, K6: what ran out is proposed to the supervisor, who agrees or declines; either takes it off the list. */

static struct expired rows[8];
static size_t count;

static size_t listed(void)
{
	struct clock_turned turned;

	assert_int_equal(clock_turn(f.h, &turned, &err), ST_OK);
	assert_int_equal(expired_list(f.h, rows, COUNT_OF(rows), &count, &err), ST_OK);
	return count;
}

static int64_t traces(const char *act)
{
	return sql("SELECT count(*) FROM audit WHERE act = '%s'", act);
}

static void run_out(void)
{
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	fixture_tick(60 * DAY_MS);
	assert_int_equal(listed(), 1);
	assert_int_equal(rows[0].kind, CLOCK_K5);
	assert_string_equal(rows[0].number, number);
	assert_null(strstr(rows[0].name, "李芳"));
	assert_string_equal(rows[0].material, "出院小结(诊断证明)");
}

/* What the desk and the command line do to agree. */
static enum status agree(const struct actor *by, int64_t id, const char *reason)
{
	struct act_value values[EXPIRED_GIVEN + 1];
	struct act_call call = { .number = number, .values = values, .expired = id };
	const struct act *a = expired_act(rows[0].kind, values, &call.count);

	assert_non_null(a);
	call.word = a->word;
	values[call.count++] = (struct act_value){ "reason", reason };
	return dossier_act(f.h, by, &call, &acted, &err);
}

static void row_30_agreed_it_ends_the_dossier(void **state)
{
	(void)state;
	run_out();
	assert_int_equal(agree(&f.clerk, rows[0].id, "没有来"), ST_DENIED);
	assert_int_equal(listed(), 1);
	assert_int_equal(agree(&supervisor, rows[0].id, "多次提醒未补交"), ST_OK);
	assert_state("R3");
	assert_int_equal(papers("termination"), 1);
	assert_paper("termination", "多次提醒未补交");
	assert_int_equal(sql("SELECT closed_by = 1 AND answer = '终止办理' FROM clock_proposal"), 1);
	assert_int_equal(listed(), 0);
	assert_int_equal(agree(&supervisor, rows[0].id, "再来一次"), ST_REFUSED);
	assert_int_equal(traces("dossier.act"), 1);
}

/* A store of before: there no act that stopped a clock closed what it had proposed. */
static void what_stopped_long_ago_is_no_question(void **state)
{
	(void)state;
	run_out();
	int64_t id = rows[0].id;
	struct expired one;
	sql("UPDATE clock SET stopped_at = 1, stopped_day = due_day WHERE kind = 'K5'");
	assert_int_equal(listed(), 0);
	assert_int_equal(expired_read(f.h, id, &one, &err), ST_NOINPUT);
}

static void declined_it_goes_on_and_does_not_come_back(void **state)
{
	(void)state;
	run_out();
	int64_t id = rows[0].id;
	struct actor guide = person(1, "guide");
	assert_int_equal(expired_decline(f.h, &guide, id, "已在路上", &err), ST_DENIED);
	assert_string_equal(err.code, "E-6437");
	assert_int_equal(traces("clock.denied"), 1);
	assert_int_equal(expired_decline(f.h, &supervisor, id, "", &err), ST_DATA);
	assert_int_equal(expired_decline(f.h, &supervisor, id, "不\xE2\x80\xAE能", &err), ST_DATA);
	assert_int_equal(expired_decline(f.h, &supervisor, 999, "已在路上", &err), ST_NOINPUT);
	assert_int_equal(listed(), 1);
	assert_int_equal(expired_decline(f.h, &supervisor, id, "材料已在路上", &err), ST_OK);
	assert_state("30");
	assert_int_equal(traces("clock.decline"), 1);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'clock.decline' AND reason = '材料已在路上'"), 1);
	assert_int_equal(expired_decline(f.h, &supervisor, id, "再说一次", &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6436");
	fixture_tick(3 * DAY_MS);
	assert_int_equal(listed(), 0);
	/* agreeing to what was declined ends nothing */
	assert_int_equal(agree(&supervisor, id, "没有来"), ST_REFUSED);
	assert_string_equal(err.code, "E-6436");
	assert_state("30");
}

/* What is done about it otherwise answers it, too; a longer time may run out once more. */
static void another_act_answers_it(void **state)
{
	(void)state;
	run_out();
	OK(&supervisor, 0, "prolong", "material=sy-cyxj", "until=2027-02-24", "reason=大雪封路");
	assert_int_equal(listed(), 0);
	assert_int_equal(sql("SELECT closed_by = 1 FROM clock_proposal"), 1);
	fixture_tick(60 * DAY_MS);
	assert_int_equal(listed(), 1);
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2027-03-23", "check=ok");
	assert_int_equal(listed(), 0);
	take_in("xinshenger", OUTCOME_NOTICE, NULL);
	fixture_tick(40 * DAY_MS);
	assert_int_equal(listed(), 1);
	assert_int_equal(rows[0].kind, CLOCK_K6);
	assert_int_equal(agree(&supervisor, rows[0].id, "逾期未补正"), ST_OK);
	assert_state("R3");
	assert_int_equal(listed(), 0);
}

/* One dossier's answer is none for another's. */
static void the_number_and_the_proposal_belong_together(void **state)
{
	(void)state;
	run_out();
	int64_t id = rows[0].id;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	fixture_tick(60 * DAY_MS);
	assert_int_equal(listed(), 2);
	assert_int_equal(agree(&supervisor, id, "没有来"), ST_REFUSED);
	assert_state("30");
	assert_int_equal(listed(), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(row_30_agreed_it_ends_the_dossier),
		ACT_TEST(what_stopped_long_ago_is_no_question), ACT_TEST(declined_it_goes_on_and_does_not_come_back),
		ACT_TEST(another_act_answers_it),
		ACT_TEST(the_number_and_the_proposal_belong_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
