/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/tide.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "hall/queue_day_own.h"
#include "hall/staff.h"
#include "hall/ticket_own.h"
#include "law/staff_right.h"

#define FOLLOW_DAYS 7                        /* longer nobody was at any desk: nothing is noted any more */

/* --- deciding ---------------------------------------------------------------------------------------------------------- */

static const struct queue_day_pool *pool_of(const struct queue_day *d, const char *classes)
{
	for (size_t i = 0; *classes && i < d->pool_count; i++)
		if (strspn(classes, d->pools[i].classes) == strlen(classes))
			return &d->pools[i];
	return NULL;
}

static enum status check(const struct queue_day_pool *p, const struct tide_choice *c, struct err *err)
{
	int most = c->act == TIDE_OPEN ? p->windows - p->open : c->act == TIDE_CLOSE ? p->open : 0;
	bool advised = c->act == p->advice.act && c->windows == p->advice.windows;
	size_t at, n = strlen(c->reason);

	if (c->windows < (c->act != TIDE_KEEP) || c->windows > most)
		return err_at(err, ST_DATA, "E-6862", "windows", "%s 类共 %d 窗,开着 %d 窗,%s不了 %d 窗,没有记下。", p->classes, p->windows, p->open,
			c->act == TIDE_CLOSE ? "关" : "开", c->windows);
	if (n > 180 || text_check(c->reason, n, &at) != TEXT_FINE)
		return err_at(err, ST_DATA, "E-6863", "reason", "原因至多 60 个字,不能有控制字符,没有记下。");
	if (!advised && !n)
		return err_at(err, ST_DATA, "E-6863", "reason", "建议是%s(%d 窗),定的不同,请写原因,没有记下。", tide_act_name(p->advice.act),
			p->advice.windows);
	return ST_OK;
}

static enum status write(struct hall *h, const struct actor *by, const struct queue_day *d, const struct queue_day_pool *p,
	const struct tide_choice *c, struct err *err)
{
	const struct tide_figures *s = &p->samples[0];
	char uuid[37], iso[11], object[48], before[24], after[24];
	struct batch *b = batch_new("tide");

	crypto_uuid(uuid);
	batch_add(b, Q_TIDE_INSERT, ARGS(value_text(c->uuid ? c->uuid : uuid), value_int(d->day), value_int(d->at), value_int(by->staff_id),
		value_text(p->classes), value_text(tide_act_code(p->advice.act)), value_int(p->advice.windows), value_text(tide_act_code(c->act)),
		value_int(c->windows), value_text(c->reason), value_int(s->arrivals), value_int(s->usual), value_int(s->service_ms),
		value_int(s->needed), value_int(p->open), value_int(p->f.waiting), value_int(p->f.longest_ms), value_int(p->f.recent_ms),
		value_int(d->at + hall_int(h, "tide.after_minutes") * MINUTE_MS)));
	snprintf(object, sizeof object, "%s/%s", day_iso(d->day, iso), p->classes);
	snprintf(before, sizeof before, "%s %d", tide_act_code(p->advice.act), p->advice.windows);
	snprintf(after, sizeof after, "%s %d", tide_act_code(c->act), c->windows);
	enum status st = audit_submit(h, by, b, &(struct audit_entry){ .act = "tide.decide", .object = object, .before = before, .after = after,
		.reason = c->reason }, err);
	return st != ST_UNKNOWN ? st : err_set(err, ST_UNKNOWN, "E-6864", "潮汐窗口的决定是否记下不明。请再做一次同样的决定,不会记两次。");
}

/* Was this key kept? Then it must have been the same decision; the classes are kept as those of the whole pool. */
static enum status decided(struct hall *h, const struct tide_choice *c, bool *already, struct err *err)
{
	enum { DAY, CLASSES, DECISION, WINDOWS, REASON };
	struct rows *r = NULL;
	enum status st = c->uuid ? store_read(hall_store(h), Q_TIDE_BY_UUID, ARGS(value_text(c->uuid)), &r, err) : ST_OK;
	int act = st == ST_OK && r && rows_count(r) ? tide_act_from_code(rows_text(r, 0, DECISION)) : -1;
	char iso[11];

