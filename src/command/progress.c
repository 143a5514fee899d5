/* SPDX-License-Identifier: Apache-2.0 */
#include "command/progress.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* A clock that interrupts: what takes long is one call into a library, which says nothing before it is done. Everything here
 * may happen at any moment, so it does nothing but write(2). */

static const char *volatile doing;
static volatile sig_atomic_t seconds, shown;

static void put(const char *s)
{
	ssize_t n = write(STDERR_FILENO, s, strlen(s));

	(void)n;      /* a terminal that has gone needs no progress */
}

static void tick(int signal)
{
	char digits[12];
	size_t at = sizeof digits - 1;
	int saved = errno, n = ++seconds;

	(void)signal;
	digits[at] = '\0';
	for (; n && at; n /= 10)
		digits[--at] = (char)('0' + n % 10);
	put("\r\033[K");
	put(doing ? doing : "");
	put("…… ");
	put(digits + at);
	put(" 秒");
	shown = 1;
	errno = saved;
}

void progress_say(const char *what)
{
	const struct itimerval each = { { 1, 0 }, { 1, 0 } };
	struct sigaction act = { .sa_handler = tick, .sa_flags = SA_RESTART };

	if (doing || !isatty(STDERR_FILENO)) {
		if (doing)
			doing = what;
		return;
	}
	seconds = 0;
	shown = 0;
	doing = what;
	sigemptyset(&act.sa_mask);
	if (sigaction(SIGALRM, &act, NULL) != 0 || setitimer(ITIMER_REAL, &each, NULL) != 0)
		doing = NULL;
}

void progress_end(void)
{
	const struct itimerval never = { { 0, 0 }, { 0, 0 } };

	if (!doing)
		return;
	(void)setitimer(ITIMER_REAL, &never, NULL);
	doing = NULL;
	if (shown)
		put("\r\033[K");
}
