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
#include "hall/dossier.h"
#include "hall/draft.h"
#include "hall/outbox.h"
#include "schema.h"

static struct fixture f;
static struct accepted done;      /* 新生儿出生 with an agent, a deferral and a courier */

static int setup(void **state)
{
	struct request r;

	(void)state;
	fixture_open(&f);
	fixture_request(&f, "xinshenger", 1, &r);
	request_material(&r, "sy-cyxj")->state = MS_DEFERRED;
	request_set(&request_material(&r, "sy-cyxj")->reason, "医院补打中");
	r.agent.present = r.agent.may_submit = r.agent.may_promise = true;
	request_set(&r.agent.name, "赵代办");
	request_set(&r.agent.id_number, "338810199007150118");
	request_set(&r.agent.phone, "13700000001");
	request_set(&r.delivery_mode, "courier");
	request_set(&r.delivery_address, "望海市安澜区文二路9号");
	request_set(&r.remark, "请先电话联系");
	fixture_accept(&f, &r, &done);
	request_release(&r);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static json_t *at(json_t *root, const char *path)
{
	char part[64];

	while (root && *path) {
		size_t n = strcspn(path, ".");
		snprintf(part, sizeof part, "%.*s", (int)n, path);
		root = *part >= '0' && *part <= '9' ? json_array_get(root, (size_t)strtol(part, NULL, 10)) : json_object_get(root, part);
		path += path[n] ? n + 1 : n;
	}
	return root;
}

static json_t *view(bool masked)
{
	json_t *d;
	struct err err;

	if (dossier_json(f.h, done.number, masked, &d, &err) != ST_OK)
		fixture_die("json", &err);
	return d;
}

/* Every member that dossier.h promises to documents and screens, with its type; s text, i integer, b boolean, a array. */
static void every_member(void **state)
{
	static const char *const members[] = {
		"s number", "s accept_uuid", "s state", "s state_name", "i deferred", "i version", "s hall.name", "s hall.code", "s hall.region",
		"s hall.address", "s hall.phone", "s hall.complaint_phone", "s hall.hours", "s hall.query_url", "s hall.document_prefix",
		"s window.no", "s window.name", "s clerk.work_no", "s clerk.name", "s bundle.id", "s bundle.name", "s bundle.subject",
		"b bundle.single", "i bundle.catalogue_version", "s bundle.lead", "s received_at", "s accepted_at", "s accept_day",
		"s due.promised", "s due.statutory", "n due.notice", "s due.promised_text", "b due.estimated", "s due.explain",
		"b applicant.company", "s applicant.name", "s applicant.id_type", "s applicant.id_type_name", "s applicant.id_number",
		"s applicant.phone", "s applicant.address", "s applicant.role", "s applicant.sex", "s applicant.birth", "s applicant.legal_name",
		"s applicant.legal_id", "s agent.name", "s agent.id_number", "s agent.phone", "s agent.relation", "s agent.authority_no", "s agent.authority_until",
		"s agent.powers.0", "s answers.0.question", "s answers.0.text", "s answers.0.choice", "s answers.0.choice_text", "s items.0.id",
		"i items.0.no", "s items.0.name", "s items.0.code", "s items.0.project_no", "s items.0.department.id",
		"s items.0.department.name", "b items.0.at_once", "s items.0.promised_text", "s items.0.statutory_text", "s items.0.due",
		"s items.0.fee", "s items.0.result", "s items.0.legal_basis", "a items.0.after", "s form.0.field", "s form.0.label",
		"s form.0.value", "s form.0.value_text", "s form.0.origin", "s form.0.items.0", "i materials.0.no", "s materials.0.id",
		"s materials.0.name", "s materials.0.form", "s materials.0.source", "s materials.0.source_name", "i materials.0.originals",
		"i materials.0.copies", "s materials.0.level", "s materials.0.state", "s materials.0.state_name", "s materials.0.items.0",
		"s materials.0.reason", "n materials.0.date", "s deferrals.0.material", "s deferrals.0.name", "s deferrals.0.form",
		"s deferrals.0.reason", "s deferrals.0.due", "s deferrals.0.channel", "s deferrals.0.items.0", "s deferrals.0.result_policy",
		"s tasks.0.id", "s tasks.0.item", "s tasks.0.name", "s tasks.0.department.id", "s tasks.0.department.name", "s tasks.0.state",
		"s tasks.0.state_name", "s tasks.1.after.0", "s tasks.0.department_no", "s tasks.0.updated_at", "s tasks.0.note",
		"s documents.0.kind", "s documents.0.title", "s documents.0.number", "i documents.0.copies", "s documents.0.paper",
		"s delivery.mode", "s delivery.mode_name", "s delivery.address", "s codes.query", "s codes.check", "s codes.qr", "s remark",
	};
	json_t *d = view(false);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(members); i++) {
		json_t *v = at(d, members[i] + 2);
		bool fine = members[i][0] == 's' ? json_is_string(v) : members[i][0] == 'i' ? json_is_integer(v) :
			members[i][0] == 'b' ? json_is_boolean(v) : members[i][0] == 'a' ? json_is_array(v) : json_is_null(v);
		if (!fine)
			fprintf(stderr, "missing or of another type: %s\n", members[i]);
		assert_true(fine);
	}
	json_decref(d);
}

