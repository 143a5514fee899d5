/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DISPATCH_OWN_H
#define DISPATCH_OWN_H

#include "dispatch/answer.h"
#include "dispatch/backup.h"
#include "dispatch/dispatch.h"
#include "dispatch/page.h"
#include "dispatch/wire.h"
#include "hall/outbox.h"

/* What the files of the agent share. */
#define DEPARTMENTS_MAX 256

struct dispatcher {
	const struct dispatch_options *o;
	struct hall *hall;
	CURLM *multi;
	char owner[80];
	struct wire_identity who;
	int per_department;
	int64_t poll_busy_ms, poll_idle_ms;
	bool leading, stopping;
	int64_t renew_at;                    /* monotonic: lease and stale claims */
	day_t turned;                        /* what time alone does was done on this day … */
	int64_t turn_at;                     /* … or is tried again; monotonic */
	int64_t clock_gap;                   /* wall − monotonic: smaller when the wall clock was set back */
	struct exchange *exchanges;
	bool look;                           /* something may be claimable */
	int64_t look_at;                     /* wall: when the next message is due by itself, 0 never */
	struct feed **feeds;
	size_t feed_count;
	bool feeds_stale;                    /* which feeds are worth reading may have changed */
	struct reconcile *reconcile;
	bool reconcile_look;                 /* somebody may have asked for it */
	int64_t news, news_at;               /* counts deliveries and moved tasks, from 1; monotonic: the last one */
	struct backup_timer backup;
	char words[256];
	bool fine, words_stale;
	int64_t words_at, said_at;           /* monotonic: not again before; the last time */
};

/* A task was delivered or moved. */
void dispatch_news(struct dispatcher *d);

/* A request under way. Whoever starts it is called back when curl is through; the wire is still his to release. */
struct transfer {
	struct wire wire;
	void (*done)(struct dispatcher *d, struct transfer *t, CURLcode code);
	void *ctx;
};
/* The limits stay the caller's until it is stopped. */
enum status transfer_start(struct dispatcher *d, struct transfer *t, const struct wire_request *r, const struct wire_limits *limits) MUST_CHECK;
void transfer_stop(struct dispatcher *d, struct transfer *t);      /* takes it out and releases it; harmless twice */

/* exchange.c: one message from claim to its stored end. */
enum status exchange_start_all(struct dispatcher *d, struct err *err) MUST_CHECK;
/* Stores ends that could not be stored before. True when none is left over. */
bool exchange_store_all(struct dispatcher *d);
/* We are ending: what is under way may have been sent. */
void exchange_abandon_all(struct dispatcher *d);

/* feed.c: the departments' change feeds. */
enum status feed_refresh(struct dispatcher *d, struct err *err) MUST_CHECK;
/* Starts what is due, applies a slice of what has come. Returns the monotonic time of the next thing to do, 0 none. */
int64_t feed_turn(struct dispatcher *d);
bool feed_settled(const struct dispatcher *d);       /* each has told that it has no news, or failed */
void feed_stop_all(struct dispatcher *d);
/* Has this department's feed been read from where it stood to its end by a pass that began after `since` (monotonic)?
 * COMING asks for it at once. NONE: nothing of ours can move there. */
enum feed_since { FEED_COMING, FEED_READ, FEED_FAILED, FEED_NONE };
enum feed_since feed_since(struct dispatcher *d, const char *department, int64_t since);
/* Names of departments whose feed cannot be read, for the words. */
size_t feed_troubles(const struct dispatcher *d, const char *names[], size_t room);

/* reconcile.c: once a day the departments' lists against ours (R9), one page at a time, behind everything else. */
/* Returns the monotonic time of the next thing to do, 0 none. */
int64_t reconcile_turn(struct dispatcher *d);
bool reconcile_idle(const struct dispatcher *d);     /* nothing under way, nothing that a person asked for */
void reconcile_stop(struct dispatcher *d);

/* words.c: one sentence for the home screen. */
void words_say(struct dispatcher *d);
struct words_trouble { const char *const *feeds; size_t feed_count; day_t today; const struct calendar *calendar; int differences;
	enum backup_word backup; };
bool words_make(const struct outbox_sum *sums, size_t count, const struct words_trouble *t, int64_t now, char out[256]);

#endif
