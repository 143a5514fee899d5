/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/print/raw.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static void die(const char *what)
{
	perror(what);
	exit(99);
}

static void answer(struct raw_condition *is, int fd, int n)
{
	unsigned char said = 0x12;

	is->asked += n == 4;
	if (!is->answers)
		return;
	if (n == 1 && (is->offline || is->paper_out || is->cover_open))
		said |= 0x08;
	if (n == 2 && is->cover_open)
		said |= 0x04;
	if (n == 2 && is->paper_out)
		said |= 0x20;
	if (n == 4 && is->paper_out)
		said |= 0x60;
	if (n == 4 && is->paper_low)
		said |= 0x0c;
	if (write(fd, &said, 1) != 1)
		return;
}

struct paper { int at; bool begun; unsigned char held[3]; size_t held_n; };

static void keep(struct raw_condition *is, struct paper *p, unsigned char c)
{
	if (!p->begun) {
		p->at = is->papers;
		is->n[p->at] = 0;
		is->papers++;
		p->begun = true;
	}
	if (is->n[p->at] < RAW_PAPER)
		is->bytes[p->at][is->n[p->at]++] = (char)c;
}

/* DLE EOT n is a question wherever it stands; all else is paper. */
static void take(struct raw_condition *is, struct paper *p, int fd, unsigned char c)
{
	static const unsigned char question[2] = { 0x10, 0x04 };

	p->held[p->held_n++] = c;
	if (p->held_n <= 2 && memcmp(p->held, question, p->held_n) == 0)
		return;
	if (p->held_n == 3) {
		answer(is, fd, c);
	} else {
		for (size_t i = 0; i < p->held_n; i++)
			keep(is, p, p->held[i]);
	}
	p->held_n = 0;
}

static bool is_cut(const struct raw_condition *is, const struct paper *p)
{
	return p->begun && is->n[p->at] >= 4 && memcmp(is->bytes[p->at] + is->n[p->at] - 4, "\x1dVB", 4) == 0;
}

/* Until the other side hangs up. */
static void serve(struct raw_condition *is, int fd, bool tty)
{
	struct paper p = { .begun = false };
	unsigned char bytes[512];

	for (;;) {
		struct pollfd wait = { .fd = fd, .events = is->deaf ? 0 : POLLIN };
		ssize_t n;

		if (poll(&wait, 1, 20) < 0 && errno != EINTR)
			return;
		if (is->deaf && (wait.revents & (POLLHUP | POLLERR)) && !tty)
			return;
		if (is->deaf || !(wait.revents & (POLLIN | POLLHUP)))
			continue;
		n = read(fd, bytes, is->slams_at ? 100 : sizeof bytes);
		if (n <= 0) {
			is->ended += !tty;
			if (!tty)
				return;
			continue;                           /* nobody has the device open */
		}
		for (ssize_t i = 0; i < n; i++)
			take(is, &p, fd, bytes[i]);
		if (is_cut(is, &p)) {
			if (is->runs_out) {
				is->runs_out = false;
				is->paper_out = true;
			}
			if (tty)
				p = (struct paper){ .begun = false };
		}
		if (is->slams_at && p.begun && is->n[p.at] >= is->slams_at)
			return;
	}
}

static int listener(struct raw *r)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((unsigned short)r->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1, small = 2048;

	/* a printer's buffer, not a computer's */
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) || setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small) ||
	    bind(fd, (const struct sockaddr *)&at, n) || listen(fd, 1) || getsockname(fd, (struct sockaddr *)&at, &n))
		die("listener");
	r->port = ntohs(at.sin_port);
	return fd;
}

static int terminal(struct raw *r)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), slave;
	struct termios t;

	if (fd < 0 || grantpt(fd) || unlockpt(fd) || ptsname_r(fd, r->path, sizeof r->path))
		die("terminal");
	/* kept open by the printer, as a device is there with nobody at it */
	slave = open(r->path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (slave < 0 || tcgetattr(slave, &t))
		die(r->path);
	cfmakeraw(&t);
	if (tcsetattr(slave, TCSANOW, &t))
		die(r->path);
	return fd;
}

void raw_up(struct raw *r, bool tty)
{
	pid_t parent = getpid();
	int fd;

	if (!r->is) {
		r->is = mmap(NULL, sizeof *r->is, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		if (r->is == MAP_FAILED)
			die("mmap");
		raw_calm(r);
	}
	fd = tty ? terminal(r) : listener(r);
	r->pid = fork();
	if (r->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		signal(SIGPIPE, SIG_IGN);
		if (getppid() != parent)
			_exit(99);
		for (;;) {
			int line = tty ? fd : accept(fd, NULL, NULL);

			if (line < 0)
				continue;
			serve(r->is, line, tty);
			if (!tty)
				(void)close(line);
		}
	}
	(void)close(fd);
}

void raw_down(struct raw *r)
{
	if (r->pid <= 0)
		return;
	kill(r->pid, SIGKILL);
	while (waitpid(r->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	r->pid = 0;
}

void raw_calm(struct raw *r)
{
	memset(r->is, 0, offsetof(struct raw_condition, bytes));
	r->is->answers = true;
}

int raw_with(const struct raw *r, const char *utf8)
{
	char code[256], *from = (char[256]){ 0 }, *to = code;
	size_t left = strlen(utf8), room = sizeof code;
	iconv_t gb = iconv_open("GB18030", "UTF-8");
	int count = 0;

	memcpy(from, utf8, left);
	if (gb == (iconv_t)-1 || iconv(gb, &from, &left, &to, &room) == (size_t)-1)
		die("iconv");
	iconv_close(gb);
	for (int i = 0; i < r->is->papers; i++)
		count += memmem(r->is->bytes[i], r->is->n[i], code, sizeof code - room) != NULL;
	return count;
}
