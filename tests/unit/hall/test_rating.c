/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "base/clock.h"
#include "base/file.h"
#include "hall/audit.h"
#include "hall/paper.h"
#include "hall/rating_write.h"
#include "hall/staff.h"

static struct fixture f;
static struct actor supervisor, other;
static int persons;

#define DAY ((int64_t)86400000)

static int setup(void **state)
{
	const char *top = getenv("srcdir");
	char *data = file_join(top ? top : ".", "data");
	struct actor system;
	struct err err;

	(void)state;
	setenv("YICHUANG_DATADIR", data, 1);
	free(data);
	fixture_clock();
	fixture_tick(FIXTURE_NOW - clock_wall_ms());         /* each test begins on the same Monday */
	fixture_open(&f);
	if (staff_system(f.h, "", &system, &err) != ST_OK || staff_login(f.h, "hejing", "Yichuang-2026", "", &supervisor, &err) != ST_OK ||
	    staff_add(f.h, &system, "dudao2", "另一督导", "D002", "supervisor", "", "Yichuang-2026", &err) != ST_OK ||
	    staff_login(f.h, "dudao2", "Yichuang-2026", "", &other, &err) != ST_OK)
		fixture_die("staff", &err);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static int execute(const char *sql)
{
	char *path = file_join(f.dir, "hall.db");
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
	free(path);
	return rc;
}

static void set(const char *name, const char *value)
{
	struct actor system;
	struct err err;

	if (staff_system(f.h, "", &system, &err) != ST_OK || hall_set(f.h, &system, name, value, &err) != ST_OK)
		fixture_die(name, &err);
}

struct asked { struct accepted a; int64_t id; char token[64]; };

static void accept_as(enum outcome outcome, struct asked *out)
{
	struct request r;
	struct rows *rows;
	struct err err;

	fixture_request(&f, "xinshenger", ++persons, &r);
	r.outcome = outcome;
	fixture_accept(&f, &r, &out->a);
	request_release(&r);
	if (store_read(hall_store(f.h), Q_RATING_TOKEN, ARGS(value_int(out->a.dossier), value_text("accept")), &rows, &err) != ST_OK)
		fixture_die("token", &err);
	snprintf(out->token, sizeof out->token, "%s", rows_count(rows) ? rows_text(rows, 0, 0) : "");
	rows_free(rows);
	rows = NULL;
	if (store_read(hall_store(f.h), Q_RATING_BY_TOKEN, ARGS(value_text(out->token)), &rows, &err) != ST_OK)
		fixture_die("token", &err);
	out->id = rows_count(rows) ? rows_int(rows, 0, 0) : 0;
	rows_free(rows);
}

static enum status answer(const struct asked *q, int level, const char *words, struct err *err)
{
	const struct rating_given g = { .level = level, .attitude = level, .words = words };
	struct rating_stored out;

	return rating_answer(f.h, q->token, &g, &out, err);
}

/* --- requests ----------------------------------------------------------------------------------------------------------- */

/* E-3, E-6: one request for an accepted dossier of many items, none for a notice; a second for the same moment is none. */
static void one_request_for_each_moment(void **state)
{
	struct asked accepted, received;
	struct err err;
	struct batch *b;

	(void)state;
	accept_as(OUTCOME_ACCEPT, &accepted);
	assert_true(accepted.a.tasks > 1);
	assert_int_equal(strlen(accepted.token), 26);
	assert_int_equal(strspn(accepted.token, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), 26);
	accept_as(OUTCOME_RECEIVE, &received);
	assert_int_equal(strlen(received.token), 26);
	assert_string_not_equal(accepted.token, received.token);
	for (int i = 0; i < 2; i++) {                /* the same moment again, then a pick-up twice */
		b = batch_new("again");
		rating_request_in(f.h, b, accepted.a.dossier, RATING_ACCEPTANCE, &f.clerk, clock_wall_ms());
		rating_request_in(f.h, b, accepted.a.dossier, RATING_PICKUP, &f.clerk, clock_wall_ms());
		assert_int_equal(store_submit(hall_store(f.h), b, &err), ST_OK);
		batch_free(b);
	}
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM rating"), 3);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM rating WHERE level IS NULL AND device = 'none'"), 3);
}

