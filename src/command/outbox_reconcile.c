/* SPDX-License-Identifier: Apache-2.0 */
#include "command/outbox.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/show.h"
#include "hall/reconcile.h"
#include "hall/staff.h"

#define ROWS 1000
#define DEPARTMENTS 256

static void row_json(const struct command_env *env, const struct difference *f)
{
	char at[26];

	show_json(env, json_pack("{sI ss ss ss ss ss ss ss ss ss sb ss}", "difference", (json_int_t)f->id, "kind",
		difference_kind_code(f->kind), "kind_name", difference_kind_name(f->kind), "department", f->department, "department_name",
		f->department_name, "key", f->key, "dossier", f->dossier, "department_no", f->department_no, "ours", f->ours, "theirs",
		f->theirs, "asked", (int)f->asked, "found_at", clock_iso(f->found_at, at)));
}

static void row_print(const struct command_env *env, const struct difference *f)
{
	struct buf words;

	fprintf(env->out, "对账 %lld  %s  ", (long long)f->id, difference_kind_name(f->kind));
	show_text(env->out, f->dossier);
	fputs("  ", env->out);
	show_text(env->out, f->department_name);
	fprintf(env->out, "  %s\n        ", f->key);
	buf_init(&words, BUF_SMALL);
	difference_what(f, &words);
	buf_format(&words, "%s%s", text_stop(words.data ? words.data : ""), difference_advice(f));
	show_text(env->out, words.data ? words.data : "");
	buf_release(&words);
	fputs("\n        ", env->out);
	if (f->kind == DIFFERENCE_UNKNOWN || f->kind == DIFFERENCE_STATE)
		fprintf(env->out, "yichuang outbox again %lld,或 ", (long long)f->id);
	fprintf(env->out, "yichuang outbox acknowledge %lld --reason 核对的情况\n", (long long)f->id);
}

int outbox_differences(const struct command_env *env, struct hall *h, bool quiet)
{
	struct difference *rows = mem_array(ROWS, sizeof *rows);
	size_t count = 0;
	struct err err;

	enum status st = difference_list(h, rows, ROWS, &count, &err);
	for (size_t i = 0; st == ST_OK && i < count; i++)
		(env->json ? row_json : row_print)(env, &rows[i]);
	if (st == ST_OK && count == 0 && !quiet && !env->json)
		fputs("与各部门没有待处理的不符。\n", env->out);
	free(rows);
	return st == ST_OK ? command_done(env) : command_fail(env, &err);
}

/* --- asking for one ---------------------------------------------------------------------------------------------- */

/* Until no department is still to be compared, or the time is over. Wakes up when the store changes. */
static enum status wait_for_end(struct hall *h, struct reconcile_row *rows, size_t *count, int64_t wait_ms, struct err *err)
{
	int64_t end = clock_mono_ms() + wait_ms;

	for (;;) {
		bool waiting = false;
		enum status st = reconcile_list(h, rows, DEPARTMENTS, count, err);
		if (st)
			return st;
		for (size_t i = 0; i < *count; i++)
			waiting = waiting || rows[i].asked;
		int64_t left = end - clock_mono_ms();
		if (!waiting || left <= 0)
			return ST_OK;
		struct pollfd p = { .fd = store_watch(hall_store(h)), .events = POLLIN };
		/* a second at most: the watch may be missing, and may have been told before we looked */
		if (poll(&p, p.fd >= 0, left < 1000 ? (int)left : 1000) > 0 && store_changed(hall_store(h)))
			continue;
	}
}

static void department_say(const struct command_env *env, const struct reconcile_row *r)
{
	char at[26] = "";

	if (env->json) {
		show_json(env, json_pack("{ss ss so ss sb}", "department", r->department, "department_name", r->name, "reconciled_at",
			r->at > 0 ? json_string(clock_iso(r->at, at)) : json_null(), "words", r->words, "waiting", (int)r->asked));
		return;
	}
	show_text(env->out, r->name);
	fputs(":", env->out);
	if (r->asked)
		fputs("还在等对账", env->out);
	else
		show_text(env->out, *r->words ? r->words : "没有对过账");
	fputc('\n', env->out);
}

int outbox_reconcile(const struct command_env *env, struct hall *h, long wait_s)
{
	struct reconcile_row *rows = mem_array(DEPARTMENTS, sizeof *rows);
	struct agent_state agent;
	struct actor by;
	struct err err;
	size_t count = 0;

	enum status st = staff_system(h, "", &by, &err);
	if (st == ST_OK)
		st = reconcile_ask(h, &by, &err);
	if (st == ST_OK)
		st = agent_state(h, "dispatch", &agent, &err);
	if (st == ST_OK)
		st = wait_for_end(h, rows, &count, agent.running ? wait_s * INT64_C(1000) : 0, &err);
	for (size_t i = 0; st == ST_OK && i < count; i++)
		department_say(env, &rows[i]);
	if (st == ST_OK && !agent.running && count > 0)
		fputs("分派程序没有在运行:已记下,它启动后就对账。\n", env->err_out);
	free(rows);
	return st == ST_OK ? outbox_differences(env, h, false) : command_fail(env, &err);
}

/* --- acts -------------------------------------------------------------------------------------------------------- */

static int acted(const struct command_env *env, enum status st, const struct err *err, long id, const char *act, const char *said)
{
	if (st)
		return command_fail(env, err);
	if (env->json)
		show_json(env, json_pack("{sI ss}", "difference", (json_int_t)id, "done", act));
	else
		fprintf(env->out, "第 %ld 号对账不符:%s。\n", id, said);
	return command_done(env);
}

int outbox_again(const struct command_env *env, struct hall *h, long id)
{
	struct actor by;
	struct err err;
	enum status st = staff_system(h, "", &by, &err);

	if (st == ST_OK)
		st = difference_again(h, &by, id, &err);
	return acted(env, st, &err, id, "again", "已重问部门,下次对账见结果");
}

int outbox_acknowledge(const struct command_env *env, struct hall *h, long id, const char *reason)
{
	struct actor by;
	struct err err;
	enum status st = staff_system(h, "", &by, &err);

	if (st == ST_OK)
		st = difference_acknowledge(h, &by, id, reason, &err);
	return acted(env, st, &err, id, "acknowledge", "已记下核对情况");
}
