/* SPDX-License-Identifier: Apache-2.0 */
/* The PDFs of all documents, read back by poppler's programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/text.h"
#include "print/pdf.h"
#include "tests/print/papers.h"
#include "tests/unit/readback.h"

#define MADE_AT INT64_C(1795398060000)

/* fontconfig and pango keep what they know of fonts until the process ends; freeing it races with pango's own threads. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libpango\n";
}

static void make(const struct document *d, int sheets, struct buf *out, struct pdf_result *r)
{
	struct pdf_options o = { .made_at = MADE_AT, .mark = -1, .sheets = sheets };
	struct err err;

	err_clear(&err);
	buf_init(out, BUF_LARGE);
	if (pdf_render(d, &o, out, r, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

/* Every font is in the file and can be read back as text. */
static void check_fonts(const char *what, const char *file)
{
	char *list = readback_of("pdffonts", NULL, file, NULL), *rest = list, *line;
	int fonts = 0;

	if (!list)
		fail_msg("%s: pdffonts failed", what);
	while ((line = strsep(&rest, "\n")) != NULL) {
		char *tail = strlen(line) > 60 ? strstr(line, " yes ") : NULL;

		if (strlen(line) < 60 || strncmp(line, "name", 4) == 0 || strncmp(line, "----", 4) == 0)
			continue;
		fonts++;
		if (!tail || strncmp(tail, " yes yes yes", 12) != 0)        /* emb sub uni */
			fail_msg("%s: %s", what, line);
	}
	assert_true(fonts > 0);
	free(list);
}

/* All that is in the blocks is on the paper: nothing falls off an edge or between two pages. */
static void check_text(const char *what, const struct document *d, const char *file)
{
	char *raw = readback_of("pdftotext", "-raw", file, "-"), *text;

	if (!raw)
		fail_msg("%s: pdftotext failed", what);
	text = readback_squeezed(raw);
	for (size_t i = 0; i < d->block_count; i++) {
		const struct block *b = &d->blocks[i];
		char *want = readback_squeezed(b->kind == BLOCK_QR ? "" : b->text);

		if (!strstr(text, want) && b->kind != BLOCK_PARAGRAPH)      /* one that goes over a page has the foot in it */
			fail_msg("%s does not say %s", what, b->text);
		free(want);
	}
	assert_non_null(strstr(text, "第1页共"));
	free(raw);
	free(text);
}

typedef void each_fn(const char *what, const struct document *d, bool hostile);

static void each_paper(each_fn *fn)
{
	for (int k = 0; paper_kinds[k]; k++)
		for (int s = 0; paper_samples[s]; s++)
			for (int p = 0; p < PAPERS; p++)
				for (int large = 0; large < 2; large++) {
					struct document *d = paper_fill(paper_kinds[k], paper_samples[s], (enum paper)p, large);
					char *what = mem_format("%s %s %s%s", paper_kinds[k], paper_samples[s], paper_name((enum paper)p),
						large ? " large" : "");

					if (d)
						fn(what, d, strcmp(paper_samples[s], "hostile") == 0);
					free(what);
					document_free(d);
				}
}

static void check_file(const char *what, const struct document *d, bool hostile)
{
	char *file = readback_path("x.pdf");
	struct pdf_result r;
	struct buf out;

	make(d, 0, &out, &r);
	assert_memory_equal(out.data, "%PDF-", 5);
	assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
	check_fonts(what, file);
	if (!paper_is_slip(d->paper) && !hostile)
		check_text(what, d, file);
	/* the goal: 32 KB a page, counted over the sheets that are printed together; one sheet alone carries the same fonts */
	if (!hostile && !paper_is_slip(d->paper) && out.len > ((size_t)r.pages * d->mark_count == 1 ? 48 : (size_t)r.pages * d->mark_count * 32) * 1024)
		fail_msg("%s: %zu bytes for %d pages", what, out.len, r.pages * (int)d->mark_count);
	if (!hostile && r.unknown)
		fail_msg("%s: no glyph for %s", what, r.unknown_text);
	buf_release(&out);
	free(file);
}

static void files_are_good(void **state)
{
	(void)state;
	each_paper(check_file);
}

static void check_same(const char *what, const struct document *d, bool hostile)
{
	struct pdf_result r;
	struct buf a, b;

	if (hostile)
		return;
	make(d, 0, &a, &r);
	make(d, 0, &b, &r);
	if (a.len != b.len || memcmp(a.data, b.data, a.len) != 0)
		fail_msg("%s differs from itself", what);
	buf_release(&a);
	buf_release(&b);
}

static void same_bytes_again(void **state)
{
	(void)state;
	each_paper(check_same);
}

