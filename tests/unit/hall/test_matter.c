/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "fixture.h"
#include "hall/audit.h"
#include "hall/dossier.h"
#include "hall/draft.h"
#include "hall/trail.h"
#include "schema.h"

/* What is no bundle is accepted all the same: each item alone, and several as one dossier. */

static struct fixture f;
static const char three[] = "shebaoka-xinsheng+chusheng-hukou+csz-qianfa", same[] = "chusheng-hukou+shebaoka-xinsheng+csz-qianfa";

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

static json_t *read_back(const char *number)
{
	json_t *o;
	struct err err;

	if (dossier_json(f.h, number, false, &o, &err) != ST_OK)
		fail_msg("%s: %s %s", number, err.code, err.text);
	return o;
}

static const char *text(const json_t *o, const char *member)
{
	return json_string_value(json_object_get(o, member));
}

static void each_item_alone(void **state)
{
	const struct catalogue *c;
	int64_t count, accepted = 0;
	int version;
	struct err err;

	(void)state;
	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	for (size_t i = 0; i < c->item_count; i++) {
		struct accepted done;
		struct request r;
		fixture_request(&f, catalogue_single(c, &c->items[i])->id, (int)i, &r);
		if (dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err) != ST_OK)
			fprintf(stderr, "%s: %s %s [%s]\n", c->items[i].id, err.code, err.text, err.where);
		else
			accepted += strcmp(done.state, "30") == 0 && done.tasks == 1 && done.papers >= 2;
		request_release(&r);
	}
	assert_int_equal(accepted, (int64_t)c->item_count);
	assert_int_equal(dossier_verify(f.h, &count, &err), ST_OK);
	assert_int_equal(count, accepted);
}

/* Three items of a bundle that are wanted without the rest: their order, one form, one paper of a kind, one receipt. */
static void several_as_one(void **state)
{
	struct accepted done;
	struct request r;
	int64_t count;
	struct err err;

	(void)state;
	fixture_request(&f, three, 7, &r);
	fixture_accept(&f, &r, &done);
	assert_int_equal(done.tasks, 3);
	json_t *o = read_back(done.number), *bundle = json_object_get(o, "bundle"), *items = json_object_get(o, "items"), *one;
	assert_true(schema_fits("dossier", o));
	assert_string_equal(text(bundle, "id"), same);
	assert_string_equal(text(bundle, "name"), "3项合办:《出生医学证明》首次签发等");
	assert_false(json_is_true(json_object_get(bundle, "single")));
	assert_int_equal(json_array_size(items), 3);
	one = json_object_get(json_array_get(items, 1), "after");
	assert_string_equal(json_string_value(json_array_get(one, 0)), "csz-qianfa");
	one = json_object_get(json_array_get(json_object_get(o, "tasks"), 2), "after");
	assert_string_equal(json_string_value(json_array_get(one, 0)), "chusheng-hukou");
	json_decref(o);
	assert_int_equal(audit_verify(f.h, &count, &err), ST_OK);
	assert_int_equal(dossier_verify(f.h, &count, &err), ST_OK);
	request_release(&r);
}

/* The trace tells how much it was, whole, however long the names of the items are together. */
static void the_trace_of_many_items(void **state)
{
	const struct catalogue *c;
	struct actor auditor = { .staff_id = 1, .role = "auditor" };
	struct trail_entry e;
	struct trail *page;
	struct accepted done;
	struct request r;
	struct buf id;
	struct err err;
	int version;

	(void)state;
	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	const struct bundle *b = catalogue_bundle(c, "xinshenger");
	buf_init(&id, BUF_LARGE);
	for (size_t i = 0; i < b->item_count; i++)
		buf_format(&id, "%s%s", i ? "+" : "", b->items[i].item->id);
	assert_true(id.len > 150);
	fixture_request(&f, id.data, 11, &r);
	buf_release(&id);
	fixture_accept(&f, &r, &done);
	request_release(&r);
	assert_int_equal(trail_read(f.h, &auditor, &(struct trail_query){ .before = TRAIL_NEWEST, .act = "dossier.accept", .room = 1 }, &page,
		&err), ST_OK);
	assert_int_equal(trail_count(page), 1);
	trail_entry(page, 0, &e);
	assert_string_equal(e.object, done.number);
	assert_int_equal(text_valid(e.reason, strlen(e.reason)), strlen(e.reason));
	assert_non_null(strstr(e.reason, "11项"));
	assert_non_null(strstr(e.reason, "份材料 容缺0"));
	trail_free(page);
}

/* What is received with a receipt is accepted later, whichever way its items are named then. */
static void received_then_accepted(void **state)
{
	struct accepted done;
	struct request r, later;
	char number[24];
	struct err err;

	(void)state;
	fixture_request(&f, three, 8, &r);
	r.outcome = OUTCOME_RECEIVE;
	fixture_accept(&f, &r, &done);
	snprintf(number, sizeof number, "%s", done.number);
	assert_int_equal(request_continue(f.h, &f.clerk, number, &later, &err), ST_OK);
	request_set(&later.bundle, "csz-qianfa+chusheng-hukou");
	assert_int_equal(dossier_accept(f.h, &f.clerk, &later, &done, NULL, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6057");
	request_set(&later.bundle, three);
	fixture_accept(&f, &later, &done);
	assert_string_equal(done.number, number);
	assert_string_equal(done.state, "30");
	request_release(&r);
	request_release(&later);
}

static void a_draft_of_several(void **state)
{
	struct request r, again;
	struct draft row;
	enum request_step step;
	struct err err;
	size_t count;

	(void)state;
	fixture_request(&f, three, 9, &r);
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_MATERIALS, &err), ST_OK);
	assert_int_equal(draft_list(f.h, &f.clerk, &row, 1, &count, &err), ST_OK);
	assert_string_equal(row.title, "3项合办:《出生医学证明》首次签发等");
	assert_int_equal(draft_load(f.h, &f.clerk, r.accept_uuid, false, &again, &step, &err), ST_OK);
	assert_string_equal(again.bundle, r.bundle);
	request_release(&r);
	request_release(&again);
}

static void what_cannot_be_one_dossier(void **state)
{
	static const struct { const char *id, *code, *where, *says; } rows[] = {
		{ "csz-qianfa+no-such-item", "E-6010", "bundle.no-such-item", "第2项“no-such-item”" },
		{ "csz-qianfa+xinshenger+ruxue", "E-6010", "bundle.ruxue", "第3项" },      /* one bundle at the most */
		{ "no-such-item+csz-qianfa", "E-6010", "bundle.no-such-item", "第1项" }, { "no-such-item", "E-6010", "bundle", "no-such-item" },
		{ "+no-such-item", "E-6010", "bundle", "没有编号为“no-such-item”的" },
		{ "csz-qianfa+sheli-dengji", "E-2036", "bundle", "" } };
	struct accepted done;
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "csz-qianfa", 10, &r);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		request_set(&r.bundle, rows[i].id);
		assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_REFUSED);
		assert_string_equal(err.code, rows[i].code);
		assert_string_equal(err.where, rows[i].where);
		assert_non_null(strstr(err.text, rows[i].says));
		assert_non_null(strstr(err.text, "未受理"));
	}
	request_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_item_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(several_as_one, setup, teardown),
		cmocka_unit_test_setup_teardown(the_trace_of_many_items, setup, teardown),
		cmocka_unit_test_setup_teardown(received_then_accepted, setup, teardown),
		cmocka_unit_test_setup_teardown(a_draft_of_several, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_one_dossier, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
