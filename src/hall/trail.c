/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/trail.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "law/staff_right.h"

struct trail { struct rows *rows; };

static enum status may(struct hall *h, const struct actor *by, struct err *err)
{
	return staff_may(by->role, RIGHT_AUDIT) ? ST_OK :
		audit_denied(h, by, "audit.denied", "", "E-1118", "只有安全审计员可以看审计记录(W-14)。", err);
}

enum status trail_begin(struct hall *h, const struct actor *by, struct err *err)
{
	enum status st = may(h, by, err);

	return st == ST_OK ? audit_note(h, by, &(struct audit_entry){ .act = "audit.read" }, err) : st;
}

static struct value word(const char *s)
{
	return value_text(s ? s : "");
}

enum status trail_read(struct hall *h, const struct actor *by, const struct trail_query *q, struct trail **out, struct err *err)
{
	enum status st = may(h, by, err);
	struct rows *rows = NULL;

	*out = NULL;
	if (st != ST_OK || (st = store_read(hall_store(h), Q_AUDIT_BACK, ARGS(value_int(q->before.at), value_text(q->before.chain),
		value_int(q->before.seq), value_int(q->since), word(q->window), word(q->login), word(q->act), value_int((int64_t)q->room)),
		&rows, err)) != ST_OK)
		return st;
	*out = mem_alloc(sizeof **out);
	(*out)->rows = rows;
	return ST_OK;
}

void trail_free(struct trail *t)
{
	if (!t)
		return;
	rows_free(t->rows);
	free(t);
}

size_t trail_count(const struct trail *t)
{
	return rows_count(t->rows);
}

void trail_entry(const struct trail *t, size_t i, struct trail_entry *out)
{
	*out = (struct trail_entry){ .place = { .at = rows_int(t->rows, i, 0), .seq = rows_int(t->rows, i, 2) }, .login = rows_text(t->rows, i, 3),
		.act = rows_text(t->rows, i, 4), .object = rows_text(t->rows, i, 5), .before = rows_text(t->rows, i, 6),
		.after = rows_text(t->rows, i, 7), .reason = rows_text(t->rows, i, 8) };
	text_copy(out->place.chain, sizeof out->place.chain, rows_text(t->rows, i, 1));
}
