/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_TIDE_H
#define HALL_TIDE_H

#include <jansson.h>

#include "hall/queue_day.h"

/* What is decided about tide windows (V-4): the advice is text, a person decides, and what was advised on which figures, what was
 * decided and how it stood tide.after_minutes later are kept. Opening and closing is done by who sits down at a window. */

struct tide_choice {
	const char *uuid;                        /* of the press (T1); NULL: made here */
	const char *classes;                     /* letters of one pool, "A" is enough of "ABC" */
	enum tide_act act;
	int windows;                             /* 0 with TIDE_KEEP */
	const char *reason;                      /* wanted when it is not what was advised; "" */
};
struct tide_state { int open; int64_t waiting, longest_ms, average_ms; };
struct tide_row {
	int64_t id, at, due_at;
	day_t day;
	char who[64], classes[27], reason[200];
	struct tide_advice advice, decision;     /* by_light is not kept */
	struct tide_figures figures;
	struct tide_state before, after;
	bool seen;                               /* `after` is known */
};
/* Decides. E-6801 not this role's; E-6861 no such letter, or letters of two pools; E-6862 so many windows cannot be opened or closed; E-6863
 * no reason, or one that cannot be kept; E-6864 nobody knows whether it was kept (R4): the same uuid again finds out; E-6867 this uuid was
 * kept with another decision. */
enum status tide_decide(struct hall *h, const struct actor *by, const struct tide_choice *choice, struct err *err) MUST_CHECK;
/* Of the days from … to, the newest first. E-6801. */
enum status tide_list(struct hall *h, const struct actor *by, day_t from, day_t to, struct tide_row *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;
/* What time alone does: notes what came of decisions whose time has come, as it stood then. Cheap when there are none. */
enum status tide_follow(struct hall *h, struct err *err) MUST_CHECK;

/* "09:58 何静:A、B、C 类 建议再开 2 窗,定为开窗 1 窗(先看看);当时等 9 人,最久 18分,开着 3 窗;30 分钟后等 4 人,…" Appended. */
void tide_words(const struct tide_row *row, struct buf *out);
json_t *tide_row_json(const struct tide_row *row);       /* data/contract/tide.schema.json; owned */

#endif
