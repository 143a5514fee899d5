/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "ui/form_private.h"
#include "ui/message.h"

/* Checks of a field when it is left, and of all of them before a commit. */

/* ---- dates -------------------------------------------------------------------------------------------------- */

/* "2026年11月23日", "2026-11-23", "11.23" → up to three numbers; false when there is anything else. */
static bool split_date(const char *s, long out[3], size_t digits[3], int *count)
{
	*count = 0;
	while (*s) {
		char *end;
		if (*count == 3 || *s < '0' || *s > '9')
			return false;
		out[*count] = strtol(s, &end, 10);
		digits[*count] = (size_t)(end - s);
		if (digits[*count] > 8)
			return false;
		++*count;
		s = end;
		static const char *const marks[] = { "-", ".", "/", "年", "月", "日" };
		bool marked = !*s;
		for (size_t i = 0; !marked && i < COUNT_OF(marks); i++)
			if (!strncmp(s, marks[i], strlen(marks[i]))) {
				s += strlen(marks[i]);
				marked = true;
			}
		if (!marked)
			return false;
	}
	return *count > 0;
}

/* Digits without marks: 20261123, 1123, 23. */
static bool spread_digits(long number[3], const size_t digits[3], int *count)
{
	long n = number[0];
	switch (digits[0]) {
	case 8:
		number[0] = n / 10000, number[1] = n / 100 % 100, number[2] = n % 100;
		*count = 3;
		return true;
	case 4:
		number[0] = n / 100, number[1] = n % 100;
		*count = 2;
		return true;
	case 1: case 2:
		return true;
	default:
		return false;
	}
}

bool form_date(const char *typed, char out[11])
{
	struct buf ascii;
	long number[3] = { 0 };
	size_t digits[3] = { 0 };
	int count;
	struct ymd today = day_to_ymd(clock_today());
	buf_init(&ascii, BUF_SMALL);
	(void)text_to_ascii(&ascii, typed, strlen(typed));
	bool good = split_date(ascii.data, number, digits, &count) && (count > 1 || spread_digits(number, digits, &count));
	buf_release(&ascii);
	if (!good || (count == 3 && digits[1] && digits[0] != 4))
		return false;
	struct ymd d = count == 3 ? (struct ymd){ (int)number[0], (int)number[1], (int)number[2] }
		: count == 2 ? (struct ymd){ today.year, (int)number[0], (int)number[1] }
		: (struct ymd){ today.year, today.month, (int)number[0] };
	if (!day_valid(d.year, d.month, d.day))
		return false;
	(void)day_iso(day_from_ymd(d.year, d.month, d.day), out);
	return true;
}

/* ---- one field ---------------------------------------------------------------------------------------------- */

static enum status check_number(const struct form_field *d, const char *value, struct err *err)
{
	char *end;
	errno = 0;
	double n = strtod(value, &end);
	if (errno || *end || end == value || strspn(value, "0123456789.-") != strlen(value))
		return err_at(err, ST_DATA, "E-3223", d->name, "%s「%s」不是数", d->label, value);
	if (d->max > d->min && (n < (double)d->min || n > (double)d->max))
		return err_at(err, ST_DATA, "E-3223", d->name, "%s应在 %ld 到 %ld 之间", d->label, d->min, d->max);
	return ST_OK;
}

static enum status check_date(struct form *f, struct form_field *d, const char *value, struct err *err)
{
	char date[11];
	if (!form_date(value, date))
		return err_at(err, ST_DATA, "E-3221", d->name, "%s「%s」不是日期;可输 1123、20261123 或 2026-11-23", d->label,
			value);
	return strcmp(date, value) != 0 ? form_set(f, d->name, date) : ST_OK;
}

enum status form_field_check(struct form *f, struct form_field *d, struct err *err)
{
	char *value = mem_text(form_get(f, d->name));
	enum status st = ST_OK;
	if (!*value)
		goto out;
	if (d->kind == PICTURE_NUMBER)
		st = check_number(d, value, err);
	else if (d->kind == PICTURE_DATE)
		st = check_date(f, d, value, err);
	if (!st && f->hooks && f->hooks->check)
		st = f->hooks->check(f->ctx, f, d->name, form_get(f, d->name), err);
	d->faulty = st != ST_OK;
	d->stale = true;
	if (st)
		d->fault = *err;
out:
	mem_wipe_free(value, strlen(value));
	return st;
}

void form_field_leave(struct form *f, struct form_field *d)
{
	struct err err;
	form_choice_leave(f, d);                 /* first: a check may set the field anew */
	if (form_editable(d) && form_field_check(f, d, &err) && f->widget.ui)
		message_error(f->widget.ui, &err);
}

/* ---- all of them -------------------------------------------------------------------------------------------- */

enum status form_verify(struct form *f, struct err *err)
{
	enum status st = ST_OK;
	for (size_t i = 0; i < f->count && !st; i++) {
		struct form_field *d = &f->fields[i];
		if (d->hidden || d->kind == PICTURE_SHOW)
			continue;
		if (d->required && !d->locked && !*form_get(f, d->name)) {
			st = err_at(err, ST_DATA, "E-3220", d->name, "%s未填", *d->label ? d->label : d->name);
			form_fault(f, d->name, err);
		} else if (!d->locked) {
			st = form_field_check(f, d, err);
		}
		if (st) {
			struct err kept = *err;      /* going there checks the field that is left, and may speak */
			(void)form_go(f, (int)i);
			*err = kept;
		}
	}
	f->widget.stale = true;
	return st;
}
