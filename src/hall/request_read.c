/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* The request as JSON (data/contract/accept-request.schema.json), strict in both directions: what is not known is
 * refused with its place, for a misspelt member would silently be a missing paper. */

#define ID_MAX 64
#define NAME_MAX_BYTES 400
#define LINE_MAX_BYTES 1000
#define VALUE_MAX 8000
#define LIST_MAX 1000
#define COUNT_MOST 1000000000

struct reader { struct err *err; char path[200]; };

/* How much of a member's name a message shows, cut at a character. */
static int shown(const char *member)
{
	return (int)text_valid(member, strnlen(member, 48));
}

static enum status bad(struct reader *r, const char *member, const char *format, ...) __attribute__((format(printf, 3, 4)));
static enum status bad(struct reader *r, const char *member, const char *format, ...)
{
	char where[256], text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	snprintf(where, sizeof where, "%s%s%.*s", r->path, *r->path && *member ? "." : "", shown(member), member);
	return err_at(r->err, ST_DATA, "E-6001", where, "请求%s%s%s%s,未受理。", *where ? "的 " : "", where, *where ? " " : "", text);
}

/* Goes into a member; the caller puts the path back by assigning the old length. */
static size_t enter(struct reader *r, const char *member)
{
	size_t old = strlen(r->path);

	snprintf(r->path + old, sizeof r->path - old, "%s%.*s", old ? "." : "", shown(member), member);
	return old;
}

static enum status known(struct reader *r, json_t *object, const char *const *names, size_t count)
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value) {
		size_t i = 0;
		while (i < count && strcmp(names[i], key) != 0)
			i++;
		if (i == count)
			return bad(r, key, "是不认识的成员");
	}
	return ST_OK;
}

static enum status text_value(struct reader *r, json_t *value, const char *member, size_t max, char **out)
{
	if (!json_is_string(value))
		return bad(r, member, "应为文字");
	if (json_string_length(value) > max)
		return bad(r, member, "过长(%zu字节,最多%zu)", json_string_length(value), max);
	request_set(out, json_string_value(value));
	return ST_OK;
}

struct text_member { const char *name; size_t max; char **out; };

static enum status text_members(struct reader *r, json_t *object, const struct text_member *members, size_t count)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < count && st == ST_OK; i++) {
		json_t *value = json_object_get(object, members[i].name);
		if (value)
			st = text_value(r, value, members[i].name, members[i].max, members[i].out);
	}
	return st;
}

static enum status truth(struct reader *r, json_t *object, const char *member, bool *out)
{
	json_t *value = json_object_get(object, member);

	if (value && !json_is_boolean(value))
		return bad(r, member, "应为 true 或 false");
	if (value)
		*out = json_is_true(value);
	return ST_OK;
}

static enum status read_applicant(struct reader *r, json_t *o, struct request *q)
{
	static const char *const names[] = { "company", "name", "id_type", "id_number", "phone", "address", "legal_name",
		"legal_id", "role" };
	struct person *p = &q->applicant;
	const struct text_member members[] = {
		{ "name", NAME_MAX_BYTES, &p->name }, { "id_type", 8, &p->id_type }, { "id_number", ID_MAX, &p->id_number },
		{ "phone", ID_MAX, &p->phone }, { "address", LINE_MAX_BYTES, &p->address },
		{ "legal_name", NAME_MAX_BYTES, &p->legal_name }, { "legal_id", ID_MAX, &p->legal_id }, { "role", ID_MAX, &p->role },
	};
	enum status st;

	if ((st = known(r, o, names, COUNT_OF(names))) != ST_OK ||
	    (st = truth(r, o, "company", &p->company)) != ST_OK)
		return st;
	return text_members(r, o, members, COUNT_OF(members));
}

static enum status read_powers(struct reader *r, json_t *list, struct agent *a)
{
	const struct { const char *name; bool *power; } powers[] = {
		{ "submit", &a->may_submit }, { "promise", &a->may_promise }, { "collect", &a->may_collect },
	};
	size_t i, k;
	json_t *e;

