/* SPDX-License-Identifier: Apache-2.0 */
#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#include "base/mem.h"
#include "base/text.h"
#include "now.h"

#define ROWS 24
#define COLUMNS 80

/* libvterm's answers to what the program asks wait until it has taken all of its input. */
static void answer(const char *bytes, size_t n, void *ctx)
{
	buf_add(&((struct terminal *)ctx)->answers, bytes, n);
}

static void become(char *const *argv)
{
	static const char *const drop[] = { "LINES", "COLUMNS", "NO_COLOR", "LANG", "LANGUAGE" };

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		_exit(126);
	for (size_t i = 0; i < COUNT_OF(drop); i++)
		unsetenv(drop[i]);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	execvp(argv[0], argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

struct terminal *terminal_start(char *const *argv)
{
	struct terminal *t = mem_alloc(sizeof *t);
	struct winsize size = { .ws_row = ROWS, .ws_col = COLUMNS };

	buf_init(&t->fresh, BUF_LARGE);
	buf_init(&t->answers, BUF_SMALL);
	t->vt = vterm_new(ROWS, COLUMNS);
	vterm_set_utf8(t->vt, 1);
	vterm_output_set_callback(t->vt, answer, t);
	t->vs = vterm_obtain_screen(t->vt);
	vterm_screen_enable_altscreen(t->vs, 1);
	vterm_screen_reset(t->vs, 1);
	t->pid = forkpty(&t->fd, NULL, NULL, &size);
	if (t->pid == 0)
		become(argv);
	if (t->pid > 0)
		return t;
	fprintf(stderr, "bench-pty: no terminal: %s\n", strerror(errno));
	free(t);
	return NULL;
}

bool terminal_ended(struct terminal *t, int ms)
{
	double end = bench_now() + ms;

	while (!t->ended && waitpid(t->pid, NULL, WNOHANG) == 0 && bench_now() < end)
		if (terminal_take(t, 10) < 0)
			poll(NULL, 0, 5);
	t->ended = t->ended || waitpid(t->pid, NULL, WNOHANG) != 0;
	return t->ended;
}

void terminal_end(struct terminal *t)
{
	if (!t)
		return;
	if (!t->ended) {
		kill(t->pid, SIGTERM);
		if (!terminal_ended(t, 5000)) {
			kill(t->pid, SIGKILL);
			waitpid(t->pid, NULL, 0);
		}
	}
	close(t->fd);
	vterm_free(t->vt);
	buf_release(&t->fresh);
	buf_release(&t->answers);
	free(t);
}

ssize_t terminal_take(struct terminal *t, int ms)
{
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	char bytes[65536];
	ssize_t n;

	if (poll(&p, 1, ms) <= 0)
		return 0;
	do
		n = read(t->fd, bytes, sizeof bytes);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return -1;
	buf_add(&t->fresh, bytes, (size_t)n);
	return n;
}

void terminal_digest(struct terminal *t)
{
	if (t->fresh.len)
		vterm_input_write(t->vt, t->fresh.data, t->fresh.len);
	buf_clear(&t->fresh);
	if (t->answers.len && write(t->fd, t->answers.data, t->answers.len) < 0)
		perror("bench-pty: answer");
	buf_clear(&t->answers);
}

static void read_row(struct terminal *t, int row, struct buf *out)
{
	VTermScreenCell cell;
	char utf8[5];

	buf_clear(out);
	for (VTermPos at = { row, 0 }; at.col < COLUMNS; at.col += cell.width > 0 ? cell.width : 1) {
		if (!vterm_screen_get_cell(t->vs, at, &cell))
			return;
		if (!cell.chars[0])
			buf_char(out, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			buf_add(out, utf8, text_encode(cell.chars[i], utf8));
	}
}

bool terminal_shows(struct terminal *t, const char *text)
{
	struct buf row;
	bool shown = false;

	terminal_digest(t);
	buf_init(&row, BUF_SMALL);
	for (int i = 0; i < ROWS && !shown; i++) {
		read_row(t, i, &row);
		shown = strstr(row.data, text) != NULL;
	}
	buf_release(&row);
	return shown;
}

void terminal_print(struct terminal *t, FILE *to)
{
	struct buf row;

	buf_init(&row, BUF_SMALL);
	for (int i = 0; i < ROWS; i++) {
		read_row(t, i, &row);
		fprintf(to, "|%s|\n", row.data);
	}
	buf_release(&row);
}
