/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/demo.h"
#include "hall/edition.h"
#include "hall/own.h"
#include "law/catalogue_confirm.h"
#include "law/staff_right.h"

/* --- storing -------------------------------------------------------------------------------------------------- */

struct new_catalogue {
	struct hall *h;
	const struct actor *by;
	const struct catalogue *c;
	char *body;
	size_t n;
	char digest[DIGEST_HEX];
	int step;
	day_t today; int used;               /* what is in use today, where what comes later was made from that, too; 0: was not */
	struct import_result *out;
	const char *act, *what;              /* "import", "confirm"; ids */
};

static enum status store_catalogue(struct new_catalogue *k, struct err *err)
{
	struct batch *b = batch_new("import");
	int64_t now = clock_wall_ms();
	char what[80], day[11], act[24];
	enum status st;

	edition_still(b, k->out->from, k->out->before);
	if (k->used)
		edition_still(b, k->today, k->used);
	k->step = batch_add(b, Q_CATALOGUE_STORE, ARGS(value_text(k->c->title), value_text(k->c->date), value_text(k->digest),
		value_int(now), value_int(k->by->staff_id), (struct value){ VALUE_TEXT, 0, k->body, k->n }));
	batch_add(b, Q_CATALOGUE_USE, ARGS(value_text(k->digest), value_day(k->out->from), value_text(k->act), value_int(now),
		value_int(k->by->staff_id), value_text(k->by->login)));
	for (size_t i = 0; i < k->c->department_count; i++)
		batch_add(b, Q_DEPARTMENT_KNOW, ARGS(value_text(k->c->departments[i].id), value_text(k->c->departments[i].name)));
	if (hall_int(k->h, "department.port"))      /* in a demonstration they all are the reference department */
		demo_departments(k->h, b);
	snprintf(what, sizeof what, "+%zu -%zu ~%zu", k->out->sums.added, k->out->sums.removed, k->out->sums.changed);
	snprintf(act, sizeof act, "catalogue.%s", k->act);
	audit_in(k->h, b, k->by, &(struct audit_entry){ .act = act, .object = k->c->title, .before = what,
		.after = k->digest, .reason = k->what ? k->what : k->out->from > clock_today() ? day_iso(k->out->from, day) : NULL });
	st = edition_overtaken(k->h, b, store_submit(k->h->store, b, err), err);
	if (st == ST_OK)
		k->out->version = (int)rows_int(batch_rows(b, k->step), 0, 0);
	batch_free(b);
	return st;
}

/* The version that is active on a day; 0 and "" when there is none. */
static enum status active_read(struct hall *h, day_t day, struct rows **out, int *version, struct err *err)
{
	enum status st = store_read(h->store, Q_CATALOGUE_ACTIVE_BODY, ARGS(value_day(day)), out, err);

	*version = st == ST_OK && rows_count(*out) ? (int)rows_int(*out, 0, 0) : 0;
	return st;
}

/* What was confirmed in `before` and is the same stays so. */
static void keep_confirmed_of(struct new_catalogue *k, const char *before)
{
	size_t kept;
	char *text = catalogue_keep_confirmed(before, k->body, &kept, &k->out->lost);

	k->out->kept += kept;
	if (kept) {
		free(k->body);
		k->body = text;
		k->n = strlen(text);
		crypto_sm3_hex(k->body, k->n, k->digest);
	} else {
		free(text);
	}
}

/* Of what it comes after, and of what is in use today: that may have been confirmed since the other was stored for its day. */
static enum status keep_confirmed(struct new_catalogue *k, const char *active, struct err *err)
{
	struct rows *now = NULL;
	enum status st = ST_OK;

	keep_confirmed_of(k, active);
	k->today = clock_today();
	if (k->out->from > k->today)
		st = active_read(k->h, k->today, &now, &k->used, err);
	if (st == ST_OK && k->used && k->used != k->out->before)
		keep_confirmed_of(k, rows_text(now, 0, 3));
	rows_free(now);
	return st;
}

