/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/handover.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/accept_out.h"
#include "hall/audit.h"
#include "hall/dossier.h"
#include "hall/paper.h"
#include "hall/paper_order.h"
#include "law/staff_right.h"
#include "law/value_json.h"

#define LETTERS "J"
#define PAPERS_MOST_OF_ONE 400           /* a list that is signed for must be whole: below what a table of a document shows */

/* One paper for one department. */
struct piece {
	int64_t dossier;
	char number[24], bundle[128], department[32], department_name[128], material[64], name[200];
	int originals, copies;
};
struct pieces { struct piece *list; size_t count, room; };

static bool of_item(const json_t *material, const char *item)
{
	const json_t *items = json_object_get(material, "items");
	bool found = false;

	for (size_t i = 0; i < json_array_size(items) && !found; i++) {
		const char *name = json_string_value(json_array_get(items, i));
		found = name && strcmp(name, item) == 0;
	}
	return found;
}

static bool has(const struct pieces *p, int64_t dossier, const char *department, const char *material)
{
	for (size_t i = p->count; i-- > 0 && p->list[i].dossier == dossier;)
		if (strcmp(p->list[i].department, department) == 0 && strcmp(p->list[i].material, material) == 0)
			return true;
	return false;
}

static void add(struct pieces *p, const struct rows *r, size_t i, const json_t *material)
{
	struct piece *one;

	if (p->count == p->room) {
		p->room = p->room ? 2 * p->room : 64;
		p->list = mem_grow(p->list, p->room, sizeof *p->list);
	}
	one = &p->list[p->count++];
	*one = (struct piece){ .dossier = rows_int(r, i, 0), .originals = (int)json_integer_value(json_object_get(material, "originals")),
		.copies = (int)json_integer_value(json_object_get(material, "copies")) };
	text_copy(one->number, sizeof one->number, rows_text(r, i, 1));
	text_copy(one->bundle, sizeof one->bundle, rows_text(r, i, 2));
	text_copy(one->department, sizeof one->department, rows_text(r, i, 3));
	text_copy(one->department_name, sizeof one->department_name, rows_text(r, i, 4));
	text_copy(one->material, sizeof one->material, rows_text(r, i, 6));
	text_copy(one->name, sizeof one->name, json_string_value(json_object_get(material, "name")));
}

/* Which paper is whose stands in the frozen dossier; what is on paper has an original or a copy. */
static enum status collect(struct hall *h, const struct actor *by, const char *department, struct pieces *out, struct err *err)
{
	struct rows *r = NULL;
	json_t *dossier = NULL;
	int64_t read = 0;
	enum status st = store_read(hall_store(h), Q_HANDOVER_WAITING, ARGS(value_text(by->window), value_text(department)), &r, err);

	*out = (struct pieces){ .list = NULL };
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		if (rows_int(r, i, 0) != read) {
			json_decref(dossier);
			dossier = NULL;
			read = rows_int(r, i, 0);
			st = dossier_snapshot(h, read, 0, &dossier, err);
		}
		const json_t *m = json_entry(dossier, "materials", rows_text(r, i, 6));
		bool paper = json_integer_value(json_object_get(m, "originals")) + json_integer_value(json_object_get(m, "copies")) > 0;
		if (st == ST_OK && paper && of_item(m, rows_text(r, i, 5)) && !has(out, read, rows_text(r, i, 3), rows_text(r, i, 6)))
			add(out, r, i, m);
	}
	json_decref(dossier);
	rows_free(r);
	return st;
}

enum status handover_waiting(struct hall *h, const struct actor *by, struct handover_waiting *rows, size_t room, size_t *count,
	struct err *err)
{
	struct pieces p;
	enum status st = collect(h, by, "", &p, err);

	*count = 0;
	for (size_t i = 0; st == ST_OK && i < p.count; i++) {
		size_t k = 0;
		while (k < *count && strcmp(rows[k].department, p.list[i].department) != 0)
			k++;
		if (k == *count) {
			if (k == room)
				continue;
			rows[(*count)++] = (struct handover_waiting){ .cases = 0 };
			text_copy(rows[k].department, sizeof rows[k].department, p.list[i].department);
			text_copy(rows[k].name, sizeof rows[k].name, p.list[i].department_name);
		}
		bool first = true;
		for (size_t before = i; before-- > 0 && p.list[before].dossier == p.list[i].dossier;)
			first &= strcmp(p.list[before].department, p.list[i].department) != 0;
		rows[k].cases += first;
		rows[k].pieces += p.list[i].originals + p.list[i].copies;
	}
	free(p.list);
	return st;
}

/* --- the list ---------------------------------------------------------------------------------------------------------- */

