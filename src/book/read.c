/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <expat.h>
#include <minizip/unzip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "book/book.h"

/* An XLSX file is a zip archive: xl/workbook.xml names the sheets, its .rels say where each is, xl/sharedStrings.xml holds the
 * texts, and a sheet refers to them. What is read is counted as it is unpacked, so an archive that says less of itself than is
 * in it gains nothing. */

#define UNPACKED_MOST ((size_t)256 * 1024 * 1024)
#define SHEETS_MOST 200
#define STRINGS_MOST 2000000
#define CELLS_MOST 4000000
#define DEPTH_MOST 64
#define TAG_MOST ((size_t)1024 * 1024)
#define CHUNK 65536

typedef void start_fn(void *ctx, const XML_Char *name, const XML_Char **attributes);
typedef void end_fn(void *ctx, const XML_Char *name);

struct sheet { char *name, *relation, *path; };
struct reader {
	unzFile zip;
	struct buf *answer;
	struct tables tables;
	size_t unpacked, bytes, cells;         /* of all parts; of all cells, and how many */
	size_t depth;                          /* of the element that is being read */
	start_fn *start;                       /* what the part's elements mean */
	end_fn *end;
	bool stopped;                          /* a fault was told that ends the reading */
	const char *part;                      /* what is being read */
	XML_Parser xml;

	struct sheet sheets[SHEETS_MOST];
	size_t sheet_count;
	const char **strings;
	size_t string_count, string_room;

	struct table *table;
	size_t line, column, used;             /* of the cell that is being read; cells of its row */
	struct table_cell row[TABLE_COLUMNS_MOST];
	char type[12];
	bool formula, in_value, in_text, in_phonetic, in_string;
	struct buf text;
};

/* --- faults ----------------------------------------------------------------------------------------------------------- */

static void stop(struct reader *r, const char *code, enum status st, const char *where, const char *what)
{
	struct err err;

	if (!r->stopped) {
		(void)err_at(&err, st, code, where, "%s", what);
		wire_fault(&err, r->answer);
	}
	r->stopped = true;
	if (r->xml)
		XML_StopParser(r->xml, XML_FALSE);
}

static void stop_at_cell(struct reader *r, const char *code, const char *what)
{
	char where[256], letters[8];
	struct buf b;

	buf_init(&b, BUF_SMALL);
	buf_format(&b, "第%zu行%s列:%s", r->line, table_column(r->column, letters), what);
	stop(r, code, ST_DATA, table_where(r->table, r->line, r->column, where), b.data);
	buf_release(&b);
}

/* --- names ------------------------------------------------------------------------------------------------------------ */

/* Names come with whatever prefix their writer chose: "x:row" is "row". */
static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static bool is(const char *name, const char *wanted)
{
	return strcmp(local(name), wanted) == 0;
}

static const char *attribute(const char **list, const char *name)
{
	for (; *list; list += 2)
		if (strcmp(*list, name) == 0)
			return list[1];
	return "";
}

/* The one with a prefix: r:id beside sheetId. */
static const char *relation(const char **list)
{
	for (; *list; list += 2)
		if (strchr(*list, ':') && is(*list, "id"))
			return list[1];
	return "";
}

/* --- one part --------------------------------------------------------------------------------------------------------- */

static void on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct reader *r = ctx;

	if (++r->depth > DEPTH_MOST)
		stop(r, "E-2078", ST_DATA, "", "工作簿里嵌套太深,拒绝读取");
	else
		r->start(r, name, attributes);
}

static void on_end(void *ctx, const XML_Char *name)
{
	struct reader *r = ctx;

	r->depth--;
	r->end(r, name);
}

static void on_text(void *ctx, const XML_Char *s, int n)
{
	struct reader *r = ctx;

	if ((r->in_text && !r->in_phonetic) || r->in_value)
		buf_add(&r->text, s, (size_t)n);
	if (r->text.overflow)
		stop(r, "E-2005", ST_LIMIT, "", "有一格文字太长,未读取");
}

/* No workbook has one; entities would let a small file grow without end. */
static void on_doctype(void *ctx, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id, int internal)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	stop(ctx, "E-2078", ST_DATA, "", "工作簿里有不该有的文档类型声明,拒绝读取");
}

