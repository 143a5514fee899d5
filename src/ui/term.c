/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/term.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"
#include "ui/canvas.h"
#include "ui/draw_private.h"
#include "ui/key_reader.h"
#include "ui/pen.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

static struct {
	bool active, small;
	SCREEN *screen;
	struct termios before;
	char reset[256];             /* for fatal signals: made beforehand, only written there */
	size_t reset_size;
	bool registered;
} term;

static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };

/* ---- giving it back ----------------------------------------------------------------------------------------- */

static void on_fatal(int signo)
{
	/* only async-signal-safe calls: the program is broken here */
	ssize_t n = write(STDOUT_FILENO, term.reset, term.reset_size);
	(void)n;
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &term.before);
	(void)signal(signo, SIG_DFL);
	(void)raise(signo);
}

static void add_reset(const char *bytes)
{
	size_t n = bytes ? strlen(bytes) : 0;
	if (n > sizeof term.reset - term.reset_size)
		return;
	memcpy(term.reset + term.reset_size, bytes ? bytes : "", n);
	term.reset_size += n;
}

static void add_capability(const char *name)
{
	char *bytes = pen_capability(name);
	add_reset(bytes);
	free(bytes);
}

static void prepare_reset(void)
{
	term.reset_size = 0;
	add_reset(PASTE_OFF);
	add_capability("sgr0");
	add_capability("clear");
	add_capability("cnorm");
	add_capability("rmcup");
	add_reset("\r\n");
	static char stack[16384];                /* the program's own may be what is full */
	stack_t other = { .ss_sp = stack, .ss_size = sizeof stack };
	(void)sigaltstack(&other, NULL);
	struct sigaction act = { .sa_handler = on_fatal, .sa_flags = (int)(SA_RESETHAND | SA_ONSTACK) };
	(void)sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < COUNT_OF(fatal); i++)
		(void)sigaction(fatal[i], &act, NULL);
}

/* Nothing of anybody stays to be read on it, also where there is no second screen to come back from (S-11). */
static void forget(void)
{
	char *clear_screen = pen_capability("clear");

	if (clear_screen)
		pen_write(clear_screen, strlen(clear_screen));
	free(clear_screen);
}

void term_stop(void)
{
	if (!term.active)
		return;
	term.active = false;
	for (size_t i = 0; i < COUNT_OF(fatal); i++)
		(void)signal(fatal[i], SIG_DFL);
	forget();
	(void)endwin();
	pen_write(PASTE_OFF, sizeof PASTE_OFF - 1);
	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &term.before);
	draw_stop();
	pen_stop();
	delscreen(term.screen);
	term.screen = NULL;
}

/* ---- taking it ---------------------------------------------------------------------------------------------- */

static void read_size(int *rows, int *columns)
{
	struct winsize size = { 0 };
	*rows = TERM_ROWS;
	*columns = TERM_COLUMNS;
	/* a line that does not know its size (0x0) is taken as 80x24, as curses does */
	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_row && size.ws_col) {
		*rows = size.ws_row;
		*columns = size.ws_col;
	}
}

static enum status check(struct err *err)
{
	const char *name = getenv("TERM");
	int rows, columns;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ST_CONFIG, "E-3006", "这里不是终端,不能开窗口;请在至少 80x24 的终端里运行 "
			"(standard input and output must be a terminal of at least 80x24)");
	if (!name || !*name)
		return err_set(err, ST_CONFIG, "E-3006", "没有设置 TERM;请先执行 (please run):\n    export TERM=xterm-256color");
	if (!strcmp(name, "linux") || !strncmp(name, "linux-", 6))
		return err_set(err, ST_CONFIG, "E-3006", "The plain Linux console cannot show Chinese. Use a graphical terminal "
			"(xterm, konsole, deepin-terminal) or SSH from one. If this console can (fbterm, kmscon): "
			"TERM=xterm-256color");
	bool known = setlocale(LC_ALL, "") != NULL;
	(void)setlocale(LC_NUMERIC, "C");        /* a decimal comma is nobody's wish in a file or a field */
	if (!known || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		return err_set(err, ST_CONFIG, "E-3007", "语言环境不是 UTF-8;请先执行 (the locale is not UTF-8, please run):\n"
			"    export LC_ALL=C.UTF-8");
	read_size(&rows, &columns);
	if (rows < TERM_ROWS || columns < TERM_COLUMNS)
		return err_set(err, ST_CONFIG, "E-3006", "终端至少80×24,现在是%d×%d;请放大窗口后再开 "
			"(the terminal must have at least 80x24)", columns, rows);
	return ST_OK;
}

