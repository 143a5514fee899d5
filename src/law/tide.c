/* SPDX-License-Identifier: Apache-2.0 */
#include "law/tide.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"


static const struct { const char *code, *name; } acts[] = {
#define ROW(id, code, name) { code, name },
	TIDE_ACTS(ROW)
#undef ROW
};

const char *tide_act_code(enum tide_act a) { return (unsigned)a < COUNT_OF(acts) ? acts[a].code : ""; }
const char *tide_act_name(enum tide_act a) { return (unsigned)a < COUNT_OF(acts) ? acts[a].name : ""; }

int tide_act_from_code(const char *code)
{
	for (size_t i = 0; i < COUNT_OF(acts); i++)
		if (strcmp(acts[i].code, code) == 0)
			return (int)i;
	return -1;
}

/* --- windows --------------------------------------------------------------------------------------------------------- */

static uint32_t letters(const char *classes)
{
	uint32_t set = 0;

	for (; *classes; classes++)
		if (*classes >= 'A' && *classes <= 'Z')
			set |= UINT32_C(1) << (*classes - 'A');
	return set;
}

/* All letters that `from` reaches over windows. */
static uint32_t reached(uint32_t from, const struct tide_window *windows, size_t count)
{
	for (uint32_t before = 0; before != from;) {
		before = from;
		for (size_t i = 0; i < count; i++)
			if (letters(windows[i].classes) & from)
				from |= letters(windows[i].classes);
	}
	return from;
}

size_t tide_pools(const char *classes, const struct tide_window *windows, size_t count, char out[TIDE_POOLS_MOST][27])
{
	uint32_t all = letters(classes), done = 0;
	size_t n = 0;

	for (const char *c = classes; *c; c++) {
		uint32_t one = letters((const char[]){ *c, '\0' });
		if (!one || done & one)
			continue;
		uint32_t pool = reached(one, windows, count) & all;
		size_t len = 0;
		for (const char *k = classes; *k && len < 26; k++)
			if (letters((const char[]){ *k, '\0' }) & pool & ~done)
				out[n][len++] = *k;
		out[n++][len] = '\0';
		done |= pool;
	}
	return n;
}

int tide_open(const struct tide_window *windows, size_t count, const struct tide_span *spans, size_t span_count, const char *pool, int64_t at)
{
	uint32_t wanted = letters(pool);
	int open = 0;

	for (size_t i = 0; i < span_count; i++)
		if (spans[i].window >= 0 && (size_t)spans[i].window < count && spans[i].from <= at && at < spans[i].to &&
		    letters(windows[spans[i].window].classes) & wanted)
			open++;
	return open;
}

/* --- arrivals and what they ask for ---------------------------------------------------------------------------------- */

void tide_sample(const struct tide_rule *rule, const struct queue_visit *rows, size_t count, const char *pool, const struct tide_load *load,
	int open, int64_t at, struct tide_figures *out)
{
	int64_t arrivals[26] = { 0 }, work = 0, people = 0, room = rule->minutes * MINUTE_MS * rule->percent;

	*out = (struct tide_figures){ .at = at, .open = open };
	for (size_t i = 0; i < count; i++)
		if (rows[i].class >= 'A' && rows[i].class <= 'Z' && rows[i].taken_at <= at && rows[i].taken_at > at - rule->minutes * MINUTE_MS)
			arrivals[rows[i].class - 'A']++;
	for (const char *c = pool; *c; c++) {
		int k = *c - 'A';
		int64_t lambda = arrivals[k] * 100 > load->usual[k] ? arrivals[k] * 100 : load->usual[k];
		out->arrivals += arrivals[k];
		out->usual += load->usual[k];
		people += lambda;
		work += lambda * (load->service_ms[k] ? load->service_ms[k] : rule->service_ms);
	}
	out->service_ms = people ? work / people : 0;
	out->needed = room > 0 ? (int)((work + room - 1) / room) : 0;      /* hundredths of people over hundredths of time */
}

/* --- the advice ------------------------------------------------------------------------------------------------------ */

size_t tide_samples(const struct tide_rule *rule)
{
	return (size_t)(rule->open_samples > rule->close_samples ? rule->open_samples : rule->close_samples);
}

int64_t tide_sample_at(const struct tide_rule *rule, int64_t now, size_t n)
{
	int64_t step = rule->sample_minutes * MINUTE_MS;

	return now / step * step - (int64_t)n * step;
}

/* How many windows too few (above 0) all of the newest `most` samples say at least; too many of them: `spare` is what may stay idle. */
static int agreed(const struct tide_figures *s, size_t count, int most, bool too_few, int spare)
{
	int least = most > 0 && count >= (size_t)most ? 1000 : 0;

	for (int i = 0; i < most && least > 0; i++) {
		int n = too_few ? s[i].needed - s[i].open : s[i].open - spare - s[i].needed;
		least = n < least ? n : least;
	}
	return least > 0 ? least : 0;
}

struct tide_advice tide_advise(const struct tide_rule *rule, const struct tide_figures *samples, size_t count, enum clock_light light,
	int64_t longest_ms, bool grown)
{
	int few = agreed(samples, count, rule->open_samples, true, 0);
	int many = agreed(samples, count, rule->close_samples, false, 1);

	if (few)
		return (struct tide_advice){ TIDE_OPEN, few, false };
	/* who was just given a window must have time to feel it */
	if ((light == LIGHT_YELLOW || light == LIGHT_RED) && !grown)
		return (struct tide_advice){ TIDE_OPEN, 1, true };
	if (many && light == LIGHT_GREEN && longest_ms <= rule->calm_minutes * MINUTE_MS)
		return (struct tide_advice){ TIDE_CLOSE, many, false };
	return (struct tide_advice){ TIDE_KEEP, 0, false };
}
