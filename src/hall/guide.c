/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "hall/sheet_own.h"
#include "law/guide.h"

/* The body of 办事指南: who, where, what, how long, how much, by which law, what to bring, what comes after what, what it
 * saves. law/guide.h finds it, this says it. */

#define CALLED_MOST 8            /* of the words that find it, the first: a guide need not name all */

static void names_member(struct buf *b, const char *name, const char *const *list, size_t count)
{
	struct buf text;

	buf_init(&text, BUF_SMALL);
	for (size_t i = 0; i < count; i++)
		buf_format(&text, "%s%s", i ? "、" : "", list[i]);
	out_text(b, name, text.len ? text.data : "");
	buf_release(&text);
}

static bool listed(const char *const *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

static void who_out(const struct guide *g, struct buf *b)
{
	const struct bundle *bundle = g->bundle;
	const char **names = mem_array(g->item_count + bundle->applicant_count + bundle->list_count + 1, sizeof *names);
	size_t n = 0;

	for (size_t i = 0; i < bundle->applicant_count; i++)
		names[n++] = bundle->applicants[i]->name;
	names_member(b, "applicants", names, n);
	n = 0;
	for (size_t i = 0; i < g->item_count; i++)
		if (!listed(names, n, g->items[i].item->department->name))
			names[n++] = g->items[i].item->department->name;
	names_member(b, "departments", names, n);
	n = 0;
	for (size_t i = 0; i < bundle->list_count; i++)
		names[n++] = bundle->lists[i]->name;
	names_member(b, "lists", names, n);
	names_member(b, "also", bundle->also, bundle->also_count < CALLED_MOST ? bundle->also_count : CALLED_MOST);
	out_text(b, "subject", bundle->subject);
	out_text(b, "stage", bundle->stage);
	out_text(b, "lead", bundle->lead ? bundle->lead->name : "");
	out_bool(b, "single", bundle->single);
	out_bool(b, "example", bundle->unchecked);
	free(names);
}

/* What it waits for beside the thing that it hangs under. */
static void waits_member(struct buf *b, const struct guide_item *it)
{
	int *others = mem_array(it->after_count + 1, sizeof *others);
	size_t n = 0;

	for (size_t i = 0; i < it->after_count; i++)
		if (it->after[i] != it->parent)
			others[n++] = it->after[i];
	sheet_numbers_member(b, "waits", NULL, others, n);
	free(others);
}

static void items_out(const struct guide *g, struct buf *b)
{
	out_open(b, "items", '[');
	for (size_t i = 0; i < g->item_count; i++) {
		const struct guide_item *it = &g->items[i];
		out_open(b, NULL, '{');
		out_int(b, "no", (int64_t)i + 1);
		out_text(b, "id", it->item->id);
		out_text(b, "code", it->item->code);
		out_text(b, "name", it->item->name);
		out_text(b, "type", it->item->type);
		out_text(b, "department", it->item->department->name);
		out_bool(b, "chosen", it->chosen);
		out_bool(b, "may_leave", it->in->requirement == OPTIONAL);
		out_text(b, "when", it->when);
		out_bool(b, "example", it->item->unchecked);
		out_text(b, "branch", it->branch);
		sheet_numbers_member(b, "after", NULL, it->after, it->after_count);
		waits_member(b, it);
		out_bool(b, "longest", it->longest && g->plan->longest_count > 1);
		limit_out(b, "promised_text", it->promised);
		limit_out(b, "statutory_text", it->item->statutory);
		out_text(b, "fee", it->item->fee);
		out_text(b, "result", it->item->result);
		out_text(b, "legal_basis", it->item->legal_basis);
		out_close(b, '}');
	}
	out_close(b, ']');
	char open[24] = "";
	if (g->open_count)
		snprintf(open, sizeof open, "%zu", g->open_count);
	out_text(b, "open_text", open);
}

static void materials_out(const struct guide *g, struct buf *b)
{
	size_t no = 0;
	bool open = g->open_count > 0;

	out_open(b, "materials", '[');
	for (size_t i = 0; i < g->material_count && !g->materials[i].produced; i++) {
		const struct guide_material *m = &g->materials[i];
		open |= *m->when != '\0';
		out_open(b, NULL, '{');
		sheet_material_members(b, ++no, m->material, m->originals, m->copies, m->defer_days);
		out_text(b, "when", m->when);
		sheet_numbers_member(b, "items", NULL, m->items, m->item_count);
		out_close(b, '}');
	}
	out_close(b, ']');
	out_int(b, "material_count", (int64_t)no);
	out_bool(b, "materials_open", open);
	out_open(b, "produced", '[');
	for (size_t i = no; i < g->material_count; i++)
		out_text(b, NULL, g->materials[i].material->name);
	out_close(b, ']');
}

/* The papers whose sample is this one, of those after the first: the same kind of paper is explained once. */
static void sample_out(const struct guide *g, size_t count, size_t first, struct buf *b)
{
	const char *sample = g->materials[first].material->sample, **names = mem_array(count + 1, sizeof *names);
	int *numbers = mem_array(count + 1, sizeof *numbers);
	size_t n = 0;

	for (size_t i = first; i < count; i++)
		if (strcmp(g->materials[i].material->sample, sample) == 0) {
			numbers[n] = (int)i;
			names[n++] = g->materials[i].material->name;
		}
	out_open(b, NULL, '{');
	sheet_numbers_member(b, "materials", NULL, numbers, n);
	names_member(b, "names", names, n);
	out_text(b, "text", sample);
	out_close(b, '}');
	free(names);
	free(numbers);
}

/* What a good one looks like, what the clerk looks for on it, how it is filled in: of what is brought. */
static void samples_out(const struct guide *g, struct buf *b)
{
	size_t count = 0;

	while (count < g->material_count && !g->materials[count].produced)
		count++;
	out_open(b, "samples", '[');
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;
		while (k < i && strcmp(g->materials[k].material->sample, g->materials[i].material->sample) != 0)
			k++;
		if (k == i && *g->materials[i].material->sample)
			sample_out(g, count, i, b);
	}
	out_close(b, ']');
}

