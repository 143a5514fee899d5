/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/ticket.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/commands.h"
#include "hall/queue_day.h"
#include "law/staff_right.h"
#include "ui/key.h"
#include "ui/keymap.h"
#include "ui/prompt.h"


/* --- how it stands ------------------------------------------------------------------------------------------------------ */

static bool serves(const struct desk *d)
{
	return d->hall && *d->actor.window && staff_may(d->actor.role, RIGHT_TICKET_SERVE);
}

/* Another person has this window's queue (a shared window, or a colleague who has not logged out). */
static bool others(const struct desk *d)
{
	return d->queue.state != WINDOW_AWAY && d->queue.staff && d->queue.staff != d->actor.staff_id;
}

void ticket_look(struct desk *d)
{
	struct err err;

	d->queue = (struct window_queue){ .state = WINDOW_AWAY };
	if (serves(d) && ticket_queue(d->hall, d->actor.window, &d->queue, &err) != ST_OK)
		desk_fail(d, &err);
}

void ticket_attend(struct desk *d)
{
	struct err err;

	if (!serves(d))
		return;
	ticket_look(d);
	if (!others(d) && ticket_window(d->hall, &d->actor, WINDOW_DO_RESUME, "", &err) != ST_OK)
		desk_fail(d, &err);      /* that others attend it is said on the line of the queue */
	ticket_look(d);
}

void ticket_leave(struct desk *d)
{
	struct err err;

	/* a ticket that is still here keeps the window as it is: whoever sits down next sees it */
	if (serves(d) && ticket_window(d->hall, &d->actor, WINDOW_DO_LEAVE, "", &err) != ST_OK && err.status != ST_REFUSED)
		desk_fail(d, &err);
	d->queue = (struct window_queue){ .state = WINDOW_AWAY };
}

void ticket_begin(struct desk *d)
{
	struct ticket_done done;
	struct err err;

	if (!serves(d) || others(d) || d->queue.current.state != TICKET_CALLED || !d->queue.current.id)
		return;
	if (ticket_act(d->hall, &d->actor, &(struct ticket_call){ .act = TICKET_DO_ARRIVE, .number = "", .reason = "" }, &done, &err) != ST_OK)
		desk_fail(d, &err);
	ticket_look(d);
}

/* --- the line ----------------------------------------------------------------------------------------------------------- */

static int64_t minutes_since(int64_t at)
{
	return queue_wait_ms(at, clock_wall_ms()) / MINUTE_MS;
}

/* Yellow and red as the whole queue has them (V-2). */
static enum look wait_look(struct desk *d, int64_t ms)
{
	const struct queue_limits limits = queue_limits(d->hall);
	enum clock_light light = queue_light(&limits, ms, 0);

	return light == LIGHT_RED ? LOOK_BAD : light == LIGHT_YELLOW ? LOOK_WARN : LOOK_PLAIN;
}

/* "R重呼": by whichever key the keymap has for it; nothing when it has none. */
static void add_key(const struct desk *d, const char *command, const char *word, struct buf *out)
{
	uint32_t key = keymap_key(ui_keymap(d->ui), "home", command);
	char label[24];

	if (key == K_NONE)
		return;
	key_label(key, label);
	if (!label[1])
		label[0] = (char)toupper((unsigned char)label[0]);
	buf_format(out, "%s%s", label, word);
}

static int put_here(struct desk *d, struct area a)
{
	const struct window_queue *q = &d->queue;
	const struct ticket *t = &q->current;
	int64_t paused = minutes_since(q->since);
	bool late = paused >= hall_int(d->hall, "queue.pause_minutes");
	struct buf text;

	buf_init(&text, BUF_SMALL);
	if (others(d)) {
		buf_format(&text, " %s值守%s%s  ", q->clerk, t->id ? " " : "", t->id ? t->number : "");
		add_key(d, "ticket-pause", "接手", &text);
	} else if (q->state == WINDOW_PAUSED) {
		buf_format(&text, " 暂停%s %" PRId64 "分 %s  ", late ? "已久" : "", paused, q->reason);
		if (t->id)
			buf_format(&text, "%s 没办完  ", t->number);
		add_key(d, "ticket-pause", "恢复", &text);
	} else if (t->id && t->state == TICKET_CALLED) {
		buf_format(&text, " 叫号 %s %s 第%" PRId64 "次", t->number, t->class_name, t->calls);
	} else if (t->id) {
		buf_format(&text, " 受理 %s %s %" PRId64 "分", t->number, t->class_name, minutes_since(t->called_at));
	} else {
		buf_format(&text, " %s", window_state_name(q->state));
	}
	int used = draw_put(a.row, a.col, a.width, q->state == WINDOW_PAUSED ? (late ? LOOK_BAD : LOOK_WARN) : LOOK_STRONG, text.data);
	buf_release(&text);
	return used;
}

