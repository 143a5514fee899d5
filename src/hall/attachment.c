/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/attachment_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/act_message.h"
#include "hall/audit.h"
#include "hall/dossier.h"
#include "law/staff_right.h"
#include "law/value_json.h"

#define MATERIAL_MOST ((size_t)64)

/* --- looking ------------------------------------------------------------------------------------------------------------ */

/* The last part of a path, for people. */
static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static enum status too_large(struct hall *h, const char *path, struct err *err)
{
	return err_at(err, ST_LIMIT, "E-6883", path, "%.120s 超过一份附件的上限 %ld MB(file.max),没有加上。请降低分辨率(200 dpi 即可)或分成几份再扫描。",
		name_of(path), hall_int(h, "file.max"));
}

static enum status not_whole(const char *path, const char *what, struct err *err)
{
	return err_at(err, ST_DATA, "E-6884", path, "%.120s %s,像是还在扫描或复制,没有加上。请等它写完再加。", name_of(path), what);
}

/* In the hall's folders lie the papers of all windows: what the hall itself keeps is no scan, whoever names its path (W-14). */
static bool is_kept(struct hall *h, const char *path)
{
	char *folder = realpath(hall_dir(h), NULL), *real = realpath(path, NULL);
	size_t n = folder ? strlen(folder) : 0;
	bool inside = folder && real && strncmp(real, folder, n) == 0 && real[n] == '/';
	bool is = inside && strchr(real + n + 1, '/') && strncmp(real + n + 1, "scan/", 5) != 0;

	free(folder);
	free(real);
	return is;
}

/* The octets of a file that may be kept, owned. */
static enum status load(struct hall *h, const char *path, struct attachment *out, char **data, struct err *err)
{
	size_t n = 0;

	*out = (struct attachment){ .id = 0 };
	if (is_kept(h, path))
		return err_at(err, ST_REFUSED, "E-6892", path, "%.120s 在大厅自己的文件夹里,不是扫描件,没有加上。扫描件请存到 scan/ 或大厅目录以外。", name_of(path));
	enum status st = conf_slurp_steady(path, (size_t)(hall_int(h, "file.max") * ATTACHMENT_MIB), data, &n, &out->file, err);
	if (st == ST_LIMIT)
		return too_large(h, path, err);
	if (st == ST_BUSY)
		return not_whole(path, "正在被写", err);
	if (st == ST_NOINPUT)
		return err_at(err, st, "E-3101", path, "找不到 %.120s,没有加上:可能刚被别处取走或改名。请再选一份,或核对路径。", name_of(path));
	if (st != ST_OK)
		return st;
	out->size = (int64_t)n;
	out->look = file_look(*data, n);
	if (n == 0)
		st = not_whole(path, "是空的", err);
	else if (out->look.kind == FILE_KIND_NONE)
		st = err_at(err, ST_DATA, "E-6882", path, "%.120s 的内容不是 PDF、OFD 或 JPEG(改名不算),没有加上。请用高拍仪另存为其中一种。", name_of(path));
	else if (!out->look.whole)
		st = not_whole(path, "不完整", err);
	if (st != ST_OK) {
		mem_wipe_free(*data, n);
		*data = NULL;
		return st;
	}
	crypto_sm3_hex(*data, n, out->sm3);
	return ST_OK;
}

enum status attachment_look(struct hall *h, const char *path, struct attachment *out, struct err *err)
{
	char *data = NULL;
	enum status st = load(h, path, out, &data, err);

	if (data)
		mem_wipe_free(data, (size_t)out->size);
	return st;
}

/* --- adding ------------------------------------------------------------------------------------------------------------- */

struct adding {
	struct hall *h;
	const struct actor *by;
	const char *number, *material;
	struct attachment *files;
	size_t count;
	int64_t now, dossier;
	int place, snapshot, *inserts, sum, tasks;
};

struct task_told { struct adding *a; int step; json_t *files; };

