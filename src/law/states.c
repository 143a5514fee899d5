/* SPDX-License-Identifier: Apache-2.0 */
#include "law/states.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

struct row { const char *code, *name; };

#define STATE_ROW(id, code, name) { code, name },
static const struct row dossier_rows[] = { DOSSIER_STATES(STATE_ROW) };
static const struct row task_rows[] = { TASK_STATES(STATE_ROW) };
#undef STATE_ROW
_Static_assert(COUNT_OF(dossier_rows) == DOSSIER_STATE_COUNT, "each dossier state has its row");
_Static_assert(COUNT_OF(task_rows) == TASK_STATE_COUNT, "each task state has its row");

/* A set of states as bits; bit n is state n. */
#define BIT(s) (1u << (s))
_Static_assert(DOSSIER_STATE_COUNT <= 32 && TASK_STATE_COUNT <= 32, "a set of states fits 32 bits");

/* W-4: where a dossier may go from each state. Guards and roles are the caller's; 31 (容缺受理) is 30 with a flag, so
 * its lapse (R3) may come from each state that the flag survives into. */
#define TO(s) BIT(DOSSIER_##s)
static const unsigned dossier_next[DOSSIER_STATE_COUNT] = {
	[DOSSIER_DRAFT]        = TO(RECEIVED) | TO(NOT_ACCEPTED) | TO(VOID),
	[DOSSIER_RECEIVED]     = TO(CORRECTING) | TO(ACCEPTED) | TO(NOT_ACCEPTED) | TO(VOID),
	[DOSSIER_CORRECTING]   = TO(RECEIVED) | TO(TERMINATED),
	[DOSSIER_ACCEPTED]     = TO(IN_PROGRESS) | TO(SUSPENDED) | TO(DECIDED) | TO(WITHDRAWN) | TO(TERMINATED),
	[DOSSIER_IN_PROGRESS]  = TO(SUSPENDED) | TO(DECIDED) | TO(WITHDRAWN) | TO(TERMINATED),
	[DOSSIER_SUSPENDED]    = TO(IN_PROGRESS) | TO(WITHDRAWN) | TO(TERMINATED),
	[DOSSIER_DECIDED]      = TO(READY) | TO(TERMINATED),
	[DOSSIER_READY]        = TO(DELIVERED),
	[DOSSIER_DELIVERED]    = TO(ARCHIVED),
	[DOSSIER_ARCHIVED]     = 0,
	[DOSSIER_NOT_ACCEPTED] = TO(ARCHIVED),
	[DOSSIER_WITHDRAWN]    = TO(ARCHIVED),
	[DOSSIER_TERMINATED]   = TO(ARCHIVED),
	[DOSSIER_VOID]         = TO(ARCHIVED),
};
#undef TO

/* W-7: where a department's task may go. 05 "manual" is a delivery by hand, signed for at the department: 10. 转报 (52)
 * is a decision like 50 and 51 and comes from where they come from. Nobody moves a decision back (W-11). */
#define TO(s) BIT(TASK_##s)
#define ENDS (TO(RECALLED) | TO(ENDED) | TO(VOID))
#define DECISIONS (TO(GRANTED) | TO(REFUSED) | TO(REPORTED))
static const unsigned task_next[TASK_STATE_COUNT] = {
	[TASK_PENDING]    = TO(FAILED) | TO(SENT) | ENDS,
	[TASK_FAILED]     = TO(PENDING) | TO(SENT),
	[TASK_SENT]       = TO(WORKING) | TO(RETURNED),
	[TASK_RETURNED]   = TO(PENDING) | ENDS,
	[TASK_WORKING]    = TO(CORRECTING) | TO(SPECIAL) | TO(EXTENDED) | DECISIONS | ENDS,
	[TASK_CORRECTING] = TO(WORKING) | ENDS,
	[TASK_SPECIAL]    = TO(WORKING),
	[TASK_EXTENDED]   = DECISIONS,
	[TASK_GRANTED]    = TO(MAKING),
	[TASK_REFUSED]    = TO(MAKING),
	[TASK_REPORTED]   = TO(MAKING),
	[TASK_MAKING]     = TO(HANDED),
	[TASK_HANDED]     = TO(DELIVERED),
	[TASK_DELIVERED]  = TO(ARCHIVED),
	[TASK_RECALLED]   = TO(ARCHIVED),
	[TASK_ENDED]      = TO(ARCHIVED),
	[TASK_VOID]       = TO(ARCHIVED),
	[TASK_ARCHIVED]   = 0,
};
#define DECIDED (DECISIONS | TO(MAKING) | TO(HANDED) | TO(DELIVERED) | TO(ARCHIVED))

static int find(const struct row *rows, size_t count, const char *code)
{
	for (size_t i = 0; code && i < count; i++)
		if (strcmp(rows[i].code, code) == 0)
			return (int)i;
	return -1;
}

const char *dossier_state_code(enum dossier_state s)
{
	return (unsigned)s < DOSSIER_STATE_COUNT ? dossier_rows[s].code : "";
}

const char *dossier_state_name(enum dossier_state s)
{
	return (unsigned)s < DOSSIER_STATE_COUNT ? dossier_rows[s].name : "";
}

int dossier_state_from_code(const char *code)
{
	return find(dossier_rows, COUNT_OF(dossier_rows), code);
}

bool dossier_may_go(enum dossier_state from, enum dossier_state to)
{
	return (unsigned)from < DOSSIER_STATE_COUNT && (unsigned)to < DOSSIER_STATE_COUNT && (dossier_next[from] & BIT(to));
}

const char *task_state_code(enum task_state s)
{
	return (unsigned)s < TASK_STATE_COUNT ? task_rows[s].code : "";
}

const char *task_state_name(enum task_state s)
{
	return (unsigned)s < TASK_STATE_COUNT ? task_rows[s].name : "";
}

int task_state_from_code(const char *code)
{
	return find(task_rows, COUNT_OF(task_rows), code);
}

bool task_may_go(enum task_state from, enum task_state to)
{
	return (unsigned)from < TASK_STATE_COUNT && (unsigned)to < TASK_STATE_COUNT && (task_next[from] & BIT(to));
}

bool task_decided(enum task_state s)
{
	return (unsigned)s < TASK_STATE_COUNT && (DECIDED & BIT(s));
}
