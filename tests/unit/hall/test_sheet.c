/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "acts.h"
#include "hall/dossier.h"
#include "hall/paper.h"
#include "hall/sheet.h"

/* 办事一次性告知单: what a matter asks, told before there is a dossier. */

static struct answer answers[8];
static struct plan *plan;

static struct sheet asked(const char *bundle, const char *question, const char *choice)
{
	const struct catalogue *c;
	struct sheet s = { .answers = answers };

	assert_int_equal(hall_catalogue(f.h, &c, &s.catalogue_version, &err), ST_OK);
	s.bundle = catalogue_bundle(c, bundle);
	assert_non_null(s.bundle);
	if (question) {
		answers[0].question = catalogue_question(c, question);
		answers[0].choice = question_choice(answers[0].question, choice);
		s.answer_count = 1;
	}
	plan_free(plan);
	assert_int_equal(plan_make(s.bundle, answers, s.answer_count, NULL, 0, &plan, &err), ST_OK);
	s.plan = plan;
	return s;
}

static void it_tells_everything_without_a_person(void **state)
{
	struct sheet s = asked("xinshenger", "q-luohu", "mother");
	struct print_job job;
	size_t asked_for = 0;

	(void)state;
	assert_int_equal(sheet_print(f.h, &f.clerk, &s, "", false, &job, &err), ST_OK);
	assert_string_equal(job.number, "ZX001202611230001");
	assert_int_equal(job.dossier, 0);
	char *text = paper_text(&job, 200);
	for (size_t i = 0; i < plan->item_count; i++)
		if (plan->items[i].chosen) {
			assert_non_null(strstr(text, plan->items[i].item->department->name));
			assert_non_null(strstr(text, plan->items[i].item->fee));
		}
	for (size_t i = 0; i < plan->material_count; i++)
		asked_for += !plan->materials[i].produced;
	char count[40];
	snprintf(count, sizeof count, "%zu种", asked_for);
	assert_non_null(strstr(text, count));
	assert_non_null(strstr(text, "随哪一方落户? 随母"));
	assert_non_null(strstr(text, "还没有问到的"));
	assert_non_null(strstr(text, hall_text(f.h, "hall.address")));
	assert_non_null(strstr(text, hall_text(f.h, "hall.hours")));
	assert_non_null(strstr(text, hall_text(f.h, "hall.phone")));
	assert_null(strstr(text, "专用章"));
	assert_null(strstr(text, "申请人（"));
	free(text);
	assert_int_equal(sql("SELECT count(*) FROM dossier"), 0);
	assert_int_equal(sql("SELECT count(*) FROM draft"), 0);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'sheet.print' AND object = 'ZX001202611230001' AND reason = 'xinshenger'"), 1);
}

/* What was told is frozen with the job: another catalogue or another window tells nothing else of it. */
static void it_stays_what_it_was(void **state)
{
	struct sheet s = asked("kai-dangao", NULL, NULL);
	struct print_job job, again;

	(void)state;
	assert_int_equal(sheet_print(f.h, &f.clerk, &s, "", false, &job, &err), ST_OK);
	char *before = paper_text(&job, 200), *after;
	assert_int_equal(hall_set(f.h, &script, "hall.phone", "0000-1", &err), ST_OK);
	after = paper_text(&job, 200);
	assert_string_equal(before, after);
	free(after);
	free(before);
	assert_int_equal(print_job_draft(f.h, job.number, "sheet", &again, &err), ST_OK);
	assert_string_equal(again.number, job.number);
	assert_int_equal(print_job_draft(f.h, job.number, "receipt", &again, &err), ST_NOINPUT);
}

/* Row 35: copies say so, want a reason and are in the print log; two sheets are not copies of each other. */
static void row_35_a_copy_is_marked(void **state)
{
	struct sheet s = asked("kai-dangao", NULL, NULL);
	struct print_job one, two, copy;

	(void)state;
	assert_int_equal(sheet_print(f.h, &f.clerk, &s, "", false, &one, &err), ST_OK);
	assert_int_equal(sheet_print(f.h, &f.clerk, &s, "", false, &two, &err), ST_OK);
	assert_string_equal(two.number, "ZX001202611230002");
	assert_int_equal(print_job_reprint(f.h, &f.clerk, one.number, "sheet", "", "", false, &copy, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-5023");
	assert_int_equal(print_job_reprint(f.h, &f.clerk, one.number, "sheet", "卡纸", "", false, &copy, &err), ST_OK);
	assert_int_equal(copy.copy_no, 1);
	char *text = paper_text(&copy, 200);
	assert_non_null(strstr(text, "补打 第1次"));
	free(text);
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE document_no = '%s' AND state = 'failed'", one.number), 1);
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE document_no = '%s' AND state = 'pending'", two.number), 1);
	copy.state = JOB_PENDING;
	snprintf(copy.digest, sizeof copy.digest, "%064d", 7);
	assert_int_equal(print_job_step(f.h, &copy, JOB_FILED, 0, "", &err), ST_OK);
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE document_no = '%s' AND copy_no = 1 AND reason = '卡纸' AND length(digest) = 64"
		" AND staff = %d AND window_no <> ''", one.number, (int)f.clerk.staff_id), 1);
}

