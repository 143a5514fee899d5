/* SPDX-License-Identifier: Apache-2.0 */
#include "fault/power_disk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define FILES 16
#define SECTOR 512
#define REGIONS 32

static struct {
	struct file files[FILES];
	long clock, operations, crash_at, kill_at;
	bool frozen, crashed;
	uint64_t random;
	int64_t quota;
	void *shared[REGIONS];
	struct { unsigned kinds; long n, seen; int code; bool forever, fired; } fault;
} disk;

static struct { char name[128]; struct bytes content; } base[FILES];

/* --- randomness and bytes ------------------------------------------------------------------------------------ */

uint64_t disk_random(void)
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

struct file *file_find(const char *name)
{
	for (int i = 0; i < FILES; i++)
		if (disk.files[i].name[0] && strcmp(disk.files[i].name, name) == 0)
			return &disk.files[i];
	return NULL;
}

void changes_drop(struct file *f)
{
	for (struct change *c = f->first, *next; c; c = next) {
		next = c->next;
		free(c);
	}
	f->first = NULL;
	f->last = &f->first;
}

void change_add(struct file *f, bool cut, size_t at, const void *p, size_t n)
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

struct file *file_create(const char *name)
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

void file_unlink(struct file *f)
{
	f->now = false;
	f->unlinked = ++disk.clock;
	if (f->durable == NAME_THIS) {
		bytes_copy(&f->ghost, &f->kept);
		f->durable = NAME_GHOST;
	}
	changes_drop(f);
}

void names_sync(void)
{
	for (int i = 0; i < FILES; i++)
		disk.files[i].durable = disk.files[i].now ? NAME_THIS : NAME_NONE;
}

void file_sync(struct file *f)
{
	bytes_copy(&f->kept, &f->seen);
	changes_drop(f);
	if (f->durable != NAME_THIS)
		names_sync();
}

/* --- power --------------------------------------------------------------------------------------------------- */

static bool survives(enum power_order order, long when, long cut_off)
{
	return order == POWER_SECTORS ? disk_random() % 2 : when <= cut_off;
}

/* Part of a write within one sector: 45 % kept, 45 % lost, 10 % noise (inside the bytes being written). */
static void sector_fate(struct bytes *b, size_t at, const unsigned char *p, size_t n)
{
	uint64_t dice = disk_random() % 100;

	if (dice < 45)
		return;
	if (dice < 90) {
		bytes_write(b, at, p, n);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		unsigned char noise = (unsigned char)disk_random();
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

void *disk_shared(int region, size_t size, bool make)
{
	if (region >= REGIONS)
		return NULL;
	if (!disk.shared[region] && make)
		disk.shared[region] = mem_alloc(size);
	return disk.shared[region];
}

void disk_shared_drop(void)
{
	for (int i = 0; i < REGIONS; i++) {
		free(disk.shared[i]);
		disk.shared[i] = NULL;
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
	return oldest - 1 + (long)(disk_random() % (uint64_t)(disk.clock - oldest + 2));
}

void power_off(uint64_t seed, enum power_order order)
{
	disk.random = seed;
	long cut_off = cut_off_choose(order);

	for (int i = 0; i < FILES; i++)
		file_fate(&disk.files[i], order, cut_off);
	disk_shared_drop();
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
	disk_shared_drop();
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
	disk_shared_drop();
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

/* --- what the VFS asks --------------------------------------------------------------------------------------- */

int disk_gate(enum power_call kind)
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

bool disk_frozen(void)
{
	return disk.frozen;
}

bool disk_last_breath(void)
{
	disk.operations++;
	if (disk.operations != disk.crash_at && disk.operations != disk.kill_at)
		return false;
	disk.frozen = disk.crashed = true;
	return true;
}

int64_t disk_used(void)
{
	int64_t sum = 0;

	for (int i = 0; i < FILES; i++)
		if (disk.files[i].now)
			sum += (int64_t)disk.files[i].seen.n;
	return sum;
}

bool disk_full(const struct file *f, int64_t end)
{
	int64_t more = end - (int64_t)f->seen.n;

	return disk.quota && more > 0 && disk_used() + more > disk.quota;
}
