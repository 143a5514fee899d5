/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "hall/clock.h"
#include "hall/dossier.h"

/* Checks of the window's rules that go through the whole hall, each by its row in the rules' own list. What one file of the
 * law decides alone is tested there. */

static struct request r;

static void begin(const char *bundle)
{
	static int person_no = 510;

	fixture_request(&f, bundle, person_no++, &r);
}

static void defer(const char *material)
{
	request_material(&r, material)->state = MS_DEFERRED;
	request_set(&request_material(&r, material)->reason, "医院补打中");
}

/* Accepts what was begun; refused with a code, "" for accepted. */
static const char *accepted_or(void)
{
	struct accepted done;
	static char code[sizeof err.code];

	code[0] = '\0';
	if (dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err) == ST_OK)
		snprintf(number, sizeof number, "%s", done.number);
	else
		snprintf(code, sizeof code, "%s", err.code);
	request_release(&r);
	return code;
}

static json_t *material(json_t *d, const char *id)
{
	size_t i;
	json_t *m;

	json_array_foreach(json_object_get(d, "materials"), i, m)
		if (strcmp(json_string_value(json_object_get(m, "id")), id) == 0)
			return m;
	fail_msg("no material %s", id);
	return NULL;
}

static json_t *dossier(void)
{
	json_t *d;

	if (dossier_json(f.h, number, true, &d, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	return d;
}

/* --- states and situations ------------------------------------------------------------------------------------------------ */

/* A state that no table knows: nothing is done with the dossier, and whoever opens it is told. */
static void row_2_an_unknown_state_is_told(void **state)
{
	json_t *d;

	(void)state;
	begin("xinshenger");
	assert_string_equal(accepted_or(), "");
	sql("UPDATE dossier SET state = '77' WHERE number = '%s'", number);
	REFUSED("E-6109", &issuer, 0, "archive");
	assert_int_equal(dossier_json(f.h, number, true, &d, &err), ST_CORRUPT);
}

/* How many materials and fields go when item `gone` is unticked: those that it alone needs, and no other. */
static size_t goes_with(const struct plan *all, int gone)
{
	struct promise *less;
	size_t own = 0, fields = 0;

	request_untick(&r, all->items[gone].item->id, true);
	assert_int_equal(request_promise(f.h, &r, &less, &err), ST_OK);
	assert_false(less->plan->items[gone].chosen);
	for (size_t i = 0; i < all->material_count; i++) {
		const struct plan_material *m = &all->materials[i];
		bool only = m->item_count == 1 && m->items[0] == gone;
		own += only;
		assert_int_equal(plan_material_index(less->plan, m->material->id) < 0, only);
	}
	for (size_t i = 0; i < all->field_count; i++)
		fields += all->fields[i].item_count == 1 && all->fields[i].items[0] == gone;
	assert_int_equal(less->plan->field_count, all->field_count - fields);
	promise_free(less);
	request_untick(&r, all->items[gone].item->id, false);
	return own + fields;
}


/* What only an unticked item needs goes with it. */
static void row_17_an_unticked_item_takes_what_is_its_own(void **state)
{
	struct promise *all;
	size_t own = 0;

	(void)state;
	begin("xinshenger");
	assert_int_equal(request_promise(f.h, &r, &all, &err), ST_OK);
	for (size_t i = 0; i < all->plan->item_count; i++)
		if (all->plan->items[i].chosen && !all->plan->items[i].locked)
			own += goes_with(all->plan, (int)i);
	assert_true(own > 5);
	promise_free(all);
	request_release(&r);
}

/* Every stored value says where it came from. */
static void row_19_each_value_has_its_origin(void **state)
{
	size_t i, filled = 0, derived = 0;
	json_t *v;

	(void)state;
	begin("xinshenger");
	assert_string_equal(accepted_or(), "");
	json_t *d = dossier();
	json_array_foreach(json_object_get(d, "form"), i, v) {
		const char *origin = json_string_value(json_object_get(v, "origin"));
		filled += strcmp(origin, "filled") == 0;
		derived += strcmp(origin, "derived") == 0;
	}
	assert_true(filled > 0 && derived > 0);
	assert_int_equal(filled + derived, json_array_size(json_object_get(d, "form")));
	json_decref(d);
}

/* A notice of what the form lacks asks for no paper: it is corrected without one, and then accepted. */
static void row_6_a_form_is_corrected(void **state)
{
	struct accepted done;
	struct request again;

	(void)state;
	begin("xinshenger");
	r.outcome = OUTCOME_NOTICE;
	request_set_value(&r, "baby.xm", "", ORIGIN_FILLED);
	assert_string_equal(accepted_or(), "");
	assert_state("20");
	REFUSED("E-6414", &f.clerk, 0, "corrected", "line.nothing=1", "arrived=2026-11-23");
	OK(&f.clerk, 0, "corrected", "arrived=2026-11-23");
	assert_state("10");
	assert_int_equal(request_continue(f.h, &f.clerk, number, &again, &err), ST_OK);
	again.outcome = OUTCOME_ACCEPT;
	request_set_value(&again, "baby.xm", "李安安", ORIGIN_FILLED);
	if (dossier_accept(f.h, &f.clerk, &again, &done, NULL, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_state("30");
	request_release(&again);
}

/* A jammed paper that was retried keeps its place: the next of its kind is another one. */
static void a_retried_paper_keeps_its_number(void **state)
{
	(void)state;
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	push_all();
	OK(&script, 1, "sign");
	OK(&script, 2, "sign");
	OK(&script, 1, "special", "kind=inspection", "start=2026-11-23", "days=5", "basis=食品安全法第三十五条", "reason=现场核查");
	sql("UPDATE print_job SET copy_no = 1 WHERE kind = 'special' AND dossier = (SELECT id FROM dossier WHERE number = '%s')", number);
	OK(&script, 2, "special", "kind=inspection", "start=2026-11-23", "days=9", "basis=消防法第十五条", "reason=消防检查");
	assert_int_equal(sql("SELECT count(DISTINCT kind) FROM print_job p JOIN dossier d ON d.id = p.dossier WHERE d.number = '%s'"
		" AND p.kind LIKE 'special%%'", number), 2);
	assert_paper("special", "现场核查");
	assert_paper("special/2", "消防检查");
}

/* --- deferral and pledge ------------------------------------------------------------------------------------------------------- */

static void row_20_only_what_may_be_deferred(void **state)
{
	(void)state;
	begin("xinshenger");
	defer("sfz-mu");
	assert_string_equal(accepted_or(), "E-1061");
}

/* A main paper that is missing stands in the way of acceptance with deferral, too. */
static void row_21_a_missing_main_paper_blocks(void **state)
{
	(void)state;
	begin("xinshenger");
	defer("sy-cyxj");
	request_material(&r, "sfz-mu")->state = MS_UNCHECKED;
	assert_string_equal(accepted_or(), "E-1030");
}

static void row_22_a_bad_record_blocks(void **state)
{
	(void)state;
	begin("xinshenger");
	defer("sy-cyxj");
	r.bad_record = true;
	assert_string_equal(accepted_or(), "E-1062");
	assert_non_null(strstr(err.text, "失信"));
}

static void agent_with(bool may_promise)
{
	r.agent.present = r.agent.may_submit = true;
	r.agent.may_promise = may_promise;
	request_set(&r.agent.name, "赵代");
	request_set(&r.agent.id_number, "338810199007150118");
	request_set(&r.agent.phone, "13900000001");
}

static void row_24_an_agent_needs_the_power_to_promise(void **state)
{
	(void)state;
	for (int may = 0; may < 2; may++) {
		begin("xinshenger");
		defer("sy-cyxj");
		agent_with(may);
		assert_string_equal(accepted_or(), may ? "" : "E-1064");
	}
}

/* It was there in time when it reached the hall in time, whenever it was posted and whenever somebody wrote it down. */
static void row_28_what_counts_is_when_it_arrived(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	day_t due = (day_t)sql("SELECT k.due_day FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s' AND k.kind = 'K5'",
		number);
	char arrived[32], posted[32], iso[11];
	snprintf(arrived, sizeof arrived, "arrived=%s", day_iso(due, iso));
	snprintf(posted, sizeof posted, "posted=%s", day_iso(due - 3, iso));
	fixture_tick((int64_t)(due + 2 - clock_today()) * DAY_MS);
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=express", arrived, posted, "tracking=SF9", "check=ok");
	assert_int_equal(sql("SELECT k.stopped_day FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s' AND k.kind = 'K5'",
		number), due);
	json_t *list;
	assert_int_equal(act_history(f.h, number, &list, &err), ST_OK);
	char *text = json_dumps(list, JSON_ENCODE_ANY);
	assert_non_null(strstr(text, posted + strlen("posted=")));
	free(text);
	json_decref(list);
}

/* No deadline, but a day by which the organ checks it. */
static void row_33_a_pledge_is_verified_not_awaited(void **state)
{
	struct promise *p;
	char pledged[64] = "";

	(void)state;
	begin("kai-canyin");
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	for (size_t i = 0; i < p->plan->material_count; i++) {
		const struct material *m = p->plan->materials[i].material;
		if (!*pledged && (m->source == SOURCE_PROMISE || m->alternatives & (1u << SOURCE_PROMISE)))
			snprintf(pledged, sizeof pledged, "%s", m->id);
	}
	promise_free(p);
	assert_true(*pledged);
	request_material(&r, pledged)->state = MS_PLEDGED;
	request_material(&r, pledged)->date = clock_today();
	assert_string_equal(accepted_or(), "E-6056");
	begin("kai-canyin");
	request_material(&r, pledged)->state = MS_PLEDGED;
	request_set_value(&r, "sign.cnxx", "N", ORIGIN_FILLED);      /* the form says the same as the checklist */
	assert_string_equal(accepted_or(), "E-6059");
	assert_string_equal(err.where, "form.sign.cnxx");
	begin("kai-canyin");
	request_material(&r, pledged)->state = MS_PLEDGED;
	request_set_value(&r, "sign.cnxx", "", ORIGIN_FILLED);
	assert_string_equal(accepted_or(), "E-6059");
	begin("kai-canyin");
	request_material(&r, pledged)->state = MS_PLEDGED;
	request_set_value(&r, "sign.cnxx", "Y", ORIGIN_FILLED);
	assert_string_equal(accepted_or(), "");
	assert_int_equal(sql("SELECT count(*) FROM print_job j JOIN dossier d ON d.id = j.dossier WHERE d.number = '%s' AND j.kind = 'pledge' "
		"AND j.document_no <> '' AND j.copies = 2", number), 1);
	assert_int_equal(sql("SELECT count(*) FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s' AND k.kind = 'K5'", number),
		0);
	for (int may = 0; may < 2; may++) {      /* an agent wants a power for it, as for a deferral (H-2) */
		begin("kai-canyin");
		request_material(&r, pledged)->state = MS_PLEDGED;
		request_set_value(&r, "sign.cnxx", "Y", ORIGIN_FILLED);
		agent_with(may);
		assert_string_equal(accepted_or(), may ? "" : "E-1066");
	}
	json_t *d = dossier();
	assert_string_equal(json_string_value(json_object_get(material(d, pledged), "state")), "pledged");
	assert_string_equal(json_string_value(json_object_get(material(d, pledged), "date")), "2027-02-16");
	assert_int_equal(json_array_size(json_object_get(d, "deferrals")), 0);
	json_decref(d);
	begin("kai-canyin");
	assert_string_equal(accepted_or(), "");
	assert_int_equal(sql("SELECT count(*) FROM print_job j JOIN dossier d ON d.id = j.dossier WHERE d.number = '%s' AND j.kind = 'pledge'",
		number), 0);
}

/* --- papers ------------------------------------------------------------------------------------------------------------------------ */

static void row_37_one_notice_lists_every_due_date(void **state)
{
	size_t i;
	json_t *item;

	(void)state;
	begin("xinshenger");
	assert_string_equal(accepted_or(), "");
	json_t *d = dossier();
	assert_true(json_array_size(json_object_get(d, "items")) >= 5);
	json_array_foreach(json_object_get(d, "items"), i, item) {
		const char *due = json_string_value(json_object_get(item, "due"));
		assert_paper("acceptance-notice", due ? due : "即时");
	}
	assert_int_equal(sql("SELECT count(*) FROM print_job p JOIN dossier d ON d.id = p.dossier WHERE d.number = '%s'"
		" AND p.kind = 'acceptance-notice'", number), 1);
	json_decref(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(row_2_an_unknown_state_is_told),
		ACT_TEST(row_17_an_unticked_item_takes_what_is_its_own),
		ACT_TEST(row_19_each_value_has_its_origin),
		ACT_TEST(row_6_a_form_is_corrected),
		ACT_TEST(a_retried_paper_keeps_its_number),
		ACT_TEST(row_20_only_what_may_be_deferred),
		ACT_TEST(row_21_a_missing_main_paper_blocks),
		ACT_TEST(row_22_a_bad_record_blocks),
		ACT_TEST(row_24_an_agent_needs_the_power_to_promise),
		ACT_TEST(row_28_what_counts_is_when_it_arrived),
		ACT_TEST(row_33_a_pledge_is_verified_not_awaited),
		ACT_TEST(row_37_one_notice_lists_every_due_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
