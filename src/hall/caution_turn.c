/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/caution.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/clock.h"
#include "hall/own.h"
#include "hall/queue_day_own.h"
#include "hall/staff.h"
#include "law/errand.h"

/* The cards that time alone gives. Each is asked for again inside the transaction that gives it, so that looking twice, or two who look
 * at once, give it once. */

#define AHEAD 150                    /* calendar days: no limit is so long that its light turns yellow earlier */
#define AT_ONCE 50                   /* cards in one transaction */

struct turning {
	struct hall *h;
	const struct actor *by;
	const struct calendar *calendar;
	struct clock_thresholds usual;
	struct batch *b;
	size_t in_batch, *made;
	size_t made_before;              /* by the batches that are done */
	/* the clocks of the dossier looked at last */
	char number[24];
	struct clock_list *clocks;
};

/* A batch may run again, and counts anew then. */
static enum status begin(struct batch *b, void *ctx, struct err *err)
{
	const struct turning *t = ctx;

	(void)b, (void)err;
	*t->made = t->made_before;
	return ST_OK;
}

static enum status flush(struct turning *t, struct err *err)
{
	enum status st = t->b ? hall_writable(t->h, err) : ST_OK;

	if (st == ST_OK && t->b)
		st = store_submit(hall_store(t->h), t->b, err);
	batch_free(t->b);
	t->b = NULL;
	t->in_batch = 0;
	if (st != ST_OK)
		*t->made = t->made_before;
	t->made_before = *t->made;
	return st;
}

static enum status give(struct turning *t, const struct caution_new *n, struct err *err)
{
	if (!t->b) {
		t->b = batch_new("caution.turn");
		batch_then(t->b, begin, t);
	}
	caution_in(t->h, t->b, t->by, n, t->made);
	return ++t->in_batch < AT_ONCE ? ST_OK : flush(t, err);
}

/* --- clocks ---------------------------------------------------------------------------------------------------------- */

enum { CLOCK_ID, CLOCK_KIND, CLOCK_ITEM, CLOCK_DUE, CLOCK_HALVES, CLOCK_DOSSIER, CLOCK_NUMBER, CLOCK_WINDOW, CLOCK_DEPARTMENT,
	CLOCK_PAUSED };

/* The light that the dossier's own clocks have: pauses and extensions and all. One that is yellow from its first day on, because the
 * limit is a day or none, has not turned yellow that day. */
static enum status light_of(struct turning *t, int64_t clock, const char *number, enum clock_light *light, struct err *err)
{
	enum status st = ST_OK;

	*light = LIGHT_GREEN;
	if (!t->clocks || strcmp(t->number, number) != 0) {
		clock_list_free(t->clocks);
		t->clocks = NULL;
		text_copy(t->number, sizeof t->number, number);
		st = clock_list(t->h, number, &t->clocks, err);
	}
	for (size_t i = 0; st == ST_OK && i < t->clocks->count; i++)
		if (t->clocks->rows[i].id == clock && t->clocks->rows[i].run.kind != CLOCK_K7 && !*t->clocks->rows[i].fault.code)
			*light = t->clocks->rows[i].state.light == LIGHT_YELLOW && t->clocks->rows[i].run.start >= clock_today() ? LIGHT_GREEN
				: t->clocks->rows[i].state.light;
	return st;
}

/* Is it green for sure, without reading all that it depends on? */
static bool far_off(const struct turning *t, const struct rows *r, size_t i)
{
	int left = deadline_remaining(t->calendar, clock_today(), (day_t)rows_int(r, i, CLOCK_DUE));
	int total = limit_days((struct limit){ (int)rows_int(r, i, CLOCK_HALVES), UNIT_WORKING_DAY, true });

	return !rows_int(r, i, CLOCK_PAUSED) && clock_light_of(left, total, &t->usual) == LIGHT_GREEN;
}

static enum status look(struct turning *t, const struct rows *r, size_t i, struct err *err)
{
	int kind = clock_kind_from_code(rows_text(r, i, CLOCK_KIND)), rule = kind < 0 ? -1 : caution_rule_of_clock((enum clock_kind)kind);
	const char *number = rows_text(r, i, CLOCK_NUMBER), *department = rows_text(r, i, CLOCK_DEPARTMENT);
	day_t due = (day_t)rows_int(r, i, CLOCK_DUE);
	char object[40], window[16], words[200];
	enum clock_light light;

	if (rule < 0 || far_off(t, r, i))
		return ST_OK;
	enum status st = light_of(t, rows_int(r, i, CLOCK_ID), number, &light, err);
	if (st != ST_OK || !caution_name((enum caution_rule)rule, light))
		return st;
	snprintf(object, sizeof object, "%.23s/%d", number, (int)rows_int(r, i, CLOCK_ITEM));
	caution_window(rows_text(r, i, CLOCK_WINDOW), window);
	caution_clock_words(t->calendar, due, words);
	return give(t, &(struct caution_new){ .rule = (enum caution_rule)rule, .light = light, .object = object,
		.dossier = rows_int(r, i, CLOCK_DOSSIER), .item = (int)rows_int(r, i, CLOCK_ITEM), .clock = rows_int(r, i, CLOCK_ID), .due = due,
		.responsible = *department ? department : window, .words = words }, err);
}

