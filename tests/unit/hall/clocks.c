/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clocks.h"
#include "base/clock.h"
#include "hall/audit.h"
#include "hall/dossier.h"

struct fixture f;
int person;

int clocks_setup(void **state)
{
	(void)state;
	fixture_clock();
	fixture_tick(FIXTURE_NOW - clock_wall_ms());      /* each test begins on the same Monday */
	fixture_open(&f);
	return 0;
}

int clocks_teardown(void **state)
{
	int64_t count;
	struct err err;

	(void)state;
	assert_int_equal(audit_verify(f.h, &count, &err), ST_OK);
	assert_int_equal(dossier_verify(f.h, &count, &err), ST_OK);
	fixture_close(&f);
	return 0;
}

void set(const char *name, const char *value)
{
	struct actor admin = f.clerk;
	struct err err;

	snprintf(admin.role, sizeof admin.role, "admin");
	assert_int_equal(hall_set(f.h, &admin, name, value, &err), ST_OK);
}

void to_day(const char *iso)
{
	fixture_tick((int64_t)(day_parse(iso) - clock_today()) * DAY_MS);
}

struct accepted accept_it(bool deferred, enum outcome outcome)
{
	struct request r;
	struct accepted done;

	fixture_request(&f, "xinshenger", ++person, &r);
	if (deferred)
		request_material(&r, "sy-cyxj")->state = MS_DEFERRED;
	r.outcome = outcome;
	if (outcome == OUTCOME_NOTICE)
		request_material(&r, "sy-cyxj")->state = MS_UNCHECKED;
	fixture_accept(&f, &r, &done);
	request_release(&r);
	return done;
}

struct clock_list *clocks(const struct accepted *d)
{
	struct clock_list *list;
	struct err err;

	if (clock_list(f.h, d->number, &list, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	return list;
}

const struct clock_row *find(const struct clock_list *list, enum clock_kind kind, int item)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->rows[i].run.kind == kind && list->rows[i].item == item)
			return &list->rows[i];
	fail_msg("no %s of %d", clock_rule(kind)->code, item);
	return NULL;
}

day_t due(const struct accepted *d, enum clock_kind kind, int item)
{
	struct clock_list *list = clocks(d);
	day_t day = find(list, kind, item)->state.deadline.due;

	clock_list_free(list);
	return day;
}

int64_t ask(enum query q, const struct value *args, size_t count, int column)
{
	struct rows *rows = NULL;
	struct err err;

	assert_int_equal(store_read(hall_store(f.h), q, args, count, &rows, &err), ST_OK);
	int64_t n = rows_count(rows) == 0 ? -1 : rows_null(rows, 0, column) ? -2 : rows_int(rows, 0, column);
	rows_free(rows);
	return n;
}

day_t shown(const struct accepted *d)
{
	struct dossier_row rows[2];
	size_t count;
	bool more;
	struct err err;

	assert_int_equal(dossier_find(f.h, d->number, rows, 2, &count, &more, &err), ST_OK);
	assert_int_equal(count, 1);
	return rows[0].due;
}

void pause_act(struct batch *b, const void *what)
{
	clock_pause_in(f.h, b, &f.clerk, what);
}

void resume_act(struct batch *b, const void *what)
{
	clock_resume_in(f.h, b, &f.clerk, what);
}

void extend_act(struct batch *b, const void *what)
{
	clock_extend_in(f.h, b, &f.clerk, what);
}

enum status act(act_fn *fn, const void *what, struct err *err)
{
	const struct calendar *c;
	struct batch *b = batch_new("test");

	assert_int_equal(hall_calendar(f.h, &c, err), ST_OK);
	fn(b, what);
	enum status st = store_submit(hall_store(f.h), b, err);
	batch_free(b);
	return st;
}

void good(act_fn *fn, const void *what)
{
	struct err err;

	if (act(fn, what, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

void refused(const struct accepted *d, act_fn *fn, const void *what, const char *code, const char *rule)
{
	struct clock_list *before = clocks(d), *after;
	int64_t version = ask(Q_DOSSIER_READ, ARGS(value_int(d->dossier), value_int(0)), 5);
	struct err err;

	assert_int_equal(act(fn, what, &err), ST_REFUSED);
	assert_string_equal(err.code, code);
	if (!strstr(err.text, rule))
		fail_msg("%s does not name %s", err.text, rule);
	after = clocks(d);
	json_t *a = clock_list_json(before), *b = clock_list_json(after);
	assert_true(json_equal(a, b));
	json_decref(a);
	json_decref(b);
	assert_int_equal(ask(Q_DOSSIER_READ, ARGS(value_int(d->dossier), value_int(0)), 5), version);
	clock_list_free(before);
	clock_list_free(after);
}

struct clock_pausing special(const struct accepted *d, int item, const char *from, const char *to)
{
	return (struct clock_pausing){ .dossier = d->dossier, .number = d->number, .item = item, .kind = PAUSE_TESTING,
		.from = day_parse(from), .to = to ? day_parse(to) : DAY_NONE, .expected = day_parse(from) + 7, .basis = "检测规程",
		.reason = "送检", .by = "王工" };
}
