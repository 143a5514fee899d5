/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/accept.h"
#include "hall/dossier.h"
#include "law/states.h"

/* One request a line in, one reply a line out (data/contract/accept-reply.schema.json), in order; each reply is written
 * down before the next request is read, so that whoever pipes requests knows what is accepted when a pipe breaks. */

#define LINE_MOST ((size_t)4 * 1024 * 1024)

/* `exit` is what the shell is told: 65 when requests were not right, but what is not the requests' fault (a full disk, an
 * unknown outcome) goes before it, for those are worth another try. */
struct accepting { const struct command_env *env; struct hall *hall; struct actor by; int exit; size_t line; };

/* --- replies ---------------------------------------------------------------------------------------------------------- */

static json_t *error_json(const struct err *err)
{
	struct buf text, where;
	json_t *o;

	buf_init(&text, BUF_SMALL);
	buf_init(&where, BUF_SMALL);
	text_for_tty(&text, err->text, strlen(err->text));
	text_for_tty(&where, err->where, strlen(err->where));
	o = json_pack("{ss ss% ss%}", "code", err->code, "message", text.data, text.len, "where", where.data, where.len);
	buf_release(&text);
	buf_release(&where);
	return o;
}

static void reply_error(struct accepting *a, const struct err *given, const struct promise *p)
{
	struct err said = *given, *err = &said;

	accept_failed(err);
	json_t *error = error_json(err), *list = json_array();

	if (a->exit == 0 || a->exit == status_exit(ST_DATA))
		a->exit = status_exit(err->status);
	for (size_t i = 0; p && i < p->problem_count; i++)
		json_array_append_new(list, error_json(&p->problems[i].err));
	if (p && p->problem_count > 1)
		json_object_set(error, "problems", list);
	json_object_set_new(error, "line", json_integer((json_int_t)a->line));
	json_decref(list);
	show_json(a->env, json_pack("{so}", "error", error));
}

/* What looks like a slip of the hand though it is accepted; [] when nothing does. */
static json_t *advice_json(const struct promise *p)
{
	json_t *list = json_array();

	for (size_t i = 0; p && i < p->advice_count; i++) {
		json_t *one = error_json(&p->advice[i].err);
		json_object_del(one, "code");
		json_array_append_new(list, one);
	}
	return list;
}

/* A key that was used before answers with the dossier of then. When that is somebody else's, this line is in no dossier, and whoever
 * sent it must not take the number for his. Names are compared as they are stored, without blanks at the ends. */
static void advise_other(struct accepting *a, const struct accepted *done, struct request *r, json_t *advice)
{
	json_t *dossier = NULL;
	struct err err;

	if (!done->again || dossier_json(a->hall, done->number, false, &dossier, &err) != ST_OK)
		return;
	request_trim(r);
	const char *theirs = json_string_value(json_object_get(json_object_get(dossier, "applicant"), "name"));
	if (theirs && strcmp(theirs, r->applicant.name) != 0)
		json_array_append_new(advice, json_pack("{ss ss}", "message",
			"这个 accept_uuid 已用于另一申请人的办件,本行没有受理;请换新的 accept_uuid 再交", "where", "accept_uuid"));
	json_decref(dossier);
}

/* Dates and tasks as they stand in the store: an `again` answers like the first time. */
static void reply_accepted(struct accepting *a, const struct accepted *done, const struct promise *p, struct request *r)
{
	bool refusing = r->outcome == OUTCOME_REFUSE;
	json_t *dossier = NULL, *tasks = json_array(), *advice = advice_json(p), *t;
	struct err err;
	size_t i;

	if (dossier_live(a->hall, done->number, &dossier, &err) != ST_OK) {
		err_at(&err, err.status, "E-6073", done->number, "已受理(受理号%s),但读回时出错。请核对后再打印。", done->number);
		reply_error(a, &err, NULL);
		json_decref(tasks);
		json_decref(advice);
		return;
	}
	json_array_foreach(json_object_get(dossier, "tasks"), i, t)
		json_array_append_new(tasks, json_pack("{sO sO sO sO sO}", "id", json_object_get(t, "id"), "item",
			json_object_get(t, "item"), "name", json_object_get(t, "name"), "department",
			json_object_get(json_object_get(t, "department"), "id"), "after", json_object_get(t, "after")));
	advise_other(a, done, r, advice);
	json_t *reply = json_pack("{ss sO sO si sO so sb so}", "number", done->number, "state", json_object_get(dossier, "state"),
		"state_name", json_object_get(dossier, "state_name"), "deferred", (int)done->deferred, "due", json_object_get(dossier, "due"),
		"tasks", tasks, "again", done->again, "advice", advice);
	/* a refusal that wants a second person is only proposed so far */
	if (refusing && strcmp(done->state, dossier_state_code(DOSSIER_RECEIVED)) == 0)
		json_object_set_new(reply, "proposed", json_string("refuse"));
	show_json(a->env, reply);
	json_decref(dossier);
}

