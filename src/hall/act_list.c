/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "hall/act_parts.h"
#include "hall/dossier.h"
#include "law/value_json.h"

/* What can be done with a dossier, and what was done. */

/* Acts of a dossier (task 0) or of one of its tasks in this state; `own`: its department is the actor's. */
struct offering { const struct actor *by; int state, task; bool own, deferred, charged, courier, several; enum act_agent agent; struct act_option *rows; size_t room, *count; };

static void offer_one(const struct offering *o, const struct act *a)
{
	bool mine = staff_role_in(o->by->role, a->by) && (!staff_role_in(o->by->role, BY(DEPARTMENT)) || o->own);

	if (*o->count < o->room)
		o->rows[(*o->count)++] = (struct act_option){ a, o->task, mine };
}

static void offer(const struct offering *o)
{
	enum act_scope scope = o->task ? ACT_TASK : ACT_DOSSIER;

	for (const struct act *const *a = acts; *a && *o->count < o->room; a++) {
		if ((*a)->scope != scope || !act_possible(*a, o->state) || !((*a)->by & ~BY(SYSTEM)))
			continue;
		if (((*a)->deferral && !o->deferred) || ((*a)->fee && !o->charged) || ((*a)->parcel && !o->courier) || ((*a)->together && !o->several))
			continue;
		if ((*a)->agent != o->agent)
			continue;
		offer_one(o, *a);
	}
}

static void offer_tasks(struct offering *o, const struct rows *t)
{
	for (size_t i = 0; i < rows_count(t); i++) {
		o->state = task_state_from_code(rows_text(t, i, 2));
		o->task = (int)rows_int(t, i, 1);
		o->own = strcmp(o->by->department, rows_text(t, i, 3)) == 0;
		if (rows_int(t, i, 7) && act_possible(&act_at_once, o->state))        /* W-5 */
			offer_one(o, &act_at_once);
		offer(o);
	}
}

/* Results that are at the issuing window. */
static size_t handed(const struct rows *t)
{
	size_t n = 0;

	for (size_t i = 0; i < rows_count(t); i++)
		n += task_state_from_code(rows_text(t, i, 2)) == (int)TASK_HANDED;
	return n;
}

/* Whether somebody acts for the applicant now; where the snapshot cannot be read, nothing of his is offered. */
static enum act_agent agent_of(struct hall *h, const struct rows *snapshot)
{
	json_t *dossier;
	struct err err;

	if (dossier_frozen(h, snapshot, &dossier, &err) != ST_OK)
		return AGENT_ANY;
	bool there = json_is_object(json_object_get(dossier, "agent"));
	json_decref(dossier);
	return there ? AGENT_PRESENT : AGENT_ABSENT;
}

enum status act_options(struct hall *h, const struct actor *by, const char *number, struct act_option *rows, size_t room,
	size_t *count, struct err *err)
{
	struct offering o = { .by = by, .rows = rows, .room = room, .count = count };
	struct rows *d = NULL, *t = NULL, *s = NULL;
	enum status st = store_read(hall_store(h), Q_ACT_DOSSIER, ARGS(value_text(number)), &d, err);

	*count = 0;
	if (st == ST_OK && rows_count(d) == 0)
		st = dossier_missing("number", number, err);
	if (st == ST_OK && (st = store_read(hall_store(h), Q_ACT_TASKS, ARGS(value_text(number)), &t, err)) == ST_OK)
		st = store_read(hall_store(h), Q_ACT_SNAPSHOT, ARGS(value_text(number)), &s, err);
	if (st == ST_OK) {
		o.state = dossier_state_from_code(rows_text(d, 0, 3));
		o.deferred = rows_int(d, 0, 5) > 0;
		o.charged = act_charged(rows_text(s, 0, 0), 0);
		o.courier = act_by_courier(s);
		o.several = handed(t) > 1;
		o.own = act_department_concerned(rows_text(s, 0, 0), by->department);
		offer(&o);
		if (!act_tasks_rest((enum dossier_state)o.state))
			offer_tasks(&o, t);
		o.state = dossier_state_from_code(rows_text(d, 0, 3));
		o.task = 0;
		if ((o.agent = agent_of(h, s)) != AGENT_ANY)     /* behind the work of every day */
			offer(&o);
	}
	rows_free(d);
	rows_free(t);
	rows_free(s);
	return st;
}

