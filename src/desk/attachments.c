/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "desk/attachments_own.h"
#include "desk/commands.h"
#include "desk/rows.h"
#include "hall/draft_attachment.h"
#include "ui/prompt.h"

/* The scans of one material, of a dossier or of a draft: those that it has, and beneath them what the camera has just saved; Enter keeps
 * one of those. A draft's can be taken out again. */

#define PATH_CHARACTERS 255

/* --- the view ---------------------------------------------------------------------------------------------------------------------- */

static enum status open_attachments(struct view *v, void *argument, struct err *err)
{
	struct attachments *s = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	s->d = v->app;
	s->view = v;
	s->place = *(const struct attachment_place *)argument;
	if (!picture || attachments_read(s, err) != ST_OK)
		return err->status;
	s->frame = form_new(picture, NULL, s);
	s->list = list_new(attachment_columns, attachment_column_count, 0, &attachment_source, s);
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
	attachments_release(s);
}

static void layout(struct view *v, struct area area)
{
	struct attachments *s = v->data;

	view_place(v, form_widget(s->frame), area);
	view_place(v, list_widget(s->list), form_area(s->frame, "rows"));
}

static void draw(struct view *v)
{
	struct attachments *s = v->data;
	struct buf out;

	buf_init(&out, BUF_SMALL);
	buf_text(&out, "附件 ");
	if (*s->place.draft)
		buf_text(&out, "草稿");
	else
		row_number_tail(s->place.number, &out);
	buf_format(&out, " %s", s->place.name);
	desk_head(s->d, form_area(s->frame, "head").row, view_area(v).width, out.data);
	buf_clear(&out);
	attachments_detail(s, &out);
	draw_wrap(form_area(s->frame, "detail"), LOOK_PLAIN, out.len ? out.data : "");
	buf_release(&out);
}

static void changed(struct view *v)
{
	struct attachments *s = v->data;
	struct err err;

	if (attachments_read(s, &err) != ST_OK)
		desk_fail(s->d, &err);
	view_dirty(v);
}

/* --- commands ---------------------------------------------------------------------------------------------------------------------- */

static enum status add(struct attachments *s, const char *path, struct attachment *a, struct err *err)
{
	const struct attachment_place *p = &s->place;
	struct desk *d = s->d;

	if (!*p->draft)
		return attachment_add(d->hall, &d->actor, p->number, p->material, &path, 1, a, err);
	desk_save(d);                                    /* what has never been saved is no draft yet */
	return draft_attachment_add(d->hall, &d->actor, p->draft, p->material, p->name, &path, 1, a, err);
}

static void say_kept(struct attachments *s, const struct attachment *a)
{
	message_say(s->d->ui, a->again ? "同样的附件早已加过" : "已加上附件 %" PRId64, a->id);
	ui_changed(s->d->ui);
}

/* What was refused may be another file by now, or none: the folder is read anew, and the reason stays. */
static enum command_answer not_kept(struct attachments *s, enum status st, const struct err *why)
{
	struct err err;

	if (attachments_read(s, &err) != ST_OK)
		return desk_answer(s->d, err.status, &err);
	view_dirty(s->view);
	return desk_answer(s->d, st, why);
}

static enum command_answer keep(struct attachments *s, const struct scan_file *f)
{
	char *path = scan_box_path(s->d->hall, f->name);
	struct attachment a;
	struct err err;
	enum status st = add(s, path, &a, &err);

	free(path);
	if (st != ST_OK)
		return not_kept(s, st, &err);
	bool taken = scan_box_taken(s->d->hall, f->name, &a);
	say_kept(s, &a);
	if (!taken)
		message_say(s->d->ui, "已加上附件;原文件没能从 scan/ 移走(或已被改写),请查看");
	return COMMAND_DONE;
}

enum command_answer cmd_attachment_keep(void *app, const struct call *call)
{
	struct attachments *s = call->view->data;
	const struct scan_line *l = attachments_line(s, PART_BOX);

