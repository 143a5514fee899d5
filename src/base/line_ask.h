/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_LINE_ASK_H
#define BASE_LINE_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/loop.h"

/* One question to a program of somebody else's on a Unix stream socket: one line there, lines back, by the loop. Whatever the other
 * side does, nobody waits for it and no more than `most` bytes of it are kept. */
struct line_ask;

enum line_news {
	LINE_WHOLE,          /* a line, without its LF */
	LINE_QUIET,          /* nothing has come for quiet_ms; said once, it goes on */
	/* from here on it is over */
	LINE_AWAY,           /* nobody listens there */
	LINE_GONE,           /* the other side has hung up */
	LINE_HALF,           /* a line was begun and not ended in half_ms, or before hanging up */
	LINE_LONG,           /* a line of more than `most` bytes */
	LINE_LATE            /* late_ms are over */
};
/* Called from the loop, never from line_ask_start. `line` (n bytes, borrowed for the call) goes with LINE_WHOLE. After LINE_AWAY …
 * LINE_LATE, and where it answers false, the question is over and its memory gone. */
typedef bool line_ask_fn(void *ctx, enum line_news news, const char *line, size_t n);

struct line_limits { size_t most; int64_t quiet_ms, half_ms, late_ms; };

/* `path` of a socket (too long for one: LINE_AWAY), `line` with its LF. Copies both. */
struct line_ask *line_ask_start(struct loop *l, const char *path, const char *line, const struct line_limits *limits, line_ask_fn *fn,
	void *ctx);
/* Hangs up without a word. NULL is fine; not for one that is over. */
void line_ask_stop(struct line_ask *a);

#endif