/* --- what was done ----------------------------------------------------------------------------------------------------- */

/* The names of chosen codes beside them: {"ground": "other-organ", "ground_text": "不属本机关职权"}. */
static void name_choices(const struct act *act, json_t *data)
{
	char key[64];

	for (const struct act_arg *a = act ? act->args : NULL; a && a->name; a++) {
		const char *code = json_string_value(json_object_get(data, a->name));
		const char *name = code && a->type == ARG_CHOICE ? act_choice_name(a->choices, code) : NULL;
		if (!name)
			continue;
		snprintf(key, sizeof key, "%s_text", a->name);
		json_object_set_new(data, key, json_string(name));
	}
}

static const char *material_name(const json_t *dossier, const char *id)
{
	const char *name = json_string_value(json_object_get(json_entry(dossier, "materials", id), "name"));

	return name ? name : id;
}

static void say_lines(const json_t *lines, const json_t *dossier, struct buf *out)
{
	const char *id, *lead = "";
	json_t *text;

	json_object_foreach((json_t *)(uintptr_t)lines, id, text) {
		const char *what = json_string_value(text);
		buf_format(out, "%s%s%s%s", lead, material_name(dossier, id), what && *what ? ":" : "", what ? what : "");
		lead = ",";
	}
}

static void say(const struct act_arg *a, const json_t *told, const json_t *dossier, struct buf *out)
{
	const char *text = json_string_value(told), *name;

	switch (a->type) {
	case ARG_LINES: case ARG_TICKS: say_lines(told, dossier, out); return;
	case ARG_MATERIAL: buf_text(out, material_name(dossier, text ? text : "")); return;
	case ARG_CHOICE:
		name = text ? act_choice_name(a->choices, text) : NULL;
		buf_text(out, name ? name : text ? text : "");
		return;
	case ARG_DAY: case ARG_COUNT: buf_text(out, a->label); break;
	case ARG_TEXT: break;
	}
	buf_text(out, text ? text : "");
}

/* "受理通知书 德审受字〔2026〕第00001号,2 联"; "收件凭证 …,补打第 1 次:卡纸". */
static void say_paper(const json_t *data, struct buf *out)
{
	const char *no = json_string_value(json_object_get(data, "document_no")), *reason = json_string_value(json_object_get(data, "reason"));
	int copy = (int)json_integer_value(json_object_get(data, "copy_no"));

	buf_format(out, "%s%s%s,", json_string_value(json_object_get(data, "title")), *no ? " " : "", no);
	if (copy)
		buf_format(out, "补打第 %d 次%s%s", copy, *reason ? ":" : "", reason);
	else
		buf_format(out, "%d 联", (int)json_integer_value(json_object_get(data, "copies")));
}

void act_said(const json_t *done, const json_t *dossier, struct buf *out)
{
	const char *word = json_string_value(json_object_get(done, "word"));
	const json_t *data = json_object_get(done, "data");
	const struct act *act = act_find(json_integer_value(json_object_get(done, "task")) ? ACT_TASK : ACT_DOSSIER, word ? word : "");
	const char *lead = "";

	if (word && strcmp(word, ACT_PAPER_MADE) == 0)
		say_paper(data, out);
	for (const struct act_arg *a = act ? act->args : NULL; a && a->name; a++) {
		const json_t *told = json_object_get(data, a->name);
		if (!told || a->secret)
			continue;
		buf_text(out, lead);
		say(a, told, dossier, out);
		lead = ",";
	}
}

/* The columns of act_list and act_read. */
static enum status one(struct hall *h, const struct rows *r, size_t i, json_t **out, struct err *err)
{
	int task = (int)rows_int(r, i, 1);
	const struct act *act = act_find(task ? ACT_TASK : ACT_DOSSIER, rows_text(r, i, 2));
	char at[26];
	json_t *data;
	enum status st = act_data_open(h, rows_text(r, i, 0), r, i, &data, err);

