/* SPDX-License-Identifier: Apache-2.0 */
#include "law/catalogue_overlay.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "law/catalogue_own.h"

/* What a district may change: one row a section. Its inner lists are laid over by what their entries are called. */
#define KEYS(...) (const char *const[]){ __VA_ARGS__, NULL }
static const struct rule {
	const char *section;
	bool may_add;
	const char *const *members;              /* said by the overlay in place of the base */
	const char *list, *list_id;              /* "materials" of an item, by "material" */
	const char *const *list_members;
	bool list_may_add;
} rules[] = {
	{ "meta", false, KEYS("title", "date"), NULL, NULL, NULL, false },
	{ "departments", true, KEYS("name", "code", "kind", "uscc", "region", "aliases"), NULL, NULL, NULL, false },
	{ "items", false, KEYS("dept", "promised", "promised_when"), "materials", "material", KEYS("defer_working_days"), false },
	{ "materials", false, KEYS("originals", "copies", "provider"), NULL, NULL, NULL, false },
	{ "bundles", false, KEYS("lead", "limit"), NULL, NULL, NULL, false },
	{ "questions", false, KEYS("id"), "options", "id", KEYS("text", "tells"), true },
};

struct laying {
	json_t **roots;                          /* of the base, and of the overlay at hand */
	const struct catalogue_texts *base;
	json_t *said;                            /* places of the base that an overlay has said: a set */
	struct catalogue_overlaid *out;
	const char *name;                        /* of the overlay */
	char at[300];                            /* "/items/0" in it */
	catalogue_fault_fn *fault;
	void *ctx;
	struct err first;
	size_t faults;
};

static const char *tail_of(const char *name)
{
	size_t n = strlen(name);

	return n > PLACE_FILE_MOST ? name + n - PLACE_FILE_MOST : name;
}

static void complain(struct laying *l, const char *key, const char *code, const char *format, const char *what)
{
	struct buf where, text;
	struct err err;

	buf_init(&where, BUF_SMALL);
	buf_init(&text, BUF_SMALL);
	buf_format(&where, "%s:%s%s%s", tail_of(l->name), l->at, key ? "/" : "", key ? key : "");
	for (const char *p = format; *p; p++)
		if (*p == '%')
			text_for_log(&text, what, strlen(what));
		else
			buf_char(&text, *p);
	(void)err_at(&err, ST_DATA, code, where.data, "%s", text.data);
	if (!l->faults++)
		l->first = err;
	if (l->fault)
		l->fault(l->ctx, &err);
	buf_release(&where);
	buf_release(&text);
}

/* The element of the base, and where it stands: "/items/3" of the text `in`. */
static json_t *find_element(struct laying *l, const char *section, const char *id, size_t *in, char pointer[160])
{
	size_t i;
	json_t *e;

	for (*in = 0; *in < l->base->count; ++*in) {
		json_array_foreach(json_object_get(l->roots[*in], section), i, e) {
			const char *other = json_string_value(json_object_get(e, "id"));
			if (!other || strcmp(other, id) != 0)
				continue;
			snprintf(pointer, 160, "/%s/%zu", section, i);
			return e;
		}
	}
	return NULL;
}

/* The overlay's value takes the place of the base's; a place can be said once. */
static void lay(struct laying *l, size_t in, const char *pointer, json_t *element, const char *key, json_t *value)
{
	struct catalogue_overlaid *o = l->out;
	char *base = mem_format("%s:%s/%s", tail_of(l->base->list[in].name), pointer, key);

	if (json_object_get(l->said, base))
		complain(l, key, "E-2014", "「%」已由另一份地区差异或前面一条改过", key);
	json_object_set_new(l->said, base, json_true());
	json_object_set(element, key, value);
	o->places = mem_grow(o->places, o->count + 1, sizeof *o->places);
	o->places[o->count++] = (struct overlaid_place){ base, mem_format("%s:%s/%s", tail_of(l->name), l->at, key) };
}

static bool among(const char *const *keys, const char *key)
{
	while (*keys && strcmp(*keys, key) != 0)
		keys++;
	return *keys;
}

#define MAY "地区差异只能改承诺时限、容缺时限、份数、部门、选项,不能改「%」"

