/* SPDX-License-Identifier: Apache-2.0 */
#include "law/states.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "law/act.h"

struct row { const char *code, *name; };

#define STATE_ROW(id, code, name) { code, name },
static const struct row dossier_rows[] = { DOSSIER_STATES(STATE_ROW) };
static const struct row task_rows[] = { TASK_STATES(STATE_ROW) };
#undef STATE_ROW
_Static_assert(COUNT_OF(dossier_rows) == DOSSIER_STATE_COUNT, "each dossier state has its row");
_Static_assert(COUNT_OF(task_rows) == TASK_STATE_COUNT, "each task state has its row");

_Static_assert(DOSSIER_STATE_COUNT <= 32 && TASK_STATE_COUNT <= 32, "a set of states fits 32 bits (law/act.h)");

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
	return (unsigned)from < DOSSIER_STATE_COUNT && (unsigned)to < DOSSIER_STATE_COUNT && act_between(ACT_DOSSIER, (int)from, (int)to, ~0u);
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
	return (unsigned)from < TASK_STATE_COUNT && (unsigned)to < TASK_STATE_COUNT && act_between(ACT_TASK, (int)from, (int)to, ~0u);
}

bool task_decided(enum task_state s)
{
	return s == TASK_GRANTED || s == TASK_REFUSED || s == TASK_REPORTED || s == TASK_MAKING || s == TASK_HANDED ||
		s == TASK_DELIVERED || s == TASK_ARCHIVED;
}
