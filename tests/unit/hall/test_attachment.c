/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/attachment.h"
#include "hall/dossier.h"
#include "hall/outbox.h"

/* Scans of materials (I-5, S-10): what may be kept, how much of it, where, and who learns of it. */

#define CANARY "11010119900307851X 13900001234"

static char material[64], folder[128];

static char *scan_of(const char *name, size_t n, const char *inside)
{
	char *path = mem_format("%s/%s", f.dir, name), *bytes = mem_alloc(n + 1);
	static const char head[] = "%PDF-1.7\n<</Type/Page>>\n", tail[] = "%%EOF\n";

	memset(bytes, ' ', n);
	memcpy(bytes, head, sizeof head - 1);
	memcpy(bytes + sizeof head - 1, inside, strlen(inside));
	memcpy(bytes + n - (sizeof tail - 1), tail, sizeof tail - 1);
	assert_int_equal(file_write(path, bytes, n, 0600, &err), ST_OK);
	free(bytes);
	return path;
}

static enum status add_by(const struct actor *by, const char *path, struct attachment *out)
{
	return attachment_add(f.h, by, number, material, &path, 1, out, &err);
}

#define ADDED(path, out) do { if (add_by(&f.clerk, path, out) != ST_OK) fail_msg("%s %s", err.code, err.text); } while (0)
#define NOT_ADDED(wanted, path) do { struct attachment a_; int64_t had_ = sql("SELECT count(*) FROM attachment"); \
	assert_int_not_equal(add_by(&f.clerk, path, &a_), ST_OK); assert_string_equal(err.code, wanted); \
	assert_int_equal(sql("SELECT count(*) FROM attachment"), had_); } while (0)

/* A dossier, and the first of its materials that something goes out for. */
static void begin(void)
{
	const struct catalogue *c;
	int version;

	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	take_in(c->bundles[0].id, OUTCOME_ACCEPT, NULL);
	json_t *json;
	assert_int_equal(dossier_json(f.h, number, true, &json, &err), ST_OK);
	snprintf(material, sizeof material, "%s", json_string_value(json_object_get(json_array_get(json_object_get(json, "materials"), 0), "id")));
	json_decref(json);
	snprintf(folder, sizeof folder, "%s/attachments", f.dir);
}

static size_t files(void)
{
	DIR *d = opendir(folder);
	size_t n = 0;
	struct dirent *e;

	while (d && (e = readdir(d)))
		n += e->d_name[0] != '.';
	if (d)
		closedir(d);
	return n;
}

