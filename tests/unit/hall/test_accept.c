/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "fixture.h"
#include "hall/audit.h"
#include "hall/dossier.h"
#include "hall/draft.h"
#include "hall/staff.h"
#include "law/number.h"
#include "schema.h"
#include "store/backend.h"

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

static void verified(void)
{
	int64_t count;
	struct err err;

	assert_int_equal(audit_verify(f.h, &count, &err), ST_OK);
	assert_int_equal(dossier_verify(f.h, &count, &err), ST_OK);
}

static int64_t ask_int(enum query q, const struct value *args, size_t count, int column)
{
	struct rows *rows = NULL;
	struct err err;

	assert_int_equal(store_read(hall_store(f.h), q, args, count, &rows, &err), ST_OK);
	int64_t n = rows_count(rows) ? rows_int(rows, 0, column) : -1;
	rows_free(rows);
	return n;
}

/* Refuses with this code; nothing of it is in the store. */
static void refused(const struct request *r, const char *code, const char *where)
{
	struct promise *problems;
	struct accepted done;
	struct err err;

	assert_int_equal(dossier_accept(f.h, &f.clerk, r, &done, &problems, &err), ST_REFUSED);
	bool found = false;
	for (size_t i = 0; i < problems->problem_count; i++)
		found |= strcmp(problems->problems[i].err.code, code) == 0 && strcmp(problems->problems[i].err.where, where) == 0;
	if (!found)
		fprintf(stderr, "wanted %s [%s], first is %s [%s] %s\n", code, where, err.code, err.where, err.text);
	assert_true(found);
	assert_non_null(strstr(err.text, "未受理"));
	assert_int_equal(ask_int(Q_DOSSIER_BY_UUID, ARGS(value_text(r->accept_uuid)), 0), -1);
	promise_free(problems);
}

/* --- what is accepted ----------------------------------------------------------------------------------------------- */

static void every_bundle(void **state)
{
	const struct catalogue *c;
	struct err err;
	int version;

	(void)state;
	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	assert_true(c->bundle_count >= 8);
	for (size_t i = 0; i < c->bundle_count; i++) {
		struct accepted done;
		struct request r;
		fixture_request(&f, c->bundles[i].id, (int)i, &r);
		fixture_accept(&f, &r, &done);
		assert_string_equal(done.state, "30");
		assert_true(done.tasks > 0 && done.papers == 2 && !done.again);
		assert_true(number_dossier_valid(done.number));
		request_release(&r);
	}
	verified();
}

static void single_item(void **state)
{
	struct accepted done;
	struct request r;

	(void)state;
	fixture_request(&f, "chusheng-hukou", 40, &r);
	fixture_accept(&f, &r, &done);
	assert_int_equal(done.tasks, 1);
	request_release(&r);
}

static void twice_is_once(void **state)
{
	struct accepted first, second;
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 41, &r);
	fixture_accept(&f, &r, &first);
	for (int i = 0; i < 20; i++) {
		fixture_accept(&f, &r, &second);
		assert_true(second.again);
		assert_string_equal(first.number, second.number);
		assert_int_equal(second.tasks, first.tasks);
		assert_int_equal(second.papers, first.papers);
		assert_int_equal(second.promised_due, first.promised_due);
	}
	verified();
	request_release(&r);
}

/* The same key in other words is the same; with another person or another matter it is refused and names the first. */
static void a_key_is_of_one_matter(void **state)
{
	struct accepted first, second;
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "xinshenger", 43, &r);
	fixture_accept(&f, &r, &first);
	request_set(&r.bundle, " xinshenger");
	fixture_accept(&f, &r, &second);
	assert_true(second.again);
	request_set(&r.bundle, "chusheng-hukou");
	err_clear(&err);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &second, NULL, &err), ST_CONFLICT);
	assert_string_equal(err.code, "E-6075");
	assert_non_null(strstr(err.text, first.number));
	request_set(&r.bundle, "xinshenger");
	request_set(&r.applicant.id_number, "110101199003074557");
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &second, NULL, &err), ST_CONFLICT);
	assert_string_equal(err.code, "E-6075");
	verified();
	request_release(&r);
}

static void with_deferral(void **state)
{
	struct accepted done;
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 42, &r);
	request_material(&r, "sy-cyxj")->state = MS_DEFERRED;
	fixture_accept(&f, &r, &done);
	assert_string_equal(done.state, "30");
	assert_int_equal(done.deferred, 1);
	assert_int_equal(done.papers, 3);
	/* the default day was filled in and became a clock */
	assert_true(ask_int(Q_DEFERRAL_STATES, ARGS(value_int(done.dossier)), 2) > day_from_ymd(2026, 11, 23));
	verified();
	request_release(&r);
}

