/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/statement_own.h"
#include "law/caution.h"
#include "law/deadline.h"
#include "law/errand.h"
#include "law/queue.h"
#include "law/rating.h"

/* What is counted out of what happened: the queries of statement.sql, and what one row of each says. */

enum { COL_WINDOW, COL_CLERK, COL_BUNDLE, COL_ITEM, COL_OTHER, COL_AT, COL_MORE };
struct taking { struct statement *s; const struct rows *r; size_t i; struct fact f; };

static void count(const struct taking *t, enum statement_indicator i, int64_t n, int64_t d, int64_t x)
{
	statement_count(t->s, i, &t->f, (struct measure){ n, d, x });
}

static int64_t cell(const struct taking *t, int column)
{
	return rows_int(t->r, t->i, column);
}

static bool is(const struct taking *t, int column, const char *word)
{
	return strcmp(rows_text(t->r, t->i, column), word) == 0;
}

static struct statement_slot *slot(const struct taking *t)
{
	static struct statement_slot nowhere;
	struct statement_slot *s = statement_slot_of(t->s, t->f.at);

	return s ? s : &nowhere;
}

/* --- dossiers ----------------------------------------------------------------------------------------------------------- */

static void received(const struct taking *t)
{
	count(t, COUNTS_RECEIVED, 1, 0, 0);
	count(t, COUNTS_OFF_DAYS, !calendar_may_work(t->s->own->calendar, clock_day_of(t->f.at)), 1, 0);
	slot(t)->received++;
}

static void accepted(const struct taking *t)
{
	count(t, COUNTS_ACCEPTED, 1, 0, 0);
	count(t, COUNTS_DEFERRED, cell(t, COL_MORE), 1, 0);
	count(t, COUNTS_NO_PAPERS, cell(t, COL_MORE + 2), cell(t, COL_MORE + 1), 0);
	slot(t)->accepted++;
}

static void item_accepted(const struct taking *t)
{
	count(t, COUNTS_ITEMS_ACCEPTED, 1, 0, 0);
	count(t, COUNTS_RETURNED, 0, 1, 0);
}

/* A clock of a decided item: halves are what it may take, with its extensions. */
struct ended { bool ran, by_workdays; day_t due, at; int64_t halves; int late; };
static struct ended ended_of(const struct taking *t, int column)
{
	struct ended e = { .ran = !rows_null(t->r, t->i, column) };

	if (!e.ran)
		return e;
	e.due = (day_t)cell(t, column);
	e.at = rows_null(t->r, t->i, column + 1) ? clock_day_of(t->f.at) : (day_t)cell(t, column + 1);
	e.halves = cell(t, column + 2) + cell(t, column + 3);
	e.by_workdays = is(t, column + 4, limit_unit_name(UNIT_WORKING_DAY));
	e.late = e.at > e.due ? -deadline_remaining(t->s->own->calendar, e.at, e.due) : 0;
	return e;
}

static void kept(const struct taking *t, const struct ended *e, enum statement_indicator late, enum statement_indicator days)
{
	bool is_late = e->ran && e->at > e->due;

	count(t, late, is_late, e->ran, !e->ran);
	count(t, days, is_late ? e->late : 0, is_late, 0);
}

static void decided(const struct taking *t)
{
	enum { AT_ONCE = COL_MORE, PROMISED, LEGAL = PROMISED + 5 };
	struct ended p = ended_of(t, PROMISED), l = ended_of(t, LEGAL);
	bool at_once = cell(t, AT_ONCE) != 0, both = p.ran && l.ran && p.by_workdays && l.by_workdays && l.halves > 0;

	count(t, COUNTS_ITEMS_DECIDED, 1, 0, 0);
	count(t, COUNTS_AT_ONCE_ITEMS, at_once, 1, 0);
	count(t, COUNTS_EARLY, !at_once && p.ran && p.at < p.due, !at_once && p.ran, at_once || !p.ran);
	count(t, COUNTS_ON_TIME, p.ran && p.at <= p.due, p.ran, !p.ran);
	kept(t, &p, COUNTS_LATE_PROMISED, COUNTS_LATE_PROMISED_DAYS);
	kept(t, &l, COUNTS_LATE_LEGAL, COUNTS_LATE_LEGAL_DAYS);
	/* its due day has every pause and extension in it: what was used is what is not left */
	int64_t used = both ? p.halves - 2 * (int64_t)deadline_remaining(t->s->own->calendar, p.at, p.due) : 0;
	count(t, COUNTS_SHORTER, both ? p.halves : 0, both ? l.halves : 0, !both);
	count(t, COUNTS_QUICKER, used < 0 ? 0 : used, both ? l.halves : 0, !both);
}

