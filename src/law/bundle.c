/* SPDX-License-Identifier: Apache-2.0 */
#include "law/bundle.h"

#include <string.h>

#include "law/bundle_own.h"

/* --- conditions --------------------------------------------------------------------------------------------------- */

static const struct choice *answered(const struct question *q, const struct answer *answers, size_t count)
{
	for (size_t i = count; i-- > 0;)
		if (answers[i].question == q)
			return answers[i].choice;
	return NULL;
}

static bool among(const struct condition *c, const struct choice *choice)
{
	for (size_t i = 0; i < c->any_count; i++)
		if (c->any[i] == choice)
			return true;
	return false;
}

bool conditions_hold(const struct conditions *when, const struct answer *answers, size_t answer_count)
{
	for (size_t i = 0; i < when->count; i++) {
		const struct choice *choice = answered(when->list[i].question, answers, answer_count);
		if (!choice || !among(&when->list[i], choice))
			return false;
	}
	return true;
}

static bool asked_by(const struct bundle *b, const struct question *q)
{
	for (size_t i = 0; i < b->question_count; i++)
		if (b->questions[i] == q)
			return true;
	return false;
}

/* The answers that count: to questions of this bundle, then its presets, which nobody can overrule. */
static struct answers answers_of(struct arena *a, const struct bundle *b, const struct answer *answers, size_t count)
{
	struct answer *list = arena_alloc(a, (count + b->preset_count + 1) * sizeof *list);
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (answers[i].question && answers[i].choice && asked_by(b, answers[i].question))
			list[n++] = answers[i];
	for (size_t i = 0; i < b->preset_count; i++)
		list[n++] = (struct answer){ b->presets[i].question, b->presets[i].choice };
	return (struct answers){ list, n };
}

/* --- which questions matter --------------------------------------------------------------------------------------- */

/* Can the list still hold, whatever is answered to questions that have no answer yet? `q` counts as unanswered. */
static bool may_hold(const struct conditions *when, const struct answers *given, const struct question *q)
{
	for (size_t i = 0; i < when->count; i++) {
		const struct condition *c = &when->list[i];
		const struct choice *choice = c->question == q ? NULL : answered(c->question, given->list, given->count);
		if (choice && !among(c, choice))
			return false;
	}
	return true;
}

bool conditions_may_hold(const struct conditions *when, const struct answer *answers, size_t answer_count)
{
	return may_hold(when, &(struct answers){ answers, answer_count }, NULL);
}

/* Does the answer to q decide about this list? Not when any answer will do. */
static bool decides(const struct conditions *when, const struct answers *given, const struct question *q)
{
	for (size_t i = 0; i < when->count; i++) {
		const struct condition *c = &when->list[i];
		if (c->question != q)
			continue;
		size_t fitting = 0;
		for (size_t k = 0; k < q->choice_count; k++)
			fitting += among(c, &q->choices[k]);
		if (fitting < q->choice_count)
			return may_hold(when, given, q);
	}
	return false;
}

static bool item_depends(const struct bundle_item *e, const struct answers *given, const struct question *q)
{
	const struct conditions *when;

	if (decides(&e->when, given, q))
		return true;
	if (!may_hold(&e->when, given, NULL))
		return false;
	for (size_t i = 0; (when = item_conditions(e->item, i)) != NULL; i++)
		if (decides(when, given, q))
			return true;
	return false;
}

bool plan_asks(const struct bundle *bundle, const struct answer *answers, size_t answer_count,
	const struct question *question)
{
	struct arena *a = NULL;
	bool asks = false;

	if (!asked_by(bundle, question))
		return false;
	for (size_t i = 0; i < bundle->preset_count; i++)
		if (bundle->presets[i].question == question)
			return false;
	a = arena_new();
	struct answers given = answers_of(a, bundle, answers, answer_count);
	for (size_t i = 0; !asks && i < bundle->item_count; i++)
		asks = item_depends(&bundle->items[i], &given, question);
	for (size_t i = 0; !asks && i < bundle->referral_count; i++)
		asks = decides(&bundle->referrals[i].when, &given, question);
	arena_free(a);
	return asks;
}

/* --- the plan ------------------------------------------------------------------------------------------------------ */

int chosen_index(const struct plan *p, const struct item *item)
{
	for (size_t i = 0; i < p->item_count; i++)
		if (p->items[i].item == item)
			return p->items[i].chosen ? (int)i : -1;
	return -1;
}

static void serve_items(struct plan *p, const struct answers *given)
{
	const struct bundle *b = p->bundle;

	p->items = arena_alloc(p->own, b->item_count * sizeof *p->items);
	p->item_count = b->item_count;
	for (size_t i = 0; i < b->item_count; i++) {
		const struct bundle_item *e = &b->items[i];
		struct plan_item *it = &p->items[i];
		it->in = e;
		it->item = e->item;
		it->served = it->chosen = conditions_hold(&e->when, given->list, given->count);
		it->locked = it->served && e->requirement == REQUIRED;
		it->promised = e->item->promised;
		for (size_t k = 0; k < e->item->promised_when_count; k++)
			if (conditions_hold(&e->item->promised_when[k].when, given->list, given->count)) {
				it->promised = e->item->promised_when[k].limit;
				break;
			}
	}
}

