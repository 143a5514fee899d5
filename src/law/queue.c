/* SPDX-License-Identifier: Apache-2.0 */
#include "law/queue.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

#define NUMBER_MOST 999999

/* --- words ----------------------------------------------------------------------------------------------------------- */

struct row { const char *code, *name; };

#define ROW(id, code, name) { code, name },
static const struct row lanes[] = { QUEUE_LANES(ROW) };
static const struct row ticket_states[] = { TICKET_STATES(ROW) };
static const struct row window_states[] = { WINDOW_STATES(ROW) };
#undef ROW
#define ROW(id, word, fact, name) { word, name },
static const struct row acts[] = { TICKET_ACTS(ROW) };
#undef ROW
#define ROW(id, word, fact, name) fact,
static const char *const facts[] = { TICKET_ACTS(ROW) };
#undef ROW

static int find(const struct row *rows, size_t count, const char *code)
{
	for (size_t i = 0; code && i < count; i++)
		if (strcmp(rows[i].code, code) == 0)
			return (int)i;
	return -1;
}

const char *queue_lane_code(enum queue_lane l) { return (unsigned)l < COUNT_OF(lanes) ? lanes[l].code : ""; }
const char *queue_lane_name(enum queue_lane l) { return (unsigned)l < COUNT_OF(lanes) ? lanes[l].name : ""; }
int queue_lane_from_code(const char *code) { return find(lanes, COUNT_OF(lanes), code); }

const char *ticket_state_code(enum ticket_state s) { return (unsigned)s < COUNT_OF(ticket_states) ? ticket_states[s].code : ""; }
const char *ticket_state_name(enum ticket_state s) { return (unsigned)s < COUNT_OF(ticket_states) ? ticket_states[s].name : ""; }
int ticket_state_from_code(const char *code) { return find(ticket_states, COUNT_OF(ticket_states), code); }

const char *window_state_code(enum window_state s) { return (unsigned)s < COUNT_OF(window_states) ? window_states[s].code : ""; }
const char *window_state_name(enum window_state s) { return (unsigned)s < COUNT_OF(window_states) ? window_states[s].name : ""; }
int window_state_from_code(const char *code) { return find(window_states, COUNT_OF(window_states), code); }

const char *ticket_act_word(enum ticket_act a) { return (unsigned)a < COUNT_OF(acts) ? acts[a].code : ""; }
const char *ticket_act_fact(enum ticket_act a) { return (unsigned)a < COUNT_OF(facts) ? facts[a] : ""; }
const char *ticket_act_name(enum ticket_act a) { return (unsigned)a < COUNT_OF(acts) ? acts[a].name : ""; }
int ticket_act_from_word(const char *word) { return find(acts, COUNT_OF(acts), word); }

/* --- what may become of a ticket ------------------------------------------------------------------------------------- */

static const struct { enum ticket_state from; enum ticket_act act; enum ticket_state to; } steps[] = {
	{ TICKET_WAITING, TICKET_DO_CALL, TICKET_CALLED },
	{ TICKET_WAITING, TICKET_DO_TRANSFER, TICKET_WAITING },
	{ TICKET_WAITING, TICKET_DO_ABANDON, TICKET_ABANDONED },
	{ TICKET_CALLED, TICKET_DO_RECALL, TICKET_CALLED },
	{ TICKET_CALLED, TICKET_DO_ARRIVE, TICKET_SERVING },
	{ TICKET_CALLED, TICKET_DO_PASS, TICKET_PASSED },
	{ TICKET_CALLED, TICKET_DO_TRANSFER, TICKET_WAITING },
	{ TICKET_SERVING, TICKET_DO_TRANSFER, TICKET_WAITING },
	{ TICKET_SERVING, TICKET_DO_END, TICKET_ENDED },
	{ TICKET_PASSED, TICKET_DO_RESTORE, TICKET_WAITING },
	{ TICKET_PASSED, TICKET_DO_ABANDON, TICKET_ABANDONED },
};

int ticket_step(enum ticket_state from, enum ticket_act act, bool restored)
{
	for (size_t i = 0; i < COUNT_OF(steps); i++)
		if (steps[i].from == from && steps[i].act == act)
			return act == TICKET_DO_PASS && restored ? TICKET_ABANDONED : (int)steps[i].to;
	return -1;
}

/* --- who is next ----------------------------------------------------------------------------------------------------- */

int64_t queue_wait_ms(int64_t taken_at, int64_t now)
{
	return now > taken_at ? now - taken_at : 0;
}

bool queue_before(const struct queue_waiting *a, const struct queue_waiting *b)
{
	return a->place != b->place ? a->place < b->place : a->id < b->id;
}