	(void)app;
	if (l) {
		struct scan_file f = s->box[l->at];              /* the list is read anew meanwhile */
		return keep(s, &f);
	}
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
	else if (add(s, path, &a, &err) != ST_OK)
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
	const struct scan_line *kept = attachments_line(s, PART_KEPT), *drafted = attachments_line(s, PART_DRAFT);
	struct desk *d = s->d;
	struct err err;
	enum status st = ST_OK;

	if (path && kept)
		st = attachment_get(d->hall, &d->actor, s->place.number, s->kept.list[kept->at].id, path, &err);
	else if (path && drafted)
		st = draft_attachment_get(d->hall, &d->actor, s->place.draft, s->drafted.list[drafted->at].id, path, &err);
	else
		path = NULL;
	if (st != ST_OK)
		desk_fail(d, &err);
	else if (!path)
		message_say(d->ui, "没有取出");
	else
		message_say(d->ui, "已写出 %s(留痕;含个人信息,用后请删除)", path);
}

enum command_answer cmd_attachment_out(void *app, const struct call *call)
{
	const struct attachments *s = call->view->data;

	(void)app;
	if (!attachments_line(s, PART_KEPT) && !attachments_line(s, PART_DRAFT)) {
		message_say(call->ui, "先选一份已有的附件");
		return COMMAND_REFUSED;
	}
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "取出到文件(留痕):", .max = PATH_CHARACTERS, .done = out_told,
		.ctx = call->view });
	return COMMAND_DONE;
}

/* The draft's have a command each of their own: who drafts need not be one who adds to dossiers. */
enum command_answer cmd_draft_attachment_keep(void *app, const struct call *call)
{
	return cmd_attachment_keep(app, call);
}

enum command_answer cmd_draft_attachment_path(void *app, const struct call *call)
{
	return cmd_attachment_path(app, call);
}

enum command_answer cmd_draft_attachment_out(void *app, const struct call *call)
{
	return cmd_attachment_out(app, call);
}

/* A draft is nobody's promise: what went in can go out, on record. */
enum command_answer cmd_draft_attachment_remove(void *app, const struct call *call)
{
	struct attachments *s = call->view->data;
	const struct scan_line *l = attachments_line(s, PART_DRAFT);
	struct desk *d = app;
	struct err err;

	if (!l) {
		message_say(call->ui, attachments_line(s, PART_KEPT) ? "已归入办件的附件不能去掉" : "先选一份草稿里的附件");
		return COMMAND_REFUSED;
	}
	int64_t id = s->drafted.list[l->at].id;
	enum status st = draft_attachment_remove(d->hall, &d->actor, s->place.draft, id, &err);
	if (st != ST_OK)
		return not_kept(s, st, &err);
	message_say(call->ui, "已去掉附件 %" PRId64, id);
	ui_changed(call->ui);
	return COMMAND_DONE;
}

#define WHAT "只收 PDF、OFD、JPEG,看内容不看名字。"

const struct view_ops attachments_view = {
	.context = "attachments", .title = "附件",
	.help = "上面是这份材料已有的附件和各部门收到没有;下面是高拍仪存到 scan/ 里的文件,新的在前。" WHAT,
	.size = sizeof(struct attachments), .open = open_attachments, .close = close_attachments, .layout = layout, .draw = draw,
	.changed = changed, .shown = changed,
};

const struct view_ops draft_attachments_view = {
	.context = "draft-attachments", .title = "草稿的附件",
	.help = "上面是这份材料在草稿里的附件,可以去掉;受理时一起归入办件,丢弃草稿就一起删除。下面是高拍仪存到 scan/ 里的文件,新的在前。" WHAT,
	.size = sizeof(struct attachments), .open = open_attachments, .close = close_attachments, .layout = layout, .draw = draw,
	.changed = changed, .shown = changed,
};
