/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/queue_replay.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/ticket_own.h"

/* --- the day as it was, and as it would have been ------------------------------------------------------------------------ */

static void set_up(struct hall *h, const struct queue_day *d, const struct queue_rule *rule, struct replay *r)
{
	*r = (struct replay){ .rule = rule, .usual_ms = hall_int(h, "tide.service_minutes") * MINUTE_MS, .until = d->at };
	for (size_t i = 0; i < d->class_count; i++)
		if (d->classes[i].letter >= 'A' && d->classes[i].letter <= 'Z')
			r->service_ms[d->classes[i].letter - 'A'] = d->classes[i].f.median_ms;
}

static void add_line(const struct queue_day *d, char letter, const char *name, const struct queue_visit *same, const struct queue_visit *other,
	struct queue_replay *out)
{
	struct queue_replay_line *l = &out->lines[out->count++];
	const struct queue_filter of = { letter ? (const char[]){ letter, '\0' } : NULL, -1 };

	l->letter = letter;
	text_copy(l->name, sizeof l->name, name);
	queue_figures(d->visits, d->visit_count, of, d->at, DAY_MS, &l->really);
	queue_figures(same, d->visit_count, of, d->at, DAY_MS, &l->same);
	queue_figures(other, d->visit_count, of, d->at, DAY_MS, &l->other);
}

static void compare(const struct queue_day *d, const struct queue_visit *same, const struct queue_visit *other, struct queue_replay *out)
{
	add_line(d, '\0', "全部", same, other, out);
	for (size_t i = 0; i < d->class_count; i++)
		if (d->classes[i].f.taken)
			add_line(d, d->classes[i].letter, d->classes[i].name, same, other, out);
	memcpy(out->really, d->quarters, sizeof out->really);
	out->begun = queue_quarters(other, d->visit_count, QUEUE_ANY, clock_day_start(d->day), d->at, out->other);
	out->first = d->first;
	out->last = d->last;
}

static enum status play(struct hall *h, const struct queue_day *d, struct queue_replay *out, struct err *err)
{
	const struct queue_rule rule = ticket_rule(h);
	int more = out->more;
	size_t room = d->visit_count + 1, spans = d->span_count, windows = d->window_count, added = more > 0 ? (size_t)more : 0;
	struct queue_visit *same = mem_array(room, sizeof *same), *other = mem_array(room, sizeof *other);
	struct tide_window *takes = mem_array(windows + added + 1, sizeof *takes);
	struct tide_span *open = mem_array(spans * (added + 1) + 1, sizeof *open);
	struct replay r;
	enum status st = ST_OK;

	memcpy(takes, d->takes, windows * sizeof *takes);
	memcpy(open, d->spans, spans * sizeof *open);
	for (size_t i = 0; i < spans; i++)               /* how long each worked is known so far */
		open[i].to = open[i].to < d->at ? open[i].to : d->at;
	set_up(h, d, &rule, &r);
	r.windows = takes, r.window_count = windows, r.spans = open, r.span_count = spans;
	replay_day(&r, d->visits, d->visit_count, same);
	out->more = replay_windows(more, out->letters, d->visits, d->visit_count, takes, &windows, open, &spans);
	r.window_count = windows, r.span_count = spans;
	if (more && !out->more) {
		st = err_at(err, ST_DATA, "E-6866", "windows", "那一天没有窗口叫 %s 类,没有可%s的,没有重放。", out->letters, more > 0 ? "照着加" : "减");
	} else {
		replay_day(&r, d->visits, d->visit_count, other);
		compare(d, same, other, out);
	}
	free(same);
	free(other);
	free(takes);
	free(open);
	return st;
}

/* The pool that most came for. */
static const char *busiest(const struct queue_day *d)
{
	size_t best = 0;

	for (size_t i = 1; i < d->pool_count; i++)
		if (d->pools[i].f.taken > d->pools[best].f.taken)
			best = i;
	return d->pools[best].classes;
}

enum status queue_replay(struct hall *h, const struct actor *by, day_t day, int more, const char *letters, struct queue_replay **out,
	struct err *err)
{
	struct queue_replay *r;
	struct queue_day *d = NULL;
	char iso[11];
	enum status st = queue_day_read(h, by, day, &d, err);

	*out = NULL;
	if (st == ST_OK && !d->visit_count)
		st = err_at(err, ST_NOINPUT, "E-6865", "day", "%s 没有人取号,没有可重放的。", day_iso(day, iso));
	if (st != ST_OK) {
		queue_day_free(d);
		return st;
	}
	r = mem_alloc(sizeof *r);
	r->day = day;
	r->more = r->asked = more;
	text_copy(r->letters, sizeof r->letters, *letters ? letters : busiest(d));
	if ((st = play(h, d, r, err)) == ST_OK)
		*out = r;
	else
		free(r);
	queue_day_free(d);
	return st;
}

