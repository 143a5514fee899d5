/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <string.h>

#include "hall/clock.h"
#include "hall/print_job.h"
#include "hall/rating_write.h"
#include "hall/caution.h"
#include "hall/watch.h"
#include "schema.h"

/* Row 70, V-3: each list, a row in and a row out; and whose list it is. */

static struct watch_row rows[60];
static size_t count;

static size_t listed(const struct actor *by, enum watch_kind kind)
{
	if (watch_list(f.h, by, kind, rows, COUNT_OF(rows), &count, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	for (size_t i = 0; i < count; i++) {
		assert_null(strstr(rows[i].name, "李芳"));              /* S-15 */
		json_t *o = watch_row_json(kind, &rows[i]);
		assert_non_null(o);
		assert_string_equal(json_string_value(json_object_get(o, "list")), watch_code(kind));
		assert_string_equal(json_string_value(json_object_get(o, "number")), rows[i].number);
		assert_true(schema_fits("watch", o));
		json_decref(o);
	}
	return count;
}

static void turn(void)
{
	struct clock_turned turned;

	assert_int_equal(clock_turn(f.h, &turned, &err), ST_OK);
}

static size_t with(const char *what)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		n += strncmp(rows[i].what, what, strlen(what)) == 0;
	return n;
}

static void row_70_what_ran_out(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	turn();
	assert_int_equal(listed(&supervisor, WATCH_EXPIRED), 0);
	fixture_tick(60 * DAY_MS);
	turn();
	assert_int_equal(listed(&supervisor, WATCH_EXPIRED), 1);
	assert_string_equal(rows[0].number, number);
	assert_non_null(strstr(rows[0].what, "出院小结"));
	assert_int_equal(rows[0].light, LIGHT_RED);
	assert_true(rows[0].left < 0);
	OK(&supervisor, 0, "terminate", "ground=deferral", "reason=没有来");
	assert_int_equal(listed(&supervisor, WATCH_EXPIRED), 0);
}

/* V-2: green is not listed; K1 turns yellow two days before (parameter); what silence has accepted is red. */
static void row_70_lights(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);                     /* Monday; K1 is due on the next one */
	assert_int_equal(listed(&supervisor, WATCH_LATE), 0);
	fixture_tick(3 * DAY_MS);
	assert_int_equal(listed(&supervisor, WATCH_LATE), 1);
	assert_int_equal(rows[0].light, LIGHT_YELLOW);
	assert_int_equal(rows[0].left, 2);
	fixture_tick(5 * DAY_MS);
	turn();
	listed(&supervisor, WATCH_LATE);
	assert_int_equal(with("视为受理"), 1);
	assert_int_equal(rows[0].light, LIGHT_RED);
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	listed(&supervisor, WATCH_LATE);
	for (size_t i = 0; i < count; i++)                                /* what has days left is not there */
		assert_true(rows[i].left <= 1 && rows[i].light != LIGHT_GREEN);
	fixture_tick(120 * DAY_MS);
	listed(&supervisor, WATCH_LATE);
	assert_true(with("承诺时限") >= (size_t)task_count());
	assert_true(with("法定时限") >= 1);
	assert_true(*rows[count - 1].who != '\0');                        /* the department whose turn it is */
	for (size_t i = 0; i < count; i++)
		assert_int_equal(rows[i].light, LIGHT_RED);
}

static void row_70_calls(void **state)
{
	struct actor helper = person(1, "helper"), elsewhere = f.clerk;
	struct watch_phone phone;

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	for (int i = 0; i < 60; i++) {                                    /* each of its reminders comes and nobody calls: one call */
		turn();
		assert_true(listed(&helper, WATCH_CALLS) <= 1);
		fixture_tick(DAY_MS);
	}
	assert_true(sql("SELECT count(*) FROM clock_reminder WHERE missed = 0 AND told_at IS NULL") > 1);
	assert_int_equal(listed(&f.clerk, WATCH_CALLS), 1);
	assert_string_equal(rows[0].material, "sy-cyxj");
	/* the number is told for a call, with a trace; another window's clerk has none to call */
	assert_int_equal(watch_phone(f.h, &helper, number, &phone, &err), ST_OK);
	assert_string_equal(phone.name, "李芳");
	assert_int_equal(strlen(phone.phone), 11);
	assert_int_equal(watch_phone(f.h, &f.clerk, number, &phone, &err), ST_OK);
	snprintf(elsewhere.window, sizeof elsewhere.window, "8");
	assert_int_equal(watch_phone(f.h, &elsewhere, number, &phone, &err), ST_DENIED);
	assert_string_equal(phone.phone, "");
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'dossier.reveal' AND object = '%s'", number), 2);
	OK(&helper, 0, "remind", "material=sy-cyxj", "way=电话", "result=明天送来");
	assert_int_equal(listed(&helper, WATCH_CALLS), 0);
}

