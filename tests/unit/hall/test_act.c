/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "hall/audit.h"
#include "hall/draft.h"
#include "hall/dossier.h"
#include "hall/print_job.h"

/* A dossier's life through the one door. The names of tests give the row of the acceptance checks that they show. */

/* --- who and when ----------------------------------------------------------------------------------------------------- */

/* Row 3: each act in each state; what the table does not list is refused, says so and leaves a trace. */
static void row_3_every_act_in_every_state(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	push_all();
	for (const struct act *const *a = acts; *a; a++) {
		bool task = (*a)->scope == ACT_TASK;
		struct actor by = script;
		for (int r = 0; r < ROLE_COUNT; r++)
			if ((*a)->by & 1u << r)
				snprintf(by.role, sizeof by.role, "%s", staff_role_code((enum staff_role)r));
		for (int s = 0; s < (task ? (int)TASK_STATE_COUNT : (int)DOSSIER_STATE_COUNT); s++) {
			if (act_possible(*a, s))
				continue;
			if (task)
				sql("UPDATE task SET state = '%s' WHERE no = 1 AND dossier = (SELECT id FROM dossier WHERE number = '%s')",
					task_state_code((enum task_state)s), number);
			else
				sql("UPDATE dossier SET state = '%s' WHERE number = '%s'", dossier_state_code((enum dossier_state)s), number);
			snprintf(by.department, sizeof by.department, "wj");
			struct act_value values[10];
			struct act_call call = { .number = number, .task = task, .word = (*a)->word, .values = values };
			for (const struct act_arg *arg = (*a)->args; arg && arg->name; arg++)
				values[call.count++] = (struct act_value){ arg->type == ARG_LINES || arg->type == ARG_TICKS ? "line.jhz" : arg->name,
					arg->type == ARG_DAY ? "2026-11-23" : arg->type == ARG_CHOICE ? arg->choices[0].code : "1" };
			int64_t before = refusals(), changes = sql("SELECT version FROM dossier WHERE number = '%s'", number);
			assert_int_not_equal(dossier_act(f.h, &by, &call, &acted, &err), ST_OK);
			if (strcmp(err.code, "E-6404") != 0)
				fail_msg("%s in %d: %s %s", (*a)->word, s, err.code, err.text);
			assert_non_null(strstr(err.text, (*a)->rule));
			assert_int_equal(refusals(), before + 1);
			assert_int_equal(sql("SELECT version FROM dossier WHERE number = '%s'", number), changes);
		}
	}
	assert_int_equal(sql("SELECT count(*) FROM act"), 0);
}

/* Row 14 and W-14: each act by each role that may not. */
static void row_14_every_act_by_every_role(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	for (const struct act *const *a = acts; *a; a++) {
		struct act_value values[10];
		struct act_call call = { .number = number, .task = (*a)->scope == ACT_TASK, .word = (*a)->word, .values = values };
		for (const struct act_arg *arg = (*a)->args; arg && arg->name; arg++)
			values[call.count++] = (struct act_value){ arg->type == ARG_LINES || arg->type == ARG_TICKS ? "line.jhz" : arg->name,
				arg->type == ARG_DAY ? "2026-11-23" : arg->type == ARG_CHOICE ? arg->choices[0].code : "1" };
		for (int r = 0; r < ROLE_COUNT; r++) {
			struct actor by = person(1, staff_role_code((enum staff_role)r));
			if ((*a)->by & 1u << r)
				continue;
			snprintf(by.department, sizeof by.department, "wj");
			assert_int_equal(dossier_act(f.h, &by, &call, &acted, &err), ST_DENIED);
			assert_string_equal(err.code, "E-6402");
		}
	}
	/* the name is not the supervisor's to edit, nor is a dossier hers to accept (the other two of the row: at-once is whole, and
	 * test_errand.c) */
	struct request r;
	struct accepted done;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	assert_int_equal(request_continue(f.h, &supervisor, number, &r, &err), ST_OK);
	request_set(&r.applicant.name, "改过");
	assert_int_equal(draft_save(f.h, &supervisor, &r, STEP_APPLICANT, &err), ST_DENIED);
	assert_int_equal(dossier_accept(f.h, &supervisor, &r, &done, NULL, &err), ST_DENIED);
	request_release(&r);
	for (const struct act *const *a = acts; *a; a++)
		for (const struct act_arg *arg = (*a)->args; arg && arg->name && (*a)->by & BY(SUPERVISOR); arg++)
			assert_null(strstr(arg->name, "name"));              /* no act of hers is told one */
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	/* a department works its own tasks only */
	push_all();
	snprintf(department.department, sizeof department.department, "ga");
	REFUSED("E-6402", &department, 1, "sign");
	snprintf(department.department, sizeof department.department, "wj");
	OK(&department, 1, "sign");
	assert_task(1, "20");
	assert_state("40");
}

