/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/mem.h"

/* What an errno means for the caller, and what a person can do about it. */
struct failure { int code; enum status st; const char *advice; };

static const struct failure *failure_of(int code)
{
	static const struct failure rows[] = {
		{ ENOENT, ST_CANTMAKE, "所在的文件夹不存在,请检查路径" },
		{ EACCES, ST_DENIED, "没有写入权限,请管理员检查文件夹的权限" },
		{ EPERM, ST_DENIED, "没有写入权限,请管理员检查文件夹的权限" },
		{ EROFS, ST_DENIED, "磁盘是只读的,请管理员检查磁盘" },
		{ ENOSPC, ST_FULL, "磁盘已满,请清理后再试" },
		{ EDQUOT, ST_FULL, "磁盘配额已满,请清理后再试" },
		{ EFBIG, ST_FULL, "超过允许的文件大小,请管理员检查限额" },
		{ ENOTDIR, ST_CANTMAKE, "路径中有一段不是文件夹,请检查路径" },
		{ EISDIR, ST_CANTMAKE, "同名的文件夹已存在,请检查路径" },
		{ ENAMETOOLONG, ST_CANTMAKE, "路径过长,请检查路径" },
		{ 0, ST_IO, "读写出错,请管理员检查磁盘" },
	};
	size_t i = 0;

	while (rows[i].code && rows[i].code != code)
		i++;
	return &rows[i];
}

static enum status write_failed(const char *path, int code, struct err *err)
{
	const struct failure *f = failure_of(code);

	return err_at(err, f->st, "E-3111", path, "文件 %s 未写入,原有内容不变:%s%s%s", path,
		f->advice, f->code ? "" : ":", f->code ? "" : err_reason(code));
}

static bool write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

/* The folder part of a path, owned: "." when it has none. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_text(".");
	return slash == path ? mem_text("/") : mem_text_n(path, (size_t)(slash - path));
}

bool file_sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return false;
	int code = fsync(fd) < 0 && errno != EINVAL ? errno : 0;      /* EINVAL: a file system that cannot */
	close(fd);
	errno = code;
	return code == 0;
}

/* Writes the temporary file down to the disk. */
static bool write_durable(int fd, const void *data, size_t n, unsigned mode)
{
	if (FAULT("file.before-write")) {
		errno = EIO;
		return false;
	}
	if (fchmod(fd, (mode_t)mode) < 0 || !write_all(fd, data, n))
		return false;
	if (FAULT("file.before-sync")) {
		errno = EIO;
		return false;
	}
	return fsync(fd) == 0;
}

/* A file of its own beside `folder`'s others, until it is renamed; *name is owned. -1 with errno. */
static int temporary_open(const char *folder, char **name)
{
	*name = mem_format("%s/.yichuang-XXXXXX", folder);
	return mkostemp(*name, O_CLOEXEC);
}

enum status file_writable(const char *path, struct err *err)
{
	char *folder = folder_of(path), *temporary;
	struct stat s;
	int fd = temporary_open(folder, &temporary), code = fd < 0 ? errno : 0;

	if (fd >= 0) {
		unlink(temporary);
		close(fd);
	}
	if (code == 0 && stat(path, &s) == 0 && S_ISDIR(s.st_mode))
		code = EISDIR;
	free(temporary);
	free(folder);
	return code ? write_failed(path, code, err) : ST_OK;
}

enum status file_write(const char *path, const void *data, size_t n, unsigned mode, struct err *err)
{
	char *folder = folder_of(path), *temporary;
	enum status st = ST_OK;
	int fd = temporary_open(folder, &temporary);

	if (fd < 0) {
		st = write_failed(path, errno, err);
		goto out;
	}
	int code = write_durable(fd, data, n, mode) ? 0 : errno;
	if (close(fd) < 0 && code == 0)
		code = errno;
	if (code == 0 && FAULT("file.before-rename"))
		code = EIO;
	if (code == 0 && rename(temporary, path) < 0)
		code = errno;
	if (code != 0) {
		unlink(temporary);
		st = write_failed(path, code, err);
		goto out;
	}
	if (FAULT("file.after-rename") || !file_sync_folder(folder))
		st = err_at(err, ST_IO, "E-3112", path, "文件 %s 已写入,但未能确认已落盘:请管理员检查磁盘", path);
out:
	free(temporary);
	free(folder);
	return st;
}

static enum status folder_refused(const char *path, const char *why, struct err *err)
{
	return err_at(err, ST_DENIED, "E-3003", path, "文件夹 %s %s,为保护个人信息已停止;请管理员更正后再试", path, why);
}

/* The hall's own folder must be ours alone to write; those above it must not let a stranger replace it. */
static enum status folder_check(const char *path, bool last, struct err *err)
{
	struct stat s;

	if (stat(path, &s) < 0)
		return err_at(err, failure_of(errno)->st, "E-3113", path, "文件夹 %s 无法读取:%s", path, err_reason(errno));
	if (!S_ISDIR(s.st_mode))
		return err_at(err, ST_CANTMAKE, "E-3113", path, "%s 已存在,但不是文件夹;请换一个位置", path);
	if (last && (s.st_mode & (S_IWGRP | S_IWOTH)))
		return folder_refused(path, "权限过宽,其他用户可写(应为 0700)", err);
	if (!last && (s.st_mode & S_IWOTH) && !(s.st_mode & S_ISVTX))
		return folder_refused(path, "权限过宽,任何人可写", err);
	if (s.st_uid != geteuid() && (last || (s.st_uid != 0 && geteuid() != 0)))
		return folder_refused(path, "属于另一个用户", err);
	return ST_OK;
}

enum status file_folder(const char *path, struct err *err)
{
	char *part = mem_text(path);
	size_t n = strlen(part);
	enum status st = n ? ST_OK : err_set(err, ST_USAGE, "E-3113", "没有给出文件夹的名称");

	while (n > 1 && part[n - 1] == '/')
		part[--n] = '\0';
	for (size_t i = 1; st == ST_OK && i <= n; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		part[i] = '\0';
		if (mkdir(part, 0700) < 0 && errno != EEXIST) {
			const struct failure *f = failure_of(errno);
			st = err_at(err, f->st, "E-3113", part, "文件夹 %s 无法建立:%s", part, f->advice);
		} else {
			st = folder_check(part, i == n, err);
		}
		if (i < n)
			part[i] = '/';
	}
	free(part);
	return st;
}

char *file_join(const char *dir, const char *name)
{
	size_t n = strlen(dir);

	return mem_format("%s%s%s", dir, n && dir[n - 1] == '/' ? "" : "/", name);
}

const char *file_data_dir(void)
{
	const char *given = getenv("YICHUANG_DATADIR");

	return given && *given ? given : PKGDATADIR;
}

static char *beside_us(const char *name)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	if (n <= 0)
		return NULL;
	self[n] = '\0';
	char *slash = strrchr(self, '/');
	return slash ? mem_format("%.*s/%s", (int)(slash - self), self, name) : NULL;
}

char *file_program(const char *name)
{
	char *places[] = { beside_us(name), mem_format("%s/%s", LIBEXECDIR, name), mem_format("%s/%s", BINDIR, name) };
	char *found = NULL;

	for (size_t i = 0; i < COUNT_OF(places); i++) {
		if (places[i] && !found && access(places[i], X_OK) == 0)
			found = places[i];
		else
			free(places[i]);
	}
	return found;
}

bool file_ends_in(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	return n > m && strcasecmp(path + n - m, end) == 0;
}