/* How many codes with this text a paper shows. */
static int codes_on(const char *kind, const struct asked *q, const char *text)
{
	struct print_job job = { .dossier = q->a.dossier, .copies = 1, .state = JOB_PENDING };
	struct document *d;
	struct err err;
	int count = 0;

	snprintf(job.number, sizeof job.number, "%s", q->a.number);
	snprintf(job.kind, sizeof job.kind, "%s", kind);
	snprintf(job.title, sizeof job.title, "文书");
	if (paper_fill(f.h, &job, kind[0] == 'r' ? PAPER_A5 : PAPER_A4, false, &d, &err) != ST_OK)
		fixture_die(kind, &err);
	for (size_t i = 0; i < d->block_count; i++)
		count += d->blocks[i].kind == BLOCK_QR && strcmp(d->blocks[i].text, text) == 0;
	document_free(d);
	return count;
}

/* The public QR (N-9): a random token behind the hall's address, nothing when there is none. */
static void the_papers_carry_the_token(void **state)
{
	struct asked q;
	struct buf url;
	struct err err;

	(void)state;
	accept_as(OUTCOME_ACCEPT, &q);
	buf_init(&url, BUF_SMALL);
	assert_int_equal(rating_url(f.h, q.a.dossier, &url, &err), ST_OK);
	assert_int_equal(url.len, 0);
	set("rating.url", "https://hall.example/q/");
	assert_int_equal(rating_url(f.h, q.a.dossier, &url, &err), ST_OK);
	assert_int_equal(url.len, strlen("https://hall.example/q/") + 26);
	assert_true(url.len <= 90);
	assert_non_null(strstr(url.data, q.token));
	static const char *const kinds[] = { "acceptance-notice", "receipt", "deferral-notice" };
	for (int with = 0; with < 2; with++) {
		set("rating.url", with ? "https://hall.example/q/" : "");
		for (size_t i = 0; i < COUNT_OF(kinds); i++)
			assert_int_equal(codes_on(kinds[i], &q, url.data), with);
	}
	buf_release(&url);
}

/* --- levels ------------------------------------------------------------------------------------------------------------- */

/* Row 57 (E-4): those who serve have no way to a level, and no level changes; not rated stays NULL. The other half, that
 * no screen can call the two that write, is tests/contract/rating.sh. */
static void row_57_no_clerk_writes_a_level(void **state)
{
	struct rating_case rows[4];
	struct rating_sum sums[4];
	struct asked q;
	struct err err;
	size_t count;

	(void)state;
	accept_as(OUTCOME_ACCEPT, &q);
	for (int a = 0; a < RATING_ACTS; a++)
		for (int k = RATING_UNCLASSIFIED; k <= RATING_MALICIOUS; k++)
			assert_int_equal(rating_follow(f.h, &f.clerk, q.id, (enum rating_act)a, (enum rating_kind)k, "改成好评", &err), ST_DENIED);
	assert_string_equal(err.code, "E-6601");
	assert_int_equal(rating_cases(f.h, &f.clerk, true, rows, 4, &count, &err), ST_DENIED);
	assert_int_equal(rating_sums(f.h, &f.clerk, clock_today(), clock_today(), RATING_BY_HALL, sums, 4, &count, &err), ST_DENIED);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act = 'rating.denied'"), 1 + RATING_ACTS * 4);
	fixture_tick(8 * DAY);
	assert_int_equal(answer(&q, 1, "", &err), ST_REFUSED);         /* too late: it stays what it is */
	assert_string_equal(err.code, "E-6611");
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM rating WHERE level IS NULL AND rated_at IS NULL"), 1);
	/* and what was given stays, whoever asks the store */
	accept_as(OUTCOME_ACCEPT, &q);
	assert_int_equal(answer(&q, 5, "", &err), ST_OK);
	assert_int_not_equal(execute("UPDATE rating SET level = 1 WHERE level = 5"), SQLITE_OK);
	assert_int_not_equal(execute("UPDATE rating SET level = NULL, rated_at = NULL WHERE level = 5"), SQLITE_OK);
	assert_int_not_equal(execute("DELETE FROM rating"), SQLITE_OK);
	assert_int_equal(fixture_ask(&f, "SELECT level FROM rating WHERE level IS NOT NULL"), 5);
}

