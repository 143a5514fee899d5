/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/store.h"

/* The store on a real file, with the small schema of tests/unit/store. */

static char folder[64], *path;
static struct store *store;

static int set_up(void **state)
{
	(void)state;
	struct err err;

	strcpy(folder, "/tmp/unit-store.XXXXXX");
	assert_non_null(mkdtemp(folder));
	path = mem_format("%s/sample.db", folder);
	assert_int_equal(store_open(path, "sample", STORE_CREATE, &store, &err), ST_OK);
	return 0;
}

static void folder_remove(void)
{
	struct dirent *entry;
	DIR *d = opendir(folder);

	assert_non_null(d);
	while ((entry = readdir(d))) {
		char *name = mem_format("%s/%s", folder, entry->d_name);
		unlink(name);
		free(name);
	}
	closedir(d);
	assert_int_equal(rmdir(folder), 0);
	free(path);
}

static int tear_down(void **state)
{
	(void)state;
	store_close(store);
	folder_remove();
	return 0;
}

static void a_batch_is_all(void **state)
{
	(void)state;
	struct batch *b = batch_new("rename");
	struct err err;
	int step = batch_add(b, Q_DOSSIER_INSERT, ARGS(value_text("u1"), value_text("张三")));

	assert_int_equal(store_submit(store, b, &err), ST_OK);
	assert_int_equal(rows_int(batch_rows(b, step), 0, 0), 1);
	batch_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_batch_is_all, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