	if (!list)
		return ST_OK;
	if (!json_is_array(list))
		return bad(r, "powers", "应为数组");
	json_array_foreach(list, i, e) {
		for (k = 0; k < COUNT_OF(powers); k++)
			if (json_is_string(e) && strcmp(json_string_value(e), powers[k].name) == 0)
				break;
		if (k == COUNT_OF(powers))
			return bad(r, "powers", "只能含 submit promise collect");
		*powers[k].power = true;
	}
	return ST_OK;
}

static enum status read_agent(struct reader *r, json_t *o, struct request *q)
{
	static const char *const names[] = { "name", "id_number", "phone", "relation", "authority_no", "authority_until", "powers" };
	struct agent *a = &q->agent;
	const struct text_member members[] = {
		{ "name", NAME_MAX_BYTES, &a->name }, { "id_number", ID_MAX, &a->id_number }, { "phone", ID_MAX, &a->phone },
		{ "relation", ID_MAX, &a->relation }, { "authority_no", NAME_MAX_BYTES, &a->authority_no },
		{ "authority_until", ID_MAX, &a->authority_until },
	};
	enum status st;

	a->present = true;
	if ((st = known(r, o, names, COUNT_OF(names))) != ST_OK ||
	    (st = text_members(r, o, members, COUNT_OF(members))) != ST_OK)
		return st;
	return read_powers(r, json_object_get(o, "powers"), a);
}

enum status request_agent_from_json(const struct json_t *agent, struct request *out, struct err *err)
{
	struct reader r = { .err = err, .path = "agent" };
	struct agent *a = &out->agent;
	char **const texts[] = { &a->name, &a->id_number, &a->phone, &a->relation, &a->authority_no, &a->authority_until };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		request_set(texts[i], "");
	a->present = a->may_submit = a->may_promise = a->may_collect = false;
	return json_is_object(agent) ? read_agent(&r, (json_t *)(uintptr_t)agent, out) : ST_OK;
}

static enum status read_delivery(struct reader *r, json_t *o, struct request *q)
{
	static const char *const names[] = { "mode", "address" };
	const struct text_member members[] = {
		{ "mode", 32, &q->delivery_mode }, { "address", LINE_MAX_BYTES, &q->delivery_address },
	};
	enum status st = known(r, o, names, COUNT_OF(names));

	return st == ST_OK ? text_members(r, o, members, COUNT_OF(members)) : st;
}

static enum status read_refusal(struct reader *r, json_t *o, struct request *q)
{
	static const char *const names[] = { "ground", "organ", "place", "reason", "article" };
	const struct text_member members[] = { { "ground", 32, &q->refusal.ground }, { "organ", LINE_MAX_BYTES, &q->refusal.organ },
		{ "place", LINE_MAX_BYTES, &q->refusal.place }, { "reason", LINE_MAX_BYTES * 2, &q->refusal.reason },
		{ "article", LINE_MAX_BYTES, &q->refusal.article } };
	enum status st = known(r, o, names, COUNT_OF(names));

	return st == ST_OK ? text_members(r, o, members, COUNT_OF(members)) : st;
}

static enum status read_answers(struct reader *r, json_t *o, struct request *q)
{
	const char *key;
	json_t *value;

	json_object_foreach(o, key, value) {
		if (strlen(key) > ID_MAX)
			return bad(r, key, "名字过长");
		if (!json_is_string(value) || json_string_length(value) > ID_MAX)
			return bad(r, key, "应为选项的编号");
		request_set_answer(q, key, json_string_value(value));
	}
	return ST_OK;
}

/* "baby.xm": "王小明", or {"value":"王小明","origin":"shared"} */
static enum status read_value(struct reader *r, const char *key, json_t *value, struct request *q)
{
	static const char *const names[] = { "value", "origin" };
	int origin = ORIGIN_FILLED;
	json_t *text = value;
	enum status st;

