/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "hall/export.h"

/* What acts tell upward (window-rules 9.4): ends, special procedures, licences, deliveries. */

static struct export_result run(int from, int to)
{
	const struct export_request q = { .from = clock_day_of(FIXTURE_NOW) + from, .to = clock_day_of(FIXTURE_NOW) + to,
		.tables = (1u << EXCHANGE_KINDS) - 1 };
	struct export_result out;

	if (export_run(f.h, &script, &q, &out, &err) != ST_OK)
		fail_msg("%s %s %s", err.code, err.where, err.text);
	assert_int_equal(out.refused, 0);
	return out;
}

/* How many rows of a table have this value; *last is the last of them, owned. */
static int rows_with(const struct export_result *r, enum exchange_kind kind, const char *column, const char *value, json_t **last)
{
	int n = 0;

	for (const char *p = r->tables[kind].len ? r->tables[kind].data : ""; *p; p += strcspn(p, "\n") + 1) {
		json_t *o = json_loadb(p, strcspn(p, "\n"), 0, NULL);
		const char *is = json_string_value(json_object_get(o, column));
		assert_non_null(o);
		if (is && strcmp(is, value) == 0) {
			n++;
			if (last) {
				json_decref(*last);
				*last = json_incref(o);
			}
		}
		json_decref(o);
	}
	return n;
}

static void assert_cell(json_t *row, const char *column, const char *value)
{
	const char *is = json_string_value(json_object_get(row, column));

	if (!is || strcmp(is, value) != 0)
		fail_msg("%s is %s, not %s", column, is ? is : "(null)", value);
}

static void sign_all(int n)
{
	push_all();
	for (int i = 1; i <= n; i++)
		OK(&script, i, "sign");
}

/* R1 is an acceptance that was refused: all three tables know it, for each item. */
static void a_refusal_is_three_rows(void **state)
{
	struct proposal rows[4];
	struct export_result r;
	json_t *row = NULL;
	size_t count;

	(void)state;
	take_in("kai-dangao", OUTCOME_RECEIVE, NULL);
	OK(&f.clerk, 0, "refuse", "ground=other-organ", "organ=邻区政务中心", "reason=不归我们管", "article=第三十二条");
	r = run(0, 0);
	assert_int_equal(r.rows[EXCHANGE_RESULT], 0);            /* proposed only */
	export_release(&r);
	assert_int_equal(proposal_list(f.h, rows, 4, &count, &err), ST_OK);
	struct actor other = person(sql("SELECT id FROM staff WHERE login = 'hejing'"), "supervisor");
	assert_int_equal(proposal_confirm(f.h, &other, rows[0].id, &acted, &err), ST_OK);
	r = run(0, 0);
	assert_true(r.rows[EXCHANGE_ACCEPT] > 0);
	assert_int_equal(rows_with(&r, EXCHANGE_RESULT, "result_type", "1", &row), (int)r.rows[EXCHANGE_ACCEPT]);
	assert_non_null(strstr(json_string_value(json_object_get(row, "result_explain")), "不归我们管"));
	assert_int_equal(rows_with(&r, EXCHANGE_PROCESS, "process_name", "不予受理", &row), (int)r.rows[EXCHANGE_ACCEPT]);
	assert_cell(row, "event_name", "13");
	json_decref(row);
	export_release(&r);
}

