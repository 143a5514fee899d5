/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/commands.h"
#include "desk/ticket.h"
#include "hall/print_outlook.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/prompt.h"

#define ROOM 2000
#define GROUPS_MOST 9

/* The day's queue for who stands at the door (导办): one key takes a ticket. */
struct tickets {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct ticket *rows;
	size_t count;
	bool more;
	struct queue_class classes[QUEUE_CLASSES_MOST];
	struct class_waiting waiting[QUEUE_CLASSES_MOST];
	size_t class_count;
	/* of the question that is open */
	char number[TICKET_NUMBER_SIZE], class, groups[GROUPS_MOST][40], group[40];
	int slot;
	bool large;                              /* slips in large type until it is turned off */
	struct prompt_choice choices[GROUPS_MOST];
};

/* --- rows --------------------------------------------------------------------------------------------------------------- */

static size_t count_rows(void *ctx)
{
	return ((struct tickets *)ctx)->count;
}

static uint64_t id(void *ctx, size_t row)
{
	return (uint64_t)((struct tickets *)ctx)->rows[row].id;
}

static bool match(void *ctx, size_t row, const char *filter)
{
	const struct ticket *t = &((struct tickets *)ctx)->rows[row];

	return text_match(t->number, filter) > 0 || text_match(t->class_name, filter) > 0 || text_match(ticket_state_name(t->state), filter) > 0;
}

enum { COLUMN_NUMBER, COLUMN_CLASS, COLUMN_STATE, COLUMN_TAKEN, COLUMN_WAIT, COLUMN_WINDOW, COLUMN_NOTE, COLUMNS };
static const struct list_column columns[COLUMNS] = { [COLUMN_NUMBER] = { "号", 8, false }, [COLUMN_CLASS] = { "类别", 16, false },
	[COLUMN_STATE] = { "状态", 6, false }, [COLUMN_TAKEN] = { "取号", 6, false }, [COLUMN_WAIT] = { "等候", 7, true },
	[COLUMN_WINDOW] = { "窗口", 6, true }, [COLUMN_NOTE] = { "说明", 0, false } };

static void note(const struct ticket *t, struct buf *out)
{
	if (*t->priority)
		buf_format(out, "优先:%s ", t->priority);
	if (t->slot_at) {
		struct clock_hm slot = clock_time_of(t->slot_at);
		buf_format(out, "预约%02d:%02d ", slot.hour, slot.minute);
	}
	if (t->state == TICKET_CALLED)
		buf_format(out, "叫%" PRId64 "次 ", t->calls);
	if (t->restored)
		buf_text(out, "恢复过");
	else if (t->state == TICKET_PASSED)
		buf_text(out, "可恢复一次(H)");
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	static const enum look looks[TICKET_STATE_COUNT] = { [TICKET_CALLED] = LOOK_STRONG, [TICKET_SERVING] = LOOK_GOOD,
		[TICKET_PASSED] = LOOK_WARN, [TICKET_ENDED] = LOOK_DIM, [TICKET_ABANDONED] = LOOK_DIM };
	const struct ticket *t = &((struct tickets *)ctx)->rows[row];
	struct clock_hm taken = clock_time_of(t->taken_at);

	*look = looks[t->state];
	switch (column) {
	case COLUMN_NUMBER: buf_text(out, t->number); break;
	case COLUMN_CLASS: buf_format(out, "%c %s", t->class, t->class_name); break;
	case COLUMN_STATE: buf_text(out, ticket_state_name(t->state)); break;
	case COLUMN_TAKEN: buf_format(out, "%02d:%02d", taken.hour, taken.minute); break;
	case COLUMN_WAIT: buf_format(out, "%" PRId64 "分", ticket_wait_ms(t, clock_wall_ms()) / MINUTE_MS); break;
	case COLUMN_WINDOW: buf_text(out, t->window); break;
	default: note(t, out);
	}
}

static void read_again(struct tickets *t)
{
	struct err err;

	if (ticket_list(t->d->hall, clock_today(), '\0', -1, t->rows, ROOM, &t->count, &t->more, &err) != ST_OK ||
	    queue_classes(t->d->hall, t->classes, &t->class_count, &err) != ST_OK ||
	    queue_waiting_now(t->d->hall, t->classes, t->class_count, t->waiting, &err) != ST_OK)
		desk_fail(t->d, &err);
	list_reload(t->list);
}

/* --- the view ----------------------------------------------------------------------------------------------------------- */

