/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/numbered.h"
#include "command/outbox.h"
#include "command/show.h"
#include "hall/outbox.h"

#define ROWS 2000

static json_t *stamp_json(int64_t at)
{
	char iso[26];

	return at > 0 ? json_string(clock_iso(at, iso)) : json_null();
}

static void row_json(const struct command_env *env, const struct outbox_row *r)
{
	show_json(env, json_pack("{sI ss ss ss ss ss ss ss si sb so so ss}", "id", (json_int_t)r->id, "key", r->key,
		"dossier", r->dossier, "item", r->item_name, "department", r->department, "department_name", r->department_name,
		"state", r->state, "state_name", outbox_state_name(r), "tries", r->tries, "maybe_sent", (int)r->maybe_sent,
		"next_at", stamp_json(r->next_at), "last_at", stamp_json(r->last_at), "note", r->note));
}

static void row_print(const struct command_env *env, const struct outbox_row *r)
{
	char next[20] = "", last[20] = "";

	fprintf(env->out, "%6lld  %s  ", (long long)r->id, outbox_state_name(r));
	show_text(env->out, r->dossier);
	fputs("  ", env->out);
	show_text(env->out, r->department_name);
	fputs("  ", env->out);
	show_text(env->out, r->item_name);
	if (r->last_at > 0)
		fprintf(env->out, "  第%d次 %s", r->tries, clock_stamp(r->last_at, last) + 11);
	if (r->next_at > clock_wall_ms())
		fprintf(env->out, "  %s 再试", clock_stamp(r->next_at, next) + 11);
	fputc('\n', env->out);
	if (*r->note) {
		fputs("        ", env->out);
		show_text(env->out, r->note);
		fputc('\n', env->out);
	}
}

static int list(const struct command_env *env, struct hall *h, const char *state)
{
	struct outbox_row *rows = mem_array(ROWS, sizeof *rows);
	struct err err;
	size_t count;
	int result;

	if (outbox_list(h, state, rows, ROWS, &count, &err) != ST_OK) {
		result = command_fail(env, &err);
	} else {
		for (size_t i = 0; i < count; i++)
			if (env->json)
				row_json(env, &rows[i]);
			else
				row_print(env, &rows[i]);
		if (!env->json && count == 0)
			fputs("没有待发的任务。\n", env->out);
		if (count == ROWS)
			fprintf(env->err_out, "只显示了%d件,可能还有更多。\n", ROWS);
		result = *state ? command_done(env) : outbox_differences(env, h, true);
	}
	free(rows);
	return result;
}

static const struct numbered_act acts[] = {
	{ "retry", outbox_retry, "已排入发送" },
	{ "hold", outbox_hold, "已暂停发送,可用 yichuang outbox retry 恢复" },
};

static bool state_known(const char *state)
{
	static const char *const states[] = { "", "all", "pending", "sending", "delivered", "rejected", "parked", "held" };

	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (strcmp(states[i], state) == 0)
			return true;
	return false;
}

/* The verbs; with `number` an ID follows. */
enum verb { LIST, RETRY, HOLD, DIFFERENCES, RECONCILE, AGAIN, ACKNOWLEDGE, NO_VERB };
static const struct { const char *name; bool number, reads; } verbs[] = {
	[LIST] = { "list", false, true }, [RETRY] = { "retry", true, false }, [HOLD] = { "hold", true, false },
	[DIFFERENCES] = { "differences", false, true }, [RECONCILE] = { "reconcile", false, false },
	[AGAIN] = { "again", true, false }, [ACKNOWLEDGE] = { "acknowledge", true, false },
};

static enum verb verb_of(const char *name)
{
	enum verb v = 0;

	while (v < NO_VERB && strcmp(verbs[v].name, name) != 0)
		v++;
	return v;
}

struct asked { const char *state, *reason, *wait; long id, wait_s; };

static int go(const struct command_env *env, struct hall *h, enum verb v, const struct asked *a)
{
	switch (v) {
	case LIST: return list(env, h, a->state);
	case RETRY: return numbered_run(env, h, &acts[0], a->id);
	case HOLD: return numbered_run(env, h, &acts[1], a->id);
	case DIFFERENCES: return outbox_differences(env, h, false);
	case RECONCILE: return outbox_reconcile(env, h, a->wait_s);
	case AGAIN: return outbox_again(env, h, a->id);
	case ACKNOWLEDGE: return outbox_acknowledge(env, h, a->id, a->reason);
	case NO_VERB: break;
	}
	return status_exit(ST_BUG);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct asked asked = { .state = "", .reason = "", .wait = "30" };
	const struct command_option options[] = { { .name = "state", .text = &asked.state }, { .name = "reason", .text = &asked.reason },
		{ .name = "wait", .text = &asked.wait }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_outbox, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	const char *name = count > 0 ? words[0] : "list";
	enum verb v = verb_of(name);
	if (v == NO_VERB)
		return command_misuse(&command_outbox, &env, "没有这个动作:%s", name);
	if (verbs[v].number ? count != 2 || !command_number(words[1], 1, 1000000000, &asked.id) : count > 1)
		return command_misuse(&command_outbox, &env, verbs[v].number ? "%s 后面应是一个编号(yichuang outbox 列出)" : "%s 后面多了词",
			name);
	if (!state_known(asked.state))
		return command_misuse(&command_outbox, &env, "--state 应为 pending sending parked held rejected delivered 或 all:%s",
			asked.state);
	if (!command_number(asked.wait, 0, 3600, &asked.wait_s))
		return command_misuse(&command_outbox, &env, "--wait 应为 0 到 3600 的秒数:%s", asked.wait);
	if (hall_open(env.hall_dir, verbs[v].reads, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = go(&env, h, v, &asked);
	hall_close(h);
	return result;
}

const struct command command_outbox = {
	.name = "outbox",
	.usage = "[list [--state STATE] | retry ID | hold ID | reconcile [--wait SECONDS] | differences | again ID |"
		" acknowledge ID --reason TEXT] [--json]",
	.help = "送往部门的任务:列出未送达的,重发或暂停一件;与部门对账",
	.run = run,
};
