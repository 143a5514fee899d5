/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/picture.h"

/* Reads a .form file: first all lines (statements are split into words, drawings kept as they are), then the boxes of
 * each drawing, when all names are known. */

#define ROWS_MAX 200
#define DRAWINGS_MAX 6
#define PARTS_MAX 120
#define FURNITURE 2

struct raw { int width, height, line, count; char *rows[ROWS_MAX]; int lines[ROWS_MAX]; };

struct reading {
	const char *file;
	struct picture *p;
	struct arena *own;
	struct picture_part parts[PARTS_MAX];
	size_t part_count;
	struct raw *raws[DRAWINGS_MAX];
	size_t raw_count;
	bool drawing;
	int line;
	struct err *err;
};

__attribute__((format(printf, 4, 5)))
static enum status fault_at(struct reading *r, int line, const char *code, const char *format, ...)
{
	char where[200], text[400];
	va_list ap;
	va_start(ap, format);
	(void)vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	(void)snprintf(where, sizeof where, "%s:%d", r->file, line);
	return err_at(r->err, ST_CONFIG, code, where, "%s", text);
}
#define fault(r, ...) fault_at(r, (r)->line, __VA_ARGS__)

/* ---- statements --------------------------------------------------------------------------------------------- */

static const struct { const char *name; enum picture_kind kind; bool editable, even; } kinds[] = {
	{ "text", PICTURE_TEXT, true, true },     { "lines", PICTURE_LINES, true, true },
	{ "number", PICTURE_NUMBER, true, false }, { "date", PICTURE_DATE, true, false },
	{ "choice", PICTURE_CHOICE, true, false }, { "check", PICTURE_CHECK, true, false },
	{ "secret", PICTURE_SECRET, true, true }, { "show", PICTURE_SHOW, false, false },
};

static size_t kind_index(enum picture_kind kind)
{
	size_t i = 0;
	while (i < COUNT_OF(kinds) && kinds[i].kind != kind)
		i++;
	return i;
}

/* The value of word "key=value"; NULL when it is another. */
static const char *value_of(const char *word, const char *key)
{
	size_t n = strlen(key);
	return !strncmp(word, key, n) && word[n] == '=' ? word + n + 1 : NULL;
}

/* "1:个人 2:单位" */
static enum status read_choices(struct reading *r, struct picture_part *part, const char *text)
{
	char *copy = arena_text(r->own, text);
	size_t count = 0;
	for (const char *s = text; *s; s++)
		count += *s == ':';
	struct picture_choice *all = arena_alloc(r->own, (count + 1) * sizeof *all);
	for (char *at = copy; *at; part->choice_count++) {
		char *end = at + strcspn(at, " "), *colon = memchr(at, ':', (size_t)(end - at));
		if (!colon || colon == at || colon + 1 == end || part->choice_count == count)
			return fault(r, "E-3215", "choices 要写成「值:名称 值:名称」,不是「%s」", text);
		bool last = !*end;
		*end = *colon = '\0';
		all[part->choice_count] = (struct picture_choice){ at, colon + 1 };
		at = last ? end : end + 1 + strspn(end + 1, " ");
	}
	part->choices = all;
	return ST_OK;
}

static bool read_long(const char *text, long *out)
{
	char *end;
	errno = 0;
	*out = strtol(text, &end, 10);
	return !errno && *text && !*end;
}

static enum status read_option(struct reading *r, struct picture_part *part, const char *word)
{
	const char *value;
	static const char *const numbers[] = { "max", "min", "bytes" };
	long *const to[] = { &part->max, &part->min, &part->bytes };
	if (!strcmp(word, "required")) {
		part->required = true;
		return ST_OK;
	}
	if (!strcmp(word, "grow") && (part->kind == PICTURE_LIST || part->kind == PICTURE_AREA)) {
		part->grow = true;
		return ST_OK;
	}
	if ((value = value_of(word, "help"))) {
		part->help = arena_text(r->own, value);
		return ST_OK;
	}
	if ((value = value_of(word, "choices")) && part->kind == PICTURE_CHOICE)
		return read_choices(r, part, value);
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		if ((value = value_of(word, numbers[i])))
			return read_long(value, to[i]) ? ST_OK : fault(r, "E-3215", "「%s」里应是一个数", word);
	return fault(r, "E-3215", "不认识「%s」", word);
}

