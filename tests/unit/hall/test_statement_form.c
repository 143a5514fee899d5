/* SPDX-License-Identifier: Apache-2.0 */
#include "random_hall.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/mem.h"
#include "book/book.h"
#include "hall/statement.h"
#include "schema.h"

/* Of halls of random days: each form in which a statement is told has the figures that were counted, and each grouping of it adds up to
 * the unit in that form, too. */

static struct statement *s;
static char path[64];                /* of a workbook */

static int form_teardown(void **state)
{
	statement_free(s);
	s = NULL;
	return acts_teardown(state);
}
#define FORM_TEST(name) cmocka_unit_test_setup_teardown(name, tickets_setup, form_teardown)

static void make(enum statement_period p, day_t day)
{
	statement_free(s);
	if (statement_make(f.h, &supervisor, p, day, &s, &err) != ST_OK)
		fail_msg("%s %s [%s]", err.code, err.text, err.where);
}

static const struct statement_group *group(const char *by, const char *name)
{
	char shown[GROUP_SIZE];

	for (size_t g = 0; g < s->group_count; g++)
		if (strcmp(statement_by_name(s->groups[g].by), by) == 0 && strcmp(statement_group_name(&s->groups[g], shown), name) == 0)
			return &s->groups[g];
	fail_msg("no group %s of %s", name, by);
	return NULL;
}

static int indicator(const char *name)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (strcmp(statement_rules[i].name, name) == 0)
			return i;
	fail_msg("no indicator %s", name);
	return -1;
}

/* Value, numerator, denominator and what is left out, from a column of a row on, as they were counted. */
static void assert_row(const struct table_row *row, size_t column, const struct statement_group *g, int i)
{
	const struct measure *m = &g->values[i];
	const int64_t counts[] = { m->numerator, m->denominator, m->excluded };
	char text[MEASURE_SIZE];

	assert_string_equal(table_text(row, column), measure_text(statement_rules[i].kind, m, text));
	for (size_t k = 0; k < (statement_rules[i].kind == SAID_COUNT ? 1 : COUNT_OF(counts)); k++)
		assert_int_equal(strtoll(table_text(row, column + 1 + k), NULL, 10), counts[k]);
}

static void add_row(const struct table_row *row, size_t column, struct measure *to)
{
	to->numerator += strtoll(table_text(row, column), NULL, 10);
	to->denominator += strtoll(table_text(row, column + 1), NULL, 10);
	to->excluded += strtoll(table_text(row, column + 2), NULL, 10);
}

static void assert_sums(struct measure sums[STATEMENT_GROUPINGS][STATEMENT_COUNT], const char *form)
{
	for (int by = BY_UNIT + 1; by < STATEMENT_GROUPINGS; by++)
		for (int i = 0; i < STATEMENT_COUNT; i++) {
			struct measure unit = s->groups[0].values[i];
			if (!(statement_rules[i].by & 1u << by))
				unit = (struct measure){ 0, 0, 0 };      /* nor is it told there */
			if (statement_rules[i].kind == SAID_PLACE)
				unit.numerator = sums[by][i].numerator;
			if (memcmp(&unit, &sums[by][i], sizeof unit) != 0)
				fail_msg("%s: %s by %s does not add up", form, statement_rules[i].code, statement_by_code((enum statement_by)by));
		}
}

static int grouping(const char *name)
{
	for (int by = 0; by < STATEMENT_GROUPINGS; by++)
		if (strcmp(statement_by_name((enum statement_by)by), name) == 0)
			return by;
	fail_msg("no grouping %s", name);
	return -1;
}

