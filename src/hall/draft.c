/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "hall/attachment_own.h"
#include "hall/audit.h"
#include "hall/outbox.h"
#include "hall/own.h"
#include "law/masking.h"
#include "law/staff_right.h"

#define ALIVE_MS (3 * 60000)         /* a desk says once a minute that it is there */

static void where_of(const char *accept_uuid, char out[64])
{
	snprintf(out, 64, "draft/%.36s/body", accept_uuid);
}

/* The bundle's name for the list; the catalogue may be missing or changed, a draft is saved all the same. */
static const char *title_of(struct hall *h, const struct request *r)
{
	const struct catalogue *c;
	struct err err;
	int version;

	if (hall_catalogue(h, &c, &version, &err) != ST_OK)
		return r->bundle;
	const struct bundle *b;
	return catalogue_matter(c, r->bundle, &b, &err) == ST_OK ? b->name : "";
}

static enum status missing(struct err *err)
{
	return err_set(err, ST_NOINPUT, "E-6102", "没有这份草稿:可能已经受理、已经丢弃,或属于别的人员。请在首页查看。");
}

/* --- who has it open ------------------------------------------------------------------------------------------------------ */

struct holder { bool found, other; char owner[100]; int64_t staff; };

static bool is_other(const struct hall *h, const char *owner, int64_t until)
{
	return *owner && strcmp(owner, h->owner) != 0 && until > clock_wall_ms() && !lease_owner_dead(owner);
}

/* Who has it open; when it is another desk that is alive, *err says so and ST_BUSY comes back. */
static enum status holder_of(struct hall *h, const char *accept_uuid, struct holder *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_DRAFT_HOLDER, ARGS(value_text(accept_uuid)), &rows, err);

	*out = (struct holder){ 0 };
	if (st == ST_OK && rows_count(rows) > 0) {
		struct clock_hm t = clock_time_of(rows_int(rows, 0, 2));
		out->found = true;
		out->staff = rows_int(rows, 0, 5);
		snprintf(out->owner, sizeof out->owner, "%s", rows_text(rows, 0, 0));
		out->other = is_other(h, out->owner, rows_int(rows, 0, 1));
		if (out->other)
			st = err_set(err, ST_BUSY, "E-6104", "这份草稿正由%s在%s号窗口打开(%02d:%02d起)", rows_text(rows, 0, 4),
				rows_text(rows, 0, 3), t.hour, t.minute);
	}
	rows_free(rows);
	return st;
}

enum status draft_held(struct hall *h, const char *accept_uuid, struct err *err)
{
	struct holder holder;

	return holder_of(h, accept_uuid, &holder, err);
}

static void mark(struct hall *h, enum query q, const struct value *args, size_t count)
{
	struct batch *b = batch_new("draft");
	struct err err;

	batch_add(b, q, args, count);
	if (store_submit(hall_store(h), b, &err) != ST_OK)
		log_line(LOG_WARNING, "draft: not marked: %s", err.code);
	batch_free(b);
}

void draft_renew(struct hall *h, const char *accept_uuid)
{
	mark(h, Q_DRAFT_RENEW, ARGS(value_text(accept_uuid), value_text(h->owner), value_int(clock_wall_ms() + ALIVE_MS)));
}

void draft_let_go(struct hall *h, const char *accept_uuid)
{
	mark(h, Q_DRAFT_LET_GO, ARGS(value_text(accept_uuid), value_text(h->owner)));
}

/* --- saving and loading ---------------------------------------------------------------------------------------------------- */

/* Nothing was written: accepted meanwhile, or another desk's by now. A desk that is dead by the time still had it last. */
static enum status not_saved(struct hall *h, const char *accept_uuid, struct err *err)
{
	struct holder holder;
	enum status st = holder_of(h, accept_uuid, &holder, err);

	if (st == ST_OK && holder.found && strcmp(holder.owner, h->owner) != 0)
		st = err_set(err, ST_BUSY, "E-6104", "这份草稿已被另一处打开过");
	return st;
}

static enum status may(struct hall *h, const struct actor *who, const char *accept_uuid, struct err *err)
{
	return staff_may(who->role, RIGHT_DRAFT) ? ST_OK :
		audit_denied(h, who, "draft.denied", accept_uuid, "E-6112", "您的岗位不收件(W-14),没有改动。", err);
}

enum status draft_save(struct hall *h, const struct actor *who, const struct request *r, enum request_step step,
	struct err *err)
{
	struct batch *b = batch_new("draft");
	struct buf sealed, name;
	char where[64], *json;
	int64_t now = clock_wall_ms();
	size_t n;
	enum status st = hall_writable(h, err);