static void bad_xml(struct reader *r)
{
	char where[256];
	struct buf what;

	buf_init(&what, BUF_SMALL);
	buf_format(&what, "工作簿已损坏(%s),请在表格程序里打开后另存", XML_ErrorString(XML_GetErrorCode(r->xml)));
	snprintf(where, sizeof where, "[%.200s]:%lu:%lu", r->part, (unsigned long)XML_GetCurrentLineNumber(r->xml),
		(unsigned long)XML_GetCurrentColumnNumber(r->xml) + 1);
	stop(r, "E-2078", ST_DATA, where, what.data);
	buf_release(&what);
}

/* expat 2.5 reads a tag that does not end from its beginning with every block: a long one would cost its square. */
static bool tag_too_long(struct reader *r, size_t fed)
{
	XML_Index at = XML_GetCurrentByteIndex(r->xml);

	return at >= 0 && fed > (size_t)at && fed - (size_t)at > TAG_MOST;
}

static void feed(struct reader *r)
{
	size_t before = r->unpacked;

	for (int n = 1; n > 0 && !r->stopped;) {
		void *block = XML_GetBuffer(r->xml, CHUNK);
		n = block ? unzReadCurrentFile(r->zip, block, CHUNK) : -1;
		if (n < 0) {
			stop(r, "E-2078", ST_DATA, "", "工作簿已损坏,或有密码;请在表格程序里打开,不设密码另存");
			return;
		}
		r->unpacked += (size_t)n;
		if (r->unpacked > UNPACKED_MOST)
			stop(r, "E-2005", ST_LIMIT, "", "工作簿展开后超过 256 MiB 的上限,拒绝读取");
		else if (XML_ParseBuffer(r->xml, n, n == 0) != XML_STATUS_OK && !r->stopped)
			bad_xml(r);
		else if (n && tag_too_long(r, r->unpacked - before))
			stop(r, "E-2005", ST_LIMIT, "", "工作簿里有一个标记太长,拒绝读取");
	}
}

/* False when there is no such part. */
static bool read_part(struct reader *r, const char *name, start_fn *start, end_fn *end)
{
	if (r->stopped || unzLocateFile(r->zip, name, 2) != UNZ_OK)      /* 2: whatever the case of its letters */
		return false;
	if (unzOpenCurrentFile(r->zip) != UNZ_OK) {
		stop(r, "E-2078", ST_DATA, "", "工作簿已损坏,或有密码;请在表格程序里打开,不设密码另存");
		return true;
	}
	r->part = name;
	r->start = start;
	r->end = end;
	r->depth = 0;
	r->xml = XML_ParserCreate(NULL);
	XML_SetUserData(r->xml, r);
	XML_SetElementHandler(r->xml, on_start, on_end);
	XML_SetCharacterDataHandler(r->xml, on_text);
	XML_SetStartDoctypeDeclHandler(r->xml, on_doctype);
	feed(r);
	XML_ParserFree(r->xml);
	r->xml = NULL;
	if (unzCloseCurrentFile(r->zip) != UNZ_OK)
		stop(r, "E-2078", ST_DATA, "", "工作簿已损坏(校验和不符),请重新取得文件");
	return true;
}

static void end_nothing(void *ctx, const XML_Char *name)
{
	(void)ctx;
	(void)name;
}

/* --- which sheets ----------------------------------------------------------------------------------------------------- */

static void start_workbook(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct reader *r = ctx;

	if (!is(name, "sheet"))
		return;
	if (r->sheet_count == SHEETS_MOST) {
		stop(r, "E-2005", ST_LIMIT, "", "工作表太多");
		return;
	}
	r->sheets[r->sheet_count++] = (struct sheet){ arena_text(r->tables.arena, attribute(attributes, "name")),
		arena_text(r->tables.arena, relation(attributes)), NULL };
}