/* A task's department learns what has come, whatever has become of the task's own message: that one goes first (outbox_message). */
static enum status tell_task(struct batch *b, void *ctx, struct err *err)
{
	const struct task_told *t = ctx;
	const struct rows *task = batch_rows(b, t->step);
	json_t *files = json_array();
	char at[26];

	(void)err;
	for (size_t i = 0; i < t->a->count; i++) {
		const struct attachment *f = &t->a->files[i];
		if (!f->again)
			json_array_append_new(files, json_pack("{s:s, s:I, s:s, s:i}", "sm3", f->sm3, "size", (json_int_t)f->size, "mime",
				file_kind_mime(f->look.kind), "pages", f->look.pages));
	}
	if (rows_count(task) == 0) {
		json_decref(files);
		return ST_OK;
	}
	act_message_in(t->a->h, b, t->a->now, task, "files", json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "type", "files", "dossier",
		t->a->number, "task_no", rows_text(task, 0, 3), "task_key", rows_text(task, 0, 2), "at", clock_iso(t->a->now, at), "reason",
		"材料附件", "material", t->a->material, "files", files));
	return ST_OK;
}

static enum status tell_tasks(struct batch *b, void *ctx, struct err *err)
{
	struct adding *a = ctx;
	const struct rows *tasks = batch_rows(b, a->tasks);
	json_t *snapshot = json_loads(rows_text(batch_rows(b, a->snapshot), 0, 0), 0, NULL);

	(void)err;
	for (size_t i = 0; i < rows_count(tasks); i++) {
		if (!act_item_wants(snapshot, a->material, rows_text(tasks, i, 1)))
			continue;
		struct task_told *t = batch_keep(b, sizeof *t);
		t->a = a;
		t->step = batch_add(b, Q_ACT_TASK_MESSAGE, ARGS(value_int(rows_int(tasks, i, 0))));
		batch_then(b, tell_task, t);
	}
	json_decref(snapshot);
	return ST_OK;
}

enum status attachment_sum_check(struct hall *h, int64_t sum, int64_t count, struct err *err)
{
	if (count > ATTACHMENTS_OF_MATERIAL)
		return err_set(err, ST_LIMIT, "E-6893", "这份材料的附件一共会有 %lld 份,一份材料至多 %d 份,这次的都没有加上。请把多页合成一份 PDF 再加。", (long long)count,
			ATTACHMENTS_OF_MATERIAL);
	return sum <= hall_int(h, "file.dossier") * ATTACHMENT_MIB ? ST_OK :
		err_set(err, ST_LIMIT, "E-6886", "本件的附件一共会有 %lld 字节,超过上限 %ld MB(file.dossier),这次的都没有加上。请先压缩再扫描。",
			(long long)sum, hall_int(h, "file.dossier"));
}

static enum status added(struct batch *b, void *ctx, struct err *err)
{
	struct adding *a = ctx;
	enum status st = attachment_sum_check(a->h, rows_int(batch_rows(b, a->sum), 0, 0), rows_int(batch_rows(b, a->sum), 0, 1), err);
	bool any = false;

	for (size_t i = 0; st == ST_OK && i < a->count; i++) {
		const struct rows *r = batch_rows(b, a->inserts[i]);
		a->files[i].again = rows_count(r) == 0;
		a->files[i].id = rows_count(r) ? rows_int(r, 0, 0) : 0;
		if (a->files[i].again)
			continue;
		any = true;
		audit_in(a->h, b, a->by, &(struct audit_entry){ .act = "attachment.add", .object = a->number, .after = a->files[i].sm3,
			.reason = a->material });
	}
	if (any) {
		a->tasks = batch_add(b, Q_ATTACHMENT_TASKS, ARGS(value_int(a->dossier)));
		batch_then(b, tell_tasks, a);
	}
	return st;
}

static enum status place_found(struct batch *b, void *ctx, struct err *err)
{
	struct adding *a = ctx;
	const struct rows *r = batch_rows(b, a->place);