	if (strlen(key) > 2 * ID_MAX)
		return bad(r, key, "名字过长");
	if (json_is_object(value)) {
		size_t old = enter(r, key);
		json_t *from = json_object_get(value, "origin");
		if ((st = known(r, value, names, COUNT_OF(names))) != ST_OK)
			return st;
		text = json_object_get(value, "value");
		if (from)
			origin = json_is_string(from) ? origin_from_name(json_string_value(from)) : -1;
		if (origin < 0)
			return bad(r, "origin", "应为 filled derived shared copied card");
		r->path[old] = '\0';
	}
	if (!json_is_string(text))
		return bad(r, key, "应为文字");
	if (json_string_length(text) > VALUE_MAX)
		return bad(r, key, "过长(%zu字节,最多%d)", json_string_length(text), VALUE_MAX);
	request_set_value(q, key, json_string_value(text), (enum origin)origin);
	return ST_OK;
}

static enum status read_form(struct reader *r, json_t *o, struct request *q)
{
	const char *key;
	json_t *value;
	enum status st = ST_OK;

	json_object_foreach(o, key, value)
		if ((st = read_value(r, key, value, q)) != ST_OK)
			break;
	return st;
}

/* "jhz": "received", or {"state":"deferred","date":"2026-11-27","reason":"…"} */
static enum status read_material(struct reader *r, const char *key, json_t *value, struct request *q)
{
	static const char *const names[] = { "state", "date", "reason" };
	json_t *state = json_is_object(value) ? json_object_get(value, "state") : value, *date;
	struct request_material *m;
	enum status st;
	int s;

	if (!*key || strlen(key) > ID_MAX)
		return bad(r, key, "不是材料编号");
	size_t old = enter(r, key);
	if (json_is_object(value) && (st = known(r, value, names, COUNT_OF(names))) != ST_OK)
		return st;
	s = json_is_string(state) ? material_state_from_code(json_string_value(state)) : -1;
	if (s < 0)
		return bad(r, "state", "应为 unchecked received shared ecert pledged deferred defective produced 之一");
	m = request_material(q, key);
	m->state = (enum material_state)s;
	date = json_is_object(value) ? json_object_get(value, "date") : NULL;
	if (date && !json_is_null(date)) {
		m->date = json_is_string(date) ? day_parse(json_string_value(date)) : DAY_NONE;
		if (m->date == DAY_NONE)
			return bad(r, "date", "应为存在的日期,如 2026-11-27");
	}
	if (json_is_object(value) && json_object_get(value, "reason") &&
	    (st = text_value(r, json_object_get(value, "reason"), "reason", LINE_MAX_BYTES, &m->reason)) != ST_OK)
		return st;
	r->path[old] = '\0';
	return ST_OK;
}

static enum status read_materials(struct reader *r, json_t *o, struct request *q)
{
	const char *key;
	json_t *value;
	enum status st = ST_OK;

	json_object_foreach(o, key, value)
		if ((st = read_material(r, key, value, q)) != ST_OK)
			break;
	return st;
}

static enum status read_unticked(struct reader *r, json_t *list, struct request *q)
{
	size_t i;
	json_t *e;

	if (!list)
		return ST_OK;
	if (!json_is_array(list) || json_array_size(list) > LIST_MAX)
		return bad(r, "unticked", "应为事项编号的数组,最多%d个", LIST_MAX);
	json_array_foreach(list, i, e) {
		if (!json_is_string(e) || !json_string_length(e) || json_string_length(e) > ID_MAX)
			return bad(r, "unticked", "第%zu个不是事项编号", i + 1);
		request_untick(q, json_string_value(e), true);
	}
	return ST_OK;
}

/* "items": ["a","b"] is the matter "a+b", ["a"] is "+a"; it stands in the place of "bundle". */
static enum status read_matter(struct reader *r, json_t *root, struct request *q)
{
	json_t *list = json_object_get(root, "items"), *bundle = json_object_get(root, "bundle"), *e;
	struct buf id;
	size_t i;
	enum status st = ST_OK;

