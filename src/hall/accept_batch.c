/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept_parts.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/mem.h"
#include "hall/clock.h"
#include "hall/json_out.h"
#include "hall/own.h"
#include "hall/rating.h"
#include "hall/token.h"

/* The rows of an acceptance (R1). Three calls inside one transaction: numbers are counted first, because everything that
 * is frozen names them; then what is frozen is written and the dossier inserted; then all that hangs on it. */

/* A named point between two groups of rows, for tests that kill or fail there. */
static enum status point(struct batch *b, void *ctx, struct err *err)
{
	(void)b;
	return FAULT((const char *)ctx) ? err_set(err, ST_IO, "E-6071", "写入中断,本件未受理。请重试。") : ST_OK;
}

static void mark(struct batch *b, const char *name)
{
	batch_then(b, point, (void *)(uintptr_t)name);
}

static void day_text(day_t day, char out[11])
{
	struct ymd d = day_to_ymd(day);

	snprintf(out, 11, "%04u%02u%02u", (unsigned)d.year % 10000, (unsigned)d.month % 100, (unsigned)d.day % 100);
}

/* --- the third call: what hangs on the dossier ---------------------------------------------------------------------- */

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

struct tokens { struct batch *b; int64_t dossier; };

static void token_add(void *ctx, const char *token)
{
	struct tokens *t = ctx;

	batch_add(t->b, Q_DOSSIER_TOKEN_INSERT, ARGS(value_text(token), value_int(t->dossier)));
}

static void add_tokens(struct acceptance *a, struct batch *b)
{
	const char *keys[] = { a->r->applicant.id_number, a->r->applicant.phone, a->r->agent.id_number, a->r->agent.phone };
	struct tokens t = { b, a->dossier };
	char *name = token_name(a->r->applicant.name);
	char token[TOKEN_SIZE];

	token_each(name, false, token_add, &t);
	for (size_t i = 0; i < COUNT_OF(keys); i++)
		if (*keys[i]) {
			token[0] = '#';
			hall_index(a->hall, keys[i], token + 1);
			token_add(&t, token);
			token_end(a->hall, keys[i], token);
			if (*token)
				token_add(&t, token);
		}
	free(name);
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

static enum status add_rest(struct batch *b, void *ctx, struct err *err)
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
	add_tokens(a, b);
	mark(b, "accept.tokens");
	batch_add(b, Q_DRAFT_DELETE, ARGS(value_text(a->r->accept_uuid), value_text(a->hall->owner)));
	batch_add(b, Q_DRAFT_GONE, ARGS(value_text(a->r->accept_uuid)));
	mark(b, "accept.draft");
	chain_add(b, &a->link);
	accept_refusal_in(a, b);                         /* behind the acceptance's own entry of the chain */
	mark(b, "accept.before-commit");
	return ST_OK;
}

/* --- the second call: numbers are known, everything is frozen -------------------------------------------------------- */

/* The dossier's own: kept from its receipt, or counted now. */
static enum status read_own_numbers(struct acceptance *a, struct batch *b, struct err *err)
{
	int64_t serial;

	if (a->c) {
		memcpy(a->number, a->c->number, sizeof a->number);
		memcpy(a->query, a->c->query, sizeof a->query);
		number_qr(hall_key(a->hall, KEY_QR), 'A', a->number, a->qr);
		return ST_OK;
	}
	serial = rows_int(batch_rows(b, a->serial_step), 0, 0);
	if (serial > 99999 || number_dossier(hall_text(a->hall, "hall.region"), hall_text(a->hall, "hall.code"), a->p->day,
		(int)serial, a->number) != ST_OK)
		return err_set(err, ST_LIMIT, "E-6070", "今天的办件编号已用完(99999件)或大厅编码设置不对,本件未受理。");
	number_qr(hall_key(a->hall, KEY_QR), 'A', a->number, a->qr);
	number_code(a->query);
	return ST_OK;
}

static const char *kept_project(const struct acceptance *a, size_t item)
{
	return a->c ? continued_project(a->c, a->p->items[item].item->item->id) : NULL;
}

