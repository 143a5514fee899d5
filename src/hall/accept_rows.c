/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept_parts.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "hall/caution.h"
#include "hall/clock.h"
#include "hall/own.h"
#include "hall/rating.h"
#include "hall/ticket.h"
#include "hall/token.h"

/* All that hangs on the row of an accepted dossier: its snapshot, items, materials, clocks, tasks, messages, papers, tokens. */

/* A named point between two groups of rows, for tests that kill or fail there. */
enum status accept_point(struct batch *b, void *ctx, struct err *err)
{
	(void)b;
	return FAULT((const char *)ctx) ? err_set(err, ST_IO, "E-6071", "写入中断,本件未受理。请重试。") : ST_OK;
}

static void mark(struct batch *b, const char *name)
{
	batch_then(b, accept_point, (void *)(uintptr_t)name);
}

static void add_snapshot(struct acceptance *a, struct batch *b)
{
	batch_add(b, Q_SNAPSHOT_INSERT, ARGS(value_int(a->dossier), value_int(a->snapshot), value_int(a->at), value_text(a->digest),
		(struct value){ VALUE_TEXT, 0, a->body.data, a->body.len }, value_blob(a->sealed.data, a->sealed.len),
		value_text(a->c ? a->check : "")));
	if (a->c)
		batch_add(b, Q_CONTINUED_NO_ANSWERS, ARGS(value_int(a->dossier)));
	for (size_t i = 0; i < a->r->answer_count; i++)
		batch_add(b, Q_DOSSIER_ANSWER_INSERT, ARGS(value_int(a->dossier), value_text(a->r->answers[i].question),
			value_text(a->r->answers[i].choice)));
}

/* What is not accepted yet can be opened again as it was typed (request_continue). */
static void add_intake(struct acceptance *a, struct batch *b)
{
	char where[64], *json;
	struct buf sealed;
	size_t n;

	if (a->accepting)
		return;
	json = request_to_json(a->r, &n);
	buf_init(&sealed, BUF_LARGE);
	snprintf(where, sizeof where, "intake/%s/request", a->uuid);
	hall_seal(a->hall, where, json, n, &sealed);
	batch_add(b, Q_INTAKE_INSERT, ARGS(value_int(a->dossier), value_blob(sealed.data, sealed.len)));
	buf_release(&sealed);
	mem_wipe_free(json, n);
}

static void add_items(struct acceptance *a, struct batch *b)
{
	if (a->c)
		batch_add(b, Q_CONTINUED_NO_ITEMS, ARGS(value_int(a->dossier)));
	for (size_t i = 0; i < a->p->item_count; i++) {
		const struct promise_item *in = &a->p->items[i];
		batch_add(b, Q_DOSSIER_ITEM_INSERT, ARGS(value_int(a->dossier), value_int((int64_t)i + 1),
			value_text(in->item->item->id), value_text(in->item->item->name), value_text(a->projects[i]),
			value_int(in->item->item->at_once), value_day(a->accepting ? in->promised.due : DAY_NONE),
			value_day(a->accepting ? in->statutory.due : DAY_NONE)));
	}
}

/* The place among the promise's items of an item of the plan. */
static size_t place_of(const struct acceptance *a, int plan_item)
{
	size_t i = 0;

	while (i < a->p->item_count && a->p->items[i].item != &a->p->plan->items[plan_item])
		i++;
	return i;
}

/* C-10 where the hall deducts the time: each item that wants the paper rests until it was promised. */
static void rest_for(struct acceptance *a, struct batch *b, const struct plan_material *m, int no, day_t due)
{
	for (size_t i = 0; i < m->item_count; i++) {
		const size_t item = place_of(a, m->items[i]);
		if (item < a->p->item_count)
			clock_pause_add(b, a->by, &(struct clock_pausing){ .dossier = a->dossier, .item = (int)item + 1, .about = no,
				.kind = PAUSE_DEFERRAL, .from = a->p->day, .to = due, .expected = due, .reason = m->material->name });
	}
}

static void add_deferral(struct acceptance *a, struct batch *b, const struct plan_material *m, size_t no, day_t due)
{
	/* the promised day itself is the limit (C-9), in the working days up to it */
	const struct deadline k5 = { .start = a->p->day, .due = due,
		.limit = LIMIT_DAYS(deadline_remaining(a->hall->calendar, a->p->day, due)) };

	batch_add(b, Q_DEFERRAL_INSERT, ARGS(value_int(a->dossier), value_text(m->material->id), value_int(due),
		value_int(m->blocks_result)));
	clock_start_in(b, a->dossier, CLOCK_K5, (int)no, &k5);
	if (hall_int(a->hall, "deferral.clock_pauses") != 0)
		rest_for(a, b, m, (int)no, due);
}

