/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/taken.h"

#include <stdio.h>

#include "store/query.h"

#define MONTHS 3

static void series_of(const char *window, const char *bundle, char *out, size_t size)
{
	snprintf(out, size, "taken/%s/%s", window, bundle);
}

static void month_of(day_t day, unsigned before, char out[8])
{
	struct ymd d = day_to_ymd(day);
	unsigned months = (unsigned)d.year * 12 + (unsigned)d.month - 1 - before;

	snprintf(out, 8, "%04u%02u", months / 12 % 10000, months % 12 + 1);
}

void taken_count(struct batch *b, const char *window, const char *bundle, day_t day)
{
	char series[128], month[8];

	series_of(window, bundle, series, sizeof series);
	month_of(day, 0, month);
	batch_add(b, Q_COUNTER_NEXT, ARGS(value_text(series), value_text(month)));
}

enum status hall_taken(struct hall *h, const char *window, day_t today, const struct catalogue *c, uint32_t *n,
	struct err *err)
{
	char series[128], month[8];
	struct rows *rows;

	for (size_t i = 0; i < c->bundle_count + c->item_count; i++)
		n[i] = 0;
	series_of(window, "", series, sizeof series);
	month_of(today, MONTHS - 1, month);
	enum status st = store_read(hall_store(h), Q_TAKEN, ARGS(value_text(series), value_text(month)), &rows, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct bundle *bundle = catalogue_bundle(c, rows_text(rows, i, 0));
		const struct item *item = bundle ? NULL : catalogue_item(c, rows_text(rows, i, 0));
		if (bundle)
			n[bundle - c->bundles] = (uint32_t)rows_int(rows, i, 1);
		else if (item)
			n[c->bundle_count + (size_t)(item - c->items)] = (uint32_t)rows_int(rows, i, 1);
	}
	rows_free(rows);
	return ST_OK;
}
