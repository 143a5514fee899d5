/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/ticket.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"

static json_t *instant(int64_t at)
{
	char iso[26];

	return at ? json_string(clock_iso(at, iso)) : json_null();
}

json_t *ticket_json(const struct ticket *t, int64_t now)
{
	const char class[2] = { t->class, '\0' };
	char day[11];

	return json_pack("{ss ss ss ss ss ss so ss ss so sI sb ss so so so sI sI}", "number", t->number, "day", day_iso(t->day, day),
		"class", class, "class_name", t->class_name, "lane", queue_lane_code(t->lane), "priority", t->priority,
		"slot_at", instant(t->slot_at), "state", ticket_state_code(t->state), "state_name", ticket_state_name(t->state),
		"taken_at", instant(t->taken_at), "calls", (json_int_t)t->calls, "restored", t->restored, "window", t->window,
		"called_at", instant(t->called_at), "arrived_at", instant(t->arrived_at), "ended_at", instant(t->ended_at),
		"wait_seconds", (json_int_t)(ticket_wait_ms(t, now) / 1000), "service_seconds", (json_int_t)(ticket_service_ms(t, now) / 1000));
}

json_t *window_now_json(const struct window_now *w)
{
	const char class[2] = { w->class, '\0' };

	return json_pack("{ss ss ss ss ss so ss ss ss ss so so so}", "window", w->no, "window_name", w->name, "kind", w->kind,
		"state", window_state_code(w->state), "state_name", window_state_name(w->state), "since", instant(w->since), "clerk", w->clerk,
		"reason", w->reason, "number", w->ticket, "class", class, "called_at", instant(w->called_at),
		"arrived_at", instant(w->arrived_at), "dossier_at", instant(w->dossier_at));
}

/* --- calls -------------------------------------------------------------------------------------------------------------- */

enum status ticket_called_after(struct hall *h, int64_t after, struct ticket_called *rows, size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_TICKET_CALLED_AFTER, ARGS(value_int(after), value_int((int64_t)room)), &r, err);

	*count = st == ST_OK ? rows_count(r) : 0;
	for (size_t i = 0; i < *count; i++) {
		rows[i] = (struct ticket_called){ .id = rows_int(r, i, 0), .at = rows_int(r, i, 1), .class = *rows_text(r, i, 3),
			.again = strcmp(rows_text(r, i, 7), "recalled") == 0, .calls = rows_int(r, i, 8) };
		text_copy(rows[i].number, sizeof rows[i].number, rows_text(r, i, 2));
		text_copy(rows[i].class_name, sizeof rows[i].class_name, rows_text(r, i, 4));
		text_copy(rows[i].window, sizeof rows[i].window, rows_text(r, i, 5));
		text_copy(rows[i].window_name, sizeof rows[i].window_name, rows_text(r, i, 6));
	}
	rows_free(r);
	return st;
}

enum status ticket_called_last(struct hall *h, int64_t *id, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_TICKET_EVENT_LAST, NULL, 0, &r, err);

	*id = st == ST_OK ? rows_int(r, 0, 0) : 0;
	rows_free(r);
	return st;
}

json_t *ticket_called_json(const struct ticket_called *c)
{
	const char class[2] = { c->class, '\0' };
	char text[200];

	queue_spoken(c->number, c->window, c->window_name, text);
	return json_pack("{ss sI ss ss ss ss ss sI sb so ss}", "op", "call", "id", (json_int_t)c->id, "number", c->number, "class", class,
		"class_name", c->class_name, "window", c->window, "window_name", c->window_name, "calls", (json_int_t)c->calls,
		"again", c->again, "at", instant(c->at), "text", text);
}