static void start_relations(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct reader *r = ctx;
	const char *target = attribute(attributes, "Target"), *id = attribute(attributes, "Id");

	if (!is(name, "Relationship"))
		return;
	for (size_t i = 0; i < r->sheet_count; i++)
		if (*id && strcmp(r->sheets[i].relation, id) == 0)
			r->sheets[i].path = arena_format(r->tables.arena, "%s%s", *target == '/' ? "" : "xl/", *target == '/' ? target + 1 : target);
}

/* --- the texts -------------------------------------------------------------------------------------------------------- */

/* _x0041_ is A: how a character that XML cannot hold is written. */
static const char *unescaped(struct reader *r, const char *s)
{
	struct buf b;

	if (!strstr(s, "_x"))
		return arena_text(r->tables.arena, s);
	buf_init(&b, BUF_LARGE);
	while (*s) {
		char hex[5] = "", out[4], *end;
		bool escape = s[0] == '_' && s[1] == 'x' && strnlen(s, 7) == 7 && s[6] == '_';
		if (escape)
			memcpy(hex, s + 2, 4);
		unsigned long c = escape && isxdigit((unsigned char)hex[0]) ? strtoul(hex, &end, 16) : 0;
		size_t n = c && !*end ? text_encode((uint32_t)c, out) : 0;
		buf_add(&b, n ? out : s, n ? n : 1);
		s += n ? 7 : 1;
	}
	const char *text = arena_text(r->tables.arena, b.data);
	buf_release(&b);
	return text;
}

static void start_text(struct reader *r, const char *name)
{
	r->in_text |= is(name, "t");
	r->in_phonetic |= is(name, "rPh");
}

static void end_text(struct reader *r, const char *name)
{
	r->in_text &= !is(name, "t");
	r->in_phonetic &= !is(name, "rPh");
}

static void start_strings(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct reader *r = ctx;

	(void)attributes;
	if (is(name, "si"))
		buf_clear(&r->text);
	start_text(r, name);
}

static void end_strings(void *ctx, const XML_Char *name)
{
	struct reader *r = ctx;

	end_text(r, name);
	if (!is(name, "si"))
		return;
	if (r->string_count == STRINGS_MOST) {
		stop(r, "E-2005", ST_LIMIT, "", "工作簿里的文字太多,拒绝读取");
		return;
	}
	if (r->string_count == r->string_room) {
		r->string_room = r->string_room ? 2 * r->string_room : 1024;
		r->strings = mem_grow(r->strings, r->string_room, sizeof *r->strings);
	}
	r->strings[r->string_count++] = unescaped(r, r->text.data);
}

/* --- a sheet ---------------------------------------------------------------------------------------------------------- */

/* "AB12" apart; what is missing stays as it is. */
static void read_place(struct reader *r, const char *s)
{
	size_t column = 0;

	for (; *s >= 'A' && *s <= 'Z' && column < 100000; s++)
		column = column * 26 + (size_t)(*s - 'A') + 1;
	if (column)
		r->column = column - 1;
}

static void start_sheet(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct reader *r = ctx;
	long line = strtol(attribute(attributes, "r"), NULL, 10);

	start_text(r, name);
	if (is(name, "row")) {
		r->line = line > 0 ? (size_t)line : r->line + 1;
		r->column = r->used = 0;
		memset(r->row, 0, sizeof r->row);
	} else if (is(name, "c")) {
		read_place(r, attribute(attributes, "r"));
		text_copy(r->type, sizeof r->type, attribute(attributes, "t"));
		r->formula = false;
		buf_clear(&r->text);
	} else if (is(name, "f")) {
		r->formula = true;
	} else if (is(name, "v")) {
		r->in_value = true;
	}
}

static const char *shared(struct reader *r)
{
	char *end;
	unsigned long at = strtoul(r->text.data, &end, 10);

	if (end != r->text.data && !*end && at < r->string_count)
		return r->strings[at];
	stop_at_cell(r, "E-2078", "工作簿已损坏(没有这条文字)");
	return "";
}

