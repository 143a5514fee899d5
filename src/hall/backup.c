/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/attachment_own.h"
#include "hall/backup_own.h"
#include "hall/own.h"

char *backup_folder(struct hall *h)
{
	const char *set = hall_text(h, "backup.dir");

	return *set ? mem_text(set) : file_join(hall_dir(h), "backups");
}

/* Busy is the folder alone (E-5121): whoever began this one and hears it takes it that another is being made. */
static enum status failed(enum status st, const char *why, struct err *err)
{
	char text[400];

	st = st == ST_BUSY ? ST_IO : st;
	snprintf(text, sizeof text, "%.390s", why);
	return err_set(err, st, "E-5120", "备份没有做成,以前的备份都在:%s", text);
}

/* --- names ------------------------------------------------------------------------------------------------------------------------- */

static bool is_name(const char *s)
{
	static const char like[] = "dddd-dd-dd-dddddd";
	size_t i = 0;

	while (like[i] && (like[i] == 'd' ? s[i] >= '0' && s[i] <= '9' : s[i] == like[i]))
		i++;
	return !like[i] && !s[i];
}

static void name_of(int64_t wall, char out[BACKUP_NAME_SIZE])
{
	char t[20];

	clock_stamp(wall, t);                            /* "2026-11-23 09:41:00" */
	snprintf(out, BACKUP_NAME_SIZE, "%.10s-%.2s%.2s%.2s", t, t + 11, t + 14, t + 17);
}

/* A second that no copy has yet. */
static void name_free(const char *folder, char out[BACKUP_NAME_SIZE])
{
	bool taken = true;

	for (int64_t at = clock_wall_ms(); taken; at += 1000) {
		name_of(at, out);
		char *path = file_join(folder, out);
		taken = access(path, F_OK) == 0;
		free(path);
	}
}

static int newest_first(const void *a, const void *b)
{
	return strcmp(((const struct backup *)b)->name, ((const struct backup *)a)->name);
}

enum status backup_list(struct hall *h, struct backup **list, size_t *count, struct err *err)
{
	char *folder = backup_folder(h);
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	*list = NULL;
	*count = 0;
	if (!dir && errno != ENOENT) {
		enum status st = err_at(err, ST_IO, "E-5120", folder, "备份文件夹 %s 读不出:%s。请管理员检查。", folder, err_reason(errno));
		free(folder);
		return st;
	}
	while (dir && (entry = readdir(dir)) != NULL) {
		if (!is_name(entry->d_name))
			continue;
		char *copy = file_join(folder, entry->d_name);
		struct err why;
		*list = mem_grow(*list, *count + 1, sizeof **list);
		if (backup_tells(copy, &(*list)[*count], NULL, &why) != ST_OK)
			(*list)[*count] = (struct backup){ .missing = -1 };
		text_copy((*list)[*count].name, BACKUP_NAME_SIZE, entry->d_name);
		++*count;
		free(copy);
	}
	if (dir)
		closedir(dir);
	free(folder);
	if (*count)
		qsort(*list, *count, sizeof **list, newest_first);
	return ST_OK;
}

int64_t backup_last(struct hall *h)
{
	struct backup *list = NULL;
	size_t count = 0;
	struct err err;
	struct stat s;
	int64_t at = 0;

	if (backup_list(h, &list, &count, &err) == ST_OK && count) {
		char *folder = backup_folder(h), *tells = mem_format("%s/%s/" BACKUP_TELLS, folder, list[0].name);
		at = stat(tells, &s) == 0 ? (int64_t)s.st_mtime * 1000 : 0;
		free(tells);
		free(folder);
	}
	free(list);
	return at;
}

static int64_t size_of(const char *path)
{
	struct stat s;

	return lstat(path, &s) == 0 && S_ISREG(s.st_mode) ? (int64_t)s.st_size : -1;
}

/* What accepting needs is left alone (R15): a copy that fills the disk would stop the windows. */
static enum status room_for(struct hall *h, const char *folder, int64_t bytes, struct err *err)
{
	uint64_t least = (uint64_t)hall_int(h, "room.least_mib") << 20, wanted = least + (uint64_t)(bytes > 0 ? bytes : 0);
	struct statvfs room;

