/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_BACKEND_H
#define STORE_BACKEND_H

#include <sys/types.h>

#include "store/query.h"
#include "store/rows.h"
#include "store/store.h"

/* The seam between store.h and an engine. Only store.c, batch.c and migrate.c call through it; callers of the store
 * never see it. An engine's own struct begins with a struct store. */
struct backend;

struct store {
	const struct backend *backend;
	const struct schema_set *set;
	unsigned flags;
	pid_t owner;             /* the process that opened it: no other may use it (R3) */
	struct err closed;       /* why nothing may be written any more (R4, R17); its status is ST_OK while it may */
};

struct backend {
	const char *scheme;      /* "sqlite": what stands before the colon of a URL */
	/* Opens, checks and migrates (migrate.h); nothing stays behind when it fails. */
	enum status (*open)(const char *where, const struct schema_set *set, unsigned flags, struct store **out,
		struct err *err) MUST_CHECK;
	void (*close)(struct store *s);

	/* One transaction for writing. When a step fails the batch calls rollback, which must leave no transaction open,
	 * or close the store for writing; a commit that fails has undone itself, or answers ST_UNKNOWN. */
	enum status (*begin)(struct store *s, struct err *err) MUST_CHECK;
	enum status (*commit)(struct store *s, struct err *err) MUST_CHECK;
	void (*rollback)(struct store *s);
	/* Runs query number q, inside a transaction or (only reading) without one. Arguments live until it returns. */
	enum status (*step)(struct store *s, size_t q, const struct value *args, size_t count, struct rows *rows,
		struct err *err) MUST_CHECK;
	/* Was the last failure a serialisation failure that running the whole batch again may cure? NULL: never. */
	bool (*again)(struct store *s);

	/* For migrations: several statements without arguments or rows; the version that the store says it has. */
	enum status (*script)(struct store *s, const char *sql, struct err *err) MUST_CHECK;
	enum status (*version)(struct store *s, int *version, struct err *err) MUST_CHECK;
	enum status (*set_version)(struct store *s, int version, struct err *err) MUST_CHECK;

	int (*watch)(struct store *s);
	bool (*changed)(struct store *s);
	void (*watch_pass)(struct store *from, struct store *to);
	void (*rest)(struct store *s);
	enum status (*making)(struct store *s, bool making, struct err *err) MUST_CHECK;
	enum status (*backup)(struct store *s, const char *path, struct err *err) MUST_CHECK;
	enum status (*check)(struct store *s, bool thorough, struct err *err) MUST_CHECK;
	const char *(*describe)(struct store *s);
};

extern const struct backend backend_sqlite;

/* store.c: runs one query after checking that it exists, belongs to this set and gets the arguments that it has. */
enum status store_step(struct store *s, size_t q, const struct value *args, size_t count, struct rows *rows,
	struct err *err) MUST_CHECK;
/* batch.c: begin, the steps and thens, commit; rolled back on every failure. */
enum status batch_run(struct store *s, struct batch *b, struct err *err) MUST_CHECK;

#endif
