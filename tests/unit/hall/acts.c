/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/dossier.h"
#include "hall/import.h"
#include "hall/paper.h"

struct fixture f;
struct actor supervisor, issuer, department, script;
struct err err;
struct acted acted;

struct actor person(int64_t id, const char *role)
{
	struct actor a = f.clerk;

	a.staff_id = id;
	snprintf(a.role, sizeof a.role, "%s", role);
	return a;
}

static int64_t now(void)
{
	fixture_clock();
	return clock_wall_ms();
}

int acts_setup(void **state)
{
	(void)state;
	char *data = mem_format("%s/data", getenv("srcdir") ? getenv("srcdir") : ".");
	setenv("YICHUANG_DATADIR", data, 1);
	free(data);
	fixture_tick(FIXTURE_NOW - now());
	fixture_open(&f);
	supervisor = person(1, "supervisor");
	issuer = person(1, "issuer");
	department = person(1, "department");
	script = person(1, "system");
	return 0;
}

int acts_teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

/* --- tools ------------------------------------------------------------------------------------------------------------ */

int64_t sql(const char *text, ...)
{
	char *path = file_join(f.dir, "hall.db"), query[600];
	sqlite3 *db;
	sqlite3_stmt *s;
	va_list args;

	va_start(args, text);
	vsnprintf(query, sizeof query, text, args);
	va_end(args);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	free(path);
	sqlite3_busy_timeout(db, 5000);
	if (sqlite3_prepare_v2(db, query, -1, &s, NULL) != SQLITE_OK)
		fail_msg("%s: %s", query, sqlite3_errmsg(db));
	int rc = sqlite3_step(s);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		fail_msg("%s: %s", query, sqlite3_errmsg(db));
	int64_t n = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
	sqlite3_finalize(s);
	sqlite3_close(db);
	return n;
}

char number[24];
static int persons = 100;

void take_in(const char *bundle, enum outcome outcome, const char *deferred)
{
	struct accepted a;
	struct request r;

	fixture_request(&f, bundle, persons++, &r);
	r.outcome = outcome;
	if (outcome == OUTCOME_NOTICE) {
		r.materials[0].state = MS_DEFECTIVE;
		request_set(&r.materials[0].reason, "照片模糊");
	}
	if (deferred) {
		request_material(&r, deferred)->state = MS_DEFERRED;
		request_set(&request_material(&r, deferred)->reason, "医院补打中");
	}
	fixture_accept(&f, &r, &a);
	request_release(&r);
	snprintf(number, sizeof number, "%s", a.number);
}

const char *shown_id(void)
{
	static char proof[40];
	json_t *d;

	if (dossier_json(f.h, number, false, &d, &err) != ST_OK)
		fail_msg("%s: %s %s", number, err.code, err.text);
	const json_t *applicant = json_object_get(d, "applicant");
	const char *id = json_string_value(json_object_get(applicant, json_is_true(json_object_get(applicant, "company")) ? "legal_id" : "id_number"));
	snprintf(proof, sizeof proof, "proof=证件 %s", id && strlen(id) > 4 ? id + strlen(id) - 4 : "0012");
	json_decref(d);
	return proof;
}

/* "name=value", ended by NULL. */
enum status act(const struct actor *by, int task, const char *word, ...)
{
	static char text[16][200];
	struct act_value values[16];
	struct act_call call = { .number = number, .task = task, .word = word, .values = values };
	const char *pair;
	va_list args;

	va_start(args, word);
	while ((pair = va_arg(args, const char *))) {
		char *t = text[call.count];
		snprintf(t, sizeof text[0], "%s", pair);
		char *equals = strchr(t, '=');
		*equals = '\0';
		values[call.count++] = (struct act_value){ t, equals + 1 };
	}
	va_end(args);
	return dossier_act(f.h, by, &call, &acted, &err);
}

void assert_state(const char *state)
{
	if (sql("SELECT state = '%s' FROM dossier WHERE number = '%s'", state, number) != 1)
		fail_msg("%s is not in state %s", number, state);
}

void assert_task(int no, const char *state)
{
	if (sql("SELECT t.state = '%s' FROM task t JOIN dossier d ON d.id = t.dossier WHERE d.number = '%s' AND t.no = %d", state, number,
		no) != 1)
		fail_msg("task %d of %s is not in state %s", no, number, state);
}

