/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/caution.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "hall/row.h"
#include "law/staff_right.h"
#include "law/value_json.h"

#define REASON_MOST 200

/* --- giving ---------------------------------------------------------------------------------------------------------- */

struct giving {
	struct hall *h;
	struct actor by;
	struct caution_new n;
	size_t *made;
	int64_t at;
	char number[CAUTION_NUMBER_SIZE];
	int wanted, counted, inserted, rises;
};

static const char *kept(struct batch *b, const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(batch_keep(b, n), s, n);
}

static void name_card(enum caution_rule rule, enum clock_light light, char out[24])
{
	snprintf(out, 24, "%s/%s", caution_rule_code(rule), clock_light_code(light));
}

static enum status trace(struct batch *b, void *ctx, struct err *err)
{
	const struct giving *g = ctx;
	char card[24];

	(void)err;
	if (rows_count(batch_rows(b, g->inserted)) == 0)
		return ST_OK;
	name_card(g->n.rule, g->n.light, card);
	audit_in(g->h, b, &g->by, &(struct audit_entry){ .act = "caution.give", .object = g->n.object, .before = g->number, .after = card,
		.reason = g->n.words });
	if (g->rises >= 0 && rows_count(batch_rows(b, g->rises)))
		audit_in(g->h, b, &g->by, &(struct audit_entry){ .act = "caution.rise", .object = g->n.object,
			.before = rows_text(batch_rows(b, g->rises), 0, 0), .after = g->number, .reason = "升为红牌" });
	if (g->made)
		++*g->made;
	return ST_OK;
}

static enum status insert(struct batch *b, void *ctx, struct err *err)
{
	struct giving *g = ctx;
	char day[9];

	(void)err;
	snprintf(g->number, sizeof g->number, "DB%.3s%s%04lld", hall_text(g->h, "hall.code"), day_digits(clock_day_of(g->at), day),
		(long long)rows_int(batch_rows(b, g->counted), 0, 0));
	g->inserted = batch_add(b, Q_CAUTION_INSERT, ARGS(value_text(g->number), value_text(caution_rule_code(g->n.rule)),
		value_text(clock_light_code(g->n.light)), value_text(g->n.object), g->n.dossier ? value_int(g->n.dossier) : value_null(),
		value_int(g->n.item), value_text(g->n.responsible), value_day(g->n.due), value_text(g->n.words), value_int(g->at)));
	g->rises = g->n.light != LIGHT_RED ? -1
		: batch_add(b, Q_CAUTION_RISES, ARGS(value_text(caution_rule_code(g->n.rule)), value_text(g->n.object)));
	batch_then(b, trace, g);
	return ST_OK;
}

static enum status count(struct batch *b, void *ctx, struct err *err)
{
	struct giving *g = ctx;
	char day[11];

	(void)err;
	if (rows_count(batch_rows(b, g->wanted)) == 0)
		return ST_OK;
	g->counted = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text("caution"), value_text(day_iso(clock_day_of(g->at), day))));
	batch_then(b, insert, g);
	return ST_OK;
}

void caution_in(struct hall *h, struct batch *b, const struct actor *by, const struct caution_new *n, size_t *made)
{
	struct giving *g = batch_keep(b, sizeof *g);

	*g = (struct giving){ .h = h, .by = *by, .n = *n, .made = made, .at = clock_wall_ms() };
	g->n.object = kept(b, n->object);
	g->n.responsible = kept(b, n->responsible);
	g->n.words = kept(b, n->words);
	g->wanted = batch_add(b, Q_CAUTION_WANTED, ARGS(value_text(caution_rule_code(n->rule)), value_text(clock_light_code(n->light)),
		value_text(n->object), value_int(n->clock), value_day(n->due)));
	batch_then(b, count, g);
}

void caution_window(const char *window, char out[16])
{
	snprintf(out, 16, *window ? "%.7s 号窗" : "%s", *window ? window : "大厅");
}

