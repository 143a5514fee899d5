/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>

#include "desk/commands.h"
#include "desk/desk.h"
#include "hall/backup.h"
#include "ui/scroll.h"

/* 备份: which copies of the hall there are, for who keeps it. They are made by the agent; restoring is no desk's work. */

static void list_text(struct hall *h, const struct backup *list, size_t count, struct buf *out)
{
	const char *folder = hall_text(h, "backup.dir");

	if (hall_int(h, "backup.minutes"))
		buf_format(out, "每 %ld 分钟自动备份一次", hall_int(h, "backup.minutes"));
	else
		buf_text(out, "没有自动备份(backup.minutes 为 0)");
	buf_format(out, ",放在%s%s。\n密钥 keys/hall.key 不在备份里,请另外保管。核对:yichuang backup verify\n\n", *folder ? " " : "大厅的 backups/", folder);
	if (!count)
		buf_text(out, "还没有备份。\n");
	for (size_t i = 0; i < count; i++)
		if (list[i].missing < 0)
			buf_format(out, "%s  残缺,不能用\n", list[i].name);
		else
			buf_format(out, "%s  办件 %" PRId64 " 件  附件 %" PRId64 " 份%s  最后一件 %s\n", list[i].name, list[i].dossiers,
				list[i].attachments, list[i].missing ? "(缺)" : "", *list[i].last ? list[i].last : "(无)");
}

enum command_answer cmd_keep_backups(void *app, const struct call *call)
{
	struct desk *d = app;
	struct backup *list = NULL;
	struct buf text;
	struct err err;
	size_t count = 0;
	enum status st = backup_list(d->hall, &list, &count, &err);

	buf_init(&text, BUF_LARGE);
	if (st == ST_OK) {
		list_text(d->hall, list, count, &text);
		st = scroll_open(call->ui, "大厅的备份", text.data, true, &err);
	}
	buf_release(&text);
	free(list);
	return desk_answer(d, st, &err);
}
