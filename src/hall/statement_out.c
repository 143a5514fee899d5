/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/json_out.h"
#include "hall/statement.h"

/* A statement for machines: JSON, and tables for spreadsheets. */

/* --- JSON --------------------------------------------------------------------------------------------------------------- */

static json_t *measure_json(enum statement_kind kind, const struct measure *m)
{
	if (kind == SAID_COUNT)
		return json_pack("{sI}", "numerator", (json_int_t)m->numerator);
	return json_pack("{sI sI sI}", "numerator", (json_int_t)m->numerator, "denominator", (json_int_t)m->denominator, "excluded",
		(json_int_t)m->excluded);
}

static json_t *groupings_json(unsigned by)
{
	json_t *list = json_array();

	for (int k = 0; k < STATEMENT_GROUPINGS; k++)
		if (by & 1u << k)
			(void)json_array_append_new(list, json_string(statement_by_code((enum statement_by)k)));
	return list;
}

static json_t *indicator_json(enum statement_indicator i, const struct measure *m)
{
	const struct statement_rule *rule = &statement_rules[i];
	char text[MEASURE_SIZE];
	json_t *out = json_pack("{ss ss ss ss ss ss ss ss so}", "code", rule->code, "name", rule->name, "kind", statement_kind_code(rule->kind),
		"value", measure_text(rule->kind, m, text), "counts", rule->numerator, "of", rule->denominator, "without", rule->excluded,
		"rule", rule->rule, "by", groupings_json(rule->by));

	(void)json_object_update_new(out, measure_json(rule->kind, m));
	return out;
}

static json_t *group_json(const struct statement_group *g)
{
	json_t *values = json_array();

	for (int i = 0; i < STATEMENT_COUNT; i++) {
		json_t *one = measure_empty(&g->values[i]) ? NULL : measure_json(statement_rules[i].kind, &g->values[i]);
		if (one && json_object_set_new(one, "code", json_string(statement_rules[i].code)) == 0)
			(void)json_array_append_new(values, one);
	}
	return json_pack("{ss ss so}", "by", statement_by_code(g->by), "name", g->name, "values", values);
}

static json_t *slot_json(const struct statement_slot *s)
{
	char day[11];

	return json_pack("{ss so sI sI sI sI sI sI}", "day", day_iso(s->day, day), "hour", s->hour < 0 ? json_null() : json_integer(s->hour),
		"received", (json_int_t)s->received, "accepted", (json_int_t)s->accepted, "finished", (json_int_t)s->finished,
		"tickets", (json_int_t)s->tickets, "waited", (json_int_t)s->waited, "waits", (json_int_t)s->waits);
}

json_t *statement_json(const struct statement *s)
{
	json_t *indicators = json_array(), *groups = json_array(), *series = json_array();
	char from[11], to[11], until[26];

	for (int i = 0; i < STATEMENT_COUNT; i++)
		(void)json_array_append_new(indicators, indicator_json((enum statement_indicator)i, &s->groups[0].values[i]));
	for (size_t i = 1; i < s->group_count; i++)
		(void)json_array_append_new(groups, group_json(&s->groups[i]));
	for (size_t i = 0; i < s->slot_count; i++)
		(void)json_array_append_new(series, slot_json(&s->slots[i]));
	return json_pack("{ss ss ss sb so so so so}", "period", statement_period_code(s->span.period), "from", day_iso(s->span.from, from), "to",
		day_iso(s->span.to, to), "over", s->over, "until", s->over ? json_null() : json_string(clock_iso(s->until - 1, until)),
		"indicators", indicators, "groups", groups, "series", series);
}

/* --- tables ------------------------------------------------------------------------------------------------------------- */

static void put(struct tables *t, struct table_cell *cells, size_t column, const char *text)
{
	cells[column] = (struct table_cell){ arena_text(t->arena, text), CELL_TEXT };
}

static void put_number(struct tables *t, struct table_cell *cells, size_t column, int64_t n)
{
	cells[column] = (struct table_cell){ arena_format(t->arena, "%" PRId64, n), CELL_NUMBER };
}

static struct table *begin(struct tables *t, const char *name, const char *const *headings, size_t count)
{
	struct table *table = tables_add(t, name, name);
	struct table_cell *cells = table_add(t, table, 1, count);

	for (size_t i = 0; i < count; i++)
		put(t, cells, i, headings[i]);
	return table;
}

/* Value and counts, from a column on; a plain count has no more than itself. */
static void put_measure(struct tables *t, struct table_cell *cells, size_t column, enum statement_kind kind, const struct measure *m)
{
	char text[MEASURE_SIZE];

	if (kind == SAID_COUNT)
		put_number(t, cells, column, m->numerator);
	else
		put(t, cells, column, measure_text(kind, m, text));
	put_number(t, cells, column + 1, m->numerator);
	if (kind == SAID_COUNT)
		return;
	put_number(t, cells, column + 2, m->denominator);
	put_number(t, cells, column + 3, m->excluded);
}

static void indicator_table(const struct statement *s, struct tables *out)
{
	static const char *const headings[] = { "代码", "指标", "值", "分子", "分母", "不计", "分子是", "分母是", "不计的是", "依据" };
	struct table *t = begin(out, "indicators", headings, COUNT_OF(headings));

	for (int i = 0; i < STATEMENT_COUNT; i++) {
		const struct statement_rule *rule = &statement_rules[i];
		const char *const words[] = { rule->numerator, rule->denominator, rule->excluded, rule->rule };
		struct table_cell *cells = table_add(out, t, t->count + 1, COUNT_OF(headings));
		put(out, cells, 0, rule->code);
		put(out, cells, 1, rule->name);
		put_measure(out, cells, 2, rule->kind, &s->groups[0].values[i]);
		for (size_t k = 0; k < COUNT_OF(words); k++)
			put(out, cells, 6 + k, words[k]);
	}
}

