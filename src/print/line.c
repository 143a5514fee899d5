/* SPDX-License-Identifier: Apache-2.0 */
#include "print/line.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/mem.h"
#include "print/escpos_status.h"
#include "print/wire.h"
#include "print/words.h"

#define OPEN_MS 3000
#define ANSWER_MS 600               /* one that answers does so within some milliseconds … */
#define LATE_MS 2000                /* … and one that is known to answer, on a bad line: what came later would be taken for the next */
#define AGAIN_MS 700                /* between two rounds of questions */
#define STALL_MS 2000               /* that nothing is taken until it is told */
#define END_MS 1500                 /* for the printer to hang up, too */
#define CALM 2                      /* rounds without complaint after a paper: one that runs out of it says so by then */
#define BLOCK 1024

static void to(struct line *l, enum line_phase phase)
{
	l->phase = phase;
	l->since = clock_mono_ms();
}

static void complain(struct line *l, const char *words)
{
	l->fault = true;
	snprintf(l->words, sizeof l->words, "%s", words);
}

static void broken(struct line *l, int code)
{
	complain(l, wire_words(code));
	to(l, LINE_BROKEN);
}

static const struct wire *wire(const struct line *l)
{
	return wire_of(l->place.way);
}

void line_open(struct line *l, const struct printer_place *place, bool asks)
{
	l->place = *place;
	l->asks = asks;
	l->data = NULL;
	l->n = l->sent = 0;
	l->question = l->calm = 0;
	l->fd = wire(l)->open(place);
	if (l->fd >= 0) {
		to(l, LINE_OPENING);
		return;
	}
	l->met = false;
	broken(l, errno);
}

void line_close(struct line *l)
{
	if (l->phase != LINE_CLOSED && l->fd >= 0)
		(void)close(l->fd);
	l->fd = -1;
	l->phase = LINE_CLOSED;
	l->data = NULL;
}

void line_send(struct line *l, const void *data, size_t n)
{
	l->data = data;
	l->n = n;
	l->moved_at = clock_mono_ms();
	to(l, LINE_SENDING);
}

/* ---- questions ---- */

static void round_begin(struct line *l)
{
	*l->said = '\0';
	l->said_fault = false;
	wire(l)->look(l->fd, &l->said_fault, l->said);
	l->question = 0;
}

/* False: there is none left, or it could not be put. */
static bool ask(struct line *l)
{
	do
		l->question++;
	while (l->question <= ESCPOS_QUESTIONS && l->mute & 1u << l->question);
	if (l->question > ESCPOS_QUESTIONS)
		return false;
	l->asked_at = clock_mono_ms();
	/* three bytes: they fit, or nothing does */
	return write(l->fd, escpos_question[l->question - 1], 3) == 3;
}

/* What has come since: the answer, if any. 1 answered, 0 nothing, -1 the line is at its end (errno 0: hung up in order). */
static int hear(struct line *l)
{
	unsigned char bytes[64];
	ssize_t n;

	while ((n = read(l->fd, bytes, sizeof bytes)) > 0)
		for (ssize_t i = 0; i < n; i++)
			if (l->question && escpos_is_answer(bytes[i])) {
				escpos_answer(escpos_question[l->question - 1][2], bytes[i], &l->said_fault, l->said);
				return 1;
			}
	if (n == 0 && !wire(l)->ends)
		return 0;
	if (n == 0)
		errno = 0;
	return n < 0 && (errno == EAGAIN || errno == EINTR || errno == EINVAL) ? 0 : -1;      /* EINVAL: one that only listens */
}

/* No answer to the question at hand. Answers have no name, so nothing else is asked while one may still come: one of the later
 * questions that stays without is not asked again on this line, and the round begins anew. */
static bool unanswered(struct line *l)
{
	if (clock_mono_ms() - l->asked_at < (l->talks ? LATE_MS : ANSWER_MS))
		return false;
	if (l->question > 1) {
		l->mute |= 1u << l->question;
		round_begin(l);
		return false;
	}
	if (l->phase == LINE_ASKING)
		l->talks = false;
	if (l->talks) {
		l->said_fault = true;
		words_add(l->said, sizeof l->said, "打印机没有回答");
	}
	return true;
}

/* One round, as far as it gets: true when all there is to say was said. A printer that does not answer the first question
 * is not asked the others. What came between two rounds is nobody's answer. */
static bool round_turn(struct line *l)
{
	if (!l->asks)
		return true;
	switch (hear(l)) {
	case 1:
		l->talks = true;
		return !ask(l);
	case 0:
		return l->question ? unanswered(l) : !ask(l);
	default:
		if (errno == 0 && l->phase == LINE_SETTLING)
			to(l, LINE_DONE);                   /* it has all of it, and hung up in order */
		else
			broken(l, errno ? errno : ECONNRESET);
		return false;
	}
}

