/* SPDX-License-Identifier: Apache-2.0 */
/* The least that pushing a hall's waiting messages needs: bare libcurl with the agent's TLS settings, one connection a post
 * as the agent has it, and with `commit` the two durable transactions a message that R5 asks for, on bare SQLite.
 *
 *   bench-post HALL COUNT IN-FLIGHT plain|commit
 *
 * prints the number posted and the milliseconds. Bodies are as long as those that wait in the hall's outbox. */
#include <curl/curl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/file.h"
#include "base/mem.h"
#include "now.h"

struct post { char key[37], *body; size_t n; CURL *easy; struct curl_slist *headers; };
static struct post *posts;
static size_t post_count, begun, ended;
static char *ca, *cert, *key_file, *base;
static sqlite3 *db;
static sqlite3_stmt *steps[6];

static void fail(const char *what)
{
	fprintf(stderr, "bench-post: %s\n", what);
	exit(70);
}

/* --- messages ------------------------------------------------------------------------------------------------------- */

static void read_hall(const char *folder, size_t most)
{
	char *path = file_join(folder, "hall.db");
	sqlite3 *hall;
	sqlite3_stmt *s;

	if (sqlite3_open(path, &hall) != SQLITE_OK || sqlite3_prepare_v2(hall,
		"SELECT length(o.body), p.url FROM outbox o JOIN department p ON p.id = o.department"
		" WHERE NOT EXISTS (SELECT 1 FROM task_edge e WHERE e.task = o.task) LIMIT ?1", -1, &s, NULL) != SQLITE_OK)
		fail(sqlite3_errmsg(hall));
	sqlite3_bind_int64(s, 1, (sqlite3_int64)most);
	posts = mem_array(most, sizeof *posts);
	while (sqlite3_step(s) == SQLITE_ROW) {
		struct post *p = &posts[post_count++];
		char head[200];
		crypto_uuid(p->key);
		int n = snprintf(head, sizeof head, "{\"key\":\"%s\",\"dossier\":\"33881000120261123000011\",\"pad\":\"", p->key);
		p->n = (size_t)sqlite3_column_int64(s, 0);
		p->body = mem_alloc(p->n + 1);
		memset(p->body, 'x', p->n);
		memcpy(p->body, head, (size_t)n);
		memcpy(p->body + p->n - 2, "\"}", 2);
		if (!base)
			base = mem_format("%s/v1/tasks", (const char *)sqlite3_column_text(s, 1));
	}
	sqlite3_finalize(s);
	sqlite3_close(hall);
	free(path);
}

/* --- the two commits ------------------------------------------------------------------------------------------------ */

static void open_commits(const char *folder)
{
	static const char *const sql[] = {
		"BEGIN IMMEDIATE", "UPDATE outbox SET state = 'sending', owner = 'raw', tries = tries + 1 WHERE key = ?1",
		"INSERT INTO attempt (outbox, n, started_at) VALUES (?1, 1, 0)", "COMMIT",
		"UPDATE outbox SET state = 'delivered', owner = '' WHERE key = ?1",
		"UPDATE attempt SET ended_at = 1, http_status = 201 WHERE outbox = ?1",
	};
	char *path = file_join(folder, "raw-post.db");

	remove(path);
	if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_exec(db, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;"
		"CREATE TABLE outbox (key TEXT PRIMARY KEY, state TEXT, owner TEXT, tries INTEGER DEFAULT 0, body BLOB) STRICT;"
		"CREATE TABLE attempt (outbox TEXT, n INTEGER, started_at INTEGER, ended_at INTEGER, http_status INTEGER,"
		" PRIMARY KEY (outbox, n)) STRICT, WITHOUT ROWID; BEGIN", NULL, NULL, NULL) != SQLITE_OK)
		fail(sqlite3_errmsg(db));
	sqlite3_stmt *insert;
	sqlite3_prepare_v2(db, "INSERT INTO outbox (key, state, owner, body) VALUES (?1, 'pending', '', ?2)", -1, &insert, NULL);
	for (size_t i = 0; i < post_count; i++) {
		sqlite3_bind_text(insert, 1, posts[i].key, -1, SQLITE_STATIC);
		sqlite3_bind_blob64(insert, 2, posts[i].body, posts[i].n, SQLITE_STATIC);
		if (sqlite3_step(insert) != SQLITE_DONE || sqlite3_reset(insert) != SQLITE_OK)
			fail(sqlite3_errmsg(db));
	}
	sqlite3_finalize(insert);
	sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	for (size_t i = 0; i < COUNT_OF(sql); i++)
		if (sqlite3_prepare_v2(db, sql[i], -1, &steps[i], NULL) != SQLITE_OK)
			fail(sqlite3_errmsg(db));
	free(path);
}

