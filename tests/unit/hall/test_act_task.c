/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <string.h>

#include "hall/dossier.h"
#include "hall/print_job.h"

/* What departments do with their tasks before the decision, and what of it is refused. The names of tests give the row of the
 * acceptance checks that they show. */

static void row_8_material_missing_only_within_five_days(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	push_all();
	fixture_tick(7 * DAY_MS);                                    /* 11-30, the fifth working day */
	OK(&script, 1, "return", "reason=missing");
	assert_task(1, "15");
	int64_t before = messages("task");
	OK(&f.clerk, 1, "resend", "note=补上了");
	assert_task(1, "00");
	assert_int_equal(messages("task"), before + 1);
	fixture_tick(DAY_MS);                                        /* the sixth */
	REFUSED("E-6420", &script, 2, "return", "reason=missing");
	OK(&script, 2, "return", "reason=unreadable");
}

/* K1 began anew when everything was in, so a department has its five days from then on. */
static void row_8_the_days_of_what_was_corrected(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	OK(&f.clerk, 0, "notice", "line.jhz=照片模糊");
	fixture_tick(9 * DAY_MS);
	OK(&f.clerk, 0, "corrected", "arrived=2026-12-02", "line.jhz=");
	OK(&f.clerk, 0, "accept");
	push_all();
	fixture_tick(7 * DAY_MS);                                    /* 12-09, the fifth working day */
	OK(&script, 1, "return", "reason=missing");
	fixture_tick(DAY_MS);
	REFUSED("E-6420", &script, 2, "return", "reason=missing");
}

/* The day of an item's clock; 0 while it rests. */
static int64_t due_of(const char *kind, int item)
{
	return sql("SELECT COALESCE(k.due_day, 0) FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s' AND k.kind = '%s'"
		" AND k.item = %d AND k.stopped_at IS NULL", number, kind, item);
}

static int64_t due(const char *kind)
{
	return due_of(kind, 0);
}

static void row_9_a_special_procedure_says_what_and_how_long(void **state)
{
	(void)state;
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	push_all();
	OK(&script, 2, "sign");
	REFUSED("E-6403", &script, 2, "special", "start=2026-11-23", "days=5", "basis=x", "reason=y");
	REFUSED("E-6403", &script, 2, "special", "kind=testing", "start=2026-11-23", "basis=x", "reason=y");
	REFUSED("E-6403", &script, 2, "special", "kind=testing", "start=2026-11-23", "days=5", "basis=x");
	REFUSED("E-6421", &script, 2, "special", "kind=testing", "start=2026-11-20", "days=5", "basis=x", "reason=y");
	REFUSED("E-6421", &script, 2, "special", "kind=testing", "start=2026-11-24", "days=5", "basis=x", "reason=y");
	int64_t before = due("K3");
	OK(&script, 2, "special", "kind=testing", "start=2026-11-23", "days=5", "basis=食品安全法", "reason=现场核查");
	assert_task(2, "30");
	assert_int_equal(due("K3"), 0);                              /* at rest: it has no day */
	assert_int_equal(papers("special"), 1);
	assert_paper("special", "现场核查");
	REFUSED("E-6421", &script, 2, "special-end", "end=2026-11-30", "result=合格");
	fixture_tick(DAY_MS);
	OK(&script, 2, "special-end", "end=2026-11-24", "result=合格");
	assert_task(2, "20");
	assert_int_equal(due("K3"), before + 1);                     /* one working day did not count */
}

/* Art. 45 names eight of them; 公示 rests on the local rule that is told as its basis. */
static void row_9_what_the_paper_rests_on(void **state)
{
	(void)state;
	for (int local = 0; local <= 1; local++) {
		take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
		push_all();
		OK(&script, 2, "sign");
		OK(&script, 2, "special", local ? "kind=publicity" : "kind=testing", "start=2026-11-23", "days=5", "basis=市容条例第11条", "reason=x");
		assert_paper("special", "市容条例第11条");
		(local ? assert_paper_lacks : assert_paper)("special", "第四十五条");
	}
}

/* W-12: what other items go on with is not given back when one ends. */
static void row_11_an_ended_item_returns_its_own(void **state)
{
	(void)state;
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	int first = (int)sql("SELECT t.no FROM task t JOIN task_edge e ON e.after = t.id WHERE e.needs = 'done' ORDER BY t.no LIMIT 1");
	sql("UPDATE task SET state = '10', department_no = 'N1' WHERE no = %d", first);
	OK(&script, first, "sign");
	OK(&script, first, "deny", "reason=已注销", "article=食品安全法第35条");
	assert_paper("termination", "在此退回");
	assert_paper_lacks("termination", "建设项目环境影响登记表");
}

