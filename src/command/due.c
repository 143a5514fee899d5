/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"
#include "hall/clock.h"
#include "hall/hall.h"
#include "law/deadline.h"
#include "law/value_json.h"

/* What was asked. */
struct request {
	day_t start;
	struct limit limit;
	struct pause *pauses;        /* owned */
	size_t pause_count;
	bool explain, estimate;
	const char *folder;          /* --calendar, or NULL */
};

/* --- which calendar ------------------------------------------------------------------------------------------------*/

/* A hall's own calendar belongs to the hall, one read from a folder to us. */
struct source { struct hall *hall; struct calendar *own; const struct calendar *calendar; };

static void source_release(struct source *s)
{
	calendar_free(s->own);
	hall_close(s->hall);
}

static enum status from_folder(const char *folder, struct source *out, struct err *err)
{
	out->calendar = out->own = calendar_new();
	return calendar_load_folder(out->own, folder, err);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* What the hall imported; no calendar when there is no hall, or it has imported none. */
static enum status from_hall(const char *dir, struct source *out, struct err *err)
{
	enum status st = hall_open(dir, true, &out->hall, err);

	if (st == ST_NOINPUT)
		return ST_OK;
	if (st == ST_OK)
		st = hall_calendar(out->hall, &out->calendar, err);
	if (st == ST_OK && calendar_years(out->calendar, NULL, 0) == 0)
		out->calendar = NULL;
	return st;
}

static enum status find_calendar(const struct command_env *env, const char *given, struct source *out, struct err *err)
{
	char *of_hall = file_join(env->hall_dir, "data/calendar"), *installed = file_join(file_data_dir(), "calendar");
	enum status st = ST_OK;

