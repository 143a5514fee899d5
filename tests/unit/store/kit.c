/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/store/kit.h"

#include <ftw.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

char *kit_folder, *kit_path;

int kit_set_up(void **state)
{
	(void)state;
	kit_folder = mem_text("/tmp/unit-store.XXXXXX");
	assert_non_null(mkdtemp(kit_folder));
	kit_path = kit_file("sample.db");
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

int kit_tear_down(void **state)
{
	(void)state;
	int bad = nftw(kit_folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);

	free(kit_path);
	free(kit_folder);
	return bad;
}

char *kit_file(const char *name)
{
	return mem_format("%s/%s", kit_folder, name);
}

int kit_count_files(void)
{
	DIR *d = opendir(kit_folder);
	int n = 0;

	assert_non_null(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n - 2;
}

char *kit_read(const char *path, size_t *n)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	*n = 0;
	if (fd < 0)
		return NULL;
	assert_int_equal(fstat(fd, &st), 0);
	char *bytes = mem_alloc((size_t)st.st_size + 1);
	assert_int_equal(read(fd, bytes, (size_t)st.st_size), st.st_size);
	close(fd);
	*n = (size_t)st.st_size;
	return bytes;
}

void kit_write(const char *path, const void *p, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, p, n), n);
	assert_int_equal(close(fd), 0);
}

sqlite3 *kit_sqlite(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), SQLITE_OK);
	return db;
}

void kit_exec(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sqlite3_errmsg(db), sql);
}

int64_t kit_ask(const char *path, const char *sql)
{
	sqlite3 *db = kit_sqlite(path);
	sqlite3_stmt *stmt = NULL;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	int64_t answer = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return answer;
}

struct store *kit_open(const char *path, unsigned flags)
{
	struct store *s;
	struct err err;

	if (store_open(path, "sample", flags, &s, &err) != ST_OK)
		fail_msg("store_open: %s %s (%s)", err.code, err.text, err.where);
	return s;
}

enum status kit_one(struct store *s, enum query q, const struct value *args, size_t count, struct err *err)
{
	struct batch *b = batch_new("one");
	enum status st;

	batch_add(b, q, args, count);
	st = store_submit(s, b, err);
	batch_free(b);
	return st;
}

int64_t kit_read_int(struct store *s, enum query q, const struct value *args, size_t count, int column)
{
	struct rows *r;
	struct err err;

	if (store_read(s, q, args, count, &r, &err) != ST_OK)
		fail_msg("store_read: %s %s", err.code, err.text);
	int64_t i = rows_int(r, 0, column);
	rows_free(r);
	return i;
}
