/* SPDX-License-Identifier: Apache-2.0 */
#include "usage.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The sum of all lines of a file that begin with `name`. */
static long sum_of(const char *path, const char *name)
{
	FILE *f = fopen(path, "r");
	char line[512];
	long sum = 0;

	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, name, strlen(name)))
			sum += strtol(line + strlen(name), NULL, 10);
	if (f)
		fclose(f);
	return sum;
}

/* Each thread has its own counts. */
static void add_threads(pid_t pid, struct usage *u)
{
	char folder[64], path[400];
	struct dirent *e;

	snprintf(folder, sizeof folder, "/proc/%d/task", (int)pid);
	DIR *d = opendir(folder);
	while (d && (e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s/status", folder, e->d_name);
		u->wakeups += sum_of(path, "voluntary_ctxt_switches:");
		snprintf(path, sizeof path, "%s/%s/schedstat", folder, e->d_name);
		FILE *f = fopen(path, "r");
		long long ns = 0;
		if (f && fscanf(f, "%lld", &ns) == 1)
			u->cpu_ms += (double)ns / 1e6;
		if (f)
			fclose(f);
	}
	if (d)
		closedir(d);
}

static void add_children(pid_t pid, struct usage *u)
{
	char path[128], line[4096];

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
	FILE *f = fopen(path, "r");
	if (f && fgets(line, sizeof line, f))
		for (char *at = line, *end; *at; at = end) {
			long child = strtol(at, &end, 10);
			if (end == at)
				break;
			usage_add((pid_t)child, true, u);
		}
	if (f)
		fclose(f);
}

void usage_add(pid_t pid, bool with_children, struct usage *u)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
	u->dirty += sum_of(path, "Private_Dirty:");
	u->clean += sum_of(path, "Private_Clean:");
	u->pss += sum_of(path, "Pss:");
	u->processes++;
	add_threads(pid, u);
	if (with_children)
		add_children(pid, u);
}

double usage_cpu_ms(pid_t pid)
{
	struct usage u = { 0 };

	add_threads(pid, &u);
	return u.cpu_ms;
}