	*out = (struct source){ .own = NULL };
	if (given)
		st = from_folder(given, out, err);
	else if (is_folder(of_hall))
		st = from_folder(of_hall, out, err);
	else
		st = from_hall(env->hall_dir, out, err);
	if (st == ST_OK && !out->calendar)
		st = from_folder(installed, out, err);
	free(of_hall);
	free(installed);
	return st;
}

/* --- what was asked ------------------------------------------------------------------------------------------------*/

/* "5", "0.5", "12.5": in halves. */
static bool read_halves(const char *text, int *halves)
{
	size_t n = strlen(text);
	bool half = n > 2 && strcmp(text + n - 2, ".5") == 0;
	char *whole = mem_text_n(text, half ? n - 2 : n);
	long days;
	bool good = command_number(whole, 0, 2000, &days);

	*halves = good ? (int)days * 2 + half : 0;
	free(whole);
	return good;
}

/* "2026-11-05..2026-11-12", or "2026-11-05.." for a pause that has not ended. */
static bool read_pause(const char *text, struct pause *out)
{
	const char *dots = strstr(text, "..");

	*out = (struct pause){ DAY_NONE, DAY_NONE };
	if (!dots)
		return false;
	char *from = mem_text_n(text, (size_t)(dots - text));
	out->from = day_parse(from);
	free(from);
	if (dots[2])
		out->to = day_parse(dots + 2);
	return out->from != DAY_NONE && (!dots[2] || out->to != DAY_NONE);
}

static int read_pauses(const struct command_env *env, const struct command_list *texts, struct request *q)
{
	q->pauses = mem_array(texts->count + 1, sizeof *q->pauses);
	for (size_t i = 0; i < texts->count; i++) {
		if (!read_pause(texts->values[i], &q->pauses[i]))
			return command_misuse(&command_due, env, "--pause 应为 起..止 两个存在的日期(未结束则写 起..):%s",
				texts->values[i]);
		q->pause_count++;
	}
	return COMMAND_GO;
}

static int read_question(struct command_env *env, int argc, char **argv, struct request *q)
{
	const char *unit = "working_day";
	struct command_list pauses = { .count = 0 };
	const struct command_option options[] = {
		{ .name = "unit", .text = &unit }, { .name = "pause", .list = &pauses }, { .name = "explain", .flag = &q->explain },
		{ .name = "estimate", .flag = &q->estimate }, { .name = "calendar", .text = &q->folder }, { .name = NULL },
	};
	char **words;
	int count, known, result = command_options(&command_due, env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		goto out;
	known = limit_unit_from_name(unit);
	q->start = count > 0 ? day_parse(words[0]) : DAY_NONE;
	q->limit = (struct limit){ .unit = known == UNIT_NATURAL_DAY ? UNIT_NATURAL_DAY : UNIT_WORKING_DAY, .set = true };
	if (count != 2)
		result = command_misuse(&command_due, env, count < 2 ? "缺少起算日期或天数" : "多了一个词:%s",
			count < 2 ? "" : words[2]);
	else if (q->start == DAY_NONE)
		result = command_misuse(&command_due, env, "起算日期不存在(应如 2026-11-23):%s", words[0]);
	else if (!read_halves(words[1], &q->limit.halves))
		result = command_misuse(&command_due, env, "天数应为 0 至 2000 的数(可带 .5):%s", words[1]);
	else if (known != UNIT_WORKING_DAY && known != UNIT_NATURAL_DAY)
		result = command_misuse(&command_due, env, "--unit 应为 working_day 或 natural_day:%s", unit);
	else
		result = read_pauses(env, &pauses, q);
out:
	command_list_release(&pauses);
	return result;
}

/* --- the answer ----------------------------------------------------------------------------------------------------*/

static void print_day(const struct command_env *env, const struct day_step *step)
{
	char iso[11];
	const char *why = step->kind == DAY_UNKNOWN ? "日历未载入" : day_step_reason(step);

	fprintf(env->out, "%s 星期%s ", day_iso(step->day, iso), day_weekday_name(step->day));
	if (step->effect == DAY_COUNTED)
		fprintf(env->out, "第%d日", step->counted);
	else
		fputs(step->effect == DAY_PAUSED ? "暂停" : "不计", env->out);
	if (why[0]) {
		struct buf safe;
		buf_init(&safe, BUF_SMALL);
		text_for_tty(&safe, why, strlen(why));
		fprintf(env->out, "(%s)", safe.data);
		buf_release(&safe);
	}
	fputc('\n', env->out);
}

static void print_plain(const struct command_env *env, const struct request *q, const struct deadline *d)
{
	char iso[11];
	struct buf text, safe;

	fprintf(env->out, "%s%s\n", d->due == DAY_NONE ? "待定" : day_iso(d->due, iso), d->estimated ? " 预估" : "");
	if (!q->explain)
		return;
	buf_init(&text, BUF_LARGE);
	buf_init(&safe, BUF_LARGE);
	deadline_explain(d, &text);
	text_for_tty(&safe, text.data, text.len);
	fprintf(env->out, "%s\n", safe.data);
	for (size_t i = 0; i < d->count; i++)
		print_day(env, &d->steps[i]);
	buf_release(&text);
	buf_release(&safe);
}

static void print_json(const struct command_env *env, const struct request *q, const struct calendar *c,
	const struct deadline *d)
{
	char version[9];
	struct buf text;

	buf_init(&text, BUF_LARGE);
	deadline_explain(d, &text);
	calendar_version(c, version);
	json_t *answer = json_pack("{s:o,s:{s:o,s:s},s:o,s:b,s:i,s:s,s:o}", "start", day_json(d->start), "limit", "n",
		halves_json(d->limit.halves), "unit", limit_unit_name(d->limit.unit), "due", day_json(d->due), "estimated", d->estimated,
		"counted", d->used, "calendar", version, "explanation", text_json(text.data));
	if (q->explain)
		json_object_set_new(answer, "days", clock_days_json(d));
	json_dumpf(answer, env->out, JSON_COMPACT);
	fputc('\n', env->out);
	json_decref(answer);
	buf_release(&text);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct request q = { .start = DAY_NONE };
	struct source source = { .own = NULL };
	struct deadline d = { .start = DAY_NONE };
	struct err err;
	int result = read_question(&env, argc, argv, &q);

	if (result != COMMAND_GO)
		goto out;
	if (find_calendar(&env, q.folder, &source, &err) != ST_OK
		|| deadline_make(source.calendar, q.start, q.limit, q.pauses, q.pause_count, q.estimate, &d, &err) != ST_OK) {
		result = command_fail(&env, &err);
		goto out;
	}
	if (env.json)
		print_json(&env, &q, source.calendar, &d);
	else
		print_plain(&env, &q, &d);
	result = command_done(&env);
out:
	deadline_release(&d);
	source_release(&source);
	free(q.pauses);
	return result;
}

const struct command command_due = {
	.name = "due",
	.usage = "START N [--unit working_day|natural_day] [--pause FROM..TO]… [--explain] [--estimate] [--calendar DIR] [--json]",
	.help = "推算到期日:START 次日起算 N 个工作日(或自然日)",
	.run = run,
};
