/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/act.h"
#include "command/show.h"
#include "hall/arrival.h"
#include "hall/expired.h"
#include "hall/watch.h"

/* What is done, and what is answered: a first person's proposal, and what a clock proposes. */

#define PROPOSALS_MOST 500

/* A script has no role of a person's: who may do it does it as himself. */
static int failed(const struct command_env *env, const struct actor *by, struct err *err)
{
	size_t used = strlen(err->text);

	if (err->status == ST_DENIED && staff_role_in(by->role, BY(SYSTEM))) {
		snprintf(err->text + used, sizeof err->text - used, "由本人来做:加 --as 账号,再写他的口令。");
		text_mend(err->text);
	}
	return command_fail(env, err);
}

int act_values(const struct command_env *env, char **words, int count, struct act_value *values, size_t *told)
{
	for (int i = 0; i < count; i++) {
		char *equals = strchr(words[i], '=');
		if (!equals)
			return command_misuse(&command_act, env, "应为 名称=内容:%.60s", words[i]);
		*equals = '\0';
		values[(*told)++] = (struct act_value){ words[i], equals + 1 };
	}
	return 0;
}

static int said(const struct command_env *env, const struct acted *a)
{
	if (env->json)
		show_json(env, json_pack("{ss ss si ss ss sb sI ss}", "number", a->number, "act", a->act->word, "task", a->task, "state",
			a->state, "task_state", a->task_state, "again", (int)a->again, "proposal", (json_int_t)a->proposal, "document_no",
			a->document_no));
	else if (a->proposal)
		fprintf(env->out, "已提请「%s」(第 %lld 号),等另一个人确认;办件没有改动。\n", a->act->name, (long long)a->proposal);
	else
		fprintf(env->out, "%s「%s」。办件 %s 现在是「%s」。\n", a->again ? "以前已经办过" : "已办", a->act->name, a->number,
			dossier_state_name((enum dossier_state)dossier_state_from_code(a->state)));
	return command_done(env);
}

int act_do(const struct command_env *env, struct hall *h, const struct actor *by, const struct act_call *call)
{
	struct acted done;
	struct err err;

	return dossier_act(h, by, call, &done, &err) == ST_OK ? said(env, &done) : failed(env, by, &err);
}

/* --- a pile of results -------------------------------------------------------------------------------------------------- */

static void arrived(const struct command_env *env, const char *no, const struct arrival *a)
{
	if (env->json) {
		show_json(env, json_pack("{ss ss si ss sb}", "licence_no", no, "number", a->number, "task", a->task, "item", a->item, "again",
			(int)a->again));
		return;
	}
	fprintf(env->out, "%s  %s  任务%d ", a->again ? "以前已登记" : "已登记", a->number, a->task);
	show_text(env->out, a->item);
	fputs("  ", env->out);
	show_text(env->out, no);
	fputc('\n', env->out);
}

int act_check_in(const struct command_env *env, struct hall *h, const struct actor *by, char **words, int count)
{
	static const char place[] = "place=";
	const char *where = "";
	struct arrival a;
	struct err err;
	int result = 0;

	if (count && strncmp(words[0], place, sizeof place - 1) == 0) {
		where = words[0] + sizeof place - 1;
		words++;
		count--;
	}
	if (count == 0)
		return command_misuse(&command_act, env, "应为 check-in [place=位置] 编号…");
	for (int i = 0; i < count; i++)
		if (arrival_check_in(h, by, words[i], where, &a, &err) == ST_OK) {
			arrived(env, words[i], &a);
		} else {
			int failure = failed(env, by, &err);
			result = result ? result : failure;
		}
	return result ? result : command_done(env);
}

/* --- a first person's -------------------------------------------------------------------------------------------------- */

int act_proposals(const struct command_env *env, struct hall *h)
{
	struct proposal *rows = mem_array(PROPOSALS_MOST, sizeof *rows);
	struct err err;
	size_t count;
	int result = proposal_list(h, rows, PROPOSALS_MOST, &count, &err) == ST_OK ? 0 : command_fail(env, &err);

	for (size_t i = 0; result == 0 && i < count; i++) {
		const struct act *a = act_find(rows[i].task ? ACT_TASK : ACT_DOSSIER, rows[i].word);
		if (env->json) {
			show_json(env, json_pack("{sI ss ss si ss}", "id", (json_int_t)rows[i].id, "number", rows[i].number, "act", rows[i].word,
				"task", rows[i].task, "by", rows[i].who));
			continue;
		}
		fprintf(env->out, "%6lld  %s  %s  ", (long long)rows[i].id, rows[i].number, a ? a->name : rows[i].word);
		show_text(env->out, rows[i].who);
		fputs("提请\n", env->out);
	}
	free(rows);
	return result ? result : command_done(env);
}

