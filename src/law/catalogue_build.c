/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "law/catalogue_own.h"

/* One function per section: from a JSON object to its structure. The place stands on the object. */

#define NAME_MOST 200
#define LINE_MOST 500

void build_department(struct loader *l, const json_t *o, size_t n)
{
	l->departments[n] = (struct department){ .id = l->elements[KIND_DEPARTMENT][n].id,
		.name = read_text(l, o, "name", NEEDED, NAME_MOST), .kind = read_text(l, o, "kind", MAY_MISS, NAME_MOST) };
	read_department_codes(l, o, &l->departments[n]);
}

static void build_apart(struct loader *l, const json_t *o, struct role *r)
{
	const json_t *list = read_array(l, o, "apart", MAY_MISS);
	size_t n = json_array_size(list), mark = place_key(l, "apart");
	const struct role **apart = arena_alloc(l->arena, n * sizeof *apart);

	for (size_t i = 0; i < n; i++) {
		const char *id = json_string_value(json_array_get(list, i));
		size_t here = place_number(l, i);
		long at = id ? refer(l, KIND_ROLE, id, NULL) : -1;
		if (!id)
			fault_at(l, NULL, "E-2018", "须为角色编号(文字)");
		else if (at >= 0 && &l->roles[at] == r)
			fault_at(l, NULL, "E-2018", "角色「%s」不能与自己不同一人", id);
		else if (at >= 0)
			apart[r->apart_count++] = &l->roles[at];
		place_back(l, here);
	}
	place_back(l, mark);
	r->apart = apart;
}

void build_role(struct loader *l, const json_t *o, size_t n)
{
	static const char *const sexes[] = { [SEX_UNKNOWN] = "any", [SEX_MALE] = "male", [SEX_FEMALE] = "female", NULL };
	enum { AGE_MOST = 150 };
	struct role *r = &l->roles[n];
	int sex = read_choice(l, o, "sex", sexes, SEX_UNKNOWN);

	*r = (struct role){ .id = l->elements[KIND_ROLE][n].id, .name = read_text(l, o, "name", NEEDED, NAME_MOST),
		.sex = sex < 0 ? SEX_UNKNOWN : (enum identity_sex)sex,
		.usual_age = (int)read_int(l, o, "usual_age", 0, 1, AGE_MOST), .most_age = (int)read_int(l, o, "most_age", 0, 1, AGE_MOST) };
	if (r->most_age && r->usual_age > r->most_age)
		fault_at(l, "usual_age", "E-2018", "usual_age 不能大于 most_age");
	build_apart(l, o, r);
}

/* Reports an id that stands twice in one list. */
static void check_once(struct loader *l, struct id_index *seen, const char *id, size_t i, const char *what)
{
	long at = id_index_find(seen, id);

	if (at >= 0)
		fault_at(l, NULL, "E-2014", "%s「%s」重复:第 %u 个与第 %zu 个", what, id, (unsigned)seen->places[at] + 1, i + 1);
	else
		id_index_add(seen, id, i);
}

void build_question(struct loader *l, const json_t *o, size_t n)
{
	struct question *q = &l->questions[n];
	const json_t *list = read_array(l, o, "options", NEEDED);
	size_t count = json_array_size(list);
	struct choice *choices = arena_alloc(l->arena, count * sizeof *choices);
	struct id_index seen;

	*q = (struct question){ .id = l->elements[KIND_QUESTION][n].id, .text = read_text(l, o, "text", NEEDED, LINE_MOST),
		.choices = choices };
	if (list && count < 2)
		fault_at(l, "options", "E-2018", "问题「%s」至少要有两个选项", q->id);
	id_index_init(&seen, count);
	size_t mark = place_key(l, "options");
	for (size_t i = 0; i < count; i++) {
		const json_t *v = json_array_get(list, i);
		size_t here = place_number(l, i);
		const char *id = json_is_object(v) ? read_id(l, v, "id") : NULL;
		if (id) {
			check_once(l, &seen, id, i, "选项");
			struct choice *c = &choices[q->choice_count++];
			*c = (struct choice){ .id = id, .text = read_text(l, v, "text", NEEDED, NAME_MOST) };
			c->tells = read_tells(l, v, &c->tell_count);
		} else if (!json_is_object(v)) {
			fault_at(l, NULL, "E-2018", "须为对象 {\"id\":…,\"text\":…}");
		}
		place_back(l, here);
	}
	place_back(l, mark);
	id_index_release(&seen);
}

