/* SPDX-License-Identifier: Apache-2.0 */
#include "fault/power.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The disk itself and SQLite's view of it; power_run.c has the loop. */

struct bytes { unsigned char *p; size_t n, room; };

/* One unsynced write, or truncation when there is no data. */
struct change { struct change *next; long when; bool cut; size_t at, n; unsigned char data[]; };

enum durable { NAME_NONE, NAME_THIS, NAME_GHOST };

struct file {
	char name[64];
	bool now;                        /* the name is there */
	enum durable durable;            /* what a restart would find under it */
	long created, unlinked;          /* when its pending name changes were made */
	struct bytes seen, kept, ghost;
	struct change *first, **last;
};

#define FILES 16
#define SECTOR 512

static struct {
	struct file files[FILES];
	long clock, operations, crash_at, kill_at;
	bool frozen, crashed;
	uint64_t random;
	int64_t quota;
	struct { unsigned kinds; long n, seen; int code; bool forever, fired; } fault;
} disk;

static struct { char name[64]; struct bytes content; } base[FILES];

/* The shared memory of a WAL: gone with the power. */
static struct { void *p[32]; int size; } shm;

/* --- randomness and bytes ------------------------------------------------------------------------------------ */

static uint64_t random_next(void)
{
	uint64_t z = disk.random += 0x9E3779B97F4A7C15u;          /* splitmix64 */

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

static void bytes_size(struct bytes *b, size_t n)
{
	if (n > b->room) {
		b->room = n * 2;
		b->p = mem_grow(b->p, b->room, 1);
	}
	if (n > b->n)
		memset(b->p + b->n, 0, n - b->n);
	b->n = n;
}

static void bytes_write(struct bytes *b, size_t at, const void *p, size_t n)
{
	if (at + n > b->n)
		bytes_size(b, at + n);
	if (n)
		memcpy(b->p + at, p, n);
}

static void bytes_copy(struct bytes *to, const struct bytes *from)
{
	bytes_size(to, 0);
	bytes_write(to, 0, from->p, from->n);
}

/* --- files --------------------------------------------------------------------------------------------------- */

static struct file *file_find(const char *name)
{
	for (int i = 0; i < FILES; i++)
		if (disk.files[i].name[0] && strcmp(disk.files[i].name, name) == 0)
			return &disk.files[i];
	return NULL;
}

static void changes_drop(struct file *f)
{
	for (struct change *c = f->first, *next; c; c = next) {
		next = c->next;
		free(c);
	}
	f->first = NULL;
	f->last = &f->first;
}

static void change_add(struct file *f, bool cut, size_t at, const void *p, size_t n)
{
	struct change *c = mem_alloc(sizeof *c + n);

	*c = (struct change){ .when = ++disk.clock, .cut = cut, .at = at, .n = n };
	if (n)
		memcpy(c->data, p, n);
	*f->last = c;
	f->last = &c->next;
	if (cut)
		bytes_size(&f->seen, at);
	else
		bytes_write(&f->seen, at, p, n);
}

/* A name that was not there: the durable content of a predecessor becomes its ghost, never mixed with the new one. */
static struct file *file_create(const char *name)
{
	struct file *f = file_find(name);

	for (int i = 0; !f && i < FILES; i++)
		if (!disk.files[i].name[0])
			f = &disk.files[i];
	if (!f || strlen(name) >= sizeof f->name) {
		fprintf(stderr, "power: too many files, or a long name: %s\n", name);
		abort();
	}
	memcpy(f->name, name, strlen(name) + 1);
	f->last = f->first ? f->last : &f->first;
	changes_drop(f);
	f->now = true;
	f->created = ++disk.clock;
	bytes_size(&f->seen, 0);
	bytes_size(&f->kept, 0);
	return f;
}

static void file_unlink(struct file *f)
{
	f->now = false;
	f->unlinked = ++disk.clock;
	if (f->durable == NAME_THIS) {
		bytes_copy(&f->ghost, &f->kept);
		f->durable = NAME_GHOST;
	}
	changes_drop(f);
}

/* fsync of the folder: all names are as they are seen. */
static void names_sync(void)
{
	for (int i = 0; i < FILES; i++)
		disk.files[i].durable = disk.files[i].now ? NAME_THIS : NAME_NONE;
}

static void file_sync(struct file *f)
{
	bytes_copy(&f->kept, &f->seen);
	changes_drop(f);
	if (f->durable != NAME_THIS)
		names_sync();
}

/* --- power --------------------------------------------------------------------------------------------------- */

static bool survives(enum power_order order, long when, long cut_off)
{
	return order == POWER_SECTORS ? random_next() % 2 : when <= cut_off;
}

/* Part of a write within one sector: 45 % kept, 45 % lost, 10 % noise (inside the bytes being written). */
static void sector_fate(struct bytes *b, size_t at, const unsigned char *p, size_t n)
{
	uint64_t dice = random_next() % 100;

	if (dice < 45)
		return;
	if (dice < 90) {
		bytes_write(b, at, p, n);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		unsigned char noise = (unsigned char)random_next();
		bytes_write(b, at + i, &noise, 1);
	}
}

static void change_fate(struct bytes *b, const struct change *c, enum power_order order, long cut_off)
{
	if (order != POWER_SECTORS || c->cut) {
		if (survives(order, c->when, cut_off)) {
			if (c->cut)
				bytes_size(b, c->at);
			else
				bytes_write(b, c->at, c->data, c->n);
		}
		return;
	}
	for (size_t done = 0; done < c->n; ) {
		size_t at = c->at + done, n = SECTOR - at % SECTOR;
		if (n > c->n - done)
			n = c->n - done;
		sector_fate(b, at, c->data + done, n);
		done += n;
	}
}

/* What stands under a name after the restart; its content then is `kept`. */
static void file_fate(struct file *f, enum power_order order, long cut_off)
{
	bool made = f->durable == NAME_THIS;

	if (!f->name[0])
		return;
	for (struct change *c = f->first; c; c = c->next)
		change_fate(&f->kept, c, order, cut_off);
	if (f->durable == NAME_GHOST && !survives(order, f->unlinked, cut_off)) {
		bytes_copy(&f->kept, &f->ghost);
		made = true;
	} else if (f->now && f->durable != NAME_THIS) {
		made = survives(order, f->created, cut_off);
	}
	f->now = made;
	f->durable = made ? NAME_THIS : NAME_NONE;
	changes_drop(f);
	bytes_copy(&f->seen, &f->kept);
}

static void shm_drop(void)
{
	for (int i = 0; i < 32; i++) {
		free(shm.p[i]);
		shm.p[i] = NULL;
	}
}

/* The moment up to which an ordered disk had come. */
static long cut_off_choose(enum power_order order)
{
	long oldest = disk.clock;

	for (int i = 0; i < FILES; i++) {
		struct file *f = &disk.files[i];
		if (f->first && f->first->when < oldest)
			oldest = f->first->when;
		if (f->now && f->durable != NAME_THIS && f->created < oldest)
			oldest = f->created;
		if (f->durable == NAME_GHOST && f->unlinked < oldest)
			oldest = f->unlinked;
	}
	if (order == POWER_LAST_LOST)
		return disk.clock - 1;
	return oldest - 1 + (long)(random_next() % (uint64_t)(disk.clock - oldest + 2));
}

void power_off(uint64_t seed, enum power_order order)
{
	disk.random = seed;
	long cut_off = cut_off_choose(order);

	for (int i = 0; i < FILES; i++)
		file_fate(&disk.files[i], order, cut_off);
	shm_drop();
	disk.frozen = disk.crashed = false;
	disk.crash_at = disk.kill_at = 0;
}

static void disk_empty(void)
{
	for (int i = 0; i < FILES; i++) {
		struct file *f = &disk.files[i];
		if (f->last)
			changes_drop(f);
		free(f->seen.p);
		free(f->kept.p);
		free(f->ghost.p);
	}
	shm_drop();
	memset(&disk, 0, sizeof disk);
}

void power_format(uint64_t seed)
{
	disk_empty();
	disk.random = seed;
	sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, (int)(seed % 0x7fffffff) + 1, NULL);
}

