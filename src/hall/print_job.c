/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/print_job.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/print_job_own.h"
#include "hall/printer.h"
#include "hall/row.h"
#include "law/document.h"

const struct document_kind document_kinds[] = {
	/* kind                title              paper word    copies accept deferred receive notice  slip   pledge */
	{ "acceptance-notice", "受理通知书",       "A4", "受字",   2,     true,  false,   false,  false,  false, false },
	{ "deferral-notice",   "容缺受理通知书",   "A4", "容受字", 2,     false, true,    false,  false,  false, false },
	{ "deferral-promise",  "容缺受理承诺书",   "A4", "诺字",   2,     false, true,    false,  false,  false, false },
	{ "pledge",            "告知承诺书",       "A4", "告承字", 2,     false, false,   false,  false,  false, true },
	{ "receipt",           "收件凭证",         "A5", "收字",   2,     false, false,   true,   false,  true,  false },
	{ "notice",            "一次性告知书",     "A4", "告字",   2,     false, false,   false,  true,  false, false },
	{ "materials",         "材料清单",         "A5", "",       2,     true,  true,    true,   true,  false, false },
	/* those of the acts that come later (law/act.h) */
	{ "refusal",           "不予受理通知书",   "A4", "不受字", 2,     false, false,   false,  false,  false, false },
	{ "termination",       "终止办理通知书",   "A4", "终字",   2,     false, false,   false,  false,  false, false },
	{ "correction",        "部门补正告知书",   "A4", "补字",   2,     false, false,   false,  false,  false, false },
	{ "deferral-wrong",    "容缺补交材料不符告知书", "A4", "容补字", 2, false, false,  false,  false,  false, false },
	{ "special",           "特别程序告知书",   "A4", "特字",   2,     false, false,   false,  false,  false, false },
	{ "extension",         "延期办理告知书",   "A4", "延字",   2,     false, false,   false,  false,  false, false },
	{ "denial",            "不予许可告知书",   "A4", "不许字", 2,     false, false,   false,  false,  false, false },
	{ "delivery",          "送达回证",         "A4", "送字",   1,     false, false,   false,  false,  false, false },
	{ "completion",        "办结通知",         "A5", "结字",   2,     false, false,   false,  false,  false, false },
	{ "pickup",            "领证通知",         "A5", "领字",   1,     false, false,   false,  false,  true,  false },
	{ "fee-notice",        "收费通知",         "A5", "费字",   2,     false, false,   false,  false,  false, false },
	{ "courier-label",     "快递面单",         "A5", "",       1,     false, false,   false,  false,  false, false },
	/* those of no dossier: numbered by themselves (hall/paper_order.h) */
	{ "sheet",             "办事一次性告知单", "A4", "",       1,     false, false,   false,  false,  false, false },
	{ "guide",             "办事指南",         "A4", "",       1,     false, false,   false,  false,  false, false },
	{ "handover",          "材料交接清单",     "A4", "",       2,     false, false,   false,  false,  false, false },
	{ "shift",             "日结单",           "A4", "",       1,     false, false,   false,  false,  false, false },
	{ "statement",         "统计报表",         "A4", "",       1,     false, false,   false,  false,  false, false },
	{ "errand-accept",     "帮办代办受理单",   "A4", "",       2,     false, false,   false,  false,  false, false },
	{ "errand-mandate",    "帮办代办委托书",   "A4", "",       2,     false, false,   false,  false,  false, false },
	{ "errand-pause",      "帮办代办中止单",   "A4", "",       2,     false, false,   false,  false,  false, false },
	{ "errand-resume",     "帮办代办续办委托书", "A4", "",     2,     false, false,   false,  false,  false, false },
	{ "errand-end",        "帮办代办办结(终止)单", "A4", "",   2,     false, false,   false,  false,  false, false },
	{ "authority",         "授权委托书",       "A4", "",       2,     false, false,   false,  false,  false, false },
	{ "ticket",            "排队小票",         "80mm", "",     1,     false, false,   false,  false,  true,  false },
};
const int document_kind_count = COUNT_OF(document_kinds);

const struct document_kind *document_kind_find(const char *kind)
{
	size_t n = strcspn(kind, "/");

	for (int i = 0; i < document_kind_count; i++)
		if (strlen(document_kinds[i].kind) == n && strncmp(document_kinds[i].kind, kind, n) == 0)
			return &document_kinds[i];
	return NULL;
}

void document_kind_name(const char *kind, int before, char out[32])
{
	if (before)
		snprintf(out, 32, "%.20s/%d", kind, before + 1);
	else
		snprintf(out, 32, "%s", kind);
}