/* Does another version begin later and take the place of this one? What was stored is told all the same. */
static void look_ahead(struct hall *h, struct import_result *out)
{
	struct edition *list;
	struct err quiet;
	size_t count;

	if (edition_history(h, &list, &count, &quiet) != ST_OK)
		count = 0;
	for (size_t i = 0; i < count && !out->waiting; i++)
		if (list[i].state == EDITION_PLANNED && list[i].version != out->version) {
			out->waiting = list[i].version;
			out->waiting_from = list[i].from;
		}
	free(list);
}

enum status import_catalogue(struct hall *h, const struct actor *by, const struct import_request *q,
	struct import_result *out, struct err *err)
{
	struct new_catalogue k = { .h = h, .by = by, .out = out, .act = "import" };
	struct catalogue *c = NULL;
	struct rows *active = NULL;
	enum status st;

	memset(out, 0, sizeof *out);
	out->from = q->from ? q->from : clock_today();
	if (!staff_may(by->role, RIGHT_CATALOGUE))
		return err_set(err, ST_DENIED, "E-4111", "只有系统管理员可以导入事项目录,现用目录不变。");
	if (out->from < clock_today())
		return err_set(err, ST_REFUSED, "E-4130", "启用日期 %s 已经过去,未导入,现用目录不变。请改为今天或以后的日期,或不写 --from。",
			day_iso(out->from, (char[11]){ "" }));
	if ((st = catalogue_load(q->texts, q->count, q->fault, q->ctx, &c, err)) != ST_OK)
		goto out;
	k.c = c;
	k.body = catalogue_canonical(c, &k.n);
	crypto_sm3_hex(k.body, k.n, k.digest);
	if ((st = active_read(h, out->from, &active, &out->before, err)) != ST_OK)
		goto out;
	out->version = out->before;
	if (out->before && (st = keep_confirmed(&k, rows_text(active, 0, 3), err)) != ST_OK)
		goto out;
	if (out->before && strcmp(rows_text(active, 0, 2), k.digest) == 0) {
		out->same = true;
		goto out;
	}
	if (out->before && strcmp(c->date, rows_text(active, 0, 1)) < 0) {
		st = err_set(err, ST_REFUSED, "E-2012", "这份目录的日期 %s 早于现用目录 %s,未导入,现用目录不变。", c->date,
			rows_text(active, 0, 1));
		goto out;
	}
	catalogue_compare(rows_text(active, 0, 3), k.body, q->change, q->ctx, &out->sums);
	if (!q->try_only)
		st = store_catalogue(&k, err);
out:
	if (st == ST_OK && !q->try_only)
		look_ahead(h, out);
	rows_free(active);
	free(k.body);
	catalogue_free(c);
	return st;
}

/* --- confirming ---------------------------------------------------------------------------------------------------- */

static enum status store_confirmed(struct new_catalogue *k, const char *active, const char *const *ids, size_t count, bool checked,
	struct err *err)
{
	struct catalogue *c = NULL;
	struct buf what;
	enum status st = catalogue_confirm(active, ids, count, checked, &k->body, err);

	if (st == ST_OK)
		st = catalogue_load(&(struct catalogue_text){ "catalogue", k->body, strlen(k->body) }, 1, NULL, NULL, &c, err);
	if (st != ST_OK)
		return st;
	k->c = c;
	k->n = strlen(k->body);
	crypto_sm3_hex(k->body, k->n, k->digest);
	catalogue_compare(active, k->body, NULL, NULL, &k->out->sums);
	buf_init(&what, BUF_SMALL);
	buf_text(&what, checked ? "已核对" : "改回示例");
	for (size_t i = 0; i < count; i++)
		buf_format(&what, " %s", ids[i]);
	k->what = what.data;
	st = store_catalogue(k, err);
	buf_release(&what);
	catalogue_free(c);
	return st;
}

