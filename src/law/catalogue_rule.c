/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "law/catalogue_own.h"
#include "law/form.h"

/* Rules between two data, or a datum and a figure or day: the "rules" of an item. */

const char *const rule_words[] = { [RULE_AT_LEAST] = "at_least", [RULE_ABOVE] = "above", [RULE_AT_MOST] = "at_most",
	[RULE_BELOW] = "below", [RULE_RETIRED] = "retired", [RULE_RETIRES] = "retires_early", NULL };

#define RULE_TEXT_MOST 100

/* May the constant stand on the other side of this field? */
static bool fits(const struct field *f, const char *than)
{
	int years;

	return f->type == FIELD_NUMBER ? form_is_figure(than) : form_today(than, &years) || (strlen(than) == 8 && day_parse(than) != DAY_NONE);
}

static bool has_order(const struct field *f)
{
	return f->type == FIELD_NUMBER || f->type == FIELD_DATE || f->type == FIELD_DATETIME;
}

static bool is_of_retirement(struct loader *l, const struct data_rule *r)
{
	bool is = r->field->type == FIELD_DATE && r->than_field && strcmp(r->than_field->id, "xb") == 0;

	if (!is)
		fault_at(l, "is", "E-2046", "%s 比的是出生日期与性别:field 须为日期,than 须为“角色.xb”", rule_words[r->is]);
	return is;
}

static bool comparable(struct loader *l, const struct data_rule *r)
{
	if (rule_of_retirement(r->is))
		return is_of_retirement(l, r);
	if (!has_order(r->field))
		fault_at(l, "field", "E-2046", "「%s」不是数,也不是日期,不能比较", r->key);
	else if (r->than_field && !has_order(r->than_field))
		fault_at(l, "than", "E-2046", "「%s」不是数,也不是日期,不能比较", r->than);
	else if (r->than_field && (r->field->type == FIELD_NUMBER) != (r->than_field->type == FIELD_NUMBER))
		fault_at(l, "than", "E-2046", "「%s」与「%s」一个是数、一个不是,不能比较", r->key, r->than);
	else if (!r->than_field && !fits(r->field, r->than))
		fault_at(l, "than", "E-2046", r->field->type == FIELD_NUMBER ? "「%s」与数比,than 须为数(写作文字)或“角色.字段”" :
			"「%s」与日期比,than 须为 YYYYMMDD、today、today-50y(50 年前的今天)或“角色.字段”", r->key);
	else
		return true;
	return false;
}

static bool read_rule(struct loader *l, const json_t *o, struct data_rule *out)
{
	const char *key = json_string_value(json_object_get(o, "field"));
	const char *than = read_text(l, o, "than", NEEDED, 130);
	int is = read_choice(l, o, "is", rule_words, -1);

	*out = (struct data_rule){ .is = (enum rule_is)is, .advice = read_bool(l, o, "advice", false), .when = read_conditions(l, o),
		.text = read_text(l, o, "text", MAY_MISS, RULE_TEXT_MOST), .than = than };
	if (!read_key(l, key, "field", &out->key, &out->role, &out->field) || !*than || is < 0)
		return false;
	bool datum = strchr(than, '.') && !form_is_figure(than);
	if (datum && !read_key(l, than, "than", &out->than, &out->than_role, &out->than_field))
		return false;
	return comparable(l, out);
}

const struct data_rule *read_rules(struct loader *l, const json_t *object, size_t *count)
{
	const json_t *list = read_array(l, object, "rules", MAY_MISS);
	size_t n = json_array_size(list);
	struct data_rule *rules = arena_alloc(l->arena, n * sizeof *rules);
	size_t mark = place_key(l, "rules");

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_array_get(list, i);
		size_t here = place_number(l, i);
		if (!json_is_object(v))
			fault_at(l, NULL, "E-2018", "须为对象 {\"field\":…,\"is\":…,\"than\":…}");
		else if (read_rule(l, v, &rules[*count]))
			++*count;
		place_back(l, here);
	}
	place_back(l, mark);
	return rules;
}