static void row_10_one_extension(void **state)
{
	(void)state;
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	push_all();
	OK(&script, 2, "sign");
	REFUSED("E-6422", &script, 2, "extend", "approver=organ", "approver_name=王局长", "days=11", "reason=复杂");
	int64_t before = due_of("K3", 2), law = due("K3"), promised = due("K2");
	OK(&script, 2, "extend", "approver=organ", "approver_name=王局长", "days=10", "reason=复杂");
	assert_task(2, "35");
	assert_int_equal(due_of("K3", 2), before + 14);              /* ten working days, two weekends */
	assert_int_equal(due("K3"), law);                            /* the law gave the whole as much already (T-11) */
	assert_int_equal(due("K2"), due_of("K2", 2));
	assert_true(due("K2") > promised);
	assert_int_equal(papers("extension"), 1);
	assert_paper("extension", "王局长");
	REFUSED("E-6404", &script, 2, "extend", "approver=organ", "approver_name=王局长", "days=10", "reason=复杂");
}

/* Art. 42: who has not decided within the limit has no limit left to lengthen. */
static void row_10_an_extension_within_the_limit(void **state)
{
	(void)state;
	for (int late = 0; late <= 1; late++) {
		take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
		push_all();
		OK(&script, 2, "sign");
		day_t last = (day_t)sql("SELECT k.due_day FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s' AND k.kind = 'K3' AND"
			" k.item = 2", number);
		fixture_tick((int64_t)(last + late - clock_today()) * DAY_MS);
		if (late)
			REFUSED("E-6422", &script, 2, "extend", "approver=organ", "approver_name=王局长", "days=5", "reason=复杂");
		else
			OK(&script, 2, "extend", "approver=organ", "approver_name=王局长", "days=5", "reason=复杂");
		assert_task(2, late ? "20" : "35");
	}
}

/* What the paper says is what the clock counts: ten working days after twenty natural ones. */
static void row_10_an_extension_of_natural_days(void **state)
{
	(void)state;
	take_in("keyun-xuke", OUTCOME_ACCEPT, NULL);
	push_all();
	OK(&script, 1, "sign");
	assert_int_equal(sql("SELECT count(*) FROM clock WHERE kind = 'K3' AND item = 1 AND unit = 'natural_day' AND halves = 40"), 1);
	int64_t k2 = sql("SELECT due_day FROM clock WHERE kind = 'K2' AND item = 1");
	OK(&script, 1, "extend", "approver=organ", "approver_name=王局长", "days=10", "reason=复杂");
	assert_int_equal(sql("SELECT due_day FROM clock WHERE kind = 'K3' AND item = 1"), day_from_ymd(2026, 12, 25));
	assert_int_equal(sql("SELECT due_day FROM clock WHERE kind = 'K2' AND item = 1"), k2 + 14);
	assert_paper("extension", "10个工作日（只延长一次）");
	assert_paper("extension", "2026年12月25日（星期五）");

	/* into a year whose calendar is not there yet (T-13) */
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	push_all();
	int no = (int)sql("SELECT k.item FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s' AND k.kind = 'K3'"
		" AND k.item > 0 AND k.halves = 40", number);
	OK(&script, no, "sign");
	OK(&script, no, "extend", "approver=organ", "approver_name=王局长", "days=10", "reason=复杂");
	assert_paper("extension", "2027年1月5日（星期二），预估");
}

/* A task that was voided is nobody's any more: it is not sent, who has it is told, and nothing counts for it. */
static void row_7_a_void_task_takes_no_effect(void **state)
{
	(void)state;
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	sql("UPDATE outbox SET state = 'delivered' WHERE task = (SELECT t.id FROM task t JOIN dossier d ON d.id = t.dossier"
		" WHERE d.number = '%s' AND t.no = 2)", number);
	sql("UPDATE task SET state = '20' WHERE no = 2 AND dossier = (SELECT id FROM dossier WHERE number = '%s')", number);
	OK(&supervisor, 1, "void", "reason=重复");
	assert_task(1, "903");
	assert_int_equal(messages("recall"), 0);
	assert_int_equal(sql("SELECT count(*) FROM outbox o JOIN task t ON t.id = o.task JOIN dossier d ON d.id = t.dossier"
		" WHERE d.number = '%s' AND t.no = 1 AND o.state = 'rejected'", number), 1);
	OK(&supervisor, 2, "void", "reason=重复");
	assert_int_equal(messages("recall"), 1);
	assert_int_equal(sql("SELECT count(*) FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s'"
		" AND k.item IN (1, 2) AND k.kind IN ('K2', 'K3') AND k.stopped_at IS NULL", number), 0);
}

