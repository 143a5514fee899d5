/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "command/errand.h"
#include "command/show.h"
#include "hall/errand_file.h"

int errand_export_command(const struct command_env *env, struct hall *h, const struct actor *by, const char *path, const char *helper)
{
	size_t errands, entries;
	struct err err;

	if (errand_export(h, by, helper, path, &errands, &entries, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss sI sI}", "file", path, "errands", (json_int_t)errands, "acts", (json_int_t)entries));
	else
		fprintf(env->out, "已写出 %zu 件、%zu 步到 %s(用大厅密钥封好)。\n", errands, entries, path);
	return command_done(env);
}

static void conflict(void *ctx, const struct errand_conflict *c)
{
	const struct command_env *env = ctx;

	if (env->json) {
		show_json(env, json_pack("{ss ss ss ss ss ss}", "number", c->number, "act", c->act, "field", c->field, "here", c->here, "there",
			c->there, "why", c->why));
		return;
	}
	fprintf(env->out, "冲突  %s「%s」", c->number, c->act);
	if (*c->here || *c->there) {                    /* an act that did not fit as such has nothing to set side by side */
		fprintf(env->out, " %s:大厅「", c->field);
		show_text(env->out, c->here);
		fputs("」,外出「", env->out);
		show_text(env->out, c->there);
		fputs("」。", env->out);
	} else {
		fputc(':', env->out);
	}
	show_text(env->out, c->why);
	fputc('\n', env->out);
}

int errand_import_command(const struct command_env *env, struct hall *h, const struct actor *by, const char *path)
{
	struct command_env copy = *env;
	struct errand_brought out;
	struct err err;
	enum status st = errand_import(h, by, path, conflict, &copy, &out, &err);

	if (st != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss sI sI sI sI sI}", "file", path, "errands", (json_int_t)out.errands, "created",
			(json_int_t)out.created, "acts", (json_int_t)out.acts, "known", (json_int_t)out.known, "conflicts", (json_int_t)out.conflicts));
	else
		fprintf(env->out, "%zu 件中新登记 %zu 件,并入 %zu 步,早已有 %zu 步,冲突 %zu 处。\n", out.errands, out.created, out.acts, out.known,
			out.conflicts);
	int done = command_done(env);
	return done ? done : out.conflicts ? status_exit(ST_REFUSED) : 0;
}