/* CSV, written and read back. */
static void in_one_table(void)
{
	enum { BY = 3, NAME, CODE, INDICATOR, VALUE };
	struct measure sums[STATEMENT_GROUPINGS][STATEMENT_COUNT] = { 0 };
	struct tables flat, back;
	struct buf text;

	statement_flat(s, &flat);
	buf_init(&text, TABLE_BYTES_MOST);
	csv_write(flat.list[0], &text);
	tables_init(&back);
	if (csv_read("statement", "statement.csv", text.data, text.len, &back, NULL, NULL, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	const struct table *t = back.list[0];
	assert_int_equal(t->count, flat.list[0]->count);
	for (size_t r = 1; r < t->count; r++) {
		int i = indicator(table_text(&t->rows[r], INDICATOR)), by = grouping(table_text(&t->rows[r], BY));
		assert_string_equal(table_text(&t->rows[r], CODE), statement_rules[i].code);
		assert_row(&t->rows[r], VALUE, group(table_text(&t->rows[r], BY), table_text(&t->rows[r], NAME)), i);
		add_row(&t->rows[r], VALUE + 1, &sums[by][i]);
	}
	assert_sums(sums, "csv");
	tables_release(&back);
	buf_release(&text);
	tables_release(&flat);
}

/* Each picture shows all that there is: what it leaves out are hours of nothing. */
static void assert_charts(const struct table *t)
{
	static const struct { size_t chart, series; enum statement_indicator shown; } told[] = { { 0, 0, COUNTS_RECEIVED }, { 0, 1, COUNTS_ACCEPTED },
		{ 0, 2, COUNTS_FINISHED }, { 1, 0, COUNTS_TICKETS } };

	assert_int_equal(t->chart_count, 3);
	for (size_t k = 0; k < COUNT_OF(told); k++) {
		const struct table_chart *c = &t->charts[told[k].chart];
		int64_t sum = 0;
		for (size_t r = c->from; r <= c->to; r++)
			sum += strtoll(table_text(&t->rows[r], c->columns[told[k].series]), NULL, 10);
		assert_int_equal(sum, s->groups[0].values[told[k].shown].numerator);
	}
	const struct table_chart *waits = &t->charts[2];
	for (size_t r = 1; r < t->count; r++) {
		int64_t waited = strtoll(table_text(&t->rows[r], 6), NULL, 10), called = strtoll(table_text(&t->rows[r], 7), NULL, 10);
		const char *shown = table_text(&t->rows[r], waits->columns[0]);
		if (called == 0)
			assert_string_equal(shown, "");
		else
			assert_true(llabs((int64_t)(strtod(shown, NULL) * 60 * (double)called) - waited) <= 4 * called);
	}
}

/* The sheets of a workbook, written and read back. */
static void in_sheets(void)
{
	enum { NAME, INDICATOR, VALUE };
	struct measure sums[STATEMENT_GROUPINGS][STATEMENT_COUNT] = { 0 };
	const char *titles[STATEMENT_TABLES];
	struct tables out, book;
	struct buf bytes;

	statement_tables(s, &out, titles);
	assert_charts(out.list[STATEMENT_TABLES - 1]);
	buf_init(&bytes, TABLE_BYTES_MOST);
	if (book_write(&out, titles, &bytes, &err) != ST_OK || file_write(path, bytes.data, bytes.len, 0600, &err) != ST_OK ||
		book_read(path, &book, NULL, NULL, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	buf_release(&bytes);
	tables_release(&out);
	assert_int_equal(book.count, STATEMENT_TABLES);
	assert_int_equal(book.list[0]->count, 1 + STATEMENT_COUNT);
	for (int i = 0; i < STATEMENT_COUNT; i++)
		assert_row(&book.list[0]->rows[1 + i], 2, &s->groups[0], i);
	for (int by = BY_UNIT + 1; by < STATEMENT_GROUPINGS; by++) {
		const struct table *t = book.list[by];
		assert_string_equal(titles[by], statement_by_name((enum statement_by)by));
		for (size_t r = 1; r < t->count; r++) {
			int i = indicator(table_text(&t->rows[r], INDICATOR));
			assert_row(&t->rows[r], VALUE, group(titles[by], table_text(&t->rows[r], NAME)), i);
			add_row(&t->rows[r], VALUE + 1, &sums[by][i]);
		}
	}
	assert_sums(sums, "xlsx");
	tables_release(&book);
}

static void in_json(void)
{
	struct measure sums[STATEMENT_GROUPINGS][STATEMENT_COUNT] = { 0 };
	json_t *j = statement_json(s), *one, *value;
	size_t k, n;

	assert_true(schema_fits("statement", j));
	json_array_foreach(json_object_get(j, "groups"), k, one)
		json_array_foreach(json_object_get(one, "values"), n, value) {
			int by = 0, i = 0;
			while (strcmp(statement_by_code((enum statement_by)by), json_string_value(json_object_get(one, "by"))) != 0)
				by++;
			while (strcmp(statement_rules[i].code, json_string_value(json_object_get(value, "code"))) != 0)
				i++;
			sums[by][i].numerator += json_integer_value(json_object_get(value, "numerator"));
			sums[by][i].denominator += json_integer_value(json_object_get(value, "denominator"));
			sums[by][i].excluded += json_integer_value(json_object_get(value, "excluded"));
		}
	assert_sums(sums, "json");
	json_decref(j);
}

/* The document of which the paper, its PDF and the text on a screen are made: every indicator a line of its table with its counts, and
 * each grouping's counts of what its columns show. */
/* NULL: there was nothing to tell. */
static const struct block *table_of(const struct document *d, const char *heading)
{
	for (size_t b = 1; b < d->block_count; b++)
		if (d->blocks[b].kind == BLOCK_TABLE && strcmp(d->blocks[b - 1].text, heading) == 0)
			return &d->blocks[b];
	return NULL;
}

/* No line says of each thing that there was none. */
static void assert_lines_say_something(const struct document *d, const char *heading)
{
	const struct block *b = table_of(d, heading);

	for (size_t r = 0; b && r < b->row_count; r++) {
		bool says = false;
		for (size_t c = 1; c < b->column_count; c++) {
			const char *cell = b->cells[r * b->column_count + c];
			says = says || (*cell && strcmp(cell, "0") != 0 && strcmp(cell, "—") != 0);
		}
		if (!says)
			fail_msg("%s: %s has nothing to say", heading, b->cells[r * b->column_count]);
	}
}

static void on_paper(void)
{
	static const struct { const char *heading; enum statement_by by; size_t column; enum statement_indicator shown; } sums[] = {
		{ "按窗口", BY_WINDOW, 1, COUNTS_ACCEPTED }, { "按窗口", BY_WINDOW, 6, COUNTS_TICKETS }, { "按人员", BY_CLERK, 1, COUNTS_ACCEPTED },
		{ "按排队类别", BY_CLASS, 1, COUNTS_TICKETS }, { "按一件事", BY_BUNDLE, 1, COUNTS_ACCEPTED },
		{ "红黄牌：按督办规则", BY_RULE, 1, COUNTS_YELLOW }, { "红黄牌：按督办规则", BY_RULE, 4, COUNTS_RED },
		{ "红黄牌：按督办规则", BY_RULE, 7, COUNTS_CARDS_OPEN }, { "红黄牌：按部门", BY_DEPARTMENT, 1, COUNTS_YELLOW },
		{ "红黄牌：按部门", BY_DEPARTMENT, 4, COUNTS_RED }, { "红黄牌：按窗口", BY_WINDOW, 1, COUNTS_YELLOW },
		{ "红黄牌：按窗口", BY_WINDOW, 4, COUNTS_RED }, { "红黄牌：按窗口", BY_WINDOW, 7, COUNTS_CARDS_OPEN },
		{ "办不成事：按窗口", BY_WINDOW, 1, COUNTS_STUCK }, { "办不成事：按窗口", BY_WINDOW, 5, COUNTS_STUCK_OPEN },
		{ "按部门", BY_DEPARTMENT, 1, COUNTS_ITEMS_ACCEPTED }, { "按事项", BY_ITEM, 1, COUNTS_ITEMS_ACCEPTED } };
	struct document *d;
	char text[MEASURE_SIZE];

	if (statement_fill(f.h, &supervisor, s, PAPER_A4, &d, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	const struct block *b = table_of(d, "指标：都由本期发生的事重新计数；分母为零记“—”");
	assert_int_equal(b->row_count, STATEMENT_COUNT);
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		const char *const *cells = (const char *const *)&b->cells[(size_t)i * b->column_count];
		const struct measure *m = &s->groups[0].values[i];
		assert_string_equal(cells[0], statement_rules[i].name);
		assert_string_equal(cells[1], measure_text(statement_rules[i].kind, m, text));
		if (statement_rules[i].kind == SAID_COUNT)
			continue;
		assert_int_equal(strtoll(cells[2], NULL, 10), m->numerator);
		assert_int_equal(strtoll(cells[3], NULL, 10), m->denominator);
		assert_int_equal(strtoll(cells[4], NULL, 10), m->excluded);
	}
	for (size_t k = 0; k < COUNT_OF(sums); k++) {
		int64_t sum = 0;
		b = table_of(d, sums[k].heading);
		for (size_t r = 0; b && r < b->row_count; r++)
			sum += strtoll(b->cells[r * b->column_count + sums[k].column], NULL, 10);
		if (sum != s->groups[0].values[sums[k].shown].numerator)
			fail_msg("on paper %s, column %zu: %lld, not %s", sums[k].heading, sums[k].column, (long long)sum,
				statement_rules[sums[k].shown].code);
	}
	static const char *const rest[] = { "红黄牌：按督办规则", "红黄牌：按部门", "红黄牌：按窗口", "办不成事：按窗口", "等候、办理的时间：按窗口",
		"等候、办理的时间：按人员", "等候、办理的时间：按排队类别" };
	for (size_t k = 0; k < COUNT_OF(rest); k++)
		assert_lines_say_something(d, rest[k]);
	document_free(d);
}

static void each_form_has_the_same_figures(void **state)
{
	for (int n = 20; n < 23; n++) {
		if (n > 20) {
			form_teardown(state);
			tickets_setup(state);
		}
		a_random_hall(n, 9);
		int64_t cards = 0, stuck = 0;
		for (int p = 0; p < STATEMENT_PERIODS; p++)
			for (day_t back = 0; back < 9; back += p == PERIOD_DAY ? 2 : 7) {
				make((enum statement_period)p, clock_today() - back);
				in_one_table();
				in_sheets();
				in_json();
				on_paper();
				cards += s->groups[0].values[COUNTS_YELLOW].numerator + s->groups[0].values[COUNTS_RED].numerator;
				stuck += s->groups[0].values[COUNTS_STUCK_LATE].denominator;
			}
		assert_true(cards > 0);
		assert_true(stuck > 0);
	}
}

static void the_paper_is_ordered_with_its_number(void **state)
{
	struct print_job job;

	(void)state;
	a_random_hall(2, 3);
	make(PERIOD_WEEK, clock_today() - 2);
	assert_int_equal(statement_print(f.h, &supervisor, s, "", &job, &err), ST_OK);
	assert_int_equal(strncmp(job.number, "TJ001", 5), 0);
	char *text = paper_text(&job, 120);
	assert_non_null(strstr(text, "周报"));
	assert_non_null(strstr(text, "一次办结率"));
	assert_non_null(strstr(text, "10 号窗口"));
	assert_null(strstr(text, "李芳"));
	free(text);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'statement.print'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FORM_TEST(each_form_has_the_same_figures), FORM_TEST(the_paper_is_ordered_with_its_number),
	};

	snprintf(path, sizeof path, "/tmp/statement-%ld.xlsx", (long)getpid());
	int failed = cmocka_run_group_tests_name("statement-form", tests, NULL, NULL);
	unlink(path);
	return failed;
}
