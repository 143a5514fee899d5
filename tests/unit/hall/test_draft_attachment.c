/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/draft.h"
#include "hall/draft_attachment.h"
#include "hall/outbox.h"
#include "hall/scan_box.h"

/* Scans of what is still a draft: they go where it goes, and files that others write at the same time. */

static struct request r;
static struct attachment a;
static const char *material;

static char *scan_of(const char *name, const char *inside)
{
	char *path = mem_format("%s/%s", f.dir, name), *bytes = mem_format("%%PDF-1.7\n<</Type/Page>>\n%s%%%%EOF\n", inside);

	assert_int_equal(file_write(path, bytes, strlen(bytes), 0600, &err), ST_OK);
	free(bytes);
	return path;
}

static size_t files(void)
{
	char *folder = file_join(f.dir, "attachments");
	DIR *d = opendir(folder);
	size_t n = 0;
	struct dirent *e;

	while (d && (e = readdir(d)))
		n += e->d_name[0] != '.';
	if (d)
		closedir(d);
	free(folder);
	return n;
}

static enum status put(const struct actor *by, const char *of, const char *name)
{
	char *path = scan_of(name, name);
	enum status st = draft_attachment_add(f.h, by, r.accept_uuid, of, "材料", (const char *const *)&path, 1, &a, &err);

	free(path);
	return st;
}

#define PUT(by, of, name) do { if (put(by, of, name) != ST_OK) fail_msg("%s %s", err.code, err.text); } while (0)
#define DRAFTED() sql("SELECT count(*) FROM draft_attachment")
#define ATTACHED() sql("SELECT count(*) FROM attachment")

/* A draft of the clerk's with one scan. */
static void begin(void)
{
	fixture_request(&f, "xinshenger", 71, &r);
	material = r.materials[0].material;
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_MATERIALS, &err), ST_OK);
	PUT(&f.clerk, material, "one.pdf");
	assert_int_equal(files(), 1);
	assert_int_equal(DRAFTED(), 1);
}

static void end(void)
{
	request_release(&r);
}

static const char *fault_point;
static int fail_at(const char *point)
{
	return strcmp(point, fault_point) == 0;
}

/* Whatever fails of an acceptance, they are the draft's or the dossier's, never both, never nobody's; its tasks name them. */
static void the_acceptance_takes_them_over(void **state)
{
	static const char *const points[] = { "accept.number", "accept.frozen", "accept.dossier", "accept.materials", "accept.draft",
		"accept.before-commit", "store.before-commit" };
	struct accepted done;
	struct outbox_message m;
	int64_t next, named = 0;

	(void)state;
	begin();
	PUT(&f.clerk, material, "two.pdf");
	PUT(&f.clerk, r.materials[1].material, "two.pdf");
	for (size_t i = 0; i < COUNT_OF(points); i++) {
		fault_point = points[i];
		fault_hook = fail_at;
		enum status st = dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err);
		fault_hook = NULL;
		if (st == ST_OK)
			fail_msg("%s: nothing failed", fault_point);
		if (i == COUNT_OF(points) - 1)
			fixture_reopen(&f);
		assert_int_equal(DRAFTED(), 3);
		assert_int_equal(ATTACHED(), 0);
		assert_int_equal(files(), 2);
	}
	struct request opened;
	enum request_step step;
	assert_int_equal(draft_load(f.h, &f.clerk, r.accept_uuid, true, &opened, &step, &err), ST_OK);
	request_release(&opened);
	if (dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_int_equal(DRAFTED(), 0);
	assert_int_equal(ATTACHED(), 3);
	assert_int_equal(files(), 2);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'attachment.add'"), 3);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	assert_true(done.again);
	assert_int_equal(ATTACHED(), 3);
	while (outbox_claim(f.h, "test/1", 50, &m, &next, &err) == ST_OK) {
		named += m.is_task && strstr(m.body, a.sm3) != NULL;
		assert_int_equal(outbox_done(f.h, &m, &(struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201, .department_no = "N" },
			&err), ST_OK);
		outbox_message_release(&m);
	}
	assert_true(named > 0);
	assert_int_equal(messages("files"), 0);                  /* the task itself has said it */
	end();
}

