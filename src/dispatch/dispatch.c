/* SPDX-License-Identifier: Apache-2.0 */
#include "dispatch/dispatch.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "dispatch/own.h"
#include "hall/attachment.h"
#include "hall/clock.h"

#define LEASE "dispatch"
#define WORDS_MS ((int64_t)1000)          /* not more often */
#define AGAIN_MS ((int64_t)1000)          /* after the store would not */
#define STAND_BY_MS ((int64_t)10000)      /* while another process delivers */
#define WAIT_MAX_MS ((int64_t)60000)
#define CLOCK_BACK_MS ((int64_t)2000)     /* less is the clock being slewed */

const struct dispatch_options dispatch_usual = {
	.lease_ms = 120000, .grace_ms = 5000, .scale = 1, .backup_after_ms = 120000,
	.limits = { .connect_ms = 5000, .total_ms = 30000, .slow_bytes = 10, .slow_s = 10, .body_max = 1024 * 1024,
		.header_bytes = 64 * 1024, .header_lines = 200 },
};

/* --- requests ---------------------------------------------------------------------------------------------------- */

enum status transfer_start(struct dispatcher *d, struct transfer *t, const struct wire_request *r, const struct wire_limits *limits)
{
	enum status st = wire_init(&t->wire, &d->who, limits, r, t);

	if (st)
		return st;
	if (curl_multi_add_handle(d->multi, t->wire.easy) != CURLM_OK) {
		wire_release(&t->wire);
		return ST_UNAVAIL;
	}
	return ST_OK;
}

void transfer_stop(struct dispatcher *d, struct transfer *t)
{
	if (t->wire.easy && curl_multi_remove_handle(d->multi, t->wire.easy) != CURLM_OK)
		log_line(LOG_WARNING, "curl would not give a handle back");
	wire_release(&t->wire);
}

void dispatch_news(struct dispatcher *d)
{
	d->news++;
	d->news_at = clock_mono_ms();
	d->feeds_stale = true;
}

static void collect(struct dispatcher *d)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(d->multi, &left)) != NULL) {
		struct transfer *t = NULL;
		CURLcode code = message->data.result;
		if (message->msg == CURLMSG_DONE && curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &t) == CURLE_OK && t)
			t->done(d, t, code);
	}
}

/* --- who leads --------------------------------------------------------------------------------------------------- */

/* Takes or keeps the lease; looks for claims of the dead. ST_BUSY: another process has it. */
static enum status lead(struct dispatcher *d, struct err *err)
{
	size_t lost = 0;

	enum status st = FAULT("dispatch.lease") ? ST_IO : lease_take(d->hall, LEASE, d->owner, d->o->lease_ms, err);
	d->renew_at = clock_mono_ms() + (st == ST_OK ? d->o->lease_ms / 2 : st == ST_BUSY ? STAND_BY_MS : AGAIN_MS);
	d->leading = st == ST_OK || (d->leading && st != ST_BUSY);
	if (st)
		return st;
	st = outbox_recover(d->hall, &lost, err);
	if (lost > 0) {
		log_line(LOG_NOTE, "%zu messages were under way when their process ended", lost);
		d->look = d->words_stale = true;
	}
	return st;
}

/* Waits are lengths of time: a wall clock that is set back must not make them longer (R7, R11). */
static void watch_clock(struct dispatcher *d)
{
	int64_t gap = clock_wall_ms() - clock_mono_ms(), back = d->clock_gap - gap;
	struct err err;

	if (back > CLOCK_BACK_MS) {
		log_line(LOG_WARNING, "the clock was set back by %lld ms", (long long)back);
		if (outbox_clock_back(d->hall, back, &err) != ST_OK) {
			log_line(LOG_ERROR, "clock: %s", err.text);
			return;                          /* and again in the next turn */
		}
		d->look = d->words_stale = true;
	}
	d->clock_gap = gap;
}

/* --- one turn ---------------------------------------------------------------------------------------------------- */

static void soonest(int64_t *wait, int64_t ms)
{
	if (ms < 0)
		ms = 0;
	if (ms < *wait)
		*wait = ms;
}

/* Once a day, at start and when the day has turned: silence that accepts, proposals, reminders (hall/clock.h), and the scans that a
 * crash left without a row. */
static void turn_day(struct dispatcher *d, int64_t now)
{
	struct clock_turned turned;
	size_t swept;
	struct err err = { 0 };

	if (d->turned == clock_today() || now < d->turn_at || d->stopping)
		return;
	if (clock_turn(d->hall, &turned, &err) == ST_OK) {
		d->turned = clock_today();
		if (attachment_sweep(d->hall, &swept, &err) != ST_OK)        /* tomorrow is soon enough */
			log_line(LOG_WARNING, "sweep: %s %s", err.code, err.text);
		return;
	}
	d->turn_at = now + STAND_BY_MS;
	log_line(LOG_ERROR, "clocks: %s %s", err.code, err.text);
}

