/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/mem.h"
#include "store/sqlite.h"
#include "store/testing.h"

#define LOCK_TRIES 1200                  /* of 50 ms: a large store takes a minute to migrate */

static bool on_test_disk(void)
{
	return store_override && store_override->vfs;
}

sqlite3_vfs *sqlite_vfs(void)
{
	return sqlite3_vfs_find(on_test_disk() ? store_override->vfs : NULL);
}

char *sqlite_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_text(".");
	return mem_text_n(path, slash == path ? 1 : (size_t)(slash - path));
}

/* --- where it lies ------------------------------------------------------------------------------------------- */

/* File systems on which locks or fsync mean nothing, by the magic number of statfs(2); FUSE may be any of them. */
static bool is_network(unsigned long type)
{
	static const unsigned long magics[] = {
		0x6969 /* NFS */, 0x517B /* SMB */, 0xFF534D42 /* CIFS */, 0xFE534D42 /* SMB2 */, 0x564C /* NCP */,
		0x5346414F /* AFS */, 0x6B414653 /* kAFS */, 0x73757245 /* Coda */, 0x01021997 /* 9P */,
		0x00C36400 /* Ceph */, 0x01161970 /* GFS2 */, 0x7461636F /* OCFS2 */, 0x0BD00BD0 /* Lustre */,
		0x47504653 /* GPFS */, 0x19830326 /* BeeGFS */, 0xAAD7AAEA /* PanFS */, 0x786F4256 /* vboxsf */,
		0xBACBACBC /* vmhgfs */, 0x65735546 /* FUSE */,
	};

	for (size_t i = 0; i < COUNT_OF(magics); i++)
		if ((type & 0xFFFFFFFFUL) == magics[i])
			return true;
	return false;
}

static enum status check_folder(const char *path, struct err *err)
{
	char *folder = sqlite_folder(path);
	enum status st = ST_OK;
	struct statfs fs;

	if (statfs(folder, &fs) != 0)
		st = err_at(err, ST_CANTMAKE, "E-3009", folder, "数据文件夹不存在或不能读取。请检查路径。");
	else if (is_network((unsigned long)fs.f_type) || FAULT("store.network-file-system"))
		st = err_at(err, ST_CONFIG, "E-3009", folder, "数据文件不能放在网络盘上。请改用本机磁盘。");
	free(folder);
	return st;
}

/* For a VFS a file without content does not exist. */
static bool has_content(const char *path, const char *ending)
{
	sqlite3_vfs *vfs = sqlite_vfs();
	char *name = mem_format("%s%s", path, ending);
	int there = 0;

	vfs->xAccess(vfs, name, SQLITE_ACCESS_EXISTS, &there);
	free(name);
	return there;
}

enum status sqlite_place(const char *path, bool *exists, struct err *err)
{
	struct stat st;
	enum status result;
	int there = 0;

	*exists = false;
	if (on_test_disk()) {
		sqlite3_vfs *vfs = sqlite_vfs();
		vfs->xAccess(vfs, path, SQLITE_ACCESS_EXISTS, &there);
		*exists = there;
		return ST_OK;
	}
	if ((result = check_folder(path, err)) != ST_OK)
		return result;
	if (lstat(path, &st) != 0) {
		if (errno != ENOENT)
			return err_at(err, ST_DENIED, "E-5117", path, "没有读写数据文件的权限。");
		if (has_content(path, "-journal") || has_content(path, "-wal"))
			return err_at(err, ST_CORRUPT, "E-5006", path,
				"只有日志文件而没有数据文件,已停止写入。请勿删除日志,用备份恢复。");
		return ST_OK;
	}
	*exists = true;
	if (!S_ISREG(st.st_mode))
		return err_at(err, ST_CONFIG, "E-5002", path, "这不是普通文件,不能用作数据文件。");
	if (st.st_mode & S_IWOTH)
		return err_at(err, ST_DENIED, "E-5117", path, "数据文件人人可写,权限过宽(应为0600)。");
	return ST_OK;
}

enum status sqlite_lock_folder(const char *path, int *lock, struct err *err)
{
	char *folder = sqlite_folder(path);
	struct timespec nap = { 0, 50000000 };
	int tries = 0;

	*lock = -1;
	if (!on_test_disk())
		*lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (on_test_disk())
		return ST_OK;
	if (*lock < 0)
		return err_at(err, ST_CANTMAKE, "E-3009", path, "数据文件夹不能打开。请检查权限。");
	while (flock(*lock, LOCK_EX | LOCK_NB) != 0) {
		if ((errno == EWOULDBLOCK || errno == EINTR) && ++tries < LOCK_TRIES) {
			nanosleep(&nap, NULL);
			continue;
		}
		sqlite_unlock_folder(*lock);
		*lock = -1;
		return err_at(err, ST_BUSY, "E-5101", path, "另一程序正在建立或升级数据。请稍后重试。");
	}
	return ST_OK;
}

void sqlite_unlock_folder(int lock)
{
	if (lock >= 0)
		close(lock);
}

static bool sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return good;
}

enum status sqlite_put_in_place(const char *from, const char *to, struct err *err)
{
	char *folder = sqlite_folder(to);
	bool good = sync_path(from, O_RDWR) && rename(from, to) == 0 && sync_path(folder, O_RDONLY | O_DIRECTORY);

	free(folder);
	return good ? ST_OK : err_at(err, ST_IO, "E-5106", to, "写文件时出错。请检查磁盘。");
}

/* --- the header ---------------------------------------------------------------------------------------------- */

#if SQLITE_VERSION_NUMBER < 3040000
typedef char *sqlite3_filename;          /* what sqlite3_create_filename gives, before SQLite had a name for it */
#endif

