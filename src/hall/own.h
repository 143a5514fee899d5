/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_OWN_H
#define HALL_OWN_H

#include "base/conf.h"
#include "hall/hall.h"

/* What the files of this layer share about an open hall; nobody else looks inside. */
struct loaded_catalogue { int version, held; struct catalogue *catalogue; };
#define LOADED_CATALOGUES 4

struct hall {
	char *dir, *url;
	char owner[100];               /* lease_owner and which opening of this process: who has a draft open */
	bool read_only;
	struct store *store;
	struct settings *settings;
	bool *stored;                  /* of each of hall_params: it comes from the store */
	unsigned char key[KEY_SIZE];   /* hall.key, until the others are derived from it */
	unsigned char keys[KEY_COUNT][KEY_SIZE];
	bool derived;
	enum seal_suite suite;         /* by which new values are sealed; old ones open by their own */
	struct loaded_catalogue loaded[LOADED_CATALOGUES];     /* the one used last stands first */
	struct calendar *calendar;
	int64_t calendar_stamp;
	int64_t wall, mono;            /* when it was opened, or the time was last confirmed (R11) */
	int64_t confirmed_at;          /* the confirmation that `wall` and `mono` know of */
};

/* A new connection to the store in place of the old one, after an unknown outcome (R4). */
enum status hall_reopen(struct hall *h, struct err *err) MUST_CHECK;
/* Before what must not fail for an earlier fault: a store that took no more after an unknown outcome is opened anew. */
enum status hall_writable(struct hall *h, struct err *err) MUST_CHECK;

/* Settings that are more than their type: each of their values is right, and they are in force. */
enum status hall_values_check(struct hall *h, struct err *err) MUST_CHECK;
/* This setting comes from the store from now on. */
void hall_mark_stored(struct hall *h, const char *name);

/* Is the calendar that hall_calendar gave last still the one of the store? `stamp` are the rows of calendar_stamp, read inside
 * a transaction that computes days by it. */
bool hall_calendar_current(const struct hall *h, const struct rows *stamp);

#endif
