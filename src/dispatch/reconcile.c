/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "dispatch/own.h"

/* R9: what we delivered in the last days against what each department says it has. One department after the other, one
 * page at a time; in each turn of the agent, after deliveries and feeds, a slice of a few rows. So a list may be as long
 * as it likes: it keeps nobody waiting. */

#define LOAD 500                          /* of our own messages in one turn … */
#define SLICE 20                          /* … and of theirs */
#define SENT_MAX 50000                    /* messages of a department in these days; and no more than that are compared */
#define PAGES_MAX 2000
#define RECORDED_MAX 200                  /* a department that has lost everything: one telephone call, not ten thousand rows */
#define DOUBTS_MAX 1000
#define PROBES_MAX 500                    /* questions by key, about what the list does not have */
#define PAUSE_MS ((int64_t)200)           /* between pages */
#define LOOK_MS ((int64_t)60000)          /* whether the hour has come */
#define SETTLE_MS ((int64_t)10 * 60 * 1000)       /* what was delivered just now need not be in their list yet */
#define FEED_MS ((int64_t)5 * 60 * 1000)  /* how long their feed is waited for */

/* States that differ: their feed may be about to tell. */
struct doubt { char key[37], digest[65], state[3], department_no[65]; };

enum phase { IDLE, LOADING, ASKING, FLYING, COMPARING, MISSING, FEEDING, DOUBTING };
struct reconcile {
	enum phase phase;
	struct reconcile_department who;
	struct transfer transfer;
	struct page page;
	char cursor[64], from_day[11], to_day[11];
	int64_t began, from;                 /* wall */
	int64_t feed_mark, next, look_at;    /* monotonic */
	struct reconcile_sent *sent;
	size_t sent_count, at;               /* at: the place in the page, in sent, or in doubts */
	struct doubt *doubts;
	size_t doubt_count;
	int pages, recorded, probes;
};

