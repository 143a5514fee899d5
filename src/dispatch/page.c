/* SPDX-License-Identifier: Apache-2.0 */
#include "dispatch/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "dispatch/body.h"
#include "hall/act.h"

#define ITEMS_MAX 200
#define NOTE_MAX ((size_t)64 * 1024)
#define DETAILS_MAX 64

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
	text_mend(part);
	bool set = json_string_set(value, part) == 0;
	free(part);
	return set ? json_string_value(value) : "";
}

/* "details": names and texts, whole numbers as texts; what is neither is not told. Details that are none are the event's fault, not
 * the page's: it is refused by itself and holds nothing back. */
static void read_details(json_t *item, struct task_event *e)
{
	json_t *details = json_object_get(item, "details"), *value;
	const char *name;

	if (!details || json_is_null(details))
		return;
	e->details_bad = !json_is_object(details) || json_object_size(details) > DETAILS_MAX;
	if (e->details_bad)
		return;
	struct act_value *values = mem_array(json_object_size(details) + 1, sizeof *values);
	json_object_foreach(details, name, value) {
		if (json_is_integer(value) && json_object_set_new(details, name, json_sprintf("%lld", (long long)json_integer_value(value))) == 0)
			value = json_object_get(details, name);
		if (json_is_string(value))
			values[e->detail_count++] = (struct act_value){ name, json_string_value(value) };
	}
	e->details = values;
}

/* What both kinds of items tell of a task. */
struct about { const char *key, *dossier, *department_no, *state; int64_t at; };

static bool read_about(json_t *item, struct about *a)
{
	const char *at = body_text(item, "at", 20, 40);

	*a = (struct about){ .key = body_text(item, "key", 36, 36), .dossier = body_text(item, "dossier", 1, 256),
		.department_no = body_text(item, "department_no", 1, 64), .state = body_text(item, "state", 2, 2) };
	return a->key && a->dossier && a->department_no && body_state(a->state) && at && body_stamp(at, &a->at);
}

static bool read_event(json_t *item, struct page *out, size_t i)
{
	const json_t *seq = json_object_get(item, "seq");
	struct about a;

	if (!read_about(item, &a) || !json_is_integer(seq) || json_integer_value(seq) <= 0)
		return false;
	out->events[i] = (struct task_event){ .key = a.key, .dossier = a.dossier, .department_no = a.department_no, .state = a.state,
		.at = a.at, .seq = json_integer_value(seq), .by = text_cut(item, "by", 400), .note = text_cut(item, "note", NOTE_MAX) };
	read_details(item, &out->events[i]);
	return true;
}

static bool read_listed(json_t *item, struct page *out, size_t i)
{
	const char *digest = body_text(item, "digest", 64, 64);
	struct about a;

	if (!read_about(item, &a) || !digest || strspn(digest, "0123456789abcdef") != 64)
		return false;
	out->items[i] = (struct reconcile_item){ .key = a.key, .digest = digest, .dossier = a.dossier,
		.department_no = a.department_no, .state = a.state, .at = a.at };
	return true;
}

/* Their common frame. */
static enum status read_frame(const char *json, size_t n, struct page *out, bool list, const char *what, struct err *err)
{
	enum status st = ST_OK;
	size_t i;
	json_t *item;

	*out = (struct page){ .root = body_read(json, n) };
	const json_t *items = json_object_get(out->root, "items"), *more = json_object_get(out->root, "more");
	const char *next = body_text(out->root, "next", 0, sizeof out->next - 1);
	if (!json_is_array(items) || json_array_size(items) > ITEMS_MAX || !json_is_boolean(more) || !next ||
		!cursor_valid(next)) {
		st = err_set(err, ST_DATA, "E-4020", "部门的%s读不懂,没有采用", what);
		goto out;
	}
	memcpy(out->next, next, strlen(next) + 1);
	out->more = json_is_true(more);
	if (list)
		out->items = mem_array(json_array_size(items) + 1, sizeof *out->items);
	else
		out->events = mem_array(json_array_size(items) + 1, sizeof *out->events);
	json_array_foreach(items, i, item) {
		if (!(list ? read_listed : read_event)(item, out, i)) {
			st = err_set(err, ST_DATA, "E-4020", "部门的%s第%zu条读不懂,没有采用", what, i + 1);
			goto out;
		}
		out->count++;
	}
out:
	if (st)
		page_release(out);
	return st;
}

enum status page_read(const char *json, size_t n, struct page *out, struct err *err)
{
	return read_frame(json, n, out, false, "进度通报", err);
}

enum status page_read_list(const char *json, size_t n, struct page *out, struct err *err)
{
	return read_frame(json, n, out, true, "对账清单", err);
}

void page_release(struct page *p)
{
	for (size_t i = 0; p->events && i < p->count; i++)
		free((void *)(uintptr_t)p->events[i].details);
	free(p->events);
	free(p->items);
	json_decref(p->root);
	*p = (struct page){ 0 };
}