static void row_70_bad_ratings(void **state)
{
	const struct rating_given bad = { .level = 5, .words = "等了两个小时" };
	struct rating_stored stored;
	struct rows *r = NULL;
	char token[RATING_TOKEN_SIZE];

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	assert_int_equal(listed(&supervisor, WATCH_RATINGS), 0);
	assert_int_equal(store_read(hall_store(f.h), Q_RATING_TOKEN, ARGS(value_int(sql("SELECT id FROM dossier WHERE number = '%s'", number)),
		value_text("accept")), &r, &err), ST_OK);
	snprintf(token, sizeof token, "%s", rows_text(r, 0, 0));
	rows_free(r);
	assert_int_equal(rating_answer(f.h, token, &bad, &stored, &err), ST_OK);
	assert_int_equal(listed(&supervisor, WATCH_RATINGS), 1);
	assert_string_equal(rows[0].what, "非常不满意:受理");
	assert_string_equal(rows[0].note, "待核实");
	assert_null(strstr(rows[0].note, "两个小时"));                    /* what was written is personal */
	assert_int_equal(rows[0].left, 1);                                /* K8: called back within a working day */
	fixture_tick(2 * DAY_MS);
	listed(&supervisor, WATCH_RATINGS);
	assert_int_equal(rows[0].light, LIGHT_RED);
	assert_int_equal(rating_follow(f.h, &supervisor, rows[0].id, RATING_VERIFY, RATING_UNCLASSIFIED, "已电话核实", &err), ST_OK);
	listed(&supervisor, WATCH_RATINGS);
	assert_string_equal(rows[0].note, "待定性");
	assert_int_equal(rows[0].light, LIGHT_YELLOW);
	fixture_tick(10 * DAY_MS);
	assert_int_equal(rating_follow(f.h, &supervisor, rows[0].id, RATING_CLASSIFY, RATING_MISUNDERSTANDING, "是误会", &err), ST_OK);
	assert_int_equal(rating_follow(f.h, &supervisor, rows[0].id, RATING_ANSWER, RATING_UNCLASSIFIED, "已答复", &err), ST_OK);
	fixture_tick(10 * DAY_MS);
	assert_int_equal(rating_follow(f.h, &supervisor, rows[0].id, RATING_CLOSE, RATING_UNCLASSIFIED, "办结", &err), ST_OK);
	assert_int_equal(listed(&supervisor, WATCH_RATINGS), 0);
}

