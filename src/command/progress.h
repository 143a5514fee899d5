/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

/* A line on standard error for whoever waits at a terminal: what is being done, and since how many seconds. It shows only when
 * that takes longer than one second, and only on a terminal; it is gone before anything else is said. */

/* From now on `what` is being done: a text that stays ("正在读入"). Again for the next part; the seconds go on. */
void progress_say(const char *what);
/* Nothing any more; fine when there was nothing. To be called before anything is printed. */
void progress_end(void);

#endif
