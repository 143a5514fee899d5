/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "dispatch/kit.h"
#include "fake/hall.h"
#include "fake/certificate.h"
#include "fake/department.h"

/* Everything that a network and a broken or hostile department can do, all at once, one department each: what was done
 * is done exactly once, what is shown is true, and those beside it are not delayed (R6, R7, T12, T13, 4.8). */

#define SCALE 10
#define NEIGHBOURS 4
#define NEIGHBOUR_TASKS 5
#define HANGING_TASKS 60

struct play {
	const char *script;                  /* of pushes; NULL: a trap without TLS */
	const char *state;                   /* what the message comes to … */
	int effects;                         /* … and what really happened */
	const char *first;                   /* how the first attempt ended; NULL: as the kernel had it */
	const char *code;                    /* its note begins so; NULL: any */
	bool once;                           /* a department without deduplication */
	const char *certificate, *client_ca, *query;
	bool message;                        /* not a task but a recall, which may be more than a department knows (M5) */
	bool old_tls, unverified;            /* unverified: not one byte may have left */
	const char *url;                     /* where nobody is */
	int pushes;                          /* how often it was really sent; 0: as often as it takes */
};
static const struct play plays[] = {
	/* it was done, and we were not told */
	{ "fin", "delivered", 1, "maybe", "E-4001", .once = false },
	{ "rst", "delivered", 1, "maybe", "E-4001", .once = false },
	{ "silence", "delivered", 1, "maybe", "E-4001", .once = false },
	{ "slow", "delivered", 1, "maybe", "E-4001", .once = false },
	{ "truncated", "delivered", 1, "maybe", "E-4001", .once = false },
	{ "fin fin rst silence", "delivered", 1, "maybe", "E-4001", .once = false },
	/* it was not done, and we cannot know that */
	{ "fin-before", "delivered", 1, "maybe", "E-4001", .once = false },
	{ "fin-before fin-before fin", "delivered", 1, "maybe", "E-4001", .once = false },
	/* on a connection that a question has just used libcurl would push a second time by itself (fact 3) */
	{ "fin-before fin", "delivered", 1, "maybe", "E-4001", .pushes = 2 },
	{ "fin-before rst", "delivered", 1, "maybe", "E-4001", .pushes = 2 },
	/* answers that prove nothing */
	{ "html", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "empty", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "half-json", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "strange-state", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "wrong-type", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "nan", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "duplicate", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "deep", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "giant", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "endless", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "headers", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "long-header", "delivered", 1, "maybe", NULL, .once = false },
	{ "continue", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "no-http", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "gzip", "delivered", 1, "maybe", "E-4006", .once = false },
	{ "control-header", "delivered", 1, "delivered", NULL, .once = false },
	/* about somebody else: a person must look */
	{ "other-key", "parked", 1, "parked", "E-4003", .once = false },
	{ "other-dossier", "parked", 1, "parked", "E-4003", .once = false },
	/* refusals */
	{ "400", "parked", 0, "parked", "E-4005", .once = false }, { "401", "parked", 0, "parked", "E-4005", .once = false },
	{ "403", "parked", 0, "parked", "E-4005", .once = false }, { "404", "parked", 0, "parked", "E-4005", .once = false },
	{ "410", "parked", 0, "parked", "E-4005", .once = false }, { "413", "parked", 0, "parked", "E-4005", .once = false },
	{ "415", "parked", 0, "parked", "E-4005", .once = false }, { "422", "parked", 0, "parked", "E-4005", .once = false },
	{ "405", "parked", 0, "parked", "E-4005", .once = false },
	{ "404", "parked", 0, "parked", "E-4016", .message = true }, { "405", "parked", 0, "parked", "E-4016", .message = true },
	{ "501", "parked", 0, "parked", "E-4016", .message = true }, { "422", "parked", 0, "parked", "E-4005", .message = true },
	{ "429/0", "delivered", 1, "retry", "E-4002", .message = true },
	{ "redirect", "parked", 0, "parked", "E-4004", .once = false }, { "301", "parked", 0, "parked", "E-4004", .once = false },
	/* not now */
	{ "408", "delivered", 1, "retry", "E-4002", .once = false }, { "425", "delivered", 1, "retry", "E-4002", .once = false },
	{ "429/0", "delivered", 1, "retry", "E-4002", .once = false }, { "429/-1", "delivered", 1, "retry", "E-4002", .once = false },
	{ "429/soon", "delivered", 1, "retry", "E-4002", .once = false },
	{ "429/1000000000", "pending", 0, "retry", "E-4002", .once = false },
	{ "409 409", "delivered", 1, "maybe", "E-4002", .once = false },
	{ "500! 502 503 504", "delivered", 1, "maybe", "E-4002", .once = false },
	{ "503/1 fin html", "delivered", 1, "maybe", "E-4002", .once = false },
	/* the question by key is not answered well either: the key makes pushing again harmless */
	{ "fin", "delivered", 1, "maybe", "E-4001", .query = "404" },
	{ "fin-before", "delivered", 1, "maybe", "E-4001", .query = "404" },
	{ "fin", "parked", 1, "maybe", "E-4001", .query = "403" },
	/* where nothing may be sent twice any doubt is for a person (R6) */
	{ "fin", "parked", 1, "parked", "E-4007", .once = true }, { "fin-before", "parked", 0, "parked", "E-4007", .once = true },
	{ "html", "parked", 1, "parked", "E-4007", .once = true }, { "silence", "parked", 1, "parked", "E-4007", .once = true },
	{ "500!", "parked", 1, "parked", "E-4007", .once = true }, { "429/0 honest", "delivered", 1, "retry", "E-4002", .once = true },
	{ "honest", "delivered", 1, "delivered", NULL, .once = true },
	/* nobody that we believe */
	{ "", "pending", 0, "retry", "E-4011", .certificate = "stranger", .unverified = true },
	{ "", "pending", 0, "retry", "E-4011", .certificate = "self", .unverified = true },
	{ "", "pending", 0, "retry", "E-4010", .certificate = "expired", .unverified = true },
	{ "", "pending", 0, "retry", "E-4010", .certificate = "early", .unverified = true },
	{ "", "pending", 0, "retry", "E-4012", .certificate = "other-name", .unverified = true },
	{ "", "pending", 0, "retry", "E-4015", .old_tls = true, .unverified = true },
	{ "", "pending", 0, NULL, NULL, .client_ca = "other-ca", .unverified = true },
	{ NULL, "pending", 0, "retry", "E-3005", .unverified = true },       /* http:// */
	/* nobody there: no such name, nothing listens, packets that vanish */
	{ "", "pending", 0, "retry", "E-4001", .url = "https://department.invalid:8443/d" },
	{ "", "pending", 0, "retry", "E-4001", .url = "https://127.0.0.1:1/d" },
	{ "", "pending", 0, "retry", "E-4001", .url = "https://[100::1]:8443/d" },
};
#define PLAYS COUNT_OF(plays)

