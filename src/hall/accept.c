/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/draft.h"
#include "hall/errand_draft.h"
#include "hall/own.h"
#include "law/staff_right.h"
#include "law/states.h"

/* R1: everything is checked in memory, written in one transaction, read back, and only then may it be printed. */

/* R25 */
static void say_not_accepted(struct err *err, const char *what)
{
	static const char *const said[] = { "未受理", "已受理", "正在核对" };
	const char *stop = text_stop(err->text);
	size_t n = strlen(err->text), room = sizeof err->text - strlen(what) - strlen(stop) - 1;

	for (size_t i = 0; i < COUNT_OF(said); i++)
		if (strstr(err->text, said[i]))
			return;
	if (n > room) {                 /* whole characters go, not this word */
		n = room;
		while (n && ((unsigned char)err->text[n] & 0xC0) == 0x80)
			n--;
	}
	snprintf(err->text + n, sizeof err->text - n, "%s%s", stop, what);
}

void accept_failed(struct err *err)
{
	say_not_accepted(err, "未受理。");
}

static enum status not_accepted(enum status st, struct err *err)
{
	err->status = st;
	say_not_accepted(err, "本件未受理。");
	return st;
}

/* Whether this accept_uuid is there already could not be read: an earlier press may have been accepted (R4). */
static enum status not_looked_up(enum status st, struct err *err)
{
	size_t n = strlen(err->text);

	err->status = st;
	snprintf(err->text + n, sizeof err->text - n, " 这一次未受理;此前若按过受理,那一次的结果还须核对:先不要打印、不要另开一件,"
		"请稍后再按受理。");
	return st;
}

/* --- before ------------------------------------------------------------------------------------------------------------- */

static bool paper_of(const struct document_kind *k, const struct acceptance *a)
{
	if (a->accepting)
		return (a->deferral_count ? k->deferred : k->accept) || (k->pledge && a->p->pledged);
	if (a->r->outcome == OUTCOME_REFUSE)             /* what is refused at once is given back at once: no receipt */
		return k->receive && a->p->received && !accept_refused(a);
	if (a->r->outcome == OUTCOME_RECEIVE)
		return k->receive;
	return k->notice && (a->p->received || strcmp(k->kind, "materials") != 0);      /* nobody signs for what was not taken */
}

static void choose_papers(struct acceptance *a)
{
	for (int i = 0; i < document_kind_count && a->paper_count < PAPERS_MOST; i++) {
		const struct document_kind *k = &document_kinds[i];
		if (!paper_of(k, a))
			continue;
		struct paper_out *p = &a->papers[a->paper_count++];
		p->kind = k;
		continued_paper(a->c, k->kind, p->name);
		if (*k->word)
			document_series(a->hall, k, p->series);
	}
}

static char *label_of(const struct plan_field *f)
{
	struct buf label;

	buf_init(&label, BUF_SMALL);
	form_label(f, &label);
	return buf_take(&label);
}

/* The legal instant of acceptance; what was done and when is the act's. */
static int64_t accepted_at(const struct acceptance *a)
{
	if (!a->accepting)
		return 0;
	if (a->p->day == clock_day_of(a->at))
		return a->at;
	return a->p->day == clock_day_of(a->received_at) ? a->received_at : clock_day_start(a->p->day);
}

enum status acceptance_prepare(struct acceptance *a, struct err *err)
{
	static const struct { const char *state, *outcome; } kinds[] = {
		[OUTCOME_ACCEPT] = { "30", "accept" }, [OUTCOME_RECEIVE] = { "10", "receive" }, [OUTCOME_NOTICE] = { "20", "notice" },
		[OUTCOME_REFUSE] = { "10", "refuse" },
	};
	const struct calendar *calendar;
	enum status st = hall_calendar(a->hall, &calendar, err);

