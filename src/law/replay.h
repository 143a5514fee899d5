/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_REPLAY_H
#define LAW_REPLAY_H

#include "law/tide.h"

/* A day once more: the same people come at the same times and want the same time at a window, but other windows are open.
 * Who is called next is what Q-2 says (law/queue.h). */

/* Windows and when they call (paused spans do not count), `until`: when the day is over. A visit that was served takes its own
 * service; one that never came when called, what waiting for it took; one that nobody called, service_ms of its class (0:
 * `usual_ms`). Who went away before being called goes again at that time. out[count] is each visit as it would have been: called_at and
 * over_at 0 where the day was over first. `rows` are in the order of taking. */
struct replay {
	const struct queue_rule *rule;
	const struct tide_window *windows; size_t window_count;
	const struct tide_span *spans; size_t span_count;
	int64_t service_ms[26], usual_ms, until;
};
void replay_day(const struct replay *r, const struct queue_visit *rows, size_t count, struct queue_visit *out);

/* Fewer or more windows: spans[*count] are changed in place, room for `more` times as many must be there behind. Taken away are those
 * of `letters` that served the fewest; an added one takes `letters` all and is open, and pauses, when the one of those is that called
 * the longest. Windows likewise. Returns by how many it really changed: there may be too few to take away, or none to do as. */
int replay_windows(int more, const char *letters, const struct queue_visit *rows, size_t row_count, struct tide_window *windows,
	size_t *window_count, struct tide_span *spans, size_t *span_count);

#endif
