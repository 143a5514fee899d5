/* SPDX-License-Identifier: Apache-2.0 */
/* What the agent that delivers writes into a hall, from another process than the desk:
 *
 *     desk-news HALL task N STATE SEQ      the department of the N-th message tells a state of its task
 *     desk-news HALL deliver           everything that may go now has arrived
 *     desk-news HALL digest|lost|foreign N     comparing has found that the N-th message differs
 *     desk-news HALL rate N LEVEL          the applicant of the N-th dossier rates how he was served
 *     desk-news HALL morning               from 9:45 to 10:55 people take tickets, and four windows call them
 *     desk-news HALL later                 at 10:57 one more comes
 *     desk-news HALL catalogue FILE        another version of the catalogue comes into use
 *     desk-news HALL says AGENT WORDS      the agent, "dispatch" or "print", runs on another machine and says that of itself
 *     desk-news HALL opens                 at 10:54 a fifth window is attended
 *     desk-news HALL helps NUMBER FILE     a helper answers an errand, and takes all of them to FILE
 *
 * Messages count from 1 in the order in which they were made. Its clock is a minute past the desk's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/act.h"
#include "hall/errand_file.h"
#include "hall/import.h"
#include "hall/rating_write.h"
#include "hall/reconcile.h"
#include "hall/staff.h"
#include "hall/ticket.h"

static int64_t now = INT64_C(1795398060000) + INT64_C(60000);      /* 2026-11-23 09:42 at UTC+8 */

static int64_t wall(void)
{
	return now;
}

static int64_t mono(void)
{
	return 1000 + now % INT64_C(1000000000000);          /* a clock that moves is no jump (R11) */
}

static enum status task_says(struct hall *h, const struct outbox_row *m, const char *state, const char *seq, struct err *err)
{
	char no[16];
	enum task_answer answer;

	const char *licence = strchr(seq, ':');              /* "2:Y-1": what it granted has a number */
	const struct act_value details[] = { { "reason", "unreadable" }, { "lines", "缺第三页" }, { "licence_no", licence ? licence + 1 : "" } };      /* for those that want them */

	snprintf(no, sizeof no, "BM-%lld", (long long)m->id);
	const struct task_event e = { .key = m->key, .dossier = m->dossier, .department_no = no, .state = state,
		.seq = strtoll(seq, NULL, 10), .at = clock_wall_ms(), .note = "", .by = "王经办", .details = details, .detail_count = COUNT_OF(details) - !licence };
	enum status st = task_apply(h, m->department, NULL, &e, &answer, err);
	return st == ST_OK && answer != TASK_APPLIED ? err_set(err, ST_REFUSED, "", "not applied: %d", (int)answer) : st;
}

static enum status differs(struct hall *h, const struct outbox_row *m, const char *how, struct err *err)
{
	static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";
	enum reconcile_verdict verdict;
	struct reconcile_sent sent = { .at = clock_wall_ms() };

	snprintf(sent.key, sizeof sent.key, "%s", m->key);
	if (strcmp(how, "lost") == 0)
		return reconcile_missing(h, m->department, &sent, err);
	const struct reconcile_item item = { .key = strcmp(how, "foreign") == 0 ? "11111111-1111-4111-8111-111111111111" : m->key,
		.digest = zeros, .dossier = "别处的办件", .department_no = "BM-9", .state = "20", .at = clock_wall_ms() };
	return reconcile_item(h, m->department, &item, &verdict, err);
}

/* What goes to a desk of the hall never comes out of outbox_claim: it is there. */
static enum status deliver(struct hall *h, struct err *err)
{
	struct outbox_message m;
	int64_t next;
	enum status st;

	while ((st = outbox_claim(h, "news/1", 9, &m, &next, err)) == ST_OK) {
		char no[16];
		snprintf(no, sizeof no, "BM-%lld", (long long)m.id);
		st = outbox_done(h, &m, &(struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201, .department_no = no }, err);
		outbox_message_release(&m);
		if (st != ST_OK)
			return st;
	}
	return st == ST_NOINPUT ? ST_OK : st;
}

