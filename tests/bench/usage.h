/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_USAGE_H
#define BENCH_USAGE_H

#include <stdbool.h>
#include <sys/types.h>

/* What processes take, from /proc: KiB of smaps_rollup, voluntary context switches, CPU time. */
struct usage { long dirty, clean, pss, wakeups, processes; double cpu_ms; };
void usage_add(pid_t pid, bool with_children, struct usage *u);
double usage_cpu_ms(pid_t pid);

#endif
