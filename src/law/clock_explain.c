/* SPDX-License-Identifier: Apache-2.0 */
#include "law/clock.h"

#include <stdlib.h>
#include <string.h>

/* A day as short as it can be said: with its year only where that is not the one of the day said before. */
static const char *short_day(day_t before, day_t day, char out[11])
{
	bool same = day_to_ymd(day).year == day_to_ymd(before).year;

	day_iso(day, out);
	return same ? out + 5 : out;
}

/* What the law added; what a calendar took back is another line. */
static int halves_granted(const struct clock_run *run)
{
	int halves = 0;

	for (size_t i = 0; i < run->extension_count; i++)
		halves += run->extensions[i].halves > 0 ? run->extensions[i].halves : 0;
	return halves;
}

/* The pause that today lies in, else NULL. */
static const struct clock_pause *open_pause(const struct clock_run *run)
{
	for (size_t i = run->pause_count; i-- > 0; )
		if (run->pauses[i].to == DAY_NONE)
			return &run->pauses[i];
	return NULL;
}

/* --- one sentence --------------------------------------------------------------------------------------------------- */

static void say_limit(const struct clock_run *run, struct buf *out)
{
	char start[11];
	int granted = halves_granted(run);

	buf_format(out, "%s%s起 ", day_iso(run->start, start), clock_rule(run->kind)->begun);
	if (run->limit.unit <= UNIT_NATURAL_DAY && run->limit.halves)      /* shorter than limit_text: all of it is one line */
		buf_format(out, "%d%s%s日", run->limit.halves / 2, run->limit.halves % 2 ? ".5" : "", run->limit.unit == UNIT_WORKING_DAY ? "工作" : "自然");
	else
		limit_text(run->limit, out);
	if (granted)
		buf_format(out, "+%d%s%s", granted / 2, granted % 2 ? ".5" : "", run->limit.unit == UNIT_WORKING_DAY ? "" : "工作日");
}

static void say_skipped(const struct clock_state *s, struct buf *out)
{
	int skipped = 0, paused = 0;

	for (size_t i = 0; i < s->deadline.count; i++) {
		skipped += s->deadline.steps[i].effect == DAY_SKIPPED;
		paused += s->deadline.steps[i].effect == DAY_PAUSED;
	}
	if (skipped)
		buf_format(out, ",跳过%d%s", skipped, paused ? "" : "天");
	if (paused)
		buf_format(out, "%s停%d天", skipped ? "" : ",", paused);
}

static void say_left(const struct clock_state *s, struct buf *out)
{
	if (s->remaining < 0)
		buf_format(out, ",超%d工作日", -s->remaining);
	else if (s->remaining > 0)
		buf_format(out, ",已用%d余%d", s->used, s->remaining);
}

void clock_sentence(const struct clock_run *run, const struct clock_state *s, struct buf *out)
{
	const struct deadline *d = &s->deadline;
	char day[11];

	say_limit(run, out);
	if (d->due == DAY_NONE) {
		const struct clock_pause *p = open_pause(run);
		if (p)
			buf_format(out, ";%s停表(%s)", short_day(run->start, p->from, day), pause_kind_name((enum pause_kind)p->kind));
		buf_format(out, ",已用%d/共%d", s->used, s->total);
		return;
	}
	buf_format(out, ";%s%s", d->estimated ? "预估" : "", short_day(run->start, d->due, day));
	if (run->stopped != DAY_NONE) {
		buf_format(out, "到期,%s已停", short_day(d->due, run->stopped, day));
		if (s->light == LIGHT_RED)
			buf_format(out, ",超%d工作日", -s->remaining);
		else
			buf_format(out, ",用%d", s->used);
		return;
	}
	buf_text(out, s->remaining ? "到期" : "今日到期");
	say_left(s, out);
	say_skipped(s, out);
}

/* --- everything ------------------------------------------------------------------------------------------------------ */

static void put_why(const char *reason, const char *by, struct buf *out)
{
	if (reason && *reason)
		buf_format(out, ",%s", reason);
	if (by && *by)
		buf_format(out, "(%s)", by);
	buf_char(out, '\n');
}

static void put_extensions(const struct clock_run *run, struct buf *out)
{
	char day[11];

	for (size_t i = 0; i < run->extension_count; i++) {
		const struct clock_extension *e = &run->extensions[i];
		int halves = abs(e->halves);
		buf_format(out, "  %s %s %d%s个工作日", e->halves > 0 ? "延长" : "守原定", day_iso(e->day, day), halves / 2, halves % 2 ? ".5" : "");
		put_why(e->reason, e->by, out);
	}
}

static void put_pauses(const struct clock_run *run, struct buf *out)
{
	char from[11], to[11];

	for (size_t i = 0; i < run->pause_count; i++) {
		const struct clock_pause *p = &run->pauses[i];
		buf_format(out, "  停表 %s 至 %s %s", day_iso(p->from, from), p->to == DAY_NONE ? "未结束" : day_iso(p->to, to),
			pause_kind_name((enum pause_kind)p->kind));
		put_why(p->reason, p->by, out);
	}
}

void clock_explain(const struct clock_run *run, const struct clock_state *s, struct buf *out)
{
	const struct clock_rule *rule = clock_rule(run->kind);
	char day[11];

	buf_format(out, "  依据 %s;%s起算,%s止\n", rule->law, rule->begun, rule->stops);
	put_extensions(run, out);
	put_pauses(run, out);
	if (run->stopped != DAY_NONE)
		buf_format(out, "  已停 %s,用%d%s\n", day_iso(run->stopped, day), s->used, run->limit.unit == UNIT_WORKING_DAY ? "个工作日" :
			run->limit.unit == UNIT_NATURAL_DAY && !s->deadline.added ? "个自然日" : "日");
	buf_text(out, "  ");
	deadline_explain_as(&s->deadline, rule->begun, out);
	buf_char(out, '\n');
	if (s->remaining < 0)
		buf_format(out, "  %s\n", rule->late);
	deadline_weeks(&s->deadline, out);
}