static void finished(const struct taking *t)
{
	count(t, COUNTS_FINISHED, 1, 0, 0);
	count(t, COUNTS_AT_ONCE, cell(t, COL_MORE) == 0, 1, 0);
	count(t, COUNTS_ONE_VISIT, cell(t, COL_MORE + 1) <= 1, 1, 0);
	slot(t)->finished++;
}

static void told(const struct taking *t)
{
	count(t, COUNTS_TOLD_ONCE, cell(t, COL_MORE) <= 1, 1, 0);
}

static void ended(const struct taking *t)
{
	count(t, is(t, COL_MORE, "refuse") ? COUNTS_REFUSED : is(t, COL_MORE, "withdraw") ? COUNTS_WITHDRAWN : COUNTS_TERMINATED, 1, 0, 0);
}

static void returned(const struct taking *t)
{
	bool back = is(t, COL_MORE, "return");

	count(t, COUNTS_RETURNED, back, !back, 0);
}

static void due(const struct taking *t)
{
	enum { PROMISED = COL_MORE, ARRIVED, FIT, GONE };
	day_t promised = (day_t)cell(t, PROMISED);
	bool gone = !rows_null(t->r, t->i, GONE) && clock_day_of(cell(t, GONE)) <= promised;
	bool in = cell(t, FIT) && !rows_null(t->r, t->i, ARRIVED) && clock_day_of(cell(t, ARRIVED)) <= promised;

	count(t, COUNTS_MADE_GOOD, !gone && in, !gone, gone);
}

/* --- ratings ------------------------------------------------------------------------------------------------------------ */

static void asked(const struct taking *t)
{
	count(t, COUNTS_RATED, cell(t, COL_MORE), 1, 0);
}

static void rated(const struct taking *t)
{
	count(t, COUNTS_GOOD, !rating_bad((int)cell(t, COL_MORE)), 1, 0);
}

static void followed(const struct taking *t)
{
	enum { CLOCK = COL_MORE, KIND, DUE, STOPPED };
	int kind = rating_kind_from_code(rows_text(t->r, t->i, KIND));
	bool call = is(t, CLOCK, "K8"), nothing = !call && (kind == RATING_MISUNDERSTANDING || kind == RATING_MALICIOUS);
	bool in_time = !rows_null(t->r, t->i, STOPPED) && cell(t, STOPPED) <= cell(t, DUE);

	count(t, call ? COUNTS_CALLED_BACK : COUNTS_MENDED, !nothing && in_time, !nothing, nothing);
}

/* --- tickets ------------------------------------------------------------------------------------------------------------ */

static int64_t seconds(int64_t ms)
{
	return (ms + 500) / 1000;
}

static void ticket(const struct taking *t)
{
	enum { LANE = COL_MORE, FACT, LAST_AT, CALLED_AT, CALLED, RESTED };
	bool called = cell(t, CALLED) != 0, over = is(t, FACT, "ended"), lost = is(t, FACT, "passed") || is(t, FACT, "abandoned");
	int64_t waited = called ? seconds(queue_wait_ms(t->f.at, cell(t, CALLED_AT))) : 0;
	int64_t served = queue_wait_ms(cell(t, RESTED), queue_wait_ms(cell(t, CALLED_AT), cell(t, LAST_AT)));

	count(t, COUNTS_TICKETS, 1, 0, 0);
	count(t, COUNTS_PRIORITY, is(t, LANE, "priority"), 1, 0);
	count(t, COUNTS_SERVED, over, 0, 0);
	count(t, COUNTS_ABANDONED, lost, 1, 0);
	count(t, COUNTS_WAIT, waited, called, !called);
	count(t, COUNTS_SERVICE, over && called ? seconds(served) : 0, over && called, !(over && called));
	statement_time(t->s, SPREAD_WAIT, &t->f, called, waited);
	statement_time(t->s, SPREAD_SERVICE, &t->f, over && called, seconds(served));
	slot(t)->tickets++;
	slot(t)->waited += waited;
	slot(t)->waits += called;
}