static void received_and_noticed(void **state)
{
	struct accepted done;
	struct request r;
	json_t *d;
	struct err err;

	(void)state;
	fixture_request(&f, "xinshenger", 43, &r);
	r.outcome = OUTCOME_RECEIVE;
	request_material(&r, "sfz-mu")->state = MS_UNCHECKED;
	fixture_accept(&f, &r, &done);
	assert_string_equal(done.state, "10");
	assert_int_equal(done.tasks, 0);
	assert_int_equal(dossier_json(f.h, done.number, false, &d, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(json_object_get(d, "due"), "notice")), "2026-11-30");
	json_decref(d);
	request_release(&r);
	fixture_request(&f, "xinshenger", 45, &r);              /* a receipt for nothing is none */
	r.outcome = OUTCOME_RECEIVE;
	for (size_t i = 0; i < r.material_count; i++)
		r.materials[i].state = MS_UNCHECKED;
	refused(&r, "E-6055", "materials");
	request_release(&r);

	fixture_request(&f, "xinshenger", 44, &r);
	r.outcome = OUTCOME_NOTICE;
	refused(&r, "E-6053", "materials");
	request_material(&r, "sfz-mu")->state = MS_DEFECTIVE;
	refused(&r, "E-6052", "materials.sfz-mu");
	request_set(&request_material(&r, "sfz-mu")->reason, "已过有效期");
	request_set_value(&r, "baby.csrq", "20261340", ORIGIN_FILLED);       /* a notice does not wait for a right form */
	fixture_accept(&f, &r, &done);
	assert_string_equal(done.state, "20");
	assert_int_equal(done.tasks, 0);
	assert_int_equal(dossier_json(f.h, done.number, false, &d, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(json_object_get(d, "due"), "correction")), "2026-12-07");
	json_t *defect = json_array_get(json_object_get(d, "form_defects"), 0);
	assert_int_equal(json_array_size(json_object_get(d, "form_defects")), 1);
	assert_string_equal(json_string_value(json_object_get(defect, "label")), "新生儿 出生日期");
	json_decref(d);
	request_release(&r);
	verified();
}