static struct fake_hall f;
static struct fake_server *servers[PLAYS], *neighbours[NEIGHBOURS], *trap, *hole;
static int64_t tasks[PLAYS], neighbour_tasks[NEIGHBOURS * NEIGHBOUR_TASKS];

static void make_certificates(const char *tls)
{
	static const struct fake_certificate all[] = {
		{ "other-ca", NULL, NULL, -3600, 86400 }, { "stranger", "other-ca", "IP:127.0.0.1", -3600, 86400 },
		{ "self", NULL, "IP:127.0.0.1", -3600, 86400 }, { "expired", "ca", "IP:127.0.0.1", -86400, -3600 },
		{ "early", "ca", "IP:127.0.0.1", 86400, 2 * 86400 },
		{ "other-name", "ca", "DNS:elsewhere.test,IP:127.0.0.2", -3600, 86400 },
	};

	for (size_t i = 0; i < COUNT_OF(all); i++)
		fake_certificate_make(tls, &all[i]);
}

static int begin(void **state)
{
	char id[16], number[24], *tls;

	(void)state;
	fake_hall_make(&f, true);
	tls = file_join(f.path, "tls");
	make_certificates(tls);
	trap = fake_server_start(&(struct fake_server_options){ 0 });
	setenv("https_proxy", fake_server_url(trap), 1);         /* and nobody follows it (T12) */
	setenv("ALL_PROXY", fake_server_url(trap), 1);
	for (size_t i = 0; i < PLAYS; i++) {
		const struct play *p = &plays[i];
		servers[i] = fake_server_start(&(struct fake_server_options){ .tls = p->script ? tls : NULL, .script = p->script,
			.certificate = p->certificate, .client_ca = p->client_ca, .old_tls = p->old_tls, .no_dedup = p->once,
			.query = p->query, .redirect = fake_server_url(trap) });
		snprintf(id, sizeof id, "p-%zu", i);
		char *url = mem_text(p->url ? p->url : fake_server_url(servers[i]));
		if (!p->script)
			memmove(url + 4, url + 5, strlen(url + 5) + 1);  /* http://… */
		fake_department(&f, id, url, !p->once);
		free(url);
		snprintf(number, sizeof number, "P-%zu", i);
		tasks[i] = fake_task(&f, fake_dossier(&f, number), id, 0, "");
		if (p->message)
			fake_run(&f, "UPDATE outbox SET kind = 'recall' WHERE task = ?1", "i", tasks[i]);
	}
	/* it accepts connections and never says a word */
	hole = fake_server_start(&(struct fake_server_options){ 0 });
	fake_department(&f, "hole", fake_server_url(hole), true);
	int64_t hanging = fake_dossier(&f, "HOLE");
	for (int k = 0; k < HANGING_TASKS; k++)
		fake_task(&f, hanging, "hole", 0, "");
	for (int i = 0; i < NEIGHBOURS; i++) {
		neighbours[i] = fake_server_start(&(struct fake_server_options){ .tls = tls });
		snprintf(id, sizeof id, "n-%d", i);
		fake_department(&f, id, fake_server_url(neighbours[i]), true);
		snprintf(number, sizeof number, "N-%d", i);
		int64_t dossier = fake_dossier(&f, number);
		for (int k = 0; k < NEIGHBOUR_TASKS; k++)
			neighbour_tasks[i * NEIGHBOUR_TASKS + k] = fake_task(&f, dossier, id, 0, "");
	}
	free(tls);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	for (size_t i = 0; i < PLAYS; i++)
		fake_server_stop(servers[i]);
	for (int i = 0; i < NEIGHBOURS; i++)
		fake_server_stop(neighbours[i]);
	fake_server_stop(trap);
	fake_server_stop(hole);
	fake_hall_free(&f);
	return 0;
}

