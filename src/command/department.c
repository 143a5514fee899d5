/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/attachment.h"
#include "hall/department_work.h"
#include "hall/outbox.h"

#define ROWS 1000

/* What goes to it of scans, and whether it does: null while nobody knows. */
static json_t *files_json(struct hall *h, const struct department_row *d)
{
	const bool known = d->files != FILES_UNTRIED, takes = d->files == FILES_TAKEN || d->files == FILES_HERE;
	json_t *kinds = json_array();
	char iso[26];

	for (int k = 0; k < FILE_KIND_NONE; k++)
		json_array_append_new(kinds, json_string(file_kind_mime((enum file_kind)k)));
	return json_pack("{so ss so sI so}", "takes", known ? json_boolean(takes) : json_null(), "where", d->files == FILES_HERE ? "desk" : "system",
		"kinds", kinds, "max", (json_int_t)(hall_int(h, "file.max") * ATTACHMENT_MIB), "refused_at",
		d->files == FILES_NOT_TAKEN ? json_string(clock_iso(d->files_at, iso)) : json_null());
}

static void row_json(const struct command_env *env, struct hall *h, const struct department_row *d)
{
	char iso[26];
	bool open = d->open_until > clock_wall_ms();

	show_json(env, json_pack("{ss ss ss sb si so so}", "id", d->id, "name", d->name, "url", d->url, "dedup", (int)d->dedup,
		"failures", d->failures, "open_until", open ? json_string(clock_iso(d->open_until, iso)) : json_null(), "files", files_json(h, d)));
}

static void row_print(const struct command_env *env, struct hall *h, const struct department_row *d)
{
	struct buf files;
	char stamp[20];

	fprintf(env->out, "%-16s  ", d->id);
	show_text(env->out, d->name);
	fputs("  ", env->out);
	show_text(env->out, !*d->url ? "(未设地址)" : strcmp(d->url, DEPARTMENT_DESK) == 0 ? "desk:(在本厅办)" : d->url);
	if (!d->dedup)
		fputs("  只发一次", env->out);
	if (d->open_until > clock_wall_ms())
		fprintf(env->out, "  连续失败%d次,%s 再试", d->failures, clock_stamp(d->open_until, stamp) + 11);
	buf_init(&files, BUF_SMALL);
	department_files_text(h, d, &files);
	fprintf(env->out, "  %s\n", files.data);
	buf_release(&files);
}

static int list(const struct command_env *env, struct hall *h)
{
	struct department_row *rows = mem_array(ROWS, sizeof *rows);
	struct err err;
	size_t count;
	int result;

	if (department_list(h, rows, ROWS, &count, &err) != ST_OK) {
		result = command_fail(env, &err);
	} else {
		for (size_t i = 0; i < count; i++)
			if (env->json)
				row_json(env, h, &rows[i]);
			else
				row_print(env, h, &rows[i]);
		result = command_done(env);
	}
	free(rows);
	return result;
}

/* What a department has in hand, as its own people see it at a desk. */
static void work_show(const struct command_env *env, const struct department_work *w)
{
	static const char *const codes[WORK_GROUPS] = { "proposal", "overdue", "waiting", "doing", "resting", "decided", "ended" };
	char due[11];

	day_iso(w->due, due);
	if (env->json) {
		show_json(env, json_pack("{ss ss si ss ss ss ss so ss}", "group", codes[w->group], "number", w->number, "task", w->task,
			"state", w->task ? task_state_code(w->state) : "", "name", w->name, "bundle", w->bundle, "item", w->item, "due",
			*due ? json_string(due) : json_null(), "note", w->note));
		return;
	}
	fprintf(env->out, "%s  %s", work_group_name(w->group), w->number);
	if (w->task)
		fprintf(env->out, "/%d  %s", w->task, task_state_name(w->state));
	fputs("  ", env->out);
	show_text(env->out, w->item);
	fputs("  ", env->out);
	show_text(env->out, w->name);
	fprintf(env->out, "%s%s\n", *due ? "  " : "", due);
}

static int tasks(const struct command_env *env, struct hall *h, const char *id)
{
	struct department_work *rows = mem_array(ROWS, sizeof *rows);
	struct err err;
	size_t count;
	int result = department_work(h, id, rows, ROWS, &count, &err) == ST_OK ? 0 : command_fail(env, &err);

	for (size_t i = 0; result == 0 && i < count; i++)
		work_show(env, &rows[i]);
	if (result == 0 && count == 0 && !env->json)
		fputs("没有要办的任务。\n", env->out);
	free(rows);
	return result ? result : command_done(env);
}

static int set(const struct command_env *env, struct hall *h, const char *id, const char *url, bool dedup)
{
	struct actor by;
	struct err err;

	if (command_actor(h, "", &by, &err) != ST_OK || department_set(h, &by, id, url, dedup, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss ss sb}", "id", id, "url", url, "dedup", (int)dedup));
	else
		fprintf(env->out, "%s 的地址已设为 %s%s\n", id, *url ? url : "(无,任务留待以后发送)", dedup ? "" : ",每项任务只发一次");
	return command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	const char *url = NULL;
	bool once = false;
	const struct command_option options[] = { { .name = "url", .text = &url }, { .name = "once", .flag = &once },
		{ .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_department, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	bool setting = count > 0 && strcmp(words[0], "set") == 0, telling = count > 0 && strcmp(words[0], "tasks") == 0;
	if (telling && count != 2)
		return command_misuse(&command_department, &env, "tasks 后面应是一个部门编号");
	if (!setting && !telling && (count > 1 || (count == 1 && strcmp(words[0], "list") != 0)))
		return command_misuse(&command_department, &env, "应为 list、set 或 tasks,而不是 %s", words[0]);
	if (setting && (count != 2 || !url))
		return command_misuse(&command_department, &env, "set 后面应是一个部门编号,并用 --url 给出地址(空为取消)");
	if (hall_open(env.hall_dir, !setting, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = setting ? set(&env, h, words[1], url, !once) : telling ? tasks(&env, h, words[1]) : list(&env, h);
	hall_close(h);
	return result;
}

const struct command command_department = {
	.name = "department",
	.usage = "[list | set ID --url URL [--once] | tasks ID] [--json]",
	.help = "部门及其接口地址、收不收附件(desk: 为没有系统、由本厅的部门人员办),tasks 列出一个部门手上的任务;--once 表示该部门不能去重,每项任务只发一次",
	.run = run,
};