	if (rows_count(r) == 0)
		return dossier_missing("", a->number, err);
	const char *state = rows_text(r, 0, 1);
	if (strcmp(state, "R9") == 0 || strcmp(state, "90") == 0)
		return err_set(err, ST_REFUSED, "E-6885", "办件 %s 已经归档或作废,不再加附件。没有改动。", a->number);
	if (!*rows_text(r, 0, 2))
		return err_set(err, ST_NOINPUT, "E-6885", "办件 %s 没有材料 %.60s,附件没有加上。用 yichuang dossier %s --json 看有哪些材料。", a->number, a->material,
			a->number);
	a->dossier = rows_int(r, 0, 0);
	for (size_t i = 0; i < a->count; i++) {
		struct attachment *f = &a->files[i];
		text_copy(f->material, sizeof f->material, a->material);
		text_copy(f->material_name, sizeof f->material_name, rows_text(r, 0, 2));
		text_copy(f->by, sizeof f->by, a->by->name);
		f->at = a->now;
		a->inserts[i] = batch_add(b, Q_ATTACHMENT_INSERT, ARGS(value_int(a->dossier), value_text(a->material), value_text(f->sm3),
			value_int(f->size), value_text(file_kind_code(f->look.kind)), value_int(f->look.pages), value_int(f->look.width),
			value_int(f->look.height), value_int(a->now), value_int(a->by->staff_id), value_text(a->by->window)));
	}
	a->sum = batch_add(b, Q_ATTACHMENT_SUM, ARGS(value_int(a->dossier), value_text(a->material)));
	batch_then(b, added, a);
	return ST_OK;
}

enum status attachment_room(struct hall *h, struct err *err)
{
	struct err why;
	enum status st = hall_room_check(h, &why);

	return st == ST_OK ? ST_OK : err_set(err, st, "E-5010", "附件没有加上,原件不动:磁盘空间不足或只读。请管理员清理磁盘后再加。");
}

/* Each on the disk, under its digest, before a row speaks of any (R1 does not wait for this: it is no part of accepting). */
enum status attachment_write_all(struct hall *h, const char *const *paths, size_t count, struct attachment *files, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		char *data = NULL;
		st = load(h, paths[i], &files[i], &data, err);
		if (st != ST_OK)
			break;
		st = attachment_write(h, files[i].sm3, data, (size_t)files[i].size, err);
		mem_wipe_free(data, (size_t)files[i].size);
	}
	if (st == ST_OK && FAULT("attachment.written"))
		st = err_set(err, ST_IO, "E-6890", "附件没有登记上,原件不动。请再加一次。");
	return st;
}