/* Art. 32: once and everything, so what the form lacks is told beside the papers; alone it is reason enough. */
static void a_notice_tells_what_the_form_lacks(void **state)
{
	struct accepted done;
	struct request r;
	struct err err;
	json_t *d;

	(void)state;
	fixture_request(&f, "xinshenger", 46, &r);
	r.outcome = OUTCOME_NOTICE;
	request_set_value(&r, "baby.xm", " \xE3\x80\x80 ", ORIGIN_FILLED);
	fixture_accept(&f, &r, &done);
	assert_int_equal(dossier_json(f.h, done.number, false, &d, &err), ST_OK);
	json_t *defect = json_array_get(json_object_get(d, "form_defects"), 0);
	assert_int_equal(json_array_size(json_object_get(d, "form_defects")), 1);
	assert_string_equal(json_string_value(json_object_get(defect, "label")), "新生儿 姓名");
	assert_string_equal(json_string_value(json_object_get(defect, "fault")), "未填");
	assert_true(schema_fits("dossier", d));
	json_decref(d);
	assert_int_equal(done.papers, 2);
	for (size_t i = 0; i < r.material_count; i++)
		r.materials[i].state = MS_UNCHECKED;
	snprintf(r.accept_uuid, sizeof r.accept_uuid, "5f0e2a64-0000-4000-8000-0000000000a1");
	fixture_accept(&f, &r, &done);
	assert_int_equal(done.papers, 1);                       /* where nothing was taken no list of it is signed */
	request_release(&r);
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

typedef void spoil_fn(struct request *r);

static void bad_check_digit(struct request *r)    { request_set(&r->applicant.id_number, "338810199001020111"); }
static void no_such_day(struct request *r)        { request_set(&r->applicant.id_number, "338810199002300018"); }
static void old_number(struct request *r)         { request_set(&r->applicant.id_number, "338810900102001"); }
static void company_number(struct request *r)     { request_set(&r->applicant.id_number, "91350100M000100Y43"); }
static void no_name(struct request *r)            { request_set(&r->applicant.name, ""); }
static void escape_in_name(struct request *r)     { request_set(&r->applicant.name, "李\033[31m芳"); }
static void reversed_name(struct request *r)      { request_set(&r->applicant.name, "李\xE2\x80\xAE芳"); }
static void invisible_name(struct request *r)     { request_set(&r->applicant.name, "李\xE2\x80\x8B芳"); }
static void half_character(struct request *r)     { request_set(&r->applicant.name, "李\xE8\x8A"); }
static void short_phone(struct request *r)        { request_set(&r->applicant.phone, "1390000"); }
static void foreign_role(struct request *r)       { request_set(&r->applicant.role, "buyer"); }
static void no_role(struct request *r)
{
	static const char *const names[] = { "mother.xm", "father.xm", "guardian.xm" };

	request_set(&r->applicant.role, "");
	for (size_t i = 0; i < COUNT_OF(names); i++)
		request_set_value(r, names[i], NULL, ORIGIN_FILLED);
}
static void unknown_bundle(struct request *r)     { request_set(&r->bundle, "no-such-bundle"); }
static void unknown_question(struct request *r)   { request_set_answer(r, "q-nothing", "yes"); }
static void unknown_choice(struct request *r)     { request_set_answer(r, "q-wed", "perhaps"); }
static void unanswered(struct request *r)         { request_set_answer(r, "q-birthplace", NULL); }
static void unknown_item(struct request *r)       { request_untick(r, "no-such-item", true); }
static void unknown_field(struct request *r)      { request_set_value(r, "baby.shoe", "38", ORIGIN_FILLED); }
static void empty_field(struct request *r)        { request_set_value(r, "baby.xm", "", ORIGIN_FILLED); }
static void impossible_date(struct request *r)    { request_set_value(r, "baby.csrq", "20260230", ORIGIN_FILLED); }
static void future_birth(struct request *r)       { request_set_value(r, "baby.csrq", "20270101", ORIGIN_FILLED); }
static void unknown_material(struct request *r)   { request_material(r, "no-such-paper")->state = MS_RECEIVED; }
static void main_deferred(struct request *r)      { request_material(r, "sfz-mu")->state = MS_DEFERRED; }
static void courier_nowhere(struct request *r)    { request_set(&r->delivery_mode, "courier"); }
static void pigeon(struct request *r)             { request_set(&r->delivery_mode, "pigeon"); }
static void wrong_source(struct request *r)       { request_material(r, "csz-djb")->state = MS_SHARED; }

static void late_deferral(struct request *r)
{
	request_material(r, "sy-cyxj")->state = MS_DEFERRED;
	request_material(r, "sy-cyxj")->date = day_from_ymd(2027, 6, 1);
}

static void deferral_of_a_debtor(struct request *r)
{
	request_material(r, "sy-cyxj")->state = MS_DEFERRED;
	r->bad_record = true;
}

static void agent_may_nothing(struct request *r)
{
	r->agent.present = true;
	request_set(&r->agent.name, "赵代");
	request_set(&r->agent.id_number, "338810199007150118");
}

static void agent_until(struct request *r, const char *day)
{
	agent_may_nothing(r);
	r->agent.may_submit = true;
	request_set(&r->agent.authority_until, day);
}

/* Its last day was yesterday; no calendar has that one. */
static void agent_too_late(struct request *r) { agent_until(r, "2026-11-22"); }
static void agent_without_day(struct request *r) { agent_until(r, "2026-13-40"); }

static void long_name(struct request *r)
{
	char name[10001];

	memset(name, 'a', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	request_set(&r->applicant.name, name);
}

static void refusals(void **state)
{
	static const struct { spoil_fn *spoil; const char *code, *where; } rows[] = {
		{ bad_check_digit, "E-1001", "applicant.id_number" },    { no_such_day, "E-1002", "applicant.id_number" },
		{ old_number, "E-1003", "applicant.id_number" },         { company_number, "E-6021", "applicant.id_number" },
		{ no_name, "E-6020", "applicant.name" },                 { escape_in_name, "E-1010", "applicant.name" },
		{ reversed_name, "E-1011", "applicant.name" },           { invisible_name, "E-1011", "applicant.name" },
		{ half_character, "E-1010", "applicant.name" },          { long_name, "E-1012", "applicant.name" },
		{ short_phone, "E-1014", "applicant.phone" },            { foreign_role, "E-6025", "applicant.role" },
		{ no_role, "E-6025", "applicant.role" },
		{ unknown_bundle, "E-6010", "bundle" },                  { unknown_question, "E-6011", "answers.q-nothing" },
		{ unknown_choice, "E-6012", "answers.q-wed" },           { unanswered, "E-6013", "answers.q-birthplace" },
		{ unknown_item, "E-1036", "unticked.no-such-item" },                  { unknown_field, "E-6041", "form.baby.shoe" },
		{ empty_field, "E-6040", "form.baby.xm" },               { impossible_date, "E-2053", "form.baby.csrq" },
		{ future_birth, "E-2054", "form.baby.csrq" },            { unknown_material, "E-6050", "materials.no-such-paper" },
		{ main_deferred, "E-1061", "materials.sfz-mu" },         { late_deferral, "E-1031", "materials.sy-cyxj" },
		{ deferral_of_a_debtor, "E-1062", "materials.sy-cyxj" },     { agent_may_nothing, "E-6030", "agent.powers" },
		{ agent_too_late, "E-6031", "agent.authority_until" },       { agent_without_day, "E-6032", "agent.authority_until" },
		{ courier_nowhere, "E-6061", "delivery.address" },       { pigeon, "E-6060", "delivery.mode" },
		{ wrong_source, "E-6051", "materials.csz-djb" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct request r;
		fixture_request(&f, "xinshenger", 50, &r);
		rows[i].spoil(&r);
		refused(&r, rows[i].code, rows[i].where);
		request_release(&r);
	}
}

/* The problems come in the order of the desk's steps, and a refused request counts no number. */
static void problems_in_order(void **state)
{
	struct promise *p;
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "xinshenger", 51, &r);
	unknown_material(&r);
	no_name(&r);
	unanswered(&r);
	pigeon(&r);
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_true(p->problem_count >= 4);
	for (size_t i = 1; i < p->problem_count; i++)
		assert_true(p->problems[i - 1].step <= p->problems[i].step);
	promise_free(p);
	request_release(&r);
	verified();
}

static void only_clerks(void **state)
{
	static const char *const roles[] = { "guide", "helper", "supervisor", "issuer", "department", "admin", "auditor", "secadm" };
	struct accepted done;
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "xinshenger", 52, &r);
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		struct actor by = f.clerk;
		snprintf(by.role, sizeof by.role, "%s", roles[i]);
		assert_int_equal(dossier_accept(f.h, &by, &r, &done, NULL, &err), ST_DENIED);
		assert_string_equal(err.code, "E-6005");
	}
	request_release(&r);
}

