/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "dispatch/own.h"
#include "law/deadline.h"

#define TOLD_AFTER_MS ((int64_t)30 * 60 * 1000)      /* R7: a person is told at 3 failures or after 30 minutes */
#define NAMES_MAX 2

/* "医保局、公安局等3个部门"; counts what does not fit. */
struct names { const char *list[NAMES_MAX]; int count; };

static void name_add(struct names *n, const char *name)
{
	if (n->count < NAMES_MAX)
		n->list[n->count] = name;
	n->count++;
}

static void names_say(struct buf *out, const struct names *n)
{
	for (int i = 0; i < n->count && i < NAMES_MAX; i++) {
		buf_text(out, i ? "、" : "");
		text_for_tty(out, n->list[i], strlen(n->list[i]));
	}
	if (n->count > NAMES_MAX)
		buf_format(out, "等%d个部门", n->count);
}

struct tally {
	struct names down, unset, feeds;
	int waiting, held_up, parked, urgent;
	int64_t again;                       /* wall: the first of the next tries */
};

/* What was accepted a moment ago and is due today is on its way like all else: only what something holds up is told. */
static bool urgent(const struct outbox_sum *s, const struct words_trouble *t, int64_t now)
{
	bool held = s->failing_since > 0 || s->tried > 0 || s->open_until > now || s->parked > 0 || !s->address;

	return held && s->due != DAY_NONE && t->calendar && deadline_remaining(t->calendar, t->today, s->due) <= 1;
}

static void count_up(struct tally *y, const struct outbox_sum *s, const struct words_trouble *t, int64_t now)
{
	bool down = s->waiting > 0 && (s->open_until > now || s->tried > 0 ||
		(s->failing_since > 0 && now - s->failing_since > TOLD_AFTER_MS));

	y->waiting += s->waiting;
	y->parked += s->parked;
	y->urgent += urgent(s, t, now);
	if (!s->address && s->waiting > 0) {
		name_add(&y->unset, s->name);
	} else if (down) {
		name_add(&y->down, s->name);
		y->held_up += s->waiting;
		if (s->open_until > now && (y->again == 0 || s->open_until < y->again))
			y->again = s->open_until;
	}
}

static void comma(struct buf *out)
{
	buf_text(out, out->len ? ";" : "");
}

static void say_down(struct buf *out, const struct tally *y)
{
	names_say(out, &y->down);
	buf_format(out, "不通,%d 件在等", y->held_up);
	if (y->again > 0) {
		struct clock_hm t = clock_time_of(y->again + 59999);     /* the minute in which it will have been tried */
		buf_format(out, ",%02d:%02d 再试", t.hour, t.minute);
	}
}

bool words_make(const struct outbox_sum *sums, size_t count, const struct words_trouble *t, int64_t now, char out[256])
{
	struct tally y = { 0 };
	struct buf b;

	for (size_t i = 0; i < count; i++)
		count_up(&y, &sums[i], t, now);
	for (size_t i = 0; i < t->feed_count; i++)
		name_add(&y.feeds, t->feeds[i]);
	buf_init(&b, 4096);
	if (y.down.count > 0)
		say_down(&b, &y);
	if (y.parked > 0) {
		comma(&b);
		buf_format(&b, "%d 件停下待处理", y.parked);
	}
	if (y.unset.count > 0) {
		comma(&b);
		names_say(&b, &y.unset);
		buf_text(&b, "未设地址");
	}
	if (y.feeds.count > 0) {
		comma(&b);
		names_say(&b, &y.feeds);
		buf_text(&b, "进度读不到");
	}
	if (t->differences > 0) {
		comma(&b);
		buf_format(&b, "与部门对账 %d 处不符", t->differences);
	}
	if (y.urgent > 0) {
		comma(&b);
		buf_text(&b, "有待发件临近时限");
	}
	if (t->backup != BACKUP_FINE) {
		comma(&b);
		buf_text(&b, t->backup == BACKUP_LACKS ? "备份里缺附件" : "没有备份成");
	}
	bool fine = b.len == 0;
	if (fine)
		buf_format(&b, "正常,待发 %d", y.waiting);
	text_copy(out, 256, b.data ? b.data : "");
	buf_release(&b);
	return fine;
}

void words_say(struct dispatcher *d)
{
	struct outbox_sum *sums = mem_array(DEPARTMENTS_MAX, sizeof *sums);
	const char *feeds[DEPARTMENTS_MAX];
	struct words_trouble t = { .feeds = feeds, .feed_count = feed_troubles(d, feeds, DEPARTMENTS_MAX),
		.today = clock_today(), .backup = d->backup.word };
	size_t count = 0;
	char words[256];
	struct err err;

	enum status st = outbox_sums(d->hall, sums, DEPARTMENTS_MAX, &count, &err);
	if (st == ST_OK)
		st = difference_count(d->hall, &t.differences, &err);
	if (st == ST_OK && hall_calendar(d->hall, &t.calendar, &err) != ST_OK)
		t.calendar = NULL;               /* no calendar yet: nothing can be urgent by it */
	if (st == ST_OK) {
		bool fine = words_make(sums, count, &t, clock_wall_ms(), words);
		if (strcmp(words, d->words) != 0 || fine != d->fine) {
			st = agent_say(d->hall, "dispatch", words, fine, &err);
			if (st == ST_OK) {
				snprintf(d->words, sizeof d->words, "%s", words);
				d->fine = fine;
			}
		}
	}
	if (st)
		log_line(LOG_WARNING, "words: %s %s", status_name(st), err.text);
	else
		d->words_stale = false;
	free(sums);
}
