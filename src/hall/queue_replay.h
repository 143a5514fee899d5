/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_QUEUE_REPLAY_H
#define HALL_QUEUE_REPLAY_H

#include "hall/queue_day.h"
#include "law/replay.h"

/* A day again with other windows (law/replay.h), beside what really was. The same day with the windows that it had stands between
 * them: how far it is from what was tells how much the replay is worth. */
struct queue_replay_line {
	char letter, name[64];                   /* '\0', "全部": all */
	struct queue_figures really, same, other;
};
struct queue_replay {
	day_t day;
	char letters[27];                        /* what the windows take that are more or fewer */
	int more, asked;                         /* as it was done, and as it was wanted: there may be too few to take away */
	struct queue_replay_line lines[QUEUE_CLASSES_MOST + 1];      /* the first is of all */
	size_t count;
	struct queue_quarter really[QUEUE_QUARTERS], other[QUEUE_QUARTERS];
	size_t begun, first, last;
};
#define QUEUE_REPLAY_MOST 20                     /* windows more or fewer that people may ask for */
/* `letters` "": those that most came for. Today is replayed up to now. E-6801; E-6865 nobody came that day; E-6866 no window takes the
 * letters, or none could be taken away. *out is owned: free(). */
enum status queue_replay(struct hall *h, const struct actor *by, day_t day, int more, const char *letters, struct queue_replay **out,
	struct err *err) MUST_CHECK;
/* A table of it in columns of cells, each line ended. Appended. */
void queue_replay_words(const struct queue_replay *r, struct buf *out);
json_t *queue_replay_json(const struct queue_replay *r);         /* data/contract/simulate.schema.json; owned */

#endif
