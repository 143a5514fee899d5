/* SPDX-License-Identifier: Apache-2.0 */
#include "command/show.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "law/number.h"
#include "law/states.h"

void show_text(FILE *to, const char *text)
{
	struct buf safe;

	buf_init(&safe, BUF_LARGE);
	text_for_tty(&safe, text, strlen(text));
	fputs(safe.data, to);
	buf_release(&safe);
}

void show_json(const struct command_env *env, json_t *value)
{
	json_dumpf(value, env->out, JSON_COMPACT);
	fputc('\n', env->out);
	json_decref(value);
}

/* 容缺受理 is 已受理 with something still to come. */
static const char *state_of(const struct dossier_row *r)
{
	int state = dossier_state_from_code(r->state);

	if (state == DOSSIER_ACCEPTED && r->deferred)
		return "容缺受理";
	return state < 0 ? r->state : dossier_state_name((enum dossier_state)state);
}

static json_t *row_json(const struct dossier_row *r)
{
	json_t *tasks = json_array();
	char at[26], due[11];

	for (int i = 0; i < r->task_count; i++)
		json_array_append_new(tasks, json_string(task_state_code((enum task_state)r->tasks[i])));
	return json_pack("{ss ss ss ss ss si ss ss? ss so}", "number", r->number, "name", r->name, "bundle", r->bundle,
		"state", r->state, "state_name", state_of(r), "deferred", r->deferred, "at", clock_iso(r->accepted_at, at),
		"due", r->due == DAY_NONE ? NULL : day_iso(r->due, due), "window", r->window, "tasks", tasks);
}

static void row_text(FILE *to, const struct dossier_row *r)
{
	char groups[28], at[20], due[11];

	number_groups(r->number, groups);
	fprintf(to, "%s  %.16s  ", groups, clock_stamp(r->accepted_at, at));
	show_text(to, r->name);
	fputs("  ", to);
	show_text(to, r->bundle);
	fprintf(to, "  %s  ", state_of(r));
	for (int i = 0; i < r->task_count; i++)
		fprintf(to, "%s%s", i ? " " : "", task_state_name((enum task_state)r->tasks[i]));
	fprintf(to, "  %s\n", r->due == DAY_NONE ? "" : day_iso(r->due, due));
}

void show_rows(const struct command_env *env, const struct dossier_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (env->json)
			show_json(env, row_json(&rows[i]));
		else
			row_text(env->out, &rows[i]);
	}
}

bool show_one_word(const struct command *command, const struct command_env *env, char **words, int count, const char *what,
	int *result)
{
	if (count == 1 && *words[0])
		return true;
	*result = count > 1 ? command_misuse(command, env, "多了一个词:%s", words[1]) : command_misuse(command, env, "缺少%s", what);
	return false;
}

void show_line(FILE *to, const char *label, const char *text)
{
	if (!*text)
		return;
	fprintf(to, "%s  ", label);
	show_text(to, text);
	fputc('\n', to);
}