static bool neighbours_done(void *ctx)
{
	(void)ctx;
	return fake_int(&f, "SELECT count(*) FROM outbox WHERE department LIKE 'n-%' AND state = 'delivered'", "") ==
		NEIGHBOURS * NEIGHBOUR_TASKS;
}

static bool play_done(size_t i)
{
	char state[256];

	fake_text(&f, state, "SELECT state FROM outbox WHERE task = ?1", "i", tasks[i]);
	return strcmp(state, plays[i].state) == 0 &&
		fake_int(&f, "SELECT count(*) FROM attempt WHERE outbox = ?1 AND ended_at IS NOT NULL", "i", tasks[i]) > 0;
}

static bool all_done(void *ctx)
{
	size_t n = 0;

	(void)ctx;
	while (n < PLAYS && play_done(n))
		n++;
	return n == PLAYS;
}

static void check_play(size_t i, int *wrong)
{
	const struct play *p = &plays[i];
	struct fake_ledger l = fake_server_ledger(servers[i]);
	char state[256], first[256], note[256];

	fake_text(&f, state, "SELECT state FROM outbox WHERE task = ?1", "i", tasks[i]);
	fake_text(&f, first, "SELECT end_code FROM attempt WHERE outbox = ?1 AND n = 1", "i", tasks[i]);
	fake_text(&f, note, "SELECT note FROM attempt WHERE outbox = ?1 AND n = 1", "i", tasks[i]);
	bool fine = strcmp(state, p->state) == 0 && l.effects == p->effects && (!p->first || strcmp(first, p->first) == 0) &&
		(!p->code || strncmp(note, p->code, strlen(p->code)) == 0) && (!p->unverified || l.bytes == 0) && (!p->pushes || l.pushes == p->pushes);
	if (fine)
		return;
	++*wrong;
	fprintf(stderr, "%2zu \"%s\"%s%s: %s, %d effects, first %s, %ld bytes, %d pushes %d queries; note %s\n", i,
		p->script ? p->script : "http", p->certificate ? " " : "", p->certificate ? p->certificate : "", state, l.effects,
		first, l.bytes, l.pushes, l.queries, note);
}