static int64_t copy_hall(struct dispatcher *d, int64_t now)
{
	const enum backup_word before = d->backup.word;
	int64_t next = d->stopping || d->o->once || d->o->until_idle ? 0 : backup_turn(&d->backup, now);

	d->words_stale = d->words_stale || d->backup.word != before;
	return next;
}

/* What there is to do now. Returns how many clock milliseconds may be waited. */
static int64_t turn(struct dispatcher *d)
{
	int64_t wait = WAIT_MAX_MS, now = clock_mono_ms();
	struct err err = { 0 };
	enum status st = ST_OK;

	if (now >= d->renew_at && !d->stopping) {
		st = lead(d, &err);
		if (st && st != ST_BUSY)
			log_line(LOG_ERROR, "lease: %s %s", status_name(st), err.text);
	}
	soonest(&wait, d->renew_at - now);
	if (!exchange_store_all(d))
		soonest(&wait, AGAIN_MS);
	if (!d->leading)
		return wait;
	turn_day(d, now);
	watch_clock(d);
	if (d->look_at > 0 && clock_wall_ms() >= d->look_at)
		d->look = true;
	if (d->look && !d->stopping) {
		d->look = false;
		st = exchange_start_all(d, &err);
		if (st) {
			log_line(LOG_ERROR, "claim: %s %s", status_name(st), err.text);
			d->look_at = clock_wall_ms() + AGAIN_MS;
		}
		if (!exchange_store_all(d))      /* what could not even be begun */
			soonest(&wait, AGAIN_MS);
	}
	if (d->look)
		soonest(&wait, 0);
	else if (d->look_at > 0)
		soonest(&wait, d->look_at - clock_wall_ms());
	if (d->feeds_stale && feed_refresh(d, &err))
		log_line(LOG_ERROR, "feeds: %s", err.text);
	int64_t feed_at = feed_turn(d);
	if (feed_at > 0)
		soonest(&wait, feed_at - clock_mono_ms());
	int64_t reconcile_at = reconcile_turn(d);
	if (reconcile_at > 0)
		soonest(&wait, reconcile_at - clock_mono_ms());
	int64_t backup_at = copy_hall(d, now);
	if (backup_at > 0)
		soonest(&wait, backup_at - clock_mono_ms());
	/* half an hour passes and deadlines come near without anything happening (R7) */
	if (clock_mono_ms() - d->said_at >= WAIT_MAX_MS)
		d->words_stale = true;
	if (d->words_stale && clock_mono_ms() >= d->words_at) {
		words_say(d);
		d->said_at = clock_mono_ms();
		d->words_at = d->said_at + WORDS_MS;
	}
	if (d->words_stale)
		soonest(&wait, d->words_at - clock_mono_ms());
	return wait;
}

static bool finished(const struct dispatcher *d)
{
	if (d->exchanges || d->look || !feed_settled(d) || !reconcile_idle(d))
		return false;
	return d->o->once || (d->o->until_idle && d->look_at == 0);
}

/* Nothing is under way: what is held only to be quick goes back until something is. */
static void rest(struct dispatcher *d)
{
	store_rest(hall_store(d->hall));
	mem_rest();
}

/* Ends on a signal, when there is nothing left for --once, or when the store takes no more (R4): whoever started us starts
 * us anew, and what was under way is looked into then. */
static void loop(struct dispatcher *d, int signals)
{
	int watch = store_watch(hall_store(d->hall)), running;
	int64_t end_at = 0;

	while (!store_closed(hall_store(d->hall)) && (!d->stopping || (d->exchanges && clock_mono_ms() < end_at))) {
		struct curl_waitfd fds[2] = { { .fd = signals, .events = CURL_WAIT_POLLIN }, { .fd = watch, .events = CURL_WAIT_POLLIN } };
		struct signalfd_siginfo signal;
		int64_t wait = turn(d);
		if ((d->o->once || d->o->until_idle) && finished(d))
			return;
		if (d->stopping)
			soonest(&wait, 50);
		if (!d->exchanges && wait > AGAIN_MS)
			rest(d);
		/* never 0 while something is scaled down: at least a millisecond for the others on this machine */
		int ms = (int)(wait / d->o->scale);
		if (curl_multi_poll(d->multi, fds, watch >= 0 ? 2 : 1, wait > 0 && ms == 0 ? 1 : ms, NULL) != CURLM_OK)
			return;
		if (read(signals, &signal, sizeof signal) > 0 && !d->stopping) {
			d->stopping = true;
			end_at = clock_mono_ms() + d->o->grace_ms;
		}
		if (store_changed(hall_store(d->hall)))
			d->look = d->feeds_stale = d->words_stale = d->reconcile_look = true;
		if (curl_multi_perform(d->multi, &running) != CURLM_OK)
			return;
		collect(d);
	}
}

/* --- begin and end ----------------------------------------------------------------------------------------------- */

