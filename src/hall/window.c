/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/staff.h"
#include "law/staff_right.h"

const struct window_kind window_kinds[] = {
	{ "general", "综合" }, { "enterprise", "企业" }, { "property", "不动产" }, { "issue", "出件" }, { "complaint", "办不成事反映" },
	{ NULL, NULL },
};

enum status staff_windows(struct hall *h, window_row_fn *row, void *ctx, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_WINDOW_ALL, NULL, 0, &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		row(ctx, rows_text(rows, i, 0), rows_text(rows, i, 1), rows_text(rows, i, 2));
	rows_free(rows);
	return st;
}

enum status window_list(struct hall *h, window_every_fn *row, void *ctx, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_WINDOW_EVERY, NULL, 0, &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		row(ctx, rows_text(rows, i, 0), rows_text(rows, i, 1), rows_text(rows, i, 2), rows_int(rows, i, 3) != 0);
	rows_free(rows);
	return st;
}

/* --- changing ------------------------------------------------------------------------------------------------------ */

static enum status check(const struct actor *by, const char *no, const char *name, const char *kind, struct err *err)
{
	size_t n = strlen(no), at, i = 0;

	if (!staff_may(by->role, RIGHT_WINDOW))
		return err_set(err, ST_DENIED, "E-1110", "只有系统管理员可以设窗口,没有改动任何东西。");
	if (n < 1 || n > 6 || strspn(no, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != n)
		return err_at(err, ST_DATA, "E-1113", "no", "窗口号应为1至6个数字或大写字母,没有改动任何东西。");
	if (!*name || strlen(name) > 63 || text_check(name, strlen(name), &at) != TEXT_FINE)
		return err_at(err, ST_DATA, "E-1113", "name", "窗口名称为空、过长或含有不可见字符,没有改动任何东西。");
	while (window_kinds[i].code && strcmp(window_kinds[i].code, kind) != 0)
		i++;
	if (!window_kinds[i].code)
		return err_at(err, ST_USAGE, "E-1114", "kind", "没有“%.20s”这类窗口(有 general 综合、enterprise 企业、property 不动产、"
			"issue 出件、complaint 办不成事反映)。", kind);
	return ST_OK;
}

/* Shown in this order: by number, those with letters last. */
static int64_t place_of(const char *no)
{
	return strspn(no, "0123456789") == strlen(no) ? strtol(no, NULL, 10) : 1000000;
}

enum status window_add(struct hall *h, const struct actor *by, const char *no, const char *name, const char *kind,
	struct err *err)
{
	enum status st = check(by, no, name, kind, err);
	struct batch *b;

	if (st != ST_OK)
		return st;
	b = batch_new("window");
	batch_add(b, Q_WINDOW_INSERT, ARGS(value_text(no), value_text(name), value_text(kind), value_int(place_of(no))));
	st = audit_submit(h, by, b, &(struct audit_entry){ .act = "window.add", .object = no, .after = name, .reason = kind }, err);
	if (st == ST_CONFLICT)
		st = err_at(err, ST_REFUSED, "E-1115", "no", "已经有 %s 号窗口,没有改动它。改名用 window set,停用后再开用 window open。", no);
	return st;
}

struct sought { const char *no; char *name, *kind; bool open; };

static void seek(void *ctx, const char *no, const char *name, const char *kind, bool open)
{
	struct sought *s = ctx;

	if (strcmp(no, s->no) != 0)
		return;
	s->name = mem_text(name);
	s->kind = mem_text(kind);
	s->open = open;
}

/* The window as it is; free name and kind. */
static enum status find(struct hall *h, struct sought *s, struct err *err)
{
	enum status st = window_list(h, seek, s, err);

	if (st == ST_OK && !s->name)
		st = err_set(err, ST_NOINPUT, "E-1105", "没有 %.7s 号窗口。请核对窗口号。", s->no);
	return st;
}

enum status window_known(struct hall *h, const char *no, struct err *err)
{
	struct sought is = { .no = no };
	enum status st = find(h, &is, err);

	free(is.name);
	free(is.kind);
	return st;
}

enum status window_set(struct hall *h, const struct actor *by, const char *no, const char *name, const char *kind,
	struct err *err)
{
	struct sought is = { .no = no };
	enum status st = find(h, &is, err);
	struct batch *b;

	if (st == ST_OK)
		st = check(by, no, name ? name : is.name, kind ? kind : is.kind, err);
	if (st == ST_OK) {
		b = batch_new("window");
		batch_add(b, Q_WINDOW_SET, ARGS(value_text(no), value_text(name ? name : is.name), value_text(kind ? kind : is.kind)));
		st = audit_submit(h, by, b, &(struct audit_entry){ .act = "window.set", .object = no, .before = is.name,
			.after = name ? name : is.name, .reason = kind ? kind : is.kind }, err);
	}
	free(is.name);
	free(is.kind);
	return st;
}

enum status window_set_open(struct hall *h, const struct actor *by, const char *no, bool open, struct err *err)
{
	struct sought is = { .no = no };
	enum status st = find(h, &is, err);
	struct batch *b;

	if (st == ST_OK)
		st = check(by, no, is.name, is.kind, err);
	if (st == ST_OK) {
		b = batch_new("window");
		batch_add(b, Q_WINDOW_SET_ACTIVE, ARGS(value_text(no), value_int(open)));
		st = audit_submit(h, by, b, &(struct audit_entry){ .act = open ? "window.open" : "window.close", .object = no }, err);
	}
	free(is.name);
	free(is.kind);
	return st;
}
