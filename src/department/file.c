/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/fault.h"
#include "base/file_kind.h"
#include "base/mem.h"
#include "department/reception.h"

/* POST /v1/files: scans by content, stored once whatever often they come; and whether those are there that a task or a message refers
 * to (contract, "Files"). */

#define SHA "sm3:"

static bool is_sm3(const char *s)
{
	return s && strlen(s) == 2 * DIGEST_SIZE && strspn(s, "0123456789abcdef") == 2 * DIGEST_SIZE;
}

static void reply_file(struct reply *reply, unsigned status, const char *sm3, size_t size)
{
	reply_json(reply, status, json_pack("{s:s, s:I}", "sm3", sm3, "size", (json_int_t)size));
}

/* Is it here already? Then it is as good as new. */
static enum status seen(struct store *s, const char *department, const char *sm3, bool *there, struct err *err)
{
	struct batch *b = batch_new("file");
	int step = batch_add(b, Q_FILE_SEEN, ARGS(value_text(department), value_text(sm3), value_int(clock_wall_ms())));
	enum status st = store_submit(s, b, err);

	*there = st == ST_OK && rows_count(batch_rows(b, step)) > 0;
	batch_free(b);
	return st;
}

static enum status keep(struct store *s, const char *department, const char *sm3, const struct posted *post, enum file_kind kind,
	struct err *err)
{
	struct batch *b = batch_new("file");

	batch_add(b, Q_FILE_INSERT, ARGS(value_text(department), value_text(sm3), value_int((int64_t)post->n), value_text(file_kind_code(kind)),
		value_int(clock_wall_ms()), value_blob(post->body, post->n)));
	enum status st = store_submit(s, b, err);
	batch_free(b);
	if (st == ST_OK && FAULT("department.filed"))
		st = err_set(err, ST_IO, "fault", "done, but nobody is told");
	return st;
}

void reception_file(struct store *s, const char *department, const char *sha, const char *size, const struct posted *post,
	struct reply *reply)
{
	const char *sm3 = sha && strncmp(sha, SHA, strlen(SHA)) == 0 ? sha + strlen(SHA) : NULL;
	struct err err = { 0 };
	char hex[DIGEST_HEX];
	bool there = false;

	if (!is_sm3(sm3) || !size || !*size || strlen(size) > 10 || strspn(size, "0123456789") != strlen(size))
		return reply_error(reply, 400, "bad-query", "应为 ?sha=sm3:摘要&size=字节数", NULL);
	if (post->n > FILE_BODY_MAX)
		return reply_error(reply, 413, "3003", "附件超过 20 MB", NULL);
	crypto_sm3_hex(post->body, post->n, hex);
	if (strtoull(size, NULL, 10) != post->n || strcmp(hex, sm3) != 0)
		return reply_error(reply, 422, "3002", "附件的内容与 sha、size 不符", NULL);
	const struct file_look look = file_look(post->body, post->n);
	if (look.kind == FILE_KIND_NONE)
		return reply_error(reply, 415, "3003", "附件不是 PDF、OFD 或 JPEG", NULL);
	enum status st = seen(s, department, sm3, &there, &err);
	if (st == ST_OK && !there) {
		st = keep(s, department, sm3, post, look.kind, &err);
		if (st == ST_CONFLICT) {                 /* another process took it between the look and the insert */
			st = ST_OK;
			there = true;
		}
	}
	if (st)
		return reply_store(reply, st, &err);
	reply_file(reply, there ? 200 : 201, sm3, post->n);
}

/* --- those that a body refers to ---------------------------------------------------------------------------------------- */

static enum status one_there(struct store *s, const char *department, const json_t *file, const char *without, bool *there, struct err *err)
{
	const char *sm3 = json_string_value(json_object_get(file, "sm3"));
	struct rows *rows = NULL;
	enum status st;

	*there = true;
	if (!sm3 || (without && strstr(without, sm3)))
		return ST_OK;
	st = store_read(s, Q_FILE_THERE, ARGS(value_text(department), value_text(sm3)), &rows, err);
	*there = st == ST_OK && rows_count(rows) > 0;
	if (st == ST_OK && *there && rows_int(rows, 0, 0) != json_integer_value(json_object_get(file, "size")))
		*there = false;
	rows_free(rows);
	return st;
}

static enum status all_there(struct store *s, const char *department, const json_t *files, const char *without, bool *there, struct err *err)
{
	const json_t *file;
	enum status st = ST_OK;
	size_t i;

	json_array_foreach(files, i, file) {
		if (st == ST_OK && *there)
			st = one_there(s, department, file, without, there, err);
	}
	return st;
}

enum status reception_files(struct store *s, const char *department, const struct posted *post, bool *there, struct reply *reply,
	struct err *err)
{
	json_t *root = json_loadb(post->body, post->n, 0, NULL);
	const json_t *material;
	size_t i;
	enum status st;

	*there = true;
	st = all_there(s, department, json_object_get(root, "files"), post->without, there, err);
	json_array_foreach(json_object_get(root, "materials"), i, material) {
		if (st == ST_OK && *there)
			st = all_there(s, department, json_object_get(material, "files"), post->without, there, err);
	}
	json_decref(root);
	if (st == ST_OK && !*there)
		reply_error(reply, 422, "3001", "有附件还没有收到,请先送附件", NULL);
	return st;
}