	if (!list && json_is_string(bundle) && strchr(json_string_value(bundle), '+'))
		return bad(r, "bundle", "应为一个编号;几个事项请写在 items 里");
	if (!list)
		return ST_OK;
	if (bundle)
		return bad(r, "items", "与 bundle 只能有一个");
	if (!json_is_array(list) || json_array_size(list) < 1 || json_array_size(list) > MATTER_ITEMS_MOST)
		return bad(r, "items", "应为事项编号的数组,1 至 %d 个", MATTER_ITEMS_MOST);
	buf_init(&id, MATTER_ID_SIZE);
	json_array_foreach(list, i, e) {
		const char *one = json_string_value(e);
		if (!one || !*one || strlen(one) > ID_MAX || strchr(one, '+'))
			st = bad(r, "items", "第%zu个不是事项编号", i + 1);
		else if (matter_place(id.len ? id.data : "", one))
			st = bad(r, "items", "第%zu个与前面的重复", i + 1);
		if (st != ST_OK)
			break;
		buf_format(&id, "%s%s", i || json_array_size(list) == 1 ? "+" : "", one);
	}
	if (st == ST_OK)
		request_set(&q->bundle, id.len ? id.data : "");
	buf_release(&id);
	return st;
}

static enum status read_uuid(struct reader *r, json_t *root, struct request *q)
{
	const char *s = json_string_value(json_object_get(root, "accept_uuid"));
	size_t i = 0;

	for (; s && i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash ? s[i] != '-' : !strchr("0123456789abcdef", s[i]) || !s[i])
			break;
	}
	if (!s || i != 36 || s[36])
		return bad(r, "accept_uuid", "应为小写的 UUID(36个字符):同一件重复提交时靠它认出,不会受理两次");
	memcpy(q->accept_uuid, s, 37);
	return ST_OK;
}

static enum status read_outcome(struct reader *r, json_t *root, struct request *q)
{
	json_t *value = json_object_get(root, "outcome");

	if (!value)
		return ST_OK;
	int outcome = outcome_from_code(json_is_string(value) ? json_string_value(value) : "");
	if (outcome >= 0) {
		q->outcome = (enum outcome)outcome;
		return ST_OK;
	}
	return bad(r, "outcome", "应为 accept receive notice refuse 之一");
}

static enum status read_count(struct reader *r, const json_t *value, const char *name, int64_t *out)
{
	if (!json_is_integer(value) || json_integer_value(value) < 0 || json_integer_value(value) > COUNT_MOST)
		return bad(r, name, "应为 0 至 %d 的整数", COUNT_MOST);
	*out = json_integer_value(value);
	return ST_OK;
}

/* Which texts beside the form were not typed, under the name of their origin. */
static enum status read_origin(struct reader *r, const json_t *hand, enum origin origin, struct request *q)
{
	const json_t *list = json_object_get(hand, origin_name(origin)), *name;
	size_t i;

	if (list && !json_is_array(list))
		return bad(r, origin_name(origin), "应为一列栏名");
	json_array_foreach(list, i, name) {
		const char *text = json_is_string(name) ? json_string_value(name) : "";
		request_set_origin(q, text, origin);
		if (request_origin(q, text) != origin)
			return bad(r, origin_name(origin), "没有这一栏");
	}
	return ST_OK;
}

static enum status read_hand(struct reader *r, json_t *o, struct request *q)
{
	static const char *const names[] = { "keys", "ms", "copied", "card" };
	int64_t *const to[] = { &q->hand.keys, &q->hand.ms };
	enum status st = known(r, o, names, COUNT_OF(names));

	if (st == ST_OK && (st = read_origin(r, o, ORIGIN_COPIED, q)) == ST_OK)
		st = read_origin(r, o, ORIGIN_CARD, q);
	for (size_t i = 0; st == ST_OK && i < COUNT_OF(to); i++)
		st = read_count(r, json_object_get(o, names[i]), names[i], to[i]);
	return st;
}

static enum status read_catalogue(struct reader *r, const json_t *value, struct request *q)
{
	int64_t version = 0;
	enum status st = value ? read_count(r, value, "catalogue", &version) : ST_OK;

