/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "hall/clock.h"
#include "law/value_json.h"

json_t *clock_days_json(const struct deadline *d)
{
	static const char *const effects[] = { [DAY_COUNTED] = "counted", [DAY_SKIPPED] = "skipped", [DAY_PAUSED] = "paused" };
	static const char *const kinds[] = { [DAY_WORK] = "work", [DAY_WEEKEND] = "weekend", [DAY_HOLIDAY] = "holiday",
		[DAY_MAKEUP] = "makeup", [DAY_LOCAL_CLOSED] = "local_closed", [DAY_LOCAL_OPEN] = "local_open", [DAY_UNKNOWN] = "unknown" };
	json_t *days = json_array();

	for (size_t i = 0; i < d->count; i++)
		json_array_append_new(days, json_pack("{so ss ss so si}", "day", day_json(d->steps[i].day), "effect", effects[d->steps[i].effect],
			"kind", kinds[d->steps[i].kind], "name", text_json(d->steps[i].name), "counted", d->steps[i].counted));
	return days;
}

static json_t *pauses_json(const struct clock_run *run)
{
	json_t *a = json_array();

	for (size_t i = 0; i < run->pause_count; i++) {
		const struct clock_pause *p = &run->pauses[i];
		json_array_append_new(a, json_pack("{ss ss so so so so}", "kind", pause_kind_code((enum pause_kind)p->kind), "name",
			pause_kind_name((enum pause_kind)p->kind), "from", day_json(p->from), "to", day_json(p->to), "reason", text_json(p->reason), "by",
			text_json(p->by)));
	}
	return a;
}

static json_t *extensions_json(const struct clock_run *run)
{
	json_t *a = json_array();

	for (size_t i = 0; i < run->extension_count; i++) {
		const struct clock_extension *e = &run->extensions[i];
		json_array_append_new(a, json_pack("{so so so so}", "day", day_json(e->day), "n", halves_json(e->halves), "reason", text_json(e->reason),
			"by", text_json(e->by)));
	}
	return a;
}

static json_t *row_json(const struct clock_row *r)
{
	const struct clock_rule *rule = clock_rule(r->run.kind);
	const struct clock_state *s = &r->state;
	struct buf sentence, whole;

	buf_init(&sentence, BUF_SMALL);
	buf_init(&whole, BUF_LARGE);
	if (*r->fault.code) {
		buf_format(&sentence, "%s %s", r->fault.code, r->fault.text);
	} else {
		clock_sentence(&r->run, s, &sentence);
		clock_explain(&r->run, s, &whole);
	}
	json_t *o = json_pack("{ss ss ss si so si so s{so ss} so sb sb}", "kind", rule->code, "name", rule->name, "law", rule->law,
		"item", r->item, "item_name", text_json(r->item_name), "run", r->again, "start", day_json(r->run.start), "limit", "n",
		halves_json(r->run.limit.halves), "unit", limit_unit_name(r->run.limit.unit), "due", day_json(s->deadline.due), "estimated",
		(int)s->deadline.estimated, "paused", (int)s->paused);
	json_t *more = json_pack("{so si si si ss so so so so so}", "stopped", day_json(r->run.stopped), "used", s->used, "total", s->total,
		"remaining", s->remaining, "light", clock_light_code(s->light), "pauses", pauses_json(&r->run), "extensions",
		extensions_json(&r->run), "sentence", text_json(sentence.data), "explanation", text_json(whole.data ? whole.data : ""), "days",
		clock_days_json(&s->deadline));
	json_object_update(o, more);
	json_decref(more);
	buf_release(&sentence);
	buf_release(&whole);
	return o;
}

json_t *clock_list_json(const struct clock_list *list)
{
	json_t *a = json_array();

	for (size_t i = 0; i < list->count; i++)
		json_array_append_new(a, row_json(&list->rows[i]));
	return a;
}
