/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "hall/act_parts.h"
#include "hall/dossier.h"

/* What stands against an act: who may do it, in which states, and what its own rule demands. */

__attribute__((format(printf, 5, 0)))
static enum status refuse(struct doing *d, struct err *err, const char *code, const char *where, const char *format, va_list args)
{
	char why[240];

	vsnprintf(why, sizeof why, format, args);
	text_mend(why);
	d->refused = true;
	return err_at(err, ST_REFUSED, code, where, "%s(%s)。没有改动。", why, d->act->rule);
}

enum status act_refuse(struct doing *d, struct err *err, const char *code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	enum status st = refuse(d, err, code, "", format, args);
	va_end(args);
	return st;
}

enum status act_refuse_at(struct doing *d, struct err *err, const char *where, const char *code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	enum status st = refuse(d, err, code, where, format, args);
	va_end(args);
	return st;
}

int act_row_of(const struct rows *r, int column, const char *text)
{
	for (size_t i = 0; i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, column), text) == 0)
			return (int)i;
	return -1;
}

int act_clock(const struct doing *d, const struct batch *b, const char *kind, int item)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_CLOCKS]);

	for (size_t i = 0; i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, 0), kind) == 0 && rows_int(r, i, 1) == item && rows_int(r, i, 4))
			return (int)i;
	return -1;
}

int act_done(const struct doing *d, const struct batch *b, const char *word)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_DONE]);
	int n = 0;

	for (size_t i = 0; i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, 1), word) == 0 && (d->act->scope == ACT_DOSSIER || rows_int(r, i, 0) == d->call->task))
			n += (int)rows_int(r, i, 2);
	return n;
}

/* --- what stands against it ----------------------------------------------------------------------------------------- */

enum status act_read_dossier(struct doing *d, const struct rows *r, struct err *err)
{
	if (rows_count(r) == 0)
		return dossier_missing("number", d->call->number, err);
	int state = dossier_state_from_code(rows_text(r, 0, 3));
	if (state < 0)
		return err_set(err, ST_CORRUPT, "E-6109", "办件 %s 的状态“%.8s”不认识,没有改动。请联系管理员。", d->call->number, rows_text(r, 0, 3));
	d->dossier = rows_int(r, 0, 0);
	snprintf(d->number, sizeof d->number, "%s", rows_text(r, 0, 1));
	d->state = (enum dossier_state)state;
	d->received_day = (day_t)rows_int(r, 0, 6);
	return ST_OK;
}

enum status act_read_task(struct doing *d, const struct rows *r, struct err *err)
{
	for (size_t i = 0; i < rows_count(r); i++) {
		int state = task_state_from_code(rows_text(r, i, 2));
		if (rows_int(r, i, 1) != d->call->task)
			continue;
		if (state < 0)
			return err_set(err, ST_CORRUPT, "E-6109", "任务 %s 的状态“%.8s”不认识,没有改动。请联系管理员。", rows_text(r, i, 6),
				rows_text(r, i, 2));
		d->task = rows_int(r, i, 0);
		d->task_state = (enum task_state)state;
		snprintf(d->department, sizeof d->department, "%s", rows_text(r, i, 3));
		snprintf(d->task_no, sizeof d->task_no, "%s", rows_text(r, i, 6));
		return ST_OK;
	}
	return err_at(err, ST_NOINPUT, "E-6107", "task", "办件 %s 没有第 %d 项任务。没有改动。", d->number, d->call->task);
}

bool act_department_concerned(const char *snapshot, const char *department)
{
	json_t *root = json_loads(snapshot, 0, NULL), *item;
	bool found = false;
	size_t i;

	json_array_foreach(json_object_get(root, "items"), i, item) {
		const char *id = json_string_value(json_object_get(json_object_get(item, "department"), "id"));
		found |= id && strcmp(id, department) == 0;
	}
	json_decref(root);
	return found;
}

static bool charged(const json_t *item)
{
	static const char *const nothing[] = { "免费", "不收费" };
	const char *fee = json_string_value(json_object_get(item, "fee"));

	for (size_t i = 0; fee && i < COUNT_OF(nothing); i++)
		if (strncmp(fee, nothing[i], strlen(nothing[i])) == 0)
			return false;
	return fee && *fee;
}

