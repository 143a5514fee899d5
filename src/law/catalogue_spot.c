/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/catalogue_own.h"

/* Where in a text the thing stands that a fault's pointer names. Only texts that were parsed come here: brackets and quotes are
 * in order. */

struct scan { const char *s; size_t n, at; };

static void skip_blanks(struct scan *c)
{
	while (c->at < c->n && strchr(" \t\r\n,:", c->s[c->at]) && c->s[c->at])
		c->at++;
}

static void skip_text(struct scan *c)
{
	for (c->at++; c->at < c->n && c->s[c->at] != '"'; c->at++)
		c->at += c->s[c->at] == '\\';
	c->at++;
}

static void skip_value(struct scan *c)
{
	size_t depth = 0;

	do {
		skip_blanks(c);
		if (c->at >= c->n)
			return;
		if (c->s[c->at] == '"') {
			skip_text(c);
			continue;
		}
		bool opens = strchr("{[", c->s[c->at]), closes = strchr("}]", c->s[c->at]);
		depth += opens;
		depth -= closes && depth;
		c->at++;
		while (!opens && !closes && c->at < c->n && !strchr(" \t\r\n,:{}[]\"", c->s[c->at]))
			c->at++;
	} while (depth);
}

/* From the beginning of an object or array to that of its member; false, and nothing has moved, when it has none. */
static bool enter(struct scan *c, const char *key, size_t n)
{
	struct scan in = *c;
	bool object = in.s[in.at] == '{';
	size_t wanted = strtoul(key, NULL, 10);

	if (!object && in.s[in.at] != '[')
		return false;
	in.at++;
	for (size_t i = 0; ; i++) {
		skip_blanks(&in);
		if (in.at >= in.n || strchr("}]", in.s[in.at]))
			return false;
		bool found = !object && i == wanted;
		if (object) {
			found = in.at + 1 + n < in.n && strncmp(in.s + in.at + 1, key, n) == 0 && in.s[in.at + 1 + n] == '"';
			skip_text(&in);
			skip_blanks(&in);
		}
		if (found) {
			*c = in;
			return true;
		}
		skip_value(&in);
	}
}

bool catalogue_text_is(const char *name, const char *where, size_t n)
{
	size_t length = strlen(name);

	if (length > PLACE_FILE_MOST)
		name += length - PLACE_FILE_MOST;
	return strlen(name) == n && strncmp(name, where, n) == 0;
}

static bool find(const struct catalogue_text *text, const char *pointer, size_t *line, size_t *column)
{
	struct scan c = { text->json, text->n, 0 };

	if (c.n >= 3 && memcmp(c.s, "\xEF\xBB\xBF", 3) == 0)
		c.at = 3;
	skip_blanks(&c);
	if (c.at >= c.n || c.s[c.at] != '{')
		return false;
	for (const char *key = pointer; *key == '/'; ) {
		size_t n = strcspn(key + 1, "/");
		if (!enter(&c, key + 1, n))
			break;                           /* it is missing: where it should be */
		key += 1 + n;
	}
	*line = *column = 1;
	for (size_t i = 0; i < c.at; i++) {
		if (c.s[i] == '\n') {
			++*line;
			*column = 1;
		} else if (((unsigned char)c.s[i] & 0xC0) != 0x80) {
			++*column;
		}
	}
	return true;
}

void catalogue_texts_tell(const struct catalogue_texts *texts, const struct err *fault, struct err *out)
{
	const char *colon = NULL;
	size_t line, column;
	char where[sizeof fault->where + 48];

	*out = *fault;
	for (const char *at = fault->where; (at = strstr(at, ":/")); at++)
		colon = at;
	if (!colon)
		return;
	for (size_t i = 0; i < texts->count; i++)
		if (catalogue_text_is(texts->list[i].name, fault->where, (size_t)(colon - fault->where)) &&
			find(&texts->list[i], colon + 1, &line, &column)) {
			snprintf(where, sizeof where, "%.*s:%zu:%zu%s", (int)(colon - fault->where), fault->where, line, column, colon);
			(void)err_at(out, fault->status, fault->code, where, "%s", fault->text);
			return;
		}
}
