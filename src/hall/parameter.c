/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "hall/params.h"
#include "hall/printer.h"
#include "law/staff_right.h"

static bool is_known(const char *name)
{
	for (size_t i = 0; i < hall_param_count; i++)
		if (strcmp(hall_params[i].name, name) == 0)
			return true;
	return false;
}

static void undo(struct hall *h, const char *name, const char *before)
{
	if (settings_set(h->settings, name, before, NULL) != ST_OK || hall_values_check(h, NULL) != ST_OK)
		log_line(LOG_ERROR, "set: %s keeps a value that is not stored", name);
}

/* Puts the value in force, in this process alone; *before is what was, owned by the caller, NULL when nothing has changed. */
static enum status put(struct hall *h, const char *name, const char *value, char **before, struct err *err)
{
	enum status st;

	*before = NULL;
	if (strcmp(name, "store") == 0)
		return err_set(err, ST_REFUSED, "E-4115", "store 只能在 yichuang.conf 里设置,设置未变。");
	char *was = mem_text(is_known(name) ? settings_text(h->settings, name) : "");
	if ((st = settings_set(h->settings, name, value, err)) != ST_OK) {
		free(was);
		return st;
	}
	if ((st = hall_values_check(h, err)) != ST_OK || (st = printer_setting_check(h, name, value, err)) != ST_OK) {
		undo(h, name, was);
		free(was);
		return st;
	}
	*before = was;
	return ST_OK;
}

enum status hall_value_check(struct hall *h, const char *name, const char *value, struct err *err)
{
	char *before;
	enum status st = put(h, name, value, &before, err);

	if (st == ST_OK)
		undo(h, name, before);
	free(before);
	return st;
}

/* --- changing --------------------------------------------------------------------------------------------------------- */

struct sought { const char *name; char *value, *who; int64_t at; };

static void seek(void *ctx, const struct hall_parameter *p)
{
	struct sought *s = ctx;

	if (strcmp(p->setting->name, s->name) != 0)
		return;
	s->value = mem_text(p->value);
	s->who = mem_text(p->name);
	s->at = p->changed_at;
}

/* Another has been quicker. */
static enum status overtaken(struct hall *h, const char *name, struct err *err)
{
	struct sought s = { .name = name };
	enum status st = hall_parameters(h, seek, &s, err);
	char stamp[20];

	if (st == ST_OK)
		st = err_at(err, ST_CONFLICT, "E-4117", name, "%s 在您看过以后已由%s于 %s 改为“%.80s”,您的改动没有写入。请看过新的值再改。", name,
			s.who && *s.who ? s.who : "别人", clock_stamp(s.at, stamp) + 5, s.value ? s.value : "");
	free(s.value);
	free(s.who);
	return st;
}

static enum status write(struct hall *h, const struct actor *by, const char *name, const char *shown, const char *before,
	const char *value, struct err *err)
{
	struct batch *b = batch_new("set");
	const struct value args[] = { value_text(name), value_text(value), value_int(clock_wall_ms()), value_int(by->staff_id),
		value_text(shown ? shown : "") };

	batch_add(b, shown ? Q_PARAMETER_CHANGE : Q_PARAMETER_SET, args, shown ? COUNT_OF(args) : COUNT_OF(args) - 1);
	audit_in(h, b, by, &(struct audit_entry){ .act = "hall.set", .object = name, .before = shown ? shown : before, .after = value });
	enum status st = store_submit(h->store, b, err);
	bool late = st == ST_CONFLICT && strcmp(batch_failed(b), "parameter_change") == 0;
	batch_free(b);
	return late ? overtaken(h, name, err) : st;
}

/* `shown` NULL: whatever it is now. */
static enum status change(struct hall *h, const struct actor *by, const char *name, const char *shown, const char *value,
	struct err *err)
{
	char *before;
	enum status st;

	if (!staff_may(by->role, RIGHT_SETTINGS))
		return err_set(err, ST_DENIED, "E-4114", "只有系统管理员可以改设置,设置未变。");
	if ((st = put(h, name, value, &before, err)) != ST_OK)
		return st;
	if ((st = write(h, by, name, shown, before, value, err)) == ST_OK)
		hall_mark_stored(h, name);
	else
		undo(h, name, before);
	free(before);
	return st;
}

enum status hall_set(struct hall *h, const struct actor *by, const char *name, const char *value, struct err *err)
{
	return change(h, by, name, NULL, value, err);
}

enum status hall_change(struct hall *h, const struct actor *by, const char *name, const char *shown, const char *value,
	struct err *err)
{
	return change(h, by, name, shown, value, err);
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

enum status hall_parameters(struct hall *h, hall_parameter_fn *row, void *ctx, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_PARAMETER_LIST, NULL, 0, &rows, err);

	for (size_t i = 0; st == ST_OK && i < hall_param_count; i++) {
		const char *name = hall_params[i].name;
		struct hall_parameter p = { .setting = &hall_params[i], .value = hall_text(h, name), .origin = hall_origin(h, name),
			.login = "", .name = "" };
		for (size_t k = 0; k < rows_count(rows); k++) {
			if (strcmp(rows_text(rows, k, 0), name) != 0)
				continue;
			p.value = rows_text(rows, k, 1);
			p.origin = "hall";
			p.changed_at = rows_int(rows, k, 2);
			p.login = rows_text(rows, k, 3);
			p.name = rows_text(rows, k, 4);
		}
		row(ctx, &p);
	}
	rows_free(rows);
	return st;
}

const char *hall_range(const struct setting *s, char out[HALL_RANGE_SIZE])
{
	if (s->choices)
		return setting_choices(s, out);
	if (s->type == SETTING_BOOL)
		snprintf(out, HALL_RANGE_SIZE, "0 或 1");
	else if (s->type == SETTING_INT)
		snprintf(out, HALL_RANGE_SIZE, "%ld–%ld", s->min, s->max);
	else
		snprintf(out, HALL_RANGE_SIZE, "至多%ld字节", s->max);
	return out;
}
