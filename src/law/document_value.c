/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of a template: from a path to the text that may be printed. */
#include "law/document_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/text.h"
#include "law/masking.h"
#include "law/number.h"

#define VALUE_CHARACTERS 2000

/* ---- paths ---- */

static json_t *member(json_t *object, const char *name, size_t n)
{
	char key[64];

	if (n >= sizeof key)
		return NULL;
	memcpy(key, name, n);
	key[n] = '\0';
	return json_object_get(object, key);
}

static json_t *look_up(const struct filling *f, const struct scope *scope, const char *path)
{
	size_t n = strcspn(path, ".");
	json_t *at = NULL;

	for (; scope && !at; scope = scope->up)
		if (scope->name && strlen(scope->name) == n && strncmp(scope->name, path, n) == 0)
			at = scope->value;
	if (!at)
		at = member(f->data, path, n);
	while (at && path[n] == '.') {
		path += n + 1;
		n = strcspn(path, ".");
		at = member(at, path, n);
	}
	return at;
}

json_t *value_at(struct filling *f, const struct scope *scope, const char *path, bool optional, int line)
{
	json_t *at = f->status == ST_OK ? look_up(f, scope, path) : NULL;

	if (at || optional || f->status != ST_OK)
		return at;
	f->d->missing++;
	if (f->strict) {
		char where[256];

		snprintf(where, sizeof where, "%s:%d: %s", f->t->name, line, path);
		f->status = err_at(f->err, ST_DATA, "E-5303", where, "文书“%s”要用的数据“%s”没有;文书未生成", f->t->title, path);
	}
	return NULL;
}

static bool is_set(json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_NULL:
	case JSON_FALSE:   return false;
	case JSON_STRING:  return json_string_length(v) > 0;
	case JSON_INTEGER: return json_integer_value(v) != 0;
	case JSON_ARRAY:   return json_array_size(v) > 0;
	default:           return true;
	}
}

/* The plain text of a value: nothing for null, lists and objects. */
static void plain(json_t *v, struct buf *out)
{
	if (json_is_string(v))
		buf_add(out, json_string_value(v), json_string_length(v));
	else if (json_is_integer(v))
		buf_format(out, "%lld", (long long)json_integer_value(v));
	else if (json_is_real(v))
		buf_format(out, "%g", json_real_value(v));
	else if (json_is_boolean(v))
		buf_text(out, json_is_true(v) ? "是" : "否");
}

/* ---- filters: first those that read the value itself, then those from text to text ---- */

struct filter {
	const char *name;
	bool wants_word;
	void (*from_json)(json_t *v, const char *word, struct buf *out);
	void (*from_text)(const char *in, const char *word, struct buf *out);
};

static void filter_count(json_t *v, const char *word, struct buf *out)
{
	(void)word;
	buf_format(out, "%zu", json_array_size(v));
}

static void filter_sum(json_t *v, const char *word, struct buf *out)
{
	long long sum = 0;
	size_t i;
	json_t *one;

	json_array_foreach(v, i, one) {
		long long add = json_integer_value(json_object_get(one, word));

		if (__builtin_add_overflow(sum, add, &sum))
			return;
	}
	buf_format(out, "%lld", sum);
}

static void filter_tail(const char *in, const char *word, struct buf *out);

/* A list of texts {deferral.items|join}, one member of a list of objects {items|join:name}, or one with the end of
 * another behind it {items|join:name+code}. */
static void filter_join(json_t *v, const char *word, struct buf *out)
{
	size_t i, n = strcspn(word, "+");
	json_t *one;

	json_array_foreach(v, i, one) {
		const char *more = word[n] ? json_string_value(json_object_get(one, word + n + 1)) : NULL;

		if (i)
			buf_text(out, "、");
		plain(json_is_object(one) ? member(one, word, n) : one, out);
		if (more && *more) {
			buf_text(out, "（");
			filter_tail(more, "6", out);
			buf_text(out, "）");
		}
	}
}

static void filter_tick(json_t *v, const char *word, struct buf *out)
{
	(void)word;
	buf_text(out, v && is_set(v) ? "■" : "□");
}

/* choose:是/否 */
static void filter_choose(json_t *v, const char *word, struct buf *out)
{
	size_t n = strcspn(word, "/");

	if (v && is_set(v))
		buf_add(out, word, n);
	else
		buf_text(out, word[n] ? word + n + 1 : "");
}

static day_t day_of(const char *in)
{
	char day[11];

	snprintf(day, sizeof day, "%.10s", in);
	return day_parse(day);
}

static void filter_day(const char *in, const char *word, struct buf *out)
{
	day_t d = day_of(in);
	struct ymd ymd;

	(void)word;
	if (d == DAY_NONE) {
		buf_text(out, in);
		return;
	}
	ymd = day_to_ymd(d);
	buf_format(out, "%d年%d月%d日", ymd.year, ymd.month, ymd.day);
}

