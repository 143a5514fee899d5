/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_STORE_KIT_H
#define TESTS_STORE_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>

#include "store/store.h"

/* What the tests of the store share: a folder for each test, with the path of a store in it. */
extern char *kit_folder, *kit_path;
int kit_set_up(void **state);
int kit_tear_down(void **state);             /* removes the folder with all that is in it */
char *kit_file(const char *name);            /* "FOLDER/name", owned */
int kit_count_files(void);                   /* in the folder */

/* The bytes of a file, owned; NULL when it is not there. */
char *kit_read(const char *path, size_t *n);
void kit_write(const char *path, const void *p, size_t n);
/* A connection that knows nothing of the store; ends the test when it cannot. */
sqlite3 *kit_sqlite(const char *path);
void kit_exec(sqlite3 *db, const char *sql);
int64_t kit_ask(const char *path, const char *sql);

struct store *kit_open(const char *path, unsigned flags);            /* must succeed */
/* Submits and frees a batch of one step. */
enum status kit_one(struct store *s, enum query q, const struct value *args, size_t count, struct err *err);
int64_t kit_read_int(struct store *s, enum query q, const struct value *args, size_t count, int column);

#endif