/* --- errands ------------------------------------------------------------------------------------------------------------ */

static void errand(const struct taking *t)
{
	enum { DUE = COL_MORE, RESPONDED, OUTCOME, SIDE, ENDED, FOLLOWED, LEVEL };
	static const enum statement_indicator of[ERRAND_RATES] = { [RATE_RESPONSE] = COUNTS_RESPONSE, [RATE_RESOLUTION] = COUNTS_RESOLUTION,
		[RATE_SATISFACTION] = COUNTS_SATISFACTION, [RATE_COVERAGE] = COUNTS_COVERAGE };
	bool over = cell(t, ENDED) != 0 && cell(t, ENDED) < t->s->until, heard = cell(t, FOLLOWED) != 0 && cell(t, FOLLOWED) < t->s->until;
	struct errand_rate rates[ERRAND_RATES] = { 0 };

	errand_rate_add(rates, &(struct errand_fact){ .due = cell(t, DUE), .responded = cell(t, RESPONDED) < t->s->until ? cell(t, RESPONDED) : 0,
		.outcome = over ? rows_text(t->r, t->i, OUTCOME) : "", .ended = over, .ours = is(t, SIDE, "ours"), .followed = heard,
		.level = heard ? (int)cell(t, LEVEL) : 0 });
	count(t, COUNTS_ERRANDS, 1, 0, 0);
	for (int k = 0; k < ERRAND_RATES; k++)
		count(t, of[k], rates[k].numerator, rates[k].denominator, rates[k].excluded);
}

/* --- 红黄牌 ---------------------------------------------------------------------------------------------------------------- */

static void card(const struct taking *t)
{
	enum { RULE = COL_MORE, LIGHT, CANCELLED, RISEN, SETTLED };
	int rule = caution_rule_from_code(rows_text(t->r, t->i, RULE));
	bool red = is(t, LIGHT, clock_light_code(LIGHT_RED)), has_clock = rule >= 0 && caution_has_clock((enum caution_rule)rule);
	bool cancelled = cell(t, CANCELLED) != 0, risen = cell(t, RISEN) != 0, settled = has_clock && !risen && cell(t, SETTLED);
	struct taking of = *t;

	of.f.name[BY_RULE] = rule < 0 ? rows_text(t->r, t->i, RULE) : caution_rule_name((enum caution_rule)rule);
	count(&of, COUNTS_CARDS_OPEN, has_clock && !settled && !cancelled && !risen, 0, 0);
	if (t->f.at < clock_day_start(t->s->span.from))
		return;                              /* it only stood open */
	count(&of, red ? COUNTS_RED : COUNTS_YELLOW, 1, 0, 0);
	count(&of, red ? COUNTS_RED_SETTLED : COUNTS_YELLOW_SETTLED, settled, has_clock, !has_clock);
	if (!red)
		count(&of, COUNTS_YELLOW_RISEN, risen, 1, 0);
	count(&of, COUNTS_CARDS_CANCELLED, cancelled, 1, 0);
}

/* --- 办不成事 -------------------------------------------------------------------------------------------------------------- */

