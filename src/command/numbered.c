/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "command/actor.h"
#include "command/numbered.h"
#include "command/show.h"

const struct numbered_act *numbered_find(const struct numbered_act *acts, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(acts[i].name, name) == 0)
			return &acts[i];
	return NULL;
}

int numbered_run(const struct command_env *env, struct hall *h, const struct numbered_act *a, int64_t id)
{
	struct actor by;
	struct err err;

	if (command_actor(h, "", &by, &err) != ST_OK || a->run(h, &by, id, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{sI ss}", "id", (json_int_t)id, "done", a->name));
	else
		fprintf(env->out, "第 %lld 号%s。\n", (long long)id, a->said);
	return command_done(env);
}
