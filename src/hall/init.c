/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/hall.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "hall/demo.h"
#include "hall/import.h"
#include "hall/params.h"
#include "hall/staff.h"
#include "law/number.h"

/* A hall is made in a folder of its own inside the new one and moved out when it is whole, yichuang.conf last: without
 * that file there is no hall, so a power cut leaves nothing that could be opened. */
#define MAKING ".making"

static const char *const folders[] = { "keys", "receipts", "backups", "tls" };

/* --- the folder ----------------------------------------------------------------------------------------------------------- */

static bool leftover(const char *name)
{
	return strncmp(name, MAKING, strlen(MAKING)) == 0;
}

/* Removes a folder that this file made, one level of folders deep. */
static void remove_tree(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		char *inner = file_join(path, e->d_name);
		if (unlink(inner) != 0 && (errno == EISDIR || errno == EPERM))
			remove_tree(inner);
		free(inner);
	}
	if (d)
		closedir(d);
	rmdir(path);
}

static enum status folder_free(const char *dir, struct err *err)
{
	char *conf = file_join(dir, "yichuang.conf");
	bool taken = access(conf, F_OK) == 0;
	enum status st = ST_OK;
	struct dirent *e;
	DIR *d;

	free(conf);
	if (taken)
		return err_set(err, ST_REFUSED, "E-4102", "%s 里已有一个大厅,没有改动它。请另选目录,或直接打开。", dir);
	if (!(d = opendir(dir)))
		return errno == ENOENT ? ST_OK : err_set(err, ST_CANTMAKE, "E-4103", "打不开 %s:%s。", dir, err_reason(errno));
	while (st == ST_OK && (e = readdir(d))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (!leftover(e->d_name)) {
			st = err_set(err, ST_REFUSED, "E-4103", "%s 不是空目录(有 %.80s),没有改动它。请另选一个空目录。", dir, e->d_name);
			continue;
		}
		char *old = file_join(dir, e->d_name);      /* of an init that was cut off */
		remove_tree(old);
		free(old);
	}
	closedir(d);
	return st;
}

static enum status move_out(const char *making, const char *dir, struct err *err)
{
	DIR *d = opendir(making);
	struct dirent *e;
	enum status st = d ? ST_OK : ST_IO;

	for (int last = 0; last < 2 && st == ST_OK; last++) {
		rewinddir(d);
		while (st == ST_OK && (e = readdir(d))) {
			bool conf = strcmp(e->d_name, "yichuang.conf") == 0;
			if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 || conf != (last == 1))
				continue;
			char *from = file_join(making, e->d_name), *to = file_join(dir, e->d_name);
			if (rename(from, to) != 0)
				st = ST_IO;
			free(from);
			free(to);
		}
		if (st == ST_OK && !file_sync_folder(dir))
			st = ST_IO;
	}
	if (d)
		closedir(d);
	return st == ST_OK ? ST_OK : err_set(err, ST_IO, "E-4103", "大厅没有建成:%s。请检查磁盘后清空 %s 重试。", err_reason(errno), dir);
}

/* --- what is in it --------------------------------------------------------------------------------------------------------- */

static enum status write_key(const char *dir, struct err *err)
{
	unsigned char key[KEY_SIZE];
	char *path = file_join(dir, "keys/hall.key");
	enum status st;

	crypto_random(key, sizeof key);
	st = file_write(path, key, sizeof key, 0600, err);
	explicit_bzero(key, sizeof key);
	free(path);
	return st;
}

/* Every setting with its sentence; those that are not at their default uncommented. */
static enum status write_settings(const char *dir, const struct settings *s, struct err *err)
{
	char *path = file_join(dir, "yichuang.conf");
	struct buf b;
	enum status st;

	buf_init(&b, BUF_SMALL);
	buf_text(&b, "# 一窗的设置。去掉行首的 # 并改值即生效;运行 yichuang config check 可检查。\n");
	for (size_t i = 0; i < hall_param_count; i++) {
		const struct setting *p = &hall_params[i];
		const char *value = settings_text(s, p->name);
		bool quoted = p->type == SETTING_TEXT || p->type == SETTING_PATH;
		buf_format(&b, "\n# %s\n%s%s %s", p->help, strcmp(value, p->fallback) == 0 ? "# " : "", p->name, quoted ? "\"" : "");
		for (const char *c = value; *c; c++) {
			if (quoted && (*c == '"' || *c == '\\'))
				buf_char(&b, '\\');
			buf_char(&b, *c);
		}
		buf_text(&b, quoted ? "\"\n" : "\n");
	}
	st = file_write(path, b.data, b.len, 0600, err);
	buf_release(&b);
	free(path);
	return st;
}

static enum status make_frame(const char *making, const struct settings *s, struct err *err)
{
	char *db = file_join(making, "hall.db");
	struct store *store = NULL;
	enum status st = file_folder(making, err);