/* One entry of an inner list: the option q-home/town, the paper hk of an item. */
static void lay_entry(struct laying *l, const struct rule *rule, size_t in, const char *pointer, json_t *list, json_t *entry)
{
	const char *id = json_string_value(json_object_get(entry, rule->list_id)), *key;
	char inner[240];
	json_t *e, *v, *found = NULL;
	size_t i;

	if (!id) {
		complain(l, rule->list_id, "E-2018", "缺少 %", rule->list_id);
		return;
	}
	json_array_foreach(list, i, e) {
		const char *other = json_string_value(json_object_get(e, rule->list_id));
		if (other && strcmp(other, id) == 0) {
			found = e;
			break;
		}
	}
	if (!found && !rule->list_may_add) {
		complain(l, rule->list_id, "E-2011", "全省目录的这一条里没有「%」", id);
		return;
	}
	if (!found) {
		json_array_append_new(list, found = json_pack("{s:s}", rule->list_id, id));
		i = json_array_size(list) - 1;
	}
	snprintf(inner, sizeof inner, "%.150s/%s/%zu", pointer, rule->list, i);
	json_object_foreach(entry, key, v) {
		if (strcmp(key, rule->list_id) == 0)
			continue;
		if (among(rule->list_members, key))
			lay(l, in, inner, found, key, v);
		else
			complain(l, key, "E-2079", MAY, key);
	}
}

static void lay_list(struct laying *l, const struct rule *rule, size_t in, const char *pointer, json_t *element, json_t *list)
{
	size_t i, n = strlen(l->at);
	json_t *entry, *base = json_object_get(element, rule->list);

	if (!json_is_array(list) || !json_is_array(base)) {
		complain(l, rule->list, "E-2018", "% 须为数组", rule->list);
		return;
	}
	json_array_foreach(list, i, entry) {
		snprintf(l->at + n, sizeof l->at - n, "/%s/%zu", rule->list, i);
		lay_entry(l, rule, in, pointer, base, entry);
		l->at[n] = '\0';
	}
}

/* A district's own department goes to those of the base. */
static json_t *add_element(struct laying *l, const struct rule *rule, const char *id, size_t *in, char pointer[160])
{
	json_t *section;

	for (*in = 0; *in + 1 < l->base->count && !json_is_array(json_object_get(l->roots[*in], rule->section));)
		++*in;
	section = json_object_get(l->roots[*in], rule->section);
	if (!json_is_array(section))
		json_object_set_new(l->roots[*in], rule->section, section = json_array());
	json_t *element = json_pack("{s:s}", "id", id);
	json_array_append_new(section, element);
	snprintf(pointer, 160, "/%s/%zu", rule->section, json_array_size(section) - 1);
	return element;
}

static void lay_members(struct laying *l, const struct rule *rule, size_t in, const char *pointer, json_t *element, json_t *own)
{
	const char *key;
	json_t *v;

	json_object_foreach(own, key, v) {
		if (strcmp(key, "id") == 0)
			continue;
		if (rule->list && strcmp(key, rule->list) == 0)
			lay_list(l, rule, in, pointer, element, v);
		else if (among(rule->members, key))
			lay(l, in, pointer, element, key, v);
		else
			complain(l, key, "E-2079", MAY, key);
	}
}

static void lay_element(struct laying *l, const struct rule *rule, json_t *own)
{
	const char *id = json_string_value(json_object_get(own, "id"));
	char pointer[160];
	size_t in;

	if (!id) {
		complain(l, "id", "E-2018", "缺少 %(须为文字)", "id");
		return;
	}
	json_t *element = find_element(l, rule->section, id, &in, pointer);
	if (!element && rule->may_add && l->base->count)
		element = add_element(l, rule, id, &in, pointer);
	if (element)
		lay_members(l, rule, in, pointer, element, own);
	else
		complain(l, "id", "E-2011", "全省目录里没有「%」;地区差异不能增加", id);
}

/* The edition's name and date: the base's are those of the first text that has them. */
static void lay_meta(struct laying *l, const struct rule *rule, json_t *own)
{
	json_t *meta = NULL;
	size_t in = 0;

	for (size_t i = 0; i < l->base->count && !meta; i++)
		if ((meta = json_object_get(l->roots[i], "meta")))
			in = i;
	if (!meta && l->base->count)
		json_object_set_new(l->roots[0], "meta", meta = json_object());
	if (meta)
		lay_members(l, rule, in, "/meta", meta, own);
}