static int signals_open(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR || sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static bool has_address(struct dispatcher *d)
{
	struct department_row *rows = mem_array(DEPARTMENTS_MAX, sizeof *rows);
	size_t count = 0;
	struct err err;
	bool has = department_list(d->hall, rows, DEPARTMENTS_MAX, &count, &err) != ST_OK;

	for (size_t i = 0; i < count; i++)
		has = has || (*rows[i].url && strcmp(rows[i].url, DEPARTMENT_DESK) != 0);
	free(rows);
	return has;
}

/* Without the hall's CA nobody can be believed, and a key that others can read is nobody's (nos. 32, 34). The home
 * screen is told as well: this process ends. */
static enum status identity_check(struct dispatcher *d, struct err *err)
{
	const char *files[] = { d->who.ca, d->who.cert, d->who.key };
	struct stat info;
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < COUNT_OF(files); i++)
		if (access(files[i], R_OK) != 0 && has_address(d))
			st = err_at(err, ST_CONFIG, "E-3010", files[i], "缺少大厅的证书文件 %s,没有发送任何任务;请放好后重新启动", files[i]);
	if (st == ST_OK && stat(d->who.key, &info) == 0 && (info.st_mode & 077) != 0)
		st = err_at(err, ST_CONFIG, "E-3003", d->who.key, "私钥 %s 权限过宽(应为0600),没有发送任何任务;请执行 chmod 600 后重新启动",
			d->who.key);
	if (st) {
		struct err unsaid;
		if (agent_say(d->hall, LEASE, st == ST_CONFIG && strcmp(err->code, "E-3003") == 0 ? "大厅私钥权限过宽,已停止发送"
			: "缺少大厅的证书,已停止发送", false, &unsaid) != ST_OK)
			log_line(LOG_WARNING, "words: %s", unsaid.text);
	}
	return st;
}

static enum status open_all(struct dispatcher *d, struct err *err)
{
	const struct dispatch_options *o = d->o;

	enum status st = hall_open(o->hall_dir, false, &d->hall, err);
	if (st)
		return st;
	d->per_department = (int)hall_int(d->hall, "dispatch.per_department");
	d->poll_busy_ms = o->poll_busy_ms ? o->poll_busy_ms : hall_int(d->hall, "dispatch.poll_busy_seconds") * 1000;
	d->poll_idle_ms = o->poll_idle_ms ? o->poll_idle_ms : hall_int(d->hall, "dispatch.poll_idle_seconds") * 1000;
	d->who = (struct wire_identity){ file_join(o->hall_dir, "tls/ca.pem"), file_join(o->hall_dir, "tls/client.pem"),
		file_join(o->hall_dir, "tls/client.key") };
	d->backup = (struct backup_timer){ .hall = d->hall, .hall_dir = o->hall_dir, .after_ms = o->backup_after_ms };
	lease_owner(d->owner);
	st = identity_check(d, err);
	if (st)
		return st;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(d->multi = curl_multi_init()))
		return err_set(err, ST_BUG, "E-6215", "libcurl 不能启动");
	/* As many as there are: a limit here would let departments that hang hold back the others (R8). */
	if (curl_multi_setopt(d->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, 0L) != CURLM_OK ||
		curl_multi_setopt(d->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING) != CURLM_OK)
		return err_set(err, ST_BUG, "E-6215", "libcurl 不能启动");
	return ST_OK;
}

static void close_all(struct dispatcher *d)
{
	if (d->multi) {
		exchange_abandon_all(d);
		feed_stop_all(d);
		reconcile_stop(d);
		curl_multi_cleanup(d->multi);
		curl_global_cleanup();
	}
	if (d->hall && d->leading) {
		words_say(d);
		lease_drop(d->hall, LEASE, d->owner);
	}
	hall_close(d->hall);
	free((void *)(uintptr_t)d->who.ca);
	free((void *)(uintptr_t)d->who.cert);
	free((void *)(uintptr_t)d->who.key);
}

enum status dispatch_run(const struct dispatch_options *o, struct err *err)
{
	struct dispatcher d = { .o = o, .look = true, .feeds_stale = true, .words_stale = true, .reconcile_look = true,
		.news = 1 };
	int signals = signals_open();

	if (signals < 0)
		return err_set(err, ST_BUG, "E-6216", "信号设置失败");
	d.clock_gap = clock_wall_ms() - clock_mono_ms();
	d.news_at = clock_mono_ms() - INT64_C(3600000);      /* none in this process */
	enum status st = open_all(&d, err);
	if (st == ST_OK) {
		st = lead(&d, err);
		if (st == ST_BUSY && !o->once && !o->until_idle)
			st = ST_OK;                      /* stands by */
	}
	if (st == ST_OK) {
		loop(&d, signals);
		const struct err *closed = store_closed(hall_store(d.hall));
		if (closed)
			st = (*err = *closed).status;
		else if (o->once || o->until_idle)
			words_say(&d);
	}
	close_all(&d);
	if (st == ST_OK && (o->once || o->until_idle))
		printf("%s\n", d.words);
	close(signals);
	return st;
}
