/* SPDX-License-Identifier: Apache-2.0 */
/* What the law says about dates, for dates.pl: reads "known|guess START HALVES UNIT
 * [FROM..TO|FROM..]…" a line, answers each with
 * the due day, "paused K" or "refused". The one argument is the folder of calendars. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "law/deadline.h"

#define MOST_PAUSES 8

static size_t read_pauses(char *words, struct pause out[MOST_PAUSES])
{
	size_t n = 0;
	char *w;

	while (n < MOST_PAUSES && (w = strsep(&words, " \n"))) {
		char *dots = strstr(w, "..");
		if (!dots)
			continue;
		*dots = '\0';
		out[n].from = day_parse(w);
		out[n].to = dots[2] ? day_parse(dots + 2) : DAY_NONE;
		n++;
	}
	return n;
}

static void answer(const struct calendar *c, char *line)
{
	char years[6], start[11], unit[16], due[11];
	int halves, used = 0;
	struct pause pauses[MOST_PAUSES];
	struct deadline d;

	if (sscanf(line, "%5s %10s %d %15s%n", years, start, &halves, unit, &used) != 4) {
		puts("bad line");
		return;
	}
	size_t n = read_pauses(line + used, pauses);
	int known = limit_unit_from_name(unit);
	struct limit limit = { .halves = halves, .unit = (enum limit_unit)known, .set = known >= 0 };
	if (deadline_make(c, day_parse(start), limit, pauses, n, strcmp(years, "guess") == 0, &d, NULL) != ST_OK)
		puts("refused");
	else if (d.due == DAY_NONE)
		printf("paused %d\n", d.used);
	else
		puts(day_iso(d.due, due));
	deadline_release(&d);
}

int main(int argc, char **argv)
{
	struct calendar *c = calendar_new();
	struct err err;
	char line[512];

	if (argc != 2 || calendar_load_folder(c, argv[1], &err) != ST_OK) {
		fprintf(stderr, "dates: give the folder of calendars\n");
		return 1;
	}
	while (fgets(line, sizeof line, stdin))
		answer(c, line);
	calendar_free(c);
	return 0;
}
