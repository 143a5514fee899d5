/* SPDX-License-Identifier: Apache-2.0 */
#include "department/task.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"

#define PLACE 200                      /* "/materials/17/name" */

/* data/contract/task.schema.json as tables: what must be there, of what type, how long. Unknown members pass. */
enum kind { TEXT, KEY, TRUTH, COUNT, OBJECT, TEXTS, OBJECTS };
struct member {
	const char *name;
	enum kind kind;
	bool required, nullable;
	size_t min, max;                   /* characters of a text, elements of a list */
	const struct member *inside;
};

static const struct member item[] = {
	{ "id", TEXT, .required = true, .min = 1, .max = 64 }, { "code", TEXT, .max = 64 },
	{ "name", TEXT, .required = true, .min = 1, .max = 200 }, { "legal_basis", TEXT, .max = 2000 }, { 0 },
};
static const struct member bundle[] = {
	{ "id", TEXT, .required = true, .min = 1, .max = 64 }, { "name", TEXT, .required = true, .min = 1, .max = 200 }, { 0 },
};
static const struct member department[] = {
	{ "id", TEXT, .required = true, .min = 1, .max = 31 }, { "name", TEXT, .max = 200 }, { 0 },
};
static const struct member accept[] = {
	{ "at", TEXT, .required = true, .min = 20, .max = 40 }, { "hall", TEXT, .max = 200 }, { "hall_code", TEXT, .max = 32 },
	{ "window", TEXT, .max = 32 }, { "clerk", TEXT, .max = 64 }, { "work_no", TEXT, .max = 32 }, { "deferred", TRUTH, .max = 0 }, { 0 },
};
static const struct member limit[] = {
	{ "promised_due", TEXT, .nullable = true, .min = 10, .max = 10 },
	{ "statutory_due", TEXT, .nullable = true, .min = 10, .max = 10 }, { "promised_text", TEXT, .max = 200 },
	{ "statutory_text", TEXT, .max = 200 }, { 0 },
};
static const struct member applicant[] = {
	{ "company", TRUTH, .max = 0 }, { "name", TEXT, .required = true, .min = 1, .max = 100 }, { "id_type", TEXT, .max = 8 },
	{ "id_number", TEXT, .max = 32 }, { "phone", TEXT, .max = 32 }, { "address", TEXT, .max = 1000 },
	{ "legal_name", TEXT, .max = 100 }, { "legal_id", TEXT, .max = 32 }, { 0 },
};
static const struct member agent[] = {
	{ "name", TEXT, .required = true, .min = 1, .max = 100 }, { "id_number", TEXT, .max = 32 }, { "phone", TEXT, .max = 32 },
	{ "relation", TEXT, .max = 100 }, { "authority_no", TEXT, .max = 100 }, { 0 },
};
static const struct member form[] = {
	{ "field", TEXT, .required = true, .min = 1, .max = 128 }, { "label", TEXT, .max = 200 },
	{ "value", TEXT, .required = true, .max = 4000 }, { "origin", TEXT, .max = 16 }, { 0 },
};
static const struct member files[] = {
	{ "sm3", TEXT, .required = true, .min = 64, .max = 64 }, { "size", COUNT, .required = true, .max = 0 },
	{ "mime", TEXT, .required = true, .max = 64 }, { "pages", COUNT, .max = 0 }, { 0 },
};
static const struct member materials[] = {
	{ "id", TEXT, .required = true, .min = 1, .max = 64 }, { "name", TEXT, .required = true, .min = 1, .max = 400 },
	{ "state", TEXT, .required = true, .max = 32 }, { "form", TEXT, .max = 64 }, { "originals", COUNT, .max = 0 }, { "copies", COUNT, .max = 0 },
	{ "due", TEXT, .nullable = true, .min = 10, .max = 10 }, { "files", OBJECTS, .max = 500, .inside = files }, { 0 },
};
static const struct member delivery[] = {
	{ "mode", TEXT, .required = true, .max = 32 }, { "address", TEXT, .max = 1000 }, { 0 },
};
static const struct member task[] = {
	{ "key", KEY, .required = true }, { "dossier", TEXT, .required = true, .min = 1, .max = 23 },
	{ "project_no", TEXT, .max = 64 }, { "item", OBJECT, .required = true, .inside = item },
	{ "bundle", OBJECT, .inside = bundle }, { "department", OBJECT, .required = true, .inside = department },
	{ "after", TEXTS, .max = 64 }, { "supersedes", KEY, .nullable = true }, { "accept", OBJECT, .inside = accept },
	{ "limit", OBJECT, .inside = limit }, { "applicant", OBJECT, .required = true, .inside = applicant },
	{ "agent", OBJECT, .nullable = true, .inside = agent }, { "form", OBJECTS, .required = true, .max = 500, .inside = form },
	{ "materials", OBJECTS, .required = true, .max = 500, .inside = materials },
	{ "delivery", OBJECT, .inside = delivery }, { "remark", TEXT, .max = 4000 }, { 0 },
};

