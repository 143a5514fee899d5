/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "hall/accept.h"
#include "law/identity.h"

/* What an experienced clerk would stop at, though each datum by itself is right. */

static struct fixture f;

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static struct promise *promise(const struct request *r)
{
	struct promise *p;
	struct err err;

	assert_int_equal(request_promise(f.h, r, &p, &err), ST_OK);
	return p;
}

static void refused(const struct request *r, const char *code, const char *where)
{
	struct promise *p = promise(r);

	assert_int_equal(p->problem_count, 1);
	assert_string_equal(p->problems[0].err.code, code);
	assert_string_equal(p->problems[0].err.where, where);
	promise_free(p);
}

/* Accepted, with one piece of advice that has this text; NULL: with none. */
static void advised(const struct request *r, const char *where, const char *text)
{
	struct promise *p = promise(r);

	if (p->problem_count)
		fail_msg("%s %s", p->problems[0].err.where, p->problems[0].err.text);
	if (p->advice_count != (text != NULL))
		fail_msg("%zu pieces of advice: %s %s", p->advice_count, p->advice_count ? p->advice[0].err.where : "",
			p->advice_count ? p->advice[0].err.text : "");
	if (text) {
		assert_string_equal(p->advice[0].err.where, where);
		if (!strstr(p->advice[0].err.text, text))
			fail_msg("%s", p->advice[0].err.text);
	}
	promise_free(p);
}

/* Somebody born on that day; `order` is odd for men. */
static void citizen(const char *birth, int order, char out[19])
{
	snprintf(out, 19, "338810%s%03d", birth, order);
	out[17] = identity_citizen_check(out);
	out[18] = '\0';
}

static void no_two_people_in_one(void **state)
{
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 80, &r);
	advised(&r, "", NULL);
	/* whatever their names: the mother's name typed for the father makes it no better */
	request_set_value(&r, "father.zjhm", r.applicant.id_number, ORIGIN_FILLED);
	refused(&r, "E-6044", "form.father.zjhm");
	request_set_value(&r, "father.xm", r.applicant.name, ORIGIN_FILLED);
	refused(&r, "E-6044", "form.father.zjhm");
	/* papers are taken whatever stands in the form, and a notice tells it */
	r.outcome = OUTCOME_RECEIVE;
	struct promise *p = promise(&r);
	assert_int_equal(p->problem_count, 0);
	promise_free(p);
	r.outcome = OUTCOME_NOTICE;
	p = promise(&r);
	assert_int_equal(p->problem_count, 0);
	assert_true(p->form_defect_count >= 1);
	promise_free(p);
	request_release(&r);
}

static void a_fathers_number_is_a_mans(void **state)
{
	struct request r;
	char woman[19], man[19];

	(void)state;
	citizen("19900307", 124, woman);
	citizen("19900307", 125, man);
	fixture_request(&f, "xinshenger", 80, &r);
	request_set_value(&r, "father.zjhm", woman, ORIGIN_FILLED);
	advised(&r, "form.father.zjhm", "女性");
	request_set_value(&r, "father.zjhm", man, ORIGIN_FILLED);
	advised(&r, "", NULL);
	request_set(&r.applicant.id_number, man);
	request_set_value(&r, "father.zjhm", "338810198805152236", ORIGIN_FILLED);
	struct promise *p = promise(&r);
	assert_int_equal(p->advice_count, 1);        /* once, though the guardian and the wife are the mother */
	assert_non_null(strstr(p->advice[0].err.text, "母亲"));
	promise_free(p);
	request_release(&r);
}

/* The items go by the answer, the department by the form. */
static void what_the_answers_told_is_typed_over(void **state)
{
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 80, &r);
	request_set_answer(&r, "q-nation", "same");
	request_set_value(&r, "mother.mzu", "04", ORIGIN_FILLED);
	request_set_value(&r, "father.mzu", "04", ORIGIN_FILLED);
	request_set_value(&r, "baby.mzu", "04", ORIGIN_FILLED);
	advised(&r, "", NULL);
	request_set_value(&r, "father.mzu", "01", ORIGIN_FILLED);
	advised(&r, "form.father.mzu", "与本件的情形不一致");
	request_set_answer(&r, "q-nation", "diff");      /* … which wants a paper more */
	struct promise *p = promise(&r);
	assert_int_equal(p->advice_count, 0);
	promise_free(p);
	request_release(&r);
}

