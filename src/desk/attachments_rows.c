/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/attachments_own.h"
#include "hall/draft_attachment.h"
#include "law/staff_right.h"

#define NAME_CELLS 40

/* The rows of the screen of one material's scans, and what the one under the bar is. */

enum { COLUMN_NAME, COLUMN_KIND, COLUMN_SIZE, COLUMN_PAGES, COLUMN_SM3, COLUMN_AT, COLUMNS };
const struct list_column attachment_columns[COLUMNS] = { [COLUMN_NAME] = { NULL, 0, false }, [COLUMN_KIND] = { NULL, 5, false },
	[COLUMN_SIZE] = { NULL, 9, true }, [COLUMN_PAGES] = { NULL, 10, true }, [COLUMN_SM3] = { NULL, 9, false }, [COLUMN_AT] = { NULL, 12, false } };

const size_t attachment_column_count = COLUMNS;

static size_t count_rows(void *ctx)
{
	return ((struct attachments *)ctx)->line_count;
}

static bool is_heading(void *ctx, size_t row)
{
	return ((struct attachments *)ctx)->lines[row].part == PART_HEADING;
}

static void size_out(int64_t size, struct buf *out)
{
	if (size < ATTACHMENT_MIB)
		buf_format(out, "%" PRId64 " KB", (size + 1023) / 1024);
	else
		buf_format(out, "%" PRId64 ".%" PRId64 " MB", size / ATTACHMENT_MIB, size % ATTACHMENT_MIB * 10 / ATTACHMENT_MIB);
}

static void pages_out(const struct file_look *l, struct buf *out)
{
	if (l->width)
		buf_format(out, "%dx%d", l->width, l->height);
	else if (l->pages)
		buf_format(out, "%d 页", l->pages);
}

static void moment_out(int64_t at, struct buf *out)
{
	char stamp[26];

	buf_format(out, "%.11s", clock_stamp(at, stamp) + 5);
}

static void kept_cell(const struct attachments *s, const struct attachment *a, size_t column, struct buf *out, enum look *look)
{
	switch (column) {
	case COLUMN_NAME:
		buf_format(out, " %" PRId64 "  %s", a->id, a->by);
		if (attachment_sent_bad(s->sent, a->sm3)) {
			buf_text(out, "  !部门没有收到");
			*look = LOOK_BAD;
		}
		break;
	case COLUMN_KIND: buf_text(out, file_kind_code(a->look.kind)); break;
	case COLUMN_SIZE: size_out(a->size, out); break;
	case COLUMN_PAGES: pages_out(&a->look, out); break;
	case COLUMN_SM3: buf_format(out, " %.8s", a->sm3); *look = LOOK_DIM; break;
	default: moment_out(a->at, out);
	}
}

static void box_cell(const struct scan_file *f, size_t column, struct buf *out)
{
	switch (column) {
	case COLUMN_NAME: buf_format(out, " %s", f->name); break;
	case COLUMN_SIZE: size_out(f->size, out); break;
	case COLUMN_AT: moment_out(f->at, out); break;
	default: break;
	}
}

static const struct scans *scans_of(const struct attachments *s, enum scan_part part)
{
	return part == PART_DRAFT ? &s->drafted : &s->kept;
}

static const char *heading(const struct attachments *s, enum scan_part part)
{
	static const char *const words[PARTS][2] = { [PART_KEPT] = { "还没有附件", "已有附件" },
		[PART_DRAFT] = { "草稿里还没有附件", "草稿里的附件,受理时归入办件" },
		[PART_BOX] = { "扫描文件夹 scan/ 是空的", "扫描文件夹 scan/,新的在前" } };

	return words[part][part == PART_BOX ? s->box_count > 0 : scans_of(s, part)->count > 0];
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct attachments *s = ctx;
	const struct scan_line *l = &s->lines[row];

	if (l->part == PART_BOX)
		box_cell(&s->box[l->at], column, out);
	else if (l->part != PART_HEADING)
		kept_cell(s, &scans_of(s, l->part)->list[l->at], column, out, look);
	else if (column == COLUMN_NAME)
		buf_text(out, heading(s, (enum scan_part)l->at));
}

/* The bar stays on what it stood on, whatever the camera saves meanwhile. Of a file its name (FNV-1a); no attachment's number is as
 * large as what marks a file, or one of the draft. */
static uint64_t id(void *ctx, size_t row)
{
	const struct attachments *s = ctx;
	const struct scan_line *l = &s->lines[row];

	if (l->part == PART_HEADING)
		return 0;
	if (l->part != PART_BOX)
		return (uint64_t)scans_of(s, l->part)->list[l->at].id | (uint64_t)(l->part == PART_DRAFT) << 62;
	return list_name_id(PART_BOX, s->box[l->at].name) | UINT64_C(1) << 63;
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct attachments *)ctx)->view);
}

const struct list_source attachment_source = { .count = count_rows, .cell = cell, .id = id, .heading = is_heading, .moved = moved };

const struct scan_line *attachments_line(const struct attachments *s, enum scan_part part)
{
	size_t row = list_selected(s->list);

	return row != LIST_NONE && s->lines[row].part == part ? &s->lines[row] : NULL;
}

