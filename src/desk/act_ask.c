/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/act_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/card.h"
#include "desk/reading.h"
#include "law/number.h"
#include "ui/message.h"
#include "ui/prompt.h"
#include "ui/scroll.h"

#define CHOICES_MOST 9
#define MATERIALS_MOST 200
#define VALUES_MOST (MATERIALS_MOST + 40)
#define STEPS_MOST (2 * VALUES_MOST)      /* a material: which one, and what is wrong with it */
struct asked_material { char *id, *name; bool deferred, open; };

/* One act being asked for. It belongs to the question that is open, and goes with the last one. */
struct asking {
	struct desk *d;
	const struct act *act;
	char number[24], uuid[37], item[200];
	char *results;                           /* those that are handed over together, one a line; NULL */
	int task;
	int64_t expired;
	const struct act_arg *arg;               /* the next question */
	int line;                                /* of ARG_LINES: the material whose fault is asked for; −1: which one */
	struct asked_material *materials;
	size_t material_count;
	struct act_value values[VALUES_MOST];
	size_t count;
	char keys[CHOICES_MOST][2];
	struct prompt_choice choices[CHOICES_MOST];
	struct step { const struct act_arg *arg; int line; size_t count; } steps[STEPS_MOST];      /* questions as they were asked */
	size_t step_count;
	char *earlier;                           /* what was answered to the question that is asked again; NULL */
	struct view *reader;                     /* all that was said, read before it is done; NULL */
	bool unknown;                            /* it was tried, and may have been done (R4) */
	act_asked_fn *asked;                     /* who does it; NULL: we */
	struct card_question card;               /* read by the one who is asked about */
};

static void ask_next(struct asking *a);
static void ask_it(struct asking *a);

static void asking_free(struct asking *a)
{
	for (size_t i = 0; i < a->count; i++) {
		mem_wipe_free((char *)(uintptr_t)a->values[i].value, strlen(a->values[i].value));
		free((char *)(uintptr_t)a->values[i].name);
	}
	for (size_t i = 0; i < a->material_count; i++) {
		free(a->materials[i].id);
		free(a->materials[i].name);
	}
	free(a->materials);
	free(a->results);
	mem_wipe_free(a->earlier, a->earlier ? strlen(a->earlier) : 0);
	reading_drop(a->d, &a->card);
	mem_wipe_free(a, sizeof *a);
}

static void give_up(struct asking *a)
{
	if (a->unknown)
		message_say(a->d->ui, "「%s」结果不明(可能已办),没有再核对;请先看办理记录,没有这一项再办", a->act->name);
	else
		message_say(a->d->ui, "没有办理「%s」,没有改动", a->act->name);
	asking_free(a);
}

static void keep(struct asking *a, const char *name, const char *value)
{
	if (a->count < VALUES_MOST)
		a->values[a->count++] = (struct act_value){ mem_text(name), mem_text(value) };
}

/* Forgets what was said after the first `count`; the answer to the question that is asked again stands there to be mended. */
static void unkeep(struct asking *a, size_t count)
{
	while (a->count > count) {
		struct act_value *v = &a->values[--a->count];
		mem_wipe_free(a->earlier, a->earlier ? strlen(a->earlier) : 0);
		a->earlier = (char *)(uintptr_t)v->value;
		free((char *)(uintptr_t)v->name);
	}
}

/* --- one question, and Esc one question back ------------------------------------------------------------------------- */

static void close_reader(struct asking *a)
{
	if (a->reader)
		view_close(a->reader);
	a->reader = NULL;
}

static void back(void *ctx)
{
	struct asking *a = ctx;

	close_reader(a);
	a->step_count--;                             /* the one that was open */
	const struct step s = a->steps[--a->step_count];
	unkeep(a, s.count);
	a->arg = s.arg;
	a->line = s.line;
	ask_it(a);
}

static void ask(struct asking *a, struct prompt p)
{
	const bool typed = p.type == PROMPT_TEXT || p.type == PROMPT_DATE;
	char *earlier = a->earlier;

	reading_drop(a->d, &a->card);                /* for the question before */
	a->steps[a->step_count++] = (struct step){ a->arg, a->line, a->count };
	a->earlier = NULL;
	p.initial = typed && earlier && *earlier ? earlier : p.initial;
	p.back = a->step_count > 1 ? back : NULL;
	p.ctx = a;
	prompt_open(a->d->ui, &p);
	mem_wipe_free(earlier, earlier ? strlen(earlier) : 0);
}

