/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_TESTING_H
#define STORE_TESTING_H

/* What only a test's own main can set, like fault_hook: another VFS below SQLite (a disk in memory that loses power),
 * a pair of journal mode and synchronous that is not durable, to show that the test would notice, shorter waits. With a VFS the
 * file is made in place, and what is asked of the real file system (its kind, owners, links) is left out. The shipped
 * programs hold the NULL and nothing that writes to it. */
struct store_override {
	const char *vfs, *journal, *synchronous;         /* NULL: as shipped */
	int busy_ms, query_ms;                           /* 0: as shipped */
};
extern const struct store_override *store_override;

#endif