/* The guide tells what is open, too, with its condition; it says that nobody has compared it yet. */
static void a_guide_tells_all_situations(void **state)
{
	struct sheet s = asked("xinshenger", NULL, NULL);
	struct print_job job;

	(void)state;
	s.guide = true;
	assert_int_equal(sheet_print(f.h, &f.clerk, &s, "", false, &job, &err), ST_OK);
	assert_string_equal(job.number, "ZN001202611230001");
	assert_string_equal(job.title, "办事指南");
	char *text = paper_text(&job, 200);
	for (size_t i = 0; i < plan->item_count; i++) {
		assert_non_null(strstr(text, plan->items[i].item->name));
		assert_non_null(strstr(text, plan->items[i].item->legal_basis));
	}
	assert_non_null(strstr(text, "看情形：新生儿父母是否婚内生育?"));
	assert_non_null(strstr(text, "示例："));
	assert_non_null(strstr(text, "│  ├─ "));
	assert_non_null(strstr(text, "合在一起办省多少（按办得最多的情形"));
	assert_non_null(strstr(text, "户主页、本人页三页"));
	assert_non_null(strstr(text, hall_text(f.h, "hall.address")));
	free(text);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'guide.print' AND object = 'ZN001202611230001' AND reason = 'xinshenger'"), 1);
	assert_int_equal(sql("SELECT count(*) FROM counter WHERE series = 'paper/ZX'"), 0);
	s = asked("xinshenger", "q-wed", "yes");
	s.guide = true;
	struct buf body;
	buf_init(&body, BUF_LARGE);
	assert_int_equal(sheet_body(f.h, &f.clerk, &s, &body, &err), ST_OK);
	assert_null(strstr(body.data, "\"when\":\"新生儿父母是否婚内生育?"));      /* it was answered */
	buf_release(&body);
}

static void nothing_to_do_is_said(void **state)
{
	struct sheet s = asked("xinshenger", NULL, NULL);
	struct print_job job;
	struct document *d;

	(void)state;
	plan->chosen = 0;
	assert_int_equal(sheet_print(f.h, &f.clerk, &s, "", false, &job, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-2033");
	assert_int_equal(sheet_fill(f.h, &f.clerk, &s, PAPER_A4, false, &d, &err), ST_REFUSED);
	assert_null(d);
	assert_int_equal(sql("SELECT count(*) FROM print_job"), 0);
	assert_int_equal(sql("SELECT count(*) FROM counter WHERE series = 'paper/ZX'"), 0);
}

/* A number of a sheet is not one of a dossier, and a row's number in the store is neither. */
static void a_sheet_is_no_dossier(void **state)
{
	struct sheet s = asked("kai-dangao", NULL, NULL);
	struct print_job job, jobs[4];
	size_t count;

	(void)state;
	assert_int_equal(sheet_print(f.h, &f.clerk, &s, NULL, false, &job, &err), ST_OK);
	assert_int_equal(job.state, JOB_HELD);
	json_t *json;
	assert_int_equal(dossier_json(f.h, job.number, false, &json, &err), ST_NOINPUT);
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	assert_int_equal(print_job_draft(f.h, "1", "materials", &job, &err), ST_NOINPUT);
	assert_int_equal(print_job_list(f.h, 0, "", jobs, 4, &count, &err), ST_OK);
	assert_int_equal(count, 3);
	struct todo todo[16];
	assert_int_equal(dossier_todo(f.h, &f.clerk, todo, 16, &count, NULL, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		assert_string_not_equal(todo[i].number, job.number);
}

static int down(void **state)
{
	plan_free(plan);
	plan = NULL;
	return acts_teardown(state);
}
#define SHEET_TEST(name) cmocka_unit_test_setup_teardown(name, acts_setup, down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHEET_TEST(it_tells_everything_without_a_person), SHEET_TEST(it_stays_what_it_was), SHEET_TEST(row_35_a_copy_is_marked),
		SHEET_TEST(a_guide_tells_all_situations), SHEET_TEST(nothing_to_do_is_said), SHEET_TEST(a_sheet_is_no_dossier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