	*already = act >= 0;
	if (*already && (rows_int(r, 0, DAY) != clock_today() || !*c->classes ||
	    strspn(c->classes, rows_text(r, 0, CLASSES)) != strlen(c->classes) || rows_int(r, 0, WINDOWS) != c->windows ||
	    act != (int)c->act || strcmp(rows_text(r, 0, REASON), c->reason) != 0))
		st = err_at(err, ST_REFUSED, "E-6867", "key", "这个键 %s 已记下另一个决定(%s 类%s %d 窗),这次的没有记下。要另定,请换一个键。",
			day_iso((day_t)rows_int(r, 0, DAY), iso), rows_text(r, 0, CLASSES),
			tide_act_name((enum tide_act)act), (int)rows_int(r, 0, WINDOWS));
	rows_free(r);
	return st;
}

enum status tide_decide(struct hall *h, const struct actor *by, const struct tide_choice *choice, struct err *err)
{
	const struct queue_day_pool *p = NULL;
	struct queue_day *d = NULL;
	bool already = false;
	enum status st;

	if (!staff_may(by->role, RIGHT_TIDE))
		return ticket_denied(h, by, "潮汐窗口的决定", choice->classes, RIGHT_TIDE, err);
	if ((st = hall_writable(h, err)) != ST_OK || (st = decided(h, choice, &already, err)) != ST_OK || already)
		return st;
	if ((st = queue_day_load(h, clock_today(), &d, err)) == ST_OK && !(p = pool_of(d, choice->classes)))
		st = err_at(err, ST_DATA, "E-6861", "classes", "“%.26s”不是共用窗口的类别(一次只定一组),没有记下。", choice->classes);
	if (st == ST_OK && (st = check(p, choice, err)) == ST_OK)
		st = write(h, by, d, p, choice, err);
	queue_day_free(d);
	return st;
}

/* --- what came of it --------------------------------------------------------------------------------------------------- */

struct noting { struct hall *h; const struct actor *by; int step; const char *object, *after; };

/* Whose note it is, when two desks looked at the same time. */
static enum status trace(struct batch *b, void *ctx, struct err *err)
{
	const struct noting *n = ctx;

	(void)err;
	if (rows_count(batch_rows(b, n->step)))
		audit_in(n->h, b, n->by, &(struct audit_entry){ .act = "tide.follow", .object = n->object, .after = n->after });
	return ST_OK;
}

static enum status note(struct hall *h, const struct actor *by, const struct rows *due, size_t i, struct err *err)
{
	struct queue_day *d = NULL;
	struct queue_figures f;
	int open;
	enum status st = queue_day_load(h, (day_t)rows_int(due, i, 1), &d, err);

	if (st == ST_OK) {
		struct batch *b = batch_new("tide");
		char iso[11], object[48], after[64];
		struct noting n = { .h = h, .by = by, .object = object, .after = after };
		queue_day_pool_at(h, d, rows_text(due, i, 2), rows_int(due, i, 3), &f, &open);
		snprintf(object, sizeof object, "%s/%.26s", day_iso((day_t)rows_int(due, i, 1), iso), rows_text(due, i, 2));
		snprintf(after, sizeof after, "open %d waiting %" PRId64, open, f.waiting);
		n.step = batch_add(b, Q_TIDE_AFTER_INSERT, ARGS(value_int(rows_int(due, i, 0)), value_int(open), value_int(f.waiting), value_int(f.longest_ms),
			value_int(f.recent_ms)));
		batch_then(b, trace, &n);
		st = store_submit(hall_store(h), b, err);
		batch_free(b);
	}
	queue_day_free(d);
	return st;
}

enum status tide_follow(struct hall *h, struct err *err)
{
	struct rows *due = NULL;
	struct actor by;
	enum status st = store_read(hall_store(h), Q_TIDE_DUE, ARGS(value_int(clock_today() - FOLLOW_DAYS), value_int(clock_wall_ms())), &due, err);

	if (st == ST_OK && rows_count(due))
		st = staff_system(h, "", &by, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(due); i++)
		if ((st = hall_writable(h, err)) == ST_OK)
			st = note(h, &by, due, i, err);
	rows_free(due);
	return st;
}

/* --- reading ----------------------------------------------------------------------------------------------------------- */

