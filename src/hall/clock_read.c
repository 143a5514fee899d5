/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "hall/clock_own.h"
#include "hall/dossier.h"

struct clock_thresholds clock_thresholds(struct hall *h)
{
	return (struct clock_thresholds){ (int)hall_int(h, "light.percent"), (int)hall_int(h, "light.days") };
}

/* --- rows ------------------------------------------------------------------------------------------------------------ */

/* The applicant was told working days and the day on which they end (W-9, art. 82): that day stays, whatever a calendar became since. */
static struct limit until(const struct calendar *c, day_t from, day_t expected)
{
	return calendar_may_work(c, expected) ? LIMIT_DAYS(deadline_remaining(c, from, expected)) :
		(struct limit){ 2 * (expected - from), UNIT_NATURAL_DAY, true };
}

/* K7 is a pause seen as a clock: from its start to the end that the applicant was told. */
static void add_special(struct clock_list *list, const struct calendar *c, const struct rows *pauses, size_t i)
{
	int kind = pause_kind_from_code(rows_text(pauses, i, 3));
	day_t from = (day_t)rows_int(pauses, i, 4), expected = rows_null(pauses, i, 5) ? DAY_NONE : (day_t)rows_int(pauses, i, 5);

	if (kind < 0 || kind == PAUSE_DEFERRAL || expected == DAY_NONE)
		return;
	struct clock_row *r = &list->rows[list->count++];
	*r = (struct clock_row){ .id = rows_int(pauses, i, 0), .item = (int)rows_int(pauses, i, 1), .again = 1 };
	r->item_name = *rows_text(pauses, i, 10) ? arena_format(list->own, "%s %s", pause_kind_name((enum pause_kind)kind),
		rows_text(pauses, i, 10)) : arena_text(list->own, pause_kind_name((enum pause_kind)kind));
	r->run = (struct clock_run){ .kind = CLOCK_K7, .start = from, .limit = until(c, from, expected),
		.stopped = rows_null(pauses, i, 6) ? DAY_NONE : (day_t)rows_int(pauses, i, 6), .guess = true };
}

static const char *copy(struct arena *own, const char *s)
{
	return arena_text(own, s ? s : "");
}

/* The list outlives the book that it is made from. */
static void add_stored(struct clock_list *list, const struct clock_stored *k)
{
	struct clock_row *r = &list->rows[list->count++];
	struct clock_pause *pauses = arena_alloc(list->own, (k->run.pause_count + 1) * sizeof *pauses);
	struct clock_extension *extensions = arena_alloc(list->own, (k->run.extension_count + 1) * sizeof *extensions);

	*r = (struct clock_row){ .id = k->id, .item = k->item, .again = k->again, .item_name = copy(list->own, k->item_name),
		.run = k->run };
	for (size_t i = 0; i < k->run.pause_count; i++) {
		pauses[i] = k->run.pauses[i];
		pauses[i].reason = copy(list->own, pauses[i].reason);
		pauses[i].by = copy(list->own, pauses[i].by);
	}
	for (size_t i = 0; i < k->run.extension_count; i++) {
		extensions[i] = k->run.extensions[i];
		extensions[i].reason = copy(list->own, extensions[i].reason);
		extensions[i].by = copy(list->own, extensions[i].by);
	}
	r->run.pauses = pauses;
	r->run.extensions = extensions;
}

static int place(const struct clock_row *r)
{
	static const unsigned char order[CLOCK_KINDS] = { [CLOCK_K1] = 0, [CLOCK_K6] = 1, [CLOCK_K2] = 2, [CLOCK_K3] = 3, [CLOCK_K3P] = 4,
		[CLOCK_K7] = 5, [CLOCK_K5] = 6, [CLOCK_K4] = 7, [CLOCK_K8] = 8, [CLOCK_K8F] = 9, [CLOCK_K9] = 10, [CLOCK_K9H] = 11,
		[CLOCK_K10] = 12, [CLOCK_K10C] = 13, [CLOCK_K10A] = 14 };

	return (r->item != 0 && (r->run.kind == CLOCK_K2 || r->run.kind == CLOCK_K3) ? 100 : 0) + order[r->run.kind];
}