	if (statvfs(folder, &room) != 0)
		return err_set(err, ST_IO, "E-5120", "查不到 %s 的磁盘剩余空间:%s", folder, err_reason(errno));
	uint64_t left = (uint64_t)room.f_bavail * room.f_frsize;
	return left >= wanted ? ST_OK : err_set(err, ST_FULL, "E-5120", "磁盘只剩 %" PRIu64 " MiB,做这一份要有 %" PRIu64 " MiB(其中 %" PRIu64
		" MiB 留给受理)。请清理磁盘,或把 backup.dir 设到别的磁盘。", left >> 20, (wanted >> 20) + 1, least >> 20);
}

static enum status room_for_store(struct hall *h, const char *folder, struct err *err)
{
	return room_for(h, folder, size_of(strncmp(h->url, "sqlite:", 7) == 0 ? h->url + 7 : h->url), err);
}

/* --- scans ------------------------------------------------------------------------------------------------------------------------- */

struct copying {
	struct hall *h;
	const char *scans;                       /* where they go */
	backup_bad_fn *bad;
	void *ctx;
	struct backup *out;
	enum status st;
	struct err *err;
};

/* One content, once: what is there and as long as the hall's is it, for both are called by what is in them. */
static void copy_one(void *ctx, const char *sm3, const char *of)
{
	struct copying *c = ctx;
	char *from = attachment_path(c->h, sm3), *to = mem_format("%s/%s", c->scans, strrchr(from, '/') + 1), *sealed = NULL;
	struct buf plain;
	struct err why;
	size_t n = 0;

	(void)of;
	buf_init(&plain, ATTACHMENT_READ_MOST);
	if (c->st == ST_OK && (size_of(to) < 0 || size_of(to) != size_of(from))) {
		if (attachment_read(c->h, sm3, &plain, &why) != ST_OK) {
			c->out->missing += size_of(to) < 0;              /* an older one that is whole is a better one */
			c->bad(c->ctx, sm3, why.text);
		} else if ((c->st = room_for(c->h, c->scans, size_of(from), c->err)) == ST_OK &&
			(c->st = conf_slurp(from, ATTACHMENT_READ_MOST, &sealed, &n, c->err)) == ST_OK &&
			(c->st = file_write(to, sealed, n, 0600, c->err)) == ST_OK) {
			c->out->copied++;
		}
	}
	c->out->attachments += c->st == ST_OK;
	buf_wipe(&plain);
	free(sealed);
	free(from);
	free(to);
}

static enum status copy_scans(struct hall *h, const char *folder, struct store *copy, backup_bad_fn *bad, void *ctx, struct backup *out,
	struct err *err)
{
	struct err why;
	struct copying c = { h, file_join(folder, ATTACHMENT_FOLDER), bad, ctx, out, ST_OK, &why };
	enum status st = file_folder(c.scans, err);

	if (st == ST_OK && !file_sync_folder(folder))
		st = err_set(err, ST_IO, "E-5120", "备份文件夹 %s 未能确认已落盘。", folder);
	if (st == ST_OK)
		st = attachment_each(copy, copy_one, &c, err);
	if (st == ST_OK && c.st != ST_OK) {
		*err = why;
		st = c.st;
	}
	free((void *)(uintptr_t)c.scans);
	return st;
}

/* --- one copy ---------------------------------------------------------------------------------------------------------------------- */

static enum status copy_conf(struct hall *h, const char *part, struct err *err)
{
	char *from = file_join(hall_dir(h), BACKUP_CONF), *to = file_join(part, BACKUP_CONF), *text = NULL;
	size_t n = 0;
	enum status st = conf_slurp(from, BUF_LARGE, &text, &n, err);

	if (st == ST_OK)
		st = file_write(to, text, n, 0600, err);
	free(text);
	free(from);
	free(to);
	return st;
}

static enum status count_dossiers(struct store *copy, struct backup *out, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(copy, Q_BACKUP_COUNT, NULL, 0, &r, err);

	if (st == ST_OK)
		out->dossiers = rows_int(r, 0, 0);
	if (st == ST_OK)
		text_copy(out->last, sizeof out->last, rows_text(r, 0, 1));
	rows_free(r);
	return st;
}

static enum status write_tells(struct hall *h, const char *part, const struct backup *out, struct err *err)
{
	char seal[DIGEST_HEX], at[26], *path = file_join(part, BACKUP_TELLS), *text;
	enum status st = backup_seal(h, part, seal, err);

	if (st == ST_OK) {
		json_t *j = json_pack("{ss ss sI ss sI sI ss}", "hall", hall_text(h, "hall.name"), "at", clock_iso(clock_wall_ms(), at), "dossiers",
			(json_int_t)out->dossiers, "last", out->last, "attachments", (json_int_t)out->attachments, "missing", (json_int_t)out->missing, "seal", seal);
		text = json_dumps(j, JSON_INDENT(1));
		st = file_write(path, text, strlen(text), 0600, err);
		free(text);
		json_decref(j);
	}
	free(path);
	return st;
}

