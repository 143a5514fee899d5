/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/statement_own.h"
#include "law/staff_right.h"

/* --- groups ------------------------------------------------------------------------------------------------------------ */

static size_t hash_of(enum statement_by by, const char *name)
{
	size_t h = 1469598103934665603ULL ^ (size_t)by;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 1099511628211ULL;
	return h;
}

static void places_grow(struct statement *s)
{
	struct counting *c = s->own;

	c->place_count = c->place_count ? 2 * c->place_count : 256;
	free(c->places);
	c->places = mem_array(c->place_count, sizeof *c->places);
	for (size_t i = 0; i < s->group_count; i++) {
		size_t at = hash_of(s->groups[i].by, s->groups[i].name) & (c->place_count - 1);
		while (c->places[at])
			at = (at + 1) & (c->place_count - 1);
		c->places[at] = i + 1;
	}
}

static struct statement_group *group_of(struct statement *s, enum statement_by by, const char *name)
{
	struct counting *c = s->own;

	if (2 * s->group_count >= c->place_count)
		places_grow(s);
	size_t at = hash_of(by, name) & (c->place_count - 1);
	for (; c->places[at]; at = (at + 1) & (c->place_count - 1)) {
		struct statement_group *g = &s->groups[c->places[at] - 1];
		if (g->by == by && strcmp(g->name, name) == 0)
			return g;
	}
	if (s->group_count == c->room) {
		c->room = c->room ? 2 * c->room : 64;
		s->groups = mem_grow(s->groups, c->room, sizeof *s->groups);
	}
	c->places[at] = s->group_count + 1;
	s->groups[s->group_count] = (struct statement_group){ .by = by, .name = arena_text(c->names, name) };
	return &s->groups[s->group_count++];
}

static void add(struct measure *to, const struct measure *m)
{
	to->numerator += m->numerator;
	to->denominator += m->denominator;
	to->excluded += m->excluded;
}

void statement_count(struct statement *s, enum statement_indicator i, const struct fact *f, struct measure m)
{
	add(&group_of(s, BY_UNIT, "")->values[i], &m);
	for (int by = BY_UNIT + 1; by < STATEMENT_GROUPINGS; by++)
		if (statement_rules[i].by & 1u << by)
			add(&group_of(s, (enum statement_by)by, f->name[by] ? f->name[by] : "")->values[i], &m);
}

void statement_time(struct statement *s, enum statement_spread which, const struct fact *f, bool counted, int64_t seconds)
{
	static const enum statement_indicator of[SPREAD_COUNT][2] = { [SPREAD_WAIT] = { COUNTS_WAIT_MEDIAN, COUNTS_WAIT_P90 },
		[SPREAD_SERVICE] = { COUNTS_SERVICE_MEDIAN, COUNTS_SERVICE_P90 } };

	for (size_t i = 0; i < COUNT_OF(of[which]); i++)
		statement_count(s, of[which][i], f, (struct measure){ 0, counted, !counted });
	if (!counted)
		return;
	statement_spread_add(group_of(s, BY_UNIT, ""), which, seconds);
	for (int by = BY_UNIT + 1; by < STATEMENT_GROUPINGS; by++)
		if (statement_rules[of[which][0]].by & 1u << by)
			statement_spread_add(group_of(s, (enum statement_by)by, f->name[by] ? f->name[by] : ""), which, seconds);
}

/* E-11: what one person was given is shown from so many ratings on. Those with fewer stand together under no name, and with one more
 * of them while even together they are too few, so that nothing is told by what is left over. */
static void pool(struct statement *s, int64_t least)
{
	for (;;) {
		struct statement_group *pooled = NULL, *smallest = NULL;
		int64_t hidden = 0;
		for (size_t i = 0; i < s->group_count; i++) {
			struct statement_group *g = &s->groups[i];
			int64_t n = g->by == BY_CLERK ? g->values[COUNTS_GOOD].denominator : 0;
			if (n && !*g->name)
				hidden = n;
			else if (n && (!smallest || n < smallest->values[COUNTS_GOOD].denominator))
				smallest = g;
		}
		if (!smallest || (smallest->values[COUNTS_GOOD].denominator >= least && (!hidden || hidden >= least)))
			return;
		struct measure m = smallest->values[COUNTS_GOOD];
		smallest->values[COUNTS_GOOD] = (struct measure){ 0, 0, 0 };
		pooled = group_of(s, BY_CLERK, "");      /* may move the groups */
		add(&pooled->values[COUNTS_GOOD], &m);
	}
}

/* "9" before "10": shorter numbers first, the rest by bytes. */
static int by_name(const void *a, const void *b)
{
	const struct statement_group *x = a, *y = b;
	size_t n = strlen(x->name), m = strlen(y->name);

	if (x->by != y->by)
		return x->by < y->by ? -1 : 1;
	if (!n != !m)
		return n ? -1 : 1;
	if (x->by == BY_WINDOW && n != m)
		return n < m ? -1 : 1;
	return strcmp(x->name, y->name);
}

const char *statement_group_name(const struct statement_group *g, char out[GROUP_SIZE])
{
	static const char *const none[STATEMENT_GROUPINGS] = { [BY_UNIT] = "全厅", [BY_WINDOW] = "不在窗口", [BY_CLERK] = "其余人员", [BY_BUNDLE] = "其余",
		[BY_ITEM] = "其余", [BY_DEPARTMENT] = "其余", [BY_CLASS] = "其余", [BY_RULE] = "其余" };

	if (!*g->name)
		text_copy(out, GROUP_SIZE, none[g->by]);
	else if (g->by == BY_WINDOW)
		snprintf(out, GROUP_SIZE, "%.40s 号窗口", g->name);
	else
		text_copy(out, GROUP_SIZE, g->name);
	return out;
}

