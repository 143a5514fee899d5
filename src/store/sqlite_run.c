/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "store/sqlite.h"
#include "store/testing.h"

#define BUSY_MS 5000                     /* R16 */
#define QUERY_MS 5000

static int busy_ms(void)
{
	return store_override && store_override->busy_ms ? store_override->busy_ms : BUSY_MS;
}

static int query_ms(void)
{
	return store_override && store_override->query_ms ? store_override->query_ms : QUERY_MS;
}

/* Waits are measured with the real clock: a test's clock may stand still. */
static struct timespec after_ms(int ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += (long)(ms % 1000) * 1000000;
	if (t.tv_nsec >= 1000000000) {
		t.tv_nsec -= 1000000000;
		t.tv_sec++;
	}
	return t;
}

static bool passed(const struct timespec *end)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec != end->tv_sec ? now.tv_sec > end->tv_sec : now.tv_nsec >= end->tv_nsec;
}

/* Sleeps 0.3 … 1 ms at random, so that waiting writers do not march in step, until 5 s have passed (R16). */
int sqlite_on_busy(void *arg, int calls)
{
	struct sqlite *q = arg;
	uint32_t random;

	if (calls == 0)
		q->busy_until = after_ms(busy_ms());
	else if (passed(&q->busy_until))
		return 0;
	sqlite3_randomness((int)sizeof random, &random);
	struct timespec nap = { 0, 300000 + (long)(random % 700000) };
	nanosleep(&nap, NULL);
	return 1;
}

int sqlite_on_progress(void *arg)
{
	struct sqlite *q = arg;

	return q->limited && passed(&q->query_until);
}

void sqlite_limit(struct sqlite *q, int ms)
{
	q->limited = ms > 0;
	if (q->limited)
		q->query_until = after_ms(ms);
}

int64_t sqlite_ask(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t answer = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		answer = sqlite3_column_int64(stmt, 0);
	return sqlite3_finalize(stmt) == SQLITE_OK ? answer : -1;
}

/* Prepares a query at its first use and looks up where its $1 … are. */
static int prepare(struct sqlite *q, size_t number, struct prepared *p)
{
	const struct query_text *text = &query_table[number];
	char name[8];
	int rc = sqlite3_prepare_v3(q->db, text->sql, -1, SQLITE_PREPARE_PERSISTENT, &p->stmt, NULL);

	if (rc != SQLITE_OK)
		return rc;
	p->at = mem_alloc(text->arguments);
	for (size_t i = 0; i < text->arguments; i++) {
		sqlite3_snprintf((int)sizeof name, name, "$%d", (int)i + 1);
		p->at[i] = (unsigned char)sqlite3_bind_parameter_index(p->stmt, name);
	}
	return SQLITE_OK;
}

/* Texts and blobs live until the statement is reset, so nothing is copied. */
static int bind(const struct prepared *p, const struct value *args, size_t count)
{
	int rc = SQLITE_OK;

	for (size_t i = 0; i < count && rc == SQLITE_OK; i++) {
		const struct value *v = &args[i];
		if (v->type == VALUE_INT)
			rc = sqlite3_bind_int64(p->stmt, p->at[i], v->i);
		else if (v->type == VALUE_NULL || !v->p)
			rc = sqlite3_bind_null(p->stmt, p->at[i]);
		else if (v->type == VALUE_TEXT)
			rc = sqlite3_bind_text64(p->stmt, p->at[i], v->p, v->n, SQLITE_STATIC, SQLITE_UTF8);
		else
			rc = sqlite3_bind_blob64(p->stmt, p->at[i], v->p, v->n, SQLITE_STATIC);
	}
	return rc;
}

static enum status add_row(sqlite3_stmt *stmt, struct rows *rows)
{
	for (int c = 0; c < rows->columns; c++) {
		switch (sqlite3_column_type(stmt, c)) {
		case SQLITE_NULL:
			rows_add_null(rows);
			break;
		case SQLITE_TEXT: {
			const void *p = sqlite3_column_text(stmt, c);
			rows_add_bytes(rows, VALUE_TEXT, p, (size_t)sqlite3_column_bytes(stmt, c));
			break;
		}
		case SQLITE_BLOB: {
			const void *p = sqlite3_column_blob(stmt, c);
			rows_add_bytes(rows, VALUE_BLOB, p, (size_t)sqlite3_column_bytes(stmt, c));
			break;
		}
		default:
			rows_add_int(rows, sqlite3_column_int64(stmt, c));
		}
	}
	return rows_end_row(rows);
}

/* Outside of a transaction only reading is allowed: what changes goes through a batch. */
static enum status ready(struct sqlite *q, size_t number, struct prepared **out, struct err *err)
{
	struct prepared *p = &q->queries[number];
	int rc = p->stmt ? SQLITE_OK : prepare(q, number, p);

	*out = p;
	if (rc != SQLITE_OK)
		return sqlite_failure(q, rc, query_table[number].name, err);
	if (sqlite3_get_autocommit(q->db) && !sqlite3_stmt_readonly(p->stmt))
		return err_at(err, ST_BUG, "E-5111", query_table[number].name, "程序错误:改动数据须用批次。");
	return ST_OK;
}

enum status sqlite_step(struct store *s, size_t number, const struct value *args, size_t count, struct rows *rows,
	struct err *err)
{
	struct sqlite *q = (struct sqlite *)s;
	struct prepared *p;
	enum status st;
	int rc;

	sqlite_limit(q, query_ms());
	if ((st = ready(q, number, &p, err)) != ST_OK)
		return st;
	rows_begin(rows, sqlite3_column_count(p->stmt));
	rc = bind(p, args, count);
	while (rc == SQLITE_OK && st == ST_OK && (rc = sqlite3_step(p->stmt)) == SQLITE_ROW) {
		st = add_row(p->stmt, rows);
		rc = SQLITE_OK;
	}
	if (rc == SQLITE_DONE && rows->columns == 0)
		rows->changed = sqlite3_changes64(q->db);
	if (rc != SQLITE_DONE && rc != SQLITE_OK)
		st = sqlite_failure(q, rc, query_table[number].name, err);
	else if (st == ST_LIMIT)
		st = err_at(err, st, "E-5104", query_table[number].name, "查询结果过大,已停止。请缩小范围后重试。");
	sqlite3_reset(p->stmt);
	sqlite_limit(q, 0);
	return st;
}