/* "2", "2..50", "1..14,6": least and most length, decimals. */
static bool split_length(const char *s, struct field *f)
{
	char *end;

	if (!isdigit((unsigned char)*s))
		return false;
	long min = strtol(s, &end, 10), max = min, decimals = 0;
	if (strncmp(end, "..", 2) == 0 && isdigit((unsigned char)end[2]))
		max = strtol(end + 2, &end, 10);
	if (*end == ',' && isdigit((unsigned char)end[1]))
		decimals = strtol(end + 1, &end, 10);
	if (*end || min > max || max < 1 || max > 10000 || decimals > 9)
		return false;
	f->min = (int)min;
	f->max = (int)max;
	f->decimals = (int)decimals;
	return true;
}

void build_field(struct loader *l, const json_t *o, size_t n)
{
	static const char *const types[] = { "C", "N", "CODE", "DATE", "TIME", "DT", "BOOL", NULL };
	struct field *f = &l->fields[n];

	*f = (struct field){ .id = l->elements[KIND_FIELD][n].id, .name = read_text(l, o, "name", NEEDED, NAME_MOST),
		.format = read_text(l, o, "format", MAY_MISS, LINE_MOST),
		.standard = read_text(l, o, "standard", MAY_MISS, LINE_MOST), .max = 1 };
	int type = read_choice(l, o, "type", types, -1);
	if (type >= 0)
		f->type = (enum field_type)type;
	const char *length = read_text(l, o, "length", NEEDED, 20);
	if (*length && !split_length(length, f))
		fault_at(l, "length", "E-2018", "length 须写作 2、2..50 或 1..14,2");
	if (f->type == FIELD_CODE)
		read_codes(l, o, f);
}

void build_material(struct loader *l, const json_t *o, size_t n)
{
	static const char *const sources[] = { "self", "form", "share", "ecert", "promise", "item", NULL };
	static const char *const merges[] = { "max", "sum", NULL };
	struct material *m = &l->materials[n];

	*m = (struct material){ .id = l->elements[KIND_MATERIAL][n].id, .name = read_text(l, o, "name", NEEDED, NAME_MOST),
		.form = read_text(l, o, "form", MAY_MISS, NAME_MOST), .note = read_text(l, o, "note", MAY_MISS, TEXT_MOST),
		.sample = read_text(l, o, "sample", MAY_MISS, TEXT_MOST),
		.originals = (int)read_int(l, o, "originals", 0, 0, 99), .copies = (int)read_int(l, o, "copies", 0, 0, 99),
		.copies_add = read_choice(l, o, "merge", merges, 0) == 1, .sources = read_sources(l, o, "src") };
	int source = read_choice(l, o, "source", sources, 0);
	if (source >= 0)
		m->source = (enum material_source)source;
	long provider = read_reference(l, o, "provider", KIND_DEPARTMENT, MAY_MISS);
	if (provider >= 0)
		m->provider = &l->departments[provider];
	m->produced_by = read_items(l, o, "produced_by", &m->produced_by_count);
	const json_t *list = read_array(l, o, "alternatives", MAY_MISS);
	size_t mark = place_key(l, "alternatives");
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *name = json_string_value(json_array_get(list, i));
		int at = 0;
		while (name && sources[at] && strcmp(sources[at], name) != 0)
			at++;
		size_t here = place_number(l, i);
		if (!name || !sources[at])
			fault_at(l, NULL, "E-2018", "须为 self、form、share、ecert、promise 或 item");
		else
			m->alternatives |= 1u << at;
		place_back(l, here);
	}
	place_back(l, mark);
}

static bool build_item_material(struct loader *l, const json_t *o, struct item_material *out)
{
	static const char *const levels[] = { "main", "minor", NULL };
	long material = read_reference(l, o, "material", KIND_MATERIAL, NEEDED);
	int level = read_choice(l, o, "level", levels, -1);
	long days = read_int(l, o, "defer_working_days", 0, 0, LIMIT_DAYS_MOST);

	*out = (struct item_material){ .level = level == LEVEL_MINOR ? LEVEL_MINOR : LEVEL_MAIN, .defer_days = (int)days,
		.blocks_result = read_bool(l, o, "blocks_result", true), .when = read_conditions(l, o) };
	/* a paper that may come after the result is not bound by the day of the result (C-12) */
	out->cap_to_promise = read_bool(l, o, "cap_to_promise", out->blocks_result);
	if (level >= 0)
		check_deferral(l, (enum material_level)level, days);
	if (material < 0 || level < 0)
		return false;
	out->material = &l->materials[material];
	return true;
}

