/* SPDX-License-Identifier: Apache-2.0 */
#include "base/conf.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define SETTINGS_FILE_MAX ((size_t)256 * 1024)

struct settings {
	const struct setting *rows;
	size_t count;
	struct value { char *text, *origin; } *values;
};

struct settings *settings_new(const struct setting *rows, size_t count)
{
	struct settings *s = mem_alloc(sizeof *s);

	s->rows = rows;
	s->count = count;
	s->values = mem_array(count, sizeof *s->values);
	for (size_t i = 0; i < count; i++) {
		s->values[i].text = mem_text(rows[i].fallback ? rows[i].fallback : "");
		s->values[i].origin = mem_text("default");
	}
	return s;
}

void settings_free(struct settings *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->count; i++) {
		free(s->values[i].text);
		free(s->values[i].origin);
	}
	free(s->values);
	free(s);
}

static size_t find(const struct settings *s, const char *name)
{
	size_t i = 0;

	while (i < s->count && strcmp(s->rows[i].name, name) != 0)
		i++;
	return i;
}

/* Edits from a to b: insert, delete, replace, swap of neighbours. */
static size_t distance(const char *a, const char *b)
{
	enum { MOST = 40 };
	size_t rows[3][MOST + 1], na = strlen(a), nb = strlen(b);

	if (na > MOST || nb > MOST)
		return MOST;
	for (size_t j = 0; j <= nb; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *two_before = rows[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t least = before[j - 1] + (a[i - 1] != b[j - 1]);
			if (before[j] + 1 < least)
				least = before[j] + 1;
			if (now[j - 1] + 1 < least)
				least = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two_before[j - 2] + 1 < least)
				least = two_before[j - 2] + 1;
			now[j] = least;
		}
	}
	return rows[na % 3][nb];
}

/* The known name that was most likely meant, NULL when none is near. */
static const char *nearest(const struct settings *s, const char *name)
{
	const char *best = NULL;
	size_t least = strlen(name) / 3 + 2;

	for (size_t i = 0; i < s->count; i++) {
		size_t d = distance(name, s->rows[i].name);
		if (d < least) {
			least = d;
			best = s->rows[i].name;
		}
	}
	return best;
}

static enum status unknown(const struct settings *s, const char *name, const char *line, struct err *err)
{
	const char *near = nearest(s, name);

	if (near)
		return err_set(err, ST_CONFIG, "E-3002", "%s未知项 %s,是否为 %s?", line, name, near);
	return err_set(err, ST_CONFIG, "E-3002", "%s未知项 %s", line, name);
}

static bool parse_long(const char *text, long *v)
{
	char *end;

	errno = 0;
	*v = strtol(text, &end, 10);
	return errno == 0 && end != text && *end == '\0' && text[0] != ' ';
}

/* "1" or "0" for the words a person writes, NULL for others. */
static const char *parse_bool(const char *text)
{
	static const struct { const char *word, *value; } words[] = {
		{ "yes", "1" }, { "no", "0" }, { "true", "1" }, { "false", "0" }, { "on", "1" }, { "off", "0" }, { "1", "1" },
		{ "0", "0" }, { "是", "1" }, { "否", "0" },
	};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strcmp(words[i].word, text) == 0)
			return words[i].value;
	return NULL;
}

/* Is it one of the words between the blanks? */
static bool is_choice(const char *choices, const char *text)
{
	size_t n = strlen(text);

	for (const char *at = choices; *at; at += strcspn(at, " "), at += strspn(at, " "))
		if (n && strcspn(at, " ") == n && strncmp(at, text, n) == 0)
			return true;
	return false;
}

const char *setting_choices(const struct setting *row, char out[SETTING_CHOICES_SIZE])
{
	const char *last = row->choices ? strrchr(row->choices, ' ') : NULL;

	if (last)
		snprintf(out, SETTING_CHOICES_SIZE, "%.*s 或 %s", (int)(last - row->choices), row->choices, last + 1);
	else
		snprintf(out, SETTING_CHOICES_SIZE, "%s", row->choices ? row->choices : "");
	return out;
}