static enum status clocks(struct turning *t, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(t->h), Q_CAUTION_CLOCKS, ARGS(value_int(clock_today()), value_int(clock_today() + AHEAD)), &r,
		err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++)
		st = look(t, r, i, err);
	rows_free(r);
	return st;
}

/* --- what has no clock of its own ------------------------------------------------------------------------------------ */

static enum status silences(struct turning *t, struct err *err)
{
	enum { DOSSIER, NUMBER, WINDOW, DUE };
	struct rows *r = NULL;
	enum status st = store_read(hall_store(t->h), Q_CAUTION_SILENCES, ARGS(value_int(clock_today())), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		char window[16], words[200];
		caution_window(rows_text(r, i, WINDOW), window);
		caution_clock_words(t->calendar, (day_t)rows_int(r, i, DUE), words);
		st = give(t, &(struct caution_new){ .rule = CAUTION_K1, .light = LIGHT_RED, .object = rows_text(r, i, NUMBER),
			.dossier = rows_int(r, i, DOSSIER), .due = (day_t)rows_int(r, i, DUE), .responsible = window, .words = words }, err);
	}
	rows_free(r);
	return st;
}

static enum status stucks(struct turning *t, struct err *err)
{
	enum { NUMBER, DUE, WINDOW, TRANSFERRED };
	struct rows *r = NULL;
	enum status st = store_read(hall_store(t->h), Q_CAUTION_STUCKS, ARGS(value_int(clock_today())), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		const char *transferred = rows_text(r, i, TRANSFERRED);
		char window[16], words[200];
		caution_window(rows_text(r, i, WINDOW), window);
		caution_clock_words(t->calendar, (day_t)rows_int(r, i, DUE), words);
		st = give(t, &(struct caution_new){ .rule = CAUTION_K10, .light = LIGHT_RED, .object = rows_text(r, i, NUMBER),
			.due = (day_t)rows_int(r, i, DUE), .responsible = *transferred ? transferred : window, .words = words }, err);
	}
	rows_free(r);
	return st;
}

enum status caution_turn(struct hall *h, const struct actor *by, size_t *made, struct err *err)
{
	static enum status (*const sources[])(struct turning *, struct err *) = { silences, stucks, clocks };
	struct turning t = { .h = h, .by = by, .made = made, .usual = clock_thresholds(h) };
	enum status st = hall_calendar(h, &t.calendar, err);

	*made = 0;
	for (size_t i = 0; st == ST_OK && i < COUNT_OF(sources); i++)
		st = sources[i](&t, err);
	if (st == ST_OK)
		st = flush(&t, err);
	batch_free(t.b);
	clock_list_free(t.clocks);
	return st;
}

/* --- the queue ------------------------------------------------------------------------------------------------------- */

static enum status queue_class(struct turning *t, const struct queue_day *d, const struct queue_day_class *c, struct err *err)
{
	const struct queue_limits limits = queue_limits(t->h);
	/* who waited too long and was called just before anybody looked, waited too long */
	int64_t longest = c->f.longest_ms > c->f.most_ms ? c->f.longest_ms : c->f.most_ms;
	enum clock_light light = queue_light(&limits, longest, c->f.recent_ms);
	char object[40], day[11], words[200];

	if (!caution_name(CAUTION_QUEUE, light))
		return ST_OK;
	snprintf(object, sizeof object, "%c/%s", c->letter, day_iso(d->day, day));
	snprintf(words, sizeof words, "%c 类最久等候 %" PRId64 " 分钟,近来平均 %" PRId64 " 分钟,还有 %" PRId64 " 人在等", c->letter,
		longest / MINUTE_MS, c->f.recent_ms / MINUTE_MS, c->f.waiting);
	return give(t, &(struct caution_new){ .rule = CAUTION_QUEUE, .light = light, .object = object, .due = DAY_NONE, .responsible = "大厅",
		.words = words }, err);
}

/* Nobody waits in a hall that has closed: whose number nobody has ended is gone. */
static bool has_closed(struct hall *h)
{
	struct errand_hours hours;
	int64_t minute = (clock_wall_ms() - clock_day_start(clock_today())) / MINUTE_MS;

	return errand_hours_read(hall_text(h, "errand.hours"), &hours) && hours.count && minute >= hours.to[hours.count - 1];
}

enum status caution_queue(struct hall *h, size_t *made, struct err *err)
{
	struct turning t = { .h = h, .made = made };
	struct queue_day *d = NULL;
	struct actor by;
	enum status st = staff_system(h, "", &by, err);

	*made = 0;
	t.by = &by;
	if (has_closed(h))
		return st;
	if (st == ST_OK)
		st = queue_day_load(h, clock_today(), &d, err);
	for (size_t i = 0; st == ST_OK && i < d->class_count; i++)
		st = queue_class(&t, d, &d->classes[i], err);
	if (st == ST_OK)
		st = flush(&t, err);
	batch_free(t.b);
	queue_day_free(d);
	return st;
}