void caution_clock_words(const struct calendar *c, day_t due, char out[200])
{
	int left = deadline_remaining(c, clock_today(), due);
	char day[11];

	if (left < 0)
		snprintf(out, 200, "应于 %s 前,已超 %d 个工作日", day_iso(due, day), -left);
	else
		snprintf(out, 200, "应于 %s 前,剩 %d 个工作日", day_iso(due, day), left);
}

/* --- reading --------------------------------------------------------------------------------------------------------- */

static enum status may(struct hall *h, const struct actor *by, enum staff_right right, const char *object, struct err *err)
{
	return staff_may(by->role, right) ? ST_OK
		: audit_denied(h, by, "caution.denied", object, "E-6895", "红黄牌由督导看和撤销,您的角色不能办。没有改动。", err);
}

static void fill(const struct rows *r, size_t i, struct caution *c)
{
	enum { ID, NUMBER, RULE, LIGHT, OBJECT, RESPONSIBLE, DUE, WORDS, AT, CANCELLED, BY, REASON, DOSSIER, NAME, COMPANY, BUNDLE, ITEM, RISEN, RED };
	int rule = caution_rule_from_code(rows_text(r, i, RULE));

	*c = (struct caution){ .id = rows_int(r, i, ID), .at = rows_int(r, i, AT), .cancelled_at = rows_int(r, i, CANCELLED),
		.risen_at = rows_int(r, i, RISEN),
		.rule = rule < 0 ? CAUTION_RULE_COUNT : (enum caution_rule)rule,
		.light = strcmp(rows_text(r, i, LIGHT), clock_light_code(LIGHT_RED)) == 0 ? LIGHT_RED : LIGHT_YELLOW,
		.due = rows_null(r, i, DUE) ? DAY_NONE : (day_t)rows_int(r, i, DUE) };
	text_copy(c->number, sizeof c->number, rows_text(r, i, NUMBER));
	text_copy(c->object, sizeof c->object, rows_text(r, i, OBJECT));
	text_copy(c->responsible, sizeof c->responsible, rows_text(r, i, RESPONSIBLE));
	text_copy(c->words, sizeof c->words, rows_text(r, i, WORDS));
	text_copy(c->cancelled_by, sizeof c->cancelled_by, rows_text(r, i, BY));
	text_copy(c->reason, sizeof c->reason, rows_text(r, i, REASON));
	text_copy(c->dossier, sizeof c->dossier, rows_text(r, i, DOSSIER));
	text_copy(c->bundle, sizeof c->bundle, rows_text(r, i, BUNDLE));
	text_copy(c->item, sizeof c->item, rows_text(r, i, ITEM));
	text_copy(c->risen_to, sizeof c->risen_to, rows_text(r, i, RED));
	if (*c->dossier)
		row_mask(rows_text(r, i, NAME), rows_int(r, i, COMPANY) != 0, c->name, sizeof c->name);
}

enum status caution_list(struct hall *h, const struct actor *by, day_t from, day_t to, bool all, struct caution *rows, size_t room,
	size_t *found, struct err *err)
{
	struct rows *r = NULL;
	enum status st = may(h, by, RIGHT_CAUTION, "", err);

	*found = 0;
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_CAUTION_LIST, ARGS(value_int(clock_day_start(from)), value_int(clock_day_start(to + 1)),
			value_int(all), value_int((int64_t)room)), &r, err);
	for (; st == ST_OK && *found < rows_count(r); (*found)++)
		fill(r, *found, &rows[*found]);
	rows_free(r);
	return st;
}

static enum status read_one(struct hall *h, const char *number, struct caution *out, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_CAUTION_ONE, ARGS(value_text(number)), &r, err);

	if (st == ST_OK && rows_count(r) == 0)
		st = err_at(err, ST_NOINPUT, "E-6896", "number", "没有编号为 %.30s 的红黄牌。请用 yichuang caution list 核对。", number);
	else if (st == ST_OK)
		fill(r, 0, out);
	rows_free(r);
	return st;
}

enum status caution_read(struct hall *h, const struct actor *by, const char *number, struct caution *out, struct err *err)
{
	enum status st = may(h, by, RIGHT_CAUTION, number, err);

