/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "law/catalogue_own.h"

/* The gate before jansson: size, encoding and depth are judged on the bytes, so that a hostile file costs one look at
 * each of them at the most. */

struct spot { size_t line, column; };      /* 1-based; columns are characters */

static struct spot spot_of(const char *s, size_t offset)
{
	struct spot at = { 1, 1 };

	for (size_t i = 0; i < offset; i++) {
		if (s[i] == '\n')
			at = (struct spot){ at.line + 1, 1 };
		else if (((unsigned char)s[i] & 0xC0) != 0x80)
			at.column++;
	}
	return at;
}

static enum status fault_spot(struct err *err, const char *code, const char *file, struct spot at, const char *what)
{
	char where[sizeof err->where];
	size_t length = strlen(file);
	const char *tail = length > 200 ? file + length - 200 : file;

	snprintf(where, sizeof where, "%s:%zu:%zu", tail, at.line, at.column);
	return err_at(err, ST_DATA, code, where, "第%zu行第%zu列:%s", at.line, at.column, what);
}

/* Two bytes that are no UTF-8 but would be a Chinese character in GB18030: worth a hint. */
static bool looks_like_gb(const char *s, size_t n)
{
	return n >= 2 && (unsigned char)s[0] >= 0x81 && (unsigned char)s[0] <= 0xFE && (unsigned char)s[1] >= 0x40
		&& (unsigned char)s[1] != 0x7F;
}

static enum status check_wide(const char *name, const char *s, size_t n, struct err *err)
{
	if (n >= 2 && (memcmp(s, "\xFF\xFE", 2) == 0 || memcmp(s, "\xFE\xFF", 2) == 0))
		return err_at(err, ST_DATA, "E-2002", name, "编码疑为 UTF-16,目录须为 UTF-8;请另存为 UTF-8 后再导入");
	return ST_OK;
}

static enum status check_encoding(const char *name, const char *s, size_t n, struct err *err)
{
	size_t good = text_valid(s, n);
	if (good == n)
		return ST_OK;
	char what[160];
	snprintf(what, sizeof what, "字节 %02X 不是有效的 UTF-8%s;整份未读入,请另存为 UTF-8", (unsigned)(unsigned char)s[good],
		looks_like_gb(s + good, n - good) ? "(疑为 GB18030)" : "");
	return fault_spot(err, "E-2003", name, spot_of(s, good), what);
}

/* Nesting of brackets outside texts; stops at the first that is too deep. */
static enum status check_depth(const char *name, const char *s, size_t n, struct err *err)
{
	unsigned depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < n; i++) {
		if (quoted) {
			if (s[i] == '\\')
				i++;
			else if (s[i] == '"')
				quoted = false;
		} else if (s[i] == '"') {
			quoted = true;
		} else if (s[i] == '[' || s[i] == '{') {
			if (++depth > CATALOGUE_DEPTH) {
				char what[80];
				enum status st = check_encoding(name, s, i, err);      /* GB18030 has brackets in its characters */
				if (st)
					return st;
				snprintf(what, sizeof what, "括号嵌套超过 %d 层,拒绝读取", CATALOGUE_DEPTH);
				return fault_spot(err, "E-2004", name, spot_of(s, i), what);
			}
		} else if ((s[i] == ']' || s[i] == '}') && depth) {
			depth--;
		}
	}
	return ST_OK;
}

static const char *syntax_name(const json_error_t *e)
{
	switch (json_error_code(e)) {
	case json_error_premature_end_of_input: return "文件没有写完(缺少括号或引号)";
	case json_error_end_of_input_expected:  return "结尾之后还有多余内容";
	case json_error_duplicate_key:          return "同一对象里键重复";
	case json_error_numeric_overflow:       return "数值过大";
	case json_error_null_character:         return "文字里含空字符 \\u0000";
	default:                                return "JSON 写法有误";
	}
}

static enum status fault_syntax(const char *name, const char *s, size_t n, const json_error_t *e, struct err *err)
{
	size_t offset = e->position < 0 ? 0 : (size_t)e->position;
	struct buf what;

	buf_init(&what, 400);
	buf_text(&what, syntax_name(e));
	buf_text(&what, " (");
	text_for_log(&what, e->text, strnlen(e->text, 120));
	buf_text(&what, ")");
	enum status st = fault_spot(err, "E-2004", name, spot_of(s, offset < n ? offset : n), what.data);
	buf_release(&what);
	return st;
}

static bool blank(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strchr(" \t\r\n", s[i]) || !s[i])
			return false;
	return true;
}

enum status catalogue_parse(const struct catalogue_text *text, json_t **root, struct err *err)
{
	const char *s = text->json;
	size_t n = text->n;
	json_error_t e;
	enum status st;

	*root = NULL;
	if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {      /* the mark that some editors write in front */
		s += 3;
		n -= 3;
	}
	if (blank(s, n))
		return err_at(err, ST_DATA, "E-2001", text->name, "文件为空");
	if ((st = check_wide(text->name, s, n, err)) || (st = check_depth(text->name, s, n, err)))
		return st;
	if (n > CATALOGUE_CEILING)
		return err_at(err, ST_DATA, "E-2005", text->name, "文件 %zu MiB,超过 %zu MiB 的上限", n >> 20,
			CATALOGUE_CEILING >> 20);
	if ((st = check_encoding(text->name, s, n, err)))
		return st;
	*root = json_loadb(s, n, JSON_REJECT_DUPLICATES, &e);
	if (!*root)
		return fault_syntax(text->name, s, n, &e, err);
	if (json_is_object(*root))
		return ST_OK;
	json_decref(*root);
	*root = NULL;
	return err_at(err, ST_DATA, "E-2018", text->name, "最外层须为对象 {…}");
}
