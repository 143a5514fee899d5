/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "dispatch/own.h"

#define LIMIT 100                         /* items of a page */
#define SLICE 20                          /* events applied in one turn: no department keeps the others waiting */
#define PAUSE_CAP_MS ((int64_t)5 * 60 * 1000)
#define QUIET_MS ((int64_t)10 * 60 * 1000)
#define NO_PROGRESS_MS ((int64_t)1000)

/* A department's feed: asked when it is due, its page applied slice by slice, the cursor with the last event. */
struct feed {
	struct department_feed row;
	struct transfer transfer;
	bool flying;
	struct page page;                    /* being applied: page.events[applied …] */
	char cursor[64];                     /* that it was asked with */
	int limit;                           /* items asked for; fewer after a page that was larger than an answer may be */
	size_t applied, strange;
	bool progress;                       /* this page has changed something */
	int failures;                        /* in a row */
	int64_t next;                        /* monotonic */
	int64_t asked, settled;              /* dispatcher's news when it was asked; when it had none to add, or failed */
	/* monotonic, 0 never: the pass that is going on, the last one that came to the end began; the last failure */
	int64_t pass_at, read_at, failed_at;
};

static void feed_free(struct dispatcher *d, struct feed *f)
{
	transfer_stop(d, &f->transfer);
	page_release(&f->page);
	free(f);
}

/* Takes the feed with this id out of the old list; NULL when it is not there. */
static struct feed *take(struct dispatcher *d, const char *id)
{
	for (size_t i = 0; i < d->feed_count; i++) {
		struct feed *f = d->feeds[i];
		if (f && strcmp(f->row.id, id) == 0) {
			d->feeds[i] = NULL;
			return f;
		}
	}
	return NULL;
}

static struct feed *renewed(struct dispatcher *d, const struct department_feed *row)
{
	struct feed *f = take(d, row->id);

	if (f && strcmp(f->row.url, row->url) != 0) {    /* another system: its answers are not this one's */
		feed_free(d, f);
		f = NULL;
	}
	if (!f) {
		f = mem_alloc(sizeof *f);
		f->limit = LIMIT;
	}
	if (row->open && !f->row.open && f->failures == 0)
		f->next = 0;
	f->row = *row;
	return f;
}

enum status feed_refresh(struct dispatcher *d, struct err *err)
{
	struct department_feed *rows = mem_array(DEPARTMENTS_MAX, sizeof *rows);
	size_t count = 0;

	enum status st = department_feeds(d->hall, rows, DEPARTMENTS_MAX, &count, err);
	if (st == ST_OK) {
		struct feed **feeds = mem_array(count + 1, sizeof *feeds);
		for (size_t i = 0; i < count; i++)
			feeds[i] = renewed(d, &rows[i]);
		feed_stop_all(d);                /* those that are worth reading no longer */
		d->feeds = feeds;
		d->feed_count = count;
		d->feeds_stale = false;
	}
	free(rows);
	return st;
}

/* I-6: 10 s while something is open, 60 s otherwise; when nothing has come for long, rarer still. */
static int64_t interval(const struct dispatcher *d, const struct feed *f)
{
	int64_t quiet = clock_wall_ms() - f->row.changed_at, since_news = clock_mono_ms() - d->news_at;
	bool still = quiet > QUIET_MS && since_news > QUIET_MS;

	if (f->failures > 0) {
		int64_t ms = d->poll_busy_ms;
		for (int i = 1; i < f->failures && ms < PAUSE_CAP_MS; i++)
			ms *= 2;
		return ms < PAUSE_CAP_MS ? ms : PAUSE_CAP_MS;
	}
	if (f->row.open)
		return still ? d->poll_idle_ms : d->poll_busy_ms;
	return still ? d->poll_idle_ms * 10 : d->poll_idle_ms;
}

/* All feeds with the same interval are asked at the same moment: one waking for all of them. */
static int64_t next_time(const struct dispatcher *d, const struct feed *f)
{
	int64_t ms = interval(d, f);

	return (clock_mono_ms() / ms + 1) * ms;
}