	*out = NULL;
	if (st != ST_OK)
		return st;
	name_choices(act, data);
	const char *handler = json_string_value(json_object_get(data, "handler"));      /* told by a feed: who did it there */
	*out = json_pack("{ss ss ss si ss ss ss ss ss ss so}", "uuid", rows_text(r, i, 0), "word", rows_text(r, i, 2), "name",
		act ? act->name : rows_text(r, i, 2), "task", task, "state", rows_text(r, i, 3), "at", clock_iso(rows_int(r, i, 4), at),
		"by", handler ? handler : rows_text(r, i, 5), "login", rows_text(r, i, 6), "second", rows_text(r, i, 7), "window", rows_text(r, i, 8), "data", data);
	return *out ? ST_OK : err_set(err, ST_CORRUPT, "E-6108", "办理记录不完整。请保留现场,联系管理员。");
}

/* The columns of act_papers. */
static json_t *paper(const struct rows *r, size_t i)
{
	char at[26];

	return json_pack("{ss ss ss si ss ss ss ss ss ss s{ss ss ss si si ss ss}}", "uuid", rows_text(r, i, 0), "word", ACT_PAPER_MADE, "name",
		rows_int(r, i, 5) ? "补打文书" : "制作文书", "task", (int)rows_int(r, i, 1), "state", "", "at", clock_iso(rows_int(r, i, 9), at), "by",
		rows_text(r, i, 10), "login", rows_text(r, i, 11), "second", "", "window", rows_text(r, i, 12), "data", "kind", rows_text(r, i, 2),
		"title", rows_text(r, i, 3), "document_no", rows_text(r, i, 4), "copy_no", (int)rows_int(r, i, 5), "copies", (int)rows_int(r, i, 6),
		"paper", rows_text(r, i, 7), "reason", rows_text(r, i, 8));
}

/* Those from *next on that were made before `at`: a paper stands behind the act that it tells of, one of the acceptance before all that
 * came of it. */
static void papers_before(const struct rows *r, size_t *next, int64_t at, json_t *out)
{
	for (; *next < rows_count(r) && rows_int(r, *next, 9) < at + !*rows_text(r, *next, 0); ++*next)
		json_array_append_new(out, paper(r, *next));
}

/* Nothing was done with it yet, or it is not there at all. */
static enum status known(struct hall *h, const char *number, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_DOSSIER_BY_NUMBER, ARGS(value_text(number)), &rows, err);

	if (st == ST_OK && rows_count(rows) == 0)
		st = dossier_missing("number", number, err);
	rows_free(rows);
	return st;
}

enum status act_history(struct hall *h, const char *number, json_t **out, struct err *err)
{
	struct rows *rows = NULL, *papers = NULL;
	enum status st = store_read(hall_store(h), Q_ACT_LIST, ARGS(value_text(number)), &rows, err);
	size_t p = 0;

	*out = json_array();
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_ACT_PAPERS, ARGS(value_text(number)), &papers, err);
	if (st == ST_OK && rows_count(rows) == 0 && rows_count(papers) == 0)
		st = known(h, number, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		json_t *row;
		papers_before(papers, &p, rows_int(rows, i, 4), *out);
		if ((st = one(h, rows, i, &row, err)) == ST_OK)
			json_array_append_new(*out, row);
	}
	if (st == ST_OK)
		papers_before(papers, &p, INT64_MAX - 1, *out);
	rows_free(rows);
	rows_free(papers);
	if (st != ST_OK) {
		json_decref(*out);
		*out = NULL;
	}
	return st;
}

enum status act_json(struct hall *h, const char *uuid, json_t **out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_ACT_READ, ARGS(value_text(uuid)), &rows, err);

	*out = NULL;
	if (st == ST_OK)
		st = rows_count(rows) ? one(h, rows, 0, out, err) : err_set(err, ST_NOINPUT, "E-6411", "没有这项办理记录。");
	rows_free(rows);
	return st;
}
