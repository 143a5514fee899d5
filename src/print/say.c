/* SPDX-License-Identifier: Apache-2.0 */
/* How the printers are, in words for the home screen: "A4 就绪 · 小票 缺纸(2 张在等)". */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "hall/outbox.h"
#include "print/own.h"

/* One printer's part. `trouble` is what its open jobs wait for: they know more than the queue. */
static void part(struct agent *a, struct spooler *s, const char *name, const char *wanted, int waiting, const char *trouble,
	char *out, size_t room)
{
	char queue[QUEUE_NAME], words[160] = "", count[40] = "";
	bool fault = false;
	struct err err;
	enum status st;

	err_clear(&err);
	st = spooler_find(s, wanted, queue, &err);
	if (st == ST_OK)
		st = spooler_queue(s, queue, &fault, words, &err);
	if (st != ST_OK) {
		fault = true;
		snprintf(words, sizeof words, "%.120s", err.text);
	}
	if (*trouble && !fault) {
		fault = true;
		snprintf(words, sizeof words, "%s", trouble);
	}
	if (waiting && fault)
		snprintf(count, sizeof count, "(%d 张在等)", waiting);
	snprintf(out, room, "%s %s%s", name, *words ? words : waiting ? "正在打印" : "就绪", count);
	a->fine = a->fine && !fault;
}

static void say(struct agent *a, const char *words)
{
	struct err err;

	if (a->said && strcmp(words, a->words) == 0)
		return;
	err_clear(&err);
	if (agent_say(a->hall, "print", words, a->fine, &err) != ST_OK) {
		log_line(LOG_WARNING, "words: %s", err.text);
		return;
	}
	a->said = true;
	snprintf(a->words, sizeof a->words, "%s", words);
}

void agent_words(struct agent *a, bool look)
{
	struct print_job_sums sums;
	struct spooler *s = NULL;
	char pages[120], slips[120] = "", all[256], queue[QUEUE_NAME];
	const char *slip = hall_text(a->hall, "printer.slip");
	struct err err;
	enum status st;

	if (!look && a->said)
		return;
	err_clear(&err);
	if (print_job_sums(a->hall, &sums, &err) != ST_OK)
		return;
	a->fine = true;
	st = spooler_connect(&s, &err);
	if (st == ST_OK)
		st = spooler_find(s, hall_text(a->hall, "printer.a4"), queue, &err);
	if (st == ST_NOINPUT && !*hall_text(a->hall, "printer.a4") && !*slip) {
		snprintf(all, sizeof all, "没有打印机,文书存为 PDF(receipts)");
	} else if (!s) {
		a->fine = false;
		if (sums.waiting[0] + sums.waiting[1])
			snprintf(all, sizeof all, "打印服务没有回答(%d 张在等)", sums.waiting[0] + sums.waiting[1]);
		else
			snprintf(all, sizeof all, "打印服务没有回答");
	} else {
		part(a, s, "A4", hall_text(a->hall, "printer.a4"), sums.waiting[0], a->trouble[0], pages, sizeof pages);
		if (*slip)
			part(a, s, "小票", slip, sums.waiting[1], a->trouble[1], slips, sizeof slips);
		snprintf(all, sizeof all, "%s%s%s", pages, *slips ? " · " : "", slips);
	}
	spooler_close(s);
	say(a, all);
}
