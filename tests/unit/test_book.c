/* SPDX-License-Identifier: Apache-2.0 */
#include "table_tool.h"

#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/mem.h"
#include "book/book.h"

/* XLSX workbooks: what we write comes back, what others write is read, and what is broken or hostile is refused by place. */

static char dir[] = "/tmp/book-XXXXXX";
static char *path;

static int setup(void **state)
{
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	path = file_join(dir, "b.xlsx");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unlink(path);
	rmdir(dir);
	free(path);
	return 0;
}

/* --- there and back ---------------------------------------------------------------------------------------------------- */

/* Through a workbook, which stays at `path`. */
static void through_book(const struct tables *out, struct tables *in)
{
	struct buf bytes;
	struct err err;
	const char *titles[64];

	for (size_t i = 0; i < COUNT_OF(titles); i++)
		titles[i] = catalogue_sheet_title(i);
	buf_init(&bytes, BUF_LARGE);
	if (book_write(out, titles, &bytes, &err) != ST_OK || file_write(path, bytes.data, bytes.len, 0600, &err) != ST_OK ||
		book_read(path, in, NULL, NULL, &err) != ST_OK)
		fail_msg("%s %s %s", err.code, err.where, err.text);
	buf_release(&bytes);
}

static void the_shipped_catalogue_comes_back(void **state)
{
	(void)state;
	shipped_there_and_back(through_book);
}

static void every_text_comes_back(void **state)
{
	(void)state;
	static const char *const texts[] = { "=1+1", "+86 0931", "-x", "@a", "'quoted", "\\\"said\\\"", "{brace", "true", "007", " blanks ",
		"_x0041_", "_x005F_x0041_", "&amp;<b>]]>", "\\u3000", "𠮷" };

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		char *notes = mem_format("\"notes\":[\"%s\",\"说明\"]", texts[i]), *json = edited("\"notes\":[\"说明\"]", notes);
		struct catalogue *c = load_text(json);
		there_and_back(c, through_book);
		catalogue_free(c);
		free(json);
		free(notes);
	}
}

static void a_number_is_a_number_and_a_code_is_none(void **state)
{
	struct tables out, in;
	struct err err;
	struct buf bytes;
	const char *titles[] = { "数" };

	(void)state;
	tables_init(&out);
	struct table *t = tables_add(&out, "n", "n");
	struct table_cell *cells = table_add(&out, t, 1, 2);
	cells[0].text = "件数";
	cells[1].text = "编号";
	cells = table_add(&out, t, 2, 2);
	cells[0] = (struct table_cell){ "1234567", CELL_NUMBER };
	cells[1] = (struct table_cell){ "007", CELL_TEXT };
	buf_init(&bytes, BUF_LARGE);
	assert_int_equal(book_write(&out, titles, &bytes, &err), ST_OK);
	assert_int_equal(file_write(path, bytes.data, bytes.len, 0600, &err), ST_OK);
	assert_int_equal(book_read(path, &in, NULL, NULL, &err), ST_OK);
	assert_int_equal(in.list[0]->rows[1].cells[0].kind, CELL_NUMBER);
	assert_string_equal(in.list[0]->rows[1].cells[0].text, "1234567");
	assert_int_equal(in.list[0]->rows[1].cells[1].kind, CELL_TEXT);
	assert_string_equal(in.list[0]->rows[1].cells[1].text, "007");
	buf_release(&bytes);
	tables_release(&in);
	tables_release(&out);
}

/* A part of the workbook at `path`, "" when it has none; owned. */
static char *part(const char *name)
{
	enum { MOST = 256 * 1024 };
	unzFile zip = unzOpen64(path);
	char *text = mem_array(MOST + 1, 1);
	int n = 0;

	assert_non_null(zip);
	if (unzLocateFile(zip, name, 1) == UNZ_OK && unzOpenCurrentFile(zip) == UNZ_OK)
		n = unzReadCurrentFile(zip, text, MOST);
	assert_true(n >= 0 && n < MOST);
	text[n] = '\0';
	unzClose(zip);
	return text;
}

