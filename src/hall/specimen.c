/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/specimen.h"

#include <jansson.h>
#include <stdio.h>

#include "base/clock.h"
#include "hall/accept_parts.h"
#include "hall/paper.h"
#include "hall/print_job_own.h"

#define SPECIMEN "样稿·未受理"

/* Numbers are counted inside the transaction that accepts: here stand words that nobody takes for one. */
static void mark_numbers(struct acceptance *a)
{
	snprintf(a->number, sizeof a->number, SPECIMEN);
	snprintf(a->query, sizeof a->query, "样稿");
	for (size_t i = 0; i < a->p->item_count; i++)
		snprintf(a->projects[i], sizeof a->projects[i], SPECIMEN);
	for (size_t i = 0; i < a->p->item_count; i++)
		snprintf(a->tasks[i].task_no, sizeof a->tasks[i].task_no, SPECIMEN);
	for (size_t i = 0; i < a->paper_count; i++)
		if (*a->papers[i].kind->word)
			snprintf(a->papers[i].number, sizeof a->papers[i].number, SPECIMEN);
}

/* As the snapshot reads when it is frozen and opened again. */
static enum status data_of(struct acceptance *a, json_t **out, struct err *err)
{
	json_t *person = NULL;

	write_snapshot(a, &a->body);
	write_person(a, &a->person);
	*out = a->body.overflow ? NULL : json_loadb(a->body.data, a->body.len, 0, NULL);
	person = a->person.overflow ? NULL : json_loadb(a->person.data, a->person.len, 0, NULL);
	if (*out && person && json_object_update(*out, person) == 0 &&
		json_object_set_new(json_object_get(*out, "codes"), "check", json_string(SPECIMEN)) == 0) {
		json_decref(person);
		return ST_OK;
	}
	json_decref(person);
	json_decref(*out);
	*out = NULL;
	return err_set(err, ST_LIMIT, "E-6072", "本件内容过大,不能预览。本件未受理。");
}

static enum status show(const struct acceptance *a, const struct paper_out *p, json_t *data, specimen_fn *fn, void *ctx,
	struct err *err)
{
	struct print_job job = { .copies = p->kind->copies, .large = hall_int(a->hall, "printer.large") != 0 };
	struct document *d = NULL;
	int paper;
	enum status st;

	snprintf(job.kind, sizeof job.kind, "%s", p->kind->kind);
	snprintf(job.title, sizeof job.title, "%s", p->kind->title);
	snprintf(job.document_no, sizeof job.document_no, "%s", p->number);
	snprintf(job.window, sizeof job.window, "%s", a->by->window);
	snprintf(job.paper, sizeof job.paper, "%s", p->kind->paper);
	print_job_paper(a->hall, job.kind, job.large, job.paper);
	paper = paper_from_name(job.paper);
	if (!print_job_document(&job, data))
		return err_set(err, ST_CORRUPT, "E-5303", "%s的数据不完整,不能预览。本件未受理。", job.title);
	st = paper_fill_from(a->hall, &job, data, paper < 0 ? PAPER_A4 : (enum paper)paper, false, &d, err);
	if (st == ST_OK)
		fn(ctx, job.title, job.copies, d);
	document_free(d);
	return st;
}

enum status specimen_each(struct hall *h, const struct actor *by, const struct promise *p, specimen_fn *fn, void *ctx,
	struct err *err)
{
	struct acceptance a = { .hall = h, .by = by, .p = p, .r = p->request, .at = clock_wall_ms() };
	json_t *data = NULL;
	enum status st;

	if (p->problem_count)
		return err_set(err, ST_REFUSED, "E-6316", "还有 %zu 处要先补好,才有文书可看。本件未受理。", p->problem_count);
	buf_init(&a.body, 0);
	buf_init(&a.person, 0);
	buf_init(&a.sealed, 0);
	st = acceptance_prepare(&a, err);
	if (st == ST_OK) {
		mark_numbers(&a);
		st = data_of(&a, &data, err);
	}
	for (size_t i = 0; st == ST_OK && i < a.paper_count; i++)
		st = show(&a, &a.papers[i], data, fn, ctx, err);
	json_decref(data);
	acceptance_release(&a);
	return st;
}