static void lay_section(struct laying *l, const char *section, json_t *own)
{
	const struct rule *rule = rules;
	size_t i;
	json_t *e;

	snprintf(l->at, sizeof l->at, "/%.60s", section);
	while (rule < rules + COUNT_OF(rules) && strcmp(rule->section, section) != 0)
		rule++;
	if (rule == rules + COUNT_OF(rules)) {
		complain(l, NULL, "E-2079", MAY, section);
	} else if (strcmp(section, "meta") == 0) {
		lay_meta(l, rule, own);
	} else if (!json_is_array(own)) {
		complain(l, NULL, "E-2018", "% 须为数组", section);
	} else {
		json_array_foreach(own, i, e) {
			snprintf(l->at, sizeof l->at, "/%.60s/%zu", section, i);
			lay_element(l, rule, e);
		}
	}
	l->at[0] = '\0';
}

static json_t *parsed(struct laying *l, const struct catalogue_text *text)
{
	struct err err;
	json_t *root;

	if (catalogue_parse(text, &root, &err) == ST_OK)
		return root;
	if (!l->faults++)
		l->first = err;
	if (l->fault)
		l->fault(l->ctx, &err);
	return NULL;
}

static void lay_text(struct laying *l, const struct catalogue_text *overlay)
{
	json_t *root = parsed(l, overlay), *v;
	const char *key;

	l->name = overlay->name;
	json_object_foreach(root, key, v)
		if (strcmp(key, "$schema") != 0)
			lay_section(l, key, v);
	json_decref(root);
}

static void keep_texts(struct laying *l)
{
	struct catalogue_texts *t = &l->out->texts;

	t->list = mem_array(l->base->count, sizeof *t->list);
	for (; t->count < l->base->count; t->count++) {
		char *dumped = json_dumps(l->roots[t->count], JSON_COMPACT | JSON_REAL_PRECISION(17)), *json = mem_text(dumped ? dumped : "");
		t->list[t->count] = (struct catalogue_text){ mem_text(l->base->list[t->count].name), json, strlen(json) };
		free(dumped);
	}
}

enum status catalogue_overlay(const struct catalogue_texts *base, const struct catalogue_texts *overlays, catalogue_fault_fn *fault,
	void *ctx, struct catalogue_overlaid *out, struct err *err)
{
	struct laying l = { .base = base, .out = out, .fault = fault, .ctx = ctx, .name = "", .said = json_object() };

	*out = (struct catalogue_overlaid){ .count = 0 };
	l.roots = mem_array(base->count, sizeof *l.roots);
	for (size_t i = 0; i < base->count; i++)
		l.roots[i] = parsed(&l, &base->list[i]);
	for (size_t i = 0; i < overlays->count && !l.faults; i++)
		lay_text(&l, &overlays->list[i]);
	if (!l.faults)
		keep_texts(&l);
	for (size_t i = 0; i < base->count; i++)
		json_decref(l.roots[i]);
	free(l.roots);
	json_decref(l.said);
	if (!l.faults)
		return ST_OK;
	catalogue_overlaid_release(out);
	if (err)
		*err = l.first;
	return l.first.status;
}

void catalogue_overlaid_release(struct catalogue_overlaid *o)
{
	for (size_t i = 0; i < o->count; i++) {
		free(o->places[i].base);
		free(o->places[i].overlay);
	}
	free(o->places);
	catalogue_texts_release(&o->texts);
	*o = (struct catalogue_overlaid){ .count = 0 };
}

void catalogue_overlaid_tell(const struct catalogue_overlaid *o, const struct err *fault, struct err *out)
{
	*out = *fault;
	for (size_t i = 0; i < o->count; i++) {
		size_t n = strlen(o->places[i].base);
		if (strncmp(fault->where, o->places[i].base, n) != 0 || (fault->where[n] && fault->where[n] != '/'))
			continue;
		char *where = mem_format("%s%s", o->places[i].overlay, fault->where + n);
		(void)err_at(out, fault->status, fault->code, where, "%s", fault->text);
		free(where);
		return;
	}
}