static void what_an_act_is_told(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	REFUSED("E-6401", &f.clerk, 0, "fly");
	REFUSED("E-6403", &f.clerk, 0, "withdraw", "reason=不办了");                     /* the request is missing */
	assert_string_equal(err.where, "request");
	REFUSED("E-6403", &f.clerk, 0, "withdraw", "reason=不办了", "request=x", "colour=red");
	REFUSED("E-6403", &f.clerk, 0, "withdraw", "reason=不\xE2\x80\xAE办", "request=x");
	REFUSED("E-6403", &f.clerk, 0, "withdraw", "reason=a", "reason=b", "request=x");
	REFUSED("E-6403", &supervisor, 0, "prolong", "material=sy-cyxj", "until=2026-02-30", "reason=x");
	REFUSED("E-6403", &script, 1, "extend", "approver=king", "approver_name=x", "days=5", "reason=x");
	REFUSED("E-6403", &script, 1, "extend", "approver=organ", "approver_name=x", "days=0", "reason=x");
	REFUSED("E-6403", &script, 1, "extend", "approver=organ", "approver_name=x", "days=99999999999999999999", "reason=x");
	REFUSED("E-6107", &script, 99, "sign");
	snprintf(number, sizeof number, "33881000120261123999990");
	REFUSED("E-6101", &f.clerk, 0, "withdraw", "reason=a", "request=x");
}

/* --- correction -------------------------------------------------------------------------------------------------------- */

static void row_6_a_second_notice_wants_a_reason(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	REFUSED("E-6406", &f.clerk, 0, "notice", "line.nothing=缺");
	REFUSED("E-6406", &f.clerk, 0, "notice", "line.jhz=");
	OK(&f.clerk, 0, "notice", "line.jhz=照片模糊");
	assert_state("20");
	assert_int_equal(papers("notice"), 1);
	assert_paper("notice", "照片模糊");
	assert_int_equal(sql("SELECT count(*) FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s' AND"
		" ((k.kind = 'K6' AND k.stopped_at IS NULL) OR (k.kind = 'K1' AND k.stopped_at IS NOT NULL))", number), 2);
	fixture_tick(DAY_MS);
	REFUSED("E-6408", &f.clerk, 0, "corrected", "arrived=2026-11-24", "line.sfz-mu=");
	REFUSED("E-6409", &f.clerk, 0, "corrected", "arrived=2026-11-25", "line.jhz=");
	OK(&f.clerk, 0, "corrected", "arrived=2026-11-24", "line.jhz=");
	assert_state("10");
	/* a new K1 from that day: five working days after 11-24 */
	assert_int_equal(sql("SELECT k.due_day - k.start_day FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s'"
		" AND k.kind = 'K1' AND k.stopped_at IS NULL", number), 7);
	assert_paper("receipt/2", "2026年11月24日（星期二）：结婚证");
	assert_paper("receipt/2", "最迟2026年12月1日（星期二）告知");
	REFUSED("E-6407", &f.clerk, 0, "notice", "line.jhz=盖章不清");
	OK(&f.clerk, 0, "notice", "line.jhz=盖章不清", "reason=新交的一份盖章不清");
	assert_int_equal(papers("notice/2"), 1);
	assert_paper("notice/2", "新交的一份盖章不清");
	assert_state("20");
}