enum status import_confirm(struct hall *h, const struct actor *by, int seen, const char *const *ids, size_t count, bool checked,
	struct import_result *out, struct err *err)
{
	struct new_catalogue k = { .h = h, .by = by, .out = out, .act = "confirm" };
	struct rows *active = NULL;

	memset(out, 0, sizeof *out);
	out->from = clock_today();
	if (!staff_may(by->role, RIGHT_CATALOGUE))
		return err_set(err, ST_DENIED, "E-4111", "只有系统管理员可以确认事项已核对,现用目录不变。");
	enum status st = active_read(h, out->from, &active, &out->before, err);
	if (st == ST_OK && !out->before)
		st = err_set(err, ST_NOINPUT, "E-4110", "还没有事项目录。请先执行 yichuang catalogue import 导入。");
	if (st == ST_OK && seen && seen != out->before)
		st = edition_changed(h, err);
	if (st == ST_OK)
		st = store_confirmed(&k, rows_text(active, 0, 3), ids, count, checked, err);
	if (st == ST_OK)
		look_ahead(h, out);
	rows_free(active);
	free(k.body);
	return st;
}

/* --- reading back ------------------------------------------------------------------------------------------------ */

static enum status catalogue_parse(struct hall *h, int version, struct catalogue **out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_CATALOGUE_BODY, ARGS(value_int(version)), &rows, err);

	if (st == ST_OK && rows_count(rows) == 0)
		st = err_set(err, ST_NOINPUT, "E-4112", "没有第 %d 版事项目录。", version);
	if (st == ST_OK) {
		const char *body = rows_text(rows, 0, 0);
		st = catalogue_load(&(struct catalogue_text){ "catalogue", body, strlen(body) }, 1, NULL, NULL, out, err);
	}
	rows_free(rows);
	return st;
}

/* The place of the one that was used longest ago and that nobody holds. */
static size_t place_to_give_up(const struct hall *h)
{
	size_t i = LOADED_CATALOGUES - 1;

	while (i && h->loaded[i].held)
		i--;
	return i;
}

static void hold(struct hall *h, int version, int more)
{
	for (size_t i = 0; i < LOADED_CATALOGUES; i++)
		if (h->loaded[i].catalogue && h->loaded[i].version == version)
			h->loaded[i].held += more;
}

void hall_catalogue_hold(struct hall *h, int version)
{
	hold(h, version, 1);
}

void hall_catalogue_release(struct hall *h, int version)
{
	hold(h, version, -1);
}

enum status hall_catalogue_version(struct hall *h, int version, const struct catalogue **out, struct err *err)
{
	struct loaded_catalogue found = { 0 };
	size_t i = 0;
	enum status st;

	*out = NULL;
	while (i < LOADED_CATALOGUES && h->loaded[i].version != version)
		i++;
	if (i == LOADED_CATALOGUES) {
		if ((st = catalogue_parse(h, version, &found.catalogue, err)) != ST_OK)
			return st;
		found.version = version;
		i = place_to_give_up(h);
		catalogue_free(h->loaded[i].catalogue);
	} else {
		found = h->loaded[i];
	}
	memmove(&h->loaded[1], &h->loaded[0], i * sizeof h->loaded[0]);
	h->loaded[0] = found;
	*out = found.catalogue;
	return ST_OK;
}

enum status hall_catalogue(struct hall *h, const struct catalogue **out, int *version, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_CATALOGUE_ACTIVE, ARGS(value_day(clock_today())), &rows, err);

	*out = NULL;
	*version = st == ST_OK && rows_count(rows) ? (int)rows_int(rows, 0, 0) : 0;
	rows_free(rows);
	if (st != ST_OK)
		return st;
	if (!*version)
		return err_set(err, ST_NOINPUT, "E-4110", "还没有事项目录。请先执行 yichuang catalogue import 导入。");
	return hall_catalogue_version(h, *version, out, err);
}