static void source_date_epoch(void **state)
{
	struct document *d = paper_fill("materials", "newborn", PAPER_A5, false);
	char *file = readback_path("x.pdf"), *info;
	struct pdf_result r;
	struct buf out;

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "86400", 1);
	make(d, 1, &out, &r);
	unsetenv("SOURCE_DATE_EPOCH");
	assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
	info = readback_of("pdfinfo", NULL, file, NULL);
	assert_non_null(info);
	assert_non_null(strstr(info, "1970"));
	free(info);
	free(file);
	buf_release(&out);
	document_free(d);
}

/* E-1401: what no font has is a visible 〓, counted and named on the paper itself. */
static void rare_characters(void **state)
{
	struct document *d = paper_fill("deferral-notice", "hostile", PAPER_A4, false);
	char *file = readback_path("x.pdf"), *text;
	struct pdf_result r;
	struct buf out;

	(void)state;
	make(d, 1, &out, &r);
	assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
	text = readback_of("pdftotext", "-raw", file, "-");
	assert_non_null(text);
	if (r.unknown) {                                        /* with Noto there may be none */
		assert_non_null(strstr(text, "〓"));
		assert_non_null(strstr(text, "〓 代替字库没有的字 U+"));
		assert_non_null(strstr(r.unknown_text, "U+"));
	} else {
		assert_non_null(strstr(text, "𠮷"));
	}
	assert_null(strstr(text, "\x1b"));
	assert_non_null(strstr(text, "<span"));                 /* markup is text */
	free(text);
	free(file);
	buf_release(&out);
	document_free(d);
}

/* Row 101 (P-6): a character of four bytes is on the paper as itself, or as a 〓 that is named; never as nothing. Of these two one
 * font that we ask for has the first, the other the second. */
static void row_101_characters_of_four_bytes(void **state)
{
	static const struct { const char *text, *name; } rare[] = { { "\xf0\x90\x90\x80", "U+10400" }, { "\xf0\xa0\xae\xb7", "U+20BB7" } };
	struct document_template *t = paper_template("acceptance-notice");
	json_t *data = paper_data("newborn");
	struct document_options o = { PAPER_A4, false, true };
	char *file = readback_path("rare.pdf"), *text;
	struct document *d = NULL;
	struct pdf_result r;
	struct buf out;
	struct err err;
	int printed = 0;

	(void)state;
	json_object_set_new(json_object_get(data, "applicant"), "name", json_string("李\xf0\x90\x90\x80\xf0\xa0\xae\xb7"));
	assert_int_equal(document_fill(t, data, &o, &d, &err), ST_OK);
	make(d, 1, &out, &r);
	assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
	check_fonts("rare", file);
	text = readback_of("pdftotext", "-raw", file, "-");
	assert_non_null(text);
	for (size_t i = 0; i < COUNT_OF(rare); i++) {
		bool itself = strstr(text, rare[i].text) != NULL, named = strstr(r.unknown_text, rare[i].name) != NULL;

		if (itself == named || (named && (!strstr(text, rare[i].name) || !strstr(text, "〓"))))
			fail_msg("%s: printed %d, named %d (%s)", rare[i].name, itself, named, r.unknown_text);
		printed += itself;
	}
	assert_true(printed >= 1);
	free(text);
	free(file);
	buf_release(&out);
	document_free(d);
	json_decref(data);
	document_template_free(t);
}

/* A one-time notice of n materials, each with a word at its begin and one at its end. */
static struct document *notice_of(int n, enum paper paper, bool large)
{
	struct document_template *t = paper_template("notice");
	json_t *data = paper_data("restaurant"), *list = json_array(), *first = json_array_get(json_object_get(data, "materials"), 1);
	struct document_options o = { paper, large, true };
	struct document *d = NULL;
	struct err err;