static void filter_weekday(const char *in, const char *word, struct buf *out)
{
	day_t d = day_of(in);

	filter_day(in, word, out);
	if (d != DAY_NONE)
		buf_format(out, "（星期%s）", day_weekday_name(d));
}

/* 2026-11-30 as 11-30: lists on narrow paper. */
static void filter_short(const char *in, const char *word, struct buf *out)
{
	(void)word;
	buf_text(out, day_of(in) == DAY_NONE ? in : in + 5);
}

/* 2026-11-23T09:41:07+08:00 to the minute */
static void filter_minute(const char *in, const char *word, struct buf *out)
{
	if (day_of(in) != DAY_NONE && strlen(in) >= 16 && in[10] == 'T') {
		filter_day(in, word, out);
		buf_format(out, " %.5s", in + 11);
	} else {
		filter_day(in, word, out);
	}
}

static void filter_groups(const char *in, const char *word, struct buf *out)
{
	char groups[28];

	(void)word;
	number_groups(in, groups);
	buf_text(out, groups);
}

static void filter_or(const char *in, const char *word, struct buf *out)
{
	buf_text(out, *in ? in : word);
}

/* as:未核/未交 says the second where the value is the first */
static void filter_as(const char *in, const char *word, struct buf *out)
{
	size_t n = strcspn(word, "/");

	buf_text(out, word[n] && strlen(in) == n && strncmp(in, word, n) == 0 ? word + n + 1 : in);
}

/* pre:WORD, post:WORD: only when there is something to stand beside */
static void filter_pre(const char *in, const char *word, struct buf *out)
{
	if (*in)
		buf_text(out, word);
	buf_text(out, in);
}

static void filter_post(const char *in, const char *word, struct buf *out)
{
	buf_text(out, in);
	if (*in)
		buf_text(out, word);
}

static size_t bytes_of(const char *in, size_t characters)
{
	size_t n = strlen(in), at = 0;
	uint32_t c;

	while (at < n && characters--)
		at += text_decode(in + at, n - at, &c);
	return at;
}

/* tail:6 …the last six characters of a long code */
static void filter_tail(const char *in, const char *word, struct buf *out)
{
	size_t count = text_count(in), keep = strtoul(word, NULL, 10);

	if (count > keep + 1) {
		buf_text(out, "…");
		in += bytes_of(in, count - keep);
	}
	buf_text(out, in);
}

/* cut:12 the first twelve characters */
static void filter_cut(const char *in, const char *word, struct buf *out)
{
	size_t keep = strtoul(word, NULL, 10);
	bool cut = text_count(in) > keep + 1;

	buf_add(out, in, cut ? bytes_of(in, keep) : strlen(in));
	if (cut)
		buf_text(out, "…");
}

#define MASK(name) \
	static void filter_##name(const char *in, const char *word, struct buf *out) \
	{ \
		(void)word; \
		if (*in) \
			name(out, in); \
	}
MASK(mask_name)
MASK(mask_company)
MASK(mask_id_slip)
MASK(mask_id_list)
MASK(mask_phone)
MASK(mask_address)

static const struct filter filters[] = {
	{ "count", false, filter_count, NULL },
	{ "sum", true, filter_sum, NULL },
	{ "join", false, filter_join, NULL },
	{ "tick", false, filter_tick, NULL },
	{ "choose", true, filter_choose, NULL },
	{ "day", false, NULL, filter_day },
	{ "weekday", false, NULL, filter_weekday },
	{ "short", false, NULL, filter_short },
	{ "minute", false, NULL, filter_minute },
	{ "groups", false, NULL, filter_groups },
	{ "or", true, NULL, filter_or },
	{ "as", true, NULL, filter_as },
	{ "pre", true, NULL, filter_pre },
	{ "post", true, NULL, filter_post },
	{ "tail", true, NULL, filter_tail },
	{ "cut", true, NULL, filter_cut },
	{ "mask-name", false, NULL, filter_mask_name },
	{ "mask-company", false, NULL, filter_mask_company },
	{ "mask-id", false, NULL, filter_mask_id_slip },
	{ "mask-id-list", false, NULL, filter_mask_id_list },
	{ "mask-phone", false, NULL, filter_mask_phone },
	{ "mask-address", false, NULL, filter_mask_address },
};

/* ---- compiled texts ---- */

static const char *use_read(struct arena *own, char *s, struct piece *p)
{
	char *word = strchr(s, ':');

	if (word)
		*word++ = '\0';
	if (p->use_count == FILTER_USES)
		return "过滤太多:";
	for (size_t i = 0; i < COUNT_OF(filters); i++) {
		const struct filter *filter = &filters[i];

		if (strcmp(filter->name, s) != 0)
			continue;
		if (filter->wants_word && !word)
			return "过滤缺少参数:";
		if (filter->from_json && p->use_count)
			return "这个过滤要写在最前:";
		p->uses[p->use_count].filter = filter;
		p->uses[p->use_count++].word = arena_text(own, word ? word : "");
		return NULL;
	}
	return "不认识的过滤:";
}

