/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "hall/dossier.h"
#include "hall/export.h"
#include "hall/outbox.h"

/* What departments tell by their feeds, with real dossiers: it is an act like any other (rows 8 … 11). */

static struct outbox_row *messages_of(size_t *count)
{
	struct outbox_row *rows = mem_array(300, sizeof *rows);

	assert_int_equal(outbox_list(f.h, "all", rows, 300, count, &err), ST_OK);
	return rows;
}

static int64_t seqs[100], said_ago;              /* said_ago: milliseconds that a word is old by the department's clock */

/* Task `no` of the dossier is told to be in this state, with "name=value;name=value". */
static enum task_answer tell(int no, const char *state, const char *details)
{
	struct act_value values[16];
	struct task_event e = { .dossier = number, .state = state, .seq = ++seqs[no], .at = clock_wall_ms() - said_ago, .by = "王经办", .note = "",
		.details = values };
	enum task_answer answer;
	char department_no[32];
	char *text = mem_text(details), *save = NULL;
	size_t count, mine = 0;

	for (char *t = strtok_r(text, ";", &save); t; t = strtok_r(NULL, ";", &save)) {
		char *equals = strchr(t, '=');
		*equals = '\0';
		values[e.detail_count++] = (struct act_value){ t, equals + 1 };
	}
	struct outbox_row *rows = messages_of(&count);
	for (size_t i = count; i-- > 0;)                                     /* the newest come first */
		if (strcmp(rows[i].dossier, number) == 0 && ++mine == (size_t)no) {
			snprintf(department_no, sizeof department_no, "N%d", (int)sql("SELECT t.id FROM task t JOIN dossier d ON d.id = t.dossier"
				" WHERE d.number = '%s' AND t.no = %d", number, no));
			e.key = rows[i].key;
			e.department_no = department_no;
			if (task_apply(f.h, rows[i].department, NULL, &e, &answer, &err) != ST_OK)
				fail_msg("%s: %s %s", state, err.code, err.text);
		}
	free(rows);
	free(text);
	assert_true(mine >= (size_t)no);
	return answer;
}

