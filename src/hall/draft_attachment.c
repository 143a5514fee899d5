/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/draft_attachment.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/attachment_own.h"
#include "hall/audit.h"
#include "hall/outbox.h"
#include "hall/own.h"
#include "law/staff_right.h"
#include "law/staff_role.h"

static enum status missing(struct err *err)
{
	return err_set(err, ST_NOINPUT, "E-6102", "没有这份草稿:可能已经受理、已经丢弃,或属于别的人员。没有改动,请在首页查看。");
}

static enum status none_such(int64_t id, struct err *err)
{
	return err_set(err, ST_NOINPUT, "E-6887", "这份草稿没有编号为 %lld 的附件。没有改动。", (long long)id);
}

static enum status may(struct hall *h, const struct actor *by, const char *accept_uuid, struct err *err)
{
	return staff_may(by->role, RIGHT_DRAFT) ? ST_OK :
		audit_denied(h, by, "draft.denied", accept_uuid, "E-6112", "您的岗位不收件(W-14),没有改动。", err);
}

/* A row of draft_attachment_place: is it this person's? */
static enum status is_own(const struct actor *by, const struct rows *r, struct err *err)
{
	return rows_count(r) && (rows_int(r, 0, 0) == by->staff_id || staff_role_in(by->role, BY(SYSTEM))) ? ST_OK : missing(err);
}

/* … and has no other desk opened it since? For a script one that is dead counts for none. */
static enum status is_held(const struct hall *h, const struct actor *by, const struct rows *r, struct err *err)
{
	bool script = staff_role_in(by->role, BY(SYSTEM));
	const char *owner = rows_count(r) ? rows_text(r, 0, 1) : "";
	enum status st = is_own(by, r, err);

	if (st != ST_OK)
		return st;
	if (!*owner || strcmp(owner, h->owner) == 0 || (script && (rows_int(r, 0, 2) <= clock_wall_ms() || lease_owner_dead(owner))))
		return ST_OK;
	return err_set(err, ST_BUSY, "E-6104", "这份草稿由另一处打开着,没有改动。请在那里加减附件,或从首页接过来。");
}

static enum status own(struct hall *h, const struct actor *by, const char *accept_uuid, bool to_change, struct err *err)
{
	struct rows *r = NULL;
	enum status st = may(h, by, accept_uuid, err);

	if (st == ST_OK)
		st = store_read(hall_store(h), Q_DRAFT_ATTACHMENT_PLACE, ARGS(value_text(accept_uuid), value_text("")), &r, err);
	if (st == ST_OK)
		st = to_change ? is_held(h, by, r, err) : is_own(by, r, err);
	rows_free(r);
	return st;
}

/* --- adding ------------------------------------------------------------------------------------------------------------------------- */

struct adding {
	struct hall *h;
	const struct actor *by;
	const char *accept_uuid, *material, *name;
	struct attachment *files;
	size_t count;
	int64_t now;
	int place, sum, *inserts;
};

static enum status added(struct batch *b, void *ctx, struct err *err)
{
	struct adding *a = ctx;
	enum status st = attachment_sum_check(a->h, rows_int(batch_rows(b, a->sum), 0, 3), rows_int(batch_rows(b, a->sum), 0, 4), err);

	for (size_t i = 0; st == ST_OK && i < a->count; i++) {
		const struct rows *r = batch_rows(b, a->inserts[i]);
		a->files[i].again = rows_count(r) == 0;
		a->files[i].id = rows_count(r) ? rows_int(r, 0, 0) : 0;
		if (!a->files[i].again)
			audit_in(a->h, b, a->by, &(struct audit_entry){ .act = "draft.attach", .object = a->accept_uuid, .after = a->files[i].sm3,
				.reason = a->material });
	}
	return st;
}

static enum status place_found(struct batch *b, void *ctx, struct err *err)
{
	struct adding *a = ctx;
	enum status st = is_held(a->h, a->by, batch_rows(b, a->place), err);

	for (size_t i = 0; st == ST_OK && i < a->count; i++) {
		struct attachment *f = &a->files[i];
		text_copy(f->material, sizeof f->material, a->material);
		text_copy(f->material_name, sizeof f->material_name, a->name);
		text_copy(f->by, sizeof f->by, a->by->name);
		f->at = a->now;
		a->inserts[i] = batch_add(b, Q_DRAFT_ATTACHMENT_INSERT, ARGS(value_text(a->accept_uuid), value_text(a->material), value_text(a->name),
			value_text(f->sm3), value_int(f->size), value_text(file_kind_code(f->look.kind)), value_int(f->look.pages),
			value_int(f->look.width), value_int(f->look.height), value_int(a->now), value_int(a->by->staff_id), value_text(a->by->window)));
	}
	if (st == ST_OK) {
		a->sum = batch_add(b, Q_DRAFT_ATTACHMENT_PLACE, ARGS(value_text(a->accept_uuid), value_text(a->material)));
		batch_then(b, added, a);
	}
	return st;
}

