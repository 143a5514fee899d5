/* SPDX-License-Identifier: Apache-2.0 */
#include "dispatch/page.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "dispatch/body.h"

#define ITEMS_MAX 200
#define NOTE_MAX ((size_t)64 * 1024)

static bool cursor_valid(const char *s)
{
	return strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-") == strlen(s);
}

/* A text that may be missing; longer than max it is cut at a character, inside the JSON value that owns it. */
static const char *text_cut(json_t *object, const char *name, size_t max)
{
	json_t *value = json_object_get(object, name);
	const char *s = json_string_value(value);

	if (!s)
		return "";
	if (json_string_length(value) <= max)
		return s;
	char *part = mem_text_n(s, max);
	body_trim(part);
	bool set = json_string_set(value, part) == 0;
	free(part);
	return set ? json_string_value(value) : "";
}

static bool read_event(json_t *item, struct task_event *e)
{
	const char *at = body_text(item, "at", 20, 40);
	const json_t *seq = json_object_get(item, "seq");

	if (!json_is_object(item))
		return false;
	*e = (struct task_event){
		.key = body_text(item, "key", 36, 36), .dossier = body_text(item, "dossier", 1, 256),
		.department_no = body_text(item, "department_no", 1, 64), .state = body_text(item, "state", 2, 2),
		.seq = json_integer_value(seq), .by = text_cut(item, "by", 400), .note = text_cut(item, "note", NOTE_MAX),
	};
	return e->key && e->dossier && e->department_no && body_state(e->state) && json_is_integer(seq) && e->seq > 0 && at &&
		body_stamp(at, &e->at);
}

enum status page_read(const char *json, size_t n, struct page *out, struct err *err)
{
	enum status st = ST_OK;
	size_t i;
	json_t *item;

	*out = (struct page){ .root = body_read(json, n) };
	const json_t *items = json_object_get(out->root, "items"), *more = json_object_get(out->root, "more");
	const char *next = body_text(out->root, "next", 0, sizeof out->next - 1);
	if (!json_is_array(items) || json_array_size(items) > ITEMS_MAX || !json_is_boolean(more) || !next ||
		!cursor_valid(next)) {
		st = err_set(err, ST_DATA, "E-4020", "部门的进度通报读不懂,没有采用");
		goto out;
	}
	memcpy(out->next, next, strlen(next) + 1);
	out->more = json_is_true(more);
	out->events = mem_array(json_array_size(items) + 1, sizeof *out->events);
	json_array_foreach(items, i, item) {
		if (!read_event(item, &out->events[i])) {
			st = err_set(err, ST_DATA, "E-4020", "部门的进度通报第%zu条读不懂,没有采用", i + 1);
			goto out;
		}
		out->count++;
	}
out:
	if (st)
		page_release(out);
	return st;
}

void page_release(struct page *p)
{
	free(p->events);
	json_decref(p->root);
	*p = (struct page){ 0 };
}
