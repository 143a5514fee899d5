/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "hall/errand_file.h"
#include "ui/prompt.h"
#include "ui/scroll.h"

/* Errands to a laptop away from the hall and back: which file is asked, and what did not fit any more is told. */

#define PATH_CHARACTERS 255

struct told { struct buf text; };

static void conflict(void *ctx, const struct errand_conflict *c)
{
	struct told *t = ctx;

	if (*c->here || *c->there)
		buf_format(&t->text, "%s「%s」 %s\n    大厅:%s\n    外出:%s\n    %s\n", c->number, c->act, c->field, c->here, c->there, c->why);
	else                                            /* an act that did not fit as such has nothing to set side by side */
		buf_format(&t->text, "%s「%s」\n    %s\n", c->number, c->act, c->why);
}

/* Nothing of it is in, or all that fits: what does not is shown until it has been read, and stands in the errand's log. */
static void brought(void *ctx, const char *path)
{
	struct desk *d = ctx;
	struct errand_brought in;
	struct told told;
	struct err err;
	char sums[240];

	if (!path) {
		message_say(d->ui, "没有导入");
		return;
	}
	buf_init(&told.text, BUF_LARGE);
	if (errand_import(d->hall, &d->actor, path, conflict, &told, &in, &err) != ST_OK) {
		desk_fail(d, &err);
	} else {
		snprintf(sums, sizeof sums, "%zu 件中新登记 %zu 件,并入 %zu 步,早已有 %zu 步,冲突 %zu 处", in.errands, in.created, in.acts, in.known,
			in.conflicts);
		message_say(d->ui, "%s", sums);
		if (in.conflicts) {
			struct buf page;
			buf_init(&page, BUF_LARGE);
			buf_format(&page, "%s。以下没有并入,已记在各件的记录里:\n\n%s", sums, told.text.data);
			if (scroll_open(d->ui, "外出登记的冲突", page.data, true, &err) != ST_OK)
				desk_fail(d, &err);
			buf_release(&page);
		}
	}
	buf_release(&told.text);
	ui_changed(d->ui);                       /* also when it ended on the way: what is in stays in */
}

enum command_answer cmd_errands_import(void *app, const struct call *call)
{
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "外出登记的文件:", .max = PATH_CHARACTERS, .done = brought, .ctx = app });
	return COMMAND_DONE;
}

/* A file that is there is another's: nobody overwrites it by a slip of the hand. */
static enum status fresh(void *ctx, const char *path, struct err *err)
{
	(void)ctx;
	if (*path && access(path, F_OK) == 0)
		return err_set(err, ST_REFUSED, "E-6744", "已有文件 %s,没有写出。请换一个名字。", path);
	return *path ? ST_OK : err_set(err, ST_DATA, "E-6403", "要写明");
}

static void taken_along(void *ctx, const char *path)
{
	struct desk *d = ctx;
	size_t errands, steps;
	struct err err;

	if (!path)
		message_say(d->ui, "没有写出");
	else if (errand_export(d->hall, &d->actor, "", path, &errands, &steps, &err) != ST_OK)
		desk_fail(d, &err);
	else
		message_say(d->ui, "已写出 %zu 件、%zu 步到 %s(用大厅密钥封好)", errands, steps, path);
}

enum command_answer cmd_errands_export(void *app, const struct call *call)
{
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "写到文件:", .max = PATH_CHARACTERS, .check = fresh,
		.done = taken_along, .ctx = app });
	return COMMAND_DONE;
}