static enum status read_part(struct reading *r, int count, char *const words[], enum picture_kind kind, int first)
{
	struct picture_part *part = &r->parts[r->part_count];
	if (count < first)
		return fault(r, "E-3215", "%s 后缺名字或类型", words[0]);
	if (r->part_count == PARTS_MAX)
		return fault(r, "E-3215", "栏太多");
	for (size_t i = 0; i < r->part_count; i++)
		if (!strcmp(r->parts[i].name, words[1]))
			return fault(r, "E-3215", "%s 写了两次", words[1]);
	*part = (struct picture_part){ .name = arena_text(r->own, words[1]), .kind = kind, .help = "", .line = r->line };
	for (int i = first; i < count; i++) {
		enum status st = read_option(r, part, words[i]);
		if (st)
			return st;
	}
	size_t k = kind_index(kind);
	if (k < COUNT_OF(kinds) && kinds[k].editable && !*part->help)
		return fault(r, "E-3214", "栏 %s 没有 help", part->name);
	r->part_count++;
	return ST_OK;
}

static enum status read_field(struct reading *r, int count, char *const words[])
{
	for (size_t i = 0; count > 2 && i < COUNT_OF(kinds); i++)
		if (!strcmp(kinds[i].name, words[2]))
			return read_part(r, count, words, kinds[i].kind, 3);
	return fault(r, "E-3215", "field 的类型不对或没写:%s", count > 2 ? words[2] : "");
}

static enum status read_list(struct reading *r, int count, char *const words[])
{
	return read_part(r, count, words, PICTURE_LIST, 2);
}

static enum status read_area(struct reading *r, int count, char *const words[])
{
	return read_part(r, count, words, PICTURE_AREA, 2);
}

static enum status read_screen(struct reading *r, int count, char *const words[])
{
	const char *value;
	if (count < 3)
		return fault(r, "E-3215", "写法是:screen 名字 \"标题\" [context=…] [help=…]");
	if (r->p->name)
		return fault(r, "E-3215", "screen 写了两次");
	r->p->name = arena_text(r->own, words[1]);
	r->p->title = arena_text(r->own, words[2]);
	r->p->context = r->p->name;
	for (int i = 3; i < count; i++) {
		if ((value = value_of(words[i], "help")))
			r->p->help = arena_text(r->own, value);
		else if ((value = value_of(words[i], "context")))
			r->p->context = arena_text(r->own, value);
		else
			return fault(r, "E-3215", "不认识「%s」", words[i]);
	}
	return ST_OK;
}

static enum status read_picture(struct reading *r, int count, char *const words[])
{
	struct raw *raw = arena_alloc(r->own, sizeof *raw);
	*raw = (struct raw){ .width = 80, .height = 24, .line = r->line };
	if (r->raw_count == DRAWINGS_MAX)
		return fault(r, "E-3215", "画面太多");
	if (count > 1) {
		char *end;
		raw->width = (int)strtol(words[1], &end, 10);
		raw->height = *end == 'x' ? (int)strtol(end + 1, &end, 10) : 0;
		if (count > 2 || *end || raw->width < 80 || raw->width > 500 || raw->height < 24 || raw->height > ROWS_MAX)
			return fault(r, "E-3215", "画面大小「%s」不对,要像 132x43", words[1]);
	}
	r->raws[r->raw_count++] = raw;
	r->drawing = true;
	return ST_OK;
}

static enum status read_statement(struct reading *r, char *line)
{
	static const struct { const char *name; enum status (*read)(struct reading *, int, char *const []); } statements[] = {
		{ "screen", read_screen }, { "picture", read_picture }, { "field", read_field }, { "list", read_list },
		{ "area", read_area },
	};
	char *words[CONF_WORDS];
	int count = conf_split(line, words);
	if (count < 0)
		return fault(r, "E-3215", "引号没有结束,或词太多");
	for (size_t i = 0; count && i < COUNT_OF(statements); i++)
		if (!strcmp(statements[i].name, words[0]))
			return statements[i].read(r, count, words);
	return count ? fault(r, "E-3215", "不认识 %s", words[0]) : ST_OK;
}

