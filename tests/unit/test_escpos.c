/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <iconv.h>
#include <cmocka.h>

#include "base/text.h"
#include "print/escpos.h"
#include "tests/print/papers.h"

/* A printer of our own: reads the bytes as the manual says, knows nothing of how they were made. It collects the text
 * that would be on the paper, and the kinds of the commands in their order. Anything else is a failure. */
struct printer {
	struct buf text, commands, qr;
	size_t dots;
	const unsigned char *raster;            /* the last one: rows of row_bytes, and how many */
	size_t row_bytes, rows;
	int column, columns, scale, cuts;
	iconv_t from_gb;
};

static void printer_open(struct printer *p, int columns)
{
	*p = (struct printer){ .columns = columns, .scale = 1 };
	buf_init(&p->text, BUF_LARGE);
	buf_init(&p->commands, BUF_SMALL);
	buf_init(&p->qr, BUF_SMALL);
	p->from_gb = iconv_open("UTF-8", "GB18030");
	assert_true(p->from_gb != (iconv_t)-1);
}

static void printer_close(struct printer *p)
{
	buf_release(&p->text);
	buf_release(&p->commands);
	buf_release(&p->qr);
	iconv_close(p->from_gb);
}

static size_t printer_command(struct printer *p, const unsigned char *b, size_t n)
{
	static const struct { const char *head; size_t head_n, args; const char *name; } known[] = {
		{ "\x1b@", 2, 0, "@" }, { "\x1c&", 2, 0, "&" }, { "\x1b" "E", 2, 1, "E" }, { "\x1d!", 2, 1, "!" },
		{ "\x1b" "a", 2, 1, "a" }, { "\x1d" "VB", 3, 1, "V" },
	};

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		size_t all = known[i].head_n + known[i].args;

		if (n < all || memcmp(b, known[i].head, known[i].head_n) != 0)
			continue;
		buf_text(&p->commands, known[i].name);
		if (known[i].args && known[i].name[0] == '!')
			p->scale = b[2] ? 2 : 1;
		p->cuts += known[i].name[0] == 'V';
		return all;
	}
	if (n > 5 && memcmp(b, "\x1d(k", 3) == 0) {
		size_t rest = b[3] + 256u * b[4];

		assert_true(n >= 5 + rest && rest >= 3 && b[5] == '1');
		if (b[6] == 'P')
			buf_add(&p->qr, b + 8, rest - 3);
		buf_char(&p->commands, 'q');
		return 5 + rest;
	}
	if (n > 8 && memcmp(b, "\x1dv0", 3) == 0) {
		size_t dots = (b[4] + 256u * b[5]) * (b[6] + 256u * b[7]);

		assert_true(n >= 8 + dots);
		p->dots += dots;
		p->raster = b + 8;
		p->row_bytes = b[4] + 256u * b[5];
		p->rows = b[6] + 256u * b[7];
		buf_char(&p->commands, 'v');
		return 8 + dots;
	}
	fail_msg("unknown command %02x %02x", b[0], n > 1 ? b[1] : 0);
	return 1;
}

static size_t printer_character(struct printer *p, const unsigned char *b, size_t n)
{
	size_t bytes = b[0] < 0x80 ? 1 : n > 1 && b[1] >= 0x30 && b[1] <= 0x39 ? 4 : 2;
	char out[8], *to = out, in[4], *from = in;
	size_t room = sizeof out, left = bytes;

	assert_true(n >= bytes && b[0] != 0x80 && b[0] != 0xff);
	memcpy(in, b, bytes);
	assert_true(iconv(p->from_gb, &from, &left, &to, &room) != (size_t)-1 && left == 0);
	buf_add(&p->text, out, sizeof out - room);
	p->column += (bytes == 1 ? 1 : 2) * p->scale;
	if (p->column > p->columns)
		fail_msg("over the edge: %s", p->text.data + (p->text.len > 60 ? p->text.len - 60 : 0));
	return bytes;
}

static void printer_feed(struct printer *p, const struct buf *bytes)
{
	const unsigned char *b = (const unsigned char *)bytes->data;

	for (size_t at = 0; at < bytes->len; ) {
		if (b[at] == '\n') {
			buf_char(&p->text, '\n');
			p->column = 0;
			at++;
		} else if (b[at] == '\t') {
			do
				buf_char(&p->text, ' ');
			while (++p->column % 8);
			assert_true(p->scale == 1 && p->column < p->columns);
			at++;
		} else if (b[at] < 0x20 || b[at] == 0x7f) {
			at += printer_command(p, b + at, bytes->len - at);
		} else {
			at += printer_character(p, b + at, bytes->len - at);
		}
	}
}

static void render(const char *kind, const char *sample, enum paper paper, bool large, const struct escpos_options *o,
	struct buf *out, struct escpos_result *r)
{
	struct document *d = paper_fill(kind, sample, paper, large);
	struct err err;

