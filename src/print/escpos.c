/* SPDX-License-Identifier: Apache-2.0 */
#include "print/escpos.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "print/qr.h"

#define MOST_BYTES ((size_t)64 * 1024)
#define QR_DOTS 200                 /* 25 mm at 203 dpi (D-0) */

/* Every command that we send. What is not in this table never leaves. */
#define RESET "\x1b@"
#define CHINESE "\x1c&"             /* two bytes from 0x81 are one character */
#define STRONG_ON "\x1b" "E\x01"
#define STRONG_OFF "\x1b" "E\x00"
#define LARGE_ON "\x1d!\x11"        /* twice as wide and high */
#define LARGE_OFF "\x1d!\x00"
#define CENTER_ON "\x1b" "a\x01"
#define CENTER_OFF "\x1b" "a\x00"
#define CUT "\x1d" "VB\x00"         /* feed to the knife, cut */
#define TAB 8
#define PUT(s, command) buf_add((s)->out, command, sizeof command - 1)

struct slip {
	const struct escpos_options *o;
	struct escpos_result *r;
	iconv_t gb;
	struct buf *out;
	unsigned style;
};

/* A printer knows two widths: ASCII is one cell, every other character two; marks without a width are not printed. */
static int slip_width(uint32_t c)
{
	if (c >= 0x20 && c < 0x7f)
		return 1;
	return text_width_char(c) ? 2 : 0;
}

static void unknown_note(struct escpos_result *r, uint32_t c)
{
	char name[12];
	size_t used = strlen(r->unknown_text);

	snprintf(name, sizeof name, "U+%04X", (unsigned)c);
	if (strstr(r->unknown_text, name))
		return;
	r->unknown++;
	if (used + strlen(name) + 2 <= sizeof r->unknown_text)
		snprintf(r->unknown_text + used, sizeof r->unknown_text - used, "%s%s", used ? " " : "", name);
}

/* One character as GB18030: 1, 2 or 4 bytes, all of them from 0x20 on; 0 when there is none. */
static size_t encode(const struct slip *s, const char *at, size_t step, char gb[8])
{
	char in[8], *from = in, *to = gb;
	size_t left = step, room = 8;

	memcpy(in, at, step);
	if (iconv(s->gb, &from, &left, &to, &room) == (size_t)-1 || left) {
		iconv(s->gb, NULL, NULL, NULL, NULL);
		return 0;
	}
	return 8 - room;
}

/* Blanks from one column to another: by the printer's own tab stops, which every reset puts at each eighth column. */
static int put_blanks(struct slip *s, int column, int count)
{
	int to = column + count;

	while (!(s->style & STYLE_LARGE) && (column / TAB + 1) * TAB <= to && (column / TAB + 1) * TAB - column > 1) {
		buf_char(s->out, '\t');
		column = (column / TAB + 1) * TAB;
	}
	while (column++ < to)
		buf_char(s->out, ' ');
	return to;
}

static void put_text(struct slip *s, const char *text)
{
	size_t n = strlen(text);
	int column = 0;

	for (size_t at = 0; at < n; ) {
		uint32_t c;
		size_t step = text_decode(text + at, n - at, &c), bytes = 0;
		size_t blanks = strspn(text + at, " ");
		char gb[8];

		if (blanks) {
			column = put_blanks(s, column, (int)blanks);
			at += blanks;
			continue;
		}
		column += slip_width(c);
		if (slip_width(c) == 0)
			unknown_note(s->r, c);
		else if (c < 0x80)
			buf_char(s->out, (char)c);
		else if ((bytes = encode(s, text + at, step, gb)) == 2 || (bytes == 4 && s->o->rare))
			buf_add(s->out, gb, bytes);
		else {
			unknown_note(s->r, c);
			buf_add(s->out, "\xa1\xfe", 2);                /* 〓 */
		}
		at += step;
	}
}

static void put_style(struct slip *s, unsigned style)
{
	style &= STYLE_STRONG | STYLE_LARGE;
	if ((style ^ s->style) & STYLE_STRONG) {
		if (style & STYLE_STRONG)
			PUT(s, STRONG_ON);
		else
			PUT(s, STRONG_OFF);
	}
	if ((style ^ s->style) & STYLE_LARGE) {
		if (style & STYLE_LARGE)
			PUT(s, LARGE_ON);
		else
			PUT(s, LARGE_OFF);
	}
	s->style = style;
}

