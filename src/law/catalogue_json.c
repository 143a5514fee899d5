/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "law/catalogue_own.h"

/* Loading: all texts are parsed, every element is registered by its id, then each is built with its references
 * resolved, so that it does not matter which file holds what. */

#define KEYS(...) (const char *const[]){ __VA_ARGS__, NULL }
const struct kind_row kind_rows[KIND_COUNT] = {
	[KIND_DEPARTMENT] = { "departments", "部门", KEYS("id", "code", "name", "kind", "uscc", "region") },
	[KIND_ROLE]       = { "roles", "角色", KEYS("id", "name", "sex", "apart", "usual_age", "most_age") },
	[KIND_QUESTION]   = { "questions", "问题", KEYS("id", "text", "options") },
	[KIND_FIELD]      = { "fields", "字段", KEYS("id", "name", "type", "length", "format", "standard", "codes") },
	[KIND_MATERIAL]   = { "materials", "材料", KEYS("id", "name", "form", "note", "sample", "originals", "copies", "source",
		"alternatives", "provider", "produced_by", "merge") },
	[KIND_ITEM]       = { "items", "事项", KEYS("id", "code", "basic_code", "business_code", "local_code", "name", "type", "legal_basis", "fee",
		"result", "dept", "kind", "no_deferral", "promised", "statutory", "promised_when", "materials", "fields",
		"rules", "also") },
	[KIND_BUNDLE]     = { "bundles", "套餐", KEYS("id", "name", "subject", "stage", "lead", "limit", "questions",
		"presets", "items", "single_when", "applicants", "same", "notes", "also") },
	[KIND_SOURCE]     = { "sources", "出处", KEYS("id") },
	[KIND_LIST]       = { "batches", "批次", KEYS("id") },
};

/* --- registering ------------------------------------------------------------------------------------------------- */

static void register_element(struct loader *l, enum kind kind, json_t *v, size_t text, size_t position)
{
	if (!json_is_object(v)) {
		fault_at(l, NULL, "E-2018", "须为对象 {…}");
		return;
	}
	const char *id = read_id(l, v, "id");
	if (!id)
		return;
	long at = id_index_find(&l->index[kind], id);
	if (at >= 0) {
		const struct element *e = &l->elements[kind][l->index[kind].places[at]];
		fault_at(l, "id", "E-2014", "%s「%s」重复,另一处在 %s:/%s/%zu", kind_rows[kind].name, id, l->texts[e->text].name,
			kind_rows[kind].section, e->position);
		return;
	}
	if (l->count[kind] == l->room[kind]) {
		l->room[kind] = l->room[kind] ? 2 * l->room[kind] : 64;
		l->elements[kind] = mem_grow(l->elements[kind], l->room[kind], sizeof *l->elements[kind]);
	}
	id_index_add(&l->index[kind], id, l->count[kind]);
	l->elements[kind][l->count[kind]++] = (struct element){ .json = v, .id = id, .text = text,
		.position = position };
}

/* A section whose name is misspelt would be skipped in silence. */
static void check_section_names(struct loader *l, json_t *root)
{
	const char *key;
	json_t *v;

	json_object_foreach(root, key, v)
		for (int k = 0; k < KIND_COUNT; k++)
			if (strcmp(key, kind_rows[k].section) != 0 && one_slip(key, kind_rows[k].section))
				fault_at(l, key, "E-2018", "不认识的部分 %s,是否为 %s?", key, kind_rows[k].section);
}