static enum status open_tickets(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .match = match };
	struct tickets *t = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	(void)argument;
	t->d = v->app;
	t->view = v;
	if (!picture)
		return err->status;
	t->rows = mem_array(ROOM, sizeof *t->rows);
	t->frame = form_new(picture, NULL, t);
	t->list = list_new(columns, COLUMNS, LIST_TITLES, &source, t);
	list_empty(t->list, "今天还没有人取号");
	view_add(v, form_widget(t->frame));
	view_add(v, list_widget(t->list));
	read_again(t);
	view_focus(v, list_widget(t->list));
	return ST_OK;
}

static void close_tickets(struct view *v)
{
	struct tickets *t = v->data;

	prompt_drop(v->ui, t);
	list_free(t->list);
	form_free(t->frame);
	free(t->rows);
}

static void layout(struct view *v, struct area area)
{
	struct tickets *t = v->data;

	view_place(v, form_widget(t->frame), area);
	view_place(v, list_widget(t->list), form_area(t->frame, "rows"));
}

/* What waits, class by class: "A 个人一件事 3人18分". Those with letters of their own count with their class. */
static void draw(struct view *v)
{
	struct tickets *t = v->data;
	struct buf out;

	buf_init(&out, BUF_SMALL);
	for (size_t i = 0; i < t->class_count; i++) {
		const struct class_waiting *w = &t->waiting[i];
		if (w->waiting)
			buf_format(&out, "%s%c %s %" PRId64 "人%" PRId64 "分", out.len ? "  " : "等候:", t->classes[i].letter,
				t->classes[i].name, w->waiting, w->longest_ms / MINUTE_MS);
	}
	if (!out.len)
		buf_text(&out, "现在没有人等候");
	desk_head(t->d, form_area(t->frame, "head").row, view_area(v).width, "排队取号");
	draw_wrap(form_area(t->frame, "detail"), LOOK_PLAIN, out.data);
	buf_release(&out);
}

static void changed(struct view *v)
{
	read_again(v->data);
	view_dirty(v);
}

static bool may_close(struct view *v)
{
	struct tickets *t = v->data;

	return desk_home(t->d) != v->ops || desk_home_stays(v);
}

/* --- taking ------------------------------------------------------------------------------------------------------------- */

static enum command_answer take(struct tickets *t)
{
	struct ticket_taken taken;
	char outlook[OUTLOOK_SIZE];
	struct err err;
	enum status st = ticket_take(t->d->hall, &t->d->actor, &(struct ticket_wish){ .class = t->class, .priority = t->group,
		.slot_minute = t->slot, .person = "", .large = t->large }, &taken, &err);

	ticket_look(t->d);                       /* the own window's line knows at once */
	changed(t->view);
	if (st == ST_OK) {
		list_select(t->list, 0);         /* what was taken last is what is spoken of next */
		(void)print_outlook(t->d->hall, &(struct print_job){ .paper = "80mm" }, outlook);
		message_say(t->d->ui, "%s 号,%s,前面还有 %" PRId64 " 人%s%s", taken.ticket.number, taken.ticket.class_name, taken.before,
			!*taken.slip ? "" : t->large ? ",大字小票" : ",小票", *taken.slip ? outlook : "");
	}
	return desk_answer(t->d, st, &err);
}

static void class_known(void *ctx, char letter)
{
	struct tickets *t = ctx;

	t->class = letter;
	if (letter)
		take(t);
	else
		message_say(t->d->ui, "没有取号");
}

static void group_known(void *ctx, const char *group)
{
	struct tickets *t = ctx;

	snprintf(t->group, sizeof t->group, "%s", group ? group : "");
	if (group)
		ticket_ask_class(t->d, "办哪一类?", class_known, t);
	else
		message_say(t->d->ui, "没有取号");
}

static void ask_group(struct tickets *t)
{
	static const char *const keys[GROUPS_MOST] = { "1", "2", "3", "4", "5", "6", "7", "8", "9" };
	const char *all = hall_text(t->d->hall, "queue.priorities");
	size_t n = 0;

	for (const char *p = all; *p && n < GROUPS_MOST; p += strspn(p, " ")) {
		size_t word = strcspn(p, " ");
		if (word) {
			snprintf(t->groups[n], sizeof t->groups[n], "%.*s", (int)(word < 39 ? word : 39), p);
			t->choices[n] = (struct prompt_choice){ keys[n], t->groups[n], t->groups[n] };
			n++;
		}
		p += word;
	}
	prompt_open(t->d->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = "属于哪类人群?", .choices = t->choices, .choice_count = n,
		.done = group_known, .ctx = t });
}

