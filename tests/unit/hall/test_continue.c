/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/dossier.h"
#include "hall/print_job.h"
#include "store/backend.h"

/* What was only received is accepted later (W-4, 10 → 30): by a clerk, by a script, by silence. Rows are those of the
 * acceptance checks. */

static struct accepted done;

/* One number that a query gives for the dossier. */
#define OF(what) sql("SELECT " what " FROM dossier d WHERE d.number = '%s'", number)

static enum status accept_again(void (*change)(struct request *))
{
	struct request r;
	enum status st = request_continue(f.h, &f.clerk, number, &r, &err);

	if (st == ST_OK && change)
		change(&r);
	if (st == ST_OK)
		st = dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err);
	request_release(&r);
	return st;
}

#define CONTINUED(change) do { if (accept_again(change) != ST_OK) fail_msg("%s: %s %s [%s]", number, err.code, err.text, err.where); } while (0)
#define NOT_CONTINUED(wanted, change) do { int64_t version = OF("d.version"); assert_int_not_equal(accept_again(change), ST_OK); \
	assert_string_equal(err.code, wanted); assert_int_equal(OF("d.version"), version); } while (0)

static void verified(void)
{
	int64_t entries, dossiers;

	if (audit_verify(f.h, &entries, &err) != ST_OK || dossier_verify(f.h, &dossiers, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

/* What an acceptance leaves behind, so that two can be compared. */
struct traces { int64_t promised, statutory, items, materials, tasks, edges, messages, clocks, deferred, notices, answers; };

static struct traces look(void)
{
	return (struct traces){
		OF("d.promised_day"), OF("d.statutory_day"),
		OF("(SELECT sum(i.promised_day * i.no) FROM dossier_item i WHERE i.dossier = d.id)"),
		OF("(SELECT count(*) FROM dossier_material m WHERE m.dossier = d.id)"), task_count(),
		OF("(SELECT count(*) FROM task_edge e JOIN task t ON t.id = e.task WHERE t.dossier = d.id)"), messages("task"),
		OF("(SELECT sum(k.due_day) FROM clock k WHERE k.dossier = d.id AND k.kind IN ('K2', 'K3', 'K5') AND k.stopped_at IS NULL)"),
		OF("d.deferred"),
		OF("(SELECT count(*) FROM print_job p WHERE p.dossier = d.id AND (p.kind LIKE '%%-notice' OR p.kind LIKE '%%promise'))"),
		OF("(SELECT count(*) FROM dossier_answer w WHERE w.dossier = d.id)"),
	};
}

static void assert_like_direct(const char *bundle, const char *deferred)
{
	struct traces is = look(), direct;
	char kept[24];

	snprintf(kept, sizeof kept, "%s", number);
	take_in(bundle, OUTCOME_ACCEPT, deferred);
	direct = look();
	assert_memory_equal(&is, &direct, sizeof is);
	assert_true(is.tasks > 0 && is.messages == is.tasks && is.notices > 0);
	snprintf(number, sizeof number, "%s", kept);
}

/* --- by a clerk ----------------------------------------------------------------------------------------------------------- */

static void row_1_what_was_received_is_accepted(void **state)
{
	(void)state;
	take_in("kai-canyin", OUTCOME_RECEIVE, NULL);
	int64_t query = OF("d.query_code"), received = OF("d.received_at"), projects = OF("(SELECT"
		" sum(i.no * substr(i.project_no, -12)) FROM dossier_item i WHERE i.dossier = d.id)"), frozen = OF("(SELECT count(*) FROM snapshot s WHERE s.dossier = d.id)");
	assert_int_equal(frozen, 1);
	assert_paper("receipt", "申请材料接收凭证");
	fixture_tick(DAY_MS);
	CONTINUED(NULL);
	assert_false(done.again);
	assert_string_equal(done.number, number);
	assert_string_equal(done.state, "30");
	assert_int_equal((int64_t)done.tasks, task_count());
	assert_state("30");
	assert_int_equal(OF("d.query_code"), query);
	assert_int_equal(OF("d.received_at"), received);
	assert_int_equal(OF("d.accepted_at"), clock_wall_ms());
	assert_int_equal(OF("(SELECT sum(i.no * substr(i.project_no, -12)) FROM dossier_item i WHERE i.dossier = d.id)"), projects);
	assert_int_equal(OF("(SELECT max(s.version) FROM snapshot s WHERE s.dossier = d.id)"), 2);
	assert_int_equal(OF("(SELECT count(*) FROM clock k WHERE k.dossier = d.id AND k.kind = 'K1' AND k.stopped_at IS NULL)"), 0);
	assert_like_direct("kai-canyin", NULL);
	verified();
}

/* H-2: the agent handed in while his authority stood; that it ran out before the window answered takes nothing from the applicant. */
static void the_authority_of_the_day_it_was_handed_in(void **state)
{
	struct accepted a;
	struct request r;

	(void)state;
	fixture_request(&f, "kai-canyin", 91, &r);
	r.outcome = OUTCOME_RECEIVE;
	r.agent.present = r.agent.may_submit = true;
	request_set(&r.agent.name, "赵代");
	request_set(&r.agent.id_number, "338810199007150118");
	request_set(&r.agent.phone, "13800138000");
	request_set(&r.agent.authority_until, "2026-11-24");
	fixture_accept(&f, &r, &a);
	request_release(&r);
	snprintf(number, sizeof number, "%s", a.number);
	fixture_tick(2 * DAY_MS);
	CONTINUED(NULL);
	assert_state("30");
}

/* A paper says what was promised when it was made; its reprint too. */
static void papers_before_and_after(void **state)
{
	struct print_job again;
	json_t *data;

	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	fixture_tick(DAY_MS);
	CONTINUED(NULL);
	assert_int_equal((int64_t)done.papers, 2);
	assert_paper("acceptance-notice", "受理通知书");
	assert_paper("acceptance-notice", "2026年11月24日");
	assert_paper("materials/2", "材料清单");
	assert_paper("receipt", "2026年11月23日");
	assert_int_equal(print_job_reprint(f.h, &f.clerk, number, "receipt", "申请人遗失", "", false, &again, &err), ST_OK);
	assert_int_equal(print_job_data(f.h, &again, &data, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(data, "state")), "10");
	char check[11];
	snprintf(check, sizeof check, "%s", json_string_value(json_object_get(json_object_get(data, "codes"), "check")));
	json_decref(data);
	assert_int_equal(print_job_draft(f.h, number, "materials/2", &again, &err), ST_OK);
	assert_int_equal(print_job_data(f.h, &again, &data, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(data, "state")), "30");
	assert_string_not_equal(json_string_value(json_object_get(json_object_get(data, "codes"), "check")), check);
	json_decref(data);
	/* a paper of an act that comes after speaks of what was accepted */
	OK(&f.clerk, 0, "withdraw", "request=11-24 书面", "reason=不办了");
	assert_int_equal(print_job_draft(f.h, number, "termination", &again, &err), ST_OK);
	assert_int_equal(print_job_data(f.h, &again, &data, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(data, "state")), "30");
	json_decref(data);
}

static void defer_one(struct request *r)
{
	request_material(r, "sy-cyxj")->state = MS_DEFERRED;
	request_set(&request_material(r, "sy-cyxj")->reason, "医院补打中");
}

static void row_1_accepted_with_a_deferral(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	fixture_tick(DAY_MS);
	CONTINUED(defer_one);
	assert_int_equal((int64_t)done.deferred, 1);
	assert_int_equal((int64_t)done.papers, 3);
	assert_like_direct("xinshenger", "sy-cyxj");
	assert_paper("deferral-promise", "承诺");
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-24", "check=ok");
	verified();
}

/* T-8: it counts from the day on which all corrections were in, whenever the clerk comes to it. */
static void row_6_after_the_correction(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_NOTICE, NULL);
	NOT_CONTINUED("E-6404", NULL);
	char material[80], line[100];
	fixture_tick(2 * DAY_MS);
	struct request r;
	assert_int_equal(request_continue(f.h, &f.clerk, number, &r, &err), ST_OK);
	snprintf(material, sizeof material, "%s", r.materials[0].material);
	assert_int_equal(r.materials[0].state, MS_DEFECTIVE);
	request_release(&r);
	snprintf(line, sizeof line, "line.%s=", material);
	OK(&f.clerk, 0, "corrected", "arrived=2026-11-24", line);
	/* nothing is asked any more: the act alone does it */
	fixture_tick(60000);
	OK(&f.clerk, 0, "accept");
	assert_state("30");
	assert_string_equal(acted.state, "30");
	assert_int_equal(OF("d.accepted_at"), clock_day_start(day_parse("2026-11-24")));
	assert_int_equal(OF("(SELECT min(k.start_day) FROM clock k WHERE k.dossier = d.id AND k.kind IN ('K2', 'K3'))"), day_parse("2026-11-24"));
	assert_paper("acceptance-notice", "2026年11月24日");
	json_t *history;
	assert_int_equal(act_history(f.h, number, &history, &err), ST_OK);
	json_t *last = history_row(history, "accept", 0);
	assert_string_equal(json_string_value(json_object_get(last, "word")), "accept");
	assert_string_equal(json_string_value(json_object_get(json_object_get(last, "data"), "day")), "2026-11-24");
	json_decref(history);
	verified();
}

/* What still stands against it is said, nothing has changed. */
static void what_is_missing_is_named(void **state)
{
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 77, &r);
	r.outcome = OUTCOME_RECEIVE;
	request_material(&r, "jhz")->state = MS_UNCHECKED;
	fixture_accept(&f, &r, &done);
	request_release(&r);
	snprintf(number, sizeof number, "%s", done.number);
	NOT_CONTINUED("E-1030", NULL);
	REFUSED("E-1030", &f.clerk, 0, "accept");
	assert_non_null(strstr(err.text, "未受理"));
	assert_state("10");
	struct actor guide = person(1, "guide");
	REFUSED("E-6402", &guide, 0, "accept");
}

/* --- what may not change ---------------------------------------------------------------------------------------------------- */

static void another_bundle(struct request *r)
{
	request_set(&r->bundle, "xinyong");
}

static void another_person(struct request *r)
{
	char id[19];

	fixture_citizen(4711, id);
	request_set(&r->applicant.id_number, id);
}

static void receipt_again(struct request *r)
{
	r->outcome = OUTCOME_RECEIVE;
}

static void fresh_key(struct request *r)
{
	crypto_uuid(r->accept_uuid);
}

static void a_receipt_binds(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	NOT_CONTINUED("E-6057", another_bundle);
	NOT_CONTINUED("E-6057", another_person);
	NOT_CONTINUED("E-6058", receipt_again);
	CONTINUED(NULL);
	int64_t before = refusals();
	NOT_CONTINUED("E-6404", fresh_key);
	assert_non_null(strstr(err.text, "未受理"));
	assert_int_equal(refusals(), before + 1);
	REFUSED("E-6404", &f.clerk, 0, "accept");
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	NOT_CONTINUED("E-6434", NULL);
	snprintf(number, sizeof number, "33881000120261123999990");
	assert_int_equal(accept_again(NULL), ST_NOINPUT);
	assert_string_equal(err.code, "E-6101");
}

static void pressed_twice_is_one(void **state)
{
	struct request r;

	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	assert_int_equal(request_continue(f.h, &f.clerk, number, &r, &err), ST_OK);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	assert_false(done.again);
	int64_t papers_now = sql("SELECT count(*) FROM print_job"), version = OF("d.version");
	fixture_reopen(&f);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	assert_true(done.again);
	assert_string_equal(done.number, number);
	assert_int_equal(sql("SELECT count(*) FROM print_job"), papers_now);
	assert_int_equal(OF("d.version"), version);
	request_release(&r);
}

static int move_it(const char *point)
{
	if (strcmp(point, "accept.prepared") == 0)
		sql("UPDATE dossier SET version = version + 1 WHERE number = '%s'", number);
	return 0;
}

static int lose_commit(const char *point)
{
	return strcmp(point, "accept.after-commit") == 0;
}

static void changed_meanwhile_or_unknown(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	fault_hook = move_it;
	enum status st = accept_again(NULL);
	fault_hook = NULL;
	assert_int_equal(st, ST_CONFLICT);
	assert_string_equal(err.code, "E-6432");
	assert_non_null(strstr(err.text, "未受理"));
	assert_state("10");
	/* R4: the outcome of COMMIT is looked up, not guessed */
	fault_hook = lose_commit;
	st = accept_again(NULL);
	fault_hook = NULL;
	assert_int_equal(st, ST_OK);
	assert_false(done.again);
	assert_state("30");
	verified();
}

/* --- rows 7 and 18 ---------------------------------------------------------------------------------------------------------- */

static void new_catalogue(void)
{
	sql("INSERT INTO catalogue_version SELECT max(version) + 1, title, date, 'another', imported_at, imported_by, body"
		" FROM catalogue_version");
	sql("INSERT INTO catalogue_edition (version, from_day, act, at, staff, login)"
		" SELECT (SELECT max(version) FROM catalogue_version), max(from_day), 'import', max(at), 1, 'system' FROM catalogue_edition");
}

static void row_18_it_keeps_the_version_it_was_received_under(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	int64_t version = OF("d.catalogue_version");
	new_catalogue();
	CONTINUED(NULL);
	assert_int_equal(OF("d.catalogue_version"), version);
	assert_int_equal(OF("json_extract((SELECT s.body FROM snapshot s WHERE s.dossier = d.id AND s.version = 2),"
		" '$.bundle.catalogue_version')"), version);
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	assert_int_equal(OF("d.catalogue_version"), version + 1);
}

/* Received when a number was kept as it was typed: read now it is in capitals, and still the same person's. */
static void typed_small_it_is_the_same_person(void **state)
{
	(void)state;
	struct accepted a;
	struct request r;
	struct buf sealed;
	char where[64], index[17], *json, *path = file_join(f.dir, "hall.db");
	size_t n;
	sqlite3 *db;
	sqlite3_stmt *set;

	fixture_request(&f, "xinshenger", 77, &r);
	request_set(&r.applicant.id_type, "02");
	request_set(&r.applicant.id_number, "E12345678");
	r.outcome = OUTCOME_RECEIVE;
	fixture_accept(&f, &r, &a);
	snprintf(number, sizeof number, "%s", a.number);
	request_set(&r.applicant.id_number, "e1234 5678");
	json = request_to_json(&r, &n);
	buf_init(&sealed, BUF_LARGE);
	snprintf(where, sizeof where, "intake/%.36s/request", r.accept_uuid);
	hall_seal(f.h, where, json, n, &sealed);
	hall_index(f.h, r.applicant.id_number, index);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DROP TRIGGER intake_frozen", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "UPDATE intake SET request = ? WHERE dossier = (SELECT id FROM dossier WHERE number = ?)", -1,
		&set, NULL), SQLITE_OK);
	sqlite3_bind_blob(set, 1, sealed.data, (int)sealed.len, SQLITE_STATIC);
	sqlite3_bind_text(set, 2, number, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(set), SQLITE_DONE);
	assert_int_equal(sqlite3_changes(db), 1);
	sqlite3_finalize(set);
	sqlite3_close(db);
	sql("UPDATE dossier SET person_index = '%s' WHERE number = '%s'", index, number);
	buf_release(&sealed);
	free(json);
	free(path);
	request_release(&r);
	CONTINUED(NULL);
	assert_state("30");
	/* and from now on he is found, and his request known again, as it is written now */
	hall_index(f.h, "E12345678", index);
	assert_int_equal(sql("SELECT count(*) FROM dossier WHERE number = '%s' AND person_index = '%s'", number, index), 1);
}

