/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/attachment.h"
#include "hall/own.h"

/* The octets: sealed files of the hall's folder attachments/. */

#define FOLDER "attachments"
#define SEAL_ROOM ((size_t)256)                  /* what a seal adds, and more */
#define READ_MOST ((size_t)2 * 1024 * 1024 * 1024 - 1)
#define DAY_S (24 * 3600)
#define PAGE 500

/* A name that tells nothing to who has not the hall's key; owned. */
static char *path_of(struct hall *h, const char *sm3)
{
	unsigned char digest[DIGEST_SIZE];
	char *text = mem_format("attachment/%s", sm3), name[DIGEST_HEX];

	crypto_hmac(hall_key(h, KEY_INDEX), text, strlen(text), digest);
	crypto_hex(digest, sizeof digest, name);
	free(text);
	return mem_format("%s/" FOLDER "/%s", hall_dir(h), name);
}

static void where_of(const char *sm3, char where[96])
{
	snprintf(where, 96, "attachment/%s", sm3);
}

enum status attachment_write(struct hall *h, const char *sm3, const void *data, size_t n, struct err *err)
{
	char *folder = file_join(hall_dir(h), FOLDER), *path = path_of(h, sm3), where[96];
	struct buf sealed;
	enum status st = file_folder(folder, err);

	buf_init(&sealed, n + SEAL_ROOM);
	if (st == ST_OK && !file_sync_folder(hall_dir(h)))
		st = err_set(err, ST_IO, "E-6890", "附件没有登记上:大厅目录未能确认已落盘。原件不动,请管理员检查磁盘。");
	if (st == ST_OK) {
		where_of(sm3, where);
		hall_seal(h, where, data, n, &sealed);
		st = file_write(path, sealed.data, sealed.len, 0600, err);
	}
	buf_release(&sealed);
	free(path);
	free(folder);
	return st;
}

static enum status damaged(const char *sm3, const char *why, struct err *err)
{
	return err_set(err, ST_CORRUPT, "E-6889", "附件 %.8s… 打不开:%s。请重新扫描后再加一次,原件不动。", sm3, why);
}

enum status attachment_read(struct hall *h, const char *sm3, struct buf *out, struct err *err)
{
	char *path = path_of(h, sm3), *sealed = NULL, where[96], hex[DIGEST_HEX];
	size_t n = 0, before = out->len;
	struct err why;
	enum status st = conf_slurp(path, READ_MOST, &sealed, &n, &why);

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

/* --- all of them -------------------------------------------------------------------------------------------------------- */

typedef void each_fn(void *ctx, const char *sm3, const char *number);

/* Each content that rows speak of, once, with a dossier that has it; a page at a time. */
static enum status each(struct hall *h, each_fn *fn, void *ctx, struct err *err)
{
	char after[DIGEST_HEX] = "";
	size_t got = PAGE;
	enum status st = ST_OK;

	while (st == ST_OK && got == PAGE) {
		struct rows *r = NULL;
		st = store_read(hall_store(h), Q_ATTACHMENT_ALL, ARGS(value_text(after), value_int(PAGE)), &r, err);
		got = st == ST_OK ? rows_count(r) : 0;
		for (size_t i = 0; i < got; i++) {
			snprintf(after, sizeof after, "%s", rows_text(r, i, 0));
			fn(ctx, after, rows_text(r, i, 2));
		}
		rows_free(r);
	}
	return st;
}

struct verifying { struct hall *h; attachment_bad_fn *bad; void *ctx; int64_t *count, *damaged; };

static void verify_one(void *ctx, const char *sm3, const char *number)
{
	const struct verifying *v = ctx;
	struct buf plain;
	struct err why;

	buf_init(&plain, READ_MOST);
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
	return each(h, verify_one, &v, err);
}

/* --- the sweep ---------------------------------------------------------------------------------------------------------- */

struct names { struct hall *h; char (*list)[DIGEST_HEX]; size_t count, room; };

static void name_add(void *ctx, const char *sm3, const char *number)
{
	struct names *all = ctx;
	char *path = path_of(all->h, sm3);

	(void)number;
	if (all->count == all->room)
		all->list = mem_grow(all->list, all->room = all->room ? 2 * all->room : 256, sizeof *all->list);
	snprintf(all->list[all->count++], sizeof *all->list, "%s", strrchr(path, '/') + 1);
	free(path);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* The names of all that rows speak of, sorted. */
static enum status names_read(struct names *all, struct err *err)
{
	enum status st = each(all->h, name_add, all, err);

	if (all->count)
		qsort(all->list, all->count, sizeof *all->list, by_name);
	return st;
}

static bool is_old(const char *path)
{
	struct stat s;

	return lstat(path, &s) == 0 && S_ISREG(s.st_mode) && clock_wall_ms() / 1000 - s.st_mtime > DAY_S;
}

/* Somebody may be writing this very content again: it is put aside first, and comes back when it proves to be new. */
static bool take_away(const char *path)
{
	char *aside = mem_format("%s.swept", path);
	bool gone = rename(path, aside) == 0 && is_old(aside);

	if (gone)
		gone = unlink(aside) == 0;
	else if (rename(aside, path) != 0 && errno != ENOENT)
		gone = false;
	free(aside);
	return gone;
}

/* Ours are hexadecimal; what a crash left of a write or of a sweep begins or ends as these do. Nothing else is touched. */
static bool is_ours(const char *name)
{
	return strspn(name, "0123456789abcdef") == 2 * DIGEST_SIZE || strncmp(name, ".yichuang-", 10) == 0;
}

enum status attachment_sweep(struct hall *h, size_t *count, struct err *err)
{
	char *folder = file_join(hall_dir(h), FOLDER);
	struct names all = { .h = h };
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	enum status st = ST_OK;

	*count = 0;
	if (dir)
		st = names_read(&all, err);
	/* rows are only ever added: what is older than a day and in none of them now was never spoken of */
	while (st == ST_OK && dir && (entry = readdir(dir)) != NULL) {
		char *path = file_join(folder, entry->d_name);
		if (is_ours(entry->d_name) && is_old(path) && !(all.count && bsearch(entry->d_name, all.list, all.count, sizeof *all.list, by_name)))
			*count += take_away(path);
		free(path);
	}
	if (dir)
		closedir(dir);
	free(all.list);
	free(folder);
	return st;
}
