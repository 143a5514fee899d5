/* SPDX-License-Identifier: Apache-2.0 */
#include "screen.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "base/mem.h"
#include "base/text.h"

#define BYTES_MOST ((size_t)256 * 1024 * 1024)

struct screen {
	int fd;
	pid_t pid;
	int status;
	bool ended;                  /* has been waited for */
	int rows, columns;
	VTerm *vt;
	VTermScreen *vs;
	struct buf bytes, answers;
};

static int64_t now_ms(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The terminal's answers. They wait until libvterm has taken all of its input, which is not to be entered twice. */
static void answer(const char *bytes, size_t n, void *ctx)
{
	struct screen *s = ctx;
	buf_add(&s->answers, bytes, n);
}

static void send_answers(struct screen *s)
{
	if (s->answers.len && s->fd >= 0 && write(s->fd, s->answers.data, s->answers.len) < 0)
		perror("answer");
	buf_clear(&s->answers);
}

static void child(const struct screen_options *o)
{
	static const char *const fixed[][2] = { { "TERM", "xterm-256color" }, { "LC_ALL", "C.UTF-8" },
		{ "TZ", "Asia/Shanghai" } };
	sigset_t none;
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)unsetenv("LINES");
	(void)unsetenv("COLUMNS");
	(void)unsetenv("NO_COLOR");
	for (size_t i = 0; i < COUNT_OF(fixed); i++)
		(void)setenv(fixed[i][0], fixed[i][1], 1);
	for (char *const *e = o->env; e && *e; e++)
		(void)putenv(*e);
	(void)execvp(o->argv[0], o->argv);
	(void)fprintf(stderr, "%s: %s\n", o->argv[0], strerror(errno));
	_exit(127);
}

struct screen *screen_start(const struct screen_options *options)
{
	struct screen *s = mem_alloc(sizeof *s);
	struct winsize size = { .ws_row = (unsigned short)options->rows, .ws_col = (unsigned short)options->columns };
	s->rows = options->rows;
	s->columns = options->columns;
	buf_init(&s->bytes, BYTES_MOST);
	buf_init(&s->answers, BUF_SMALL);
	s->vt = vterm_new(s->rows, s->columns);
	vterm_set_utf8(s->vt, 1);
	s->vs = vterm_obtain_screen(s->vt);
	vterm_screen_enable_altscreen(s->vs, 1);
	vterm_screen_reset(s->vs, 1);
	vterm_output_set_callback(s->vt, answer, s);
	s->pid = forkpty(&s->fd, NULL, NULL, &size);
	if (s->pid == 0)
		child(options);
	if (s->pid > 0)
		return s;
	vterm_free(s->vt);
	free(s);
	return NULL;
}

void screen_end(struct screen *s)
{
	if (!s)
		return;
	if (!s->ended) {
		(void)kill(s->pid, SIGKILL);
		(void)waitpid(s->pid, &s->status, 0);
	}
	if (s->fd >= 0)
		(void)close(s->fd);
	vterm_free(s->vt);
	buf_release(&s->bytes);
	buf_release(&s->answers);
	free(s);
}

pid_t screen_pid(const struct screen *s)
{
	return s->pid;
}

bool screen_pump(struct screen *s, int ms)
{
	struct pollfd p = { .fd = s->fd, .events = POLLIN };
	char bytes[16384];
	if (s->fd < 0 || poll(&p, 1, ms) <= 0)
		return false;
	ssize_t n = read(s->fd, bytes, sizeof bytes);
	if (n <= 0) {                        /* EIO: the program has closed its side */
		(void)close(s->fd);
		s->fd = -1;
		return false;
	}
	buf_add(&s->bytes, bytes, (size_t)n);
	(void)vterm_input_write(s->vt, bytes, (size_t)n);
	vterm_screen_flush_damage(s->vs);
	send_answers(s);
	return true;
}

/* A program that writes while we write must be read meanwhile, or both wait for ever. */
bool screen_send(struct screen *s, const void *bytes, size_t n)
{
	const char *at = bytes;
	int64_t end = now_ms() + 20000;
	while (n && s->fd >= 0 && now_ms() < end) {
		struct pollfd p = { .fd = s->fd, .events = POLLIN | POLLOUT };
		if (poll(&p, 1, 1000) <= 0)
			continue;
		if (p.revents & POLLIN)
			(void)screen_pump(s, 0);
		if (s->fd < 0 || !(p.revents & POLLOUT))
			continue;
		ssize_t sent = write(s->fd, at, n < 1024 ? n : 1024);
		if (sent < 0 && errno != EINTR && errno != EAGAIN)
			return false;
		if (sent > 0) {
			at += sent;
			n -= (size_t)sent;
		}
	}
	return n == 0;
}

