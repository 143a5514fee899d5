/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "hall/act_parts.h"

/* What needs two people (W-14): the first one's words wait, sealed, until another one has answered. */

void act_propose(struct doing *d, struct batch *b)
{
	struct buf data;

	buf_init(&data, BUF_LARGE);
	act_data_seal(d, &data);
	batch_add(b, Q_PROPOSAL_INSERT, ARGS(value_text(d->uuid), value_int(d->dossier), value_int(d->call->task),
		value_text(d->act->word), value_int(d->now), value_int(d->by->staff_id), value_blob(data.data, data.len)));
	buf_release(&data);
	audit_in(d->h, b, d->by, &(struct audit_entry){ .act = "act.propose", .object = d->number, .after = d->act->word,
		.reason = d->uuid });
	d->out->proposal = 1;                        /* its number is read after the commit */
}

static void proposal_row(struct proposal *p, const struct rows *r, size_t i)
{
	*p = (struct proposal){ .id = rows_int(r, i, 0), .task = (int)rows_int(r, i, 3), .at = rows_int(r, i, 5), .staff = rows_int(r, i, 6) };
	snprintf(p->uuid, sizeof p->uuid, "%s", rows_text(r, i, 1));
	snprintf(p->number, sizeof p->number, "%s", rows_text(r, i, 2));
	snprintf(p->word, sizeof p->word, "%s", rows_text(r, i, 4));
	snprintf(p->state, sizeof p->state, "%s", rows_text(r, i, 7));
	snprintf(p->who, sizeof p->who, "%s", rows_text(r, i, 8));
}

static enum status listed(struct hall *h, enum query q, const struct value *args, size_t n, struct proposal *rows, size_t *count,
	struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), q, args, n, &r, err);

	*count = st == ST_OK ? rows_count(r) : 0;
	for (size_t i = 0; i < *count; i++)
		proposal_row(&rows[i], r, i);
	rows_free(r);
	return st;
}

enum status proposal_list(struct hall *h, struct proposal *rows, size_t room, size_t *count, struct err *err)
{
	return listed(h, Q_PROPOSAL_OPEN, ARGS(value_int((int64_t)room)), rows, count, err);
}

enum status proposal_of(struct hall *h, const char *number, struct proposal *rows, size_t room, size_t *count, struct err *err)
{
	return listed(h, Q_PROPOSAL_OF, ARGS(value_text(number), value_int((int64_t)room)), rows, count, err);
}

static enum status missing(int64_t id, struct err *err)
{
	return err_set(err, ST_NOINPUT, "E-6405", "没有第 %lld 号提请。", (long long)id);
}

enum status proposal_read(struct hall *h, int64_t id, struct proposal *out, struct err *err)
{
	size_t count;
	enum status st = listed(h, Q_PROPOSAL_READ, ARGS(value_int(id)), out, &count, err);

	return st == ST_OK && count == 0 ? missing(id, err) : st;
}

bool proposal_answerable(const struct actor *by, const struct proposal *p)
{
	const struct act *act = act_find(p->task ? ACT_TASK : ACT_DOSSIER, p->word);

	return act && staff_role_in(by->role, act->second) && by->staff_id != p->staff;
}

/* A choice by its name, papers by their number: what is wrong with each stands in the notice. */
static void word(const struct act_arg *a, const json_t *value, struct buf *out)
{
	const char *text = json_string_value(value), *name = text && a->choices ? act_choice_name(a->choices, text) : NULL;

	if (json_is_object(value))
		buf_format(out, "%s:%zu 份\n", a->label, json_object_size(value));
	else if (text && *text)
		buf_format(out, "%s:%s\n", a->label, name ? name : text);
}

enum status proposal_words(struct hall *h, const struct proposal *p, struct buf *out, struct err *err)
{
	const struct act *act = act_find(p->task ? ACT_TASK : ACT_DOSSIER, p->word);
	struct rows *r = NULL;
	json_t *data = NULL;
	enum status st = store_read(hall_store(h), Q_PROPOSAL_READ, ARGS(value_int(p->id)), &r, err);

