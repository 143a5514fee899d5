/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/accept_out.h"
#include "hall/paper_order.h"
#include "hall/statement.h"

/* 日报 周报 月报 on paper (D-13): the indicators with their counts and words, charts, and the sums taken apart. */

#define LETTERS "TJ"

static void counts_out(struct buf *b, const struct statement_rule *rule, const struct measure *m)
{
	char number[24];
	const int64_t counts[] = { m->numerator, m->denominator, m->excluded };
	static const char *const names[] = { "numerator", "denominator", "excluded" };

	for (size_t i = 0; i < COUNT_OF(counts); i++) {
		snprintf(number, sizeof number, "%" PRId64, counts[i]);
		out_text(b, names[i], rule->kind == SAID_COUNT ? "/" : number);
	}
}

static void words_out(struct buf *b, const struct statement_rule *rule)
{
	struct buf words;

	buf_init(&words, BUF_SMALL);
	statement_words(rule, &words);
	out_text(b, "words", words.data);
	buf_release(&words);
}

static void indicators_out(const struct statement *s, struct buf *b)
{
	char text[MEASURE_SIZE];

	out_open(b, "indicators", '[');
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		const struct statement_rule *rule = &statement_rules[i];
		out_open(b, NULL, '{');
		out_text(b, "name", rule->name);
		out_text(b, "value", measure_text(rule->kind, &s->groups[0].values[i], text));
		counts_out(b, rule, &s->groups[0].values[i]);
		words_out(b, rule);
		out_text(b, "rule", rule->rule);
		out_close(b, '}');
	}
	out_close(b, ']');
}