static void body_out(struct hall *h, const struct actor *by, const char *bag, const struct pieces *p, struct buf *b)
{
	int cases = 0;

	out_open(b, NULL, '{');
	hall_out(h, by, b);
	out_open(b, "department", '{');
	out_text(b, "id", p->list[0].department);
	out_text(b, "name", p->list[0].department_name);
	out_close(b, '}');
	out_text(b, "bag", bag);
	out_instant(b, "at", clock_wall_ms());
	out_open(b, "pieces", '[');
	for (size_t i = 0; i < p->count; i++) {
		const struct piece *one = &p->list[i];
		cases += i == 0 || one->dossier != p->list[i - 1].dossier;
		out_open(b, NULL, '{');
		out_int(b, "case", cases);
		out_text(b, "number", one->number);
		out_text(b, "bundle", one->bundle);
		out_text(b, "name", one->name);
		out_int(b, "originals", one->originals);
		out_int(b, "copies", one->copies);
		out_close(b, '}');
	}
	out_close(b, ']');
	out_int(b, "cases", cases);
	out_close(b, '}');
}

static enum status list_of(struct hall *h, const struct actor *by, const char *department, const char *bag, struct pieces *p,
	struct buf *body, struct err *err)
{
	enum status st = collect(h, by, department, p, err);

	if (st == ST_OK && p->count == 0)
		st = err_at(err, ST_NOINPUT, "E-6440", "department", "没有等着交给 %.40s 的纸质材料。没有交接。", department);
	if (st != ST_OK)
		return st;
	if (p->count > PAPERS_MOST_OF_ONE)
		p->count = PAPERS_MOST_OF_ONE;
	body_out(h, by, bag, p, body);
	return body->overflow ? err_set(err, ST_LIMIT, "E-6072", "交接清单的内容过大,没有打印。") : ST_OK;
}

enum status handover_fill(struct hall *h, const struct actor *by, const char *department, const char *bag, enum paper paper,
	struct document **out, struct err *err)
{
	struct pieces p;
	struct buf body;
	enum status st;

	*out = NULL;
	buf_init(&body, BUF_LARGE);
	st = list_of(h, by, department, bag, &p, &body, err);
	if (st == ST_OK)
		st = paper_own_fill(h, by, document_kind_find("handover"), body.data, paper, false, out, err);
	buf_release(&body);
	free(p.list);
	return st;
}

struct moving { const struct pieces *p; const struct actor *by; const char *bag; };

static void write(struct batch *b, const char *number, void *ctx)
{
	const struct moving *m = ctx;

	batch_add(b, Q_HANDOVER_INSERT, ARGS(value_text(number), value_int(clock_wall_ms()), value_text(m->by->window),
		value_int(m->by->staff_id), value_text(m->p->list[0].department), value_text(m->bag)));
	batch_add(b, Q_HANDOVER_OPEN_INSERT, ARGS(value_text(number)));
	for (size_t i = 0; i < m->p->count; i++)
		batch_add(b, Q_HANDOVER_MATERIAL_INSERT, ARGS(value_int(m->p->list[i].dossier), value_text(m->p->list[i].material),
			value_text(number)));
}

enum status handover_print(struct hall *h, const struct actor *by, const char *department, const char *bag,
	const char *destination, struct print_job *out, struct err *err)
{
	struct pieces p;
	struct buf body;
	enum status st;

	*out = (struct print_job){ .id = 0 };
	if (!staff_may(by->role, RIGHT_ACCEPT))
		return audit_denied(h, by, "handover.denied", department, "E-6441", "材料交接只能由受理员来做(W-14)。没有交接。", err);
	buf_init(&body, BUF_LARGE);
	st = list_of(h, by, department, bag, &p, &body, err);
	if (st == ST_OK) {
		struct moving m = { &p, by, bag };
		st = paper_own_order(h, by, &(struct paper_own){ .kind = document_kind_find("handover"), .letters = LETTERS, .digits = 3,
			.body = body.data, .destination = destination, .act = "handover.print", .about = department, .with = write, .ctx = &m },
			out, err);
	}
	if (st == ST_CONFLICT)
		st = err_set(err, ST_CONFLICT, "E-6442", "其中有材料刚被别处交接了,没有交接。请再按一次。");
	else if (st == ST_UNKNOWN)
		st = err_set(err, ST_UNKNOWN, "E-6444", "材料交接的结果不明(可能已交接,也可能没有),先不要签收。请过一会再看等着交接的:"
			"已交接的不在其中,不会交接两次。");
	else if (st == ST_IO)
		st = err_set(err, ST_IO, "E-6445", "写入时出错,没有交接,没有打印。请再按一次。");
	buf_release(&body);
	free(p.list);
	return st;
}