static enum status read_row(struct reading *r, const char *line)
{
	struct raw *raw = r->raws[r->raw_count - 1];
	if (!strcmp(line, "end")) {
		r->drawing = false;
		return ST_OK;
	}
	if (raw->count == raw->height - FURNITURE)
		return fault(r, "E-3212", "画面行数多于终端高度减二");
	if (strchr(line, '\t'))
		return fault(r, "E-3212", "画面里不能用制表符");
	if (text_width(line) > raw->width)
		return fault(r, "E-3212", "这一行比画面宽");
	raw->lines[raw->count] = r->line;
	raw->rows[raw->count++] = arena_text(r->own, line);
	return ST_OK;
}

static enum status read_lines(struct reading *r, const char *text, size_t n)
{
	enum status st = ST_OK;
	if (text_valid(text, n) < n || memchr(text, '\0', n))
		return fault(r, "E-3210", "不是 UTF-8 文本");
	for (size_t at = 0; at < n && !st;) {
		const char *end = memchr(text + at, '\n', n - at);
		size_t size = end ? (size_t)(end - (text + at)) : n - at;
		char *line = mem_text_n(text + at, size);
		if (size && line[size - 1] == '\r')
			line[size - 1] = '\0';
		r->line++;
		st = r->drawing ? read_row(r, line) : read_statement(r, line);
		free(line);
		at += size + 1;
	}
	if (!st && r->drawing)
		st = fault_at(r, r->raws[r->raw_count - 1]->line, "E-3210", "画面没有 end");
	if (!st && (!r->p->name || !r->raw_count))
		st = fault(r, "E-3210", "没有 screen 或 picture");
	return st;
}

/* ---- boxes -------------------------------------------------------------------------------------------------- */

struct box { size_t size; int width; char name[64]; };           /* bytes, cells */

/* Reads "{name   }" at s. False when it is not of that shape. */
static bool read_box(const char *s, char close, struct box *b)
{
	size_t i = 1, n = 0;
	for (; s[i] > ' ' && s[i] != close && (unsigned char)s[i] < 0x80 && n + 1 < sizeof b->name; i++)
		b->name[n++] = s[i];
	b->name[n] = '\0';
	while (s[i] == ' ')
		i++;
	b->size = i + 1;
	b->width = (int)b->size;                 /* ASCII: bytes are cells */
	return s[i] == close;
}

static int part_index(const struct reading *r, const char *name, bool field)
{
	for (size_t i = 0; i < r->part_count; i++) {
		bool is_field = r->parts[i].kind != PICTURE_LIST && r->parts[i].kind != PICTURE_AREA;
		if (is_field == field && !strcmp(r->parts[i].name, name))
			return (int)i;
	}
	return -1;
}

/* The box right above that a nameless one makes taller; -1. */
static int box_above(const struct reading *r, const struct area *boxes, bool field, int row, int col, int width)
{
	for (size_t i = 0; i < r->part_count; i++) {
		bool is_field = r->parts[i].kind != PICTURE_LIST && r->parts[i].kind != PICTURE_AREA;
		if (is_field == field && boxes[i].height && boxes[i].row + boxes[i].height == row && boxes[i].col == col &&
		    boxes[i].width == width)
			return (int)i;
	}
	return -1;
}

static enum status take_box(struct reading *r, struct area *boxes, const struct box *b, bool field, int row, int col,
	int line)
{
	int part = *b->name ? part_index(r, b->name, field) : box_above(r, boxes, field, row, col, b->width);
	if (part < 0 && *b->name)
		return fault_at(r, line, "E-3211", "框 {%s} 没有对应的 field", b->name);
	if (part < 0)
		return fault_at(r, line, "E-3211", "空框上面没有同样位置和宽度的框");
	if (!*b->name) {
		boxes[part].height++;
		return ST_OK;
	}
	if (boxes[part].height)
		return fault_at(r, line, "E-3211", "%s 在同一画面里有两个框", b->name);
	boxes[part] = (struct area){ row, col, 1, b->width };
	size_t k = kind_index(r->parts[part].kind);
	if (field && (b->width < 2 || (k < COUNT_OF(kinds) && kinds[k].even && b->width % 2)))
		return fault_at(r, line, "E-3213", "%s 的框宽要是偶数(一个汉字两格)", b->name);
	return ST_OK;
}

