/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "law/bundle_own.h"
#include "law/catalogue_lint.h"

/* A linter for the rules: what is well formed and still cannot be meant so. */

void lint_say(struct lint *l, const char *code, const char *where, const char *format, ...)
{
	char text[sizeof ((struct err *)0)->text];
	struct err err;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	(void)err_at(&err, ST_DATA, code, where, "%s", text);
	l->tell(l->ctx, &err);
	l->told++;
}

/* --- can it ever hold? ---------------------------------------------------------------------------------------------- */

static const struct choice *preset_of(const struct bundle *b, const struct question *q)
{
	for (size_t i = 0; i < b->preset_count; i++)
		if (b->presets[i].question == q)
			return b->presets[i].choice;
	return NULL;
}

static bool asked_in(const struct bundle *b, const struct question *q)
{
	for (size_t i = 0; i < b->question_count; i++)
		if (b->questions[i] == q)
			return true;
	return false;
}

static bool allows(const struct conditions *when, const struct question *q, const struct choice *choice)
{
	for (size_t i = 0; i < when->count; i++) {
		bool among = when->list[i].question != q;
		for (size_t k = 0; !among && k < when->list[i].any_count; k++)
			among = when->list[i].any[k] == choice;
		if (!among)
			return false;
	}
	return true;
}

/* Is there an answer to q with which both lists get on? Questions are answered freely, so each is for itself. */
static bool answerable(const struct bundle *b, const struct question *q, const struct conditions *one, const struct conditions *other)
{
	const struct choice *fixed = preset_of(b, q);

	if (!fixed && !asked_in(b, q))
		return false;
	for (size_t i = 0; i < q->choice_count; i++)
		if ((!fixed || fixed == &q->choices[i]) && allows(one, q, &q->choices[i]) && allows(other, q, &q->choices[i]))
			return true;
	return false;
}

static bool can_hold(const struct bundle *b, const struct conditions *one, const struct conditions *other)
{
	for (size_t i = 0; i < one->count; i++)
		if (!answerable(b, one->list[i].question, one, other))
			return false;
	for (size_t i = 0; i < other->count; i++)
		if (!answerable(b, other->list[i].question, one, other))
			return false;
	return true;
}

/* --- items and their branches --------------------------------------------------------------------------------------- */

/* Can the list hold in some bundle that has the item, or when it is applied for alone? */
static bool lives_somewhere(const struct lint *l, const struct item *item, const struct conditions *when)
{
	static const struct conditions none;

	if (can_hold(catalogue_single(l->c, item), when, &none))
		return true;
	for (size_t i = 0; i < l->c->bundle_count; i++)
		for (size_t k = 0; k < l->c->bundles[i].item_count; k++)
			if (l->c->bundles[i].items[k].item == item && can_hold(&l->c->bundles[i], when, &l->c->bundles[i].items[k].when))
				return true;
	return false;
}

/* Does `first` hold whenever `then` does? */
static bool covers(const struct conditions *first, const struct conditions *then)
{
	for (size_t i = 0; i < first->count; i++) {
		const struct condition *wide = &first->list[i];
		bool covered = false;
		for (size_t k = 0; !covered && k < then->count; k++) {
			const struct condition *narrow = &then->list[k];
			covered = narrow->question == wide->question;
			for (size_t n = 0; covered && n < narrow->any_count; n++)
				covered = allows(&(struct conditions){ wide, 1 }, wide->question, narrow->any[n]);
		}
		if (!covered)
			return false;
	}
	return true;
}

static void lint_branches(struct lint *l, const struct item *item)
{
	for (size_t i = 0; i < item->field_count; i++)
		if (!lives_somewhere(l, item, &item->fields[i].when))
			lint_say(l, "E-2040", item->id, "「%s」的字段「%s」:没有一种回答能同时满足它的条件", item->name, item->fields[i].key);
	for (size_t i = 0; i < item->rule_count; i++)
		if (!lives_somewhere(l, item, &item->rules[i].when))
			lint_say(l, "E-2040", item->id, "「%s」的第 %zu 条比对:没有一种回答能同时满足它的条件", item->name, i + 1);
	for (size_t i = 0; i < item->material_count; i++)
		if (!lives_somewhere(l, item, &item->materials[i].when))
			lint_say(l, "E-2040", item->id, "「%s」的材料「%s」:没有一种回答能同时满足它的条件", item->name,
				item->materials[i].material->name);
	for (size_t i = 0; i < item->promised_when_count; i++) {
		bool reached = lives_somewhere(l, item, &item->promised_when[i].when);
		for (size_t k = 0; reached && k < i; k++)
			reached = !covers(&item->promised_when[k].when, &item->promised_when[i].when);
		if (!reached)
			lint_say(l, "E-2040", item->id, "「%s」的第 %zu 个分情形时限走不到:条件不能成立,或前面的总是先成立", item->name, i + 1);
	}
}

