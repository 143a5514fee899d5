/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "law/catalogue_sheets.h"

/* How a value looks in a cell. What people would write stands there; what cannot be said so is JSON, which begins with { [ or ".
 * A value is written, read again, and written as JSON when that is not the same: so nothing is ever changed on the way. */

/* --- from JSON ----------------------------------------------------------------------------------------------------------- */

static const struct column_name units[] = { { "working_day", "个工作日" }, { "natural_day", "个自然日" }, { "hour", "小时" },
	{ "minute", "分钟" }, { "working_day", "工作日" }, { "natural_day", "自然日" }, { "hour", "个小时" }, { "natural_day", "天" },
	{ "natural_day", "日" }, { NULL, NULL } };

static const char *name_of(const struct column_name *names, const char *code)
{
	for (; names->code; names++)
		if (strcmp(names->code, code) == 0)
			return names->name;
	return code;
}

static bool as_words(const struct column *c, json_t *v, struct buf *out)
{
	size_t i;
	json_t *e;

	json_array_foreach(v, i, e) {
		if (!json_is_string(e))
			return false;
		buf_text(out, i ? " " : "");
		buf_text(out, c->names ? name_of(c->names, json_string_value(e)) : json_string_value(e));
	}
	return json_is_array(v);
}

static bool as_limit(const struct column *c, json_t *v, struct buf *out)
{
	const char *unit = json_string_value(json_object_get(v, "unit"));
	json_t *n = json_object_get(v, "n");

	(void)c;
	if (!unit || !json_is_number(n))
		return false;
	buf_format(out, "%g%s", json_number_value(n), name_of(units, unit));
	return true;
}

static bool as_when(const struct column *c, json_t *v, struct buf *out)
{
	size_t i, k;
	json_t *e, *any;

	(void)c;
	json_array_foreach(v, i, e) {
		const char *q = json_string_value(json_object_get(e, "q"));
		if (!q)
			return false;
		buf_format(out, "%s%s=", i ? "; " : "", q);
		json_array_foreach(json_object_get(e, "any"), k, any)
			buf_format(out, "%s%s", k ? "," : "", json_is_string(any) ? json_string_value(any) : "");
	}
	return json_is_array(v);
}

static bool as_pairs(const struct column *c, json_t *v, struct buf *out)
{
	const char *key;
	size_t n = 0;
	json_t *e;

	(void)c;
	json_object_foreach(v, key, e) {
		const char *same = json_string_value(json_object_get(e, "same"));
		if (!same && !json_is_string(e))
			return false;
		buf_format(out, "%s%s=%s%s", n++ ? "; " : "", key, same ? "=" : "", same ? same : json_string_value(e));
	}
	return json_is_object(v);
}

static bool as_text(const struct column *c, json_t *v, struct buf *out)
{
	(void)c;
	buf_text(out, json_string_value(v));
	return json_is_string(v);
}

static bool as_name(const struct column *c, json_t *v, struct buf *out)
{
	if (json_is_string(v))
		buf_text(out, name_of(c->names, json_string_value(v)));
	return json_is_string(v);
}

static bool as_int(const struct column *c, json_t *v, struct buf *out)
{
	(void)c;
	buf_format(out, "%lld", (long long)json_integer_value(v));
	return json_is_integer(v);
}

static bool as_bool(const struct column *c, json_t *v, struct buf *out)
{
	(void)c;
	buf_text(out, json_is_true(v) ? "是" : "否");
	return json_is_boolean(v);
}

static bool as_json(const struct column *c, json_t *v, struct buf *out)
{
	size_t at;
	char *text = json_dumps(v, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));

	(void)c;
	if (text && text_check(text, strlen(text), &at) != TEXT_FINE) {      /* nothing unseen stands in a cell */
		free(text);
		text = json_dumps(v, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(17));
	}
	if (text)
		buf_text(out, text);
	bool fits = text && strchr("{[\"", *text);
	free(text);
	return fits;
}

/* --- to JSON ------------------------------------------------------------------------------------------------------------- */

static json_t *of_text(const struct column *c, char *s, struct buf *why)
{
	(void)c;
	(void)why;
	return json_string(s);
}