static enum status rates(struct hall *h, long dossier, int level, struct err *err)
{
	const struct rating_given given = { .level = level, .words = "等了两个小时" };
	struct rating_stored stored;
	struct rows *r = NULL;
	char token[RATING_TOKEN_SIZE] = "";

	enum status st = store_read(hall_store(h), Q_RATING_TOKEN, ARGS(value_int(dossier), value_text("accept")), &r, err);
	if (st == ST_OK && rows_count(r))
		snprintf(token, sizeof token, "%s", rows_text(r, 0, 0));
	rows_free(r);
	return st == ST_OK ? rating_answer(h, token, &given, &stored, err) : st;
}

/* --- a morning ------------------------------------------------------------------------------------------------------- */

static enum status take(struct hall *h, const struct actor *guide, char class, const char *group, int slot, struct err *err)
{
	struct ticket_taken taken;

	return ticket_take(h, guide, &(struct ticket_wish){ .class = class, .priority = group, .slot_minute = slot, .person = "", .printer = "" },
		&taken, err);
}

static enum status does(struct hall *h, const struct actor *by, enum ticket_act act, struct ticket_done *done, struct err *err)
{
	return ticket_act(h, by, &(struct ticket_call){ .act = act, .number = "", .reason = "" }, done, err);
}

/* A window minute by minute: who was called comes at once, each `nth` one not at all; where nobody waits it does nothing. */
struct at_work { const char *login, *window; int minutes, nth, busy, called; struct actor by; };

static enum status works(struct hall *h, struct at_work *w, struct err *err)
{
	struct window_queue q;
	struct ticket_done done;
	enum status st = w->busy && --w->busy ? ST_NOINPUT : ticket_queue(h, w->window, &q, err);

	for (int i = 1; st == ST_OK && q.current.state == TICKET_CALLED && q.current.id && i < 3; i++) {
		now += 20000;                                /* three calls, and nobody came */
		st = does(h, &w->by, TICKET_DO_RECALL, &done, err);
	}
	if (st == ST_OK)
		st = does(h, &w->by, TICKET_DO_CALL, &done, err);
	if (st != ST_OK || !done.ticket.id)
		return st == ST_NOINPUT ? ST_OK : st;
	bool comes = ++w->called % w->nth;
	w->busy = comes ? w->minutes + w->called % 3 : 1;
	return comes ? does(h, &w->by, TICKET_DO_ARRIVE, &done, err) : ST_OK;
}

static enum status morning(struct hall *h, struct err *err)
{
	struct at_work windows[] = { { "liuyang", "1", .minutes = 5, .nth = 9 }, { "jihm", "3", .minutes = 6, .nth = 5 },
		{ "heqing", "5", .minutes = 12, .nth = 99 }, { "zhengli", "8", .minutes = 2, .nth = 99 } };
	struct actor guide;
	enum status st = staff_person(h, "wangdao", "", &guide, err);
	int64_t end = now + INT64_C(4380000);

	for (size_t i = 0; st == ST_OK && i < COUNT_OF(windows); i++)
		st = staff_person(h, windows[i].login, windows[i].window, &windows[i].by, err);
	for (int64_t at = end - INT64_C(4200000); st == ST_OK && at <= end; at += 60000) {
		now = at;
		int minute = 70 - (int)((end - at) / 60000);
		if (minute % (minute < 30 ? 4 : 2) == 0)
			st = take(h, &guide, 'A', minute % 20 ? "" : "老年人", -1, err);
		if (st == ST_OK && minute % 10 == 3)
			st = take(h, &guide, 'B', "", minute == 63 ? 11 * 60 : -1, err);
		if (st == ST_OK && minute % 6 == 1)
			st = take(h, &guide, minute % 12 == 1 ? 'D' : 'C', "", -1, err);
		for (size_t i = 0; st == ST_OK && i < COUNT_OF(windows); i++)
			if (minute < 55 || i)                        /* the first one has a break from 10:40 on */
				st = works(h, &windows[i], err);
			else if (minute == 55)
				st = ticket_window(h, &windows[0].by, WINDOW_DO_PAUSE, "打印机缺纸", err);
	}
	return st;
}

static enum status later(struct hall *h, struct err *err)
{
	struct actor guide;
	enum status st = staff_person(h, "wangdao", "", &guide, err);

