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
#include "hall/dossier.h"

/* What follows from what was typed, and what need not be typed at all. */

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

/* No datum is typed twice: situations, pairs of data, numbers and the applicant himself fill what follows from them. */
static void typed_once(void **state)
{
	enum origin origin;
	struct promise *p;
	struct request r;
	struct err err;
	char citizen[19];

	(void)state;
	request_init(&r);
	request_set(&r.bundle, "xinshenger");
	request_set(&r.applicant.role, "mother");
	request_set_answer(&r, "q-birthplace", "hosp");
	request_set_answer(&r, "q-luohu", "mother");
	request_set_answer(&r, "q-hukou", "local");
	request_set_answer(&r, "q-nation", "same");
	/* either of a pair fills the other, and a number its certificate */
	fixture_citizen(61, citizen);
	request_set_value(&r, "baby.hjdz", "学院路128号", ORIGIN_FILLED);
	request_set_value(&r, "father.mzu", "01", ORIGIN_FILLED);
	request_set_value(&r, "father.zjhm", citizen, ORIGIN_FILLED);
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_string_equal(request_value(p->request, "mother.hjdz", &origin), "学院路128号");
	assert_int_equal(origin, ORIGIN_DERIVED);
	assert_null(request_value(p->request, "father.hjdz", NULL));
	assert_string_equal(request_value(p->request, "mother.mzu", NULL), "01");
	assert_string_equal(request_value(p->request, "baby.mzu", NULL), "01");
	assert_string_equal(request_value(p->request, "father.zjlx", &origin), "01");
	assert_int_equal(origin, ORIGIN_DERIVED);
	promise_free(p);
	/* what is typed wins; another answer tells another thing, or nothing */
	request_set_value(&r, "mother.hjdz", "文二路9号", ORIGIN_FILLED);
	request_set_answer(&r, "q-nation", "diff");
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_string_equal(request_value(p->request, "mother.hjdz", &origin), "文二路9号");
	assert_int_equal(origin, ORIGIN_FILLED);
	assert_null(request_value(p->request, "baby.mzu", NULL));
	promise_free(p);
	request_release(&r);
	/* nobody was sent: the one who handles it is who represents the company */
	request_init(&r);
	request_set(&r.bundle, "zhuxiao");
	r.applicant.company = true;
	request_set(&r.applicant.legal_name, "张三");
	request_set(&r.applicant.phone, "13800138000");
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_string_equal(request_value(p->request, "agent.xm", &origin), "张三");
	assert_int_equal(origin, ORIGIN_DERIVED);
	assert_string_equal(request_value(p->request, "agent.sjhm", NULL), "13800138000");
	promise_free(p);
	r.agent.present = true;
	request_set(&r.agent.name, "李四");
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_string_equal(request_value(p->request, "agent.xm", NULL), "李四");
	assert_null(request_value(p->request, "agent.sjhm", NULL));
	promise_free(p);
	request_release(&r);
}

static bool lacks_code(const char *bundle)
{
	struct promise *p;
	struct request r;
	struct err err;
	bool lacks = false;

	request_init(&r);
	request_set(&r.bundle, bundle);
	r.applicant.company = true;
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	for (size_t i = 0; i < p->problem_count; i++)
		lacks |= strcmp(p->problems[i].err.code, "E-6023") == 0;
	promise_free(p);
	request_release(&r);
	return lacks;
}

/* A company that the dossier itself founds has no code yet. */
static void founded_here(void **state)
{
	(void)state;
	assert_false(lacks_code("qiye-kaiban"));
	assert_false(lacks_code("minfei"));
	assert_true(lacks_code("zhuxiao"));
	assert_true(lacks_code("qiye-biangeng"));
}

/* The place of the first problem, which has this code. */
static const char *first(const struct request *r, const char *code)
{
	static char where[sizeof ((struct err *)0)->where];
	struct promise *p;
	struct err err;

	assert_int_equal(request_promise(f.h, r, &p, &err), ST_OK);
	assert_true(p->problem_count > 0);
	assert_string_equal(p->problems[0].err.code, code);
	snprintf(where, sizeof where, "%s", p->problems[0].err.where);
	promise_free(p);
	return where;
}

