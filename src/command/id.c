/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <string.h>

#include "base/clock.h"
#include "command/command.h"
#include "law/identity.h"

static const char *const kind_ids[] = {
	[ID_NONE] = "", [ID_CITIZEN] = "citizen", [ID_RESIDENCE_PERMIT] = "residence_permit",
	[ID_FOREIGN_RESIDENT] = "foreign_resident", [ID_CITIZEN_OLD] = "citizen_old", [ID_COMPANY] = "company",
};
static const char *const sex_names[] = { [SEX_UNKNOWN] = "", [SEX_MALE] = "男", [SEX_FEMALE] = "女" };

static void print_plain(const struct command_env *env, const struct identity *id, day_t today)
{
	char birth[11];

	fprintf(env->out, "%s 有效 %s\n", identity_kind_name(id->kind), id->number);
	if (id->birth != DAY_NONE)
		fprintf(env->out, "性别 %s  出生 %s  %d岁\n", sex_names[id->sex], day_iso(id->birth, birth),
			identity_age(id->birth, today));
}

static void print_json(const struct command_env *env, const struct identity *id, day_t today)
{
	char birth[11];
	json_t *answer = json_pack("{s:b,s:s,s:s,s:s}", "valid", 1, "kind", kind_ids[id->kind], "name",
		identity_kind_name(id->kind), "number", id->number);

	if (id->birth != DAY_NONE) {
		json_object_set_new(answer, "sex", json_string(sex_names[id->sex]));
		json_object_set_new(answer, "birth", json_string(day_iso(id->birth, birth)));
		json_object_set_new(answer, "age", json_integer(identity_age(id->birth, today)));
	}
	if (id->region[0])
		json_object_set_new(answer, "region", json_string(id->region));
	json_dumpf(answer, env->out, JSON_COMPACT);
	fputc('\n', env->out);
	json_decref(answer);
}

/* "-" reads the number from standard input, where no process list shows it. */
static const char *read_number(const char *word, char line[128])
{
	if (strcmp(word, "-") != 0)
		return word;
	if (!fgets(line, 128, stdin))
		line[0] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	return line;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct identity id;
	struct err err;
	char line[128], **words;
	int count, result = command_options(&command_id, &env, NULL, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count == 0 || !words[0][0])
		return command_misuse(&command_id, &env, "缺少证件号码");
	if (count > 1)
		return command_misuse(&command_id, &env, "多了一个词:%s", words[1]);
	day_t today = clock_today();
	if (identity_read(read_number(words[0], line), today, &id, &err) != ST_OK)
		return command_fail(&env, &err);
	if (env.json)
		print_json(&env, &id, today);
	else
		print_plain(&env, &id, today);
	return command_done(&env);
}

const struct command command_id = {
	.name = "id",
	.usage = "NUMBER|- [--json]",
	.help = "核对证件号码:是哪种证件、性别、出生日期,或错在哪里(- 从标准输入读)",
	.run = run,
};