/* A question that an item of the bundle depends on must be asked there, or be fixed. */
static void lint_unasked(struct lint *l, const struct bundle *b, const struct item *item, const struct conditions *when, const char *what)
{
	for (size_t i = 0; i < when->count; i++) {
		const struct question *q = when->list[i].question;
		if (!asked_in(b, q) && !preset_of(b, q))
			lint_say(l, "E-2040", b->id, "「%s」不问也没有预设「%s」(%s),「%s」的「%s」在这里永远走不到", b->name, q->text, q->id, item->name, what);
	}
}

static bool referred(const struct bundle *b, const struct answer *answers, size_t count)
{
	for (size_t i = 0; i < b->referral_count; i++)
		if (conditions_hold(&b->referrals[i].when, answers, count))
			return true;
	return false;
}

/* Is there a situation that selects the item and that the bundle serves? All answers to the questions of both are tried. */
static bool selected_and_served(const struct bundle *b, const struct bundle_item *e)
{
	enum { TRIES = 100000, MOST = 64 };
	struct answer answers[MOST];
	size_t count = 0, turn[MOST] = { 0 };

	for (size_t i = 0; i < b->question_count + b->preset_count && count < MOST; i++) {
		const struct question *q = i < b->question_count ? b->questions[i] : b->presets[i - b->question_count].question;
		bool needed = !allows(&e->when, q, NULL);
		for (size_t k = 0; k < b->referral_count; k++)
			needed |= !allows(&b->referrals[k].when, q, NULL);
		if (needed)
			answers[count++] = (struct answer){ q, preset_of(b, q) ? preset_of(b, q) : &q->choices[0] };
	}
	for (size_t tries = 0; tries < TRIES; tries++) {
		size_t i = 0;
		if (conditions_hold(&e->when, answers, count) && !referred(b, answers, count))
			return true;
		for (; i < count; i++) {      /* the next combination */
			if (preset_of(b, answers[i].question))
				continue;
			turn[i] = (turn[i] + 1) % answers[i].question->choice_count;
			answers[i].choice = &answers[i].question->choices[turn[i]];
			if (turn[i])
				break;
		}
		if (i == count)
			return false;
	}
	return true;      /* too many to tell */
}

/* --- bundles ------------------------------------------------------------------------------------------------------- */

static void lint_items(struct lint *l, const struct bundle *b)
{
	static const struct conditions none;

	for (size_t i = 0; i < b->item_count; i++) {
		const struct bundle_item *e = &b->items[i];
		if (!can_hold(b, &e->when, &none))
			lint_say(l, "E-2041", b->id, "「%s」没有一种回答能选中事项「%s」", b->name, e->item->name);
		else if (!selected_and_served(b, e))
			lint_say(l, "E-2041", b->id, "「%s」凡选中事项「%s」的回答都转单项,它永远办不到", b->name, e->item->name);
		for (size_t k = 0; k < e->item->material_count; k++)
			lint_unasked(l, b, e->item, &e->item->materials[k].when, e->item->materials[k].material->name);
		for (size_t k = 0; k < e->item->promised_when_count; k++)
			lint_unasked(l, b, e->item, &e->item->promised_when[k].when, "分情形时限");
		for (size_t k = 0; k < e->item->field_count; k++)
			lint_unasked(l, b, e->item, &e->item->fields[k].when, e->item->fields[k].key);
	}
	for (size_t i = 0; i < b->referral_count; i++)
		if (!can_hold(b, &b->referrals[i].when, &none))
			lint_say(l, "E-2040", b->id, "「%s」的第 %zu 个转单项走不到:%s", b->name, i + 1, b->referrals[i].text);
}

static void lint_questions(struct lint *l, const struct bundle *b)
{
	for (size_t i = 0; i < b->question_count; i++) {
		const struct question *q = b->questions[i];
		if (preset_of(b, q))
			lint_say(l, "E-2042", b->id, "「%s」既问又预设「%s」(%s):问了不算", b->name, q->text, q->id);
		else if (!plan_asks(b, NULL, 0, q))
			lint_say(l, "E-2042", b->id, "「%s」的问题「%s」(%s)怎么答都一样", b->name, q->text, q->id);
	}
}

/* Do two answers to q make any difference to the item? */
static bool differ(const struct item *item, const struct question *q, const struct choice *one, const struct choice *other)
{
	const struct conditions *when;

	for (size_t i = 0; (when = item_conditions(item, i)) != NULL; i++)
		if (allows(when, q, one) != allows(when, q, other))
			return true;
	return false;
}

/* An item alone: of the answers that are not sent to another matter some must differ from the rest. */
static void lint_alone(struct lint *l, const struct item *item)
{
	const struct bundle *b = catalogue_single(l->c, item);

	for (size_t i = 0; i < b->question_count; i++) {
		const struct question *q = b->questions[i];
		const struct choice *first = NULL;
		bool matters = false;
		for (size_t k = 0; !matters && k < q->choice_count; k++) {
			struct answer answer = { q, &q->choices[k] };
			if (referred(b, &answer, 1))
				continue;
			matters = first && differ(item, q, first, answer.choice);
			first = first ? first : answer.choice;
		}
		if (!matters)
			lint_say(l, "E-2042", item->id, "单办「%s」时问的「%s」(%s)怎么答都一样", item->name, q->text, q->id);
	}
}

