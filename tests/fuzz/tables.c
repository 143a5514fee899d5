/* SPDX-License-Identifier: Apache-2.0 */
/* A catalogue as a spreadsheet: CSV files one after the other, each behind a line "#name". */
#include <string.h>

#include "base/csv.h"
#include "base/mem.h"
#include "fuzz.h"
#include "law/catalogue_table.h"

static void fault(void *ctx, const struct err *err)
{
	size_t *faults = ctx;
	HOLDS(*err->code && *err->text);
	++*faults;
}

/* What was read is written, and read again as the same. */
static void table_holds(const struct table *t)
{
	struct tables again;
	struct buf text;
	struct err err;
	size_t faults = 0;

	for (size_t r = 0; r < t->count; r++)
		for (size_t c = 0; c < t->rows[r].count; c++)
			if (t->rows[r].cells[c].kind != CELL_TEXT)
				return;
	if (!t->count || table_row_blank(&t->rows[0]))
		return;
	tables_init(&again);
	buf_init(&text, BUF_LARGE);
	csv_write(t, &text);
	HOLDS(csv_read(t->name, "again", text.data, text.len, &again, fault, &faults, &err) == ST_OK);
	HOLDS(again.list[0]->count == t->count);
	for (size_t r = 0; r < t->count; r++)
		for (size_t c = 0; c < t->rows[r].count; c++)
			HOLDS(!strcmp(again.list[0]->rows[r].cells[c].text, t->rows[r].cells[c].text));
	buf_release(&text);
	tables_release(&again);
}

static void read_all(const char *s, size_t n, struct tables *in, size_t *faults)
{
	for (const char *end = s + n; s < end;) {
		const char *line = memchr(s, '\n', (size_t)(end - s)), *next = end;
		size_t length = line ? (size_t)(line - s) : 0;
		struct err err;
		if (!line || *s != '#')
			return;
		for (const char *p = line; p + 1 < end && next == end; p++)
			if (p[0] == '\n' && p[1] == '#')
				next = p + 1;
		char *name = mem_text_n(s + 1, length - 1);
		size_t before = in->count;
		if (csv_read(name, name, line + 1, next > line ? (size_t)(next - line - 1) : 0, in, fault, faults, &err) == ST_OK)
			table_holds(in->list[before]);
		free(name);
		s = next;
	}
}

static void catalogue_holds(const struct catalogue *c)
{
	struct catalogue_places *places = NULL;
	struct catalogue *again = NULL;
	struct tables out;
	struct err err;
	size_t faults = 0, n;
	char *json = NULL, *wanted = catalogue_canonical(c, &n);

	catalogue_to_tables(c, &out);
	HOLDS(catalogue_from_tables("again", &out, fault, &faults, &json, &places, &err) == ST_OK);
	struct catalogue_text text = { "again", json, strlen(json) };
	HOLDS(catalogue_load(&text, 1, fault, &faults, &again, &err) == ST_OK);
	char *got = catalogue_canonical(again, &n);
	HOLDS(!strcmp(got, wanted));
	catalogue_free(again);
	catalogue_places_free(places);
	tables_release(&out);
	free(json);
	free(got);
	free(wanted);
}

static void told(void *ctx, const struct err *err)
{
	struct err out;

	catalogue_places_tell(ctx, err, &out);
	HOLDS(*out.code && *out.text);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct catalogue_places *places = NULL;
	struct catalogue *c = NULL;
	struct tables in;
	struct err err;
	size_t faults = 0;
	char *json = NULL;

	tables_init(&in);
	read_all((const char *)data, n, &in, &faults);
	enum status st = catalogue_from_tables("fuzz", &in, fault, &faults, &json, &places, &err);
	HOLDS(st != ST_OK || json);
	if (st == ST_OK) {
		struct catalogue_text text = { "fuzz", json, strlen(json) };
		if (catalogue_load(&text, 1, told, places, &c, &err) == ST_OK) {
			catalogue_holds(c);
			catalogue_free(c);
		}
	}
	catalogue_places_free(places);
	free(json);
	tables_release(&in);
	return 0;
}
