/* SPDX-License-Identifier: Apache-2.0 */
/* What the law says about clocks, for clocks.pl: reads "KIND START HALVES UNIT TODAY STOPPED GUESS" and then pauses
 * "P:KIND:FROM..TO" and extensions "E:DAY:HALVES" a line; answers "DUE|open USED TOTAL REMAINING LIGHT [est]" or
 * "refused". The one argument is a folder of calendars. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "law/clock.h"

#define MOST 8

struct question {
	struct clock_run run;
	struct clock_pause pauses[MOST];
	struct clock_extension extensions[MOST];
	day_t today;
};

static void read_pause(struct question *q, char *word)
{
	char *kind = word + 2, *from = strchr(kind, ':');

	if (!from || q->run.pause_count == MOST)
		return;
	*from++ = '\0';
	char *dots = strstr(from, "..");
	if (!dots)
		return;
	*dots = '\0';
	q->pauses[q->run.pause_count++] = (struct clock_pause){ pause_kind_from_code(kind), day_parse(from),
		dots[2] ? day_parse(dots + 2) : DAY_NONE, "", "" };
}

static void read_extension(struct question *q, char *word)
{
	char *day = word + 2, *halves = strchr(day, ':');

	if (!halves || q->run.extension_count == MOST)
		return;
	*halves++ = '\0';
	q->extensions[q->run.extension_count++] = (struct clock_extension){ day_parse(day), (int)strtol(halves, NULL, 10), "", "", false };
}

static int read_question(char *line, struct question *q)
{
	char kind[8], start[16], unit[16], today[16], stopped[16], *word;
	int halves, guess, used = 0;

	if (sscanf(line, "%7s %15s %d %15s %15s %15s %d%n", kind, start, &halves, unit, today, stopped, &guess, &used) != 7)
		return 0;
	int k = clock_kind_from_code(kind), u = limit_unit_from_name(unit);
	if (k < 0 || u < 0)
		return 0;
	*q = (struct question){ .today = day_parse(today) };
	q->run = (struct clock_run){ .kind = (enum clock_kind)k, .start = day_parse(start), .pauses = q->pauses,
		.extensions = q->extensions, .stopped = day_parse(stopped), .guess = guess != 0,
		.limit = { halves, (enum limit_unit)u, true } };
	line += used;
	while ((word = strsep(&line, " \n")))
		if (strncmp(word, "P:", 2) == 0)
			read_pause(q, word);
		else if (strncmp(word, "E:", 2) == 0)
			read_extension(q, word);
	return 1;
}

/* The sentence is checked here: it fits a line whatever the question was. */
static int answer(const struct calendar *c, const struct question *q)
{
	static const struct clock_thresholds thresholds = { 30, 1 };
	struct clock_state s;
	struct buf text;
	char due[11];

	if (clock_stand(c, &q->run, q->today, &thresholds, &s, NULL) != ST_OK) {
		puts("refused");
		return 1;
	}
	printf("%s %d %d %d %s%s\n", s.deadline.due == DAY_NONE ? "open" : day_iso(s.deadline.due, due), s.used, s.total,
		s.remaining, clock_light_code(s.light), s.deadline.estimated ? " est" : "");
	buf_init(&text, BUF_SMALL);
	clock_sentence(&q->run, &s, &text);
	int fits = text_width(text.data) <= 80;
	if (!fits)
		fprintf(stderr, "clocks: a sentence of %d columns: %s\n", text_width(text.data), text.data);
	buf_release(&text);
	clock_state_release(&s);
	return fits;
}

int main(int argc, char **argv)
{
	struct calendar *c = calendar_new();
	struct question q;
	struct err err;
	char line[1024];
	int good = 1;

	if (argc != 2 || calendar_load_folder(c, argv[1], &err) != ST_OK) {
		fprintf(stderr, "clocks: %s\n", argc == 2 ? err.text : "give the folder of calendars");
		return 1;
	}
	while (fgets(line, sizeof line, stdin))
		if (read_question(line, &q))
			good &= answer(c, &q);
		else
			puts("bad line");
	calendar_free(c);
	return good ? 0 : 1;
}