/* A number belongs to one person; blanks are no name; what is wrong says whose it is. */
static void persons_told_apart(void **state)
{
	struct promise *p;
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "xinshenger", 47, &r);
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_int_equal(p->advice_count, 0);
	promise_free(p);
	request_set_value(&r, "guardian.xm", "李小芳", ORIGIN_FILLED);
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_int_equal(p->problem_count, 0);
	assert_int_equal(p->advice_count, 1);
	assert_string_equal(p->advice[0].err.where, "form.guardian.zjhm");
	promise_free(p);
	request_release(&r);
	fixture_request(&f, "xinshenger", 47, &r);
	r.agent.present = r.agent.may_submit = true;
	request_set(&r.agent.name, r.applicant.name);
	request_set(&r.agent.id_number, r.applicant.id_number);
	assert_string_equal(first(&r, "E-6026"), "agent.id_number");
	request_set(&r.agent.id_number, "338810199001011234");
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_true(p->problem_count > 0);
	assert_memory_equal(p->problems[0].err.text, "代理人证件号:", strlen("代理人证件号:"));
	promise_free(p);
	request_release(&r);
	fixture_request(&f, "xinshenger", 47, &r);
	request_set(&r.applicant.name, "\xE3\x80\x80 ");
	assert_string_equal(first(&r, "E-6020"), "applicant.name");
	request_release(&r);
}

/* What a form would not take is not put into it: a landline is no mobile number. Somebody must type one then. */
static void landline_is_no_mobile(void **state)
{
	static const char *const mobiles[] = { "agent.sjhm", "ent.sjhm", "legal.sjhm" };
	struct promise *p;
	struct request r;
	struct err err;
	enum origin origin;

	(void)state;
	fixture_request(&f, "zhuxiao", 48, &r);
	r.applicant.company = true;
	request_set(&r.applicant.phone, "0931-7700001");
	for (size_t i = 0; i < COUNT_OF(mobiles); i++)
		request_set_value(&r, mobiles[i], NULL, ORIGIN_FILLED);
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	for (size_t i = 0; i < COUNT_OF(mobiles); i++)
		assert_null(request_value(p->request, mobiles[i], NULL));
	for (size_t i = 0; i < p->problem_count; i++)
		assert_string_equal(p->problems[i].err.code, "E-6040");
	promise_free(p);
	request_set(&r.applicant.phone, "138 0013 8000");
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_string_equal(request_value(p->request, "agent.sjhm", &origin), "13800138000");
	assert_int_equal(origin, ORIGIN_DERIVED);
	promise_free(p);
	request_release(&r);
}

/* What follows from the applicant's own datum is no second fault when that one is wrong or missing: the mother is the guardian, the
 * wife and the person who came, and each of them would lack the same number. */
static void one_fault_is_told_once(void **state)
{
	static const struct { const char *bad, *where; } faults[] = {
		{ "", "applicant.name" }, { "", "applicant.id_number" }, { "110105199003072849", "applicant.id_number" },
		{ "1380013", "applicant.phone" }, { "", "applicant.phone" }, { "", "applicant.address" },
	};
	struct request r;
	struct promise *p;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		fixture_request(&f, "xinshenger", 50, &r);
		char **of = !strcmp(faults[i].where, "applicant.name") ? &r.applicant.name :
			!strcmp(faults[i].where, "applicant.phone") ? &r.applicant.phone :
			!strcmp(faults[i].where, "applicant.address") ? &r.applicant.address : &r.applicant.id_number;
		for (size_t k = r.value_count; k-- > 0;)       /* nobody types for the mother what the applicant told */
			if (!strcmp(r.values[k].value, *of))
				request_set_value(&r, r.values[k].key, NULL, ORIGIN_FILLED);
		request_set(of, faults[i].bad);
		assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
		for (size_t k = 0; k < p->problem_count; k++)
			assert_string_equal(p->problems[k].err.where, faults[i].where);
		assert_int_equal(p->problem_count, 1);
		promise_free(p);
		request_release(&r);
	}
}

