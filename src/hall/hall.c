/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/own.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "hall/outbox.h"
#include "hall/params.h"
#include "law/number.h"

static enum status key_read(struct hall *h, struct err *err)
{
	char *path = file_join(h->dir, "keys/hall.key"), *text = NULL;
	struct stat info;
	size_t n = 0;
	enum status st;

	if (stat(path, &info) != 0) {
		st = err_at(err, ST_CONFIG, "E-3003", path, "读不到大厅密钥 %s:%s。请从密钥备份恢复该文件,不要新建。", path,
			err_reason(errno));
		goto out;
	}
	if (info.st_mode & 077) {
		st = err_at(err, ST_CONFIG, "E-3003", path, "密钥文件 %s 权限过宽(应为0600)。请执行 chmod 600 后再开。", path);
		goto out;
	}
	if ((st = conf_slurp(path, 4096, &text, &n, err)) != ST_OK)
		goto out;
	if (n != KEY_SIZE) {
		st = err_at(err, ST_CONFIG, "E-3003", path, "密钥文件 %s 应为 %d 字节,现为 %zu 字节。请从密钥备份恢复。", path,
			KEY_SIZE, n);
		goto out;
	}
	memcpy(h->key, text, KEY_SIZE);
out:
	mem_wipe_free(text, n);
	free(path);
	return st;
}

/* Who else on this machine may look in or write: nobody. A file that is not there is somebody else's complaint. */
static enum status wide_open(const char *path, unsigned forbidden, struct err *err)
{
	struct stat info;

	if (stat(path, &info) != 0 || !(info.st_mode & forbidden))
		return ST_OK;
	return err_at(err, ST_CONFIG, "E-3003", path, "%s 权限过宽(现为%04o),%s。请执行 chmod %s 后再开。", path,
		(unsigned)info.st_mode & 07777, info.st_mode & 022 ? "别人可以改动" : "别人可以读到",
		S_ISDIR(info.st_mode) ? "700" : forbidden == 077 ? "600" : "644");
}

static enum status private_check(const struct hall *h, struct err *err)
{
	static const char *const names[] = { "", "yichuang.conf", "keys", "tls" };
	const char *store = strncmp(h->url, "sqlite:", 7) == 0 ? h->url + 7 : h->url;
	enum status st = strstr(h->url, "://") ? ST_OK : wide_open(store, 077, err);

	for (size_t i = 0; i < COUNT_OF(names) && st == ST_OK; i++) {
		char *path = file_join(h->dir, names[i]);
		st = wide_open(path, 077, err);
		free(path);
	}
	return st;
}

/* The system's file, then the hall's, then the user's: later ones win. */
enum status hall_settings(const char *dir, struct settings **out, struct err *err)
{
	const char *home = getenv("HOME");
	char *files[] = { mem_text(SYSCONFDIR "/yichuang.conf"), file_join(dir, "yichuang.conf"),
		home && *home ? file_join(home, ".config/yichuang/yichuang.conf") : NULL };
	enum status st = ST_OK;

	*out = settings_new(hall_params, hall_param_count);
	for (size_t i = 0; i < COUNT_OF(files) && st == ST_OK; i++)
		if (files[i] && (st = wide_open(files[i], 022, err)) == ST_OK &&
		    (st = settings_read(*out, files[i], err)) == ST_NOINPUT)
			st = ST_OK;
	for (size_t i = 0; i < COUNT_OF(files); i++)
		free(files[i]);
	return st;
}

/* A relative path of the store is relative to the hall. */
static char *store_url(const struct hall *h)
{
	const char *url = settings_text(h->settings, "store");
	const char *path = strncmp(url, "sqlite:", 7) == 0 ? url + 7 : url;

	if (strstr(url, "://") || *path == '/')
		return mem_text(url);
	return mem_format("sqlite:%s/%s", h->dir, path);
}

/* Which settings come from the store and not from a file. */
static bool is_stored(const struct hall *h, const char *name)
{
	for (size_t i = 0; i < hall_param_count; i++)
		if (h->stored[i] && strcmp(hall_params[i].name, name) == 0)
			return true;
	return false;
}

void hall_mark_stored(struct hall *h, const char *name)
{
	for (size_t i = 0; i < hall_param_count; i++)
		if (strcmp(hall_params[i].name, name) == 0)
			h->stored[i] = true;
}

/* What was set while running wins over the files. */
static enum status parameters_load(struct hall *h, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_PARAMETER_ALL, NULL, 0, &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		if ((st = settings_set(h->settings, rows_text(rows, i, 0), rows_text(rows, i, 1), err)) == ST_OK)
			hall_mark_stored(h, rows_text(rows, i, 0));
	rows_free(rows);
	return st;
}

static enum status suite_choose(struct hall *h, struct err *err)
{
	const char *suite = settings_text(h->settings, "seal.suite");

	h->suite = strcmp(suite, "aes") == 0 ? SEAL_AES : SEAL_SM;
	if (h->suite == SEAL_AES || strcmp(suite, "sm") == 0)
		return ST_OK;
	return err_at(err, ST_CONFIG, "E-3104", hall_origin(h, "seal.suite"), "seal.suite 应为 sm 或 aes,现为“%.8s”。", suite);
}

/* What every number of this hall begins with: a wrong one would stand on paper for ever. */
static enum status numbers_check(struct hall *h, struct err *err)
{
	const char *region = settings_text(h->settings, "hall.region"), *code = settings_text(h->settings, "hall.code");

