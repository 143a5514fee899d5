/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/act_ask.h"
#include "desk/card.h"
#include "hall/caution.h"
#include "hall/expired.h"
#include "hall/rating.h"
#include "ui/message.h"
#include "ui/prompt.h"

/* What is done about a row of a list. One question at a time; it belongs to the prompt that is open and goes with the last. */

struct asking {
	struct desk *d;
	struct watch_row row;
	enum rating_act act;
	enum rating_kind kind;
	struct prompt_choice choices[RATING_ACTS];
};

static const char *const keys[] = { "1", "2", "3", "4", "5", "6", "7" };

static struct asking *asking_new(struct desk *d, const struct watch_row *row)
{
	struct asking *a = mem_alloc(sizeof *a);

	*a = (struct asking){ .d = d, .row = *row };
	return a;
}

static void ended(struct asking *a, enum status st, const struct err *err, const char *words)
{
	if (st == ST_OK) {
		ui_changed(a->d->ui);
		message_say(a->d->ui, "%s", words);
	} else {
		desk_fail(a->d, err);
	}
	free(a);
}

static void give_up(struct asking *a)
{
	message_say(a->d->ui, "没有办理,没有改动");
	free(a);
}

static enum status wanted(void *ctx, const char *answer, struct err *err)
{
	(void)ctx;
	return *answer ? ST_OK : err_set(err, ST_DATA, "E-6403", "要写明");
}

static void ask_words(struct asking *a, const char *label, size_t most, void (*done)(void *ctx, const char *answer))
{
	prompt_open(a->d->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = label, .max = most, .check = wanted, .done = done, .ctx = a });
}

static void ask_choice(struct asking *a, const char *label, size_t count, void (*done)(void *ctx, const char *answer))
{
	prompt_open(a->d->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = label, .choices = a->choices, .choice_count = count,
		.done = done, .ctx = a });
}

/* --- acts ------------------------------------------------------------------------------------------------------------ */

static void do_act(struct desk *d, const struct watch_row *row, const struct act *act, const struct act_value *given, size_t count,
	int64_t expired)
{
	json_t *dossier = NULL;
	struct err err;

	if (dossier_json(d->hall, row->number, true, &dossier, &err) == ST_OK)
		act_ask_given(d, row->number, dossier, &(struct act_option){ act, 0, true }, given, count, expired);
	else
		desk_fail(d, &err);
	json_decref(dossier);
}

/* --- what ran out ---------------------------------------------------------------------------------------------------- */

static void declined(void *ctx, const char *why)
{
	struct asking *a = ctx;
	struct err err;

	if (!why)
		give_up(a);
	else
		ended(a, expired_decline(a->d->hall, &a->d->actor, a->row.id, why, &err), &err, "已记下不终止,这一项不再列出;办件照常");
}

static void decided(void *ctx, const char *answer)
{
	struct asking *a = ctx;
	struct act_value given[EXPIRED_GIVEN];
	struct expired e;
	struct err err;
	size_t count;

	if (!answer) {
		give_up(a);
		return;
	}
	if (strcmp(answer, "no") == 0) {
		ask_words(a, "不终止的理由:", 200, declined);
		return;
	}
	if (expired_read(a->d->hall, a->row.id, &e, &err) != ST_OK) {
		desk_fail(a->d, &err);
	} else {
		const struct act *act = expired_act(e.kind, given, &count);
		do_act(a->d, &a->row, act, given, count, e.id);
	}
	free(a);
}

static void ask_expired(struct desk *d, const struct watch_row *row)
{
	struct act_value given[EXPIRED_GIVEN];
	struct asking *a;
	struct expired e;
	struct err err;
	size_t count, n = 0;

	if (expired_read(d->hall, row->id, &e, &err) != ST_OK) {
		desk_fail(d, &err);
		return;
	}
	a = asking_new(d, row);
	const struct act *act = expired_act(e.kind, given, &count);
	if (act)
		a->choices[n++] = (struct prompt_choice){ keys[0], "yes", act->name };
	a->choices[n] = (struct prompt_choice){ keys[n], "no", act ? "不终止" : "记下已处理" };
	ask_choice(a, act ? "期满未补,决定:" : "系统不能代为受理,请打开办件处理:", n + 1, decided);
}

