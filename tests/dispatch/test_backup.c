/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "dispatch/backup.h"
#include "fixture.h"
#include "hall/attachment.h"
#include "hall/backup.h"
#include "hall/dossier.h"

/* The hall's copy, each backup.minutes, by a process of its own (S-13). */

static struct fixture f;
static struct backup_timer t;
static struct err err;

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	t = (struct backup_timer){ .hall = f.h, .hall_dir = f.dir, .after_ms = 120000 };
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static size_t copies(void)
{
	struct backup *list;
	size_t count;

	assert_int_equal(backup_list(f.h, &list, &count, &err), ST_OK);
	free(list);
	return count;
}

/* Until the process that was begun has ended; half a minute at most. */
static void until_done(int64_t now)
{
	struct timespec nap = { 0, 10000000 };

	assert_true(t.child > 0);
	for (int i = 0; i < 3000 && t.child > 0; i++) {
		nanosleep(&nap, NULL);
		(void)backup_turn(&t, now);
	}
	assert_int_equal(t.child, 0);
}

#define HOUR INT64_C(3600000)

static void it_is_made_each_hour(void **state)
{
	(void)state;
	int64_t now = 1000000, due = backup_turn(&t, now);
	assert_int_equal(due, now + 120000);                     /* not while the desk is being opened */
	assert_int_equal(t.child, 0);
	(void)backup_turn(&t, due);
	until_done(due);
	assert_int_equal(copies(), 1);
	assert_int_equal(t.word, BACKUP_FINE);
	assert_int_equal(backup_turn(&t, due), due + HOUR);
	(void)backup_turn(&t, due + HOUR - 1);
	assert_int_equal(t.child, 0);
	(void)backup_turn(&t, due + HOUR);
	until_done(due + HOUR);
	assert_int_equal(copies(), 2);                           /* of the same second by its own clock, it may be */
	/* another agent, soon after: the last one counts */
	t = (struct backup_timer){ .hall = f.h, .hall_dir = f.dir, .after_ms = 120000 };
	assert_true(backup_turn(&t, now) > now + 120000);
	struct actor admin = f.clerk;
	snprintf(admin.role, sizeof admin.role, "admin");
	assert_int_equal(hall_set(f.h, &admin, "backup.minutes", "0", &err), ST_OK);
	t = (struct backup_timer){ .hall = f.h, .hall_dir = f.dir };
	assert_int_equal(backup_turn(&t, now), 0);
}

static void what_became_of_it_is_told(void **state)
{
	char *scan = file_join(f.dir, "scan.pdf"), *folder = file_join(f.dir, "attachments"), *backups = file_join(f.dir, "backups");
	struct request r;
	struct accepted done;
	struct attachment a;

	(void)state;
	fixture_request(&f, "xinshenger", 61, &r);
	fixture_accept(&f, &r, &done);
	assert_int_equal(file_write(scan, "%PDF-1.7\n%%EOF\n", 15, 0600, &err), ST_OK);
	if (attachment_add(f.h, &f.clerk, done.number, r.materials[0].material, (const char *const *)&scan, 1, &a, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	fixture_remove(folder);
	(void)backup_turn(&t, 1);
	(void)backup_turn(&t, 120001);
	until_done(120001);
	assert_int_equal(t.word, BACKUP_LACKS);
	assert_int_equal(copies(), 1);
	/* where nothing can be written: told, and tried again in ten minutes */
	fixture_remove(backups);
	assert_int_equal(file_write(backups, "", 0, 0600, &err), ST_OK);
	(void)backup_turn(&t, 120001 + HOUR);
	until_done(120001 + HOUR);
	assert_int_equal(t.word, BACKUP_FAILED);
	assert_int_equal(t.at, 120001 + HOUR + 600000);
	/* made more often: not when it would have been; made no more: nothing is said of the last */
	struct actor admin = f.clerk;
	snprintf(admin.role, sizeof admin.role, "admin");
	assert_int_equal(hall_set(f.h, &admin, "backup.minutes", "5", &err), ST_OK);
	assert_int_equal(backup_turn(&t, 120001 + HOUR), 120001 + HOUR + 300000);
	assert_int_equal(hall_set(f.h, &admin, "backup.minutes", "0", &err), ST_OK);
	assert_int_equal(backup_turn(&t, 120001 + HOUR), 0);
	assert_int_equal(t.word, BACKUP_FINE);
	request_release(&r);
	free(scan);
	free(folder);
	free(backups);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_is_made_each_hour, setup, teardown),
		cmocka_unit_test_setup_teardown(what_became_of_it_is_told, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
