/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/mem.h"
#include "store/backend.h"

/* One thing to do: a step, or a call in between. The list is the order of running; `steps` the order of adding. */
struct task {
	struct task *next;
	batch_then_fn *then;     /* NULL: a step */
	void *ctx;
	size_t query, count;
	struct value *args;
	struct rows rows;
	bool added;              /* while running, by a `then` */
};

struct batch {
	const char *name;
	struct arena *arena;     /* tasks and arguments */
	struct task *first, *last;
	struct task **steps;
	size_t step_count, step_room;
	/* while running: new tasks go behind `cursor`; `kept` steps were there before */
	struct task *cursor;
	size_t kept;
	bool ran;
	const char *failed;
};

struct batch *batch_new(const char *name)
{
	struct batch *b = mem_alloc(sizeof *b);

	b->arena = arena_new();
	b->name = arena_text(b->arena, name);
	b->failed = "";
	return b;
}

void batch_free(struct batch *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < b->step_count; i++)
		rows_release(&b->steps[i]->rows);
	free(b->steps);
	arena_free(b->arena);
	free(b);
}

void *batch_keep(struct batch *b, size_t n)
{
	return arena_alloc(b->arena, n);
}

/* Behind what was added last: at the end while the batch is built, behind the running `then` and its own additions
 * while it runs. */
static struct task *task_add(struct batch *b)
{
	struct task *t = arena_alloc(b->arena, sizeof *t), **link;

	if (b->cursor)
		link = &b->cursor->next;
	else
		link = b->last ? &b->last->next : &b->first;
	t->next = *link;
	*link = t;
	if (!t->next)
		b->last = t;
	t->added = b->cursor != NULL;
	if (b->cursor)
		b->cursor = t;
	return t;
}

static struct value *args_copy(struct arena *a, const struct value *args, size_t count)
{
	struct value *copy = arena_alloc(a, count * sizeof *copy + 1);

	for (size_t i = 0; i < count; i++) {
		copy[i] = args[i];
		if (args[i].p)
			copy[i].p = arena_text_n(a, args[i].p, args[i].n);
	}
	return copy;
}

int batch_add(struct batch *b, enum query q, const struct value *args, size_t count)
{
	struct task *t = task_add(b);

	t->query = (size_t)q;
	t->count = count;
	t->args = args_copy(b->arena, args, count);
	if (b->step_count == b->step_room) {
		b->step_room = b->step_room ? b->step_room * 2 : 16;
		b->steps = mem_grow(b->steps, b->step_room, sizeof *b->steps);
	}
	b->steps[b->step_count] = t;
	return (int)b->step_count++;
}

void batch_then(struct batch *b, batch_then_fn *fn, void *ctx)
{
	struct task *t = task_add(b);

	t->then = fn;
	t->ctx = ctx;
}

const struct rows *batch_rows(const struct batch *b, int step)
{
	static const struct rows nothing;

	return step >= 0 && (size_t)step < b->step_count ? &b->steps[step]->rows : &nothing;
}

const char *batch_failed(const struct batch *b)
{
	return b->failed;
}

/* --- running ------------------------------------------------------------------------------------------------- */

/* Forgets what an earlier run added, so that the batch is as its caller built it. */
static void forget_additions(struct batch *b)
{
	for (size_t i = b->kept; i < b->step_count; i++)
		rows_release(&b->steps[i]->rows);
	b->step_count = b->kept;
	b->last = NULL;
	for (struct task **link = &b->first; *link; ) {
		if ((*link)->added) {
			*link = (*link)->next;
		} else {
			b->last = *link;
			link = &(*link)->next;
		}
	}
}

static bool count_met(enum expectation expect, const struct rows *r)
{
	size_t n = r->columns ? r->count : (size_t)r->changed;

	return expect == EXPECT_MANY || n == 1 || (expect == EXPECT_MAYBE && n == 0);
}

static enum status step_run(struct store *s, struct batch *b, struct task *t, struct err *err)
{
	enum status st;

	if (FAULT("store.step"))
		return err_set(err, ST_IO, "E-5106", "读写数据时出错,本次改动未保存。请重试。");
	if ((st = store_step(s, t->query, t->args, t->count, &t->rows, err)) == ST_OK &&
	    !count_met(query_table[t->query].expect, &t->rows))
		st = err_at(err, ST_CONFLICT, "E-5102", query_table[t->query].name,
			"数据已被他人改动,本次改动未保存。请刷新后重试。");
	if (st == ST_CONFLICT)
		b->failed = query_table[t->query].name;
	return st;
}

static enum status tasks_run(struct store *s, struct batch *b, struct err *err)
{
	enum status st = ST_OK;

	for (struct task *t = b->first; t && st == ST_OK; t = t->next) {
		b->cursor = t;
		st = t->then ? t->then(b, t->ctx, err) : step_run(s, b, t, err);
	}
	b->cursor = NULL;
	return st;
}

/* One attempt: everything, or nothing. */
static enum status attempt(struct store *s, struct batch *b, struct err *err)
{
	enum status st;

	if (FAULT("store.begin"))
		return err_set(err, ST_IO, "E-5106", "读写数据时出错,本次改动未保存。请重试。");
	if ((st = s->backend->begin(s, err)) != ST_OK)
		return st;
	st = tasks_run(s, b, err);
	if (st == ST_OK && FAULT("store.before-commit"))
		st = err_set(err, ST_IO, "E-5106", "读写数据时出错,本次改动未保存。请重试。");
	if (st != ST_OK) {
		s->backend->rollback(s);
		return st;
	}
	if ((st = s->backend->commit(s, err)) == ST_OK && FAULT("store.after-commit"))
		st = err_set(err, ST_UNKNOWN, "E-5107", "保存结果不明,正在核对。请勿重复操作。");
	return st;
}

enum status batch_run(struct store *s, struct batch *b, struct err *err)
{
	enum status st;
	int tries = 0;

	if (b->ran)
		forget_additions(b);
	b->ran = true;
	b->kept = b->step_count;
	for (;;) {
		b->failed = "";
		st = attempt(s, b, err);
		if (st == ST_OK || ++tries > 3 || !s->backend->again || !s->backend->again(s))
			return st;
		forget_additions(b);
		err_clear(err);
	}
}