	if (st != ST_OK)
		return st;
	calendar_version(calendar, a->calendar_version);
	a->c = a->p->continued;
	a->uuid = a->c ? a->c->accept_uuid : a->r->accept_uuid;
	a->snapshot = a->c ? a->c->snapshot + 1 : 1;
	a->received_at = a->c ? a->c->received_at : a->at;
	a->accepting = a->r->outcome == OUTCOME_ACCEPT;
	a->accepted_at = accepted_at(a);
	a->deferral_count = a->accepting ? a->p->deferred : 0;
	a->material_count = a->p->plan->material_count;
	a->state = kinds[a->r->outcome].state;
	a->outcome = a->deferral_count ? "deferred" : kinds[a->r->outcome].outcome;
	a->estimated = promise_estimated(a->p);
	choose_papers(a);
	a->project_steps = mem_array(a->p->item_count + 1, sizeof *a->project_steps);
	a->projects = mem_array(a->p->item_count + 1, sizeof *a->projects);
	a->tasks = mem_array(a->p->item_count + 1, sizeof *a->tasks);
	a->labels = mem_array(a->p->plan->field_count + 1, sizeof *a->labels);
	for (size_t i = 0; i < a->p->plan->field_count; i++)
		a->labels[i] = label_of(&a->p->plan->fields[i]);
	for (size_t i = 0; i < a->p->item_count; i++)
		buf_init(&a->tasks[i].body, BUF_LARGE);
	buf_init(&a->body, BUF_LARGE);
	buf_init(&a->person, BUF_LARGE);
	buf_init(&a->sealed, BUF_LARGE);
	buf_init(&a->names, BUF_LARGE);
	accept_names(a->r, &a->names);
	int counts = snprintf(a->summary, sizeof a->summary, "%zu项 %zu份材料 容缺%zu ", a->p->item_count, a->material_count, a->deferral_count);
	text_copy(a->summary + counts, sizeof a->summary - (size_t)counts, a->p->bundle->id);      /* that of many items is long */
	return accept_refusal_prepare(a, err);
}

void acceptance_release(struct acceptance *a)
{
	accept_refusal_release(a);
	for (size_t i = 0; a->tasks && i < a->p->item_count; i++)
		buf_wipe(&a->tasks[i].body);
	buf_wipe(&a->person);
	buf_wipe(&a->names);
	buf_release(&a->body);
	buf_release(&a->sealed);
	for (size_t i = 0; a->labels && i < a->p->plan->field_count; i++)
		free(a->labels[i]);
	free(a->labels);
	free(a->tasks);
	free(a->projects);
	free(a->project_steps);
}

/* W-14: taking in and accepting is the clerk's; scripts act as the system. */
static enum status may_accept(const struct actor *by, struct err *err)
{
	if (staff_may(by->role, RIGHT_ACCEPT))
		return ST_OK;
	return err_set(err, ST_DENIED, "E-6005", "只有受理员可以受理,本件未受理。请由本窗口受理员办理。");
}

/* --- what the store says ------------------------------------------------------------------------------------------------- */

static bool is_of(struct hall *h, const struct request *r, const struct rows *found)
{
	char index[17];

	hall_index(h, r->applicant.id_number, index);
	return strcmp(r->bundle, rows_text(found, 0, 7)) == 0 && strcmp(index, rows_text(found, 0, 8)) == 0;
}

/* A key answers for one matter of one person: who brings it with another must not go home with a stranger's number. A request
 * may name them in other words (a blank, a small x) than the dossier does. */
static enum status same_matter(struct hall *h, const struct request *r, const struct rows *found, bool *same, struct err *err)
{
	struct promise *p = NULL;
	enum status st = ST_OK;

	*same = is_of(h, r, found);
	if (!*same && (st = request_promise(h, r, &p, err)) == ST_OK)
		*same = is_of(h, p->request, found);
	promise_free(p);
	return st;
}

/* Is the request's accept_uuid there? ST_NOINPUT when not; E-6075 when another matter has it. */
static enum status look_up(struct hall *h, const struct request *r, struct accepted *out, struct err *err)
{
	struct rows *rows = NULL;
	bool same = true;
	enum status st = store_read(h->store, Q_DOSSIER_BY_UUID, ARGS(value_text(r->accept_uuid)), &rows, err);

	if (st == ST_OK && rows_count(rows) == 0)
		st = ST_NOINPUT;
	else if (st == ST_OK)
		st = same_matter(h, r, rows, &same, err);
	if (st == ST_OK && !same)
		st = err_at(err, ST_CONFLICT, "E-6075", "accept_uuid", "这个 accept_uuid 已经用于另一件(受理号%s,事项或申请人与这次不同),"
			"那一件不变,这次的未受理。确是另一件的,请用新的 accept_uuid 另办;是改过的,请打开那一件看。", rows_text(rows, 0, 1));
	if (st == ST_OK) {
		out->dossier = rows_int(rows, 0, 0);
		snprintf(out->number, sizeof out->number, "%s", rows_text(rows, 0, 1));
		memcpy(out->accept_uuid, r->accept_uuid, sizeof out->accept_uuid);
		snprintf(out->state, sizeof out->state, "%s", rows_text(rows, 0, 2));
		out->deferred = (size_t)rows_int(rows, 0, 3);
		out->promised_due = rows_null(rows, 0, 4) ? DAY_NONE : (day_t)rows_int(rows, 0, 4);
		out->tasks = (size_t)rows_int(rows, 0, 5);
		out->papers = (size_t)rows_int(rows, 0, 6);
	}
	rows_free(rows);
	return st;
}

