/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/draft.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/outbox.h"
#include "hall/own.h"
#include "law/staff_right.h"
#include "law/staff_role.h"

static enum status missing(struct err *err)
{
	return err_set(err, ST_NOINPUT, "E-6102", "没有这份草稿:可能已经受理、已经丢弃。没有移交,请刷新后再看。");
}

/* Whose it is, and which desk had it open last. */
static enum status whose(struct hall *h, const char *accept_uuid, int64_t *staff, char name[64], char owner[100], struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_DRAFT_HOLDER, ARGS(value_text(accept_uuid)), &rows, err);

	if (st == ST_OK && rows_count(rows) == 0)
		st = missing(err);
	if (st == ST_OK) {
		text_copy(owner, 100, rows_text(rows, 0, 0));
		text_copy(name, 64, rows_text(rows, 0, 4));
		*staff = rows_int(rows, 0, 5);
	}
	rows_free(rows);
	return st;
}

static enum status to_whom(struct hall *h, const char *login, int64_t from, int64_t *to, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_STAFF_BY_LOGIN, ARGS(value_text(login)), &rows, err);

	if (st == ST_OK && (rows_count(rows) == 0 || !rows_int(rows, 0, 6) || !staff_role_in(rows_text(rows, 0, 4), BY(CLERK))))
		st = err_at(err, ST_DATA, "E-6783", "login", "没有工号为 %.32s 的受理员,或已停用。没有移交,草稿还在原来的人名下。", login);
	if (st == ST_OK && (*to = rows_int(rows, 0, 0)) == from)
		st = err_at(err, ST_REFUSED, "E-6784", "login", "这份草稿本来就是 %.32s 的。没有移交。", login);
	rows_free(rows);
	return st;
}

enum status draft_give(struct hall *h, const struct actor *by, const char *accept_uuid, const char *login, struct err *err)
{
	char name[64], owner[100];
	int64_t from = 0, to = 0, now = clock_wall_ms();
	struct batch *b;
	enum status st = whose(h, accept_uuid, &from, name, owner, err);

	if (st != ST_OK)
		return st;
	if (!staff_may(by->role, RIGHT_SHIFT_ANY) && !(staff_may(by->role, RIGHT_SHIFT) && from == by->staff_id))
		return audit_denied(h, by, "draft.give-denied", accept_uuid, "E-6782", "别人的草稿由本人或督导移交(W-14)。没有移交。", err);
	if ((st = draft_held(h, accept_uuid, err)) != ST_OK || (st = to_whom(h, login, from, &to, err)) != ST_OK)
		return st;
	b = batch_new("draft.give");
	batch_add(b, Q_DRAFT_GIVE, ARGS(value_text(accept_uuid), value_int(to), value_int(from), value_text(h->owner),
		value_text(lease_owner_dead(owner) ? owner : ""), value_int(now)));
	audit_in(h, b, by, &(struct audit_entry){ .act = "draft.give", .object = accept_uuid, .before = name, .after = login });
	st = store_submit(hall_store(h), b, err);
	if (st == ST_CONFLICT && strcmp(batch_failed(b), "draft_give") == 0 && (st = draft_held(h, accept_uuid, err)) == ST_OK)
		st = missing(err);
	batch_free(b);
	return st;
}