/* --- reading ----------------------------------------------------------------------------------------------------------------------- */

static bool may_add(const struct attachments *s)
{
	return staff_may(s->d->actor.role, *s->place.draft ? RIGHT_DRAFT : RIGHT_ATTACH);
}

static void lines_make(struct attachments *s)
{
	const struct { size_t count; bool shown; } parts[PARTS] = { [PART_KEPT] = { s->kept.count, *s->place.number != '\0' },
		[PART_DRAFT] = { s->drafted.count, *s->place.draft != '\0' }, [PART_BOX] = { s->box_count, may_add(s) } };

	s->line_count = 0;
	for (size_t p = PART_KEPT; p < PARTS; p++) {
		if (!parts[p].shown)
			continue;
		s->lines[s->line_count++] = (struct scan_line){ PART_HEADING, p };
		for (size_t i = 0; i < parts[p].count; i++)
			s->lines[s->line_count++] = (struct scan_line){ (enum scan_part)p, i };
	}
}

/* Of all those the ones of this material; takes the list. */
static void put(struct scans *to, const char *material, struct attachment *all, size_t count)
{
	free(to->list);
	*to = (struct scans){ .list = all };
	for (size_t i = 0; i < count && to->count < ATTACHMENTS_SHOWN; i++)
		if (strcmp(all[i].material, material) == 0)
			all[to->count++] = all[i];
}

static enum status read_kept(struct attachments *s, struct err *err)
{
	struct attachment *all = NULL;
	struct rows *sent = NULL;
	size_t count = 0;
	enum status st = attachment_list(s->d->hall, &s->d->actor, s->place.number, &all, &count, err);

	if (st == ST_OK)
		st = attachment_sent(s->d->hall, &s->d->actor, s->place.number, &sent, err);
	if (st != ST_OK) {
		free(all);
		return st;
	}
	rows_free(s->sent);
	s->sent = sent;
	put(&s->kept, s->place.material, all, count);
	return ST_OK;
}

static enum status read_drafted(struct attachments *s, struct err *err)
{
	struct attachment *all = NULL;
	size_t count = 0;
	enum status st = draft_attachment_list(s->d->hall, &s->d->actor, s->place.draft, &all, &count, err);

	if (st == ST_OK)
		put(&s->drafted, s->place.material, all, count);
	return st;
}

enum status attachments_read(struct attachments *s, struct err *err)
{
	enum status st = *s->place.number ? read_kept(s, err) : ST_OK;

	if (st == ST_OK && *s->place.draft)
		st = read_drafted(s, err);
	if (st == ST_OK && may_add(s))
		st = scan_box_list(s->d->hall, s->box, BOX_ROOM, &s->box_count, err);
	lines_make(s);
	if (s->list)
		list_reload(s->list);
	return st;
}

void attachments_release(struct attachments *s)
{
	free(s->kept.list);
	free(s->drafted.list);
	rows_free(s->sent);
}

/* --- in full ----------------------------------------------------------------------------------------------------------------------- */

/* As much of a name as leaves room for what it is; a line's end in it is none of ours. */
static void name_out(const char *name, struct buf *out)
{
	struct buf plain;

	buf_init(&plain, BUF_SMALL);
	text_for_tty(&plain, name, strlen(name));
	size_t n = text_fit(plain.data, NAME_CELLS, NULL);
	buf_format(out, "%.*s%s", (int)n, plain.data, n < plain.len ? "…" : "");
	buf_release(&plain);
}

/* What a file of the box is, read once while the bar stands on it. */
static void box_detail(struct attachments *s, const struct scan_file *f, struct buf *out)
{
	if (strcmp(f->name, s->looked.name) != 0 || f->at != s->looked.at || f->size != s->looked.size) {
		char *path = scan_box_path(s->d->hall, f->name);
		err_clear(&s->look_err);
		if (attachment_look(s->d->hall, path, &s->look, &s->look_err) == ST_OK)
			*s->look_err.code = '\0';
		s->looked = *f;
		free(path);
	}
	if (*s->look_err.code) {
		buf_format(out, "%s %s", s->look_err.code, s->look_err.text);
		return;
	}
	name_out(f->name, out);
	buf_format(out, ":%s ", file_kind_code(s->look.look.kind));
	pages_out(&s->look.look, out);
	buf_format(out, " 摘要 %.8s\nEnter 加到这份材料,随后从文件夹移走", s->look.sm3);
}

void attachments_detail(struct attachments *s, struct buf *out)
{
	size_t row = list_selected(s->list);
	const struct scan_line *l = row == LIST_NONE ? NULL : &s->lines[row];

	if (!l || l->part == PART_HEADING)
		return;
	if (l->part == PART_BOX) {
		box_detail(s, &s->box[l->at], out);
		return;
	}
	const struct attachment *a = &scans_of(s, l->part)->list[l->at];
	buf_format(out, "附件 %" PRId64 ",%s 加  摘要 %.16s…\n", a->id, a->by, a->sm3);
	if (l->part == PART_KEPT)
		attachment_sent_text(s->sent, a->sm3, out);
	else
		buf_text(out, "受理以后才送部门;Del 去掉这一份");
}