static bool same_bytes(const struct rows *r, int column, const struct buf *b)
{
	size_t n;
	const void *p = rows_blob(r, 0, column, &n);

	return n == b->len && memcmp(p, b->data, n) == 0;
}

/* The committed rows against what was meant: bytes of the snapshot, counts of the rest. (The print agent checks the
 * snapshot's digest once more before it draws a paper, on a connection of its own.) */
static enum status read_back(const struct acceptance *a, struct err *err)
{
	size_t tasks = a->accepting ? a->p->item_count : 0;
	struct rows *rows = NULL;
	enum status st = store_read(a->hall->store, Q_DOSSIER_READ_BACK, ARGS(value_text(a->uuid), value_int(a->snapshot)), &rows, err);

	if (st == ST_OK && (FAULT("accept.read-back") || rows_count(rows) != 1 || strcmp(rows_text(rows, 0, 0), a->number) != 0 ||
	    strcmp(rows_text(rows, 0, 1), a->digest) != 0 || strcmp(rows_text(rows, 0, 2), a->body.data) != 0 ||
	    !same_bytes(rows, 3, &a->sealed) || (size_t)rows_int(rows, 0, 4) != a->p->item_count ||
	    (size_t)rows_int(rows, 0, 5) != a->material_count || (size_t)rows_int(rows, 0, 6) != a->deferral_count ||
	    (size_t)rows_int(rows, 0, 7) != tasks || (size_t)rows_int(rows, 0, 8) != tasks ||
	    (size_t)rows_int(rows, 0, 9) != a->paper_count + accept_refused(a)))
		st = ST_CORRUPT;
	rows_free(rows);
	if (st == ST_OK)
		return ST_OK;
	log_line(LOG_ERROR, "accept: reading back failed: %s", status_name(st));
	if (st != ST_CORRUPT)
		return err_set(err, st, "E-6074", "已受理(受理号%s),但一时读不回来核对,先不要打印。请过一会按受理号打开,"
			"核对无误后再打印。", a->number);
	return err_set(err, ST_CORRUPT, "E-6073", "已受理(受理号%s),但读回的内容与写入的不符,先不要打印、不要再按受理。"
		"请立即联系管理员检查磁盘。", a->number);
}

/* R4: the outcome of COMMIT is not known. A new connection sees the truth, or nobody does yet. */
static enum status resolve(struct acceptance *a, struct accepted *out, struct err *err)
{
	enum status st = FAULT("accept.resolve") ? ST_IO : hall_reopen(a->hall, err);

	if (st == ST_OK)
		st = look_up(a->hall, a->r, out, err);
	if (st == ST_OK || st == ST_CONFLICT)                 /* this one, or surely another's */
		return st;
	if (st == ST_NOINPUT)
		return err_set(err, ST_IO, "E-1081", "写入时出错,经核对本件未受理、未打印。请再按受理。");
	return err_set(err, ST_UNKNOWN, "E-1080", "受理结果不明(可能已受理,也可能未受理),正在核对,先不要打印、不要另开一件。"
		"请过一会再按受理:同一件不会受理两次。");
}

/* W-4: what no transition allows leaves a trace; that it could not be written must not hide why it was refused. */
static void trace_refusal(struct hall *h, const struct actor *by, const struct promise *p)
{
	const struct problem *first = p->problem_count ? &p->problems[0] : NULL;
	struct err err;

	if (p->request->deemed)                          /* nobody tried anything: another desk's clock was first */
		return;
	if (first && p->continued && strcmp(first->err.code, "E-6404") == 0 &&
	    audit_note(h, by, &(struct audit_entry){ .act = "act.refused", .object = p->continued->number,
		.after = "accept", .reason = first->err.code }, &err) != ST_OK)
		log_line(LOG_ERROR, "refusal of acceptance of %s left no trace: %s", p->continued->number, err.text);
}

/* --- accepting ------------------------------------------------------------------------------------------------------------ */

static void tell(const struct acceptance *a, struct accepted *out)
{
	out->dossier = a->dossier;
	memcpy(out->number, a->number, sizeof out->number);
	memcpy(out->accept_uuid, a->r->accept_uuid, sizeof out->accept_uuid);
	snprintf(out->state, sizeof out->state, "%s", accept_refused(a) ? dossier_state_code(DOSSIER_NOT_ACCEPTED) : a->state);
	out->deferred = a->deferral_count;
	out->promised_due = a->accepting ? a->p->promised.due : DAY_NONE;
	out->tasks = a->accepting ? a->p->item_count : 0;
	out->papers = a->paper_count + accept_refused(a);
}