/* R3 before acceptance and R9: an end for each item, nothing accepted. */
static void lapsed_and_void(void **state)
{
	struct export_result r;

	(void)state;
	take_in("kai-dangao", OUTCOME_RECEIVE, NULL);
	OK(&supervisor, 0, "void", "reason=录错了");
	r = run(0, 0);
	int n = (int)r.rows[EXCHANGE_RESULT];
	assert_true(n > 0);
	assert_int_equal(rows_with(&r, EXCHANGE_RESULT, "result_type", "2", NULL), n);
	assert_int_equal(rows_with(&r, EXCHANGE_PROCESS, "event_name", "16", NULL), n);
	assert_int_equal(r.rows[EXCHANGE_ACCEPT], 0);
	export_release(&r);
	take_in("kai-dangao", OUTCOME_NOTICE, NULL);
	fixture_tick(60 * DAY_MS);
	OK(&supervisor, 0, "lapse", "reason=没有来");
	r = run(60, 60);
	assert_int_equal(rows_with(&r, EXCHANGE_RESULT, "result_type", "5", NULL), n);
	assert_int_equal(rows_with(&r, EXCHANGE_PROCESS, "process_name", "终止", NULL), n);
	export_release(&r);
}

/* R2: what was decided before keeps its result; what was open has the withdrawal. */
static void withdrawn_in_the_middle(void **state)
{
	struct export_result r;
	json_t *row = NULL;

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	int n = task_count();
	sign_all(n);
	OK(&script, 1, "grant", "licence=许可证", "licence_no=L-1");
	OK(&f.clerk, 0, "withdraw", "reason=不开了", "request=书面 11-23");
	r = run(0, 0);
	assert_int_equal(rows_with(&r, EXCHANGE_RESULT, "result_type", "0", NULL), 1);
	assert_int_equal(rows_with(&r, EXCHANGE_RESULT, "result_type", "1", &row), n - 1);
	assert_cell(row, "result_explain", "不开了");
	assert_int_equal(rows_with(&r, EXCHANGE_PROCESS, "event_name", "14", NULL), n - 1);
	json_decref(row);
	export_release(&r);
}

/* W-12: what hung on a refused one is 902. */
static void a_failed_prerequisite(void **state)
{
	struct export_result r;

	(void)state;
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	int first = (int)sql("SELECT t.no FROM task t JOIN task_edge e ON e.after = t.id WHERE e.needs = 'done' ORDER BY t.no LIMIT 1");
	assert_true(first > 0);
	sql("UPDATE task SET state = '10', department_no = 'N1' WHERE no = %d", first);
	OK(&script, first, "sign");
	OK(&script, first, "deny", "reason=不符合条件", "article=第三十八条");
	int ended = (int)sql("SELECT count(*) FROM task WHERE state = '902'");
	assert_true(ended > 0);
	r = run(0, 0);
	assert_int_equal(rows_with(&r, EXCHANGE_PROCESS, "event_name", "11", NULL), ended);
	assert_int_equal(rows_with(&r, EXCHANGE_RESULT, "result_type", "1", NULL), ended + 1);
	export_release(&r);
}

/* The hall's choice: told at the end, or at once with the expected end and then again. */
static void a_special_procedure(void **state)
{
	struct export_result r;
	json_t *begun = NULL, *row = NULL;

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	sign_all(1);
	OK(&script, 1, "special", "kind=inspection", "start=2026-11-23", "days=5", "basis=食品安全法第三十五条", "reason=现场核查");
	r = run(0, 0);
	assert_int_equal(r.rows[EXCHANGE_SPECIAL], 0);
	export_release(&r);
	assert_int_equal(hall_set(f.h, &script, "export.special", "start", &err), ST_OK);
	r = run(0, 0);
	assert_int_equal(rows_with(&r, EXCHANGE_SPECIAL, "special_name", "检验", &begun), 1);
	assert_cell(begun, "cd_operation", "I");
	assert_cell(begun, "special_time", "2026-11-23 00:00:00");
	assert_cell(begun, "end_time", "2026-11-30 23:59:59");
	assert_non_null(strstr(json_string_value(json_object_get(begun, "special_reason")), "现场核查"));
	export_release(&r);
	fixture_tick(2 * DAY_MS);
	OK(&script, 1, "special-end", "end=2026-11-25", "result=符合要求");
	r = run(2, 2);
	assert_int_equal(rows_with(&r, EXCHANGE_SPECIAL, "cd_operation", "U", &row), 1);
	assert_cell(row, "end_time", "2026-11-25 23:59:59");
	assert_cell(row, "result", "符合要求");
	assert_cell(row, "row_guid", json_string_value(json_object_get(begun, "row_guid")));
	export_release(&r);
	assert_int_equal(hall_set(f.h, &script, "export.special", "end", &err), ST_OK);
	r = run(0, 2);
	assert_int_equal(r.rows[EXCHANGE_SPECIAL], 1);
	assert_int_equal(rows_with(&r, EXCHANGE_SPECIAL, "cd_operation", "I", NULL), 1);
	json_decref(begun);
	json_decref(row);
	export_release(&r);
}

