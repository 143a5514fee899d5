/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "desk/day.h"
#include "hall/queue_replay.h"
#include "ui/prompt.h"
#include "ui/scroll.h"

/* Deciding about tide windows, one question after the other, and replaying the day that is shown with other windows. Esc at any question changes
 * nothing. */

static const char *const keys[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9" };

static void give_up(struct day *s)
{
	message_say(s->d->ui, "没有记下");
}

/* --- what, how many, why ----------------------------------------------------------------------------------------------- */

static const struct queue_day_pool *pool_of(const struct day *s)
{
	for (size_t i = 0; s->day && i < s->day->pool_count; i++)
		if (strcmp(s->day->pools[i].classes, s->asked.classes) == 0)
			return &s->day->pools[i];
	return NULL;
}

static void decide(struct day *s, const char *reason)
{
	struct err err;
	char count[16] = "";
	const struct tide_choice c = { .uuid = s->asked.uuid, .classes = s->asked.classes, .act = s->asked.act, .windows = s->asked.windows,
		.reason = reason };

	if (c.windows)
		snprintf(count, sizeof count, " %d 窗", c.windows);
	if (tide_decide(s->d->hall, &s->d->actor, &c, &err) != ST_OK)
		desk_fail(s->d, &err);
	else
		message_say(s->d->ui, "已记下:%s 类%s%s;%ld 分钟后记下结果,F9 可看", c.classes, tide_act_name(c.act), count,
			hall_int(s->d->hall, "tide.after_minutes"));
}

static enum status wanted(void *ctx, const char *answer, struct err *err)
{
	(void)ctx;
	return *answer ? ST_OK : err_set(err, ST_DATA, "E-6863", "和建议不同,要写原因");
}

static void reason_known(void *ctx, const char *answer)
{
	struct day *s = ctx;

	if (answer)
		decide(s, answer);
	else
		give_up(s);
}

static bool same(const struct day *s, const struct tide_advice *a)
{
	return a->act == s->asked.act && a->windows == s->asked.windows;
}

/* What is advised needs no reason. What was advised when the question came up, and is no more, does. */
static void ask_reason(struct day *s)
{
	const struct queue_day_pool *p = pool_of(s);

	if (p && same(s, &p->advice))
		decide(s, "");
	else
		prompt_open(s->d->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = same(s, &s->asked.advised) ? "建议刚变了,原因:" :
			"和建议不同,原因:", .max = 60, .check = wanted, .done = reason_known, .ctx = s });
}

static enum status is_number(void *ctx, const char *answer, struct err *err)
{
	(void)ctx;
	return strlen(answer) == 1 && *answer >= '1' && *answer <= '9' ? ST_OK : err_set(err, ST_DATA, "E-6862", "请写 1 到 9");
}

static void number_known(void *ctx, const char *answer)
{
	struct day *s = ctx;

	if (!answer) {
		give_up(s);
		return;
	}
	s->asked.windows = *answer - '0';
	ask_reason(s);
}

static void act_known(void *ctx, const char *answer)
{
	struct day *s = ctx;
	char label[32];

	if (!answer) {
		give_up(s);
		return;
	}
	s->asked.act = strcmp(answer, "advice") == 0 ? s->asked.advised.act : (enum tide_act)tide_act_from_code(answer);
	s->asked.windows = strcmp(answer, "advice") == 0 ? s->asked.advised.windows : 0;
	if (s->asked.windows || s->asked.act == TIDE_KEEP) {
		ask_reason(s);
		return;
	}
	snprintf(label, sizeof label, "%s几个:", tide_act_name(s->asked.act));
	prompt_open(s->d->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = label, .initial = "1", .max = 1, .check = is_number,
		.done = number_known, .ctx = s });
}

