/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "store/sqlite.h"

/* What happened, and what to do; whether something was being changed is said in between. Extended codes stand before
 * their family. */
static const struct meaning { int rc; enum status status; const char *code, *what, *advice; } meanings[] = {
	{ SQLITE_BUSY, ST_BUSY, "E-5101", "另一程序正在写入", "请稍后重试。" },
	{ SQLITE_LOCKED, ST_BUSY, "E-5101", "另一程序正在写入", "请稍后重试。" },
	{ SQLITE_CONSTRAINT_UNIQUE, ST_CONFLICT, "E-5102", "同样的数据已经存在", "" },
	{ SQLITE_CONSTRAINT_PRIMARYKEY, ST_CONFLICT, "E-5102", "同样的数据已经存在", "" },
	{ SQLITE_CONSTRAINT_ROWID, ST_CONFLICT, "E-5102", "同样的数据已经存在", "" },
	{ SQLITE_CONSTRAINT_TRIGGER, ST_REFUSED, "E-5105", "数据规则不允许这样改动", "" },
	{ SQLITE_CONSTRAINT, ST_DATA, "E-5105", "数据不符合要求", "" },
	{ SQLITE_MISMATCH, ST_DATA, "E-5105", "数据不符合要求", "" },
	{ SQLITE_FULL, ST_FULL, "E-5010", "磁盘已满", "请腾出空间后重试。" },
	{ SQLITE_READONLY_DBMOVED, ST_IO, "E-5108", "数据文件被移走或替换", "请重新启动程序。" },
	{ SQLITE_READONLY_ROLLBACK, ST_IO, "E-5116", "上次写入中断后尚未恢复,只读方式不能打开", "请先启动一窗一次。" },
	{ SQLITE_READONLY, ST_IO, "E-5010", "磁盘只读,不能写入", "请检查磁盘。" },
	{ SQLITE_IOERR_NOMEM, ST_NOMEM, "E-1201", "内存不足", "请关闭其他程序后重试。" },
	{ SQLITE_IOERR, ST_IO, "E-5106", "读写数据文件时出错", "请检查磁盘后重试。" },
	{ SQLITE_CANTOPEN, ST_IO, "E-5106", "无法打开数据文件", "请检查权限和磁盘。" },
	{ SQLITE_CORRUPT, ST_CORRUPT, "E-5004", "数据文件已损坏,已停止写入", "请用备份恢复。" },
	{ SQLITE_NOTADB, ST_CORRUPT, "E-5002", "这不是数据文件或文件头已损坏,已停止写入", "请用备份恢复。" },
	{ SQLITE_INTERRUPT, ST_LIMIT, "E-5104", "查询超过时限,已停止", "请缩小范围后重试。" },
	{ SQLITE_TOOBIG, ST_LIMIT, "E-5104", "数据过长", "" },
	{ SQLITE_NOMEM, ST_NOMEM, "E-1201", "内存不足", "请关闭其他程序后重试。" },
	{ SQLITE_PERM, ST_DENIED, "E-5117", "没有读写数据文件的权限", "" },
	{ SQLITE_AUTH, ST_DENIED, "E-5117", "没有读写数据文件的权限", "" },
};

static const struct meaning *meaning_of(int rc)
{
	static const struct meaning bug = { SQLITE_ERROR, ST_BUG, "E-5111", "程序错误:数据库语句有误", "" };

	for (size_t i = 0; i < COUNT_OF(meanings); i++)
		if (meanings[i].rc == rc)
			return &meanings[i];
	return rc == (rc & 0xff) ? &bug : meaning_of(rc & 0xff);
}

void sqlite_close_writing(struct sqlite *q, const struct err *why)
{
	if (q->base.closed.status == ST_OK)
		q->base.closed = *why;
}

/* A damaged file that ends too early is "truncated", which a restore may treat differently (E-5003). */
static bool too_short(const char *path)
{
	struct file_look look;

	return sqlite_look(path, &look, NULL) == ST_OK && !look.journal && look.size < look.pages_size;
}

/* Keeps a copy, closes the store for writing, and says where the copy is. */
static enum status damaged(struct sqlite *q, int rc, const char *what, struct err *err)
{
	const struct meaning *m = meaning_of(rc);
	bool cut = (rc & 0xff) == SQLITE_CORRUPT && too_short(q->path);
	const char *code = cut ? "E-5003" : m->code;
	const char *text = cut ? "数据文件不完整(被截短),已停止写入" : m->what;
	char *copy = sqlite_quarantine(q->path);
	struct err why;

	log_line(LOG_ERROR, "store: %s: %s: %s (copy: %s)", q->path, sqlite3_errstr(rc), what, copy ? copy : "none");
	err_at(&why, ST_CORRUPT, code, copy ? copy : q->path, "%s。%s%s", text, copy ? "损坏的文件已另存一份。" : "", m->advice);
	free(copy);
	sqlite_close_writing(q, &why);
	if (err)
		*err = why;
	return ST_CORRUPT;
}

enum status sqlite_failure(struct sqlite *q, int rc, const char *what, struct err *err)
{
	const struct meaning *m = meaning_of(rc);
	const char *undone = q->changing ? ",本次改动未保存" : "", *said = "", *open = "", *close = "";

	if (m->status == ST_CORRUPT)
		return damaged(q, rc, what, err);
	if (m->status == ST_BUG || m->status == ST_DATA || m->status == ST_REFUSED) {
		said = q->db ? sqlite3_errmsg(q->db) : sqlite3_errstr(rc);
		open = "(";
		close = ")";
	}
	return err_at(err, m->status, m->code, what, "%s%s%s%s%s。%s", m->what, open, said, close, undone, m->advice);
}
