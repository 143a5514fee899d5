/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_LINE_H
#define PRINT_LINE_H

#include <stdint.h>

#include "hall/printer.h"

/* A printer that is reached without CUPS (P-7): bytes go down its line, one paper at a time. It knows nothing of jobs. Nothing
 * in here waits: line_turn goes as far as it can now, and line_wait_ms says when there is more to do.
 *
 *     CLOSED -> OPENING -> ASKING -> READY -> SENDING -> LEAVING -> SETTLING -> ENDING -> DONE
 *
 * READY waits for line_send: until then nothing of a paper has left, whatever happened. From any phase a line can become
 * BROKEN; `sent` says whether paper can have come out of it. DONE is that the printer took every byte, never that there is
 * paper (R13). A printer that answers DLE EOT is asked before and after; what it complains of is in `words`. */
enum line_phase { LINE_CLOSED, LINE_OPENING, LINE_ASKING, LINE_READY, LINE_SENDING, LINE_LEAVING, LINE_SETTLING, LINE_ENDING,
	LINE_DONE, LINE_BROKEN };

struct line {
	struct printer_place place;
	int fd;
	enum line_phase phase;
	bool asks;                          /* it may speak ESC/POS: DLE EOT is no text to it */
	bool talks;                         /* and it answers */
	bool met;                           /* it was reached, the last time that was tried */
	bool fault;                         /* somebody must do something … */
	char words[160];                    /* … namely this; kept when it closes, until it is known to be over */
	const char *data;                   /* of the sender, who keeps it until the line is closed */
	size_t n, sent;
	/* private */
	int64_t since, moved_at, asked_at;  /* monotonic: this phase, the last byte taken, the last question */
	int question, calm;                 /* asked now, 0: none; how often it was asked and all was well */
	unsigned mute;                      /* 1 << question: it answers the others, never this one */
	bool said_fault;                    /* in the round of questions that is under way */
	char said[160];
};

/* Begins; BROKEN at once, with words, when the device is not there. */
void line_open(struct line *l, const struct printer_place *place, bool asks);
/* From READY on: all of a paper. */
void line_send(struct line *l, const void *data, size_t n);
void line_turn(struct line *l);
void line_close(struct line *l);                    /* to CLOSED; what the words said stays */
/* For poll(2): the events that it waits for, 0: none; and how long at most. */
short line_events(const struct line *l);
int64_t line_wait_ms(const struct line *l);

#endif