static void fill(const struct rows *r, size_t i, struct tide_row *t)
{
	int advice = tide_act_from_code(rows_text(r, i, 5)), decision = tide_act_from_code(rows_text(r, i, 7));

	*t = (struct tide_row){ .id = rows_int(r, i, 0), .day = (day_t)rows_int(r, i, 1), .at = rows_int(r, i, 2),
		.advice = { advice < 0 ? TIDE_KEEP : (enum tide_act)advice, (int)rows_int(r, i, 6), false },
		.decision = { decision < 0 ? TIDE_KEEP : (enum tide_act)decision, (int)rows_int(r, i, 8), false },
		.figures = { .at = rows_int(r, i, 2), .arrivals = rows_int(r, i, 10), .usual = rows_int(r, i, 11), .service_ms = rows_int(r, i, 12),
			.needed = (int)rows_int(r, i, 13), .open = (int)rows_int(r, i, 14) },
		.before = { (int)rows_int(r, i, 14), rows_int(r, i, 15), rows_int(r, i, 16), rows_int(r, i, 17) }, .due_at = rows_int(r, i, 18),
		.seen = !rows_null(r, i, 19),
		.after = { (int)rows_int(r, i, 19), rows_int(r, i, 20), rows_int(r, i, 21), rows_int(r, i, 22) } };
	text_copy(t->who, sizeof t->who, rows_text(r, i, 3));
	text_copy(t->classes, sizeof t->classes, rows_text(r, i, 4));
	text_copy(t->reason, sizeof t->reason, rows_text(r, i, 9));
}

enum status tide_list(struct hall *h, const struct actor *by, day_t from, day_t to, struct tide_row *rows, size_t room, size_t *count,
	struct err *err)
{
	struct rows *r = NULL;
	enum status st;
	char iso[11];

	*count = 0;
	if (!staff_may(by->role, RIGHT_DAY))
		return ticket_denied(h, by, "潮汐窗口的决定", day_iso(from, iso), RIGHT_DAY, err);
	st = store_read(hall_store(h), Q_TIDE_LIST, ARGS(value_int(from), value_int(to), value_int((int64_t)room)), &r, err);
	for (; st == ST_OK && *count < rows_count(r); (*count)++)
		fill(r, *count, &rows[*count]);
	rows_free(r);
	return st;
}

static void say_state(const struct tide_state *s, struct buf *out)
{
	buf_format(out, "等 %" PRId64 " 人,最久 %" PRId64 "分,近来均候 %" PRId64 "分,开着 %d 窗", s->waiting, s->longest_ms / MINUTE_MS, s->average_ms / MINUTE_MS,
		s->open);
}

static void say_act(const struct tide_advice *a, struct buf *out)
{
	buf_text(out, tide_act_name(a->act));
	if (a->act != TIDE_KEEP)
		buf_format(out, " %d 窗", a->windows);
}

void tide_words(const struct tide_row *row, struct buf *out)
{
	struct clock_hm t = clock_time_of(row->at), due = clock_time_of(row->due_at);

	buf_format(out, "%02d:%02d %s:%s 类建议%s", t.hour, t.minute, row->who, row->classes, row->advice.act == TIDE_KEEP ? "" : " ");
	say_act(&row->advice, out);
	buf_text(out, ",定为");
	say_act(&row->decision, out);
	if (*row->reason)
		buf_format(out, "(%s)", row->reason);
	buf_text(out, ";当时");
	say_state(&row->before, out);
	buf_format(out, ";%02d:%02d ", due.hour, due.minute);
	if (row->seen)
		say_state(&row->after, out);
	else
		buf_text(out, "再看");
}

static json_t *state_json(const struct tide_state *s)
{
	return json_pack("{si sI sI sI}", "open", s->open, "waiting", (json_int_t)s->waiting, "longest_seconds", (json_int_t)(s->longest_ms / 1000),
		"recent_wait_seconds", (json_int_t)(s->average_ms / 1000));
}

json_t *tide_row_json(const struct tide_row *row)
{
	char day[11], at[26], due[26];

	return json_pack("{sI ss ss ss ss ss si ss si ss sI sf sI si ss so so}", "id", (json_int_t)row->id, "day", day_iso(row->day, day), "at",
		clock_iso(row->at, at), "who", row->who, "classes", row->classes, "advice", tide_act_code(row->advice.act), "advised",
		row->advice.windows, "decision", tide_act_code(row->decision.act), "count", row->decision.windows, "reason", row->reason, "arrivals",
		(json_int_t)row->figures.arrivals, "usual", (double)row->figures.usual / 100, "service_seconds", (json_int_t)(row->figures.service_ms / 1000),
		"needed", row->figures.needed, "due_at", clock_iso(row->due_at, due), "before", state_json(&row->before), "after",
		row->seen ? state_json(&row->after) : json_null());
}