	return st == ST_OK ? read_one(h, number, out, err) : st;
}

json_t *caution_json(const struct caution *c)
{
	const char *name = caution_name(c->rule, c->light);
	char at[26], cancelled[26], risen[26];

	return json_pack("{ss ss ss ss ss ss ss ss ss ss ss ss so ss ss so so}", "number", c->number, "rule", caution_rule_code(c->rule), "light",
		clock_light_code(c->light), "card", caution_card_name(c->light), "rule_name", name ? name : "", "law", caution_law(c->rule),
		"about", caution_about_code(caution_about(c->rule)), "object", c->object, "dossier", c->dossier, "name", c->name, "item", c->item, "responsible",
		c->responsible, "due", day_json(c->due), "words", c->words, "at", clock_iso(c->at, at), "cancelled",
		c->cancelled_at ? json_pack("{ss ss ss}", "at", clock_iso(c->cancelled_at, cancelled), "by", c->cancelled_by, "reason", c->reason)
			: json_null(),
		"risen", c->risen_at ? json_pack("{ss ss}", "at", clock_iso(c->risen_at, risen), "to", c->risen_to) : json_null());
}

/* --- cancelling ------------------------------------------------------------------------------------------------------ */

static enum status check_reason(const char *reason, struct err *err)
{
	size_t at;

	if (*reason && text_count(reason) <= REASON_MOST && text_check(reason, strlen(reason), &at) == TEXT_FINE &&
	    strspn(reason, " ") < strlen(reason))
		return ST_OK;
	return err_at(err, ST_DATA, "E-6403", "reason", "撤销要写理由(1 到 %d 字,不含控制字符)。牌还在,没有改动。", REASON_MOST);
}

static enum status check_stands(const struct caution *c, struct err *err)
{
	char stamp[20];

	if (c->risen_at)
		return err_set(err, ST_REFUSED, "E-6897", "%s 已在 %s 升为红牌 %s,不再单独撤销;要撤销请撤销红牌。没有改动。", c->number,
			clock_stamp(c->risen_at, stamp), c->risen_to);
	if (!c->cancelled_at)
		return ST_OK;
	return err_set(err, ST_REFUSED, "E-6897", "%s 已由%s在 %s 撤销(%s)。没有再改动。", c->number, c->cancelled_by,
		clock_stamp(c->cancelled_at, stamp), c->reason);
}

struct cancelling { int step; };

/* Another supervisor, or the red one, may have been first, since it was read. */
static enum status cancelled(struct batch *b, void *ctx, struct err *err)
{
	const struct cancelling *c = ctx;

	return rows_count(batch_rows(b, c->step)) ? ST_OK
		: err_set(err, ST_REFUSED, "E-6897", "这张牌刚由别人撤销,或刚升为红牌。没有再改动。");
}

enum status caution_cancel(struct hall *h, const struct actor *by, const char *number, const char *reason, struct err *err)
{
	struct cancelling k;
	struct caution c;
	char card[24];
	enum status st;

	if ((st = may(h, by, RIGHT_CAUTION_CANCEL, number, err)) != ST_OK || (st = check_reason(reason, err)) != ST_OK || (st = hall_writable(h, err)) != ST_OK ||
	    (st = read_one(h, number, &c, err)) != ST_OK || (st = check_stands(&c, err)) != ST_OK)
		return st;
	struct batch *b = batch_new("caution.cancel");
	k.step = batch_add(b, Q_CAUTION_CANCEL, ARGS(value_text(c.number), value_int(clock_wall_ms()), value_int(by->staff_id),
		value_text(reason)));
	batch_then(b, cancelled, &k);
	name_card(c.rule, c.light, card);
	st = audit_submit(h, by, b, &(struct audit_entry){ .act = "caution.cancel", .object = c.object, .before = c.number, .after = card,
		.reason = reason }, err);
	return st != ST_UNKNOWN ? st
		: err_set(err, ST_UNKNOWN, "E-6898", "%s 是否已撤销不明。请再撤销一次:已经撤销的会说明。", c.number);
}
