/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/status.h"
#include "store/queries.h"          /* enum query, made from store/query/NOUN.sql at build */

/* SQL in, rows out. The unit of change is a batch: a few named statements run as one transaction, each with the row
 * count that it expects. Two backends behind plain functions; callers never see which. One store is one connection,
 * used by one thread, never carried across fork (R3). */
struct store;

enum store_flags { STORE_CREATE = 1, STORE_READ_ONLY = 2 };
/* Opens `url`: "sqlite:PATH" or a bare path. `schema` names the set of migrations: "hall" or "department". Sets and
 * reads back the durable pair and the rest of R2; refuses network file systems (E-3009), a 0-byte file where one was
 * expected, damaged files (E-5001 … E-5004); a store newer than the program is refused untouched (E-5005, ST_NEWER,
 * R18); an older one is backed up beside itself and migrated in one transaction. */
enum status store_open(const char *url, const char *schema, unsigned flags, struct store **out, struct err *err) MUST_CHECK;
void store_close(struct store *s);      /* NULL is fine; in a forked child it leaves everything alone (R3) */

/* A value bound to $1, $2 … or read from a row. Texts are UTF-8; a NULL text or blob is SQL NULL. */
enum value_type { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BLOB };
struct value { enum value_type type; int64_t i; const void *p; size_t n; };
struct value value_int(int64_t i);
struct value value_text(const char *s);
struct value value_blob(const void *p, size_t n);
struct value value_null(void);
struct value value_day(day_t day);      /* DAY_NONE is SQL NULL */
#define ARGS(...) (const struct value[]){ __VA_ARGS__ }, sizeof((const struct value[]){ __VA_ARGS__ }) / sizeof(struct value)

/* The rows that one statement gave. Cells read by column number from 0; a NULL cell is 0, "" or an empty blob. What
 * they return is borrowed from the rows. */
struct rows;
size_t rows_count(const struct rows *r);
int64_t rows_int(const struct rows *r, size_t row, int column);
const char *rows_text(const struct rows *r, size_t row, int column);
const void *rows_blob(const struct rows *r, size_t row, int column, size_t *n);
bool rows_null(const struct rows *r, size_t row, int column);

/* Reads with one query outside of a batch; free *out with rows_free. */
enum status store_read(struct store *s, enum query q, const struct value *args, size_t count, struct rows **out,
	struct err *err) MUST_CHECK;
void rows_free(struct rows *r);

/* A batch: steps in order, one transaction (BEGIN IMMEDIATE), all or nothing. Arguments are copied. */
struct batch;
struct batch *batch_new(const char *name);            /* the name is for logs: "accept" */
void batch_free(struct batch *b);
/* Zeroed memory that dies with the batch: for what a `then` needs. */
void *batch_keep(struct batch *b, size_t n);
/* Adds a step, returns its number: batch_add(b, Q_TASK_INSERT, ARGS(value_text(id), value_int(3))). Each query states
 * in its .sql how many rows it must return or change: `one`, `maybe` (0 or 1), `many`. */
int batch_add(struct batch *b, enum query q, const struct value *args, size_t count);
/* Runs `fn` inside the transaction after the steps added so far; it reads their rows with batch_rows and adds further
 * steps (a number just counted up, a chain's last link). It must be quick and free of side effects but on ctx: a batch
 * may be run again after a serialisation failure, and is then rebuilt from the first such call on. */
typedef enum status batch_then_fn(struct batch *b, void *ctx, struct err *err);
void batch_then(struct batch *b, batch_then_fn *fn, void *ctx);
/* After store_submit, or inside a then: the rows of a step. Borrowed from the batch. */
const struct rows *batch_rows(const struct batch *b, int step);
/* After ST_CONFLICT: the name of the query whose row count was not met, "" otherwise. */
const char *batch_failed(const struct batch *b);

/* Runs the batch. ST_OK: committed and durable.
 * Rolled back: ST_CONFLICT, a row count was not met, or a UNIQUE constraint; ST_REFUSED, a trigger forbids it; ST_DATA,
 * another constraint; ST_BUSY, another writer held on for 5 s (R16); ST_LIMIT, a query ran for 5 s; ST_DENIED, the store
 * is open for reading; ST_FULL and ST_IO, proven by the engine (R15); whatever a `then` answered. The same batch may be
 * submitted again.
 * ST_UNKNOWN: COMMIT failed in a way that leaves the outcome open. Nothing more can be written through this store: close
 * it, open it anew and look (R4); what a fresh opening finds is durable. ST_CORRUPT: damaged, copied to quarantine, no
 * more writing (R17). */
enum status store_submit(struct store *s, struct batch *b, struct err *err) MUST_CHECK;

/* A file descriptor that becomes readable when another connection has changed the store (inotify for SQLite, LISTEN
 * for PostgreSQL); -1 when there is none. store_changed() drains it and says whether the data changed since the last
 * call. */
int store_watch(struct store *s);
bool store_changed(struct store *s);
/* The descriptor that `from` gave goes over to the connection that takes its place: who waits on it goes on waiting. */
void store_watch_pass(struct store *from, struct store *to);
/* A store that is only being made, and that nobody has a paper of: commits do not wait for the disk until `making` is false again;
 * then all of it is there. A power cut before that may damage the store: throw it away. */
enum status store_making(struct store *s, bool making, struct err *err) MUST_CHECK;
/* Why nothing can be written through this connection any more (ST_UNKNOWN, ST_CORRUPT), NULL while it can. */
const struct err *store_closed(const struct store *s);

/* Gives back what is held only to be quick (statements, pages): for a program that is about to wait. */
void store_rest(struct store *s);

/* A copy of the whole store, made while others write, verified (R27). */
enum status store_backup(struct store *s, const char *path, struct err *err) MUST_CHECK;
/* quick_check / integrity_check and foreign keys; the first fault in *err. */
enum status store_check(struct store *s, bool thorough, struct err *err) MUST_CHECK;
/* "SQLite 3.40.1 TRUNCATE+FULL" for the about box; borrowed. */
const char *store_describe(struct store *s);

#endif
