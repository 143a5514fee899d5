/* SPDX-License-Identifier: Apache-2.0 */
/* Templates in: lines of words become a tree of nodes. What each word may be is one table. */
#include "law/document_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/text.h"

#define DEPTH 8

/* Where a word may stand. */
enum { IN_PAGE = 1, IN_ROWS = 2, IN_TABLE = 4, IN_ALL = 7 };

struct reader {
	struct document_template *t;
	const char *name;
	struct err *err;
	int line;
	bool begun, papers;
	struct { struct node *owner; struct node **tail; unsigned where; bool otherwise; } open[DEPTH];
	int depth;
};

struct word;
typedef enum status word_fn(struct reader *r, const struct word *w, int count, char *const words[]);
struct word {
	const char *name;
	unsigned where, opens;                      /* opens: what may stand inside; 0: opens nothing */
	int least, most;                            /* texts */
	enum node_kind kind;
	enum block_kind block;
	word_fn *read;
};

static enum status wrong(struct reader *r, const char *what, const char *which)
{
	struct buf where;
	enum status st;

	buf_init(&where, BUF_SMALL);
	buf_format(&where, "%s:%d", r->name, r->line);
	st = err_at(r->err, ST_DATA, "E-5302", where.data, "文书模板第 %d 行:%s%s;文书未生成,请改模板或恢复自带模板", r->line,
		what, which);
	buf_release(&where);
	return st;
}

static struct node *node_add(struct reader *r, const struct word *w)
{
	struct node *n = arena_alloc(r->t->own, sizeof *n);

	n->kind = w->kind;
	n->block = w->block;
	n->line = r->line;
	*r->open[r->depth].tail = n;
	r->open[r->depth].tail = &n->next;
	return n;
}

static enum status node_open(struct reader *r, struct node *n, unsigned where)
{
	if (r->depth + 1 >= DEPTH)
		return wrong(r, "套得太深", "");
	r->depth++;
	r->open[r->depth].owner = n;
	r->open[r->depth].tail = &n->child;
	r->open[r->depth].where = where;
	r->open[r->depth].otherwise = false;
	return ST_OK;
}

static enum status texts_add(struct reader *r, struct node *n, int count, char *const words[])
{
	n->texts = arena_alloc(r->t->own, sizeof *n->texts * (size_t)(count ? count : 1));
	n->text_count = (size_t)count;
	for (int i = 0; i < count; i++) {
		const char *fault = words_read(r->t->own, words[i], &n->texts[i]);

		if (fault)
			return wrong(r, fault, words[i]);
	}
	return ST_OK;
}

static unsigned style_of(const char *word)
{
	static const struct { const char *name; unsigned style; } styles[] = {
		{ "small", STYLE_SMALL }, { "strong", STYLE_STRONG }, { "large", STYLE_LARGE }, { "center", STYLE_CENTER },
		{ "right", STYLE_RIGHT }, { "keep", STYLE_KEEP }, { "left", 0 },
	};

	for (size_t i = 0; i < COUNT_OF(styles); i++)
		if (strcmp(word, styles[i].name) == 0)
			return styles[i].style;
	return UINT32_MAX;
}

/* word [STYLE…] TEXT… */
static enum status read_texts(struct reader *r, const struct word *w, int count, char *const words[])
{
	struct node *n = node_add(r, w);
	int first = 1;

	while (count - first > w->least && style_of(words[first]) != UINT32_MAX)
		n->style |= style_of(words[first++]);
	if (count - first < w->least || count - first > w->most)
		return wrong(r, "字段数不对:", words[0]);
	return texts_add(r, n, count - first, words + first);
}

static enum status read_pair(struct reader *r, const struct word *w, int count, char *const words[])
{
	struct node *n = node_add(r, w);

	n->number = strcmp(w->name, "wide") == 0;
	return texts_add(r, n, count - 1, words + 1);
}

static bool number_read(const char *s, int most, int *out)
{
	char *end;
	long n = strtol(s, &end, 10);

	*out = (int)n;
	return end != s && *end == '\0' && n >= 1 && n <= most;
}

static enum status read_rows(struct reader *r, const struct word *w, int count, char *const words[])
{
	struct node *n = node_add(r, w);

	n->number = 1;
	if (count > 2 || (count == 2 && !number_read(words[1], 2, &n->number)))
		return wrong(r, "rows 后只能是 1 或 2", "");
	return node_open(r, n, w->opens);
}