static struct clock_turned turn(void)
{
	struct clock_turned t;

	if (clock_turn(f.h, &t, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	return t;
}

/* The first row of that kind on a person's home screen. */
static bool todo_of(const struct actor *who, enum todo_kind kind, struct todo *out)
{
	struct todo rows[50];
	size_t count;

	assert_int_equal(dossier_todo(f.h, who, rows, 50, &count, NULL, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == kind) {
			*out = rows[i];
			return true;
		}
	return false;
}

static void row_7_silence_accepts(void **state)
{
	struct todo red;
	struct request r;

	(void)state;
	fixture_request(&f, "xinshenger", 78, &r);
	r.outcome = OUTCOME_RECEIVE;
	request_material(&r, "jhz")->state = MS_UNCHECKED;              /* missing or not: nobody has said so in time */
	fixture_accept(&f, &r, &done);
	request_release(&r);
	snprintf(number, sizeof number, "%s", done.number);
	REFUSED("E-6433", &script, 0, "deem");
	fixture_tick(7 * DAY_MS);
	assert_int_equal(turn().deemed, 0);                             /* 11-30, the last of the five days */
	assert_false(todo_of(&supervisor, TODO_DEEMED, &red));
	fixture_tick(DAY_MS);
	new_catalogue();
	struct clock_turned t = turn();
	assert_int_equal(t.deemed, 1);
	assert_int_equal(t.proposals, 0);
	assert_state("30");
	assert_int_equal(OF("d.accepted_at = d.received_at"), 1);
	assert_int_equal(OF("d.catalogue_version"), 1);
	assert_int_equal(OF("(SELECT min(k.start_day) FROM clock k WHERE k.dossier = d.id AND k.kind IN ('K2', 'K3'))"), OF("d.received_day"));
	assert_int_equal(messages("task"), task_count());
	assert_paper("acceptance-notice", "有在五日内告知是否需要补正");  /* it does not say that they are complete: nobody looked */
	assert_paper("acceptance-notice", "起即为受理");
	json_t *history;
	assert_int_equal(act_history(f.h, number, &history, &err), ST_OK);
	json_t *deemed = history_row(history, "deem", 0);
	assert_string_equal(json_string_value(json_object_get(deemed, "name")), "视为受理");
	assert_string_equal(json_string_value(json_object_get(deemed, "login")), "system");
	json_decref(history);
	assert_true(todo_of(&supervisor, TODO_DEEMED, &red));
	assert_string_equal(red.number, number);
	assert_non_null(strstr(red.hint, "11月23日"));
	assert_false(todo_of(&f.clerk, TODO_DEEMED, &red));
	/* never twice, whoever asks */
	t = turn();
	assert_int_equal(t.deemed + t.proposals, 0);
	int64_t traces = sql("SELECT count(*) FROM audit WHERE act = 'act.refused'");
	assert_int_equal(dossier_deem(f.h, number, &done, &err), ST_REFUSED);       /* a second desk's clock: nobody's try */
	assert_string_equal(err.code, "E-6404");
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'act.refused'"), traces);
	REFUSED("E-6404", &script, 0, "deem");
	assert_int_equal(sql("SELECT count(*) FROM snapshot"), 2);
	verified();
}

static void row_7_what_cannot_be_planned_is_proposed(void **state)
{
	struct todo red;

	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	sql("DELETE FROM intake");                                      /* received before the hall kept it */
	fixture_tick(8 * DAY_MS);
	struct clock_turned t = turn();
	assert_int_equal(t.deemed, 0);
	assert_int_equal(t.proposals, 1);
	assert_int_equal(turn().proposals, 0);
	assert_state("10");
	assert_false(todo_of(&supervisor, TODO_DEEMED, &red));
	assert_true(todo_of(&supervisor, TODO_LAPSED, &red));
	assert_string_equal(red.number, number);
	assert_non_null(strstr(red.what, "E-6434"));
}

static bool cut_off;

/* Each transaction fails once, at its end … */
static int at_first(const char *point)
{
	if (strcmp(point, "store.before-commit") != 0)
		return 0;
	cut_off = !cut_off;
	return cut_off;
}

/* … as it may where others write at the same time, and is run again. */
static bool run_again(struct store *s)
{
	(void)s;
	return cut_off;
}

/* What it counted at its first try did not happen. */
static void what_runs_again_counts_once(void **state)
{
	struct store *store = hall_store(f.h);
	const struct backend *really = store->backend;
	struct backend twice = *really;

	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	sql("DELETE FROM intake");
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	fixture_tick(60 * DAY_MS);
	twice.again = run_again;
	store->backend = &twice;
	fault_hook = at_first;
	struct clock_turned t = turn();
	fault_hook = NULL;
	store->backend = really;
	assert_int_equal(t.proposals, sql("SELECT count(*) FROM clock_proposal"));
	assert_int_equal(t.cautions, sql("SELECT count(*) FROM caution"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(row_1_what_was_received_is_accepted),
		ACT_TEST(the_authority_of_the_day_it_was_handed_in),
		ACT_TEST(papers_before_and_after),
		ACT_TEST(row_1_accepted_with_a_deferral),
		ACT_TEST(row_6_after_the_correction),
		ACT_TEST(what_is_missing_is_named),
		ACT_TEST(a_receipt_binds),
		ACT_TEST(pressed_twice_is_one),
		ACT_TEST(changed_meanwhile_or_unknown),
		ACT_TEST(row_18_it_keeps_the_version_it_was_received_under),
		ACT_TEST(typed_small_it_is_the_same_person),
		ACT_TEST(row_7_silence_accepts),
		ACT_TEST(row_7_what_cannot_be_planned_is_proposed),
		ACT_TEST(what_runs_again_counts_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
