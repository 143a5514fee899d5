/* SPDX-License-Identifier: Apache-2.0 */
#include "print/wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/mem.h"
#include "print/words.h"

static bool writable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	return poll(&p, 1, 0) > 0 && p.revents;
}

/* ---- a network printer ---- */

static int tcp_open(const struct printer_place *p)
{
	struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons(p->port) };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons(p->port) };
	bool is_four = inet_pton(AF_INET, p->name, &four.sin_addr) == 1;
	int fd, on = 1, saved;

	if (!is_four && inet_pton(AF_INET6, p->name, &six.sin6_addr) != 1) {
		errno = EINVAL;
		return -1;
	}
	fd = socket(is_four ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on) == 0 &&
	    ((is_four ? connect(fd, (const struct sockaddr *)&four, sizeof four) :
		connect(fd, (const struct sockaddr *)&six, sizeof six)) == 0 || errno == EINPROGRESS))
		return fd;
	saved = errno;
	(void)close(fd);
	errno = saved;
	return -1;
}

static int tcp_error(int fd)
{
	int code = 0;
	socklen_t n = sizeof code;

	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &code, &n) != 0)
		return -1;
	errno = code;
	return code ? -1 : 0;
}

static int tcp_opened(int fd)
{
	if (!writable(fd))
		return 0;
	return tcp_error(fd) == 0 ? 1 : -1;
}

/* The printer's own TCP has acknowledged them; what it does with them is another matter. */
static int tcp_left(int fd)
{
	int waiting;

	if (tcp_error(fd) != 0 || ioctl(fd, SIOCOUTQ, &waiting) != 0)
		return -1;
	return waiting == 0;
}

static bool tcp_hang_up(int fd)
{
	return shutdown(fd, SHUT_WR) == 0;
}

static void knows_nothing(int fd, bool *fault, char words[160])
{
	(void)fd;
	(void)fault;
	(void)words;
}

/* ---- a USB printer ---- */

static int usb_open(const struct printer_place *p)
{
	const char *stand_in = FAULT("print.usb-path") ? getenv("YICHUANG_USB_PRINTER") : NULL;
	int fd = open(stand_in ? stand_in : p->name, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;

	if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISCHR(st.st_mode))) {
		(void)close(fd);
		errno = ENODEV;
		return -1;
	}
	return fd;
}

static int usb_opened(int fd)
{
	(void)fd;
	return 1;
}

/* The driver keeps one block until the printer took it; closing earlier would throw it away. */
static int usb_left(int fd)
{
	return writable(fd);
}

static bool usb_hang_up(int fd)
{
	(void)fd;
	return false;
}

/* The port status of the printer class. Zero is what printers without one say. */
static void usb_look(int fd, bool *fault, char words[160])
{
	int status = 0;

	if (ioctl(fd, LPGETSTATUS, &status) != 0 || (status & 0xff) == 0)
		return;
	if (status & LP_POUTPA)
		words_add(words, 160, "缺纸");
	else if (!(status & LP_PSELECD))
		words_add(words, 160, "离线");
	else if (!(status & LP_PERRORP))
		words_add(words, 160, "打印机报告故障");
	*fault = *fault || *words;
}

/* ---- */

static const struct wire wires[PRINTER_WAYS] = {
	[PRINTER_TCP] = { tcp_open, tcp_opened, tcp_left, tcp_hang_up, knows_nothing, true },
	[PRINTER_USB] = { usb_open, usb_opened, usb_left, usb_hang_up, usb_look, false },
};

const struct wire *wire_of(enum printer_way way)
{
	return (unsigned)way < PRINTER_WAYS && wires[way].open ? &wires[way] : NULL;
}

const char *wire_words(int code)
{
	static const struct { int code; const char *words; } known[] = {
		{ ECONNREFUSED, "打印机不接连接,看是否开机、是否被别的电脑占用" },
		{ ETIMEDOUT, "连不上打印机,看电源、网线和地址" },
		{ EHOSTUNREACH, "连不上打印机,看电源、网线和地址" },
		{ ENETUNREACH, "连不上打印机,本机网络不通" },
		{ EPERM, "本机不许连打印机,请管理员放行" },
		{ EACCES, "没有使用打印机的权限,请管理员把 yichuang 加入 lp 组" },
		{ ENOENT, "打印机没有接上或没有开机" },
		{ ENXIO, "打印机没有接上或没有开机" },
		{ ENODEV, "打印机没有接上或没有开机" },
		{ EIO, "打印机没有接上或没有开机" },
		{ EBUSY, "打印机被别的程序占用" },
	};

	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (known[i].code == code)
			return known[i].words;
	return "打印机断开了";
}
