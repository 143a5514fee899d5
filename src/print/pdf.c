/* SPDX-License-Identifier: Apache-2.0 */
/* Pages to bytes: the PDF surface, the fonts, the foot of each page. */
#include "print/pdf.h"

#include <cairo-pdf.h>
#include <cairo-ps.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "print/pdf_sheet.h"
#include "print/qr.h"

#define FONTS "WenQuanYi Micro Hei,Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC,sans-serif"
#define LARGE_BODY 20.0             /* D-0: large type is 20 pt */

static const struct { double w, h, left, right, top, bottom; struct sizes size; } shapes[PAPERS] = {
	[PAPER_A4] = { MM(210), MM(297), MM(20), MM(18), MM(14), MM(12), { 20, 12, 10.5, 9, 7.5 } },
	[PAPER_A5] = { MM(210), MM(148.5), MM(14), MM(14), MM(8), MM(7), { 17, 10.5, 9, 8, 7 } },
	[PAPER_80MM] = { MM(80), 0, MM(4), MM(4), MM(4), MM(6), { 15, 9, 8.5, 8, 7 } },
	[PAPER_58MM] = { MM(58), 0, MM(5), MM(5), MM(4), MM(6), { 13, 8.5, 8, 7.5, 7 } },
};

#define FOOT_GAP 1.35               /* of the foot's lines */

static size_t foot_lines(const struct document *d)
{
	size_t n = 1;

	for (size_t i = 0; i < d->block_count; i++)
		n += d->blocks[i].kind == BLOCK_FOOT;
	return n;
}

static void sheet_shape(struct sheet *s)
{
	enum paper p = s->d->paper;
	double factor;

	s->slip = paper_is_slip(p);
	s->w = shapes[p].w;
	s->h = shapes[p].h;
	s->size = shapes[p].size;
	if (s->d->across) {
		s->w = shapes[p].h;
		s->h = shapes[p].w;
	}
	if (s->d->large) {
		factor = s->slip ? 2 : LARGE_BODY / s->size.body;
		s->size.body *= factor;
		s->size.table *= s->slip ? factor : (LARGE_BODY - 2) / s->size.table;
		s->size.small *= factor * 0.9;
		s->size.foot *= 1.3;
		s->size.title *= 1.35;
	}
	s->left = shapes[p].left;
	s->right = s->w - shapes[p].right;
	s->top = shapes[p].top;
	s->bottom = s->slip ? 1e6 : s->h - shapes[p].bottom - (double)foot_lines(s->d) * s->size.foot * FOOT_GAP - 5;
}

/* ---- drawing ---- */

/* Dark modules side by side become one stroke: half the numbers of a path of rectangles. */
static void draw_qr(cairo_t *cr, const struct op *op)
{
	struct qr q;
	double unit;

	if (!qr_make(op->text, &q))
		return;
	unit = op->w / q.size;
	for (int y = 0; y < q.size; y++)
		for (int x = 0; x < q.size; ) {
			int run = 0;

			while (x + run < q.size && q.dark[y * q.size + x + run])
				run++;
			if (run) {
				cairo_move_to(cr, op->x + x * unit, op->y + (y + 0.5) * unit);
				cairo_line_to(cr, op->x + (x + run) * unit, op->y + (y + 0.5) * unit);
			}
			x += run ? run : 1;
		}
	cairo_set_source_rgb(cr, 0, 0, 0);
	cairo_set_line_width(cr, unit);
	cairo_stroke(cr);
	qr_release(&q);
}

static void draw_seal(cairo_t *cr, const struct op *op)
{
	static const double dash[] = { 4, 4 };

	cairo_set_source_rgb(cr, op->grey, op->grey, op->grey);
	cairo_set_line_width(cr, 0.6);
	cairo_set_dash(cr, dash, 2, 0);
	cairo_rectangle(cr, op->x, op->y, op->w, op->h);
	cairo_stroke(cr);
}