static void stuck(const struct taking *t)
{
	enum { ANSWERED = COL_MORE, DUE, SATISFIED };
	bool answered = !rows_null(t->r, t->i, ANSWERED), said = answered && *rows_text(t->r, t->i, SATISFIED) != '\0';
	bool late = answered && clock_day_of(cell(t, ANSWERED)) > (day_t)cell(t, DUE);

	count(t, COUNTS_STUCK, t->f.at >= clock_day_start(t->s->span.from), 0, 0);
	count(t, COUNTS_STUCK_IN_TIME, answered && !late, answered, 0);
	count(t, COUNTS_STUCK_LATE, late, answered, 0);
	count(t, COUNTS_STUCK_SATISFIED, said && is(t, SATISFIED, "yes"), said, answered && !said);
	count(t, COUNTS_STUCK_OPEN, !answered, 0, 0);
}

/* --- what a dossier asked for, and what its items would have asked for one by one ------------------------------------------ */

#define PAGE 500

/* The list in a snapshot's body, without reading the rest of it. */
static json_t *materials_in(const char *body)
{
	static const char name[] = "\"materials\":[";
	const char *at = strstr(body, name);

	return at ? json_loads(at + sizeof name - 2, JSON_DISABLE_EOF_CHECK, NULL) : NULL;
}

static bool made_here(json_t *m)
{
	const char *source = json_string_value(json_object_get(m, "source")), *state = json_string_value(json_object_get(m, "state"));

	return source && state && strcmp(source, "item") == 0 && strcmp(state, "unchecked") == 0;
}