/* --- doing it ------------------------------------------------------------------------------------------------------ */

/* W-5, W-14: decided on the spot, by somebody who does not hand over. */
static void say_whose_hand(struct desk *d)
{
	char who[120];

	act_roles(act_find(ACT_TASK, "hand-over")->by & ~BY(SYSTEM), who, sizeof who);
	message_say(d->ui, staff_role_in(d->actor.role, act_find(ACT_TASK, "hand-over")->by) ? "已办「即办」,已办结;结果以后再登记、送达" :
		"已办「即办」,已办结;结果由%s登记、送达(W-14)", who);
}

void act_say_done(struct desk *d, const struct acted *done)
{
	const struct act *act = done->act;

	ui_changed(d->ui);
	if (done->proposal)
		message_say(d->ui, "已提请「%s」,等督导或部门确认;办件没有改动", act->name);
	else if (act == &act_at_once && strcmp(done->task_state, task_state_code(TASK_GRANTED)) == 0)
		say_whose_hand(d);
	else if (*done->document_no)
		message_say(d->ui, "已办「%s」,%s 正在出", act->name, done->document_no);
	else
		message_say(d->ui, "%s「%s」", done->again ? "以前已经办过" : "已办", act->name);
}

/* A rule stands against what was said: the last answer is there to be mended, and Esc leads to those before it. Not so where the
 * dossier has moved on or it is not this person's to do: no answer helps there. */
static bool mendable(const struct asking *a, enum status st, const struct err *err)
{
	return (st == ST_REFUSED || st == ST_DATA) && a->step_count > 1 && strcmp(err->code, "E-6404") != 0;
}

/* To the question that the error is about; to the last one where it is about none. */
static void back_to(struct asking *a, const char *where)
{
	for (size_t i = a->step_count - 1; i-- > 0;)
		if (a->steps[i].arg && a->steps[i].arg->name && strcmp(a->steps[i].arg->name, where) == 0) {
			a->step_count = i + 2;
			break;
		}
	back(a);
}

static void do_it(void *ctx, const char *answer)
{
	struct asking *a = ctx;
	const struct act_call call = { .uuid = a->uuid, .number = a->number, .word = a->act->word, .task = a->task, .values = a->values,
		.count = a->count, .expired = a->expired };
	struct acted done;
	struct err err;

	if (answer)
		close_reader(a);
	if (!answer || strcmp(answer, "yes") != 0) {
		give_up(a);
		return;
	}
	if (a->asked) {
		a->asked(a->d, a->values, a->count);
		asking_free(a);
		return;
	}
	enum status st = dossier_act(a->d->hall, &a->d->actor, &call, &done, &err);
	if (st == ST_OK)
		act_say_done(a->d, &done);
	else
		desk_fail(a->d, &err);
	a->unknown = st == ST_UNKNOWN;
	if (a->unknown)                              /* R4: asked again it is the same act, by its uuid */
		prompt_confirm(a->d->ui, "结果不明,再核对一次(不会办两次):", do_it, a);
	else if (mendable(a, st, &err))
		back_to(a, err.where);
	else
		asking_free(a);
}

static const char *material_name(const struct asking *a, const char *id)
{
	for (size_t i = 0; i < a->material_count; i++)
		if (strcmp(a->materials[i].id, id) == 0)
			return a->materials[i].name;
	return id;
}

/* One line a datum, as it was asked. */
static void put_said(const struct asking *a, struct buf *out)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct act_value *v = &a->values[i];
		const struct act_arg *arg = a->act->args;
		if (strncmp(v->name, "line.", 5) == 0) {
			buf_format(out, "%s%s%s\n", material_name(a, v->name + 5), *v->value ? ":" : "", v->value);
			continue;
		}
		while (arg && arg->name && strcmp(arg->name, v->name) != 0)
			arg++;
		const char *name = arg && arg->name && arg->choices ? act_choice_name(arg->choices, v->value) : NULL;
		if (arg && arg->name && *v->value)
			buf_format(out, "%s:%s\n", arg->label, name ? name : arg->type == ARG_MATERIAL ? material_name(a, v->value) : v->value);
	}
}

