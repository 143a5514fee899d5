/* SPDX-License-Identifier: Apache-2.0 */
/* How the printers are, in words for the home screen: "A4 就绪 · 小票 缺纸(2 张在等)". */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "hall/outbox.h"
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

/* One printer's part. `trouble` is what its open jobs wait for: they know more than the queue. ST_UNAVAIL: the server
 * fell silent. */
static enum status part(struct agent *a, struct spooler *s, bool slip, const char *wanted, const struct print_job_sums *sums,
	char *out, size_t room)
{
	char queue[QUEUE_NAME], words[160] = "", count[128];
	const char *trouble = a->trouble[slip];
	int waiting = sums->waiting[slip];
	bool fault = false;
	struct err err;
	enum status st;

	err_clear(&err);
	st = spooler_find(s, wanted, queue, &err);
	if (st == ST_OK)
		st = spooler_queue(s, queue, &fault, words, &err);
	agent_heard(a, st, &err);
	if (st != ST_OK) {
		fault = true;
		snprintf(words, sizeof words, "%.120s", err.text);
	}
	if (*trouble && !fault) {
		fault = true;
		snprintf(words, sizeof words, "%s", trouble);
	}
	counts(waiting, sums->unknown[slip], fault, count, sizeof count);
	snprintf(out, room, "%s %s%s", slip ? "小票" : "A4", *words ? words : waiting ? "正在打印" : "就绪", count);
	a->fine = a->fine && !fault && !sums->unknown[slip];
	return a->silent ? ST_UNAVAIL : ST_OK;
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

static enum status both(struct agent *a, struct spooler *s, const struct print_job_sums *sums, char *out, size_t room)
{
	const char *slip = hall_text(a->hall, "printer.slip");
	char pages[PART_SIZE], slips[PART_SIZE] = "";
	enum status st = part(a, s, false, hall_text(a->hall, "printer.a4"), sums, pages, sizeof pages);

	if (st == ST_OK && *slip)
		st = part(a, s, true, slip, sums, slips, sizeof slips);
	snprintf(out, room, "%s%s%s", pages, *slips ? " · " : "", slips);
	return st;
}

static void no_answer(struct agent *a, const struct print_job_sums *sums, char *out, size_t room)
{
	char count[128];

	a->fine = false;
	counts(sums->waiting[0] + sums->waiting[1], sums->unknown[0] + sums->unknown[1], true, count, sizeof count);
	snprintf(out, room, "打印服务没有回答%s", count);
}

/* Nothing to print on, and nothing is named that could come back. */
static bool none_at_all(struct agent *a, enum status st)
{
	return st == ST_NOINPUT && !*hall_text(a->hall, "printer.a4") && !*hall_text(a->hall, "printer.slip");
}

void agent_words(struct agent *a, bool look)
{
	struct print_job_sums sums;
	struct spooler *s = NULL;
	char all[WORDS_SIZE], queue[QUEUE_NAME];
	struct err err;
	enum status st;

	if (!look && a->said)
		return;
	err_clear(&err);
	if (print_job_sums(a->hall, &sums, &err) != ST_OK)
		return;
	a->fine = true;
	st = agent_connect(a, &s, &err);
	if (st == ST_OK && !*hall_text(a->hall, "printer.a4"))
		st = spooler_find(s, "", queue, &err);
	agent_heard(a, st, &err);
	if (none_at_all(a, st))
		snprintf(all, sizeof all, "没有打印机,文书存为 PDF:%.160s/receipts", hall_dir(a->hall));
	else if (!s || a->silent || both(a, s, &sums, all, sizeof all) != ST_OK)
		no_answer(a, &sums, all, sizeof all);
	spooler_close(s);
	say(a, all);
}
