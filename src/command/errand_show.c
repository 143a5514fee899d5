/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/errand.h"
#include "command/show.h"
#include "hall/errand.h"

#define ROWS 5000
#define OPTIONS 40

static const char *text_of(const json_t *of, const char *name)
{
	const char *s = json_string_value(json_object_get(of, name));

	return s ? s : "";
}

/* --- the list ---------------------------------------------------------------------------------------------------------------- */

static void row_print(FILE *to, const struct errand_row *r)
{
	char stamp[20];

	fprintf(to, "%s  %s  %s  ", r->number, errand_kinds[r->kind].name, errand_state_name(r->state));
	if (r->state == ERRAND_REGISTERED)
		fprintf(to, "%s%.16s 前响应  ", errand_late(r) ? "(已超时)" : "", clock_stamp(r->due_at, stamp));
	show_text(to, r->name);
	if (r->principals > 1)
		fprintf(to, " 等 %d 位", r->principals);
	fputs("  ", to);
	show_text(to, r->items);
	fputs("  ", to);
	show_text(to, *r->helper ? r->helper : "无人响应");
	if (r->papers_out)
		fprintf(to, "  未还材料 %d 份", r->papers_out);
	fputc('\n', to);
}

int errand_show_list(const struct command_env *env, struct hall *h, const struct actor *by, const struct errand_wanted *w)
{
	struct errand_row *rows = mem_array(ROWS, sizeof *rows);
	struct err err;
	size_t count;
	int result = 0;

	if (errand_list(h, by, w->state ? w->state : "", rows, ROWS, &count, &err) != ST_OK)
		result = command_fail(env, &err);
	for (size_t i = 0; result == 0 && i < count; i++)
		if (env->json)
			show_json(env, errand_row_json(&rows[i]));
		else
			row_print(env->out, &rows[i]);
	if (result == 0 && count == 0 && !env->json)
		fputs("没有这样的帮办代办。\n", env->out);
	free(rows);
	return result ? result : command_done(env);
}

/* --- one of them --------------------------------------------------------------------------------------------------------------- */

static void head_print(FILE *to, const json_t *e)
{
	static const struct { const char *label, *member; } rows[] = { { "编号  ", "number" }, { "方式  ", "kind_name" },
		{ "来源  ", "source_name" }, { "状态  ", "state_name" }, { "登记  ", "registered_at" }, { "登记人", "registered_by" },
		{ "响应限", "due_at" }, { "响应  ", "responded_at" }, { "帮办员", "helper" }, { "结果  ", "outcome_name" },
		{ "结束  ", "ended_at" }, { "回访  ", "followed_at" }, { "评价  ", "level_name" } };
	const json_t *item, *items = json_object_get(e, "items");
	size_t i;

	for (i = 0; i < COUNT_OF(rows); i++)
		show_line(to, rows[i].label, text_of(e, rows[i].member));
	json_array_foreach(items, i, item)
		show_line(to, "事项  ", json_string_value(item));
	long long fen = (long long)json_integer_value(json_object_get(e, "cost_fen"));
	if (fen)
		fprintf(to, "法定费用  %lld.%02lld 元(委托人自付)\n", fen / 100, fen % 100);
}

static void authority_print(FILE *to, const json_t *a)
{
	const json_t *power;
	const char *blocks = NULL, *why;
	size_t i;

	fprintf(to, "      委托书 %lld  %s 至 %s ", (long long)json_integer_value(json_object_get(a, "no")), text_of(a, "from"), text_of(a, "until"));
	json_array_foreach(json_object_get(a, "powers"), i, power) {
		int p = errand_power_from_code(json_string_value(power));
		fprintf(to, " %s", p < 0 ? "" : errand_power_name((enum errand_power)p));
		if (!blocks && *(why = text_of(json_object_get(a, "blocks"), json_string_value(power))))
			blocks = why;
	}
	if (*text_of(a, "revoked"))
		fprintf(to, "  已于 %s 撤销", text_of(a, "revoked"));
	else if (blocks)
		fprintf(to, "  %s", blocks);
	fputc('\n', to);
}

static void people_print(FILE *to, const json_t *e)
{
	const json_t *p, *a;
	size_t i, k;

	json_array_foreach(json_object_get(e, "principals"), i, p) {
		fprintf(to, "  %lld  ", (long long)json_integer_value(json_object_get(p, "no")));
		show_text(to, text_of(p, "name"));
		fprintf(to, "  %s  %s  %s", text_of(p, "category_name"), text_of(p, "id_number"), text_of(p, "phone"));
		if (*text_of(p, "dossier"))
			fprintf(to, "  办件 %s", text_of(p, "dossier"));
		fputc('\n', to);
		json_array_foreach(json_object_get(p, "authorities"), k, a)
			authority_print(to, a);
	}
}

/* With several principals a paper, and a line of the log, says whose it is. */
static void papers_print(FILE *to, const json_t *e, bool several)
{
	const json_t *p;
	size_t i;

	json_array_foreach(json_object_get(e, "papers"), i, p) {
		fprintf(to, "  材料 %lld  ", (long long)json_integer_value(json_object_get(p, "no")));
		show_text(to, text_of(p, "name"));
		if (several)
			fprintf(to, "  第 %lld 位委托人", (long long)json_integer_value(json_object_get(p, "principal")));
		fprintf(to, "  原件 %lld 复印件 %lld  %s\n", (long long)json_integer_value(json_object_get(p, "originals")),
			(long long)json_integer_value(json_object_get(p, "copies")), !*text_of(p, "back_at") ? "在帮办员处" :
			strcmp(text_of(p, "back_to"), "dossier") == 0 ? "已入卷" : "已退还");
	}
}