/* A number of a certificate is asked of which kind it is, of every person of the form and whoever sends it; words are none. */
static void number_has_a_type(void **state)
{
	static const enum origin origins[] = { ORIGIN_FILLED, ORIGIN_SHARED };
	struct promise *p;
	struct request r;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(origins); i++) {
		fixture_request(&f, "xinshenger", 47, &r);
		request_set_value(&r, "father.zjlx", NULL, ORIGIN_FILLED);
		request_set_value(&r, "father.zjhm", "陈立群", origins[i]);
		assert_string_equal(first(&r, "E-6042"), "form.father.zjlx");
		request_set_value(&r, "father.zjhm", "E12345678", origins[i]);
		assert_string_equal(first(&r, "E-6042"), "form.father.zjlx");
		request_set_value(&r, "father.zjlx", "99", ORIGIN_FILLED);
		assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
		assert_int_equal(p->problem_count, 0);
		promise_free(p);
		request_set_value(&r, "father.zjhm", "陈立群", origins[i]);
		assert_string_equal(first(&r, "E-2059"), "form.father.zjhm");
		request_release(&r);
	}
	/* the applicant himself, too */
	fixture_request(&f, "xinshenger", 47, &r);
	request_set(&r.applicant.id_type, "02");
	request_set(&r.applicant.id_number, "陈立群");
	assert_string_equal(first(&r, "E-2059"), "applicant.id_number");
	request_release(&r);
}

/* --- each item by itself ----------------------------------------------------------------------------------------- */

static const struct plan_field *of_role(const struct plan *plan, const char *role, const char *id)
{
	for (size_t i = 0; i < plan->field_count; i++)
		if (!strcmp(plan->fields[i].role->id, role) && !strcmp(plan->fields[i].field->id, id))
			return &plan->fields[i];
	return NULL;
}

/* Whoever applies for one item alone is its applicant: his number tells his sex and day of birth, wherever they are asked. */
static void one_item_knows_its_applicant(void **state)
{
	static const char *const told[] = { "xb", "csrq", "gmsfhm" };
	const struct catalogue *c;
	struct err err;
	size_t seen = 0;
	int version;

	(void)state;
	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	for (size_t i = 0; i < c->item_count; i++) {
		struct promise *p;
		struct request r;
		fixture_request(&f, c->items[i].id, 61, &r);
		for (size_t k = 0; k < COUNT_OF(told) && !r.applicant.company; k++) {
			char *key = mem_format("%s.%s", r.applicant.role, told[k]);
			request_set_value(&r, key, NULL, ORIGIN_FILLED);
			free(key);
		}
		assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
		for (size_t k = 0; k < COUNT_OF(told) && !r.applicant.company; k++) {
			const struct plan_field *want = of_role(p->plan, r.applicant.role, told[k]);
			const char *value = want ? request_value(p->request, want->key, NULL) : "";
			if (!value || (want && !*value))
				fail_msg("%s: %s", r.bundle, want->key);
			seen += want != NULL;
		}
		promise_free(p);
		request_release(&r);
	}
	assert_true(seen > 20);
}

/* Who may be the applicant is said whole, of however many: half a code would be none. */
static void every_applicant_is_named(void **state)
{
	const char *told = "";
	struct promise *p;
	struct request r;
	struct err err;

	(void)state;
	request_init(&r);
	request_set(&r.bundle, "shengyu-dengji+sfz-shenling+xinsheng-caiji+huohua-zhengming+cj-yanglao+gjj-daikuan+kexue-yuer+"
		"wangqian+gjj-siwang+youdaizheng+shebao-hecha+gzf-xinxi+chusheng-hukou");
	request_set(&r.applicant.name, "李芳");
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	for (size_t i = 0; i < p->problem_count; i++)
		if (strcmp(p->problems[i].err.code, "E-6025") == 0)
			told = p->problems[i].err.text;
	assert_true(p->bundle->applicant_count > 8);
	for (size_t i = 0; i < p->bundle->applicant_count; i++) {
		char *who = mem_format("%s(%s)", p->bundle->applicants[i]->id, p->bundle->applicants[i]->name);
		if (!strstr(told, who))
			fail_msg("%s: %s", who, told);
		free(who);
	}
	promise_free(p);
	request_release(&r);
}