/* A file opened through the VFS, which keeps this process's other locks on it alive (R3). */
struct raw { sqlite3_file *file; sqlite3_filename name; int64_t size; };

static void raw_close(struct raw *r)
{
	if (r->file && r->file->pMethods)
		r->file->pMethods->xClose(r->file);
	free(r->file);
	if (r->name)
		sqlite3_free_filename(r->name);
	*r = (struct raw){ .file = NULL };
}

static int raw_open(const char *path, struct raw *r)
{
	sqlite3_vfs *vfs = sqlite_vfs();
	char *full = mem_alloc((size_t)vfs->mxPathname + 1);
	int rc = vfs->xFullPathname(vfs, path, vfs->mxPathname + 1, full);
	sqlite3_int64 size = 0;

	*r = (struct raw){ .file = mem_alloc((size_t)vfs->szOsFile) };
	r->name = sqlite3_create_filename(full, "", "", 0, NULL);
	if ((rc & 0xff) == SQLITE_OK)
		rc = vfs->xOpen(vfs, r->name, r->file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY, NULL);
	if (rc == SQLITE_OK)
		rc = r->file->pMethods->xFileSize(r->file, &size);
	r->size = size;
	free(full);
	if (rc != SQLITE_OK)
		raw_close(r);
	return rc;
}

static uint32_t big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Offsets by "The Database File Format", sqlite.org/fileformat2.html, 1.3. */
static void header_read(const unsigned char h[100], struct file_look *look)
{
	uint32_t page = (uint32_t)h[16] << 8 | h[17];

	look->alien = memcmp(h, "SQLite format 3", 16) != 0;
	look->version = (int)big_endian(h + 60);
	look->application = (int)big_endian(h + 68);
	look->pages_size = (int64_t)(page == 1 ? 65536 : page) * big_endian(h + 28);
}

enum status sqlite_look(const char *path, struct file_look *look, struct err *err)
{
	unsigned char header[100] = { 0 };
	struct raw r;
	int rc = raw_open(path, &r);

	*look = (struct file_look){ .size = r.size, .alien = true };
	look->journal = has_content(path, "-journal") || has_content(path, "-wal");
	if (rc == SQLITE_OK && r.size >= (int64_t)sizeof header)
		rc = r.file->pMethods->xRead(r.file, header, (int)sizeof header, 0);
	if (rc == SQLITE_OK)
		header_read(header, look);
	raw_close(&r);
	return rc == SQLITE_OK ? ST_OK : err_at(err, ST_IO, "E-5106", path, "无法读取数据文件。请检查权限和磁盘。");
}

enum status sqlite_settle(const char *path, struct err *err)
{
	static const char *const endings[] = { "-journal", "-wal" };
	int rc = SQLITE_OK;

	for (size_t i = 0; i < COUNT_OF(endings) && rc == SQLITE_OK; i++) {
		char *name = mem_format("%s%s", path, endings[i]);
		struct raw r;
		if (raw_open(name, &r) == SQLITE_OK) {
			rc = r.file->pMethods->xSync(r.file, SQLITE_SYNC_FULL);
			raw_close(&r);
		}
		free(name);
	}
	return rc == SQLITE_OK ? ST_OK : err_at(err, ST_IO, "E-5106", path, "磁盘不能可靠写入,已拒绝打开。请检查磁盘。");
}

/* --- quarantine ---------------------------------------------------------------------------------------------- */

static bool write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

static bool raw_copy(struct raw *r, int fd)
{
	size_t room = 65536;
	char *chunk = mem_alloc(room);
	bool good = true;

	for (int64_t at = 0; at < r->size && good; at += (int64_t)room) {
		size_t n = r->size - at < (int64_t)room ? (size_t)(r->size - at) : room;
		int rc = r->file->pMethods->xRead(r->file, chunk, (int)n, at);
		if (rc != SQLITE_OK)
			memset(chunk, 0, n);             /* an unreadable block: keep what lies behind it */
		good = write_all(fd, chunk, n);
	}
	free(chunk);
	return good;
}

/* Copies one of the files into the folder; one that is not there is fine. */
static bool copy_into(const char *path, const char *ending, const char *folder)
{
	char *from = mem_format("%s%s", path, ending), *to;
	const char *slash = strrchr(from, '/');
	bool good = true;
	struct stat st;
	struct raw r;
	int fd;

	to = mem_format("%s/%s", folder, slash ? slash + 1 : from);
	if (lstat(from, &st) == 0) {
		good = raw_open(from, &r) == SQLITE_OK;
		fd = good ? open(to, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600) : -1;
		good = fd >= 0 && raw_copy(&r, fd) && fsync(fd) == 0;
		if (fd >= 0)
			close(fd);
		raw_close(&r);
	}
	free(from);
	free(to);
	return good;
}

char *sqlite_quarantine(const char *path)
{
	struct stat st;
	char t[20], *folder, *part;
	bool good;

	if (on_test_disk() || stat(path, &st) != 0)
		return NULL;
	clock_stamp((int64_t)st.st_mtim.tv_sec * 1000, t);
	folder = mem_format("%s.quarantine-%.10s-%.2s%.2s%.2s.%09ld", path, t, t + 11, t + 14, t + 17,
		(long)st.st_mtim.tv_nsec);
	if (access(folder, F_OK) == 0)
		return folder;
	part = mem_format("%s.part-%ld", folder, (long)getpid());
	good = mkdir(part, 0700) == 0 && copy_into(path, "", part) && copy_into(path, "-journal", part) &&
		copy_into(path, "-wal", part) && rename(part, folder) == 0;
	free(part);
	if (good)
		return folder;
	free(folder);
	return NULL;
}
