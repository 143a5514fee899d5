/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/pen.h"

#include <curses.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

#define NOWHERE (-1)

static struct {
	char *move, *erase, *clear;
	char *looks[LOOK_COUNT];
	bool scrolls;                    /* a character in the last cell of all moves the screen */
	bool smears;                     /* a move is seen while a look is on */
	int columns;
	int row, col;                    /* where it stands, if that is known */
	int look;
	struct buf out;
} pen = { .row = NOWHERE, .look = NOWHERE };

/* ---- the terminal's strings ----------------------------------------------------------------------------------- */

char *pen_capability(const char *name)
{
	const char *s = tigetstr(name);
	struct buf plain;

	if (!s || s == (const char *)-1)
		return NULL;
	buf_init(&plain, BUF_SMALL);
	for (; *s; s++) {
		const char *end = s[0] == '$' && s[1] == '<' ? strchr(s, '>') : NULL;
		if (end)
			s = end;
		else
			buf_char(&plain, *s);
	}
	return buf_take(&plain);
}

bool pen_start(void)
{
	pen.move = pen_capability("cup");
	pen.clear = pen_capability("clear");
	pen.erase = pen_capability("el");
	pen.scrolls = tigetflag("am") > 0 && tigetflag("xenl") <= 0;
	pen.smears = tigetflag("msgr") <= 0;
	pen.row = pen.look = NOWHERE;
	buf_init(&pen.out, BUF_LARGE);
	return pen.move && pen.clear && pen.erase;
}

void pen_stop(void)
{
	free(pen.move);
	free(pen.clear);
	free(pen.erase);
	for (int i = 0; i < LOOK_COUNT; i++)
		free(pen.looks[i]);
	buf_wipe(&pen.out);              /* names and numbers stood on the screen */
	memset(&pen, 0, sizeof pen);
}

bool pen_colours(void)
{
	return tigetnum("colors") >= 8 && tigetstr("setaf") && tigetstr("setab");
}

static void add(struct buf *out, const char *name, bool wanted)
{
	char *s = wanted ? pen_capability(name) : NULL;
	buf_text(out, s);
	free(s);
}

static void add_colour(struct buf *out, const char *name, int colour)
{
	char *s = colour < 0 ? NULL : pen_capability(name);
	buf_text(out, s ? tiparm(s, colour) : NULL);
	free(s);
}

void pen_define(enum look look, unsigned long attributes, int fore, int back)
{
	bool underline = attributes & A_UNDERLINE, reverse = attributes & A_REVERSE, dim = attributes & A_DIM,
		bold = attributes & A_BOLD;
	char *all = attributes ? pen_capability("sgr") : NULL;
	struct buf s;

	buf_init(&s, BUF_SMALL);
	if (all) {
		buf_text(&s, tiparm(all, 0, underline, reverse, 0, dim, bold, 0, 0, 0));
	} else {
		add(&s, "sgr0", true);
		add(&s, "smul", underline);
		add(&s, "rev", reverse);
		add(&s, "dim", dim);
		add(&s, "bold", bold);
	}
	add_colour(&s, "setaf", fore);
	add_colour(&s, "setab", back);
	free(all);
	free(pen.looks[look]);
	pen.looks[look] = buf_take(&s);
}

/* ---- painting ------------------------------------------------------------------------------------------------- */

static void take_look(int look)
{
	if (pen.look != look)
		buf_text(&pen.out, pen.looks[look]);
	pen.look = look;
}

bool pen_scrolls(void)
{
	return pen.scrolls;
}

void pen_width(int columns)
{
	pen.columns = columns;
	pen.row = NOWHERE;
}

void pen_clear(void)
{
	take_look(LOOK_PLAIN);           /* some terminals erase in the colours of the moment */
	buf_text(&pen.out, pen.clear);
	pen.row = NOWHERE;
}

void pen_go(int row, int col)
{
	if (row == pen.row && col == pen.col)
		return;
	if (pen.smears)
		take_look(LOOK_PLAIN);
	buf_text(&pen.out, tiparm(pen.move, row, col));
	pen.row = row;
	pen.col = col;
}

void pen_text(const char *bytes, size_t n, int cells, enum look look)
{
	take_look(look);
	buf_add(&pen.out, bytes, n);
	pen.col += cells;
	if (pen.col >= pen.columns)
		pen.row = NOWHERE;       /* terminals differ in where the cursor is now */
}

void pen_erase_line(void)
{
	take_look(LOOK_PLAIN);
	buf_text(&pen.out, pen.erase);
}

void pen_write(const char *bytes, size_t n)
{
	while (n) {
		ssize_t written = write(STDOUT_FILENO, bytes, n);
		if (written < 0 && errno != EINTR)
			return;          /* the terminal is gone: who reads from it is told, too */
		if (written > 0) {
			bytes += written;
			n -= (size_t)written;
		}
	}
}

void pen_send(void)
{
	take_look(LOOK_PLAIN);
	pen_write(pen.out.data, pen.out.len);
	buf_clear(&pen.out);
}
