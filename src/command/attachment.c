/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/attachment.h"
#include "hall/dossier.h"
#include "hall/draft_attachment.h"

#define FILES_MOST 100

static const char *size_text(int64_t size, char out[24])
{
	if (size < 1024)
		snprintf(out, 24, "%d B", (int)size);
	else if (size < ATTACHMENT_MIB)
		snprintf(out, 24, "%d KB", (int)((size + 1023) / 1024));
	else
		snprintf(out, 24, "%.1f MB", (double)size / (double)ATTACHMENT_MIB);
	return out;
}

/* What scans are of: a dossier by its number, or what is still a draft by its accept_uuid. */
struct whose { struct hall *h; const struct actor *by; char number[DOSSIER_NUMBER_SIZE]; const char *draft; };

static bool is_uuid(const char *s)
{
	return strlen(s) == 36 && strspn(s, "0123456789abcdef-") == 36;
}

static json_t *as_json(const struct attachment *a)
{
	char at[26];

	return json_pack("{sI ss ss ss sI ss si si si ss ss}", "id", (json_int_t)a->id, "material", a->material, "material_name",
		a->material_name, "sm3", a->sm3, "size", (json_int_t)a->size, "mime", file_kind_mime(a->look.kind), "pages", a->look.pages, "width",
		a->look.width, "height", a->look.height, "at", clock_iso(a->at, at), "by", a->by);
}

static void print(FILE *to, const struct attachment *a)
{
	char size[24], at[26];

	fprintf(to, "%4" PRId64 "  ", a->id);
	show_text(to, a->material_name);
	fprintf(to, "  %s  %s", file_kind_code(a->look.kind), size_text(a->size, size));
	if (a->look.kind == FILE_KIND_PDF && a->look.pages)
		fprintf(to, "  %d 页", a->look.pages);
	if (a->look.width)
		fprintf(to, "  %dx%d", a->look.width, a->look.height);
	fprintf(to, "  %.8s  %.16s  ", a->sm3, clock_stamp(a->at, at));
	show_text(to, a->by);
}

static enum status read_all(const struct whose *w, struct attachment **all, size_t *count, struct rows **sent, struct err *err)
{
	if (w->draft)
		return draft_attachment_list(w->h, w->by, w->draft, all, count, err);
	enum status st = attachment_list(w->h, w->by, w->number, all, count, err);
	return st == ST_OK ? attachment_sent(w->h, w->by, w->number, sent, err) : st;
}

static int list(const struct command_env *env, const struct whose *w)
{
	struct attachment *all = NULL;
	struct rows *sent = NULL;
	struct buf words;
	struct err err;
	size_t count = 0;
	int result = read_all(w, &all, &count, &sent, &err) == ST_OK ? 0 : command_fail(env, &err);

	buf_init(&words, BUF_SMALL);
	for (size_t i = 0; result == 0 && i < count; i++) {
		buf_clear(&words);
		attachment_sent_text(sent, all[i].sm3, &words);
		if (env->json) {
			json_t *j = as_json(&all[i]);
			json_object_set_new(j, "departments", json_string(words.data));
			show_json(env, j);
			continue;
		}
		print(env->out, &all[i]);
		fputs(words.len ? "  " : "", env->out);
		show_text(env->out, words.data);
		fputc('\n', env->out);
	}
	if (result == 0 && !count && !env->json)
		fputs("还没有附件。\n", env->out);
	buf_release(&words);
	rows_free(sent);
	free(all);
	return result ? result : command_done(env);
}

/* What the catalogue calls it today; its id when that does not know it. */
static const char *name_of(struct hall *h, const char *material)
{
	const struct catalogue *c;
	struct err err;
	int version;
	const struct material *m = hall_catalogue(h, &c, &version, &err) == ST_OK ? catalogue_material(c, material) : NULL;

	return m ? m->name : material;
}

static enum status add_all(const struct whose *w, char **words, size_t count, struct attachment *files, struct err *err)
{
	const char *const *paths = (const char *const *)words + 1;

	return w->draft ? draft_attachment_add(w->h, w->by, w->draft, words[0], name_of(w->h, words[0]), paths, count, files, err) :
		attachment_add(w->h, w->by, w->number, words[0], paths, count, files, err);
}

static int add(const struct command_env *env, const struct whose *w, char **words, int count)
{
	struct attachment *files = mem_array((size_t)count, sizeof *files);
	struct err err;
	int result = 0;

	if (add_all(w, words, (size_t)count - 1, files, &err) != ST_OK)
		result = command_fail(env, &err);
	for (int i = 0; result == 0 && i < count - 1; i++)
		if (env->json) {
			json_t *j = as_json(&files[i]);
			json_object_set_new(j, "again", json_boolean(files[i].again));
			show_json(env, j);
		} else if (files[i].again) {
			fputs("早已加过,不重复:", env->out);
			show_text(env->out, words[i + 1]);
			fputc('\n', env->out);
		} else {
			fputs("已加上:", env->out);
			print(env->out, &files[i]);
			fputc('\n', env->out);
		}
	free(files);
	return result ? result : command_done(env);
}

