/* SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "dispatch/dispatch.h"

/* The agent as it ships, with three things that only a test's main can set: a clock that runs faster than people's,
 * shorter time limits on the wire, and a point at which it dies. A fast clock shows MS at the real time EPOCH.
 *	dispatch-agent --hall DIR [--scale N --epoch EPOCH --from MS] [--die POINT[:NTH]] [--slow S] [--poll MS] [--back FILE] [--until-idle] [--log FILE] */
static int64_t epoch, from, scale = 1;
static const char *die_at, *back;
static long die_nth = 1;

static int64_t real_ms(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Half an hour earlier once the file is there. */
static int64_t fast_wall(void)
{
	return from + (real_ms(CLOCK_REALTIME) - epoch) * scale - (back && access(back, F_OK) == 0 ? 1800000 : 0);
}

static int64_t fast_mono(void)
{
	return real_ms(CLOCK_BOOTTIME) * scale;
}

static int die_here(const char *point)
{
	if (strcmp(point, die_at) == 0 && --die_nth == 0)
		kill(getpid(), SIGKILL);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct option options[] = { { "hall", required_argument, NULL, 'h' }, { "scale", required_argument, NULL, 's' },
		{ "epoch", required_argument, NULL, 'e' }, { "from", required_argument, NULL, 'f' },
		{ "die", required_argument, NULL, 'd' }, { "until-idle", no_argument, NULL, 'u' },
		{ "log", required_argument, NULL, 'l' }, { "slow", required_argument, NULL, 'w' }, { "poll", required_argument, NULL, 'p' },
		{ "back", required_argument, NULL, 'b' },
		{ NULL, 0, NULL, 0 } };
	static const struct clock_source fast = { fast_wall, fast_mono };
	struct dispatch_options o = dispatch_usual;
	const char *log = NULL;
	struct err err = { 0 };
	int c;

	o.poll_busy_ms = 2000;
	o.limits.connect_ms = 5000;
	o.limits.total_ms = 8000;
	o.limits.slow_s = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'h': o.hall_dir = optarg; break;
		case 's': scale = strtol(optarg, NULL, 10); break;
		case 'e': epoch = strtoll(optarg, NULL, 10); break;
		case 'f': from = strtoll(optarg, NULL, 10); break;
		case 'u': o.until_idle = true; break;
		case 'l': log = optarg; break;
		case 'b': back = optarg; break;
		case 'p': o.poll_busy_ms = strtol(optarg, NULL, 10); break;
		case 'w': o.limits.slow_s = strtol(optarg, NULL, 10); break;
		case 'd':
			die_at = optarg;
			if (strchr(optarg, ':')) {
				die_nth = strtol(strchr(optarg, ':') + 1, NULL, 10);
				*strchr(optarg, ':') = '\0';
			}
			break;
		default: return 64;
		}
	}
	if (scale > 1)
		clock_replace(&fast);
	if (die_at)
		fault_hook = die_here;
	o.scale = (int)scale;
	o.backup_after_ms = INT64_C(1000000000000);      /* not in a hurried time */
	if (log_open("dispatch-agent", log, LOG_DETAIL) != ST_OK)
		return 73;
	enum status st = dispatch_run(&o, &err);
	if (st)
		fprintf(stderr, "%s %s\n", err.code, err.text);
	return status_exit(st);
}