/* The value in its stored form (owned), NULL and a message when it is not one. */
static char *parse_value(const struct setting *row, const char *line, const char *text, struct err *err)
{
	const char *as_bool;
	char choices[SETTING_CHOICES_SIZE];
	long v;

	if (row->choices && !is_choice(row->choices, text)) {
		err_set(err, ST_CONFIG, "E-3104", "%s%s 应为 %s,现为“%.60s”", line, row->name, setting_choices(row, choices), text);
		return NULL;
	}
	switch (row->type) {
	case SETTING_INT:
		if (parse_long(text, &v) && v >= row->min && v <= row->max)
			return mem_format("%ld", v);
		err_set(err, ST_CONFIG, "E-3104", "%s%s 应为 %ld 到 %ld 的整数,现为“%.60s”", line, row->name, row->min, row->max, text);
		return NULL;
	case SETTING_BOOL:
		if ((as_bool = parse_bool(text)))
			return mem_text(as_bool);
		err_set(err, ST_CONFIG, "E-3104", "%s%s 应为 yes 或 no,现为“%.60s”", line, row->name, text);
		return NULL;
	case SETTING_TEXT:
	case SETTING_PATH:
		break;
	}
	size_t n = strlen(text), at = 0;
	enum text_harm harm = row->type == SETTING_TEXT ? text_check(text, n, &at) : TEXT_FINE;
	if (harm != TEXT_FINE) {                        /* a hall's name stands at the head of each paper */
		err_set(err, ST_CONFIG, "E-3104", "%s%s 的第%zu个字符是%s,不能用", line, row->name, at, text_harm_name(harm));
		return NULL;
	}
	if (n >= (size_t)row->min && n <= (size_t)row->max)
		return mem_text(text);
	err_set(err, ST_CONFIG, "E-3104", "%s%s 的长度应为 %ld 到 %ld 字节,现为 %zu", line, row->name, row->min, row->max, n);
	return NULL;
}

/* `line` is "第n行:" or empty; takes nothing over. */
static enum status set(struct settings *s, const char *name, const char *text, const char *line, const char *origin,
	struct err *err)
{
	size_t i = find(s, name);

	if (i == s->count)
		return unknown(s, name, line, err);
	char *value = parse_value(&s->rows[i], line, text, err);
	if (!value)
		return ST_CONFIG;
	free(s->values[i].text);
	free(s->values[i].origin);
	s->values[i] = (struct value){ value, mem_text(origin) };
	return ST_OK;
}

enum status settings_set(struct settings *s, const char *name, const char *value, struct err *err)
{
	return set(s, name, value, "", "set", err);
}

struct reading { struct settings *settings; const char *path; };

static enum status read_row(void *ctx, int line, int count, char *const words[], struct err *err)
{
	struct reading *r = ctx;
	char where[32], *origin;
	const char *name = words[0], *value = words[count - 1];

	snprintf(where, sizeof where, "第%d行:", line);
	if (!(count == 2 && strcmp(words[1], "=") != 0) && !(count == 3 && strcmp(words[1], "=") == 0))
		return err_set(err, ST_CONFIG, "E-3105", "%s应写作“名称 = 值”,值中有空格时加引号", where);
	origin = mem_format("%s:%d", r->path, line);
	enum status st = set(r->settings, name, value, where, origin, err);
	free(origin);
	return st;
}

/* Data that are wrong here are a wrong set-up. */
static enum status wrong_file(enum status st, struct err *err)
{
	if (st != ST_DATA && st != ST_LIMIT)
		return st;
	if (err)
		err->status = ST_CONFIG;
	return ST_CONFIG;
}

enum status settings_read(struct settings *s, const char *path, struct err *err)
{
	struct reading r = { .path = path };
	char *text;
	size_t n;
	enum status st = conf_slurp(path, SETTINGS_FILE_MAX, &text, &n, err);

	if (st != ST_OK)
		return wrong_file(st, err);
	/* all or nothing: a file with one bad line changes no setting */
	r.settings = settings_new(s->rows, s->count);
	for (size_t i = 0; i < s->count; i++) {
		struct value *v = &r.settings->values[i];
		free(v->text);
		free(v->origin);
		*v = (struct value){ mem_text(s->values[i].text), mem_text(s->values[i].origin) };
	}
	st = wrong_file(conf_read_text(path, text, n, read_row, &r, err), err);
	if (st == ST_OK) {
		struct value *old = s->values;
		s->values = r.settings->values;
		r.settings->values = old;
	}
	settings_free(r.settings);
	free(text);
	return st;
}

/* A name that is not in the table is a mistake in the program. */
static const struct value *known(const struct settings *s, const char *name)
{
	size_t i = find(s, name);

	if (i == s->count) {
		fprintf(stderr, "yichuang: no setting is called %s\n", name);
		exit(status_exit(ST_BUG));
	}
	return &s->values[i];
}

const char *settings_text(const struct settings *s, const char *name)
{
	return known(s, name)->text;
}

long settings_int(const struct settings *s, const char *name)
{
	const char *text = known(s, name)->text, *as_bool = parse_bool(text);
	long v = 0;

	if (s->rows[find(s, name)].type == SETTING_BOOL && as_bool)
		text = as_bool;
	return parse_long(text, &v) ? v : 0;
}

const char *settings_origin(const struct settings *s, const char *name)
{
	return known(s, name)->origin;
}