	now += INT64_C(4500000);
	return st == ST_OK ? take(h, &guide, 'D', "", -1, err) : st;
}

static enum status opens(struct hall *h, struct err *err)
{
	struct actor by;
	enum status st = staff_person(h, "jihm", "4", &by, err);

	now += INT64_C(4320000);
	return st == ST_OK ? ticket_window(h, &by, WINDOW_DO_RESUME, "", err) : st;
}

static enum status helps(struct hall *h, const char *number, const char *path, struct err *err)
{
	static const struct act_value values[] = { { "how", "call" } };
	struct errand_done done;
	struct actor by;
	size_t errands, steps;
	enum status st = staff_person(h, "chenbang", "", &by, err);

	if (st == ST_OK)
		st = errand_act(h, &by, &(struct errand_call){ .number = number, .word = "respond", .values = values, .count = COUNT_OF(values) },
			&done, err);
	return st == ST_OK ? errand_export(h, &by, "", path, &errands, &steps, err) : st;
}

static enum status edition(struct hall *h, const char *path, struct err *err)
{
	struct catalogue_texts texts;
	struct import_result result;
	struct actor by;
	enum status st = catalogue_texts_read(&path, 1, NULL, NULL, &texts, err);

	if (st == ST_OK)
		st = staff_system(h, "", &by, err);
	if (st == ST_OK)
		st = import_catalogue(h, &by, &(struct import_request){ .texts = texts.list, .count = texts.count }, &result, err);
	catalogue_texts_release(&texts);
	return st;
}

int main(int argc, char **argv)
{
	static const struct clock_source frozen = { wall, mono };
	struct outbox_row *rows = mem_array(300, sizeof *rows);
	struct hall *h = NULL;
	struct err err = { 0 };
	size_t count = 0, n = argc > 3 ? (size_t)strtol(argv[3], NULL, 10) : 0;

	clock_replace(&frozen);
	bool delivering = argc == 3 && strcmp(argv[2], "deliver") == 0, late = argc == 3 && strcmp(argv[2], "later") == 0,
		opening = argc == 3 && strcmp(argv[2], "opens") == 0,
		playing = argc == 3 && (late || opening || strcmp(argv[2], "morning") == 0);
	if (argc < 4 && !delivering && !playing)
		return 64;
	enum status st = hall_open(argv[1], false, &h, &err);
	if (st == ST_OK && argc == 5 && strcmp(argv[2], "rate") == 0) {
		st = rates(h, strtol(argv[3], NULL, 10), (int)strtol(argv[4], NULL, 10), &err);
		goto out;
	}
	if (st == ST_OK && argc == 5 && strcmp(argv[2], "says") == 0) {
		st = lease_take(h, argv[3], "elsewhere", 3600000, &err);
		if (st == ST_OK)
			st = agent_say(h, argv[3], argv[4], true, &err);
		goto out;
	}
	if (st == ST_OK && argc == 5 && strcmp(argv[2], "helps") == 0) {
		st = helps(h, argv[3], argv[4], &err);
		goto out;
	}
	if (st == ST_OK && argc == 4 && strcmp(argv[2], "catalogue") == 0) {
		st = edition(h, argv[3], &err);
		goto out;
	}
	if (st == ST_OK && playing) {
		st = late ? later(h, &err) : opening ? opens(h, &err) : morning(h, &err);
		goto out;
	}
	if (st == ST_OK && delivering)
		st = deliver(h, &err);
	else if (st == ST_OK)
		st = outbox_list(h, "all", rows, 300, &count, &err);         /* the newest first */
	if (st == ST_OK && !delivering && (n < 1 || n > count))
		st = err_set(&err, ST_NOINPUT, "", "no message %zu", n);
	if (st == ST_OK && !delivering)
		st = strcmp(argv[2], "task") != 0 ? differs(h, &rows[count - n], argv[2], &err) : argc == 6
			? task_says(h, &rows[count - n], argv[4], argv[5], &err) : ST_USAGE;
out:
	if (st)
		fprintf(stderr, "%s %s\n", status_name(st), err.text);
	hall_close(h);
	free(rows);
	return status_exit(st);
}