void document_series(struct hall *h, const struct document_kind *k, char out[SERIES_SIZE])
{
	snprintf(out, SERIES_SIZE, "%.24s%s", hall_text(h, "hall.document_prefix"), k->word);
}

/* Which states each may be left for (R13). What is not here does not happen. */
static const struct {
	const char *code, *name;
	unsigned next;                              /* bits of enum job_state: the agent's steps */
	const char *before, *after;                 /* fault points of the step into it */
} states[JOB_STATES] = {
	[JOB_PENDING] = { "pending", "待打印", 1u << JOB_SUBMITTED | 1u << JOB_FAILED | 1u << JOB_FILED,
		"print.step-pending", "print.stepped-pending" },
	/* back to pending only when nothing had reached the printer */
	[JOB_SUBMITTED] = { "submitted", "已交打印机", 1u << JOB_PENDING | 1u << JOB_SUBMITTED | 1u << JOB_DEVICE_DONE | 1u << JOB_FAILED,
		"print.step-submitted", "print.stepped-submitted" },
	[JOB_DEVICE_DONE] = { "device_done", "打印机报完成", 0, "print.step-device-done", "print.stepped-device-done" },
	[JOB_CONFIRMED] = { "confirmed", "已确认", 0, "print.step-confirmed", "print.stepped-confirmed" },
	[JOB_FAILED] = { "failed", "未打出", 0, "print.step-failed", "print.stepped-failed" },
	/* a paper of no dossier that its orderer renders himself */
	[JOB_HELD] = { "held", "暂停", 1u << JOB_FILED | 1u << JOB_FAILED, "print.step-held", "print.stepped-held" },
	[JOB_FILED] = { "filed", "已存PDF", 0, "print.step-filed", "print.stepped-filed" },
};

const char *job_state_code(enum job_state s)
{
	return (unsigned)s < JOB_STATES ? states[s].code : "";
}

const char *job_state_name(enum job_state s)
{
	return (unsigned)s < JOB_STATES ? states[s].name : "";
}

static enum job_state state_from_code(const char *code)
{
	for (int i = 0; i < JOB_STATES; i++)
		if (strcmp(states[i].code, code) == 0)
			return (enum job_state)i;
	return JOB_FAILED;
}

bool print_job_unknown(const struct print_job *job)
{
	return job->state == JOB_SUBMITTED && job->cups_job == 0;
}

const char *print_job_words(const struct print_job *job)
{
	if (job->state == JOB_DEVICE_DONE && printer_direct(job->queue))
		return "已送出请看纸";
	return print_job_unknown(job) ? "结果不明" : job_state_name(job->state);
}

#define COPY(member, column) text_copy(job->member, sizeof job->member, rows_text(r, i, column))

void print_job_row(struct print_job *job, const struct rows *r, size_t i)
{
	*job = (struct print_job){ .id = rows_int(r, i, 0), .dossier = rows_int(r, i, 1), .copy_no = (int)rows_int(r, i, 6),
		.copies = (int)rows_int(r, i, 7), .large = rows_int(r, i, 9) != 0, .state = state_from_code(rows_text(r, i, 12)),
		.cups_job = (int)rows_int(r, i, 13), .updated_at = rows_int(r, i, 17) };
	COPY(number, 2);
	COPY(kind, 3);
	COPY(title, 4);
	COPY(document_no, 5);
	COPY(paper, 8);
	COPY(destination, 10);
	COPY(reason, 11);
	COPY(note, 14);
	COPY(digest, 15);
	COPY(window, 16);
	COPY(queue, 18);
	row_mask(rows_text(r, i, 19), rows_int(r, i, 20) != 0, job->name, sizeof job->name);
}

void print_job_paper(struct hall *h, const char *kind, bool large, char paper[8])
{
	const char *slip = hall_text(h, "printer.slip");
	const struct document_kind *k = document_kind_find(kind);

	if (k && k->slip && (*slip || strcmp(k->paper, "80mm") == 0))        /* what is a slip always is one at a printer named for once */
		snprintf(paper, 8, "%s", hall_int(h, "printer.slip_mm") == 58 ? "58mm" : "80mm");
	else if (large && strcmp(paper, "A5") == 0)
		snprintf(paper, 8, "A4");
}

