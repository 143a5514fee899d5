/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/edition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "law/staff_right.h"

/* --- what was decided ---------------------------------------------------------------------------------------------------- */

enum column { C_ID, C_VERSION, C_TITLE, C_DATE, C_DIGEST, C_FROM, C_ACT, C_AT, C_LOGIN, C_NAME, C_WITHDRAWN, C_DOSSIERS };

static void fill(const struct rows *rows, size_t n, day_t today, struct edition *e)
{
	e->id = rows_int(rows, n, C_ID);
	e->version = (int)rows_int(rows, n, C_VERSION);
	text_copy(e->title, sizeof e->title, rows_text(rows, n, C_TITLE));
	text_copy(e->date, sizeof e->date, rows_text(rows, n, C_DATE));
	text_copy(e->digest, sizeof e->digest, rows_text(rows, n, C_DIGEST));
	e->from = (day_t)rows_int(rows, n, C_FROM);
	text_copy(e->act, sizeof e->act, rows_text(rows, n, C_ACT));
	e->at = rows_int(rows, n, C_AT);
	text_copy(e->login, sizeof e->login, rows_text(rows, n, C_LOGIN));
	text_copy(e->name, sizeof e->name, rows_text(rows, n, C_NAME));
	e->dossiers = (int)rows_int(rows, n, C_DOSSIERS);
	e->state = !rows_null(rows, n, C_WITHDRAWN) ? EDITION_WITHDRAWN : e->from > today ? EDITION_PLANNED : EDITION_FORMER;
}

/* Of those whose day has come the latest day counts, and of that day the last word: the first of them here. */
static void find_active(struct edition *list, size_t count)
{
	struct edition *active = NULL;

	for (size_t i = 0; i < count; i++)
		if (list[i].state == EDITION_FORMER && (!active || list[i].from > active->from))
			active = &list[i];
	if (active)
		active->state = EDITION_ACTIVE;
}

enum status edition_history(struct hall *h, struct edition **out, size_t *count, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_CATALOGUE_HISTORY, NULL, 0, &rows, err);

	const day_t today = clock_today();             /* one day for all, or two could be in use */

	*count = st == ST_OK ? rows_count(rows) : 0;
	*out = mem_array(*count + 1, sizeof **out);
	for (size_t i = 0; i < *count; i++)
		fill(rows, i, today, &(*out)[i]);
	find_active(*out, *count);
	rows_free(rows);
	return st;
}

const char *edition_state_name(enum edition_state state)
{
	static const char *const names[] = { [EDITION_ACTIVE] = "现用", [EDITION_PLANNED] = "待启用", [EDITION_FORMER] = "曾用",
		[EDITION_WITHDRAWN] = "已撤回" };

	return names[state];
}

/* --- two at once ------------------------------------------------------------------------------------------------------ */

void edition_still(struct batch *b, day_t day, int version)
{
	batch_add(b, Q_CATALOGUE_STILL, ARGS(value_day(day), value_int(version)));
}

enum status edition_changed(struct hall *h, struct err *err)
{
	struct edition *list;
	struct err quiet;
	char stamp[20];
	size_t count;

	(void)err_set(err, ST_CONFLICT, "E-4134", "这期间现用目录换了,您的没有写入。请看过现用的再做一次。");
	if (edition_history(h, &list, &count, &quiet) == ST_OK && count)
		(void)err_set(err, ST_CONFLICT, "E-4134", "这期间现用目录换了(最近由%s于 %s 定了第 %d 版),您的没有写入。请看过现用的再做一次。",
			*list[0].name ? list[0].name : list[0].login, clock_stamp(list[0].at, stamp) + 5, list[0].version);
	free(list);
	return ST_CONFLICT;
}

enum status edition_overtaken(struct hall *h, const struct batch *b, enum status st, struct err *err)
{
	return st == ST_CONFLICT && strcmp(batch_failed(b), "catalogue_still") == 0 ? edition_changed(h, err) : st;
}

/* --- deciding otherwise -------------------------------------------------------------------------------------------------- */

static enum status may(const struct actor *by, struct err *err)
{
	return staff_may(by->role, RIGHT_CATALOGUE) ? ST_OK :
		err_set(err, ST_DENIED, "E-4111", "只有系统管理员可以改换事项目录,现用目录不变。");
}

/* What is active, and what waits: the one that was decided last, of this version unless it is 0; and what waits beside it. */
static enum status look(struct hall *h, int version, struct edition_change *out, struct err *err)
{
	struct edition *list;
	size_t count;
	enum status st = edition_history(h, &list, &count, err);

