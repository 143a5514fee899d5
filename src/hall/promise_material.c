/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/promise_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* The checklist: what is there, what may come later, what is missing; and how the result is handed over. */

#define REASON_MOST 300
#define PLEDGE_TICK "cnxx"           /* field 告知承诺勾选 */
#define NAMED_AT_ONCE 600            /* bytes of names in one problem; more go into the next, none is left out */

/* The material as the request has it; never NULL once check_materials began. */
static struct request_material *state_of(struct working *w, const struct plan_material *m)
{
	return request_material(w->r, m->material->id);
}

static bool comes_from(const struct material *m, enum material_source source)
{
	return m->source == source || (m->alternatives & (1u << source));
}

/* A state that the material's sources do not allow. */
static const struct { enum material_state state; enum material_source source; const char *how; } sources[] = {
	{ MS_SHARED, SOURCE_SHARE, "共享数据" }, { MS_ECERT, SOURCE_ECERT, "电子证照" }, { MS_PLEDGED, SOURCE_PROMISE, "告知承诺" },
};

static void check_source(struct working *w, const struct plan_material *m, const struct request_material *is, const char *where)
{
	for (size_t i = 0; i < COUNT_OF(sources); i++)
		if (is->state == sources[i].state && !comes_from(m->material, sources[i].source))
			problem_say(w, STEP_MATERIALS, "E-6051", where, "“%s”不能用%s代替。请收取原件,或按目录登记的来源。",
				m->material->name, sources[i].how);
	if (is->state == MS_PRODUCED)
		problem_say(w, STEP_MATERIALS, "E-6051", where, "“%s”不是前一事项的结果,要由申请人提交。", m->material->name);
}

static struct deferral_case deferral_of(struct working *w)
{
	return (struct deferral_case){ w->p->plan, w->calendar, w->p->day, hall_int(w->hall, "calendar.estimate") != 0,
		w->r->bad_record, w->r->agent.present, w->r->agent.may_promise };
}

static bool may_be_deferred(struct working *w, int index)
{
	const struct deferral_case dc = deferral_of(w);
	day_t usual, latest;
	struct err quiet;

	return deferral_limit(&dc, index, &usual, &latest, &quiet) == ST_OK;
}

static void check_deferred(struct working *w, int index, struct request_material *is, const char *where)
{
	const struct deferral_case dc = deferral_of(w);
	day_t usual, latest;
	struct err err;
	enum status st = deferral_limit(&dc, index, &usual, &latest, &err);

	if (st == ST_OK && is->date == DAY_NONE)
		is->date = usual;
	if (st == ST_OK)
		st = deferral_check(&dc, index, is->date, &err);
	if (st == ST_OK) {
		w->p->deferred++;
		return;
	}
	snprintf(err.where, sizeof err.where, "%s", where);
	problem_add(w, STEP_MATERIALS, &err);
}

/* C-16: a pledge stands in for good and has no deadline; the organ checks it afterwards, by this day at the latest. */
static void check_pledge(struct working *w, struct request_material *is, const char *where, const struct material *m)
{
	int days = (int)hall_int(w->hall, "pledge.verify_days");
	struct deadline by;
	struct err err;

	w->p->pledged++;
	if (pledge_signed(m, w->r->agent.present, w->r->agent.may_promise, &err) != ST_OK) {
		snprintf(err.where, sizeof err.where, "%s", where);
		problem_add(w, STEP_MATERIALS, &err);
	}
	if (is->date == DAY_NONE && days > 0 && deadline_make(w->calendar, w->p->day, LIMIT_DAYS(days), NULL, 0, true, &by, &err) == ST_OK) {
		is->date = by.due;
		deadline_release(&by);
	}
	if (is->date != DAY_NONE && is->date <= w->p->day)
		problem_say(w, STEP_MATERIALS, "E-6056", where, "“%s”以告知承诺代替,核查日期要晚于受理之日。", m->name);
}

/* Has an item that asks this datum a paper for which a pledge stands in? NULL: none. */
static const struct material *pledged_for(struct working *w, const struct plan_field *f)
{
	const struct plan *plan = w->p->plan;

	for (size_t i = 0; i < plan->material_count; i++) {
		const struct plan_material *m = &plan->materials[i];
		if (m->produced || state_of(w, m)->state != MS_PLEDGED)
			continue;
		for (size_t k = 0; k < m->item_count; k++)
			for (size_t n = 0; n < f->item_count; n++)
				if (m->items[k] == f->items[n])
					return m->material;
	}
	return NULL;
}

/* Where an item's form asks whether its applicant pledges, the form and the checklist say the same (C-16). */
static void check_ticks(struct working *w)
{
	const struct plan *plan = w->p->plan;

	for (size_t i = 0; i < plan->field_count; i++) {
		const struct plan_field *f = &plan->fields[i];
		const struct material *m = strcmp(f->field->id, PLEDGE_TICK) == 0 && !f->produced ? pledged_for(w, f) : NULL;
		const char *value = m ? request_value(w->r, f->key, NULL) : NULL;
		if (m && !(value && strcmp(value, "Y") == 0))
			field_fails(w, f, "E-6059", "“%s”以告知承诺代替,这里要选“是”。申请人不承诺的,请收取材料。", m->name);
	}
}