/* Received with one, accepted later with another: both are the dossier's, and the task names both. */
static void a_continued_dossier_has_both(void **state)
{
	struct accepted done;
	struct outbox_message m;
	int64_t next;
	char first[DIGEST_HEX];
	bool both = false;

	(void)state;
	begin();
	snprintf(first, sizeof first, "%s", a.sm3);
	r.outcome = OUTCOME_RECEIVE;
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	assert_int_equal(ATTACHED(), 1);
	request_release(&r);
	assert_int_equal(request_continue(f.h, &f.clerk, done.number, &r, &err), ST_OK);
	material = r.materials[0].material;
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_MATERIALS, &err), ST_OK);
	PUT(&f.clerk, material, "one.pdf");                          /* the same once more: one in the end */
	PUT(&f.clerk, material, "later.pdf");
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	assert_int_equal(ATTACHED(), 2);
	assert_int_equal(DRAFTED(), 0);
	while (outbox_claim(f.h, "test/1", 50, &m, &next, &err) == ST_OK) {
		const char *one = strstr(m.body, first);
		both |= one && strstr(m.body, a.sm3) && !strstr(one + 1, first);
		assert_int_equal(outbox_done(f.h, &m, &(struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201, .department_no = "N" },
			&err), ST_OK);
		outbox_message_release(&m);
	}
	assert_true(both);
	end();
}

/* What no material asks for any more is not the dossier's; that it was left is in the trail, and its octets are gone. */
static void what_is_not_asked_for_stays_behind(void **state)
{
	struct accepted done;

	(void)state;
	begin();
	PUT(&f.clerk, "none-such", "stray.pdf");
	assert_int_equal(files(), 2);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	assert_int_equal(ATTACHED(), 1);
	assert_int_equal(DRAFTED(), 0);
	assert_int_equal(files(), 1);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'attachment.left' AND before = '%s'", a.sm3), 1);
	end();
}

