/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FAULT_POWER_H
#define TESTS_FAULT_POWER_H

#include <stdbool.h>
#include <stdint.h>

/* A disk in memory that loses power (reliability 4.2), registered with SQLite as the VFS "pl". Set
 * store_override = &(struct store_override){ .vfs = POWER_VFS } and open "hall.db": the store's own code then runs on
 * it. Each file has what reads return, what is durable, and the unsynced changes between the two; each name may be
 * there, be there durably, or be the ghost of an unlinked predecessor. We claim what SQLite's unix VFS claims
 * (POWERSAFE_OVERWRITE, sectors of 4096). One disk, one connection at a time; locks do nothing. */
#define POWER_VFS "pl"

void power_register(void);                       /* once, before the first opening */
void power_format(uint64_t seed);                /* an empty disk; every random choice follows from the seed */
/* Keeps a copy of the disk with everything durable, to which power_restore returns (and clears crash and faults). */
void power_keep(void);
void power_restore(uint64_t seed);

/* The power fails in the n-th write, truncation, sync or unlink from now on: that call takes part in what is unsynced,
 * it and every later call fails, so that the dying program cannot tidy up. 0: never. */
void power_crash_at(long n);
bool power_crashed(void);
long power_operations(void);                     /* since power_restore */
/* The program is killed there, but the disk goes on: nothing unsynced is lost as long as there is power. */
void power_kill_at(long n);
void power_revive(void);

/* What the disk makes of unsynced changes when the power goes: each 512-byte sector kept, lost or noise, each name by
 * a coin; or the changes up to a random one; or all but the last. The files are then as a restart finds them. */
enum power_order { POWER_SECTORS, POWER_PREFIX, POWER_LAST_LOST, POWER_ORDERS };
void power_off(uint64_t seed, enum power_order order);

/* I/O faults: the n-th call of one of `kinds` answers `code`, once or from then on. A failed sync forgets what it
 * should have kept, as Linux does; a failed write leaves its first half. */
enum power_call {
	POWER_READ = 1, POWER_WRITE = 2, POWER_TRUNCATE = 4, POWER_SYNC = 8, POWER_DELETE = 16, POWER_OPEN = 32,
	POWER_ACCESS = 64, POWER_SIZE = 128, POWER_LOCK = 256
};
void power_fail(unsigned kinds, long n, int code, bool forever);
bool power_fault_fired(void);
void power_mend(void);                           /* no more faults */
/* All files together may hold this much; then SQLITE_FULL. 0: no limit. */
void power_quota(int64_t bytes);

/* The loop. `prepare` makes the base state on an empty disk and closes it; `work` opens the store and accepts until
 * something fails or it has done its share, writes down what was promised (a number told, a paper out) and closes;
 * `inspect` opens again and compares with what was promised, adding to the tally. */
struct power_tally { long runs, operations, promised, lost, torn, gaps, damaged; };
struct power_play {
	void (*prepare)(void *ctx);
	void (*work)(void *ctx);
	/* When set, the program is killed at each point instead, `look` opens the store as the next program would,
	 * promises what it finds, and only then the power fails. */
	void (*look)(void *ctx);
	void (*inspect)(void *ctx, struct power_tally *tally);
	void *ctx;
};
/* Cuts the power at `points` points, spread over all operations of `work`; tally->operations says how many there are.
 * The first failing run is printed with its SEED and POINT: power_replay runs just that one. */
void power_play(const struct power_play *play, long points, uint64_t seed, struct power_tally *tally);
void power_replay(const struct power_play *play, uint64_t seed, long point, struct power_tally *tally);

#endif