static void group_table(const struct statement *s, enum statement_by by, struct tables *out)
{
	const char *const headings[] = { statement_by_name(by), "指标", "值", "分子", "分母", "不计" };
	struct table *t = begin(out, statement_by_code(by), headings, COUNT_OF(headings));
	char name[GROUP_SIZE];

	for (size_t g = 1; g < s->group_count; g++)
		for (int i = 0; s->groups[g].by == by && i < STATEMENT_COUNT; i++) {
			if (measure_empty(&s->groups[g].values[i]))
				continue;
			struct table_cell *cells = table_add(out, t, t->count + 1, COUNT_OF(headings));
			put(out, cells, 0, statement_group_name(&s->groups[g], name));
			put(out, cells, 1, statement_rules[i].name);
			put_measure(out, cells, 2, statement_rules[i].kind, &s->groups[g].values[i]);
		}
}

/* The pictures of the paper (statement_sheet.c), of the hours or days that it shows. */
static void charts(const struct statement *s, struct tables *out, struct table *t)
{
	static const struct table_chart pictures[] = {
		{ .title = "收件、受理、办结(件)", .columns = { 2, 3, 4 }, .column_count = 3 },
		{ .title = "取号", .columns = { 5 }, .column_count = 1 },
		{ .title = "平均等候(分钟)", .line = true, .columns = { 8 }, .column_count = 1 } };
	size_t first = 0, last = s->slot_count - 1;

	while (first < last && statement_slot_quiet(&s->slots[first]))
		first++;
	while (last > first && statement_slot_quiet(&s->slots[last]))
		last--;
	for (size_t i = 0; i < COUNT_OF(pictures); i++) {
		struct table_chart c = pictures[i];
		c.label = s->span.period == PERIOD_DAY ? 1 : 0;
		c.from = first + 1;
		c.to = last + 1;
		table_add_chart(out, t, &c);
	}
}

static void slot_table(const struct statement *s, struct tables *out)
{
	static const char *const headings[] = { "日期", "时", "收件", "受理", "办结", "取号", "等候秒数", "叫到的号", "平均等候分钟" };
	struct table *t = begin(out, "series", headings, COUNT_OF(headings));
	char day[11];

	for (size_t i = 0; i < s->slot_count; i++) {
		const struct statement_slot *o = &s->slots[i];
		const int64_t numbers[] = { o->received, o->accepted, o->finished, o->tickets, o->waited, o->waits };
		struct table_cell *cells = table_add(out, t, t->count + 1, COUNT_OF(headings));
		put(out, cells, 0, day_iso(o->day, day));
		if (o->hour >= 0)
			put_number(out, cells, 1, o->hour);
		for (size_t k = 0; k < COUNT_OF(numbers); k++)
			put_number(out, cells, 2 + k, numbers[k]);
		int64_t wait = statement_slot_wait(o);
		if (wait >= 0)
			cells[2 + COUNT_OF(numbers)] = (struct table_cell){ arena_format(out->arena, "%" PRId64 ".%" PRId64, wait / 10, wait % 10),
				CELL_NUMBER };
	}
	charts(s, out, t);
}

void statement_tables(const struct statement *s, struct tables *out, const char *titles[STATEMENT_TABLES])
{
	size_t n = 0;

	tables_init(out);
	indicator_table(s, out);
	titles[n++] = "指标";
	for (int by = BY_UNIT + 1; by < STATEMENT_GROUPINGS; by++) {
		group_table(s, (enum statement_by)by, out);
		titles[n++] = statement_by_name((enum statement_by)by);
	}
	slot_table(s, out);
	titles[n] = s->span.period == PERIOD_DAY ? "逐时" : "逐日";
}

void statement_flat(const struct statement *s, struct tables *out)
{
	static const char *const headings[] = { "报表", "起", "止", "分组", "名称", "代码", "指标", "值", "分子", "分母", "不计" };
	char from[11], to[11], name[GROUP_SIZE];

	tables_init(out);
	struct table *t = begin(out, "statement", headings, COUNT_OF(headings));
	for (size_t g = 0; g < s->group_count; g++)
		for (int i = 0; i < STATEMENT_COUNT; i++) {
			const char *const words[] = { statement_period_name(s->span.period), day_iso(s->span.from, from), day_iso(s->span.to, to),
				statement_by_name(s->groups[g].by), statement_group_name(&s->groups[g], name), statement_rules[i].code,
				statement_rules[i].name };
			if (g && measure_empty(&s->groups[g].values[i]))
				continue;
			struct table_cell *cells = table_add(out, t, t->count + 1, COUNT_OF(headings));
			for (size_t k = 0; k < COUNT_OF(words); k++)
				put(out, cells, k, words[k]);
			put_measure(out, cells, COUNT_OF(words), statement_rules[i].kind, &s->groups[g].values[i]);
		}
}

enum status statement_taken(struct hall *h, const struct actor *by, const struct statement *s, const char *form, struct err *err)
{
	char span[SPAN_SIZE];

	return audit_note(h, by, &(struct audit_entry){ .act = "statement.export", .object = statement_span_text(s->span, span), .after = form }, err);
}