static const char *text(json_t *d, const char *path)
{
	const char *s = json_string_value(at(d, path));

	return s ? s : "(none)";
}

static void what_it_says(void **state)
{
	static const struct { const char *path, *value; } rows[] = {
		{ "state", "30" }, { "state_name", "容缺受理" }, { "accepted_at", "2026-11-23T09:41:00+08:00" }, { "accept_day", "2026-11-23" },
		{ "window.name", "综合窗口" }, { "clerk.name", "季慧敏" }, { "applicant.name", "李芳" }, { "applicant.sex", "女" },
		{ "applicant.birth", "1990-01-02" }, { "applicant.id_type_name", "居民身份证" }, { "agent.powers.0", "submit" },
		{ "delivery.mode_name", "快递送达" }, { "deferrals.0.reason", "医院补打中" }, { "documents.0.title", "容缺受理通知书" },
		{ "documents.0.number", "德审容受字〔2026〕第00001号" }, { "documents.1.number", "德审诺字〔2026〕第00001号" },
		{ "tasks.0.state_name", "待推送" }, { "remark", "请先电话联系" },
	};
	json_t *d = view(false), *e;
	size_t i, derived = 0;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(text(d, rows[i].path), rows[i].value);
	json_array_foreach(json_object_get(d, "form"), i, e) {
		derived += strcmp(text(e, "origin"), "derived") == 0;
		if (strcmp(text(e, "field"), "mother.xm") == 0)      /* the applicant is the mother: typed once */
			assert_string_equal(text(e, "origin"), "derived");
		if (strcmp(text(e, "field"), "mother.mzu") == 0)
			assert_string_equal(text(e, "value_text"), "汉族");
	}
	assert_true(derived >= 5);
	json_decref(d);
}

static void masked(void **state)
{
	static const char *const secrets[] = { "李芳", "赵代办", "338810199001020101", "13900000001", "13700000001", "338810199007150118",
		"3幢402室", "文二路9号", "6222021234567890128", "1990-01-02", "20261101" };
	json_t *d = view(true);
	char *all = json_dumps(d, 0);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(secrets); i++) {
		if (strstr(all, secrets[i]))
			fprintf(stderr, "not masked: %s\n", secrets[i]);
		assert_null(strstr(all, secrets[i]));
	}
	assert_string_equal(text(d, "applicant.name"), "李*");
	free(all);
	json_decref(d);
}