	*out = (struct edition_change){ .waiting_from = DAY_NONE, .left_from = DAY_NONE };
	for (size_t i = 0; i < count; i++) {
		if (list[i].state == EDITION_ACTIVE)
			out->before = list[i].version;
		if (list[i].state != EDITION_PLANNED)
			continue;
		if (!out->waiting && (!version || version == list[i].version)) {
			out->waiting = list[i].version;
			out->waiting_id = list[i].id;
			out->waiting_from = list[i].from;
			memcpy(out->title, list[i].title, sizeof out->title);
		} else if (!out->left) {
			out->left = list[i].version;
			out->left_from = list[i].from;
		}
	}
	free(list);
	return st;
}

/* The active one is the last of all that has come, so the last of another version is the one before it. */
static enum status former(struct hall *h, int active, int *version, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_CATALOGUE_FORMER, ARGS(value_day(clock_today()), value_int(active)), &rows, err);

	if (st == ST_OK && rows_count(rows))
		*version = (int)rows_int(rows, 0, 0);
	else if (st == ST_OK)
		st = err_set(err, ST_NOINPUT, "E-4131", "在现用目录之前没有用过别的版本,现用目录不变。yichuang catalogue history 可查。");
	rows_free(rows);
	return st;
}

static void versions_text(int version, char out[24])
{
	snprintf(out, 24, "第%d版", version);
}

static enum status store_rollback(struct hall *h, const struct actor *by, const struct catalogue *c, const char *digest,
	const struct edition_change *k, struct err *err)
{
	struct batch *b = batch_new("rollback");
	const day_t today = clock_today();
	int64_t now = clock_wall_ms();
	char before[24], after[24];

	versions_text(k->before, before);
	versions_text(k->version, after);
	edition_still(b, today, k->before);
	batch_add(b, Q_CATALOGUE_USE, ARGS(value_text(digest), value_day(today), value_text("rollback"), value_int(now),
		value_int(by->staff_id), value_text(by->login)));
	for (size_t i = 0; i < c->department_count; i++)
		batch_add(b, Q_DEPARTMENT_KNOW, ARGS(value_text(c->departments[i].id), value_text(c->departments[i].name)));
	audit_in(h, b, by, &(struct audit_entry){ .act = "catalogue.rollback", .object = k->title, .before = before, .after = after });
	enum status st = edition_overtaken(h, b, store_submit(h->store, b, err), err);
	batch_free(b);
	return st;
}

enum status edition_rollback(struct hall *h, const struct actor *by, int version, struct edition_change *out, struct err *err)
{
	const struct catalogue *c;
	struct rows *rows = NULL;
	enum status st = may(by, err);

	if (st != ST_OK || (st = look(h, 0, out, err)) != ST_OK)
		return st;
	if (!version && (st = former(h, out->before, &version, err)) != ST_OK)
		return st;
	if (version == out->before)
		return err_set(err, ST_REFUSED, "E-4132", "第 %d 版就是现用目录,没有改动。", version);
	if ((st = hall_catalogue_version(h, version, &c, err)) != ST_OK)
		return st;
	out->version = version;
	text_copy(out->title, sizeof out->title, c->title);
	st = store_read(h->store, Q_CATALOGUE_DIGEST, ARGS(value_int(version)), &rows, err);
	if (st == ST_OK)
		st = store_rollback(h, by, c, rows_text(rows, 0, 0), out, err);
	rows_free(rows);
	return st;
}

enum status edition_withdraw(struct hall *h, const struct actor *by, int version, struct edition_change *out, struct err *err)
{
	char before[24], day[11];
	enum status st = may(by, err);

	if (st != ST_OK || (st = look(h, version, out, err)) != ST_OK)
		return st;
	if (!out->waiting)
		return err_set(err, ST_NOINPUT, "E-4133", version ? "第 %d 版不在待启用之列,没有改动。" : "没有待启用的版本,没有改动。", version);
	struct batch *b = batch_new("withdraw");
	versions_text(out->waiting, before);
	out->version = out->before;
	batch_add(b, Q_CATALOGUE_WITHDRAW, ARGS(value_int(out->waiting_id), value_day(clock_today()), value_int(clock_wall_ms())));
	audit_in(h, b, by, &(struct audit_entry){ .act = "catalogue.withdraw", .object = out->title, .before = before,
		.reason = day_iso(out->waiting_from, day) });
	st = store_submit(h->store, b, err);
	if (st == ST_CONFLICT && strcmp(batch_failed(b), "catalogue_withdraw") == 0)
		st = err_set(err, ST_CONFLICT, "E-4133", "第 %d 版刚刚启用,或已由别人撤回,没有改动。yichuang catalogue history 可查。", out->waiting);
	batch_free(b);
	return st;
}
