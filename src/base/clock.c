/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"

#include <stddef.h>
#include <stdio.h>
#include <time.h>

#define CIVIL_OFFSET_MS ((int64_t)8 * 3600000)      /* legal days are days at UTC+8 */

static int64_t system_ms(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t system_wall(void)
{
	return system_ms(CLOCK_REALTIME);
}

static int64_t system_mono(void)
{
	return system_ms(CLOCK_BOOTTIME);
}

static const struct clock_source system_source = { system_wall, system_mono };
static const struct clock_source *source = &system_source;

void clock_replace(const struct clock_source *replacement)
{
	source = replacement ? replacement : &system_source;
}

int64_t clock_wall_ms(void)
{
	return source->wall_ms();
}

int64_t clock_mono_ms(void)
{
	return source->mono_ms();
}

/* Splits civil milliseconds into a day and the rest, rounding towards the past. */
static day_t split(int64_t wall_ms, int64_t *rest)
{
	int64_t civil = wall_ms + CIVIL_OFFSET_MS;
	int64_t d = civil / DAY_MS, r = civil % DAY_MS;

	if (r < 0) {
		d--;
		r += DAY_MS;
	}
	*rest = r;
	return (day_t)d;
}

int64_t clock_day_start(day_t day)
{
	return (int64_t)day * DAY_MS - CIVIL_OFFSET_MS;
}

day_t clock_day_of(int64_t wall_ms)
{
	int64_t rest;

	return split(wall_ms, &rest);
}

day_t clock_today(void)
{
	return clock_day_of(clock_wall_ms());
}

struct clock_hm clock_time_of(int64_t wall_ms)
{
	int64_t rest;

	split(wall_ms, &rest);
	int s = (int)(rest / 1000);
	return (struct clock_hm){ s / 3600, s / 60 % 60, s % 60 };
}

char *clock_stamp(int64_t wall_ms, char out[20])
{
	struct clock_hm t = clock_time_of(wall_ms);
	char day[11];

	snprintf(out, 20, "%s %02u:%02u:%02u", day_iso(clock_day_of(wall_ms), day), (unsigned)t.hour % 24,
		(unsigned)t.minute % 60, (unsigned)t.second % 60);
	return out;
}

char *clock_iso(int64_t wall_ms, char out[26])
{
	struct clock_hm t = clock_time_of(wall_ms);
	char day[11];

	snprintf(out, 26, "%sT%02u:%02u:%02u+08:00", day_iso(clock_day_of(wall_ms), day), (unsigned)t.hour % 24,
		(unsigned)t.minute % 60, (unsigned)t.second % 60);
	return out;
}
