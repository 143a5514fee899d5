/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/accept_out.h"
#include "hall/dossier.h"
#include "hall/paper_order.h"
#include "hall/shift.h"

#define LETTERS "RJ"

static void sums_out(const struct day_sums *s, struct buf *b)
{
	out_open(b, "sums", '{');
	out_int(b, "accepted", s->accepted);
	out_int(b, "deferred", s->deferred);
	out_int(b, "received", s->received);
	out_int(b, "notices", s->notices);
	out_int(b, "issued", s->issued);
	out_close(b, '}');
}

/* As the screens call it, "11-23 00017"; a draft has none. */
static void short_number(const struct shift_row *r, char out[12])
{
	const char *n = r->number;

	out[0] = '\0';
	if (r->kind != SHIFT_DRAFT && strlen(n) == DOSSIER_NUMBER_SIZE - 1)
		snprintf(out, 12, "%.2s-%.2s %.5s", n + 13, n + 15, n + 17);
}

static void rows_out(const struct shift_row *rows, size_t count, struct buf *b)
{
	out_open(b, "rows", '[');
	for (size_t i = 0; i < count; i++) {
		const struct shift_row *r = &rows[i];
		char number[12];
		out_open(b, NULL, '{');
		out_int(b, "no", (int64_t)i + 1);
		out_text(b, "kind", shift_kind_name(r->kind));
		short_number(r, number);
		out_text(b, "number", number);
		out_text(b, "bundle", r->bundle);
		out_text(b, "what", r->what);
		out_text(b, "hint", r->hint);
		out_close(b, '}');
	}
	out_close(b, ']');
}

/* How many of each kind, for who counts before he signs. */
static void counts_out(const struct shift_row *rows, size_t count, struct buf *b)
{
	size_t of[SHIFT_KINDS] = { 0 };

	for (size_t i = 0; i < count; i++)
		of[rows[i].kind]++;
	out_open(b, "counts", '{');
	for (int k = 0; k < SHIFT_KINDS; k++)
		out_int(b, shift_kind_code((enum shift_kind)k), (int64_t)of[k]);
	out_close(b, '}');
}

static enum status body_of(struct hall *h, const struct actor *by, const char *window, day_t day, struct buf *b, struct err *err)
{
	struct shift_row *rows = mem_array(SHIFT_MOST, sizeof *rows);
	struct day_sums sums;
	char place[24];
	size_t count;
	bool more;
	enum status st = shift_open(h, by, window, day, rows, &count, &more, err);

	if (st == ST_OK)
		st = dossier_sums(h, day, window, &sums, err);
	if (st == ST_OK) {
		snprintf(place, sizeof place, *window ? "%s 号窗口" : "全厅各窗口", window);
		out_open(b, NULL, '{');
		hall_out(h, by, b);
		out_text(b, "place", place);
		out_day(b, "day", day);
		out_instant(b, "at", clock_wall_ms());
		sums_out(&sums, b);
		counts_out(rows, count, b);
		rows_out(rows, count, b);
		out_bool(b, "more", more);
		out_close(b, '}');
		if (b->overflow)
			st = err_set(err, ST_LIMIT, "E-6072", "日结单的内容过大,没有打印。");
	}
	free(rows);
	return st;
}

enum status shift_sheet_fill(struct hall *h, const struct actor *by, const char *window, day_t day, enum paper paper,
	struct document **out, struct err *err)
{
	struct buf body;
	enum status st;

	*out = NULL;
	buf_init(&body, BUF_LARGE);
	st = body_of(h, by, window, day, &body, err);
	if (st == ST_OK)
		st = paper_own_fill(h, by, document_kind_find("shift"), body.data, paper, false, out, err);
	buf_release(&body);
	return st;
}

enum status shift_sheet_print(struct hall *h, const struct actor *by, const char *window, day_t day, const char *destination,
	struct print_job *out, struct err *err)
{
	struct buf body;
	enum status st;

	*out = (struct print_job){ .id = 0 };
	buf_init(&body, BUF_LARGE);
	st = body_of(h, by, window, day, &body, err);
	if (st == ST_OK)
		st = paper_own_order(h, by, &(struct paper_own){ .kind = document_kind_find("shift"), .letters = LETTERS, .digits = 3,
			.body = body.data, .destination = destination, .act = "shift.print", .about = *window ? window : "全厅" }, out, err);
	buf_release(&body);
	return st;
}