/* The store first: whatever it speaks of was on the disk before. */
static enum status fill(struct hall *h, const char *folder, const char *part, backup_bad_fn *bad, void *ctx, struct backup *out, struct err *err)
{
	char *db = file_join(part, BACKUP_STORE);
	struct store *copy = NULL;
	enum status st = store_backup(hall_store(h), db, err);

	if (st == ST_OK && FAULT("backup.store"))
		st = err_set(err, ST_IO, "E-5120", "中断");
	if (st == ST_OK)
		st = store_open(db, "hall", STORE_READ_ONLY, &copy, err);
	if (st == ST_OK)
		st = count_dossiers(copy, out, err);
	if (st == ST_OK)
		st = copy_scans(h, folder, copy, bad, ctx, out, err);
	store_close(copy);
	if (st == ST_OK && FAULT("backup.scans"))
		st = err_set(err, ST_IO, "E-5120", "中断");
	if (st == ST_OK && (st = copy_conf(h, part, err)) == ST_OK)
		st = write_tells(h, part, out, err);
	free(db);
	return st;
}

void backup_remove(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL) {
		char *path = file_join(folder, entry->d_name);
		if (entry->d_name[0] != '.' || strncmp(entry->d_name, ".yichuang-", 10) == 0)
			(void)unlink(path);
		free(path);
	}
	if (dir)
		closedir(dir);
	(void)rmdir(folder);
}

/* What a power cut left of one that was being made. */
static void remove_parts(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL) {
		if (strncmp(entry->d_name, BACKUP_PART, strlen(BACKUP_PART)) != 0)
			continue;
		char *path = file_join(folder, entry->d_name);
		backup_remove(path);
		free(path);
	}
	if (dir)
		closedir(dir);
}

static enum status put_in_place(const char *folder, const char *part, const char *name, struct err *err)
{
	char *to = file_join(folder, name);
	bool done = file_sync_folder(part) && !FAULT("backup.before-rename") && rename(part, to) == 0 && file_sync_folder(folder);
	int code = errno;

	free(to);
	return done ? ST_OK : err_set(err, ST_IO, "E-5120", "不能改名或落盘:%s", err_reason(code));
}

/* One at a time; the descriptor holds the folder. */
static int take_folder(const char *folder, struct err *err)
{
	enum status st = file_folder(folder, err);
	int fd = st == ST_OK ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (st == ST_OK && fd < 0)
		(void)err_set(err, ST_IO, "E-5120", "备份文件夹 %s 打不开:%s", folder, err_reason(errno));
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		(void)err_set(err, ST_BUSY, "E-5121", "另一处正在备份,没有再做一份。请稍后再看 yichuang backup list。");
		close(fd);
		fd = -1;
	}
	return fd;
}

enum status backup_make(struct hall *h, backup_bad_fn *bad, void *ctx, struct backup *out, struct err *err)
{
	char *folder = backup_folder(h), *part;
	struct err why;
	int taken = take_folder(folder, &why), held = -1;
	enum status st;

	*out = (struct backup){ .dossiers = 0 };
	name_free(folder, out->name);
	part = mem_format("%s/" BACKUP_PART "%s", folder, out->name);
	if (taken < 0) {
		*err = why;
		st = why.status == ST_BUSY ? ST_BUSY : failed(why.status, why.text, err);
		goto out;
	}
	remove_parts(folder);
	st = room_for_store(h, folder, &why);
	if (st == ST_OK && (held = attachment_hold(h, &why)) < 0)
		st = why.status;
	if (st == ST_OK && mkdir(part, 0700) != 0)
		st = err_set(&why, errno == ENOSPC ? ST_FULL : ST_CANTMAKE, "E-5120", "不能建文件夹 %s:%s", part, err_reason(errno));
	if (st == ST_OK)
		st = fill(h, folder, part, bad, ctx, out, &why);
	if (held >= 0)
		close(held);
	if (st == ST_OK)
		st = put_in_place(folder, part, out->name, &why);
	if (st != ST_OK) {
		backup_remove(part);
		st = failed(st, why.text, err);
	} else {
		backup_thin(h, folder, out->name);
	}
	close(taken);
out:
	free(part);
	free(folder);
	return st;
}
