/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/catalogue.h"
#include "law/deadline.h"

/* --- what was asked ----------------------------------------------------------------------------------------------- */

/* By id, number or an exact name; an item is shown as a bundle of its own. */
static const struct bundle *find_bundle(const struct catalogue *c, const char *word)
{
	const struct bundle *b;
	struct err none;
	struct catalogue_hit hits[2] = { { .bundle = NULL } };

	if (catalogue_matter(c, word, &b, &none) == ST_OK)
		return b;
	size_t n = catalogue_search(c, word, NULL, hits, 2);
	bool number = *word && strspn(word, "0123456789") == strlen(word);
	if (n == 1 || (n > 1 && number) || (n > 1 && strcmp(hits[0].bundle ? hits[0].bundle->name : hits[0].item->name, word) == 0))
		return hits[0].bundle ? hits[0].bundle : catalogue_single(c, hits[0].item);
	return NULL;
}

static bool asks_for(const struct bundle *b, const struct question *q)
{
	for (size_t i = 0; i < b->question_count; i++)
		if (b->questions[i] == q)
			return true;
	return false;
}

/* "q-hukou=local" */
static enum status read_answer(const struct catalogue *c, const struct bundle *b, const char *text, struct answer *out,
	struct err *err)
{
	const char *is = strchr(text, '=');
	char *id = mem_text_n(text, is ? (size_t)(is - text) : strlen(text));
	const struct question *q = catalogue_question(c, id);
	enum status st = ST_OK;

	if (!is)
		st = err_at(err, ST_USAGE, "E-2031", text, "--answer 应为 问题=选项");
	else if (!q)
		st = err_at(err, ST_DATA, "E-2031", text, "目录里没有问题 %s", id);
	else if (!asks_for(b, q))
		st = err_at(err, ST_DATA, "E-2031", text, "「%s」不问 %s", b->name, id);
	else if (!question_choice(q, is + 1))
		st = err_at(err, ST_DATA, "E-2032", text, "问题 %s 没有选项 %s", id, is + 1);
	else
		*out = (struct answer){ q, question_choice(q, is + 1) };
	free(id);
	return st;
}

const struct choice *showing_answer(const struct showing *s, const struct question *q)
{
	for (size_t i = 0; i < s->bundle->preset_count; i++)
		if (s->bundle->presets[i].question == q)
			return s->bundle->presets[i].choice;
	for (size_t i = s->answer_count; i-- > 0;)
		if (s->answers[i].question == q)
			return s->answers[i].choice;
	return NULL;
}

/* --- as text ------------------------------------------------------------------------------------------------------- */

static void pad(struct buf *b, const char *text, int cells)
{
	buf_text(b, text);
	for (int n = text_width(text); n < cells; n++)
		buf_char(b, ' ');
	buf_char(b, ' ');
}

static void say_line(struct buf *b, FILE *out)
{
	struct buf safe;
	size_t n = b->len;

	buf_init(&safe, BUF_LARGE);
	while (n && b->data[n - 1] == ' ')
		n--;
	text_for_tty(&safe, b->data, n);
	fprintf(out, "%s\n", safe.data);
	buf_release(&safe);
	buf_clear(b);
}

static void say_head(const struct showing *s, struct buf *b, FILE *out)
{
	const struct plan *p = s->plan;

	buf_format(b, "%s(%s)  %s  牵头 %s", s->bundle->name, s->bundle->id, s->bundle->subject, s->bundle->lead->name);
	say_line(b, out);
	if (p->promised.set) {
		buf_text(b, "承诺 ");
		limit_text(p->promised, b);
		if (p->statutory.set) {
			buf_text(b, "  法定 ");
			limit_text(p->statutory, b);
		}
		if (!s->bundle->limit.set)
			buf_text(b, "  最长一条 ");
		for (size_t i = 0; !s->bundle->limit.set && i < p->longest_count; i++)
			buf_format(b, "%s%s", i ? " → " : "", p->items[p->longest[i]].item->name);
		say_line(b, out);
	}
	if (s->bundle->unchecked) {
		buf_text(b, "示例:本级窗口尚未与本地指南核对");
		say_line(b, out);
	}
	if (p->referral) {
		buf_format(b, "转单项:%s", p->referral);
		say_line(b, out);
	}
}

static void say_questions(const struct showing *s, struct buf *b, FILE *out)
{
	fputs("\n情形\n", out);
	for (size_t i = 0; i < s->bundle->question_count; i++) {
		const struct question *q = s->bundle->questions[i];
		const struct choice *answer = showing_answer(s, q);
		buf_text(b, "  ");
		pad(b, q->id, 14);
		buf_text(b, q->text);
		if (answer)
			buf_format(b, " = %s %s", answer->id, answer->text);
		else if (!plan_asks(s->bundle, s->answers, s->answer_count, q))
			buf_text(b, "(不必问)");
		for (size_t k = 0; !answer && k < q->choice_count; k++)
			buf_format(b, "%s%s %s", k ? " / " : "  ", q->choices[k].id, q->choices[k].text);
		say_line(b, out);
	}
}