/* What the round said is what is so now. */
static void round_end(struct line *l)
{
	l->fault = l->said_fault;
	snprintf(l->words, sizeof l->words, "%s", l->said);
	l->question = 0;
}

/* ---- phases ---- */

static void opening(struct line *l)
{
	int open = wire(l)->opened(l->fd);

	if (open == 0 && clock_mono_ms() - l->since < OPEN_MS)
		return;
	l->met = open > 0;
	if (open <= 0) {
		broken(l, open < 0 ? errno : ETIMEDOUT);
		return;
	}
	round_begin(l);
	to(l, LINE_ASKING);
}

/* A printer that has no paper gets none of ours: it would print it some time, or never. */
static void asking(struct line *l)
{
	if (!round_turn(l))
		return;
	round_end(l);
	to(l, l->fault ? LINE_BROKEN : LINE_READY);
}

static void stalled(struct line *l)
{
	bool fault = false;
	char words[160] = "";

	if (clock_mono_ms() - l->moved_at < STALL_MS)
		return;
	wire(l)->look(l->fd, &fault, words);
	complain(l, *words ? words : "打印机不收数据,看纸、盖子和电源");
}

static void sending(struct line *l)
{
	while (l->sent < l->n) {
		size_t left = l->n - l->sent;
		ssize_t n = write(l->fd, l->data + l->sent, left < BLOCK ? left : BLOCK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN && errno != ENOSPC) {
			broken(l, errno);
			return;
		}
		if (n <= 0) {
			stalled(l);
			return;
		}
		l->sent += (size_t)n;
		l->moved_at = clock_mono_ms();
		if (FAULT("print.line-half"))
			return;
	}
	to(l, LINE_LEAVING);
}

static void leaving(struct line *l)
{
	int left = wire(l)->left(l->fd);

	if (left < 0) {
		broken(l, errno);
	} else if (left > 0) {
		round_begin(l);
		l->asked_at = clock_mono_ms();
		to(l, LINE_SETTLING);
	} else {
		stalled(l);
	}
}

static void ending_begin(struct line *l)
{
	to(l, wire(l)->hang_up(l->fd) ? LINE_ENDING : LINE_DONE);
}

/* A printer that can say so is asked whether it got on with the paper: one that stands still keeps its line. */
static void settling(struct line *l)
{
	if (!l->talks) {
		l->fault = false;
		*l->words = '\0';
		ending_begin(l);
		return;
	}
	if (l->question == 0 && clock_mono_ms() - l->asked_at < AGAIN_MS)
		return;
	if (!round_turn(l))
		return;
	round_end(l);
	l->asked_at = clock_mono_ms();
	l->calm = l->fault ? 0 : l->calm + 1;
	if (l->calm >= CALM)
		ending_begin(l);
	else
		round_begin(l);
}

/* One that took all of it and hangs up in order has not thrown it away; one that keeps the line open neither. */
static void ending(struct line *l)
{
	if (hear(l) < 0) {
		if (errno)
			broken(l, errno);
		else
			to(l, LINE_DONE);
	} else if (clock_mono_ms() - l->since >= END_MS) {
		to(l, LINE_DONE);
	}
}

static void (*const steps[])(struct line *) = {
	[LINE_OPENING] = opening, [LINE_ASKING] = asking, [LINE_SENDING] = sending, [LINE_LEAVING] = leaving,
	[LINE_SETTLING] = settling, [LINE_ENDING] = ending, [LINE_BROKEN] = NULL,
};

void line_turn(struct line *l)
{
	enum line_phase before;
	int question;

	do {
		before = l->phase;
		question = l->question;
		if (steps[l->phase])
			steps[l->phase](l);
	} while (l->phase != before || l->question != question);
}

short line_events(const struct line *l)
{
	switch (l->phase) {
	case LINE_OPENING:
	case LINE_SENDING:
		return POLLOUT;
	case LINE_ASKING:
	case LINE_ENDING:
		return POLLIN;
	case LINE_SETTLING:
		return l->question ? POLLIN : 0;
	case LINE_CLOSED: case LINE_READY: case LINE_LEAVING: case LINE_DONE: case LINE_BROKEN:
		break;
	}
	return 0;
}

int64_t line_wait_ms(const struct line *l)
{
	switch (l->phase) {
	case LINE_CLOSED: return INT64_MAX;
	case LINE_LEAVING: return 20;
	case LINE_ASKING: case LINE_SETTLING: return l->question ? ANSWER_MS / 3 : AGAIN_MS / 3;
	case LINE_OPENING: case LINE_SENDING: case LINE_ENDING: return 500;
	case LINE_READY: case LINE_DONE: case LINE_BROKEN: break;
	}
	return 0;
}
