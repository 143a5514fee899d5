/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include <stddef.h>

/* How SQL gets into the program. All of it lies in .sql files below src/store; build-aux/mkqueries.awk turns them into
 * `enum query` (store/queries.h) and the tables below at build. After adding a file, list it in src/store/local.mk.
 *
 * query/NOUN.sql holds what the program asks and says about one noun:
 *
 *	-- set department                  (once, at the top; without it the queries are the hall's; * is every set's)
 *
 *	-- :task_rename one                (becomes Q_TASK_RENAME)
 *	UPDATE task SET name = $2, version = version + 1
 *	 WHERE id = $1 AND version = $3
 *	RETURNING version;
 *
 * - One statement a block. $1, $2 … are the arguments of batch_add and store_read in their order; each number up to
 *   the highest must occur, as often as you like and in any order.
 * - `one`, `maybe` (0 or 1) or `many` (any number) says how many rows it must return or, when it returns none (no
 *   SELECT, no RETURNING), change. Anything else ends the batch with ST_CONFLICT: so an UPDATE … WHERE version = $3
 *   that is `one` is the whole of optimistic locking. Rows that triggers change do not count.
 * - Lines that begin with -- are notes and stay out of the program. Write for SQLite >= 3.37 and PostgreSQL alike:
 *   STRICT tables, RETURNING, ON CONFLICT, integers for times and truths; no $N inside quotes.
 * - tests/lint/queries prepares each one on a fresh store and counts its arguments.
 *
 * schema/SET/sqlite/NNNN-name.sql are the migrations of a set, 0001 upwards without gaps. All that a store lacks run in
 * one transaction with its new version, foreign keys being checked before the COMMIT (so a table may be rebuilt); they
 * hold no BEGIN, COMMIT or PRAGMA. A migration that has shipped is never edited: add the next one (R18). */
enum expectation { EXPECT_ONE, EXPECT_MAYBE, EXPECT_MANY };

struct query_text {
	const char *name, *set;          /* set "*": any */
	enum expectation expect;
	size_t arguments;
	const char *sql;
};

struct migration { const char *name, *sql; };
struct schema_set { const char *name; const struct migration *migrations; int count; };

extern const struct query_text query_table[];
extern const size_t query_table_count;
extern const struct schema_set schema_sets[];
extern const size_t schema_set_count;

#define QUERY_ARGUMENTS_MAX 64

#endif
