/* SPDX-License-Identifier: Apache-2.0 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fault/power_disk.h"

/* --- sqlite3_io_methods -------------------------------------------------------------------------------------- */

struct handle { sqlite3_file methods; struct file *file; bool own; };

static struct file *file_of(sqlite3_file *file)
{
	return ((struct handle *)file)->file;
}

static int pl_close(sqlite3_file *file)
{
	struct handle *h = (struct handle *)file;

	if (h->own) {
		changes_drop(h->file);
		free(h->file->seen.p);
		free(h->file);
	}
	return SQLITE_OK;
}

static int pl_read(sqlite3_file *file, void *out, int n, sqlite3_int64 at)
{
	struct file *f = file_of(file);
	int rc = disk_gate(POWER_READ);
	size_t there = (size_t)at < f->seen.n ? f->seen.n - (size_t)at : 0, wanted = (size_t)n;

	if (rc != SQLITE_OK)
		return rc;
	if (there > wanted)
		there = wanted;
	if (there)
		memcpy(out, f->seen.p + at, there);
	memset((char *)out + there, 0, wanted - there);
	return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int pl_write(sqlite3_file *file, const void *p, int n, sqlite3_int64 at)
{
	struct file *f = file_of(file);
	int rc = disk_gate(POWER_WRITE);

	if (rc == SQLITE_OK && disk_full(f, at + n))
		rc = SQLITE_FULL;
	if (rc != SQLITE_OK) {
		if (!disk_frozen())
			change_add(f, false, (size_t)at, p, (size_t)n / 2);
		return rc;
	}
	change_add(f, false, (size_t)at, p, (size_t)n);
	return disk_last_breath() ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int pl_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	int rc = disk_gate(POWER_TRUNCATE);

	if (rc != SQLITE_OK)
		return rc;
	change_add(file_of(file), true, (size_t)size, NULL, 0);
	return disk_last_breath() ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

static int pl_sync(sqlite3_file *file, int flags)
{
	(void)flags;
	int rc = disk_gate(POWER_SYNC);

	if (rc != SQLITE_OK) {
		if (!disk_frozen())
			changes_drop(file_of(file));
		return rc;
	}
	if (disk_last_breath())
		return SQLITE_IOERR_FSYNC;
	file_sync(file_of(file));
	return SQLITE_OK;
}

static int pl_size(sqlite3_file *file, sqlite3_int64 *size)
{
	*size = (sqlite3_int64)file_of(file)->seen.n;
	return disk_gate(POWER_SIZE);
}

static int pl_lock(sqlite3_file *file, int level)
{
	(void)file, (void)level;
	return disk_gate(POWER_LOCK);
}

static int pl_unlock(sqlite3_file *file, int level)
{
	(void)file, (void)level;
	return SQLITE_OK;
}

static int pl_reserved(sqlite3_file *file, int *out)
{
	(void)file;
	*out = 0;
	return SQLITE_OK;
}

static int pl_control(sqlite3_file *file, int op, void *arg)
{
	(void)file, (void)op, (void)arg;
	return SQLITE_NOTFOUND;
}

static int pl_sector(sqlite3_file *file)
{
	(void)file;
	return 4096;
}

static int pl_device(sqlite3_file *file)
{
	(void)file;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int pl_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **out)
{
	(void)file;
	*out = disk_shared(region, (size_t)size, extend);
	return *out || !extend ? SQLITE_OK : SQLITE_IOERR_SHMMAP;
}

static int pl_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	(void)file, (void)offset, (void)n, (void)flags;
	return SQLITE_OK;
}

static void pl_shm_barrier(sqlite3_file *file)
{
	(void)file;
}

static int pl_shm_unmap(sqlite3_file *file, int delete_it)
{
	(void)file;
	if (delete_it)
		disk_shared_drop();
	return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
	.iVersion = 2, .xClose = pl_close, .xRead = pl_read, .xWrite = pl_write, .xTruncate = pl_truncate, .xSync = pl_sync,
	.xFileSize = pl_size, .xLock = pl_lock, .xUnlock = pl_unlock, .xCheckReservedLock = pl_reserved,
	.xFileControl = pl_control, .xSectorSize = pl_sector, .xDeviceCharacteristics = pl_device, .xShmMap = pl_shm_map,
	.xShmLock = pl_shm_lock, .xShmBarrier = pl_shm_barrier, .xShmUnmap = pl_shm_unmap,
};

/* --- sqlite3_vfs --------------------------------------------------------------------------------------------- */

static int pl_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out)
{
	(void)vfs;
	struct handle *h = (struct handle *)file;
	int rc = disk_gate(POWER_OPEN);

	*h = (struct handle){ .own = name == NULL };
	if (rc != SQLITE_OK)
		return rc;
	h->file = name ? file_find(name) : mem_alloc(sizeof *h->file);
	if (h->own)
		h->file->last = &h->file->first;
	else if ((!h->file || !h->file->now) && (flags & SQLITE_OPEN_CREATE))
		h->file = file_create(name);
	else if (!h->file || !h->file->now)
		return SQLITE_CANTOPEN;
	h->methods.pMethods = &methods;
	if (out)
		*out = flags;
	return SQLITE_OK;
}

static int pl_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
	(void)vfs;
	struct file *f = file_find(name);
	int rc = disk_gate(POWER_DELETE);

	if (rc != SQLITE_OK)
		return rc;
	if (!f || !f->now)
		return SQLITE_IOERR_DELETE_NOENT;
	file_unlink(f);
	if (disk_last_breath())
		return SQLITE_IOERR_DELETE;
	if (sync_folder)
		names_sync();
	return SQLITE_OK;
}

/* As the unix VFS: an empty file does not "exist". */
static int pl_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	(void)vfs, (void)flags;
	struct file *f = file_find(name);

	*out = f && f->now && f->seen.n > 0;
	return disk_gate(POWER_ACCESS);
}

static int pl_full_name(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
	(void)vfs;
	sqlite3_snprintf(n, out, "%s", name);
	return SQLITE_OK;
}

static int pl_randomness(sqlite3_vfs *vfs, int n, char *out)
{
	(void)vfs;
	for (int i = 0; i < n; i++)
		out[i] = (char)disk_random();
	return n;
}

static int pl_sleep(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	return us;
}

static int pl_time(sqlite3_vfs *vfs, double *now)
{
	(void)vfs;
	*now = 2461000.5;
	return SQLITE_OK;
}

static int pl_last_error(sqlite3_vfs *vfs, int n, char *out)
{
	(void)vfs, (void)n, (void)out;
	return 0;
}

void power_register(void)
{
	static sqlite3_vfs vfs = {
		.iVersion = 1, .szOsFile = sizeof(struct handle), .mxPathname = 127, .zName = POWER_VFS, .xOpen = pl_open,
		.xDelete = pl_delete, .xAccess = pl_access, .xFullPathname = pl_full_name, .xRandomness = pl_randomness,
		.xSleep = pl_sleep, .xCurrentTime = pl_time, .xGetLastError = pl_last_error,
	};

	sqlite3_vfs_register(&vfs, 0);
}
