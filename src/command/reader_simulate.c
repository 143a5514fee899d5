/* SPDX-License-Identifier: Apache-2.0 */
#include "command/reader.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/loop.h"
#include "base/mem.h"

#define REQUEST_MOST 256
#define CARD_FILE_MOST ((size_t)64 * 1024)
#define LONG_LINE ((size_t)1024 * 1024)
#define WAITING "{\"waiting\":true}\n"

/* --- what it has ------------------------------------------------------------------------------------------------------------ */

#define OF(name, sex, nation, birth, address, number, authority, from, to, kind) \
	"{\"name\":\"" name "\",\"sex\":\"" sex "\",\"nation\":\"" nation "\",\"birth\":\"" birth "\",\"address\":\"" address \
	"\",\"number\":\"" number "\",\"authority\":\"" authority "\",\"valid_from\":\"" from "\",\"valid_to\":\"" to "\",\"kind\":\"" kind "\"}"
#define ADDRESS "德安市安澜区学院路128号2单元301室"

/* None of these people exists. */
static const struct { const char *name, *words, *line; } cards[] = {
	{ "citizen", "居民身份证", OF("李小芳", "2", "01", "1992-03-15", ADDRESS, "33881019920315102X", "德安市公安局安澜分局", "2020-05-01",
		"2040-05-01", "id-card") },
	{ "expired", "过期的居民身份证", OF("王德福", "1", "01", "1954-07-12", ADDRESS, "338810195407126039", "德安市公安局安澜分局", "2004-05-01",
		"2024-05-01", "id-card") },
	{ "wrong-digit", "校验位不符的居民身份证", OF("李小芳", "2", "01", "1992-03-15", ADDRESS, "338810199203151021", "德安市公安局安澜分局",
		"2020-05-01", "2040-05-01", "id-card") },
	{ "residence-permit", "港澳台居民居住证", OF("陈嘉欣", "2", "", "1994-08-23", ADDRESS, "810000199408230021", "德安市公安局", "2023-06-01",
		"2028-06-01", "residence-permit") },
	{ "foreign-resident", "外国人永久居留身份证(2023年起的号码)", OF("SMITH ANN", "2", "", "1981-08-03", "", "911124198108030024",
		"国家移民管理局", "2024-01-08", "2034-01-07", "foreign-resident") },
	{ "foreign-resident-old", "外国人永久居留身份证(以前的号码)", OF("SMITH ANN", "2", "", "1981-08-03", "", "USA110081080302", "公安部",
		"2019-01-08", "2029-01-07", "foreign-resident") },
};

/* Ways to fail: what comes in the card's place, and whether it hangs up then. */
static const struct { const char *name, *words, *line; bool waits, hangs_up, is_long; } faults[] = {
	{ "removed", "卡拿开得太早", "{\"error\":\"removed\"}\n", true, false, false },
	{ "silent", "一句话也没有", NULL, false, false, false },
	{ "hang-up", "等卡时断开", "", true, true, false },
	{ "half", "只说半句", "{\"name\":\"李小", true, false, false },
	{ "nonsense", "不是 JSON", "card ok\n", true, false, false },
	{ "long", "一行有 1 MiB", "", true, false, true },
	{ "control", "姓名里有控制字符", "{\"name\":\"李\\u0007芳\",\"number\":\"33881019920315102X\",\"kind\":\"id-card\"}\n", true, false, false },
	{ "bidi", "姓名里有 U+202E", "{\"name\":\"李\\u202e芳\",\"number\":\"33881019920315102X\",\"kind\":\"id-card\"}\n", true, false, false },
};

const char *reader_card_name(size_t i, const char **words)
{
	if (i < COUNT_OF(cards))
		*words = cards[i].words;
	return i < COUNT_OF(cards) ? cards[i].name : NULL;
}

const char *reader_fault_name(size_t i, const char **words)
{
	if (i < COUNT_OF(faults))
		*words = faults[i].words;
	return i < COUNT_OF(faults) ? faults[i].name : NULL;
}

/* --- one request -------------------------------------------------------------------------------------------------------------- */