enum status attachment_add(struct hall *h, const struct actor *by, const char *number, const char *material, const char *const *paths,
	size_t count, struct attachment *out, struct err *err)
{
	struct adding a = { .h = h, .by = by, .number = number, .material = material, .files = out, .count = count, .now = clock_wall_ms() };
	char who[128], sentence[320];

	if (!staff_may(by->role, RIGHT_ATTACH)) {
		snprintf(sentence, sizeof sentence, "附件由%s加,您的角色不能加。没有改动。", staff_who_may(RIGHT_ATTACH, who, sizeof who));
		return audit_denied(h, by, "attachment.denied", number, "E-6881", sentence, err);
	}
	enum status st = attachment_room(h, err);
	int held = st == ST_OK ? attachment_hold(h, err) : -1;
	if (held < 0)
		return err->status;
	if ((st = attachment_write_all(h, paths, count, out, err)) == ST_OK) {
		struct batch *b = batch_new("attachment.add");
		a.inserts = batch_keep(b, count * sizeof *a.inserts + 1);
		a.place = batch_add(b, Q_ATTACHMENT_PLACE, ARGS(value_text(number), value_text(material)));
		a.snapshot = batch_add(b, Q_ACT_SNAPSHOT, ARGS(value_text(number)));
		batch_then(b, place_found, &a);
		st = store_submit(hall_store(h), b, err);
		batch_free(b);
	}
	close(held);
	return st;
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

void attachment_fill(struct attachment *a, const struct rows *r, size_t i)
{
	*a = (struct attachment){ .id = rows_int(r, i, 0), .size = rows_int(r, i, 4), .at = rows_int(r, i, 9),
		.look = { .kind = file_kind_from_code(rows_text(r, i, 5)), .whole = true, .pages = (int)rows_int(r, i, 6),
			.width = (int)rows_int(r, i, 7), .height = (int)rows_int(r, i, 8) } };
	text_copy(a->material, sizeof a->material, rows_text(r, i, 1));
	text_copy(a->material_name, sizeof a->material_name, rows_text(r, i, 2));
	text_copy(a->sm3, sizeof a->sm3, rows_text(r, i, 3));
	text_copy(a->by, sizeof a->by, rows_text(r, i, 10));
}

enum status attachment_list_in(struct hall *h, const json_t *dossier, struct attachment **out, size_t *count, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_ATTACHMENT_LIST, ARGS(value_text(json_string_value(json_object_get(dossier, "number")))), &r,
		err);

	*out = NULL;
	*count = 0;
	if (st == ST_OK) {
		*out = mem_array(rows_count(r) + 1, sizeof **out);
		for (size_t i = 0; i < rows_count(r); i++)
			if (json_entry(dossier, "materials", rows_text(r, i, 1)))    /* a department sees its own materials alone */
				attachment_fill(&(*out)[(*count)++], r, i);
	}
	rows_free(r);
	return st;
}

enum status attachment_list(struct hall *h, const struct actor *by, const char *number, struct attachment **out, size_t *count,
	struct err *err)
{
	json_t *dossier = NULL;
	enum status st;

	*out = NULL;
	*count = 0;
	if (!staff_may(by->role, RIGHT_DOSSIER))
		return audit_denied(h, by, "attachment.denied", number, "E-6881", "您的角色不看办件的附件。", err);
	st = dossier_json_for(h, by, number, true, &dossier, err);
	if (st == ST_OK)
		st = attachment_list_in(h, dossier, out, count, err);
	json_decref(dossier);
	return st;
}

enum status attachment_out(struct hall *h, const struct actor *by, const struct attachment *a, const char *of, const char *path,
	struct err *err)
{
	struct buf plain;
	char object[80];

	if (access(path, F_OK) == 0)
		return err_at(err, ST_REFUSED, "E-6888", path, "已有文件 %s,没有写出。请换一个名字。", path);
	buf_init(&plain, (size_t)a->size);
	enum status st = attachment_read(h, a->sm3, &plain, err);
	snprintf(object, sizeof object, "%s/%lld", of, (long long)a->id);
	if (st == ST_OK)
		st = audit_note(h, by, &(struct audit_entry){ .act = "attachment.get", .object = object, .after = a->sm3, .reason = a->material },
			err);
	if (st == ST_OK)
		st = file_write(path, plain.data, plain.len, 0600, err);
	buf_wipe(&plain);
	return st;
}

enum status attachment_get(struct hall *h, const struct actor *by, const char *number, int64_t id, const char *path, struct err *err)
{
	struct attachment *all = NULL;
	json_t *dossier = NULL;
	size_t count = 0, i = 0;
	enum status st = dossier_unmasked(h, by, number, &dossier, err);

	if (st == ST_OK)
		st = attachment_list_in(h, dossier, &all, &count, err);
	json_decref(dossier);
	while (st == ST_OK && i < count && all[i].id != id)
		i++;
	if (st == ST_OK && i == count)
		st = err_set(err, ST_NOINPUT, "E-6887", "办件 %s 没有编号为 %lld 的附件。用 yichuang attachment list %s 看。", number, (long long)id, number);
	if (st == ST_OK)
		st = attachment_out(h, by, &all[i], number, path, err);
	free(all);
	return st;
}