/* Fails with the reason that stands on record. */
static void why_not(void)
{
	struct todo rows[40];
	size_t count;

	assert_int_equal(dossier_todo(f.h, &f.clerk, rows, 40, &count, NULL, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == TODO_REFUSED)
			fail_msg("not taken: %s", rows[i].what);
	fail_msg("not taken");
}
#define TOLD(...) do { if (tell(__VA_ARGS__) != TASK_APPLIED) why_not(); } while (0)
#define NOT_TAKEN(...) assert_int_equal(tell(__VA_ARGS__), TASK_ILLEGAL)

static int begin(void **state)
{
	int result = acts_setup(state);

	memset(seqs, 0, sizeof seqs);
	said_ago = 0;
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	push_all();
	return result;
}

static void assert_why(int no, const char *code)
{
	if (sql("SELECT substr(e.why, 1, %d) = '%s' FROM task_event e JOIN task t ON t.id = e.task WHERE t.no = %d AND e.seq = %d AND"
		" e.answer = 'illegal'", (int)strlen(code), code, no, (int)seqs[no]) != 1)
		fail_msg("event %d of task %d was not refused with %s", (int)seqs[no], no, code);
}

/* Rows 8, 9, 10: what a department tells by its feed is held to the rules of what is done by hand; a refusal holds nothing back. */
static void a_feed_has_no_other_rules(void **state)
{
	(void)state;
	static const struct { const char *state, *details, *code; } signed_for[] = {
		{ "25", "", "E-6403" }, { "51", "reason=不符合", "E-6403" }, { "52", "", "E-6403" },
		{ "30", "", "E-6403" }, { "30", "kind=testing;start=2026-11-23;basis=第十条;reason=要检测", "E-6403" },
		{ "30", "start=2026-11-23;days=5;basis=第十条;reason=要检测", "E-6403" },
		{ "30", "kind=testing;start=2026-11-01;days=5;basis=第十条;reason=要检测", "E-6421" },
		{ "30", "kind=testing;start=2026-02-30;days=5;basis=第十条;reason=要检测", "E-6403" },
		{ "35", "approver=organ;days=5;reason=复杂", "E-6403" },
		{ "35", "approver=organ;approver_name=王局长;days=11;reason=复杂", "E-6422" },
		/* legal, but done at once it has no clock: what stands against it comes late, and holds nothing back either */
		{ "35", "approver=organ;approver_name=王局长;days=10;reason=复杂", "E-1059" } };

	NOT_TAKEN(1, "15", "");
	assert_why(1, "E-6403");
	NOT_TAKEN(1, "15", "reason=whatever");
	assert_why(1, "E-6403");
	fixture_tick(10 * DAY_MS);
	NOT_TAKEN(1, "15", "reason=missing");                              /* W-8: the five days are over */
	assert_why(1, "E-6420");
	assert_task(1, "10");
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'task.illegal'"), 3);
	TOLD(1, "20", "");
	for (size_t i = 0; i < COUNT_OF(signed_for); i++) {
		NOT_TAKEN(1, signed_for[i].state, signed_for[i].details);
		assert_why(1, signed_for[i].code);
		assert_task(1, "20");
	}
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE act <> ''"), 0);
	TOLD(1, "50", "later=x");                                          /* what nobody knows is for another version */
	/* each thing that was applied is one act, and the event knows which */
	assert_int_equal(sql("SELECT count(*) FROM act a JOIN task_event e ON e.act = a.uuid WHERE e.answer = 'applied'"), 2);
	assert_int_equal(sql("SELECT count(*) FROM act"), 2);
}

/* W-8: inside the five days a missing material may send the task back, and the window sees why by its name. */
static void row_8_a_return_in_time(void **state)
{
	(void)state;
	TOLD(1, "15", "reason=missing;note=缺第三页");
	assert_task(1, "15");
	assert_int_equal(sql("SELECT note = '材料缺失:缺第三页' FROM task WHERE no = 1"), 1);
}

/* W-8: a return that comes late cannot be dated back to before the task was there, nor to before what was told last. */
static void a_return_is_not_dated_back(void **state)
{
	(void)state;
	fixture_tick(9 * DAY_MS);
	said_ago = 10 * DAY_MS;
	NOT_TAKEN(1, "15", "reason=missing;note=缺第三页");
	assert_why(1, "E-6448");
	NOT_TAKEN(2, "20", "");
	assert_why(2, "E-6448");
	said_ago = 0;
	TOLD(2, "20", "");
	said_ago = 8 * DAY_MS;
	NOT_TAKEN(2, "25", "lines=缺第三页");
	assert_why(2, "E-6448");
	said_ago = 9 * DAY_MS;
	TOLD(3, "15", "reason=missing;note=缺第三页");                     /* the very day on which it was pushed */
	said_ago = 8 * DAY_MS;
	TOLD(1, "15", "reason=missing;note=缺第三页");                     /* done in time, only read late */
	assert_task(1, "15");
}

static void row_9_and_10_by_the_feed(void **state)
{
	(void)state;
	TOLD(2, "20", "");
	NOT_TAKEN(2, "30", "kind=inspection;start=2026-11-23;basis=第十条;reason=核查");
	TOLD(2, "30", "kind=inspection;start=2026-11-23;days=5;basis=食品安全法第三十五条;reason=现场核查");
	assert_task(2, "30");
	assert_paper("special", "食品安全法第三十五条");
	assert_paper("special", "王经办");
	assert_int_equal(sql("SELECT count(*) FROM print_job p JOIN dossier d ON d.id = p.dossier WHERE p.kind = 'special'"
		" AND p.window_no = d.window_no AND p.window_no <> ''"), 1);
	assert_int_equal(sql("SELECT count(*) FROM clock_pause WHERE to_day IS NULL AND kind = 'inspection'"), 1);
	fixture_tick(2 * DAY_MS);
	NOT_TAKEN(2, "20", "end=2026-11-27;result=合格");                /* a day that is not yet */
	TOLD(2, "20", "end=2026-11-25;result=合格");
	assert_int_equal(sql("SELECT count(*) FROM clock_pause WHERE to_day IS NULL"), 0);
	TOLD(2, "35", "approver=organ;approver_name=王局长;days=10;reason=需补充论证");
	assert_true(sql("SELECT count(*) FROM clock_extension") > 0);
	assert_paper("extension", "需补充论证");
	NOT_TAKEN(2, "35", "approver=organ;approver_name=王局长;days=1;reason=再延");
	TOLD(2, "50", "licence=食品经营许可证;licence_no=JY1");
	/* N-8: what the department named is what must be scanned */
	REFUSED("E-6424", &issuer, 2, "check-in", "licence_no=JY2");
	OK(&issuer, 2, "check-in", "licence_no=JY1");
}

static size_t refused_on_the_list(struct todo *out)
{
	struct todo rows[40];
	size_t count, n = 0;

	assert_int_equal(dossier_todo(f.h, &f.clerk, rows, 40, &count, NULL, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == TODO_REFUSED) {
			n++;
			*out = rows[i];
		}
	return n;
}

/* Until the department says another word that is right, or somebody acts here. */
static void a_refused_word_wants_somebody(void **state)
{
	(void)state;
	struct todo t;

	TOLD(1, "20", "");
	assert_int_equal(refused_on_the_list(&t), 0);
	NOT_TAKEN(1, "51", "reason=不符合");
	assert_int_equal(refused_on_the_list(&t), 1);
	assert_non_null(strstr(t.what, "E-6403"));
	assert_string_equal(t.number, number);
	TOLD(1, "25", "lines=缺第三页");
	assert_int_equal(refused_on_the_list(&t), 0);
	NOT_TAKEN(1, "50", "");
	assert_int_equal(refused_on_the_list(&t), 1);
	fixture_tick(1000);
	OK(&f.clerk, 1, "answer", "note=已交");
	assert_int_equal(refused_on_the_list(&t), 0);
	NOT_TAKEN(1, "70", "");                                                   /* the window scans, nobody else (N-8) */
	assert_int_equal(refused_on_the_list(&t), 1);
	OK(&f.clerk, 0, "withdraw", "reason=不开了", "request=书面 11-23");
	assert_int_equal(refused_on_the_list(&t), 0);
	NOT_TAKEN(1, "50", "");                                                   /* the hall has no use for it any more (M2) */
	assert_int_equal(refused_on_the_list(&t), 0);
	assert_task(1, "901");
}

static int first_with_dependents(void)
{
	return (int)sql("SELECT t.no FROM task t JOIN task_edge e ON e.after = t.id WHERE e.needs = 'done' ORDER BY t.no LIMIT 1");
}

static int64_t waiting_for(int no)
{
	return sql("SELECT count(*) FROM task WHERE state = '902' AND id IN (SELECT e.task FROM task_edge e JOIN task a ON a.id = e.after"
		" WHERE a.no = %d)", no);
}

/* Row 11, W-12: what hung on it ends, with a paper of its own for the applicant. */
static void row_11_a_refused_prerequisite(void **state)
{
	(void)state;
	int first = first_with_dependents();

	sql("UPDATE task SET state = '00' WHERE id IN (SELECT task FROM task_edge)");
	TOLD(first, "20", "");
	TOLD(first, "51", "reason=不符合条件;article=第三十八条");
	assert_true(waiting_for(first) > 0);
	assert_int_equal(papers("termination"), 1);
	assert_paper("termination", "不予");
	assert_int_equal(sql("SELECT count(*) FROM act WHERE word = 'end'"), sql("SELECT count(*) FROM task WHERE state = '902'"));
}

/* R9: what waits for the mere arrival of another goes as soon as that is known, also when the news that proves it is refused. */
static void news_of_arrival_wakes_what_waits_for_it(void **state)
{
	(void)state;
	int first = first_with_dependents();

	sql("UPDATE task_edge SET needs = 'delivered'");
	sql("UPDATE task SET state = '00'");
	sql("UPDATE outbox SET state = 'sending' WHERE task = (SELECT id FROM task WHERE no = %d)", first);
	sql("UPDATE outbox SET state = 'pending', next_at = 9000000000000000 WHERE task IN (SELECT e.task FROM task_edge e JOIN task a"
		" ON a.id = e.after WHERE a.no = %d)", first);
	int64_t waiting = sql("SELECT count(*) FROM outbox WHERE next_at = 9000000000000000");
	assert_true(waiting > 0);
	NOT_TAKEN(first, "25", "");
	assert_int_equal(sql("SELECT count(*) FROM outbox WHERE next_at = 9000000000000000"), 0);
}

static void a_voided_prerequisite(void **state)
{
	(void)state;
	int first = first_with_dependents();

	sql("UPDATE task SET state = '00' WHERE id IN (SELECT task FROM task_edge)");
	OK(&script, first, "sign");
	OK(&supervisor, first, "void", "reason=重复");
	assert_task(first, "903");
	assert_true(waiting_for(first) > 0);
	assert_paper("termination", "作废");
	assert_int_equal(sql("SELECT count(*) FROM outbox o JOIN task t ON t.id = o.task WHERE t.state = '902' AND o.state = 'pending'"), 0);
}

/* What lies in the archive is read only, its tasks too. */
static void nothing_after_the_archive(void **state)
{
	(void)state;
	OK(&f.clerk, 0, "withdraw", "reason=不开了", "request=书面 11-23");
	REFUSED("E-6404", &script, 1, "sign");
	OK(&supervisor, 0, "archive");
	sql("UPDATE task SET state = '50' WHERE no = 1");
	REFUSED("E-6404", &script, 1, "make");
	struct act_option options[400];
	size_t count;
	assert_int_equal(act_options(f.h, &issuer, number, options, 400, &count, &err), ST_OK);
	assert_int_equal(count, 0);
}

/* Told once over there: as the message, with the words of the act; a special procedure as the act. */
static void exported_once(void **state)
{
	(void)state;
	struct export_result r;
	const struct export_request q = { .from = clock_today(), .to = clock_today(), .tables = 1u << EXCHANGE_PROCESS | 1u << EXCHANGE_RESULT };

	TOLD(1, "20", "");
	TOLD(1, "51", "reason=不符合条件甲;article=第三十八条");
	assert_int_equal(export_run(f.h, &script, &q, &r, &err), ST_OK);
	size_t n = 0;
	for (const char *p = r.tables[EXCHANGE_PROCESS].data; (p = strstr(p, "不符合条件甲")); p++)
		n++;
	assert_int_equal(n, 1);
	assert_int_equal(r.rows[EXCHANGE_PROCESS], task_count() + 2 + (int)sql("SELECT count(*) FROM task WHERE state = '902'"));
	assert_non_null(strstr(r.tables[EXCHANGE_PROCESS].data, "王经办"));
	export_release(&r);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, acts_teardown)
	const struct CMUnitTest tests[] = { TEST(a_feed_has_no_other_rules), TEST(row_8_a_return_in_time), TEST(a_return_is_not_dated_back),
		TEST(row_9_and_10_by_the_feed), TEST(a_refused_word_wants_somebody),
		TEST(row_11_a_refused_prerequisite), TEST(news_of_arrival_wakes_what_waits_for_it),
		TEST(a_voided_prerequisite), TEST(nothing_after_the_archive), TEST(exported_once) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
