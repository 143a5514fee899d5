/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "law/catalogue_own.h"

/* Bundles: the section that refers to all the others. */

static void build_questions(struct loader *l, const json_t *o, struct bundle *b)
{
	const json_t *list = read_array(l, o, "questions", MAY_MISS);
	size_t n = json_array_size(list);
	const struct question **questions = arena_alloc(l->arena, n * sizeof *questions);
	size_t mark = place_key(l, "questions");

	for (size_t i = 0; i < n; i++) {
		const char *id = json_string_value(json_array_get(list, i));
		size_t here = place_number(l, i);
		long at = id ? refer(l, KIND_QUESTION, id, NULL) : -1;
		if (!id)
			fault_at(l, NULL, "E-2018", "须为问题编号(文字)");
		for (size_t k = 0; at >= 0 && k < b->question_count; k++)
			if (questions[k] == &l->questions[at]) {
				fault_at(l, NULL, "E-2014", "问题「%s」重复:第 %zu 个与第 %zu 个", id, k + 1, i + 1);
				at = -1;
			}
		if (at >= 0)
			questions[b->question_count++] = &l->questions[at];
		place_back(l, here);
	}
	place_back(l, mark);
	b->questions = questions;
}

static void build_presets(struct loader *l, const json_t *o, struct bundle *b)
{
	json_t *list = json_object_get(o, "presets");
	struct preset *presets = arena_alloc(l->arena, json_object_size(list) * sizeof *presets);
	size_t mark = place_key(l, "presets");
	const char *key;
	json_t *v;

	b->presets = presets;
	if (list && !json_is_null(list) && !json_is_object(list))
		fault_at(l, NULL, "E-2018", "presets 须为对象 {\"问题\":\"选项\"}");
	json_object_foreach(list, key, v) {
		long q = refer(l, KIND_QUESTION, key, key);
		const struct choice *choice = q >= 0 && json_is_string(v) ? question_choice(&l->questions[q], json_string_value(v)) :
			NULL;
		if (choice)
			presets[b->preset_count++] = (struct preset){ &l->questions[q], choice };
		else if (q >= 0)
			fault_at(l, key, "E-2011", "问题「%s」没有这个选项", l->questions[q].id);
	}
	place_back(l, mark);
}

/* Prerequisites are items of the same bundle. */
static void build_after(struct loader *l, const json_t *o, const struct bundle *b, struct bundle_item *e)
{
	e->after = read_items(l, o, "after", &e->after_count);
	for (size_t i = 0; i < e->after_count; i++) {
		size_t k = 0;
		while (k < b->item_count && b->items[k].item != e->after[i])
			k++;
		if (k == b->item_count)
			fault_at(l, "after", "E-2011", "前置事项「%s」不在本套餐内", e->after[i]->id);
	}
}

static bool build_bundle_item(struct loader *l, const json_t *o, struct bundle_item *out)
{
	static const char *const requirements[] = { "required", "conditional", "optional", NULL };
	long item = read_reference(l, o, "item", KIND_ITEM, NEEDED);
	int requirement = read_choice(l, o, "requirement", requirements, -1);

	*out = (struct bundle_item){ .when = read_conditions(l, o) };
	if (item < 0 || requirement < 0)
		return false;
	out->item = &l->items[item];
	out->requirement = (enum requirement)requirement;
	return true;
}

static void build_bundle_items(struct loader *l, const json_t *o, struct bundle *b)
{
	const json_t *list = read_array(l, o, "items", NEEDED);
	size_t n = json_array_size(list);

	if (n > BUNDLE_ITEMS_MOST) {
		fault_at(l, "items", "E-2018", "套餐「%s」有 %zu 个事项,超过 %d", b->id, n, BUNDLE_ITEMS_MOST);
		n = 0;
	} else if (list && !n) {
		fault_at(l, "items", "E-2018", "套餐「%s」%s 没有事项", b->id, b->name);
	}
	struct bundle_item *items = arena_alloc(l->arena, n * sizeof *items);
	size_t *positions = mem_array(n, sizeof *positions);
	struct id_index seen;

	b->items = items;
	id_index_init(&seen, n);
	size_t mark = place_key(l, "items");
	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_array_get(list, i);
		size_t here = place_number(l, i);
		struct bundle_item e;
		if (!json_is_object(v)) {
			fault_at(l, NULL, "E-2018", "须为对象 {\"item\":…,\"requirement\":…}");
		} else if (build_bundle_item(l, v, &e)) {
			long twice = id_index_find(&seen, e.item->id);
			if (twice >= 0) {
				fault_at(l, NULL, "E-2014", "事项「%s」重复:第 %u 个与第 %zu 个", e.item->id, (unsigned)seen.places[twice] + 1,
					i + 1);
			} else {
				id_index_add(&seen, e.item->id, i);
				positions[b->item_count] = i;
				items[b->item_count++] = e;
			}
		}
		place_back(l, here);
	}
	for (size_t i = 0; i < b->item_count; i++) {
		size_t here = place_number(l, positions[i]);
		build_after(l, json_array_get(list, positions[i]), b, &items[i]);
		place_back(l, here);
	}
	check_cycles(l, b, positions);
	place_back(l, mark);
	id_index_release(&seen);
	free(positions);
}