static void commit(const struct post *p, bool end)
{
	const int order[2][4] = { { 0, 1, 2, 3 }, { 0, 4, 5, 3 } };

	for (int i = 0; db && i < 4; i++) {
		sqlite3_stmt *s = steps[order[end][i]];
		if (sqlite3_bind_parameter_count(s))
			sqlite3_bind_text(s, 1, p->key, -1, SQLITE_STATIC);
		if (sqlite3_step(s) != SQLITE_DONE || sqlite3_reset(s) != SQLITE_OK)
			fail(sqlite3_errmsg(db));
	}
}

/* --- posting -------------------------------------------------------------------------------------------------------- */

static size_t swallow(char *data, size_t size, size_t n, void *ctx)
{
	(void)data, (void)ctx;
	return size * n;
}

static void begin(CURLM *multi, struct post *p)
{
	CURL *e = p->easy = curl_easy_init();
	char header[80];

	commit(p, false);
	snprintf(header, sizeof header, "Idempotency-Key: %s", p->key);
	p->headers = curl_slist_append(curl_slist_append(curl_slist_append(NULL, "Content-Type: application/json"), "Expect:"), header);
	/* whom we believe and that each post has a connection of its own, as dispatch/wire.c has it */
	curl_easy_setopt(e, CURLOPT_URL, base);
	curl_easy_setopt(e, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(e, CURLOPT_CAINFO, ca);
	curl_easy_setopt(e, CURLOPT_CAPATH, NULL);
	curl_easy_setopt(e, CURLOPT_SSLCERT, cert);
	curl_easy_setopt(e, CURLOPT_SSLKEY, key_file);
	curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(e, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(e, CURLOPT_POST, 1L);
	curl_easy_setopt(e, CURLOPT_POSTFIELDS, p->body);
	curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)p->n);
	curl_easy_setopt(e, CURLOPT_HTTPHEADER, p->headers);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, swallow);
	curl_easy_setopt(e, CURLOPT_PRIVATE, p);
	if (curl_multi_add_handle(multi, e) != CURLM_OK)
		fail("libcurl");
}

static void collect(CURLM *multi)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(multi, &left)) != NULL) {
		struct post *p = NULL;
		CURLcode code = m->data.result;
		long status = 0;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &p);
		curl_easy_getinfo(m->easy_handle, CURLINFO_RESPONSE_CODE, &status);
		if (code != CURLE_OK || status != 201)
			fail(code ? curl_easy_strerror(code) : "refused");
		commit(p, true);
		curl_multi_remove_handle(multi, p->easy);
		curl_easy_cleanup(p->easy);
		curl_slist_free_all(p->headers);
		ended++;
	}
}

int main(int argc, char **argv)
{
	size_t most = argc == 5 ? strtoul(argv[2], NULL, 10) : 0, in_flight = argc == 5 ? strtoul(argv[3], NULL, 10) : 0;

	if (most < 1 || in_flight < 1) {
		fprintf(stderr, "bench-post HALL COUNT IN-FLIGHT plain|commit\n");
		return 64;
	}
	read_hall(argv[1], most);
	ca = file_join(argv[1], "tls/ca.pem");
	cert = file_join(argv[1], "tls/client.pem");
	key_file = file_join(argv[1], "tls/client.key");
	if (post_count == 0)
		fail("no message waits in this hall");
	if (!strcmp(argv[4], "commit"))
		open_commits(argv[1]);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	CURLM *multi = curl_multi_init();
	int running;
	double from = bench_now();
	while (ended < post_count) {
		while (begun < post_count && begun - ended < in_flight)
			begin(multi, &posts[begun++]);
		if (curl_multi_perform(multi, &running) != CURLM_OK || curl_multi_poll(multi, NULL, 0, 1000, NULL) != CURLM_OK)
			fail("libcurl");
		collect(multi);
	}
	printf("%zu %.3f\n", post_count, bench_now() - from);
	return 0;
}
