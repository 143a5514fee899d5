/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/attachment.h"
#include "hall/backup_own.h"
#include "hall/draft.h"
#include "hall/draft_attachment.h"
#include "hall/dossier.h"
#include "hall/print_job.h"

/* Copies of the hall (R27, S-13): whole, cheap, and told when they are not. */

static struct backup b;
static struct attachment a;
static char material[64], told[80];
static int64_t told_of;

static void tell(void *ctx, const char *what, const char *why)
{
	(void)ctx;
	(void)why;
	snprintf(told, sizeof told, "%s", what);
	told_of++;
}

static char *scan_of(const char *name)
{
	char *path = file_join(f.dir, name), *bytes = mem_format("%%PDF-1.7\n<</Type/Page>>\n%s%%%%EOF\n", name);

	assert_int_equal(file_write(path, bytes, strlen(bytes), 0600, &err), ST_OK);
	free(bytes);
	return path;
}

static void add(const char *name)
{
	char *path = scan_of(name);

	if (attachment_add(f.h, &f.clerk, number, material, (const char *const *)&path, 1, &a, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	free(path);
}

/* A dossier with one scan. */
static void begin(void)
{
	const struct catalogue *c;
	int version;
	json_t *json;

	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	take_in(c->bundles[0].id, OUTCOME_ACCEPT, NULL);
	assert_int_equal(dossier_json(f.h, number, true, &json, &err), ST_OK);
	snprintf(material, sizeof material, "%s", json_string_value(json_object_get(json_array_get(json_object_get(json, "materials"), 0), "id")));
	json_decref(json);
	add("one.pdf");
	told_of = 0;
}

static enum status make(void)
{
	fixture_tick(60000);
	return backup_make(f.h, tell, NULL, &b, &err);
}

#define MADE() do { if (make() != ST_OK) fail_msg("%s %s", err.code, err.text); } while (0)

static int64_t damaged_of(const char *name)
{
	int64_t damaged;
	struct backup of;

	if (backup_verify(f.h, name, tell, NULL, &of, &damaged, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	return damaged;
}

/* How many names of this kind stand in a folder of the backups; the last of them in `last`. */
static char last[512];
static size_t entries(const char *inner, bool hidden)
{
	char *folder = mem_format("%s/backups/%s", f.dir, inner);
	DIR *d = opendir(folder);
	const struct dirent *e;
	size_t n = 0;

	while (d && (e = readdir(d)))
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, "..") && (e->d_name[0] == '.') == hidden) {
			snprintf(last, sizeof last, "%s/%s", folder, e->d_name);
			n++;
		}
	if (d)
		closedir(d);
	free(folder);
	return n;
}

static size_t copies(void)
{
	struct backup *list;
	size_t count;

	assert_int_equal(backup_list(f.h, &list, &count, &err), ST_OK);
	free(list);
	return count;
}

static void each_scan_is_copied_once(void **state)
{
	struct stat before, after;

	(void)state;
	begin();
	assert_int_equal(backup_last(f.h), 0);
	MADE();
	assert_true(b.copied == 1 && b.attachments == 1 && b.dossiers >= 1 && b.missing == 0);
	assert_string_equal(b.last, number);
	assert_int_equal(entries("attachments", false), 1);
	assert_int_equal(stat(last, &before), 0);
	assert_int_equal(before.st_mode & 0777, 0600);
	MADE();
	assert_int_equal(b.copied, 0);
	add("two.pdf");
	MADE();
	assert_true(b.copied == 1 && b.attachments == 2);
	assert_int_equal(entries("attachments", false), 2);
	assert_int_equal(stat(last, &after) | stat(last, &before), 0);
	assert_int_equal(copies(), 3);
	assert_int_equal(damaged_of(""), 0);
	assert_int_equal(damaged_of(b.name), 0);
	assert_true(backup_last(f.h) > 0);
	assert_int_equal(backup_verify(f.h, "2020-01-01-000000", tell, NULL, &b, &told_of, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-5122");
}

/* A copy is no better than its worst file: each fault is found and named. */
static void what_is_not_as_it_was_is_told(void **state)
{
	int64_t damaged;
	struct backup of;

	(void)state;
	begin();
	MADE();
	assert_int_equal(entries("attachments", false), 1);
	char *pool = mem_text(last), *db = mem_format("%s/backups/%s/hall.db", f.dir, b.name), *aside = mem_format("%s/aside", f.dir);
	assert_int_equal(rename(pool, aside), 0);                    /* gone */
	assert_int_equal(damaged_of(""), 1);
	assert_string_equal(told, a.sm3);
	assert_int_equal(rename(aside, pool), 0);
	int fd = open(pool, O_WRONLY);                               /* one bit of it */
	assert_int_equal(pwrite(fd, "\xff", 1, 60), 1);
	close(fd);
	assert_int_equal(damaged_of(""), 1);
	assert_int_equal(truncate(pool, 50), 0);                     /* too short: the next copy mends it */
	assert_int_equal(damaged_of(""), 1);
	MADE();
	assert_int_equal(b.copied, 1);
	assert_int_equal(damaged_of(""), 0);
	fd = open(db, O_WRONLY);
	assert_int_equal(pwrite(fd, "x", 1, 5000), 1);
	close(fd);
	struct backup *list;
	size_t count;
	assert_int_equal(backup_list(f.h, &list, &count, &err), ST_OK);
	assert_int_equal(backup_verify(f.h, list[1].name, tell, NULL, &of, &damaged, &err), ST_CORRUPT);
	assert_string_equal(err.code, "E-5123");
	assert_int_equal(damaged_of(""), 0);                         /* the other is none the worse */
	free(list);
	free(pool);
	free(db);
	free(aside);
}

/* The hall has lost one: the copy is made, says so, and keeps what an older copy still has. */
static void what_the_hall_has_lost_is_told(void **state)
{
	(void)state;
	begin();
	MADE();
	add("two.pdf");
	char *folder = file_join(f.dir, "attachments");
	fixture_remove(folder);
	MADE();
	assert_int_equal(told_of, 2);
	assert_int_equal(b.missing, 1);
	assert_true(b.attachments == 2 && b.copied == 0);
	assert_int_equal(entries("attachments", false), 1);
	assert_int_equal(damaged_of(""), 1);
	free(folder);
}

static const char *fault_point;
static int fail_at(const char *point)
{
	return strcmp(point, fault_point) == 0;
}

static int die_at(const char *point)
{
	if (strcmp(point, fault_point) == 0)
		_exit(9);
	return 0;
}

/* Whatever stops it, and wherever the power goes: the copies before are whole, and no half one is taken for one. */
static void a_cut_leaves_those_before(void **state)
{
	static const char *const points[] = { "store.backup-verify", "store.backup-before-rename", "backup.store", "file.before-write",
		"file.before-rename", "backup.scans", "backup.before-rename" };

	(void)state;
	begin();
	MADE();
	for (size_t i = 0; i < 2 * COUNT_OF(points); i++) {
		add(points[i / 2]);
		fault_point = points[i / 2];
		if (i % 2 == 0) {
			fault_hook = fail_at;
			enum status st = make();
			fault_hook = NULL;
			if (st == ST_OK)
				fail_msg("%s: nothing failed", fault_point);
			assert_string_equal(err.code, "E-5120");
			assert_non_null(strstr(err.text, "以前的备份都在"));
			assert_int_equal(entries("", true), 0);
		} else {
			pid_t pid = fork();
			if (pid == 0) {
				struct hall *h;
				fault_hook = die_at;
				if (hall_open(f.dir, true, &h, &err) == ST_OK && backup_make(h, tell, NULL, &b, &err) == ST_OK)
					_exit(0);
				_exit(1);
			}
			int status;
			assert_int_equal(waitpid(pid, &status, 0), pid);
			if (!WIFEXITED(status) || WEXITSTATUS(status) != 9)
				fail_msg("%s: %d", fault_point, status);
			assert_int_equal(entries("", true), 1);
		}
		assert_int_equal(copies(), 1);
		assert_int_equal(damaged_of(""), 0);
	}
	MADE();
	assert_int_equal(entries("", true), 0);
	assert_int_equal(copies(), 2);
	assert_int_equal(damaged_of(""), 0);
	assert_int_equal(b.attachments, 1 + COUNT_OF(points));
}

static void one_at_a_time(void **state)
{
	(void)state;
	begin();
	MADE();
	char *folder = file_join(f.dir, "backups");
	int fd = open(folder, O_RDONLY | O_DIRECTORY);
	assert_int_equal(flock(fd, LOCK_SH), 0);                     /* less than another's would be */
	assert_int_equal(make(), ST_BUSY);
	assert_string_equal(err.code, "E-5121");
	close(fd);
	MADE();
	free(folder);
}

/* Who holds the scans to take some away is no other backup: this one failed, and is tried again soon. */
static void what_is_busy_is_a_failure(void **state)
{
	(void)state;
	begin();
	char *folder = file_join(f.dir, "attachments");
	int fd = open(folder, O_RDONLY | O_DIRECTORY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(make(), ST_IO);
	assert_string_equal(err.code, "E-5120");
	close(fd);
	MADE();
	free(folder);
}

/* The store is larger than what is free: nothing is begun, and nothing of the disk used up. */
static void a_copy_leaves_room_for_accepting(void **state)
{
	struct stat s;

	(void)state;
	begin();
	char *db = file_join(f.dir, "hall.db");
	assert_int_equal(stat(db, &s), 0);
	assert_int_equal(truncate(db, (off_t)4 << 40), 0);           /* a hole: it takes no room */
	enum status st = make();
	assert_int_equal(truncate(db, s.st_size), 0);
	assert_int_equal(st, ST_FULL);
	assert_string_equal(err.code, "E-5120");
	assert_non_null(strstr(err.text, "留给受理"));
	assert_int_equal(copies(), 0);
	assert_int_equal(entries("", true), 0);
	MADE();
	free(db);
}

/* One of a clock that was years ahead: it stays, and the others thin out beside it. */
static void one_ahead_of_its_time_holds_nothing_up(void **state)
{
	(void)state;
	begin();
	MADE();
	char *made = mem_format("%s/backups/%s", f.dir, b.name), *ahead = mem_format("%s/backups/2036-01-01-000000", f.dir);
	assert_int_equal(rename(made, ahead), 0);
	for (int i = 0; i < 3; i++)
		MADE();
	fixture_tick(INT64_C(26) * 3600000);
	fixture_reopen(&f);
	MADE();
	assert_int_equal(copies(), 3);                               /* that one, the last of that day, today's */
	assert_int_equal(access(ahead, F_OK), 0);
	free(made);
	free(ahead);
}

/* A hall of yesterday's copy has each file that its records name; scans of later days are not in the way. */
static void a_hall_is_made_of_a_copy(void **state)
{
	char *into = mem_format("%s.again", f.dir), *key = file_join(f.dir, "keys/hall.key"), *from, *one, *other, *out, *scan;
	struct request r;
	struct attachment *all;
	struct hall *h;
	struct backup of;
	int64_t count, damaged;
	size_t n, m, listed;

	(void)state;
	begin();
	fixture_request(&f, "xinshenger", 90, &r);
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_MATERIALS, &err), ST_OK);
	scan = scan_of("drafted.pdf");
	assert_int_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&scan, 1, &a, &err), ST_OK);
	MADE();
	from = mem_format("%s/backups/%s", f.dir, b.name);
	fixture_tick(INT64_C(86400000));
	add("of-today.pdf");
	MADE();
	if (backup_restore(from, key, into, false, tell, NULL, &of, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_int_equal(told_of, 0);
	assert_string_equal(of.last, number);
	assert_int_equal(hall_open(into, false, &h, &err), ST_OK);
	assert_int_equal(attachment_verify(h, NULL, NULL, &count, &damaged, &err), ST_OK);
	assert_int_equal(count, 2);
	assert_int_equal(damaged, 0);
	assert_int_equal(attachment_list(h, &f.clerk, number, &all, &listed, &err), ST_OK);
	assert_int_equal(listed, 1);
	out = file_join(into, "out.pdf");
	assert_int_equal(attachment_get(h, &f.clerk, number, all[0].id, out, &err), ST_OK);
	char *was = scan_of("one.pdf");
	assert_int_equal(conf_slurp(was, 100000, &one, &n, &err) | conf_slurp(out, 100000, &other, &m, &err), ST_OK);
	assert_int_equal(n, m);
	assert_memory_equal(one, other, n);
	struct rows *trail = NULL;
	assert_int_equal(store_read(hall_store(h), Q_BACKUP_COUNT, NULL, 0, &trail, &err), ST_OK);
	rows_free(trail);
	hall_close(h);
	assert_int_equal(backup_restore(from, key, into, false, tell, NULL, &of, &err), ST_REFUSED);       /* there is one now */
	fixture_remove(into);
	/* another hall's key opens nothing, and leaves nothing */
	char *wrong = file_join(f.dir, "wrong.key");
	assert_int_equal(file_write(wrong, "0123456789abcdef0123456789abcdef", 32, 0600, &err), ST_OK);
	assert_int_not_equal(backup_restore(from, wrong, into, false, tell, NULL, &of, &err), ST_OK);
	assert_int_equal(access(into, F_OK), -1);
	/* a scan is missing: not silently */
	assert_int_equal(entries("attachments", false), 3);
	char *folder = mem_format("%s/backups/attachments", f.dir);
	fixture_remove(folder);
	assert_int_equal(backup_restore(from, key, into, false, tell, NULL, &of, &err), ST_CORRUPT);
	assert_string_equal(err.code, "E-5124");
	assert_int_equal(told_of, 2);
	assert_int_equal(access(into, F_OK), -1);
	assert_int_equal(backup_restore(from, key, into, true, tell, NULL, &of, &err), ST_OK);
	assert_int_equal(of.missing, 2);
	fixture_remove(into);
	free(all);
	free(one);
	free(other);
	free(out);
	free(was);
	free(wrong);
	free(folder);
	free(scan);
	free(into);
	free(key);
	free(from);
	request_release(&r);
}

static int64_t outbox_rows(const char *dir, const char *which)
{
	char own[sizeof f.dir];

	memcpy(own, f.dir, sizeof own);
	text_copy(f.dir, sizeof f.dir, dir);
	int64_t n = sql("SELECT COUNT(*) FROM outbox WHERE %s", which);
	memcpy(f.dir, own, sizeof own);
	return n;
}

/* What came after the copy is on paper alone: its numbers are nobody else's, a paper that may be printed is not printed again by itself,
 * and the gap is none that verify takes for a loss. */
static void no_number_is_given_twice(void **state)
{
	char *into = mem_format("%s.again", f.dir), *key = file_join(f.dir, "keys/hall.key"), *from, printed[24];
	const struct catalogue *c;
	struct accepted got;
	struct request r;
	struct print_job job;
	struct backup of;
	struct hall *h;
	int64_t count;
	int version;

	(void)state;
	begin();
	assert_int_equal(print_job_next(f.h, &job, &err), ST_OK);    /* waits for a printer */
	MADE();
	from = mem_format("%s/backups/%s", f.dir, b.name);
	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	take_in(c->bundles[0].id, OUTCOME_ACCEPT, NULL);
	snprintf(printed, sizeof printed, "%s", number);
	if (backup_restore(from, key, into, false, tell, NULL, &of, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_int_equal(hall_open(into, false, &h, &err), ST_OK);
	assert_int_equal(print_job_next(h, &job, &err), ST_NOINPUT);
	struct print_job all[50];
	size_t jobs;
	assert_int_equal(print_job_list(h, 0, "open", all, COUNT_OF(all), &jobs, &err), ST_OK);
	assert_true(jobs > 0 && print_job_unknown(&all[0]));
	assert_true(outbox_rows(into, "sequence > 1000") > 0);
	assert_int_equal(outbox_rows(into, "sequence <= 1000"), 0);
	if (dossier_verify(h, &count, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	fixture_request(&f, c->bundles[0].id, 95, &r);
	if (dossier_accept(h, &f.clerk, &r, &got, NULL, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_true(strcmp(got.number, printed) > 0);
	assert_memory_equal(got.number + 17, "01002", 5);
	if (dossier_verify(h, &count, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	request_release(&r);
	hall_close(h);
	fixture_remove(into);
	free(into);
	free(key);
	free(from);
}

/* All of a day, then one for each of seven days, five weeks, twelve months. */
static void the_old_ones_thin_out(void **state)
{
	static struct backup list[24 * 500];
	static bool stays[24 * 500];
	const day_t newest = day_from_ymd(2026, 11, 23);
	size_t count = 0, kept = 0, of_last_day = 0;

	(void)state;
	for (int day = 0; day < 500; day++)
		for (int hour = 23; hour >= 0; hour--) {
			struct ymd d = day_to_ymd(newest - day);
			snprintf(list[count++].name, BACKUP_NAME_SIZE, "%04u-%02u-%02u-%02u4100", (unsigned)d.year % 10000, (unsigned)d.month % 100,
				(unsigned)d.day % 100, (unsigned)hour);
		}
	backup_which(list, count, stays);
	for (size_t i = 0; i < count; i++) {
		kept += stays[i];
		of_last_day += i < 24 && stays[i];
	}
	assert_int_equal(of_last_day, 24);
	assert_true(kept >= 24 + 6 + 3 + 10 && kept <= 24 + 6 + 5 + 12);
	assert_true(stays[24] && !stays[25]);                         /* yesterday's last, and not the one before */
	assert_true(stays[6 * 24] && !stays[7 * 24 + 1]);
	list[24].missing = -1;                                       /* it is none: the one before stands for its day */
	backup_which(list, count, stays);
	assert_true(stays[24] && stays[25] && !stays[26]);
}

/* A scan of a draft that is gone stays for as long as a copy names it, and no longer. */
static void what_no_copy_names_goes(void **state)
{
	struct request r;
	char *scan;

	(void)state;
	begin();
	fixture_request(&f, "xinshenger", 91, &r);
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_MATERIALS, &err), ST_OK);
	scan = scan_of("drafted.pdf");
	assert_int_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&scan, 1, &a, &err), ST_OK);
	MADE();
	assert_int_equal(draft_discard(f.h, &f.clerk, r.accept_uuid, &err), ST_OK);
	MADE();
	assert_int_equal(entries("attachments", false), 2);
	fixture_tick(INT64_C(26) * 3600000);
	fixture_reopen(&f);
	MADE();
	assert_int_equal(copies(), 2);
	assert_int_equal(entries("attachments", false), 1);
	assert_int_equal(damaged_of(""), 0);
	free(scan);
	request_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(each_scan_is_copied_once), ACT_TEST(what_is_not_as_it_was_is_told), ACT_TEST(what_the_hall_has_lost_is_told),
		ACT_TEST(a_cut_leaves_those_before), ACT_TEST(one_at_a_time), ACT_TEST(what_is_busy_is_a_failure),
		ACT_TEST(a_copy_leaves_room_for_accepting), ACT_TEST(one_ahead_of_its_time_holds_nothing_up), ACT_TEST(a_hall_is_made_of_a_copy),
		ACT_TEST(no_number_is_given_twice),
		ACT_TEST(the_old_ones_thin_out), ACT_TEST(what_no_copy_names_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