static void row_70_results_wait(void **state)
{
	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	push_all();
	int tasks = task_count();
	for (int i = 1; i <= tasks; i++)
		OK(&script, i, "sign");
	for (int i = 1; i <= tasks; i++)
		OK(&script, i, "grant", "licence=许可证", "licence_no=JY1");
	assert_int_equal(listed(&issuer, WATCH_RESULTS), 0);
	for (int i = 1; i <= tasks; i++)
		OK(&issuer, i, "check-in", "licence_no=JY1");
	assert_int_equal(listed(&issuer, WATCH_RESULTS), tasks);
	assert_int_equal(rows[0].light, LIGHT_GREEN);
	assert_int_equal(rows[0].due, day_from_ymd(2026, 12, 7));            /* K4, and not the hall's 30 days, 12-23 */
	assert_int_equal(rows[0].left, 14);
	fixture_tick(31 * DAY_MS);
	assert_int_equal(listed(&issuer, WATCH_RESULTS), tasks);
	assert_int_equal(rows[0].light, LIGHT_RED);
	assert_int_equal(rows[0].left, -17);
	OK(&issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", shown_id());
	assert_int_equal(listed(&issuer, WATCH_RESULTS), tasks - 1);
}

/* What a department sent back stays until a window has dealt with it; a day later it is red. */
static void row_70_returned(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	push_all();
	assert_int_equal(listed(&supervisor, WATCH_RETURNED), 0);
	OK(&script, 1, "return", "reason=unreadable");
	assert_int_equal(listed(&supervisor, WATCH_RETURNED), 1);
	assert_string_equal(rows[0].number, number);
	assert_int_equal(strncmp(rows[0].what, "退回", strlen("退回")), 0);
	assert_true(*rows[0].who != '\0');
	assert_int_equal(rows[0].light, LIGHT_YELLOW);
	fixture_tick(DAY_MS);
	listed(&supervisor, WATCH_RETURNED);
	assert_int_equal(rows[0].light, LIGHT_RED);
	assert_string_equal(rows[0].note, "退回1天");
	OK(&f.clerk, 1, "resend", "note=已补扫");
	assert_int_equal(listed(&supervisor, WATCH_RETURNED), 0);
}

/* Today's exceptions: a paper printed again, a second notice, a dossier voided; the first notice is none, and tomorrow they are past. */
static void row_70_exceptions(void **state)
{
	struct print_job job;

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	assert_int_equal(listed(&supervisor, WATCH_AGAIN), 0);
	assert_int_equal(print_job_reprint(f.h, &f.clerk, number, "acceptance-notice", "卡纸", NULL, false, &job, &err), ST_OK);
	assert_int_equal(listed(&supervisor, WATCH_AGAIN), 1);
	assert_non_null(strstr(rows[0].what, "补打:"));
	assert_non_null(strstr(rows[0].what, "卡纸"));
	assert_string_equal(rows[0].who, f.clerk.name);
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	OK(&f.clerk, 0, "notice", "line.sy-cyxj=缺章");
	assert_int_equal(listed(&supervisor, WATCH_AGAIN), 1);
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	OK(&supervisor, 0, "void", "reason=录入错误");
	fixture_tick(1);
	assert_int_equal(listed(&supervisor, WATCH_AGAIN), 2);
	assert_int_equal(with("作废"), 1);
	sql("INSERT INTO act SELECT 'second', dossier, task, word, state, at + 1, staff, second, window_no, data FROM act WHERE word = 'notice'");
	assert_int_equal(listed(&supervisor, WATCH_AGAIN), 3);
	assert_int_equal(with("再次告知"), 1);
	fixture_tick(DAY_MS);
	assert_int_equal(listed(&supervisor, WATCH_AGAIN), 0);
}

/* A card is in from the day it is given until somebody cancels it, though its light went out; the newest first; the list has so many
 * days. */
static void cards_stay_until_cancelled(void **state)
{
	char first[sizeof rows[0].material];

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	assert_int_equal(listed(&supervisor, WATCH_CAUTIONS), 0);
	sql("UPDATE clock SET stopped_at = 1, stopped_day = start_day WHERE kind <> 'K5'");
	fixture_tick(60 * DAY_MS);
	turn();
	assert_int_equal(listed(&supervisor, WATCH_CAUTIONS), 1);
	assert_string_equal(rows[0].number, number);
	assert_string_equal(rows[0].what, "容缺逾期未补:出院小结(诊断证明)");
	assert_int_equal(rows[0].light, LIGHT_RED);
	assert_non_null(strstr(rows[0].note, "01-22给,应于"));
	snprintf(first, sizeof first, "%s", rows[0].material);
	OK(&supervisor, 0, "terminate", "ground=deferral", "reason=没有来");
	assert_int_equal(listed(&supervisor, WATCH_CAUTIONS), 1);
	fixture_tick(3 * DAY_MS);
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	fixture_tick(10 * DAY_MS);
	turn();
	size_t standing = listed(&supervisor, WATCH_CAUTIONS);
	assert_int_equal(with("逾期未答复,视为受理"), 1);                /* and its tasks are late, counted from the day of receipt */
	assert_string_equal(rows[standing - 1].material, first);
	assert_int_equal(caution_cancel(f.h, &supervisor, first, "已报批", &err), ST_OK);
	assert_int_equal(listed(&supervisor, WATCH_CAUTIONS), standing - 1);
	sql("UPDATE clock SET stopped_at = 1, stopped_day = start_day WHERE stopped_at IS NULL");
	fixture_tick(30 * DAY_MS);
	assert_int_equal(listed(&supervisor, WATCH_CAUTIONS), 0);
}

static void whose_list_it_is(void **state)
{
	static const struct { const char *role; unsigned lists; } may[] = { { "supervisor", 255 }, { "system", 255 }, { "clerk", 4 | 16 },
		{ "helper", 4 }, { "issuer", 16 }, { "guide", 0 }, { "department", 0 }, { "admin", 0 }, { "auditor", 0 }, { "secadm", 0 } };
	int64_t refused = 0;

	(void)state;
	for (size_t r = 0; r < COUNT_OF(may); r++)
		for (int k = 0; k < WATCH_KINDS; k++) {
			struct actor by = person(1, may[r].role);
			bool allowed = may[r].lists & 1u << k;
			enum status st = watch_list(f.h, &by, (enum watch_kind)k, rows, COUNT_OF(rows), &count, &err);
			assert_int_equal(st, allowed ? ST_OK : ST_DENIED);
			assert_int_equal(watch_may((enum watch_kind)k, may[r].role), allowed);
			refused += !allowed;
		}
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'watch.denied'"), refused);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(row_70_what_ran_out),
		ACT_TEST(row_70_lights),
		ACT_TEST(row_70_calls),
		ACT_TEST(row_70_bad_ratings),
		ACT_TEST(row_70_results_wait),
		ACT_TEST(row_70_returned),
		ACT_TEST(row_70_exceptions),
		ACT_TEST(cards_stay_until_cancelled),
		ACT_TEST(whose_list_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
