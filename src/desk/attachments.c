/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/attachments.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "desk/rows.h"
#include "hall/scan_box.h"
#include "law/staff_right.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/prompt.h"

/* The scans of one material: those that it has, and beneath them what the camera has just saved; Enter keeps one of those. */

#define BOX_ROOM 50
#define PATH_CHARACTERS 255

enum part { PART_HEADING, PART_KEPT, PART_BOX };
struct line { enum part part; size_t at; };

struct attachments {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct attachment_place place;
	struct attachment *kept;             /* of this material */
	size_t kept_count;
	struct rows *sent;
	struct scan_file box[BOX_ROOM];
	size_t box_count;
	struct line lines[2 + BOX_ROOM + ATTACHMENTS_SHOWN];
	size_t line_count;
	struct scan_file looked;             /* which of the box was looked into last … */
	struct attachment look;              /* … and what it is */
	struct err look_err;                 /* code "" when it may be kept */
};

/* --- rows ------------------------------------------------------------------------------------------------------------------------ */

enum { COLUMN_NAME, COLUMN_KIND, COLUMN_SIZE, COLUMN_PAGES, COLUMN_SM3, COLUMN_AT, COLUMNS };
static const struct list_column columns[COLUMNS] = { [COLUMN_NAME] = { NULL, 0, false }, [COLUMN_KIND] = { NULL, 5, false },
	[COLUMN_SIZE] = { NULL, 9, true }, [COLUMN_PAGES] = { NULL, 10, true }, [COLUMN_SM3] = { NULL, 9, false }, [COLUMN_AT] = { NULL, 12, false } };

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

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct attachments *s = ctx;
	const struct line *l = &s->lines[row];

	if (l->part == PART_KEPT)
		kept_cell(s, &s->kept[l->at], column, out, look);
	else if (l->part == PART_BOX)
		box_cell(&s->box[l->at], column, out);
	else if (column == COLUMN_NAME && l->at == PART_KEPT)
		buf_text(out, s->kept_count ? "已有附件" : "还没有附件");
	else if (column == COLUMN_NAME)
		buf_text(out, s->box_count ? "扫描文件夹 scan/,新的在前" : "扫描文件夹 scan/ 是空的");
}

static void lines_make(struct attachments *s)
{
	const struct { enum part part; size_t count; bool shown; } parts[] = { { PART_KEPT, s->kept_count, true },
		{ PART_BOX, s->box_count, staff_may(s->d->actor.role, RIGHT_ATTACH) } };

	s->line_count = 0;
	for (size_t p = 0; p < COUNT_OF(parts); p++) {
		if (!parts[p].shown)
			continue;
		s->lines[s->line_count++] = (struct line){ PART_HEADING, (size_t)parts[p].part };
		for (size_t i = 0; i < parts[p].count; i++)
			s->lines[s->line_count++] = (struct line){ parts[p].part, i };
	}
}

/* Of the dossier's those of this material. */
static enum status read_kept(struct attachments *s, struct err *err)
{
	struct attachment *all = NULL;
	struct rows *sent = NULL;
	size_t count = 0;
	enum status st = attachment_list(s->d->hall, &s->d->actor, s->place.number, &all, &count, err);

	if (st == ST_OK)
		st = attachment_sent(s->d->hall, s->place.number, &sent, err);
	if (st != ST_OK) {
		free(all);
		return st;
	}
	free(s->kept);
	rows_free(s->sent);
	s->kept = all;
	s->sent = sent;
	s->kept_count = 0;
	for (size_t i = 0; i < count && s->kept_count < ATTACHMENTS_SHOWN; i++)
		if (strcmp(all[i].material, s->place.material) == 0)
			all[s->kept_count++] = all[i];
	return ST_OK;
}

static enum status read_again(struct attachments *s, struct err *err)
{
	enum status st = read_kept(s, err);

	if (st == ST_OK && staff_may(s->d->actor.role, RIGHT_ATTACH))
		st = scan_box_list(s->d->hall, s->box, BOX_ROOM, &s->box_count, err);
	lines_make(s);
	if (s->list)
		list_reload(s->list);
	return st;
}

/* --- the view ---------------------------------------------------------------------------------------------------------------------- */

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct attachments *)ctx)->view);
}

static enum status open_attachments(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .heading = is_heading, .moved = moved };
	struct attachments *s = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	s->d = v->app;
	s->view = v;
	s->place = *(const struct attachment_place *)argument;
	if (!picture || read_again(s, err) != ST_OK)
		return err->status;
	s->frame = form_new(picture, NULL, s);
	s->list = list_new(columns, COLUMNS, 0, &source, s);
	view_add(v, form_widget(s->frame));
	view_add(v, list_widget(s->list));
	list_reload(s->list);
	view_focus(v, list_widget(s->list));
	return ST_OK;
}

static void close_attachments(struct view *v)
{
	struct attachments *s = v->data;

	prompt_drop(v->ui, v);
	list_free(s->list);
	form_free(s->frame);
	free(s->kept);
	rows_free(s->sent);
}