static enum status write_down(struct acceptance *a, struct accepted *out, struct err *err)
{
	struct batch *b = batch_new("accept");
	bool doubled, taken, moved;
	enum status st;

	accept_steps(a, b);
	st = store_submit(a->hall->store, b, err);
	doubled = st == ST_CONFLICT && strcmp(batch_failed(b), "dossier_insert") == 0;
	moved = a->c && st == ST_CONFLICT;
	taken = st == ST_CONFLICT && strcmp(batch_failed(b), "draft_gone") == 0;
	batch_free(b);
	if (st == ST_OK && FAULT("accept.after-commit"))
		st = ST_UNKNOWN;
	if (st == ST_UNKNOWN) {
		if ((st = resolve(a, out, err)) != ST_OK)
			return st;
		out->again = strcmp(out->number, a->number) != 0;      /* another window was first with this key */
		return out->again ? ST_OK : read_back(a, err);
	}
	if ((doubled || moved) && look_up(a->hall, a->r, out, err) == ST_OK) {
		out->again = true;
		return ST_OK;
	}
	if (moved && !taken)
		st = err_set(err, ST_CONFLICT, "E-6432", "办件 %s 同时被别处改动了,本件未受理。请刷新后再看。", a->c->number);
	if (taken && (st = draft_held(a->hall, a->r->accept_uuid, err)) == ST_OK)      /* let go this very moment */
		st = err_set(err, ST_BUSY, "E-6104", "这份草稿已被另一处打开过");
	if (st != ST_OK)
		return not_accepted(st, err);
	if ((st = read_back(a, err)) == ST_OK)
		tell(a, out);
	return st;
}

static enum status accept_promise(struct hall *h, const struct actor *by, struct promise *p, int64_t at,
	struct accepted *out, struct err *err)
{
	struct acceptance a = { .hall = h, .by = by, .p = p, .r = p->request, .at = at };
	enum status st;

	buf_init(&a.body, 0);
	buf_init(&a.person, 0);
	buf_init(&a.sealed, 0);
	if (p->problem_count) {
		trace_refusal(h, by, p);
		*err = p->problems[0].err;
		return not_accepted(ST_REFUSED, err);
	}
	if ((st = hall_room_check(h, err)) != ST_OK || (st = hall_clock_check(h, err)) != ST_OK)
		return not_accepted(st, err);
	if ((st = acceptance_prepare(&a, err)) == ST_OK)
		st = FAULT("accept.prepared") ? err_set(err, ST_IO, "E-6071", "写入中断,本件未受理。请重试。") :
			write_down(&a, out, err);
	accept_files_forget(&a);
	acceptance_release(&a);
	return st;
}

enum status dossier_accept(struct hall *h, const struct actor *by, const struct request *r, struct accepted *out,
	struct promise **promise, struct err *err)
{
	struct promise *p = NULL;
	struct err local;
	bool drafted;
	enum status st;

	memset(out, 0, sizeof *out);
	out->promised_due = DAY_NONE;
	if (promise)
		*promise = NULL;
	if (!err)
		err = &local;
	if (FAULT("accept.begin"))
		return err_set(err, ST_IO, "E-6071", "写入中断,本件未受理。请重试。");
	if ((st = hall_writable(h, err)) == ST_OK)
		st = look_up(h, r, out, err);
	if (st != ST_NOINPUT) {
		out->again = st == ST_OK;
		if (st == ST_OK)                              /* the first time may have ended between the acceptance and this */
			errand_draft_accepted(h, by, r->accept_uuid, out->number);
		return st == ST_OK || st == ST_CONFLICT ? st : not_looked_up(st, err);
	}
	if ((st = may_accept(by, err)) != ST_OK)
		return st;
	if ((st = errand_draft_check(h, by, r->accept_uuid, &drafted, err)) != ST_OK)
		return not_accepted(st, err);
	int64_t at = 0;
	for (int i = 0; i < 2 && clock_day_of(at) != (p ? p->today : DAY_NONE); i++) {      /* again when midnight passed */
		promise_free(p);
		if ((st = request_promise(h, r, &p, err)) != ST_OK)
			return not_accepted(st, err);
		at = clock_wall_ms();
	}
	if (FAULT("accept.checked"))
		st = err_set(err, ST_IO, "E-6071", "写入中断,本件未受理。请重试。");
	else
		st = accept_promise(h, by, p, at, out, err);
	if (promise && (st == ST_OK || st == ST_REFUSED))
		*promise = p;
	else
		promise_free(p);
	if (st == ST_OK && !FAULT("accept.done") && drafted)
		errand_draft_accepted(h, by, r->accept_uuid, out->number);
	return st;
}