/* --- days ------------------------------------------------------------------------------------------------------------ */

static void days_of_items(void **state)
{
	struct promise *p;
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "xinshenger", 53, &r);
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_int_equal(p->problem_count, 0);
	day_t latest = DAY_NONE;
	for (size_t i = 0; i < p->item_count; i++) {
		const struct promise_item *in = &p->items[i];
		assert_true(in->promised.due >= p->day && in->promised.due <= p->promised.due);
		for (size_t k = 0; k < in->item->after_count; k++)      /* never due before what it waits for */
			for (size_t j = 0; j < p->item_count; j++)
				if (p->items[j].item == &p->plan->items[in->item->after[k]])
					assert_true(p->items[j].promised.due <= in->promised.due);
		if (latest == DAY_NONE || in->promised.due > latest)
			latest = in->promised.due;
	}
	assert_int_equal(latest, p->promised.due);
	promise_free(p);
	request_release(&r);
}

/* --- faults ------------------------------------------------------------------------------------------------------- */

static const char *failing;
static int seen;

static int fail_at(const char *point)
{
	if (strncmp(point, "accept.", 7) == 0)
		seen++;
	return failing && strcmp(point, failing) == 0;
}

/* At each point a failure leaves either nothing or all of it, and the words are right. */
static void fails_whole(void **state)
{
	static const struct { const char *point; enum status st; const char *says; } rows[] = {
		{ "accept.begin", ST_IO, "未受理" },    { "accept.checked", ST_IO, "未受理" },  { "accept.prepared", ST_IO, "未受理" },
		{ "accept.number", ST_IO, "未受理" },   { "accept.frozen", ST_IO, "未受理" },   { "accept.dossier", ST_IO, "未受理" },
		{ "accept.snapshot", ST_IO, "未受理" }, { "accept.items", ST_IO, "未受理" },    { "accept.materials", ST_IO, "未受理" },
		{ "accept.clocks", ST_IO, "未受理" },   { "accept.tasks", ST_IO, "未受理" },    { "accept.edges", ST_IO, "未受理" },
		{ "accept.outbox", ST_IO, "未受理" },   { "accept.papers", ST_IO, "未受理" },   { "accept.tokens", ST_IO, "未受理" },
		{ "accept.draft", ST_IO, "未受理" },    { "accept.before-commit", ST_IO, "未受理" },
		{ "store.before-commit", ST_IO, "未受理" }, { "store.step", ST_IO, "未受理" },
		{ "accept.read-back", ST_CORRUPT, "已受理" },
	};

	(void)state;
	fault_hook = fail_at;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct accepted done;
		struct request r;
		struct err err;
		failing = NULL;
		fixture_request(&f, "xinshenger", 60 + (int)i, &r);
		failing = rows[i].point;
		assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), rows[i].st);
		failing = NULL;
		assert_non_null(strstr(err.text, rows[i].says));
		bool there = ask_int(Q_DOSSIER_BY_UUID, ARGS(value_text(r.accept_uuid)), 0) > 0;
		assert_int_equal(there, rows[i].st == ST_CORRUPT);
		assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
		assert_int_equal(done.again, there);
		verified();
		request_release(&r);
	}
	fault_hook = NULL;
}