static void a_token_answers_once(void **state)
{
	struct asked q, wrong = { .token = "AAAAAAAAAAAAAAAAAAAAAAAAAA" };
	struct rating_stored out;
	struct err err;
	static const char json[] = "{\"stars\":5,\"text\":\"谢谢\\n办得快\",\"tags\":[\"热情\"],\"attitude\":1}";

	(void)state;
	accept_as(OUTCOME_ACCEPT, &q);
	assert_int_equal(answer(&wrong, 1, "", &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6610");
	assert_int_equal(rating_answer_json(f.h, q.token, json, strlen(json), &out, &err), ST_OK);
	assert_int_equal(out.level, 1);
	assert_string_equal(out.number, q.a.number);
	assert_int_equal(rating_answer_json(f.h, q.token, json, strlen(json), &out, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6612");
	assert_int_equal(rating_device_answer(f.h, q.id, 5, &err), ST_REFUSED);
	assert_int_equal(fixture_ask(&f, "SELECT level FROM rating"), 1);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM rating_case"), 0);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act = 'rating.given'"), 1);
	/* what was written is sealed */
	assert_int_equal(fixture_ask(&f, "SELECT instr(words, CAST('谢谢' AS BLOB)) FROM rating"), 0);
	assert_true(fixture_ask(&f, "SELECT length(words) FROM rating") > 40);
}

static void what_is_no_rating_is_refused(void **state)
{
	static const char *const bad[] = { "", "[]", "{}", "{\"level\":0}", "{\"level\":6}", "{\"stars\":0}", "{\"level\":\"1\"}",
		"{\"level\":1,\"stars\":5}", "{\"level\":1.5}", "{\"level\":1,\"staff\":\"x\"}", "{\"level\":1,\"text\":7}",
		"{\"level\":1,\"text\":\"\\u202e坏\"}", "{\"level\":1,\"text\":\"\\u001b[2J\"}", "{\"level\":1,\"tags\":\"a\"}",
		"{\"level\":1,\"tags\":[1]}", "{\"level\":1,\"skill\":9}", "{\"level\":1,\"level\":2}", "[[[[[[[[1]]]]]]]]",
		"{\"level\":1,\"tags\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}" };
	struct rating_stored out;
	struct asked q;
	struct err err;
	char longest[RATING_WORDS_MOST + 2];

	(void)state;
	accept_as(OUTCOME_ACCEPT, &q);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (rating_answer_json(f.h, q.token, bad[i], strlen(bad[i]), &out, &err) != ST_DATA)
			fail_msg("stored: %s", bad[i]);
		assert_string_equal(err.code, "E-6613");
	}
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_int_equal(answer(&q, 1, longest, &err), ST_DATA);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM rating WHERE level IS NOT NULL"), 0);
	longest[RATING_WORDS_MOST] = '\0';
	assert_int_equal(answer(&q, 1, longest, &err), ST_OK);
}

/* --- the evaluator ------------------------------------------------------------------------------------------------------ */

/* Row 58 (E-5): after the time it is 未评价, the next dossier is not kept waiting, the QR is good for days. */
static void row_58_time_out_is_unrated_and_the_qr_goes_on(void **state)
{
	struct rating_shown shown;
	struct rating_waiting waiting[4];
	struct asked q, next;
	struct err err;
	size_t count;

	(void)state;
	assert_false(rating_shown(f.h, "3", &shown));
	set("rating.windows", "2 3");
	accept_as(OUTCOME_ACCEPT, &q);
	assert_true(rating_shown(f.h, "3", &shown));
	assert_int_equal(shown.device, RATING_DEVICE_WAITING);
	assert_string_equal(shown.number, q.a.number);
	assert_int_equal(rating_device_open(f.h, waiting, 4, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_string_equal(waiting[0].window, "3");
	assert_int_equal(rating_device_set(f.h, q.id, RATING_DEVICE_ASKED, "", &err), ST_OK);
	fixture_tick(29999);
	assert_true(rating_shown(f.h, "3", &shown));
	assert_int_equal(shown.device, RATING_DEVICE_ASKED);
	accept_as(OUTCOME_ACCEPT, &next);            /* accepted while the other is still asked */
	fixture_tick(30000);
	assert_true(rating_shown(f.h, "3", &shown));
	assert_int_equal(shown.device, RATING_DEVICE_SILENT);         /* nobody said so: the time did */
	assert_int_equal(rating_device_set(f.h, q.id, RATING_DEVICE_SILENT, "", &err), ST_OK);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM rating WHERE level IS NOT NULL"), 0);
	fixture_tick(90001);
	assert_false(rating_shown(f.h, "3", &shown));
	fixture_tick(7 * DAY - 200001);
	assert_int_equal(answer(&q, 2, "", &err), ST_OK);
	assert_int_equal(fixture_ask(&f, "SELECT level FROM rating WHERE channel = 'qr'"), 2);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM rating WHERE level IS NULL"), 1);
}

/* P-8 (row 104): an unplugged device is told and counted, the QR is what is left. */
static void a_faulty_device_is_counted(void **state)
{
	struct rating_shown shown;
	struct rating_sum sums[2];
	struct asked q;
	struct err err;
	size_t count;

	(void)state;
	set("rating.windows", "*");
	accept_as(OUTCOME_ACCEPT, &q);
	assert_int_equal(rating_device_set(f.h, q.id, RATING_DEVICE_FAULT, "\033[2J unplugged", &err), ST_OK);
	assert_true(rating_shown(f.h, "3", &shown));
	assert_int_equal(shown.device, RATING_DEVICE_FAULT);
	assert_int_equal(rating_device_set(f.h, q.id, RATING_DEVICE_ASKED, "", &err), ST_OK);       /* finished: nothing moves */
	assert_int_equal(rating_sums(f.h, &supervisor, clock_today(), clock_today(), RATING_BY_HALL, sums, 2, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_int_equal(sums[0].asked, 1);
	assert_int_equal(sums[0].faults, 1);
	assert_int_equal(sums[0].rated, 0);
	assert_int_equal(answer(&q, 1, "", &err), ST_OK);
}

static void the_device_gives_a_level(void **state)
{
	struct asked q;
	struct err err;

	(void)state;
	set("rating.windows", "3");
	accept_as(OUTCOME_ACCEPT, &q);
	assert_int_equal(rating_device_answer(f.h, q.id, 3, &err), ST_OK);
	assert_int_equal(fixture_ask(&f, "SELECT level FROM rating WHERE channel = 'device' AND device = 'answered'"), 3);
	assert_int_equal(rating_device_answer(f.h, 999, 3, &err), ST_NOINPUT);
}

/* --- a bad one ---------------------------------------------------------------------------------------------------------- */

static struct rating_case only(bool closed)
{
	struct rating_case rows[4];
	struct err err;
	size_t count;

	assert_int_equal(rating_cases(f.h, &supervisor, closed, rows, 4, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	return rows[0];
}

static enum status follow(const struct actor *by, int64_t id, enum rating_act a, enum rating_kind k, const char *words, struct err *err)
{
	return rating_follow(f.h, by, id, a, k, words, err);
}

/* Row 59 (E-9): Monday 2026-11-23; one working day is the 24th, fifteen are 2026-12-14. */
static void row_59_a_bad_one_has_its_days_and_goes_red(void **state)
{
	struct rating_case c;
	struct asked q;
	struct err err;
	char day[11];

	(void)state;
	accept_as(OUTCOME_ACCEPT, &q);
	assert_int_equal(answer(&q, 5, "等了两个小时,身份证号 338810199001011234", &err), ST_OK);
	c = only(false);
	assert_int_equal(c.state, RATING_REGISTERED);
	assert_string_equal(day_iso(c.visit_due, day), "2026-11-24");
	assert_string_equal(day_iso(c.fix_due, day), "2026-12-14");
	assert_string_equal(day_iso(c.due, day), "2026-11-24");
	assert_false(c.overdue);
	assert_string_equal(c.name, "李*");
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM clock WHERE kind IN ('K8', 'K8f') AND stopped_at IS NULL"), 2);
	fixture_tick(DAY);
	assert_false(only(false).overdue);           /* its day has not ended */
	fixture_tick(DAY);
	assert_true(only(false).overdue);
	assert_int_equal(follow(&supervisor, q.id, RATING_VERIFY, RATING_UNCLASSIFIED, "已电话回访本人", &err), ST_OK);
	c = only(false);
	assert_false(c.overdue);
	assert_string_equal(day_iso(c.due, day), "2026-12-14");
	fixture_tick(20 * DAY);                      /* 2026-12-15 */
	assert_true(only(false).overdue);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM clock WHERE kind IN ('K8', 'K8f') AND stopped_at IS NULL"), 1);
}

static void the_whole_way_of_a_bad_one(void **state)
{
	struct asked q;
	struct err err;
	json_t *j;
	int64_t entries;

	(void)state;
	accept_as(OUTCOME_ACCEPT, &q);
	assert_int_equal(answer(&q, 4, "态度不好", &err), ST_OK);
	assert_int_equal(follow(&supervisor, q.id, RATING_FIX, RATING_UNCLASSIFIED, "改", &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6603");
	assert_non_null(strstr(err.text, "核实"));
	assert_int_equal(follow(&supervisor, q.id, RATING_VERIFY, RATING_UNCLASSIFIED, "", &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6604");
	assert_int_equal(follow(&supervisor, 77, RATING_VERIFY, RATING_UNCLASSIFIED, "回访", &err), ST_NOINPUT);
	assert_int_equal(follow(&supervisor, q.id, RATING_VERIFY, RATING_UNCLASSIFIED, "已回访", &err), ST_OK);
	assert_int_equal(follow(&supervisor, q.id, RATING_CLASSIFY, RATING_UNCLASSIFIED, "看了录像", &err), ST_USAGE);
	assert_int_equal(follow(&supervisor, q.id, RATING_CLASSIFY, RATING_TRUE, "看了录像", &err), ST_OK);
	assert_int_equal(answer(&q, 1, "", &err), ST_REFUSED);         /* not answered yet: no follow-up */
	/* the appeal: not judged by who followed it up, not by the clerk, not by a script */
	assert_int_equal(follow(&supervisor, q.id, RATING_APPEAL, RATING_UNCLASSIFIED, "本人申诉", &err), ST_OK);
	assert_int_equal(follow(&supervisor, q.id, RATING_REVIEW, RATING_TRUE, "维持", &err), ST_DENIED);
	assert_string_equal(err.code, "E-6606");
	struct actor system;
	assert_int_equal(staff_system(f.h, "", &system, &err), ST_OK);
	assert_int_equal(follow(&system, q.id, RATING_REVIEW, RATING_TRUE, "维持", &err), ST_DENIED);
	assert_int_equal(follow(&other, q.id, RATING_REVIEW, RATING_TRUE, "看了录像,维持", &err), ST_OK);
	assert_string_equal(only(false).appeal, "upheld");
	assert_int_equal(follow(&supervisor, q.id, RATING_FIX, RATING_UNCLASSIFIED, "已培训", &err), ST_OK);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM clock WHERE kind IN ('K8', 'K8f') AND stopped_at IS NULL"), 0);
	assert_int_equal(follow(&supervisor, q.id, RATING_ANSWER, RATING_UNCLASSIFIED, "已电话答复", &err), ST_OK);
	assert_int_equal(follow(&supervisor, q.id, RATING_CLOSE, RATING_UNCLASSIFIED, "办结", &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6607");
	assert_int_equal(answer(&q, 2, "满意了", &err), ST_OK);        /* the one follow-up */
	assert_int_equal(answer(&q, 1, "", &err), ST_REFUSED);
	assert_int_equal(follow(&supervisor, q.id, RATING_CLOSE, RATING_UNCLASSIFIED, "办结", &err), ST_OK);
	assert_int_equal(only(true).state, RATING_CLOSED);
	assert_int_equal(only(true).level, 4);
	assert_int_equal(only(true).again_level, 2);
	/* with its words only for a reason, and that is written down */
	assert_int_equal(rating_case_json(f.h, &supervisor, q.id, NULL, &j, &err), ST_OK);
	char *text = json_dumps(j, 0);
	assert_null(strstr(text, "态度不好"));
	assert_null(strstr(text, "看了录像"));
	assert_int_equal(json_array_size(json_object_get(j, "steps")), 7);
	free(text);
	json_decref(j);
	assert_int_equal(rating_case_json(f.h, &supervisor, q.id, "月度复盘", &j, &err), ST_OK);
	text = json_dumps(j, 0);
	assert_non_null(strstr(text, "态度不好"));
	assert_non_null(strstr(text, "看了录像"));
	free(text);
	json_decref(j);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act = 'rating.reveal'"), 1);
	assert_int_equal(audit_verify(f.h, &entries, &err), ST_OK);
	assert_int_not_equal(execute("UPDATE rating_step SET kind = 'malicious'"), SQLITE_OK);
}

/* What was no fault has nothing to fix: its date ends with the answer. */
static void a_misunderstanding_is_answered_at_once(void **state)
{
	struct asked q;
	struct err err;

	(void)state;
	accept_as(OUTCOME_ACCEPT, &q);
	assert_int_equal(answer(&q, 5, "", &err), ST_OK);
	assert_int_equal(follow(&supervisor, q.id, RATING_VERIFY, RATING_UNCLASSIFIED, "已回访", &err), ST_OK);
	assert_int_equal(follow(&supervisor, q.id, RATING_CLASSIFY, RATING_MISUNDERSTANDING, "按错了键", &err), ST_OK);
	assert_int_equal(follow(&supervisor, q.id, RATING_FIX, RATING_UNCLASSIFIED, "改", &err), ST_REFUSED);
	assert_int_equal(follow(&supervisor, q.id, RATING_ANSWER, RATING_UNCLASSIFIED, "已说明", &err), ST_OK);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM clock WHERE kind IN ('K8', 'K8f') AND stopped_at IS NULL"), 0);
	fixture_tick(8 * DAY);                       /* nobody followed up: it may be closed */
	assert_int_equal(follow(&supervisor, q.id, RATING_CLOSE, RATING_UNCLASSIFIED, "办结", &err), ST_OK);
}

/* E-11: a clerk's levels are shown from five on; what was not rated is no level. */
static void a_clerk_is_summed_from_five_on(void **state)
{
	struct rating_sum sums[4];
	struct asked q[6];
	struct err err;
	size_t count;

	(void)state;
	for (int i = 0; i < 6; i++)
		accept_as(OUTCOME_ACCEPT, &q[i]);
	for (int i = 0; i < 4; i++)
		assert_int_equal(answer(&q[i], 1 + i % 2, "", &err), ST_OK);
	assert_int_equal(rating_sums(f.h, &supervisor, clock_today(), clock_today(), RATING_BY_CLERK, sums, 4, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_true(sums[0].hidden);
	assert_int_equal(sums[0].asked, 6);
	assert_int_equal(sums[0].rated, 4);
	assert_int_equal(sums[0].levels[1] + sums[0].levels[2], 0);
	assert_int_equal(answer(&q[4], 3, "", &err), ST_OK);
	assert_int_equal(rating_sums(f.h, &supervisor, clock_today(), clock_today(), RATING_BY_CLERK, sums, 4, &count, &err), ST_OK);
	assert_false(sums[0].hidden);
	assert_int_equal(sums[0].levels[1], 2);
	assert_int_equal(sums[0].levels[2], 2);
	assert_int_equal(sums[0].levels[3], 1);
	assert_int_equal(sums[0].levels[RATING_NONE], 0);
	assert_int_equal(rating_sums(f.h, &supervisor, clock_today() - 9, clock_today() - 1, RATING_BY_HALL, sums, 4, &count, &err), ST_OK);
	assert_int_equal(count, 0);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(one_request_for_each_moment), TEST(the_papers_carry_the_token), TEST(row_57_no_clerk_writes_a_level),
		TEST(a_token_answers_once), TEST(what_is_no_rating_is_refused), TEST(row_58_time_out_is_unrated_and_the_qr_goes_on),
		TEST(a_faulty_device_is_counted), TEST(the_device_gives_a_level), TEST(row_59_a_bad_one_has_its_days_and_goes_red),
		TEST(the_whole_way_of_a_bad_one), TEST(a_misunderstanding_is_answered_at_once), TEST(a_clerk_is_summed_from_five_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
