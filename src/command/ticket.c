/* SPDX-License-Identifier: Apache-2.0 */
#include "command/ticket.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/document.h"
#include "command/show.h"
#include "hall/staff.h"

#define ROWS 2000

/* --- what is said ------------------------------------------------------------------------------------------------------ */

static void span(FILE *to, const char *label, int64_t ms)
{
	fprintf(to, "  %s %lld:%02lld", label, (long long)(ms / MINUTE_MS), (long long)(ms / 1000 % 60));
}

static void print_ticket(const struct command_env *env, const struct ticket *t)
{
	int64_t now = clock_wall_ms();
	struct clock_hm taken = clock_time_of(t->taken_at), slot = clock_time_of(t->slot_at);

	fprintf(env->out, "%-6s %c ", t->number, t->class);
	show_text(env->out, t->class_name);
	fprintf(env->out, "  %s  %02d:%02d 取号", ticket_state_name(t->state), taken.hour, taken.minute);
	span(env->out, "等候", ticket_wait_ms(t, now));
	if (t->called_at)
		span(env->out, "办理", ticket_service_ms(t, now));
	if (*t->window)
		fprintf(env->out, "  %s号窗口", t->window);
	if (t->calls)
		fprintf(env->out, "  叫 %lld 次", (long long)t->calls);
	if (*t->priority) {
		fputs("  优先:", env->out);
		show_text(env->out, t->priority);
	}
	if (t->slot_at)
		fprintf(env->out, "  预约 %02d:%02d", slot.hour, slot.minute);
	fputs(t->restored ? "  恢复过\n" : "\n", env->out);
}

/* --- the verbs --------------------------------------------------------------------------------------------------------- */

/* "09:30" as a minute of the day; -1. */
static int minute_of(const char *text)
{
	char *end;
	long hour = strtol(text, &end, 10), minute;

	if (end == text || end - text > 2 || *end != ':' || strspn(end + 1, "0123456789") != 2 || end[3] || text[0] == '-' || text[0] == '+' || text[0] == ' ')
		return -1;
	minute = strtol(end + 1, NULL, 10);
	return hour < 24 && minute < 60 ? (int)(hour * 60 + minute) : -1;
}

static int take(const struct command_env *env, struct hall *h, const struct actor *by, const struct ticket_words *w)
{
	struct ticket_wish wish = { .uuid = w->key, .class = ticket_letter(w->words[0]), .priority = w->priority ? w->priority : "",
		.slot_minute = w->appointment ? minute_of(w->appointment) : -1, .person = w->person ? w->person : "",
		.printer = w->no_slip ? "" : w->printer, .large = w->large };
	struct ticket_taken taken;
	struct err err;

	if (!wish.class)
		return command_misuse(&command_ticket, env, "类别应是一个字母:%s(yichuang ticket class 列出全部)", w->words[0]);
	if (w->appointment && wish.slot_minute < 0)
		return command_misuse(&command_ticket, env, "--appointment 应为时间(如 09:30):%s", w->appointment);
	if (w->key && strlen(w->key) != 36)
		return command_misuse(&command_ticket, env, "--key 应为 36 位 UUID:%s", w->key);
	int unknown = wish.printer && *wish.printer ? document_way_check(env, NULL, wish.printer, "没有取号") : 0;
	if (unknown)
		return unknown;
	if (ticket_take(h, by, &wish, &taken, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json) {
		json_t *v = ticket_json(&taken.ticket, clock_wall_ms());
		if (json_object_set_new(v, "before", json_integer(taken.before)) != 0 || json_object_set_new(v, "again", json_boolean(taken.again)) != 0 ||
		    json_object_set_new(v, "estimate", json_integer(taken.estimate)) != 0 || json_object_set_new(v, "slip", json_string(taken.slip)) != 0)
			json_decref(v);
		else
			show_json(env, v);
	} else {
		fprintf(env->out, "%s  ", taken.ticket.number);
		show_text(env->out, taken.ticket.class_name);
		if (taken.again)
			fputs("  此前已取\n", env->out);
		else
			fprintf(env->out, "  前面还有 %lld 人%s%s\n", (long long)taken.before, *taken.slip ? "  小票 " : "", taken.slip);
	}
	return command_done(env);
}

static int act(const struct command_env *env, struct hall *h, const struct actor *by, const struct ticket_call *call)
{
	struct ticket_done done;
	struct err err;

	if (ticket_act(h, by, call, &done, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json) {
		json_t *v = done.ticket.id ? ticket_json(&done.ticket, clock_wall_ms()) : json_null();
		if (done.ticket.id && (json_object_set_new(v, "again", json_boolean(done.again)) != 0 ||
		    json_object_set_new(v, "finished", json_string(done.before.number)) != 0)) {
			json_decref(v);
			v = json_null();
		}
		show_json(env, v);
		return command_done(env);
	}
	if (done.before.id)
		fprintf(env->out, "%s 号%s。\n", done.before.number, ticket_state_name(done.before.state));
	if (done.again)
		fputs("刚叫过,没有再叫。\n", env->out);
	if (done.ticket.id)
		print_ticket(env, &done.ticket);
	else
		fputs("没有等候的人了。\n", env->out);
	return command_done(env);
}

static int here(const struct command_env *env, struct hall *h, const struct actor *by, const struct ticket_words *w, enum ticket_act a)
{
	return act(env, h, by, &(struct ticket_call){ .act = a, .number = "", .reason = w->reason ? w->reason : "" });
}

static int named(const struct command_env *env, struct hall *h, const struct actor *by, const struct ticket_words *w, enum ticket_act a)
{
	return act(env, h, by, &(struct ticket_call){ .act = a, .number = w->words[0], .class = w->count > 1 ? ticket_letter(w->words[1]) : '\0',
		.reason = w->reason ? w->reason : "" });
}

#define HERE(name, what) static int name(const struct command_env *env, struct hall *h, const struct actor *by, \
	const struct ticket_words *w) { return here(env, h, by, w, what); }
#define NAMED(name, what) static int name(const struct command_env *env, struct hall *h, const struct actor *by, \
	const struct ticket_words *w) { return named(env, h, by, w, what); }
