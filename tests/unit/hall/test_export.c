/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "fixture.h"
#include "hall/audit.h"
#include "hall/export.h"
#include "hall/import.h"
#include "hall/rating_write.h"
#include "hall/staff.h"

static struct fixture f;
static struct actor system_actor;
static struct accepted dossier;

#define DAY ((int64_t)86400000)
#define ALL ((1u << EXCHANGE_KINDS) - 1)

static void execute(const char *sql)
{
	char *path = file_join(f.dir, "hall.db"), *why = NULL;
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
	free(path);
}

/* A department's event on item `no`, `day` days after acceptance. */
static void event(int no, int seq, const char *state, int day, const char *who, const char *words)
{
	char *sql = sqlite3_mprintf("INSERT INTO task_event (task, seq, state, at, applied_at, answer, handler, note) "
		"SELECT id, %d, %Q, %lld, %lld, 'applied', %Q, %Q FROM task WHERE dossier = %lld AND no = %d", seq, state,
		(long long)(FIXTURE_NOW + day * DAY), (long long)(FIXTURE_NOW + day * DAY + 5000), who, words, (long long)dossier.dossier, no);

	execute(sql);
	sqlite3_free(sql);
}

static int setup(void **state)
{
	struct request r;
	struct err err;

	const char *top = getenv("srcdir");
	char *data = file_join(top ? top : ".", "data");

	(void)state;
	setenv("YICHUANG_DATADIR", data, 1);
	free(data);
	fixture_clock();
	fixture_tick(FIXTURE_NOW - clock_wall_ms());
	fixture_open(&f);
	if (staff_system(f.h, "", &system_actor, &err) != ST_OK)
		fixture_die("system", &err);
	fixture_request(&f, "xinshenger", 1, &r);
	fixture_accept(&f, &r, &dossier);
	request_release(&r);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static struct export_result run(int from, int to, unsigned tables, bool csv)
{
	const struct export_request q = { .from = clock_day_of(FIXTURE_NOW) + from, .to = clock_day_of(FIXTURE_NOW) + to, .tables = tables,
		.csv = csv };
	struct export_result out;
	struct err err;

	if (export_run(f.h, &system_actor, &q, &out, &err) != ST_OK)
		fail_msg("%s %s %s", err.code, err.where, err.text);
	return out;
}

/* The n-th line as an object; owned. */
static json_t *line(const struct buf *b, size_t n)
{
	const char *p = b->len ? b->data : "";

	while (n-- && (p = strchr(p, '\n')) != NULL)
		p++;
	json_t *o = p && *p ? json_loadb(p, strcspn(p, "\n"), 0, NULL) : NULL;
	if (!o)
		fail_msg("no such line, or no JSON");
	return o;
}

static const char *text(json_t *o, const char *name)
{
	json_t *v = json_object_get(o, name);

	return json_is_null(v) ? "null" : json_string_value(v);
}

/* Row 82 (I-9): what was accepted, with every value in its width. */
static void row_82_accepted(void **state)
{
	struct export_result r = run(0, 0, ALL, false);
	char citizen[19];
	json_t *a;

	(void)state;
	assert_int_equal(r.rows[EXCHANGE_ACCEPT], dossier.tasks);
	assert_int_equal(r.rows[EXCHANGE_PROCESS], dossier.tasks);
	assert_true(r.rows[EXCHANGE_MATERIAL] > dossier.tasks);
	assert_int_equal(r.rows[EXCHANGE_RESULT] + r.rows[EXCHANGE_SPECIAL] + r.rows[EXCHANGE_EVALUATION], 0);
	assert_int_equal(r.refused, 0);
	a = line(&r.tables[EXCHANGE_ACCEPT], 0);
	assert_int_equal(strlen(text(a, "project_no")), 43);
	assert_string_equal(text(a, "applyer_name"), "李芳");
	fixture_citizen(1, citizen);
	assert_string_equal(text(a, "applyer_page_code"), citizen);
	assert_string_equal(text(a, "accept_date"), "2026-11-23 09:41:00");
	assert_string_equal(text(a, "org_code"), "11338810MB0A123452");
	assert_string_equal(text(a, "handle_user_name"), "季慧敏");
	assert_string_equal(text(a, "apply_type"), "1");
	assert_string_equal(text(a, "cd_operation"), "I");
	assert_string_equal(text(a, "contact_mobile"), "13900000001");
	assert_int_equal(r.cut, 0);
	assert_int_equal(r.notes.len, 0);
	json_decref(a);
	export_release(&r);
	r = run(1, 300, ALL, false);                 /* each event in its own period */
	assert_int_equal(r.tables[EXCHANGE_ACCEPT].len, 0);
	export_release(&r);
}

/* The catalogue's own words for its codes go before what could be guessed from the 实施编码. */
static void codes_of_the_catalogue_stand(void **state)
{
	char *folder = file_join(getenv("YICHUANG_DATADIR"), "catalogue");
	const char *paths[] = { folder };
	static const char item[] = "\"id\": \"csz-qianfa\",", department[] = "\"id\": \"wj\",";
	struct catalogue_texts texts;
	struct import_result result;
	struct accepted done;
	struct request r;
	struct err err;

	(void)state;
	assert_int_equal(catalogue_texts_read(paths, 1, NULL, NULL, &texts, &err), ST_OK);
	for (size_t i = 0; i < texts.count; i++) {
		struct catalogue_text *t = &texts.list[i];
		const char *at = strstr(t->json, item), *to = strstr(t->name, "departments") ? strstr(t->json, department) : NULL;
		if (!at && !to)
			continue;
		char *with = mem_format("%.*s%s%s", (int)((at ? at : to) - t->json), t->json, at ? "\"basic_code\": \"442199806003\", \"local_code\": "
			"\"4201060150100101\"," : "\"uscc\": \"12441500196720244T\",", at ? at : to);
		free((void *)(uintptr_t)t->json);
		*t = (struct catalogue_text){ t->name, with, strlen(with) };
	}
	assert_int_equal(import_catalogue(f.h, &system_actor, &(struct import_request){ .texts = texts.list, .count = texts.count }, &result, &err), ST_OK);
	assert_int_equal(result.sums.changed, 2);
	fixture_request(&f, "csz-qianfa", 2, &r);
	fixture_accept(&f, &r, &done);
	struct export_result out = run(0, 0, ALL, false);
	json_t *a = line(&out.tables[EXCHANGE_ACCEPT], (size_t)dossier.tasks);
	assert_string_equal(text(a, "catalog_code"), "442199806003");
	assert_string_equal(text(a, "local_catalog_code"), "4201060150100101");
	assert_string_equal(text(a, "org_code"), "12441500196720244T");
	json_decref(a);
	export_release(&out);
	request_release(&r);
	catalogue_texts_release(&texts);
	free(folder);
}

/* Row 82: what departments did: a step, a special procedure told at its end, a result. */
static void row_82_steps_special_result(void **state)
{
	struct export_result r;
	json_t *o;

	(void)state;
	event(1, 1, "10", 0, "王工", "");
	event(1, 2, "20", 1, "王工", "");
	event(1, 3, "30", 2, "王工", "现场勘验");
	event(1, 4, "50", 3, "王工", "不能这样走");          /* told, and not applied */
	event(1, 5, "20", 9, "王工", "勘验合格");
	event(1, 6, "50", 10, "王工", "准予");
	event(2, 1, "51", 10, "", "不符合条件");
	execute("UPDATE task_event SET answer = 'illegal' WHERE seq = 4");
	r = run(2, 8, ALL, false);
	assert_int_equal(r.rows[EXCHANGE_SPECIAL], 0);          /* begun, but over there its end is NOT NULL */
	assert_int_equal(r.rows[EXCHANGE_PROCESS], 1);
	export_release(&r);
	r = run(9, 10, ALL, false);
	assert_int_equal(r.rows[EXCHANGE_SPECIAL], 1);
	o = line(&r.tables[EXCHANGE_SPECIAL], 0);
	assert_string_equal(text(o, "special_time"), "2026-11-25 09:41:00");
	assert_string_equal(text(o, "end_time"), "2026-12-02 09:41:00");
	assert_string_equal(text(o, "special_reason"), "现场勘验");
	assert_string_equal(text(o, "result"), "勘验合格");
	json_decref(o);
	assert_int_equal(r.rows[EXCHANGE_RESULT], 2);
	o = line(&r.tables[EXCHANGE_RESULT], 0);
	assert_string_equal(text(o, "result_type"), "0");
	assert_string_equal(text(o, "satisfaction"), "null");
	json_decref(o);
	o = line(&r.tables[EXCHANGE_RESULT], 1);
	assert_string_equal(text(o, "result_type"), "1");
	assert_string_equal(text(o, "result_explain"), "不符合条件");
	json_decref(o);
	export_release(&r);
}

/* A NOT NULL column without a value refuses its row and says which; the others go. */
static void a_row_without_a_must_is_refused(void **state)
{
	struct export_result r;
	json_t *o;

	(void)state;
	event(1, 1, "30", 2, "王工", "");                   /* W-9: without a reason */
	event(1, 2, "20", 3, "王工", "");
	event(2, 1, "30", 2, "王工", "公示");
	event(2, 2, "20", 3, "王工", "");
	r = run(0, 5, 1u << EXCHANGE_SPECIAL, false);
	assert_int_equal(r.rows[EXCHANGE_SPECIAL], 1);
	assert_int_equal(r.refused, 1);
	assert_int_equal(r.tables[EXCHANGE_ACCEPT].len, 0);
	o = line(&r.notes, 0);
	assert_true(json_is_true(json_object_get(o, "refused")));
	assert_string_equal(text(o, "column"), "special_name");
	json_decref(o);
	export_release(&r);
}

/* Row 82: too long is cut at a character and told; what a department wrote cannot become a formula or a second line. */
static void row_82_long_and_hostile_text(void **state)
{
	struct buf words;
	struct export_result r;
	const char *cell;

	(void)state;
	buf_init(&words, BUF_SMALL);
	buf_text(&words, "=cmd|'/c calc'!A0\r\n\"x\",y");
	for (int i = 0; i < 2000; i++)
		buf_text(&words, "驳");
	event(1, 1, "51", 1, "+王工", words.data);
	buf_release(&words);
	r = run(1, 1, 1u << EXCHANGE_RESULT, true);
	assert_int_equal(r.rows[EXCHANGE_RESULT], 1);
	assert_int_equal(r.cut, 1);
	assert_int_equal(strncmp(r.tables[EXCHANGE_RESULT].data, "\"row_guid\",\"data_source\",", 25), 0);
	cell = strstr(r.tables[EXCHANGE_RESULT].data, "\"'=cmd");
	assert_non_null(cell);
	assert_non_null(strstr(cell, "\"\"x\"\",y驳"));
	assert_non_null(strstr(r.tables[EXCHANGE_RESULT].data, "\"'+王工\""));
	size_t lines = 0;
	for (const char *p = r.tables[EXCHANGE_RESULT].data; (p = strchr(p, '\n')) != NULL; p++) {
		assert_int_equal(p[-1], '\r');
		lines++;
	}
	assert_int_equal(lines, 2);
	assert_int_equal(text_valid(r.tables[EXCHANGE_RESULT].data, r.tables[EXCHANGE_RESULT].len), r.tables[EXCHANGE_RESULT].len);
	export_release(&r);
	r = run(1, 1, 1u << EXCHANGE_RESULT, false);
	json_t *o = line(&r.tables[EXCHANGE_RESULT], 0);
	assert_int_equal(text_count(text(o, "result_explain")), 2000);
	json_decref(o);
	export_release(&r);
}

/* The same period gives the same bytes, whatever came later. */
static void again_is_the_same(void **state)
{
	const struct rating_given good = { .level = 1, .words = "" };
	struct rating_stored stored;
	struct export_result a, b;
	struct rows *token;
	struct err err;

	(void)state;
	event(1, 1, "50", 1, "王工", "准予");
	a = run(0, 1, ALL, true);
	fixture_tick(2 * DAY);
	event(1, 2, "60", 2, "王工", "");
	assert_int_equal(store_read(hall_store(f.h), Q_RATING_TOKEN, ARGS(value_int(dossier.dossier), value_text("accept")), &token, &err), ST_OK);
	assert_int_equal(rating_answer(f.h, rows_text(token, 0, 0), &good, &stored, &err), ST_OK);
	rows_free(token);
	b = run(0, 1, ALL, true);
	assert_string_equal(a.digest, b.digest);
	for (int k = 0; k < EXCHANGE_KINDS; k++) {
		assert_int_equal(a.tables[k].len, b.tables[k].len);
		assert_memory_equal(a.tables[k].data, b.tables[k].data, a.tables[k].len);
	}
	export_release(&a);
	export_release(&b);
	b = run(2, 2, ALL, true);                    /* what came later is in the later one */
	assert_int_equal(b.rows[EXCHANGE_PROCESS], 1);
	assert_int_equal(b.rows[EXCHANGE_EVALUATION], dossier.tasks);
	export_release(&b);
}

/* E-3, E-7: one rating, copied to each item's number; with the hall's parameter to the first alone. */
static void row_60_a_rating_for_each_item(void **state)
{
	const struct rating_given bad = { .level = 5, .attitude = 4, .words = "等太久", .tags = { "排队", "态度" }, .tag_count = 2 };
	struct rating_stored stored;
	struct export_result r;
	struct rows *token;
	struct err err;
	json_t *o;

	(void)state;
	assert_int_equal(store_read(hall_store(f.h), Q_RATING_TOKEN, ARGS(value_int(dossier.dossier), value_text("accept")), &token, &err), ST_OK);
	assert_int_equal(rating_answer(f.h, rows_text(token, 0, 0), &bad, &stored, &err), ST_OK);
	rows_free(token);
	r = run(0, 0, 1u << EXCHANGE_EVALUATION, false);
	assert_int_equal(r.rows[EXCHANGE_EVALUATION], dossier.tasks);
	o = line(&r.tables[EXCHANGE_EVALUATION], 1);
	assert_string_equal(text(o, "satisfaction_code"), "5");
	assert_string_equal(text(o, "satisfaction"), "非常不满意");
	assert_string_equal(text(o, "evaluate_text"), "等太久");
	assert_string_equal(text(o, "tags"), "排队,态度");
	assert_string_equal(text(o, "attitude"), "4");
	assert_string_equal(text(o, "skill"), "null");
	assert_string_equal(text(o, "evaluate_times"), "1");
	assert_string_equal(text(o, "work_no"), "D0003");
	assert_string_equal(text(o, "affair_serial_no"), dossier.number);
	json_t *first = line(&r.tables[EXCHANGE_EVALUATION], 0);
	assert_string_not_equal(text(o, "project_no"), text(first, "project_no"));
	assert_string_not_equal(text(o, "row_guid"), text(first, "row_guid"));
	json_decref(first);
	json_decref(o);
	export_release(&r);
	assert_int_equal(hall_set(f.h, &system_actor, "export.rating_items", "0", &err), ST_OK);
	r = run(0, 0, 1u << EXCHANGE_EVALUATION, false);
	assert_int_equal(r.rows[EXCHANGE_EVALUATION], 1);
	export_release(&r);
}

static void times_and_the_mark(void **state)
{
	struct export_result r;
	struct err err;

	(void)state;
	assert_int_equal(hall_set(f.h, &system_actor, "export.time", "compact", &err), ST_OK);
	assert_int_equal(hall_set(f.h, &system_actor, "export.bom", "1", &err), ST_OK);
	r = run(0, 0, 1u << EXCHANGE_ACCEPT, true);
	assert_memory_equal(r.tables[EXCHANGE_ACCEPT].data, "\xEF\xBB\xBF\"row_guid\"", 13);
	assert_non_null(strstr(r.tables[EXCHANGE_ACCEPT].data, "\"20261123T094100\""));
	export_release(&r);
}

/* A hall's own tables and codes win, and a wrong one stops it. */
static void the_halls_own_definitions(void **state)
{
	static const char codes[] = "{\"source\":\"省平台\",\"checked\":true,\"codes\":{";
	const char *top = getenv("srcdir");
	struct export_request q = { .from = clock_day_of(FIXTURE_NOW), .to = clock_day_of(FIXTURE_NOW), .tables = 1u << EXCHANGE_ACCEPT };
	char *folder = file_join(f.dir, "exchange"), *own = file_join(folder, "codes.json"), *text_of, *changed;
	struct export_result r;
	struct err err;
	size_t n;

	(void)state;
	char *shipped = mem_format("%s/data/exchange/codes.json", top ? top : ".");
	assert_int_equal(conf_slurp(shipped, 1 << 20, &text_of, &n, &err), ST_OK);
	char *at = strstr(text_of, "\"window\": \"1\"");
	assert_non_null(at);
	changed = mem_format("%.*s\"window\": \"7\"%s", (int)(at - text_of), text_of, at + strlen("\"window\": \"1\""));
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(file_write(own, changed, strlen(changed), 0600, &err), ST_OK);
	r = run(0, 0, 1u << EXCHANGE_ACCEPT, false);
	json_t *o = line(&r.tables[EXCHANGE_ACCEPT], 0);
	assert_string_equal(text(o, "apply_type"), "7");
	json_decref(o);
	export_release(&r);
	assert_int_equal(file_write(own, codes, strlen(codes), 0600, &err), ST_OK);
	assert_int_equal(export_run(f.h, &system_actor, &q, &r, &err), ST_CONFIG);
	export_release(&r);
	free(text_of);
	free(changed);
	free(shipped);
	free(own);
	free(folder);
}

/* S-6: full personal data: a role, and a line in the audit before it leaves. */
static void a_role_and_a_trace(void **state)
{
	struct export_request q = { .from = clock_day_of(FIXTURE_NOW), .to = clock_day_of(FIXTURE_NOW), .tables = ALL };
	struct export_result r;
	struct err err;
	int64_t before, after;

	(void)state;
	assert_int_equal(audit_verify(f.h, &before, &err), ST_OK);
	assert_int_equal(export_run(f.h, &f.clerk, &q, &r, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6620");
	assert_int_equal(r.tables[EXCHANGE_ACCEPT].len, 0);
	export_release(&r);
	q.to = q.from - 1;
	assert_int_equal(export_run(f.h, &system_actor, &q, &r, &err), ST_USAGE);
	export_release(&r);
	q.to = q.from + 366;
	assert_int_equal(export_run(f.h, &system_actor, &q, &r, &err), ST_USAGE);
	export_release(&r);
	r = run(0, 0, ALL, false);
	export_release(&r);
	assert_int_equal(audit_verify(f.h, &after, &err), ST_OK);
	assert_int_equal(after - before, 2);         /* the try, and the export */
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(row_82_accepted), TEST(codes_of_the_catalogue_stand), TEST(row_82_steps_special_result), TEST(a_row_without_a_must_is_refused), TEST(row_82_long_and_hostile_text),
		TEST(again_is_the_same), TEST(row_60_a_rating_for_each_item), TEST(times_and_the_mark),
		TEST(the_halls_own_definitions), TEST(a_role_and_a_trace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