const char *plan_locked_words(const struct plan *p, size_t index)
{
	return p->bundle->combined || bundle_adds(p->bundle, p->items[index].item->id) ? "另外加选的事项,不办它请在第一步去掉" : "必办事项,不能退选";
}

enum status plan_may_untick(const struct plan *p, size_t index, struct err *err)
{
	const struct item *item = p->items[index].item;

	if (!p->items[index].locked)
		return ST_OK;
	return err_at(err, ST_REFUSED, "E-1035", item->id, "「%s」是%s", item->name, plan_locked_words(p, index));
}

static enum status untick(struct plan *p, const char *const *ids, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		int at = plan_item_index(p, ids[i]);
		if (at < 0)
			return err_at(err, ST_DATA, "E-1036", ids[i], "「%s」里没有事项 %s", p->bundle->name, ids[i]);
		enum status st = plan_may_untick(p, (size_t)at, err);
		if (st != ST_OK)
			return st;
		p->items[at].chosen = false;
	}
	for (size_t i = 0; i < p->item_count; i++)
		p->chosen += p->items[i].chosen;
	return ST_OK;
}

/* Nothing chosen: was all unticked, is it too early to say, or does the bundle not serve this situation? */
static const char *nothing_chosen(const struct plan *p, const struct answers *given)
{
	for (size_t i = 0; i < p->item_count; i++)
		if (p->items[i].served)
			return "事项已全部退选:请至少选一项,或转单项办理";
	for (size_t i = 0; i < p->bundle->question_count; i++) {
		const struct question *q = p->bundle->questions[i];
		if (!answered(q, given->list, given->count) && plan_asks(p->bundle, given->list, given->count, q))
			return "请先答完情形问题,再看可以联办的事项";
	}
	return "所选情形不在本套餐联办范围:请回第一步改选单项办理";
}

static void refer_on(struct plan *p, const struct answers *given)
{
	const struct bundle *b = p->bundle;

	for (size_t i = 0; i < b->referral_count; i++)
		if (conditions_hold(&b->referrals[i].when, given->list, given->count)) {
			p->referral = b->referrals[i].text;
			return;
		}
	if (!p->chosen)
		p->referral = nothing_chosen(p, given);
}

static bool asks_for(const struct plan *p, const struct tell *t)
{
	for (size_t i = 0; i < p->field_count; i++)
		if (p->fields[i].field == t->field && p->fields[i].role == t->role)
			return true;
	return false;
}

static void tell_all(struct plan *p, const struct answers *given)
{
	const struct bundle *b = p->bundle;
	size_t most = b->same_data_count;

	for (size_t i = 0; i < given->count; i++)
		most += given->list[i].choice->tell_count;
	const struct tell **tells = arena_alloc(p->own, (most + 1) * sizeof *tells);
	for (size_t i = given->count; i-- > 0;)                /* the last answer to a question counts, presets before all */
		if (answered(given->list[i].question, given->list, given->count) == given->list[i].choice)
			for (size_t k = 0; k < given->list[i].choice->tell_count; k++)
				if (asks_for(p, &given->list[i].choice->tells[k]))
					tells[p->tell_count++] = &given->list[i].choice->tells[k];
	for (size_t i = 0; i < b->same_data_count; i++)
		if (asks_for(p, &b->same_data[i]))
			tells[p->tell_count++] = &b->same_data[i];
	p->tells = tells;
}

enum status plan_make(const struct bundle *bundle, const struct answer *answers, size_t answer_count,
	const char *const *unticked, size_t unticked_count, struct plan **out, struct err *err)
{
	struct arena *a = arena_new();
	struct plan *p = arena_alloc(a, sizeof *p);

	*out = NULL;
	p->own = a;
	p->bundle = bundle;
	struct answers given = answers_of(a, bundle, answers, answer_count);
	serve_items(p, &given);
	enum status st = untick(p, unticked, unticked_count, err);
	if (st) {
		plan_free(p);
		return st;
	}
	merge_materials(p, &given);
	merge_fields(p, &given);
	merge_rules(p, &given);
	tell_all(p, &given);
	order_items(p, &given);
	refer_on(p, &given);
	*out = p;
	return ST_OK;
}

void plan_free(struct plan *p)
{
	if (p)
		arena_free(p->own);      /* the plan itself lies in it */
}

int plan_item_index(const struct plan *p, const char *item_id)
{
	for (size_t i = 0; i < p->item_count; i++)
		if (strcmp(p->items[i].item->id, item_id) == 0)
			return (int)i;
	return -1;
}

const struct plan_field *plan_field(const struct plan *p, const char *role, const char *field)
{
	for (size_t i = 0; i < p->field_count; i++)
		if (strcmp(p->fields[i].role->id, role) == 0 && strcmp(p->fields[i].field->id, field) == 0)
			return &p->fields[i];
	return NULL;
}

int plan_material_index(const struct plan *p, const char *material_id)
{
	for (size_t i = 0; i < p->material_count; i++)
		if (strcmp(p->materials[i].material->id, material_id) == 0)
			return (int)i;
	return -1;
}

bool bundle_knows(const struct bundle *bundle, const char *key)
{
	for (size_t i = 0; i < bundle->item_count; i++)
		for (size_t k = 0; k < bundle->items[i].item->field_count; k++)
			if (strcmp(bundle->items[i].item->fields[k].key, key) == 0)
				return true;
	return false;
}
