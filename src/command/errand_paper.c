/* SPDX-License-Identifier: Apache-2.0 */
#include "command/document.h"
#include "command/errand.h"
#include "command/show.h"
#include "hall/errand_paper.h"

static int as_text(const struct command_env *env, struct hall *h, const struct actor *by, const struct errand_paper *p)
{
	struct document *d = NULL;
	struct buf out;
	struct err err;

	if (errand_paper_fill(h, by, p, PAPER_A4, &d, &err) != ST_OK)
		return command_fail(env, &err);
	buf_init(&out, BUF_LARGE);
	document_text(d, 0, paper_columns(PAPER_A4), &out);
	if (env->json)
		show_json(env, json_pack("{ss ss ss}", "number", p->number, "kind", p->kind, "text", out.len ? out.data : ""));
	else
		fputs(out.len ? out.data : "", env->out);
	buf_wipe(&out);
	document_free(d);
	return command_done(env);
}

/* Told as soon as it has its number, whatever becomes of its file. */
static int ordered(const struct command_env *env, struct hall *h, const struct actor *by, const struct errand_paper *p,
	const struct errand_wanted *w)
{
	struct print_job job;
	struct err err;
	int result = document_way_check(env, w->pdf, w->printer, "没有打印");

	if (result)
		return result;
	if (errand_paper_print(h, by, p, w->printer, &job, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss ss ss sI}", "number", p->number, "kind", job.kind, "paper", job.number, "job", (json_int_t)job.id));
	else if (w->pdf)
		fprintf(env->out, "%s %s,打印号 %lld\n", job.title, job.number, (long long)job.id);
	else
		document_ordered(env, h, "", &job);
	if (w->pdf)
		result = document_job_to_file(env, h, &job, &(struct document_file){ .number = job.number, .kind = job.kind, .pdf = w->pdf,
			.large = job.large });
	return result == 0 ? command_done(env) : result;
}

int errand_paper_command(const struct command_env *env, struct hall *h, const struct actor *by, const char *number, const char *kind,
	const struct errand_wanted *w)
{
	const struct errand_paper p = { .number = number, .kind = kind, .principal = (int)w->no, .large = w->large };

	return w->text ? as_text(env, h, by, &p) : ordered(env, h, by, &p, w);
}