/* One at a time, as a reader has one place for a card; who comes meanwhile waits in the socket's queue. */
struct simulation {
	const struct reader_simulation *wish;
	struct loop *loop;
	FILE *to;
	int listener, fd;                    /* fd −1: nobody asks */
	int fault;                           /* −1: none */
	uint64_t timer;
	char request[REQUEST_MOST];
	size_t len;
	bool stop;
};

static void callers(void *ctx, int fd, int events);

static void hang_up(struct simulation *m)
{
	loop_unwatch(m->loop, m->fd);
	loop_cancel(m->loop, m->timer);
	close(m->fd);
	m->fd = -1;
	m->timer = 0;
	m->len = 0;
	loop_watch(m->loop, m->listener, callers, m);
}

/* What does not go at once is not said: the other side hears half of it, and says so. */
static void say(const struct simulation *m, const char *text, size_t n)
{
	ssize_t said = send(m->fd, text, n, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (said != (ssize_t)n)
		fprintf(m->to, "对方没有收完\n");
}

static void say_long(const struct simulation *m)
{
	char *line = mem_alloc(LONG_LINE);

	memset(line, 'x', LONG_LINE - 1);
	line[LONG_LINE - 1] = '\n';
	say(m, line, LONG_LINE);
	free(line);
}

/* A file of one JSON object as one line; NULL when it cannot be read whole. */
static char *file_line(const char *path)
{
	FILE *f = fopen(path, "re");
	char *text = mem_alloc(CARD_FILE_MOST + 1);
	size_t n = f ? fread(text, 1, CARD_FILE_MOST, f) : 0;
	bool whole = f && n < CARD_FILE_MOST && !ferror(f);

	if (f)
		(void)fclose(f);
	while (n && (text[n - 1] == '\n' || text[n - 1] == '\r'))
		n--;
	for (size_t i = 0; i < n; i++)
		if (text[i] == '\n' || text[i] == '\r')
			text[i] = ' ';
	char *line = whole ? mem_format("%.*s\n", (int)n, text) : NULL;
	free(text);
	return line;
}

/* The card as it lies there now; the file may have been changed since. Owned, one line. */
static char *card_line(const struct simulation *m)
{
	const char *wish = m->wish->card ? m->wish->card : cards[0].name;

	for (size_t i = 0; i < COUNT_OF(cards); i++)
		if (strcmp(cards[i].name, wish) == 0)
			return mem_format("%s\n", cards[i].line);
	char *line = file_line(wish);
	return line ? line : mem_text("{\"error\":\"unreadable\"}\n");
}

static void card_lies(void *ctx)
{
	struct simulation *m = ctx;

	m->timer = 0;
	if (m->fault < 0) {
		char *line = card_line(m);
		say(m, line, strlen(line));
		free(line);
		return;
	}
	if (faults[m->fault].is_long)
		say_long(m);
	else
		say(m, faults[m->fault].line, strlen(faults[m->fault].line));
	if (faults[m->fault].hangs_up)
		hang_up(m);
}

/* SIGUSR1: somebody puts the card on now. */
static void put_on(void *ctx, int signo)
{
	struct simulation *m = ctx;

	(void)signo;
	if (!m->timer)
		return;
	loop_cancel(m->loop, m->timer);
	card_lies(m);
}

static void asked(struct simulation *m)
{
	fprintf(m->to, "有人读卡:%.*s", (int)m->len, m->request);
	fflush(m->to);
	if (m->fault >= 0 && !faults[m->fault].waits)
		return;
	say(m, WAITING, strlen(WAITING));
	m->timer = loop_after(m->loop, m->wish->after_ms, card_lies, m);
}

static void readable(void *ctx, int fd, int events)
{
	struct simulation *m = ctx;
	ssize_t n = recv(fd, m->request + m->len, sizeof m->request - m->len, MSG_DONTWAIT);

	(void)events;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0 || m->timer || m->len + (size_t)n == sizeof m->request) {       /* gone, impatient or endless */
		hang_up(m);
		return;
	}
	m->len += (size_t)n;
	if (memchr(m->request, '\n', m->len))
		asked(m);
}

static void callers(void *ctx, int fd, int events)
{
	struct simulation *m = ctx;

	(void)events;
	m->fd = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (m->fd < 0)
		return;
	loop_unwatch(m->loop, m->listener);
	loop_watch(m->loop, m->fd, readable, m);
}

