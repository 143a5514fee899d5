/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/import.h"
#include "law/clock.h"
#include "law/number.h"

static int list(const struct command_env *env, struct hall *h)
{
	const struct calendar *c;
	struct err err;
	int years[100];

	if (hall_calendar(h, &c, &err) != ST_OK)
		return command_fail(env, &err);
	size_t count = calendar_years(c, years, COUNT_OF(years));
	for (size_t i = 0; i < count && i < COUNT_OF(years); i++) {
		if (env->json) {
			show_json(env, json_pack("{si ss}", "year", years[i], "source", calendar_source(c, years[i])));
			continue;
		}
		fprintf(env->out, "%d  ", years[i]);
		show_text(env->out, calendar_source(c, years[i]));
		fputc('\n', env->out);
	}
	return command_done(env);
}

/* "承诺时限 2027-02-10 改为 2027-02-08", or that the day on paper stays. */
static void told(void *ctx, const struct date_move *m)
{
	const struct command_env *env = ctx;
	char groups[28], before[11], day[11], item[24] = "";
	int kind = clock_kind_from_code(m->kind);

	day_iso(m->before, before);
	day_iso(m->day, day);
	if (env->json) {
		show_json(env, json_pack("{ss ss si ss ss sb}", "number", m->number, "kind", m->kind, "item", m->item, "before", before,
			"day", day, "kept", (int)(m->day == m->before)));
		return;
	}
	number_groups(m->number, groups);
	if (m->item)
		snprintf(item, sizeof item, "第%d%s", m->item, kind == CLOCK_K5 ? "份" : "项");
	fprintf(env->out, "%s  %s%s %s ", groups, item, kind >= 0 ? clock_rule((enum clock_kind)kind)->name : m->kind, before);
	if (m->day == m->before)
		fputs("仍按凭证\n", env->out);
	else
		fprintf(env->out, "改为 %s\n", day);
}

static void sum(const struct command_env *env, const struct calendar_result *all)
{
	if (env->json) {
		show_json(env, json_pack("{si si si si}", "imported", (int)all->years, "decrees", (int)all->decrees, "moved", (int)all->moved,
			"kept", (int)all->kept));
		return;
	}
	fprintf(env->out, "新导入 %zu 个年度的工作日历", all->years);
	if (all->decrees)
		fprintf(env->out, "、%zu 份放假办法", all->decrees);
	if (all->moved + all->kept)
		fprintf(env->out, ";在办件的期限改了 %zu 处,另有 %zu 处仍按已打印的日期", all->moved, all->kept);
	fputs("。\n", env->out);
}

static int import(const struct command_env *env, struct hall *h, const char *const *paths, size_t count)
{
	struct catalogue_texts texts = { 0 };
	struct actor by;
	struct err err;
	struct calendar_result one, all = { 0 };
	enum status st = catalogue_texts_read(paths, count, NULL, NULL, &texts, &err);      /* any folder of JSON texts */

	if (st == ST_OK)
		st = command_actor(h, "", &by, &err);
	for (size_t i = 0; i < texts.count && st == ST_OK; i++) {
		st = import_calendar(h, &by, texts.list[i].name, texts.list[i].json, texts.list[i].n, told,
			(void *)(uintptr_t)env, &one, &err);
		all.years += one.years;
		all.decrees += one.decrees;
		all.moved += one.moved;
		all.kept += one.kept;
	}
	catalogue_texts_release(&texts);
	if (st != ST_OK)
		return command_fail(env, &err);
	sum(env, &all);
	return command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_calendar, &env, NULL, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	bool importing = count > 1 && strcmp(words[0], "import") == 0;
	if (!importing && !(count == 1 && strcmp(words[0], "list") == 0))
		return command_misuse(&command_calendar, &env, count ? "动作应为 list 或 import PATH…:%s" : "缺少动作%s", count ? words[0] : "");
	if (hall_open(env.hall_dir, !importing, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = importing ? import(&env, h, (const char *const *)words + 1, (size_t)count - 1) : list(&env, h);
	hall_close(h);
	return result;
}

const struct command command_calendar = {
	.name = "calendar",
	.usage = "list | import PATH… [--json]",
	.help = "大厅的工作日历:列出已有年度,或导入新年度的放假通知(data/contract/calendar.schema.json)",
	.run = run,
};