enum status statement_reconcile(const struct statement *s, struct err *err)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		for (int by = BY_UNIT + 1; by < STATEMENT_GROUPINGS; by++) {
			const struct measure *unit = &s->groups[0].values[i];
			struct measure sum = { 0, 0, 0 };
			if (!(statement_rules[i].by & 1u << by))
				continue;
			for (size_t g = 0; g < s->group_count; g++)
				if (s->groups[g].by == (enum statement_by)by)
					add(&sum, &s->groups[g].values[i]);
			bool place = statement_rules[i].kind == SAID_PLACE;
			if ((!place && sum.numerator != unit->numerator) || sum.denominator != unit->denominator || sum.excluded != unit->excluded)
				return err_at(err, ST_BUG, "E-6842", statement_rules[i].code, "「%s」按%s分开后与全厅的合计不符,报表没有做成。请把日志交给管理员",
					statement_rules[i].name, statement_by_name((enum statement_by)by));
		}
	return ST_OK;
}

/* --- the period --------------------------------------------------------------------------------------------------------- */

struct statement_slot *statement_slot_of(struct statement *s, int64_t at)
{
	day_t day = clock_day_of(at);
	size_t i = s->span.period == PERIOD_DAY ? (size_t)clock_time_of(at).hour : (size_t)(day - s->span.from);

	return day < s->span.from || day > s->span.to || i >= s->slot_count ? NULL : &s->slots[i];
}

bool statement_slot_quiet(const struct statement_slot *s)
{
	return s->hour >= 0 && (s->hour < 8 || s->hour > 17) && !s->received && !s->accepted && !s->finished && !s->tickets;
}

int64_t statement_slot_wait(const struct statement_slot *s)
{
	return s->waits ? (s->waited + 3 * s->waits) / (6 * s->waits) : -1;
}

static void slots_begin(struct statement *s)
{
	bool hours = s->span.period == PERIOD_DAY;

	s->slot_count = hours ? 24 : (size_t)(s->span.to - s->span.from + 1);
	s->slots = mem_array(s->slot_count, sizeof *s->slots);
	for (size_t i = 0; i < s->slot_count; i++)
		s->slots[i] = (struct statement_slot){ .day = s->span.from + (hours ? 0 : (day_t)i), .hour = hours ? (int)i : -1 };
}

enum status statement_begin(struct hall *h, const struct actor *by, enum statement_period period, day_t day, struct statement **out,
	struct err *err)
{
	struct statement_span span = statement_span_of(period, day);
	int64_t end = clock_day_start(span.to + 1), now = clock_wall_ms();
	char text[SPAN_SIZE];
	struct statement *s;

	*out = NULL;
	if (!staff_may(by->role, RIGHT_STATEMENT))
		return audit_denied(h, by, "statement.denied", statement_span_text(span, text), "E-6840", "日报、周报、月报由督导来看(W-14)。没有统计。", err);
	if (span.from > clock_today())
		return err_set(err, ST_USAGE, "E-6841", "%s还没有开始,没有可统计的。", statement_span_text(span, text));
	s = mem_alloc(sizeof *s);
	s->span = span;
	s->over = end <= now;
	s->until = s->over ? end : now + 1;
	s->steps = (int)((s->over ? span.to : clock_today()) - span.from + 1) * statement_day_parts + 1;
	s->own = mem_alloc(sizeof *s->own);
	s->own->h = h;
	s->own->names = arena_new();
	(void)group_of(s, BY_UNIT, "");
	slots_begin(s);
	*out = s;
	return ST_OK;
}

enum status statement_step(struct statement *s, struct err *err)
{
	enum status st;

	if (s->done == s->steps)
		return ST_OK;
	st = FAULT("statement.step") ? err_set(err, ST_IO, "E-6844", "统计时数据没有读成,没有改动。请再统计。") :
		hall_calendar(s->own->h, &s->own->calendar, err);
	if (st == ST_OK)
		st = s->done + 1 == s->steps ? statement_rest(s, err) :
			statement_day(s, s->span.from + s->done / statement_day_parts, s->done % statement_day_parts, err);
	if (st != ST_OK || ++s->done < s->steps)
		return st;
	for (size_t g = 0; g < s->group_count; g++)
		statement_spread_tell(&s->groups[g]);
	pool(s, hall_int(s->own->h, "rating.least"));
	qsort(s->groups, s->group_count, sizeof *s->groups, by_name);
	return statement_reconcile(s, err);
}

enum status statement_make(struct hall *h, const struct actor *by, enum statement_period period, day_t day, struct statement **out,
	struct err *err)
{
	enum status st = statement_begin(h, by, period, day, out, err);

	while (st == ST_OK && (*out)->done < (*out)->steps)
		st = statement_step(*out, err);
	if (st != ST_OK) {
		statement_free(*out);
		*out = NULL;
	}
	return st;
}

void statement_free(struct statement *s)
{
	if (!s)
		return;
	for (size_t g = 0; g < s->group_count; g++)
		statement_spread_free(&s->groups[g]);
	arena_free(s->own->names);
	free(s->own->places);
	free(s->own);
	free(s->groups);
	free(s->slots);
	free(s);
}
