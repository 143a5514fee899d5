/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FAULT_POWER_DISK_H
#define TESTS_FAULT_POWER_DISK_H

#include <stddef.h>
#include <stdint.h>

#include "fault/power.h"

/* The disk behind power.h: power_disk.c is the medium, power.c SQLite's view of it. */

struct bytes { unsigned char *p; size_t n, room; };

/* One unsynced write, or truncation when there is no data. */
struct change { struct change *next; long when; bool cut; size_t at, n; unsigned char data[]; };

enum durable { NAME_NONE, NAME_THIS, NAME_GHOST };

struct file {
	char name[128];
	bool now;                        /* the name is there */
	enum durable durable;            /* what a restart would find under it */
	long created, unlinked;          /* when its pending name changes were made */
	struct bytes seen, kept, ghost;
	struct change *first, **last;
};

uint64_t disk_random(void);
int64_t disk_used(void);                         /* bytes in all files */
struct file *file_find(const char *name);
/* A name that was not there: the durable content of a predecessor becomes its ghost, never mixed with the new one. */
struct file *file_create(const char *name);
void file_unlink(struct file *f);
void file_sync(struct file *f);
void names_sync(void);                           /* fsync of the folder: all names are as they are seen */
void change_add(struct file *f, bool cut, size_t at, const void *p, size_t n);
void changes_drop(struct file *f);

/* An error when the disk is dead, or when this call is the one to fail. */
int disk_gate(enum power_call kind);
bool disk_frozen(void);
/* Would the file grow past the quota? */
bool disk_full(const struct file *f, int64_t end);
/* Counts what changes the disk; true when this is the moment at which the power fails. */
bool disk_last_breath(void);

/* The shared memory of a WAL: gone with the power. NULL when there is none and none is to be made. */
void *disk_shared(int region, size_t size, bool make);
void disk_shared_drop(void);

#endif
