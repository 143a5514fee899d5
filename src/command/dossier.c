/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/audit.h"
#include "hall/clock.h"

static const char *text_at(json_t *o, const char *a, const char *b)
{
	json_t *v = json_object_get(o, a);
	const char *s = json_string_value(b ? json_object_get(v, b) : v);

	return s ? s : "";
}

/* An instant as the clocks on the wall have it, to the minute: the data are in the hall's own time. */
static void show_instant(FILE *to, const char *label, const char *iso)
{
	char text[17];

	snprintf(text, sizeof text, "%.16s", iso);
	if (strlen(text) == 16 && text[10] == 'T')
		text[10] = ' ';
	show_line(to, label, text);
}

static void list(FILE *to, const char *title, json_t *array, const char *const *members)
{
	size_t i;
	json_t *e;

	if (json_array_size(array))
		fprintf(to, "%s\n", title);
	json_array_foreach(array, i, e) {
		fprintf(to, "  %2zu ", i + 1);
		for (int k = 0; members[k]; k++) {
			const char *inner = strcmp(members[k], "department") == 0 ? "name" : NULL;
			fputs(k ? "  " : "", to);
			show_text(to, text_at(e, members[k], inner));
		}
		fputc('\n', to);
	}
}

static void print_plain(FILE *to, json_t *d)
{
	show_line(to, "受理号", text_at(d, "number", NULL));
	show_line(to, "事项  ", text_at(d, "bundle", "name"));
	show_line(to, "状态  ", text_at(d, "state_name", NULL));
	show_line(to, "申请人", text_at(d, "applicant", "name"));
	show_line(to, "证件  ", text_at(d, "applicant", "id_number"));
	show_line(to, "电话  ", text_at(d, "applicant", "phone"));
	show_line(to, "代理人", text_at(d, "agent", "name"));
	show_instant(to, "收件  ", text_at(d, "received_at", NULL));
	show_line(to, "窗口  ", text_at(d, "window", "name"));
	show_line(to, "经办  ", text_at(d, "clerk", "name"));
	if (json_string_length(json_object_get(d, "accepted_at"))) {         /* before, nothing is promised */
		show_line(to, json_is_true(json_object_get(json_object_get(d, "due"), "estimated")) ? "应办结(预估)" : "应办结",
			text_at(d, "due", "promised"));
		show_line(to, "依据  ", text_at(d, "due", "explain"));
	}
	show_line(to, "查询码", text_at(d, "codes", "query"));
	list(to, "部门任务", json_object_get(d, "tasks"), (const char *const[]){ "state_name", "department", "name", "note", NULL });
	list(to, "材料", json_object_get(d, "materials"), (const char *const[]){ "state_name", "name", "date", "reason", NULL });
	list(to, "文书", json_object_get(d, "documents"), (const char *const[]){ "kind", "title", "number", NULL });
}

/* Who wants to see it unmasked says why, and it is written down (S-15, T5). */
static enum status note_reveal(struct hall *h, const char *number, const char *reason, struct err *err)
{
	struct actor by;
	enum status st = command_actor(h, "", &by, err);

	return st == ST_OK ? audit_note(h, &by, &(struct audit_entry){ .act = "dossier.reveal", .object = number, .reason = reason },
		err) : st;
}

/* K1 … K10, each with its explanation; names nobody. */
static enum status show_clocks(const struct command_env *env, struct hall *h, const char *number, struct err *err)
{
	struct clock_list *list;
	struct buf text;
	enum status st = clock_list(h, number, &list, err);

	if (st != ST_OK)
		return st;
	buf_init(&text, BUF_LARGE);
	clock_list_text(list, true, &text);
	if (env->json)
		show_json(env, json_pack("{ss so}", "number", number, "clocks", clock_list_json(list)));
	for (const char *line = text.data, *end; !env->json && *line; line = end + (*end != '\0')) {
		end = strchrnul(line, '\n');
		char *one = mem_text_n(line, (size_t)(end - line));
		show_text(env->out, one);
		fputc('\n', env->out);
		free(one);
	}
	buf_release(&text);
	clock_list_free(list);
	return ST_OK;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	const char *reveal = NULL;
	bool clocks = false;
	const struct command_option options[] = { { .name = "reveal", .text = &reveal }, { .name = "clocks", .flag = &clocks },
		{ .name = NULL } };
	char number[DOSSIER_NUMBER_SIZE];
	struct hall *h = NULL;
	json_t *d = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_dossier, &env, options, argc, argv, &words, &count);
	enum status st;

	if (result != COMMAND_GO || !show_one_word(&command_dossier, &env, words, count, "受理号", &result))
		return result;
	st = hall_open(env.hall_dir, !reveal, &h, &err);
	if (st == ST_OK && reveal)
		st = audit_reason(h, reveal, &err);
	if (st == ST_OK)
		st = dossier_number(h, words[0], number, &err);
	if (st == ST_OK && clocks) {
		st = show_clocks(&env, h, number, &err);
		result = st == ST_OK ? command_done(&env) : command_fail(&env, &err);
		hall_close(h);
		return result;
	}
	if (st == ST_OK && (st = dossier_json(h, number, !reveal, &d, &err)) == ST_OK && reveal)
		st = note_reveal(h, number, reveal, &err);
	if (st != ST_OK) {
		result = command_fail(&env, &err);
	} else {
		if (env.json)
			show_json(&env, json_incref(d));
		else
			print_plain(env.out, d);
		result = command_done(&env);
	}
	json_decref(d);
	hall_close(h);
	return result;
}

const struct command command_dossier = {
	.name = "dossier",
	.usage = "NUMBER [--json] [--clocks] [--reveal REASON]",
	.help = "按受理号显示一个办件,只写序号如 4 则为今天的那件,今天没有则要只有一件;个人信息遮盖,--reveal 写明理由后全部显示并记入审计;--clocks 显示各期限怎么算的",
	.run = run,
};
