/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/act_ask_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/card.h"
#include "law/number.h"
#include "ui/message.h"

static void drop(struct act_value *v)
{
	mem_wipe_free((char *)(uintptr_t)v->value, strlen(v->value));
	free((char *)(uintptr_t)v->name);
}

void asking_free(struct asking *a)
{
	for (size_t i = 0; i < a->count; i++)
		drop(&a->values[i]);
	for (size_t i = 0; i < a->said_count; i++)
		drop(&a->said[i]);
	for (size_t i = 0; i < a->material_count; i++) {
		free(a->materials[i].id);
		free(a->materials[i].name);
	}
	free(a->materials);
	free(a->results);
	reading_drop(a->d, &a->card);
	mem_wipe_free(a, sizeof *a);
}

void asking_give_up(struct asking *a)
{
	if (a->unknown)
		message_say(a->d->ui, "「%s」结果不明(可能已办),没有再核对;请先看办理记录,没有这一项再办", a->act->name);
	else
		message_say(a->d->ui, "没有办理「%s」,没有改动", a->act->name);
	asking_free(a);
}

void asking_keep(struct asking *a, const char *name, const char *value)
{
	if (a->count < VALUES_MOST)
		a->values[a->count++] = (struct act_value){ mem_text(name), mem_text(value) };
}

static struct act_value *said_to(struct asking *a, const char *name)
{
	for (size_t i = 0; i < a->said_count; i++)
		if (strcmp(a->said[i].name, name) == 0)
			return &a->said[i];
	return NULL;
}

/* Takes back what was said after the first `count`; each answer stands at its question when that is asked again. */
static void unkeep(struct asking *a, size_t count)
{
	while (a->count > count) {
		const struct act_value v = a->values[--a->count];
		struct act_value *before = said_to(a, v.name);
		if (before)
			drop(before);
		else if (a->said_count < VALUES_MOST)
			before = &a->said[a->said_count++];
		if (before)
			*before = v;
	}
}

const char *asking_material(const struct asking *a, const char *id)
{
	for (size_t i = 0; i < a->material_count; i++)
		if (strcmp(a->materials[i].id, id) == 0)
			return a->materials[i].name;
	return id;
}

const char *asking_answer(const struct asking *a, const char *name)
{
	const char *answer = NULL;

	for (size_t i = 0; name && i < a->count; i++)
		if (strcmp(a->values[i].name, name) == 0)
			answer = a->values[i].value;
	return answer;
}

const char *asking_subject(const struct asking *a)
{
	const char *id = asking_answer(a, "material");

	return id ? asking_material(a, id) : a->item;
}

/* --- one question, and Esc one question back ------------------------------------------------------------------------- */

void asking_close_reader(struct asking *a)
{
	if (a->reader)
		view_close(a->reader);
	a->reader = NULL;
}

void asking_back(void *ctx)
{
	struct asking *a = ctx;

	asking_close_reader(a);
	a->step_count--;                             /* the one that was open */
	const struct step s = a->steps[--a->step_count];
	unkeep(a, s.count);
	a->arg = s.arg;
	a->line = s.line;
	asking_it(a);
}

void asking_open(struct asking *a, struct prompt p)
{
	const bool typed = p.type == PROMPT_TEXT || p.type == PROMPT_DATE;
	char line[80];

	if (a->line >= 0)
		snprintf(line, sizeof line, "line.%s", a->materials[a->line].id);
	const char *name = a->line >= 0 ? line : a->arg && a->arg->name ? a->arg->name : "";
	const struct act_value *said = typed ? said_to(a, name) : NULL;
	reading_drop(a->d, &a->card);                /* for the question before */
	a->steps[a->step_count++] = (struct step){ a->arg, a->line, a->count };
	p.initial = said && *said->value ? said->value : p.initial;
	p.back = a->step_count > 1 ? asking_back : NULL;
	p.ctx = a;
	prompt_open(a->d->ui, &p);
}

/* --- the questions ---------------------------------------------------------------------------------------------------- */

/* What stands against this answer, by itself and beside those before it, told at its own question. */
static enum status look(struct asking *a, const char *answer, struct err *err)
{
	if (a->count == VALUES_MOST)
		return ST_OK;
	a->values[a->count] = (struct act_value){ a->arg->name, answer };
	const struct act_call call = { .uuid = a->uuid, .number = a->asked ? NULL : a->number, .word = a->act->word, .task = a->task,
		.values = a->values, .count = a->count + 1 };
	return dossier_act_look(a->d->hall, &a->d->actor, a->act, &call, a->arg->name, err);
}