static void end_cell(struct reader *r)
{
	static const struct { const char *type; enum table_kind kind; } kinds[] = { { "", CELL_NUMBER }, { "n", CELL_NUMBER },
		{ "b", CELL_BOOL }, { "e", CELL_ERROR }, { "s", CELL_TEXT }, { "str", CELL_TEXT }, { "inlineStr", CELL_TEXT } };
	struct table_cell cell = { "", CELL_TEXT };

	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (strcmp(kinds[i].type, r->type) == 0)
			cell.kind = kinds[i].kind;
	if (r->text.len || r->formula) {
		cell.text = strcmp(r->type, "s") == 0 ? shared(r) : cell.kind == CELL_BOOL ? (*r->text.data == '1' ? "TRUE" : "FALSE") :
			unescaped(r, r->text.data);
		if (r->formula)
			cell.kind = CELL_FORMULA;
		if (r->column >= TABLE_COLUMNS_MOST) {
			stop_at_cell(r, "E-2005", "列太多,拒绝读取");
			return;
		}
		r->row[r->column] = cell;
		if (r->used <= r->column)      /* cells may come in any order */
			r->used = r->column + 1;
		r->bytes += strlen(cell.text);
		if (r->bytes > TABLE_BYTES_MOST)
			stop_at_cell(r, "E-2005", "全部文字合计超过 64 MiB 的上限,拒绝读取");
	}
	r->column++;
}

static void end_row(struct reader *r)
{
	struct table_row blank = { r->line, r->row, r->used };

	for (size_t i = 0; i < r->used; i++)
		if (!r->row[i].text)
			r->row[i].text = "";
	if (table_row_blank(&blank))
		return;
	r->cells += r->used;
	if (r->table->count == TABLE_ROWS_MOST || r->cells > CELLS_MOST) {
		stop_at_cell(r, "E-2005", "行太多,拒绝读取");
		return;
	}
	memcpy(table_add(&r->tables, r->table, r->line, r->used), r->row, r->used * sizeof r->row[0]);
}

static void end_sheet(void *ctx, const XML_Char *name)
{
	struct reader *r = ctx;

	end_text(r, name);
	if (is(name, "v"))
		r->in_value = false;
	else if (is(name, "c") && !r->stopped)
		end_cell(r);
	else if (is(name, "row") && !r->stopped)
		end_row(r);
}

static void read_sheet(struct reader *r, const struct sheet *s)
{
	char *place = mem_format("[%s]", s->name);

	r->table = tables_add(&r->tables, s->name, place);
	r->line = 0;
	if (!s->path || (!read_part(r, s->path, start_sheet, end_sheet) && !r->stopped))
		stop(r, "E-2078", ST_DATA, place, "工作簿已损坏(缺少这张表)");
	if (!r->stopped)
		wire_table(r->table, r->answer);
	free(place);
}

/* --- the workbook ----------------------------------------------------------------------------------------------------- */

static void *open_fd(void *fd, const void *name, int mode)
{
	(void)name;
	(void)mode;
	return fdopen(dup(*(int *)fd), "rb");
}

void xlsx_read(int fd, struct buf *answer)
{
	struct reader r = { .answer = answer };
	zlib_filefunc64_def functions;

	fill_fopen64_filefunc(&functions);
	functions.zopen64_file = open_fd;
	functions.opaque = &fd;
	tables_init(&r.tables);
	buf_init(&r.text, 4 * 1024 * 1024);
	r.zip = unzOpen2_64("", &functions);
	if (!r.zip)
		stop(&r, "E-2078", ST_DATA, "", "不是 XLSX 工作簿,或有密码;旧的 .xls 请另存为 .xlsx");
	else if (!read_part(&r, "xl/workbook.xml", start_workbook, end_nothing) ||
		!read_part(&r, "xl/_rels/workbook.xml.rels", start_relations, end_nothing))
		stop(&r, "E-2078", ST_DATA, "", "不是 XLSX 工作簿:里面没有 xl/workbook.xml");
	(void)read_part(&r, "xl/sharedStrings.xml", start_strings, end_strings);
	for (size_t i = 0; i < r.sheet_count && !r.stopped; i++)
		read_sheet(&r, &r.sheets[i]);
	wire_end(answer);
	if (r.zip)
		unzClose(r.zip);
	buf_release(&r.text);
	free(r.strings);
	tables_release(&r.tables);
}