static void draw_stroke(cairo_t *cr, const struct op *op)
{
	cairo_set_source_rgb(cr, op->grey, op->grey, op->grey);
	cairo_set_line_width(cr, 1.2);
	cairo_move_to(cr, op->x, op->y);
	cairo_line_to(cr, op->x + op->w, op->y + op->h);
	cairo_stroke(cr);
}

static double thickness(const struct op *op)
{
	return op->w < op->h ? op->w : op->h;
}

static bool is_shade(const struct op *op)
{
	return op->kind == OP_RULE && thickness(op) > 2;
}

static void draw_box(cairo_t *cr, const struct op *op)
{
	cairo_set_source_rgb(cr, op->grey, op->grey, op->grey);
	cairo_rectangle(cr, op->x, op->y, op->w, op->h);
	cairo_fill(cr);
}

/* All lines of one grey and thickness as one stroke: a page has a hundred. */
static void draw_lines(const struct sheet *s, cairo_t *cr, int page, double grey, double thick)
{
	for (size_t i = 0; i < s->op_count; i++) {
		const struct op *op = &s->ops[i];

		if (op->kind != OP_RULE || op->page != page || is_shade(op) || op->grey != grey || thickness(op) != thick)
			continue;
		if (op->w >= op->h) {
			cairo_move_to(cr, op->x, op->y + op->h / 2);
			cairo_line_to(cr, op->x + op->w, op->y + op->h / 2);
		} else {
			cairo_move_to(cr, op->x + op->w / 2, op->y);
			cairo_line_to(cr, op->x + op->w / 2, op->y + op->h);
		}
	}
	cairo_set_source_rgb(cr, grey, grey, grey);
	cairo_set_line_width(cr, thick);
	cairo_stroke(cr);
}

static void draw_rules(const struct sheet *s, cairo_t *cr, int page)
{
	struct { double grey, thick; } drawn[8];
	size_t count = 0;

	for (size_t i = 0; i < s->op_count; i++)
		if (s->ops[i].page == page && is_shade(&s->ops[i]))
			draw_box(cr, &s->ops[i]);
	for (size_t i = 0; i < s->op_count && count < COUNT_OF(drawn); i++) {
		const struct op *op = &s->ops[i];
		size_t k = 0;

		if (op->kind != OP_RULE || op->page != page || is_shade(op))
			continue;
		while (k < count && (drawn[k].grey != op->grey || drawn[k].thick != thickness(op)))
			k++;
		if (k < count)
			continue;
		drawn[count].grey = op->grey;
		drawn[count++].thick = thickness(op);
		draw_lines(s, cr, page, op->grey, thickness(op));
	}
}

static void show_line(cairo_t *cr, PangoLayoutLine *line, double x, double y, double scale)
{
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_scale(cr, scale, scale);
	cairo_move_to(cr, 0, 0);
	pango_cairo_show_layout_line(cr, line);
	cairo_restore(cr);
}

static void draw_page(const struct sheet *s, cairo_t *cr, int page)
{
	double grey = -1;

	draw_rules(s, cr, page);
	for (size_t i = 0; i < s->op_count; i++) {
		const struct op *op = &s->ops[i];

		if (op->page != page)
			continue;
		if (op->kind == OP_QR)
			draw_qr(cr, op);
		if (op->kind == OP_SEAL)
			draw_seal(cr, op);
		if (op->kind == OP_STROKE)
			draw_stroke(cr, op);
		if (op->kind == OP_BAR)
			draw_box(cr, op);
		if (op->kind != OP_LINE) {
			grey = op->kind == OP_RULE ? grey : -1;
			continue;
		}
		if (op->grey != grey)
			cairo_set_source_rgb(cr, op->grey, op->grey, op->grey);
		grey = op->grey;
		show_line(cr, op->line, op->x, op->y, op->scale);
	}
}