static const struct member message[] = {
	{ "key", KEY, .required = true }, { "type", TEXT, .required = true, .min = 1, .max = 32 },
	{ "dossier", TEXT, .required = true, .min = 1, .max = 23 }, { "task_no", TEXT, .max = 64 },
	{ "task_key", KEY, .required = true }, { "at", TEXT, .required = true, .min = 20, .max = 40 },
	{ "reason", TEXT, .required = true, .max = 500 }, { "material", TEXT, .max = 64 },
	{ "files", OBJECTS, .max = 500, .inside = files }, { 0 },
};

bool task_key_valid(const char *key)
{
	if (strlen(key) != 36)
		return false;
	for (int i = 0; i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash ? key[i] != '-' : !strchr("0123456789abcdef", key[i]))
			return false;
	}
	return true;
}

static enum status bad(struct err *err, const char *where, const char *why)
{
	return err_at(err, ST_DATA, "field", where, "字段 %s %s", where, why);
}

/* Characters, not bytes: jansson has proved that the text is UTF-8. */
static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

static enum status check_object(const json_t *value, const struct member *members, const char *where, struct err *err);

static enum status check_text(const json_t *value, const struct member *m, const char *where, struct err *err)
{
	if (!json_is_string(value))
		return bad(err, where, "应为文字");
	const char *s = json_string_value(value);
	if (m->kind == KEY)
		return task_key_valid(s) ? ST_OK : bad(err, where, "应为小写的UUID");
	size_t n = characters(s);
	return n < m->min || n > m->max ? bad(err, where, "长度不符") : ST_OK;
}

static enum status check_list(const json_t *value, const struct member *m, const char *where, struct err *err)
{
	static const struct member text = { "", TEXT, .min = 1, .max = 64 };
	size_t i;
	json_t *element;

	if (!json_is_array(value))
		return bad(err, where, "应为列表");
	if (json_array_size(value) > m->max)
		return bad(err, where, "过长");
	json_array_foreach(value, i, element) {
		char place[PLACE];
		snprintf(place, sizeof place, "%.150s/%zu", where, i);
		enum status st = m->kind == TEXTS ? check_text(element, &text, place, err)
			: check_object(element, m->inside, place, err);
		if (st)
			return st;
	}
	return ST_OK;
}

static enum status check_member(const json_t *value, const struct member *m, const char *where, struct err *err)
{
	switch (m->kind) {
	case TEXT:
	case KEY:
		return check_text(value, m, where, err);
	case TRUTH:
		return json_is_boolean(value) ? ST_OK : bad(err, where, "应为 true 或 false");
	case COUNT:
		return json_is_integer(value) && json_integer_value(value) >= 0 ? ST_OK : bad(err, where, "应为非负整数");
	case OBJECT:
		return check_object(value, m->inside, where, err);
	case TEXTS:
	case OBJECTS:
		return check_list(value, m, where, err);
	}
	return err_set(err, ST_BUG, "field", "member without a kind");
}

