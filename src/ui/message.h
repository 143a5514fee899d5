/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_MESSAGE_H
#define UI_MESSAGE_H

#include "base/status.h"

struct ui;

/* The message line, last but one. It never takes the focus. A message stays until the first key that is read after it
 * was painted, so type-ahead cannot take it away unseen; an error is not covered by a note of the same moment. Longer
 * texts take up to three lines more, over the view. Under it, when there is no message: the focused field's words, else
 * ui_options.idle. */
void message_say(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* R25: "E-1001 文字"; what happened, what is safe, what to press. */
void message_error(struct ui *ui, const struct err *err);
void message_refuse(struct ui *ui, const char *code, const char *format, ...) __attribute__((format(printf, 3, 4)));
void message_clear(struct ui *ui);
/* What was said of something that is mended by now: taken back, if it still stands there. */
void message_mended(struct ui *ui, const struct err *err);

#endif