static void ask_act(struct day *s, const struct queue_day_pool *p)
{
	char label[80];
	size_t n = 0;

	snprintf(s->asked.classes, sizeof s->asked.classes, "%s", p->classes);
	s->asked.advised = p->advice;
	if (p->advice.act != TIDE_KEEP && p->advice.windows) {
		snprintf(s->asked.label[0], sizeof s->asked.label[0], "照建议%s%d窗", tide_act_name(p->advice.act), p->advice.windows);
		s->asked.choices[n++] = (struct prompt_choice){ keys[0], "advice", s->asked.label[0] };
	}
	for (int a = TIDE_OPEN; a <= TIDE_CLOSE; a++, n++)
		s->asked.choices[n] = (struct prompt_choice){ keys[n], tide_act_code((enum tide_act)a), tide_act_name((enum tide_act)a) };
	s->asked.choices[n] = (struct prompt_choice){ keys[n], tide_act_code(TIDE_KEEP), tide_act_name(TIDE_KEEP) };
	snprintf(label, sizeof label, "%s 类,开着 %d 窗:", p->classes, p->open);
	prompt_open(s->d->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = label, .choices = s->asked.choices, .choice_count = n + 1,
		.done = act_known, .ctx = s });
}

/* --- which classes ----------------------------------------------------------------------------------------------------- */

static void pool_known(void *ctx, const char *answer)
{
	struct day *s = ctx;

	for (size_t i = 0; answer && s->day && i < s->day->pool_count; i++)
		if (strcmp(s->day->pools[i].classes, answer) == 0) {
			ask_act(s, &s->day->pools[i]);
			return;
		}
	give_up(s);
}

enum command_answer cmd_day_tide(void *app, const struct call *call)
{
	struct day *s = call->view->data;
	size_t n = 0;

	(void)app;
	if (!day_is_today(s, "开关窗口"))
		return COMMAND_REFUSED;
	crypto_uuid(s->asked.uuid);
	for (size_t i = 0; s->day && i < s->day->pool_count && n < DAY_POOLS_ASKED; i++) {
		const struct queue_day_pool *p = &s->day->pools[i];
		if (!p->windows)
			continue;
		snprintf(s->asked.pool[n], sizeof s->asked.pool[n], "%s", p->classes);
		snprintf(s->asked.label[n], sizeof s->asked.label[n], "%s类%s", p->classes, p->advice.act == TIDE_KEEP ? "" : "(有建议)");
		s->asked.choices[n] = (struct prompt_choice){ keys[n], s->asked.pool[n], s->asked.label[n] };
		n++;
	}
	if (!n) {
		message_say(call->ui, "没有窗口叫任何一类");
		return COMMAND_REFUSED;
	}
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = "开关哪一组窗口:", .choices = s->asked.choices, .choice_count = n,
		.done = pool_known, .ctx = s });
	return COMMAND_DONE;
}

/* --- again with other windows ------------------------------------------------------------------------------------------ */

static bool windows_of(const char *text, int *out)
{
	char *end;
	long n = strtol(text, &end, 10);

	*out = (int)n;
	return end != text && !*end && n >= -QUEUE_REPLAY_MOST && n <= QUEUE_REPLAY_MOST && n;
}

static enum status is_windows(void *ctx, const char *answer, struct err *err)
{
	int n;

	(void)ctx;
	return windows_of(answer, &n) ? ST_OK : err_set(err, ST_DATA, "E-6866", "请写 +1 到 +%d 或 -1 到 -%d", QUEUE_REPLAY_MOST, QUEUE_REPLAY_MOST);
}

static void windows_known(void *ctx, const char *answer)
{
	struct day *s = ctx;
	struct queue_replay *r = NULL;
	struct buf words;
	struct err err;
	int more;

	if (!answer || !windows_of(answer, &more)) {
		message_say(s->d->ui, "没有重放");
		return;
	}
	if (queue_replay(s->d->hall, &s->d->actor, day_shown(s), more, "", &r, &err) != ST_OK) {
		desk_fail(s->d, &err);
		return;
	}
	buf_init(&words, BUF_LARGE);
	queue_replay_words(r, &words);
	if (scroll_open(s->d->ui, "这一天再放一遍", words.data, false, &err) != ST_OK)
		desk_fail(s->d, &err);
	buf_release(&words);
	free(r);
}

enum command_answer cmd_day_replay(void *app, const struct call *call)
{
	(void)app;
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "要是多开或少开几窗(如 +1、-1):", .initial = "+1", .max = 3,
		.check = is_windows, .done = windows_known, .ctx = call->view->data });
	return COMMAND_DONE;
}