/* --- requests --------------------------------------------------------------------------------------------------------- */

static void accept_line(struct accepting *a, const char *line, size_t n)
{
	struct promise *promise = NULL;
	struct accepted done;
	struct request r;
	struct err err, quiet;

	if (request_from_json(line, n, &r, &err) != ST_OK)
		reply_error(a, &err, NULL);
	else if (dossier_accept(a->hall, &a->by, &r, &done, &promise, &err) != ST_OK)
		reply_error(a, &err, promise);
	else if (done.again && request_promise(a->hall, &r, &promise, &quiet) != ST_OK)
		reply_accepted(a, &done, NULL, &r);      /* the advice is no part of what was accepted */
	else
		reply_accepted(a, &done, promise, &r);
	promise_free(promise);
	request_release(&r);
}

/* Reads a line without its end; one that is too long is drained and shown as such. -1 at the end. */
static int read_line(FILE *in, struct buf *line)
{
	int c;

	buf_clear(line);
	if ((c = getc(in)) == EOF)
		return -1;
	for (; c != EOF && c != '\n'; c = getc(in))
		buf_char(line, (char)c);
	return line->overflow;
}

static bool blank(const struct buf *line)
{
	return strspn(line->data, " \t\r") == line->len;
}

/* Before or beside the requests themselves. */
static int fail(const struct accepting *a, struct err *err)
{
	accept_failed(err);
	return command_fail(a->env, err);
}

/* Nothing more is accepted once a reply could not be written: whoever asked would not know of it. */
static bool accept_all(struct accepting *a, FILE *in)
{
	struct buf line;
	int long_line;
	bool told = true;

	buf_init(&line, LINE_MOST);
	while (told && (long_line = read_line(in, &line)) >= 0) {
		struct err err;
		a->line++;
		if (long_line) {
			(void)err_set(&err, ST_LIMIT, "E-6001", "这一行超过%zu字节,未受理。", LINE_MOST);
			reply_error(a, &err, NULL);
		} else if (!blank(&line)) {
			accept_line(a, line.data, line.len);
		}
		told = fflush(a->env->out) == 0 && !ferror(a->env->out);
	}
	buf_wipe(&line);
	return told;
}

static int not_told(const struct accepting *a)
{
	struct command_env plain = *a->env;
	struct err err;

	(void)err_set(&err, ST_IO, "E-3020", "答复没有写完(%s),已停下:最后读到的一行可能已受理而没有答复,其后各行未受理。"
		"请用同样的请求再执行一次:同一 accept_uuid 不会受理两次。", err_reason(errno));
	plain.json = false;
	return command_fail(&plain, &err);
}

static int run_with(struct accepting *a, const char *path, const char *window)
{
	FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	struct stat is;
	struct err err;

	if (in && in != stdin && fstat(fileno(in), &is) == 0 && S_ISDIR(is.st_mode)) {
		fclose(in);
		(void)err_at(&err, ST_NOINPUT, "E-3101", path, "%s 是文件夹,不是一行一个请求的文件。未受理任何件。", path);
		return fail(a, &err);
	}
	if (!in) {
		(void)err_at(&err, errno == ENOENT ? ST_NOINPUT : ST_IO, "E-3101", path, "打不开文件:%s。未受理任何件。", err_reason(errno));
		return fail(a, &err);
	}
	if (hall_open(a->env->hall_dir, false, &a->hall, &err) != ST_OK ||
	    command_actor(a->hall, window ? window : hall_text(a->hall, "desk.window"), &a->by, &err) != ST_OK) {
		if (in != stdin)
			fclose(in);
		return fail(a, &err);
	}
	bool told = accept_all(a, in), broken = ferror(in) != 0;
	if (in != stdin)
		fclose(in);
	if (!told)
		return not_told(a);
	if (broken) {
		(void)err_at(&err, ST_IO, "E-3102", path, "读到一半出错;已答复的各行有效,其余未受理。");
		return command_fail(a->env, &err);
	}
	int result = command_done(a->env);
	return result ? result : a->exit;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	const char *window = NULL;
	const struct command_option options[] = { { .name = "window", .text = &window }, { .name = NULL } };
	struct accepting a = { .env = &env };
	char **words;
	int count, result = command_options(&command_accept, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO || !show_one_word(&command_accept, &env, words, count, "请求文件(- 为标准输入)", &result))
		return result;
	result = run_with(&a, words[0], window);
	hall_close(a.hall);
	return result;
}

const struct command command_accept = {
	.name = "accept",
	.usage = "FILE|- [--window NO]",
	.undone = "未受理",
	.help = "受理:每行一个 JSON 请求,每行一个 JSON 答复;一行有错不影响下一行,同一 accept_uuid 只受理一次",
	.run = run,
};
