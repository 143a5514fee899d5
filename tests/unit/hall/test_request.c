/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fixture.h"

#define UUID "\"accept_uuid\":\"0bf56a64-21fe-46e7-9b08-6990226d130d\""

static void wanted(const char *json, size_t n, const char *where)
{
	struct request r;
	struct err err;
	enum status st = request_from_json(json, n, &r, &err);

	if (st != ST_DATA || strcmp(err.code, "E-6001") != 0 || strcmp(err.where, where) != 0)
		fprintf(stderr, "%.80s: %d %s [%s] instead of [%s]\n", json, st, err.code, err.where, where);
	assert_int_equal(st, ST_DATA);
	assert_string_equal(err.code, "E-6001");
	assert_string_equal(err.where, where);
	assert_non_null(strstr(err.text, "未受理"));
	assert_int_equal(r.material_count + r.value_count + r.answer_count, 0);      /* nothing half read */
	request_release(&r);
}

static void strictness(void **state)
{
	static const struct { const char *json, *where; } rows[] = {
		{ "", "" }, { "null", "" }, { "[]", "" }, { "{", "" }, { "{} {}", "" }, { "{\"a\":NaN}", "" },
		{ "{" UUID "," UUID "}", "" },                                       /* a member twice */
		{ "{" UUID ",\"remark\":\"\\u0000\"}", "" },                         /* NUL */
		{ "{" UUID ",\"remark\":\"\\ud83d\"}", "" },                         /* half a character */
		{ "{" UUID ",\"remark\":\"\xE5\x87\"}", "" },                        /* cut UTF-8 */
		{ "{" UUID ",\"remark\":\"a\nb\"}", "" },                            /* a raw control byte */
		{ "{}", "accept_uuid" }, { "{\"accept_uuid\":1}", "accept_uuid" },
		{ "{\"accept_uuid\":\"0bf56a64-21fe-46e7-9b08-6990226d130\"}", "accept_uuid" },
		{ "{\"accept_uuid\":\"0BF56A64-21FE-46E7-9B08-6990226D130D\"}", "accept_uuid" },
		{ "{\"accept_uuid\":\"0bf56a64-21fe-46e7-9b08-6990226d130dx\"}", "accept_uuid" },
		{ "{" UUID ",\"bundel\":\"x\"}", "bundel" },
		{ "{" UUID ",\"bundle\":7}", "bundle" },
		{ "{" UUID ",\"bundle\":\"a+b\"}", "bundle" },
		{ "{" UUID ",\"bundle\":\"a\",\"items\":[\"b\"]}", "items" },
		{ "{" UUID ",\"items\":\"a\"}", "items" },
		{ "{" UUID ",\"items\":[]}", "items" },
		{ "{" UUID ",\"items\":[\"a\",\"\"]}", "items" },
		{ "{" UUID ",\"items\":[\"a\",\"b+c\"]}", "items" },
		{ "{" UUID ",\"items\":[\"a\",\"b\",\"a\"]}", "items" },
		{ "{" UUID ",\"items\":[1]}", "items" },
		{ "{" UUID ",\"outcome\":\"perhaps\"}", "outcome" },
		{ "{" UUID ",\"bad_record\":\"no\"}", "bad_record" },
		{ "{" UUID ",\"applicant\":[]}", "applicant" },
		{ "{" UUID ",\"applicant\":null}", "applicant" },
		{ "{" UUID ",\"applicant\":{\"nmae\":\"x\"}}", "applicant.nmae" },
		{ "{" UUID ",\"applicant\":{\"phone\":13900000000}}", "applicant.phone" },
		{ "{" UUID ",\"applicant\":{\"company\":1}}", "applicant.company" },
		{ "{" UUID ",\"agent\":{\"powers\":\"submit\"}}", "agent.powers" },
		{ "{" UUID ",\"agent\":{\"powers\":[\"everything\"]}}", "agent.powers" },
		{ "{" UUID ",\"answers\":{\"q-wed\":true}}", "answers.q-wed" },
		{ "{" UUID ",\"unticked\":\"x\"}", "unticked" },
		{ "{" UUID ",\"unticked\":[1]}", "unticked" },
		{ "{" UUID ",\"form\":{\"baby.xm\":null}}", "form.baby.xm" },
		{ "{" UUID ",\"form\":{\"baby.xm\":{\"value\":1}}}", "form.baby.xm" },
		{ "{" UUID ",\"form\":{\"baby.xm\":{\"value\":\"x\",\"origin\":\"guessed\"}}}", "form.baby.xm.origin" },
		{ "{" UUID ",\"form\":{\"baby.xm\":{\"vlaue\":\"x\"}}}", "form.baby.xm.vlaue" },
		{ "{" UUID ",\"materials\":{\"jhz\":\"lost\"}}", "materials.jhz.state" },
		{ "{" UUID ",\"materials\":{\"jhz\":{\"state\":\"deferred\",\"date\":\"2026-02-30\"}}}", "materials.jhz.date" },
		{ "{" UUID ",\"materials\":{\"jhz\":{\"state\":\"deferred\",\"until\":\"2026-02-20\"}}}", "materials.jhz.until" },
		{ "{" UUID ",\"delivery\":{\"mode\":null}}", "delivery.mode" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		wanted(rows[i].json, strlen(rows[i].json), rows[i].where);
	wanted("{\"a\":1}\0{}", 10, "");
}

/* Sizes: a megabyte in one value, ten thousand materials, a long key, brackets without end. */
static void sizes(void **state)
{
	static const struct { const char *before, *after, *where; } rows[] = {
		{ "{" UUID ",\"applicant\":{\"name\":\"", "\"}}", "applicant.name" },
		{ "{" UUID ",\"form\":{\"baby.xm\":\"", "\"}}", "form.baby.xm" },
		{ "{" UUID ",\"remark\":\"", "\"}", "remark" },
		{ "{" UUID ",\"materials\":{\"jhz\":{\"state\":\"defective\",\"reason\":\"", "\"}}}", "materials.jhz.reason" },
	};
	struct buf b;

	(void)state;
	buf_init(&b, BUF_LARGE);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		buf_clear(&b);
		buf_text(&b, rows[i].before);
		for (int k = 0; k < 1 << 20; k++)
			buf_char(&b, 'a');
		buf_text(&b, rows[i].after);
		wanted(b.data, b.len, rows[i].where);
	}
	buf_clear(&b);
	buf_text(&b, "{" UUID ",\"materials\":{");
	for (int i = 0; i < 10000; i++)
		buf_format(&b, "%s\"m%d\":\"received\"", i ? "," : "", i);
	buf_text(&b, "}}");
	wanted(b.data, b.len, "materials");
	buf_clear(&b);
	for (int i = 0; i < 200000; i++)
		buf_char(&b, '[');
	wanted(b.data, b.len, "");
	buf_release(&b);
}

/* A refusal at once says why, and loses nothing on the way. */
static void a_refusal_there_and_back(void **state)
{
	static const char json[] = "{" UUID ",\"outcome\":\"refuse\",\"bundle\":\"xinshenger\",\"refusal\":{\"ground\":\"other-organ\","
		"\"organ\":\"邻区\",\"place\":\"路1号\",\"reason\":\"住所在邻区\",\"article\":\"第三十二条\"}}";
	static const char strange[] = "{" UUID ",\"outcome\":\"refuse\",\"bundle\":\"xinshenger\",\"refusal\":{\"because\":\"x\"}}";
	struct request r, copy, again;
	struct err err;
	size_t n;

	(void)state;
	assert_int_equal(request_from_json(json, strlen(json), &r, &err), ST_OK);
	request_copy(&r, &copy);
	char *text = request_to_json(&copy, &n);
	assert_int_equal(request_from_json(text, n, &again, &err), ST_OK);
	assert_int_equal(again.outcome, OUTCOME_REFUSE);
	assert_string_equal(again.refusal.ground, "other-organ");
	assert_string_equal(again.refusal.organ, "邻区");
	assert_string_equal(again.refusal.place, "路1号");
	assert_string_equal(again.refusal.reason, "住所在邻区");
	assert_string_equal(again.refusal.article, "第三十二条");
	free(text);
	request_release(&r);
	request_release(&copy);
	request_release(&again);
	assert_int_equal(request_from_json(strange, strlen(strange), &r, &err), ST_DATA);
	assert_string_equal(err.where, "refusal.because");
	request_release(&r);
}

/* What was read is written the same, and read again is the same: the draft loses nothing. */
static void several_items(void **state)
{
	static const char json[] = "{" UUID ",\"items\":[\"item-b\",\"item-a\"]}", alone[] = "{" UUID ",\"items\":[\"item-b\"]}";
	struct request r, again;
	struct err err;
	size_t n;

	(void)state;
	assert_int_equal(request_from_json(json, strlen(json), &r, &err), ST_OK);
	assert_string_equal(r.bundle, "item-b+item-a");
	char *text = request_to_json(&r, &n);
	assert_non_null(strstr(text, "\"items\":[\"item-b\",\"item-a\"]"));
	assert_null(strstr(text, "\"bundle\""));
	assert_int_equal(request_from_json(text, n, &again, &err), ST_OK);
	assert_string_equal(again.bundle, r.bundle);
	free(text);
	request_release(&r);
	request_release(&again);
	assert_int_equal(request_from_json(alone, strlen(alone), &r, &err), ST_OK);
	assert_string_equal(r.bundle, "+item-b");      /* an item, though a bundle had the same id */
	request_release(&r);
}

static void there_and_back(void **state)
{
	static const char json[] = "{" UUID ",\"outcome\":\"receive\",\"bundle\":\"xinshenger\",\"answers\":{\"q-wed\":\"yes\"},"
		"\"unticked\":[\"shengyu-dengji\"],\"applicant\":{\"company\":true,\"name\":\"阿依古丽·买买提\",\"id_number\":\"9135\","
		"\"legal_name\":\"张三\",\"legal_id\":\"1\",\"role\":\"ent\"},\"agent\":{\"name\":\"李\",\"powers\":[\"submit\",\"collect\"]},"
		"\"form\":{\"a.b\":\"\",\"c.d\":{\"value\":\"\\\"\\\\\",\"origin\":\"shared\"}},"
		"\"materials\":{\"jhz\":\"received\",\"sfz\":{\"state\":\"deferred\",\"date\":\"2026-11-27\",\"reason\":\"在外地\"}},"
		"\"delivery\":{\"mode\":\"courier\",\"address\":\"路1号\"},\"bad_record\":true,\"remark\":\"𬱖\"}";
	struct request r, again, copy;
	struct err err;
	size_t n, m;

	(void)state;
	assert_int_equal(request_from_json(json, strlen(json), &r, &err), ST_OK);
	assert_int_equal(r.outcome, OUTCOME_RECEIVE);
	assert_true(r.applicant.company && r.bad_record && r.agent.present && r.agent.may_submit && r.agent.may_collect);
	assert_false(r.agent.may_promise);
	assert_int_equal(request_material(&r, "sfz")->date, day_from_ymd(2026, 11, 27));
	enum origin origin;
	assert_string_equal(request_value(&r, "c.d", &origin), "\"\\");
	assert_int_equal(origin, ORIGIN_SHARED);
	char *first = request_to_json(&r, &n);
	assert_int_equal(request_from_json(first, n, &again, &err), ST_OK);
	request_copy(&again, &copy);
	char *second = request_to_json(&copy, &m);
	assert_string_equal(first, second);
	free(first);
	free(second);
	request_release(&r);
	request_release(&again);
	request_release(&copy);
}

static void setting(void **state)
{
	struct request r;

	(void)state;
	request_init(&r);
	assert_int_equal(strlen(r.accept_uuid), 36);
	for (int i = 0; i < 3; i++) {
		request_set_answer(&r, "q", "a");
		request_set_answer(&r, "p", "b");
		request_set_answer(&r, "q", "c");
		request_set_value(&r, "k", "v", ORIGIN_FILLED);
		request_set_value(&r, "k", "w", ORIGIN_SHARED);
		request_untick(&r, "x", true);
		request_untick(&r, "x", true);
	}
	assert_int_equal(r.answer_count, 2);
	assert_string_equal(r.answers[0].choice, "c");
	assert_int_equal(r.value_count, 1);
	assert_string_equal(request_value(&r, "k", NULL), "w");
	assert_int_equal(r.unticked_count, 1);
	request_set_answer(&r, "q", NULL);
	request_set_answer(&r, "no", NULL);
	request_set_value(&r, "k", NULL, ORIGIN_FILLED);
	request_untick(&r, "x", false);
	request_untick(&r, "y", false);
	assert_int_equal(r.answer_count, 1);
	assert_string_equal(r.answers[0].question, "p");
	assert_null(request_value(&r, "k", NULL));
	assert_int_equal(r.unticked_count, 0);
	request_release(&r);
}

static void material_words(void **state)
{
	(void)state;
	for (int i = 0; i < MATERIAL_STATES; i++) {
		assert_int_equal(material_state_from_code(material_state_code((enum material_state)i)), i);
		assert_true(*material_state_name((enum material_state)i));
	}
	assert_int_equal(material_state_from_code("lost"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strictness), cmocka_unit_test(sizes), cmocka_unit_test(a_refusal_there_and_back), cmocka_unit_test(there_and_back),
		cmocka_unit_test(several_items), cmocka_unit_test(setting),
		cmocka_unit_test(material_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