/* What another person decides on or an applicant gets on paper is read as a whole before it is sent. */
static void show_said(struct asking *a, bool proposed)
{
	char title[80];
	struct buf text;
	struct err err;

	snprintf(title, sizeof title, "%s「%s」", proposed ? "提请" : "将办", a->act->name);
	buf_init(&text, BUF_LARGE);
	put_said(a, &text);
	buf_format(&text, "%s%s", a->results ? "\n在窗口的结果:\n" : "", a->results ? a->results : "");
	buf_text(&text, proposed ? "\n提请后由督导或部门的人确认;确认前办件不变,不同意时会写明理由。" : "\n办了即出文书,不能取消。");
	if (scroll_open(a->d->ui, title, text.data, true, &err) == ST_OK)
		a->reader = view_top(a->d->ui);
	else
		desk_fail(a->d, &err);
	buf_wipe(&text);
}

static const char *answer_to(const struct asking *a, const char *name)
{
	const char *answer = NULL;

	for (size_t i = 0; name && i < a->count; i++)
		if (strcmp(a->values[i].name, name) == 0)
			answer = a->values[i].value;
	return answer;
}

/* What it is about: the material that was chosen, else the task's item; "" for the whole. */
static const char *subject(const struct asking *a)
{
	const char *id = answer_to(a, "material");

	return id ? material_name(a, id) : a->item;
}

static void ask_whether(struct asking *a)
{
	static const struct prompt_choice sure[] = { { "1", "yes", "是" }, { "2", "no", "否" } };
	bool proposed = act_proposes(a->d->hall, a->act);
	char label[160];
	size_t ticks = 0;

	for (size_t i = 0; i < a->count; i++)
		ticks += strncmp(a->values[i].name, "line.", 5) == 0;
	if (proposed)
		snprintf(label, sizeof label, "提请「%s」,等另一个人确认:", a->act->name);
	else if (ticks)
		snprintf(label, sizeof label, "「%s」,材料 %zu 份。办了不能取消:", a->act->name, ticks);
	else
		snprintf(label, sizeof label, "「%s」%.90s。办了不能取消:", a->act->name, subject(a));
	text_mend(label);
	if (a->step_count && (proposed || act_paper(a->act, answer_to(a, a->act->paper_when))))
		show_said(a, proposed);
	ask(a, (struct prompt){ .type = PROMPT_CHOICE, .label = label, .choices = sure, .choice_count = COUNT_OF(sure), .done = do_it });
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
		give_up(a);
		return;
	}
	keep(a, a->arg->name, answer);
	a->arg++;
	ask_next(a);
}