static json_t *of_int(const struct column *c, char *s, struct buf *why)
{
	char *end;

	(void)c;
	errno = 0;
	long long n = strtoll(s, &end, 10);
	if (!errno && end != s && !*end)
		return json_integer(n);
	buf_text(why, "须为整数");
	return NULL;
}

static json_t *of_bool(const struct column *c, char *s, struct buf *why)
{
	static const struct { const char *text; bool value; } words[] = { { "是", true }, { "否", false }, { "true", true },
		{ "false", false }, { "TRUE", true }, { "FALSE", false }, { "1", true }, { "0", false } };

	(void)c;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strcmp(words[i].text, s) == 0)
			return json_boolean(words[i].value);
	buf_text(why, "须为 是 或 否");
	return NULL;
}

static const char *code_of(const struct column_name *names, const char *word)
{
	for (; names && names->code; names++)
		if (strcmp(names->name, word) == 0)
			return names->code;
	return word;
}

static json_t *of_name(const struct column *c, char *s, struct buf *why)
{
	(void)why;
	return json_string(code_of(c->names, s));
}

/* Cuts the next piece off *s at one of the separators (each a whole text); its blanks at both ends go. NULL at the end. */
static char *next_piece(char **s, const char *const *separators)
{
	char *from = *s;
	size_t n = 0, cut = 0;

	if (!from)
		return NULL;
	for (; from[n] && !cut; n += !cut)
		for (const char *const *p = separators; *p && !cut; p++)
			if (strncmp(from + n, *p, strlen(*p)) == 0)
				cut = strlen(*p);
	*s = cut ? from + n + cut : NULL;
	from[n] = '\0';
	char *trimmed = from + (text_trim(from, &n) - from);
	trimmed[n] = '\0';
	return trimmed;
}

/* the full-width ones, which a Chinese input method types, are as good */
#define WIDE_COMMA "\xEF\xBC\x8C"
#define WIDE_SEMICOLON "\xEF\xBC\x9B"
#define WIDE_EQUALS "\xEF\xBC\x9D"
#define WIDE_BLANK "\xE3\x80\x80"
static const char *const between_words[] = { " ", ",", WIDE_COMMA, "、", WIDE_BLANK, "\n", NULL };
static const char *const between_parts[] = { ";", WIDE_SEMICOLON, "\n", NULL };
static const char *const between_any[] = { ",", WIDE_COMMA, "、", NULL };

static json_t *of_words(const struct column *c, char *s, struct buf *why)
{
	json_t *list = json_array();

	(void)why;
	for (char *w; (w = next_piece(&s, between_words));)
		if (*w)
			json_array_append_new(list, json_string(code_of(c->names, w)));
	return list;
}

#define LIMIT_FORM "须写作 5个工作日、10个自然日、4小时 或 30分钟"
static json_t *of_limit(const struct column *c, char *s, struct buf *why)
{
	char *end;
	double n = strspn(s, "0123456789.") ? strtod(s, &end) : -1, halves = n * 2;

	if (n < 0 || n > 1e6) {
		buf_text(why, LIMIT_FORM);
		return NULL;
	}
	size_t left = strlen(end);
	const char *word = text_trim(end, &left);

	(void)c;
	for (const struct column_name *u = units; u->code; u++)
		if (strlen(u->name) == left && strncmp(u->name, word, left) == 0)
			return json_pack("{s:o,s:s}", "n", halves == (double)(long)halves && (long)halves % 2 == 0 ?
				json_integer((long)halves / 2) : json_real(n), "unit", u->code);
	buf_text(why, LIMIT_FORM);
	return NULL;
}

/* "key=value" apart; false when it is none. */
static bool split_pair(char *s, char **key, char **value)
{
	static const char *const signs[] = { "=", WIDE_EQUALS, NULL };

	*value = s;
	*key = next_piece(value, signs);
	if (!*value || !**key)
		return false;
	size_t n = strlen(*value);
	char *trimmed = *value + (text_trim(*value, &n) - *value);
	trimmed[n] = '\0';
	*value = trimmed;
	return n > 0;
}