static void register_text(struct loader *l, json_t *root, size_t text)
{
	size_t top = place_file(l, l->texts[text].name);

	check_section_names(l, root);
	for (int k = 0; k < KIND_COUNT; k++) {
		const json_t *list = read_array(l, root, kind_rows[k].section, MAY_MISS);
		place_key(l, kind_rows[k].section);
		for (size_t i = 0; i < json_array_size(list) && l->faults <= CATALOGUE_FAULTS; i++) {
			size_t mark = place_number(l, i);
			register_element(l, (enum kind)k, json_array_get(list, i), text, i);
			place_back(l, mark);
		}
		place_back(l, top);
	}
	const json_t *meta = json_object_get(root, "meta");
	if (json_is_object(meta)) {
		size_t mark = place_key(l, "meta");
		const char *title = read_text(l, meta, "title", MAY_MISS, 200), *date = read_text(l, meta, "date", MAY_MISS, 40);
		if (!*l->c->title)
			l->c->title = title;
		if (!*l->c->date)
			l->c->date = date;
		(void)json_object_update_missing(l->meta, (json_t *)(uintptr_t)meta);
		place_back(l, mark);
	}
}

static int by_order(const void *a, const void *b)
{
	const struct element *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->came < y->came ? -1 : 1;
}

/* Bundles stand in the order that the hall wants them numbered in ("order"); those without one come after the others. */
static void order_bundles(struct loader *l)
{
	struct element *e = l->elements[KIND_BUNDLE];
	size_t n = l->count[KIND_BUNDLE];

	for (size_t i = 0; i < n; i++) {
		place_element(l, KIND_BUNDLE, &e[i]);
		e[i].order = read_int(l, e[i].json, "order", 10000, 1, 9999);
		e[i].came = i;
	}
	if (n)
		qsort(e, n, sizeof *e, by_order);
	id_index_release(&l->index[KIND_BUNDLE]);
	id_index_init(&l->index[KIND_BUNDLE], n);
	for (size_t i = 0; i < n; i++)
		id_index_add(&l->index[KIND_BUNDLE], e[i].id, i);
}

/* --- building ---------------------------------------------------------------------------------------------------- */

#define MAKE(list, kind) \
	do { \
		l->list = arena_alloc(l->arena, l->count[kind] * sizeof *l->list); \
		l->c->list = l->list; \
	} while (0)

static void make_arrays(struct loader *l)
{
	MAKE(departments, KIND_DEPARTMENT);
	MAKE(roles, KIND_ROLE);
	MAKE(questions, KIND_QUESTION);
	MAKE(fields, KIND_FIELD);
	MAKE(materials, KIND_MATERIAL);
	MAKE(items, KIND_ITEM);
	MAKE(bundles, KIND_BUNDLE);
	MAKE(sources, KIND_SOURCE);
	MAKE(lists, KIND_LIST);
	l->c->source_count = l->count[KIND_SOURCE];
	l->c->list_count = l->count[KIND_LIST];
	l->c->department_count = l->count[KIND_DEPARTMENT];
	l->c->role_count = l->count[KIND_ROLE];
	l->c->question_count = l->count[KIND_QUESTION];
	l->c->field_count = l->count[KIND_FIELD];
	l->c->material_count = l->count[KIND_MATERIAL];
	l->c->item_count = l->count[KIND_ITEM];
	l->c->bundle_count = l->count[KIND_BUNDLE];
}

/* The object as compact text; NULL when it is empty. */
static const char *keep_object(struct loader *l, const json_t *o)
{
	char *dumped = json_object_size(o) ? json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
	const char *text = dumped ? keep_text(l, dumped) : NULL;

	free(dumped);
	return text;
}

/* Keys that are for people (src, checked, aliases …) are kept as they are. */
static const char *other_keys(struct loader *l, enum kind kind, const json_t *o)
{
	json_t *rest = json_copy((json_t *)(uintptr_t)o);

	for (const char *const *key = kind_rows[kind].keys; *key; key++)
		json_object_del(rest, *key);
	const char *text = keep_object(l, rest);
	json_decref(rest);
	return text;
}

