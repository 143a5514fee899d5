/* SPDX-License-Identifier: Apache-2.0 */
#include "command/rating.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/rating_write.h"

#define ROWS 2000

struct wanted { const char *reveal, *kind, *words, *token, *from, *to, *by; bool closed; };

/* What stands on standard input, at most BUF_SMALL; false when it is longer or cannot be read. */
static bool read_input(struct buf *out)
{
	char piece[4096];
	size_t n;

	while ((n = fread(piece, 1, sizeof piece, stdin)) > 0)
		buf_add(out, piece, n);
	return !ferror(stdin) && !out->overflow;
}

/* --- list ------------------------------------------------------------------------------------------------------------- */

static void case_print(FILE *to, const struct rating_case *c)
{
	char due[11];

	fprintf(to, "%5lld  %s  %s  ", (long long)c->id, rating_level_name(c->level), rating_state_name(c->state));
	if (c->due != DAY_NONE)
		fprintf(to, "%s前%s  ", day_iso(c->due, due), c->overdue ? "(已超期)" : "");
	show_text(to, c->number);
	fputs("  ", to);
	show_text(to, c->bundle);
	fprintf(to, "  %s%s  ", c->window, *c->window ? "号窗" : "");
	show_text(to, c->clerk);
	if (c->kind != RATING_UNCLASSIFIED)
		fprintf(to, "  %s", rating_kind_name(c->kind));
	if (strcmp(c->appeal, "open") == 0)
		fputs("  申诉待复核", to);
	if (c->again_level)
		fprintf(to, "  追评:%s", rating_level_name(c->again_level));
	fputc('\n', to);
}

static int list(const struct command_env *env, struct hall *h, const struct actor *by, const struct wanted *w)
{
	struct rating_case *rows = mem_array(ROWS, sizeof *rows);
	struct err err;
	size_t count;
	int result;

	if (rating_cases(h, by, w->closed, rows, ROWS, &count, &err) != ST_OK) {
		result = command_fail(env, &err);
	} else {
		for (size_t i = 0; i < count; i++)
			if (env->json)
				show_json(env, rating_case_row_json(&rows[i]));
			else
				case_print(env->out, &rows[i]);
		if (!env->json && count == 0)
			fputs("没有待跟进的差评。\n", env->out);
		result = command_done(env);
	}
	free(rows);
	return result;
}

/* --- show ------------------------------------------------------------------------------------------------------------- */

static void line(FILE *to, const char *label, json_t *value)
{
	char number[24];

	if (!value || json_is_null(value) || (json_is_string(value) && !*json_string_value(value)))
		return;
	fprintf(to, "%s  ", label);
	snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
	show_text(to, json_is_string(value) ? json_string_value(value) : number);
	fputc('\n', to);
}

static void case_print_all(FILE *to, json_t *c)
{
	static const struct { const char *label, *member; } rows[] = { { "受理号", "number" }, { "事项  ", "bundle" },
		{ "申请人", "name" }, { "窗口  ", "window" }, { "经办  ", "clerk" }, { "评价  ", "level_name" }, { "效率  ", "efficiency" },
		{ "技能  ", "skill" }, { "态度  ", "attitude" }, { "评价于", "rated_at" }, { "核实限", "visit_due" }, { "整改限", "fix_due" },
		{ "状态  ", "state" }, { "定性  ", "kind" }, { "申诉  ", "appeal" } };
	json_t *step, *steps = json_object_get(c, "steps");
	size_t i;

	for (i = 0; i < COUNT_OF(rows); i++)
		line(to, rows[i].label, json_object_get(c, rows[i].member));
	line(to, "原话  ", json_object_get(json_object_get(c, "words"), "text"));
	line(to, "追评  ", json_object_get(json_object_get(c, "again_words"), "text"));
	json_array_foreach(steps, i, step) {
		const char *words = json_string_value(json_object_get(step, "words"));
		fprintf(to, "  %zu  %.16s  %s  ", i + 1, json_string_value(json_object_get(step, "at")),
			json_string_value(json_object_get(step, "act_name")));
		show_text(to, json_string_value(json_object_get(step, "by")));
		fputs("  ", to);
		show_text(to, words ? words : "");
		fputc('\n', to);
	}
}

