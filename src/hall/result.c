/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/result.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/json_out.h"
#include "hall/own.h"
#include "hall/paper_order.h"
#include "law/states.h"

struct telling {
	struct hall *h;
	struct actor by;
	const struct document_kind *kind;
	int64_t dossier;
	int step;
};

static const char *decision_name(const char *state)
{
	static const char *const names[TASK_STATE_COUNT] = { [TASK_GRANTED] = "准予", [TASK_REFUSED] = "不予许可",
		[TASK_REPORTED] = "已转报上级机关" };
	int s = task_state_from_code(state);

	return s < 0 ? state : names[s] ? names[s] : task_state_name((enum task_state)s);
}

static day_t day_at(const struct rows *r, size_t i, int column)
{
	return rows_null(r, i, column) ? DAY_NONE : (day_t)rows_int(r, i, column);
}

static day_t result_out(struct buf *b, const struct rows *r, size_t i)
{
	day_t decided = rows_int(r, i, 8) ? clock_day_of(rows_int(r, i, 8)) : DAY_NONE;
	const char *name = rows_text(r, i, 4), *decision = rows_text(r, i, 3);

	out_open(b, NULL, '{');
	out_int(b, "no", rows_int(r, i, 0));
	out_text(b, "item", rows_text(r, i, 1));
	out_text(b, "department", rows_text(r, i, 2));
	out_text(b, "decision", decision);
	out_text(b, "decision_name", decision_name(decision));
	out_text(b, "name", strcmp(decision, "51") == 0 && !*name ? "不予许可决定书" : name);
	out_text(b, "licence_no", rows_text(r, i, 5));
	out_day(b, "valid_from", day_at(r, i, 6));
	out_day(b, "valid_to", day_at(r, i, 7));
	out_day(b, "decided_day", decided);
	out_bool(b, "here", rows_int(r, i, 9) != 0);
	out_text(b, "place", rows_text(r, i, 10));
	out_close(b, '}');
	return decided;
}

/* Until when it lies ready; on paper it says when the calendar has moved that day. Whoever decides in a transaction has asked
 * hall_calendar before it, and looks inside whether that is still the one. */
static void until_out(struct hall *h, day_t today, struct buf *b)
{
	day_t stated = today + (day_t)hall_int(h, "pickup.days");
	day_t until = h->calendar ? calendar_workday_from(h->calendar, stated) : stated;

	out_day(b, "pickup_until", until);
	out_text(b, "pickup_moved", until == stated ? "" : "末日逢休息日,顺延到下一工作日,民法典第二百零三条");
}

static enum status tell(struct batch *b, void *ctx, struct err *err)
{
	const struct telling *t = ctx;
	const struct rows *r = batch_rows(b, t->step);
	day_t last = DAY_NONE, today = clock_today();
	struct buf body;

	(void)err;
	buf_init(&body, BUF_LARGE);
	out_open(&body, NULL, '{');
	out_open(&body, "results", '[');
	for (size_t i = 0; i < rows_count(r); i++) {
		day_t decided = result_out(&body, r, i);
		last = last == DAY_NONE || (decided != DAY_NONE && decided > last) ? decided : last;
	}
	out_close(&body, ']');
	out_day(&body, "decided_day", last);
	out_day(&body, "ready_day", today);
	until_out(t->h, today, &body);
	out_close(&body, '}');
	paper_order_in(t->h, b, &t->by, &(struct paper_order){ .dossier = t->dossier, .kind = t->kind, .act = "", .body = body.data,
		.held = hall_int(t->h, "printer.results") == 0 }, NULL);
	buf_release(&body);
	return ST_OK;
}

void result_paper_in(struct hall *h, struct batch *b, const struct actor *by, int64_t dossier, const struct document_kind *kind)
{
	struct telling *t = batch_keep(b, sizeof *t);

	*t = (struct telling){ .h = h, .by = *by, .kind = kind, .dossier = dossier };
	t->step = batch_add(b, Q_RESULT_TOLD, ARGS(value_int(dossier)));
	batch_then(b, tell, t);
}
