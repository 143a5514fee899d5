/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "hall/own.h"
#include "hall/taken.h"

/* The rows of an acceptance (R1). Three calls inside one transaction: numbers are counted first, because everything that
 * is frozen names them; then what is frozen is written and the dossier inserted; then all that hangs on it. */

/* Nobody looks for a combination by its name, but for each of its items, and for the bundle that they were added to. */
static void count_taken(const struct acceptance *a, struct batch *b)
{
	const struct bundle *of = a->p->bundle;

	if (!of->combined)
		taken_count(b, a->by->window, of->of ? of->of->id : of->id, clock_day_of(a->at));
	for (size_t i = of->combined ? 0 : of->of ? of->of->item_count : of->item_count; i < of->item_count; i++)
		taken_count(b, a->by->window, catalogue_single(a->p->catalogue, of->items[i].item)->id, clock_day_of(a->at));
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
			return err_set(err, ST_LIMIT, "E-6070", "“%s”%s今天的办件流水号已用完(9999件),本件未受理。%s",
				a->p->items[i].item->item->name, code ? "" : "没有实施编码,和别的这种事项合用的",
				code ? "" : "请在目录里补上它的实施编码。");
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

struct origins { size_t of[ORIGIN_COUNT]; };

static struct origins count_origins(const struct request *r)
{
	struct origins o = { { 0 } };

	for (size_t i = 0; i < r->value_count; i++)
		o.of[origin_counted(r->values[i].origin)]++;
	return o;
}

static void update_dossier(struct acceptance *a, struct batch *b)
{
	const struct origins o = count_origins(a->r);
	char index[17];

	hall_index(a->hall, a->r->applicant.id_number, index);      /* as it is written now: it may have come in small letters */
	a->dossier_step = batch_add(b, Q_CONTINUED_ACCEPT, ARGS(value_int(a->c->dossier), value_int(a->c->version),
		value_int((int64_t)a->deferral_count), value_text(a->calendar_version), value_text(a->r->applicant.name),
		value_int(a->accepted_at), value_day(a->p->promised.due), value_day(a->p->statutory.due), value_int(a->estimated),
		value_text(a->r->delivery_mode), value_int((int64_t)o.of[ORIGIN_FILLED]), value_int((int64_t)o.of[ORIGIN_DERIVED]),
		value_int((int64_t)o.of[ORIGIN_SHARED]), value_int(a->at), value_text(index), value_text(a->names.data)));
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
		value_int((int64_t)o.of[ORIGIN_SHARED]), value_text(a->names.data)));
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
	if ((st = accept_point(b, (void *)(uintptr_t)"accept.number", err)) != ST_OK || (st = read_numbers(a, b, err)) != ST_OK)
		return st;
	accept_files_found(a, b);
	if (a->accepting)
		freeze_tasks(a);
	if ((st = freeze_snapshot(a, err)) != ST_OK)
		return st;
	a->entry = (struct audit_entry){ .act = a->c ? "dossier.continue" : "dossier.accept", .object = a->number, .after = a->digest, .reason = a->summary };
	chain_link(a->hall, batch_rows(b, a->last_step), a->by, &a->entry, &a->link);
	accept_check_code(a->digest, a->link.hash, a->check);
	if ((st = accept_point(b, (void *)(uintptr_t)"accept.frozen", err)) != ST_OK)
		return st;
	if (a->accepting)
		count_taken(a, b);
	if (a->c)
		update_dossier(a, b);
	else
		insert_dossier(a, b);
	batch_then(b, accept_rows, a);
	return ST_OK;
}

/* --- the first: counters ---------------------------------------------------------------------------------------------- */

void accept_steps(struct acceptance *a, struct batch *b)
{
	char series[128], period[9], year[5];

	day_digits(clock_day_of(a->at), period);
	snprintf(year, sizeof year, "%.4s", period);
	a->last_step = chain_last(b, a->by);
	snprintf(series, sizeof series, "dossier/%s%s", hall_text(a->hall, "hall.region"), hall_text(a->hall, "hall.code"));
	if (a->c)
		a->state_step = batch_add(b, Q_CONTINUED_STATE, ARGS(value_int(a->c->dossier)));
	else
		a->serial_step = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text(series), value_text(period)));
	accept_files_read(a, b);
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