static int by_key(const void *a, const void *b)
{
	const struct reconcile_sent *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void drop(struct dispatcher *d, struct reconcile *r)
{
	transfer_stop(d, &r->transfer);
	page_release(&r->page);
	free(r->sent);
	free(r->doubts);
	*r = (struct reconcile){ 0 };
}

/* Was all of it looked at, ours and theirs? What was not is not settled by not having been found. */
static bool whole(const struct reconcile *r)
{
	return r->pages > 0 && r->recorded < RECORDED_MAX && r->sent_count < SENT_MAX;
}

/* `complete`: the list was read to its end, or there is none. */
static void end(struct dispatcher *d, struct reconcile *r, bool complete, bool states, const char *words)
{
	struct reconcile_result result = { .complete = complete, .states = states, .began = whole(r) ? r->began : 0, .from = r->from,
		.words = words };
	struct err err;

	if (reconcile_end(d->hall, r->who.id, &result, &err) != ST_OK)
		log_line(LOG_ERROR, "%s: comparing: end not stored: %s", r->who.id, err.text);
	log_line(LOG_NOTE, "%s: compared %zu messages: %d recorded, %s", r->who.id, r->sent_count, r->recorded,
		complete ? "complete" : "not complete");
	drop(d, r);
	d->words_stale = true;
}

static void failed(struct dispatcher *d, struct reconcile *r, const char *why)
{
	char words[160];

	snprintf(words, sizeof words, "对账没有做成:%s;稍后可再对一次", why);
	end(d, r, false, false, words);
}

/* --- ours -------------------------------------------------------------------------------------------------------- */

static void begin(struct dispatcher *d, struct reconcile *r)
{
	struct reconcile_department who;
	struct err err;

	r->look_at = clock_mono_ms() + LOOK_MS;
	d->reconcile_look = false;
	enum status st = reconcile_next(d->hall, !d->o->once && !d->o->until_idle, &who, &err);
	if (st == ST_NOINPUT)
		return;
	if (st) {
		log_line(LOG_ERROR, "comparing: %s", err.text);
		return;
	}
	r->who = who;
	r->phase = LOADING;
	r->began = clock_wall_ms();
	r->from = reconcile_since(d->hall);
	r->sent = mem_array(SENT_MAX, sizeof *r->sent);
	r->doubts = mem_array(DOUBTS_MAX, sizeof *r->doubts);
}

/* The days that we ask for: a day more than we compare at both ends, because their clock and day need not be ours, and
 * from the birth of the oldest message, which may have arrived long before we heard of it. */
static void period(struct reconcile *r)
{
	int64_t oldest = r->from;

	for (size_t i = 0; i < r->sent_count; i++)
		oldest = r->sent[i].created_at > 0 && r->sent[i].created_at < oldest ? r->sent[i].created_at : oldest;
	day_iso(clock_day_of(oldest) - 1, r->from_day);
	day_iso(clock_day_of(r->began) + 1, r->to_day);
}

static void load(struct dispatcher *d, struct reconcile *r)
{
	const struct reconcile_sent first = { .at = r->from - 1 };
	size_t room = SENT_MAX - r->sent_count, count = 0;
	struct err err;

	enum status st = reconcile_sent(d->hall, r->who.id, r->began - SETTLE_MS, r->sent_count ? &r->sent[r->sent_count - 1] : &first,
		&r->sent[r->sent_count], room < LOAD ? room : LOAD, &count, &err);
	if (st)
		return failed(d, r, "大厅的数据读不出");
	r->sent_count += count;
	if (count == LOAD && r->sent_count < SENT_MAX)
		return;
	period(r);
	qsort(r->sent, r->sent_count, sizeof *r->sent, by_key);
	r->phase = ASKING;
}

/* --- theirs ------------------------------------------------------------------------------------------------------ */

static void page_came(struct dispatcher *d, struct transfer *t, CURLcode code)
{
	struct reconcile *r = t->ctx;
	struct wire_end end_of = wire_end(&t->wire, code);
	long status = end_of.http_status;
	char why[64];
	struct err err;

	if (code == CURLE_OK && r->pages == 0 && (status == 404 || status == 405 || status == 501)) {
		end(d, r, true, false, "该部门不提供对账清单");
	} else if (code != CURLE_OK || status != 200) {
		snprintf(why, sizeof why, end_of.too_much ? "部门的清单过大" : code == CURLE_OK ? "部门回答 %ld" : "连不上部门", status);
		failed(d, r, why);
	} else if (page_read_list(t->wire.body.data ? t->wire.body.data : "", t->wire.body.len, &r->page, &err) != ST_OK) {
		failed(d, r, "部门的清单读不懂");
	} else if (++r->pages > PAGES_MAX || (r->page.more && strcmp(r->page.next, r->cursor) == 0)) {
		failed(d, r, "部门的清单没有尽头");
	} else {
		r->phase = COMPARING;
		r->at = 0;
		transfer_stop(d, t);
	}
}

static void ask(struct dispatcher *d, struct reconcile *r)
{
	char *url = mem_format("%s/v1/tasks?from=%s&to=%s&limit=100%s%s", r->who.url, r->from_day, r->to_day,
		*r->cursor ? "&after=" : "", r->cursor);
	struct err err;

	r->transfer = (struct transfer){ .ctx = r, .done = page_came };
	r->phase = FLYING;
	if (wire_url_check(r->who.url, &err) != ST_OK || transfer_start(d, &r->transfer, &(struct wire_request){ .url = url }, &d->o->limits) != ST_OK)
		failed(d, r, "没有发出");
	free(url);
}

static void mark(struct reconcile *r, const char *key)
{
	struct reconcile_sent wanted;

	snprintf(wanted.key, sizeof wanted.key, "%s", key);
	struct reconcile_sent *found = bsearch(&wanted, r->sent, r->sent_count, sizeof *r->sent, by_key);
	if (found)
		found->seen = true;
}

static void doubt_add(struct reconcile *r, const struct reconcile_item *item)
{
	if (r->doubt_count == DOUBTS_MAX)
		return;
	struct doubt *x = &r->doubts[r->doubt_count++];
	snprintf(x->key, sizeof x->key, "%s", item->key);
	snprintf(x->digest, sizeof x->digest, "%s", item->digest);
	snprintf(x->state, sizeof x->state, "%s", item->state);
	snprintf(x->department_no, sizeof x->department_no, "%s", item->department_no);
}

static void compare_slice(struct dispatcher *d, struct reconcile *r)
{
	enum reconcile_verdict verdict;
	struct err err;

	for (int n = 0; n < SLICE && r->at < r->page.count; n++, r->at++) {
		const struct reconcile_item *item = &r->page.items[r->at];
		mark(r, item->key);
		if (r->recorded == RECORDED_MAX)
			continue;
		if (reconcile_item(d->hall, r->who.id, item, &verdict, &err) != ST_OK)
			return failed(d, r, "大厅的数据写不进");
		r->recorded += verdict == RECONCILE_RECORDED;
		if (verdict == RECONCILE_STATE)
			doubt_add(r, item);
	}
	if (r->at < r->page.count)
		return;
	memcpy(r->cursor, r->page.next, sizeof r->cursor);
	r->phase = r->page.more ? ASKING : MISSING;
	r->next = clock_mono_ms() + PAUSE_MS;
	r->at = 0;
	page_release(&r->page);
}

/* --- what differs ------------------------------------------------------------------------------------------------ */

/* The department's word about one key that its list does not have. */
static void probed(struct dispatcher *d, struct transfer *t, CURLcode code)
{
	struct reconcile *r = t->ctx;
	long status = wire_end(&t->wire, code).http_status;
	struct err err;

	transfer_stop(d, t);
	r->phase = MISSING;
	if (code != CURLE_OK || (status != 200 && status != 404))
		return failed(d, r, "按编号问不到部门");
	if (status == 404 && reconcile_missing(d->hall, r->who.id, &r->sent[r->at], &err) != ST_OK)
		return failed(d, r, "大厅的数据写不进");
	r->recorded += status == 404;
	r->at++;
}

/* Lists go by the department's clock, and clocks are wrong: what the list lacks is asked for by its key (C2) before a
 * person is troubled. One question at a time. */
static void missing_slice(struct dispatcher *d, struct reconcile *r)
{
	while (r->at < r->sent_count && r->sent[r->at].seen)
		r->at++;
	if (r->at == r->sent_count || r->recorded == RECORDED_MAX) {
		r->phase = FEEDING;
		r->at = 0;
		r->feed_mark = clock_mono_ms();
		return;
	}
	if (r->probes++ == PROBES_MAX)
		return failed(d, r, "清单里缺得太多,请电话问部门的时钟是否准确");
	char *url = mem_format("%s/v1/tasks/by-key/%s", r->who.url, r->sent[r->at].key);
	r->transfer = (struct transfer){ .ctx = r, .done = probed };
	r->phase = FLYING;
	if (transfer_start(d, &r->transfer, &(struct wire_request){ .url = url }, &d->o->limits) != ST_OK)
		failed(d, r, "没有发出");
	free(url);
}

static void finish(struct dispatcher *d, struct reconcile *r, bool states)
{
	char words[160];

	if (r->recorded == RECORDED_MAX)
		snprintf(words, sizeof words, "不符过多,只列出前 %d 处;请先电话问部门系统是否重装过", RECORDED_MAX);
	else if (!states)
		snprintf(words, sizeof words, "比对 %zu 件,不符 %d 处;进度读不到,状态没有比对", r->sent_count, r->recorded);
	else
		snprintf(words, sizeof words, "比对 %zu 件,不符 %d 处", r->sent_count, r->recorded);
	end(d, r, true, states && r->doubt_count < DOUBTS_MAX, words);
}

/* Until their feed has been read to its end since: what it tells is no difference. */
static void feed_wait(struct dispatcher *d, struct reconcile *r)
{
	enum feed_since since = r->doubt_count ? feed_since(d, r->who.id, r->feed_mark) : FEED_NONE;

	if (since == FEED_FAILED || (since == FEED_COMING && clock_mono_ms() - r->feed_mark > FEED_MS))
		finish(d, r, false);
	else if (since != FEED_COMING)
		r->phase = DOUBTING;
	else
		r->next = clock_mono_ms() + PAUSE_MS;
}

static void doubt_slice(struct dispatcher *d, struct reconcile *r)
{
	enum reconcile_verdict verdict;
	struct err err;

	for (int n = 0; n < SLICE && r->at < r->doubt_count && r->recorded < RECORDED_MAX; n++, r->at++) {
		const struct doubt *x = &r->doubts[r->at];
		const struct reconcile_item item = { .key = x->key, .digest = x->digest, .dossier = "", .department_no = x->department_no,
			.state = x->state };
		if (reconcile_state(d->hall, r->who.id, &item, r->began, &verdict, &err) != ST_OK)
			return failed(d, r, "大厅的数据写不进");
		r->recorded += verdict == RECONCILE_RECORDED;
	}
	if (r->at == r->doubt_count || r->recorded == RECORDED_MAX)
		finish(d, r, true);
}

/* --- turns ------------------------------------------------------------------------------------------------------- */

int64_t reconcile_turn(struct dispatcher *d)
{
	static void (*const steps[])(struct dispatcher *d, struct reconcile *r) = { [IDLE] = begin, [LOADING] = load, [ASKING] = ask,
		[FLYING] = NULL, [COMPARING] = compare_slice, [MISSING] = missing_slice, [FEEDING] = feed_wait, [DOUBTING] = doubt_slice };
	int64_t now = clock_mono_ms();

	if (!d->reconcile)
		d->reconcile = mem_alloc(sizeof *d->reconcile);
	struct reconcile *r = d->reconcile;
	if (d->stopping || r->phase == FLYING)
		return 0;
	if (r->phase == IDLE && now < r->look_at && !d->reconcile_look)
		return r->look_at;
	if (now < r->next)
		return r->next;
	steps[r->phase](d, r);
	if (r->phase == IDLE && r->look_at == 0)     /* one has ended: is there another? */
		return now;
	return r->phase == FLYING ? 0 : r->phase == IDLE ? r->look_at : r->next > now ? r->next : now;
}

bool reconcile_idle(const struct dispatcher *d)
{
	return d->reconcile && d->reconcile->phase == IDLE && d->reconcile->look_at > 0 && !d->reconcile_look;
}

void reconcile_stop(struct dispatcher *d)
{
	if (!d->reconcile)
		return;
	drop(d, d->reconcile);
	free(d->reconcile);
	d->reconcile = NULL;
}