static void a_discarded_draft_leaves_no_file(void **state)
{
	struct request other;
	char first[37];
	int64_t count, damaged;

	(void)state;
	begin();
	PUT(&f.clerk, material, "two.pdf");
	snprintf(first, sizeof first, "%s", r.accept_uuid);
	fixture_request(&f, "xinshenger", 72, &other);
	assert_int_equal(draft_save(f.h, &f.clerk, &other, STEP_MATERIALS, &err), ST_OK);
	struct request mine = r;
	r = other;
	PUT(&f.clerk, material, "two.pdf");                          /* another draft has the same content */
	assert_int_equal(draft_discard(f.h, &f.clerk, first, &err), ST_OK);
	assert_int_equal(DRAFTED(), 1);
	assert_int_equal(files(), 1);
	assert_int_equal(attachment_verify(f.h, NULL, NULL, &count, &damaged, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_int_equal(draft_discard(f.h, &f.clerk, r.accept_uuid, &err), ST_OK);
	assert_int_equal(files(), 0);
	request_release(&mine);
	end();
}

static void one_is_taken_out_again(void **state)
{
	struct attachment *all;
	size_t count;

	(void)state;
	begin();
	PUT(&f.clerk, r.materials[1].material, "one.pdf");           /* the same content for two materials */
	assert_int_equal(draft_attachment_list(f.h, &f.clerk, r.accept_uuid, &all, &count, &err), ST_OK);
	assert_int_equal(count, 2);
	assert_int_equal(draft_attachment_remove(f.h, &f.clerk, r.accept_uuid, all[0].id, &err), ST_OK);
	assert_int_equal(files(), 1);
	assert_int_equal(draft_attachment_remove(f.h, &f.clerk, r.accept_uuid, all[0].id, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6887");
	assert_int_equal(draft_attachment_remove(f.h, &f.clerk, r.accept_uuid, all[1].id, &err), ST_OK);
	assert_int_equal(files(), 0);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'draft.detach'"), 2);
	free(all);
	end();
}

/* Another's, or open at another desk: neither read nor changed. Given to another it stays whole. */
static void they_are_whose_draft_it_is(void **state)
{
	struct attachment *all;
	struct hall *other;
	size_t count;

	(void)state;
	begin();
	struct actor somebody = person(sql("SELECT id FROM staff WHERE login = 'liuyang'"), "clerk");
	assert_int_equal(put(&somebody, material, "x.pdf"), ST_NOINPUT);
	assert_string_equal(err.code, "E-6102");
	assert_int_equal(draft_attachment_list(f.h, &issuer, r.accept_uuid, &all, &count, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6112");
	assert_int_equal(draft_attachment_remove(f.h, &script, r.accept_uuid, a.id, &err), ST_OK);       /* its own desk's: nobody else's */
	PUT(&f.clerk, material, "one.pdf");
	assert_int_equal(hall_open(f.dir, false, &other, &err), ST_OK);
	struct hall *mine = f.h;
	f.h = other;
	assert_int_equal(put(&f.clerk, material, "x.pdf"), ST_BUSY);
	assert_string_equal(err.code, "E-6104");
	assert_int_equal(put(&script, material, "x.pdf"), ST_BUSY);
	assert_int_equal(draft_attachment_remove(f.h, &script, r.accept_uuid, a.id, &err), ST_BUSY);
	assert_int_equal(draft_attachment_list(f.h, &script, r.accept_uuid, &all, &count, &err), ST_OK);       /* looking changes nothing */
	assert_int_equal(count, 1);
	free(all);
	f.h = mine;
	hall_close(other);
	draft_let_go(f.h, r.accept_uuid);
	assert_int_equal(draft_give(f.h, &f.clerk, r.accept_uuid, "liuyang", &err), ST_OK);
	assert_int_equal(draft_attachment_list(f.h, &somebody, r.accept_uuid, &all, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	free(all);
	assert_int_equal(draft_attachment_list(f.h, &f.clerk, r.accept_uuid, &all, &count, &err), ST_NOINPUT);
	struct actor helper = person(somebody.staff_id, "helper");
	assert_int_equal(draft_attachment_get(f.h, &helper, r.accept_uuid, a.id, "/nowhere/x", &err), ST_DENIED);
	assert_string_equal(err.code, "E-6402");
	char *out = file_join(f.dir, "out.pdf");
	assert_int_equal(draft_attachment_get(f.h, &somebody, r.accept_uuid, a.id, out, &err), ST_OK);
	assert_int_equal(access(out, R_OK), 0);
	free(out);
	end();
}

static void its_limits_are_the_dossiers(void **state)
{
	struct actor admin = f.clerk;

	(void)state;
	begin();
	snprintf(admin.role, sizeof admin.role, "admin");
	assert_int_equal(hall_set(f.h, &admin, "file.max", "1", &err), ST_OK);
	assert_int_equal(hall_set(f.h, &admin, "file.dossier", "1", &err), ST_OK);
	char *big = mem_alloc(1000 * 1000 + 1);
	memset(big, ' ', 1000 * 1000);
	char *path = scan_of("big.pdf", big), *more = mem_text_n(big, 60 * 1000), *second;
	assert_int_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&path, 1, &a, &err), ST_OK);
	second = scan_of("more.pdf", more);
	assert_int_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&second, 1, &a, &err), ST_LIMIT);
	assert_string_equal(err.code, "E-6886");
	assert_int_equal(DRAFTED(), 2);
	free(big);
	free(more);
	free(path);
	free(second);
	end();
}

static void a_material_has_five_hundred(void **state)
{
	(void)state;
	begin();
	char *path = scan_of("first.pdf", "1"), *over = scan_of("over.pdf", "2");

	assert_int_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&path, 1, &a, &err), ST_OK);
	sql("WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 499) INSERT INTO draft_attachment (draft, material, name, "
		"sm3, size, kind, pages, width, height, at, staff, window_no) SELECT draft, material, name, printf('%%064d', k.n), size, kind, pages, "
		"width, height, at, staff, window_no FROM draft_attachment, k WHERE sm3 = '%s'", a.sm3);
	assert_int_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&over, 1, &a, &err), ST_LIMIT);
	assert_string_equal(err.code, "E-6893");
	free(path);
	free(over);
	end();
}

/* --- files that others write ------------------------------------------------------------------------------------------------ */

static char *in_box(const char *name)
{
	struct scan_file list[1];
	size_t count;

	assert_int_equal(scan_box_list(f.h, list, 1, &count, &err), ST_OK);       /* makes the folder */
	return scan_box_path(f.h, name);
}