	if (st == ST_OK)
		st = may(h, who, r->accept_uuid, err);
	if (st != ST_OK) {
		batch_free(b);
		return st;
	}
	buf_init(&sealed, BUF_LARGE);
	buf_init(&name, BUF_SMALL);
	json = request_to_json(r, &n);
	where_of(r->accept_uuid, where);
	hall_seal(h, where, json, n, &sealed);
	if (r->applicant.company)
		mask_company(&name, r->applicant.name);
	else
		mask_name(&name, r->applicant.name);
	int save = batch_add(b, Q_DRAFT_SAVE, ARGS(value_text(r->accept_uuid), value_int(who->staff_id), value_text(who->window),
		value_text(title_of(h, r)), value_text(name.data), value_int(step), value_int(now),
		value_blob(sealed.data, sealed.len), value_text(h->owner), value_int(now + ALIVE_MS)));
	st = store_submit(hall_store(h), b, err);
	if (st == ST_OK && rows_count(batch_rows(b, save)) == 0)
		st = not_saved(h, r->accept_uuid, err);
	batch_free(b);
	buf_release(&sealed);
	buf_release(&name);
	mem_wipe_free(json, n);
	return st;
}

enum status draft_list(struct hall *h, const struct actor *who, struct draft *rows, size_t room, size_t *count,
	struct err *err)
{
	struct rows *found = NULL;
	enum status st = store_read(hall_store(h), Q_DRAFT_LIST, ARGS(value_int(who->staff_id), value_int((int64_t)room)), &found, err);

	*count = st == ST_OK ? rows_count(found) : 0;
	for (size_t i = 0; i < *count; i++) {
		struct draft *d = &rows[i];
		snprintf(d->accept_uuid, sizeof d->accept_uuid, "%s", rows_text(found, i, 0));
		snprintf(d->title, sizeof d->title, "%s", rows_text(found, i, 1));
		snprintf(d->who, sizeof d->who, "%s", rows_text(found, i, 2));
		d->step = (enum request_step)rows_int(found, i, 3);
		d->saved_at = rows_int(found, i, 4);
		d->elsewhere = is_other(h, rows_text(found, i, 5), rows_int(found, i, 6));
		snprintf(d->window, sizeof d->window, "%s", rows_text(found, i, 7));
	}
	rows_free(found);
	return st;
}

enum status draft_load(struct hall *h, const struct actor *who, const char *accept_uuid, bool take_over, struct request *out,
	enum request_step *step, struct err *err)
{
	struct batch *b = batch_new("draft");
	struct holder holder;
	struct buf json;
	char where[64];
	int64_t now = clock_wall_ms();
	size_t n;
	enum status st = holder_of(h, accept_uuid, &holder, err);

	request_init(out);
	buf_init(&json, BUF_LARGE);
	*step = STEP_BUNDLE;
	if (st == ST_OK && (!holder.found || holder.staff != who->staff_id))
		st = missing(err);
	if (st == ST_BUSY && take_over)
		st = ST_OK;
	if (st != ST_OK)
		goto out;
	int take = batch_add(b, Q_DRAFT_TAKE, ARGS(value_text(accept_uuid), value_int(who->staff_id), value_text(h->owner),
		value_text(who->window), value_int(now), value_int(now + ALIVE_MS), value_text(holder.other ? "" : holder.owner),
		value_int(take_over)));
	if (holder.other)
		audit_in(h, b, who, &(struct audit_entry){ .act = "draft.take", .object = accept_uuid });
	st = store_submit(hall_store(h), b, err);
	if (st == ST_OK && rows_count(batch_rows(b, take)) == 0) {      /* between the look and the take */
		st = draft_held(h, accept_uuid, err);
		st = st == ST_OK ? missing(err) : st;
	}
	if (st != ST_OK)
		goto out;
	where_of(accept_uuid, where);
	const void *sealed = rows_blob(batch_rows(b, take), 0, 1, &n);
	if (hall_unseal(h, where, sealed, n, &json) != ST_OK) {
		st = err_set(err, ST_CORRUPT, "E-6103", "草稿打不开:内容被改动,或大厅密钥不对。其他草稿和办件不受影响。");
		goto out;
	}
	request_release(out);
	if ((st = request_from_json(json.data, json.len, out, err)) == ST_OK)
		*step = (enum request_step)rows_int(batch_rows(b, take), 0, 0);
out:
	batch_free(b);
	buf_wipe(&json);
	return st;
}

enum status draft_discard(struct hall *h, const struct actor *who, const char *accept_uuid, struct err *err)
{
	struct batch *b = batch_new("draft");
	struct holder holder;
	int scans = 0;
	enum status st = may(h, who, accept_uuid, err);

	if (st == ST_OK)
		st = holder_of(h, accept_uuid, &holder, err);
	if (st == ST_OK) {
		scans = batch_add(b, Q_DRAFT_ATTACHMENT_LIST, ARGS(value_text(accept_uuid)));
		batch_add(b, Q_DRAFT_DISCARD, ARGS(value_text(accept_uuid), value_int(who->staff_id), value_text(h->owner),
			value_text(holder.owner), value_int(clock_wall_ms())));
		audit_in(h, b, who, &(struct audit_entry){ .act = "draft.discard", .object = accept_uuid });
		st = store_submit(hall_store(h), b, err);
	}
	for (size_t i = 0; st == ST_OK && i < rows_count(batch_rows(b, scans)); i++)
		attachment_forget(h, rows_text(batch_rows(b, scans), i, 3));
	if (st == ST_CONFLICT && strcmp(batch_failed(b), "draft_discard") == 0)
		st = missing(err);
	batch_free(b);
	return st;
}
