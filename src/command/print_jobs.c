/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/numbered.h"
#include "command/show.h"
#include "hall/outbox.h"
#include "hall/print_job.h"

#define ROWS 2000

static void row_json(const struct command_env *env, const struct print_job *j)
{
	char at[26];

	show_json(env, json_pack("{sI ss ss ss ss si si ss sb ss ss si ss ss ss ss ss}", "id", (json_int_t)j->id, "number", j->number,
		"kind", j->kind, "title", j->title, "document_no", j->document_no, "copy_no", j->copy_no, "copies", j->copies, "paper",
		j->paper, "large", (int)j->large, "destination", j->destination, "queue", j->queue, "cups_job", j->cups_job, "state",
		job_state_code(j->state), "state_name", print_job_words(j), "note", j->note, "reason", j->reason, "at",
		clock_iso(j->updated_at, at)));
}

static void row_print(const struct command_env *env, const struct print_job *j)
{
	char at[20];

	fprintf(env->out, "%6lld  %s  %s  %s", (long long)j->id, print_job_words(j), j->number, j->title);
	if (j->copy_no)
		fprintf(env->out, "(补打 第%d次)", j->copy_no);
	fprintf(env->out, "  %s×%d  %s", j->paper, j->copies, clock_stamp(j->updated_at, at) + 5);
	if (*j->queue) {
		fputs("  ", env->out);
		show_text(env->out, j->queue);
	}
	fputc('\n', env->out);
	if (*j->note) {
		fputs("        ", env->out);
		show_text(env->out, j->note);
		fputc('\n', env->out);
	}
}

static int list(const struct command_env *env, struct hall *h, const char *state)
{
	struct print_job *rows = mem_array(ROWS, sizeof *rows);
	struct agent_state agent;
	struct err err;
	size_t count;
	int result;

	err_clear(&err);
	if (print_job_list(h, 0, state, rows, ROWS, &count, &err) != ST_OK || agent_state(h, "print", &agent, &err) != ST_OK) {
		result = command_fail(env, &err);
	} else {
		for (size_t i = 0; i < count; i++)
			if (env->json)
				row_json(env, &rows[i]);
			else
				row_print(env, &rows[i]);
		if (!env->json && count == 0)
			fputs("没有要打的文书。\n", env->out);
		if (!env->json) {
			fputs(agent.running ? "打印程序:" : "打印程序没有运行。最后说的是:", env->out);
			show_text(env->out, *agent.words ? agent.words : "—");
			fputc('\n', env->out);
		}
		if (count == ROWS)
			fprintf(env->err_out, "只显示了最新的%d件,可能还有更多。\n", ROWS);
		result = command_done(env);
	}
	free(rows);
	return result;
}

static const struct numbered_act acts[] = {
	{ "retry", print_job_retry, "已排入打印" },
	{ "hold", print_job_hold, "已暂停,可用 yichuang print-jobs retry 恢复" },
	{ "confirm", print_job_confirm, "已确认打出" },
};

static bool state_known(const char *state)
{
	bool known = strcmp(state, "all") == 0 || strcmp(state, "open") == 0;

	for (int i = 0; i < JOB_STATES; i++)
		known = known || strcmp(state, job_state_code((enum job_state)i)) == 0;
	return known;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	const char *state = "open";
	const struct command_option options[] = { { .name = "state", .text = &state }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_print_jobs, &env, options, argc, argv, &words, &count);
	long id = 0;

	if (result != COMMAND_GO)
		return result;
	const char *verb = count > 0 ? words[0] : "list";
	const struct numbered_act *a = numbered_find(acts, COUNT_OF(acts), verb);
	if (!a && strcmp(verb, "list") != 0)
		return command_misuse(&command_print_jobs, &env, "没有这个动作:%s", verb);
	if (a ? count != 2 || !command_number(words[1], 1, 1000000000, &id) : count > 1)
		return command_misuse(&command_print_jobs, &env, a ? "%s 后面应是一个打印号(yichuang print-jobs 列出)" : "%s 后面多了词",
			verb);
	if (!state_known(state))
		return command_misuse(&command_print_jobs, &env, "--state 应为 open all 或 pending submitted device_done confirmed failed "
			"held filed:%s", state);
	err_clear(&err);
	if (hall_open(env.hall_dir, !a, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = a ? numbered_run(&env, h, a, id) : list(&env, h, strcmp(state, "all") == 0 ? "" : state);
	hall_close(h);
	return result;
}

const struct command command_print_jobs = {
	.name = "print-jobs",
	.usage = "[list [--state STATE] | retry ID | hold ID | confirm ID] [--json]",
	.help = "要打的文书:列出未了结的(--state all 列出全部)、重打、暂停、确认已打出",
	.run = run,
};