enum status draft_attachment_add(struct hall *h, const struct actor *by, const char *accept_uuid, const char *material, const char *name,
	const char *const *paths, size_t count, struct attachment *out, struct err *err)
{
	struct adding a = { .h = h, .by = by, .accept_uuid = accept_uuid, .material = material, .name = name, .files = out, .count = count,
		.now = clock_wall_ms() };
	enum status st = own(h, by, accept_uuid, true, err);
	int held;

	if (st == ST_OK)
		st = attachment_room(h, err);
	if (st != ST_OK)
		return st;
	if ((held = attachment_hold(h, err)) < 0)
		return err->status;
	st = attachment_write_all(h, paths, count, out, err);
	if (st == ST_OK) {
		struct batch *b = batch_new("draft.attach");
		a.inserts = batch_keep(b, count * sizeof *a.inserts + 1);
		a.place = batch_add(b, Q_DRAFT_ATTACHMENT_PLACE, ARGS(value_text(accept_uuid), value_text(material)));
		batch_then(b, place_found, &a);
		st = store_submit(hall_store(h), b, err);
		batch_free(b);
	}
	close(held);
	return st;
}

/* --- reading ------------------------------------------------------------------------------------------------------------------------ */

enum status draft_attachment_list(struct hall *h, const struct actor *by, const char *accept_uuid, struct attachment **out, size_t *count,
	struct err *err)
{
	struct rows *r = NULL;
	enum status st = own(h, by, accept_uuid, false, err);

	*out = NULL;
	*count = 0;
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_DRAFT_ATTACHMENT_LIST, ARGS(value_text(accept_uuid)), &r, err);
	if (st == ST_OK) {
		*out = mem_array(rows_count(r) + 1, sizeof **out);
		while (*count < rows_count(r)) {
			attachment_fill(&(*out)[*count], r, *count);
			++*count;
		}
	}
	rows_free(r);
	return st;
}

enum status draft_attachment_get(struct hall *h, const struct actor *by, const char *accept_uuid, int64_t id, const char *path,
	struct err *err)
{
	struct attachment *all = NULL;
	size_t count = 0, i = 0;
	enum status st;

	if (!staff_may(by->role, RIGHT_REVEAL))
		return audit_denied(h, by, "attachment.denied", accept_uuid, "E-6402", "附件里有个人信息,您的岗位不能取出(S-15)。", err);
	st = draft_attachment_list(h, by, accept_uuid, &all, &count, err);
	while (st == ST_OK && i < count && all[i].id != id)
		i++;
	if (st == ST_OK)
		st = i < count ? attachment_out(h, by, &all[i], accept_uuid, path, err) : none_such(id, err);
	free(all);
	return st;
}

/* --- taking out again --------------------------------------------------------------------------------------------------------------- */

struct removing { struct hall *h; const struct actor *by; const char *accept_uuid; int64_t id; int step; char sm3[DIGEST_HEX]; };

static enum status removed(struct batch *b, void *ctx, struct err *err)
{
	struct removing *d = ctx;
	const struct rows *r = batch_rows(b, d->step);

	if (rows_count(r) == 0)
		return none_such(d->id, err);
	text_copy(d->sm3, sizeof d->sm3, rows_text(r, 0, 0));
	audit_in(d->h, b, d->by, &(struct audit_entry){ .act = "draft.detach", .object = d->accept_uuid, .before = d->sm3,
		.reason = rows_text(r, 0, 1) });
	return ST_OK;
}

enum status draft_attachment_remove(struct hall *h, const struct actor *by, const char *accept_uuid, int64_t id, struct err *err)
{
	struct removing d = { .h = h, .by = by, .accept_uuid = accept_uuid, .id = id };
	enum status st = own(h, by, accept_uuid, true, err);
	struct batch *b;

	if (st != ST_OK)
		return st;
	b = batch_new("draft.detach");
	d.step = batch_add(b, Q_DRAFT_ATTACHMENT_REMOVE, ARGS(value_text(accept_uuid), value_int(id)));
	batch_then(b, removed, &d);
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	if (st == ST_OK)
		attachment_forget(h, d.sm3);
	return st;
}