/* --- in words ------------------------------------------------------------------------------------------------------------ */

/* Of those who were called, and those who were not. */
static int64_t longest_of(const struct queue_figures *f)
{
	return f->most_ms > f->longest_ms ? f->most_ms : f->longest_ms;
}

static void say_figures(const char *label, const struct queue_figures *f, struct buf *out)
{
	int64_t longest = longest_of(f);

	buf_format(out, "  %s 均候 ", label);
	if (f->called)
		buf_format(out, "%3" PRId64 ":%02" PRId64, f->average_ms / MINUTE_MS, f->average_ms / 1000 % 60);
	else
		buf_text(out, "     —");                              /* an average of nobody is none, and no good one */
	buf_format(out, "  最久 %3" PRId64 ":%02" PRId64 "  办结 %3" PRId64 "  没叫到 %3" PRId64 "\n", longest / MINUTE_MS, longest / 1000 % 60,
		f->served, f->waiting);
}

void queue_replay_words(const struct queue_replay *r, struct buf *out)
{
	char iso[11], label[40];

	snprintf(label, sizeof label, "%s %-2d 窗", r->more < 0 ? "减" : "加", abs(r->more));
	if (r->more)
		buf_format(out, "%s 重放,%s %d 个叫 %s 类的窗口", day_iso(r->day, iso), r->more < 0 ? "减" : "加", abs(r->more), r->letters);
	if (r->more != r->asked)
		buf_format(out, "(要减 %d 个,那一天没有那么多)", abs(r->asked));
	if (r->more)
		buf_text(out, "\n");
	else
		buf_format(out, "%s 重放,窗口照旧\n", day_iso(r->day, iso));
	buf_text(out, "同样的人、同样的用时;「照旧重放」与实际差得越少,这次重放越可信。\n");
	for (size_t i = 0; i < r->count; i++) {
		const struct queue_replay_line *l = &r->lines[i];
		buf_format(out, "%.1s%s%s  取号 %" PRId64 "\n", l->letter ? &l->letter : "", l->letter ? " " : "", l->name, l->really.taken);
		say_figures("实际    ", &l->really, out);
		say_figures("照旧重放", &l->same, out);
		if (r->more)
			say_figures(label, &l->other, out);
	}
	buf_text(out, "每刻在等:实际 → 重放\n");
	for (size_t k = r->first; k < r->last && k < r->begun; k++)
		buf_format(out, "  %02zu:%02zu  %3" PRId64 " → %3" PRId64 "\n", k / 4, k % 4 * 15, r->really[k].waiting, r->other[k].waiting);
}

/* --- as the contract says ------------------------------------------------------------------------------------------------ */

static json_t *figures(const struct queue_figures *f)
{
	return json_pack("{sI sI sI sI sI}", "served", (json_int_t)f->served, "waiting", (json_int_t)f->waiting, "passed", (json_int_t)f->passed,
		"wait_seconds", (json_int_t)(f->average_ms / 1000), "longest_seconds",
		(json_int_t)(longest_of(f) / 1000));
}

json_t *queue_replay_json(const struct queue_replay *r)
{
	json_t *lines = json_array(), *quarters = json_array();
	char iso[11], at[26];

	for (size_t i = 0; i < r->count; i++) {
		const struct queue_replay_line *l = &r->lines[i];
		(void)json_array_append_new(lines, json_pack("{ss ss so so so}", "class", l->letter ? (const char[]){ l->letter, '\0' } : "", "class_name",
			l->name, "really", figures(&l->really), "same", figures(&l->same), "other", figures(&l->other)));
	}
	for (size_t k = r->first; k < r->last && k < r->begun; k++)
		(void)json_array_append_new(quarters, json_pack("{ss sI sI sI sI}", "from",
			clock_iso(clock_day_start(r->day) + (int64_t)k * QUEUE_QUARTER_MS, at), "waiting", (json_int_t)r->really[k].waiting, "other_waiting",
			(json_int_t)r->other[k].waiting, "wait_seconds", (json_int_t)(r->really[k].wait_ms / 1000), "other_wait_seconds",
			(json_int_t)(r->other[k].wait_ms / 1000)));
	return json_pack("{ss si ss so so}", "day", day_iso(r->day, iso), "windows", r->more, "classes", r->letters, "lines", lines, "quarters",
		quarters);
}