HERE(call, TICKET_DO_CALL)
HERE(recall, TICKET_DO_RECALL)
HERE(arrive, TICKET_DO_ARRIVE)
HERE(pass, TICKET_DO_PASS)
HERE(end, TICKET_DO_END)
NAMED(restore, TICKET_DO_RESTORE)
NAMED(transfer, TICKET_DO_TRANSFER)
NAMED(abandon, TICKET_DO_ABANDON)

static int list(const struct command_env *env, struct hall *h, const struct actor *by, const struct ticket_words *w)
{
	day_t day = w->day ? day_parse(w->day) : clock_today();
	int state = w->state ? ticket_state_from_code(w->state) : -1;
	char class = w->class ? ticket_letter(w->class) : '\0';
	struct ticket *rows;
	struct err err;
	size_t count;
	bool more;

	(void)by;
	if (day == DAY_NONE)
		return command_misuse(&command_ticket, env, "--day 应为存在的日期(如 2026-11-23):%s", w->day);
	if (w->state && state < 0)
		return command_misuse(&command_ticket, env, "--state 应为 waiting、called、serving、passed、ended 或 abandoned:%s", w->state);
	if (w->class && !class)
		return command_misuse(&command_ticket, env, "--class 应是一个字母:%s", w->class);
	rows = mem_array(ROWS, sizeof *rows);
	if (ticket_list(h, day, class, state, rows, ROWS, &count, &more, &err) != ST_OK) {
		free(rows);
		return command_fail(env, &err);
	}
	for (size_t i = 0; i < count; i++)
		if (env->json)
			show_json(env, ticket_json(&rows[i], clock_wall_ms()));
		else
			print_ticket(env, &rows[i]);
	if (!count && !env->json)
		fputs("没有号。\n", env->out);
	if (more)
		fprintf(env->err_out, "只显示了最新的%d个,还有更多。\n", ROWS);
	free(rows);
	return command_done(env);
}

/* --- windows ----------------------------------------------------------------------------------------------------------- */

static void print_window(void *ctx, const struct window_now *w)
{
	const struct command_env *env = ctx;

	if (env->json) {
		show_json(env, window_now_json(w));
		return;
	}
	fprintf(env->out, "%-4s ", w->no);
	show_text(env->out, w->name);
	fprintf(env->out, "  %s", window_state_name(w->state));
	if (w->since)
		span(env->out, "已", queue_wait_ms(w->since, clock_wall_ms()));
	if (*w->ticket)
		fprintf(env->out, "  %s", w->ticket);
	fputs("  ", env->out);
	show_text(env->out, w->clerk);
	fputs(*w->reason ? "  " : "", env->out);
	show_text(env->out, w->reason);
	fputc('\n', env->out);
}

