/* SPDX-License-Identifier: Apache-2.0 */
/* The bridge between the store and the evaluators (P-8, data/contract/evaluator.md). A vendor's driver is a program of its
 * own that listens on a socket in the hall's folder, so nothing of it is ever linked in here, and a driver that hangs keeps
 * nobody waiting: a request has its time, then it is 未评价. What is pressed goes from the driver into the store; no desk
 * stands between. */
#include "command/rating.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/mem.h"
#include "hall/outbox.h"
#include "hall/rating_write.h"

#define LEASE "rating"
#define LEASE_MS 30000
#define RENEW_MS 10000
#define LOOK_MS 1000                     /* only where the store cannot be watched */
#define GRACE_MS 1000                    /* a key pressed in the last moment is still on its way */
#define TALKS 64
#define LINE_MOST 1024

struct bridge;

/* One request at one window's evaluator. */
struct talk {
	struct bridge *all;
	int fd;                              /* -1: free */
	int64_t id;
	char window[8], line[LINE_MOST];
	size_t len;
	uint64_t timer;
};

struct bridge {
	struct hall *h;
	struct loop *loop;
	char owner[80];
	struct talk talks[TALKS];
	bool stop;
	enum status end;
	struct err err;
};

static void look(struct bridge *b);

/* --- one request ------------------------------------------------------------------------------------------------------- */

static void record(struct bridge *b, int64_t id, enum rating_device state, const char *note)
{
	struct err err;

	if (rating_device_set(b->h, id, state, note, &err) != ST_OK)
		log_line(LOG_WARNING, "rating %lld: %s %s", (long long)id, err.code, err.text);
}

/* The line goes, the next request may come. */
static void hang_up(struct talk *t)
{
	loop_unwatch(t->all->loop, t->fd);
	loop_cancel(t->all->loop, t->timer);
	close(t->fd);
	t->fd = -1;
	t->timer = 0;
}

static void finish(struct talk *t, enum rating_device state, const char *note)
{
	struct bridge *b = t->all;

	hang_up(t);
	record(b, t->id, state, note);
	look(b);
}

static void finish_level(struct talk *t, int level)
{
	struct bridge *b = t->all;
	struct err err;

	hang_up(t);
	if (rating_device_answer(b->h, t->id, level, &err) != ST_OK)         /* by the QR meanwhile, or the store is in trouble */
		log_line(LOG_WARNING, "rating %lld: %s %s", (long long)t->id, err.code, err.text);
	look(b);
}

static void time_over(void *ctx)
{
	struct talk *t = ctx;

	t->timer = 0;
	finish(t, RATING_DEVICE_SILENT, "");
}

/* 1 … 5 by either name; RATING_NONE otherwise. */
static int level_of(json_t *answer)
{
	json_t *level = json_object_get(answer, "level"), *stars = json_object_get(answer, "stars");
	json_int_t n = json_integer_value(level ? level : stars);

	if ((level && stars) || n < RATING_BEST || n > RATING_WORST)
		return RATING_NONE;
	return level ? (int)n : rating_from_stars((int)n);
}

/* One line of the driver; false when the talk is over. */
static bool heard(struct talk *t, const char *line, size_t n)
{
	json_t *answer = json_text_depth(line, n) > 4 ? NULL : json_loadb(line, n, JSON_REJECT_DUPLICATES, NULL);
	const char *fault = json_string_value(json_object_get(answer, "fault"));
	int level = level_of(answer);
	bool on = true;

	if (!json_is_object(answer)) {
		finish(t, RATING_DEVICE_FAULT, "评价器的回答不是 JSON");
		on = false;
	} else if (json_integer_value(json_object_get(answer, "id")) == t->id) {       /* about another one: old news */
		if (fault)
			finish(t, RATING_DEVICE_FAULT, fault);
		else if (level != RATING_NONE)
			finish_level(t, level);
		on = !fault && level == RATING_NONE;
	}
	json_decref(answer);
	return on;
}

static void readable(void *ctx, int fd, int events)
{
	struct talk *t = ctx;
	ssize_t n = recv(fd, t->line + t->len, sizeof t->line - t->len, MSG_DONTWAIT);
	char *end;

	(void)events;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		finish(t, RATING_DEVICE_FAULT, "评价器断开");
		return;
	}
	t->len += (size_t)n;
	while ((end = memchr(t->line, '\n', t->len)) != NULL) {
		char line[LINE_MOST];
		size_t size = (size_t)(end - t->line);
		memcpy(line, t->line, size);
		t->len -= size + 1;
		memmove(t->line, end + 1, t->len);
		if (!heard(t, line, size))
			return;
	}
	if (t->len == sizeof t->line)
		finish(t, RATING_DEVICE_FAULT, "评价器的回答过长");
}

