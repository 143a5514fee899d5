/* SPDX-License-Identifier: Apache-2.0 */
/* The least ncursesw programs that do what the desk does: the floor for start-up, memory and keys.
 *
 * raw-form        a libform of 24 fields with a bar on the last row: Tab, Enter and the arrows move, characters are typed
 * raw-form list   1000 rows of text in 20 rows of screen: the arrows move, PgDn and PgUp page
 *
 * Ctrl-X ends. */
#include <form.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#define FIELDS 24
#define ROWS 1000
#define PAGE 20

static int request_of(wint_t c)
{
	switch (c) {
	case KEY_DOWN: case '\t': case '\r': case '\n': return REQ_NEXT_FIELD;
	case KEY_UP: case KEY_BTAB: return REQ_PREV_FIELD;
	case KEY_BACKSPACE: case 127: case 8: return REQ_DEL_PREV;
	default: return 0;
	}
}

static void serve_form(void)
{
	FIELD *fields[FIELDS + 1] = { 0 };
	wint_t c;
	int kind;

	for (int i = 0; i < FIELDS; i++) {
		fields[i] = new_field(1, 26, 1 + i % 12, 13 + i / 12 * 40, 0, 0);
		set_field_back(fields[i], A_UNDERLINE);
		field_opts_off(fields[i], O_AUTOSKIP | O_BLANK | O_STATIC);
	}
	FORM *form = new_form(fields);
	set_form_win(form, stdscr);
	set_form_sub(form, stdscr);
	post_form(form);
	for (int i = 0; i < FIELDS; i++)
		mvprintw(1 + i % 12, i / 12 * 40 + 1, "申请字段%02d", i);
	mvaddwstr(LINES - 1, 1, L"F10 受理  Esc 返回");
	pos_form_cursor(form);
	refresh();
	while ((kind = get_wch(&c)) != ERR && c != 24) {
		int request = request_of(c);
		if (request)
			form_driver_w(form, KEY_CODE_YES, (wchar_t)request);
		else if (kind == OK)
			form_driver_w(form, OK, (wchar_t)c);
		pos_form_cursor(form);
		refresh();
	}
}

static void draw_row(int row, int top, int at)
{
	char text[200];

	snprintf(text, sizeof text, "%06d  11-23 %02d:%02d  林*梅  新生儿出生  容缺受理  办理中 待推送 待签收  2026-12-22", row + 1,
		row / 60 % 24, row % 60);
	attrset(row == at ? A_REVERSE : A_NORMAL);
	mvaddstr(2 + row - top, 0, text);
	clrtoeol();
	attrset(A_NORMAL);
}

static int move_of(wint_t c)
{
	switch (c) {
	case KEY_DOWN: return 1;
	case KEY_UP: return -1;
	case KEY_NPAGE: return PAGE;
	case KEY_PPAGE: return -PAGE;
	default: return 0;
	}
}

static void serve_list(void)
{
	int at = 0, top = 0;
	wint_t c = 0;

	mvaddstr(0, 0, "申请字段  今日");
	mvaddwstr(LINES - 1, 1, L"F2 受理  F4 查找");
	do {
		int before = at, old_top = top;
		at += move_of(c);
		at = at < 0 ? 0 : at >= ROWS ? ROWS - 1 : at;
		if (at < top || at >= top + PAGE)
			top = at < top ? at - at % PAGE : at - PAGE + 1;
		top = top > ROWS - PAGE ? ROWS - PAGE : top;
		for (int row = top; row < top + PAGE; row++)
			if (!c || top != old_top || row == at || row == before)
				draw_row(row, top, at);
		move(2 + at - top, 0);
		refresh();
	} while (get_wch(&c) != ERR && c != 24);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	set_escdelay(25);
	if (argc > 1 && !strcmp(argv[1], "list"))
		serve_list();
	else
		serve_form();
	endwin();
	return 0;
}
