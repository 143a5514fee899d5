/* SPDX-License-Identifier: Apache-2.0 */
#include "law/deferral.h"

#include "law/deadline.h"

/* --- days --------------------------------------------------------------------------------------------------------- */

static enum status due_of(const struct deferral_case *dc, struct limit limit, day_t *due, struct err *err)
{
	struct deadline d;
	enum status st = deadline_make(dc->calendar, dc->accepted, limit, NULL, 0, dc->guess_year, &d, err);

	*due = DAY_NONE;
	if (st)
		return st;
	*due = d.due;
	deadline_release(&d);
	return ST_OK;
}

/* The last working day up to d (years that may not be guessed were refused by due_of), not before the first day `first`. */
static day_t back_to_work(const struct deferral_case *dc, day_t d, day_t first)
{
	while (d > first && !calendar_may_work(dc->calendar, d))
		d--;
	return d < first ? first : d;
}

/* The earliest promised day of the items that bind the material; DAY_NONE when none does. A bundle whose own limit is
 * shorter than an item's ends that item, too (T-11): no paper that binds is promised for later than the whole (C-9, K5). An
 * item that is due on the day of acceptance is received first and its result given later: it does not bind. */
static enum status binding_due(const struct deferral_case *dc, const struct plan_material *m, day_t *due, struct err *err)
{
	day_t whole = DAY_NONE;
	enum status whole_st = dc->plan->promised.set ? due_of(dc, dc->plan->promised, &whole, err) : ST_OK;

	*due = DAY_NONE;
	if (whole_st)
		return whole_st;
	for (size_t i = 0; i < m->item_count; i++) {
		day_t one;
		if (!m->binds[i])
			continue;
		enum status st = due_of(dc, dc->plan->items[m->items[i]].promised, &one, err);
		if (st)
			return st;
		if (whole != DAY_NONE && whole < one)
			one = whole;
		if (one > dc->accepted && (*due == DAY_NONE || one < *due))
			*due = one;
	}
	return ST_OK;
}

/* --- the rules ----------------------------------------------------------------------------------------------------- */

static enum status check_rules(const struct deferral_case *dc, const struct plan_material *m, struct err *err)
{
	const char *name = m->material->name;

	if (m->produced)
		return err_at(err, ST_REFUSED, "E-1060", m->material->id, "「%s」由前项事项产生,申请人不必提交,也不用容缺", name);
	if (m->level == LEVEL_MAIN)
		return err_at(err, ST_REFUSED, "E-1061", m->material->id,
			"「%s」是主要材料,不得容缺(容缺只限次要材料);请补齐,或出具一次性告知书", name);
	for (size_t i = 0; i < m->item_count; i++) {
		const struct item *item = dc->plan->items[m->items[i]].item;
		if (item->no_deferral)
			return err_at(err, ST_REFUSED, "E-1063", m->material->id, "「%s」%s,不适用容缺;请补齐「%s」,或退选该事项",
				item->name, item->at_once ? "是即办事项" : "依规定排除在外", name);
	}
	if (m->defer_days == 0)
		return err_at(err, ST_REFUSED, "E-1060", m->material->id, "「%s」未列入可容缺材料清单;请补齐,或出具一次性告知书",
			name);
	if (dc->bad_record)
		return err_set(err, ST_REFUSED, "E-1062", "申请人有未修复的失信记录,不适用容缺受理;请补齐「%s」", name);
	if (dc->by_agent && !dc->agent_may_promise)
		return err_set(err, ST_REFUSED, "E-1064", "授权委托书未写明可代签容缺承诺;请补充授权,或由本人签署");
	return ST_OK;
}

enum status deferral_limit(const struct deferral_case *dc, int index, day_t *usual, day_t *latest, struct err *err)
{
	const struct plan_material *m = &dc->plan->materials[index];
	day_t first, own, due;
	enum status st;

	*usual = *latest = DAY_NONE;
	if ((st = check_rules(dc, m, err)))
		return st;
	if ((st = due_of(dc, LIMIT_DAYS(1), &first, err)) || (st = due_of(dc, LIMIT_DAYS(m->defer_days), &own, err))
		|| (st = binding_due(dc, m, &due, err)))
		return st;
	*latest = back_to_work(dc, due != DAY_NONE && due < own ? due : own, first);
	*usual = due == DAY_NONE ? own : back_to_work(dc, due - 1, first);
	if (*usual > *latest)
		*usual = *latest;
	return ST_OK;
}

enum status deferral_check(const struct deferral_case *dc, int index, day_t promised, struct err *err)
{
	const struct material *m = dc->plan->materials[index].material;
	char day[11], last[11];
	day_t usual, latest;
	enum status st = deferral_limit(dc, index, &usual, &latest, err);

	if (st)
		return st;
	if (promised == DAY_NONE)
		return err_at(err, ST_DATA, "E-1033", m->id, "补交日期不存在;可填 %s", day_iso(usual, day));
	if (promised > latest)
		return err_at(err, ST_REFUSED, "E-1031", m->id,
			"「%s」的补交日期 %s 晚于最迟的 %s:容缺补正不得超过材料规定的期限和事项的承诺到期日", m->name, day_iso(promised, day),
			day_iso(latest, last));
	if (promised <= dc->accepted)
		return err_at(err, ST_DATA, "E-1032", m->id, "补交日期 %s 须晚于受理日 %s", day_iso(promised, day),
			day_iso(dc->accepted, last));
	if (!calendar_may_work(dc->calendar, promised))
		return err_at(err, ST_DATA, "E-1033", m->id, "%s 不是工作日;可填 %s", day_iso(promised, day), day_iso(usual, last));
	return ST_OK;
}

enum status pledge_signed(const struct material *m, bool by_agent, bool agent_may_promise, struct err *err)
{
	if (!by_agent || agent_may_promise)
		return ST_OK;
	return err_at(err, ST_REFUSED, "E-1066", m->id, "授权委托书未写明可代签承诺书,代理人不能以告知承诺代替「%s」;请补充授权,由本人签署,或收取材料",
		m->name);
}
