/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"
#include "hall/row.h"

enum status dossier_day(struct hall *h, day_t day, const char *window, struct dossier_row *rows, size_t room, size_t *count,
	bool *more, struct err *err)
{
	struct rows *found = NULL;
	enum status st = store_read(hall_store(h), Q_FIND_DAY, ARGS(value_int(day), value_text(window),
		value_int((int64_t)room + 1)), &found, err);

	*count = 0;
	*more = false;
	if (st == ST_OK)
		st = row_fill_all(h, found, rows, room, count, more, err);
	rows_free(found);
	return st;
}

enum status dossier_sums(struct hall *h, day_t day, const char *window, struct day_sums *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_DAY_SUMS, ARGS(value_int(day), value_text(window),
		value_int(clock_day_start(day)), value_int(clock_day_start(day + 1))), &rows, err);

	*out = (struct day_sums){ 0 };
	if (st == ST_OK)
		*out = (struct day_sums){ (int)rows_int(rows, 0, 0), (int)rows_int(rows, 0, 1), (int)rows_int(rows, 0, 2),
			(int)rows_int(rows, 0, 3), (int)rows_int(rows, 0, 4), (int)rows_int(rows, 0, 5) };
	rows_free(rows);
	return st;
}
