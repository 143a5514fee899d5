/* SPDX-License-Identifier: Apache-2.0 */
#include "command/ticket.h"

#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "command/show.h"

char ticket_letter(const char *text)
{
	return isalpha((unsigned char)text[0]) && !text[1] ? (char)toupper((unsigned char)text[0]) : '\0';
}

bool ticket_letters(const char *text, char out[27])
{
	size_t n = 0;

	for (; isalpha((unsigned char)text[n]) && n < 26; n++)
		out[n] = (char)toupper((unsigned char)text[n]);
	out[n] = '\0';
	return n && !text[n];
}

static void class_print(const struct command_env *env, const struct queue_class *c, const struct class_waiting *w)
{
	const char letter[2] = { c->letter, '\0' };

	if (env->json) {
		show_json(env, json_pack("{ss ss ss sb sI sI sI}", "class", letter, "name", c->name, "lane", queue_lane_code(c->lane),
			"active", c->active, "waiting", (json_int_t)w->waiting, "priority", (json_int_t)w->priority,
			"longest_seconds", (json_int_t)(w->longest_ms / 1000)));
		return;
	}
	fprintf(env->out, "%c  ", c->letter);
	show_text(env->out, c->name);
	fprintf(env->out, "  等候 %lld 人", (long long)w->waiting);
	if (w->waiting)
		fprintf(env->out, "  最久 %lld:%02lld", (long long)(w->longest_ms / MINUTE_MS), (long long)(w->longest_ms / 1000 % 60));
	fprintf(env->out, "%s%s%s\n", c->lane == QUEUE_PLAIN ? "" : "  ", c->lane == QUEUE_PLAIN ? "" : queue_lane_name(c->lane),
		c->active ? "" : "  已停用");
}

static int list(const struct command_env *env, struct hall *h)
{
	struct queue_class rows[QUEUE_CLASSES_MOST];
	struct class_waiting waiting[QUEUE_CLASSES_MOST];
	size_t count;
	struct err err;

	if (queue_classes(h, rows, &count, &err) != ST_OK || queue_waiting_now(h, rows, count, waiting, &err) != ST_OK)
		return command_fail(env, &err);
	for (size_t i = 0; i < count; i++)
		class_print(env, &rows[i], &waiting[i]);
	return command_done(env);
}

int ticket_verb_class(const struct command_env *env, struct hall *h, const struct actor *by, const struct ticket_words *w)
{
	struct queue_class rows[QUEUE_CLASSES_MOST];
	char letter = w->count ? ticket_letter(w->words[0]) : '\0';
	const char *name = w->name;
	size_t count;
	struct err err;

	if (!w->count)
		return w->name || w->closed ? command_misuse(&command_ticket, env, "class 后面应是一个字母") : list(env, h);
	if (!letter)
		return command_misuse(&command_ticket, env, "class 后面应是一个字母:%s", w->words[0]);
	if (queue_classes(h, rows, &count, &err) != ST_OK)
		return command_fail(env, &err);
	for (size_t i = 0; i < count && !name; i++)
		if (rows[i].letter == letter)
			name = rows[i].name;
	if (queue_class_set(h, by, letter, name ? name : "", !w->closed, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss% ss sb}", "class", &letter, (size_t)1, "name", name, "active", !w->closed));
	else
		fprintf(env->out, "%c 类:%s\n", letter, w->closed ? "已停用" : "已设好");
	return command_done(env);
}

int ticket_verb_order(const struct command_env *env, struct hall *h, const struct actor *by, const struct ticket_words *w)
{
	char letters[64] = "", classes[27];
	struct err err;

	if (w->count == 2) {
		for (size_t i = 0; w->words[1][i] && i < sizeof letters - 1; i++)
			letters[i] = (char)toupper((unsigned char)w->words[1][i]);
		if (queue_takes_set(h, by, w->words[0], strcmp(letters, "-") == 0 ? "" : letters, &err) != ST_OK)
			return command_fail(env, &err);
	}
	if (queue_takes(h, w->words[0], classes, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss ss}", "window", w->words[0], "classes", classes));
	else
		fprintf(env->out, "%s 号窗口叫 %s\n", w->words[0], *classes ? classes : "(无)");
	return command_done(env);
}