static void build_item_materials(struct loader *l, const json_t *o, struct item *item)
{
	const json_t *list = read_array(l, o, "materials", MAY_MISS);
	size_t n = json_array_size(list);
	struct item_material *materials = arena_alloc(l->arena, n * sizeof *materials);

	if (!n)
		fault_at(l, "materials", "E-2017", "事项「%s」%s 没有任何材料", item->id, item->name);
	size_t mark = place_key(l, "materials");
	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_array_get(list, i);
		size_t here = place_number(l, i);
		if (!json_is_object(v))
			fault_at(l, NULL, "E-2018", "须为对象 {\"material\":…,\"level\":…}");
		else if (build_item_material(l, v, &materials[item->material_count]))
			item->material_count++;
		place_back(l, here);
	}
	place_back(l, mark);
	item->materials = materials;
}

static void build_item_fields(struct loader *l, const json_t *o, struct item *item)
{
	const json_t *list = read_array(l, o, "fields", MAY_MISS);
	size_t n = json_array_size(list);
	struct item_field *fields = arena_alloc(l->arena, n * sizeof *fields);
	struct id_index seen;

	id_index_init(&seen, n);
	size_t mark = place_key(l, "fields");
	for (size_t i = 0; i < n; i++) {
		size_t here = place_number(l, i);
		if (read_item_field(l, json_array_get(list, i), &fields[item->field_count])) {
			check_once(l, &seen, fields[item->field_count].key, i, "字段");
			item->field_count++;
		}
		place_back(l, here);
	}
	place_back(l, mark);
	id_index_release(&seen);
	item->fields = fields;
}

static void build_promised_when(struct loader *l, const json_t *o, struct item *item)
{
	const json_t *list = read_array(l, o, "promised_when", MAY_MISS);
	size_t n = json_array_size(list);
	struct limit_when *limits = arena_alloc(l->arena, n * sizeof *limits);
	size_t mark = place_key(l, "promised_when");

	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_array_get(list, i);
		size_t here = place_number(l, i);
		if (json_is_object(v)) {
			struct limit_when w = { read_conditions(l, v), read_limit(l, v, "promised", NEEDED) };
			check_promise(l, item, w.limit, "promised");
			limits[item->promised_when_count++] = w;
		} else {
			fault_at(l, NULL, "E-2018", "须为对象 {\"promised\":…,\"when\":[…]}");
		}
		place_back(l, here);
	}
	place_back(l, mark);
	item->promised_when = limits;
}

void build_item(struct loader *l, const json_t *o, size_t n)
{
	static const char *const kinds[] = { "即办", "承诺", "其他", NULL };
	struct item *item = &l->items[n];

	*item = (struct item){ .id = l->elements[KIND_ITEM][n].id, .name = read_text(l, o, "name", NEEDED, NAME_MOST), .type = read_text(l, o, "type", MAY_MISS, NAME_MOST),
		.legal_basis = read_text(l, o, "legal_basis", MAY_MISS, TEXT_MOST),
		.fee = read_text(l, o, "fee", MAY_MISS, LINE_MOST), .result = read_text(l, o, "result", MAY_MISS, LINE_MOST),
		.unchecked = !read_bool(l, o, "checked", true), .sources = read_sources(l, o, "src"),
		.limit_sources = read_sources(l, o, "limit_src"), .at_once = read_choice(l, o, "kind", kinds, 1) == 0, .promised = read_limit(l, o, "promised", NEEDED),
		.statutory = read_limit(l, o, "statutory", MAY_MISS) };
	read_item_codes(l, o, item);
	/* C-5: an item decided on the spot takes no deferral, unless the hall writes that it does */
	item->no_deferral = read_bool(l, o, "no_deferral", item->at_once && item->promised.set && !item->promised.halves);
	long dept = read_reference(l, o, "dept", KIND_DEPARTMENT, NEEDED);
	if (dept >= 0)
		item->department = &l->departments[dept];
	check_promise(l, item, item->promised, "promised");
	build_promised_when(l, o, item);
	build_item_materials(l, o, item);
	build_item_fields(l, o, item);
	item->rules = read_rules(l, o, &item->rule_count);
	item->also = read_texts(l, o, "also", ALSO_MOST, &item->also_count);
}