static enum status read_blank(struct reader *r, const struct word *w, int count, char *const words[])
{
	struct node *n = node_add(r, w);

	if (count != 2 || !number_read(words[1], 40, &n->number))
		return wrong(r, "blank 后要有行数(1–40)", "");
	return ST_OK;
}

/* column HEADER WIDTH [left|center|right] TEXT */
static enum status read_column(struct reader *r, const struct word *w, int count, char *const words[])
{
	struct node *n = node_add(r, w);
	char *texts[2];

	if (count < 4 || count > 5 || !number_read(words[2], 200, &n->number))
		return wrong(r, "column 要写成:列名 宽度 [对齐] 内容", "");
	if (count == 5 && (n->style = style_of(words[3])) == UINT32_MAX)
		return wrong(r, "不认识的对齐:", words[3]);
	texts[0] = words[1];
	texts[1] = words[count - 1];
	return texts_add(r, n, 2, texts);
}

static bool path_read(struct arena *own, const char *s, const char **path, bool *optional)
{
	size_t n = strlen(s);

	*optional = n > 0 && s[n - 1] == '?';
	*path = arena_text_n(own, s, n - (*optional ? 1 : 0));
	return **path != '\0' && strspn(*path, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(*path);
}

/* [not] PATH [= WORD… | != WORD…] [and …] */
static enum status read_test(struct reader *r, int count, char *const words[], struct test *out)
{
	out->terms = arena_alloc(r->t->own, sizeof *out->terms * (size_t)(count + 1));
	for (int i = 0; i < count; ) {
		struct term *t = &out->terms[out->count++];
		const char **list = arena_alloc(r->t->own, sizeof *list * (size_t)count);

		if (strcmp(words[i], "not") == 0) {
			t->negate = true;
			i++;
		}
		if (i >= count || !path_read(r->t->own, words[i], &t->path, &t->optional))
			return wrong(r, "条件里要有字段名", "");
		i++;
		if (i < count && (strcmp(words[i], "=") == 0 || strcmp(words[i], "!=") == 0)) {
			t->negate ^= words[i++][0] == '!';
			while (i < count && strcmp(words[i], "and") != 0)
				list[t->word_count++] = arena_text(r->t->own, words[i++]);
			if (t->word_count == 0)
				return wrong(r, "= 后要有值", "");
			t->words = list;
		}
		if (i < count && (strcmp(words[i++], "and") != 0 || i == count))
			return wrong(r, "条件之间用 and", "");
	}
	return out->count ? ST_OK : wrong(r, "缺少条件", "");
}

static enum status read_if(struct reader *r, const struct word *w, int count, char *const words[])
{
	unsigned where = r->open[r->depth].where;
	struct node *n = node_add(r, w);
	enum status st = read_test(r, count - 1, words + 1, &n->when);

	return st != ST_OK ? st : node_open(r, n, where);
}

static enum status read_else(struct reader *r, const struct word *w, int count, char *const words[])
{
	(void)w, (void)words;
	if (count != 1 || r->depth == 0 || r->open[r->depth].owner->kind != NODE_IF || r->open[r->depth].otherwise)
		return wrong(r, "else 没有对应的 if", "");
	r->open[r->depth].otherwise = true;
	r->open[r->depth].tail = &r->open[r->depth].owner->otherwise;
	return ST_OK;
}

static enum status read_end(struct reader *r, const struct word *w, int count, char *const words[])
{
	(void)w, (void)words;
	if (count != 1 || r->depth == 0)
		return wrong(r, "end 没有对应的开头", "");
	r->depth--;
	return ST_OK;
}

/* each PATH as NAME [where TEST], table PATH [as NAME] [where TEST] */
static enum status read_list_as(struct reader *r, const struct word *w, int count, char *const words[], struct node *n)
{
	unsigned where = w->opens == IN_ALL ? r->open[r->depth].where : w->opens;
	enum status st = ST_OK;
	int i = 2;

	if (count < 2 || !path_read(r->t->own, words[1], &n->path, &n->optional))
		return wrong(r, "要写哪一张清单:", words[0]);
	n->as = "it";
	if (i + 1 < count && strcmp(words[i], "as") == 0) {
		bool optional;

		if (!path_read(r->t->own, words[i + 1], &n->as, &optional) || optional || strchr(n->as, '.'))
			return wrong(r, "as 后要有名字", "");
		i += 2;
	}
	if (i < count && strcmp(words[i], "where") == 0)
		st = read_test(r, count - i - 1, words + i + 1, &n->when);
	else if (i < count)
		return wrong(r, "不认识:", words[i]);
	return st != ST_OK ? st : node_open(r, n, where);
}

static enum status read_list(struct reader *r, const struct word *w, int count, char *const words[])
{
	return read_list_as(r, w, count, words, node_add(r, w));
}

/* chart bars|line TITLE PATH … */
static enum status read_chart(struct reader *r, const struct word *w, int count, char *const words[])
{
	struct node *n = node_add(r, w);
	bool line = count > 1 && strcmp(words[1], "line") == 0;
	enum status st;

	if (count < 4 || (!line && strcmp(words[1], "bars") != 0))
		return wrong(r, "chart 要写成:chart bars|line 标题 清单", "");
	n->chart = true;
	n->style = line ? STYLE_LINE : 0;
	st = texts_add(r, n, 1, words + 2);
	return st != ST_OK ? st : read_list_as(r, w, count - 2, words + 2, n);
}

static enum status read_across(struct reader *r, const struct word *w, int count, char *const words[])
{
	(void)w, (void)words;
	if (count != 1)
		return wrong(r, "across 后不写别的", "");
	r->t->across = true;
	return ST_OK;
}

static enum status read_document(struct reader *r, const struct word *w, int count, char *const words[])
{
	(void)w;
	if (r->begun || count != 3)
		return wrong(r, "第一行要写成:document 种类 \"名称\"", "");
	r->begun = true;
	r->t->kind = arena_text(r->t->own, words[1]);
	r->t->title = arena_text(r->t->own, words[2]);
	return ST_OK;
}

static enum status read_papers(struct reader *r, const struct word *w, int count, char *const words[])
{
	(void)w;
	if (r->papers || count < 2)
		return wrong(r, "papers 后要有纸张,只写一次", "");
	r->papers = true;
	for (int i = 1; i < count; i++) {
		int p = paper_from_name(words[i]);

		if (p < 0)
			return wrong(r, "不认识的纸张:", words[i]);
		if (i == 1)
			r->t->usual = (enum paper)p;
		r->t->takes[p] = true;
	}
	return ST_OK;
}

static enum status read_copies(struct reader *r, const struct word *w, int count, char *const words[])
{
	const char **marks = arena_alloc(r->t->own, sizeof *marks * (size_t)count);

	(void)w;
	if (count < 2 || count > 9 || r->t->mark_count)
		return wrong(r, "copies 后要有 1–8 个联名,只写一次", "");
	for (int i = 1; i < count; i++)
		marks[i - 1] = arena_format(r->t->own, "第%d联 %s", i, words[i]);
	r->t->marks = marks;
	r->t->mark_count = (size_t)count - 1;
	return ST_OK;
}

static const struct word dictionary[] = {
	{ "document", IN_PAGE, 0, 0, 0, 0, 0, read_document },
	{ "papers", IN_PAGE, 0, 0, 0, 0, 0, read_papers },
	{ "across", IN_PAGE, 0, 0, 0, 0, 0, read_across },
	{ "copies", IN_PAGE, 0, 0, 0, 0, 0, read_copies },
	{ "head", IN_PAGE, 0, 1, 1, NODE_BLOCK, BLOCK_HEAD, read_texts },
	{ "title", IN_PAGE, 0, 1, 1, NODE_BLOCK, BLOCK_TITLE, read_texts },
	{ "number", IN_PAGE, 0, 1, 1, NODE_BLOCK, BLOCK_NUMBER, read_texts },
	{ "qr", IN_PAGE, 0, 1, 5, NODE_BLOCK, BLOCK_QR, read_texts },
	{ "heading", IN_PAGE, 0, 1, 1, NODE_BLOCK, BLOCK_HEADING, read_texts },
	{ "para", IN_PAGE, 0, 1, 1, NODE_BLOCK, BLOCK_PARAGRAPH, read_texts },
	{ "line", IN_PAGE, 0, 1, 1, NODE_BLOCK, BLOCK_LINE, read_texts },
	{ "rows", IN_PAGE, IN_ROWS, 0, 0, NODE_ROWS, 0, read_rows },
	{ "row", IN_ROWS, 0, 2, 2, NODE_PAIR, 0, read_pair },
	{ "wide", IN_ROWS, 0, 2, 2, NODE_PAIR, 0, read_pair },
	{ "table", IN_PAGE, IN_TABLE, 0, 0, NODE_TABLE, 0, read_list },
	{ "chart", IN_PAGE, IN_TABLE, 0, 0, NODE_TABLE, 0, read_chart },
	{ "column", IN_TABLE, 0, 0, 0, NODE_COLUMN, 0, read_column },
	{ "blank", IN_TABLE, 0, 0, 0, NODE_BLANK, 0, read_blank },
	{ "none", IN_TABLE, 0, 1, 1, NODE_NONE, 0, read_texts },
	{ "total", IN_TABLE, 0, 1, 16, NODE_TOTAL, 0, read_texts },
	{ "each", IN_PAGE | IN_ROWS, IN_ALL, 0, 0, NODE_EACH, 0, read_list },
	{ "if", IN_ALL, 0, 0, 0, NODE_IF, 0, read_if },
	{ "else", IN_ALL, 0, 0, 0, 0, 0, read_else },
	{ "end", IN_ALL, 0, 0, 0, 0, 0, read_end },
	{ "sign", IN_PAGE, 0, 1, 6, NODE_BLOCK, BLOCK_SIGN, read_texts },
	{ "seal", IN_PAGE, 0, 3, 3, NODE_BLOCK, BLOCK_SEAL, read_texts },
	{ "rule", IN_PAGE, 0, 0, 0, NODE_BLOCK, BLOCK_RULE, read_texts },
	{ "space", IN_PAGE, 0, 0, 0, NODE_BLOCK, BLOCK_SPACE, read_texts },
	{ "foot", IN_PAGE, 0, 1, 1, NODE_BLOCK, BLOCK_FOOT, read_texts },
};

static enum status read_line(void *ctx, int line, int count, char *const words[], struct err *err)
{
	struct reader *r = ctx;

	r->line = line;
	r->err = err;
	for (size_t i = 0; i < COUNT_OF(dictionary); i++) {
		const struct word *w = &dictionary[i];

		if (strcmp(w->name, words[0]) != 0)
			continue;
		if (!r->begun && w->read != read_document)
			return wrong(r, "第一行要写成:document 种类 \"名称\"", "");
		if (!(w->where & r->open[r->depth].where))
			return wrong(r, "不能写在这里:", words[0]);
		if (w->read == read_pair && count != 3)
			return wrong(r, "要写成:row 名称 内容", "");
		return w->read(r, w, count, words);
	}
	return wrong(r, "不认识的词:", words[0]);
}

/* Templates are printed: what they say must be as harmless as what they are filled with (R24). */
static enum status check_text(struct reader *r, const char *text, size_t n)
{
	for (size_t at = 0; at < n; ) {
		size_t end = at;
		size_t position;

		r->line++;
		while (end < n && text[end] != '\n' && text[end] != '\t')
			end++;
		if (text_check(text + at, end - at, &position) != TEXT_FINE)
			return wrong(r, "有不能打印的字符", "");
		if (end < n && text[end] == '\t')
			r->line--;
		at = end + 1;
	}
	return ST_OK;
}

enum status document_read(const char *name, const char *text, size_t n, struct document_template **out, struct err *err)
{
	struct reader r = { .name = name, .err = err };
	enum status st;

	*out = NULL;
	r.t = mem_alloc(sizeof *r.t);
	r.t->own = arena_new();
	r.t->name = arena_text(r.t->own, name);
	r.open[0].tail = &r.t->nodes;
	r.open[0].where = IN_PAGE;
	st = check_text(&r, text, n);
	if (st == ST_OK)
		st = conf_read_text(name, text, n, read_line, &r, err);
	r.err = err;
	if (st == ST_OK && r.depth)
		st = wrong(&r, "缺少 end", "");
	if (st == ST_OK && (!r.begun || !r.papers))
		st = wrong(&r, "缺少 document 或 papers", "");
	if (st == ST_OK && !r.t->mark_count) {
		static const char *const none[] = { "" };

		r.t->marks = none;
		r.t->mark_count = 1;
	}
	if (st == ST_OK)
		*out = r.t;
	else
		document_template_free(r.t);
	return st;
}

void document_template_free(struct document_template *t)
{
	if (!t)
		return;
	arena_free(t->own);
	free(t);
}

const char *document_kind_of(const struct document_template *t)
{
	return t->kind;
}

bool document_takes(const struct document_template *t, enum paper p)
{
	return t->takes[p];
}

enum paper document_usual_paper(const struct document_template *t)
{
	return t->usual;
}