	q->catalogue = (int)version;
	return st;
}

typedef enum status part_fn(struct reader *r, json_t *object, struct request *q);

static enum status read_parts(struct reader *r, json_t *root, struct request *q)
{
	static const struct { const char *name; part_fn *read; bool null; } parts[] = {
		{ "applicant", read_applicant, false }, { "agent", read_agent, true }, { "delivery", read_delivery, false },
		{ "answers", read_answers, false }, { "form", read_form, false }, { "materials", read_materials, false },
		{ "refusal", read_refusal, false }, { "hand", read_hand, false },
	};

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		json_t *o = json_object_get(root, parts[i].name);
		if (!o || (parts[i].null && json_is_null(o)))
			continue;
		if (!json_is_object(o))
			return bad(r, parts[i].name, "应为对象");
		if (json_object_size(o) > LIST_MAX)
			return bad(r, parts[i].name, "成员过多(%zu个,最多%d)", json_object_size(o), LIST_MAX);
		size_t old = enter(r, parts[i].name);
		enum status st = parts[i].read(r, o, q);
		if (st != ST_OK)
			return st;
		r->path[old] = '\0';
	}
	return ST_OK;
}

static enum status read_root(struct reader *r, json_t *root, struct request *q)
{
	static const char *const names[] = { "accept_uuid", "outcome", "bundle", "items", "answers", "unticked", "applicant", "agent",
		"form", "materials", "delivery", "bad_record", "remark", "continues", "refusal", "hand", "catalogue" };
	const struct text_member members[] = { { "bundle", ID_MAX, &q->bundle }, { "remark", LINE_MAX_BYTES * 2, &q->remark },
		{ "continues", 23, &q->continues } };
	enum status st;

	if (!json_is_object(root))
		return bad(r, "", "应为一个对象({…}),不是%s", json_is_array(root) ? "数组" : json_is_null(root) ? "空值" :
			json_is_string(root) ? "文字" : json_is_number(root) ? "数字" : "真假值");
	if ((st = known(r, root, names, COUNT_OF(names))) != ST_OK || (st = read_uuid(r, root, q)) != ST_OK ||
	    (st = read_outcome(r, root, q)) != ST_OK || (st = read_matter(r, root, q)) != ST_OK || (st = text_members(r, root, members, COUNT_OF(members))) != ST_OK ||
	    (st = read_catalogue(r, json_object_get(root, "catalogue"), q)) != ST_OK ||
	    (st = truth(r, root, "bad_record", &q->bad_record)) != ST_OK ||
	    (st = read_unticked(r, json_object_get(root, "unticked"), q)) != ST_OK)
		return st;
	return read_parts(r, root, q);
}

/* In our own words: the parser's would quote what a stranger wrote. */
static const char *fault_text(const json_error_t *fault)
{
	static const struct { enum json_error_code code; const char *text; } texts[] = {
		{ json_error_duplicate_key, "同名成员出现两次" },    { json_error_invalid_utf8, "含有不合格的 UTF-8 字符" },
		{ json_error_premature_end_of_input, "内容不完整" }, { json_error_end_of_input_expected, "末尾有多余内容" },
		{ json_error_null_character, "含有空字符" },         { json_error_null_byte_in_key, "含有空字符" },
		{ json_error_stack_overflow, "嵌套过深" },           { json_error_numeric_overflow, "数字过大" },
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (json_error_code(fault) == texts[i].code)
			return texts[i].text;
	return "语法错误";
}

enum status request_from_json(const char *json, size_t n, struct request *out, struct err *err)
{
	struct reader r = { .err = err };
	json_error_t fault;
	json_t *root = json_loadb(json, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);
	enum status st;

	request_init(out);
	if (!root)
		return err_set(err, ST_DATA, "E-6001", "请求不是合格的 JSON(这一行第 %d 字节:%s),未受理。", fault.position,
			fault_text(&fault));
	if ((st = read_root(&r, root, out)) != ST_OK) {
		request_release(out);
		request_init(out);
	}
	json_decref(root);
	return st;
}
