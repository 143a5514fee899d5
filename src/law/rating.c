/* SPDX-License-Identifier: Apache-2.0 */
#include "law/rating.h"

#include <string.h>

#include "base/mem.h"

struct row { const char *code, *name; };

static int find(const struct row *rows, size_t count, const char *code)
{
	for (size_t i = 0; code && i < count; i++)
		if (strcmp(rows[i].code, code) == 0)
			return (int)i;
	return -1;
}

/* --- levels ---------------------------------------------------------------------------------------------------------- */

static const char *const level_names[] = { "未评价", "非常满意", "满意", "基本满意", "不满意", "非常不满意" };
_Static_assert(COUNT_OF(level_names) == RATING_WORST + 1, "each level has its name");

bool rating_level_valid(int level)
{
	return level >= RATING_BEST && level <= RATING_WORST;
}

const char *rating_level_name(int level)
{
	return level == RATING_NONE || rating_level_valid(level) ? level_names[level] : "";
}

bool rating_bad(int level)
{
	return level == 4 || level == 5;
}

int rating_from_stars(int stars)
{
	return rating_level_valid(stars) ? RATING_BEST + RATING_WORST - stars : RATING_NONE;
}

int rating_stars(int level)
{
	return rating_from_stars(level);       /* the turning is its own reverse */
}

/* --- moments, devices, states ---------------------------------------------------------------------------------------- */

static const struct row points[RATING_POINTS] = { { "accept", "受理" }, { "pickup", "领取" } };
#define ROW(id, code, name) { code, name },
static const struct row devices[] = { RATING_DEVICES(ROW) };
static const struct row states[] = { RATING_STATES(ROW) };
#undef ROW
static const struct row kinds[] = { { "", "" }, { "true", "属实" }, { "misunderstanding", "误会" }, { "malicious", "恶意或误评" } };
static const struct row acts[RATING_ACTS] = { { "verify", "核实" }, { "classify", "定性" }, { "fix", "整改" },
	{ "answer", "答复" }, { "close", "办结" }, { "appeal", "申诉" }, { "review", "复核" } };

const char *rating_point_code(enum rating_point p) { return (unsigned)p < COUNT_OF(points) ? points[p].code : ""; }
const char *rating_point_name(enum rating_point p) { return (unsigned)p < COUNT_OF(points) ? points[p].name : ""; }
int rating_point_from_code(const char *code) { return find(points, COUNT_OF(points), code); }

const char *rating_device_code(enum rating_device d) { return (unsigned)d < COUNT_OF(devices) ? devices[d].code : ""; }
const char *rating_device_name(enum rating_device d) { return (unsigned)d < COUNT_OF(devices) ? devices[d].name : ""; }
int rating_device_from_code(const char *code) { return find(devices, COUNT_OF(devices), code); }

const char *rating_state_code(enum rating_state s) { return (unsigned)s < COUNT_OF(states) ? states[s].code : ""; }
const char *rating_state_name(enum rating_state s) { return (unsigned)s < COUNT_OF(states) ? states[s].name : ""; }
int rating_state_from_code(const char *code) { return find(states, COUNT_OF(states), code); }

const char *rating_kind_code(enum rating_kind k) { return (unsigned)k < COUNT_OF(kinds) ? kinds[k].code : ""; }
const char *rating_kind_name(enum rating_kind k) { return (unsigned)k < COUNT_OF(kinds) ? kinds[k].name : ""; }
int rating_kind_from_code(const char *code) { return find(kinds, COUNT_OF(kinds), code); }

const char *rating_act_code(enum rating_act a) { return (unsigned)a < COUNT_OF(acts) ? acts[a].code : ""; }
const char *rating_act_name(enum rating_act a) { return (unsigned)a < COUNT_OF(acts) ? acts[a].name : ""; }
int rating_act_from_code(const char *code) { return find(acts, COUNT_OF(acts), code); }

/* --- the way of a bad rating (E-9) ----------------------------------------------------------------------------------- */

#define ANY_KIND 0xFu
#define ONLY(k) (1u << (k))
static const struct step { enum rating_state from; enum rating_act act; unsigned kinds; enum rating_state to; } steps[] = {
	{ RATING_REGISTERED, RATING_VERIFY,   ANY_KIND,          RATING_VERIFIED },
	{ RATING_VERIFIED,   RATING_CLASSIFY, ANY_KIND,          RATING_CLASSIFIED },
	{ RATING_CLASSIFIED, RATING_FIX,      ONLY(RATING_TRUE), RATING_FIXED },
	{ RATING_CLASSIFIED, RATING_ANSWER,   ONLY(RATING_MISUNDERSTANDING) | ONLY(RATING_MALICIOUS), RATING_ANSWERED },
	{ RATING_FIXED,      RATING_ANSWER,   ANY_KIND,          RATING_ANSWERED },
	{ RATING_ANSWERED,   RATING_CLOSE,    ANY_KIND,          RATING_CLOSED },
};

bool rating_may(enum rating_state now, enum rating_kind kind, const char *appeal, enum rating_act a, enum rating_state *next)
{
	bool open = strcmp(appeal, "open") == 0, underway = now >= RATING_CLASSIFIED && now < RATING_CLOSED;

	*next = now;
	if (a == RATING_APPEAL)
		return underway && !*appeal;
	if (a == RATING_REVIEW)
		return underway && open;
	if (a == RATING_CLOSE && open)
		return false;
	for (size_t i = 0; i < COUNT_OF(steps); i++)
		if (steps[i].from == now && steps[i].act == a && (steps[i].kinds & ONLY(kind))) {
			*next = steps[i].to;
			return true;
		}
	return false;
}