static void say_items(const struct showing *s, struct buf *b, FILE *out)
{
	static const char *const marks[] = { [REQUIRED] = "必办", [CONDITIONAL] = "情形", [OPTIONAL] = "可选" };
	const struct plan *p = s->plan;

	fprintf(out, "\n事项 %zu(共 %zu)\n", p->chosen, p->item_count);
	for (size_t i = 0; i < p->item_count; i++) {
		const struct plan_item *it = &p->items[i];
		buf_format(b, "  %c%2zu ", it->chosen ? '*' : it->served ? ' ' : '-', i + 1);
		pad(b, it->item->id, 20);
		pad(b, it->item->name, 36);
		buf_format(b, "%s %s ", marks[it->in->requirement], it->item->department->name);
		limit_text(it->promised, b);
		for (size_t k = 0; k < it->after_count; k++)
			buf_format(b, "%s%d", k ? " " : " ←", it->after[k] + 1);
		if (it->item->unchecked)
			buf_text(b, " 示例");
		say_line(b, out);
	}
}

static void say_materials(const struct showing *s, struct buf *b, FILE *out)
{
	const struct plan *p = s->plan;

	fprintf(out, "\n材料 %zu(单办共 %zu)\n", p->material_count, p->single_materials);
	for (size_t i = 0; i < p->material_count; i++) {
		const struct plan_material *m = &p->materials[i];
		buf_format(b, "  %3zu ", i + 1);
		pad(b, m->material->id, 14);
		pad(b, m->material->name, 34);
		buf_format(b, "原%d 复%d %s %s", m->originals, m->copies, m->level == LEVEL_MAIN ? "主" : "次",
			material_source_name(material_source_here(m->material, m->produced, NULL)));
		if (!m->produced && m->defer_days)
			buf_format(b, " 可容缺%d日", m->defer_days);
		buf_text(b, " 用于");
		for (size_t k = 0; k < m->item_count; k++)
			buf_format(b, " %d", m->items[k] + 1);
		say_line(b, out);
	}
}

static void say_fields(const struct showing *s, struct buf *b, FILE *out)
{
	const struct plan *p = s->plan;

	fprintf(out, "\n表格 %zu 项(单办 %zu 张;* 必填,= 前项产生)\n", p->field_count, p->single_forms);
	for (size_t i = 0; i < p->field_count; i++) {
		const struct plan_field *f = &p->fields[i];
		if (!i || p->fields[i - 1].role != f->role)
			buf_format(b, "  %s:", f->role->name);
		buf_format(b, " %s%s", f->field->name, f->produced ? "=" : f->required ? "*" : "");
		if (i + 1 == p->field_count || p->fields[i + 1].role != f->role)
			say_line(b, out);
	}
}

static void say_departments(const struct showing *s, struct buf *b, FILE *out)
{
	const struct plan *p = s->plan;

	buf_text(b, "部门");
	for (size_t d = 0; d < s->catalogue->department_count; d++) {
		size_t n = 0;
		for (size_t i = 0; i < p->item_count; i++)
			n += p->items[i].chosen && p->items[i].item->department == &s->catalogue->departments[d];
		if (n)
			buf_format(b, "  %s %zu", s->catalogue->departments[d].name, n);
	}
	fputc('\n', out);
	say_line(b, out);
}

void catalogue_show_text(const struct showing *s, FILE *out)
{
	struct buf b;

	buf_init(&b, BUF_LARGE);
	say_head(s, &b, out);
	if (s->bundle->question_count)
		say_questions(s, &b, out);
	say_items(s, &b, out);
	say_materials(s, &b, out);
	say_fields(s, &b, out);
	say_departments(s, &b, out);
	buf_release(&b);
}

/* --- the verb ------------------------------------------------------------------------------------------------------ */

enum status showing_plan(struct showing *s, const char *word, const struct command_list *answers,
	const struct command_list *untick, struct answer *list, struct plan **plan, struct err *err)
{
	s->bundle = find_bundle(s->catalogue, word);
	if (!s->bundle)
		return err_at(err, ST_NOINPUT, "E-2030", word, "没有(或不止一个)套餐或事项 %s;yichuang catalogue list 可查", word);
	for (size_t i = 0; i < answers->count; i++) {
		enum status st = read_answer(s->catalogue, s->bundle, answers->values[i], &list[i], err);
		if (st)
			return st;
	}
	s->answers = list;
	s->answer_count = answers->count;
	return plan_make(s->bundle, list, answers->count, untick->values, untick->count, plan, err);
}

int catalogue_show(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct command_list data = { .count = 0 }, answers = { .count = 0 }, untick = { .count = 0 };
	const struct command_option options[] = { { .name = "data", .list = &data }, { .name = "answer", .list = &answers },
		{ .name = "untick", .list = &untick }, { .name = NULL } };
	struct catalogue_source source = { .own = NULL };
	struct showing s = { .bundle = NULL };
	struct answer *list = NULL;
	struct plan *plan = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_catalogue, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		goto out;
	if (count != 1) {
		result = command_misuse(&command_catalogue, &env, count ? "多了一个词:%s" : "show 缺少套餐", count ? words[1] : "");
		goto out;
	}
	enum status st = catalogue_source_open(&env, &data, &source, &err);
	s.catalogue = source.catalogue;
	list = mem_array(answers.count + 1, sizeof *list);
	if (!st)
		st = showing_plan(&s, words[0], &answers, &untick, list, &plan, &err);
	if (st) {
		result = command_fail(&env, &err);
		goto out;
	}
	s.plan = plan;
	(env.json ? catalogue_show_json : catalogue_show_text)(&s, env.out);
	result = command_done(&env);
out:
	plan_free(plan);
	free(list);
	catalogue_source_release(&source);
	command_list_release(&data);
	command_list_release(&answers);
	command_list_release(&untick);
	return result;
}
