/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/taken.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "store/query.h"

#define MONTHS 3

/* Series "taken/3", period "202611/xinshenger": the window is asked for by its whole name, the month by its digits, so that no
 * order of texts matters. */
static void series_of(const char *window, char out[64])
{
	snprintf(out, 64, "taken/%s", window);
}

static void month_of(day_t day, unsigned before, char out[8])
{
	struct ymd d = day_to_ymd(day);
	unsigned months = (unsigned)d.year * 12 + (unsigned)d.month - 1 - before;

	snprintf(out, 8, "%04u%02u", months / 12 % 10000, months % 12 + 1);
}

void taken_count(struct batch *b, const char *window, const char *matter, day_t day)
{
	char series[64], month[8], *period;

	series_of(window, series);
	month_of(day, 0, month);
	period = mem_format("%s/%s", month, matter);
	batch_add(b, Q_COUNTER_NEXT, ARGS(value_text(series), value_text(period)));
	free(period);
}

/* "+x" is the item x, where a bundle is called so, too. */
static uint32_t *place_of(const struct catalogue *c, const char *matter, uint32_t *n)
{
	const struct bundle *bundle = catalogue_bundle(c, matter);
	const struct item *item = bundle ? NULL : catalogue_item(c, matter + (*matter == '+'));

	return bundle ? &n[bundle - c->bundles] : item ? &n[c->bundle_count + (size_t)(item - c->items)] : NULL;
}

enum status hall_taken(struct hall *h, const char *window, day_t today, const struct catalogue *c, uint32_t *n,
	struct err *err)
{
	char series[64], month[8];
	struct rows *rows;

	for (size_t i = 0; i < c->bundle_count + c->item_count; i++)
		n[i] = 0;
	series_of(window, series);
	month_of(today, MONTHS - 1, month);
	enum status st = store_read(hall_store(h), Q_TAKEN, ARGS(value_text(series), value_text(month)), &rows, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < rows_count(rows); i++) {
		uint32_t *at = place_of(c, rows_text(rows, i, 0), n);
		if (at)
			*at += (uint32_t)rows_int(rows, i, 1);
	}
	rows_free(rows);
	return ST_OK;
}