bool screen_wait(struct screen *s, screen_seen_fn *seen, const void *ctx, int ms)
{
	int64_t end = now_ms() + ms;
	while (!seen(s, ctx)) {
		int64_t left = end - now_ms();
		if (left <= 0 || s->fd < 0)
			return seen(s, ctx);
		(void)screen_pump(s, (int)left);
	}
	return true;
}

void screen_settle(struct screen *s, int quiet)
{
	while (screen_pump(s, quiet))
		continue;
}

void screen_hangup(struct screen *s)
{
	if (s->fd >= 0)
		(void)close(s->fd);
	s->fd = -1;
}

void screen_resize(struct screen *s, int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
	while (screen_pump(s, 0))            /* what was written for the old size is shown in the old size */
		continue;
	s->rows = rows;
	s->columns = columns;
	vterm_set_size(s->vt, rows, columns);
	(void)ioctl(s->fd, TIOCSWINSZ, &size);
}

int screen_exit(struct screen *s, int ms)
{
	int64_t end = now_ms() + ms;
	while (!s->ended) {
		pid_t got = waitpid(s->pid, &s->status, WNOHANG);
		s->ended = got == s->pid;
		if (!s->ended && now_ms() >= end)
			return -1;
		if (!s->ended && !screen_pump(s, 5) && s->fd < 0)
			(void)poll(NULL, 0, 5);
	}
	while (screen_pump(s, 0))
		continue;
	return WIFEXITED(s->status) ? WEXITSTATUS(s->status) : 128 + WTERMSIG(s->status);
}

bool screen_leave(struct screen *s, int ms)
{
	if (screen_exit(s, 0) >= 0)
		return true;
	return kill(s->pid, SIGHUP) == 0 && screen_exit(s, ms) == 128 + SIGHUP;
}

/* ---- looking ------------------------------------------------------------------------------------------------ */

int screen_rows(const struct screen *s)
{
	return s->rows;
}

static VTermScreenCell cell_at(const struct screen *s, int row, int column)
{
	VTermScreenCell cell;
	(void)vterm_screen_get_cell(s->vs, (VTermPos){ row, column }, &cell);
	return cell;
}

static void row_text(const VTermScreenCell *cells, int columns, struct buf *out)
{
	size_t end = out->len;
	char utf8[4];
	for (int column = 0; column < columns; column++) {
		VTermScreenCell cell = cells[column];
		if (cell.chars[0] == (uint32_t)-1)           /* the right half of a wide character */
			continue;
		if (!cell.chars[0])
			buf_char(out, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			buf_add(out, utf8, text_encode(cell.chars[i], utf8));
		if (cell.chars[0] && cell.chars[0] != ' ')
			end = out->len;
	}
	out->len = end;
	out->data[end] = '\0';
}

void screen_row(const struct screen *s, int row, struct buf *out)
{
	VTermScreenCell *cells = mem_array((size_t)s->columns, sizeof *cells);
	for (int column = 0; column < s->columns; column++)
		cells[column] = cell_at(s, row, column);
	row_text(cells, s->columns, out);
	free(cells);
}

/* ---- what stays --------------------------------------------------------------------------------------------- */

static int went_out(int columns, const VTermScreenCell *cells, void *ctx)
{
	row_text(cells, columns, ctx);
	buf_char(ctx, '\n');
	return 1;
}

static bool remembered(const struct screen *s, bool second, const char *text)
{
	static const VTermScreenCallbacks callbacks = { .sb_pushline = went_out };
	struct screen other = { .rows = s->rows, .columns = s->columns, .vt = vterm_new(s->rows, s->columns) };
	struct buf all;
	buf_init(&all, BYTES_MOST);
	buf_char(&all, '\n');
	vterm_set_utf8(other.vt, 1);
	other.vs = vterm_obtain_screen(other.vt);
	vterm_screen_enable_altscreen(other.vs, second);
	vterm_screen_set_callbacks(other.vs, &callbacks, &all);
	vterm_screen_reset(other.vs, 1);
	(void)vterm_input_write(other.vt, s->bytes.data, s->bytes.len);
	for (int row = 0; row < other.rows; row++) {
		screen_row(&other, row, &all);
		buf_char(&all, '\n');
	}
	vterm_free(other.vt);
	bool found = strstr(all.data, text) != NULL;
	buf_release(&all);
	return found;
}

bool screen_remembers(const struct screen *s, const char *text)
{
	return remembered(s, true, text) || remembered(s, false, text);
}

int screen_find(const struct screen *s, const char *text)
{
	struct buf row;
	int found = -1;
	buf_init(&row, BUF_LARGE);
	for (int r = 0; r < s->rows && found < 0; r++) {
		buf_clear(&row);
		buf_text(&row, "");
		buf_char(&row, ' ');                 /* so that there is always memory of its own */
		screen_row(s, r, &row);
		if (strstr(row.data, text))
			found = r;
	}
	buf_release(&row);
	return found;
}

void screen_cursor(const struct screen *s, int *row, int *column)
{
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(s->vt), &at);
	*row = at.row;
	*column = at.col;
}