/* W-5 and W-14: who decides and hands over does it in one go; who decides alone ends at 60; who receives decides nothing. */
static void row_5_who_holds_both_roles(void **state)
{
	static const char *const not_together[] = { "", "+", "clerk+department", "department+clerk", "issuer+department", "clerk+supervisor",
		"admin+auditor", "department+issuer+clerk", "department+", "issuer+issuer" };
	struct actor both = person(1, "department+issuer"), window = person(1, "clerk+issuer"), alone = person(1, "department");
	char names[60];

	(void)state;
	for (size_t i = 0; i < sizeof not_together / sizeof *not_together; i++)
		assert_int_equal(staff_role_set(not_together[i]), 0);
	assert_int_equal(staff_role_set("department+issuer"), BY(DEPARTMENT) | BY(ISSUER));
	assert_string_equal(staff_role_names("department+issuer", names, sizeof names), "出件员、部门");
	snprintf(both.department, sizeof both.department, "gjj");
	snprintf(alone.department, sizeof alone.department, "gjj");
	for (int i = 0; i < 4; i++) {
		take_in("gjj-fengcun", OUTCOME_ACCEPT, NULL);
		push_all();
		if (i == 0)
			OK(&both, 1, "at-once", "licence_no=F-1", "receiver=self", "receiver_name=李芳", shown_id());
		else if (i == 1)
			OK(&both, 1, "at-once", "licence_no=F-2", "receiver=later");
		else if (i == 2)
			OK(&alone, 1, "at-once", "licence_no=F-3");
		else
			REFUSED("E-6402", &window, 1, "at-once", "licence_no=F-4", "receiver=self", "receiver_name=李芳", shown_id());
		assert_state(i == 0 ? "80" : i == 3 ? "30" : "60");
	}
	REFUSED("E-6402", &alone, 1, "check-in", "licence_no=F-3");
	snprintf(both.department, sizeof both.department, "cg");
	REFUSED("E-6402", &both, 1, "at-once", "licence_no=F-5", "receiver=later");       /* another department's */
}