static int window(const struct command_env *env, struct hall *h, const struct actor *by, const struct ticket_words *w)
{
	static const struct { const char *word; int words; enum window_act act; const char *said; } verbs[] = {
		{ "pause", 2, WINDOW_DO_PAUSE, "已暂停" }, { "resume", 1, WINDOW_DO_RESUME, "已开" }, { "leave", 1, WINDOW_DO_LEAVE, "已离岗" } };
	struct err err;
	size_t i = 0;

	if (!w->count)
		return ticket_windows(h, print_window, (void *)(uintptr_t)env, &err) == ST_OK ? command_done(env) : command_fail(env, &err);
	while (i < COUNT_OF(verbs) && strcmp(verbs[i].word, w->words[0]) != 0)
		i++;
	if (i == COUNT_OF(verbs) || verbs[i].words != w->count)
		return command_misuse(&command_ticket, env, "window 后面应是 pause 原因、resume 或 leave");
	if (ticket_window(h, by, verbs[i].act, w->count > 1 ? w->words[1] : "", &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss ss}", "window", by->window, "done", verbs[i].word));
	else
		fprintf(env->out, "%s号窗口:%s\n", by->window, verbs[i].said);
	return command_done(env);
}

/* --- which verb -------------------------------------------------------------------------------------------------------- */

static const struct verb { const char *word; int least, most; bool reads; ticket_verb_fn *run; } verbs[] = {
	{ "take", 1, 1, false, take },          { "call", 0, 0, false, call },            { "recall", 0, 0, false, recall },
	{ "arrive", 0, 0, false, arrive },      { "pass", 0, 0, false, pass },            { "end", 0, 0, false, end },
	{ "restore", 1, 1, false, restore },    { "transfer", 2, 2, false, transfer },    { "abandon", 1, 1, false, abandon },
	{ "list", 0, 0, true, list },           { "window", 0, 2, false, window },        { "class", 0, 1, false, ticket_verb_class },
	{ "order", 1, 2, false, ticket_verb_order }, { "announce", 0, 0, false, ticket_verb_announce },
};

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct ticket_words w = { .window = "" };
	const struct command_option options[] = { { .name = "window", .text = &w.window }, { .name = "priority", .text = &w.priority },
		{ .name = "appointment", .text = &w.appointment }, { .name = "person", .text = &w.person }, { .name = "key", .text = &w.key },
		{ .name = "class", .text = &w.class }, { .name = "state", .text = &w.state }, { .name = "day", .text = &w.day },
		{ .name = "name", .text = &w.name }, { .name = "reason", .text = &w.reason }, { .name = "closed", .flag = &w.closed }, { .name = "printer", .text = &w.printer },
		{ .name = "large", .flag = &w.large }, { .name = "stdout", .flag = &w.to_stdout }, { .name = "no-slip", .flag = &w.no_slip },
		{ .name = NULL } };
	struct hall *h = NULL;
	struct actor by;
	struct err err;
	char **words;
	int count, result = command_options(&command_ticket, &env, options, argc, argv, &words, &count);
	const struct verb *v = NULL;

	if (result != COMMAND_GO)
		return result;
	const char *word = count ? words[0] : "list";
	for (size_t i = 0; i < COUNT_OF(verbs) && !v; i++)
		if (strcmp(verbs[i].word, word) == 0)
			v = &verbs[i];
	w.words = words + (count > 0);
	w.count = count ? count - 1 : 0;
	if (!v)
		return command_misuse(&command_ticket, &env, "没有这个动作:%s", word);
	if (w.count < v->least || w.count > v->most)
		return command_misuse(&command_ticket, &env, "%s 后面的词不对", word);
	if (hall_open(env.hall_dir, v->reads, &h, &err) != ST_OK || command_actor(h, w.window, &by, &err) != ST_OK ||
	    (*w.window && window_known(h, w.window, &err) != ST_OK))
		result = command_fail(&env, &err);
	else
		result = v->run(&env, h, &by, &w);
	hall_close(h);
	return result;
}

const struct command command_ticket = {
	.name = "ticket",
	.usage = "[list [--class CLASS] [--state STATE] [--day DATE] | take CLASS [--priority KIND] [--appointment HH:MM] [--person NO] "
		"[--key UUID] [--printer PRINTER | --no-slip] [--large] | call | recall | arrive | pass | end | restore NO | transfer NO CLASS | abandon NO | "
		"window [pause REASON | resume | leave] | class [LETTER [--name NAME] [--closed]] | order WINDOW [LETTERS] | announce [--stdout]] "
		"[--window NO] [--reason TEXT] [--json]",
	.help = "排队叫号:取号、叫号(同时办结上一个)、重呼、到场、过号、恢复、转类、弃号、办结;窗口的暂停、恢复、离岗;排队类别和各窗口叫哪些类。"
		"announce 把叫号告诉叫号屏和语音。--window 为在哪个窗口做;只列类别、窗口时不改动",
	.undone = "没有改动",
	.run = run,
};