/* --- a call ---------------------------------------------------------------------------------------------------------- */

static void ask_call(struct desk *d, const struct watch_row *row)
{
	const struct act_value given[] = { { "material", row->material } };

	do_act(d, row, act_find(ACT_DOSSIER, "remind"), given, COUNT_OF(given), 0);
}

/* --- a bad rating (E-9) ---------------------------------------------------------------------------------------------- */

static void followed(void *ctx, const char *words)
{
	struct asking *a = ctx;
	struct err err;
	char said[64];

	if (!words) {
		give_up(a);
		return;
	}
	snprintf(said, sizeof said, "已记%s", rating_act_name(a->act));
	ended(a, rating_follow(a->d->hall, &a->d->actor, a->row.id, a->act, a->kind, words, &err), &err, said);
}

static void ask_found(struct asking *a)
{
	char label[80];

	snprintf(label, sizeof label, "%s的情况:", rating_act_name(a->act));
	ask_words(a, label, 500, followed);
}

static void kind_chosen(void *ctx, const char *answer)
{
	struct asking *a = ctx;

	if (!answer) {
		give_up(a);
		return;
	}
	a->kind = (enum rating_kind)rating_kind_from_code(answer);
	ask_found(a);
}

static void act_chosen(void *ctx, const char *answer)
{
	struct asking *a = ctx;
	size_t n = 0;

	if (!answer) {
		give_up(a);
		return;
	}
	a->act = (enum rating_act)rating_act_from_code(answer);
	if (a->act != RATING_CLASSIFY && a->act != RATING_REVIEW) {
		ask_found(a);
		return;
	}
	for (int k = RATING_TRUE; k <= RATING_MALICIOUS; k++, n++)
		a->choices[n] = (struct prompt_choice){ keys[n], rating_kind_code((enum rating_kind)k), rating_kind_name((enum rating_kind)k) };
	ask_choice(a, "定性:", n, kind_chosen);
}

static void ask_rating(struct desk *d, const struct watch_row *row)
{
	struct asking *a;
	json_t *c = NULL;
	enum rating_state next;
	struct err err;
	size_t n = 0;

	if (rating_case_json(d->hall, &d->actor, row->id, NULL, &c, &err) != ST_OK) {
		desk_fail(d, &err);
		return;
	}
	a = asking_new(d, row);
	int state = rating_state_from_code(card_text(c, "state")), kind = rating_kind_from_code(card_text(c, "kind"));
	for (int k = 0; k < RATING_ACTS; k++)
		if (state >= 0 && kind >= 0 && rating_may((enum rating_state)state, (enum rating_kind)kind, card_text(c, "appeal"),
			(enum rating_act)k, &next)) {
			a->choices[n] = (struct prompt_choice){ keys[n], rating_act_code((enum rating_act)k), rating_act_name((enum rating_act)k) };
			n++;
		}
	json_decref(c);
	if (n) {
		ask_choice(a, "差评跟进:", n, act_chosen);
	} else {
		message_say(d->ui, "这件差评现在没有要办的一步");
		free(a);
	}
}

/* --- a card (V-2) ---------------------------------------------------------------------------------------------------- */

static void card_cancelled(void *ctx, const char *why)
{
	struct asking *a = ctx;
	struct err err;
	char said[80];

	if (!why) {
		give_up(a);
		return;
	}
	snprintf(said, sizeof said, "已撤销 %.24s,理由已记下;牌还在档里", a->row.material);
	ended(a, caution_cancel(a->d->hall, &a->d->actor, a->row.material, why, &err), &err, said);
}

static void ask_caution(struct desk *d, const struct watch_row *row)
{
	ask_words(asking_new(d, row), "撤销这张牌的理由(撤销后不能恢复):", 200, card_cancelled);
}

void watch_ask(struct desk *d, enum watch_kind kind, const struct watch_row *row)
{
	static void (*const ask[WATCH_KINDS])(struct desk *, const struct watch_row *) = { [WATCH_EXPIRED] = ask_expired,
		[WATCH_CALLS] = ask_call, [WATCH_RATINGS] = ask_rating, [WATCH_CAUTIONS] = ask_caution };

	if (ask[kind])
		ask[kind](d, row);
	else
		message_say(d->ui, "请按 Enter 打开办件,在那里办");
}
