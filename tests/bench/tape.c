/* SPDX-License-Identifier: Apache-2.0 */
#include "tape.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/mem.h"
#include "now.h"

int __real_sqlite3_bind_int64(sqlite3_stmt *s, int i, sqlite3_int64 v);
int __real_sqlite3_bind_null(sqlite3_stmt *s, int i);
int __real_sqlite3_bind_text64(sqlite3_stmt *s, int i, const char *p, sqlite3_uint64 n, void (*d)(void *), unsigned char e);
int __real_sqlite3_bind_blob64(sqlite3_stmt *s, int i, const void *p, sqlite3_uint64 n, void (*d)(void *));
int __real_sqlite3_step(sqlite3_stmt *s);
int __real_sqlite3_reset(sqlite3_stmt *s);
int __wrap_sqlite3_bind_int64(sqlite3_stmt *s, int i, sqlite3_int64 v);
int __wrap_sqlite3_bind_null(sqlite3_stmt *s, int i);
int __wrap_sqlite3_bind_text64(sqlite3_stmt *s, int i, const char *p, sqlite3_uint64 n, void (*d)(void *), unsigned char e);
int __wrap_sqlite3_bind_blob64(sqlite3_stmt *s, int i, const void *p, sqlite3_uint64 n, void (*d)(void *));
int __wrap_sqlite3_step(sqlite3_stmt *s);
int __wrap_sqlite3_reset(sqlite3_stmt *s);
void __real_crypto_sm3(const void *data, size_t n, unsigned char out[DIGEST_SIZE]);
void __wrap_crypto_sm3(const void *data, size_t n, unsigned char out[DIGEST_SIZE]);
void __real_crypto_sm3_hex(const void *data, size_t n, char out[DIGEST_HEX]);
void __wrap_crypto_sm3_hex(const void *data, size_t n, char out[DIGEST_HEX]);
void __real_crypto_seal_as(enum seal_suite suite, const unsigned char key[KEY_SIZE], const char *where, const void *plain,
	size_t n, struct buf *out);
void __wrap_crypto_seal_as(enum seal_suite suite, const unsigned char key[KEY_SIZE], const char *where, const void *plain,
	size_t n, struct buf *out);

enum op_kind { OP_INT, OP_NULL, OP_TEXT, OP_BLOB, OP_RUN, OP_ACT, OP_DIGEST, OP_SEAL };
struct op { enum op_kind kind; int statement, place; sqlite3_int64 i; char *p; size_t n; };
static struct op *ops;
static size_t op_count, op_room;

/* By pointer while recording: a statement that was finalised and prepared anew may have an old one's address, so its
 * SQL is compared, too. */
struct statement { sqlite3_stmt *ours, *raw; char *sql; bool stepping; };
static struct statement *statements;
static int statement_count;
static bool recording;

static int place_of(sqlite3_stmt *s)
{
	const char *sql = sqlite3_sql(s);

	for (int i = 0; i < statement_count; i++)
		if (statements[i].ours == s && !strcmp(statements[i].sql, sql))
			return i;
	statements = mem_grow(statements, (size_t)statement_count + 1, sizeof *statements);
	statements[statement_count] = (struct statement){ .ours = s, .sql = mem_text(sql) };
	return statement_count++;
}

static void record(struct op op)
{
	if (op_count == op_room) {
		op_room = op_room ? 2 * op_room : 65536;
		ops = mem_grow(ops, op_room, sizeof *ops);
	}
	ops[op_count++] = op;
}

void tape_record(int on)
{
	recording = on;
}

void tape_mark(void)
{
	record((struct op){ .kind = OP_ACT });
}

void tape_clear(void)
{
	for (size_t i = 0; i < op_count; i++)
		free(ops[i].p);
	for (int i = 0; i < statement_count; i++)
		free(statements[i].sql);
	op_count = 0;
	statement_count = 0;
}

int __wrap_sqlite3_bind_int64(sqlite3_stmt *s, int i, sqlite3_int64 v)
{
	if (recording)
		record((struct op){ .kind = OP_INT, .statement = place_of(s), .place = i, .i = v });
	return __real_sqlite3_bind_int64(s, i, v);
}

int __wrap_sqlite3_bind_null(sqlite3_stmt *s, int i)
{
	if (recording)
		record((struct op){ .kind = OP_NULL, .statement = place_of(s), .place = i });
	return __real_sqlite3_bind_null(s, i);
}

int __wrap_sqlite3_bind_text64(sqlite3_stmt *s, int i, const char *p, sqlite3_uint64 n, void (*d)(void *), unsigned char e)
{
	if (recording)
		record((struct op){ OP_TEXT, place_of(s), i, 0, mem_text_n(p, n), n });
	return __real_sqlite3_bind_text64(s, i, p, n, d, e);
}

int __wrap_sqlite3_bind_blob64(sqlite3_stmt *s, int i, const void *p, sqlite3_uint64 n, void (*d)(void *))
{
	if (recording) {
		char *copy = mem_alloc(n + 1);
		if (n)
			memcpy(copy, p, n);
		record((struct op){ OP_BLOB, place_of(s), i, 0, copy, n });
	}
	return __real_sqlite3_bind_blob64(s, i, p, n, d);
}