static enum status read_numbers(struct acceptance *a, struct batch *b, struct err *err)
{
	struct ymd today = day_to_ymd(clock_day_of(a->at));
	enum status st = read_own_numbers(a, b, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < a->p->item_count; i++) {
		const char *code = a->p->items[i].item->item->code, *kept = kept_project(a, i);
		if (kept) {
			snprintf(a->projects[i], sizeof a->projects[i], "%s", kept);
			continue;
		}
		int64_t n = rows_int(batch_rows(b, a->project_steps[i]), 0, 0);
		if (n > 9999)
			return err_set(err, ST_LIMIT, "E-6070", "“%s”今天的办件流水号已用完(9999件),本件未受理。",
				a->p->items[i].item->item->name);
		number_project(code ? code : "", clock_day_of(a->at), (int)n, a->projects[i]);
	}
	for (size_t i = 0; i < a->paper_count; i++) {
		struct paper_out *p = &a->papers[i];
		if (!*p->kind->word)
			continue;
		p->n = rows_int(batch_rows(b, p->step), 0, 0);
		number_document(p->series, today.year, (int)p->n, p->number);
	}
	return ST_OK;
}

static void freeze_tasks(struct acceptance *a)
{
	for (size_t i = 0; i < a->p->item_count; i++) {
		struct task_out *t = &a->tasks[i];
		crypto_uuid(t->key);
		snprintf(t->task_no, sizeof t->task_no, "%s-%02zu", a->number, i + 1);
	}
	for (size_t i = 0; i < a->p->item_count; i++) {
		struct task_out *t = &a->tasks[i];
		buf_clear(&t->body);
		t->head = write_task(a, i, &t->body);
		crypto_sm3_hex(t->body.data, t->body.len, t->digest);
	}
}

/* The digest is over body and person together: neither can be changed alone. */
static enum status freeze_snapshot(struct acceptance *a, struct err *err)
{
	char where[64];
	size_t body;

	buf_clear(&a->body);
	buf_clear(&a->person);
	buf_clear(&a->sealed);
	write_snapshot(a, &a->body);
	write_person(a, &a->person);
	body = a->body.len;
	buf_add(&a->body, a->person.data, a->person.len);
	if (a->body.overflow || a->person.overflow)
		return err_set(err, ST_LIMIT, "E-6072", "本件内容过大,未受理。");
	crypto_sm3_hex(a->body.data, a->body.len, a->digest);
	explicit_bzero(a->body.data + body, a->body.len - body);
	a->body.len = body;
	snprintf(where, sizeof where, "snapshot/%s/%d/person", a->uuid, a->snapshot);
	hall_seal(a->hall, where, a->person.data, a->person.len, &a->sealed);
	return ST_OK;
}

/* R13: ten characters on paper that anchor the snapshot and the head of the audit chain. */
void accept_check_code(const char *digest, const unsigned char head[DIGEST_SIZE], char out[11])
{
	unsigned char both[2 * DIGEST_SIZE + DIGEST_SIZE], d[DIGEST_SIZE];
	char text[(8 * DIGEST_SIZE + 4) / 5 + 1];

	memcpy(both, digest, 2 * DIGEST_SIZE);
	memcpy(both + 2 * DIGEST_SIZE, head, DIGEST_SIZE);
	crypto_sm3(both, sizeof both, d);
	crypto_base32(d, sizeof d, text);
	snprintf(out, 11, "%.10s", text);
}

struct origins { size_t of[3]; };

static struct origins count_origins(const struct request *r)
{
	struct origins o = { { 0 } };

	for (size_t i = 0; i < r->value_count; i++)
		o.of[r->values[i].origin]++;
	return o;
}

static void update_dossier(struct acceptance *a, struct batch *b)
{
	const struct origins o = count_origins(a->r);

	a->dossier_step = batch_add(b, Q_CONTINUED_ACCEPT, ARGS(value_int(a->c->dossier), value_int(a->c->version),
		value_int((int64_t)a->deferral_count), value_text(a->calendar_version), value_text(a->r->applicant.name),
		value_int(a->accepted_at), value_day(a->p->promised.due), value_day(a->p->statutory.due), value_int(a->estimated),
		value_text(a->r->delivery_mode), value_int((int64_t)o.of[ORIGIN_FILLED]), value_int((int64_t)o.of[ORIGIN_DERIVED]),
		value_int((int64_t)o.of[ORIGIN_SHARED]), value_int(a->at)));
}