/* What can be done with the ticket that is here, where there is room to say it. */
static void put_keys(const struct desk *d, struct area a, int used)
{
	static const struct { const char *command, *word; bool called, served; } keys[] = { { "ticket-recall", "重呼", true, false },
		{ "ticket-arrive", "到场", true, false }, { "accept-new", "受理", true, true }, { "ticket-call", "下一个", false, true },
		{ "ticket-pass", "过号", true, false }, { "ticket-end", "办结", false, true }, { "ticket-transfer", "转类", true, true } };
	const struct window_queue *q = &d->queue;
	struct buf out;

	buf_init(&out, BUF_SMALL);
	for (size_t i = 0; i < COUNT_OF(keys) && q->current.id && q->state != WINDOW_PAUSED && !others(d); i++)
		if (q->current.state == TICKET_CALLED ? keys[i].called : keys[i].served) {
			add_key(d, keys[i].command, keys[i].word, &out);
			buf_char(&out, ' ');
		}
	int cells = text_width(out.len ? out.data : "");
	if (cells && used + 2 + cells <= a.width)
		draw_right(a.row, a.col + a.width - cells, cells, LOOK_DIM, out.data);
	buf_release(&out);
}

bool ticket_draw(struct desk *d, struct area a)
{
	const struct window_queue *q = &d->queue;
	char text[200];
	int used;

	if (!serves(d) || (!q->waiting && !q->current.id && q->state != WINDOW_PAUSED && !others(d)))
		return false;
	draw_text(a.row, a.col, a.width, LOOK_PLAIN, "");
	used = put_here(d, a);
	snprintf(text, sizeof text, "   等候 %" PRId64 "人", q->waiting);
	used += draw_put(a.row, a.col + used, a.width - used, LOOK_PLAIN, text);
	if (q->priority) {
		snprintf(text, sizeof text, "(优先 %" PRId64 ")", q->priority);
		used += draw_put(a.row, a.col + used, a.width - used, LOOK_WARN, text);
	}
	if (q->next.id && (!q->current.id || q->current.state != TICKET_CALLED)) {
		int64_t wait = queue_wait_ms(q->next.taken_at, clock_wall_ms());
		snprintf(text, sizeof text, "   下一个 %s 等了%" PRId64 "分", q->next.number, wait / MINUTE_MS);
		used += draw_put(a.row, a.col + used, a.width - used, wait_look(d, wait), text);
	}
	put_keys(d, a, used);
	return true;
}

/* --- acts --------------------------------------------------------------------------------------------------------------- */

static void say(struct desk *d, enum ticket_act act, const struct ticket_done *done)
{
	const struct ticket *t = &done->ticket;
	char before[64] = "";

	if (done->before.id)
		snprintf(before, sizeof before, "%s 号%s;", done->before.number, ticket_state_name(done->before.state));
	if (!t->id)
		message_say(d->ui, "%s没有等候的人了", before);
	else if (act == TICKET_DO_CALL)
		message_say(d->ui, "%s请 %s 号(%s)到 %s 号窗口,等了 %" PRId64 " 分", before, t->number, t->class_name, d->actor.window,
			ticket_wait_ms(t, 0) / MINUTE_MS);
	else if (act == TICKET_DO_RECALL)
		message_say(d->ui, "%s 号已叫 %" PRId64 " 次%s", t->number, t->calls,
			done->again ? "(刚叫过,没有再叫)" : t->calls >= hall_int(d->hall, "queue.pass_after") ? ",没到可以过号(X)" : "");
	else if (act == TICKET_DO_TRANSFER)
		message_say(d->ui, "%s 号转到 %c %s,取号时间不变", t->number, t->class, t->class_name);
	else
		message_say(d->ui, "%s 号:%s", t->number, ticket_state_name(t->state));
}

enum command_answer ticket_do(struct desk *d, enum ticket_act act, const char *number, char class)
{
	struct ticket_done done;
	struct err err;
	enum status st = ticket_act(d->hall, &d->actor, &(struct ticket_call){ .act = act, .number = number, .class = class, .reason = "" },
		&done, &err);

	ticket_look(d);
	ui_changed(d->ui);
	if (st == ST_OK)
		say(d, act, &done);
	return desk_answer(d, st, &err);
}

enum command_answer cmd_ticket_call(void *app, const struct call *call) { (void)call; return ticket_do(app, TICKET_DO_CALL, "", '\0'); }
enum command_answer cmd_ticket_recall(void *app, const struct call *call) { (void)call; return ticket_do(app, TICKET_DO_RECALL, "", '\0'); }
enum command_answer cmd_ticket_arrive(void *app, const struct call *call) { (void)call; return ticket_do(app, TICKET_DO_ARRIVE, "", '\0'); }
enum command_answer cmd_ticket_pass(void *app, const struct call *call) { (void)call; return ticket_do(app, TICKET_DO_PASS, "", '\0'); }
enum command_answer cmd_ticket_end(void *app, const struct call *call) { (void)call; return ticket_do(app, TICKET_DO_END, "", '\0'); }