/* One line of the foot: at the left (-1), in the middle (0) or at the right (1), smaller when it is too long. */
static void show(struct sheet *s, cairo_t *cr, const char *text, double size, double y, int where)
{
	const struct shaped *t = sheet_text(s, text, size, 0, 1, 0);
	double w = shaped_width(t), room = sheet_width(s);
	PangoLayoutLine *line;

	if (w > room) {
		t = sheet_text(s, text, size * room / w, 0, 1, 0);
		w = shaped_width(t);
	}
	line = pango_layout_get_line_readonly(t->layout, 0);
	if (!line)
		return;
	cairo_set_source_rgb(cr, 0, 0, 0);
	show_line(cr, line, where < 0 ? s->left : where > 0 ? s->right - w : s->left + (room - w) / 2, y + size, t->size / SHAPED_SIZE);
}

/* D-0: the hall's line, the print's trace, page x/y, which sheet (联). */
static void draw_foot(struct sheet *s, cairo_t *cr, int page, size_t mark)
{
	const struct document *d = s->d;
	double y = s->bottom + 4, size = s->size.foot;

	cairo_set_source_rgb(cr, 0, 0, 0);
	cairo_rectangle(cr, s->left, y - 2, sheet_width(s), 0.4);
	cairo_fill(cr);
	for (size_t i = 0; i < d->block_count; i++)
		if (d->blocks[i].kind == BLOCK_FOOT) {
			show(s, cr, d->blocks[i].text, size, y, 0);
			y += size * FOOT_GAP;
		}
	show(s, cr, d->marks[mark], size, y, -1);
	if (s->result->unknown)                             /* what the boxes stand for: a name is a legal matter */
		show(s, cr, arena_format(d->own, "〓 代替字库没有的字 %s,以证件为准", s->result->unknown_text), size, y, 0);
	show(s, cr, arena_format(d->own, "第 %d 页 共 %d 页", page + 1, s->page + 1), size, y, 1);
}

/* The slip has its foot once, below everything. */
static void slip_foot(struct sheet *s, size_t mark)
{
	const struct document *d = s->d;

	s->y += 2;
	sheet_rule(s, s->left, s->y, sheet_width(s), 0.4, 0);
	s->y += 3;
	for (size_t i = 0; i < d->block_count; i++)
		if (d->blocks[i].kind == BLOCK_FOOT)
			sheet_flow(s, sheet_text(s, d->blocks[i].text, s->size.foot, sheet_width(s), 1.2, 0), s->left);
	if (*d->marks[mark])
		sheet_flow(s, sheet_text(s, d->marks[mark], s->size.foot, sheet_width(s), 1.2, 0), s->left);
	s->h = s->y + shapes[d->paper].bottom;
}

static const char *text_of(const struct document *d, enum block_kind kind)
{
	for (size_t i = 0; i < d->block_count; i++)
		if (d->blocks[i].kind == kind)
			return d->blocks[i].text;
	return "";
}

/* On every page but the first: what it is a page of. Sheets come apart. */
static void draw_running_head(struct sheet *s, cairo_t *cr)
{
	const char *title = text_of(s->d, BLOCK_TITLE), *number = text_of(s->d, BLOCK_NUMBER);
	const struct block *qr = NULL;

	for (size_t i = 0; i < s->d->block_count && !qr; i++)
		qr = s->d->blocks[i].kind == BLOCK_QR && s->d->blocks[i].cell_count ? &s->d->blocks[i] : NULL;
	show(s, cr, arena_format(s->d->own, "%s（续）%s%s", *title ? title : s->d->title, *s->d->again ? " " : "", s->d->again),
		s->size.foot, s->top, -1);
	show(s, cr, arena_format(s->d->own, "%s%s%s", number, *number && qr ? " · " : "", qr ? qr->cells[0] : ""), s->size.foot, s->top, 1);
}

