/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "hall/act_parts.h"

/* What an act was told, against the list of its row in law/act.h. */

#define LINE "line."
#define LINES_MOST 200

static enum status wrong(const struct act_arg *arg, struct err *err, const char *format, ...) __attribute__((format(printf, 3, 4)));
static enum status wrong(const struct act_arg *arg, struct err *err, const char *format, ...)
{
	char why[200];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof why, format, args);
	va_end(args);
	return err_at(err, ST_DATA, "E-6403", arg->name, "「%s」%s。没有改动,请改正后再试。", arg->label, why);
}

static bool has_lines(const struct act_arg *arg)
{
	return arg->type == ARG_LINES || arg->type == ARG_TICKS;
}

static const struct act_arg *arg_find(const struct act *act, const char *name)
{
	bool line = strncmp(name, LINE, strlen(LINE)) == 0;

	for (const struct act_arg *a = act->args; a && a->name; a++)
		if (has_lines(a) ? line : strcmp(a->name, name) == 0)
			return a;
	return NULL;
}

bool act_arg_known(const struct act *act, const char *name)
{
	return arg_find(act, name) != NULL;
}

static enum status text_read(const struct act_arg *arg, const char *value, struct err *err)
{
	size_t at, n = text_count(value);
	enum text_harm harm = text_check(value, strlen(value), &at);

	if (harm != TEXT_FINE)
		return wrong(arg, err, "的第%zu个字符是%s,不能用", at, text_harm_name(harm));
	return n > (size_t)arg->most ? wrong(arg, err, "有%zu字,最多%d字", n, arg->most) : ST_OK;
}

static enum status count_read(const struct act_arg *arg, const char *value, struct err *err)
{
	char *end;
	long n = strtol(value, &end, 10);

	return *end || n < 1 || n > arg->most || !*value ? wrong(arg, err, "应为 1 至 %d 的数", arg->most) : ST_OK;
}

static enum status choice_read(const struct act_arg *arg, const char *value, struct err *err)
{
	char list[200] = "";
	size_t used = 0;

	if (act_choice_name(arg->choices, value))
		return ST_OK;
	for (const struct act_choice *c = arg->choices; c->code && used < sizeof list - 1; c++)
		used += (size_t)snprintf(list + used, sizeof list - used, " %s(%s)", c->code, c->name);
	text_mend(list);
	return wrong(arg, err, "没有这一种,可选:%s", list);
}

static enum status value_read(const struct act_arg *arg, const char *value, struct err *err)
{
	switch (arg->type) {
	case ARG_TEXT: case ARG_LINES: case ARG_TICKS: case ARG_MATERIAL: return text_read(arg, value, err);
	case ARG_COUNT: return count_read(arg, value, err);
	case ARG_CHOICE: return choice_read(arg, value, err);
	case ARG_DAY: return day_parse(value) == DAY_NONE ? wrong(arg, err, "不是存在的日期(应如 2026-11-23)") : ST_OK;
	}
	return ST_BUG;
}

static enum status take(struct doing *d, const struct act_value *v, struct err *err)
{
	const struct act_arg *arg = arg_find(d->act, v->name);
	json_t *into = d->data;
	const char *key = v->name;
	enum status st;

	if (!arg)
		return err_at(err, ST_DATA, "E-6403", v->name, "「%s」不需要 %.60s。没有改动。", d->act->name, v->name);
	if (!*v->value && !has_lines(arg))
		return ST_OK;                                /* not told */
	if ((st = value_read(arg, v->value, err)) != ST_OK)
		return st;
	if (has_lines(arg)) {
		key += strlen(LINE);
		into = json_object_get(d->data, arg->name);
		if (!into)
			json_object_set_new(d->data, arg->name, into = json_object());
		if (json_object_size(into) >= LINES_MOST)
			return wrong(arg, err, "超过%d项", LINES_MOST);
	}
	if (json_object_get(into, key))
		return err_at(err, ST_DATA, "E-6403", v->name, "%.60s 写了两次。没有改动。", v->name);
	return json_object_set_new(into, key, json_string(v->value)) == 0 ? ST_OK : wrong(arg, err, "不能用");
}

enum status act_args_read(struct doing *d, struct err *err)
{
	enum status st = ST_OK;

	d->data = json_object();
	for (size_t i = 0; st == ST_OK && i < d->call->count; i++)
		st = take(d, &d->call->values[i], err);
	for (const struct act_arg *a = d->act->args; st == ST_OK && !d->look && a && a->name; a++)
		if (a->needed && !json_object_get(d->data, a->name) && act_arg_of_use(a, a->when ? act_arg_text(d, a->when) : NULL))
			st = wrong(a, err, "没有填");
	return st;
}

const char *act_arg_text(const struct doing *d, const char *name)
{
	const char *s = json_string_value(json_object_get(d->data, name));

	return s ? s : "";
}

day_t act_arg_day(const struct doing *d, const char *name)
{
	return day_parse(act_arg_text(d, name));
}

int act_arg_count(const struct doing *d, const char *name)
{
	return (int)strtol(act_arg_text(d, name), NULL, 10);
}

/* --- as it is kept ------------------------------------------------------------------------------------------------------ */

void act_data_seal(struct doing *d, struct buf *out)
{
	char where[64], *json = json_dumps(d->data, JSON_COMPACT | JSON_SORT_KEYS);

	snprintf(where, sizeof where, "act/%s/data", d->uuid);
	hall_seal(d->h, where, json, strlen(json), out);
	mem_wipe_free(json, strlen(json));
}

enum status act_data_open(struct hall *h, const char *uuid, const struct rows *r, size_t i, json_t **out, struct err *err)
{
	char where[64];
	struct buf plain;
	size_t n;
	const void *sealed = rows_blob(r, i, ACT_DATA_COLUMN, &n);

	buf_init(&plain, BUF_LARGE);
	snprintf(where, sizeof where, "act/%s/data", uuid);
	enum status st = hall_unseal(h, where, sealed, n, &plain);
	*out = st == ST_OK ? json_loadb(plain.data, plain.len, 0, NULL) : NULL;
	buf_wipe(&plain);
	return *out ? ST_OK : err_set(err, ST_CORRUPT, "E-6108", "办理记录打不开,可能被改动。请保留现场,联系管理员。");
}