static json_t *of_when(const struct column *c, char *s, struct buf *why)
{
	json_t *list = json_array();

	(void)c;
	for (char *part; (part = next_piece(&s, between_parts));) {
		json_t *any = json_array();
		char *key, *value;
		if (!*part) {
			json_decref(any);
			continue;
		}
		if (!split_pair(part, &key, &value)) {
			json_decref(any);
			json_decref(list);
			buf_text(why, "条件须写作 问题=选项,选项; 问题=选项");
			return NULL;
		}
		for (char *w; (w = next_piece(&value, between_any));)
			json_array_append_new(any, json_string(w));
		json_array_append_new(list, json_pack("{s:s,s:o}", "q", key, "any", any));
	}
	return list;
}

static json_t *of_pairs(const struct column *c, char *s, struct buf *why)
{
	json_t *object = json_object();

	(void)c;
	for (char *part; (part = next_piece(&s, between_parts));) {
		char *key, *value;
		if (!*part)
			continue;
		if (!split_pair(part, &key, &value) || json_object_get(object, key)) {
			json_decref(object);
			buf_text(why, "须写作 甲=乙; 丙=丁,左边各不相同");
			return NULL;
		}
		if (*value == '=')
			json_object_set_new(object, key, json_pack("{s:s}", "same", value + 1));
		else
			json_object_set_new(object, key, json_string(value));
	}
	return object;
}

static json_t *of_json(const char *text, enum form form, struct buf *why)
{
	json_error_t e;
	json_t *v = json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &e);

	if (v && (form != FORM_REST || json_is_object(v)))
		return v;
	json_decref(v);
	buf_text(why, form == FORM_REST ? "须为 JSON 对象 {…}" : "以 {、[ 或 \" 开头的格须为 JSON;普通文字不要这样开头");
	return NULL;
}

/* --- one row a form ------------------------------------------------------------------------------------------------------ */

static const struct {
	bool (*write)(const struct column *c, json_t *v, struct buf *out);
	json_t *(*read)(const struct column *c, char *s, struct buf *why);
} forms[] = {
	[FORM_PARENT] = { as_text, of_text },  [FORM_TEXT] = { as_text, of_text },    [FORM_DATE] = { as_text, of_text },
	[FORM_INT] = { as_int, of_int },       [FORM_BOOL] = { as_bool, of_bool },    [FORM_NAME] = { as_name, of_name },
	[FORM_WORDS] = { as_words, of_words }, [FORM_NAMES] = { as_words, of_words }, [FORM_LIMIT] = { as_limit, of_limit },
	[FORM_WHEN] = { as_when, of_when },    [FORM_PAIRS] = { as_pairs, of_pairs }, [FORM_REST] = { as_json, of_text },
};

static bool is_same(const struct column *column, json_t *value, const char *text)
{
	struct buf why;
	size_t at;

	if (!*text || text_check(text, strlen(text), &at) != TEXT_FINE)
		return false;
	buf_init(&why, BUF_SMALL);
	json_t *again = cell_read(column, text, &why);
	bool same = again && json_equal(again, value);
	json_decref(again);
	buf_release(&why);
	return same;
}

bool cell_write(const struct column *column, json_t *value, struct buf *out)
{
	struct buf plain;

	buf_init(&plain, BUF_LARGE);
	bool fits = forms[column->form].write(column, value, &plain) && !plain.overflow && is_same(column, value, plain.data);
	if (fits)
		buf_text(out, plain.data);
	buf_release(&plain);
	return fits || as_json(column, value, out);
}

json_t *cell_read(const struct column *column, const char *text, struct buf *why)
{
	size_t n = strlen(text);
	const char *trimmed = text_trim(text, &n);

	if (column->form == FORM_REST || (*text && strchr("{[\"", *text)))
		return of_json(text, column->form, why);
	/* a text is what it is, blanks and all; everything else is read without those around it */
	bool whole = column->form == FORM_TEXT;
	char *copy = whole ? mem_text(text) : mem_text_n(trimmed, n);
	json_t *v = forms[column->form].read(column, copy, why);
	free(copy);
	return v;
}