/* The licence as it was known by then, and its way into the hand; a period that is over does not change. */
static void a_licence_and_its_delivery(void **state)
{
	struct export_result before, r;
	json_t *row = NULL;

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	sign_all(1);
	OK(&script, 1, "grant", "licence=食品经营许可证", "licence_no=JY1", "valid_from=2026-11-23", "valid_to=2031-11-22");
	before = run(0, 0);
	assert_int_equal(rows_with(&before, EXCHANGE_RESULT, "result_cetr_no", "JY1", &row), 1);
	assert_cell(row, "result_cetr_name", "食品经营许可证");
	assert_cell(row, "remark", "有效期 2026-11-23 至 2031-11-22");
	fixture_tick(DAY_MS);
	OK(&script, 1, "make", "licence=食品经营许可证(副本)");
	OK(&issuer, 1, "check-in", "licence_no=JY1");
	OK(&issuer, 1, "hand-over", "mode=courier", "receiver=self", "receiver_name=李芳", "tracking=SF1001");
	r = run(0, 0);
	assert_string_equal(r.digest, before.digest);
	export_release(&r);
	export_release(&before);
	r = run(1, 1);
	assert_int_equal(rows_with(&r, EXCHANGE_PROCESS, "process_name", "已送达", &row), 1);
	assert_cell(row, "handle_explain", "邮寄送达;SF1001");
	assert_cell(row, "event_name", "09");
	assert_int_equal(rows_with(&r, EXCHANGE_PROCESS, "process_name", "已交出件", NULL), 1);
	assert_int_equal(r.rows[EXCHANGE_RESULT], 0);
	json_decref(row);
	export_release(&r);
}

/* C-11, C-15: a paper that arrived on Monday and is written down on Wednesday belongs to Wednesday's export, Monday's was sent
 * already; it says when it came. One that was not fit was not received. */
static void a_deferred_paper_is_told_when_it_is_known(void **state)
{
	struct export_result first, again, r;
	json_t *row = NULL;

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	first = run(0, 0);
	fixture_tick(2 * DAY_MS);
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-24", "check=bad", "reason=缺页");
	r = run(1, 2);
	assert_int_equal(r.rows[EXCHANGE_MATERIAL], 0);
	export_release(&r);
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-23", "check=ok");
	again = run(0, 0);
	assert_string_equal(first.digest, again.digest);
	r = run(2, 2);
	assert_true(rows_with(&r, EXCHANGE_MATERIAL, "remark", "容缺补齐,2026-11-23到达", &row) >= 1);
	assert_int_equal(r.rows[EXCHANGE_MATERIAL], rows_with(&r, EXCHANGE_MATERIAL, "cd_time", "2026-11-25 09:41:00", NULL));
	assert_cell(row, "material_name", "出院小结(诊断证明)");
	json_decref(row);
	export_release(&r);
	export_release(&first);
	export_release(&again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(a_refusal_is_three_rows),
		ACT_TEST(lapsed_and_void),
		ACT_TEST(withdrawn_in_the_middle),
		ACT_TEST(a_failed_prerequisite),
		ACT_TEST(a_special_procedure),
		ACT_TEST(a_licence_and_its_delivery),
		ACT_TEST(a_deferred_paper_is_told_when_it_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
