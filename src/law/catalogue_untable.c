/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "law/catalogue_own.h"
#include "law/catalogue_sheets.h"
#include "law/catalogue_table.h"

/* From tables to the text of a catalogue. The values are read here, what they mean is catalogue_load's business; for each row
 * it is kept where in the text it went, so that what catalogue_load finds is told by sheet, row and column. */

#define FAULTS_MOST 1000

/* --- where a thing stands --------------------------------------------------------------------------------------------- */

struct spot { const struct sheet_row *sheet; const char *place; size_t line; size_t *columns; };      /* columns[i]: of sheet->columns[i] */
struct catalogue_places {
	char *name;
	struct arena *arena;
	struct id_index index;               /* "/items/3/materials/0" to a place in `spots` */
	struct spot *spots;
	size_t count, room;
};

void catalogue_places_free(struct catalogue_places *p)
{
	if (!p)
		return;
	id_index_release(&p->index);
	free(p->spots);
	arena_free(p->arena);
	free(p);
}

static void keep_spot(struct catalogue_places *p, const char *pointer, struct spot spot)
{
	if (p->count == p->room) {
		p->room = p->room ? 2 * p->room : 256;
		p->spots = mem_grow(p->spots, p->room, sizeof *p->spots);
	}
	p->spots[p->count] = spot;
	if (id_index_find(&p->index, pointer) < 0)
		id_index_add(&p->index, arena_text(p->arena, pointer), p->count);
	p->count++;
}

/* The spot of the longest beginning of the pointer that is known; *key is what follows it. */
static const struct spot *find_spot(const struct catalogue_places *p, char *pointer, const char **key)
{
	for (char *end = pointer + strlen(pointer); end; end = strrchr(pointer, '/')) {
		char was = *end;
		*end = '\0';
		long at = *pointer ? id_index_find(&p->index, pointer) : -1;
		if (at >= 0) {
			*key = was ? end + 1 : "";
			return &p->spots[p->index.places[at]];
		}
	}
	return NULL;
}

/* "dir/items.csv:12:D" for a pointer; false when nothing of it is known. */
static bool spot_where(const struct catalogue_places *p, const char *pointer, size_t n, char where[256], size_t *line,
	const struct column **column, size_t *number)
{
	char *copy = mem_text_n(pointer, n);
	const char *key;
	const struct spot *s = find_spot(p, copy, &key);
	size_t i = 0;

	if (s) {
		if (!*key && s->sheet->scalar)
			key = s->sheet->scalar;
		while (i < s->sheet->count && (!*s->sheet->columns[i].key || strcmp(s->sheet->columns[i].key, key) != 0))
			i++;
		if (i == s->sheet->count)
			i = 0;                           /* of the whole row: its id, or what it belongs to */
		struct table t = { .place = s->place };
		*line = s->line;
		*column = &s->sheet->columns[i];
		*number = s->columns[i];
		table_where(&t, s->line, s->columns[i], where);
	}
	free(copy);
	return s;
}

/* Another place named in the sentence: "…:/items/0" becomes "items.csv:2:A". */
static void tell_inside(const struct catalogue_places *p, const char *text, struct buf *out)
{
	size_t n = strlen(p->name);
	const char *at = strstr(text, p->name), *key = at ? at + n : NULL;

	if (!at || strncmp(key, ":/", 2) != 0) {
		buf_text(out, text);
		return;
	}
	size_t length = strspn(key + 1, "/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."), line, number;
	const struct column *column;
	char where[256];
	buf_add(out, text, (size_t)(at - text));
	if (spot_where(p, key + 1, length, where, &line, &column, &number))
		buf_text(out, where);
	else
		buf_add(out, at, n + 1 + length);
	buf_text(out, key + 1 + length);
}

