/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "hall/attachment_own.h"
#include "hall/own.h"

/* The octets: sealed files of the hall's folder attachments/. */

#define SEAL_ROOM ((size_t)256)                  /* what a seal adds, and more */
#define DAY_S (24 * 3600)
#define PAGE 500

static char *path_in(struct hall *h, const char *folder, const char *sm3)
{
	unsigned char digest[DIGEST_SIZE];
	char *text = mem_format("attachment/%s", sm3), name[DIGEST_HEX];

	crypto_hmac(hall_key(h, KEY_INDEX), text, strlen(text), digest);
	crypto_hex(digest, sizeof digest, name);
	free(text);
	return file_join(folder, name);
}

char *attachment_path(struct hall *h, const char *sm3)
{
	char *folder = file_join(hall_dir(h), ATTACHMENT_FOLDER), *path = path_in(h, folder, sm3);

	free(folder);
	return path;
}

static void where_of(const char *sm3, char where[96])
{
	snprintf(where, 96, "attachment/%s", sm3);
}

/* --- who holds the folder ------------------------------------------------------------------------------------------------ */

#define HOLD_TRIES 200
#define HOLD_NAP_NS 10000000

static int folder_lock(struct hall *h, int how)
{
	char *folder = file_join(hall_dir(h), ATTACHMENT_FOLDER);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	free(folder);
	if (fd >= 0 && flock(fd, how | LOCK_NB) != 0) {
		int code = errno;
		close(fd);
		errno = code;
		fd = -1;
	}
	return fd;
}

/* Who holds it alone is done after some files; who is stopped in the midst of it must not stop everybody. */
int attachment_hold(struct hall *h, struct err *err)
{
	char *folder = file_join(hall_dir(h), ATTACHMENT_FOLDER);
	enum status st = file_folder(folder, err);
	int fd = -1;

	free(folder);
	if (st == ST_OK && !file_sync_folder(hall_dir(h)))
		st = err_set(err, ST_IO, "E-6890", "附件没有登记上:大厅目录未能确认已落盘。原件不动,请管理员检查磁盘。");
	for (int i = 0; st == ST_OK && i < HOLD_TRIES && (fd = folder_lock(h, LOCK_SH)) < 0 && errno == EWOULDBLOCK; i++) {
		struct timespec nap = { 0, HOLD_NAP_NS };
		nanosleep(&nap, NULL);
	}
	if (st == ST_OK && fd < 0)
		(void)err_set(err, errno == EWOULDBLOCK ? ST_BUSY : ST_IO, "E-6890", "附件没有登记上:附件文件夹%s。原件不动,请稍后再加一次。",
			errno == EWOULDBLOCK ? "正被别处清理" : "打不开");
	return fd;
}

/* --- one ------------------------------------------------------------------------------------------------------------------ */

enum status attachment_write(struct hall *h, const char *sm3, const void *data, size_t n, struct err *err)
{
	char *path = attachment_path(h, sm3), where[96];
	struct buf sealed;
	struct err why;

	buf_init(&sealed, n + SEAL_ROOM);
	where_of(sm3, where);
	hall_seal(h, where, data, n, &sealed);
	enum status st = file_write(path, sealed.data, sealed.len, 0600, &why);
	buf_release(&sealed);
	free(path);
	return st == ST_OK ? ST_OK : err_set(err, st, "E-6890", "附件没有登记上,原件不动:%s", st == ST_FULL ? "磁盘已满,请管理员清理后再加一次。" : why.text);
}

void attachment_forget(struct hall *h, const char *sm3)
{
	int alone = folder_lock(h, LOCK_EX);
	struct rows *r = NULL;
	struct err err;

	if (alone >= 0 && store_read(hall_store(h), Q_ATTACHMENT_SPOKEN, ARGS(value_text(sm3)), &r, &err) == ST_OK && !rows_int(r, 0, 0)) {
		char *path = attachment_path(h, sm3);
		if (unlink(path) != 0 && errno != ENOENT)
			log_line(LOG_WARNING, "a scan that was taken out is left: %s", strerror(errno));
		free(path);
	}
	rows_free(r);
	if (alone >= 0)
		close(alone);
}

static enum status damaged(const char *sm3, const char *why, struct err *err)
{
	return err_set(err, ST_CORRUPT, "E-6889", "附件 %.8s… 打不开:%s。请重新扫描后再加一次,原件不动。", sm3, why);
}

enum status attachment_read_in(struct hall *h, const char *folder, const char *sm3, struct buf *out, struct err *err)
{
	char *path = path_in(h, folder, sm3), *sealed = NULL, where[96], hex[DIGEST_HEX];
	size_t n = 0, before = out->len;
	struct err why;
	enum status st = conf_slurp(path, ATTACHMENT_READ_MOST, &sealed, &n, &why);

	free(path);
	if (st != ST_OK)
		return damaged(sm3, st == ST_NOINPUT ? "文件不在了" : "文件读不出", err);
	where_of(sm3, where);
	st = n ? hall_unseal(h, where, sealed, n, out) : ST_CORRUPT;
	free(sealed);
	if (st != ST_OK)
		return st == ST_LIMIT ? err_set(err, st, "E-2005", "附件 %.8s… 过大", sm3) : damaged(sm3, "内容被改动或损坏", err);
	crypto_sm3_hex(out->data + before, out->len - before, hex);
	return strcmp(hex, sm3) == 0 ? ST_OK : damaged(sm3, "内容与登记的摘要不符", err);
}