static void effects_are_exactly_one_and_neighbours_are_not_delayed(void **state)
{
	(void)state;
	int wrong = 0;
	int64_t began = milliseconds();
	pid_t agent = agent_start(f.path, &(struct agent_options){ .scale = SCALE, .slow = "4", .poll = "60000" });

	bool in_time = wait_until(neighbours_done, NULL, 20000);
	int64_t neighbours_ms = milliseconds() - began;
	bool all = wait_until(all_done, NULL, 60000);
	fprintf(stderr, "neighbours %lld ms, all %lld ms\n", (long long)neighbours_ms, (long long)(milliseconds() - began));
	assert_int_equal(process_stop(agent, 10000), 0);
	for (size_t i = 0; i < PLAYS; i++)
		check_play(i, &wrong);
	if (wrong || !all || !in_time)
		agent_log_show(f.path);
	assert_int_equal(wrong, 0);
	assert_true(in_time && all);
	/* those that hang are given up after four seconds of silence: no neighbour waited for one of them */
	assert_true(fake_int(&f, "SELECT max(a.ended_at) FROM attempt a JOIN outbox o ON o.id = a.outbox"
		" WHERE o.department LIKE 'n-%'", "") < fake_int(&f, "SELECT min(ended_at) FROM attempt WHERE note LIKE '%没有按时%'", ""));
	for (int i = 0; i < NEIGHBOURS; i++)
		assert_int_equal(fake_server_ledger(neighbours[i]).effects, NEIGHBOUR_TASKS);
	/* sixty messages for one that hangs: never more than four connections (R8) */
	assert_in_range(fake_server_ledger(hole).most, 1, 4);
	assert_int_equal(fake_server_ledger(trap).connections, 0);       /* neither redirected nor by way of a proxy */
}

static bool pushed(void *server)
{
	return fake_server_ledger(server).pushes > 0;
}

/* SIGTERM while a request hangs: a clean end soon, and the doubt is on record. */
static void told_to_end_it_ends_and_remembers_the_doubt(void **state)
{
	(void)state;
	char *tls = file_join(f.path, "tls"), text[256];
	struct fake_server *silent = fake_server_start(&(struct fake_server_options){ .tls = tls, .script = "silence" });

	fake_department(&f, "silent", fake_server_url(silent), true);
	int64_t task = fake_task(&f, fake_dossier(&f, "SILENT"), "silent", 0, "");
	pid_t agent = agent_start(f.path, &(struct agent_options){ .scale = SCALE, .slow = "30" });
	assert_true(wait_until(pushed, silent, 20000));
	assert_int_equal(process_stop(agent, 5000), 0);
	assert_string_equal(fake_text(&f, text, "SELECT state || maybe_sent FROM outbox WHERE task = ?1", "i", task), "pending1");
	assert_string_equal(fake_text(&f, text, "SELECT end_code FROM attempt WHERE outbox = ?1", "i", task), "maybe");
	fake_server_stop(silent);
	free(tls);
}

static void a_mad_retry_after_is_an_hour(void **state)
{
	(void)state;
	int64_t waits = fake_int(&f, "SELECT max(next_at - last_at) FROM outbox WHERE state = 'pending' AND note LIKE 'E-4002%'", "");

	assert_in_range(waits, 3600000, 3600000 + 120000);
}