/* Of one item alone a question is not asked when one answer only goes with it: who answers otherwise, a script, is told so. */
static void one_item_is_for_one_answer(void **state)
{
	const struct catalogue *c;
	struct err err;
	size_t seen = 0;
	int version;

	(void)state;
	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	for (size_t i = 0; i < c->item_count; i++) {
		const struct bundle *b = catalogue_single(c, &c->items[i]);
		for (size_t k = 0; k < b->preset_count; k++) {
			const struct question *q = b->presets[k].question;
			for (size_t n = 0; n < q->choice_count; n++) {
				const bool fits = &q->choices[n] == b->presets[k].choice;
				struct promise *p;
				struct request r;
				fixture_request(&f, c->items[i].id, 61, &r);
				request_set_answer(&r, q->id, q->choices[n].id);
				assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
				if ((p->problem_count == 0) != fits)
					fail_msg("%s: %s=%s, %zu problems", c->items[i].id, q->id, q->choices[n].id, p->problem_count);
				seen += !fits;
				promise_free(p);
				request_release(&r);
			}
		}
	}
	assert_true(seen > 0);
}

/* A citizen's card is no veteran's matter; what is typed beside the number must agree with it. */
static void number_and_day_of_birth_agree(void **state)
{
	struct promise *p;
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "sfz-shenling", 61, &r);
	assert_string_equal(r.applicant.role, "applicant");
	request_set(&r.applicant.id_number, "620105197605010426");
	request_set_value(&r, "applicant.gmsfhm", NULL, ORIGIN_FILLED);
	request_set_value(&r, "applicant.xb", NULL, ORIGIN_FILLED);
	request_set_value(&r, "applicant.csrq", NULL, ORIGIN_FILLED);
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_int_equal(p->problem_count, 0);
	assert_string_equal(request_value(p->request, "applicant.csrq", NULL), "19760501");
	assert_string_equal(request_value(p->request, "applicant.xb", NULL), "2");
	promise_free(p);
	request_set_value(&r, "applicant.csrq", "19900101", ORIGIN_FILLED);
	assert_string_equal(first(&r, "E-6046"), "form.applicant.csrq");
	request_set_value(&r, "applicant.csrq", "19760501", ORIGIN_FILLED);
	request_set_value(&r, "applicant.xb", "1", ORIGIN_FILLED);
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_int_equal(p->problem_count, 0);
	bool odd = false;
	for (size_t i = 0; i < p->advice_count; i++)
		odd |= strstr(p->advice[i].err.text, "证件号码是女性的") != NULL;
	assert_true(odd);
	promise_free(p);
	request_release(&r);
}

/* Typed for 邮寄 and then 窗口领取: the papers name no address. */
static void an_address_that_is_not_wanted(void **state)
{
	struct accepted done;
	struct request r;
	struct err err;
	json_t *d;

	(void)state;
	fixture_request(&f, "xinshenger", 97, &r);
	request_set(&r.delivery_mode, "window");
	request_set(&r.delivery_address, "1");
	fixture_accept(&f, &r, &done);
	assert_int_equal(dossier_json(f.h, done.number, false, &d, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(json_object_get(d, "delivery"), "address")), "");
	json_decref(d);
	request_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(typed_once), cmocka_unit_test(founded_here),
		cmocka_unit_test(persons_told_apart), cmocka_unit_test(one_fault_is_told_once), cmocka_unit_test(number_has_a_type),
		cmocka_unit_test(landline_is_no_mobile), cmocka_unit_test(one_item_knows_its_applicant),
		cmocka_unit_test(one_item_is_for_one_answer), cmocka_unit_test(every_applicant_is_named),
		cmocka_unit_test(number_and_day_of_birth_agree), cmocka_unit_test(an_address_that_is_not_wanted) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
