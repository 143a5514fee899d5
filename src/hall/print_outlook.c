/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/print_outlook.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "hall/outbox.h"
#include "law/document.h"

/* Nothing prints at all, or only slips. */
static bool is_filed(const char *words, const char *paper)
{
	int p = paper_from_name(paper);
	bool slip = p >= 0 && paper_is_slip((enum paper)p);

	return strncmp(words, PRINT_NOTHING, strlen(PRINT_NOTHING)) == 0 || (!slip && strstr(words, PRINT_PAGES " " PRINT_NOTHING));
}

enum print_outlook print_outlook(struct hall *h, const struct print_job *job, char words[OUTLOOK_SIZE])
{
	struct agent_state s;
	struct err err;

	err_clear(&err);
	if (agent_state(h, "print", &s, &err) != ST_OK) {
		snprintf(words, OUTLOOK_SIZE, "已排队");
		return OUTLOOK_TROUBLE;
	}
	if (!s.running) {
		snprintf(words, OUTLOOK_SIZE, "已排队,打印程序没有运行");
		return OUTLOOK_STOPPED;
	}
	if (!*job->destination && is_filed(s.words, job->paper)) {
		snprintf(words, OUTLOOK_SIZE, PRINT_NOTHING ",将存为 PDF");
		return OUTLOOK_FILED;
	}
	if (!s.fine) {
		snprintf(words, OUTLOOK_SIZE, "已排队,但 %.150s", s.words);
		text_mend(words);
		return OUTLOOK_TROUBLE;
	}
	snprintf(words, OUTLOOK_SIZE, "已排队打印");
	return OUTLOOK_PRINTS;
}

const char *print_outlook_code(enum print_outlook o)
{
	static const char *const codes[] = { [OUTLOOK_PRINTS] = "prints", [OUTLOOK_TROUBLE] = "trouble", [OUTLOOK_FILED] = "filed",
		[OUTLOOK_STOPPED] = "stopped" };

	return codes[o];
}