/* What a notice at the window asked for has come in: nothing of its receipt, nor of the dossier as it is now, calls it missing. */
static void the_receipt_of_what_was_corrected(void **state)
{
	struct print_job job;
	json_t *dossier, *first;
	char line[80];

	(void)state;
	take_in("xinshenger", OUTCOME_NOTICE, NULL);
	assert_int_equal(dossier_json(f.h, number, false, &dossier, &err), ST_OK);
	first = json_array_get(json_object_get(dossier, "materials"), 0);
	snprintf(line, sizeof line, "line.%s=", json_string_value(json_object_get(first, "id")));
	assert_string_not_equal(json_string_value(json_object_get(first, "reason")), "");
	assert_string_equal(json_string_value(json_object_get(json_object_get(dossier, "due"), "correction")), "2026-12-07");
	json_decref(dossier);
	OK(&f.clerk, 0, "corrected", "arrived=2026-11-23", line);
	assert_int_equal(print_job_draft(f.h, number, "receipt", &job, &err), ST_OK);
	char *text = paper_text(&job, 200);
	assert_null(strstr(text, "有问题"));
	assert_null(strstr(text, "未交"));
	free(text);
	assert_int_equal(dossier_json(f.h, number, false, &dossier, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(dossier, "materials"), 0), "reason")), "");
	assert_true(json_is_null(json_object_get(json_object_get(dossier, "due"), "correction")));
	assert_string_equal(json_string_value(json_object_get(json_object_get(dossier, "due"), "notice")), "2026-11-30");
	json_decref(dossier);
}

static void a_correction_lapses_when_its_time_is_over(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_NOTICE, NULL);
	assert_state("20");
	REFUSED("E-6410", &supervisor, 0, "lapse", "reason=没有来");
	fixture_tick(20 * DAY_MS);
	OK(&supervisor, 0, "lapse", "reason=没有来");
	assert_state("R3");
	assert_int_equal(papers("termination"), 1);
	assert_paper("termination", "没有来");
}

/* --- refusing, voiding, withdrawing ---------------------------------------------------------------------------------------- */

