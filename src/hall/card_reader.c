/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/card_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/line_ask.h"
#include "base/log.h"
#include "base/mem.h"
#include "hall/audit.h"

#define QUIET_MS 2000
#define HALF_MS 1000                     /* the rest of a line that was begun is on its way, or never comes */
#define GRACE_MS 1000                    /* the bridge says itself that the time is over */
#define PLACE "WINDOW"

struct card_reading {
	struct hall *h;
	struct actor by;
	char object[64];
	struct line_ask *ask;
	card_reading_fn *fn;
	void *ctx;
};

/* --- where ---------------------------------------------------------------------------------------------------------------- */

enum status card_reader_path(struct hall *h, const char *window, char out[CARD_READER_PATH_SIZE], struct err *err)
{
	const char *set = hall_text(h, "reader.socket"), *place = strstr(set, PLACE);
	struct buf path;

	buf_init(&path, CARD_READER_PATH_SIZE);
	if (*set != '/')
		buf_format(&path, "%s/", hall_dir(h));
	if (place)
		buf_format(&path, "%.*s%s%s", (int)(place - set), set, window, place + strlen(PLACE));
	else
		buf_text(&path, set);
	bool fits = *set && !path.overflow && path.len < CARD_READER_PATH_SIZE && !(place && (!*window || strpbrk(window, "/.")));
	if (fits)
		snprintf(out, CARD_READER_PATH_SIZE, "%s", path.data);
	buf_release(&path);
	return fits ? ST_OK : err_set(err, ST_CONFIG, "E-6649", "本窗没有设读卡器(参数 reader.socket,或没有窗口号)。请直接填写");
}

/* --- how it ended ----------------------------------------------------------------------------------------------------------- */

static const struct { enum line_news news; const char *code, *text; } faults[] = {
	{ LINE_AWAY, "E-6640", "读卡器没有接上,或读卡程序没有运行" },
	{ LINE_GONE, "E-6641", "读卡中断了:读卡程序断开" },
	{ LINE_HALF, "E-6642", "读卡器的话只说了一半" },
	{ LINE_LONG, "E-6643", "读卡器的回答过长" },
	{ LINE_LATE, "E-6648", "没有等到卡" },
};

/* The words of `fn` are the last: it may ask anew. */
static void finish(struct card_reading *r, const struct id_card *card, const struct err *err)
{
	card_reading_fn *fn = r->fn;
	void *ctx = r->ctx;

	free(r);
	fn(ctx, card, err);
}

static void fail(struct card_reading *r, const struct err *err)
{
	struct err quiet;

	if (audit_note(r->h, &r->by, &(struct audit_entry){ .act = "card.failed", .object = r->object, .reason = err->code }, &quiet) != ST_OK)
		log_line(LOG_WARNING, "card.failed: %s %s", quiet.code, quiet.text);
	finish(r, NULL, err);
}

/* An access to personal data: without its entry there is none. Which kind of card, no more of it. */
static void done(struct card_reading *r, const struct id_card *card)
{
	unsigned doubts = id_card_doubts(card, clock_today());
	struct err err;

	if (audit_note(r->h, &r->by, &(struct audit_entry){ .act = "card.read", .object = r->object, .after = id_card_kind_code(card->kind),
		.reason = doubts & ID_CARD_EXPIRED ? "expired" : doubts & ID_CARD_CONTRADICTS ? "contradicts" : "" }, &err) == ST_OK)
		finish(r, card, NULL);
	else
		finish(r, NULL, &err);
}

static bool heard(void *ctx, enum line_news news, const char *line, size_t n)
{
	struct card_reading *r = ctx;
	struct id_card card;
	struct err err;

	if (news == LINE_QUIET) {
		r->fn(r->ctx, NULL, NULL);
		return true;
	}
	if (news == LINE_WHOLE) {
		enum status st = id_card_read(line, n, clock_today(), &card, &err);
		if (st == ST_OK && card.kind == ID_CARD_NONE)
			return true;
		r->ask = NULL;                           /* false ends it */
		if (st == ST_OK)
			done(r, &card);
		else
			fail(r, &err);
		explicit_bzero(&card, sizeof card);
		return false;
	}
	for (size_t i = 0; i < COUNT_OF(faults); i++)
		if (faults[i].news == news)
			(void)err_set(&err, ST_UNAVAIL, faults[i].code, "%s。已填的都在;请直接填写,修好后再读一次", faults[i].text);
	r->ask = NULL;
	fail(r, &err);
	return false;
}

/* --- begin and end ---------------------------------------------------------------------------------------------------------- */

enum status card_reading_start(struct hall *h, const struct actor *by, struct loop *loop, const char *object, card_reading_fn *fn,
	void *ctx, struct card_reading **out, struct err *err)
{
	int64_t seconds = hall_int(h, "reader.seconds");
	const struct line_limits limits = { ID_CARD_LINE_MOST, QUIET_MS, HALF_MS, seconds * 1000 + GRACE_MS };
	char path[CARD_READER_PATH_SIZE], line[64];
	enum status st = card_reader_path(h, by->window, path, err);

	*out = NULL;
	if (st != ST_OK)
		return st;
	struct card_reading *r = mem_alloc(sizeof *r);
	*r = (struct card_reading){ .h = h, .by = *by, .fn = fn, .ctx = ctx };
	snprintf(r->object, sizeof r->object, "%s", object);
	snprintf(line, sizeof line, "{\"op\":\"read\",\"timeout\":%lld}\n", (long long)seconds);
	r->ask = line_ask_start(loop, path, line, &limits, heard, r);
	*out = r;
	return ST_OK;
}

void card_reading_stop(struct card_reading *r)
{
	if (!r)
		return;
	line_ask_stop(r->ask);
	free(r);
}
