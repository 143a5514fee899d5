/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/attachment_own.h"
#include "hall/audit.h"
#include "hall/backup_own.h"
#include "hall/own.h"
#include "hall/staff.h"

/* A hall of a copy. It is made beside its place and put there when all of it is whole: what was cut off is no hall. */

static const char *const folders[] = { "keys", "receipts", "backups", "tls", ATTACHMENT_FOLDER };

static enum status place_free(const char *into, struct err *err)
{
	DIR *dir = opendir(into);
	const struct dirent *entry;
	enum status st = ST_OK;

	if (!dir)
		return errno == ENOENT ? ST_OK : err_set(err, ST_CANTMAKE, "E-5125", "打不开 %s:%s。没有恢复。", into, err_reason(errno));
	while (st == ST_OK && (entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			st = err_set(err, ST_REFUSED, "E-5125", "%s 不是空目录(有 %.80s),没有改动它,没有恢复。请另选一个空目录。", into, entry->d_name);
	closedir(dir);
	return st;
}

static void remove_making(const char *making)
{
	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		char *inner = file_join(making, folders[i]);
		backup_remove(inner);
		free(inner);
	}
	backup_remove(making);
}

static enum status copy_file(const char *from, const char *folder, const char *name, size_t most, struct err *err)
{
	char *to = file_join(folder, name), *text = NULL;
	size_t n = 0;
	enum status st = conf_slurp(from, most, &text, &n, err);

	if (st == ST_OK)
		st = file_write(to, text, n, 0600, err);
	if (text)
		mem_wipe_free(text, n);
	free(to);
	return st;
}

/* The store goes where the copy's settings look for it: in the hall's folder, and nowhere else. */
static enum status copy_store(const char *from, const char *making, struct err *err)
{
	char *db = file_join(from, BACKUP_STORE), *to = NULL;
	struct settings *set = NULL;
	struct store *s = NULL;
	enum status st = hall_settings(making, &set, err);
	const char *named = settings_text(set, "store"), *path = strncmp(named, "sqlite:", 7) == 0 ? named + 7 : named;

	if (st == ST_OK && strchr(path, '/'))
		st = err_set(err, ST_CONFIG, "E-5123", "这份备份的设置 store=%.200s 指向大厅目录以外,没有恢复。请在备份的 " BACKUP_CONF " 里去掉这一行再恢复。", named);
	if (st == ST_OK)
		st = store_open(db, "hall", STORE_READ_ONLY, &s, err);
	if (st != ST_OK && strcmp(err->code, "E-5118") == 0)      /* an older program's: as it is, and this one brings it up to date */
		st = copy_file(db, making, path, ATTACHMENT_READ_MOST, err);
	else if (st == ST_OK)
		st = store_backup(s, to = file_join(making, path), err);
	store_close(s);
	settings_free(set);
	free(to);
	free(db);
	return st;
}

static enum status make_folders(const char *making, struct err *err)
{
	enum status st = file_folder(making, err);

	for (size_t i = 0; st == ST_OK && i < COUNT_OF(folders); i++) {
		char *inner = file_join(making, folders[i]);
		st = file_folder(inner, err);
		free(inner);
	}
	return st;
}

static enum status copy_all(const char *from, const char *key, const char *making, struct err *err)
{
	char *conf = file_join(from, BACKUP_CONF), *keys = file_join(making, "keys");
	enum status st = make_folders(making, err);