static void failed(struct dispatcher *d, struct feed *f, int64_t pause_ms)
{
	f->failures++;
	f->next = next_time(d, f);
	if (pause_ms > 0 && f->next < clock_mono_ms() + pause_ms)
		f->next = clock_mono_ms() + pause_ms;
	f->settled = f->asked;
	f->failed_at = clock_mono_ms();
	f->pass_at = 0;
	d->words_stale = true;
}

static void page_end(struct dispatcher *d, struct feed *f)
{
	bool more = f->page.more;

	if (f->strange > 0)
		log_line(LOG_WARNING, "%s: %zu events about tasks that are not ours or not theirs", f->row.id, f->strange);
	memcpy(f->row.cursor, f->page.next, sizeof f->row.cursor);
	if (f->progress) {
		f->row.changed_at = clock_wall_ms();
		dispatch_news(d);
		d->look = true;                  /* what waited for these tasks may go */
	}
	/* a feed that has much to say but nothing new to tell is read at its leisure */
	f->next = more ? clock_mono_ms() + (f->progress ? 0 : NO_PROGRESS_MS) : next_time(d, f);
	if (!more) {
		f->settled = f->asked;
		f->read_at = f->pass_at;
		f->pass_at = 0;
	}
	f->limit = LIMIT;
	page_release(&f->page);
	d->words_stale = true;
}

/* At most SLICE events. The cursor goes with the last one, so that a crash reads the page again; what was applied is
 * then skipped by its seq. */
static void apply_slice(struct dispatcher *d, struct feed *f)
{
	struct err err = { 0 };
	enum task_answer answer;
	enum status st = ST_OK;

	if (strcmp(f->cursor, f->row.cursor) != 0) {     /* somebody wants it read from the beginning */
		page_release(&f->page);
		f->next = f->pass_at = 0;
		return;
	}
	if (f->page.count == 0 && strcmp(f->page.next, f->row.cursor) != 0)
		st = task_cursor(d->hall, f->row.id, f->page.next, &err);
	for (int n = 0; st == ST_OK && n < SLICE && f->applied < f->page.count; n++) {
		bool last = f->applied + 1 == f->page.count;
		st = FAULT("dispatch.before-apply") ? ST_IO : task_apply(d->hall, f->row.id, last ? f->page.next : NULL,
			&f->page.events[f->applied], &answer, &err);
		if (st)
			break;
		f->applied++;
		f->strange += answer == TASK_STRANGE;
		f->progress |= answer == TASK_APPLIED;
	}
	if (st) {
		log_line(LOG_ERROR, "%s: event not applied: %s %s", f->row.id, status_name(st), err.text);
		page_release(&f->page);          /* read again from the cursor that is stored */
		failed(d, f, 0);
	} else if (f->applied == f->page.count) {
		page_end(d, f);
	}
}

/* What can be done about a page that was not had: fewer items when it was too large (F3), the beginning when the
 * department does not know the cursor any more (F6). True: asked again at once. */
static bool another_way(struct dispatcher *d, struct feed *f, const struct wire_end *end)
{
	struct err err;

	if (end->too_much && f->limit > 1) {
		f->limit = f->limit > 10 ? 10 : 1;
		return true;
	}
	if ((end->http_status != 400 && end->http_status != 410) || !*f->cursor)
		return false;
	log_line(LOG_WARNING, "%s: feed: does not know its cursor any more, read from the beginning", f->row.id);
	if (task_cursor(d->hall, f->row.id, "", &err) != ST_OK)
		return false;
	f->row.cursor[0] = '\0';
	return true;
}