static void what_is_shown_is_true(void **state)
{
	(void)state;
	char words[256], task_state[256];

	fake_text(&f, words, "SELECT words FROM agent_state WHERE name = 'dispatch'", "");
	assert_non_null(strstr(words, "不通"));
	assert_non_null(strstr(words, "件停下待处理"));
	for (size_t i = 0; i < PLAYS; i++) {
		if (plays[i].message)
			continue;
		fake_text(&f, task_state, "SELECT state FROM task WHERE id = ?1", "i", tasks[i]);
		assert_string_equal(task_state, strcmp(plays[i].state, "delivered") == 0 ? "10"
			: strcmp(plays[i].state, "parked") == 0 ? "05" : "00");
	}
	/* the beginning of a sentence without end is better than none: of a task and of a message */
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM outbox WHERE note LIKE '%(422:原因原因%'", ""), 2);
	/* whatever has stopped says what to do */
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM outbox WHERE state = 'parked' AND note NOT LIKE '%请%'", ""), 0);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM lease", ""), 0);             /* given back */
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM attempt WHERE ended_at IS NULL", ""), 0);
}

/* --- the table of the contract ------------------------------------------------------------------------------------------ */

/* Files go before what refers to them; test_files.c plays what is said of one (A1 to A6). */
static bool of_a_file(const char *code)
{
	return strstr(code, "`3") != NULL;
}

/* Is there a play in which a department says so, and the hall does what the table tells it to? */
static bool played(const char *status, const char *reaction)
{
	bool again = strstr(reaction, "again") != NULL, message = strstr(reaction, "the message") != NULL;

	for (size_t i = 0; i < PLAYS; i++) {
		const struct play *p = &plays[i];
		size_t n = strcspn(status, "x");
		if (strstr(reaction, "pushes the task")) {       /* an answer to the question by key */
			if (p->query && strcmp(p->query, status) == 0 && strcmp(p->state, "delivered") == 0)
				return true;
			continue;
		}
		if (!p->script || strncmp(p->script, status, n) != 0 || p->message != message)
			continue;
		if (again ? p->first && (strcmp(p->first, "retry") == 0 || strcmp(p->first, "maybe") == 0) && strcmp(p->state, "delivered") == 0
			: strncmp(reaction, "stops the ", 10) == 0 && strcmp(p->state, "parked") == 0)
			return true;
	}
	return false;
}

static void row_84_every_row_of_the_contract_is_played(void **state)
{
	char *data = fake_data(), *path = mem_format("%s/contract/department.md", data), line[512];
	FILE *in = fopen(path, "r");
	bool table = false;
	int rows = 0;

	(void)state;
	assert_non_null(in);
	while (fgets(line, sizeof line, in)) {
		char *rest = line, *cells[6] = { NULL }, *status;
		table = strncmp(line, "## ", 3) == 0 ? strcmp(line, "## Errors\n") == 0 : table;
		if (!table || line[0] != '|' || line[2] < '0' || line[2] > '9')
			continue;
		for (int i = 0; i < 6; i++)
			cells[i] = strsep(&rest, "|");
		char *statuses = cells[1];
		const char *reaction = cells[4] + 1;
		if (of_a_file(cells[2]))
			continue;
		while ((status = strsep(&statuses, ", "))) {
			if (!*status)
				continue;
			rows++;
			if (!played(status, reaction))
				fail_msg("%s: no play in which the hall %s", status, reaction);
		}
	}
	fclose(in);
	free(path);
	free(data);
	assert_in_range(rows, 16, 30);
	/* what a department gives as its reason is what a person reads */
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM outbox WHERE state = 'parked' AND note LIKE 'E-4005%'"
		" AND note NOT LIKE '%原因在此%' AND note NOT LIKE '%原因原因%'", ""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(effects_are_exactly_one_and_neighbours_are_not_delayed),
		cmocka_unit_test(a_mad_retry_after_is_an_hour),
		cmocka_unit_test(what_is_shown_is_true),
		cmocka_unit_test(row_84_every_row_of_the_contract_is_played),
		cmocka_unit_test(told_to_end_it_ends_and_remembers_the_doubt),
	};

	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return 99;
	return cmocka_run_group_tests(tests, begin, finish);
}
