/* SPDX-License-Identifier: Apache-2.0 */
/* What the bridge to the evaluators asks and tells (P-8). */
#include <stdio.h>

#include "base/clock.h"
#include "base/text.h"
#include "hall/own.h"
#include "hall/rating_write.h"

enum status rating_device_open(struct hall *h, struct rating_waiting *rows, size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_RATING_DEVICE_OPEN, NULL, 0, &r, err);

	*count = 0;
	for (size_t i = 0; st == ST_OK && i < rows_count(r) && *count < room; i++) {
		struct rating_waiting *w = &rows[(*count)++];
		w->id = rows_int(r, i, 0);
		snprintf(w->window, sizeof w->window, "%s", rows_text(r, i, 1));
		snprintf(w->number, sizeof w->number, "%s", rows_text(r, i, 2));
		text_copy(w->service, sizeof w->service, rows_text(r, i, 3));
		snprintf(w->work_no, sizeof w->work_no, "%s", rows_text(r, i, 4));
		w->asked_at = rows_int(r, i, 5);
	}
	rows_free(r);
	return st;
}

enum status rating_device_set(struct hall *h, int64_t id, enum rating_device state, const char *note, struct err *err)
{
	struct batch *b;
	char cut[161];
	enum status st = hall_writable(h, err);

	if (st != ST_OK)
		return st;
	text_copy(cut, sizeof cut, note);
	b = batch_new("rating.device");
	batch_add(b, Q_RATING_DEVICE_SET, ARGS(value_int(id), value_text(rating_device_code(state)), value_int(clock_wall_ms()),
		value_text(cut)));
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}