enum status attachment_read(struct hall *h, const char *sm3, struct buf *out, struct err *err)
{
	char *folder = file_join(hall_dir(h), ATTACHMENT_FOLDER);
	enum status st = attachment_read_in(h, folder, sm3, out, err);

	free(folder);
	return st;
}

/* --- all of them -------------------------------------------------------------------------------------------------------- */

/* Each content that the rows of one table speak of, once, with a dossier or draft that has it; a page at a time. */
static enum status each_of(struct store *s, enum query q, attachment_each_fn *fn, void *ctx, struct err *err)
{
	char after[DIGEST_HEX] = "";
	size_t got = PAGE;
	enum status st = ST_OK;

	while (st == ST_OK && got == PAGE) {
		struct rows *r = NULL;
		st = store_read(s, q, ARGS(value_text(after), value_int(PAGE)), &r, err);
		got = st == ST_OK ? rows_count(r) : 0;
		for (size_t i = 0; i < got; i++) {
			snprintf(after, sizeof after, "%s", rows_text(r, i, 0));
			fn(ctx, after, rows_text(r, i, 2));
		}
		rows_free(r);
	}
	return st;
}

enum status attachment_each(struct store *s, attachment_each_fn *fn, void *ctx, struct err *err)
{
	enum status st = each_of(s, Q_ATTACHMENT_ALL, fn, ctx, err);

	return st == ST_OK ? each_of(s, Q_DRAFT_ATTACHMENT_ALL, fn, ctx, err) : st;
}

struct verifying { struct hall *h; attachment_bad_fn *bad; void *ctx; int64_t *count, *damaged; };

static void verify_one(void *ctx, const char *sm3, const char *number)
{
	const struct verifying *v = ctx;
	struct buf plain;
	struct err why;

	buf_init(&plain, ATTACHMENT_READ_MOST);
	++*v->count;
	if (attachment_read(v->h, sm3, &plain, &why) != ST_OK) {
		++*v->damaged;
		v->bad(v->ctx, number, sm3, why.text);
	}
	buf_wipe(&plain);
}

enum status attachment_verify(struct hall *h, attachment_bad_fn *bad, void *ctx, int64_t *count, int64_t *damaged_count, struct err *err)
{
	struct verifying v = { h, bad, ctx, count, damaged_count };

	*count = *damaged_count = 0;
	return attachment_each(hall_store(h), verify_one, &v, err);
}

/* --- the sweep ---------------------------------------------------------------------------------------------------------- */

static void name_add(void *ctx, const char *sm3, const char *of)
{
	struct attachment_names *all = ctx;
	char *path = attachment_path(all->h, sm3);

	(void)of;
	if (all->count == all->room)
		all->list = mem_grow(all->list, all->room = all->room ? 2 * all->room : 256, sizeof *all->list);
	snprintf(all->list[all->count++], sizeof *all->list, "%s", strrchr(path, '/') + 1);
	free(path);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

enum status attachment_names_read(struct attachment_names *all, struct store *s, struct err *err)
{
	enum status st = attachment_each(s, name_add, all, err);

	if (all->count)
		qsort(all->list, all->count, sizeof *all->list, by_name);
	return st;
}

bool attachment_names_have(const struct attachment_names *all, const char *name)
{
	return all->count && bsearch(name, all->list, all->count, sizeof *all->list, by_name);
}

static bool is_old(const char *path)
{
	struct stat s;

	return lstat(path, &s) == 0 && S_ISREG(s.st_mode) && clock_wall_ms() / 1000 - s.st_mtime > DAY_S;
}

/* Ours are hexadecimal; what a crash left of a write or of a sweep begins or ends as these do. Nothing else is touched. */
static bool is_ours(const char *name)
{
	return strspn(name, "0123456789abcdef") == 2 * DIGEST_SIZE || strncmp(name, ".yichuang-", 10) == 0;
}

enum status attachment_sweep(struct hall *h, size_t *count, struct err *err)
{
	char *folder = file_join(hall_dir(h), ATTACHMENT_FOLDER);
	struct attachment_names all = { .h = h };
	int alone = folder_lock(h, LOCK_EX);             /* not while somebody adds one: tomorrow, then */
	DIR *dir = alone >= 0 ? opendir(folder) : NULL;
	const struct dirent *entry;
	enum status st = ST_OK;

	*count = 0;
	if (dir)
		st = attachment_names_read(&all, hall_store(h), err);
	/* what is older than a day and in no row now is of an adding that never ended, or of a draft that is gone */
	while (st == ST_OK && dir && (entry = readdir(dir)) != NULL) {
		char *path = file_join(folder, entry->d_name);
		if (is_ours(entry->d_name) && is_old(path) && !attachment_names_have(&all, entry->d_name))
			*count += unlink(path) == 0;
		free(path);
	}
	if (dir)
		closedir(dir);
	if (alone >= 0)
		close(alone);
	free(all.list);
	free(folder);
	return st;
}
