/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "command/catalogue.h"
#include "command/catalogue_input.h"
#include "command/progress.h"
#include "command/show.h"
#include "hall/edition.h"
#include "law/number.h"
#include "law/states.h"

/* What one catalogue has otherwise than another, each a version of the hall or files; and which dossiers under way that
 * concerns. They stay with their version. */

#define SHOWN 200                    /* dossiers told one by one */

struct side { const char *word; const struct command_list *overlays; int version; const struct catalogue *catalogue; struct catalogue *own; };

void catalogue_say_change(FILE *to, const struct catalogue_change *c)
{
	fprintf(to, "%c %s ", c->sign, catalogue_section_name(c->section));
	show_text(to, c->id);
	fputs("  ", to);
	show_text(to, c->name);
	if (*c->what)
		fputs("  ", to);
	show_text(to, c->what);
	fputc('\n', to);
}

static void tell_change(void *ctx, const struct catalogue_change *c)
{
	const struct command_env *env = ctx;
	const char sign[2] = { c->sign, '\0' };

	if (env->json)
		show_json(env, json_pack("{ss ss ss ss ss}", "change", sign, "section", c->section, "id", c->id, "name", c->name, "what", c->what));
	else
		catalogue_say_change(env->out, c);
}

struct touching { const struct command_env *env; size_t count; };

static void tell_touched(void *ctx, const struct touched *d)
{
	struct touching *t = ctx;
	int state = dossier_state_from_code(d->state);
	char groups[28];

	if (t->env->json) {
		show_json(t->env, json_pack("{ss ss ss ss}", "dossier", d->number, "state", d->state, "bundle", d->bundle, "by", d->by));
		return;
	}
	if (t->count++ >= SHOWN)
		return;
	number_groups(d->number, groups);
	fprintf(t->env->out, "%s  %s  ", groups, state >= 0 ? dossier_state_name((enum dossier_state)state) : d->state);
	show_text(t->env->out, d->bundle);
	fputs("  ", t->env->out);
	show_text(t->env->out, d->by);
	fputc('\n', t->env->out);
}

/* A number is a version, unless a file is called so. */
static bool is_version(const struct side *s, long *version)
{
	return command_number(s->word, 1, 1000000, version) && access(s->word, F_OK) != 0;
}

/* Is it something that the hall keeps? Two folders are compared without one. */
static bool of_hall(const struct side *s)
{
	long version;

	return !s->word || is_version(s, &version);
}

static enum status open_side(struct hall *h, struct side *s, struct err *err)
{
	long version;
	enum status st;

	if (!s->word)
		return hall_catalogue(h, &s->catalogue, &s->version, err);
	if (is_version(s, &version)) {
		if (s->overlays && s->overlays->count)
			return err_set(err, ST_USAGE, "E-3001", "--overlay 叠加在文件上,不能叠加在第 %ld 版上", version);
		s->version = (int)version;
		return hall_catalogue_version(h, s->version, &s->catalogue, err);
	}
	st = catalogue_input_load(&s->word, 1, s->overlays, NULL, NULL, &s->own, err);
	s->catalogue = s->own;
	return st;
}

static enum status tell_both(const struct command_env *env, struct hall *h, const struct side *a, const struct side *b, struct err *err)
{
	struct catalogue_sums sums;
	struct touching t = { .env = env };
	size_t n, count = 0;
	char *before = catalogue_canonical(a->catalogue, &n), *after = catalogue_canonical(b->catalogue, &n);
	enum status st = ST_OK;

	catalogue_compare(before, after, tell_change, (void *)(uintptr_t)env, &sums);
	bool same = strcmp(before, after) == 0, order = !same && !sums.added && !sums.removed && !sums.changed;
	free(before);
	free(after);
	if (!env->json && same)
		fputs("两者相同。\n", env->out);
	else if (!env->json)
		fprintf(env->out, "新增 %zu,删除 %zu,改动 %zu%s。\n", sums.added, sums.removed, sums.changed, order ? ";只有先后次序不同" : "");
	if (a->version)
		st = edition_touched(h, a->version, b->catalogue, tell_touched, &t, &count, err);
	if (st != ST_OK)
		return st;
	if (env->json)
		show_json(env, json_pack("{si si si sb si}", "added", (int)sums.added, "removed", (int)sums.removed, "changed", (int)sums.changed,
			"same", same, "touched", (int)count));
	else if (t.count > SHOWN)
		fprintf(env->out, "……另有 %zu 件\n", t.count - SHOWN);
	if (!env->json && a->version && !same)
		fprintf(env->out, "按第 %d 版受理、还在办理的办件中,%zu 件涉及这些改动;它们仍按第 %d 版办理。\n", a->version, count, a->version);
	return ST_OK;
}

static int diff_words(const struct command_env *env, struct side *a, struct side *b)
{
	struct hall *h = NULL;
	struct err err;

	progress_say("正在比较");
	enum status st = of_hall(a) || of_hall(b) ? hall_open(env->hall_dir, true, &h, &err) : ST_OK;

	if (st == ST_OK && (st = open_side(h, a, &err)) == ST_OK)
		st = open_side(h, b, &err);
	progress_end();
	if (st == ST_OK)
		st = tell_both(env, h, a, b, &err);
	catalogue_free(a->own);
	catalogue_free(b->own);
	hall_close(h);
	return st == ST_OK ? command_done(env) : command_fail(env, &err);
}

int catalogue_diff(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct command_list overlays = { .count = 0 };
	const struct command_option options[] = { { .name = "overlay", .list = &overlays }, { .name = NULL } };
	struct side a = { .word = NULL }, b = { .overlays = &overlays };
	char **words;
	int count, result = command_options(&command_catalogue, &env, options, argc, argv, &words, &count);

	if (result == COMMAND_GO && (count < 1 || count > 2)) {
		result = command_misuse(&command_catalogue, &env, count ? "多了一个词:%s" : "diff 缺少版本、文件或文件夹", count ? words[2] : "");
	} else if (result == COMMAND_GO) {
		a.word = count == 2 ? words[0] : NULL;
		b.word = words[count - 1];
		result = diff_words(&env, &a, &b);
	}
	command_list_release(&overlays);
	return result;
}
