/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <cups/cups.h>

#include "base/mem.h"
#include "tests/print/station.h"

struct spool spool;
struct desk desk;

int station_up(void **state)
{
	(void)state;
	spool_up(&spool);
	desk_open(&desk);
	return 0;
}

int station_down(void **state)
{
	(void)state;
	desk_close(&desk);
	spool_down(&spool);
	return 0;
}

int station_calm(void **state)
{
	static const char *const words[] = { "hold", "media-empty", "media-jam", "cover-open" };

	(void)state;
	desk_agent_stop(&desk, SIGTERM);
	desk.deadline_ms = 0;
	desk.fails_at = NULL;
	cupsSetServer(spool.server);
	spool_freeze_server(&spool, false);
	for (size_t i = 0; i < COUNT_OF(words); i++)
		spool_set(&spool, words[i], false);
	return 0;
}

void station_papers(const struct print_job *job, int *bare, int *marked)
{
	*bare = *marked = 0;
	for (int i = 0; i < spool_papers(&spool); i++) {
		char *text = spool_paper_text(&spool, i);

		if (strstr(text, job->document_no) && *job->document_no) {
			if (strstr(text, "补打"))
				++*marked;
			else
				++*bare;
		}
		free(text);
	}
}

struct papers { int wanted; };
static bool papers_are(void *ctx)
{
	return spool_papers(&spool) >= ((struct papers *)ctx)->wanted;
}

static bool begun_are(void *ctx)
{
	return spool_begun(&spool) >= ((struct papers *)ctx)->wanted;
}

void station_wait_papers(int n)
{
	struct papers p = { n };

	assert_true(spool_until(papers_are, &p, OUTER_MS));
}

void station_wait_begun(int n)
{
	struct papers p = { n };

	assert_true(spool_until(begun_are, &p, OUTER_MS));
}

bool station_possible(void)
{
	const char *missing;

	if (spool_possible(&missing))
		return true;
	printf("SKIP: %s is not installed\n", missing);
	return false;
}
