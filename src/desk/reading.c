/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/reading.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "hall/card_reader.h"

/* --- one read ------------------------------------------------------------------------------------------------------------- */

bool reading_on(const struct desk *d, const void *ctx)
{
	return d->reading.way && (!ctx || ctx == d->reading.ctx);
}

static void over(struct desk *d)
{
	d->reading.way = NULL;
	d->reading.ctx = NULL;
	if (view_top(d->ui))
		view_dirty(view_top(d->ui));
	ui_dirty(d->ui);
}

static void told(void *ctx, const struct id_card *card, const struct err *err)
{
	struct desk *d = ctx;
	reading_fn *got = d->reading.got;
	void *whose = d->reading.ctx;

	if (!card && !err) {
		message_say(d->ui, "读卡器还没有回音,可能没有接好;可以先填,Esc 不等了");
		return;
	}
	over(d);
	if (card)
		got(whose, card);
	else
		desk_fail(d, err);
}

enum command_answer reading_start(struct desk *d, const char *object, reading_fn *got, void *ctx)
{
	struct err err;

	if (reading_on(d, ctx)) {
		message_say(d->ui, "正在读卡,请放卡;Esc 不等了");
		return COMMAND_DONE;
	}
	reading_drop(d, NULL);
	enum status st = card_reading_start(d->hall, &d->actor, ui_loop(d->ui), object, told, d, &d->reading.way, &err);
	if (st == ST_OK) {
		d->reading.got = got;
		d->reading.ctx = ctx;
		message_say(d->ui, "请放卡…  Esc 不等了,也可以接着填");
	}
	return desk_answer(d, st, &err);
}

void reading_drop(struct desk *d, const void *ctx)
{
	if (!reading_on(d, ctx))
		return;
	card_reading_stop(d->reading.way);
	over(d);
}

void reading_stop(struct desk *d)
{
	if (!reading_on(d, NULL))
		return;
	reading_drop(d, NULL);
	message_say(d->ui, "不等放卡了;已填的都在,请直接填写");
}

bool reading_there(const struct desk *d)
{
	char path[CARD_READER_PATH_SIZE];
	struct err quiet;
	struct stat s;

	return card_reader_path(d->hall, d->actor.window, path, &quiet) == ST_OK && stat(path, &s) == 0 && S_ISSOCK(s.st_mode);
}

void reading_say(struct desk *d, const struct id_card *card, const char *done)
{
	unsigned doubts = id_card_doubts(card, clock_today());
	char text[ID_CARD_DOUBT_SIZE];

	if (doubts)
		message_refuse(d->ui, "E-6651", "这张%s%s,请核对证件;%s", id_card_kind_name(card->kind),
			id_card_doubt_text(card, doubts, text), done);
	else
		message_say(d->ui, "读到%s:%s", id_card_kind_name(card->kind), done);
}

enum command_answer cmd_card_stop(void *app, const struct call *call)
{
	(void)call;
	reading_stop(app);
	return COMMAND_DONE;
}

/* --- the answer to a question ------------------------------------------------------------------------------------------------- */

static const char *name_of(const struct id_card *card)
{
	return card->name;
}

static const char *number_of(const struct id_card *card)
{
	return card->number;
}

static const char *tail_of(const struct id_card *card)
{
	size_t n = strlen(card->number);

	return card->number + (n > 4 ? n - 4 : 0);
}

static const char *address_of(const struct id_card *card)
{
	return card->address;
}

static const struct { const char *name; const char *(*of)(const struct id_card *card); } told_by_card[] = {
	{ "receiver_name", name_of }, { "name", name_of }, { "id_number", number_of }, { "proof", tail_of }, { "address", address_of },
};

bool card_question_tells(const char *name)
{
	for (size_t i = 0; name && i < COUNT_OF(told_by_card); i++)
		if (strcmp(told_by_card[i].name, name) == 0)
			return true;
	return false;
}

const char *card_question_answer(const struct card_question *q, char out[402])
{
	out[0] = '\0';
	for (size_t i = 0; q->card.kind != ID_CARD_NONE && i < COUNT_OF(told_by_card); i++)
		if (strcmp(told_by_card[i].name, q->name) == 0)
			snprintf(out, 402, "%s", told_by_card[i].of(&q->card));
	return out;
}

static void answer(void *ctx, const struct id_card *card)
{
	struct card_question *q = ctx;
	char is[402];
	struct buf typed;

	q->card = *card;
	buf_init(&typed, BUF_SMALL);
	if (prompt_typed(q->d->ui, q->ctx, &typed) && *card_question_answer(q, is)) {
		q->differs = typed.len && strcmp(typed.data, is) != 0;
		if (!q->differs)
			prompt_fill(q->d->ui, q->ctx, is);
		reading_say(q->d, card, !q->differs ? "已填好,Enter 确定" : "与所打的不同,没有改:再按 F4 照卡,Enter 用所打的");
	}
	buf_wipe(&typed);
}

bool card_question_fetch(struct card_question *q, const char *object, bool stop)
{
	char is[402];

	if (stop) {
		bool on = reading_on(q->d, q);
		if (on)
			reading_stop(q->d);
		return on;
	}
	if (q->differs) {
		q->differs = false;
		prompt_fill(q->d->ui, q->ctx, card_question_answer(q, is));
	} else {
		(void)reading_start(q->d, object, answer, q);
	}
	return true;
}
