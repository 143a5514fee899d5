/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#include "base/day.h"

/* Three clocks behind one interface (R11): wall for stamps (UTC milliseconds), monotonic for leases and waits, civil
 * for legal days (UTC+8, fixed). Tests set all of them. */
int64_t clock_wall_ms(void);
int64_t clock_mono_ms(void);             /* CLOCK_BOOTTIME: counts while the PC sleeps */
day_t clock_today(void);
day_t clock_day_of(int64_t wall_ms);     /* the civil day at UTC+8 */
#define MINUTE_MS INT64_C(60000)
#define DAY_MS INT64_C(86400000)          /* every civil day: UTC+8 has no summer time */
int64_t clock_day_start(day_t day);      /* its first millisecond, UTC */

struct clock_hm { int hour, minute, second; };
struct clock_hm clock_time_of(int64_t wall_ms);      /* the time of day at UTC+8 */
/* "2026-11-23 09:41:07" at UTC+8 into out[20]; returns out. */
char *clock_stamp(int64_t wall_ms, char out[20]);
/* "2026-11-23T09:41:07+08:00" into out[26]; returns out. For JSON (W T-12). */
char *clock_iso(int64_t wall_ms, char out[26]);

/* For tests, and for making a demonstration hall that has a past: replaces the source of both clocks; NULL restores the system's. */
struct clock_source { int64_t (*wall_ms)(void); int64_t (*mono_ms)(void); };
void clock_replace(const struct clock_source *source);

#endif
