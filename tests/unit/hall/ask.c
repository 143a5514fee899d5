/* SPDX-License-Identifier: Apache-2.0 */
#include "ask.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "base/file.h"

int64_t fixture_ask(const struct fixture *f, const char *sql)
{
	char *path = file_join(f->dir, "hall.db");
	sqlite3_stmt *s = NULL;
	sqlite3 *db = NULL;
	struct err err;

	if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK || sqlite3_step(s) != SQLITE_ROW) {
		(void)err_set(&err, ST_DATA, "", "%s", sqlite3_errmsg(db));
		fixture_die(sql, &err);
	}
	int64_t n = sqlite3_column_type(s, 0) == SQLITE_NULL ? -1 : sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	sqlite3_close(db);
	free(path);
	return n;
}