static void add_materials(struct acceptance *a, struct batch *b)
{
	const struct plan *plan = a->p->plan;

	if (a->c)
		batch_add(b, Q_CONTINUED_NO_MATERIALS, ARGS(value_int(a->dossier)));
	for (size_t i = 0; i < plan->material_count; i++) {
		const struct plan_material *m = &plan->materials[i];
		const struct request_material *is = accept_material(a, m);
		batch_add(b, Q_DOSSIER_MATERIAL_INSERT, ARGS(value_int(a->dossier), value_int((int64_t)i + 1),
			value_text(m->material->id), value_text(m->material->name), value_text(m->level == LEVEL_MAIN ? "main" : "minor"),
			value_text(material_state_code(is->state)), value_day(is->date), value_text(is->reason)));
		if (a->accepting && is->state == MS_DEFERRED)
			add_deferral(a, b, m, i + 1, is->date);
	}
}

static void add_clocks(struct acceptance *a, struct batch *b)
{
	if (!a->accepting) {
		clock_start_in(b, a->dossier, a->r->outcome == OUTCOME_NOTICE ? CLOCK_K6 : CLOCK_K1, 0, &a->p->notice);
		return;
	}
	if (a->c)
		clock_stop_in(b, a->dossier, CLOCK_K1, CLOCK_ANY_ITEM, DAY_NONE);
	clock_start_in(b, a->dossier, CLOCK_K2, 0, &a->p->promised);
	clock_start_in(b, a->dossier, CLOCK_K3, 0, &a->p->statutory);
	for (size_t i = 0; i < a->p->item_count; i++) {
		clock_start_in(b, a->dossier, CLOCK_K2, (int)i + 1, &a->p->items[i].promised);
		clock_start_in(b, a->dossier, CLOCK_K3, (int)i + 1, &a->p->items[i].statutory);
	}
}

static void add_tasks(struct acceptance *a, struct batch *b)
{
	for (size_t i = 0; i < a->p->item_count; i++) {
		const struct promise_item *in = &a->p->items[i];
		batch_add(b, Q_TASK_INSERT, ARGS(value_int(a->dossier), value_int((int64_t)i + 1), value_text(a->tasks[i].task_no),
			value_text(in->item->item->id), value_text(in->item->item->department->id), value_day(in->promised.due),
			value_int(a->at)));
	}
}

static void add_edges(struct acceptance *a, struct batch *b)
{
	for (size_t i = 0; i < a->p->item_count; i++)
		for (size_t k = 0; k < a->p->items[i].item->after_count; k++)
			batch_add(b, Q_TASK_EDGE_INSERT, ARGS(value_text(a->tasks[i].task_no),
				value_text(a->tasks[place_of(a, a->p->items[i].item->after[k])].task_no)));
}

static void add_outbox(struct acceptance *a, struct batch *b)
{
	struct buf sealed;
	char where[64];

	buf_init(&sealed, BUF_LARGE);
	for (size_t i = 0; i < a->p->item_count; i++) {
		struct task_out *t = &a->tasks[i];
		buf_clear(&sealed);
		snprintf(where, sizeof where, "outbox/%s/body", t->key);
		hall_seal(a->hall, where, t->body.data + t->head, t->body.len - t->head, &sealed);
		batch_add(b, Q_OUTBOX_INSERT, ARGS(value_text(t->task_no), value_text(t->key), value_int((int64_t)i + 1),
			value_text(a->p->items[i].item->item->department->id), value_text(t->digest), value_int(a->at),
			(struct value){ VALUE_TEXT, 0, t->body.data, t->head }, value_blob(sealed.data, sealed.len)));
	}
	buf_release(&sealed);
}

static void add_papers(struct acceptance *a, struct batch *b)
{
	for (size_t i = 0; i < a->paper_count; i++) {
		const struct paper_out *p = &a->papers[i];
		struct print_job job = { .dossier = a->dossier, .copies = p->kind->copies, .state = JOB_PENDING,
			.large = hall_int(a->hall, "printer.large") != 0 };
		if (*p->kind->word)
			batch_add(b, Q_DOCUMENT_INSERT, ARGS(value_text(p->series), value_int(day_to_ymd(clock_day_of(a->at)).year), value_int(p->n),
				value_text(p->number), value_int(a->dossier), value_text(p->name), value_int(a->at)));
		snprintf(job.number, sizeof job.number, "%s", a->number);
		snprintf(job.kind, sizeof job.kind, "%s", p->name);
		snprintf(job.title, sizeof job.title, "%s", p->kind->title);
		snprintf(job.document_no, sizeof job.document_no, "%s", p->number);
		snprintf(job.paper, sizeof job.paper, "%s", p->kind->paper);
		print_job_in(a->hall, b, a->by, &job);
	}
}