static enum status check_object(const json_t *value, const struct member *members, const char *where, struct err *err)
{
	if (!json_is_object(value))
		return bad(err, *where ? where : "/", "应为对象");
	for (const struct member *m = members; m->name; m++) {
		char place[PLACE];
		const json_t *v = json_object_get(value, m->name);
		snprintf(place, sizeof place, "%.150s/%.40s", where, m->name);
		if (!v && m->required)
			return bad(err, place, "缺少");
		if (!v || (m->nullable && json_is_null(v)))
			continue;
		enum status st = check_member(v, m, place, err);
		if (st)
			return st;
	}
	return ST_OK;
}

static const char *text_of(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s ? s : "";
}

static enum status read_root(const char *json, size_t n, const struct member *members, json_t **root, struct err *err)
{
	json_error_t fault;

	*root = NULL;
	if (json_text_depth(json, n) > TASK_DEPTH_MAX)
		return err_set(err, ST_DATA, "json", "JSON嵌套超过%d层", TASK_DEPTH_MAX);
	*root = json_loadb(json, n, JSON_REJECT_DUPLICATES, &fault);
	if (!*root)
		return err_set(err, ST_DATA, "json", "不是合格的JSON(第%d字节)", fault.position);
	return check_object(*root, members, "", err);
}

static const char *const message_types[] = { [MESSAGE_RECALL] = "recall", [MESSAGE_SUPPLEMENT] = "supplement",
	[MESSAGE_FILES] = "files" };

const char *message_type_name(enum message_type t)
{
	return message_types[t];
}

enum status message_read(const char *json, size_t n, struct task_message *out, struct err *err)
{
	json_t *root;
	size_t type = 0;

	*out = (struct task_message){ 0 };
	enum status st = read_root(json, n, message, &root, err);
	while (st == ST_OK && type < COUNT_OF(message_types) && strcmp(text_of(root, "type"), message_types[type]) != 0)
		type++;
	if (st == ST_OK && type == COUNT_OF(message_types))
		st = bad(err, "/type", "应为 recall、supplement 或 files");
	if (st == ST_OK && strlen(text_of(root, "dossier")) >= sizeof out->dossier)
		st = bad(err, "/dossier", "过长");
	if (st == ST_OK && type == MESSAGE_FILES && json_array_size(json_object_get(root, "files")) == 0)
		st = bad(err, "/files", "缺少");
	if (st == ST_OK) {
		out->type = (enum message_type)type;
		snprintf(out->key, sizeof out->key, "%s", text_of(root, "key"));
		snprintf(out->task_key, sizeof out->task_key, "%s", text_of(root, "task_key"));
		snprintf(out->dossier, sizeof out->dossier, "%s", text_of(root, "dossier"));
		snprintf(out->reason, sizeof out->reason, "%s", text_of(root, "reason"));
		snprintf(out->material, sizeof out->material, "%s", text_of(root, "material"));
	}
	json_decref(root);
	return st;
}

enum status task_read(const char *json, size_t n, struct task *out, struct err *err)
{
	json_t *root;

	*out = (struct task){ 0 };
	enum status st = read_root(json, n, task, &root, err);
	if (st == ST_OK) {
		snprintf(out->key, sizeof out->key, "%s", text_of(root, "key"));
		if (strlen(text_of(root, "dossier")) >= sizeof out->dossier)
			st = bad(err, "/dossier", "过长");
		snprintf(out->dossier, sizeof out->dossier, "%s", text_of(root, "dossier"));
		const char *name = text_of(json_object_get(root, "item"), "name");
		size_t keep = strlen(name);
		if (keep >= sizeof out->item_name)           /* cut at a character */
			for (keep = sizeof out->item_name - 1; keep > 0 && ((unsigned char)name[keep] & 0xC0) == 0x80; )
				keep--;
		memcpy(out->item_name, name, keep);
	}
	json_decref(root);
	return st;
}