/* The driver's socket; -1 with the reason. A window's name comes from the hall's own set-up, but it becomes part of a path. */
static int reach(const struct bridge *b, const char *window, const char **why)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int n = snprintf(to.sun_path, sizeof to.sun_path, "%s/devices/rating-%s.sock", hall_dir(b->h), window);

	*why = "评价器没有接上";
	if (n < 0 || (size_t)n >= sizeof to.sun_path || strpbrk(window, "/.")) {
		*why = "评价器的套接字路径过长或窗口号不合用";
		return -1;
	}
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof to) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* What the evaluator may show: no name, no number of a person (N-9). */
static bool say(int fd, const struct rating_waiting *w, int64_t left_ms)
{
	json_t *start = json_pack("{ss sI ss ss ss sI}", "op", "start", "id", (json_int_t)w->id, "case_no", w->number, "clerk",
		w->work_no, "service", w->service, "timeout", (json_int_t)((left_ms + 999) / 1000));
	char *text = json_dumps(start, JSON_COMPACT), *line = mem_format("%s\n", text ? text : "{}");
	size_t n = strlen(line);
	bool said = send(fd, line, n, MSG_NOSIGNAL) == (ssize_t)n;

	free(line);
	free(text);
	json_decref(start);
	return said;
}

static void start(struct bridge *b, struct talk *t, const struct rating_waiting *w, int64_t left_ms)
{
	const char *why;
	int fd = reach(b, w->window, &why);

	if (fd < 0 || !say(fd, w, left_ms)) {
		if (fd >= 0)
			close(fd);
		record(b, w->id, RATING_DEVICE_FAULT, why);
		return;
	}
	*t = (struct talk){ .all = b, .fd = fd, .id = w->id };
	snprintf(t->window, sizeof t->window, "%s", w->window);
	record(b, w->id, RATING_DEVICE_ASKED, "");
	loop_watch(b->loop, fd, readable, t);
	t->timer = loop_after(b->loop, left_ms + GRACE_MS, time_over, t);
}

/* A free place for this request; NULL when it is being asked already, or its window is busy with an earlier one: what is
 * shown to somebody is never taken away (E-4). */
static struct talk *place_for(struct bridge *b, const struct rating_waiting *w)
{
	struct talk *free_one = NULL;

	for (size_t i = 0; i < TALKS; i++) {
		if (b->talks[i].fd < 0)
			free_one = &b->talks[i];
		else if (b->talks[i].id == w->id || strcmp(b->talks[i].window, w->window) == 0)
			return NULL;
	}
	return free_one;
}

static bool being_asked(const struct bridge *b, int64_t id)
{
	for (size_t i = 0; i < TALKS; i++)
		if (b->talks[i].fd >= 0 && b->talks[i].id == id)
			return true;
	return false;
}

static void look(struct bridge *b)
{
	struct rating_waiting waiting[TALKS];
	int64_t wait = hall_int(b->h, "rating.wait_seconds") * 1000;
	struct err err;
	size_t count;

	if (rating_device_open(b->h, waiting, TALKS, &count, &err) != ST_OK) {
		log_line(LOG_WARNING, "rating: %s %s", err.code, err.text);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		int64_t left = waiting[i].asked_at + wait - clock_wall_ms();
		struct talk *t = place_for(b, &waiting[i]);
		if (t && left > 0)
			start(b, t, &waiting[i], left < wait ? left : wait);
		else if (left <= 0 && !being_asked(b, waiting[i].id))
			record(b, waiting[i].id, RATING_DEVICE_SILENT, "");
	}
}

/* --- begin and end ------------------------------------------------------------------------------------------------------ */

static void changed(void *ctx, int fd, int events)
{
	struct bridge *b = ctx;

	(void)fd, (void)events;
	if (store_changed(hall_store(b->h)))
		look(b);
}

static void renew(void *ctx)
{
	struct bridge *b = ctx;

	if ((b->end = lease_take(b->h, LEASE, b->owner, LEASE_MS, &b->err)) != ST_OK) {
		b->stop = true;
		return;
	}
	look(b);
	loop_after(b->loop, RENEW_MS, renew, b);
}

static void look_again(void *ctx)
{
	struct bridge *b = ctx;

	look(b);
	loop_after(b->loop, LOOK_MS, look_again, b);
}

static void stop(void *ctx, int signo)
{
	(void)signo;
	((struct bridge *)ctx)->stop = true;
}

enum status rating_device_run(struct hall *h, struct err *err)
{
	struct bridge *b = mem_alloc(sizeof *b);
	int watch = store_watch(hall_store(h));
	enum status st;

	*b = (struct bridge){ .h = h, .loop = loop_new() };
	for (size_t i = 0; i < TALKS; i++)
		b->talks[i].fd = -1;
	lease_owner(b->owner);
	if ((st = loop_signal(b->loop, SIGTERM, stop, b)) != ST_OK || (st = loop_signal(b->loop, SIGINT, stop, b)) != ST_OK)
		b->end = err_set(&b->err, st, "E-6615", "评价器通道起不来(信号)");
	else
		renew(b);
	if (watch >= 0)
		loop_watch(b->loop, watch, changed, b);
	else
		loop_after(b->loop, LOOK_MS, look_again, b);
	while (b->end == ST_OK && !b->stop)
		if ((st = loop_turn(b->loop, -1)) != ST_OK)
			b->end = err_set(&b->err, st, "E-6615", "评价器通道停下了(等待失败)");
	for (size_t i = 0; i < TALKS; i++)             /* what was asked stays asked: the next bridge goes on with it */
		if (b->talks[i].fd >= 0)
			hang_up(&b->talks[i]);
	if (b->end == ST_OK)
		lease_drop(h, LEASE, b->owner);
	st = b->end;
	*err = b->err;
	loop_free(b->loop);
	free(b);
	return st;
}