void screen_look(const struct screen *s, int row, int column, struct buf *out)
{
	VTermScreenCell cell = cell_at(s, row, column);
	size_t before = out->len;
	if (column && cell.chars[0] == (uint32_t)-1)             /* the right half looks as the left one */
		cell = cell_at(s, row, column - 1);
	if (cell.attrs.bold)
		buf_text(out, " bold");
	if (cell.attrs.underline)
		buf_text(out, " underline");
	if (cell.attrs.reverse)
		buf_text(out, " reverse");
	if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_INDEXED(&cell.fg))
		buf_format(out, " fg%d", cell.fg.indexed.idx);
	if (!VTERM_COLOR_IS_DEFAULT_BG(&cell.bg) && VTERM_COLOR_IS_INDEXED(&cell.bg))
		buf_format(out, " bg%d", cell.bg.indexed.idx);
	if (out->len == before)
		buf_text(out, " plain");
}

static void picture_looks(const struct screen *s, int row, struct buf *out)
{
	struct buf run, look;
	int from = 0;
	buf_init(&run, BUF_SMALL);
	buf_init(&look, BUF_SMALL);
	buf_text(&run, " plain");
	for (int column = 0; column <= s->columns; column++) {
		buf_clear(&look);
		if (column < s->columns)
			screen_look(s, row, column, &look);
		if (!strcmp(look.data, run.data))
			continue;
		if (strcmp(run.data, " plain") != 0)
			buf_format(out, "%d: %d-%d%s\n", row, from, column - 1, run.data);
		buf_clear(&run);
		buf_text(&run, look.data);
		from = column;
	}
	buf_release(&run);
	buf_release(&look);
}

void screen_picture(const struct screen *s, struct buf *out)
{
	int row, column;
	for (int r = 0; r < s->rows; r++) {
		buf_char(out, '|');
		screen_row(s, r, out);
		buf_char(out, '\n');
	}
	screen_cursor(s, &row, &column);
	buf_format(out, "cursor %d %d\n", row, column);
	for (int r = 0; r < s->rows; r++)
		picture_looks(s, r, out);
}

const struct buf *screen_bytes(const struct screen *s)
{
	return &s->bytes;
}

/* ---- what may be sent --------------------------------------------------------------------------------------- */

/* The length of an escape sequence at s that a terminfo program may send; 0: not one. */
static size_t sequence(const char *s, size_t n)
{
	size_t i = 2;
	if (n < 2)
		return 0;
	if (strchr("78=>cMDEH", s[1]))
		return 2;
	if (strchr("()*+", s[1]))
		return n > 2 ? 3 : 0;
	if (s[1] != '[')
		return 0;
	while (i < n && ((s[i] >= '0' && s[i] <= '?') || s[i] == '!'))
		i++;
	return i < n && strchr("ABCDGHJKLMPSTXZ@bcdfhlmnrptu", s[i]) ? i + 1 : 0;
}

bool screen_unclean(const struct screen *s, struct buf *what)
{
	const char *at = s->bytes.data;
	for (size_t left = s->bytes.len; left;) {
		uint32_t c;
		size_t n = text_decode(at, left, &c);
		if (c == 27)
			n = sequence(at, left);
		else if (c < 0x20 ? !strchr("\b\t\n\r\017\016", (int)c) : text_harm_of(c) != TEXT_FINE)
			n = 0;
		if (!n) {
			text_for_log(what, at, left < 24 ? left : 24);
			return true;
		}
		at += n;
		left -= n;
	}
	return false;
}