/* What is printed and sent is what data/contract says. */
static void as_described(void **state)
{
	json_t *open = view(false), *covered = view(true), *v;
	struct request r;
	size_t n;

	(void)state;
	assert_true(schema_fits("dossier", open));
	assert_true(schema_fits("dossier", covered));
	json_object_set_new(open, "surprise", json_true());      /* more is allowed at the top, not below */
	assert_true(schema_fits("dossier", open));
	json_object_del(json_object_get(open, "due"), "explain");
	assert_false(schema_fits("dossier", open));
	fixture_request(&f, "qiye-biangeng", 3, &r);
	r.agent.present = r.agent.may_submit = true;
	char *text_of = request_to_json(&r, &n);
	v = json_loads(text_of, 0, NULL);
	assert_true(schema_fits("accept-request", v));
	json_object_set_new(v, "bundel", json_string("x"));
	assert_false(schema_fits("accept-request", v));
	json_decref(v);
	json_decref(open);
	json_decref(covered);
	free(text_of);
	request_release(&r);
}

static void unknown_number(void **state)
{
	static const char *const numbers[] = { "", "1", "33881000120261123999991", "'", "338810001202611230000111111111111111111111111111" };
	json_t *d;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		assert_int_equal(dossier_json(f.h, numbers[i], false, &d, &err), ST_NOINPUT);
		assert_string_equal(err.code, "E-6101");
		assert_null(d);
	}
	assert_int_equal(dossier_snapshot(f.h, 999, 1, &d, &err), ST_NOINPUT);
}

/* What lives moves; what is frozen does not. */
static void frozen_and_live(void **state)
{
	struct outbox_message m;
	struct err err;
	int64_t next;
	json_t *d, *before, *after;

	(void)state;
	assert_int_equal(dossier_snapshot(f.h, done.dossier, 1, &before, &err), ST_OK);
	assert_null(at(before, "tasks.0.state"));
	assert_int_equal(outbox_claim(f.h, "test", 1, &m, &next, &err), ST_OK);
	assert_int_equal(outbox_done(f.h, &m, &(struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201,
		.department_no = "WSJK-1" }, &err), ST_OK);
	d = view(false);
	bool sent = false;
	size_t i;
	json_t *e;
	json_array_foreach(json_object_get(d, "tasks"), i, e)
		sent |= strcmp(text(e, "state"), "10") == 0 && strcmp(text(e, "department_no"), "WSJK-1") == 0;
	assert_true(sent);
	json_decref(d);
	outbox_message_release(&m);
	assert_int_equal(dossier_snapshot(f.h, done.dossier, 1, &after, &err), ST_OK);
	assert_true(json_equal(before, after));
	json_decref(before);
	json_decref(after);
}

/* The body of a task: what its department needs, and nothing of the others'. */
static void task_bodies(void **state)
{
	static const char *const members[] = { "key", "dossier", "project_no", "item.id", "item.name", "bundle.name", "department.id",
		"accept.at", "limit.promised_due", "applicant.name", "applicant.id_number", "form.0.field", "form.0.value", "materials.0.id",
		"materials.0.state", "delivery.mode" };
	struct outbox_message m;
	struct err err;
	int64_t next;
	int bodies = 0;

	(void)state;
	while (outbox_claim(f.h, "test", 20, &m, &next, &err) == ST_OK) {
		unsigned char digest[DIGEST_SIZE];
		char hex[2 * DIGEST_SIZE + 1];
		json_t *d = json_loadb(m.body, m.n, JSON_REJECT_DUPLICATES, NULL);
		assert_non_null(d);
		crypto_sm3(m.body, m.n, digest);
		crypto_hex(digest, sizeof digest, hex);
		assert_string_equal(hex, m.digest);
		assert_true(schema_fits("task", d));
		for (size_t i = 0; i < COUNT_OF(members); i++)
			assert_true(json_is_string(at(d, members[i])));
		assert_string_equal(text(d, "key"), m.key);
		assert_string_equal(text(d, "dossier"), done.number);
		if (strcmp(text(d, "department.id"), "ga") == 0)      /* the police need no bank account */
			assert_null(memmem(m.body, m.n, "6222021234567890128", 19));
		json_decref(d);
		assert_int_equal(outbox_done(f.h, &m, &(struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201,
			.department_no = "X-1" }, &err), ST_OK);
		outbox_message_release(&m);
		bodies++;
	}
	assert_true(bodies > 0);
}