static const char *field_read(struct arena *own, const char *s, size_t n, struct piece *p)
{
	char *rest = arena_text_n(own, s, n), *part = strsep(&rest, "|");
	size_t end = strlen(part);

	p->optional = end > 1 && part[end - 1] == '?';
	if (p->optional)
		part[end - 1] = '\0';
	if (!*part || (strcmp(part, "#") != 0 && strspn(part, "abcdefghijklmnopqrstuvwxyz0123456789_.") != strlen(part)))
		return "字段名不对:";
	p->path = part;
	while ((part = strsep(&rest, "|")) != NULL) {
		const char *fault = use_read(own, part, p);

		if (fault)
			return fault;
	}
	return NULL;
}

const char *words_read(struct arena *own, const char *s, struct words *out)
{
	size_t room = 1;

	for (const char *c = s; *c; c++)
		room += *c == '{' ? 2 : 0;
	*out = (struct words){ .pieces = arena_alloc(own, room * sizeof *out->pieces) };
	while (*s) {
		struct piece *p = &out->pieces[out->count++];
		size_t n = strcspn(s, "{");
		const char *fault = NULL;

		if (n) {
			p->literal = arena_text_n(own, s, n);
		} else if (s[1] == '{') {
			p->literal = "{";
			n = 2;
		} else {
			n = strcspn(s, "}");
			if (!s[n])
				return "花括号没有收尾:";
			fault = field_read(own, s + 1, n - 1, p);
			n++;
		}
		if (fault)
			return fault;
		s += n;
	}
	return NULL;
}

static void field_fill(struct filling *f, const struct scope *scope, const struct piece *p, int line, struct buf *out)
{
	json_t *v;
	struct buf in, next;
	size_t i = 0;

	if (strcmp(p->path, "#") == 0) {
		buf_format(out, "%zu", scope ? scope->index + 1 : 0);
		return;
	}
	v = value_at(f, scope, p->path, p->optional, line);
	buf_init(&in, BUF_LARGE);
	if (p->use_count && p->uses[0].filter->from_json)
		p->uses[i++].filter->from_json(v, p->uses[0].word, &in);
	else if (v)
		plain(v, &in);
	else if (!p->optional)
		buf_text(&in, "—");
	for (; i < p->use_count; i++) {
		buf_init(&next, BUF_LARGE);
		p->uses[i].filter->from_text(in.len ? in.data : "", p->uses[i].word, &next);
		buf_release(&in);
		in = next;
	}
	if (in.len)
		text_for_printer(out, in.data, in.len);
	buf_release(&in);
}

const char *words_fill(struct filling *f, const struct scope *scope, const struct words *w, int line)
{
	struct buf out;
	const char *text;
	size_t count;

	buf_init(&out, BUF_LARGE);
	for (size_t i = 0; i < w->count && f->status == ST_OK; i++) {
		if (w->pieces[i].literal)
			buf_text(&out, w->pieces[i].literal);
		else
			field_fill(f, scope, &w->pieces[i], line, &out);
	}
	count = out.len ? text_count(out.data) : 0;
	if (count > VALUE_CHARACTERS)
		text = arena_format(f->d->own, "%.*s…(共%zu字)", (int)bytes_of(out.data, VALUE_CHARACTERS), out.data, count);
	else
		text = arena_text_n(f->d->own, out.len ? out.data : "", out.len);
	buf_release(&out);
	return text;
}

/* ---- conditions ---- */

static bool term_holds(struct filling *f, const struct scope *scope, const struct term *t, int line)
{
	struct buf text;
	json_t *v = NULL;
	bool holds = false;

	buf_init(&text, BUF_LARGE);
	if (strcmp(t->path, "paper") == 0) {
		buf_text(&text, paper_name(f->d->paper));
	} else if (strcmp(t->path, "slip") == 0) {
		holds = paper_is_slip(f->d->paper);
	} else if (strcmp(t->path, "large") == 0) {
		holds = f->d->large;
	} else {
		v = value_at(f, scope, t->path, t->optional, line);
		holds = v && is_set(v);
		plain(v, &text);
	}
	if (t->word_count) {
		holds = false;
		for (size_t i = 0; i < t->word_count && !holds; i++)
			holds = strcmp(t->words[i], text.len ? text.data : "") == 0;
	}
	buf_release(&text);
	return holds != t->negate;
}

bool test_holds(struct filling *f, const struct scope *scope, const struct test *t, int line)
{
	bool holds = f->status == ST_OK;

	for (size_t i = 0; i < t->count && holds; i++)
		holds = term_holds(f, scope, &t->terms[i], line);
	return holds;
}