/* In which part of the call order a ticket stands. */
enum part { PART_PRIORITY, PART_SLOT, PART_CLASS, PART_EARLY };

static enum part part_of(const struct queue_rule *rule, const struct queue_waiting *t, int64_t now)
{
	int64_t room = rule->slot_minutes * MINUTE_MS;

	if (t->lane == QUEUE_PRIORITY)
		return PART_PRIORITY;
	if (t->lane != QUEUE_APPOINTMENT || now > t->slot_at + room)
		return PART_CLASS;
	return now < t->slot_at - room ? PART_EARLY : PART_SLOT;
}

/* Appointments by their time; all others as they stand. */
static bool earlier(enum part part, const struct queue_waiting *a, const struct queue_waiting *b)
{
	if ((part == PART_SLOT || part == PART_EARLY) && a->slot_at != b->slot_at)
		return a->slot_at < b->slot_at;
	return queue_before(a, b);
}

/* The first of one part; of `class` only, '\0': of all that the window takes. */
static size_t first_of(const struct queue_rule *rule, const char *classes, char class, enum part part,
	const struct queue_waiting *rows, size_t count, int64_t now)
{
	size_t best = QUEUE_NONE;

	for (size_t i = 0; i < count; i++) {
		if (!rows[i].class || !strchr(classes, rows[i].class) || (class && rows[i].class != class) ||
		    part_of(rule, &rows[i], now) != part)
			continue;
		if (best == QUEUE_NONE || earlier(part, &rows[i], &rows[best]))
			best = i;
	}
	return best;
}

/* The classes in the window's order, with ageing: whoever has waited so much longer than the one before whom he would stand. */
static size_t first_by_class(const struct queue_rule *rule, const char *classes, const struct queue_waiting *rows, size_t count,
	int64_t now)
{
	int64_t room = rule->ageing_minutes * MINUTE_MS, least = 0;
	size_t best = QUEUE_NONE;

	for (const char *c = classes; *c; c++) {
		size_t head = first_of(rule, classes, *c, PART_CLASS, rows, count, now);
		if (head == QUEUE_NONE)
			continue;
		int64_t wait = queue_wait_ms(rows[head].taken_at, now);
		if (best == QUEUE_NONE || wait > least + room) {
			least = best == QUEUE_NONE ? wait : wait - room;         /* the next one must have waited longer than this one */
			best = head;
		}
	}
	return best;
}

size_t queue_next(const struct queue_rule *rule, const char *classes, const struct queue_waiting *rows, size_t count, int64_t now)
{
	size_t found = first_of(rule, classes, '\0', PART_PRIORITY, rows, count, now);

	if (found == QUEUE_NONE)
		found = first_of(rule, classes, '\0', PART_SLOT, rows, count, now);
	if (found == QUEUE_NONE)
		found = first_by_class(rule, classes, rows, count, now);
	return found != QUEUE_NONE ? found : first_of(rule, classes, '\0', PART_EARLY, rows, count, now);
}

int64_t queue_restored_place(const int64_t *places, size_t count, size_t after, int64_t own)
{
	size_t last = count < after ? count : after;

	if (last == 0)
		return own;
	int64_t next = count > last ? places[last] : places[last - 1] + QUEUE_PLACE(1);
	return places[last - 1] + (next - places[last - 1]) / 2;
}

int64_t queue_estimate_minutes(int64_t before, int64_t service_ms, int64_t windows)
{
	if (before <= 0 || service_ms <= 0 || windows <= 0)
		return 0;
	return (before * service_ms / windows + MINUTE_MS - 1) / MINUTE_MS;
}

/* --- numbers --------------------------------------------------------------------------------------------------------- */

void queue_number(char letter, int64_t n, char out[12])
{
	snprintf(out, 12, "%c%03" PRId64, letter, n % (NUMBER_MOST + 1));
}

void queue_spoken(const char *number, const char *window, const char *window_name, char out[200])
{
	static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
	char spelled[64] = "";
	size_t n = 0;

	for (const char *p = number; *p && n + 4 < sizeof spelled; p++)
		n += (size_t)snprintf(spelled + n, sizeof spelled - n, isdigit((unsigned char)*p) ? "%s" : "%.1s",
			isdigit((unsigned char)*p) ? digits[*p - '0'] : p);
	snprintf(out, 200, "请%s号到%.7s号%.90s", spelled, window, window_name);
}

bool queue_number_read(const char *text, char out[12])
{
	char *end;
	long n;

	if (!isalpha((unsigned char)text[0]) || !isdigit((unsigned char)text[1]))
		return false;
	n = strtol(text + 1, &end, 10);
	if (*end || n < 1 || n > NUMBER_MOST)
		return false;
	queue_number((char)toupper((unsigned char)text[0]), n, out);
	return true;
}