static void papers(const struct taking *t)
{
	enum { ID = COL_MORE, ITEMS, BODY };
	json_t *list = cell(t, ITEMS) > 1 ? materials_in(rows_text(t->r, t->i, BODY)) : NULL, *m;
	int64_t together = 0, single = 0;
	size_t k;

	json_array_foreach(list, k, m) {
		together += !made_here(m);
		single += (int64_t)json_array_size(json_object_get(m, "items"));
	}
	count(t, COUNTS_PAPERS, together, single, cell(t, ITEMS) == 1);
	json_decref(list);
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

#define BUNDLE_SIZE 400
typedef void take_fn(const struct taking *t);

static void take_all(struct statement *s, const struct rows *r, take_fn *take)
{
	struct taking t = { .s = s, .r = r };

	for (; t.i < rows_count(r); t.i++) {
		const char *other = rows_text(r, t.i, COL_OTHER), *name = rows_text(r, t.i, COL_BUNDLE);
		char bundle[BUNDLE_SIZE];                /* with what came along it is still that bundle (V-6) */
		snprintf(bundle, sizeof bundle, "%.*s", (int)matter_base(name), name);
		text_mend(bundle);
		t.f = (struct fact){ .name = { [BY_WINDOW] = rows_text(r, t.i, COL_WINDOW), [BY_CLERK] = rows_text(r, t.i, COL_CLERK),
			[BY_BUNDLE] = bundle, [BY_ITEM] = rows_text(r, t.i, COL_ITEM), [BY_DEPARTMENT] = other,
			[BY_CLASS] = other }, .at = rows_int(r, t.i, COL_AT) };
		take(&t);
	}
}

static enum status read_papers(struct statement *s, int64_t from, int64_t to, struct err *err)
{
	int64_t at = from, id = 0;
	size_t n = PAGE;
	enum status st = ST_OK;

	while (st == ST_OK && n == PAGE) {
		struct rows *r = NULL;
		st = store_read(hall_store(s->own->h), Q_STATEMENT_SNAPSHOTS, ARGS(value_int(from), value_int(to), value_int(at), value_int(id),
			value_int(PAGE)), &r, err);
		n = st == ST_OK ? rows_count(r) : 0;
		if (n) {
			take_all(s, r, papers);
			at = rows_int(r, n - 1, COL_AT);
			id = rows_int(r, n - 1, COL_MORE);
		}
		rows_free(r);
	}
	return st;
}

/* What a query is told: the ends of the day, of the period, or days themselves; OF_PERIOD the ends of the whole and its last day. */
enum span_args { OF_DAY, OF_DAY_AND_NUMBER, OF_DAY_AND_END, OF_DAY_END_NUMBER, OF_NUMBER, OF_DAYS, OF_PERIOD };
static const struct source { enum query query; enum span_args args; take_fn *take; } daily[] = {
	{ Q_STATEMENT_RECEIVED, OF_DAY_AND_NUMBER, received }, { Q_STATEMENT_ACCEPTED, OF_DAY, accepted },
	{ Q_STATEMENT_ITEMS, OF_DAY, item_accepted },          { Q_STATEMENT_DECIDED, OF_DAY, decided },
	{ Q_STATEMENT_FINISHED, OF_DAY_AND_END, finished },    { Q_STATEMENT_TOLD, OF_DAY_END_NUMBER, told },
	{ Q_STATEMENT_ENDED, OF_DAY, ended },                  { Q_STATEMENT_RETURNED, OF_DAY, returned },
	{ Q_STATEMENT_ASKED, OF_DAY_AND_END, asked },          { Q_STATEMENT_RATED, OF_DAY, rated },
	{ Q_STATEMENT_TICKETS, OF_NUMBER, ticket },            { Q_STATEMENT_ERRANDS, OF_DAY, errand },
}, up_to_now[] = { { Q_STATEMENT_CARDS, OF_PERIOD, card }, { Q_STATEMENT_STUCKS, OF_DAY, stuck } },
	whole[] = { { Q_STATEMENT_DUE, OF_DAYS, due }, { Q_STATEMENT_CASES, OF_DAYS, followed } };

static enum status read_source(struct statement *s, const struct source *q, day_t from, day_t to, struct err *err)
{
	const struct value start = value_int(clock_day_start(from)), day = value_int(from), until = value_int(s->until);
	int64_t end = clock_day_start(to + 1);
	const struct value stop = value_int(end < s->until ? end : s->until);
	const struct value lists[][4] = { [OF_DAY] = { start, stop }, [OF_DAY_AND_NUMBER] = { start, stop, day }, [OF_DAY_AND_END] = { start, stop,
		until }, [OF_DAY_END_NUMBER] = { start, stop, until, day }, [OF_NUMBER] = { day }, [OF_DAYS] = { day, value_int(to) },
		[OF_PERIOD] = { start, stop, value_int(clock_day_of(s->until - 1)) } };
	static const size_t counts[] = { [OF_DAY] = 2, [OF_DAY_AND_NUMBER] = 3, [OF_DAY_AND_END] = 3, [OF_DAY_END_NUMBER] = 4, [OF_NUMBER] = 1,
		[OF_DAYS] = 2, [OF_PERIOD] = 3 };
	struct rows *r = NULL;
	enum status st = store_read(hall_store(s->own->h), q->query, lists[q->args], counts[q->args], &r, err);

	if (st == ST_OK)
		take_all(s, r, q->take);
	rows_free(r);
	return st;
}

const int statement_day_parts = (int)COUNT_OF(daily) + 1;

enum status statement_day(struct statement *s, day_t day, int part, struct err *err)
{
	int64_t end = clock_day_start(day + 1);

	if (part < (int)COUNT_OF(daily))
		return read_source(s, &daily[part], day, day, err);
	return read_papers(s, clock_day_start(day), end < s->until ? end : s->until, err);
}

/* Cards and 办不成事 up to now; else days whose end has come: what is due today is not due yet. */
enum status statement_rest(struct statement *s, struct err *err)
{
	day_t last = s->over ? s->span.to : clock_day_of(s->until) - 1;
	const struct catalogue *c;
	int64_t at_once = 0;
	int version;
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < COUNT_OF(up_to_now); i++)
		st = read_source(s, &up_to_now[i], s->span.from, s->span.to, err);
	for (size_t i = 0; st == ST_OK && last >= s->span.from && i < COUNT_OF(whole); i++)
		st = read_source(s, &whole[i], s->span.from, last, err);
	if (st == ST_OK && (st = hall_catalogue(s->own->h, &c, &version, err)) == ST_NOINPUT)
		return ST_OK;                        /* none yet: no list */
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < c->item_count; i++)
		at_once += c->items[i].at_once;
	statement_count(s, COUNTS_AT_ONCE_LIST, &(struct fact){ .at = 0 }, (struct measure){ at_once, (int64_t)c->item_count, 0 });
	return ST_OK;
}