static void build_all(struct loader *l)
{
	static void (*const build[KIND_COUNT])(struct loader *, const json_t *, size_t) = {
		[KIND_DEPARTMENT] = build_department, [KIND_ROLE] = build_role, [KIND_QUESTION] = build_question,
		[KIND_FIELD] = build_field, [KIND_MATERIAL] = build_material, [KIND_ITEM] = build_item,
		[KIND_BUNDLE] = build_bundle, [KIND_SOURCE] = build_source, [KIND_LIST] = build_list,
	};
	struct catalogue_store *own = l->c->own;

	make_arrays(l);
	for (int k = 0; k < KIND_COUNT; k++) {
		const char **extra = arena_alloc(l->arena, l->count[k] * sizeof *extra);
		for (size_t i = 0; i < l->count[k] && l->faults <= CATALOGUE_FAULTS; i++) {
			const struct element *e = &l->elements[k][i];
			place_element(l, (enum kind)k, e);
			build[k](l, e->json, i);
			extra[i] = other_keys(l, (enum kind)k, e->json);
		}
		own->extra[k] = extra;
	}
	own->meta = keep_object(l, l->meta);
	check_codes(l);
	if (!l->faults)
		check_tells(l);
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

static void loader_init(struct loader *l, const struct catalogue_text *texts, catalogue_fault_fn *fault, void *ctx)
{
	struct arena *arena = arena_new();

	*l = (struct loader){ .arena = arena, .texts = texts, .fault = fault, .ctx = ctx, .meta = json_object() };
	l->c = arena_alloc(arena, sizeof *l->c);
	l->c->title = l->c->date = "";
	l->c->own = arena_alloc(arena, sizeof *l->c->own);
	l->c->own->arena = arena;
	for (int k = 0; k < KIND_COUNT; k++)
		id_index_init(&l->index[k], 64);
	id_index_init(&l->texts_seen, 1024);
}

/* What is left of the reading when the catalogue stands: the indices go into it. */
static void loader_release(struct loader *l, json_t **roots, size_t count)
{
	for (int k = 0; k < KIND_COUNT; k++) {
		free(l->elements[k]);
		l->c->own->index[k] = l->index[k];
	}
	id_index_release(&l->texts_seen);
	json_decref(l->meta);
	for (size_t i = 0; i < count; i++)
		json_decref(roots[i]);
	free(roots);
#ifdef __GLIBC__
	malloc_trim(0);      /* a JSON tree is ten times its text: give it back before the day begins */
#endif
}

static void parse_all(struct loader *l, size_t count, json_t **roots)
{
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++) {
		struct err err;
		enum status st = catalogue_parse(&l->texts[i], &roots[i], &err);
		bytes += l->texts[i].n;
		if (!st && bytes > CATALOGUE_CEILING)
			st = err_at(&err, ST_DATA, "E-2005", l->texts[i].name, "到此全部文件合计超过 %zu MiB 的上限,其余未读取",
				CATALOGUE_CEILING >> 20);
		if (!st)
			continue;
		if (!l->faults++)
			l->first = err;
		if (l->fault)
			l->fault(l->ctx, &err);
		if (bytes > CATALOGUE_CEILING)
			return;
	}
}

enum status catalogue_load(const struct catalogue_text *texts, size_t count, catalogue_fault_fn *fault, void *ctx,
	struct catalogue **out, struct err *err)
{
	struct loader l;
	json_t **roots = mem_array(count, sizeof *roots);

	*out = NULL;
	err_clear(err);
	loader_init(&l, texts, fault, ctx);
	parse_all(&l, count, roots);
	/* a text that cannot be read would make everything it defines look unknown: say only the real fault */
	if (!l.faults) {
		for (size_t i = 0; i < count; i++)
			register_text(&l, roots[i], i);
		order_bundles(&l);
		if (!l.faults && !l.count[KIND_BUNDLE] && !l.count[KIND_ITEM]) {
			place_file(&l, count ? texts[0].name : "");
			fault_at(&l, NULL, "E-2001", "没有任何套餐或事项");
		}
		build_all(&l);
	}
	loader_release(&l, roots, count);
	if (l.faults) {
		if (err)
			*err = l.first;
		catalogue_free(l.c);
		return ST_DATA;
	}
	*out = l.c;
	return ST_OK;
}