void catalogue_places_tell(const struct catalogue_places *p, const struct err *fault, struct err *out)
{
	const char *colon = NULL;
	const struct column *column;
	char where[256], letters[8];
	size_t line, number;
	struct buf text;

	for (const char *at = fault->where; (at = strstr(at, ":/")); at++)
		colon = at;
	*out = *fault;
	if (!colon || !catalogue_text_is(p->name, fault->where, (size_t)(colon - fault->where)))
		return;
	buf_init(&text, BUF_SMALL);
	if (spot_where(p, colon + 1, strlen(colon + 1), where, &line, &column, &number)) {
		buf_format(&text, "第%zu行%s列「%s」:", line, table_column(number, letters), column->title);
		tell_inside(p, fault->text, &text);
		(void)err_at(out, fault->status, fault->code, where, "%s", text.data);
	}
	buf_release(&text);
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

struct reading {
	const struct tables *tables;
	catalogue_fault_fn *fault;
	void *ctx;
	struct err first;
	size_t faults;
	json_t *root;
	struct catalogue_places *places;
	struct id_index elements[KIND_COUNT];      /* ids to places in their section */
};

static void complain(struct reading *r, const char *where, const char *code, const char *text)
{
	struct err err;

	(void)err_at(&err, ST_DATA, code, where, "%s", text);
	if (!r->faults++)
		r->first = err;
	if (r->fault && r->faults <= FAULTS_MOST)
		r->fault(r->ctx, &err);
}

static void complain_at(struct reading *r, const struct table *t, size_t line, size_t column, const char *title, const char *code,
	const char *text)
{
	char where[256], letters[8];
	struct buf b;

	buf_init(&b, BUF_SMALL);
	buf_format(&b, "第%zu行%s列「%s」:%s", line, table_column(column, letters), title, text);
	complain(r, table_where(t, line, column, where), code, b.data);
	buf_release(&b);
}

/* What is wrong with a cell before its value is looked at; NULL: nothing. */
static const char *odd_cell(const struct table_cell *cell, enum form form, const char **code)
{
	size_t digits = 0;

	*code = "E-2073";
	for (const char *s = cell->text; *s; s++)
		digits += *s >= '0' && *s <= '9';
	switch (cell->kind) {
	case CELL_FORMULA:
		*code = "E-2072";
		return "这里是公式,不收;请改成文字(CSV 里以 = + - @ 开头的文字,前面加一个 ')";
	case CELL_ERROR:
		return "这里是表格程序的错误值";
	case CELL_BOOL:
		return form == FORM_BOOL ? NULL : "这里是真假值,须为文字";
	case CELL_NUMBER:
		if (form == FORM_DATE)
			return "日期成了数字;请把这一列设为文本,写作 2026-12-01";
		*code = "E-2075";
		return digits > 15 || strspn(cell->text, "-0123456789.") != strlen(cell->text) ?
			"长数字被表格程序改掉了后几位;请把这一列设为文本,再填一遍" : NULL;
	default:
		return NULL;
	}
}

/* Which column of the table holds which of the sheet's; false after a fault. */
static bool read_heading(struct reading *r, const struct table *t, const struct sheet_row *sheet, size_t *columns)
{
	const struct table_row *heading = &t->rows[0];
	size_t before = r->faults;

	for (size_t i = 0; i < sheet->count; i++)
		columns[i] = TABLE_COLUMNS_MOST;
	for (size_t k = 0; k < heading->count; k++) {
		const char *text = heading->cells[k].text;
		size_t i = 0, n = strlen(text);
		const char *title = text_trim(text, &n);
		while (i < sheet->count && (strlen(sheet->columns[i].title) != n || strncmp(sheet->columns[i].title, title, n) != 0))
			i++;
		if (!n)
			continue;
		if (i == sheet->count)
			complain_at(r, t, heading->line, k, text, "E-2074", "不认识的列;多余的列请删去");
		else if (columns[i] != TABLE_COLUMNS_MOST)
			complain_at(r, t, heading->line, k, text, "E-2074", "这一列有两个");
		else
			columns[i] = k;
	}
	for (size_t i = 0; i < sheet->count; i++)
		if (columns[i] == TABLE_COLUMNS_MOST)
			complain_at(r, t, heading->line, heading->count, sheet->columns[i].title, "E-2074", "缺少这一列");
	return r->faults == before;
}

/* The object that a row says. */
static json_t *read_row(struct reading *r, const struct table *t, const struct table_row *row, const struct sheet_row *sheet,
	const size_t *columns)
{
	json_t *object = json_object();
	struct buf why;

	buf_init(&why, BUF_SMALL);
	for (size_t i = sheet->count; i-- > 0;) {      /* from the end: what has a column of its own stands over the rest */
		const struct column *c = &sheet->columns[i];
		const char *text = table_text(row, columns[i]), *code = NULL;
		const char *odd = columns[i] < row->count ? odd_cell(&row->cells[columns[i]], c->form, &code) : NULL;
		if (odd)
			complain_at(r, t, row->line, columns[i], c->title, code, odd);
		if (odd || !*text || c->form == FORM_PARENT)
			continue;
		buf_clear(&why);
		json_t *v = cell_read(c, text, &why);
		if (!v)
			complain_at(r, t, row->line, columns[i], c->title, "E-2073", why.data);
		else if (c->form == FORM_REST)
			json_object_update(object, v);
		else
			json_object_set(object, c->key, v);
		json_decref(v);
	}
	buf_release(&why);
	return object;
}

static struct id_index *elements_of(struct reading *r, const char *section)
{
	int k = 0;

	while (k < KIND_COUNT && strcmp(kind_rows[k].section, section) != 0)
		k++;
	return k < KIND_COUNT ? &r->elements[k] : NULL;
}

/* catalogue_load would tell it too, but the rows that belong to the other one come first here. */
static void complain_twice(struct reading *r, const char *pointer, const char *id, const struct table *t, const struct spot *spot)
{
	const struct column *column;
	size_t line, number, mine = 0;
	char where[256];
	struct buf b;

	while (mine < spot->sheet->count && strcmp(spot->sheet->columns[mine].key, "id") != 0)
		mine++;
	if (!spot_where(r->places, pointer, strlen(pointer), where, &line, &column, &number))
		return;
	buf_init(&b, BUF_SMALL);
	buf_format(&b, "编号「%s」重复,另一处在 %s", id, where);
	complain_at(r, t, spot->line, spot->columns[mine], spot->sheet->columns[mine].title, "E-2014", b.data);
	buf_release(&b);
}

static void take_element(struct reading *r, const struct table *t, const struct sheet_row *sheet, json_t *object, struct spot spot)
{
	struct id_index *ids = elements_of(r, sheet->section);
	json_t *section = json_object_get(r->root, sheet->section);
	const char *id = json_string_value(json_object_get(object, "id"));
	long other = ids && id ? id_index_find(ids, id) : -1;
	char pointer[120];

	if (other >= 0) {
		snprintf(pointer, sizeof pointer, "/%s/%u", sheet->section, (unsigned)ids->places[other]);
		complain_twice(r, pointer, id, t, &spot);
	}

	if (!ids) {                              /* the catalogue's own */
		json_object_set_new(r->root, sheet->section, object);
		snprintf(pointer, sizeof pointer, "/%s", sheet->section);
	} else {
		size_t n = json_array_size(section);
		json_array_append_new(section, object);
		snprintf(pointer, sizeof pointer, "/%s/%zu", sheet->section, n);
		if (id && other < 0)
			id_index_add(ids, arena_text(r->places->arena, id), n);
	}
	keep_spot(r->places, pointer, spot);
}

static void take_part(struct reading *r, const struct table *t, const struct table_row *row, const struct sheet_row *sheet,
	const size_t *columns, json_t *object, struct spot spot)
{
	const struct id_index *ids = elements_of(r, sheet->section);
	size_t n = strlen(table_text(row, columns[0]));
	const char *from = text_trim(table_text(row, columns[0]), &n);
	char pointer[160], *id = mem_text_n(from, n);

	long at = id_index_find(ids, id);
	free(id);
	if (at < 0) {
		complain_at(r, t, row->line, columns[0], sheet->columns[0].title, "E-2011", "它所属的编号在上一级的表里没有");
		json_decref(object);
		return;
	}
	json_t *element = json_array_get(json_object_get(r->root, sheet->section), ids->places[at]);
	json_t *list = json_object_get(element, sheet->list);
	if (!list)
		json_object_set_new(element, sheet->list, list = json_array());
	snprintf(pointer, sizeof pointer, "/%s/%u/%s/%zu", sheet->section, (unsigned)ids->places[at], sheet->list, json_array_size(list));
	json_t *scalar = sheet->scalar && json_object_size(object) <= 1 ? json_object_get(object, sheet->scalar) : NULL;
	json_array_append(list, scalar ? scalar : object);
	json_decref(object);
	keep_spot(r->places, pointer, spot);
}

static void read_sheet(struct reading *r, const struct sheet_row *sheet)
{
	const struct table *t = tables_find(r->tables, sheet->name), *other = tables_find(r->tables, sheet->title);
	size_t *columns = arena_alloc(r->places->arena, sheet->count * sizeof *columns);
	struct buf what;

	if (!t)
		t = other;
	if (!t || !t->count) {
		buf_init(&what, BUF_SMALL);
		buf_format(&what, "缺少工作表「%s」(%s);没有内容也要留下表头", sheet->title, sheet->name);
		complain(r, t ? t->place : r->places->name, "E-2074", what.data);
		buf_release(&what);
		return;
	}
	if (!read_heading(r, t, sheet, columns))
		return;
	const char *place = arena_text(r->places->arena, t->place);
	if (elements_of(r, sheet->section) && !sheet->list)
		json_object_set_new(r->root, sheet->section, json_array());
	for (size_t i = 1; i < t->count && r->faults <= FAULTS_MOST; i++) {
		if (table_row_blank(&t->rows[i]))
			continue;
		json_t *object = read_row(r, t, &t->rows[i], sheet, columns);
		struct spot spot = { sheet, place, t->rows[i].line, columns };
		if (sheet->list)
			take_part(r, t, &t->rows[i], sheet, columns, object, spot);
		else
			take_element(r, t, sheet, object, spot);
	}
}

/* A sheet whose name is misspelt would be passed over in silence. */
static void check_names(struct reading *r)
{
	for (size_t i = 0; i < r->tables->count; i++) {
		const struct table *t = r->tables->list[i];
		size_t k = 0;
		bool blank = true;
		while (k < catalogue_sheet_count && strcmp(catalogue_sheets[k].name, t->name) != 0 &&
			strcmp(catalogue_sheets[k].title, t->name) != 0)
			k++;
		for (size_t n = 0; n < t->count; n++)
			blank = blank && table_row_blank(&t->rows[n]);
		if (k == catalogue_sheet_count && !blank)
			complain(r, t->place, "E-2074", "不认识的工作表;多余的表请删去");
	}
}

enum status catalogue_from_tables(const char *name, const struct tables *t, catalogue_fault_fn *fault, void *ctx, char **json,
	struct catalogue_places **places, struct err *err)
{
	struct reading r = { .tables = t, .fault = fault, .ctx = ctx, .root = json_object() };

	*json = NULL;
	r.places = mem_alloc(sizeof *r.places);
	r.places->arena = arena_new();
	r.places->name = arena_text(r.places->arena, name);
	id_index_init(&r.places->index, 1024);
	for (int k = 0; k < KIND_COUNT; k++)
		id_index_init(&r.elements[k], 64);
	check_names(&r);
	for (size_t i = 0; i < catalogue_sheet_count; i++)
		read_sheet(&r, &catalogue_sheets[i]);
	for (int k = 0; k < KIND_COUNT; k++)
		id_index_release(&r.elements[k]);
	if (!r.faults)
		*json = json_dumps(r.root, JSON_COMPACT | JSON_REAL_PRECISION(17));
	json_decref(r.root);
	if (!*json) {
		catalogue_places_free(r.places);
		r.places = NULL;
		if (err)
			*err = r.first;
	}
	*places = r.places;
	return *json ? ST_OK : ST_DATA;
}
