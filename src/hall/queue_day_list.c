/* SPDX-License-Identifier: Apache-2.0 */
/* The lists of V-3 by their numbers, each as its own screen has it: read by the same call, with the same most. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "hall/errand.h"
#include "hall/outbox.h"
#include "hall/queue_day_own.h"
#include "hall/stuck.h"
#include "hall/watch.h"

static void worse(struct day_list *l, enum clock_light light)
{
	l->light = light == LIGHT_RED || (light == LIGHT_YELLOW && l->light != LIGHT_RED) ? light : l->light;
}

static enum status watched(struct hall *h, const struct actor *by, enum watch_kind kind, struct day_list *l, struct err *err)
{
	struct watch_row *rows = mem_array(WATCH_MOST, sizeof *rows);
	enum status st = watch_list(h, by, kind, rows, WATCH_MOST, &l->count, err);

	*l = (struct day_list){ .code = watch_code(kind), .name = watch_name(kind), .count = l->count, .more = l->count == WATCH_MOST };
	for (size_t i = 0; i < l->count; i++)
		worse(l, rows[i].light);
	free(rows);
	return st;
}

static enum status stopped(struct hall *h, const struct actor *by, struct day_list *l, struct err *err)
{
	struct outbox_row *rows = mem_array(OUTBOX_MOST, sizeof *rows);
	enum status st = outbox_list(h, "parked", rows, OUTBOX_MOST, &l->count, err);

	(void)by;
	l->more = l->count == OUTBOX_MOST;
	l->light = l->count ? LIGHT_RED : LIGHT_GREEN;
	free(rows);
	return st;
}

static enum status unanswered(struct hall *h, const struct actor *by, struct day_list *l, struct err *err)
{
	struct errand_row *rows = mem_array(ERRANDS_MOST, sizeof *rows);
	enum status st = errand_list(h, by, "waiting", rows, ERRANDS_MOST, &l->count, err);

	l->more = l->count == ERRANDS_MOST;
	for (size_t i = 0; st == ST_OK && i < l->count; i++)
		worse(l, errand_late(&rows[i]) ? LIGHT_RED : LIGHT_YELLOW);
	free(rows);
	return st;
}

static enum status stuck(struct hall *h, const struct actor *by, struct day_list *l, struct err *err)
{
	struct stuck_row *rows = mem_array(STUCKS_MOST, sizeof *rows);
	enum status st = stuck_list(h, by, false, rows, STUCKS_MOST, &l->count, err);

	l->more = l->count == STUCKS_MOST;
	for (size_t i = 0; st == ST_OK && i < l->count; i++)
		worse(l, rows[i].overdue ? LIGHT_RED : LIGHT_YELLOW);
	free(rows);
	return st;
}

enum status queue_day_lists(struct hall *h, const struct actor *by, struct day_list rows[DAY_LISTS_MOST], size_t *count, struct err *err)
{
	static const struct { const char *code, *name; enum status (*read)(struct hall *, const struct actor *, struct day_list *, struct err *); }
		others[] = { { "outbox", "推送停下", stopped }, { "errands", "帮办未响应", unanswered }, { "stuck", "办不成事", stuck } };
	enum status st = ST_OK;

	*count = 0;
	for (int k = 0; st == ST_OK && k < WATCH_KINDS; k++)
		st = watched(h, by, (enum watch_kind)k, &rows[(*count)++], err);
	for (size_t i = 0; st == ST_OK && i < COUNT_OF(others); i++) {
		struct day_list *l = &rows[(*count)++];
		*l = (struct day_list){ .code = others[i].code, .name = others[i].name };
		st = others[i].read(h, by, l, err);
	}
	return st;
}