	assert_non_null(d);
	err_clear(&err);
	buf_init(out, BUF_LARGE);
	if (escpos_render(d, o, out, r, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	document_free(d);
}

static void says_what_it_should(void **state)
{
	struct escpos_options o = { .sheets = 1 };
	struct escpos_result r;
	struct printer p;
	struct buf out;

	(void)state;
	render("receipt", "newborn", PAPER_80MM, false, &o, &out, &r);
	printer_open(&p, 48);
	printer_feed(&p, &out);
	assert_non_null(strstr(p.text.data, "安澜区政务服务中心"));
	assert_non_null(strstr(p.text.data, "371402 001 20261123 00017 2"));
	assert_non_null(strstr(p.text.data, "李秀芳 "));
	assert_non_null(strstr(p.text.data, "1023"));
	assert_null(strstr(p.text.data, "371402199203151023"));
	assert_non_null(strstr(p.text.data, "生育医疗费用收费票据"));
	assert_non_null(strstr(p.text.data, "第1联"));
	assert_string_equal(p.qr.data, "ZW1-A-37140200120261123000172-K7QDM2");
	assert_int_equal(p.cuts, 1);
	assert_int_equal(r.unknown, 0);
	assert_true(out.len <= 1100);                          /* six items, nine materials, two more that came without paper */
	buf_release(&out);
	printer_close(&p);
}

/* The number and kind of commands do not depend on what is in the data (R24). */
static void commands_are_the_layouts(void **state)
{
	static const char *const kinds[] = { "receipt", "materials" };
	static const enum paper papers[] = { PAPER_80MM, PAPER_58MM };

	(void)state;
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		for (size_t i = 0; i < COUNT_OF(papers); i++)
			for (int large = 0; large < 2; large++)
				for (int rare = 0; rare < 2; rare++) {
					struct escpos_options o = { .rare = rare };
					struct escpos_result r;
					struct printer calm, hostile;
					struct buf a, b;

					render(kinds[k], "restaurant", papers[i], large, &o, &a, &r);
					render(kinds[k], "hostile", papers[i], large, &o, &b, &r);
					printer_open(&calm, paper_columns(papers[i]));
					printer_open(&hostile, paper_columns(papers[i]));
					printer_feed(&calm, &a);
					printer_feed(&hostile, &b);
					assert_string_equal(calm.commands.data, hostile.commands.data);
					assert_string_equal(calm.qr.data, hostile.qr.data);
					printer_close(&calm);
					printer_close(&hostile);
					buf_release(&a);
					buf_release(&b);
				}
}

/* Random text in every field, byte after byte what an attacker could type or send. */
static json_t *scrambled(json_t *v, unsigned *seed)
{
	const char *key;
	json_t *one;
	size_t i;

	if (json_is_object(v)) {
		json_t *out = json_object();

		json_object_foreach(v, key, one)
			json_object_set_new(out, key, strcmp(key, "state") == 0 || strcmp(key, "qr") == 0 || strcmp(key, "notice") == 0 ?
				json_deep_copy(one) : scrambled(one, seed));
		return out;
	}
	if (json_is_array(v)) {
		json_t *out = json_array();

		json_array_foreach(v, i, one)
			json_array_append_new(out, scrambled(one, seed));
		return out;
	}
	if (json_is_string(v) && json_string_length(v)) {
		char text[256];
		size_t n = 0, count = 1 + (unsigned)rand_r(seed) % 40;

		for (size_t k = 0; k < count; k++) {
			static const uint32_t some[] = { 0x1b, 0x1d, 0x1c, 0x40, 0x07, 0x0a, 0x7f, 0x9b, 0x202e, 0x200b, 0xe0041, 0x4dae,
				0x20bb7, 0x301, 0xfffd, 0xfe0f, 0xe000, 0x10fffd };
			uint32_t c = (unsigned)rand_r(seed) % 2 ? some[(unsigned)rand_r(seed) % COUNT_OF(some)] :
				(uint32_t)rand_r(seed) % 0x30000;
			char one_c[4];
			size_t step = text_encode(c, one_c);

			if (c && step) {
				memcpy(text + n, one_c, step);
				n += step;
			}
		}
		return json_stringn_nocheck(text, n);
	}
	return json_deep_copy(v);
}

static void no_data_becomes_a_command(void **state)
{
	struct document_template *t = paper_template("receipt");
	json_t *data = paper_data("newborn");
	struct document_options o = { PAPER_80MM, false, true };
	struct escpos_options eo = { .rare = true };
	struct buf want;
	unsigned seed = 20261123;

	(void)state;
	buf_init(&want, BUF_SMALL);
	for (int i = 0; i < 300; i++) {
		json_t *hostile = i ? scrambled(data, &seed) : json_deep_copy(data);
		struct document *d = NULL;
		struct escpos_result r;
		struct printer p;
		struct buf out;

		buf_init(&out, BUF_LARGE);
		assert_int_equal(document_fill(t, hostile, &o, &d, NULL), ST_OK);
		assert_int_equal(escpos_render(d, &eo, &out, &r, NULL), ST_OK);
		printer_open(&p, 48);
		printer_feed(&p, &out);
		if (i == 0)
			buf_text(&want, p.commands.data);
		assert_string_equal(p.commands.data, want.data);
		printer_close(&p);
		buf_release(&out);
		document_free(d);
		json_decref(hostile);
	}
	buf_release(&want);
	json_decref(data);
	document_template_free(t);
}

/* E-1401: a character that the printer's font lacks is seen, counted and named. */
static void rare_characters(void **state)
{
	for (int rare = 0; rare < 2; rare++) {
		struct escpos_options o = { .rare = rare, .sheets = 1 };
		struct escpos_result r;
		struct printer p;
		struct buf out;

		(void)state;
		render("materials", "hostile", PAPER_80MM, false, &o, &out, &r);
		printer_open(&p, 48);
		printer_feed(&p, &out);
		for (char *c = p.text.data, *to = c; ; c++) {          /* the name goes over two lines */
			if (*c != '\n')
				*to++ = *c;
			if (!*c)
				break;
		}
		if (rare) {
			assert_non_null(strstr(p.text.data, "𠮷野䶮㛃"));
			assert_null(strstr(r.unknown_text, "U+20BB7"));
		} else {
			assert_non_null(strstr(p.text.data, "〓野䶮〓"));
			assert_non_null(strstr(r.unknown_text, "U+20BB7"));
			assert_null(strstr(r.unknown_text, "U+4DAE"));    /* two bytes, FE9F: GBK has it */
		}
		printer_close(&p);
		buf_release(&out);
	}
}

static bool dark(const struct printer *p, size_t x, size_t y)
{
	return p->raster[y * p->row_bytes + x / 8] & 0x80 >> x % 8;
}

/* The square in a corner by which a reader finds a code: seven modules wide, dark, light, dark, as the standard draws it. */
static bool finder(const struct printer *p, size_t left, size_t top, size_t module)
{
	for (size_t y = 0; y < 7; y++)
		for (size_t x = 0; x < 7; x++) {
			size_t in = x < 3 ? x : 6 - x, down = y < 3 ? y : 6 - y, ring = in < down ? in : down;

			for (size_t dot = 0; dot < module * module; dot++)
				if (dark(p, (left + x) * module + dot % module, (top + y) * module + dot / module) != (ring != 1))
					return false;
		}
	return true;
}

/* Row 100 (P-4): a printer without the command gets dots, and they are a code. */
static void raster_instead_of_the_command(void **state)
{
	struct escpos_options o = { .raster_qr = true, .sheets = 1 };
	struct escpos_result r;
	struct printer p;
	struct buf out;

	(void)state;
	render("receipt", "newborn", PAPER_58MM, false, &o, &out, &r);
	printer_open(&p, 32);
	printer_feed(&p, &out);
	assert_null(strchr(p.commands.data, 'q'));
	assert_non_null(strchr(p.commands.data, 'v'));
	assert_int_equal(p.dots, 25 * 200);                    /* 25 modules of 8 dots: 25 mm */
	assert_true(finder(&p, 0, 0, 8) && finder(&p, 18, 0, 8) && finder(&p, 0, 18, 8) && !finder(&p, 18, 18, 8));
	printer_close(&p);
	buf_release(&out);
}

/* A longer code has modules that are no whole bytes: the order of bits shows. */
static void raster_of_a_longer_code(void **state)
{
	struct document *d = paper_fill("receipt", "newborn", PAPER_80MM, false);
	struct escpos_options o = { .raster_qr = true, .sheets = 1 };
	struct escpos_result r;
	struct printer p;
	struct buf out;
	struct err err;

	(void)state;
	for (size_t i = 0; i < d->block_count; i++)
		if (d->blocks[i].kind == BLOCK_QR)
			d->blocks[i].text = "https://zwfw.decheng.example/q/ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	buf_init(&out, BUF_LARGE);
	assert_int_equal(escpos_render(d, &o, &out, &r, &err), ST_OK);
	printer_open(&p, 48);
	printer_feed(&p, &out);
	assert_int_equal(p.rows, 33 * 6);                      /* version 4 */
	assert_true(finder(&p, 0, 0, 6) && finder(&p, 26, 0, 6) && finder(&p, 0, 26, 6) && !finder(&p, 26, 26, 6));
	printer_close(&p);
	buf_release(&out);
	document_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_it_should), cmocka_unit_test(commands_are_the_layouts),
		cmocka_unit_test(no_data_becomes_a_command), cmocka_unit_test(rare_characters),
		cmocka_unit_test(raster_instead_of_the_command), cmocka_unit_test(raster_of_a_longer_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