/* A choice is refused once it was made: asked again. */
static void chosen(void *ctx, const char *answer)
{
	struct asking *a = ctx;
	struct err err;

	if (answer && look(a, answer, &err) != ST_OK) {
		desk_fail(a->d, &err);
		a->step_count--;
		ask_it(a);
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
	const char *of = answer_to(a, "material") ? subject(a) : a->act->name, *may = a->arg->needed ? "" : "(可不填)";
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
	ask(a, (struct prompt){ .type = PROMPT_TEXT, .label = label, .max = a->arg->most > 0 ? (size_t)a->arg->most : 10, .check = right,
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
	ask(a, (struct prompt){ .type = PROMPT_DATE, .label = label, .initial = day_iso(clock_today(), today), .check = right, .done = answered });
}

static void ask_choice(struct asking *a, size_t count)
{
	char label[200];

	snprintf(label, sizeof label, "%.120s%s%s:", answer_to(a, "material") ? subject(a) : "", answer_to(a, "material") ? " · " : "", a->arg->label);
	text_mend(label);
	ask(a, (struct prompt){ .type = PROMPT_CHOICE, .label = label, .choices = a->choices, .choice_count = count, .done = chosen });
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

/* --- materials with what is wrong ------------------------------------------------------------------------------------- */

static bool named(const struct asking *a, const char *id)
{
	for (size_t i = 0; i < a->count; i++)
		if (strncmp(a->values[i].name, "line.", 5) == 0 && strcmp(a->values[i].name + 5, id) == 0)
			return true;
	return false;
}

static size_t lines(const struct asking *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->count; i++)
		n += strncmp(a->values[i].name, "line.", 5) == 0;
	return n;
}

static enum status line_known(void *ctx, const char *answer, struct err *err)
{
	const struct asking *a = ctx;
	char *end;
	long n = strtol(answer, &end, 10);

	if (a->line >= 0)
		return *answer ? ST_OK : err_set(err, ST_DATA, "E-6406", "要写明存在的问题");
	if (!*answer)
		return lines(a) ? ST_OK : err_set(err, ST_DATA, "E-6403", "至少要有一份材料");
	if (*end || n < 1 || (size_t)n > a->material_count)
		return err_set(err, ST_DATA, "E-6406", "应为材料的序号 1 至 %zu", a->material_count);
	return named(a, a->materials[n - 1].id) ? err_set(err, ST_DATA, "E-6406", "这一份已经写过了") : ST_OK;
}

static void ask_line(struct asking *a);

static void line_answered(void *ctx, const char *answer)
{
	struct asking *a = ctx;
	char name[80];

	if (!answer) {
		give_up(a);
	} else if (a->line >= 0) {
		snprintf(name, sizeof name, "line.%s", a->materials[a->line].id);
		keep(a, name, answer);
		a->line = -1;
		ask_line(a);
	} else if (*answer) {
		a->line = (int)strtol(answer, NULL, 10) - 1;
		ask_line(a);
	} else {
		a->arg++;
		ask_next(a);
	}
}

static void ask_line(struct asking *a)
{
	char label[200];

	if (a->line >= 0)
		snprintf(label, sizeof label, "「%.120s」的问题:", a->materials[a->line].name);
	else
		snprintf(label, sizeof label, "%s,第几份%s:", a->arg->label, lines(a) ? "(空为写完)" : "");
	ask(a, (struct prompt){ .type = PROMPT_TEXT, .label = label, .max = a->line >= 0 ? (size_t)a->arg->most : 3, .check = line_known,
		.done = line_answered });
}

/* Everything that a notice asked for. */
static void tick_all(struct asking *a)
{
	char name[80];

	for (size_t i = 0; i < a->material_count; i++)
		if (a->materials[i].open) {
			snprintf(name, sizeof name, "line.%s", a->materials[i].id);
			keep(a, name, "");
		}
	a->arg++;
	ask_next(a);
}

/* Is the question of use after what was said? */
static bool of_use(const struct asking *a)
{
	return act_arg_of_use(a->arg, answer_to(a, a->arg->when));
}

/* Was it told? What was left out while it need not be told is asked again where it must. */
static bool known(const struct asking *a)
{
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->values[i].name, a->arg->name) == 0 && (*a->values[i].value || !a->arg->needed))
			return true;
	return false;
}

static void ask_it(struct asking *a)
{
	static void (*const by_type[])(struct asking *) = { [ARG_TEXT] = ask_text, [ARG_DAY] = ask_day, [ARG_COUNT] = ask_text,
		[ARG_CHOICE] = ask_listed, [ARG_MATERIAL] = ask_material, [ARG_LINES] = ask_line, [ARG_TICKS] = tick_all };

	by_type[a->arg->type](a);
}

static void ask_next(struct asking *a)
{
	while (a->arg && a->arg->name && ((a->arg->asked && !staff_role_in(a->d->actor.role, a->arg->asked)) || known(a) || !of_use(a)))
		a->arg++;
	if (a->arg && a->arg->name)
		ask_it(a);
	else
		ask_whether(a);
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
		keep(a, given[i].name, given[i].value);
	snprintf(a->number, sizeof a->number, "%s", number);
	crypto_uuid(a->uuid);                        /* pressed twice it is one act (T1) */
	take_materials(a, dossier);
	take_item(a, dossier);
	if (a->act->together)
		take_results(a, dossier);
	ask_next(a);
}

void act_ask_values_given(struct desk *d, const struct act *act, const struct act_value *given, size_t count, act_asked_fn *done)
{
	struct asking *a = mem_alloc(sizeof *a);

	*a = (struct asking){ .d = d, .act = act, .arg = act->args, .line = -1, .asked = done };
	for (size_t i = 0; i < count; i++)
		keep(a, given[i].name, given[i].value);
	ask_next(a);
}

void act_ask_values(struct desk *d, const struct act *act, act_asked_fn *done)
{
	act_ask_values_given(d, act, NULL, 0, done);
}

void act_ask(struct desk *d, const char *number, const json_t *dossier, const struct act_option *option)
{
	act_ask_given(d, number, dossier, option, NULL, 0, 0);
}