static bool box_shows(const char *name)
{
	struct scan_file list[20];
	size_t count;

	assert_int_equal(scan_box_list(f.h, list, 20, &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].name, name) == 0)
			return true;
	return false;
}

#define NOT_PUT(wanted, path) do { const char *p_ = (path); \
	assert_int_not_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", &p_, 1, &a, &err), ST_OK); \
	assert_string_equal(err.code, wanted); assert_int_equal(DRAFTED(), 1); assert_int_equal(files(), 1); } while (0)

/* What is no file of its own is neither shown nor taken: a link would lead out of the folder, a pipe would never end. */
static void links_and_pipes_are_none(void **state)
{
	(void)state;
	begin();
	char *outside = scan_of("secret.pdf", "x"), *link = in_box("link.pdf"), *pipe = in_box("pipe.pdf"), *empty = in_box("empty.pdf"),
		*folder = in_box("folder.pdf");
	assert_int_equal(symlink(outside, link), 0);
	assert_int_equal(mkfifo(pipe, 0600), 0);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(file_write(empty, "", 0, 0600, &err), ST_OK);
	assert_false(box_shows("link.pdf"));
	assert_false(box_shows("pipe.pdf"));
	assert_false(box_shows("folder.pdf"));
	NOT_PUT("E-2005", link);
	assert_non_null(strstr(err.text, "符号链接"));
	NOT_PUT("E-2005", pipe);
	NOT_PUT("E-2005", folder);
	NOT_PUT("E-6884", empty);
	assert_non_null(strstr(err.text, "是空的"));
	free(outside);
	free(link);
	free(pipe);
	free(empty);
	free(folder);
	end();
}

static void what_is_too_large_is_not_read(void **state)
{
	(void)state;
	begin();
	char *path = in_box("huge.pdf");
	assert_int_equal(file_write(path, "%PDF-1.7", 8, 0600, &err), ST_OK);
	assert_int_equal(truncate(path, (off_t)500 * 1024 * 1024), 0);
	NOT_PUT("E-6883", path);
	free(path);
	end();
}

/* 255 bytes of anything but '/' and NUL: shown, and taken by what it is called. */
static void any_name_will_do(void **state)
{
	char name[256];

	(void)state;
	begin();
	memset(name, 'a', 255);
	memcpy(name, "\x1b[2J\n\xc9\xa8\xc3\xe8", 9);
	name[255] = '\0';
	char *path = in_box(name), *scan = scan_of("n.pdf", "named");
	assert_int_equal(rename(scan, path), 0);
	assert_true(box_shows(name));
	assert_int_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&path, 1, &a, &err), ST_OK);
	assert_true(scan_box_taken(f.h, name, &a));
	assert_int_equal(access(path, F_OK), -1);
	free(path);
	free(scan);
	end();
}

/* Written while it is read: not taken. Written anew after it was read: what came is another one, and stays. */
static void what_changes_meanwhile_is_not_lost(void **state)
{
	(void)state;
	begin();
	char *scan = scan_of("c.pdf", "first"), *path = in_box("c.pdf"), *again;
	assert_int_equal(rename(scan, path), 0);
	fault_point = "conf.changing";
	fault_hook = fail_at;
	NOT_PUT("E-6884", path);
	fault_hook = NULL;
	assert_non_null(strstr(err.text, "正在被写"));
	assert_int_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&path, 1, &a, &err), ST_OK);
	again = scan_of("c2.pdf", "second");
	assert_int_equal(rename(again, path), 0);
	assert_false(scan_box_taken(f.h, "c.pdf", &a));
	assert_true(box_shows("c.pdf"));
	assert_int_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&path, 1, &a, &err), ST_OK);
	assert_false(a.again);
	assert_true(scan_box_taken(f.h, "c.pdf", &a));
	assert_true(scan_box_taken(f.h, "c.pdf", &a));               /* somebody else was quicker: it is gone all the same */
	assert_int_equal(draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&path, 1, &a, &err),
		ST_NOINPUT);                                             /* deleted between the list and Enter */
	assert_string_equal(err.code, "E-3101");
	assert_int_equal(DRAFTED(), 3);
	free(scan);
	free(path);
	free(again);
	end();
}
#undef NOT_PUT