	if (st == ST_OK)
		st = copy_file(key, keys, "hall.key", 4096, err);
	if (st == ST_OK)
		st = copy_file(conf, making, BACKUP_CONF, BUF_LARGE, err);
	if (st == ST_OK)
		st = copy_store(from, making, err);
	free(conf);
	free(keys);
	return st;
}

/* --- scans ------------------------------------------------------------------------------------------------------------------------- */

struct restoring { struct hall *h; const char *scans; backup_bad_fn *bad; void *ctx; int64_t lost; enum status st; struct err *err; };

static void restore_one(void *ctx, const char *sm3, const char *of)
{
	struct restoring *c = ctx;
	char *to = attachment_path(c->h, sm3), *from = mem_format("%s/%s", c->scans, strrchr(to, '/') + 1), *folder = mem_text_n(to,
		(size_t)(strrchr(to, '/') - to));
	struct buf plain;
	struct err why;

	(void)of;
	buf_init(&plain, ATTACHMENT_READ_MOST);
	if (c->st == ST_OK && attachment_read_in(c->h, c->scans, sm3, &plain, &why) != ST_OK) {
		c->lost++;
		c->bad(c->ctx, sm3, why.text);
	} else if (c->st == ST_OK) {
		c->st = copy_file(from, folder, strrchr(to, '/') + 1, ATTACHMENT_READ_MOST, c->err);
	}
	buf_wipe(&plain);
	free(folder);
	free(from);
	free(to);
}

/* Numbers that papers of after the copy may bear, and how many of each series are left out for them: more than a hall gives in a day,
 * and in the months that a copy may be old. Where a day is written in more than one way each has its own. */
#define LEFT_OUT_OF_DAY 1000
#define LEFT_OUT_OF_YEAR 10000
#define LEFT_OUT_OF_DOSSIER 1000        /* messages */

static void leave_out(struct batch *b, const char *period, int64_t count)
{
	batch_add(b, Q_BACKUP_LEAVE_OUT, ARGS(value_text(period), value_int(count)));
	batch_add(b, Q_BACKUP_LEFT_OUT, ARGS(value_text(period), value_int(count)));
}

static void numbers_go_on_above(struct batch *b)
{
	char iso[11], digits[9], year[5];

	day_iso(clock_today(), iso);
	snprintf(year, sizeof year, "%.4s", iso);
	leave_out(b, day_digits(clock_today(), digits), LEFT_OUT_OF_DAY);
	leave_out(b, iso, LEFT_OUT_OF_DAY);
	leave_out(b, year, LEFT_OUT_OF_YEAR);
	batch_add(b, Q_BACKUP_SEQUENCE, ARGS(value_int(LEFT_OUT_OF_DOSSIER)));
}

/* In the trail as what follows from no person's right; what was under way is in doubt from here on, and no number is given twice (R27). */
static enum status say_so(struct hall *h, const struct backup *b, struct err *err)
{
	struct batch *batch;
	struct actor system;
	enum status st = staff_system(h, "", &system, err);

	if (st != ST_OK)
		return st;
	batch = batch_new("backup.restore");
	batch_add(batch, Q_BACKUP_DOUBT, NULL, 0);
	batch_add(batch, Q_BACKUP_PAPERS, ARGS(value_text("从备份恢复,备份以后可能已经打出:请看纸"), value_int(clock_wall_ms())));
	numbers_go_on_above(batch);
	return audit_submit(h, &system, batch, &(struct audit_entry){ .act = "hall.restore", .object = b->name, .after = b->last }, err);
}

static enum status fill(struct hall *h, const char *from, bool without, backup_bad_fn *bad, void *ctx, struct backup *out, struct err *err)
{
	char said[DIGEST_HEX], is[DIGEST_HEX], *up = mem_format("%s/../" ATTACHMENT_FOLDER, from);
	struct err why;
	struct restoring c = { h, up, bad, ctx, 0, ST_OK, &why };
	enum status st = backup_tells(from, out, said, err);

	if (st == ST_OK)
		st = backup_seal(h, from, is, err);
	if (st == ST_OK && strcmp(said, is) != 0)
		st = err_at(err, ST_CORRUPT, "E-5123", from, "备份 %s 的数据库不是备份时的样子,或给的不是这个大厅的密钥。没有恢复,请用别的备份。", from);
	if (st == ST_OK)
		st = store_check(hall_store(h), true, err);
	if (st == ST_OK)
		st = attachment_each(hall_store(h), restore_one, &c, err);
	if (st == ST_OK && c.st != ST_OK) {
		*err = why;
		st = c.st;
	}
	out->missing = c.lost;
	if (st == ST_OK && c.lost && !without)
		st = err_set(err, ST_CORRUPT, "E-5124", "这份备份缺 %lld 份附件(上面逐份列出),没有恢复。只能这样恢复时加 --without。", (long long)c.lost);
	if (st == ST_OK)
		st = say_so(h, out, err);
	free(up);
	return st;
}

enum status backup_restore(const char *from, const char *key, const char *into, bool without, backup_bad_fn *bad, void *ctx,
	struct backup *out, struct err *err)
{
	char *plain = mem_text(into), *making;
	struct hall *h = NULL;
	enum status st;

	for (size_t n = strlen(plain); n > 1 && plain[n - 1] == '/';)
		plain[--n] = '\0';
	making = mem_format("%s.yichuang-restoring", plain);
	if ((st = backup_tells(from, out, NULL, err)) == ST_OK && (st = place_free(plain, err)) == ST_OK) {
		remove_making(making);                       /* of one that was cut off */
		st = copy_all(from, key, making, err);
	}
	if (st == ST_OK && (st = hall_open(making, false, &h, err)) == ST_OK)
		st = fill(h, from, without, bad, ctx, out, err);
	hall_close(h);
	if (st == ST_OK && (FAULT("backup.restored") || !file_sync_folder(making) || rename(making, plain) != 0))
		st = err_set(err, ST_IO, "E-5125", "恢复好的大厅不能放到 %s:%s。请检查磁盘后再恢复一次。", plain, err_reason(errno));
	if (st != ST_OK)
		remove_making(making);
	free(making);
	free(plain);
	return st;
}
