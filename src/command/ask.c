/* SPDX-License-Identifier: Apache-2.0 */
#include "command/ask.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"
#include "command/command.h"

bool ask_line(const char *question, char out[ASK_ROOM])
{
	if (!isatty(STDIN_FILENO))
		return false;
	fprintf(stderr, "%s", question);
	fflush(stderr);
	if (!fgets(out, ASK_ROOM, stdin))
		return false;
	size_t n = strlen(out);
	bool whole = n && out[n - 1] == '\n';
	if (whole)
		out[n - 1] = '\0';
	return whole && *out;
}

/* --- a line without its end, byte by byte: what follows it belongs to somebody else ---------------------------------- */

enum line { LINE_WHOLE, LINE_LONG, LINE_NONE, LINE_STOPPED };

static volatile sig_atomic_t stopped_by;

static enum line read_line(int fd, char out[ASK_ROOM])
{
	size_t n = 0;
	char c = '\0';
	ssize_t got;

	for (;;) {
		got = read(fd, &c, 1);
		if (got < 0 && errno == EINTR) {
			if (stopped_by)
				return LINE_STOPPED;
			continue;
		}
		if (got <= 0 || c == '\n')
			break;
		if (n == ASK_ROOM - 1)
			return LINE_LONG;
		out[n++] = c;
	}
	out[n] = '\0';
	return got < 0 || (got == 0 && n == 0) ? LINE_NONE : LINE_WHOLE;
}

static enum status line_error(enum line line, struct err *err)
{
	return err_set(err, ST_NOINPUT, "E-3131", line == LINE_LONG ? "口令太长(最多%d字节),没有改动任何东西。" :
		"没有读到口令(最多%d字节),没有改动任何东西。", ASK_ROOM - 1);
}

/* --- the terminal ------------------------------------------------------------------------------------------------------ */

static void stop(int signal)
{
	stopped_by = signal;
}

static const int stops[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };

/* Whatever ends the reading, the terminal shows again what is typed before anybody else has it. */
static enum line read_hidden(int tty, const char *question, char out[ASK_ROOM])
{
	struct sigaction mine = { .sa_handler = stop }, before[COUNT_OF(stops)];
	struct termios was, hidden;
	enum line line = LINE_NONE;

	if (tcgetattr(tty, &was) != 0)
		return LINE_NONE;
	stopped_by = 0;
	sigemptyset(&mine.sa_mask);
	for (size_t i = 0; i < COUNT_OF(stops); i++)
		sigaction(stops[i], &mine, &before[i]);
	hidden = was;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	hidden.c_lflag |= ECHONL;
	if (tcsetattr(tty, TCSAFLUSH, &hidden) == 0) {
		if (write(tty, question, strlen(question)) >= 0)
			line = read_line(tty, out);
		(void)tcsetattr(tty, TCSAFLUSH, &was);
	}
	for (size_t i = 0; i < COUNT_OF(stops); i++)
		sigaction(stops[i], &before[i], NULL);
	if (stopped_by)
		raise(stopped_by);
	return line;
}

static enum status from_terminal(bool twice, char out[ASK_ROOM], struct err *err)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	char again[ASK_ROOM] = "";
	enum status st = ST_OK;

	if (tty < 0)
		return err_set(err, ST_NOINPUT, "E-3130", "没有终端可以问口令。请用 --password-fd 指明从哪个文件描述符读(0 为标准输入)。");
	enum line line = read_hidden(tty, "口令(输入时不显示):", out);
	if (line == LINE_WHOLE && twice)
		line = read_hidden(tty, "再输一次:", again);
	if (line != LINE_WHOLE)
		st = line_error(line, err);
	else if (twice && strcmp(out, again) != 0)
		st = err_set(err, ST_DATA, "E-3132", "两次输入的口令不一样,没有改动任何东西。请重来。");
	explicit_bzero(again, sizeof again);
	close(tty);
	return st;
}

static enum status asked(const char *fd, bool twice, char out[ASK_ROOM], struct err *err)
{
	long number;

	out[0] = '\0';
	if (!fd)
		return from_terminal(twice, out, err);
	if (!command_number(fd, 0, 1023, &number))
		return err_set(err, ST_USAGE, "E-3131", "--password-fd 应为文件描述符的号码(0 为标准输入),"
			"口令不能写在命令里:别人看得到。");
	enum line line = read_line((int)number, out);
	return line == LINE_WHOLE ? ST_OK : line_error(line, err);
}

enum status ask_password(const char *fd, char out[ASK_ROOM], struct err *err)
{
	return asked(fd, true, out, err);
}

enum status ask_own_password(const char *fd, char out[ASK_ROOM], struct err *err)
{
	return asked(fd, false, out, err);
}