static void assert_has(const char *text, const char *what)
{
	if (!strstr(text, what))
		fail_msg("%s is not in %s", what, text);
}

/* Two of one table and none of the other: what they show, by which names, without the rows that they leave out. */
static void a_chart_stands_beside_its_table(void **state)
{
	static const char *const wanted[] = { "<c:barChart>", ">件<", "'逐日'!$A$2:$A$3", "'逐日'!$B$1", "'逐日'!$B$2:$B$3", "'逐日'!$C$2:$C$3",
		"<c:v>11-02</c:v>", "<c:v>7</c:v>" };
	static const char *const rows[][4] = { { "日", "收", "办", "等" }, { "11-02", "7", "5", "1.5" }, { "11-03", "8", "0", "" },
		{ "11-04", "0", "0", "" } };
	const char *titles[] = { "总", "逐日" };
	struct tables out, in;
	struct buf bytes;
	struct err err;

	(void)state;
	tables_init(&out);
	table_add(&out, tables_add(&out, "all", "all"), 1, 1)[0].text = "总";
	struct table *t = tables_add(&out, "days", "days");
	for (size_t r = 0; r < COUNT_OF(rows); r++) {
		struct table_cell *cells = table_add(&out, t, r + 1, 4);
		for (size_t c = 0; c < 4; c++)
			cells[c] = (struct table_cell){ rows[r][c], r && c ? CELL_NUMBER : CELL_TEXT };
	}
	table_add_chart(&out, t, &(struct table_chart){ .title = "件", .columns = { 1, 2 }, .column_count = 2, .from = 1, .to = 2 });
	table_add_chart(&out, t, &(struct table_chart){ .title = "等", .line = true, .columns = { 3 }, .column_count = 1, .from = 1, .to = 3 });
	buf_init(&bytes, BUF_LARGE);
	if (book_write(&out, titles, &bytes, &err) != ST_OK || file_write(path, bytes.data, bytes.len, 0600, &err) != ST_OK ||
		book_read(path, &in, NULL, NULL, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_string_equal(in.list[1]->rows[1].cells[3].text, "1.5");
	char *bars = part("xl/charts/chart1.xml"), *line = part("xl/charts/chart2.xml"), *none = part("xl/charts/chart3.xml");
	for (size_t i = 0; i < COUNT_OF(wanted); i++)
		assert_has(bars, wanted[i]);
	assert_null(strstr(bars, "11-04"));
	assert_has(line, "<c:lineChart>");
	assert_has(line, "'逐日'!$D$2:$D$4");
	assert_string_equal(none, "");
	char *first = part("xl/worksheets/_rels/sheet1.xml.rels"), *second = part("xl/worksheets/_rels/sheet2.xml.rels");
	assert_string_equal(first, "");
	assert_has(second, "drawing1.xml");
	char *const parts[] = { bars, line, none, first, second };
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		free(parts[i]);
	buf_release(&bytes);
	tables_release(&in);
	tables_release(&out);
}

static void a_text_too_long_for_a_cell_is_told(void **state)
{
	(void)state;
	const char *titles[] = { "表" };
	struct tables t;
	struct buf out;
	struct err err;

	tables_init(&t);
	char *text = mem_array(40000, 1);
	memset(text, 'a', 39999);
	table_add(&t, tables_add(&t, "t", "t"), 1, 1)[0].text = text;
	buf_init(&out, BUF_LARGE);
	assert_int_equal(book_write(&t, titles, &out, &err), ST_LIMIT);
	assert_string_equal(err.code, "E-2078");
	assert_non_null(strstr(err.text, "第1行A列"));
	buf_release(&out);
	tables_release(&t);
	free(text);
}

/* --- what others write ------------------------------------------------------------------------------------------------- */

#define NS " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/" \
	"officeDocument/2006/relationships\""
#define SHEET(rows) "<worksheet" NS "><sheetData>" rows "</sheetData></worksheet>"
#define WORKBOOK "<workbook" NS "><sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>"
#define RELATIONS "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/one.xml\"/></Relationships>"
#define STRINGS "<sst" NS "><si><t>文字</t></si><si><r><t>富</t></r><r><t xml:space=\"preserve\"> 文</t></r><rPh><t>pin</t></rPh></si></sst>"

/* A part written `times` times over: a bomb is many times a little. */
static void add_part(zipFile z, const char *name, const char *text, size_t times)
{
	zip_fileinfo info = { 0 };

	assert_int_equal(zipOpenNewFileInZip64(z, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 1, 1), ZIP_OK);
	for (size_t i = 0; i < times; i++)
		assert_int_equal(zipWriteInFileInZip(z, text, (unsigned)strlen(text)), ZIP_OK);
	assert_int_equal(zipCloseFileInZip(z), ZIP_OK);
}

static void make_book(const char *workbook, const char *relations, const char *strings, const char *sheet, size_t times)
{
	zipFile z = zipOpen64(path, APPEND_STATUS_CREATE);

	assert_non_null(z);
	if (workbook)
		add_part(z, "xl/workbook.xml", workbook, 1);
	if (relations)
		add_part(z, "xl/_rels/workbook.xml.rels", relations, 1);
	if (strings)
		add_part(z, "xl/sharedStrings.xml", strings, 1);
	if (sheet)
		add_part(z, "xl/worksheets/one.xml", sheet, times);
	assert_int_equal(zipClose(z, NULL), ZIP_OK);
}

/* "3:text|number5|…;" for each row. */
static void says(const struct tables *t, struct buf *out)
{
	static const char kinds[] = "tnbfe";

	for (size_t r = 0; r < t->list[0]->count; r++) {
		const struct table_row *row = &t->list[0]->rows[r];
		buf_format(out, "%zu:", row->line);
		for (size_t c = 0; c < row->count; c++)
			buf_format(out, "%s%c%s", c ? "|" : "", kinds[row->cells[c].kind], row->cells[c].text);
		buf_text(out, ";");
	}
}

static void others_are_read(void **state)
{
	(void)state;
	static const struct { const char *rows, *wanted; } books[] = {
		{ "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>", "2:t|t文字|t富 文;" },
		{ "<row><c t=\"inlineStr\"><is><t>里</t></is></c><c><v>5</v></c></row><row><c><v>2.5</v></c></row>", "1:t里|n5;2:n2.5;" },
		{ "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"e\"><v>#N/A</v></c><c r=\"C1\" t=\"str\"><f>1+1</f><v>2</v></c></row>",
			"1:bTRUE|e#N/A|f2;" },
		{ "<row r=\"1\"><c r=\"A1\"><f>SUM(B1)</f></c></row>", "1:f;" },
		{ "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>_x0041__x005F_x0042_</t></is></c></row><row r=\"9\"><c r=\"A9\" s=\"1\"/></row>",
			"1:tA_x0042_;" },
		{ "<row r=\"1\"><c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c></row>", "1:n1|t|n3;" },      /* in no order */
	};

	for (size_t i = 0; i < COUNT_OF(books); i++) {
		char *sheet = mem_format(SHEET("%s"), books[i].rows);
		struct tables t;
		struct buf got;
		struct err err;
		make_book(WORKBOOK, RELATIONS, STRINGS, sheet, 1);
		if (book_read(path, &t, NULL, NULL, &err) != ST_OK)
			fail_msg("%zu: %s %s %s", i, err.code, err.where, err.text);
		assert_string_equal(t.list[0]->name, "甲");
		buf_init(&got, BUF_SMALL);
		says(&t, &got);
		assert_string_equal(got.data, books[i].wanted);
		buf_release(&got);
		tables_release(&t);
		free(sheet);
	}
}

/* --- what is broken ---------------------------------------------------------------------------------------------------- */

static const struct { const char *workbook, *relations, *strings, *sheet; size_t times; const char *code, *where, *says; } broken[] = {
	{ NULL, RELATIONS, STRINGS, SHEET(""), 1, "E-2078", "b.xlsx", "没有 xl/workbook.xml" },
	{ WORKBOOK, NULL, STRINGS, SHEET(""), 1, "E-2078", "b.xlsx", "没有 xl/workbook.xml" },
	{ WORKBOOK, RELATIONS, STRINGS, NULL, 0, "E-2078", "b.xlsx[甲]", "缺少这张表" },
	{ WORKBOOK, RELATIONS, NULL, SHEET("<row r=\"3\"><c r=\"D3\" t=\"s\"><v>0</v></c></row>"), 1, "E-2078", "b.xlsx[甲]:3:D", "没有这条文字" },
	{ WORKBOOK, RELATIONS, STRINGS, SHEET("<row r=\"3\"><c r=\"D3\" t=\"s\"><v>99</v></c></row>"), 1, "E-2078", "b.xlsx[甲]:3:D", "第3行D列" },
	{ WORKBOOK, RELATIONS, STRINGS, "<worksheet><row>", 1, "E-2078", "[xl/worksheets/one.xml]:1:17", "已损坏" },
	{ WORKBOOK, RELATIONS, STRINGS, "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>", 1, "E-2078", "b.xlsx", "文档类型" },
	{ WORKBOOK, RELATIONS, STRINGS, SHEET("<row r=\"3\"><c r=\"ZZ3\"><v>1</v></c></row>"), 1, "E-2005", "b.xlsx[甲]:3:ZZ", "列太多" },
	{ WORKBOOK, RELATIONS, STRINGS, "                                                                                                ", 3000000,
		"E-2005", "b.xlsx", "256 MiB" },
};

static void what_is_broken_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		struct heard heard = { .count = 0 };
		struct tables t;
		struct err err;
		make_book(broken[i].workbook, broken[i].relations, broken[i].strings, broken[i].sheet, broken[i].times);
		assert_int_not_equal(book_read(path, &t, hear, &heard, &err), ST_OK);
		if (heard.count != 1 || strcmp(err.code, broken[i].code) != 0 || !strstr(err.where, broken[i].where) ||
			!strstr(err.text, broken[i].says))
			fail_msg("%zu: heard %zu, %s %s %s", i, heard.count, err.code, err.where, err.text);
		tables_release(&t);
	}
}