	for (size_t i = 0; i < COUNT_OF(folders) && st == ST_OK; i++) {
		char *path = file_join(making, folders[i]);
		st = file_folder(path, err);
		free(path);
	}
	if (st == ST_OK && (st = write_key(making, err)) == ST_OK && (st = write_settings(making, s, err)) == ST_OK)
		st = store_open(db, "hall", STORE_CREATE, &store, err);
	store_close(store);
	free(db);
	return st;
}

/* A first administrator whose password stands in a file that only the hall's account can read. */
static enum status make_administrator(struct hall *h, const struct actor *by, struct err *err)
{
	char *path = file_join(hall_dir(h), "first-login.txt"), *text, random[33], password[40];
	unsigned char bytes[10];
	enum status st;

	crypto_random(bytes, sizeof bytes);
	crypto_hex(bytes, sizeof bytes, random);
	snprintf(password, sizeof password, "Yc-%.20s", random);
	text = mem_format("账号 admin\n口令 %s\n首次登录后请改口令,并删除本文件。\n", password);
	st = staff_add(h, by, "admin", "系统管理员", "", "admin", "", password, err);
	if (st == ST_OK)
		st = file_write(path, text, strlen(text), 0600, err);
	explicit_bzero(password, sizeof password);
	mem_wipe_free(text, strlen(text));
	free(path);
	return st;
}

static enum status fill_calendars(struct hall *h, const struct actor *by, const char *data, struct err *err)
{
	char *folder = file_join(data, "calendar");
	const char *paths[] = { folder };
	struct catalogue_texts texts = { 0 };
	struct calendar_result result;
	enum status st = catalogue_texts_read(paths, 1, NULL, NULL, &texts, err);      /* reads any folder of JSON texts */

	for (size_t i = 0; i < texts.count && st == ST_OK; i++)
		st = import_calendar(h, by, texts.list[i].name, texts.list[i].json, texts.list[i].n, NULL, NULL, &result, err);
	catalogue_texts_release(&texts);
	free(folder);
	return st;
}

static enum status fill(const char *making, const char *data, const struct demo *demo, struct err *err)
{
	struct actor by = { .login = "init", .role = "system" };
	struct hall *h = NULL;
	enum status st = hall_open(making, false, &h, err);

	if (st == ST_OK)
		st = staff_add(h, &by, "system", "系统", "", "system", "", "", err);
	if (st == ST_OK)
		st = staff_system(h, "", &by, err);
	if (st == ST_OK)
		st = fill_calendars(h, &by, data, err);
	if (st == ST_OK)
		st = demo ? demo_fill(h, &by, data, demo, err) : make_administrator(h, &by, err);
	hall_close(h);
	return st;
}

static enum status own_settings(struct settings *s, const struct hall_identity *own, struct err *err)
{
	enum status st = settings_set(s, "hall.name", own->name, err);

	if (st == ST_OK && !number_region_valid(own->region))
		st = err_at(err, ST_CONFIG, "E-3004", "--region", "“%.40s”不是行政区划代码(GB/T 2260,6位),大厅没有建。", own->region);
	if (st == ST_OK && !number_hall_valid(own->code))
		st = err_at(err, ST_CONFIG, "E-3004", "--hall-code", "“%.40s”不是大厅编号(3位数字,001至999),大厅没有建。", own->code);
	if (st == ST_OK)
		st = settings_set(s, "hall.region", own->region, err);
	return st == ST_OK ? settings_set(s, "hall.code", own->code, err) : st;
}

enum status hall_init(const char *dir, const char *data, const struct hall_identity *own, struct err *err)
{
	struct settings *settings = settings_new(hall_params, hall_param_count);
	struct demo *d = NULL;
	char *making = NULL, random[17];
	unsigned char bytes[8];
	bool was = access(dir, F_OK) == 0;
	enum status st;

	if ((st = folder_free(dir, err)) != ST_OK ||
	    (st = own ? own_settings(settings, own, err) : demo_read(data, settings, &d, err)) != ST_OK ||
	    (st = file_folder(dir, err)) != ST_OK)
		goto out;
	if (chmod(dir, 0700) != 0) {         /* an empty folder that was there may be open to others */
		st = err_set(err, ST_DENIED, "E-4103", "不能把 %s 设为只有本账号可用:%s。", dir, err_reason(errno));
		goto out;
	}
	crypto_random(bytes, sizeof bytes);
	crypto_hex(bytes, sizeof bytes, random);
	making = mem_format("%s/" MAKING "-%s", dir, random);
	if ((st = make_frame(making, settings, err)) == ST_OK && (st = fill(making, data, d, err)) == ST_OK)
		st = move_out(making, dir, err);
	remove_tree(making);
	if (st != ST_OK && !was)
		(void)rmdir(dir);            /* nothing is in it: as if it had never been asked for */
out:
	demo_free(d);
	settings_free(settings);
	free(making);
	return st;
}