static void build_referrals(struct loader *l, const json_t *o, struct bundle *b)
{
	const json_t *list = read_array(l, o, "single_when", MAY_MISS);
	size_t n = json_array_size(list);
	struct referral *referrals = arena_alloc(l->arena, n * sizeof *referrals);
	size_t mark = place_key(l, "single_when");

	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_array_get(list, i);
		size_t here = place_number(l, i);
		struct referral r = { .text = "" };
		if (json_is_object(v)) {
			r = (struct referral){ read_conditions(l, v), read_text(l, v, "text", NEEDED, 400) };
			if (!r.when.count)
				fault_at(l, "when", "E-2018", "缺少 when:没有条件的转单项会使套餐永远不能办");
			referrals[b->referral_count++] = r;
		} else {
			fault_at(l, NULL, "E-2018", "须为对象 {\"when\":[…],\"text\":…}");
		}
		place_back(l, here);
	}
	place_back(l, mark);
	b->referrals = referrals;
}

/* "same":{"guardian":"mother"}: what is typed for the mother stands for the guardian too; {"child.jzdz":"guardian.jzdz"}: they
 * live at one address. */
static void build_same(struct loader *l, const json_t *o, struct bundle *b)
{
	json_t *list = json_object_get(o, "same");
	struct same_role *same = arena_alloc(l->arena, json_object_size(list) * sizeof *same);
	struct tell *data = arena_alloc(l->arena, json_object_size(list) * sizeof *data);
	size_t mark = place_key(l, "same");
	const char *key;
	json_t *v;

	b->same = same;
	b->same_data = data;
	if (list && !json_is_null(list) && !json_is_object(list))
		fault_at(l, NULL, "E-2018", "same 须为对象 {\"角色\":\"同一人的角色\"}");
	json_object_foreach(list, key, v) {
		if (strchr(key, '.')) {
			const char *of = json_string_value(v);
			b->same_data_count += read_tell_same(l, key, of ? of : "", &data[b->same_data_count]);
			continue;
		}
		long role = refer(l, KIND_ROLE, key, key);
		long as = json_is_string(v) ? refer(l, KIND_ROLE, json_string_value(v), key) : -1;
		if (!json_is_string(v))
			fault_at(l, key, "E-2018", "须为角色编号(文字)");
		else if (role >= 0 && role == as)
			fault_at(l, key, "E-2018", "角色「%s」不能与自己同一人", key);
		else if (role >= 0 && as >= 0)
			same[b->same_count++] = (struct same_role){ &l->roles[role], &l->roles[as] };
	}
	place_back(l, mark);
}

static void build_applicants(struct loader *l, const json_t *o, struct bundle *b)
{
	const json_t *list = read_array(l, o, "applicants", MAY_MISS);
	size_t n = json_array_size(list);
	const struct role **roles = arena_alloc(l->arena, n * sizeof *roles);
	size_t mark = place_key(l, "applicants");

	for (size_t i = 0; i < n; i++) {
		const char *id = json_string_value(json_array_get(list, i));
		size_t here = place_number(l, i);
		long at = id ? refer(l, KIND_ROLE, id, NULL) : -1;
		if (!id)
			fault_at(l, NULL, "E-2018", "须为角色编号(文字)");
		if (at >= 0)
			roles[b->applicant_count++] = &l->roles[at];
		place_back(l, here);
	}
	place_back(l, mark);
	b->applicants = roles;
	if (!b->applicant_count)
		b->applicants = applicants_of(l->arena, l->c, b, &b->applicant_count);
}

void build_bundle(struct loader *l, const json_t *o, size_t n)
{
	struct bundle *b = &l->bundles[n];

	*b = (struct bundle){ .id = l->elements[KIND_BUNDLE][n].id, .name = read_text(l, o, "name", NEEDED, 200),
		.subject = read_text(l, o, "subject", MAY_MISS, 50), .stage = read_text(l, o, "stage", MAY_MISS, 50),
		.limit = read_limit(l, o, "limit", MAY_MISS), .unchecked = !read_bool(l, o, "checked", true),
		.sources = read_sources(l, o, "src") };
	b->lists = read_lists(l, o, &b->list_count);
	long lead = read_reference(l, o, "lead", KIND_DEPARTMENT, NEEDED);
	if (lead >= 0)
		b->lead = &l->departments[lead];
	build_questions(l, o, b);
	build_presets(l, o, b);
	build_bundle_items(l, o, b);
	build_referrals(l, o, b);
	build_same(l, o, b);
	b->notes = read_texts(l, o, "notes", TEXT_MOST, &b->note_count);
	b->also = read_texts(l, o, "also", ALSO_MOST, &b->also_count);
	build_applicants(l, o, b);
}