/* GS ( k: the printer makes the code itself: model 2, module size, level M, the text, print. */
static void put_qr_command(struct slip *s, const char *text, int module)
{
	size_t n = strlen(text) + 3;
	const unsigned char size[] = { 0x1d, '(', 'k', 3, 0, 49, 67, (unsigned char)module };
	const unsigned char store[] = { 0x1d, '(', 'k', (unsigned char)(n & 0xff), (unsigned char)(n >> 8), 49, 80, 48 };

	buf_add(s->out, "\x1d(k\x04\x00" "1A2\x00", 9);
	buf_add(s->out, size, sizeof size);
	buf_add(s->out, "\x1d(k\x03\x00" "1E1", 8);
	buf_add(s->out, store, sizeof store);
	buf_text(s->out, text);
	buf_add(s->out, "\x1d(k\x03\x00" "1Q0", 8);
}

/* GS v 0: the code as dots, for printers without the command. */
static void put_qr_dots(struct slip *s, const struct qr *q, int module)
{
	size_t row = ((size_t)(q->size * module) + 7) / 8, high = (size_t)(q->size * module);
	const unsigned char head[] = { 0x1d, 'v', '0', 0, (unsigned char)row, 0, (unsigned char)(high & 0xff),
		(unsigned char)(high >> 8) };

	buf_add(s->out, head, sizeof head);
	for (int y = 0; y < q->size * module; y++)
		for (size_t byte = 0; byte < row; byte++) {
			unsigned char dots = 0;

			for (int bit = 0; bit < 8; bit++) {
				int x = (int)byte * 8 + bit;

				if (x < q->size * module && q->dark[y / module * q->size + x / module])
					dots |= (unsigned char)(0x80 >> bit);
			}
			buf_char(s->out, (char)dots);
		}
	buf_char(s->out, '\n');
}

static void put_qr(struct slip *s, const char *text)
{
	struct qr q;
	int module;

	if (!qr_make(text, &q))
		return;
	module = QR_DOTS / q.size < 2 ? 2 : QR_DOTS / q.size > 16 ? 16 : QR_DOTS / q.size;
	PUT(s, CENTER_ON);
	if (s->o->raster_qr)
		put_qr_dots(s, &q, module);
	else
		put_qr_command(s, text, module);
	PUT(s, CENTER_OFF);
	qr_release(&q);
}

static void put_line(void *ctx, const struct document_line *line)
{
	struct slip *s = ctx;

	put_style(s, line->kind == LINE_TEXT ? line->style : 0);
	if (line->kind == LINE_QR) {
		put_qr(s, line->text);
		return;
	}
	put_text(s, line->text);
	buf_char(s->out, '\n');
}

/* Which characters the boxes stand for, on as many lines as they need. */
static void put_unknown(struct slip *s, int columns)
{
	char text[sizeof s->r->unknown_text], *rest = text, *name;
	int column = 9;

	memcpy(text, s->r->unknown_text, sizeof text);
	put_text(s, "〓代替字:");
	while ((name = strsep(&rest, " ")) != NULL) {
		if (column + (int)strlen(name) + 1 > columns) {
			buf_char(s->out, '\n');
			column = 0;
		}
		buf_char(s->out, ' ');
		put_text(s, name);
		column += (int)strlen(name) + 1;
	}
	buf_char(s->out, '\n');
}

enum status escpos_render(const struct document *d, const struct escpos_options *o, struct buf *out,
	struct escpos_result *r, struct err *err)
{
	struct document_device device = { paper_columns(d->paper), true, slip_width };
	size_t sheets = o->sheets > 0 && (size_t)o->sheets < d->mark_count ? (size_t)o->sheets : d->mark_count;
	size_t start = out->len;
	struct slip s = { .o = o, .r = r, .out = out };

	*r = (struct escpos_result){ 0 };
	s.gb = iconv_open("GB18030", "UTF-8");
	if (s.gb == (iconv_t)-1)
		return err_set(err, ST_CONFIG, "E-5307", "系统缺少 GB18030 编码转换,%s没有打印;请安装完整的 libc 字符集", d->title);
	PUT(&s, RESET);
	PUT(&s, CHINESE);
	for (size_t mark = 0; mark < sheets; mark++) {
		document_lines(d, mark, &device, put_line, &s);
		put_style(&s, 0);
		if (r->unknown)
			put_unknown(&s, device.columns);
		PUT(&s, CUT);
	}
	iconv_close(s.gb);
	if (out->overflow || out->len - start > MOST_BYTES)
		return err_set(err, ST_LIMIT, "E-5308", "%s太长,小票打印机印不下;请改用 A4 打印", d->title);
	return ST_OK;
}