/* Does the item always want the result of `maker`, and could have it of nobody else? */
static bool wants_result(const struct item *item, const struct item *maker)
{
	for (size_t i = 0; i < item->material_count; i++) {
		const struct material *m = item->materials[i].material;
		if (m->source == SOURCE_ITEM && !item->materials[i].when.count && m->produced_by_count == 1 && m->produced_by[0] == maker)
			return true;
	}
	return false;
}

static bool comes_after(const struct bundle_item *e, const struct item *other)
{
	for (size_t i = 0; i < e->after_count; i++)
		if (e->after[i] == other)
			return true;
	return false;
}

/* A paper that is never there: its maker is who wants it, or waits for who wants it. The order of a plan gets on without, and a
 * department would be sent a task whose main material nobody can hand in. */
static void lint_results(struct lint *l, const struct bundle *b)
{
	for (size_t i = 0; i < b->item_count; i++) {
		const struct bundle_item *e = &b->items[i];
		if (wants_result(e->item, e->item))
			lint_say(l, "E-2049", b->id, "「%s」的事项「%s」要一份只由它自己产生的材料:没有人交得出来", b->name, e->item->name);
		for (size_t k = 0; k < b->item_count; k++) {
			const struct bundle_item *maker = &b->items[k];
			bool back = comes_after(maker, e->item) || (k > i && wants_result(maker->item, e->item));
			if (k != i && back && wants_result(e->item, maker->item) && can_hold(b, &e->when, &maker->when))
				lint_say(l, "E-2049", b->id, "「%s」的事项「%s」要「%s」的结果,后者又在等前者", b->name, e->item->name, maker->item->name);
		}
	}
}

/* The longest path of a bundle with a limit of its own: by all answers, or by very many of them. */
static void lint_chain(struct lint *l, const struct bundle *b)
{
	enum { TRIES = 4096, MOST = 64 };
	struct answer answers[MOST];
	size_t count = b->question_count < MOST ? b->question_count : MOST;
	int most = 0;
	uint32_t seed = 7;

	for (size_t tries = 0; b->limit.set && tries < TRIES; tries++) {
		struct plan *p;
		struct err err;
		for (size_t i = 0; i < count; i++) {
			seed = seed * 1664525u + 1013904223u;
			answers[i] = (struct answer){ b->questions[i], &b->questions[i]->choices[(seed >> 8) % b->questions[i]->choice_count] };
		}
		if (plan_make(b, answers, count, NULL, 0, &p, &err) != ST_OK)
			break;
		int path = p->referral || !p->longest_count ? 0 : p->items[p->longest[p->longest_count - 1]].path_halves;
		most = path > most ? path : most;
		plan_free(p);
	}
	if (b->limit.set && most > limit_most_halves(b->limit))
		lint_say(l, "E-2045", b->id, "「%s」自己的时限短于事项的一条前后链(%d%s 个工作日)", b->name, most / 2, most % 2 ? ".5" : "");
}

/* --- what no bundle asks ------------------------------------------------------------------------------------------------ */

static bool list_uses(const struct conditions *when, const struct question *q)
{
	return !allows(when, q, NULL);
}

static bool is_used(const struct catalogue *c, const struct question *q)
{
	const struct conditions *when;
	bool used = false;

	for (size_t i = 0; !used && i < c->bundle_count; i++)
		used = asked_in(&c->bundles[i], q) || preset_of(&c->bundles[i], q);
	for (size_t i = 0; !used && i < c->item_count; i++)
		for (size_t k = 0; !used && (when = item_conditions(&c->items[i], k)) != NULL; k++)
			used = list_uses(when, q);
	return used;
}

/* --- the whole --------------------------------------------------------------------------------------------------------- */

size_t catalogue_warn(const struct catalogue *c, catalogue_fault_fn *tell, void *ctx)
{
	struct lint l = { c, tell, ctx, 0 };

	lint_codes(&l);
	lint_sources(&l);
	for (size_t i = 0; i < c->item_count; i++) {
		lint_branches(&l, &c->items[i]);
		lint_deferrals(&l, &c->items[i]);
		lint_alone(&l, &c->items[i]);
	}
	lint_materials(&l);
	for (size_t i = 0; i < c->bundle_count; i++) {
		lint_items(&l, &c->bundles[i]);
		lint_questions(&l, &c->bundles[i]);
		lint_chain(&l, &c->bundles[i]);
		lint_results(&l, &c->bundles[i]);
	}
	for (size_t i = 0; i < c->question_count; i++)
		if (!is_used(c, &c->questions[i]))
			lint_say(&l, "E-2042", c->questions[i].id, "问题「%s」没有一处用到", c->questions[i].text);
	return l.told;
}