void power_keep(void)
{
	for (int i = 0; i < FILES; i++) {
		struct file *f = &disk.files[i];
		base[i].name[0] = '\0';
		if (!f->now)
			continue;
		memcpy(base[i].name, f->name, sizeof f->name);
		bytes_copy(&base[i].content, &f->seen);
	}
}

void power_restore(uint64_t seed)
{
	power_format(seed);
	for (int i = 0; i < FILES; i++) {
		if (!base[i].name[0])
			continue;
		struct file *f = file_create(base[i].name);
		bytes_copy(&f->seen, &base[i].content);
		file_sync(f);
	}
	disk.operations = 0;
}

void power_crash_at(long n)
{
	disk.crash_at = n ? disk.operations + n : 0;
}

void power_kill_at(long n)
{
	disk.kill_at = n ? disk.operations + n : 0;
}

void power_revive(void)
{
	disk.frozen = disk.crashed = false;
	disk.kill_at = 0;
	shm_drop();
}

bool power_crashed(void)
{
	return disk.crashed;
}

long power_operations(void)
{
	return disk.operations;
}

void power_fail(unsigned kinds, long n, int code, bool forever)
{
	disk.fault.kinds = kinds;
	disk.fault.n = n;
	disk.fault.code = code;
	disk.fault.forever = forever;
	disk.fault.seen = 0;
	disk.fault.fired = false;
}

