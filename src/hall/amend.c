/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "hall/accept_parts.h"
#include "hall/act_parts.h"
#include "hall/chain.h"

/* What was frozen never changes; what is so from today on is frozen beside it (T6). */

struct amending {
	struct doing *d;
	char *agent;                                 /* JSON; the batch keeps it */
	int last;
	char before[DIGEST_HEX], after[DIGEST_HEX], check[11];
	struct audit_entry entry;
	struct chain_link link;
};

/* The persons of the newest snapshot, with that agent; owned. */
static enum status persons(const struct amending *a, const struct rows *s, json_t **out, struct err *err)
{
	char where[64];
	struct buf plain;
	size_t n;
	const void *sealed = rows_blob(s, 0, 5, &n);

	buf_init(&plain, BUF_LARGE);
	snprintf(where, sizeof where, "snapshot/%.36s/%d/person", rows_text(s, 0, 2), (int)rows_int(s, 0, 3) & 0xFFFF);
	enum status st = hall_unseal(a->d->h, where, sealed, n, &plain);
	*out = st == ST_OK ? json_loadb(plain.data, plain.len, 0, NULL) : NULL;
	buf_wipe(&plain);
	if (*out && json_object_set_new(*out, "agent", json_loads(a->agent, JSON_DECODE_ANY, NULL)) == 0)
		return ST_OK;
	json_decref(*out);
	*out = NULL;
	return err_set(err, ST_CORRUPT, "E-6108", "办件 %s 的个人信息打不开,可能被改动,没有改动。请保留现场,联系管理员。", a->d->number);
}

static char *body_of(const struct rows *s, int version)
{
	json_t *body = json_loads(rows_text(s, 0, 0), 0, NULL);

	json_object_set_new(body, "version", json_integer(version));
	char *text = json_dumps(body, JSON_COMPACT);
	json_decref(body);
	return text;
}

static void write_it(struct amending *a, struct batch *b, const char *uuid, int version, const char *body, const char *person)
{
	struct doing *d = a->d;
	struct buf sealed, both;
	char where[64];

	buf_init(&both, BUF_LARGE);
	buf_format(&both, "%s%s", body, person);
	crypto_sm3_hex(both.data, both.len, a->after);
	buf_wipe(&both);
	a->entry = (struct audit_entry){ .act = "dossier.amend", .object = d->number, .before = a->before, .after = a->after, .reason = d->uuid };
	chain_link(d->h, batch_rows(b, a->last), d->by, &a->entry, &a->link);
	accept_check_code(a->after, a->link.hash, a->check);
	buf_init(&sealed, BUF_LARGE);
	snprintf(where, sizeof where, "snapshot/%.36s/%d/person", uuid, version);
	hall_seal(d->h, where, person, strlen(person), &sealed);
	batch_add(b, Q_SNAPSHOT_INSERT, ARGS(value_int(d->dossier), value_int(version), value_int(d->now), value_text(a->after), value_text(body),
		value_blob(sealed.data, sealed.len), value_text(a->check)));
	buf_release(&sealed);
	chain_add(b, &a->link);
}

static enum status amend(struct batch *b, void *ctx, struct err *err)
{
	struct amending *a = ctx;
	const struct rows *s = batch_rows(b, a->d->steps[ACT_READS_SNAPSHOT]);
	int version = (int)rows_int(s, 0, 3) + 1;
	json_t *all;
	enum status st = persons(a, s, &all, err);

	if (st != ST_OK)
		return st;
	char *body = body_of(s, version), *person = json_dumps(all, JSON_COMPACT);
	json_decref(all);
	snprintf(a->before, sizeof a->before, "%s", rows_text(s, 0, 4));
	write_it(a, b, rows_text(s, 0, 2), version, body, person);
	mem_wipe_free(person, strlen(person));
	mem_wipe_free(body, strlen(body));
	return ST_OK;
}

void act_amend_in(struct doing *d, struct batch *b, const json_t *agent)
{
	struct amending *a = batch_keep(b, sizeof *a);
	const char *name = json_string_value(json_object_get(agent, "name"));

	a->d = d;
	char *text = agent ? json_dumps(agent, JSON_COMPACT) : mem_text("null");
	a->agent = batch_keep(b, strlen(text) + 1);
	memcpy(a->agent, text, strlen(text) + 1);
	mem_wipe_free(text, strlen(text));
	batch_add(b, Q_ACT_AMENDED, ARGS(value_int(d->dossier), value_int(d->now), value_text(name ? name : "")));
	a->last = chain_last(b, d->by);
	batch_then(b, amend, a);
}