static void add_tokens(struct acceptance *a, struct batch *b)
{
	const char *keys[] = { a->r->applicant.id_number, a->r->applicant.phone, a->r->agent.id_number, a->r->agent.phone };
	const char *name = a->names.data;

	for (size_t n; *name; name += n + (name[n] == '\n')) {      /* each by itself: the end of one and the beginning of the next are none */
		n = strcspn(name, "\n");
		char *one = mem_text_n(name, n);
		token_name_in(b, a->dossier, one);
		mem_wipe_free(one, n);
	}
	for (size_t i = 0; i < COUNT_OF(keys); i++)
		token_number_in(a->hall, b, a->dossier, keys[i]);
}

/* Pressing twice is one: the act's key is the request's. */
static void add_act(struct acceptance *a, struct batch *b)
{
	char day[11], where[64], *json;
	json_t *data = json_pack("{ss}", "day", day_iso(a->p->day, day));
	struct buf sealed;

	if (a->r->deemed)
		json_object_set_new(data, "reason", json_string("视为受理"));
	json = json_dumps(data, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(data);
	buf_init(&sealed, BUF_SMALL);
	snprintf(where, sizeof where, "act/%s/data", a->r->accept_uuid);
	hall_seal(a->hall, where, json, strlen(json), &sealed);
	batch_add(b, Q_ACT_INSERT, ARGS(value_text(a->r->accept_uuid), value_int(a->dossier), value_int(0),
		value_text(a->r->deemed ? "deem" : "accept"), value_text(a->state), value_int(a->at), value_int(a->by->staff_id),
		value_null(), value_text(a->by->window), value_blob(sealed.data, sealed.len)));
	batch_add(b, Q_PROPOSAL_OVERTAKEN, ARGS(value_int(a->dossier), value_int(a->by->staff_id), value_int(a->at)));
	buf_release(&sealed);
	free(json);
}

/* V-2: accepted because nobody answered in time. */
static void caution_of_silence(struct acceptance *a, struct batch *b)
{
	char window[16], words[200];

	if (!a->r->deemed || !a->c)
		return;
	caution_window(a->by->window, window);
	caution_clock_words(a->hall->calendar, a->c->due, words);
	caution_in(a->hall, b, a->by, &(struct caution_new){ .rule = CAUTION_K1, .light = LIGHT_RED, .object = a->number,
		.dossier = a->dossier, .due = a->c->due, .responsible = window, .words = words }, NULL);
}

enum status accept_rows(struct batch *b, void *ctx, struct err *err)
{
	struct acceptance *a = ctx;

	(void)err;
	a->dossier = rows_int(batch_rows(b, a->dossier_step), 0, 0);
	mark(b, "accept.dossier");
	add_snapshot(a, b);
	add_intake(a, b);
	mark(b, "accept.snapshot");
	add_items(a, b);
	mark(b, "accept.items");
	add_materials(a, b);
	accept_files_in(a, b);
	mark(b, "accept.materials");
	add_clocks(a, b);
	mark(b, "accept.clocks");
	if (a->accepting) {
		add_tasks(a, b);
		mark(b, "accept.tasks");
		add_edges(a, b);
		mark(b, "accept.edges");
		add_outbox(a, b);
		mark(b, "accept.outbox");
	}
	add_papers(a, b);
	mark(b, "accept.papers");
	if (a->c) {
		add_act(a, b);
		mark(b, "accept.act");
	}
	if (a->r->outcome != OUTCOME_NOTICE)             /* E-5: the step is done and the number is there */
		rating_request_in(a->hall, b, a->dossier, RATING_ACCEPTANCE, a->by, a->at);
	ticket_link_in(b, a->by, a->dossier, a->at);
	accept_hand_in(a, b);
	add_tokens(a, b);
	mark(b, "accept.tokens");
	batch_add(b, Q_DRAFT_DELETE, ARGS(value_text(a->r->accept_uuid), value_text(a->hall->owner)));
	batch_add(b, Q_DRAFT_GONE, ARGS(value_text(a->r->accept_uuid)));
	mark(b, "accept.draft");
	chain_add(b, &a->link);
	accept_files_trace(a, b);                        /* behind the acceptance's own entry of the chain, as what follows */
	caution_of_silence(a, b);
	accept_refusal_in(a, b);
	mark(b, "accept.before-commit");
	return ST_OK;
}
