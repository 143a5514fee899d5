/* SPDX-License-Identifier: Apache-2.0 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/query.h"
#include "store/store.h"

/* Migrates an empty store of each set and prepares every query of that set on it: a typo, a column that does not
 * exist, a wrong number of arguments or a table that is not STRICT fails the build, not a clerk. Exit 1 and a line for
 * each fault. */

static int faults;

static void fault(const char *set, const char *name, const char *text)
{
	fprintf(stderr, "lint/queries: %s: %s: %s\n", set, name, text);
	faults++;
}

/* Outside of notes. */
static bool has_word(const char *sql, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = sql; *p; p++) {
		if (p[0] == '-' && p[1] == '-')
			p += strcspn(p, "\n");
		if (!*p)
			return false;
		bool starts = p == sql || !(p[-1] == '_' || (p[-1] | 32) >= 'a');
		if (starts && sqlite3_strnicmp(p, word, (int)n) == 0 && !(p[n] == '_' || (p[n] | 32) >= 'a'))
			return true;
	}
	return false;
}

static void check_query(sqlite3 *db, const char *set, const struct query_text *q)
{
	sqlite3_stmt *stmt = NULL;
	const char *tail = "";

	if (sqlite3_prepare_v2(db, q->sql, -1, &stmt, &tail) != SQLITE_OK)
		fault(set, q->name, sqlite3_errmsg(db));
	else if (!stmt)
		fault(set, q->name, "is empty");
	else if (tail[strspn(tail, " \t\n")])
		fault(set, q->name, "is more than one statement");
	else if ((size_t)sqlite3_bind_parameter_count(stmt) != q->arguments)
		fault(set, q->name, "has other parameters than $1, $2 …");
	for (size_t i = 1; stmt && i <= q->arguments; i++) {
		char name[8];
		sqlite3_snprintf((int)sizeof name, name, "$%d", (int)i);
		if (sqlite3_bind_parameter_index(stmt, name) == 0)
			fault(set, q->name, "lacks a parameter");
	}
	if (q->arguments > QUERY_ARGUMENTS_MAX)
		fault(set, q->name, "has too many arguments");
	if (strstr(q->sql, "SELECT *") || strstr(q->sql, "RETURNING *"))
		fault(set, q->name, "names no columns: rows are read by column number");
	sqlite3_finalize(stmt);
}

/* Queries that may walk a whole table: it is as small as the hall, not as old, or a derived table that a LIMIT or an index
 * has made short (find_tail), or what should not be there at all (difference, dossier_without_ends); or a LIMIT ends the
 * walk from the newest on; or verify, or the reference department, asks for everything. */
static const char *const walkers[] = {
	"parameter_all", "parameter_list", "audit_back", "calendar_all", "calendar_stamp", "department_demo", "department_all", "department_feeds", "window_all",
	"window_every", "department_clock_back", "reconcile_next", "reconcile_ask", "reconcile_list",
	"outbox_due", "day_sums", "find_token_count", "print_job_all", "outbox_all", "counter_gaps", "document_gaps",
	"received_find", "received_list", "audit_chains", "task_end_after", "catalogue_store", "catalogue_history",
	"find_tail", "find_no_ends", "difference_count", "handover_waiting", "handover_out", "shift_draft", "shift_ticket",
	"ticket_classes", "ticket_class_set", "ticket_takes", "ticket_insert", "ticket_candidates", "ticket_windows", "ticket_service", "ticket_open_windows",
	"queue_day_spans", "watch_again", "staff_list",
	"statement_due", "statement_cases", "statement_stucks",  /* once a statement: deferred papers, bad ratings, the register */
	"export_cards_cancelled", "export_errands", "export_stucks",     /* once a report: registers, which are short beside dossiers */
	"staff_set_role", "staff_set_active",    /* is there another administrator */
	"statement_finished",                    /* of one dossier the days on which somebody came */
};

/* Queries that may sort to find one row: among those of one dossier, or of the few departments; or verify asks for everything. */
static const char *const sorters[] = { "proposal_of", "reconcile_next", "counter_gaps", "document_gaps" };

static bool is_among(const char *query, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], query) == 0)
			return true;
	return false;
}

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), k = strlen(end);

	return n >= k && strcmp(text + n - k, end) == 0;
}

/* Does the step read an index from end to end that is as long as its table, or as all clocks that run, or as all messages that came to
 * nothing? One that only holds what waits for somebody is short. */
