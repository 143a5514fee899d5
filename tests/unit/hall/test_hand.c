/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acts.h"
#include "desk/intake.h"
#include "hall/dossier.h"
#include "hall/hand.h"
#include "schema.h"

/* Rows 111 and 112: what a dossier took of the hand is counted over all its drafts, and is told without anybody's name. */

#define ROOM 40

static struct hand_row rows[ROOM];
static size_t count;

static void press(struct intake *in, int times, int64_t ms)
{
	for (int i = 0; i < times; i++) {
		fixture_tick(ms);
		intake_pressed(in, false);
	}
}

static struct intake *resumed(const char *uuid)
{
	struct intake *in;

	if (intake_resume(f.h, &f.clerk, uuid, false, &in, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	return in;
}

/* Takes one in as a desk does that counted `keys`; 0: as a script does. */
static void taken(const struct actor *by, int n, const char *bundle, int64_t keys, enum outcome outcome, struct accepted *out)
{
	struct request r;

	fixture_request(&f, bundle, n, &r);
	r.outcome = outcome;
	r.hand = (struct hand_count){ .keys = keys, .ms = keys * 100 };
	if (dossier_accept(f.h, by, &r, out, NULL, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	request_release(&r);
}

static json_t *hand_in(const char *dossier)
{
	json_t *d, *hand;

	assert_int_equal(dossier_json(f.h, dossier, true, &d, &err), ST_OK);
	assert_true(schema_fits("dossier", d));
	hand = json_incref(json_object_get(d, "hand"));
	json_decref(d);
	return hand;
}

static int64_t figure(const json_t *hand, const char *name)
{
	return json_integer_value(json_object_get(hand, name));
}

static void drafts_go_on_counting(void **state)
{
	struct accepted done;
	struct intake *in;
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 1, &r);
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_CONFIRM, &err), ST_OK);
	in = resumed(r.accept_uuid);
	press(in, 4, 2000);                              /* 4 keys, 8 s */
	press(in, 1, 60000);                             /* as long as a pause may be: 60 s */
	press(in, 1, 60001);                             /* a pause */
	fixture_tick(30000);
	intake_pressed(in, true);                        /* the lock's password */
	fixture_tick(5000);
	intake_pressed(in, true);
	press(in, 1, 1000);                              /* 1 s from the unlocking */
	assert_false(in->changed);
	assert_int_equal(intake_save(in, &err), ST_OK);  /* nothing but the counts */
	intake_free(in);
	fixture_tick(20000);                             /* nobody has it open */
	in = resumed(r.accept_uuid);
	assert_int_equal(in->request.hand.keys, 7);
	assert_int_equal(in->request.hand.ms, 69000);
	press(in, 3, 500);
	if (intake_accept(in, OUTCOME_ACCEPT, &done, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	intake_free(in);
	json_t *hand = hand_in(done.number);
	assert_int_equal(figure(hand, "keys"), 10);
	assert_int_equal(figure(hand, "seconds"), 71);   /* 70.5 */
	json_decref(hand);
	request_release(&r);
}

/* Everything that a person filled in is typed; what follows from it is not. */
static void typed_and_derived(void **state)
{
	struct accepted done;
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 1, &r);
	size_t filled = r.value_count;
	r.hand.keys = 1;
	/* row 112: what a key copied from another datum, or a card told, was not typed */
	size_t copied = 0;
	for (size_t i = 0; i < r.value_count && copied < 2; i++)
		if (strstr(r.values[i].key, ".mz"))
			r.values[i].origin = copied ? ORIGIN_CARD : ORIGIN_COPIED, copied++;
	assert_int_equal(copied, 2);
	for (int o = 0; o < ORIGIN_COUNT; o++)
		assert_int_equal(origin_counted((enum origin)o), o == ORIGIN_COPIED || o == ORIGIN_CARD ? ORIGIN_DERIVED : o);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	json_t *hand = hand_in(done.number);
	/* name, number, phone, address of the applicant stand beside the form */
	assert_in_range(figure(hand, "typed"), filled - copied + 3, filled - copied + 4);
	assert_true(figure(hand, "derived") > 0);
	assert_int_equal(figure(hand, "shared"), 0);
	assert_int_equal(sql("SELECT typed FROM dossier"), filled - copied);
	assert_int_equal(sql("SELECT derived FROM dossier"), figure(hand, "derived"));
	json_decref(hand);
	request_release(&r);
}

/* Sets 邮寄地址 by hand, by F5 or as a card does, and takes the draft through the store. */
static struct intake *addressed(struct intake *in, const char *address, enum origin origin)
{
	enum status (*const how)(struct intake *, const struct entry *, const char *, struct err *) =
		origin == ORIGIN_COPIED ? intake_copy : origin == ORIGIN_CARD ? intake_card : intake_set;
	struct entry *entries;
	size_t n = intake_entries(in, &entries);
	char uuid[37];

	while (n && strcmp(entries[n - 1].key, "delivery.address") != 0)
		n--;
	assert_true(n > 0);
	assert_int_equal(how(in, &entries[n - 1], address, &err), ST_OK);
	free(entries);
	assert_int_equal(intake_save(in, &err), ST_OK);
	memcpy(uuid, in->request.accept_uuid, sizeof uuid);
	intake_free(in);
	return resumed(uuid);
}

/* What F5 took over for the dossier itself was not typed either; what is typed over it is. */
static void taken_over_is_not_typed(void **state)
{
	struct accepted done;
	struct intake *in;
	struct request r;
	int64_t filled = 0;

	(void)state;
	fixture_request(&f, "xinshenger", 1, &r);
	request_set(&r.delivery_mode, "courier");
	r.hand.keys = 1;
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_CONFIRM, &err), ST_OK);
	in = addressed(resumed(r.accept_uuid), "学院路129号", ORIGIN_COPIED);
	assert_int_equal(request_origin(&in->request, "delivery.address"), ORIGIN_COPIED);
	in = addressed(in, "学院路128号", ORIGIN_CARD);
	assert_int_equal(request_origin(&in->request, "delivery.address"), ORIGIN_CARD);
	in = addressed(in, "学院路130号", ORIGIN_FILLED);
	assert_int_equal(request_origin(&in->request, "delivery.address"), ORIGIN_FILLED);
	in = addressed(in, "学院路129号", ORIGIN_CARD);
	for (size_t i = 0; i < in->request.value_count; i++)
		filled += in->request.values[i].origin == ORIGIN_FILLED;
	if (intake_accept(in, OUTCOME_ACCEPT, &done, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	intake_free(in);
	json_t *hand = hand_in(done.number);
	assert_int_equal(figure(hand, "typed"), filled + 4);     /* the applicant's name, number, phone, address; not 邮寄地址 */
	json_decref(hand);
	request_release(&r);
}

static void a_script_has_no_hand(void **state)
{
	struct accepted done;

	(void)state;
	taken(&f.clerk, 1, "xinshenger", 0, OUTCOME_ACCEPT, &done);
	json_t *hand = hand_in(done.number);
	assert_true(json_is_null(hand));
	assert_int_equal(sql("SELECT count(*) FROM hand"), 0);
}

static void received_and_accepted_is_one(void **state)
{
	struct accepted first, second;
	struct request r;

	(void)state;
	taken(&f.clerk, 1, "xinshenger", 12, OUTCOME_RECEIVE, &first);
	assert_int_equal(request_continue(f.h, &f.clerk, first.number, &r, &err), ST_OK);
	assert_int_equal(r.hand.keys, 12);
	r.hand.keys += 5;
	if (dossier_accept(f.h, &f.clerk, &r, &second, NULL, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_string_equal(first.number, second.number);
	assert_int_equal(sql("SELECT keys FROM hand"), 17);
	assert_int_equal(sql("SELECT count(*) FROM hand"), 1);
	request_release(&r);
}

static const struct hand_row *row_of(enum hand_group group, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].group == group && strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

static void her_own_day_and_the_halls(void **state)
{
	struct actor other = person(sql("SELECT MAX(id) FROM staff WHERE role = 'clerk'"), "clerk");
	struct accepted done;

	(void)state;
	assert_int_not_equal(other.staff_id, f.clerk.staff_id);
	snprintf(other.window, sizeof other.window, "5");
	taken(&f.clerk, 1, "xinshenger", 30, OUTCOME_ACCEPT, &done);
	taken(&f.clerk, 2, "xinshenger", 10, OUTCOME_ACCEPT, &done);
	taken(&f.clerk, 3, "kai-dangao", 21, OUTCOME_ACCEPT, &done);
	taken(&other, 4, "kai-dangao", 100, OUTCOME_ACCEPT, &done);

	assert_int_equal(hand_day(f.h, &f.clerk, clock_today(), rows, ROOM, &count, &err), ST_OK);
	assert_int_equal(count, 3);
	assert_int_equal(row_of(HAND_ALL, "")->dossiers, 3);
	assert_int_equal(row_of(HAND_ALL, "")->median.keys, 21);
	assert_int_equal(row_of(HAND_ALL, "")->median.seconds, 2);

	assert_int_equal(hand_day(f.h, &supervisor, clock_today(), rows, ROOM, &count, &err), ST_OK);
	assert_int_equal(row_of(HAND_ALL, "")->dossiers, 4);
	assert_int_equal(row_of(HAND_ALL, "")->median.keys, 26);         /* (21 + 30) / 2 = 25.5 */
	assert_int_equal(row_of(HAND_WINDOW, "5")->median.keys, 100);
	assert_int_equal(row_of(HAND_WINDOW, f.clerk.window)->dossiers, 3);
	assert_int_equal(count, 5);
	assert_int_equal(hand_day(f.h, &supervisor, clock_today() - 1, rows, ROOM, &count, &err), ST_OK);
	assert_int_equal(count, 0);
	assert_int_equal(hand_day(f.h, &issuer, clock_today(), rows, ROOM, &count, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6780");
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'hand.denied'"), 1);
	/* as many as there is room for */
	assert_int_equal(hand_day(f.h, &supervisor, clock_today(), rows, 2, &count, &err), ST_OK);
	assert_int_equal(count, 2);
}

static void counts_that_are_none(void **state)
{
	static const char *const bad[] = { "{\"keys\":-1,\"ms\":0}", "{\"keys\":1}", "{\"keys\":\"1\",\"ms\":0}", "{\"keys\":1,\"ms\":1000000001}",
		"{\"keys\":1,\"ms\":0,\"words\":\"x\"}", "[]" };
	char json[200];
	struct request r;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		int n = snprintf(json, sizeof json, "{\"accept_uuid\":\"0a7c1111-2222-4333-8444-555566667777\",\"bundle\":\"xinshenger\",\"applicant\":"
			"{\"name\":\"x\"},\"hand\":%s}", bad[i]);
		assert_int_not_equal(request_from_json(json, (size_t)n, &r, &err), ST_OK);
		assert_string_equal(err.code, "E-6001");
		assert_ptr_equal(strstr(err.where, "hand"), err.where);
		request_release(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(drafts_go_on_counting), ACT_TEST(typed_and_derived), ACT_TEST(taken_over_is_not_typed), ACT_TEST(a_script_has_no_hand),
		ACT_TEST(received_and_accepted_is_one), ACT_TEST(her_own_day_and_the_halls), ACT_TEST(counts_that_are_none),
	};

	return cmocka_run_group_tests_name("hand", tests, NULL, NULL);
}