	if (!*region)
		return err_set(err, ST_CONFIG, "E-3004", "还没有设 hall.region:办件编号以行政区划代码(GB/T 2260,6位)开头。"
			"请在大厅的 yichuang.conf 里写明,例如 hall.region 330106。");
	if (!number_region_valid(region))
		return err_at(err, ST_CONFIG, "E-3004", hall_origin(h, "hall.region"), "hall.region 应为6位行政区划代码(GB/T 2260),"
			"现为“%.12s”。办件编号以它开头,请先改正。", region);
	if (!number_hall_valid(code))
		return err_at(err, ST_CONFIG, "E-3004", hall_origin(h, "hall.code"), "hall.code 应为本区划内的大厅编号"
			"(3位数字,001至999),现为“%.12s”。办件编号含有它,请先改正。", code);
	return ST_OK;
}

enum status hall_values_check(struct hall *h, struct err *err)
{
	enum status st = suite_choose(h, err);

	return st == ST_OK ? numbers_check(h, err) : st;
}

/* For reading only, too, a journal that a crash left must be rolled back first, and that is writing. */
static enum status store_connect(struct hall *h, struct store **out, struct err *err)
{
	enum status st = store_open(h->url, "hall", h->read_only ? STORE_READ_ONLY : 0, out, err);
	struct store *mended = NULL;

	if (st == ST_OK || !h->read_only || strcmp(err->code, "E-5116") != 0)
		return st;
	st = store_open(h->url, "hall", 0, &mended, err);
	store_close(mended);
	return st == ST_OK ? store_open(h->url, "hall", STORE_READ_ONLY, out, err) : st;
}

/* Two desks of one process are two owners, too (tests). */
static void owner_make(struct hall *h)
{
	static int openings;
	char process[80];

	lease_owner(process);
	snprintf(h->owner, sizeof h->owner, "%s/%d", process, ++openings);
}

enum status hall_open(const char *dir, bool read_only, struct hall **out, struct err *err)
{
	struct hall *h = mem_alloc(sizeof *h);
	char *conf = file_join(dir, "yichuang.conf");
	enum status st;

	*out = NULL;
	h->dir = mem_text(dir);
	owner_make(h);
	h->stored = mem_array(hall_param_count, sizeof *h->stored);
	h->read_only = read_only;
	if (access(conf, F_OK) != 0) {
		st = err_set(err, ST_NOINPUT, "E-4101", "%s 里没有大厅。请先执行 yichuang --hall %s init 新建"
			"(init --demo 新建演示大厅),或用 --hall 指明大厅目录。", dir, dir);
		goto out;
	}
	if ((st = hall_settings(dir, &h->settings, err)) != ST_OK || (st = key_read(h, err)) != ST_OK)
		goto out;
	h->url = store_url(h);
	if ((st = private_check(h, err)) != ST_OK)
		goto out;
	if ((st = store_connect(h, &h->store, err)) != ST_OK || (st = parameters_load(h, err)) != ST_OK ||
	    (st = hall_values_check(h, err)) != ST_OK)
		goto out;
	h->wall = clock_wall_ms();
	h->mono = clock_mono_ms();
	*out = h;
	h = NULL;
out:
	hall_close(h);
	free(conf);
	return st;
}

enum status hall_reopen(struct hall *h, struct err *err)
{
	struct store *fresh = NULL;
	enum status st = store_connect(h, &fresh, err);

	if (st != ST_OK)
		return st;
	store_watch_pass(h->store, fresh);
	store_close(h->store);
	h->store = fresh;
	return ST_OK;
}

enum status hall_writable(struct hall *h, struct err *err)
{
	const struct err *why = store_closed(h->store);

	if (!why || why->status == ST_CORRUPT || h->read_only)
		return ST_OK;                    /* it will say so itself */
	log_line(LOG_NOTE, "hall: the store takes no more (%s): opened anew", why->code);
	return hall_reopen(h, err);
}

void hall_close(struct hall *h)
{
	if (!h)
		return;
	for (int i = 0; i < LOADED_CATALOGUES; i++)
		catalogue_free(h->loaded[i].catalogue);
	calendar_free(h->calendar);
	store_close(h->store);
	settings_free(h->settings);
	free(h->stored);
	free(h->url);
	free(h->dir);
	mem_wipe_free(h, sizeof *h);
}

const char *hall_dir(const struct hall *h)
{
	return h->dir;
}

struct store *hall_store(struct hall *h)
{
	return h->store;
}

const char *hall_text(struct hall *h, const char *name)
{
	return settings_text(h->settings, name);
}

long hall_int(struct hall *h, const char *name)
{
	return settings_int(h->settings, name);
}

const char *hall_origin(struct hall *h, const char *name)
{
	return is_stored(h, name) ? "hall" : settings_origin(h->settings, name);
}

const unsigned char *hall_key(struct hall *h, enum hall_key which)
{
	static const char *const purposes[KEY_COUNT] = { "field", "index", "chain", "qr" };

	if (!h->derived) {
		for (int i = 0; i < KEY_COUNT; i++)
			crypto_derive(h->key, purposes[i], h->keys[i]);
		explicit_bzero(h->key, sizeof h->key);
		h->derived = true;
	}
	return h->keys[which];
}

void hall_seal(struct hall *h, const char *where, const char *plain, size_t n, struct buf *out)
{
	if (plain && n)
		crypto_seal_as(h->suite, hall_key(h, KEY_FIELD), where, plain, n, out);
}

enum status hall_unseal(struct hall *h, const char *where, const void *sealed, size_t n, struct buf *out)
{
	return n ? crypto_open(hall_key(h, KEY_FIELD), where, sealed, n, out) : ST_OK;
}

void hall_index(struct hall *h, const char *value, char out[17])
{
	unsigned char digest[DIGEST_SIZE];

	crypto_hmac(hall_key(h, KEY_INDEX), value, strlen(value), digest);
	crypto_hex(digest, 8, out);
}
