/* SPDX-License-Identifier: Apache-2.0 */
#include "tickets.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/caution.h"
#include "hall/clock.h"
#include "hall/outbox.h"
#include "hall/rating_write.h"
#include "hall/stuck.h"
#include "schema.h"

/* V-2: a light is computed, a card is kept: given once, for ever, taken back by a person with a reason and a trace. */

static struct caution rows[100];
static size_t count, made;

static struct clock_turned turn(void)
{
	struct clock_turned turned;

	if (clock_turn(f.h, &turned, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	return turned;
}

static int64_t cards(const char *rule, const char *light)
{
	return sql("SELECT count(*) FROM caution WHERE rule = '%s' AND light = '%s'", rule, light);
}

static void list(bool all)
{
	if (caution_list(f.h, &supervisor, clock_today() - 100, clock_today(), all, rows, COUNT_OF(rows), &count, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

static const struct caution *card_of(const char *rule, enum clock_light light)
{
	list(true);
	for (size_t i = 0; i < count; i++)
		if (strcmp(caution_rule_code(rows[i].rule), rule) == 0 && rows[i].light == light)
			return &rows[i];
	fail_msg("no card %s %s", rule, clock_light_code(light));
	return NULL;
}

/* Only the promise of task 1 runs, of so many working days from today (a Monday) on. */
static void only_promise(int days, const char *due)
{
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	sql("UPDATE clock SET stopped_at = 1, stopped_day = start_day WHERE kind <> 'K2' OR item <> 1");
	sql("UPDATE clock SET halves = %d, unit = '%s', start_day = %d, due_day = %d WHERE kind = 'K2' AND item = 1", 2 * days,
		limit_unit_name(UNIT_WORKING_DAY), clock_today(), day_parse(due));
}

static void on(const char *day)
{
	fixture_tick((day_parse(day) - clock_today()) * DAY_MS);
}

/* --- the task rule ---------------------------------------------------------------------------------------------------- */

static void thirty_percent_is_yellow(void **state)
{
	(void)state;
	only_promise(10, "2026-12-07");
	on("2026-12-01");                            /* 4 of 10 */
	assert_int_equal(turn().cautions, 0);
	on("2026-12-02");                            /* 3 of 10 */
	assert_int_equal(turn().cautions, 1);
	assert_int_equal(turn().cautions, 0);        /* once */
	const struct caution *c = card_of("K2", LIGHT_YELLOW);
	assert_int_equal(strncmp(c->object, number, 23), 0);
	assert_string_equal(c->object + 23, "/1");
	assert_string_equal(c->dossier, number);
	assert_int_equal(c->due, day_parse("2026-12-07"));
	assert_string_equal(c->number, "DB001202612020001");
	assert_string_equal(c->words, "应于 2026-12-07 前,剩 3 个工作日");
	assert_true(*c->item != '\0');
	assert_int_equal(sql("SELECT k.responsible = p.name FROM caution k JOIN dossier d ON d.id = k.dossier JOIN task t ON t.dossier = d.id"
		" AND t.no = k.item JOIN department p ON p.id = t.department"), 1);
	assert_null(strstr(c->name, "李芳"));                         /* S-15 */
	on("2026-12-07");                            /* due today: not late */
	assert_int_equal(turn().cautions, 0);
	on("2026-12-08");
	assert_int_equal(turn().cautions, 1);
	assert_int_equal(cards("K2", "red"), 1);
	on("2026-12-30");
	assert_int_equal(turn().cautions, 0);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'caution.give'"), 2);
}

/* The yellow one gives way to the red one of its task and clock, by itself and with a trace; whoever wants it gone takes back the red one. */
static void a_yellow_one_rises_to_the_red_one(void **state)
{
	char yellow[CAUTION_NUMBER_SIZE], red[CAUTION_NUMBER_SIZE];
	struct caution c;

	(void)state;
	only_promise(10, "2026-12-07");
	on("2026-12-02");
	turn();
	snprintf(yellow, sizeof yellow, "%s", card_of("K2", LIGHT_YELLOW)->number);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'caution.rise'"), 0);
	on("2026-12-08");
	assert_int_equal(turn().cautions, 1);
	list(false);
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].light, LIGHT_RED);
	assert_int_equal(rows[0].risen_at, 0);
	snprintf(red, sizeof red, "%s", rows[0].number);
	list(true);
	assert_int_equal(count, 2);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'caution.rise' AND object = '%s/1' AND before = '%s' AND after = '%s' AND"
		" reason = '升为红牌'", number, yellow, red), 1);
	for (int cancelled = 0; cancelled < 2; cancelled++) {
		assert_int_equal(caution_cancel(f.h, &supervisor, yellow, "已说明", &err), ST_REFUSED);
		assert_string_equal(err.code, "E-6897");
		assert_non_null(strstr(err.text, red));
		assert_int_equal(caution_read(f.h, &supervisor, yellow, &c, &err), ST_OK);
		assert_string_equal(c.risen_to, red);
		assert_int_equal(c.risen_at, sql("SELECT at FROM caution WHERE light = 'red'"));
		assert_int_equal(c.cancelled_at, 0);
		json_t *o = caution_json(&c);
		assert_true(schema_fits("caution", o));
		assert_string_equal(json_string_value(json_object_get(json_object_get(o, "risen"), "to")), red);
		json_decref(o);
		if (!cancelled)
			assert_int_equal(caution_cancel(f.h, &supervisor, red, "期限已报批顺延", &err), ST_OK);
	}
	list(false);
	assert_int_equal(count, 0);
}

/* One that was cancelled before stays so, with its reason. */
static void a_cancelled_one_does_not_rise(void **state)
{
	(void)state;
	only_promise(10, "2026-12-07");
	on("2026-12-02");
	turn();
	assert_int_equal(caution_cancel(f.h, &supervisor, card_of("K2", LIGHT_YELLOW)->number, "部门已说明", &err), ST_OK);
	on("2026-12-08");
	assert_int_equal(turn().cautions, 1);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'caution.rise'"), 0);
	list(true);
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(rows[i].risen_at, 0);
}

static void one_working_day_is_yellow(void **state)
{
	(void)state;
	only_promise(2, "2026-11-25");               /* 30 % of 2 is less than a day: the day decides */
	assert_int_equal(turn().cautions, 0);
	on("2026-11-24");
	assert_int_equal(turn().cautions, 1);
	assert_int_equal(cards("K2", "yellow"), 1);
}

/* A limit of one day is yellow from the beginning: nothing has turned on the day of acceptance, and is near on the next. */
static void yellow_from_its_first_day_is_no_card(void **state)
{
	(void)state;
	only_promise(1, "2026-11-24");
	assert_int_equal(turn().cautions, 0);
	on("2026-11-24");
	assert_int_equal(turn().cautions, 1);
	assert_int_equal(cards("K2", "yellow"), 1);
}

/* What it was extended by is part of the whole. */
static void of_the_extended_limit(void **state)
{
	(void)state;
	only_promise(10, "2026-12-07");
	on("2026-12-01");
	sql("INSERT INTO clock_extension (clock, day, halves, basis, reason, by_name, staff, at) SELECT id, %d, 20, 'x', 'x', 'x', 1, 1 FROM clock"
		" WHERE kind = 'K2' AND item = 1", clock_today());
	sql("UPDATE clock SET due_day = %d WHERE kind = 'K2' AND item = 1", day_parse("2026-12-21"));
	on("2026-12-10");                            /* 7 of 20 */
	assert_int_equal(turn().cautions, 0);
	on("2026-12-11");                            /* 6 of 20: 30 % */
	assert_int_equal(turn().cautions, 1);
	assert_int_equal(cards("K2", "yellow"), 1);
}

/* The light goes out, the card stays: decided, or extended so that it is green again; and turning yellow again gives no second. */
static void a_card_outlives_its_light(void **state)
{
	(void)state;
	only_promise(10, "2026-12-07");
	on("2026-12-02");
	assert_int_equal(turn().cautions, 1);
	sql("UPDATE clock SET due_day = %d, halves = 40 WHERE kind = 'K2' AND item = 1", day_parse("2026-12-21"));
	assert_int_equal(turn().cautions, 0);
	on("2026-12-21");
	assert_int_equal(turn().cautions, 0);
	sql("UPDATE clock SET stopped_at = 1, stopped_day = start_day");
	assert_int_equal(turn().cautions, 0);
	assert_int_equal(cards("K2", "yellow"), 1);
	list(false);
	assert_int_equal(count, 1);
}

/* A clock that rests is neither yellow nor red (K7). */
static void a_resting_clock_gives_none(void **state)
{
	(void)state;
	only_promise(10, "2026-12-07");
	sql("INSERT INTO clock_pause (dossier, item, about, kind, from_day, expected_day, to_day, basis, reason, by_name, staff, at)"
		" SELECT dossier, 1, 0, 'testing', %d, %d, %d, 'x', 'x', 'x', 1, 1 FROM clock WHERE kind = 'K2' AND item = 1",
		day_parse("2026-11-30"), day_parse("2026-12-04"), day_parse("2026-12-04"));
	sql("UPDATE clock SET due_day = %d WHERE kind = 'K2' AND item = 1", day_parse("2026-12-11"));
	on("2026-12-03");
	assert_int_equal(turn().cautions, 0);
	on("2026-12-08");                            /* 3 of 10 are left */
	assert_int_equal(turn().cautions, 1);
}

/* --- what is red ------------------------------------------------------------------------------------------------------ */

static const char *failing;
static int at_point(const char *point)
{
	return failing && strcmp(point, failing) == 0;
}

/* Accepted by silence: the acceptance and its card are one transaction. */
static void silence_is_a_red_card(void **state)
{
	struct clock_turned turned;

	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	fixture_tick(8 * DAY_MS);
	failing = "accept.before-commit";
	fault_hook = at_point;
	(void)!clock_turn(f.h, &turned, &err);
	fault_hook = NULL;
	assert_state("10");
	assert_int_equal(sql("SELECT count(*) FROM caution k JOIN act a ON a.dossier = k.dossier WHERE k.rule = 'K1'"), 0);
	OK(&script, 0, "deem");                      /* before any sweep */
	assert_state("30");
	assert_int_equal(cards("K1", "red"), 1);
	const struct caution *c = card_of("K1", LIGHT_RED);
	assert_string_equal(c->object, number);
	assert_int_equal(strncmp(c->words, "应于 2026-11-30 前,已超", strlen("应于 2026-11-30 前,已超")), 0);
	assert_true(strstr(c->responsible, "号窗") != NULL);
	turn();
	assert_int_equal(cards("K1", "red"), 1);
}

/* The proposal (C-13) and the card are one transaction; the applicant's own delay is red once. */
static void a_deferral_late(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	fixture_tick(60 * DAY_MS);
	turn();
	turn();
	assert_int_equal(cards("K5", "red"), 2);
	/* the trace of each proposal is followed by that of its card */
	assert_int_equal(sql("SELECT count(*) FROM audit e JOIN audit g ON g.chain = e.chain AND g.seq = e.seq + 1 AND g.act = 'caution.give'"
		" AND g.after = 'K5/red' WHERE e.act = 'clock.expired'"), 2);
	assert_non_null(strstr(card_of("K5", LIGHT_RED)->item, "出院小结"));
}

static void results_and_ratings_late(void **state)
{
	const struct rating_given bad = { .level = 5, .words = "等了两个小时" };
	struct rating_stored stored;
	struct rows *r = NULL;
	char token[RATING_TOKEN_SIZE];

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	assert_int_equal(store_read(hall_store(f.h), Q_RATING_TOKEN, ARGS(value_int(sql("SELECT id FROM dossier WHERE number = '%s'", number)),
		value_text("accept")), &r, &err), ST_OK);
	snprintf(token, sizeof token, "%s", rows_text(r, 0, 0));
	rows_free(r);
	assert_int_equal(rating_answer(f.h, token, &bad, &stored, &err), ST_OK);
	push_all();
	for (int i = 1; i <= task_count(); i++) {
		OK(&script, i, "sign");
		OK(&script, i, "grant", "licence=许可证", "licence_no=JY1");
	}
	on("2026-11-24");
	turn();
	assert_int_equal(cards("K8", "red"), 0);     /* within its working day */
	on("2026-11-25");
	turn();
	assert_int_equal(cards("K8", "red"), 1);
	assert_int_equal(cards("K8f", "red"), 0);
	assert_null(strstr(card_of("K8", LIGHT_RED)->words, "两个小时"));
	on("2026-12-07");
	turn();
	assert_int_equal(cards("K4", "red"), 0);
	on("2026-12-08");
	turn();
	assert_int_equal(cards("K4", "red"), task_count());
	on("2026-12-30");
	turn();
	assert_int_equal(cards("K8f", "red"), 1);
	assert_int_equal(cards("K8", "red") + cards("K8", "yellow"), 1);
}

static void a_stuck_matter_late(void **state)
{
	static const struct act_value told[] = { { "category", "delay" }, { "name", "周玉" }, { "phone", "13912345678" }, { "matter", "开饭店" },
		{ "what", "来了三次" }, { "happened", "2026-11-20" }, { "window", "3" } };
	struct stuck_done stuck;

	(void)state;
	assert_int_equal(stuck_act(f.h, &supervisor, &(struct stuck_call){ .word = "register", .values = told, .count = COUNT_OF(told) }, &stuck,
		&err), ST_OK);
	on("2026-11-30");
	assert_int_equal(turn().cautions, 0);        /* K10: the fifth working day */
	on("2026-12-01");
	assert_int_equal(turn().cautions, 1);
	assert_int_equal(turn().cautions, 0);
	const struct caution *c = card_of("K10", LIGHT_RED);
	assert_string_equal(c->object, stuck.number);
	assert_string_equal(c->dossier, "");
	assert_string_equal(c->responsible, "3 号窗");
	assert_null(strstr(c->words, "周玉"));
}

/* Art. 38: a department that says no and not why is not taken at its word, and is carded; with a reason it is neither. */
static void a_refusal_without_reason(void **state)
{
	static const struct act_value why[] = { { "reason", "面积不够" }, { "article", "办法第九条" } };
	struct outbox_row *messages = mem_array(300, sizeof *messages);
	struct task_event e = { .dossier = number, .by = "王经办", .note = "", .department_no = "N1" };
	enum task_answer answer;
	size_t n;

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	push_all();
	assert_int_equal(outbox_list(f.h, "all", messages, 300, &n, &err), ST_OK);
	for (size_t i = 0; i < n; i++)
		if (strcmp(messages[i].dossier, number) == 0)
			e.key = messages[i].key;
	const char *whose = messages[0].department;
	for (size_t i = 0; i < n; i++)
		if (messages[i].key == e.key)
			whose = messages[i].department;
	const struct { const char *state; const struct act_value *details; size_t count; enum task_answer answer; int cards; } told[] = {
		{ "20", NULL, 0, TASK_APPLIED, 0 }, { "51", NULL, 0, TASK_ILLEGAL, 1 }, { "51", why + 1, 1, TASK_ILLEGAL, 1 },
		{ "51", why, 2, TASK_APPLIED, 1 } };
	for (size_t i = 0; i < COUNT_OF(told); i++) {
		e.state = told[i].state;
		e.seq = (int64_t)i + 1;
		e.at = clock_wall_ms();
		e.details = (struct act_value *)(uintptr_t)told[i].details;
		e.detail_count = told[i].count;
		if (task_apply(f.h, whose, NULL, &e, &answer, &err) != ST_OK)
			fail_msg("%s %s", err.code, err.text);
		assert_int_equal(answer, told[i].answer);
		assert_int_equal(cards("refusal", "red"), told[i].cards);
	}
	assert_int_equal(sql("SELECT k.responsible = p.name FROM caution k JOIN department p ON p.id = '%s' WHERE k.rule = 'refusal'", whose), 1);
	free(messages);
}

/* --- the queue rule --------------------------------------------------------------------------------------------------- */

static void look_at_queue(size_t wanted)
{
	if (caution_queue(f.h, &made, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_int_equal(made, wanted);
}

static void the_queue(void **state)
{
	(void)state;
	look_at_queue(0);
	take('A');
	fixture_tick(25 * MINUTE);
	look_at_queue(0);                            /* 25 minutes are not past 25 */
	fixture_tick(MINUTE);
	look_at_queue(1);
	look_at_queue(0);
	assert_string_equal(card_of("queue", LIGHT_YELLOW)->object, "A/2026-11-23");
	fixture_tick(15 * MINUTE);                   /* 41 */
	do_here(TICKET_DO_CALL);                     /* called before anybody looked: he has waited all the same */
	look_at_queue(1);
	assert_int_equal(cards("queue", "red"), 1);
	assert_string_equal(card_of("queue", LIGHT_RED)->responsible, "大厅");
	fixture_tick(DAY_MS);                        /* another day is another object */
	take('A');
	fixture_tick(41 * MINUTE);
	look_at_queue(1);
	assert_int_equal(cards("queue", "red"), 2);
	fixture_tick(DAY_MS);
	take('A');
	fixture_tick(8 * 60 * MINUTE);               /* past five: he has gone home, and nobody ended his number */
	look_at_queue(0);
}

/* --- two who look at once --------------------------------------------------------------------------------------------- */

static void of_several_sweeps_one_gives_it(void **state)
{
	enum { SWEEPS = 4, DOSSIERS = 6 };
	pid_t children[SWEEPS];

	(void)state;
	for (int i = 0; i < DOSSIERS; i++)
		take_in("xinshenger", i % 2 ? OUTCOME_ACCEPT : OUTCOME_RECEIVE, i % 2 ? "sy-cyxj" : NULL);
	fixture_tick(60 * DAY_MS);
	for (int i = 0; i < SWEEPS; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			struct hall *mine = NULL;
			struct clock_turned turned;
			enum status st = hall_open(f.dir, false, &mine, &err);
			_exit(st == ST_OK && clock_turn(mine, &turned, &err) == ST_OK ? 0 : 1);
		}
	}
	for (int i = 0; i < SWEEPS; i++) {
		int status;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	turn();                                      /* what was accepted by silence meanwhile has clocks of its own */
	int64_t all = sql("SELECT count(*) FROM caution");
	assert_true(all > 2 * DOSSIERS);
	assert_int_equal(cards("K1", "red"), DOSSIERS / 2);
	assert_int_equal(cards("K5", "red"), DOSSIERS / 2);
	assert_int_equal(sql("SELECT count(*) FROM (SELECT DISTINCT rule, light, object FROM caution)"), all);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'caution.give'"), all);
	assert_int_equal(sql("SELECT n FROM counter WHERE series = 'caution'"), all);          /* no number is left out */
	assert_int_equal(turn().cautions, 0);
}

/* --- a person's word -------------------------------------------------------------------------------------------------- */

static void cancelled_once_with_a_reason(void **state)
{
	static const char *const roles[] = { "system", "clerk", "helper", "issuer", "department", "admin", "auditor", "secadm", "guide" };
	char of[CAUTION_NUMBER_SIZE], longest[202];
	struct caution c;

	(void)state;
	only_promise(10, "2026-12-07");
	on("2026-12-08");
	turn();
	list(false);
	assert_int_equal(count, 1);
	snprintf(of, sizeof of, "%s", rows[0].number);
	for (size_t i = 0; i < COUNT_OF(roles); i++) {
		struct actor by = person(1, roles[i]);
		assert_int_equal(caution_cancel(f.h, &by, of, "不该给", &err), ST_DENIED);
		assert_string_equal(err.code, "E-6895");
		assert_int_equal(caution_list(f.h, &by, 0, clock_today(), true, rows, COUNT_OF(rows), &count, &err), i ? ST_DENIED : ST_OK);
	}
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'caution.denied'"), 2 * COUNT_OF(roles) - 1);
	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	const char *const bad[] = { "", "   ", "a\033[31m", longest };
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_int_equal(caution_cancel(f.h, &supervisor, of, bad[i], &err), ST_DATA);
		assert_string_equal(err.code, "E-6403");
	}
	assert_int_equal(caution_cancel(f.h, &supervisor, "DB001202612089999", "没有", &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6896");
	assert_int_equal(sql("SELECT count(*) FROM caution WHERE cancelled_at IS NOT NULL"), 0);
	assert_int_equal(caution_cancel(f.h, &supervisor, of, "停电一天,期限已报批顺延", &err), ST_OK);
	assert_int_equal(caution_cancel(f.h, &supervisor, of, "又一次", &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6897");
	assert_non_null(strstr(err.text, "停电一天"));
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'caution.cancel' AND object = '%s/1' AND before = '%s' AND after = 'K2/red'"
		" AND reason = '停电一天,期限已报批顺延'", number, of), 1);
	list(false);
	assert_int_equal(count, 0);
	list(true);
	assert_int_equal(count, 1);
	assert_int_equal(turn().cautions, 0);        /* it does not come back */
	assert_int_equal(caution_read(f.h, &supervisor, of, &c, &err), ST_OK);
	json_t *o = caution_json(&c);
	assert_true(schema_fits("caution", o));
	assert_string_equal(json_string_value(json_object_get(json_object_get(o, "cancelled"), "reason")), "停电一天,期限已报批顺延");
	json_decref(o);
}

static void never_deleted_never_changed(void **state)
{
	static const char *const tries[] = { "DELETE FROM caution", "UPDATE caution SET light = 'yellow'", "UPDATE caution SET words = ''",
		"UPDATE caution SET at = 1", "UPDATE caution SET object = 'x'", "UPDATE caution SET cancelled_at = NULL" };
	char *path = file_join(f.dir, "hall.db");
	sqlite3 *db;

	(void)state;
	only_promise(10, "2026-12-07");
	on("2026-12-08");
	turn();
	list(false);
	assert_int_equal(caution_cancel(f.h, &supervisor, rows[0].number, "误给", &err), ST_OK);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	for (size_t i = 0; i < COUNT_OF(tries); i++)
		if (sqlite3_exec(db, tries[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT)
			fail_msg("%s: %s", tries[i], sqlite3_errmsg(db));
	sqlite3_close(db);
	free(path);
	assert_int_equal(cards("K2", "red"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TICKET_TEST(thirty_percent_is_yellow), TICKET_TEST(a_yellow_one_rises_to_the_red_one), TICKET_TEST(a_cancelled_one_does_not_rise),
		TICKET_TEST(one_working_day_is_yellow), TICKET_TEST(yellow_from_its_first_day_is_no_card),
		TICKET_TEST(of_the_extended_limit),
		TICKET_TEST(a_card_outlives_its_light), TICKET_TEST(a_resting_clock_gives_none), TICKET_TEST(silence_is_a_red_card),
		TICKET_TEST(a_deferral_late), TICKET_TEST(results_and_ratings_late), TICKET_TEST(a_stuck_matter_late),
		TICKET_TEST(a_refusal_without_reason), TICKET_TEST(the_queue), TICKET_TEST(of_several_sweeps_one_gives_it),
		TICKET_TEST(cancelled_once_with_a_reason), TICKET_TEST(never_deleted_never_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