static void answered(void *ctx, const char *answer)
{
	struct asking *a = ctx;

	if (!answer) {
		asking_give_up(a);
		return;
	}
	asking_keep(a, a->arg->name, answer);
	a->arg++;
	asking_next(a);
}

/* A choice is refused once it was made: asked again. */
static void chosen(void *ctx, const char *answer)
{
	struct asking *a = ctx;
	struct err err;

	if (answer && look(a, answer, &err) != ST_OK) {
		desk_fail(a->d, &err);
		a->step_count--;
		asking_it(a);
		return;
	}
	answered(a, answer);
}

static enum status right(void *ctx, const char *answer, struct err *err)
{
	struct asking *a = ctx;

	if (!*answer && a->arg->needed)
		return err_set(err, ST_DATA, "E-6403", "「%s」要填", a->arg->label);
	return look(a, answer, err);
}

#define LABEL_CELLS 40                           /* half of the narrowest line: the answer has the other half */

/* Which datum of what: of a material its name, as much as there is room for, else the act's. */
static void label_of(const struct asking *a, char *out, size_t n)
{
	const char *of = asking_answer(a, "material") ? asking_subject(a) : a->act->name, *may = a->arg->needed ? "" : "(可不填)";
	const char *read = card_question_tells(a->arg->name) && reading_there(a->d) ? "(F4读卡)" : "";
	int room = LABEL_CELLS - 4 - text_width(a->arg->label) - text_width(may) - text_width(read);
	room -= text_width(of) > room ? text_width("…") : 0;
	size_t fits = text_fit(of, room > 0 ? room : 0, NULL);

	snprintf(out, n, "%.*s%s · %s%s%s:", (int)fits, of, of[fits] ? "…" : "", a->arg->label, may, read);
}

static bool fetch(void *ctx, bool stop)
{
	struct asking *a = ctx;

	return card_question_fetch(&a->card, a->number, stop);
}

/* What a card tells stands there as a proposal, once it was read (P-1). */
static void ask_text(struct asking *a)
{
	char label[200], is[402];
	bool tells = card_question_tells(a->arg->name);

	a->card = (struct card_question){ .d = a->d, .ctx = a, .name = a->arg->name, .card = a->card.card };
	label_of(a, label, sizeof label);
	asking_open(a, (struct prompt){ .type = PROMPT_TEXT, .label = label, .max = a->arg->most > 0 ? (size_t)a->arg->most : 10, .check = right,
		.done = answered, .initial = tells ? card_question_answer(&a->card, is) : NULL, .fetch = tells ? fetch : NULL });
}

static void ask_day(struct asking *a)
{
	char label[200], today[11];

	if (!a->arg->needed) {                       /* a date prompt wants a date */
		ask_text(a);
		return;
	}
	label_of(a, label, sizeof label);
	asking_open(a, (struct prompt){ .type = PROMPT_DATE, .label = label, .initial = a->arg->ahead ? "" : day_iso(clock_today(), today),
		.check = right, .done = answered });
}

static void ask_choice(struct asking *a, size_t count)
{
	char label[200];

	snprintf(label, sizeof label, "%.120s%s%s:", asking_answer(a, "material") ? asking_subject(a) : "", asking_answer(a, "material") ? " · " : "", a->arg->label);
	text_mend(label);
	asking_open(a, (struct prompt){ .type = PROMPT_CHOICE, .label = label, .choices = a->choices, .choice_count = count, .done = chosen });
}

static void choice(struct asking *a, size_t i, const char *value, const char *label)
{
	a->keys[i][0] = (char)('1' + i);                /* CHOICES_MOST is 9 */
	a->keys[i][1] = '\0';
	a->choices[i] = (struct prompt_choice){ a->keys[i], value, label };
}

static void ask_listed(struct asking *a)
{
	size_t n = 0;

	for (const struct act_choice *c = a->arg->choices; c->code && n < CHOICES_MOST; c++, n++)
		choice(a, n, c->code, c->name);
	ask_choice(a, n);
}

/* One of the deferred papers. The only one is asked for, too: the keys are the same for the first and the last, and it is seen which. */
static void ask_material(struct asking *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->material_count && n < CHOICES_MOST; i++)
		if (a->materials[i].deferred)
			choice(a, n++, a->materials[i].id, a->materials[i].name);
	ask_choice(a, n);
}