static void page_came(struct dispatcher *d, struct transfer *t, CURLcode code)
{
	struct feed *f = t->ctx;
	struct wire_end end = wire_end(&t->wire, code);
	struct err err = { 0 };
	int64_t pause_ms = 0;
	enum status st = code == CURLE_OK && end.http_status == 200 ? ST_OK : ST_UNAVAIL;

	f->flying = false;
	if (st == ST_OK)
		st = page_read(t->wire.body.data ? t->wire.body.data : "", t->wire.body.len, &f->page, &err);
	if (st == ST_OK && f->page.more && strcmp(f->page.next, f->row.cursor) == 0) {
		page_release(&f->page);
		st = err_set(&err, ST_DATA, "E-4020", "部门的进度通报原地打转");
	}
	if (st && another_way(d, f, &end)) {
		f->next = clock_mono_ms() + NO_PROGRESS_MS;
	} else if (st) {
		log_line(LOG_NOTE, "%s: feed: curl %d http %ld %s%s", f->row.id, (int)code, end.http_status, t->wire.fault, err.text);
		if (t->wire.retry_after_s > 0)
			pause_ms = t->wire.retry_after_s > 3600 ? 3600000 : t->wire.retry_after_s * (int64_t)1000;
		failed(d, f, pause_ms);
	} else {
		f->failures = 0;
		f->applied = f->strange = 0;
		f->progress = false;
		if (FAULT("dispatch.page"))
			log_line(LOG_NOTE, "injected");
	}
	transfer_stop(d, t);
}

static void ask(struct dispatcher *d, struct feed *f)
{
	char *url = mem_format("%s/v1/changes?limit=%d%s%s", f->row.url, f->limit, *f->row.cursor ? "&after=" : "", f->row.cursor);
	struct err err;

	f->asked = d->news;
	f->pass_at = f->pass_at ? f->pass_at : clock_mono_ms();
	memcpy(f->cursor, f->row.cursor, sizeof f->cursor);
	f->transfer = (struct transfer){ .ctx = f, .done = page_came };
	f->flying = wire_url_check(f->row.url, &err) == ST_OK && transfer_start(d, &f->transfer,
		&(struct wire_request){ .url = url }, &d->o->limits) == ST_OK;
	if (!f->flying)
		failed(d, f, 0);
	free(url);
}

int64_t feed_turn(struct dispatcher *d)
{
	int64_t now = clock_mono_ms(), next = 0;

	for (size_t i = 0; i < d->feed_count; i++) {
		struct feed *f = d->feeds[i];
		bool hurry = d->o->until_idle && f->settled != d->news && f->failures == 0;
		if (f->page.root)
			apply_slice(d, f);
		else if (!f->flying && (f->next <= now || hurry) && !d->stopping)
			ask(d, f);
		if (f->flying)
			continue;
		int64_t at = f->page.root ? now : f->next;
		if (next == 0 || at < next)
			next = at > 0 ? at : 1;
	}
	return next;
}

bool feed_settled(const struct dispatcher *d)
{
	for (size_t i = 0; i < d->feed_count; i++) {
		const struct feed *f = d->feeds[i];
		if (f->flying || f->page.root || (d->o->until_idle ? f->settled != d->news : f->settled == 0))
			return false;
	}
	return !d->feeds_stale;
}

enum feed_since feed_since(struct dispatcher *d, const char *department, int64_t since)
{
	for (size_t i = 0; i < d->feed_count; i++) {
		struct feed *f = d->feeds[i];
		if (strcmp(f->row.id, department) != 0)
			continue;
		if (f->read_at > since)
			return FEED_READ;
		if (f->failed_at > since)
			return FEED_FAILED;
		if (!f->flying && !f->page.root && f->failures == 0)
			f->next = 0;
		return FEED_COMING;
	}
	return d->feeds_stale ? FEED_COMING : FEED_NONE;
}

size_t feed_troubles(const struct dispatcher *d, const char *names[], size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < d->feed_count && n < room; i++)
		if (d->feeds[i]->failures >= 3)
			names[n++] = d->feeds[i]->row.name;
	return n;
}

void feed_stop_all(struct dispatcher *d)
{
	for (size_t i = 0; i < d->feed_count; i++)
		if (d->feeds[i])
			feed_free(d, d->feeds[i]);
	free(d->feeds);
	d->feeds = NULL;
	d->feed_count = 0;
}