/* R4: COMMIT's outcome is not known. Found on a new connection: accepted. Not there: not accepted. Nobody can tell: say so. */
static void unknown_outcome(void **state)
{
	static const struct { const char *point; enum status st; bool there; } rows[] = {
		{ "accept.after-commit", ST_OK, true }, { "store.after-commit", ST_OK, true },
	};
	struct accepted done;
	struct request r;
	struct err err;

	(void)state;
	fault_hook = fail_at;
	for (size_t i = 0; i < 2; i++) {
		fixture_request(&f, "xinshenger", 90 + (int)i, &r);
		failing = rows[i].point;
		assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), rows[i].st);
		failing = NULL;
		assert_true(number_dossier_valid(done.number));
		assert_false(done.again);
		assert_int_equal(done.tasks, 10);
		request_release(&r);
	}
	fault_hook = NULL;
	verified();
}

static int fail_twice(const char *point)
{
	return strcmp(point, "accept.after-commit") == 0 || strcmp(point, "accept.resolve") == 0;
}

static void nobody_can_tell(void **state)
{
	struct accepted done;
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "xinshenger", 95, &r);
	fault_hook = fail_twice;
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_UNKNOWN);
	fault_hook = NULL;
	assert_string_equal(err.code, "E-1080");
	assert_string_equal(done.number, "");
	assert_non_null(strstr(err.text, "不要打印"));
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	assert_true(done.again);
	request_release(&r);
}

/* What ST_UNKNOWN leaves behind: a connection through which nothing can be written. It must not outlast the fault. */
static void after_an_unknown_outcome(void **state)
{
	struct accepted done;
	struct request r;
	struct err err;
	int fd = store_watch(hall_store(f.h));

	(void)state;
	assert_true(fd >= 0);
	fixture_request(&f, "xinshenger", 97, &r);
	err_set(&hall_store(f.h)->closed, ST_IO, "E-5108", "-");
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_CONFIRM, &err), ST_OK);
	err_set(&hall_store(f.h)->closed, ST_IO, "E-5108", "-");
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	request_release(&r);
	/* whoever waits on the descriptor of before still hears of what others write */
	assert_true(fcntl(fd, F_GETFD) >= 0);
	assert_int_equal(store_watch(hall_store(f.h)), fd);
	while (store_changed(hall_store(f.h)))
		continue;
	struct hall *other;
	struct actor by;
	assert_int_equal(hall_open(f.dir, false, &other, &err), ST_OK);
	assert_int_equal(staff_login(other, "jihm", "Yichuang-2026", "3", &by, &err), ST_OK);
	hall_close(other);
	struct pollfd waits = { .fd = fd, .events = POLLIN };
	assert_int_equal(poll(&waits, 1, 1000), 1);
	assert_true(store_changed(hall_store(f.h)));
	/* damage is another matter: no more writing (R17) */
	fixture_request(&f, "xinshenger", 98, &r);
	err_set(&hall_store(f.h)->closed, ST_CORRUPT, "E-5004", "-");
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_CORRUPT);
	assert_non_null(strstr(err.text, "未受理"));
	request_release(&r);
	fixture_reopen(&f);
}

static void many_points(void **state)
{
	struct accepted done;
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 96, &r);
	seen = 0;
	failing = NULL;
	fault_hook = fail_at;
	fixture_accept(&f, &r, &done);
	fault_hook = NULL;
	assert_true(seen >= 15);
	request_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_bundle), cmocka_unit_test(single_item), cmocka_unit_test(twice_is_once), cmocka_unit_test(a_key_is_of_one_matter),
		cmocka_unit_test(with_deferral), cmocka_unit_test(received_and_noticed),
		cmocka_unit_test(a_notice_tells_what_the_form_lacks),
		cmocka_unit_test(refusals), cmocka_unit_test(problems_in_order), cmocka_unit_test(only_clerks),
		cmocka_unit_test(days_of_items), cmocka_unit_test(fails_whole), cmocka_unit_test(unknown_outcome), cmocka_unit_test(after_an_unknown_outcome),
		cmocka_unit_test(nobody_can_tell), cmocka_unit_test(many_points),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