static bool walks_index(sqlite3 *db, const char *step)
{
	static const char sql[] = "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1 AND name NOT IN ('clock_running', 'outbox_open', 'outbox_state') AND sql LIKE '%) WHERE %'";
	const char *name = strstr(step, " INDEX ");
	sqlite3_stmt *stmt = NULL;
	bool is_short = false;

	if (!name)
		return true;
	name += strlen(" INDEX ");
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(stmt, 1, name, (int)strcspn(name, " "), SQLITE_STATIC) == SQLITE_OK)
		is_short = sqlite3_step(stmt) == SQLITE_ROW;
	sqlite3_finalize(stmt);
	return !is_short;
}

/* At 100,000 dossiers a query that walks a table, a window's whole audit chain or all that a department ever did ends at its time
 * limit, and one that sorts a day to find one row costs every acceptance of the day. */
static void check_plan(sqlite3 *db, const char *set, const struct query_text *q)
{
	char *sql = mem_format("EXPLAIN QUERY PLAN %s", q->sql);
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		stmt = NULL;                     /* check_query has told why */
	while (stmt && sqlite3_step(stmt) == SQLITE_ROW) {
		const char *step = (const char *)sqlite3_column_text(stmt, 3);
		bool walk = strncmp(step, "SCAN ", 5) == 0 && !strstr(step, "CONSTANT ROW") && walks_index(db, step);
		bool chain = strstr(step, "PRIMARY KEY (chain=?)") && strcmp(q->name, "audit_last") != 0;
		bool history = ends_with(step, "task_department (department=?)");
		bool sort = strstr(step, "TEMP B-TREE FOR ORDER BY") && ends_with(q->sql, "LIMIT 1;\n");
		if (chain || history || (walk && !is_among(q->name, walkers, COUNT_OF(walkers)))
			|| (sort && !is_among(q->name, sorters, COUNT_OF(sorters))))
			fault(set, q->name, step);
	}
	sqlite3_finalize(stmt);
	free(sql);
}

/* Tables of our own must be STRICT; those of virtual tables cannot be. */
static void check_tables(sqlite3 *db, const char *set)
{
	static const char sql[] = "SELECT t.name FROM pragma_table_list AS t WHERE t.schema = 'main' AND t.type = 'table'"
		" AND NOT t.strict AND t.name NOT LIKE 'sqlite_%'";
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fault(set, "tables", sqlite3_errmsg(db));
	while (stmt && sqlite3_step(stmt) == SQLITE_ROW)
		fault(set, (const char *)sqlite3_column_text(stmt, 0), "is not STRICT");
	sqlite3_finalize(stmt);
}

static void check_migrations(const struct schema_set *set)
{
	static const char *const words[] = { "COMMIT", "ROLLBACK", "PRAGMA", "ATTACH", "VACUUM" };

	for (int m = 0; m < set->count; m++)
		for (size_t i = 0; i < COUNT_OF(words); i++)
			if (has_word(set->migrations[m].sql, words[i]))
				fault(set->name, set->migrations[m].name, words[i]);
}

static void check_one(sqlite3 *db, const char *set, const struct query_text *q)
{
	check_query(db, set, q);
	check_plan(db, set, q);
}

static void check_set(const struct schema_set *set, const char *folder)
{
	char *path = mem_format("%s/%s.db", folder, set->name), *journal = mem_format("%s-journal", path);
	struct store *store;
	struct err err;
	sqlite3 *db = NULL;

	check_migrations(set);
	if (store_open(path, set->name, STORE_CREATE, &store, &err) != ST_OK) {
		fault(set->name, err.code, err.text);
	} else if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
		fault(set->name, "open", sqlite3_errmsg(db));
	} else {
		sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
		sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
		check_tables(db, set->name);
		for (size_t i = 0; i < query_table_count; i++)
			if (strcmp(query_table[i].set, set->name) == 0 || strcmp(query_table[i].set, "*") == 0)
				check_one(db, set->name, &query_table[i]);
	}
	sqlite3_close(db);
	store_close(store);
	unlink(path);
	unlink(journal);
	free(path);
	free(journal);
}

int main(void)
{
	char folder[] = "/tmp/lint-queries.XXXXXX";

	if (!mkdtemp(folder)) {
		perror(folder);
		return 1;
	}
	for (size_t i = 0; i < schema_set_count; i++)
		check_set(&schema_sets[i], folder);
	rmdir(folder);
	printf("%zu queries, %zu sets, %d faults\n", query_table_count, schema_set_count, faults);
	return faults ? 1 : 0;
}