static void layout(struct view *v, struct area area)
{
	struct attachments *s = v->data;

	view_place(v, form_widget(s->frame), area);
	view_place(v, list_widget(s->list), form_area(s->frame, "rows"));
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
	buf_format(out, "%s:%s ", f->name, file_kind_code(s->look.look.kind));
	pages_out(&s->look.look, out);
	buf_format(out, " 摘要 %.8s\nEnter 加到这份材料,随后从文件夹移走", s->look.sm3);
}

static void draw(struct view *v)
{
	struct attachments *s = v->data;
	size_t row = list_selected(s->list);
	struct buf out;

	buf_init(&out, BUF_SMALL);
	buf_text(&out, "附件 ");
	row_number_tail(s->place.number, &out);
	buf_format(&out, " %s", s->place.name);
	desk_head(s->d, form_area(s->frame, "head").row, view_area(v).width, out.data);
	buf_clear(&out);
	if (row != LIST_NONE && s->lines[row].part == PART_BOX) {
		box_detail(s, &s->box[s->lines[row].at], &out);
	} else if (row != LIST_NONE && s->lines[row].part == PART_KEPT) {
		const struct attachment *a = &s->kept[s->lines[row].at];
		buf_format(&out, "附件 %" PRId64 ",%s 加  摘要 %.16s…\n", a->id, a->by, a->sm3);
		attachment_sent_text(s->sent, a->sm3, &out);
	}
	draw_wrap(form_area(s->frame, "detail"), LOOK_PLAIN, out.len ? out.data : "");
	buf_release(&out);
}

static void changed(struct view *v)
{
	struct attachments *s = v->data;
	struct err err;

	if (read_again(s, &err) != ST_OK)
		desk_fail(s->d, &err);
	view_dirty(v);
}

/* --- commands ---------------------------------------------------------------------------------------------------------------------- */

static void say_kept(struct attachments *s, const struct attachment *a)
{
	message_say(s->d->ui, a->again ? "同样的附件早已加过" : "已加上附件 %" PRId64, a->id);
	ui_changed(s->d->ui);
}

static enum command_answer keep(struct attachments *s, const struct scan_file *f)
{
	struct attachment a;
	struct err err;
	bool left = false;
	enum status st = scan_box_keep(s->d->hall, &s->d->actor, s->place.number, s->place.material, f->name, &a, &left, &err);

	if (st != ST_OK)
		return desk_answer(s->d, st, &err);
	say_kept(s, &a);
	if (left)
		message_say(s->d->ui, "已加上附件;原文件没能从 scan/ 移走,请手工删除");
	return COMMAND_DONE;
}

enum command_answer cmd_attachment_keep(void *app, const struct call *call)
{
	struct attachments *s = call->view->data;
	size_t row = list_selected(s->list);

	(void)app;
	if (row != LIST_NONE && s->lines[row].part == PART_BOX)
		return keep(s, &s->box[s->lines[row].at]);
	message_say(call->ui, "scan/ 里没有选中的文件;p 写路径,o 取出已有的");
	return COMMAND_REFUSED;
}

static void path_told(void *ctx, const char *path)
{
	struct attachments *s = ((struct view *)ctx)->data;
	struct attachment a;
	struct err err;

	if (!path)
		message_say(s->d->ui, "没有加附件");
	else if (attachment_add(s->d->hall, &s->d->actor, s->place.number, s->place.material, &path, 1, &a, &err) != ST_OK)
		desk_fail(s->d, &err);
	else
		say_kept(s, &a);
}

enum command_answer cmd_attachment_path(void *app, const struct call *call)
{
	(void)app;
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "附件的文件:", .max = PATH_CHARACTERS, .done = path_told,
		.ctx = call->view });
	return COMMAND_DONE;
}

/* To a file of its own, for a viewer: the trail has it first. */
static void out_told(void *ctx, const char *path)
{
	struct attachments *s = ((struct view *)ctx)->data;
	size_t row = list_selected(s->list);
	struct err err;

	if (!path || row == LIST_NONE || s->lines[row].part != PART_KEPT)
		message_say(s->d->ui, "没有取出");
	else if (attachment_get(s->d->hall, &s->d->actor, s->place.number, s->kept[s->lines[row].at].id, path, &err) != ST_OK)
		desk_fail(s->d, &err);
	else
		message_say(s->d->ui, "已写出 %s(留痕;含个人信息,用后请删除)", path);
}

enum command_answer cmd_attachment_out(void *app, const struct call *call)
{
	const struct attachments *s = call->view->data;
	size_t row = list_selected(s->list);

	(void)app;
	if (row == LIST_NONE || s->lines[row].part != PART_KEPT) {
		message_say(call->ui, "先选一份已有的附件");
		return COMMAND_REFUSED;
	}
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "取出到文件(留痕):", .max = PATH_CHARACTERS, .done = out_told,
		.ctx = call->view });
	return COMMAND_DONE;
}

const struct view_ops attachments_view = {
	.context = "attachments", .title = "附件",
	.help = "上面是这份材料已有的附件和各部门收到没有;下面是高拍仪存到 scan/ 里的文件,新的在前。只收 PDF、OFD、JPEG,看内容不看名字。",
	.size = sizeof(struct attachments), .open = open_attachments, .close = close_attachments, .layout = layout, .draw = draw,
	.changed = changed, .shown = changed,
};