static void check_material(struct working *w, int index)
{
	const struct plan_material *m = &w->p->plan->materials[index];
	struct request_material *is = state_of(w, m);
	char where[96];

	if (is->state == MS_DEFERRED && w->r->outcome == OUTCOME_REFUSE)
		is->state = MS_UNCHECKED;                      /* nothing is put off in what is not taken up */
	snprintf(where, sizeof where, "materials.%.64s", m->material->id);
	text_fine(w, STEP_MATERIALS, where, "材料说明", is->reason, REASON_MOST);
	check_source(w, m, is, where);
	w->p->asked++;
	w->p->received += is->state == MS_RECEIVED;
	if (is->state == MS_UNCHECKED)
		w->p->unchecked++;
	if (is->state == MS_DEFECTIVE) {
		w->p->defective++;
		if (!*is->reason)
			problem_say(w, STEP_MATERIALS, "E-6052", where, "“%s”标为有问题,请写明是什么问题(要印在告知书上)。",
				m->material->name);
	}
	if (is->state == MS_PLEDGED)
		check_pledge(w, is, where, m->material);
	if (is->state == MS_DEFERRED && w->r->outcome == OUTCOME_ACCEPT)
		check_deferred(w, index, is, where);
	else if (is->state == MS_DEFERRED)
		problem_say(w, STEP_MATERIALS, "E-6054", where, "“%s”标为容缺,只有受理时才能容缺。请改为未核或有问题。",
			m->material->name);
}

/* Art. 32: everything that is missing is named at once (no. 15). */
static void name_missing(struct working *w)
{
	const struct plan *plan = w->p->plan;
	size_t total = w->p->unchecked + w->p->defective, later = 0;
	char how_many[40];
	struct buf names;

	snprintf(how_many, sizeof how_many, "缺%zu份材料", total);
	buf_init(&names, BUF_SMALL);
	for (size_t i = 0; i < plan->material_count; i++) {
		const struct plan_material *m = &plan->materials[i];
		enum material_state s = m->produced ? MS_PRODUCED : state_of(w, m)->state;
		if (s != MS_UNCHECKED && s != MS_DEFECTIVE)
			continue;
		if (names.len > NAMED_AT_ONCE) {
			problem_say(w, STEP_MATERIALS, "E-1030", "materials", "%s:%s……", how_many, names.data);
			buf_clear(&names);
			snprintf(how_many, sizeof how_many, "接上,还缺");       /* the same papers, named on */
		}
		buf_format(&names, "%s%s%s", names.len ? "、" : "", m->material->name, s == MS_DEFECTIVE ? "(有问题)" : "");
		later += may_be_deferred(w, (int)i);
	}
	problem_say(w, STEP_MATERIALS, "E-1030", "materials", "%s:%s。可收齐后受理%s,或出一次性告知书。", how_many, names.data,
		later == total ? ",也可容缺" : later ? ",次要材料可容缺" : "");
	buf_release(&names);
}

/* A paper that no catalogue knows is a mistake; one that another situation would ask is only not needed now. */
static void check_unknown(struct working *w)
{
	char where[96];

	for (size_t i = 0; i < w->r->material_count; i++) {
		const char *id = w->r->materials[i].material;
		if (catalogue_material(w->p->catalogue, id))
			continue;
		snprintf(where, sizeof where, "materials.%.64s", id);
		problem_say(w, STEP_MATERIALS, "E-6050", where, "现用目录里没有编号为“%.64s”的材料。", id);
	}
}

enum status promise_receivable(const struct promise *p, struct err *err)
{
	if (p->received || !p->asked)
		return ST_OK;
	return err_at(err, ST_REFUSED, "E-6055", "materials", "一份纸质材料也没有收,不能出收件凭证,本件未受理。请先核对收下的材料,或出一次性告知书。");
}

void check_materials(struct working *w)
{
	const struct plan *plan = w->p->plan;
	struct err none;

	check_unknown(w);
	for (size_t i = 0; i < plan->material_count; i++) {
		if (plan->materials[i].produced)
			state_of(w, &plan->materials[i])->state = MS_PRODUCED;
		else
			check_material(w, (int)i);
	}
	check_ticks(w);
	if (w->r->outcome == OUTCOME_ACCEPT && w->p->unchecked + w->p->defective > 0)
		name_missing(w);
	if (w->r->outcome == OUTCOME_RECEIVE && promise_receivable(w->p, &none) != ST_OK)
		problem_add(w, STEP_MATERIALS, &none);
	if (w->r->outcome == OUTCOME_NOTICE && w->p->unchecked + w->p->defective + w->p->form_defect_count == 0)
		problem_say(w, STEP_MATERIALS, "E-6053", "materials", "没有缺少或有问题的材料,表单也已填好,不必告知补正。请直接受理。");
}

void check_delivery(struct working *w)
{
	static const char *const modes[] = { "window", "courier", "electronic" };
	size_t i = 0;

	if (!*w->r->delivery_mode)
		request_set(&w->r->delivery_mode, modes[0]);
	while (i < COUNT_OF(modes) && strcmp(modes[i], w->r->delivery_mode) != 0)
		i++;
	if (i == COUNT_OF(modes))
		problem_say(w, STEP_CONFIRM, "E-6060", "delivery.mode", "没有“%.32s”这种送达方式。请选窗口领取、邮寄或电子送达。",
			w->r->delivery_mode);
	if (strcmp(w->r->delivery_mode, "courier") == 0 && !*w->r->delivery_address)
		problem_say(w, STEP_CONFIRM, "E-6061", "delivery.address", "选了邮寄,邮寄地址还没有填。");
	text_fine(w, STEP_CONFIRM, "delivery.address", "邮寄地址", w->r->delivery_address, REASON_MOST);
	text_fine(w, STEP_CONFIRM, "remark", "备注", w->r->remark, 500);
}
