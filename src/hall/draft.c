/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "law/masking.h"

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
	const struct bundle *b = catalogue_bundle(c, r->bundle);
	const struct item *i = b ? NULL : catalogue_item(c, r->bundle);
	return b ? b->name : i ? i->name : "";
}

enum status draft_save(struct hall *h, const struct actor *who, const struct request *r, enum request_step step,
	struct err *err)
{
	struct batch *b = batch_new("draft");
	struct buf sealed, name;
	char where[64], *json;
	size_t n;
	enum status st = hall_writable(h, err);

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
	batch_add(b, Q_DRAFT_SAVE, ARGS(value_text(r->accept_uuid), value_int(who->staff_id), value_text(who->window),
		value_text(title_of(h, r)), value_text(name.data), value_int(step), value_int(clock_wall_ms()),
		value_blob(sealed.data, sealed.len)));
	st = store_submit(hall_store(h), b, err);
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
	}
	rows_free(found);
	return st;
}

static enum status missing(struct err *err)
{
	return err_set(err, ST_NOINPUT, "E-6102", "没有这份草稿:可能已经受理、已经丢弃,或属于别的人员。请在首页查看。");
}

enum status draft_load(struct hall *h, const struct actor *who, const char *accept_uuid, struct request *out,
	enum request_step *step, struct err *err)
{
	struct rows *rows = NULL;
	struct buf json;
	char where[64];
	size_t n;
	enum status st = store_read(hall_store(h), Q_DRAFT_READ, ARGS(value_text(accept_uuid), value_int(who->staff_id)), &rows, err);

	request_init(out);
	buf_init(&json, BUF_LARGE);
	*step = STEP_BUNDLE;
	if (st == ST_OK && rows_count(rows) == 0)
		st = missing(err);
	if (st != ST_OK)
		goto out;
	where_of(accept_uuid, where);
	const void *sealed = rows_blob(rows, 0, 1, &n);
	if (hall_unseal(h, where, sealed, n, &json) != ST_OK) {
		st = err_set(err, ST_CORRUPT, "E-6103", "草稿打不开:内容被改动,或大厅密钥不对。其他草稿和办件不受影响。");
		goto out;
	}
	request_release(out);
	if ((st = request_from_json(json.data, json.len, out, err)) == ST_OK)
		*step = (enum request_step)rows_int(rows, 0, 0);
out:
	rows_free(rows);
	buf_wipe(&json);
	return st;
}

enum status draft_discard(struct hall *h, const struct actor *who, const char *accept_uuid, struct err *err)
{
	struct batch *b = batch_new("draft");
	enum status st;

	batch_add(b, Q_DRAFT_DISCARD, ARGS(value_text(accept_uuid), value_int(who->staff_id)));
	audit_in(h, b, who, &(struct audit_entry){ .act = "draft.discard", .object = accept_uuid });
	st = store_submit(hall_store(h), b, err);
	if (st == ST_CONFLICT && strcmp(batch_failed(b), "draft_discard") == 0)
		st = missing(err);
	batch_free(b);
	return st;
}