/* The second person's word (W-14). */
int act_answer(const struct command_env *env, struct hall *h, const struct actor *by, char **words, int count)
{
	static const char reason[] = "reason=";
	struct acted done;
	struct err err;
	long id;

	if (count < 3 || !command_number(words[2], 1, 999999999, &id))
		return command_misuse(&command_act, env, "应为 proposals confirm 号 或 proposals decline 号 reason=理由");
	if (strcmp(words[1], "confirm") == 0 && count == 3)
		return proposal_confirm(h, by, id, &done, &err) == ST_OK ? said(env, &done) : failed(env, by, &err);
	if (strcmp(words[1], "decline") != 0 || count != 4 || strncmp(words[3], reason, sizeof reason - 1) != 0)
		return command_misuse(&command_act, env, "应为 proposals confirm 号 或 proposals decline 号 reason=理由");
	if (proposal_decline(h, by, id, words[3] + sizeof reason - 1, &err) != ST_OK)
		return failed(env, by, &err);
	if (env->json)
		show_json(env, json_pack("{sI sb}", "id", (json_int_t)id, "declined", 1));
	else
		fprintf(env->out, "第 %ld 号提请不同意,办件没有改动。\n", id);
	return command_done(env);
}

/* --- a clock's ----------------------------------------------------------------------------------------------------------- */

static void expired_print(FILE *to, const struct watch_row *row)
{
	char due[11];

	fprintf(to, "%6lld  %s  %s  ", (long long)row->id, row->number, row->due == DAY_NONE ? "" : day_iso(row->due, due));
	show_text(to, row->what);
	fputs("  ", to);
	show_text(to, row->note);
	fputc('\n', to);
}

static int expired_rows(const struct command_env *env, struct hall *h, const struct actor *by)
{
	struct watch_row *rows = mem_array(PROPOSALS_MOST, sizeof *rows);
	struct err err;
	size_t count;
	int result = watch_list(h, by, WATCH_EXPIRED, rows, PROPOSALS_MOST, &count, &err) == ST_OK ? 0 : failed(env, by, &err);

	for (size_t i = 0; result == 0 && i < count; i++)
		if (env->json)
			show_json(env, watch_row_json(WATCH_EXPIRED, &rows[i]));
		else
			expired_print(env->out, &rows[i]);
	free(rows);
	return result ? result : command_done(env);
}

/* By the act that it leads to. */
static int expired_confirm(const struct command_env *env, struct hall *h, const struct actor *by, int64_t id, char **words, int count)
{
	struct act_value *values = mem_array((size_t)count + EXPIRED_GIVEN, sizeof *values);
	struct expired e;
	struct err err;
	int result;

	if (expired_read(h, id, &e, &err) != ST_OK) {
		result = failed(env, by, &err);
	} else {
		struct act_call call = { .number = e.number, .values = values, .expired = id };
		const struct act *act = expired_act(e.kind, values, &call.count);
		if (!act) {
			(void)err_set(&err, ST_REFUSED, "E-6458", "系统没能代为受理,没有一步可以代替:请办好这件,再 expired decline 记下已处理。没有改动。");
			result = failed(env, by, &err);
		} else {
			call.word = act->word;
			result = act_values(env, words, count, values, &call.count);
			result = result ? result : act_do(env, h, by, &call);
		}
	}
	free(values);
	return result;
}

static int expired_no(const struct command_env *env, struct hall *h, const struct actor *by, int64_t id, const char *reason)
{
	struct err err;

	if (expired_decline(h, by, id, reason, &err) != ST_OK)
		return failed(env, by, &err);
	if (env->json)
		show_json(env, json_pack("{sI sb}", "id", (json_int_t)id, "declined", 1));
	else
		fprintf(env->out, "第 %lld 号期满待定记下不终止,不再列出;办件没有改动。\n", (long long)id);
	return command_done(env);
}

int act_expired(const struct command_env *env, struct hall *h, const struct actor *by, char **words, int count)
{
	static const char reason[] = "reason=";
	long id;

	if (count == 1)
		return expired_rows(env, h, by);
	if (count > 2 && command_number(words[2], 1, 999999999, &id)) {
		if (strcmp(words[1], "confirm") == 0)
			return expired_confirm(env, h, by, id, words + 3, count - 3);
		if (strcmp(words[1], "decline") == 0 && count == 4 && strncmp(words[3], reason, sizeof reason - 1) == 0)
			return expired_no(env, h, by, id, words[3] + sizeof reason - 1);
	}
	return command_misuse(&command_act, env, "应为 expired confirm 号 reason=理由 或 expired decline 号 reason=理由");
}