static void row_39_a_refusal_wants_two_people(void **state)
{
	(void)state;
	struct proposal rows[8];
	size_t count;
	struct actor other = person(sql("SELECT id FROM staff WHERE login = 'hejing'"), "supervisor");

	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	REFUSED("E-6403", &f.clerk, 0, "refuse", "ground=other-organ", "reason=不归我们管", "article=第三十二条");
	OK(&f.clerk, 0, "refuse", "ground=other-organ", "organ=邻区政务中心", "reason=不归我们管", "article=第三十二条");
	assert_state("10");
	assert_true(acted.proposal > 0);
	int64_t id = acted.proposal;
	assert_int_equal(proposal_list(f.h, rows, 8, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].word, "refuse");
	struct actor same = f.clerk;
	snprintf(same.role, sizeof same.role, "supervisor");
	assert_int_equal(proposal_confirm(f.h, &same, id, &acted, &err), ST_DENIED);       /* nobody confirms his own */
	struct actor helper = person(other.staff_id, "helper");
	assert_int_equal(proposal_confirm(f.h, &helper, id, &acted, &err), ST_DENIED);
	assert_state("10");
	if (proposal_confirm(f.h, &other, id, &acted, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_state("R1");
	assert_int_equal(papers("refusal"), 1);
	assert_paper("refusal", "邻区政务中心");
	assert_true(*acted.document_no);
	assert_int_equal(proposal_confirm(f.h, &other, id, &acted, &err), ST_REFUSED);
	assert_int_equal(sql("SELECT count(*) FROM act WHERE word = 'refuse' AND second = %lld", (long long)other.staff_id), 1);

	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	OK(&f.clerk, 0, "refuse", "ground=no-permit", "reason=不需要许可", "article=第十三条");
	id = acted.proposal;
	assert_int_equal(proposal_decline(f.h, &other, id, "", &err), ST_DATA);
	assert_int_equal(proposal_decline(f.h, &other, id, "应当受理", &err), ST_OK);
	assert_state("10");
}

static void row_15_void_before_dispatch_only(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	OK(&supervisor, 0, "void", "reason=录错了人");
	assert_state("R9");
	char first[24];
	snprintf(first, sizeof first, "%s", number);
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	assert_string_not_equal(first, number);
	REFUSED("E-6404", &supervisor, 0, "void", "reason=录错了人");
}

static void row_16_withdrawal_recalls_every_open_task(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	int n = task_count();
	sql("UPDATE outbox SET state = 'delivered' WHERE task IN (SELECT t.id FROM task t JOIN dossier d ON d.id = t.dossier"
		" WHERE d.number = '%s' AND t.no IN (1, 2))", number);
	sql("UPDATE task SET state = '10' WHERE no IN (1, 2) AND dossier = (SELECT id FROM dossier WHERE number = '%s')", number);
	OK(&f.clerk, 0, "withdraw", "request=11-23 书面", "reason=不办了");
	assert_state("R2");
	for (int i = 1; i <= n; i++)
		assert_task(i, "901");
	assert_int_equal(messages("recall"), 2);                     /* those that had theirs; the others are never sent */
	assert_int_equal(sql("SELECT count(*) FROM outbox o JOIN task t ON t.id = o.task JOIN dossier d ON d.id = t.dossier"
		" WHERE d.number = '%s' AND o.kind = 'task' AND o.state = 'rejected'", number), n - 2);
	static struct todo todo[200];           /* what is ended wants nobody */
	size_t todos;
	assert_int_equal(dossier_todo(f.h, &f.clerk, todo, COUNT_OF(todo), &todos, NULL, &err), ST_OK);
	for (size_t i = 0; i < todos; i++)
		assert_int_not_equal(todo[i].kind, TODO_PARKED);
	assert_int_equal(sql("SELECT count(*) FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s'"
		" AND k.stopped_at IS NULL", number), 0);

	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	sql("UPDATE dossier SET state = '60' WHERE number = '%s'", number);
	REFUSED("E-6404", &f.clerk, 0, "withdraw", "request=x", "reason=晚了");
}

/* --- pressing twice ------------------------------------------------------------------------------------------------------------- */

static void the_same_act_twice_is_one(void **state)
{
	(void)state;
	struct act_value values[] = { { "request", "11-23" }, { "reason", "不办了" } };
	struct act_call call = { .uuid = "1f0c3a52-6b5e-4a53-9d0e-5f3f6d9a7c77", .word = "withdraw", .values = values, .count = 2 };

	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	call.number = number;
	assert_int_equal(dossier_act(f.h, &f.clerk, &call, &acted, &err), ST_OK);
	assert_false(acted.again);
	assert_int_equal(dossier_act(f.h, &f.clerk, &call, &acted, &err), ST_OK);
	assert_true(acted.again);
	assert_string_equal(acted.state, "R2");
	assert_int_equal(papers("termination"), 1);

	json_t *history, *dossier;
	assert_int_equal(dossier_json(f.h, number, true, &dossier, &err), ST_OK);
	json_t *last = json_array_get(json_object_get(dossier, "documents"), json_array_size(json_object_get(dossier, "documents")) - 1);
	assert_string_equal(json_string_value(json_object_get(last, "kind")), "termination");
	assert_string_equal(json_string_value(json_object_get(last, "number")), "德审终字〔2026〕第00001号");
	json_decref(dossier);
	assert_int_equal(act_history(f.h, number, &history, &err), ST_OK);
	json_t *row = history_row(history, "withdraw", 0);
	assert_string_equal(json_string_value(json_object_get(row, "name")), "申请人撤回");
	assert_string_equal(json_string_value(json_object_get(json_object_get(row, "data"), "reason")), "不办了");
	json_decref(history);
	assert_int_equal(act_history(f.h, "33881000120261123999990", &history, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6101");
	assert_null(history);
}

static int lost_answer(const char *point)
{
	return strcmp(point, "act.after-commit") == 0;
}

/* … and so is what waits for a second person, though an answer was lost. */
static void the_same_proposal_twice_is_one(void **state)
{
	(void)state;
	struct act_value values[] = { { "ground", "no-permit" }, { "reason", "不需要许可" }, { "article", "第十三条" } };
	struct act_call call = { .uuid = "1f0c3a52-6b5e-4a53-9d0e-5f3f6d9a7c78", .word = "refuse", .values = values, .count = 3 };

	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	call.number = number;
	fault_hook = lost_answer;
	enum status st = dossier_act(f.h, &f.clerk, &call, &acted, &err);
	fault_hook = NULL;
	if (st != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	int64_t id = acted.proposal;
	assert_int_equal(id, sql("SELECT id FROM proposal WHERE uuid = '%s'", call.uuid));
	if (dossier_act(f.h, &f.clerk, &call, &acted, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_true(acted.again);
	assert_int_equal(acted.proposal, id);
	assert_string_equal(acted.state, "10");
	call.uuid = NULL;                                            /* another one of the same */
	assert_int_equal(dossier_act(f.h, &f.clerk, &call, &acted, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6405");
}

static void what_can_be_done_next(void **state)
{
	(void)state;
	struct act_option rows[64];
	size_t count, mine = 0, withdraw = 0, terminate = 0;

	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	assert_int_equal(act_options(f.h, &f.clerk, number, rows, 64, &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++) {
		mine += rows[i].mine;
		withdraw += strcmp(rows[i].act->word, "withdraw") == 0 && rows[i].mine;
		terminate += strcmp(rows[i].act->word, "terminate") == 0 && !rows[i].mine;
	}
	assert_int_equal(withdraw, 1);
	assert_int_equal(terminate, 1);                                   /* shown, with whose it is */
	assert_true(mine >= 3);
}

/* An act that names a paper which nobody can print would say so at the window, and print nothing. */
static void every_paper_of_an_act_is_known(void **state)
{
	(void)state;
	for (const struct act *const *a = acts; *a; a++)
		if ((*a)->paper && !document_kind_find((*a)->paper))
			fail_msg("%s: %s is no kind of document", (*a)->word, (*a)->paper);
}

/* The calendar that an act counts by is the one that holds when it is written. */
static void a_calendar_that_comes_in_between_counts(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	fixture_tick(38 * DAY_MS);                                        /* 2026-12-31, a Thursday */
	fault_hook = another_calendar;
	enum status st = act(&f.clerk, 0, "notice", "line.jhz=照片模糊", NULL);
	fault_hook = NULL;
	assert_int_equal(st, ST_OK);
	/* ten working days, without 01-01, 01-04, 01-05 and two weekends: 01-19 */
	assert_int_equal(sql("SELECT due_day FROM clock WHERE kind = 'K6' AND stopped_at IS NULL"), day_from_ymd(2027, 1, 19));
	assert_int_equal(sql("SELECT estimated FROM clock WHERE kind = 'K6' AND stopped_at IS NULL"), 0);
}

/* D-13: what the catalogue does not charge for is not charged for; a label is for what goes by courier. */
static void a_fee_and_a_parcel(void **state)
{
	(void)state;
	int free_item, charged;

	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	push_all();
#define ITEM(what) (int)sql("SELECT i.key + 1 FROM snapshot s JOIN dossier d ON d.id = s.dossier, json_each(s.body, '$.items') i" \
	" WHERE d.number = '%s' AND json_extract(i.value, '$.fee') " what " ORDER BY i.key LIMIT 1", number)
	free_item = ITEM("= '免费'");
	charged = ITEM("= '首卡免费'");
	assert_true(free_item > 0 && charged > 0);
	char item[12];
	snprintf(item, sizeof item, "item=%d", free_item);
	REFUSED("E-6449", &f.clerk, 0, "charge", item, "amount=10", "basis=某办法", "pay=一楼");
	snprintf(item, sizeof item, "item=%d", charged);
	REFUSED("E-6449", &f.clerk, 0, "charge", "item=99", "amount=10", "basis=某办法", "pay=一楼");
	REFUSED("E-6449", &f.clerk, 0, "charge", item, "amount=0.00", "basis=某办法", "pay=一楼");
	REFUSED("E-6449", &f.clerk, 0, "charge", item, "amount=1.505", "basis=某办法", "pay=一楼");
	REFUSED("E-6449", &f.clerk, 0, "charge", item, "amount=016", "basis=某办法", "pay=一楼");
	REFUSED("E-6449", &f.clerk, 0, "charge", item, "amount=16", "basis=某办法", "pay=一楼", "until=2020-01-01");
	REFUSED("E-6402", &issuer, 0, "charge", item, "amount=16", "basis=某办法", "pay=一楼");
	OK(&f.clerk, 0, "charge", item, "amount=16.50", "basis=鲁价费发〔2017〕44号", "pay=一楼缴费窗口");
	assert_state("30");
	assert_paper("fee-notice", "16.50 元");
	assert_paper("fee-notice", "首卡免费");
	assert_paper("fee-notice", "鲁价费发〔2017〕44号");
	REFUSED("E-6404", &issuer, 0, "parcel", "company=EMS", "content=证照1件");
	sql("UPDATE dossier SET state = '60' WHERE number = '%s'", number);
	REFUSED("E-6450", &issuer, 0, "parcel", "company=EMS", "content=证照1件");      /* it is fetched */
}

static int promised(void)
{
	struct todo rows[40];
	size_t count;
	int found = 0;

	assert_int_equal(dossier_todo(f.h, &f.clerk, rows, 40, &count, NULL, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		found += rows[i].kind == TODO_DEFERRAL && strcmp(rows[i].number, number) == 0;
	return found;
}

/* What is promised is looked after while departments work, until it is made good or the dossier ends. */
static void a_deferral_stays_in_sight(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	assert_int_equal(promised(), 1);
	push_all();
	OK(&script, 1, "sign");
	assert_state("40");
	assert_int_equal(promised(), 1);
	OK(&f.clerk, 0, "withdraw", "reason=不办了", "request=书面");
	assert_int_equal(promised(), 0);
}

/* Row 1, outcomes 1 and 2: refused at the window, in the transaction that takes it down. */
static enum status refuse_now(const char *ground, const char *organ, struct accepted *a)
{
	struct request r;

	fixture_request(&f, "kai-dangao", 700, &r);
	r.outcome = OUTCOME_REFUSE;
	request_set(&r.refusal.ground, ground);
	request_set(&r.refusal.organ, organ);
	request_set(&r.refusal.reason, "住所在邻区");
	request_set(&r.refusal.article, "行政许可法第三十二条");
	enum status st = dossier_accept(f.h, &f.clerk, &r, a, NULL, &err);
	if (st == ST_OK) {
		struct accepted again;
		snprintf(number, sizeof number, "%s", a->number);
		assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &again, NULL, &err), ST_OK);      /* pressed twice (T1) */
		assert_true(again.again);
		assert_string_equal(again.number, number);
		assert_string_equal(again.state, a->state);
	}
	request_release(&r);
	return st;
}

/* The ten-thousandth of an item on one day is refused whole. */
static void a_serial_runs_out(void **state)
{
	(void)state;
	struct accepted a;
	struct request r;
	int64_t before = sql("SELECT count(*) FROM dossier");

	fixture_request(&f, "gjj-fengcun", 710, &r);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err), ST_OK);
	sql("UPDATE counter SET n = 9999 WHERE series LIKE 'project/%%'");
	request_release(&r);
	fixture_request(&f, "gjj-fengcun", 711, &r);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err), ST_LIMIT);
	assert_string_equal(err.code, "E-6070");
	assert_non_null(strstr(err.text, "未受理"));
	assert_int_equal(sql("SELECT count(*) FROM dossier"), before + 1);
	request_release(&r);
}

static void one_item_is_named_once(void **state)
{
	(void)state;
	take_in("gjj-fengcun", OUTCOME_RECEIVE, NULL);
	assert_paper("receipt", "申请事项   住房公积金个人账户封存（");
}

/* What is not taken up needs no papers: deferred ones do not stand against it, and where nothing was taken there is no receipt, though
 * a second person has yet to agree. */
static void a_refusal_asks_no_papers(void **state)
{
	(void)state;
	struct request r;
	struct accepted a;

	for (int taken = 0; taken < 2; taken++) {
		fixture_request(&f, "xinshenger", 701 + taken, &r);
		for (size_t i = 0; i < r.material_count; i++)
			r.materials[i].state = taken ? r.materials[i].state : MS_UNCHECKED;
		request_material(&r, "sy-cyxj")->state = MS_DEFERRED;
		r.outcome = OUTCOME_REFUSE;
		request_set(&r.refusal.ground, "other-organ");
		request_set(&r.refusal.organ, "邻区政务服务中心");
		request_set(&r.refusal.reason, "住所在邻区");
		request_set(&r.refusal.article, "行政许可法第三十二条");
		assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err), ST_OK);
		snprintf(number, sizeof number, "%s", a.number);
		assert_int_equal(sql("SELECT count(*) FROM print_job p JOIN dossier d ON d.id = p.dossier WHERE d.number = '%s'", number) > 0, taken);
		request_release(&r);
	}
}

static void row_1_refused_at_once(void **state)
{
	(void)state;
	struct accepted a;
	struct actor admin = person(1, "admin");
	int64_t before = sql("SELECT count(*) FROM dossier");

	assert_int_equal(hall_set(f.h, &admin, "refuse.confirm", "0", &err), ST_OK);
	assert_int_not_equal(refuse_now("other-organ", "", &a), ST_OK);
	assert_string_equal(err.code, "E-6403");                             /* row 39 */
	assert_non_null(strstr(err.text, "未受理"));
	assert_int_not_equal(refuse_now("because", "", &a), ST_OK);
	assert_string_equal(err.code, "E-6403");
	assert_int_equal(sql("SELECT count(*) FROM dossier"), before);
	assert_int_equal(refuse_now("other-organ", "邻区政务服务中心", &a), ST_OK);
	assert_string_equal(a.state, "R1");
	assert_state("R1");
	assert_int_equal(papers("refusal"), 1);
	assert_paper("refusal", "邻区政务服务中心");
	assert_int_equal(sql("SELECT count(*) FROM print_job p JOIN dossier d ON d.id = p.dossier WHERE d.number = '%s' AND p.kind = 'receipt'",
		number), 0);
	assert_int_equal(sql("SELECT count(*) FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s' AND k.stopped_at IS NULL",
		number), 0);
	assert_int_equal(task_count(), 0);
	int64_t entries;
	assert_int_equal(audit_verify(f.h, &entries, &err), ST_OK);
	assert_int_equal(dossier_verify(f.h, &entries, &err), ST_OK);
	assert_int_equal(refuse_now("no-permit", "", &a), ST_OK);
	assert_paper("refusal", "依法不需要许可");
	OK(&supervisor, 0, "archive");
}

/* Where two must decide it, the papers are kept with a receipt until the second has. */
static void row_1_refused_by_two(void **state)
{
	(void)state;
	struct proposal rows[4];
	struct accepted a;
	size_t count;
	struct actor other = person(sql("SELECT id FROM staff WHERE login = 'hejing'"), "supervisor");

	assert_int_equal(refuse_now("other-organ", "邻区政务服务中心", &a), ST_OK);
	assert_string_equal(a.state, "10");
	assert_int_equal(papers("refusal"), 0);
	assert_int_equal(sql("SELECT count(*) FROM print_job p JOIN dossier d ON d.id = p.dossier WHERE d.number = '%s' AND p.kind = 'receipt'",
		number), 1);
	assert_int_equal(proposal_list(f.h, rows, 4, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_int_equal(proposal_confirm(f.h, &other, rows[0].id, &acted, &err), ST_OK);
	assert_state("R1");
	assert_paper("refusal", "邻区政务服务中心");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(a_fee_and_a_parcel),
		ACT_TEST(a_deferral_stays_in_sight),
		ACT_TEST(a_serial_runs_out),
		ACT_TEST(one_item_is_named_once),
		ACT_TEST(a_refusal_asks_no_papers),
		ACT_TEST(row_1_refused_at_once),
		ACT_TEST(row_1_refused_by_two),
		ACT_TEST(row_3_every_act_in_every_state),
		ACT_TEST(row_14_every_act_by_every_role),
		ACT_TEST(what_an_act_is_told),
		ACT_TEST(row_6_a_second_notice_wants_a_reason),
		ACT_TEST(the_receipt_of_what_was_corrected),
		ACT_TEST(a_correction_lapses_when_its_time_is_over),
		ACT_TEST(row_39_a_refusal_wants_two_people),
		ACT_TEST(row_15_void_before_dispatch_only),
		ACT_TEST(row_16_withdrawal_recalls_every_open_task),
		ACT_TEST(the_same_act_twice_is_one),
		ACT_TEST(the_same_proposal_twice_is_one),
		ACT_TEST(what_can_be_done_next),
		ACT_TEST(a_calendar_that_comes_in_between_counts),
		cmocka_unit_test(every_paper_of_an_act_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