/* --- a class is asked for ----------------------------------------------------------------------------------------------- */

struct asking {
	void (*done)(void *ctx, char letter);
	void *ctx;
	struct queue_class classes[QUEUE_CLASSES_MOST];
	char keys[QUEUE_CLASSES_MOST][2];
	struct prompt_choice choices[QUEUE_CLASSES_MOST];
};

static void class_chosen(void *ctx, const char *answer)
{
	struct asking *a = ctx;
	char letter = answer ? (char)toupper((unsigned char)*answer) : '\0';
	void (*done)(void *, char) = a->done;
	void *whom = a->ctx;

	free(a);
	done(whom, letter);
}

void ticket_ask_class(struct desk *d, const char *label, void (*done)(void *ctx, char letter), void *ctx)
{
	struct asking *a = mem_alloc(sizeof *a);
	size_t count, n = 0;
	struct err err;

	*a = (struct asking){ .done = done, .ctx = ctx };
	if (queue_classes(d->hall, a->classes, &count, &err) != ST_OK) {
		desk_fail(d, &err);
		class_chosen(a, NULL);
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (a->classes[i].active && a->classes[i].lane == QUEUE_PLAIN) {
			a->keys[n][0] = (char)tolower((unsigned char)a->classes[i].letter);
			a->choices[n] = (struct prompt_choice){ a->keys[n], a->keys[n], a->classes[i].name };
			n++;
		}
	prompt_open(d->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = label, .choices = a->choices, .choice_count = n,
		.done = class_chosen, .ctx = a });
}

static void moved(void *ctx, char letter)
{
	struct desk *d = ctx;

	if (letter)
		ticket_do(d, TICKET_DO_TRANSFER, "", letter);
	else
		message_say(d->ui, "没有转");
}

enum command_answer cmd_ticket_transfer(void *app, const struct call *call)
{
	struct desk *d = app;

	(void)call;
	if (!d->queue.current.id) {
		message_refuse(d->ui, "E-6811", "本窗现在没有叫到的号,没有改动。请先叫号。");
		return COMMAND_REFUSED;
	}
	ticket_ask_class(d, "转到哪一类?", moved, d);
	return COMMAND_DONE;
}

/* --- pausing ------------------------------------------------------------------------------------------------------------ */

static void paused(void *ctx, const char *reason)
{
	struct desk *d = ctx;
	struct err err;

	if (!reason) {
		message_say(d->ui, "窗口没有暂停");
		return;
	}
	if (ticket_window(d->hall, &d->actor, WINDOW_DO_PAUSE, reason, &err) != ST_OK)
		desk_fail(d, &err);
	else
		message_say(d->ui, "%s 号窗口已暂停;按 Z 恢复", d->actor.window);
	ticket_look(d);
	ui_changed(d->ui);
}

static void taken_over(void *ctx, const char *answer)
{
	struct desk *d = ctx;
	struct err err;

	if (!answer || strcmp(answer, "yes") != 0) {
		message_say(d->ui, "没有接手");
		return;
	}
	if (ticket_window(d->hall, &d->actor, WINDOW_DO_TAKE_OVER, "", &err) != ST_OK)
		desk_fail(d, &err);
	else
		message_say(d->ui, "%s 号窗口由您值守了", d->actor.window);
	ticket_look(d);
	ui_changed(d->ui);
}

static void ask_take_over(struct desk *d)
{
	const struct ticket *t = &d->queue.current;
	char label[160];

	snprintf(label, sizeof label, "%s 号窗口现在由%s值守%s%s,接手吗?", d->actor.window, d->queue.clerk, t->id ? ",在办 " : "",
		t->id ? t->number : "");
	prompt_confirm(d->ui, label, taken_over, d);
}

enum command_answer cmd_ticket_pause(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	(void)call;
	if (others(d)) {
		ask_take_over(d);
		return COMMAND_DONE;
	}
	if (d->queue.state != WINDOW_PAUSED) {
		prompt_open(d->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "暂停的原因:", .max = 40, .done = paused, .ctx = d });
		return COMMAND_DONE;
	}
	enum status st = ticket_window(d->hall, &d->actor, WINDOW_DO_RESUME, "", &err);
	ticket_look(d);
	ui_changed(d->ui);
	if (st == ST_OK)
		message_say(d->ui, "%s 号窗口已恢复", d->actor.window);
	return desk_answer(d, st, &err);
}