	for (int i = 0; i < n; i++) {
		json_t *m = json_deep_copy(first);
		char name[40], item[40];

		snprintf(name, sizeof name, "甲%d乙材料的名称", i);
		snprintf(item, sizeof item, "丙%d丁", i);
		json_object_set_new(m, "name", json_string(name));
		json_object_set_new(m, "items", json_pack("[s]", item));
		json_array_append_new(list, m);
	}
	json_object_set_new(data, "materials", list);
	err_clear(&err);
	if (document_fill(t, data, &o, &d, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.where);
	json_decref(data);
	document_template_free(t);
	return d;
}

/* One page: says what it is a page of, has the signatures whole or not at all and never alone, tears no record apart. */
static void check_page(const char *text, const char *number, int page, int n, bool large)
{
	bool seal = strstr(text, "受理专用章") != NULL;

	if (page > 0)
		assert_non_null(strstr(text, "（续）"));
	assert_non_null(strstr(text, number));
	assert_int_equal(strstr(text, "签收时间") != NULL, seal);
	assert_int_equal(strstr(text, "经办人") != NULL, seal);
	if (seal)
		assert_non_null(strstr(text, "事项"));               /* the end of the table that stands before them */
	for (int i = 0; i < n && large; i++) {
		char begin[40], end[40];

		snprintf(begin, sizeof begin, "甲%d乙", i);
		snprintf(end, sizeof end, "丙%d丁", i);
		assert_int_equal(strstr(text, begin) != NULL, strstr(text, end) != NULL);
	}
}

static void pages_come_apart_well(void **state)
{
	static const struct { enum paper paper; bool large; } papers[] = { { PAPER_A4, false }, { PAPER_A4, true }, { PAPER_A5, false } };
	char *file = readback_path("x.pdf");

	(void)state;
	for (size_t p = 0; p < COUNT_OF(papers); p++)
		for (int n = 1; n < 16; n++) {
			struct document *d = notice_of(n, papers[p].paper, papers[p].large);
			char *text, *rest, *one;
			struct pdf_result r;
			struct buf out;
			int page = 0;

			make(d, 1, &out, &r);
			assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
			rest = text = readback_of("pdftotext", "-raw", file, "-");
			assert_non_null(text);
			while ((one = strsep(&rest, "\f")) != NULL && *one) {
				char *squeezed_one = readback_squeezed(one);

				check_page(squeezed_one, "00005号", page++, n, papers[p].large);
				free(squeezed_one);
			}
			assert_int_equal(page, r.pages);
			free(text);
			buf_release(&out);
			document_free(d);
		}
	free(file);
}

static size_t count_of(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
		n++;
	return n;
}

/* D-1 … D-12: a name of sixty characters is on the paper with each of them, on every paper. */
static void check_long(const char *what, const struct document *d, bool hostile)
{
	char *file = readback_path("x.pdf"), *text;
	struct pdf_result r;
	size_t wanted = 0, there;
	struct buf out;

	if (hostile) {
		make(d, 1, &out, &r);
		assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
		buf_release(&out);
		text = readback_of("pdftotext", "-raw", file, "-");
		assert_non_null(text);
		for (size_t b = 0; b < d->block_count; b++) {
			wanted += count_of(d->blocks[b].text, "甲");
			for (size_t c = 0; c < d->blocks[b].cell_count; c++)
				wanted += count_of(d->blocks[b].cells[c], "甲");
		}
		there = count_of(text, "甲");
		if (wanted < 60 || there < wanted)
			fail_msg("%s: %zu of %zu characters of the long names", what, there, wanted);
		free(text);
	}
	free(file);
}

static void row_36_long_names_are_never_cut(void **state)
{
	(void)state;
	each_paper(check_long);
}

/* Where one page does not hold both, the last row before the signatures stays with those before it, and not on a page for itself. */
static void no_row_alone_on_a_page(void **state)
{
	static const struct { const char *kind, *last, *before; } papers[] = { { "delivery", "备注", "代收理由" }, { "extension", "理由", "批准人" } };

	(void)state;
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		struct document *d = paper_fill(papers[i].kind, "restaurant", PAPER_A5, true);
		char *file = readback_path("x.pdf"), *text, *rest, *one;
		struct pdf_result r;
		struct buf out;
		bool seen = false;

		make(d, 1, &out, &r);
		assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
		rest = text = readback_of("pdftotext", "-raw", file, "-");
		assert_non_null(text);
		while ((one = strsep(&rest, "\f")) != NULL)
			seen |= strstr(one, papers[i].last) && strstr(one, papers[i].before);
		if (!seen)
			fail_msg("%s: %s is not on the page of %s:\n%d pages", papers[i].kind, papers[i].last, papers[i].before, r.pages);
		free(text);
		free(file);
		buf_release(&out);
		document_free(d);
	}
}

/* What the signatures take with them to the next page takes its heading with it. */
static void a_heading_stays_with_its_words(void **state)
{
	struct document *d = paper_fill("denial", "restaurant", PAPER_A5, false);
	char *file = readback_path("x.pdf"), *text, *rest, *one;
	struct pdf_result r;
	struct buf out;

	(void)state;
	make(d, 1, &out, &r);
	assert_int_equal(r.pages, 2);
	assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
	rest = text = readback_of("pdftotext", "-raw", file, "-");
	assert_non_null(text);
	while ((one = strsep(&rest, "\f")) != NULL)
		assert_int_equal(strstr(one, "救济途径") != NULL, strstr(one, "行政复议") != NULL);
	free(text);
	free(file);
	buf_release(&out);
	document_free(d);
}