static void draw_sheet(struct sheet *s, cairo_surface_t *surface, cairo_t *cr, size_t mark)
{
	struct mark before = sheet_mark(s);

	if (s->slip) {
		slip_foot(s, mark);
		if (cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_PS)
			cairo_ps_surface_set_size(surface, s->w, s->h);
		else
			cairo_pdf_surface_set_size(surface, s->w, s->h);
	}
	for (int page = 0; page <= s->page; page++) {
		draw_page(s, cr, page);
		if (page && !s->slip)
			draw_running_head(s, cr);
		if (!s->slip)
			draw_foot(s, cr, page, mark);
		cairo_show_page(cr);
	}
	sheet_back(s, &before);
}

/* ---- the file ---- */

static cairo_status_t take_bytes(void *ctx, const unsigned char *data, unsigned n)
{
	struct buf *out = ctx;

	buf_add(out, data, n);
	return out->overflow ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static bool has_chinese(struct sheet *s)
{
	bool has;

	(void)sheet_text(s, "受", SHAPED_SIZE, 0, 1, 0);
	has = s->result->unknown == 0;
	*s->result = (struct pdf_result){ 0 };
	return has;
}

static void pango_begin(struct sheet *s, const char *font)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	s->pango = pango_font_map_create_context(pango_cairo_font_map_get_default());
	pango_cairo_context_set_font_options(s->pango, options);
	pango_cairo_context_set_resolution(s->pango, 72);
	pango_context_set_round_glyph_positions(s->pango, FALSE);
	pango_context_set_language(s->pango, pango_language_from_string("zh-cn"));
	s->font = pango_font_description_new();
	pango_font_description_set_family(s->font, font && *font ? font : FONTS);
	pango_font_description_set_absolute_size(s->font, SHAPED_SIZE * PANGO_SCALE);
	pango_context_set_font_description(s->pango, s->font);
	cairo_font_options_destroy(options);
}

static int64_t stamp_of(const struct pdf_options *o)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long seconds = epoch ? strtoll(epoch, &end, 10) : 0;

	return epoch && *epoch && *end == '\0' ? seconds * 1000 : o->made_at;
}

static cairo_surface_t *file_begin(struct sheet *s, const struct pdf_options *o, struct buf *out)
{
	double h = s->slip ? 100 : s->h;
	cairo_surface_t *surface;
	char stamp[26];

	if (o->ps)
		return cairo_ps_surface_create_for_stream(take_bytes, out, s->w, h);
	surface = cairo_pdf_surface_create_for_stream(take_bytes, out, s->w, h);
	clock_iso(stamp_of(o), stamp);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, s->d->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "yichuang");
	return surface;
}

static enum status draw_file(struct sheet *s, const struct pdf_options *o, struct buf *out, struct err *err)
{
	cairo_surface_t *surface = file_begin(s, o, out);
	cairo_t *cr = cairo_create(surface);
	cairo_status_t st;

	for (size_t mark = 0; mark < s->d->mark_count; mark++)
		if (o->mark < 0 ? !o->sheets || mark < (size_t)o->sheets : (size_t)o->mark == mark)
			draw_sheet(s, surface, cr, mark);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	st = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (st == CAIRO_STATUS_SUCCESS && !out->overflow)
		return ST_OK;
	log_line(LOG_ERROR, "pdf: %s", cairo_status_to_string(st));
	return err_set(err, ST_IO, "E-5306", "%s没有做成 PDF,未打印;请重试,仍不行请找管理员看日志", s->d->title);
}

enum status pdf_render(const struct document *d, const struct pdf_options *o, struct buf *out, struct pdf_result *r,
	struct err *err)
{
	struct sheet s = { .d = d, .result = r, .air = 1 };
	enum status st;

	*r = (struct pdf_result){ 0 };
	pango_begin(&s, o->font);
	sheet_shape(&s);
	if (has_chinese(&s)) {
		sheet_blocks(&s);
		st = draw_file(&s, o, out, err);
		r->pages = s.page + 1;
	} else {
		st = err_set(err, ST_CONFIG, "E-5305", "这台电脑没有中文字体,%s没有打印;请安装 fonts-wqy-microhei 后重打", d->title);
	}
	sheet_release(&s);
	pango_font_description_free(s.font);
	g_object_unref(s.pango);
	return st;
}
