/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"

static struct {
	int fd;
	bool open, stamped;      /* standard error belongs to the service manager, which stamps */
	enum log_level up_to;
	char program[32];
} sink = { .fd = -1 };

static const char *level_name(enum log_level level)
{
	static const char *const names[] = {
		[LOG_ERROR] = "error", [LOG_WARNING] = "warning", [LOG_NOTE] = "note", [LOG_DETAIL] = "detail",
	};

	return (unsigned)level < COUNT_OF(names) && names[level] ? names[level] : "error";
}

enum status log_open(const char *program, const char *path, enum log_level up_to)
{
	struct stat s;
	int fd = STDERR_FILENO;

	log_close();
	if (path) {
		fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK, 0600);
		if (fd < 0)
			return errno == EACCES || errno == EPERM || errno == EROFS ? ST_DENIED : ST_CANTMAKE;
		if (fstat(fd, &s) < 0 || !S_ISREG(s.st_mode)) {
			close(fd);
			return ST_CANTMAKE;
		}
	}
	sink.fd = fd;
	sink.open = true;
	sink.stamped = path != NULL;
	sink.up_to = up_to;
	snprintf(sink.program, sizeof sink.program, "%s", program);
	return ST_OK;
}

void log_close(void)
{
	if (sink.open && sink.fd != STDERR_FILENO)
		close(sink.fd);
	sink.open = false;
	sink.fd = -1;
}

void log_line(enum log_level level, const char *format, ...)
{
	if (!sink.open || level > sink.up_to)
		return;
	int saved = errno;
	struct buf line;
	char stamp[26];
	va_list ap;
	char *text = NULL;

	va_start(ap, format);
	int n = vasprintf(&text, format, ap);
	va_end(ap);
	buf_init(&line, BUF_SMALL);
	if (sink.stamped)
		buf_format(&line, "%s %s[%ld] %s: ", clock_iso(clock_wall_ms(), stamp), sink.program, (long)getpid(),
			level_name(level));
	else
		buf_format(&line, "<%d>%s: ", (int)level, sink.program);
	if (n >= 0)
		text_for_log(&line, text, (size_t)n < BUF_SMALL / 16 ? (size_t)n : BUF_SMALL / 16);
	buf_char(&line, '\n');
	/* One write per line: the lines of several programs in one file do not mix. A log that cannot be written must
	 * not stop the work. */
	ssize_t ignored = write(sink.fd, line.data, line.len);
	(void)ignored;
	if (n >= 0)
		free(text);
	buf_release(&line);
	errno = saved;
}