static int get(const struct command_env *env, const struct whose *w, char **words, int count)
{
	struct err err;
	long id;

	(void)count;
	if (!command_number(words[0], 1, INT32_MAX, &id))
		return command_misuse(&command_attachment, env, "附件编号应为数字:%.40s", words[0]);
	if ((w->draft ? draft_attachment_get(w->h, w->by, w->draft, id, words[1], &err) :
		attachment_get(w->h, w->by, w->number, id, words[1], &err)) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{sI ss}", "id", (json_int_t)id, "file", words[1]));
	else {
		fputs("已写出 ", env->out);
		show_text(env->out, words[1]);
		fputs("(含个人信息,用后请删除)。\n", env->out);
	}
	return command_done(env);
}

/* What is a dossier's stays: it was handed in. */
static int take_out(const struct command_env *env, const struct whose *w, char **words, int count)
{
	struct err err;
	long id;

	(void)count;
	if (!w->draft)
		return command_misuse(&command_attachment, env, "remove 只用于草稿(写草稿的 36 位标识);已归入办件的附件不能去掉");
	if (!command_number(words[0], 1, INT32_MAX, &id))
		return command_misuse(&command_attachment, env, "附件编号应为数字:%.40s", words[0]);
	if (draft_attachment_remove(w->h, w->by, w->draft, id, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{sI}", "removed", (json_int_t)id));
	else
		fprintf(env->out, "已从草稿里去掉附件 %ld。\n", id);
	return command_done(env);
}

static int show(const struct command_env *env, const struct whose *w, char **words, int count)
{
	(void)words;
	(void)count;
	return list(env, w);
}

static void damaged(void *ctx, const char *number, const char *sm3, const char *why)
{
	const struct command_env *env = ctx;

	if (env->json)
		show_json(env, json_pack("{ss ss ss}", "number", number, "sm3", sm3, "why", why));
	else
		fprintf(env->out, "%s %s:%s\n", is_uuid(number) ? "草稿" : "办件", number, why);
}

static int verify(const struct command_env *env, const struct whose *w, char **words, int word_count)
{
	struct command_env copy = *env;
	int64_t count, bad;
	struct err err;

	(void)words;
	(void)word_count;
	if (attachment_verify(w->h, damaged, &copy, &count, &bad, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{sb sI sI}", "fine", bad == 0, "count", (json_int_t)count, "damaged", (json_int_t)bad));
	else if (bad)
		fprintf(env->out, "附件 %" PRId64 " 份,损坏 %" PRId64 " 份。\n", count, bad);
	else
		fprintf(env->out, "附件 %" PRId64 " 份,都与登记的摘要相符。\n", count);
	int done = command_done(env);
	return done ? done : bad ? status_exit(ST_CORRUPT) : 0;
}

typedef int verb_fn(const struct command_env *env, const struct whose *w, char **words, int count);
struct verb { const char *name; int least, most; bool reads; verb_fn *run; };
static const struct verb verbs[] = { { "list", 2, 2, true, show }, { "add", 4, 3 + FILES_MOST, false, add }, { "get", 4, 4, false, get },
	{ "remove", 3, 3, false, take_out }, { "verify", 1, 1, true, verify } };

static int go(const struct command_env *env, struct hall *h, const char *window, const struct verb *verb, char **words, int count)
{
	struct whose w = { .h = h };
	struct actor by;
	struct err err;

	if (command_actor(h, window, &by, &err) != ST_OK)
		return command_fail(env, &err);
	w.by = &by;
	if (count > 1 && is_uuid(words[1]))
		w.draft = words[1];
	else if (count > 1 && dossier_number(h, words[1], w.number, &err) != ST_OK)
		return command_fail(env, &err);
	return verb->run(env, &w, words + 2, count - 2);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	const char *window = "";
	const struct command_option options[] = { { .name = "window", .text = &window }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	size_t v = 0;
	int count, result = command_options(&command_attachment, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	while (count && v < COUNT_OF(verbs) && strcmp(verbs[v].name, words[0]) != 0)
		v++;
	if (!count || v == COUNT_OF(verbs))
		return command_misuse(&command_attachment, &env, count ? "没有这个动作:%.40s" : "缺少动作:add、list、get、remove、verify%s",
			count ? words[0] : "");
	if (count < verbs[v].least || count > verbs[v].most)
		return command_misuse(&command_attachment, &env, "词的个数不对:%s", verbs[v].name);
	if (hall_open(env.hall_dir, verbs[v].reads, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = go(&env, h, window, &verbs[v], words, count);
	hall_close(h);
	return result;
}

const struct command command_attachment = {
	.name = "attachment",
	.usage = "add NUMBER|DRAFT MATERIAL FILE… | list NUMBER|DRAFT | get NUMBER|DRAFT ID OUT | remove DRAFT ID | verify [--window NO]",
	.help = "办件或草稿(36 位标识)的材料附件:加上 PDF、OFD、JPEG 文件(看内容,不看名字),列出,取出,从草稿里去掉(都留痕),逐份核对摘要",
	.undone = "没有改动",
	.run = run,
};
