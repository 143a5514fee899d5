/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "department/reception.h"
#include "dispatch/kit.h"
#include "dispatch/wire.h"
#include "fake/department.h"
#include "fixture.h"
#include "hall/attachment.h"
#include "hall/dossier.h"
#include "hall/outbox.h"

/* Scans on their way (I-5): first the files, by content, then what refers to them; against the reference department as it ships, and
 * one that knows nothing of files. */

static struct fixture f;
static struct err err;
static sqlite3 *here, *there;
static pid_t department;
static int port;
static char number[DOSSIER_NUMBER_SIZE], material[2][64];
static struct actor admin;
static int taken;

/* The largest scan that there may be is as long as this. */
static char *scan_bytes(size_t n, const char *inside)
{
	static const char head[] = "%PDF-1.7\n<</Type/Page>>\n", tail[] = "%%EOF\n";
	char *bytes = mem_alloc(n);

	memset(bytes, ' ', n);
	memcpy(bytes, head, sizeof head - 1);
	memcpy(bytes + sizeof head - 1, inside, strlen(inside));
	memcpy(bytes + n - (sizeof tail - 1), tail, sizeof tail - 1);
	return bytes;
}

/* How the list of departments tells of it: how many are so. */
static size_t departments_are(enum department_files wanted)
{
	struct department_row rows[64];
	size_t count, n = 0;

	assert_int_equal(department_list(f.h, rows, COUNT_OF(rows), &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		n += rows[i].files == wanted && (wanted != FILES_NOT_TAKEN || rows[i].files_at > 0);
	return n;
}

static void add(int which, size_t n, const char *inside)
{
	char *path = file_join(f.dir, "scan.pdf"), *bytes = scan_bytes(n, inside);
	struct attachment a;

	assert_int_equal(file_write(path, bytes, n, 0600, &err), ST_OK);
	if (attachment_add(f.h, &f.clerk, number, material[which], (const char *const *)&path, 1, &a, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_int_equal(unlink(path), 0);
	free(bytes);
	free(path);
}

/* A dossier of this outcome, and two of its materials that the same item wants. */
static void take_in(enum outcome outcome)
{
	const struct catalogue *c;
	struct request r;
	struct accepted done;
	json_t *json, *m;
	size_t i, found = 0;
	int version;

	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	fixture_request(&f, c->bundles[0].id, ++taken, &r);
	r.outcome = outcome;
	fixture_accept(&f, &r, &done);
	request_release(&r);
	snprintf(number, sizeof number, "%s", done.number);
	assert_int_equal(dossier_json(f.h, number, true, &json, &err), ST_OK);
	json_t *materials = json_object_get(json, "materials");
	const char *item = json_string_value(json_array_get(json_object_get(json_array_get(materials, 0), "items"), 0));
	json_array_foreach(materials, i, m) {
		json_t *one;
		size_t k;
		json_array_foreach(json_object_get(m, "items"), k, one)
			if (found < 2 && strcmp(json_string_value(one), item) == 0)
				snprintf(material[found++], sizeof material[0], "%s", json_string_value(json_object_get(m, "id")));
	}
	assert_int_equal(found, 2);
	json_decref(json);
}

static void deliver(void)
{
	pid_t agent = agent_start(f.dir, &(struct agent_options){ .scale = 20, .until_idle = true });
	int code = process_end(agent, 60000);

	if (code != 0)
		agent_log_show(f.dir);
	assert_int_equal(code, 0);
}

static int begin(void **state)
{
	(void)state;
	char *data = mem_format("%s/data", getenv("srcdir") ? getenv("srcdir") : ".");
	setenv("YICHUANG_DATADIR", data, 1);
	free(data);
	fixture_clock();
	fixture_open(&f);
	admin = f.clerk;
	snprintf(admin.role, sizeof admin.role, "admin");
	port = (int)hall_int(f.h, "department.port");
	department = department_start(f.dir, &port, NULL, -1);
	here = store_look(f.dir, "hall.db");
	there = store_look(f.dir, "department.db");
	return 0;
}

static int finish(void **state)
{
	(void)state;
	assert_int_equal(process_stop(department, 5000), 0);
	sqlite3_close(here);
	sqlite3_close(there);
	fixture_close(&f);
	return 0;
}

/* --- what the reference department says ------------------------------------------------------------------------------------ */

static long post(const char *sha, const char *bytes, size_t n, char body[512])
{
	char *url = mem_format("https://127.0.0.1:%d/d/v1/files?sha=sm3:%s&size=%zu", port, sha, n);
	char *ca = file_join(f.dir, "tls/ca.pem"), *cert = file_join(f.dir, "tls/client.pem"), *key = file_join(f.dir, "tls/client.key");
	const struct wire_limits limits = { .connect_ms = 5000, .total_ms = 30000, .slow_bytes = 1, .slow_s = 30, .body_max = 65536,
		.header_bytes = 65536, .header_lines = 100 };
	struct wire w;

	assert_int_equal(wire_init(&w, &(struct wire_identity){ ca, cert, key }, &limits, &(struct wire_request){ .url = url, .post = bytes, .n = n },
		NULL), ST_OK);
	CURLcode code = curl_easy_perform(w.easy);
	if (code != CURLE_OK)
		fail_msg("curl %d: %s", (int)code, w.fault);
	snprintf(body, 512, "%.500s", w.body.len ? w.body.data : "");
	long status = wire_end(&w, code).http_status;
	wire_release(&w);
	free(url);
	free(ca);
	free(cert);
	free(key);
	return status;
}

static void sm3_of(const char *bytes, size_t n, char hex[DIGEST_HEX])
{
	crypto_sm3_hex(bytes, n, hex);
}

static void the_reference_department_checks_what_comes(void **state)
{
	(void)state;
	char *bytes = scan_bytes(FILE_BODY_MAX + 1, "x"), hex[DIGEST_HEX], body[512];

	sm3_of(bytes, 100, hex);
	assert_int_equal(post(hex, bytes, 101, body), 422);
	assert_non_null(strstr(body, "\"3002\""));
	sm3_of(bytes, FILE_BODY_MAX + 1, hex);
	assert_int_equal(post(hex, bytes, FILE_BODY_MAX + 1, body), 413);
	assert_non_null(strstr(body, "\"3003\""));
	assert_int_equal(store_number(there, "SELECT count(*) FROM file"), 0);
	sm3_of(bytes, FILE_BODY_MAX, hex);                       /* the last byte that fits */
	assert_int_equal(post(hex, bytes, FILE_BODY_MAX, body), 201);
	assert_non_null(strstr(body, hex));
	assert_int_equal(post(hex, bytes, FILE_BODY_MAX, body), 200);
	memcpy(bytes, "MZ\x90\0", 4);                             /* an .exe, whatever it is called */
	sm3_of(bytes, 1000, hex);
	assert_int_equal(post(hex, bytes, 1000, body), 415);
	assert_non_null(strstr(body, "\"3003\""));
	assert_int_equal(post("short", bytes, 1000, body), 400);
	assert_int_equal(store_number(there, "SELECT count(*) FROM file"), 1);
	free(bytes);
}

/* --- the agent and it -------------------------------------------------------------------------------------------------------- */

/* Of those whose task has gone; what is said of one that waits for another item waits behind it. */
#define FILES_OPEN "SELECT count(*) FROM outbox o JOIN outbox t ON t.task = o.task AND t.kind = 'task'" \
	" WHERE o.kind = 'files' AND (o.state = 'delivered') <> (t.state = 'delivered')"

static void files_go_first_and_once(void **state)
{
	(void)state;
	take_in(OUTCOME_ACCEPT);
	add(0, 300000, "one");
	add(1, 300000, "one");                                   /* the same content for another material */
	add(0, 5000, "two");
	deliver();
	int64_t messages = store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'files' AND state = 'delivered'");
	assert_true(messages >= 3);
	assert_true(store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'files' AND state = 'pending'") > 0);
	assert_int_equal(store_number(here, FILES_OPEN), 0);
	assert_int_equal(store_number(there, "SELECT count(*) FROM message WHERE type = 'files'"), messages);
	assert_int_equal(store_number(there, "SELECT count(*) FROM file"), store_number(here, "SELECT count(DISTINCT o.department || a.sm3) FROM outbox o, attachment a"
		" WHERE o.kind = 'files' AND o.state = 'delivered'"));
	assert_int_equal(store_number(here, "SELECT count(*) FROM attachment_sent"), store_number(there, "SELECT count(*) FROM file"));
	assert_int_equal(store_number(there, "SELECT count(*) FROM file WHERE length(octets) <> size"), 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM attachment_sent WHERE state <> 'there'"), 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state = 'parked'"), 0);
}

static void a_file_that_is_missed_is_sent_anew(void **state)
{
	(void)state;
	take_in(OUTCOME_ACCEPT);
	add(0, 3000, "one");
	deliver();
	int64_t files = store_number(there, "SELECT count(*) FROM file");
	assert_true(files > 0);
	assert_int_equal(store_number(there, "DELETE FROM file"), 0);     /* restored from an older copy: 3001 */
	add(1, 3000, "one");
	deliver();
	assert_int_equal(store_number(here, FILES_OPEN), 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state = 'parked'"), 0);      /* nor was any sent before its task */
	assert_true(store_number(there, "SELECT count(*) FROM file") > 0);
}

/* The agent dies before a file, after its answer: what is there is there once, and the message follows. */
static void a_death_around_a_file_loses_nothing(void **state)
{
	(void)state;
	static const char *const points[] = { "dispatch.before-file:1", "dispatch.file-answered:1", "dispatch.before-file:1" };

	take_in(OUTCOME_ACCEPT);
	add(0, 30000, "one");
	add(0, 4000, "two");
	for (size_t i = 0; i < COUNT_OF(points); i++)
		assert_int_equal(process_end(agent_start(f.dir, &(struct agent_options){ .scale = 20, .until_idle = true, .die = points[i] }), 60000),
			128 + SIGKILL);
	deliver();
	assert_int_equal(store_number(here, FILES_OPEN), 0);
	assert_int_equal(store_number(there, "SELECT count(*) FROM message WHERE type = 'files'"),
		store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'files' AND state = 'delivered'"));
	assert_int_equal(store_number(there, "SELECT count(*) FROM received"), store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'task' AND state = 'delivered'"));
}

/* A file that cannot be read stops what speaks of it, and nothing else; adding it again makes it good. */
static void a_damaged_file_holds_nothing_else_up(void **state)
{
	(void)state;
	take_in(OUTCOME_ACCEPT);
	add(0, 3000, "one");
	char *folder = file_join(f.dir, "attachments");
	DIR *d = opendir(folder);
	struct dirent *e;
	while ((e = readdir(d)))
		if (e->d_name[0] != '.') {
			char *path = file_join(folder, e->d_name);
			assert_int_equal(truncate(path, 50), 0);
			free(path);
		}
	closedir(d);
	free(folder);
	add(1, 4000, "two");
	deliver();
	assert_int_equal(store_number(here, "SELECT count(*) FROM task WHERE state IN ('00', '05')"),
		store_number(here, "SELECT count(DISTINCT task) FROM task_edge"));
	int64_t parked = store_number(here, "SELECT count(*) FROM outbox WHERE state = 'parked' AND kind = 'files' AND note LIKE 'E-4017%'");
	assert_true(parked > 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state = 'parked'"), parked);
	assert_int_equal(store_number(here, "SELECT count(*) FROM attachment_sent WHERE state = 'damaged'"), parked);
	assert_true(store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'files' AND state = 'delivered'") > 0);
	add(0, 3000, "one");
	for (int64_t id; (id = store_number(here, "SELECT id FROM outbox WHERE state = 'parked'")) > 0;)
		assert_int_equal(outbox_retry(f.h, &f.clerk, id, &err), ST_OK);
	deliver();
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state = 'parked'"), 0);
}

static void accept_it(void)
{
	struct request r;
	struct accepted done;

	assert_int_equal(request_continue(f.h, &f.clerk, number, &r, &err), ST_OK);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	request_release(&r);
}

#define TOLD "SELECT count(*) FROM difference WHERE kind = 'file' AND state = 'open'"

/* Two of one task are two to be told, and so is what was not taken before when another dossier has it. */
static void each_scan_that_is_not_taken_is_told(void **state)
{
	(void)state;
	int64_t told, first = 0;

	assert_int_equal(hall_set(f.h, &admin, "file.max", "21", &err), ST_OK);
	for (int dossier = 1; dossier <= 2; dossier++) {
		take_in(OUTCOME_RECEIVE);
		add(0, FILE_BODY_MAX + 1, "large");
		add(1, FILE_BODY_MAX + 2, "larger");
		accept_it();
		deliver();
		assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state = 'parked'"), 0);
		told = store_number(here, TOLD);
		first = dossier == 1 ? told : first;
		assert_int_equal(told, dossier * first);
		assert_true(store_number(here, "SELECT max(n) FROM (SELECT count(*) AS n FROM difference WHERE kind = 'file' GROUP BY substr(key, 1, 36))") == 2);
		assert_int_equal(store_number(here, "SELECT count(*) FROM audit WHERE act = 'reconcile.found'"), told);
		fixture_tick(3600 * 1000);                       /* the agent's clock runs faster */
	}
}

/* What a department does not take is told to the clerk (3003); a task goes without it all the same. */
static void what_is_not_taken_is_told_and_the_task_goes(void **state)
{
	(void)state;
	assert_int_equal(hall_set(f.h, &admin, "file.max", "21", &err), ST_OK);
	take_in(OUTCOME_RECEIVE);
	add(0, FILE_BODY_MAX + 1, "large");                      /* 20 MB and a byte */
	add(1, 2000, "small");
	accept_it();
	deliver();
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state = 'parked'"), 0);
	int64_t refused = store_number(here, "SELECT count(*) FROM attachment_sent WHERE state = 'refused' AND note LIKE 'E-4018%20 MB%'");
	assert_true(refused > 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM difference WHERE kind = 'file' AND state = 'open' AND theirs LIKE 'E-4018%'"), refused);
	assert_true(store_number(there, "SELECT count(*) FROM received") > 0);
	assert_true(departments_are(FILES_TAKEN) > 0);
	assert_int_equal(store_number(there, "SELECT count(*) FROM file WHERE size <> 2000"), 0);
	add(1, FILE_BODY_MAX + 2, "larger");                     /* later: the message about it stops for the clerk */
	deliver();
	assert_true(store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'files' AND state = 'parked' AND note LIKE 'E-4018 部门%'") > 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'task' AND state = 'parked'"), 0);
}

static void a_department_that_knows_no_files_gets_its_tasks(void **state)
{
	(void)state;
	char *tls = file_join(f.dir, "tls");
	struct fake_server *old = fake_server_start(&(struct fake_server_options){ .tls = tls, .script = "" });
	struct department_row rows[64];
	size_t count;

	assert_int_equal(department_list(f.h, rows, COUNT_OF(rows), &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].url, DEPARTMENT_DESK) != 0)
			assert_int_equal(department_set(f.h, &admin, rows[i].id, fake_server_url(old), true, &err), ST_OK);
	assert_int_equal(departments_are(FILES_NOT_TAKEN) + departments_are(FILES_TAKEN), 0);
	assert_true(departments_are(FILES_UNTRIED) > 0 && departments_are(FILES_HERE) > 0);
	take_in(OUTCOME_ACCEPT);
	add(0, 3000, "one");
	deliver();
	assert_true(departments_are(FILES_NOT_TAKEN) > 0);
	assert_int_equal(departments_are(FILES_TAKEN), 0);
	assert_true(fake_server_ledger(old).effects > 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state = 'parked'"), 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'files' AND state NOT IN ('rejected', 'pending')"), 0);
	assert_true(store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'files' AND state = 'rejected' AND note LIKE 'E-4019%'") > 0);
	/* it is no news for the next shift */
	struct rows *left = NULL;
	assert_int_equal(store_read(hall_store(f.h), Q_SHIFT_MESSAGE, ARGS(value_text(""), value_int(500)), &left, &err), ST_OK);
	for (size_t i = 0; i < rows_count(left); i++)
		assert_string_not_equal(rows_text(left, i, 4), "rejected");
	rows_free(left);
	fake_server_stop(old);
	free(tls);
}

/* Each department with a system is said to be so, of this content ("": of any). */
static void all_told(const char *sm3, enum attachment_state state)
{
	struct department_row rows[64];
	size_t count;

	assert_int_equal(department_list(f.h, rows, COUNT_OF(rows), &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].url, DEPARTMENT_DESK) != 0)
			assert_int_equal(attachment_told(f.h, rows[i].id, sm3, state, "", &err), ST_OK);
}

/* Departments that have taken files, and a gateway before them that says 404: they are none without files. The tasks go, and a person
 * learns what they went without. */
static void a_gateways_word_is_not_the_departments(void **state)
{
	(void)state;
	char *tls = file_join(f.dir, "tls");
	struct fake_server *gateway = fake_server_start(&(struct fake_server_options){ .tls = tls, .script = "" });
	struct department_row rows[64];
	size_t count;

	assert_int_equal(department_list(f.h, rows, COUNT_OF(rows), &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].url, DEPARTMENT_DESK) != 0)
			assert_int_equal(department_set(f.h, &admin, rows[i].id, fake_server_url(gateway), true, &err), ST_OK);
	all_told("5f0c", ATTACHMENT_THERE);
	take_in(OUTCOME_RECEIVE);
	add(0, 3000, "one");
	accept_it();
	deliver();
	assert_true(fake_server_ledger(gateway).effects > 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state = 'parked'"), 0);
	assert_int_equal(departments_are(FILES_NOT_TAKEN), 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM attachment_sent WHERE sm3 = ''"), 0);
	assert_true(store_number(here, TOLD " AND theirs LIKE 'E-4021%'") > 0);
	fake_server_stop(gateway);
	free(tls);
}

/* That it takes no files is believed for a day, and no longer than until it misses one. */
static void who_misses_a_file_is_not_without(void **state)
{
	(void)state;
	all_told("", ATTACHMENT_UNSUPPORTED);
	assert_true(departments_are(FILES_NOT_TAKEN) > 0);
	fixture_tick(INT64_C(25) * 3600 * 1000);
	assert_int_equal(departments_are(FILES_NOT_TAKEN), 0);
	fixture_reopen(&f);
	take_in(OUTCOME_RECEIVE);
	add(0, 3000, "one");
	accept_it();
	all_told("", ATTACHMENT_UNSUPPORTED);
	deliver();
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state = 'parked'"), 0);
	assert_true(store_number(there, "SELECT count(*) FROM file") > 0);
	assert_true(departments_are(FILES_TAKEN) > 0);
	assert_int_equal(store_number(here, TOLD), 0);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, begin, finish)
	const struct CMUnitTest tests[] = {
		T(the_reference_department_checks_what_comes), T(files_go_first_and_once), T(a_file_that_is_missed_is_sent_anew), T(a_death_around_a_file_loses_nothing),
		T(a_damaged_file_holds_nothing_else_up), T(what_is_not_taken_is_told_and_the_task_goes), T(each_scan_that_is_not_taken_is_told),
		T(a_department_that_knows_no_files_gets_its_tasks), T(a_gateways_word_is_not_the_departments), T(who_misses_a_file_is_not_without),
	};
#undef T
	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