bool power_fault_fired(void)
{
	return disk.fault.fired;
}

void power_mend(void)
{
	disk.fault.kinds = 0;
}

void power_quota(int64_t bytes)
{
	disk.quota = bytes;
}

/* --- what the VFS asks first --------------------------------------------------------------------------------- */

/* An error when the disk is dead, or when this call is the one to fail. */
static int gate(enum power_call kind)
{
	if (disk.frozen)
		return SQLITE_IOERR;
	if (!(disk.fault.kinds & (unsigned)kind))
		return SQLITE_OK;
	disk.fault.seen++;
	if (disk.fault.seen != disk.fault.n && !(disk.fault.forever && disk.fault.seen > disk.fault.n))
		return SQLITE_OK;
	disk.fault.fired = true;
	return disk.fault.code;
}

/* Counts what changes the disk; true when this is the moment. */
static bool last_breath(void)
{
	disk.operations++;
	if (disk.operations != disk.crash_at && disk.operations != disk.kill_at)
		return false;
	disk.frozen = disk.crashed = true;
	return true;
}

static int64_t disk_used(void)
{
	int64_t sum = 0;

	for (int i = 0; i < FILES; i++)
		if (disk.files[i].now)
			sum += (int64_t)disk.files[i].seen.n;
	return sum;
}

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
	int rc = gate(POWER_READ);
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
	int rc = gate(POWER_WRITE);

	if (rc == SQLITE_OK && disk.quota && (size_t)(at + n) > f->seen.n &&
	    disk_used() + at + n - (int64_t)f->seen.n > disk.quota)
		rc = SQLITE_FULL;
	if (rc != SQLITE_OK) {
		if (!disk.frozen)
			change_add(f, false, (size_t)at, p, (size_t)n / 2);
		return rc;
	}
	change_add(f, false, (size_t)at, p, (size_t)n);
	return last_breath() ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int pl_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	int rc = gate(POWER_TRUNCATE);

	if (rc != SQLITE_OK)
		return rc;
	change_add(file_of(file), true, (size_t)size, NULL, 0);
	return last_breath() ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

static int pl_sync(sqlite3_file *file, int flags)
{
	(void)flags;
	int rc = gate(POWER_SYNC);

	if (rc != SQLITE_OK) {
		if (!disk.frozen)
			changes_drop(file_of(file));
		return rc;
	}
	if (last_breath())
		return SQLITE_IOERR_FSYNC;
	file_sync(file_of(file));
	return SQLITE_OK;
}

static int pl_size(sqlite3_file *file, sqlite3_int64 *size)
{
	*size = (sqlite3_int64)file_of(file)->seen.n;
	return gate(POWER_SIZE);
}

static int pl_lock(sqlite3_file *file, int level)
{
	(void)file, (void)level;
	return gate(POWER_LOCK);
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
	*out = NULL;
	if (region >= 32)
		return SQLITE_IOERR_SHMMAP;
	if (!shm.p[region] && extend)
		shm.p[region] = mem_alloc((size_t)size);
	*out = shm.p[region];
	return SQLITE_OK;
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
		shm_drop();
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
	int rc = gate(POWER_OPEN);

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
	int rc = gate(POWER_DELETE);

	if (rc != SQLITE_OK)
		return rc;
	if (!f || !f->now)
		return SQLITE_IOERR_DELETE_NOENT;
	file_unlink(f);
	if (last_breath())
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
	return gate(POWER_ACCESS);
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
		out[i] = (char)random_next();
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
		.iVersion = 1, .szOsFile = sizeof(struct handle), .mxPathname = 63, .zName = POWER_VFS, .xOpen = pl_open,
		.xDelete = pl_delete, .xAccess = pl_access, .xFullPathname = pl_full_name, .xRandomness = pl_randomness,
		.xSleep = pl_sleep, .xCurrentTime = pl_time, .xGetLastError = pl_last_error,
	};

	sqlite3_vfs_register(&vfs, 0);
}
