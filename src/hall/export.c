/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/file.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/export_own.h"
#include "hall/json_out.h"
#include "law/staff_role.h"

#define DAYS_MOST 366
#define TABLE_MOST ((size_t)1 << 30)
#define DEFINITION_MOST ((size_t)1 << 20)

/* --- the definitions: the hall's own, else the shipped ones ---------------------------------------------------------- */

static enum status slurp(const struct exporting *x, const char *name, char **text, size_t *n, struct err *err)
{
	char *tail = mem_format("exchange/%s", name);
	char *own = file_join(hall_dir(x->h), tail), *shipped = file_join(file_data_dir(), tail);
	enum status st = conf_slurp(access(own, R_OK) == 0 ? own : shipped, DEFINITION_MOST, text, n, err);

	free(shipped);
	free(own);
	free(tail);
	return st;
}

/* A hall's own definition may be of a time when there were fewer tables: they are left out, but for one that was asked for alone. */
static enum status defined(struct exporting *x, struct err *err)
{
	for (int k = 0; k < EXCHANGE_KINDS; k++)
		if (x->q->tables & 1u << k && exchange_table(x->exchange, (enum exchange_kind)k)->count)
			x->tables |= 1u << k;
		else if (x->q->tables == 1u << k)
			return err_at(err, ST_CONFIG, "E-2060", exchange_code((enum exchange_kind)k), "大厅自己的 exchange/tables.json 里没有 %s 这张表,没有导出",
				exchange_code((enum exchange_kind)k));
	x->out->tables_told = x->tables;
	return ST_OK;
}

static enum status definitions(struct exporting *x, struct err *err)
{
	char *tables = NULL, *codes = NULL;
	size_t n = 0, m = 0;
	enum status st = slurp(x, "tables.json", &tables, &n, err);

	if (st == ST_OK)
		st = slurp(x, "codes.json", &codes, &m, err);
	if (st == ST_OK)
		st = exchange_read(tables, n, codes, m, &x->exchange, err);
	free(tables);
	free(codes);
	return st == ST_OK ? defined(x, err) : st;
}

/* --- one row ------------------------------------------------------------------------------------------------------------ */

/* A line of its own: json_out's commas know one value a buffer. */
static void line_end(struct buf *to, struct buf *line)
{
	buf_add(to, line->data, line->len);
	buf_char(to, '\n');
	buf_wipe(line);
}

static void note(void *ctx, const struct exchange_column *column, const char *what, bool refused)
{
	struct exporting *x = ctx;
	struct buf b;

	buf_init(&b, BUF_SMALL);
	out_open(&b, NULL, '{');
	out_text(&b, "table", exchange_code(x->kind));
	out_text(&b, "project_no", x->project_no);
	out_text(&b, "column", column->name);
	out_text(&b, "what", what);
	out_bool(&b, "refused", refused);
	out_close(&b, '}');
	line_end(&x->out->notes, &b);
	*(refused ? &x->out->refused : &x->out->cut) += 1;
}

static void write_csv(struct buf *b, const struct exchange_table *t, const char *const *cells)
{
	for (size_t i = 0; i < t->count; i++) {
		if (i)
			buf_char(b, ',');
		text_for_csv(b, cells[i], strlen(cells[i]));
	}
	buf_text(b, "\r\n");
}

static void write_json(struct buf *to, enum exchange_kind kind, const struct exchange_table *t, const char *const *cells)
{
	struct buf b;

	buf_init(&b, BUF_LARGE);
	out_open(&b, NULL, '{');
	out_text(&b, "table", exchange_code(kind));
	for (size_t i = 0; i < t->count; i++)
		out_text(&b, t->columns[i].name, *cells[i] ? cells[i] : NULL);
	out_close(&b, '}');
	line_end(to, &b);
}

/* A GUID that the same row has each time: of what it tells, never of when it was told. */
static void row_guid(const struct exporting *x, const char *key, json_t *record)
{
	unsigned char d[DIGEST_SIZE];
	char guid[37], *what = mem_format("%s|%s|%s", exchange_code(x->kind), x->project_no, key);

	crypto_hmac(hall_key(x->h, KEY_INDEX), what, strlen(what), d);
	crypto_uuid_text(d, guid);
	free(what);
	json_object_set_new(record, "row_guid", json_string(guid));
}