/* One line of what it saves, all in halves: "25", "2.5". */
static void saving_line(struct buf *b, const char *name, size_t single, size_t together)
{
	const struct { const char *member; size_t halves; } numbers[] = { { "single", single }, { "together", together },
		{ "saved", single > together ? single - together : 0 } };
	char text[32];

	out_open(b, NULL, '{');
	out_text(b, "name", name);
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		snprintf(text, sizeof text, numbers[i].halves % 2 ? "%zu.5" : "%zu", numbers[i].halves / 2);
		out_text(b, numbers[i].member, text);
	}
	out_close(b, '}');
}

/* What more than one item saves; of one alone there is nothing to say. */
static void saving_out(const struct guide *g, struct buf *b)
{
	struct buf text;

	out_bool(b, "saves", g->counted > 1);
	out_int(b, "counted", (int64_t)g->counted);
	out_bool(b, "at_most", g->at_most);
	limit_out(b, "whole_text", g->promised);
	out_bool(b, "whole_open", g->promised_open);
	out_int(b, "chosen_count", (int64_t)g->plan->chosen);
	out_open(b, "saving", '[');
	saving_line(b, "表格(张)", 2 * g->single.forms, 2 * g->together.forms);
	saving_line(b, "材料(份)", 2 * g->single.materials, 2 * g->together.materials);
	saving_line(b, "时间(工作日)", (size_t)g->single.halves, (size_t)g->together.halves);
	saving_line(b, "跑腿(次,至少)", 2 * g->single.visits, 2 * g->together.visits);
	out_close(b, ']');
	buf_init(&text, BUF_SMALL);
	for (size_t i = 0; i < g->plan->longest_count && g->plan->longest_count > 1; i++)
		buf_format(&text, "%s%s", i ? " → " : "", g->plan->items[g->plan->longest[i]].item->name);
	out_text(b, "longest_text", text.len ? text.data : "");
	buf_release(&text);
}

static void sources_of(const struct references *from, const char **seen, size_t *count, struct buf *b)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct reference *r = from->list[i];
		if (listed(seen, *count, r->id))
			continue;
		seen[(*count)++] = r->id;
		out_open(b, NULL, '{');
		out_text(b, "id", r->id);
		out_text(b, "ref", r->ref);
		out_text(b, "note", r->note);
		out_close(b, '}');
	}
}

static void sources_out(const struct guide *g, struct buf *b)
{
	size_t most = g->bundle->sources.count, count = 0;

	for (size_t i = 0; i < g->item_count; i++)
		most += g->items[i].item->sources.count + g->items[i].item->limit_sources.count;
	const char **seen = mem_array(most + 1, sizeof *seen);
	out_open(b, "sources", '[');
	sources_of(&g->bundle->sources, seen, &count, b);
	for (size_t i = 0; i < g->item_count; i++) {
		sources_of(&g->items[i].item->sources, seen, &count, b);
		sources_of(&g->items[i].item->limit_sources, seen, &count, b);
	}
	out_close(b, ']');
	free(seen);
}

bool guide_out(struct hall *h, const struct actor *by, const struct sheet *s, struct buf *b)
{
	struct guide *g = guide_make(s->bundle, s->answers, s->answer_count, s->plan);
	bool something = g->item_count > 0;

	if (something) {
		out_open(b, NULL, '{');
		sheet_head_out(h, by, s, b);
		who_out(g, b);
		items_out(g, b);
		materials_out(g, b);
		samples_out(g, b);
		saving_out(g, b);
		sheet_form_out(s, b);
		out_open(b, "notes", '[');
		for (size_t i = 0; i < g->bundle->note_count; i++)
			out_text(b, NULL, g->bundle->notes[i]);
		out_close(b, ']');
		sources_out(g, b);
		out_close(b, '}');
	}
	guide_free(g);
	return something;
}