	if (st == ST_OK && rows_count(r) == 0)
		st = missing(p->id, err);
	if (st == ST_OK)
		st = act_data_open(h, p->uuid, r, 0, &data, err);
	for (const struct act_arg *a = st == ST_OK && act ? act->args : NULL; a && a->name; a++)
		word(a, json_object_get(data, a->name), out);
	json_decref(data);
	rows_free(r);
	return st;
}

/* The open proposal `id`; E-6405 when it is ended or `by` made it himself. */
static enum status proposal_open(struct hall *h, const struct actor *by, int64_t id, struct proposal *p, json_t **data, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_PROPOSAL_READ, ARGS(value_int(id)), &r, err);

	if (st == ST_OK && rows_count(r) == 0)
		st = missing(id, err);
	if (st == ST_OK) {
		proposal_row(p, r, 0);
		if (strcmp(p->state, "open") != 0)
			st = err_set(err, ST_REFUSED, "E-6405", "第 %lld 号提请已经了结。没有改动。", (long long)id);
		else if (p->staff == by->staff_id)
			st = err_set(err, ST_DENIED, "E-6405", "自己提请的要由另一个人确认(W-14)。没有改动。");
		else
			st = act_data_open(h, p->uuid, r, 0, data, err);
	}
	rows_free(r);
	return st;
}

enum status proposal_confirm(struct hall *h, const struct actor *by, int64_t id, struct acted *out, struct err *err)
{
	struct proposal p;
	struct act_call call = { 0 };
	struct doing d = { .h = h, .by = by, .call = &call, .proposal = &p, .now = clock_wall_ms(), .today = clock_today(), .done_day = clock_today(), .out = out };
	enum status st;

	*out = (struct acted){ 0 };
	if ((st = proposal_open(h, by, id, &p, &d.data, err)) != ST_OK)
		return st;
	call = (struct act_call){ .uuid = p.uuid, .number = p.number, .word = p.word, .task = p.task };
	snprintf(d.uuid, sizeof d.uuid, "%s", p.uuid);
	snprintf(out->number, sizeof out->number, "%s", p.number);
	out->task = p.task;
	d.act = out->act = act_find(p.task ? ACT_TASK : ACT_DOSSIER, p.word);
	st = d.act ? act_run(&d, err) : act_unknown(&call, err);
	json_decref(d.data);
	return st;
}

/* W-14: the second person's role, and of a department's people those whose department has an item of the dossier. E-6402. */
static enum status may_answer(struct hall *h, const struct actor *by, const struct act *act, const char *number, struct err *err)
{
	struct rows *r = NULL;
	bool may = act && staff_role_in(by->role, act->second);
	enum status st = ST_OK;

	if (may && staff_role_in(by->role, BY(DEPARTMENT)) &&
	    (st = store_read(hall_store(h), Q_ACT_SNAPSHOT, ARGS(value_text(number)), &r, err)) == ST_OK)
		may = act_department_concerned(rows_text(r, 0, 0), by->department);
	rows_free(r);
	if (st != ST_OK)
		return st;
	return may ? ST_OK : err_set(err, ST_DENIED, "E-6402", "你的岗位不能答复这项提请(W-14)。没有改动。");
}

enum status proposal_decline(struct hall *h, const struct actor *by, int64_t id, const char *reason, struct err *err)
{
	struct proposal p;
	json_t *data = NULL;
	struct batch *b;
	enum status st = proposal_open(h, by, id, &p, &data, err);

	json_decref(data);
	if (st != ST_OK)
		return st;
	const struct act *act = act_find(p.task ? ACT_TASK : ACT_DOSSIER, p.word);
	if ((st = may_answer(h, by, act, p.number, err)) != ST_OK)
		return st;
	if (!*reason)
		return err_at(err, ST_DATA, "E-6403", "reason", "不同意要写理由。没有改动。");
	b = batch_new("proposal");
	batch_add(b, Q_PROPOSAL_END, ARGS(value_int(id), value_text("declined"), value_int(by->staff_id), value_int(clock_wall_ms()),
		value_text(reason)));
	audit_in(h, b, by, &(struct audit_entry){ .act = "act.decline", .object = p.number, .after = p.word, .reason = reason });
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st == ST_CONFLICT ? err_set(err, ST_REFUSED, "E-6405", "第 %lld 号提请已经了结。没有改动。", (long long)id) : st;
}