static void slots_out(const struct statement *s, struct buf *b)
{
	char label[16], wait[24];

	out_open(b, "slots", '[');
	for (size_t i = 0; i < s->slot_count; i++) {
		const struct statement_slot *o = &s->slots[i];
		int64_t tenths = statement_slot_wait(o);
		if (statement_slot_quiet(o))
			continue;
		snprintf(label, sizeof label, o->hour >= 0 ? "%d时" : "%d日", o->hour >= 0 ? o->hour : day_to_ymd(o->day).day);
		snprintf(wait, sizeof wait, "%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);
		out_open(b, NULL, '{');
		out_text(b, "label", label);
		out_int(b, "received", o->received);
		out_int(b, "accepted", o->accepted);
		out_int(b, "finished", o->finished);
		out_int(b, "tickets", o->tickets);
		out_text(b, "wait", tenths < 0 ? "" : wait);
		out_close(b, '}');
	}
	out_close(b, ']');
}

/* As a template can name it: "items_accepted". */
static const char *member(enum statement_indicator i, char out[32])
{
	snprintf(out, 32, "%s", statement_rules[i].code);
	for (char *c = out; *c; c++)
		*c = *c == '-' ? '_' : *c;
	return out;
}

/* What a line of a grouping shows; "" where the grouping cannot be told of. */
static const enum statement_indicator shown[] = { COUNTS_ACCEPTED, COUNTS_ITEMS_ACCEPTED, COUNTS_FINISHED, COUNTS_ITEMS_DECIDED,
	COUNTS_ON_TIME, COUNTS_EARLY, COUNTS_LATE_PROMISED, COUNTS_LATE_LEGAL, COUNTS_RETURNED, COUNTS_GOOD, COUNTS_TICKETS,
	COUNTS_SERVED, COUNTS_ABANDONED, COUNTS_WAIT, COUNTS_SERVICE, COUNTS_WAIT_MEDIAN, COUNTS_WAIT_P90, COUNTS_SERVICE_MEDIAN, COUNTS_SERVICE_P90,
	COUNTS_YELLOW, COUNTS_RED, COUNTS_YELLOW_SETTLED, COUNTS_RED_SETTLED, COUNTS_YELLOW_RISEN, COUNTS_CARDS_CANCELLED, COUNTS_CARDS_OPEN,
	COUNTS_STUCK, COUNTS_STUCK_IN_TIME, COUNTS_STUCK_LATE, COUNTS_STUCK_SATISFIED, COUNTS_STUCK_OPEN };

static void group_out(const struct statement_group *g, struct buf *b)
{
	char name[GROUP_SIZE], text[MEASURE_SIZE], code[32];

	out_open(b, NULL, '{');
	out_text(b, "name", statement_group_name(g, name));
	for (size_t k = 0; k < COUNT_OF(shown); k++)
		out_text(b, member(shown[k], code), statement_rules[shown[k]].by & 1u << g->by ?
			measure_text(statement_rules[shown[k]].kind, &g->values[shown[k]], text) : "");
	out_close(b, '}');
}

static bool worked(const struct statement_group *g)
{
	for (size_t k = 0; k < COUNT_OF(shown); k++)
		if (shown[k] < COUNTS_YELLOW || shown[k] > COUNTS_STUCK_OPEN)
			if (!measure_empty(&g->values[shown[k]]))
				return true;
	return false;
}

static bool called(const struct statement_group *g)
{
	return g->values[COUNTS_WAIT].denominator > 0;
}

static bool carded(const struct statement_group *g)
{
	return g->values[COUNTS_YELLOW].numerator || g->values[COUNTS_RED].numerator || g->values[COUNTS_CARDS_OPEN].numerator;
}

static bool stuck(const struct statement_group *g)
{
	return g->values[COUNTS_STUCK].numerator || g->values[COUNTS_STUCK_IN_TIME].denominator || g->values[COUNTS_STUCK_OPEN].numerator;
}

/* The lists that a template may walk, one of each for every grouping: "by_window" has who did something, "waits_by_window" where somebody
 * was called, "cards_by_window" where a card was given or stood, "stuck_by_window" where somebody was stuck: no line of zeros. */
static const struct { const char *list; enum statement_indicator told; bool (*stands)(const struct statement_group *g); } lists[] = {
	{ "by", STATEMENT_COUNT, worked }, { "waits_by", COUNTS_WAIT, called }, { "cards_by", COUNTS_YELLOW, carded },
	{ "stuck_by", COUNTS_STUCK, stuck } };

static void groups_out(const struct statement *s, enum statement_by by, struct buf *b)
{
	char list[32];

	for (size_t k = 0; k < COUNT_OF(lists); k++) {
		if (lists[k].told < STATEMENT_COUNT && !(statement_rules[lists[k].told].by & 1u << by))
			continue;
		snprintf(list, sizeof list, "%s_%s", lists[k].list, statement_by_code(by));
		out_open(b, list, '[');
		for (size_t g = 1; g < s->group_count; g++)
			if (s->groups[g].by == by && lists[k].stands(&s->groups[g]))
				group_out(&s->groups[g], b);
		out_close(b, ']');
	}
}

static enum status body_of(struct hall *h, const struct actor *by, const struct statement *s, struct buf *b, struct err *err)
{
	char span[SPAN_SIZE];

	out_open(b, NULL, '{');
	hall_out(h, by, b);
	out_text(b, "title", statement_period_name(s->span.period));
	out_text(b, "span", statement_span_text(s->span, span));
	out_instant(b, "until", s->over ? 0 : s->until - 1);
	out_bool(b, "dossiers", s->groups[0].values[COUNTS_RECEIVED].numerator + s->groups[0].values[COUNTS_ACCEPTED].numerator +
		s->groups[0].values[COUNTS_FINISHED].numerator > 0);
	out_bool(b, "queue", s->groups[0].values[COUNTS_TICKETS].numerator > 0);
	out_bool(b, "cards", carded(&s->groups[0]));
	out_bool(b, "stuck", stuck(&s->groups[0]));
	indicators_out(s, b);
	slots_out(s, b);
	for (int k = BY_UNIT + 1; k < STATEMENT_GROUPINGS; k++)
		groups_out(s, (enum statement_by)k, b);
	out_close(b, '}');
	return b->overflow ? err_set(err, ST_LIMIT, "E-6843", "报表的内容过大,没有打印。可用 --csv 或 --xlsx 导出。") : ST_OK;
}

enum status statement_fill(struct hall *h, const struct actor *by, const struct statement *s, enum paper paper, struct document **out,
	struct err *err)
{
	struct buf body;
	enum status st;

	*out = NULL;
	buf_init(&body, BUF_LARGE);
	st = body_of(h, by, s, &body, err);
	if (st == ST_OK)
		st = paper_own_fill(h, by, document_kind_find("statement"), body.data, paper, false, out, err);
	buf_release(&body);
	return st;
}

enum status statement_print(struct hall *h, const struct actor *by, const struct statement *s, const char *destination,
	struct print_job *out, struct err *err)
{
	char span[SPAN_SIZE];
	struct buf body;
	enum status st;

	*out = (struct print_job){ .id = 0 };
	buf_init(&body, BUF_LARGE);
	st = body_of(h, by, s, &body, err);
	if (st == ST_OK)
		st = paper_own_order(h, by, &(struct paper_own){ .kind = document_kind_find("statement"), .letters = LETTERS, .digits = 3,
			.body = body.data, .destination = destination, .act = "statement.print", .about = statement_span_text(s->span, span) }, out, err);
	buf_release(&body);
	return st;
}
