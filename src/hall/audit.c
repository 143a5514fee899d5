/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/chain.h"

#define SUITE_HMAC_SM3 1

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* --- one link ----------------------------------------------------------------------------------------------------- */

/* Each part with its length before it: no two entries have the same bytes. */
static void part_text(struct buf *b, const char *s)
{
	buf_format(b, "%zu:", strlen(s));
	buf_text(b, s);
}

static void part_int(struct buf *b, int64_t i)
{
	buf_format(b, "%lld,", (long long)i);
}

struct stored_entry { int64_t seq, at, mono, staff; const char *chain, *login, *act, *object, *before, *after, *reason; int suite; };

/* H_i = HMAC-SM3(key, 0x00 ‖ H_{i-1} ‖ entry) (R22) */
static void entry_hash(struct hall *h, const unsigned char previous[DIGEST_SIZE], const struct stored_entry *e,
	unsigned char out[DIGEST_SIZE])
{
	struct buf b;

	buf_init(&b, BUF_LARGE);
	buf_char(&b, '\0');
	buf_add(&b, previous, DIGEST_SIZE);
	part_text(&b, e->chain);
	part_int(&b, e->seq);
	part_int(&b, e->at);
	part_int(&b, e->mono);
	part_int(&b, e->staff);
	part_text(&b, e->login);
	part_text(&b, e->act);
	part_text(&b, e->object);
	part_text(&b, e->before);
	part_text(&b, e->after);
	part_text(&b, e->reason);
	part_int(&b, e->suite);
	crypto_hmac(hall_key(h, KEY_CHAIN), b.data, b.len, out);
	buf_release(&b);
}

int chain_last(struct batch *b, const struct actor *by)
{
	return batch_add(b, Q_AUDIT_LAST, ARGS(value_text(by->window)));
}

static struct stored_entry entry_of(const struct chain_link *l)
{
	const struct audit_entry *e = l->entry;

	return (struct stored_entry){ l->seq, l->at, l->mono, l->by->staff_id, l->by->window, l->by->login, or_empty(e->act),
		or_empty(e->object), or_empty(e->before), or_empty(e->after), or_empty(e->reason), SUITE_HMAC_SM3 };
}

void chain_link(struct hall *h, const struct rows *last, const struct actor *by, const struct audit_entry *e,
	struct chain_link *out)
{
	static const unsigned char beginning[DIGEST_SIZE];
	const unsigned char *previous = beginning;
	size_t n = 0;

	*out = (struct chain_link){ .seq = 1, .at = clock_wall_ms(), .mono = clock_mono_ms(), .by = by, .entry = e };
	if (rows_count(last)) {
		out->seq = rows_int(last, 0, 0) + 1;
		previous = rows_blob(last, 0, 1, &n);
		if (n != DIGEST_SIZE)          /* damaged: audit_verify will name it; the chain goes on from a known place */
			previous = beginning;
	}
	struct stored_entry s = entry_of(out);
	entry_hash(h, previous, &s, out->hash);
}

void chain_add(struct batch *b, const struct chain_link *link)
{
	struct stored_entry e = entry_of(link);

	batch_add(b, Q_AUDIT_INSERT, ARGS(value_text(e.chain), value_int(e.seq), value_int(e.at), value_int(e.mono),
		value_int(e.staff), value_text(e.login), value_text(e.act), value_text(e.object), value_text(e.before),
		value_text(e.after), value_text(e.reason), value_int(e.suite), value_blob(link->hash, DIGEST_SIZE)));
}

/* --- an entry in a batch ------------------------------------------------------------------------------------------ */

struct pending {
	struct hall *h;
	struct actor by;
	struct audit_entry entry;
	int last;
};

static enum status pending_add(struct batch *b, void *ctx, struct err *err)
{
	struct pending *p = ctx;
	struct chain_link link;

	(void)err;
	chain_link(p->h, batch_rows(b, p->last), &p->by, &p->entry, &link);
	chain_add(b, &link);
	return ST_OK;
}

static const char *kept_text(struct batch *b, const char *s)
{
	size_t n = strlen(or_empty(s)) + 1;
	char *copy = batch_keep(b, n);

	memcpy(copy, or_empty(s), n);
	return copy;
}

void audit_in(struct hall *h, struct batch *b, const struct actor *by, const struct audit_entry *e)
{
	struct pending *p = batch_keep(b, sizeof *p);

	p->h = h;
	p->by = *by;
	p->entry = (struct audit_entry){ kept_text(b, e->act), kept_text(b, e->object), kept_text(b, e->before),
		kept_text(b, e->after), kept_text(b, e->reason) };
	p->last = chain_last(b, by);
	batch_then(b, pending_add, p);
}

enum status audit_reason(struct hall *h, const char *reason, struct err *err)
{
	int64_t least = hall_int(h, "reveal.least");
	size_t n = strlen(reason), characters = 0, step;
	uint32_t first = 0, c;
	bool differs = false;

	for (size_t i = 0; i < n; i += step) {
		step = text_decode(reason + i, n - i, &c);
		if (c == ' ' || c == 0x3000 || c == 0xA0)
			continue;
		if (characters++ == 0)
			first = c;
		differs = differs || c != first;
	}
	if ((int64_t)characters >= least && (differs || least < 2))
		return ST_OK;
	return err_at(err, ST_DATA, "E-6403", "reason", "看原文的理由至少 %d 个字,要看得出为什么看(如:核对招牌尺寸)。", (int)least);
}