void print_job_in(struct hall *h, struct batch *b, const struct actor *by, const struct print_job *job)
{
	char paper[8];

	snprintf(paper, sizeof paper, "%s", job->paper);
	print_job_paper(h, job->kind, job->large, paper);
	batch_add(b, Q_PRINT_JOB_INSERT, ARGS(value_int(job->dossier), value_text(job->kind), value_text(job->title),
		value_text(job->document_no), value_int(job->copy_no), value_int(job->copies), value_text(paper),
		value_int(job->large), value_text(job->destination), value_text(job->reason), value_int(clock_wall_ms()),
		value_text(by->window), value_int(by->staff_id)));
}

enum status print_job_next(struct hall *h, struct print_job *out, struct err *err)
{
	return print_job_after(h, 0, out, err);
}

enum status print_job_after(struct hall *h, int64_t after, struct print_job *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_PRINT_JOB_NEXT, ARGS(value_int(after)), &rows, err);

	*out = (struct print_job){ 0 };
	if (st == ST_OK && rows_count(rows) == 0)
		st = ST_NOINPUT;
	if (st == ST_OK)
		print_job_row(out, rows, 0);
	rows_free(rows);
	return st;
}

static enum status read_all(struct hall *h, enum query q, const struct value *args, size_t n, struct print_job *out,
	size_t room, size_t *count, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), q, args, n, &rows, err);

	*count = 0;
	for (size_t i = 0; st == ST_OK && i < rows_count(rows) && i < room; i++)
		print_job_row(&out[(*count)++], rows, i);
	rows_free(rows);
	return st;
}

enum status print_job_open(struct hall *h, struct print_job *rows, size_t room, size_t *count, struct err *err)
{
	const struct value args[] = { value_int((int64_t)room) };

	return read_all(h, Q_PRINT_JOB_FOLLOWED, args, 1, rows, room, count, err);
}

enum status print_job_list(struct hall *h, int64_t dossier, const char *state, struct print_job *rows, size_t room,
	size_t *count, struct err *err)
{
	const struct value args[] = { value_int(dossier), value_text(state ? state : ""), value_int((int64_t)room) };

	return read_all(h, Q_PRINT_JOB_ALL, args, 3, rows, room, count, err);
}

enum status print_job_of(struct hall *h, const char *number, struct print_job *rows, size_t room, size_t *count, struct err *err)
{
	struct rows *found = NULL;
	int64_t dossier = 0;
	enum status st = store_read(hall_store(h), Q_PRINT_JOB_DOSSIER, ARGS(value_text(number)), &found, err);

	*count = 0;
	if (st == ST_OK && rows_count(found) == 0)
		st = err_at(err, ST_NOINPUT, "E-6101", number, "没有编号为 %s 的办件。请核对编号。", number);
	else if (st == ST_OK)
		dossier = rows_int(found, 0, 0);
	rows_free(found);
	return st == ST_OK ? print_job_list(h, dossier, "", rows, room, count, err) : st;
}

enum status print_job_step(struct hall *h, const struct print_job *job, enum job_state to, int cups_job, const char *note,
	struct err *err)
{
	struct batch *b;
	enum status st;

	if (!(states[job->state].next & 1u << to))
		return err_set(err, ST_BUG, "E-5022", "%s(%s)现在是%s,不能变为%s", job->title, job->number, job_state_name(job->state),
			job_state_name(to));
	if (FAULT(states[to].before))
		return err_set(err, ST_IO, "E-5020", "%s(%s)的打印状态没有记下", job->title, job->number);
	b = batch_new("print.step");
	batch_add(b, Q_PRINT_JOB_TO, ARGS(value_int(job->id), value_text(job_state_code(job->state)), value_text(job_state_code(to)),
		value_int(cups_job), value_text(note ? note : ""), value_int(note != NULL), value_text(job->digest),
		value_int(clock_wall_ms()), value_text(job->queue)));
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	if (st == ST_OK && FAULT(states[to].after))
		return err_set(err, ST_IO, "E-5020", "%s(%s)的打印状态没有记下", job->title, job->number);
	return st;
}

enum status print_job_note(struct hall *h, int64_t id, const char *note, struct err *err)
{
	struct batch *b = batch_new("print.note");
	enum status st;

	batch_add(b, Q_PRINT_JOB_SAY, ARGS(value_int(id), value_text(note)));
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}

enum status print_job_sums(struct hall *h, struct print_job_sums *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_PRINT_JOB_COUNT, NULL, 0, &rows, err);

	*out = (struct print_job_sums){ 0 };
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		int paper = paper_from_name(rows_text(rows, i, 1)), n = (int)rows_int(rows, i, 2);
		bool slip = paper >= 0 && paper_is_slip((enum paper)paper);

		if (rows_int(rows, i, 0))
			out->unknown[slip] += n;
		else
			out->waiting[slip] += n;
	}
	rows_free(rows);
	return st;
}
