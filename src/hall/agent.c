/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/outbox.h"

/* --- owners ------------------------------------------------------------------------------------------------------ */

/* When a process of this machine began, in the kernel's ticks: a number used again is another process. */
static long long process_start(long pid)
{
	char path[64], line[512], *field;
	long long start = -1;

	snprintf(path, sizeof path, "/proc/%ld/stat", pid);
	FILE *f = fopen(path, "re");
	if (!f)
		return -1;
	if (fgets(line, sizeof line, f) && (field = strrchr(line, ')')) != NULL) {
		/* after the name: state is field 3, the start is field 22 */
		for (int i = 2; field && i < 22; i++)
			field = strchr(field + 1, ' ');
		start = field ? strtoll(field + 1, NULL, 10) : -1;
	}
	fclose(f);
	return start;
}

static void host_name(char out[32])
{
	char name[256] = "";

	if (gethostname(name, sizeof name - 1) != 0)
		name[0] = '\0';
	snprintf(out, 32, "%.31s", *name ? name : "localhost");
}

void lease_owner(char out[80])
{
	char host[32];

	host_name(host);
	snprintf(out, 80, "%s/%ld/%lld", host, (long)getpid(), process_start((long)getpid()));
}

bool lease_owner_dead(const char *owner)
{
	char host[32];
	const char *p = strchr(owner, '/');

	host_name(host);
	if (!p || (size_t)(p - owner) != strlen(host) || strncmp(owner, host, strlen(host)) != 0)
		return false;                    /* another machine's: only time can tell */
	char *end = NULL;
	long pid = strtol(p + 1, &end, 10);
	if (pid <= 0 || *end != '/')
		return false;
	long long start = strtoll(end + 1, NULL, 10);
	if (kill((pid_t)pid, 0) != 0 && errno == ESRCH)
		return true;
	long long now = process_start(pid);
	return now >= 0 && start >= 0 && now != start;
}

/* --- leases ------------------------------------------------------------------------------------------------------ */

enum status lease_take(struct hall *h, const char *name, const char *owner, int64_t for_ms, struct err *err)
{
	struct rows *rows = NULL;
	int64_t now = clock_wall_ms();
	const char *dead = owner;

	enum status st = store_read(hall_store(h), Q_LEASE_GET, ARGS(value_text(name)), &rows, err);
	if (st == ST_OK && rows_count(rows) > 0 && lease_owner_dead(rows_text(rows, 0, 0)))
		dead = rows_text(rows, 0, 0);
	if (st == ST_OK) {
		struct batch *b = batch_new("lease");
		batch_add(b, Q_LEASE_TAKE, ARGS(value_text(name), value_text(owner), value_int(now + for_ms), value_int(now),
			value_text(dead)));
		st = store_submit(hall_store(h), b, err);
		batch_free(b);
		if (st == ST_CONFLICT)
			st = err_set(err, ST_BUSY, "E-6210", "另一进程正在做这件事(%s)", name);
	}
	rows_free(rows);
	return st;
}

void lease_drop(struct hall *h, const char *name, const char *owner)
{
	struct batch *b = batch_new("lease");
	struct err err;

	batch_add(b, Q_LEASE_DROP, ARGS(value_text(name), value_text(owner)));
	if (store_submit(hall_store(h), b, &err) != ST_OK)
		log_line(LOG_WARNING, "lease %s not given back: %s", name, err.text);
	batch_free(b);
}

/* --- what agents say --------------------------------------------------------------------------------------------- */

enum status agent_say(struct hall *h, const char *name, const char *words, bool fine, struct err *err)
{
	struct batch *b = batch_new("agent");

	batch_add(b, Q_AGENT_SAY, ARGS(value_text(name), value_text(words), value_int(fine), value_int(clock_wall_ms())));
	enum status st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}

enum status agent_state(struct hall *h, const char *name, struct agent_state *out, struct err *err)
{
	struct rows *rows = NULL;

	*out = (struct agent_state){ 0 };
	enum status st = store_read(hall_store(h), Q_AGENT_STATE_GET, ARGS(value_text(name)), &rows, err);
	if (st == ST_OK && rows_count(rows) > 0) {
		text_copy(out->words, sizeof out->words, rows_text(rows, 0, 0));
		out->fine = rows_int(rows, 0, 1) != 0;
		out->at = rows_int(rows, 0, 2);
		out->running = rows_int(rows, 0, 4) > clock_wall_ms() && !lease_owner_dead(rows_text(rows, 0, 3));
	}
	rows_free(rows);
	return st;
}