enum status audit_submit(struct hall *h, const struct actor *by, struct batch *b, const struct audit_entry *e, struct err *err)
{
	audit_in(h, b, by, e);
	enum status st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}

enum status audit_note(struct hall *h, const struct actor *by, const struct audit_entry *e, struct err *err)
{
	return audit_submit(h, by, batch_new("audit"), e, err);
}

enum status audit_denied(struct hall *h, const struct actor *by, const char *act, const char *object, const char *code,
	const char *sentence, struct err *err)
{
	struct err quiet;

	if (audit_note(h, by, &(struct audit_entry){ .act = act, .object = object, .reason = by->role }, &quiet) != ST_OK)
		return err_set(err, ST_DENIED, code, "%s%s这次尝试未能记入审计:%s", sentence, text_stop(sentence), quiet.text);
	return err_set(err, ST_DENIED, code, "%s", sentence);
}

/* --- verifying ---------------------------------------------------------------------------------------------------- */

#define CHUNK 1000

static enum status broken(const char *chain, int64_t seq, struct err *err)
{
	char where[64];

	snprintf(where, sizeof where, "audit/%s/%lld", chain, (long long)seq);
	return err_at(err, ST_CORRUPT, "E-4120", where, "审计记录被改动:%s%s 第 %lld 条与其链不符。请保留现场,"
		"立即报告安全审计员;不要清理任何文件。", *chain ? chain : "大厅", *chain ? "号窗口" : "", (long long)seq);
}

/* One row against the row before it. */
static enum status row_check(struct hall *h, const char *chain, const struct rows *rows, size_t i, int64_t *seq,
	unsigned char previous[DIGEST_SIZE], struct err *err)
{
	struct stored_entry e = { rows_int(rows, i, 0), rows_int(rows, i, 1), rows_int(rows, i, 2), rows_int(rows, i, 3), chain,
		rows_text(rows, i, 4), rows_text(rows, i, 5), rows_text(rows, i, 6), rows_text(rows, i, 7), rows_text(rows, i, 8),
		rows_text(rows, i, 9), (int)rows_int(rows, i, 10) };
	unsigned char want[DIGEST_SIZE];
	size_t n;
	const void *hash = rows_blob(rows, i, 11, &n);

	if (e.seq != *seq + 1)
		return broken(chain, *seq + 1, err);
	entry_hash(h, previous, &e, want);
	if (n != DIGEST_SIZE || !crypto_equal(want, hash, DIGEST_SIZE))
		return broken(chain, e.seq, err);
	memcpy(previous, want, DIGEST_SIZE);
	*seq = e.seq;
	return ST_OK;
}

static enum status chain_check(struct hall *h, const char *chain, int64_t *entries, struct err *err)
{
	unsigned char previous[DIGEST_SIZE] = { 0 };
	int64_t seq = 0;
	size_t got = CHUNK;
	enum status st = ST_OK;

	while (st == ST_OK && got == CHUNK) {
		struct rows *rows = NULL;
		st = store_read(hall_store(h), Q_AUDIT_READ, ARGS(value_text(chain), value_int(seq), value_int(CHUNK)), &rows, err);
		got = st == ST_OK ? rows_count(rows) : 0;
		for (size_t i = 0; i < got && st == ST_OK; i++)
			if ((st = row_check(h, chain, rows, i, &seq, previous, err)) == ST_OK)
				++*entries;
		rows_free(rows);
	}
	return st;
}

/* Every dossier must have the entry of its acceptance with the digest of its snapshot: shows a chain cut at its end. */
static enum status orphans_check(struct hall *h, struct err *err)
{
	int64_t after = 0;
	size_t got = CHUNK;
	enum status st = ST_OK;

	while (st == ST_OK && got == CHUNK) {
		struct rows *rows = NULL;
		st = store_read(hall_store(h), Q_AUDIT_ORPHANS, ARGS(value_int(after), value_int(CHUNK)), &rows, err);
		got = st == ST_OK ? rows_count(rows) : 0;
		for (size_t i = 0; i < got && st == ST_OK; i++) {
			after = rows_int(rows, i, 0);
			if (rows_int(rows, i, 2))
				st = err_at(err, ST_CORRUPT, "E-4121", rows_text(rows, i, 1), "办件 %s 没有与其存根相符的受理记录,审计链的末尾"
					"可能被截去。请保留现场,立即报告安全审计员。", rows_text(rows, i, 1));
		}
		rows_free(rows);
	}
	return st;
}

enum status audit_verify(struct hall *h, int64_t *entries, struct err *err)
{
	struct rows *chains = NULL;
	enum status st = store_read(hall_store(h), Q_AUDIT_CHAINS, NULL, 0, &chains, err);

	*entries = 0;
	for (size_t i = 0; st == ST_OK && i < rows_count(chains); i++)
		st = chain_check(h, rows_text(chains, i, 0), entries, err);
	rows_free(chains);
	return st == ST_OK ? orphans_check(h, err) : st;
}