void export_row(struct exporting *x, const char *key, json_t *record)
{
	struct arena *arena = arena_new();
	const char **cells = arena_alloc(arena, x->table->count * sizeof *cells);
	struct buf *to = &x->out->tables[x->kind];

	x->project_no = json_string_value(json_object_get(record, "project_no"));
	if (!x->project_no)
		x->project_no = "";
	row_guid(x, key, record);
	json_object_set_new(record, "cd_batch", json_string(x->batch));
	if (exchange_row(x->table, record, x->time, arena, cells, note, x)) {
		x->out->rows[x->kind]++;
		if (x->q->csv)
			write_csv(to, x->table, cells);
		else
			write_json(to, x->kind, x->table, cells);
	}
	arena_free(arena);
	json_decref(record);
}

static void head(struct exporting *x, enum exchange_kind kind)
{
	const struct exchange_table *t = exchange_table(x->exchange, kind);
	struct buf *to = &x->out->tables[kind];

	if (!x->q->csv)
		return;
	if (hall_int(x->h, "export.bom"))
		buf_text(to, "\xEF\xBB\xBF");
	for (size_t i = 0; i < t->count; i++) {
		if (i)
			buf_char(to, ',');
		text_for_csv(to, t->columns[i].name, strlen(t->columns[i].name));
	}
	buf_text(to, "\r\n");
}

/* --- the whole ----------------------------------------------------------------------------------------------------------- */

static enum status may_export(struct hall *h, const struct actor *by, const char *object, struct err *err)
{
	if (staff_role_in(by->role, BY(SUPERVISOR) | BY(SYSTEM)))
		return ST_OK;
	return audit_denied(h, by, "export.denied", object, "E-6620", "数据报送由督导办理,您的角色不能导出", err);
}

/* S-6: written down before anything leaves. */
static enum status trace(struct exporting *x, const struct actor *by, const char *object, struct err *err)
{
	struct export_result *out = x->out;
	unsigned char digest[DIGEST_SIZE];
	char counts[300] = "";
	struct buf all;

	buf_init(&all, EXCHANGE_KINDS * DIGEST_SIZE);
	for (int k = 0; k < EXCHANGE_KINDS; k++) {
		crypto_sm3(out->tables[k].len ? out->tables[k].data : "", out->tables[k].len, digest);
		buf_add(&all, digest, sizeof digest);
		if (x->tables & 1u << k)
			snprintf(counts + strlen(counts), sizeof counts - strlen(counts), "%s%s %zu", *counts ? " " : "",
				exchange_code((enum exchange_kind)k), out->rows[k]);
	}
	crypto_sm3_hex(all.data, all.len, out->digest);
	buf_release(&all);
	return audit_note(x->h, by, &(struct audit_entry){ .act = "export", .object = object, .before = x->q->csv ? "csv" : "json",
		.after = out->digest, .reason = counts }, err);
}

static enum status run(struct exporting *x, const struct actor *by, const char *object, struct err *err)
{
	enum status st = definitions(x, err);

	for (int k = 0; st == ST_OK && k < EXCHANGE_KINDS; k++)
		if (x->tables & 1u << k)
			head(x, (enum exchange_kind)k);
	if (st == ST_OK)
		st = export_events(x, err);
	if (st == ST_OK) {
		x->out->checked = exchange_checked(x->exchange);
		st = trace(x, by, object, err);
	}
	return st;
}

enum status export_run(struct hall *h, const struct actor *by, const struct export_request *q, struct export_result *out,
	struct err *err)
{
	struct exporting x = { .h = h, .q = q, .out = out, .from = clock_day_start(q->from),
		.to = clock_day_start(q->to + 1) };
	char object[32], from[11], to[11];
	enum status st;

	memset(out, 0, sizeof *out);
	for (int k = 0; k < EXCHANGE_KINDS; k++)
		buf_init(&out->tables[k], TABLE_MOST);
	buf_init(&out->notes, TABLE_MOST);
	snprintf(object, sizeof object, "%s..%s", day_iso(q->from, from), day_iso(q->to, to));
	if ((st = may_export(h, by, object, err)) != ST_OK)
		return st;
	if (q->from == DAY_NONE || q->to == DAY_NONE || q->from > q->to || q->to - q->from >= DAYS_MOST)
		return err_set(err, ST_USAGE, "E-6621", "导出的日期不对:起日不晚于止日,最多%d天", DAYS_MOST);
	x.time = strcmp(hall_text(h, "export.time"), "compact") == 0 ? EXCHANGE_COMPACT : EXCHANGE_PLAIN;
	snprintf(x.batch, sizeof x.batch, "%s/%s", from, to);
	st = run(&x, by, object, err);
	json_decref(x.dossier);
	exchange_free(x.exchange);
	return st;
}

void export_release(struct export_result *r)
{
	for (int k = 0; k < EXCHANGE_KINDS; k++)
		buf_wipe(&r->tables[k]);
	buf_wipe(&r->notes);
}
