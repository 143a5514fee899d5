/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TEST_SCREEN_H
#define TEST_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"

/* A program on a pseudo-terminal with libvterm behind it: what a person would see, without a person. Answers the
 * terminal's questions (DA, cursor position). Nothing sleeps: everything waits for what should be seen, up to a
 * deadline. */

struct screen;

struct screen_options {
	char *const *argv;           /* NULL-ended */
	char *const *env;            /* "NAME=VALUE" beside a fixed environment; NULL-ended; may be NULL */
	int rows, columns;
};
struct screen *screen_start(const struct screen_options *options);       /* NULL: no pty or no such program */
void screen_end(struct screen *s);               /* ends the program if it still runs; NULL is fine */
pid_t screen_pid(const struct screen *s);

/* Input, as if typed: all of it at once. False when the program does not take it. */
bool screen_send(struct screen *s, const void *bytes, size_t n);
/* Reads what the program has written for at most ms; true when there was something. */
bool screen_pump(struct screen *s, int ms);
/* Waits until `seen` says yes; false at the deadline. */
typedef bool screen_seen_fn(struct screen *s, const void *ctx);
bool screen_wait(struct screen *s, screen_seen_fn *seen, const void *ctx, int ms);
/* Waits until nothing has been written for `quiet` ms. */
void screen_settle(struct screen *s, int quiet);
/* The terminal goes away, as when its window is closed or the line drops. */
void screen_hangup(struct screen *s);
void screen_resize(struct screen *s, int rows, int columns);
/* Waits for the end: the exit code, 128 + signal, or -1 at the deadline. What it wrote last is read. */
int screen_exit(struct screen *s, int ms);
/* Sends SIGHUP to a program that still runs: did it end with 129, as a program should, and not in a sanitizer? */
bool screen_leave(struct screen *s, int ms);

int screen_rows(const struct screen *s);
/* One row as UTF-8, without blanks at its end. */
void screen_row(const struct screen *s, int row, struct buf *out);
/* Row in which the text stands, -1. */
int screen_find(const struct screen *s, const char *text);
void screen_cursor(const struct screen *s, int *row, int *column);
/* How a cell looks: "plain", or words such as "bold reverse underline fg1 bg4". */
void screen_look(const struct screen *s, int row, int column, struct buf *out);
/* The whole screen for a golden file: rows, cursor, and the runs of cells that are not plain. */
void screen_picture(const struct screen *s, struct buf *out);
/* Does a terminal that has taken all this still show the text, or hold it among the rows that went out at its top? Asked of one with a
 * second screen for programs, and of one without (its owner may have switched that off). */
bool screen_remembers(const struct screen *s, const char *text);
/* All that the program has ever written to the terminal. */
const struct buf *screen_bytes(const struct screen *s);
/* The first thing in those bytes that no program of ours may send (T8): control and invisible characters, bad UTF-8,
 * escape sequences outside the list; false when there is none. */
bool screen_unclean(const struct screen *s, struct buf *what);

#endif