/* "0930", "9:30", full-width digits by the field itself; -1. */
static int minute_of(const char *text)
{
	int digits[8], n = 0;

	for (; *text; text++) {
		if (isdigit((unsigned char)*text) && n < 4)
			digits[n++] = *text - '0';
		else if (*text != ':' && *text != ' ')
			return -1;
	}
	if (n < 3)
		return -1;
	int hour = n == 4 ? digits[0] * 10 + digits[1] : digits[0], minute = digits[n - 2] * 10 + digits[n - 1];
	return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

static enum status is_time(void *ctx, const char *answer, struct err *err)
{
	(void)ctx;
	return minute_of(answer) >= 0 ? ST_OK : err_set(err, ST_DATA, "E-6809", "预约时间写如 0930 或 9:30");
}

static void time_known(void *ctx, const char *answer)
{
	struct tickets *t = ctx;

	t->slot = answer ? minute_of(answer) : -1;
	if (answer)
		ticket_ask_class(t->d, "办哪一类?", class_known, t);
	else
		message_say(t->d->ui, "没有取号");
}

/* With a letter at once; without, the class is asked for. */
enum command_answer cmd_ticket_take(void *app, const struct call *call)
{
	struct tickets *t = call->view->data;
	char letter = (char)toupper((unsigned char)call->argument[0]);
	enum queue_lane lane = QUEUE_PLAIN;

	(void)app;
	t->class = letter;
	t->group[0] = '\0';
	t->slot = -1;
	for (size_t i = 0; i < t->class_count; i++)
		if (t->classes[i].letter == letter)
			lane = t->classes[i].lane;
	if (letter && lane == QUEUE_PLAIN)
		return take(t);
	if (lane == QUEUE_PRIORITY)
		ask_group(t);
	else if (lane == QUEUE_APPOINTMENT)
		prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "今天预约的时间(如 0930):", .max = 5, .check = is_time,
			.done = time_known, .ctx = t });
	else
		ticket_ask_class(t->d, "取哪一类的号?", class_known, t);
	return COMMAND_DONE;
}

enum command_answer cmd_ticket_large(void *app, const struct call *call)
{
	struct tickets *t = call->view->data;

	(void)app;
	t->large = !t->large;
	message_say(call->ui, t->large ? "小票改打大字,再按 T 改回" : "小票改回普通字");
	return COMMAND_DONE;
}

/* --- what waits already ------------------------------------------------------------------------------------------------- */

static const struct ticket *chosen(const struct call *call)
{
	struct tickets *t = call->view->data;
	size_t row = list_selected(t->list);

	if (row != LIST_NONE)
		return &t->rows[row];
	message_say(call->ui, "没有选中一个号");
	return NULL;
}

enum command_answer cmd_ticket_restore(void *app, const struct call *call)
{
	const struct ticket *t = chosen(call);

	return t ? ticket_do(app, TICKET_DO_RESTORE, t->number, '\0') : COMMAND_REFUSED;
}

static void moved(void *ctx, char letter)
{
	struct tickets *t = ctx;

	if (letter)
		ticket_do(t->d, TICKET_DO_TRANSFER, t->number, letter);
	else
		message_say(t->d->ui, "没有转");
}

enum command_answer cmd_ticket_move(void *app, const struct call *call)
{
	struct tickets *v = call->view->data;
	const struct ticket *t = chosen(call);

	(void)app;
	if (!t)
		return COMMAND_REFUSED;
	snprintf(v->number, sizeof v->number, "%s", t->number);
	ticket_ask_class(v->d, "转到哪一类?", moved, v);
	return COMMAND_DONE;
}

static void given_up(void *ctx, const char *yes)
{
	struct tickets *t = ctx;

	if (yes && strcmp(yes, "yes") == 0)
		ticket_do(t->d, TICKET_DO_ABANDON, t->number, '\0');
	else
		message_say(t->d->ui, "没有改动");
}

enum command_answer cmd_ticket_abandon(void *app, const struct call *call)
{
	struct tickets *v = call->view->data;
	const struct ticket *t = chosen(call);
	char label[64];

	(void)app;
	if (!t)
		return COMMAND_REFUSED;
	snprintf(v->number, sizeof v->number, "%s", t->number);
	snprintf(label, sizeof label, "%s 号的人走了,作弃号?", t->number);
	prompt_confirm(call->ui, label, given_up, v);
	return COMMAND_DONE;
}

enum command_answer cmd_tickets_open(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	(void)call;
	return desk_answer(d, view_open(d->ui, &tickets_view, NULL, &err), &err);
}

const struct view_ops tickets_view = {
	.context = "tickets", .title = "排队取号",
	.help = "按类别的字母取号(A B C D Z),V 绿色通道,Y 预约。过号的选中后 H 恢复(只一次),M 转类,Del 弃号。",
	.size = sizeof(struct tickets), .open = open_tickets, .close = close_tickets, .layout = layout, .draw = draw,
	.changed = changed, .shown = changed, .tick = view_dirty, .may_close = may_close,
};