bool act_charged(const char *snapshot, int no)
{
	json_t *root = json_loads(snapshot, 0, NULL), *items = json_object_get(root, "items"), *item;
	bool found = no > 0 && charged(json_array_get(items, (size_t)no - 1));
	size_t i;

	if (no == 0)
		json_array_foreach(items, i, item)
			found |= charged(item);
	json_decref(root);
	return found;
}

bool act_by_courier(const struct rows *snapshot)
{
	return strcmp(rows_text(snapshot, 0, 6), "courier") == 0;
}

/* W-14. A department's person does it with his own tasks, and with dossiers that have an item of his department. */
static enum status may(struct doing *d, struct batch *b, struct err *err)
{
	unsigned who = d->proposal ? d->act->second : d->act->by;
	bool task = d->act->scope == ACT_TASK;
	char names[120];

	if (staff_role_in(d->by->role, BY(DEPARTMENT)) &&
	    !(task ? strcmp(d->by->department, d->department) == 0 :
		act_department_concerned(rows_text(batch_rows(b, d->steps[ACT_READS_SNAPSHOT]), 0, 0), d->by->department))) {
		d->refused = true;
		return err_set(err, ST_DENIED, "E-6402", "这%s你部门的,不能「%s」(W-14)。没有改动。", task ? "项任务不是" : "件没有一项是", d->act->name);
	}
	if (staff_role_in(d->by->role, who))
		return ST_OK;
	act_roles(who & ~BY(SYSTEM), names, sizeof names);
	d->refused = true;
	if (!*names)
		return err_set(err, ST_DENIED, "E-6402", "「%s」由系统自动进行,不能由人来做(W-14)。没有改动。", d->act->name);
	return err_set(err, ST_DENIED, "E-6402", "「%s」只能由%s来做(W-14)。没有改动。", d->act->name, names);
}

/* What can be done instead, for the sentence that refuses. */
static void possible_now(const struct doing *d, int state, char *out, size_t n)
{
	size_t used = 0;

	*out = '\0';
	for (const struct act *const *a = acts; *a && used + 24 < n; a++)
		if ((*a)->scope == d->act->scope && act_possible(*a, state) && ((*a)->by & ~BY(SYSTEM)))
			used += (size_t)snprintf(out + used, n - used, "%s%s", used ? "、" : "", (*a)->name);
}

/* Nothing more is done with the tasks of a dossier that ended before it had any, or that lies in the archive. One that was withdrawn
 * or terminated has no open task any more, but hands out what had been decided before: that is so for good (W-11). */
bool act_tasks_rest(enum dossier_state s)
{
	return s == DOSSIER_NOT_ACCEPTED || s == DOSSIER_VOID || s == DOSSIER_ARCHIVED;
}

static enum status possible(struct doing *d, struct err *err)
{
	bool task = d->act->scope == ACT_TASK;
	int state = task ? (int)d->task_state : (int)d->state;
	char instead[160];

	if (task && act_tasks_rest(d->state))
		return act_refuse(d, err, "E-6404", "办件是「%s」,它的任务不能再「%s」", dossier_state_name(d->state), d->act->name);
	if (act_possible(d->act, state))
		return ST_OK;
	possible_now(d, state, instead, sizeof instead);
	return act_refuse(d, err, "E-6404", "%s现在是「%s」,不能「%s」;%s%s", task ? "任务" : "办件",
		task ? task_state_name(d->task_state) : dossier_state_name(d->state), d->act->name, *instead ? "现在可以:" : "已经到头",
		instead);
}

static const struct act_rule *rule_of(const struct act *act)
{
	const struct act_rule *r = act->scope == ACT_TASK ? act_task_rules : act_dossier_rules;

	while (r->word && strcmp(r->word, act->word) != 0)
		r++;
	return r;
}

enum status act_check(struct doing *d, struct batch *b, struct err *err)
{
	const struct act_rule *rule = rule_of(d->act);
	enum status st = may(d, b, err);

	if (st == ST_OK)
		st = possible(d, err);
	return st == ST_OK && rule->guard ? rule->guard(d, b, err) : st;
}

void act_effect(struct doing *d, struct batch *b)
{
	const struct act_rule *rule = rule_of(d->act);

	if (rule->effect)
		rule->effect(d, b);
}
