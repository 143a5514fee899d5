/* SPDX-License-Identifier: Apache-2.0 */
#include "base/conf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/mem.h"
#include "base/text.h"

#define CONF_WHERE sizeof(((struct err *)0)->where)

static int is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Moves one word to `to` without its quotes, ends it; returns where reading goes on, NULL for an open quote. */
static char *take_word(char *from, char *to)
{
	int quoted = 0;

	while (*from && (quoted || (!is_blank(*from) && *from != '#'))) {
		if (*from == '"') {
			quoted = !quoted;
			from++;
			continue;
		}
		if (quoted && *from == '\\' && (from[1] == '"' || from[1] == '\\'))
			from++;
		*to++ = *from++;
	}
	if (quoted)
		return NULL;
	char *rest = is_blank(*from) ? from + 1 : from;      /* `to` may stand on the blank */
	if (*from == '#')
		rest = from + strlen(from);
	*to = '\0';
	return rest;
}

int conf_split(char *line, char *words[CONF_WORDS])
{
	int count = 0;

	for (;;) {
		while (is_blank(*line))
			line++;
		if (!*line || *line == '#')
			return count;
		if (count == CONF_WORDS)
			return -1;
		words[count++] = line;
		line = take_word(line, line);
		if (!line)
			return -1;
	}
}

/* "file:line" for err->where; of a path that is too long its end, begun at a character. */
static void place(char where[CONF_WHERE], const char *name, size_t line)
{
	size_t n = strlen(name), room = CONF_WHERE - 24;

	if (n > room)
		name += n - room;
	while (((unsigned char)*name & 0xC0) == 0x80)
		name++;
	snprintf(where, CONF_WHERE, "%s:%zu", name, line);
}

static enum status bad_encoding(const char *name, const char *text, size_t at, struct err *err)
{
	size_t line = 1, start = 0;
	char where[CONF_WHERE];

	for (size_t i = 0; i < at; i++) {
		if (text[i] == '\n') {
			line++;
			start = i + 1;
		}
	}
	place(where, name, line);
	return err_at(err, ST_DATA, "E-2003", where, "%s 第%zu行第%zu字节(值 %02x)不是 UTF-8 文字,整个文件未采用;请另存为 UTF-8 后再试",
		name, line, at - start + 1, (unsigned)(unsigned char)text[at]);
}

static enum status row_failed(const char *name, int line, enum status st, struct err *err)
{
	if (err)
		place(err->where, name, (size_t)line);
	return st;
}

enum status conf_read_text(const char *name, const char *text, size_t n, conf_row_fn *row, void *ctx, struct err *err)
{
	enum status st = ST_OK;
	int line = 0;

	if (n >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0))
		return err_at(err, ST_DATA, "E-2002", name, "%s 的编码疑为 UTF-16,未采用;请另存为 UTF-8 后再试", name);
	size_t good = text_valid(text, n);
	const char *zero = memchr(text, '\0', n);
	if (zero && (size_t)(zero - text) < good)
		good = (size_t)(zero - text);
	if (good < n)
		return bad_encoding(name, text, good, err);
	if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		n -= 3;
	}
	for (size_t at = 0; at < n && st == ST_OK;) {
		const char *end = memchr(text + at, '\n', n - at);
		size_t length = end ? (size_t)(end - (text + at)) : n - at;
		char *words[CONF_WORDS];
		char *copy = mem_text_n(text + at, length);
		int count = conf_split(copy, words);

		line++;
		at += length + 1;
		if (count < 0)
			st = row_failed(name, line, err_set(err, ST_CONFIG, "E-3103",
				"%s 第%d行:引号没有结束,或超过%d个词;请更正后再试", name, line, CONF_WORDS), err);
		else if (count > 0 && (st = row(ctx, line, count, words, err)) != ST_OK)
			row_failed(name, line, st, err);
		free(copy);
	}
	return st;
}

static enum status slurp_refused(const char *path, const char *why, struct err *err)
{
	return err_at(err, ST_DATA, "E-2005", path, "%s %s,未读取", path, why);
}

/* Reads to the end: the size that fstat tells may be 0 (in /proc) or out of date. */
static enum status read_all(int fd, const char *path, size_t ceiling, struct buf *all, struct err *err)
{
	char part[16384];

	for (;;) {
		ssize_t got = read(fd, part, sizeof part);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_at(err, ST_IO, "E-3102", path, "%s 读取出错(%s);请管理员检查磁盘", path, err_reason(errno));
		if (got == 0)
			return ST_OK;
		buf_add(all, part, (size_t)got);
		if (all->overflow)
			return err_at(err, ST_LIMIT, "E-2005", path, "%s 超过 %zu 字节的上限,未采用", path, ceiling);
	}
}

/* Opened, and a regular file of no more than the ceiling; -1 with *st and *err. O_NONBLOCK: opening a FIFO must not wait for its writer. */
static int slurp_open(const char *path, int flags, size_t ceiling, struct stat *is, enum status *st, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);

	*st = ST_OK;
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		*st = err_at(err, ST_NOINPUT, "E-3101", path, "找不到文件 %s", path);
	else if (fd < 0 && errno == EACCES)
		*st = err_at(err, ST_DENIED, "E-3101", path, "没有读取 %s 的权限", path);
	else if (fd < 0 && errno == ELOOP && (flags & O_NOFOLLOW))
		*st = slurp_refused(path, "是符号链接,不是文件本身", err);
	else if (fd < 0)
		*st = slurp_refused(path, err_reason(errno), err);
	else if (fstat(fd, is) < 0 || !S_ISREG(is->st_mode))
		*st = slurp_refused(path, S_ISDIR(is->st_mode) ? "是文件夹,不是文件" : "不是普通文件", err);
	else if ((uint64_t)is->st_size > ceiling)
		*st = err_at(err, ST_LIMIT, "E-2005", path, "%s 有 %lld 字节,超过 %zu 字节的上限,未读取", path, (long long)is->st_size, ceiling);
	if (*st != ST_OK && fd >= 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

bool conf_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
		a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static enum status slurp(const char *path, int flags, size_t ceiling, char **text, size_t *n, struct stat *is, struct err *err)
{
	struct stat after;
	struct buf all;
	enum status st;

	*text = NULL;
	*n = 0;
	int fd = slurp_open(path, flags, ceiling, is, &st, err);
	if (fd < 0)
		return st;
	buf_init(&all, ceiling);
	st = read_all(fd, path, ceiling, &all, err);
	if (st == ST_OK && (flags & O_NOFOLLOW) && (FAULT("conf.changing") || fstat(fd, &after) < 0 || !conf_same_file(is, &after)))
		st = err_at(err, ST_BUSY, "E-3106", path, "%s 正在被写,读到的不完整,未采用;请等它写完再试", path);
	close(fd);
	if (st == ST_OK) {
		*n = all.len;
		*text = buf_take(&all);
	} else {
		buf_wipe(&all);
	}
	return st;
}

enum status conf_slurp(const char *path, size_t ceiling, char **text, size_t *n, struct err *err)
{
	struct stat is;

	return slurp(path, 0, ceiling, text, n, &is, err);
}

enum status conf_slurp_steady(const char *path, size_t ceiling, char **text, size_t *n, struct stat *is, struct err *err)
{
	return slurp(path, O_NOFOLLOW, ceiling, text, n, is, err);
}