static bool asked_for(struct todo *out)
{
	struct todo rows[40];
	size_t count;

	assert_int_equal(dossier_todo(f.h, &f.clerk, rows, 40, &count, NULL, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == TODO_ASKED && strcmp(rows[i].number, number) == 0) {
			*out = rows[i];
			return true;
		}
	return false;
}

/* W-7: what a department wants of the applicant is told by the window, which sees it until it is handed in. */
static void what_a_department_asks_for_is_seen(void **state)
{
	struct todo t;

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	push_all();
	OK(&script, 1, "sign");
	assert_false(asked_for(&t));
	OK(&script, 1, "ask", "lines=出生医学证明照片不清");
	assert_true(asked_for(&t));
	assert_non_null(strstr(t.what, "出生医学证明照片不清"));
	assert_int_equal(papers("correction"), 1);                   /* … and he gets it in writing, with a day as of a notice */
	assert_paper("correction", "出生医学证明照片不清");
	assert_paper("correction", "2026年12月7日（星期一）前");
	OK(&f.clerk, 1, "answer", "note=已交");
	assert_false(asked_for(&t));
}

/* A department may name the day itself; its system tells of it as its person does. */
static void a_department_names_the_day_of_a_correction(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	push_all();
	OK(&script, 1, "sign");
	REFUSED("E-6455", &script, 1, "ask", "lines=照片不清", "until=2026-11-22");
	assert_int_equal(papers("correction"), 0);
	OK(&script, 1, "ask", "lines=照片不清", "until=2026-11-26");
	assert_paper("correction", "2026年11月26日（星期四）前");
}

/* What was done is told with what was said: by names, not by codes, and no secret of it. */
static void what_was_said_is_told_by_names(void **state)
{
	json_t *all, *dossier;
	struct buf text;

	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	OK(&f.clerk, 0, "notice", "line.jhz=照片模糊");
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	push_all();
	OK(&script, 1, "return", "reason=unreadable", "note=第二页空白");
	OK(&script, 2, "sign");
	OK(&script, 2, "grant", "licence_no=L-1");
	OK(&issuer, 2, "check-in", "licence_no=L-1");
	OK(&issuer, 2, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", shown_id());
	assert_int_equal(act_history(f.h, number, &all, &err), ST_OK);
	assert_int_equal(dossier_json(f.h, number, true, &dossier, &err), ST_OK);
	buf_init(&text, BUF_LARGE);
	for (size_t i = 0; i < json_array_size(all); i++) {
		act_said(json_array_get(all, i), dossier, &text);
		buf_char(&text, '|');
	}
	assert_non_null(strstr(text.data, "附件不可读,第二页空白|"));
	assert_non_null(strstr(text.data, "当面直接送达,本人|"));
	assert_null(strstr(text.data, "0012"));
	buf_release(&text);
	json_decref(all);
	json_decref(dossier);
}

/* Whatever made it — the acceptance, an act, a person who wanted it again — each paper has its row, with its number and which copy it is. */
static void every_paper_has_its_row(void **state)
{
	struct print_job made[20], copy;
	size_t count;
	json_t *all;
	struct buf said;

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	OK(&f.clerk, 0, "withdraw", "request=11-23 来件", "reason=不办了");
	fixture_tick(1000);
	assert_int_equal(print_job_reprint(f.h, &f.clerk, number, "deferral-notice", "卡纸", NULL, false, &copy, &err), ST_OK);
	assert_int_equal(print_job_of(f.h, number, made, 20, &count, &err), ST_OK);
	assert_int_equal(act_history(f.h, number, &all, &err), ST_OK);
	assert_int_equal(json_array_size(all), count + 1);
	buf_init(&said, BUF_LARGE);
	for (size_t i = 0; i < count; i++) {
		json_t *row = history_row(all, ACT_PAPER_MADE, i), *data = json_object_get(row, "data");
		act_said(row, NULL, &said);
		assert_string_equal(json_string_value(json_object_get(data, "kind")), made[count - 1 - i].kind);
		assert_string_equal(json_string_value(json_object_get(data, "document_no")), made[count - 1 - i].document_no);
		assert_int_equal(json_integer_value(json_object_get(data, "copy_no")), made[count - 1 - i].copy_no);
		assert_string_equal(json_string_value(json_object_get(row, "by")), f.clerk.name);
		buf_char(&said, '|');
	}
	assert_non_null(strstr(said.data, "容缺受理通知书 德审容受字〔2026〕第00001号,2 联|"));
	assert_non_null(strstr(said.data, "材料清单,2 联|"));
	assert_non_null(strstr(said.data, "终止办理通知书 德审终字〔2026〕第00001号,2 联|容缺受理通知书 德审容受字〔2026〕第00001号,补打第 1 次:卡纸|"));
	/* the paper of an act is a row behind it, and says whose it is */
	assert_string_equal(json_string_value(json_object_get(history_row(all, ACT_PAPER_MADE, count - 2), "uuid")),
		json_string_value(json_object_get(history_row(all, "withdraw", 0), "uuid")));
	buf_release(&said);
	json_decref(all);
}

/* A birth, a pension are no permits: what their departments tell in between does not go by the Permit Law either. */
static void no_permit_law_without_a_permit(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	push_all();
	int no = (int)sql("SELECT min(k.item) FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s' AND k.kind = 'K3'"
		" AND k.item > 0", number);
	OK(&script, no, "sign");
	OK(&script, no, "special", "kind=testing", "start=2026-11-23", "days=5", "basis=母婴保健法", "reason=核验");
	assert_paper("special", "依据母婴保健法");
	OK(&script, no, "special-end", "end=2026-11-23", "result=完毕");
	OK(&script, no, "extend", "approver=organ", "approver_name=王局长", "days=10", "reason=复杂");
	assert_paper("extension", "出决定。经本机关负责人");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(no_permit_law_without_a_permit),
		ACT_TEST(row_8_material_missing_only_within_five_days),
		ACT_TEST(row_8_the_days_of_what_was_corrected),
		ACT_TEST(row_9_a_special_procedure_says_what_and_how_long), ACT_TEST(row_9_what_the_paper_rests_on),
		ACT_TEST(row_11_an_ended_item_returns_its_own),
		ACT_TEST(row_5_who_holds_both_roles), ACT_TEST(what_a_department_asks_for_is_seen), ACT_TEST(a_department_names_the_day_of_a_correction), ACT_TEST(what_was_said_is_told_by_names), ACT_TEST(row_10_one_extension),
		ACT_TEST(row_10_an_extension_of_natural_days), ACT_TEST(row_10_an_extension_within_the_limit),
		ACT_TEST(every_paper_has_its_row),
		ACT_TEST(row_7_a_void_task_takes_no_effect),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
