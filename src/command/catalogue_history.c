/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/clock.h"
#include "command/actor.h"
#include "command/catalogue.h"
#include "command/show.h"
#include "hall/edition.h"

/* Which version of the catalogue is and was used, and back to one of them. */

/* --- history ---------------------------------------------------------------------------------------------------------- */

static const char *const states[] = { [EDITION_ACTIVE] = "active", [EDITION_PLANNED] = "planned", [EDITION_FORMER] = "former",
	[EDITION_WITHDRAWN] = "withdrawn" };

static void say_edition(const struct command_env *env, const struct edition *e)
{
	char from[11], at[26], stamp[20];
	bool back = e->act[0] == 'r';

	day_iso(e->from, from);
	if (env->json) {
		show_json(env, json_pack("{si ss ss ss ss ss ss ss ss ss si}", "version", e->version, "title", e->title, "date", e->date,
			"digest", e->digest, "from", from, "state", states[e->state], "act", e->act, "at", clock_iso(e->at, at), "by", e->login,
			"by_name", e->name, "dossiers", e->dossiers));
		return;
	}
	fprintf(env->out, "第 %d 版  %s  自 %s 起  %s", e->version, edition_state_name(e->state), from, back ? "退回" : "导入");
	fprintf(env->out, "于 %s ", clock_stamp(e->at, stamp));
	show_text(env->out, e->login);
	fprintf(env->out, "  办件 %d 件  %.8s  ", e->dossiers, e->digest);
	show_text(env->out, e->title);
	if (*e->date)
		fputs(" ", env->out);
	show_text(env->out, e->date);
	fputc('\n', env->out);
}

int catalogue_history(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct hall *h = NULL;
	struct edition *list = NULL;
	struct err err;
	char **words;
	size_t n = 0;
	int count, result = command_options(&command_catalogue, &env, NULL, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count)
		return command_misuse(&command_catalogue, &env, "多了一个词:%s", words[0]);
	enum status st = hall_open(env.hall_dir, true, &h, &err);
	if (st == ST_OK)
		st = edition_history(h, &list, &n, &err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		say_edition(&env, &list[i]);
	if (st == ST_OK && !n && !env.json)
		fputs("还没有导入过事项目录。\n", env.out);
	free(list);
	hall_close(h);
	return st == ST_OK ? command_done(&env) : command_fail(&env, &err);
}

/* --- rollback --------------------------------------------------------------------------------------------------------- */

static void say_waiting(const struct command_env *env, int version, day_t from)
{
	char day[11];

	if (version)
		fprintf(env->out, "注意:第 %d 版仍将自 %s 起启用;不要它就执行 yichuang catalogue rollback --planned。\n", version,
			day_iso(from, day));
}

static void say_rollback(const struct command_env *env, const struct edition_change *k)
{
	char from[11];

	if (env->json) {
		show_json(env, json_pack("{si si ss si ss}", "before", k->before, "version", k->version, "title", k->title, "planned", k->waiting,
			"planned_from", day_iso(k->waiting_from, from)));
		return;
	}
	fprintf(env->out, "第 %d 版(", k->version);
	show_text(env->out, k->title);
	fprintf(env->out, ")已重新启用,第 %d 版停用并保留;已受理的办件仍按各自的版本办理。\n", k->before);
	say_waiting(env, k->waiting, k->waiting_from);
}

static void say_withdrawal(const struct command_env *env, const struct edition_change *k)
{
	char from[11], left[11];

	day_iso(k->waiting_from, from);
	if (env->json) {
		show_json(env, json_pack("{si si ss si ss si ss}", "before", k->before, "version", k->version, "title", k->title, "withdrawn",
			k->waiting, "planned_from", from, "left", k->left, "left_from", day_iso(k->left_from, left)));
		return;
	}
	fprintf(env->out, "第 %d 版原定自 %s 起启用,已撤回;现用第 %d 版不变。\n", k->waiting, from, k->version);
	say_waiting(env, k->left, k->left_from);
}

int catalogue_rollback(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	bool planned = false;
	const struct command_option options[] = { { .name = "planned", .flag = &planned }, { .name = NULL } };
	struct edition_change change;
	struct hall *h = NULL;
	struct actor by;
	struct err err;
	char **words;
	long version = 0;
	int count, result = command_options(&command_catalogue, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count > 1)
		return command_misuse(&command_catalogue, &env, "多了一个词:%s", words[1]);
	if (count && !command_number(words[0], 1, 1000000, &version))
		return command_misuse(&command_catalogue, &env, "版本须为数字(如 3):%s", words[0]);
	enum status st = hall_open(env.hall_dir, false, &h, &err);
	if (st == ST_OK)
		st = command_actor(h, "", &by, &err);
	if (st == ST_OK)
		st = (planned ? edition_withdraw : edition_rollback)(h, &by, (int)version, &change, &err);
	if (st == ST_OK)
		(planned ? say_withdrawal : say_rollback)(&env, &change);
	hall_close(h);
	return st == ST_OK ? command_done(&env) : command_fail(&env, &err);
}