static int show(const struct command_env *env, struct hall *h, const struct actor *by, const struct wanted *w, long id)
{
	struct err err;
	json_t *c;

	if (rating_case_json(h, by, id, w->reveal, &c, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json) {
		show_json(env, c);
		return command_done(env);
	}
	case_print_all(env->out, c);
	if (!w->reveal)
		fputs("文字不显示;要看请用 --reveal 写明理由(记入审计)。\n", env->out);
	json_decref(c);
	return command_done(env);
}

/* --- follow-up -------------------------------------------------------------------------------------------------------- */

static int follow(const struct command_env *env, struct hall *h, const struct actor *by, const struct wanted *w, long id, int act)
{
	int kind = rating_kind_from_code(w->kind ? w->kind : "");
	struct buf words;
	struct err err;
	enum status st;

	buf_init(&words, BUF_SMALL);
	if (w->words && strcmp(w->words, "-") != 0)
		buf_text(&words, w->words);
	else if (!read_input(&words))
		buf_clear(&words);
	while (words.len && strchr("\r\n", words.data[words.len - 1]))       /* the line's end is none of the words */
		words.data[--words.len] = '\0';
	st = kind < 0 ? err_set(&err, ST_USAGE, "E-6605", "--kind 应为 true(属实)、misunderstanding(误会)或 malicious(恶意)") :
		rating_follow(h, by, id, (enum rating_act)act, (enum rating_kind)kind, words.len ? words.data : "", &err);
	buf_wipe(&words);
	if (st != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{sI ss}", "id", (json_int_t)id, "done", rating_act_code((enum rating_act)act)));
	else
		fprintf(env->out, "第 %ld 号差评:已记%s。\n", id, rating_act_name((enum rating_act)act));
	return command_done(env);
}

/* --- answer: the hall's web front -------------------------------------------------------------------------------------- */

static int answer(const struct command_env *env, struct hall *h, const struct wanted *w)
{
	struct rating_stored out;
	struct buf json;
	struct err err;
	enum status st;

	buf_init(&json, BUF_SMALL);
	st = read_input(&json) ? rating_answer_json(h, w->token, json.len ? json.data : "", json.len, &out, &err) :
		err_set(&err, ST_DATA, "E-6613", "评价读不到,或超过64 KiB,没有存下");
	buf_wipe(&json);
	if (st != ST_OK)
		return command_fail(env, &err);
	/* nothing about the dossier: who holds the token has the paper, or has guessed well */
	if (env->json)
		show_json(env, json_pack("{sb si ss sb}", "stored", 1, "level", out.level, "level_name", rating_level_name(out.level), "again",
			(int)out.again));
	else
		fprintf(env->out, "已存下:%s。谢谢您的评价。\n", rating_level_name(out.level));
	return command_done(env);
}

/* --- sums ---------------------------------------------------------------------------------------------------------------- */

static json_t *sum_json(const struct rating_sum *s)
{
	json_t *levels = json_array();

	for (int i = RATING_BEST; i <= RATING_WORST; i++)
		json_array_append_new(levels, s->hidden ? json_null() : json_integer(s->levels[i]));
	return json_pack("{ss sI sI sI sb so sI}", "of", s->of, "asked", (json_int_t)s->asked, "rated", (json_int_t)s->rated, "unrated",
		(json_int_t)(s->asked - s->rated), "hidden", (int)s->hidden, "levels", levels, "faults", (json_int_t)s->faults);
}

static void sum_print(FILE *to, const struct rating_sum *s)
{
	show_text(to, *s->of ? s->of : "全大厅");
	fprintf(to, "  请评 %lld  已评 %lld  未评价 %lld", (long long)s->asked, (long long)s->rated, (long long)(s->asked - s->rated));
	for (int i = RATING_BEST; i <= RATING_WORST && !s->hidden; i++)
		fprintf(to, "  %s %lld", rating_level_name(i), (long long)s->levels[i]);
	fprintf(to, "%s  设备故障 %lld\n", s->hidden ? "  (次数太少,不显示满意度)" : "", (long long)s->faults);
}

static int sums(const struct command_env *env, struct hall *h, const struct actor *by, day_t from, day_t to, int of)
{
	struct rating_sum *rows = mem_array(ROWS, sizeof *rows);
	struct err err;
	size_t count;
	int result;

	if (rating_sums(h, by, from, to, (enum rating_by)of, rows, ROWS, &count, &err) != ST_OK) {
		result = command_fail(env, &err);
	} else {
		for (size_t i = 0; i < count; i++)
			if (env->json)
				show_json(env, sum_json(&rows[i]));
			else
				sum_print(env->out, &rows[i]);
		if (!env->json && count == 0)
			fputs("这些天没有请人评价。\n", env->out);
		result = command_done(env);
	}
	free(rows);
	return result;
}

static int device(const struct command_env *env, struct hall *h)
{
	struct err err;

	return rating_device_run(h, &err) == ST_OK ? command_done(env) : command_fail(env, &err);
}

/* --- which ------------------------------------------------------------------------------------------------------------- */

enum verb { LIST, SHOW, FOLLOW, SUMS, ANSWER, DEVICE, VERBS };
static const struct verb_row { const char *name; int words; bool writes; } verbs[VERBS] = {
	[LIST] = { "list", 1, true }, [SHOW] = { "show", 2, true }, [FOLLOW] = { "follow-up", 3, true }, [SUMS] = { "sums", 1, false },
	[ANSWER] = { "answer", 1, true }, [DEVICE] = { "device", 1, true },
};

struct parsed { int verb, act, of; long id; day_t from, to; };

static int misuse(const struct command_env *env, const char *why, const char *word)
{
	return command_misuse(&command_rating, env, "%s:%s", why, word);
}

static int parse(const struct command_env *env, const struct wanted *w, char **words, int count, struct parsed *p)
{
	const char *verb = count > 0 ? words[0] : "list";

	*p = (struct parsed){ .from = w->from ? day_parse(w->from) : clock_today() };
	p->to = w->to ? day_parse(w->to) : w->from ? clock_today() : p->from;
	while (p->verb < VERBS && strcmp(verbs[p->verb].name, verb) != 0)
		p->verb++;
	if (p->verb == VERBS)
		return misuse(env, "没有这个动作", verb);
	if (count > verbs[p->verb].words || (count && count < verbs[p->verb].words))
		return misuse(env, "词的个数不对", verb);
	if (verbs[p->verb].words > 1 && !command_number(words[1], 1, 1000000000, &p->id))
		return misuse(env, "应是一个编号(yichuang rating list 列出)", words[1]);
	if (p->verb == FOLLOW && (p->act = rating_act_from_code(words[2])) < 0)
		return misuse(env, "动作应为 verify classify fix answer close appeal review", words[2]);
	if (p->verb == ANSWER && !w->token)
		return misuse(env, "缺少 --token", "answer");
	if (p->from == DAY_NONE || p->to == DAY_NONE || p->from > p->to)
		return misuse(env, "日期不对,或止日在起日之前", w->from ? w->from : w->to ? w->to : "");
	if ((p->of = rating_by_from_code(w->by ? w->by : "hall")) < 0)
		return misuse(env, "--by 应为 hall window clerk point", w->by);
	return COMMAND_GO;
}

static int act(const struct command_env *env, struct hall *h, const struct wanted *w, const struct parsed *p)
{
	struct actor by;
	struct err err;

	if (command_actor(h, "", &by, &err) != ST_OK)
		return command_fail(env, &err);
	switch ((enum verb)p->verb) {
	case SHOW: return show(env, h, &by, w, p->id);
	case FOLLOW: return follow(env, h, &by, w, p->id, p->act);
	case SUMS: return sums(env, h, &by, p->from, p->to, p->of);
	case ANSWER: return answer(env, h, w);
	case DEVICE: return device(env, h);
	default: return list(env, h, &by, w);
	}
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct wanted w = { 0 };
	const struct command_option options[] = { { .name = "closed", .flag = &w.closed }, { .name = "reveal", .text = &w.reveal },
		{ .name = "kind", .text = &w.kind }, { .name = "words", .text = &w.words }, { .name = "token", .text = &w.token },
		{ .name = "from", .text = &w.from }, { .name = "to", .text = &w.to }, { .name = "by", .text = &w.by }, { .name = NULL } };
	struct parsed p;
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_rating, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO || (result = parse(&env, &w, words, count, &p)) != COMMAND_GO)
		return result;
	if (hall_open(env.hall_dir, !verbs[p.verb].writes, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = act(&env, h, &w, &p);
	hall_close(h);
	return result;
}

const struct command command_rating = {
	.name = "rating",
	.usage = "[list [--closed] | show ID [--reveal REASON] | follow-up ID ACT [--kind true|misunderstanding|malicious] "
		"[--words TEXT] | sums [--from DATE] [--to DATE] [--by hall|window|clerk|point] | answer --token TOKEN | device] [--json]",
	.help = "好差评:差评的跟进与汇总;answer 从标准输入收一份评价(JSON,供大厅的网页),device 与各窗口的评价器通话",
	.run = run,
};