static void insert_dossier(struct acceptance *a, struct batch *b)
{
	const struct person *who = &a->r->applicant;
	const struct origins o = count_origins(a->r);
	char tail[7], index[17];

	for (int i = 0; i < 6; i++)
		tail[i] = a->number[strlen(a->number) - 1 - (size_t)i];
	tail[6] = '\0';
	hall_index(a->hall, who->id_number, index);
	a->dossier_step = batch_add(b, Q_DOSSIER_INSERT, ARGS(value_text(a->number), value_text(tail), value_text(a->r->accept_uuid),
		value_text(a->state), value_text(a->outcome), value_int((int64_t)a->deferral_count), value_text(a->p->bundle->id),
		value_text(a->p->bundle->name), value_int(a->p->catalogue_version), value_text(a->calendar_version),
		value_text(a->by->window), value_int(a->by->staff_id), value_text(who->name), value_int(who->company), value_text(index),
		value_int(a->p->day), value_int(a->at), a->accepting ? value_int(a->at) : value_null(),
		value_day(a->accepting ? a->p->promised.due : DAY_NONE), value_day(a->accepting ? a->p->statutory.due : DAY_NONE),
		value_int(a->estimated), value_text(a->r->delivery_mode), value_text(a->query), value_text(a->check),
		value_int((int64_t)o.of[ORIGIN_FILLED]), value_int((int64_t)o.of[ORIGIN_DERIVED]),
		value_int((int64_t)o.of[ORIGIN_SHARED])));
}

/* What was planned on is still so: nobody has accepted, corrected or ended it meanwhile. */
static enum status unmoved(const struct acceptance *a, struct batch *b, struct err *err)
{
	const struct rows *r = a->c ? batch_rows(b, a->state_step) : NULL;

	if (!r || (rows_count(r) == 1 && strcmp(rows_text(r, 0, 0), a->c->state) == 0 && rows_int(r, 0, 1) == a->c->version))
		return ST_OK;
	return err_set(err, ST_CONFLICT, "E-6432", "办件 %s 同时被别处改动了,本件未受理。请刷新后再看。", a->c->number);
}

static enum status freeze(struct batch *b, void *ctx, struct err *err)
{
	struct acceptance *a = ctx;
	enum status st = unmoved(a, b, err);

	if (st != ST_OK)
		return st;
	if ((st = point(b, (void *)(uintptr_t)"accept.number", err)) != ST_OK || (st = read_numbers(a, b, err)) != ST_OK)
		return st;
	if (a->accepting)
		freeze_tasks(a);
	if ((st = freeze_snapshot(a, err)) != ST_OK)
		return st;
	a->entry = (struct audit_entry){ .act = a->c ? "dossier.continue" : "dossier.accept", .object = a->number, .after = a->digest, .reason = a->summary };
	chain_link(a->hall, batch_rows(b, a->last_step), a->by, &a->entry, &a->link);
	accept_check_code(a->digest, a->link.hash, a->check);
	if ((st = point(b, (void *)(uintptr_t)"accept.frozen", err)) != ST_OK)
		return st;
	if (a->c)
		update_dossier(a, b);
	else
		insert_dossier(a, b);
	batch_then(b, add_rest, a);
	return ST_OK;
}

/* --- the first: counters ---------------------------------------------------------------------------------------------- */

void accept_steps(struct acceptance *a, struct batch *b)
{
	char series[128], period[11], year[8];

	day_text(clock_day_of(a->at), period);
	snprintf(year, sizeof year, "%.4s", period);
	a->last_step = chain_last(b, a->by);
	snprintf(series, sizeof series, "dossier/%s%s", hall_text(a->hall, "hall.region"), hall_text(a->hall, "hall.code"));
	if (a->c)
		a->state_step = batch_add(b, Q_CONTINUED_STATE, ARGS(value_int(a->c->dossier)));
	else
		a->serial_step = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text(series), value_text(period)));
	for (size_t i = 0; i < a->p->item_count; i++) {
		const char *code = a->p->items[i].item->item->code;
		if (kept_project(a, i))
			continue;
		snprintf(series, sizeof series, "project/%.31s", code ? code : "");
		a->project_steps[i] = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text(series), value_text(period)));
	}
	for (size_t i = 0; i < a->paper_count; i++)
		if (*a->papers[i].kind->word) {
			snprintf(series, sizeof series, "document/%s", a->papers[i].series);
			a->papers[i].step = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text(series), value_text(year)));
		}
	batch_then(b, freeze, a);
}
