/* SPDX-License-Identifier: Apache-2.0 */
#include "command/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/card_reader.h"
#include "law/masking.h"

struct wanted { const char *window, *socket, *card, *fault, *after; };

/* --- read: is the bridge of this window right? ------------------------------------------------------------------------------------ */

struct answer { const struct command_env *env; bool over; int code; };

/* Masked: who installs a reader has no need of anybody's number (S-15). */
static json_t *card_json(const struct id_card *c)
{
	char to[11], doubt[ID_CARD_DOUBT_SIZE];
	struct buf name, number;

	buf_init(&name, BUF_SMALL);
	buf_init(&number, BUF_SMALL);
	mask_name(&name, c->name);
	mask_id_list(&number, c->number);
	json_t *o = json_pack("{ss ss ss ss ss ss}", "kind", id_card_kind_code(c->kind), "kind_name", id_card_kind_name(c->kind), "name", name.data,
		"number", number.data, "valid_to", c->lasting ? "长期" : day_iso(c->valid_to, to), "doubt",
		id_card_doubt_text(c, id_card_doubts(c, clock_today()), doubt));
	buf_release(&name);
	buf_release(&number);
	return o;
}

static void card_print(FILE *to, json_t *o)
{
	static const char *const members[] = { "kind_name", "name", "number", "valid_to", "doubt" };

	for (size_t i = 0; i < COUNT_OF(members); i++) {
		fputs(i ? "  " : "", to);
		show_text(to, json_string_value(json_object_get(o, members[i])));
	}
	fputc('\n', to);
}

static void told(void *ctx, const struct id_card *card, const struct err *err)
{
	struct answer *a = ctx;

	if (!card && !err) {
		if (!a->env->json)
			fputs("读卡程序还没有回音(应在两秒内说 {\"waiting\":true})。\n", a->env->err_out);
		return;
	}
	a->over = true;
	if (err) {
		a->code = command_fail(a->env, err);
		return;
	}
	json_t *o = card_json(card);
	if (a->env->json) {
		show_json(a->env, o);
	} else {
		card_print(a->env->out, o);
		json_decref(o);
	}
	a->code = command_done(a->env);
}

static int read_one(const struct command_env *env, struct hall *h, const char *window)
{
	struct answer a = { .env = env };
	struct card_reading *r;
	struct actor by;
	struct err err;
	enum status st;

	if (command_actor(h, window, &by, &err) != ST_OK)
		return command_fail(env, &err);
	struct loop *loop = loop_new();
	if ((st = card_reading_start(h, &by, loop, "check", told, &a, &r, &err)) == ST_OK && !env->json)
		fputs("请放卡…\n", env->err_out);
	while (st == ST_OK && !a.over)
		if ((st = loop_turn(loop, -1)) != ST_OK) {
			card_reading_stop(r);
			err_set(&err, st, "E-6655", "读卡停下了(等待失败)");
		}
	loop_free(loop);
	return st == ST_OK ? a.code : command_fail(env, &err);
}

/* --- simulate ------------------------------------------------------------------------------------------------------------------------ */

/* The socket as it was named, or where the hall's desk looks for it. */
static enum status place(struct hall *h, const struct wanted *w, char path[CARD_READER_PATH_SIZE], struct err *err)
{
	char folder[CARD_READER_PATH_SIZE];
	enum status st = card_reader_path(h, w->window ? w->window : "", path, err);

	snprintf(folder, sizeof folder, "%s", st == ST_OK ? path : "");
	char *end = strrchr(folder, '/');
	if (st != ST_OK || !end || end == folder)
		return st;
	*end = '\0';
	return file_folder(folder, err);
}

static int simulate(const struct command_env *env, const struct wanted *w, long after)
{
	char path[CARD_READER_PATH_SIZE];
	struct reader_simulation s = { .path = w->socket, .card = w->card, .fault = w->fault, .after_ms = after };
	struct hall *h = NULL;
	struct err err;
	enum status st = ST_OK;

	if (!w->socket) {
		if ((st = hall_open(env->hall_dir, true, &h, &err)) == ST_OK)
			st = place(h, w, path, &err);
		hall_close(h);
		s.path = path;
	}
	if (st == ST_OK)
		st = reader_simulate(&s, env->err_out, &err);
	return st == ST_OK ? command_done(env) : command_fail(env, &err);
}

static void more(FILE *to)
{
	const char *name, *words;

	fputs("  simulate 的卡(--card,也可以是一个装着一条回答的文件,每次读卡时再读它):\n", to);
	for (size_t i = 0; (name = reader_card_name(i, &words)) != NULL; i++)
		fprintf(to, "      %-22s%s\n", name, words);
	fputs("  simulate 的故障(--fault):\n", to);
	for (size_t i = 0; (name = reader_fault_name(i, &words)) != NULL; i++)
		fprintf(to, "      %-22s%s\n", name, words);
}

/* --- which ---------------------------------------------------------------------------------------------------------------------------- */

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct wanted w = { 0 };
	const struct command_option options[] = { { .name = "window", .text = &w.window }, { .name = "socket", .text = &w.socket },
		{ .name = "card", .text = &w.card }, { .name = "fault", .text = &w.fault }, { .name = "after", .text = &w.after }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	long after = 1000;
	int count, result = command_options(&command_reader, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	const char *verb = count > 0 ? words[0] : "read";
	bool simulated = strcmp(verb, "simulate") == 0;
	if (count > 1 || (!simulated && strcmp(verb, "read") != 0))
		return command_misuse(&command_reader, &env, "没有这个动作:%s", words[count - 1]);
	if (w.after && !command_number(w.after, 0, 60000, &after))
		return command_misuse(&command_reader, &env, "--after 应为 0 至 60000 毫秒");
	if (simulated ? !w.socket == !w.window : !w.window)
		return command_misuse(&command_reader, &env, "要写明 %s", simulated ? "--window 或 --socket 之一" : "--window");
	if (!simulated && (w.socket || w.card || w.fault || w.after))
		return command_misuse(&command_reader, &env, "--socket --card --fault --after 只用于 simulate");
	if (simulated)
		return simulate(&env, &w, after);
	if (hall_open(env.hall_dir, false, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = read_one(&env, h, w.window);
	hall_close(h);
	return result;
}

const struct command command_reader = {
	.name = "reader",
	.usage = "[read --window N | simulate --window N|--socket PATH [--card NAME|FILE] [--after MS] [--fault NAME]] [--json]",
	.help = "二代证读卡器:read 读一次卡,看这个窗口的读卡程序是否接好(遮盖显示,记入审计);simulate 是一台模拟的读卡器,供演示和对接",
	.more = more,
	.run = run,
};