/* --- begin and end -------------------------------------------------------------------------------------------------------------- */

static enum status not_made(struct err *err, const char *path, const char *why)
{
	return err_at(err, ST_CANTMAKE, "E-6653", path, "读卡器的套接字建不成:%s", why);
}

/* Somebody listens there already? A socket that nobody listens at any more is left over by one that was killed. */
static enum status clear(const char *path, const struct sockaddr_un *at, struct err *err)
{
	struct stat s;
	int fd;

	if (lstat(path, &s) != 0)
		return ST_OK;
	if (!S_ISSOCK(s.st_mode))
		return not_made(err, path, "那里有一个不是套接字的文件");
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0)
		return not_made(err, path, err_reason(errno));
	int met = connect(fd, (const struct sockaddr *)at, sizeof *at);
	close(fd);
	if (met == 0)
		return not_made(err, path, "已有一个读卡程序在那里");
	return unlink(path) == 0 ? ST_OK : not_made(err, path, err_reason(errno));
}

static enum status listen_at(const char *path, int *out, struct err *err)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	enum status st;

	if (strlen(path) >= sizeof at.sun_path)
		return not_made(err, path, "路径过长");
	memcpy(at.sun_path, path, strlen(path) + 1);
	if ((st = clear(path, &at, err)) != ST_OK)
		return st;
	mode_t before = umask(077);                      /* what a card tells is for one user */
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool made = fd >= 0 && bind(fd, (const struct sockaddr *)&at, sizeof at) == 0 && listen(fd, 4) == 0;
	int why = errno;
	(void)umask(before);
	if (!made && fd >= 0)
		close(fd);
	*out = made ? fd : -1;
	return made ? ST_OK : not_made(err, path, err_reason(why));
}

static void stop(void *ctx, int signo)
{
	(void)signo;
	((struct simulation *)ctx)->stop = true;
}

static enum status fault_of(const char *name, int *out, struct err *err)
{
	*out = -1;
	for (size_t i = 0; name && i < COUNT_OF(faults); i++)
		if (strcmp(faults[i].name, name) == 0)
			*out = (int)i;
	return name && *out < 0 ? err_set(err, ST_USAGE, "E-6654", "没有这种故障:%s", name) : ST_OK;
}

static enum status card_known(const char *name, struct err *err)
{
	for (size_t i = 0; name && i < COUNT_OF(cards); i++)
		if (strcmp(cards[i].name, name) == 0)
			return ST_OK;
	return !name || access(name, R_OK) == 0 ? ST_OK : err_set(err, ST_USAGE, "E-6654", "没有这种卡,也没有这个文件:%s", name);
}

static enum status serve(struct simulation *m, struct err *err)
{
	enum status st;

	if ((st = loop_signal(m->loop, SIGTERM, stop, m)) != ST_OK || (st = loop_signal(m->loop, SIGINT, stop, m)) != ST_OK ||
	    (st = loop_signal(m->loop, SIGUSR1, put_on, m)) != ST_OK)
		return err_set(err, st, "E-6653", "模拟读卡器起不来(信号)");
	if ((st = listen_at(m->wish->path, &m->listener, err)) != ST_OK)
		return st;
	loop_watch(m->loop, m->listener, callers, m);
	fprintf(m->to, "模拟读卡器在 %s,Ctrl+C 结束\n", m->wish->path);
	fflush(m->to);
	while (st == ST_OK && !m->stop)
		if ((st = loop_turn(m->loop, -1)) != ST_OK)
			err_set(err, st, "E-6653", "模拟读卡器停下了(等待失败)");
	if (m->fd >= 0)
		hang_up(m);
	loop_unwatch(m->loop, m->listener);
	close(m->listener);
	unlink(m->wish->path);
	return st;
}

enum status reader_simulate(const struct reader_simulation *s, FILE *to, struct err *err)
{
	struct simulation m = { .wish = s, .to = to, .listener = -1, .fd = -1 };
	enum status st = fault_of(s->fault, &m.fault, err);

	if (st != ST_OK || (st = card_known(s->card, err)) != ST_OK)
		return st;
	m.loop = loop_new();
	st = serve(&m, err);
	loop_free(m.loop);
	return st;
}