static void the_day(void **state)
{
	struct dossier_row rows[8];
	struct day_sums sums;
	struct accepted other;
	struct request r;
	struct err err;
	size_t count;
	bool more;
	day_t today = day_from_ymd(2026, 11, 23);

	(void)state;
	fixture_request(&f, "kai-canyin", 2, &r);
	r.outcome = OUTCOME_RECEIVE;
	fixture_accept(&f, &r, &other);
	request_release(&r);
	assert_int_equal(dossier_day(f.h, today, "", rows, 8, &count, &more, &err), ST_OK);
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].number, other.number);
	assert_string_equal(rows[0].state, "10");
	assert_int_equal(rows[0].due, day_from_ymd(2026, 11, 30));      /* K1 */
	assert_int_equal(dossier_day(f.h, today, "4", rows, 8, &count, &more, &err), ST_OK);
	assert_int_equal(count, 0);
	assert_int_equal(dossier_day(f.h, today - 1, "", rows, 8, &count, &more, &err), ST_OK);
	assert_int_equal(count, 0);
	assert_int_equal(dossier_day(f.h, today, "3", rows, 1, &count, &more, &err), ST_OK);
	assert_true(count == 1 && more);
	assert_int_equal(dossier_sums(f.h, today, "3", &sums, &err), ST_OK);
	assert_int_equal(sums.accepted, 1);
	assert_int_equal(sums.deferred, 1);
	assert_int_equal(sums.received, 1);
	assert_int_equal(sums.notices, 0);
	assert_int_equal(dossier_sums(f.h, today, "4", &sums, &err), ST_OK);
	assert_int_equal(sums.accepted + sums.received, 0);
}

static size_t todos(struct todo *rows, size_t room)
{
	struct err err;
	size_t count;

	if (dossier_todo(f.h, &f.clerk, rows, room, &count, NULL, &err) != ST_OK)
		fixture_die("todo", &err);
	return count;
}

static void what_stands_first(void **state)
{
	struct todo rows[32];
	struct request r;
	struct err err;
	size_t n;

	(void)state;
	assert_int_equal(todos(rows, 32), 2);              /* a paper of this moment is being printed; what is owed stands there */
	assert_int_equal(rows[0].kind, TODO_RECEIVED);
	assert_int_equal(rows[1].kind, TODO_DEFERRAL);
	fixture_request(&f, "xinshenger", 9, &r);
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_MATERIALS, &err), ST_OK);
	assert_int_equal(todos(rows, 32), 3);
	assert_int_equal(rows[1].kind, TODO_DRAFT);
	assert_string_equal(rows[1].number, r.accept_uuid);
	assert_string_equal(rows[1].what, "停在 材料");
	request_release(&r);
	fixture_tick(60000);
	n = todos(rows, 32);
	assert_true(n > 1);
	assert_int_equal(rows[0].kind, TODO_UNPRINTED);
	assert_string_equal(rows[0].number, done.number);
	assert_int_equal(rows[n - 2].kind, TODO_DRAFT);
	assert_int_equal(rows[n - 1].kind, TODO_DEFERRAL);
	fixture_tick(INT64_C(40) * 86400000);              /* the deferral's day is over */
	n = todos(rows, 32);
	bool due = false;
	for (size_t i = 0; i < n; i++)
		due |= rows[i].kind == TODO_DEFERRAL_DUE && strstr(rows[i].hint, "逾期19工作日 还差1份") && strcmp(rows[i].number, done.number) == 0;
	assert_true(due);
	assert_int_equal(todos(rows, 2), 2);               /* never more than there is room for */
	f.clerk.window[0] = '4';
	assert_int_equal(todos(rows, 32), 1);              /* another window's work is not mine; my draft is */
	f.clerk.window[0] = '3';
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_member), cmocka_unit_test(what_it_says), cmocka_unit_test(masked), cmocka_unit_test(as_described),
		cmocka_unit_test(unknown_number),
		cmocka_unit_test(frozen_and_live), cmocka_unit_test(task_bodies), cmocka_unit_test(the_day), cmocka_unit_test(what_stands_first),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
