/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "department/server.h"

/* The reference department as it ships, but it dies where it is told to:
 *	dispatch-department ADDR:PORT STORE CA CERT KEY AUTO-SECONDS POINT EPOCH MS
 * Its clock shows MS at the real time EPOCH. */
static const char *die_at;
static int64_t epoch, from;

static int64_t real_ms(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t moved_wall(void)
{
	return from + real_ms(CLOCK_REALTIME) - epoch;
}

static int64_t mono(void)
{
	return real_ms(CLOCK_BOOTTIME);
}

static int die_here(const char *point)
{
	if (strcmp(point, die_at) == 0)
		kill(getpid(), SIGKILL);
	return 0;
}

int main(int argc, char **argv)
{
	struct store *s = NULL;
	struct err err = { 0 };

	static const struct clock_source moved = { moved_wall, mono };

	if (argc != 10)
		return 64;
	epoch = strtoll(argv[8], NULL, 10);
	from = strtoll(argv[9], NULL, 10);
	clock_replace(&moved);
	die_at = argv[7];
	if (*die_at)
		fault_hook = die_here;
	enum status st = store_open(argv[2], "department", STORE_CREATE, &s, &err);
	if (st == ST_OK)
		st = server_run(s, &(struct server_options){ .listen = argv[1], .ca = argv[3], .cert = argv[4], .key = argv[5],
			.auto_s = (int)strtol(argv[6], NULL, 10) }, &err);
	if (st)
		fprintf(stderr, "department: %s %s\n", err.code, err.text);
	store_close(s);
	return status_exit(st);
}