static void a_passport_has_no_identity_number(void **state)
{
	struct request r;
	char man[19];

	(void)state;
	citizen("19900307", 125, man);
	fixture_request(&f, "xinshenger", 80, &r);
	request_set_value(&r, "father.zjhm", man, ORIGIN_FILLED);
	request_set_value(&r, "father.zjlx", "02", ORIGIN_FILLED);
	advised(&r, "form.father.zjhm", "号码却是身份证号");
	request_set_value(&r, "father.zjlx", "01", ORIGIN_FILLED);
	advised(&r, "", NULL);
	request_release(&r);
}

static void a_newborn_is_young(void **state)
{
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 80, &r);
	request_set_value(&r, "baby.csrq", "19900307", ORIGIN_FILLED);
	refused(&r, "E-6043", "form.baby.csrq");
	request_set_value(&r, "baby.csrq", "20230301", ORIGIN_FILLED);
	advised(&r, "form.baby.csrq", "3 岁");         /* late, but such children are registered */
	request_set_value(&r, "baby.csrq", "20251123", ORIGIN_FILLED);
	advised(&r, "", NULL);
	request_set_value(&r, "baby.csrq", "20991231", ORIGIN_FILLED);
	refused(&r, "E-2054", "form.baby.csrq");
	request_release(&r);
}

static void the_same_matter_twice_a_day(void **state)
{
	struct accepted done, second;
	struct request r, again;

	(void)state;
	fixture_request(&f, "xinshenger", 81, &r);
	advised(&r, "", NULL);
	fixture_accept(&f, &r, &done);
	advised(&r, "", NULL);                       /* not of itself */
	fixture_request(&f, "xinshenger", 81, &again);
	struct promise *p = promise(&again);
	assert_int_equal(p->problem_count, 0);
	assert_int_equal(p->advice_count, 1);
	assert_string_equal(p->advice[0].err.where, "applicant.id_number");
	char tail[8];
	snprintf(tail, sizeof tail, "%.5s", done.number + 17);
	assert_non_null(strstr(p->advice[0].err.text, tail));
	assert_non_null(strstr(p->advice[0].err.text, "已受理"));
	promise_free(p);
	fixture_accept(&f, &again, &second);         /* twins */
	assert_string_not_equal(done.number, second.number);
	request_release(&again);
	/* another matter, another person, another day */
	fixture_request(&f, "shebaoka", 81, &again);
	advised(&again, "", NULL);
	request_release(&again);
	fixture_request(&f, "xinshenger", 82, &again);
	advised(&again, "", NULL);
	request_release(&again);
	fixture_tick((int64_t)24 * 3600 * 1000);
	fixture_request(&f, "xinshenger", 81, &again);
	advised(&again, "", NULL);
	request_release(&again);
	request_release(&r);
}