int __wrap_sqlite3_step(sqlite3_stmt *s)
{
	int k = recording ? place_of(s) : 0;

	if (recording && !statements[k].stepping)
		record((struct op){ .kind = OP_RUN, .statement = k });
	int rc = __real_sqlite3_step(s);
	if (recording)
		statements[k].stepping = rc == SQLITE_ROW;
	return rc;
}

int __wrap_sqlite3_reset(sqlite3_stmt *s)
{
	if (recording)
		statements[place_of(s)].stepping = false;
	return __real_sqlite3_reset(s);
}

void __wrap_crypto_sm3(const void *data, size_t n, unsigned char out[DIGEST_SIZE])
{
	if (recording)
		record((struct op){ .kind = OP_DIGEST, .n = n });
	__real_crypto_sm3(data, n, out);
}

void __wrap_crypto_sm3_hex(const void *data, size_t n, char out[DIGEST_HEX])
{
	if (recording)
		record((struct op){ .kind = OP_DIGEST, .n = n });
	__real_crypto_sm3_hex(data, n, out);
}

void __wrap_crypto_seal_as(enum seal_suite suite, const unsigned char key[KEY_SIZE], const char *where, const void *plain,
	size_t n, struct buf *out)
{
	if (recording)
		record((struct op){ .kind = OP_SEAL, .i = suite, .n = n });
	__real_crypto_seal_as(suite, key, where, plain, n, out);
}

/* --- playing back ----------------------------------------------------------------------------------------------- */

static void complain(sqlite3 *db, const char *what)
{
	fprintf(stderr, "bench: raw SQLite: %s: %s\n", sqlite3_errmsg(db), what);
	exit(70);
}

/* Looks at each cell, as any program must. */
static void look(sqlite3_stmt *s)
{
	for (int i = sqlite3_column_count(s); i-- > 0;)
		switch (sqlite3_column_type(s, i)) {
		case SQLITE_INTEGER: (void)sqlite3_column_int64(s, i); break;
		case SQLITE_NULL: break;
		default: (void)sqlite3_column_blob(s, i);
		}
}

static void seal(const struct op *op)
{
	static const unsigned char key[KEY_SIZE];
	unsigned char digest[DIGEST_SIZE];
	char *plain = mem_alloc(op->n + 1);
	struct buf sealed;

	buf_init(&sealed, BUF_LARGE);
	if (op->kind == OP_DIGEST)
		__real_crypto_sm3(plain, op->n, digest);
	else
		__real_crypto_seal_as((enum seal_suite)op->i, key, "outbox/00000000-0000-0000-0000-000000000000/body", plain, op->n, &sealed);
	buf_release(&sealed);
	free(plain);
}

static void play(sqlite3 *db, sqlite3_stmt *s, const struct op *op)
{
	int rc = SQLITE_OK;

	switch (op->kind) {
	case OP_INT:  rc = __real_sqlite3_bind_int64(s, op->place, op->i); break;
	case OP_NULL: rc = __real_sqlite3_bind_null(s, op->place); break;
	case OP_TEXT: rc = __real_sqlite3_bind_text64(s, op->place, op->p, op->n, SQLITE_STATIC, SQLITE_UTF8); break;
	case OP_BLOB: rc = __real_sqlite3_bind_blob64(s, op->place, op->p, op->n, SQLITE_STATIC); break;
	case OP_RUN:
		while ((rc = __real_sqlite3_step(s)) == SQLITE_ROW)
			look(s);
		rc = rc == SQLITE_DONE ? __real_sqlite3_reset(s) : rc;
		break;
	default: break;
	}
	if (rc != SQLITE_OK)
		complain(db, sqlite3_sql(s));
}

static sqlite3 *open_raw(const char *path)
{
	/* as store/sqlite_open.c has them */
	static const char set_up[] = "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
		"PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
		"PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY";
	sqlite3 *db;

	if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_exec(db, set_up, NULL, NULL, NULL) != SQLITE_OK)
		complain(db, path);
	for (int i = 0; i < statement_count; i++)
		if (sqlite3_prepare_v3(db, statements[i].sql, -1, SQLITE_PREPARE_PERSISTENT, &statements[i].raw, NULL) != SQLITE_OK)
			complain(db, statements[i].sql);
	return db;
}

void tape_play(const char *path, bool seals, double *ms)
{
	sqlite3 *db = open_raw(path);
	size_t act = 0;
	double begin = bench_now();

	for (size_t i = 0; i < op_count; i++) {
		if (ops[i].kind == OP_DIGEST || ops[i].kind == OP_SEAL) {
			if (seals)
				seal(&ops[i]);
		} else if (ops[i].kind != OP_ACT) {
			play(db, statements[ops[i].statement].raw, &ops[i]);
		} else {
			double now = bench_now();
			ms[act++] = now - begin;
			begin = now;
		}
	}
	for (int i = 0; i < statement_count; i++)
		sqlite3_finalize(statements[i].raw);
	sqlite3_close(db);
}