/* The terminal's own sequences, beside the common ones that the reader knows. */
static void tell_keys(struct key_reader *keys)
{
	static const struct { const char *capability; uint32_t key; } told[] = {
		{ "kcuu1", K_UP }, { "kcud1", K_DOWN }, { "kcub1", K_LEFT }, { "kcuf1", K_RIGHT }, { "khome", K_HOME },
		{ "kend", K_END }, { "kpp", K_PGUP }, { "knp", K_PGDN }, { "kich1", K_INS }, { "kdch1", K_DEL },
		{ "kcbt", K_SHIFT | K_TAB }, { "kent", K_ENTER }, { "kf1", K_F(1) }, { "kf2", K_F(2) }, { "kf3", K_F(3) },
		{ "kf4", K_F(4) }, { "kf5", K_F(5) }, { "kf6", K_F(6) }, { "kf7", K_F(7) }, { "kf8", K_F(8) },
		{ "kf9", K_F(9) }, { "kf10", K_F(10) }, { "kf11", K_F(11) }, { "kf12", K_F(12) },
	};
	for (size_t i = 0; i < COUNT_OF(told); i++) {
		const char *sequence = tigetstr(told[i].capability);
		if (sequence && sequence != (char *)-1)
			key_reader_define(keys, sequence, told[i].key);
	}
}

enum status term_start(const struct term_options *options, struct key_reader *keys, struct err *err)
{
	enum status st = check(err);
	if (st)
		return st;
	if (tcgetattr(STDIN_FILENO, &term.before))
		return err_set(err, ST_CONFIG, "E-3006", "终端不能设置:%s", err_reason(errno));
	(void)signal(SIGTSTP, SIG_IGN);          /* before curses would take it (R19) */
	(void)signal(SIGPIPE, SIG_IGN);
	use_env(FALSE);                          /* the kernel knows the size; LINES and COLUMNS may be stale */
	use_tioctl(TRUE);
	term.screen = newterm(NULL, stdout, stdin);
	if (!term.screen || !pen_start()) {
		if (term.screen) {
			(void)endwin();
			pen_stop();
			delscreen(term.screen);
			term.screen = NULL;
		}
		(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &term.before);
		return err_set(err, ST_CONFIG, "E-3006", "终端类型 %s 不能用;请先执行 (please run):\n    export TERM=xterm-256color",
			getenv("TERM"));
	}
	term.active = true;
	(void)raw();
	(void)noecho();
	(void)nonl();
	(void)typeahead(-1);                     /* we read the keys, and paint once for all that are there */
	prepare_reset();
	if (!term.registered)
		(void)atexit(term_stop);
	term.registered = true;
	mem_on_exhaustion(term_stop);
	const char *no_colour = getenv("NO_COLOR");
	draw_start(options->ascii, options->mono || (no_colour && *no_colour));
	tell_keys(keys);
	(void)curs_set(1);                       /* also sends what curses has in hand */
	pen_write(PASTE_ON, sizeof PASTE_ON - 1);
	return ST_OK;
}

/* ---- size --------------------------------------------------------------------------------------------------- */

static void notice(int rows, int columns)
{
	char text[160];
	const char *clear_screen = tigetstr("clear");
	if (clear_screen && clear_screen != (char *)-1)
		pen_write(clear_screen, strlen(clear_screen));
	int n = columns < 24 ? snprintf(text, sizeof text, "80x24!")
		: snprintf(text, sizeof text, "终端太小 (%dx%d)\r\n请放大到 80x24\r\n数据都还在", columns, rows);
	pen_write(text, (size_t)n);
}

void term_resize(void)
{
	int rows, columns;
	read_size(&rows, &columns);
	term.small = rows < TERM_ROWS || columns < TERM_COLUMNS;
	if (term.small) {
		notice(rows, columns);
		return;
	}
	/* also when it is the old size again: what lay outside meanwhile is lost on most terminals */
	if (rows != LINES || columns != COLS) {
		(void)resize_term(rows, columns);
		canvas_start(LINES, COLS);
	}
	term_repaint();
}

bool term_too_small(void)
{
	return term.small;
}

/* ---- painting ----------------------------------------------------------------------------------------------- */

void term_paint(int row, int col)
{
	if (!term.active || term.small)
		return;
	canvas_flush();
	(void)curs_set(row >= 0);
	if (row >= 0)
		pen_go(row < LINES ? row : LINES - 1, col < COLS ? col : COLS - 1);
	pen_send();
}

void term_repaint(void)
{
	canvas_lose();
}

/* The sign is written to the second row before the first paint, which clears the screen: no trace of it stays. On the
 * second, because an answer for the first row looks like Shift-F3. */
void term_probe(void)
{
	const char *query = tigetstr("u7"), *move = tigetstr("cup");
	if (!query || query == (char *)-1 || strcmp(query, "\033[6n") != 0)
		return;
	const char *there = tiparm(move, 1, 0);
	pen_write(there, strlen(there));
	pen_write("─", strlen("─"));
	pen_write(query, strlen(query));
}

void term_use_ascii(void)
{
	draw_set_ascii(true);
	term_repaint();
}

bool term_probed(int row, int column)
{
	if (row != 2 || column != 3)
		return false;
	term_use_ascii();
	return true;
}