static void a_full_disk_changes_nothing(void **state)
{
	struct rlimit was, small;

	(void)state;
	begin();
	char *big = mem_alloc(200 * 1000 + 1);
	memset(big, ' ', 200 * 1000);
	char *path = scan_of("big.pdf", big);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	small = (struct rlimit){ 100 * 1000, was.rlim_max };
	assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	enum status st = draft_attachment_add(f.h, &f.clerk, r.accept_uuid, material, "材料", (const char *const *)&path, 1, &a, &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
	assert_int_equal(st, ST_FULL);
	assert_string_equal(err.code, "E-6890");
	assert_non_null(strstr(err.text, "磁盘已满"));
	assert_null(strstr(err.text, f.dir));
	assert_int_equal(DRAFTED(), 1);
	assert_int_equal(files(), 1);
	assert_int_equal(access(path, R_OK), 0);
	free(big);
	free(path);
	end();
}

/* Nobody takes a content away between its writing and its row: who takes away goes by, and who adds is told when it cannot. */
static void taking_away_waits_for_adding(void **state)
{
	(void)state;
	begin();
	char *folder = file_join(f.dir, "attachments");
	int fd = open(folder, O_RDONLY | O_DIRECTORY);
	assert_int_equal(flock(fd, LOCK_SH), 0);
	assert_int_equal(draft_attachment_remove(f.h, &f.clerk, r.accept_uuid, a.id, &err), ST_OK);
	assert_int_equal(DRAFTED(), 0);
	assert_int_equal(files(), 1);                                /* the sweep's, tomorrow */
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(put(&f.clerk, material, "one.pdf"), ST_BUSY);
	assert_string_equal(err.code, "E-6890");
	close(fd);
	PUT(&f.clerk, material, "one.pdf");
	free(folder);
	end();
}

/* Two desks, the same content, adding and taking out at once: a row never speaks of octets that are gone. */
static bool in_and_out(struct hall *h, const struct actor *by, const char *uuid, const char *of, const char *path)
{
	struct attachment one;
	struct err why;
	bool fine = true;

	for (int i = 0; i < 30 && fine; i++) {
		fine = draft_attachment_add(h, by, uuid, of, "材料", &path, 1, &one, &why) == ST_OK;
		fine = fine && (i == 29 || draft_attachment_remove(h, by, uuid, one.id, &why) == ST_OK);
	}
	return fine;
}

static void two_desks_may_have_the_same(void **state)
{
	struct request other;
	int64_t count, damaged;
	int status;

	(void)state;
	begin();
	char *path = scan_of("same.pdf", "same");
	struct actor somebody = person(sql("SELECT id FROM staff WHERE login = 'liuyang'"), "clerk");
	fixture_request(&f, "xinshenger", 73, &other);
	pid_t child = fork();
	if (child == 0) {
		struct hall *h;
		struct err why;
		_exit(hall_open(f.dir, false, &h, &why) == ST_OK && draft_save(h, &somebody, &other, STEP_MATERIALS, &why) == ST_OK &&
			in_and_out(h, &somebody, other.accept_uuid, material, path) ? 0 : 1);
	}
	bool mine = in_and_out(f.h, &f.clerk, r.accept_uuid, material, path);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(mine);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(DRAFTED(), 3);
	assert_int_equal(files(), 2);
	assert_int_equal(attachment_verify(f.h, NULL, NULL, &count, &damaged, &err), ST_OK);
	assert_int_equal(count, 2);
	assert_int_equal(damaged, 0);
	free(path);
	request_release(&other);
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(the_acceptance_takes_them_over), ACT_TEST(a_continued_dossier_has_both), ACT_TEST(what_is_not_asked_for_stays_behind),
		ACT_TEST(a_discarded_draft_leaves_no_file), ACT_TEST(one_is_taken_out_again), ACT_TEST(they_are_whose_draft_it_is),
		ACT_TEST(its_limits_are_the_dossiers), ACT_TEST(a_material_has_five_hundred), ACT_TEST(links_and_pipes_are_none), ACT_TEST(what_is_too_large_is_not_read),
		ACT_TEST(any_name_will_do), ACT_TEST(what_changes_meanwhile_is_not_lost), ACT_TEST(a_full_disk_changes_nothing),
		ACT_TEST(taking_away_waits_for_adding), ACT_TEST(two_desks_may_have_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