/* A font's digits are wider than half an em: a telephone number stays on its line all the same. */
static void no_number_is_broken(void **state)
{
	static const enum paper papers[] = { PAPER_A4, PAPER_A5 };
	char *file = readback_path("x.pdf");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(papers); i++) {
		struct document *d = paper_fill("errand-accept", "newborn", papers[i], false);
		struct pdf_result r;
		struct buf out;
		make(d, 1, &out, &r);
		assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
		char *text = readback_of("pdftotext", "-raw", file, "-");
		assert_non_null(text);
		assert_non_null(strstr(text, "138****8001"));
		free(text);
		buf_release(&out);
		document_free(d);
	}
	free(file);
}

static void only_the_sheets_asked_for(void **state)
{
	struct document *d = paper_fill("materials", "newborn", PAPER_A4, false);
	char *file = readback_path("x.pdf"), *text;
	struct pdf_result r;
	struct buf out;

	(void)state;
	assert_int_equal(d->mark_count, 3);
	make(d, 2, &out, &r);
	assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
	text = readback_of("pdftotext", "-raw", file, "-");
	assert_non_null(strstr(text, "第2联"));
	assert_null(strstr(text, "第3联"));
	free(text);
	free(file);
	buf_release(&out);
	document_free(d);
}

/* Rows of a page that something dark and wide goes over without a break: seen from so far above and below. */
#define AWAY 6
#define WIDE 12
static bool dark(const unsigned char *pixels, int width, int x, int from, int to)
{
	for (int y = from; y <= to; y++)
		for (int i = 0; i < WIDE; i++)
			if (pixels[y * width + x + i] > 70)
				return false;
	return true;
}

/* A bar is whole: the lines of the scale lie beneath it. */
static void bars_lie_over_the_scale(void **state)
{
	struct document *d = paper_fill("statement", "newborn", PAPER_A4, false);
	char *file = readback_path("x.pdf"), *image;
	int width, height, most, at, bars = 0;
	struct pdf_result r;
	struct buf out;

	(void)state;
	make(d, 1, &out, &r);
	assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
	image = readback((const char *const[]){ "pdftoppm", "-gray", "-r", "100", "-l", "1", file, NULL });
	assert_non_null(image);
	assert_int_equal(sscanf(image, "P5 %d %d %d%*c%n", &width, &height, &most, &at), 3);
	const unsigned char *pixels = (const unsigned char *)image + at;
	for (int y = AWAY + 3; y < height - AWAY - 3; y++)
		for (int x = 0; x < width - WIDE; x += WIDE / 2) {
			if (!dark(pixels, width, x, y - AWAY - 2, y - AWAY) || !dark(pixels, width, x, y + AWAY, y + AWAY + 2))
				continue;
			bars++;
			if (!dark(pixels, width, x, y - AWAY, y + AWAY))
				fail_msg("a line through a bar at %d, %d of the page", x, y);
		}
	assert_true(bars > 0);
	free(image);
	free(file);
	buf_release(&out);
	document_free(d);
}

/* The seconds that a great hall waits in a month are one number on one line. */
static void long_numbers_are_not_broken(void **state)
{
	static const char seconds[] = "1070104383";
	const struct document_options o = { .paper = PAPER_A4 };
	struct document_template *t = paper_template("statement");
	json_t *data = paper_data_for("statement", "newborn");
	char *file = readback_path("x.pdf"), *text;
	struct document *d;
	struct pdf_result r;
	struct buf out;
	struct err err;

	(void)state;
	json_object_set_new(json_array_get(json_object_get(data, "indicators"), 8), "numerator", json_string(seconds));
	assert_int_equal(document_fill(t, data, &o, &d, &err), ST_OK);
	make(d, 1, &out, &r);
	assert_int_equal(file_write(file, out.data, out.len, 0600, NULL), ST_OK);
	text = readback_of("pdftotext", "-raw", file, "-");
	assert_non_null(text);
	assert_non_null(strstr(text, seconds));
	free(text);
	free(file);
	buf_release(&out);
	document_free(d);
	json_decref(data);
	document_template_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_good), cmocka_unit_test(same_bytes_again), cmocka_unit_test(source_date_epoch),
		cmocka_unit_test(rare_characters), cmocka_unit_test(row_101_characters_of_four_bytes), cmocka_unit_test(row_36_long_names_are_never_cut), cmocka_unit_test(a_heading_stays_with_its_words),
		cmocka_unit_test(pages_come_apart_well), cmocka_unit_test(no_row_alone_on_a_page), cmocka_unit_test(only_the_sheets_asked_for),
		cmocka_unit_test(bars_lie_over_the_scale), cmocka_unit_test(no_number_is_broken), cmocka_unit_test(long_numbers_are_not_broken),
	};

	int ready = readback_open();

	if (ready != 0)
		return ready;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	readback_close("x.pdf");
	return failed;
}
