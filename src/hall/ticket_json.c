/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/ticket.h"

#include "base/clock.h"

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