static void it_is_kept_sealed_and_comes_out_again(void **state)
{
	(void)state;
	begin();
	char *path = scan_of("a.pdf", 4000, CANARY), *out = mem_format("%s/out.pdf", f.dir), *one, *other;
	struct attachment a, *all;
	size_t n, m, count;

	ADDED(path, &a);
	assert_true(a.id > 0 && !a.again && a.size == 4000 && a.look.pages == 1);
	assert_int_equal(files(), 1);
	DIR *d = opendir(folder);
	struct dirent *e;
	while ((e = readdir(d))) {
		struct stat s;
		if (e->d_name[0] == '.')
			continue;
		char *kept = file_join(folder, e->d_name);
		assert_int_equal(stat(kept, &s), 0);
		assert_int_equal(s.st_mode & 0777, 0600);
		assert_null(strstr(e->d_name, a.sm3));           /* the name tells nothing, the content less */
		assert_int_equal(conf_slurp(kept, 100000, &one, &n, &err), ST_OK);
		assert_null(memmem(one, n, CANARY, 18));
		assert_null(memmem(one, n, "%PDF", 4));
		free(one);
		free(kept);
	}
	closedir(d);
	assert_int_equal(attachment_list(f.h, &f.clerk, number, &all, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_string_equal(all[0].material, material);
	free(all);
	assert_int_equal(attachment_get(f.h, &f.clerk, number, a.id, out, &err), ST_OK);
	assert_int_equal(conf_slurp(path, 100000, &one, &n, &err), ST_OK);
	assert_int_equal(conf_slurp(out, 100000, &other, &m, &err), ST_OK);
	assert_int_equal(n, m);
	assert_memory_equal(one, other, n);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'attachment.get'"), 1);
	assert_int_equal(attachment_get(f.h, &f.clerk, number, a.id, out, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6888");
	struct actor helper = person(1, "helper");                /* S-15: a scan is nothing masked */
	assert_int_equal(attachment_get(f.h, &helper, number, a.id, "/nowhere/x", &err), ST_DENIED);
	assert_string_equal(err.code, "E-6402");
	assert_int_equal(attachment_get(f.h, &f.clerk, number, a.id + 7, "/nowhere/x", &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6887");
	free(one);
	free(other);
	free(path);
	free(out);
}

static void its_limits_hold_at_the_byte(void **state)
{
	(void)state;
	begin();
	struct attachment a;
	struct actor admin = f.clerk;

	snprintf(admin.role, sizeof admin.role, "admin");
	assert_int_equal(hall_set(f.h, &admin, "file.max", "1", &err), ST_OK);
	assert_int_equal(hall_set(f.h, &admin, "file.dossier", "2", &err), ST_OK);
	char *fits = scan_of("fits.pdf", ATTACHMENT_MIB, "1"), *over = scan_of("over.pdf", ATTACHMENT_MIB + 1, "2");
	ADDED(fits, &a);
	NOT_ADDED("E-6883", over);
	char *rest = scan_of("rest.pdf", ATTACHMENT_MIB, "3"), *more = scan_of("more.pdf", 100, "4");
	ADDED(rest, &a);
	NOT_ADDED("E-6886", more);
	assert_int_equal(sql("SELECT SUM(size) FROM attachment"), 2 * ATTACHMENT_MIB);
	free(fits);
	free(over);
	free(rest);
	free(more);
}

/* A message names at most 500: the next one is refused where it is scanned. */
static void a_material_has_five_hundred(void **state)
{
	(void)state;
	begin();
	struct attachment a;
	char *first = scan_of("first.pdf", 200, "1"), *last = scan_of("last.pdf", 200, "2"), *over = scan_of("over.pdf", 200, "3");

	ADDED(first, &a);
	sql("WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 498) INSERT INTO attachment (dossier, material, sm3, "
		"size, kind, pages, width, height, at, staff, window_no) SELECT dossier, material, printf('%%064d', k.n), size, kind, pages, width, "
		"height, at, staff, window_no FROM attachment, k");
	ADDED(last, &a);
	NOT_ADDED("E-6893", over);
	assert_int_equal(sql("SELECT COUNT(*) FROM attachment"), 500);
	ADDED(last, &a);                                             /* it is there: that is no one more */
	assert_true(a.again);
	free(first);
	free(last);
	free(over);
}

static void what_is_no_scan_is_not_kept(void **state)
{
	(void)state;
	begin();
	char *path = mem_format("%s/invoice.pdf", f.dir);

	assert_int_equal(file_write(path, "MZ\x90 %PDF-1.7 %%EOF", 19, 0600, &err), ST_OK);
	NOT_ADDED("E-6882", path);
	assert_int_equal(file_write(path, "%PDF-1.7 half of it", 19, 0600, &err), ST_OK);
	NOT_ADDED("E-6884", path);
	NOT_ADDED("E-3101", "/nowhere/a.pdf");
	assert_int_equal(files(), 0);
	snprintf(material, sizeof material, "none-such");
	char *scan = scan_of("a.pdf", 200, "x");
	NOT_ADDED("E-6885", scan);
	free(scan);
	free(path);
}

/* Nobody gets at another window's papers by calling them scans. */
static void what_the_hall_keeps_is_no_scan(void **state)
{
	(void)state;
	begin();
	static const char *const folders[] = { "receipts", "attachments", "scan" };
	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		char *dir = mem_format("%s/%s", f.dir, folders[i]), *name = mem_format("%s/a.pdf", folders[i]), *path, *link = mem_format("%s/link-%zu.pdf", f.dir, i);
		struct attachment a;
		assert_int_equal(file_folder(dir, &err), ST_OK);
		path = scan_of(name, 300, folders[i]);
		assert_int_equal(symlink(path, link), 0);
		for (int by_link = 0; by_link < 2; by_link++) {
			enum status st = add_by(&f.clerk, by_link ? link : path, &a);
			assert_int_equal(st, i < 2 ? ST_REFUSED : by_link ? ST_DATA : ST_OK);
			if (st != ST_OK)
				assert_string_equal(err.code, i < 2 ? "E-6892" : "E-2005");
		}
		free(link);
		free(path);
		free(name);
		free(dir);
	}
	assert_int_equal(sql("SELECT count(*) FROM attachment"), 1);
}

static void the_same_twice_is_one(void **state)
{
	(void)state;
	begin();
	char *one = scan_of("1.pdf", 300, "x"), *two = scan_of("2.pdf", 300, "x");
	struct attachment a, b;

	ADDED(one, &a);
	int64_t told = messages("files");
	ADDED(two, &b);
	assert_true(b.again);
	assert_int_equal(files(), 1);
	assert_int_equal(sql("SELECT count(*) FROM attachment"), 1);
	assert_int_equal(messages("files"), told);
	free(one);
	free(two);
}

static const char *fault_point;
static int fail_at(const char *point)
{
	return strcmp(point, fault_point) == 0;
}

/* Between the file and the row: at most a file that no row speaks of, which goes after a day; adding again makes it whole. */
static void a_crash_leaves_at_most_a_file_to_sweep(void **state)
{
	(void)state;
	static const struct { const char *point; size_t left; } cases[] = {
		{ "file.before-write", 0 }, { "file.before-sync", 0 }, { "file.before-rename", 0 }, { "file.after-rename", 1 },
		{ "attachment.written", 1 }, { "store.before-commit", 1 },
	};
	begin();
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *path = scan_of("a.pdf", 300, cases[i].point), name[512] = "";
		struct attachment a;
		size_t before = files(), count;
		int64_t had = sql("SELECT count(*) FROM attachment");
		fault_point = cases[i].point;
		fault_hook = fail_at;
		enum status st = add_by(&f.clerk, path, &a);
		fault_hook = NULL;
		if (st == ST_OK)
			fail_msg("%s: nothing failed", fault_point);
		if (i == COUNT_OF(cases) - 1)
			fixture_reopen(&f);                      /* the store may have closed itself */
		assert_int_equal(sql("SELECT count(*) FROM attachment"), had);
		assert_int_equal(files(), before + cases[i].left);
		assert_int_equal(attachment_sweep(f.h, &count, &err), ST_OK);
		assert_int_equal(count, 0);                      /* it may still be about to be spoken of */
		DIR *d = opendir(folder);
		struct dirent *e;
		while (d && (e = readdir(d)))
			if (e->d_name[0] != '.') {
				snprintf(name, sizeof name, "%s/%s", folder, e->d_name);
				assert_int_equal(utime(name, &(struct utimbuf){ 1000, 1000 }), 0);
			}
		if (d)
			closedir(d);
		assert_int_equal(attachment_sweep(f.h, &count, &err), ST_OK);
		assert_int_equal(count, cases[i].left);
		assert_int_equal(files(), before);
		ADDED(path, &a);
		free(path);
	}
	int64_t count, damaged;
	assert_int_equal(attachment_verify(f.h, NULL, NULL, &count, &damaged, &err), ST_OK);
	assert_int_equal(count, COUNT_OF(cases));
	assert_int_equal(damaged, 0);
}

static char told[64];
static void tell(void *ctx, const char *of, const char *sm3, const char *why)
{
	(void)ctx;
	(void)why;
	snprintf(told, sizeof told, "%s %.8s", of, sm3);
}

static void what_is_damaged_is_named_and_made_good_by_adding_it_again(void **state)
{
	(void)state;
	begin();
	char *path = scan_of("a.pdf", 300, "x"), wanted[64];
	struct attachment a;
	int64_t count, damaged;
	struct buf out;

	ADDED(path, &a);
	DIR *d = opendir(folder);
	struct dirent *e;
	while ((e = readdir(d)))
		if (e->d_name[0] != '.') {
			char *kept = file_join(folder, e->d_name);
			assert_int_equal(truncate(kept, 100), 0);
			free(kept);
		}
	closedir(d);
	assert_int_equal(attachment_verify(f.h, tell, NULL, &count, &damaged, &err), ST_OK);
	assert_int_equal(damaged, 1);
	snprintf(wanted, sizeof wanted, "%s %.8s", number, a.sm3);
	assert_string_equal(told, wanted);
	buf_init(&out, BUF_SMALL);
	assert_int_equal(attachment_read(f.h, a.sm3, &out, &err), ST_CORRUPT);
	assert_string_equal(err.code, "E-6889");
	ADDED(path, &a);
	assert_true(a.again);
	assert_int_equal(attachment_read(f.h, a.sm3, &out, &err), ST_OK);
	buf_release(&out);
	free(path);
}

/* The department that wants the material is told, once its task is there; others are not, and see nothing. */
static void departments_learn_of_their_own(void **state)
{
	(void)state;
	begin();
	char *path = scan_of("a.pdf", 300, "x");
	struct attachment a, *all;
	struct outbox_message m;
	int64_t next, wanting = 0;
	size_t count;
	json_t *json, *task;
	size_t i;

	ADDED(path, &a);
	int64_t told_of = messages("files");
	assert_true(told_of > 0 && told_of <= task_count());
	while (outbox_claim(f.h, "test/1", 50, &m, &next, &err) == ST_OK) {
		if (!m.is_task) {
			assert_non_null(strstr(m.body, a.sm3));
			assert_int_equal(sql("SELECT count(*) FROM outbox WHERE task = %lld AND kind = 'task' AND state = 'delivered'", (long long)m.task), 1);
			wanting++;
		}
		assert_int_equal(outbox_done(f.h, &m, &(struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201, .department_no = "N" },
			&err), ST_OK);
		outbox_message_release(&m);
	}
	assert_true(wanting > 0);
	assert_int_equal(dossier_json(f.h, number, true, &json, &err), ST_OK);
	json_array_foreach(json_object_get(json, "tasks"), i, task) {
		struct actor who = person(1, "department");
		snprintf(who.department, sizeof who.department, "%s", json_string_value(json_object_get(json_object_get(task, "department"), "id")));
		assert_int_equal(attachment_list(f.h, &who, number, &all, &count, &err), ST_OK);
		assert_int_equal(count, sql("SELECT count(*) FROM outbox o JOIN task t ON t.id = o.task WHERE o.kind = 'files' AND o.department = '%s'",
			who.department) > 0);
		free(all);
		assert_int_equal(attachment_told(f.h, who.department, a.sm3, ATTACHMENT_REFUSED, who.department, &err), ST_OK);
	}
	/* … nor what another one has said of it */
	json_array_foreach(json_object_get(json, "tasks"), i, task) {
		struct actor who = person(1, "department");
		struct rows *sent = NULL;
		snprintf(who.department, sizeof who.department, "%s", json_string_value(json_object_get(json_object_get(task, "department"), "id")));
		assert_int_equal(attachment_sent(f.h, &who, number, &sent, &err), ST_OK);
		assert_int_equal(rows_count(sent), 1);
		assert_string_equal(rows_text(sent, 0, 3), who.department);
		rows_free(sent);
		assert_int_equal(attachment_sent(f.h, &f.clerk, number, &sent, &err), ST_OK);
		assert_true(rows_count(sent) > 1);
		rows_free(sent);
	}
	json_decref(json);
	assert_int_equal(add_by(&issuer, path, &a), ST_DENIED);
	assert_string_equal(err.code, "E-6881");
	struct actor auditor = person(1, "auditor");
	assert_int_equal(attachment_list(f.h, &auditor, number, &all, &count, &err), ST_DENIED);
	free(path);
}

/* What came between the receipt and the acceptance stands in the task itself. */
static void a_task_refers_to_what_was_there_before_it(void **state)
{
	(void)state;
	begin();
	const struct catalogue *c;
	int version;
	struct request r;
	struct accepted done;
	struct outbox_message m;
	struct attachment a;
	int64_t next;
	bool said = false;

	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	take_in(c->bundles[0].id, OUTCOME_RECEIVE, NULL);
	char *path = scan_of("a.pdf", 300, "x");
	ADDED(path, &a);
	assert_int_equal(messages("files"), 0);
	assert_int_equal(request_continue(f.h, &f.clerk, number, &r, &err), ST_OK);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	request_release(&r);
	while (outbox_claim(f.h, "test/1", 50, &m, &next, &err) == ST_OK) {
		char *wanted = mem_format("\"files\":[{\"sm3\":\"%s\",\"size\":300,\"mime\":\"application/pdf\",\"pages\":1}]", a.sm3);
		said |= strcmp(m.dossier, number) == 0 && strstr(m.body, wanted) != NULL;
		free(wanted);
		assert_int_equal(outbox_done(f.h, &m, &(struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201, .department_no = "N" },
			&err), ST_OK);
		outbox_message_release(&m);
	}
	assert_true(said);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(it_is_kept_sealed_and_comes_out_again), ACT_TEST(its_limits_hold_at_the_byte), ACT_TEST(a_material_has_five_hundred), ACT_TEST(what_is_no_scan_is_not_kept),
		ACT_TEST(what_the_hall_keeps_is_no_scan), ACT_TEST(the_same_twice_is_one), ACT_TEST(a_crash_leaves_at_most_a_file_to_sweep),
		ACT_TEST(what_is_damaged_is_named_and_made_good_by_adding_it_again), ACT_TEST(departments_learn_of_their_own),
		ACT_TEST(a_task_refers_to_what_was_there_before_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
