/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_TERM_H
#define UI_TERM_H

#include <stdbool.h>

#include "base/status.h"

/* The terminal: taken once, always given back. curses knows it and sets its modes, ui/pen paints; keys are read from the descriptor itself (ui/key.h).
 * There is one terminal per process, so this module keeps its own state. */

struct key_reader;

struct term_options { bool ascii, mono; };

#define TERM_ROWS 24
#define TERM_COLUMNS 80

/* Checks before curses starts, so that a refusal is a plain sentence on standard error: standard input and output are a
 * terminal, TERM is known and can move the cursor and erase, at least 80x24 (E-3006), the locale is UTF-8 (E-3007). TERM=linux
 * cannot show Chinese (its font has 512 signs at most): refused in ASCII. Then raw mode, alternate screen,
 * bracketed paste, handlers for fatal signals and exit. Tells `keys` the sequences of this terminal. */
enum status term_start(const struct term_options *options, struct key_reader *keys, struct err *err) MUST_CHECK;
/* Gives it back; safe to call at any time, any number of times. */
void term_stop(void);
/* The size may have changed: asks the kernel, and has all painted anew. Under 80x24 a notice stands on the screen, nothing is painted
 * and curses keeps its last size, so no pad ever shrinks under a form. */
void term_resize(void);
bool term_too_small(void);
/* Sends what was drawn. `row`, `col`: the cursor; row -1 hides it. At most one per turn of the loop. */
void term_paint(int row, int col);
/* The next paint draws every cell anew (C-l; after another program wrote on the screen). */
void term_repaint(void);
/* Lines and marks in ASCII from now on; all is painted anew. */
void term_use_ascii(void);
/* Asks the terminal where its cursor stands after a sign of doubtful width; the answer comes as KEY_REPORT. */
void term_probe(void);
/* The answer: true when the terminal draws ambiguous signs two cells wide; lines and marks are then drawn in ASCII (term_use_ascii). */
bool term_probed(int row, int column);

#endif