/* What the catalogue says of two data: refused at its field, or told and accepted. */
static void one_datum_beside_another(void **state)
{
	static const struct { const char *matter, *key, *value, *code, *says; } rows[] = {
		{ "kai-canyin", "shop.mj", "500", "E-6045", "500 应小于 300,情形答的是“小于300㎡”" }, { "kai-canyin", "shop.mj", "45", "", NULL },
		{ "yibao-shougong", "cost.cyrq", "20191231", "E-6045", "2019-12-31 应不早于入院日期 2020-01-02" },
		{ "xf-xingzheng", "penalty.xfrq", "20270101", "", "2027-01-01 应不晚于今天 2026-11-23" },
		{ "yibao-shougong", "cost.ybyy", "13805710001", "", "医疗机构名称里没有文字(13805710001)" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char where[64];
		struct request r;
		struct promise *p;
		struct err err;
		size_t told = 0;

		snprintf(where, sizeof where, "form.%s", rows[i].key);
		fixture_request(&f, rows[i].matter, 70 + (int)i, &r);
		request_set_value(&r, rows[i].key, rows[i].value, ORIGIN_FILLED);
		assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
		const struct problem *list = *rows[i].code ? p->problems : p->advice;
		for (size_t k = 0; k < (*rows[i].code ? p->problem_count : p->advice_count); k++)
			if (strcmp(list[k].err.where, where) == 0 && strcmp(list[k].err.code, rows[i].code) == 0) {
				told++;
				if (!rows[i].says || !strstr(list[k].err.text, rows[i].says))
					fail_msg("%s %s: %s", rows[i].matter, where, list[k].err.text);
			}
		if (told != (rows[i].says != NULL))
			fail_msg("%s %s=%s is told %zu times", rows[i].matter, where, rows[i].value, told);
		promise_free(p);
		request_release(&r);
	}
}

/* A company may be called what it likes; a person may not, and is told with one name of the entry. */
static void a_name_has_words(void **state)
{
	struct request r;

	(void)state;
	fixture_request(&f, "kai-canyin", 76, &r);
	r.applicant.company = true;
	request_set(&r.applicant.id_type, "");
	request_set(&r.applicant.id_number, "91350100M000100Y43");
	request_set(&r.applicant.name, "(0571) 8771");
	request_set_value(&r, "legal.xm", "周建国", ORIGIN_FILLED);
	request_set_value(&r, "legal.zjhm", "338810199001020101", ORIGIN_FILLED);
	advised(&r, "applicant.name", "名称里没有文字((0571) 8771)");
	request_release(&r);
	fixture_request(&f, "xinshenger", 77, &r);
	request_set(&r.applicant.name, "李(芳");
	struct promise *p = promise(&r);
	assert_string_equal(p->problems[0].err.where, "applicant.name");
	assert_string_equal(p->problems[0].err.code, "E-2058");
	assert_non_null(strstr(p->problems[0].err.text, "姓名:姓名里不能有「(」"));
	promise_free(p);
	request_release(&r);
}

/* What the problem of the papers says, and the promise it is of. Both owned. */
static char *missing(const struct request *r, struct promise **of)
{
	struct promise *p = promise(r);
	struct buf all;

	*of = p;
	buf_init(&all, BUF_SMALL);
	for (size_t i = 0; i < p->problem_count; i++)
		if (strcmp(p->problems[i].err.code, "E-1030") == 0)
			buf_text(&all, p->problems[i].err.text);
	return buf_take(&all);
}

/* Art. 32: every paper that is not there is named, and 可容缺 is said of those alone that may be deferred (C-2). */
static void missing_named_at_once(void **state)
{
	(void)state;
	struct promise *p;
	struct request r;

	fixture_request(&f, "xinshenger", 45, &r);
	request_material(&r, "sfz-mu")->state = MS_UNCHECKED;
	char *text = missing(&r, &p);
	assert_non_null(strstr(text, "缺1份材料"));
	assert_null(strstr(text, "容缺"));
	promise_free(p);
	free(text);
	for (size_t i = 0; i < r.material_count; i++)
		r.materials[i].state = MS_UNCHECKED;
	text = missing(&r, &p);
	for (size_t i = 0; i < p->plan->material_count; i++)
		if (!p->plan->materials[i].produced)
			assert_non_null(strstr(text, p->plan->materials[i].material->name));
	assert_non_null(strstr(text, "次要材料可容缺"));
	promise_free(p);
	free(text);
	request_release(&r);
	/* too many for one sentence: counted once, and the next one goes on */
	fixture_request(&f, "kai-canyin", 46, &r);
	for (size_t i = 0; i < r.material_count; i++)
		r.materials[i].state = MS_UNCHECKED;
	text = missing(&r, &p);
	char *count = strstr(text, "份材料:");
	assert_non_null(count);
	assert_null(strstr(count + 1, "份材料:"));
	assert_non_null(strstr(text, "……接上,还缺:"));
	promise_free(p);
	free(text);
	request_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(no_two_people_in_one), cmocka_unit_test(a_fathers_number_is_a_mans),
		cmocka_unit_test(what_the_answers_told_is_typed_over), cmocka_unit_test(a_passport_has_no_identity_number),
		cmocka_unit_test(a_newborn_is_young), cmocka_unit_test(one_datum_beside_another),
		cmocka_unit_test(a_name_has_words), cmocka_unit_test(missing_named_at_once), cmocka_unit_test(the_same_matter_twice_a_day) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
