/* SPDX-License-Identifier: Apache-2.0 */
/* How the printers are, in words for the home screen: "A4 就绪 · 小票 缺纸(2 张在等)". */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "hall/outbox.h"
#include "hall/print_outlook.h"
#include "print/own.h"

/* What the papers of one printer do: wait, or nobody knows what became of them and a person must look. */
static void counts(int waiting, int unknown, bool fault, char *out, size_t room)
{
	char waits[40] = "", lost[80] = "";

	if (waiting && fault)
		snprintf(waits, sizeof waits, "(%d 张在等)", waiting);
	if (unknown)
		snprintf(lost, sizeof lost, " %d 张结果不明:看纸,没打出请补打", unknown);
	snprintf(out, room, "%s%s", waits, lost);
}

/* One printer's part. `trouble` is what its open jobs wait for: they know more than the queue. ST_UNAVAIL: its server
 * fell silent. */
static enum status part(struct agent *a, bool slip, const char *wanted, const struct print_job_sums *sums, char *out, size_t room)
{
	struct printer_place place;
	char words[160] = "", count[128];
	const char *trouble = a->trouble[slip];
	int waiting = sums->waiting[slip];
	bool fault = false;
	struct err err;
	enum status st = ST_OK;

	err_clear(&err);
	if (printer_place(hall_dir(a->hall), wanted, &place, &err) == ST_OK) {
		st = backend_of(place.way)->look(a, &place, slip, &fault, words);
	} else {
		fault = true;
		snprintf(words, sizeof words, "%.120s", err.text);
		text_mend(words);
	}
	if (*trouble && !fault) {
		fault = true;
		snprintf(words, sizeof words, "%s", trouble);
	}
	counts(waiting, sums->unknown[slip], fault, count, sizeof count);
	snprintf(out, room, "%s %s%s", slip ? "小票" : PRINT_PAGES, *words ? words : waiting ? "正在打印" : "就绪", count);
	a->fine = a->fine && !fault && !sums->unknown[slip];
	return st;
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
	log_line(LOG_NOTE, "says: %s", words);
	a->said = true;
	snprintf(a->words, sizeof a->words, "%s", words);
}

/* A server that fell silent is told for all that wait for it, unless the other printer goes past it. */
static enum status both(struct agent *a, const struct print_job_sums *sums, char *out, size_t room)
{
	const char *pages = hall_text(a->hall, "printer.a4"), *slips = hall_text(a->hall, "printer.slip");
	char page[PART_SIZE], slip[PART_SIZE] = "";
	enum status st = part(a, false, pages, sums, page, sizeof page);

	if (st != ST_OK && !printer_direct(slips))
		return st;
	if (*slips)
		st = part(a, true, slips, sums, slip, sizeof slip);
	snprintf(out, room, "%s%s%s", page, *slips ? " · " : "", slip);
	return printer_direct(pages) || printer_direct(slips) ? ST_OK : st;
}

static void no_answer(struct agent *a, const struct print_job_sums *sums, char *out, size_t room)
{
	char count[128];

	a->fine = false;
	counts(sums->waiting[0] + sums->waiting[1], sums->unknown[0] + sums->unknown[1], true, count, sizeof count);
	snprintf(out, room, "打印服务没有回答%s", count);
}

/* Nothing to print on, and nothing is named that could come back. */
static bool none_at_all(struct agent *a)
{
	struct spooler *s = NULL;
	char queue[QUEUE_NAME];
	struct err err;
	enum status st;

	if (*hall_text(a->hall, "printer.a4") || *hall_text(a->hall, "printer.slip"))
		return false;
	err_clear(&err);
	st = agent_connect(a, &s, &err);
	if (st == ST_OK)
		st = spooler_find(s, "", queue, &err);
	spooler_close(s);
	agent_heard(a, st, &err);
	return st == ST_NOINPUT;
}

void agent_words(struct agent *a, bool look)
{
	struct print_job_sums sums;
	char all[WORDS_SIZE];
	struct err err;

	if (!look && a->said)
		return;
	err_clear(&err);
	if (print_job_sums(a->hall, &sums, &err) != ST_OK)
		return;
	a->fine = true;
	if (none_at_all(a))
		snprintf(all, sizeof all, PRINT_NOTHING ",文书存为 PDF:%.160s/receipts", hall_dir(a->hall));
	else if (both(a, &sums, all, sizeof all) != ST_OK)
		no_answer(a, &sums, all, sizeof all);
	say(a, all);
}