static void log_print(FILE *to, const json_t *e, bool several)
{
	static const char *const said[] = { "action", "reason", "material", "what", "note", NULL };
	const json_t *l;
	size_t i;

	json_array_foreach(json_object_get(e, "log"), i, l) {
		fprintf(to, "  %.16s  %s  ", text_of(l, "at"), text_of(l, "act_name"));
		show_text(to, text_of(l, "by"));
		const char *whose = text_of(json_object_get(l, "data"), "principal");
		if (several && *whose)
			fprintf(to, "  第 %s 位委托人", whose);
		for (const char *const *name = said; *name; name++)
			if (*text_of(json_object_get(l, "data"), *name)) {
				fputs("  ", to);
				show_text(to, text_of(json_object_get(l, "data"), *name));
			}
		fputc('\n', to);
	}
}

int errand_show_one(const struct command_env *env, struct hall *h, const struct actor *by, const char *number, const struct errand_wanted *w)
{
	struct err err;
	json_t *e;

	if (errand_json(h, by, number, w->reveal, &e, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json) {
		show_json(env, e);
		return command_done(env);
	}
	head_print(env->out, e);
	people_print(env->out, e);
	bool several = json_array_size(json_object_get(e, "principals")) > 1;
	papers_print(env->out, e, several);
	log_print(env->out, e, several);
	if (!w->reveal)
		fputs("证件号、电话、住址已遮盖;要看请用 --reveal 写明理由(记入审计)。\n", env->out);
	json_decref(e);
	return command_done(env);
}

/* --- what can be done ------------------------------------------------------------------------------------------------------------ */

static void args_print(FILE *to, const struct act *act)
{
	for (const struct act_arg *a = act->args; a && a->name; a++) {
		fprintf(to, "        %s=%s%s", a->name, a->label, a->needed ? "" : "(可不填)");
		for (const struct act_choice *c = a->choices; c && c->code; c++)
			fprintf(to, "%s%s(%s)", c == a->choices ? ":" : " ", c->code, c->name);
		fputc('\n', to);
	}
}

static json_t *option_json(const struct act *act)
{
	json_t *args = json_array();

	for (const struct act_arg *a = act->args; a && a->name; a++) {
		json_t *choices = json_array();
		for (const struct act_choice *c = a->choices; c && c->code; c++)
			json_array_append_new(choices, json_string(c->code));
		json_array_append_new(args, json_pack("{ss ss sb so}", "name", a->name, "label", a->label, "needed", (int)a->needed, "choices", choices));
	}
	return json_pack("{ss ss ss so}", "act", act->word, "name", act->name, "help", act->help, "args", args);
}

int errand_show_options(const struct command_env *env, struct hall *h, const struct actor *by, const char *number)
{
	const struct act *rows[OPTIONS];
	struct err err;
	size_t count;

	if (errand_options(h, by, number, rows, OPTIONS, &count, &err) != ST_OK)
		return command_fail(env, &err);
	for (size_t i = 0; i < count; i++) {
		if (env->json) {
			show_json(env, option_json(rows[i]));
			continue;
		}
		fprintf(env->out, "  %s  %s  %s\n", rows[i]->word, rows[i]->name, rows[i]->help);
		args_print(env->out, rows[i]);
	}
	if (count == 0 && !env->json)
		fputs("这件已经到头,没有可做的。\n", env->out);
	return command_done(env);
}

void errand_show_acts(FILE *to)
{
	fputs("\n帮办的操作(必填的内容;某一件现在可以做哪些、还可填什么,用 yichuang errand act 编号 列出):\n", to);
	for (const struct errand_act *a = errand_acts; a->act.word; a++) {
		if (errand_act_word(a->act.word) != &a->act)
			continue;
		fprintf(to, "  %-10s %s", a->act.from ? a->act.word : "new", a->act.name);
		for (const struct act_arg *arg = a->act.args; arg && arg->name; arg++)
			if (arg->needed)
				fprintf(to, "  %s=%s", arg->name, arg->label);
		fputc('\n', to);
	}
}

/* --- rates ------------------------------------------------------------------------------------------------------------------- */

int errand_show_rates(const struct command_env *env, struct hall *h, const struct actor *by, const struct errand_wanted *w)
{
	struct errand_rate rates[ERRAND_RATES];
	char percent[ERRAND_PERCENT_SIZE];
	day_t from = w->from ? day_parse(w->from) : clock_today(), to = w->to ? day_parse(w->to) : w->from ? clock_today() : from;
	struct err err;

	if (errand_rates(h, by, from, to, rates, &err) != ST_OK)
		return command_fail(env, &err);
	for (int r = 0; r < ERRAND_RATES; r++) {
		const struct errand_rate *rate = &rates[r];
		if (env->json)
			show_json(env, json_pack("{ss ss sI sI sI ss}", "rate", errand_rate_code((enum errand_rate_of)r), "name",
				errand_rate_name((enum errand_rate_of)r), "numerator", (json_int_t)rate->numerator, "denominator",
				(json_int_t)rate->denominator, "excluded", (json_int_t)rate->excluded, "words", errand_rate_words((enum errand_rate_of)r)));
		else
			fprintf(env->out, "%s  %s  %lld / %lld  不计 %lld  (%s)\n", errand_rate_name((enum errand_rate_of)r),
				errand_rate_percent(rate, percent), (long long)rate->numerator, (long long)rate->denominator,
				(long long)rate->excluded, errand_rate_words((enum errand_rate_of)r));
	}
	return command_done(env);
}
