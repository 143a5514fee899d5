/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/attachment_own.h"
#include "hall/backup_own.h"

#define TELLS_MOST ((size_t)4096)

static enum status altered(const char *copy, const char *why, struct err *err)
{
	return err_at(err, ST_CORRUPT, "E-5123", copy, "备份 %s 不能用:%s。请用别的备份(yichuang backup list),这一份保留待查。", copy, why);
}

/* The file is read in place: a store may be larger than memory. */
enum status backup_seal(struct hall *h, const char *copy, char seal[DIGEST_HEX], struct err *err)
{
	char *path = file_join(copy, BACKUP_STORE);
	unsigned char digest[DIGEST_SIZE];
	struct stat s;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	void *at = fd >= 0 && fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && s.st_size > 0 ? mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0)
		: MAP_FAILED;

	if (fd >= 0)
		close(fd);
	free(path);
	if (at == MAP_FAILED)
		return altered(copy, "其中的数据库读不出或不在了", err);
	crypto_hmac(hall_key(h, KEY_CHAIN), at, (size_t)s.st_size, digest);
	munmap(at, (size_t)s.st_size);
	crypto_hex(digest, sizeof digest, seal);
	return ST_OK;
}

enum status backup_tells(const char *copy, struct backup *b, char *seal, struct err *err)
{
	char *path = file_join(copy, BACKUP_TELLS), *text = NULL;
	size_t n = 0;
	enum status st = conf_slurp(path, TELLS_MOST, &text, &n, err);
	json_t *j = st == ST_OK ? json_loadb(text, n, 0, NULL) : NULL;
	const char *sealed = json_string_value(json_object_get(j, "seal")), *slash = strrchr(copy, '/');

	*b = (struct backup){ .dossiers = json_integer_value(json_object_get(j, "dossiers")),
		.attachments = json_integer_value(json_object_get(j, "attachments")), .missing = json_integer_value(json_object_get(j, "missing")) };
	const char *last = json_string_value(json_object_get(j, "last"));
	text_copy(b->last, sizeof b->last, last ? last : "");
	text_copy(b->name, sizeof b->name, slash ? slash + 1 : copy);
	if (st == ST_NOINPUT)
		st = err_at(err, ST_NOINPUT, "E-5122", copy, "没有备份 %s。用 yichuang backup list 看有哪些。", copy);
	else if (st == ST_OK && (!sealed || strlen(sealed) != DIGEST_HEX - 1))
		st = altered(copy, "它的说明 " BACKUP_TELLS " 残缺", err);
	if (st == ST_OK && seal)
		snprintf(seal, DIGEST_HEX, "%s", sealed);
	json_decref(j);
	free(text);
	free(path);
	return st;
}

/* --- scans ------------------------------------------------------------------------------------------------------------------------- */

struct checking { struct hall *h; const char *scans; backup_bad_fn *bad; void *ctx; int64_t count, damaged; };

static void check_one(void *ctx, const char *sm3, const char *of)
{
	struct checking *c = ctx;
	struct buf plain;
	struct err why;

	(void)of;
	buf_init(&plain, ATTACHMENT_READ_MOST);
	c->count++;
	if (attachment_read_in(c->h, c->scans, sm3, &plain, &why) != ST_OK) {
		c->damaged++;
		c->bad(c->ctx, sm3, why.text);
	}
	buf_wipe(&plain);
}

enum status backup_check(struct hall *h, const char *copy, const char *scans, backup_bad_fn *bad, void *ctx, struct backup *out,
	int64_t *damaged, struct err *err)
{
	struct checking c = { h, scans, bad, ctx, 0, 0 };
	char said[DIGEST_HEX], is[DIGEST_HEX], *db = file_join(copy, BACKUP_STORE);
	struct store *s = NULL;
	enum status st = backup_tells(copy, out, said, err);

	*damaged = 0;
	if (st == ST_OK)
		st = backup_seal(h, copy, is, err);
	if (st == ST_OK && strcmp(said, is) != 0)
		st = altered(copy, "其中的数据库不是备份时的样子,或不是这个大厅的密钥", err);
	if (st == ST_OK && (st = store_open(db, "hall", STORE_READ_ONLY, &s, err)) == ST_OK)
		st = attachment_each(s, check_one, &c, err);
	store_close(s);
	free(db);
	*damaged = c.damaged;
	return st;
}

enum status backup_verify(struct hall *h, const char *name, backup_bad_fn *bad, void *ctx, struct backup *out, int64_t *damaged,
	struct err *err)
{
	char *folder = backup_folder(h), *scans = file_join(folder, ATTACHMENT_FOLDER), *copy = NULL;
	struct backup *list = NULL;
	size_t count = 0, i = 0;
	enum status st = backup_list(h, &list, &count, err);

	*damaged = 0;
	while (st == ST_OK && *name && i < count && strcmp(list[i].name, name) != 0)
		i++;
	if (st == ST_OK && i == count)
		st = err_set(err, ST_NOINPUT, "E-5122", *name ? "没有备份 %.40s。用 yichuang backup list 看有哪些。" : "还没有备份%s。用 yichuang backup 做一份。",
			name);
	if (st == ST_OK) {
		copy = file_join(folder, list[i].name);
		st = backup_check(h, copy, scans, bad, ctx, out, damaged, err);
	}
	free(list);
	free(copy);
	free(scans);
	free(folder);
	return st;
}