/* Finds the boxes of one row and blanks them out. */
static enum status scan_row(struct reading *r, struct area *boxes, char *s, int row, int line)
{
	int col = 0;
	while (*s) {
		struct box b;
		bool field = *s == '{';
		bool box = (field || *s == '[') && read_box(s, field ? '}' : ']', &b);
		if (field && !box)
			return fault_at(r, line, "E-3211", "{ 后应是名字、空格和 }");
		if (box && !field)               /* a bracket is a box only for what is declared, or under such a box */
			box = *b.name ? part_index(r, b.name, false) >= 0 : box_above(r, boxes, false, row, col, b.width) >= 0;
		if (box) {
			enum status st = take_box(r, boxes, &b, field, row, col, line);
			if (st)
				return st;
			memset(s, ' ', b.size);
			s += b.size;
			col += b.width;
			continue;
		}
		uint32_t c;
		s += text_decode(s, strlen(s), &c);
		col += text_width_char(c);
	}
	return ST_OK;
}

static enum status check_drawing(struct reading *r, const struct raw *raw, const struct area *boxes)
{
	size_t growing = 0;
	for (size_t i = 0; i < r->part_count; i++) {
		const struct picture_part *part = &r->parts[i];
		bool field = part->kind != PICTURE_LIST && part->kind != PICTURE_AREA;
		growing += part->grow && boxes[i].height;
		if (field && !boxes[i].height)
			return fault_at(r, part->line, "E-3211", "field %s 在画面里没有框", part->name);
		if (boxes[i].height > 1 && field && part->kind != PICTURE_LINES && part->kind != PICTURE_SHOW)
			return fault_at(r, part->line, "E-3211", "%s 有多行,类型却不是 lines", part->name);
	}
	if (growing > 1)
		return fault_at(r, raw->line, "E-3212", "一个画面里只能有一个 grow");
	return ST_OK;
}

static enum status scan_drawing(struct reading *r, struct raw *raw, struct picture_drawing *d)
{
	struct area *boxes = arena_alloc(r->own, (r->part_count + 1) * sizeof *boxes);
	const char **rows = arena_alloc(r->own, ROWS_MAX * sizeof *rows);
	for (int i = 0; i < raw->count; i++) {
		enum status st = scan_row(r, boxes, raw->rows[i], i, raw->lines[i]);
		if (st)
			return st;
		rows[i] = raw->rows[i];
	}
	*d = (struct picture_drawing){ raw->width, raw->height, rows, raw->count, boxes };
	return check_drawing(r, raw, boxes);
}

static enum status scan_all(struct reading *r)
{
	struct picture_drawing *all = arena_alloc(r->own, r->raw_count * sizeof *all);
	struct picture_part *parts = arena_alloc(r->own, (r->part_count + 1) * sizeof *parts);
	for (size_t i = 0; i < r->raw_count; i++) {
		enum status st = scan_drawing(r, r->raws[i], &all[i]);
		if (st)
			return st;
	}
	memcpy(parts, r->parts, r->part_count * sizeof *parts);
	for (size_t i = 0; i < r->part_count; i++) {     /* a list or area may be missing in one drawing, not in all */
		bool anywhere = false;
		for (size_t k = 0; k < r->raw_count; k++)
			anywhere = anywhere || all[k].boxes[i].height;
		if (!anywhere)
			return fault_at(r, parts[i].line, "E-3211", "%s 在画面里没有框", parts[i].name);
	}
	r->p->drawings = all;
	r->p->drawing_count = r->raw_count;
	r->p->parts = parts;
	r->p->part_count = r->part_count;
	return ST_OK;
}

enum status picture_read(const char *name, const char *text, size_t n, struct picture **out, struct err *err)
{
	struct arena *own = arena_new();
	struct reading *r = mem_alloc(sizeof *r);
	struct picture *p = arena_alloc(own, sizeof *p);
	*out = NULL;
	p->own = own;
	p->help = "";
	*r = (struct reading){ .file = name, .p = p, .own = own, .err = err };
	enum status st = read_lines(r, text, n);
	if (!st)
		st = scan_all(r);
	free(r);
	if (st)
		arena_free(own);
	else
		*out = p;
	return st;
}