/* Every cut of a workbook is refused, or at least ends. */
static void half_a_file_is_refused(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);
	struct tables t;
	struct err err;
	char *text;
	size_t n;

	there_and_back(c, through_book);
	catalogue_free(c);
	assert_int_equal(conf_slurp(path, BUF_LARGE, &text, &n, &err), ST_OK);
	for (size_t i = 1; i < 10; i++) {
		assert_int_equal(file_write(path, text, n * i / 10, 0600, &err), ST_OK);
		assert_int_equal(book_read(path, &t, NULL, NULL, &err), ST_DATA);
		assert_string_equal(err.code, "E-2078");
		tables_release(&t);
	}
	for (size_t i = 0; i < 40; i++) {                /* a byte turned over */
		char was = text[n * i / 40];
		text[n * i / 40] = (char)~was;
		assert_int_equal(file_write(path, text, n, 0600, &err), ST_OK);
		enum status st = book_read(path, &t, NULL, NULL, &err);
		assert_true(st == ST_OK || st == ST_DATA);
		tables_release(&t);
		text[n * i / 40] = was;
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_catalogue_comes_back),
		cmocka_unit_test(every_text_comes_back),
		cmocka_unit_test(a_number_is_a_number_and_a_code_is_none),
		cmocka_unit_test(a_chart_stands_beside_its_table),
		cmocka_unit_test(a_text_too_long_for_a_cell_is_told),
		cmocka_unit_test(others_are_read),
		cmocka_unit_test(what_is_broken_is_refused),
		cmocka_unit_test(half_a_file_is_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
