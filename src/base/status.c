/* SPDX-License-Identifier: Apache-2.0 */
#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct { int exit_code; const char *name, *text; } table[] = {
#define STATUS_ROW(id, exit_code, text) [ST_##id] = { exit_code, #id, text },
	STATUS_LIST(STATUS_ROW)
#undef STATUS_ROW
};
_Static_assert(sizeof table / sizeof table[0] == ST_COUNT, "each status has its row");

int status_exit(enum status st)
{
	return (unsigned)st < ST_COUNT ? table[st].exit_code : table[ST_BUG].exit_code;
}

const char *status_text(enum status st)
{
	return (unsigned)st < ST_COUNT ? table[st].text : table[ST_BUG].text;
}

const char *status_name(enum status st)
{
	return (unsigned)st < ST_COUNT ? table[st].name : table[ST_BUG].name;
}

const char *err_reason(int code)
{
	static const struct { int code; const char *text; } rows[] = {
		{ ENOENT, "没有这个文件或文件夹" }, { EACCES, "没有权限" }, { EPERM, "没有权限" }, { EROFS, "磁盘是只读的" },
		{ ENOSPC, "磁盘已满" }, { EDQUOT, "磁盘配额已满" }, { EFBIG, "文件过大" }, { EIO, "磁盘读写出错" },
		{ EISDIR, "这是文件夹" }, { ENOTDIR, "路径中有一段不是文件夹" }, { EEXIST, "已经存在" }, { ENOTEMPTY, "文件夹不是空的" },
		{ ENAMETOOLONG, "路径过长" }, { ELOOP, "链接绕成了圈" }, { EMFILE, "打开的文件过多" }, { ENFILE, "系统打开的文件过多" },
		{ ENOMEM, "内存不足" }, { EPIPE, "对方已关闭" }, { EADDRINUSE, "已被占用" }, { EADDRNOTAVAIL, "本机没有这个地址" },
		{ ECONNREFUSED, "对方没有接受连接" }, { ETXTBSY, "程序正在使用" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].code == code)
			return rows[i].text;
	return strerror(code);
}

void err_clear(struct err *err)
{
	if (err)
		*err = (struct err){ .status = ST_OK };
}

/* Cuts a sentence that vsnprintf had to shorten before the character that it split. */
static void cut_at_character(char *text, size_t size, int wanted)
{
	if (wanted < 0) {
		text[0] = '\0';
		return;
	}
	if ((size_t)wanted < size)
		return;
	size_t n = size - 1;
	while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
		n--;
	if (n > 0 && (unsigned char)text[n - 1] >= 0xC0)
		n--;
	text[n] = '\0';
}

__attribute__((format(printf, 5, 0)))
static void fill(struct err *err, enum status st, const char *code, const char *where, const char *format, va_list ap)
{
	*err = (struct err){ .status = st };
	cut_at_character(err->code, sizeof err->code, snprintf(err->code, sizeof err->code, "%s", code));
	cut_at_character(err->where, sizeof err->where, snprintf(err->where, sizeof err->where, "%s", where));
	cut_at_character(err->text, sizeof err->text, vsnprintf(err->text, sizeof err->text, format, ap));
}

enum status err_set(struct err *err, enum status st, const char *code, const char *format, ...)
{
	if (err) {
		va_list ap;
		va_start(ap, format);
		fill(err, st, code, "", format, ap);
		va_end(ap);
	}
	return st;
}

enum status err_at(struct err *err, enum status st, const char *code, const char *where, const char *format, ...)
{
	if (err) {
		va_list ap;
		va_start(ap, format);
		fill(err, st, code, where ? where : "", format, ap);
		va_end(ap);
	}
	return st;
}