/* All messages of the dossier's tasks have arrived. */
void push_all(void)
{
	sql("UPDATE outbox SET state = 'delivered' WHERE task IN (SELECT t.id FROM task t JOIN dossier d ON d.id = t.dossier"
		" WHERE d.number = '%s')", number);
	sql("UPDATE task SET state = '10', department_no = 'N' || id WHERE state = '00' AND dossier ="
		" (SELECT id FROM dossier WHERE number = '%s')", number);
}

int64_t messages(const char *kind)
{
	return sql("SELECT count(*) FROM outbox o JOIN task t ON t.id = o.task JOIN dossier d ON d.id = t.dossier"
		" WHERE d.number = '%s' AND o.kind = '%s'", number, kind);
}

void decide_all(int refused)
{
	int n = task_count();

	push_all();
	for (int i = 1; i <= n; i++)
		OK(&script, i, "sign");
	for (int i = 1; i <= n; i++) {
		if (i == refused)
			OK(&script, i, "deny", "reason=不符合条件", "article=第三十八条");
		else
			OK(&script, i, "grant", "licence=许可证", "licence_no=L-1");
	}
}

int64_t papers(const char *kind)
{
	return sql("SELECT count(*) FROM print_job p JOIN dossier d ON d.id = p.dossier WHERE d.number = '%s' AND p.kind = '%s'"
		" AND p.act <> ''", number, kind);
}

char *paper_text(const struct print_job *job, int columns)
{
	struct document *d = NULL;
	struct buf text;

	if (paper_fill(f.h, job, PAPER_A4, true, &d, &err) != ST_OK)
		fail_msg("%s of %s: %s %s [%s]", job->kind, job->number, err.code, err.text, err.where);
	buf_init(&text, BUF_LARGE);
	document_text(d, 0, columns, &text);
	document_free(d);
	return buf_take(&text);
}

static void paper_says(const char *kind, const char *words, bool wanted)
{
	struct print_job job;

	if (print_job_draft(f.h, number, kind, &job, &err) != ST_OK)
		fail_msg("%s of %s: %s %s [%s]", kind, number, err.code, err.text, err.where);
	char *text = paper_text(&job, 78);
	if (!strstr(text, words) == wanted)
		fail_msg("%s says %s%s:\n%s", kind, words, wanted ? " not" : "", text);
	if (getenv("SHOW_PAPERS"))
		puts(text);
	free(text);
}

void assert_paper(const char *kind, const char *words)
{
	paper_says(kind, words, true);
}

void assert_paper_lacks(const char *kind, const char *words)
{
	paper_says(kind, words, false);
}

int64_t refusals(void)
{
	return sql("SELECT count(*) FROM audit WHERE act = 'act.refused'");
}

int task_count(void)
{
	return (int)sql("SELECT count(*) FROM task t JOIN dossier d ON d.id = t.dossier WHERE d.number = '%s'", number);
}

int another_calendar(const char *point)
{
	static const char json[] = "{\"year\":2027,\"off_days\":[{\"date\":\"2027-01-01\",\"name\":\"元旦\"},"
		"{\"date\":\"2027-01-04\",\"name\":\"元旦\"},{\"date\":\"2027-01-05\",\"name\":\"元旦\"},"
		"{\"date\":\"2027-05-03\",\"name\":\"劳动节\"},{\"date\":\"2027-05-04\",\"name\":\"劳动节\"}],\"work_days\":[]}";
	struct calendar_result moved;
	struct hall *other = NULL;

	if (strcmp(point, "act.calendar-read") != 0)
		return 0;
	fault_hook = NULL;
	assert_int_equal(hall_open(f.dir, false, &other, &err), ST_OK);
	if (import_calendar(other, &script, "2027", json, sizeof json - 1, NULL, NULL, &moved, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	hall_close(other);
	return 0;
}

json_t *history_row(const json_t *history, const char *word, size_t n)
{
	json_t *row;
	size_t i;

	json_array_foreach(history, i, row)
		if (strcmp(json_string_value(json_object_get(row, "word")), word) == 0 && n-- == 0)
			return row;
	fail_msg("no row \"%s\" in the history", word);
	return NULL;
}