/* Everything that a notice asked for. */
static void tick_all(struct asking *a)
{
	char name[80];

	for (size_t i = 0; i < a->material_count; i++)
		if (a->materials[i].open) {
			snprintf(name, sizeof name, "line.%s", a->materials[i].id);
			asking_keep(a, name, "");
		}
	a->arg++;
	asking_next(a);
}

/* Is the question of use after what was said? */
static bool of_use(const struct asking *a)
{
	return act_arg_of_use(a->arg, asking_answer(a, a->arg->when));
}

/* Was it told? What was left out while it need not be told is asked again where it must. */
static bool known(const struct asking *a)
{
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->values[i].name, a->arg->name) == 0 && (*a->values[i].value || !a->arg->needed))
			return true;
	return false;
}

void asking_it(struct asking *a)
{
	static void (*const by_type[])(struct asking *) = { [ARG_TEXT] = ask_text, [ARG_DAY] = ask_day, [ARG_COUNT] = ask_text,
		[ARG_CHOICE] = ask_listed, [ARG_MATERIAL] = ask_material, [ARG_LINES] = asking_line, [ARG_TICKS] = tick_all };

	by_type[a->arg->type](a);
}

void asking_next(struct asking *a)
{
	while (a->arg && a->arg->name && ((a->arg->asked && !staff_role_in(a->d->actor.role, a->arg->asked)) || known(a) || !of_use(a)))
		a->arg++;
	if (a->arg && a->arg->name)
		asking_it(a);
	else
		asking_whether(a);
}

/* --- from outside --------------------------------------------------------------------------------------------------------- */

static void take_materials(struct asking *a, const json_t *dossier)
{
	const json_t *all = json_object_get(dossier, "materials");

	a->materials = mem_array(MATERIALS_MOST, sizeof *a->materials);
	for (size_t i = 0; i < json_array_size(all) && i < MATERIALS_MOST; i++) {
		const json_t *m = json_array_get(all, i);
		const char *state = card_text(m, "state");
		a->materials[a->material_count++] = (struct asked_material){ mem_text(card_text(m, "id")), mem_text(card_text(m, "name")),
			strcmp(state, "deferred") == 0, strcmp(state, "unchecked") == 0 || strcmp(state, "defective") == 0 };
	}
}

static void take_item(struct asking *a, const json_t *dossier)
{
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(dossier, "items"), i, item)      /* a department has but its own of them */
		if (a->task > 0 && json_integer_value(json_object_get(item, "no")) == a->task)
			text_copy(a->item, sizeof a->item, card_text(item, "name"));
}

/* W-13: what lies at the window, to be counted before it is signed for. */
static void take_results(struct asking *a, const json_t *dossier)
{
	const json_t *task;
	struct buf out;
	size_t i, n = 0;

	buf_init(&out, BUF_LARGE);
	json_array_foreach(json_object_get(dossier, "tasks"), i, task)
		if (strcmp(card_text(task, "state"), task_state_code(TASK_HANDED)) == 0)
			buf_format(&out, "  %zu %s\n", ++n, card_text(task, "name"));
	a->results = buf_take(&out);
}

void act_ask_given(struct desk *d, const char *number, const json_t *dossier, const struct act_option *option,
	const struct act_value *given, size_t count, int64_t expired)
{
	struct asking *a = mem_alloc(sizeof *a);

	*a = (struct asking){ .d = d, .act = option->act, .task = option->task, .arg = option->act->args, .line = -1, .expired = expired };
	for (size_t i = 0; i < count; i++)
		asking_keep(a, given[i].name, given[i].value);
	snprintf(a->number, sizeof a->number, "%s", number);
	crypto_uuid(a->uuid);                        /* pressed twice it is one act (T1) */
	take_materials(a, dossier);
	take_item(a, dossier);
	if (a->act->together)
		take_results(a, dossier);
	asking_next(a);
}

void act_ask_values_given(struct desk *d, const struct act *act, const struct act_value *given, size_t count, act_asked_fn *done)
{
	struct asking *a = mem_alloc(sizeof *a);

	*a = (struct asking){ .d = d, .act = act, .arg = act->args, .line = -1, .asked = done };
	for (size_t i = 0; i < count; i++)
		asking_keep(a, given[i].name, given[i].value);
	asking_next(a);
}

void act_ask_values(struct desk *d, const struct act *act, act_asked_fn *done)
{
	act_ask_values_given(d, act, NULL, 0, done);
}

void act_ask(struct desk *d, const char *number, const json_t *dossier, const struct act_option *option)
{
	act_ask_given(d, number, dossier, option, NULL, 0, 0);
}