/* The whole first, then each item's promise and limit together. */
static int by_place(const void *left, const void *right)
{
	const struct clock_row *a = left, *b = right;
	int pa = place(a), pb = place(b);

	if (pa >= 100 && pb >= 100 && a->item != b->item)
		return a->item < b->item ? -1 : 1;
	if (pa != pb)
		return pa < pb ? -1 : 1;
	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return a->again != b->again ? (a->again < b->again ? -1 : 1) : (a->id > b->id) - (a->id < b->id);
}

static void stand_all(struct hall *h, const struct calendar *c, struct clock_list *list)
{
	const struct clock_thresholds t = clock_thresholds(h);

	for (size_t i = 0; i < list->count; i++) {
		struct clock_row *r = &list->rows[i];
		if (clock_stand(c, &r->run, clock_today(), &t, &r->state, &r->fault) == ST_OK)
			r->fault = (struct err){ .code = "" };
	}
}

static enum status read_list(struct hall *h, int64_t dossier, const struct calendar *c, struct clock_list *list, struct err *err)
{
	static const enum query queries[] = { Q_CLOCK_OF, Q_CLOCK_PAUSES, Q_CLOCK_EXTENSIONS, Q_CLOCK_EDGES };
	struct rows *rows[COUNT_OF(queries)] = { NULL };
	struct clock_book book;
	enum status st = ST_OK;

	for (size_t i = 0; i < COUNT_OF(queries) && st == ST_OK; i++)
		st = store_read(hall_store(h), queries[i], ARGS(value_int(dossier)), &rows[i], err);
	if (st == ST_OK) {
		clock_book_make(rows[0], rows[1], rows[2], rows[3], true, &book);
		list->rows = mem_array(book.count + rows_count(rows[1]) + 1, sizeof *list->rows);
		for (size_t i = 0; i < book.count; i++)
			add_stored(list, &book.clocks[i]);
		for (size_t i = 0; i < rows_count(rows[1]); i++)
			add_special(list, c, rows[1], i);
		clock_book_release(&book);
		qsort(list->rows, list->count, sizeof *list->rows, by_place);
		stand_all(h, c, list);
	}
	for (size_t i = 0; i < COUNT_OF(queries); i++)
		rows_free(rows[i]);
	return st;
}

enum status clock_list(struct hall *h, const char *number, struct clock_list **out, struct err *err)
{
	struct clock_list *list = mem_alloc(sizeof *list);
	const struct calendar *c;
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_DOSSIER_BY_NUMBER, ARGS(value_text(number)), &rows, err);

	*out = NULL;
	list->own = arena_new();
	if (st == ST_OK && rows_count(rows) == 0)
		st = dossier_missing("number", number, err);
	if (st == ST_OK && (st = hall_calendar(h, &c, err)) == ST_OK)
		st = read_list(h, rows_int(rows, 0, 0), c, list, err);
	rows_free(rows);
	if (st == ST_OK)
		*out = list;
	else
		clock_list_free(list);
	return st;
}

void clock_list_free(struct clock_list *list)
{
	if (!list)
		return;
	for (size_t i = 0; i < list->count; i++)
		clock_state_release(&list->rows[i].state);
	free(list->rows);
	arena_free(list->own);
	free(list);
}

/* --- for people ------------------------------------------------------------------------------------------------------ */

static void put_title(const struct clock_row *r, struct buf *out)
{
	const struct clock_rule *rule = clock_rule(r->run.kind);

	buf_format(out, "[%s] %s %s", clock_light_name(r->state.light), rule->code, rule->name);
	if (r->again > 1)
		buf_format(out, "(第%d次)", r->again);
	buf_format(out, " %s\n", *r->item_name ? r->item_name : "整件");
}

void clock_list_text(const struct clock_list *list, bool days, struct buf *out)
{
	if (list->count == 0)
		buf_text(out, "这件还没有开始计时。\n");
	for (size_t i = 0; i < list->count; i++) {
		const struct clock_row *r = &list->rows[i];
		put_title(r, out);
		if (*r->fault.code)
			buf_format(out, "  %s %s", r->fault.code, r->fault.text);
		else
			clock_sentence(&r->run, &r->state, out);
		buf_char(out, '\n');
	}
	for (size_t i = 0; days && i < list->count; i++) {
		const struct clock_row *r = &list->rows[i];
		if (*r->fault.code)
			continue;
		buf_char(out, '\n');
		put_title(r, out);
		clock_explain(&r->run, &r->state, out);
	}
}
