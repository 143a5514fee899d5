/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/accept.h"
#include "hall/act.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/demo.h"
#include "hall/demo_own.h"
#include "hall/outbox.h"
#include "hall/print_job.h"
#include "hall/rating_write.h"
#include "hall/staff.h"
#include "law/identity.h"

/* The past of a demonstration hall. Nothing here writes a row: every line of past.demo goes through the door that a person, an
 * agent or an applicant would take, with the clock of that day. */

#define LABELS_MOST 64
#define TEMPLATES_MOST 8
#define BETWEEN_MS ((int64_t)4 * 60 * 1000)          /* one dossier after the other */
#define BETWEEN_LIVELY_MS ((int64_t)20 * 1000)       /* where more happens than these: before the doors open */
#define OPENS_MS ((int64_t)9 * 3600 * 1000)
#define BEFORE_MS ((int64_t)2 * 60 * 1000)
#define DEEPEST 19                                   /* working days: no line goes back further */
#define FIRST_DAYS 60                                /* calendar days: the past begins no earlier */
#define UNCOMPARED_DAYS 8                            /* what the departments had longer ago is not asked for again (reconcile_days) */
#define STOPPED_DAYS 6                               /* … and so long before them one message has stopped */
#define FIRST_DAY day_from_ymd(2026, 11, 2)          /* the program does not work on days before it was made (R11) */

/* --- the clock ------------------------------------------------------------------------------------------------------- */

static int64_t standing, real_now;

static int64_t standing_wall(void)
{
	return standing;
}

static int64_t standing_mono(void)
{
	return standing - real_now + DAY_MS * 2 * FIRST_DAYS;        /* both go on alike: no jump */
}

/* Never back, and never past now. */
void demo_stand_at(int64_t at)
{
	at = at > real_now ? real_now : at;
	standing = at > standing ? at : standing;
}

void demo_clock_begin(void)
{
	static const struct clock_source source = { standing_wall, standing_mono };
	day_t first;

	real_now = clock_wall_ms();
	first = clock_today() - FIRST_DAYS;
	standing = 0;
	demo_stand_at(clock_day_start(first > FIRST_DAY ? first : FIRST_DAY) + OPENS_MS / 2);
	clock_replace(&source);
}

void demo_clock_end(void)
{
	clock_replace(NULL);
}

/* --- what is under way ----------------------------------------------------------------------------------------------- */

struct past {
	struct hall *h;
	struct actor by;
	day_t today;                         /* in a lively hall the last day on which it was open */
	struct lively *lively;               /* NULL: nothing happens but the lines */
	long at, busiest;                    /* working days before `today`: where it stands, -1 nowhere yet; the liveliest one */
	struct { char label[24], number[24]; int64_t dossier; } dossiers[LABELS_MOST];
	size_t count, current;
	char *templates[TEMPLATES_MOST];
	size_t template_count;
	int64_t rated;                       /* the rating that was made last */
	bool stopped;                        /* one message has not arrived */
};

static enum status wrong(const char *what, struct err *err)
{
	return err_set(err, ST_CONFIG, "E-4107", "演示大厅的经过里这一行不对:%.60s", what);
}

static day_t days_before(struct past *p, long n, struct err *err)
{
	const struct calendar *c;
	day_t d = p->today;

	if (hall_calendar(p->h, &c, err) != ST_OK)
		return DAY_NONE;
	while (n > 0)
		n -= calendar_may_work(c, --d);
	return d;
}

/* --- the agents' part: what was sent has arrived, what was printed is in hand ---------------------------------------- */

static bool of_file(const struct past *p, const char *number)
{
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->dossiers[i].number, number) == 0)
			return true;
	return false;
}

/* In a lively hall one message does not arrive: a department's fault, and none that the lines tell of. */
static enum status deliver(struct past *p, struct err *err)
{
	struct outbox_message m;
	int64_t next;
	char no[24];
	enum status st;

	if (clock_today() > p->today - UNCOMPARED_DAYS)
		return ST_OK;                    /* these the real agent takes to the reference department */
	while ((st = outbox_claim(p->h, "demo", 64, &m, &next, err)) == ST_OK) {
		snprintf(no, sizeof no, "BM%06lld", (long long)m.id);
		bool stopped = p->lively && !p->stopped && m.is_task && clock_today() > p->today - UNCOMPARED_DAYS - STOPPED_DAYS && !of_file(p, m.dossier);
		p->stopped |= stopped;
		st = outbox_done(p->h, &m, &(struct outbox_result){ .end = stopped ? OUTBOX_PARKED : OUTBOX_DELIVERED,
			.http_status = stopped ? 503 : 201, .department_no = stopped ? "" : no, .note = stopped ? "部门系统说正在升级" : "" }, err);
		outbox_message_release(&m);
		if (st != ST_OK)
			return st;
	}
	return st == ST_NOINPUT ? ST_OK : st;
}

static enum status papers(struct past *p, struct err *err)
{
	struct print_job job;
	struct actor clerk;
	enum status st = staff_person(p->h, "jihm", "3", &clerk, err);

	if (st != ST_OK)
		return st;
	while ((st = print_job_next(p->h, &job, err)) == ST_OK)
		if ((st = print_job_step(p->h, &job, JOB_SUBMITTED, 0, NULL, err)) != ST_OK ||
		    (st = print_job_confirm(p->h, &clerk, job.id, err)) != ST_OK)
			return st;
	return st == ST_NOINPUT ? ST_OK : st;
}

static enum status close_day(struct past *p, struct err *err)
{
	enum status st = deliver(p, err);

	return st == ST_OK ? papers(p, err) : st;
}

/* --- the lines ------------------------------------------------------------------------------------------------------- */

typedef enum status line_fn(struct past *p, int count, char *const words[], struct err *err);

static enum status begin_day(struct past *p, long n, struct err *err)
{
	struct clock_turned turned;
	enum status st = close_day(p, err);
	day_t day = st == ST_OK ? days_before(p, n, err) : DAY_NONE;

	if (day == DAY_NONE)
		return err->status;
	p->at = n;
	demo_stand_at(clock_day_start(day) + OPENS_MS - (p->lively ? BEFORE_MS : 0));
	return clock_turn(p->h, &turned, err);
}

/* What else happens on the day on which it stands. */
static enum status live(struct past *p, struct err *err)
{
	day_t day = p->lively && p->at >= 0 ? days_before(p, p->at, err) : DAY_NONE;

	return day == DAY_NONE ? ST_OK : lively_day(p->lively, day, (int)(p->at - p->busiest), real_now, err);
}

static enum status day_line(struct past *p, int count, char *const words[], struct err *err)
{
	long n = strtol(words[1], NULL, 10);
	enum status st = n >= 0 && n <= DEEPEST ? live(p, err) : wrong(words[1], err);

	(void)count;
	while (st == ST_OK && p->lively && p->at > n + 1)      /* days that the file does not tell of */
		if ((st = begin_day(p, p->at - 1, err)) == ST_OK)
			st = live(p, err);
	return st == ST_OK ? begin_day(p, n, err) : st;
}

static enum status by_line(struct past *p, int count, char *const words[], struct err *err)
{
	return staff_person(p->h, words[1], count > 2 ? words[2] : "", &p->by, err);
}

static enum status dossier_line(struct past *p, int count, char *const words[], struct err *err)
{
	(void)count;
	for (p->current = 0; p->current < p->count; p->current++)
		if (strcmp(p->dossiers[p->current].label, words[1]) == 0)
			return ST_OK;
	return wrong(words[1], err);
}

static void person_of(struct request *r, const char *name, bool female, const char *serial)
{
	char id[19], phone[12];

	snprintf(id, sizeof id, "33881019%s%.3s", female ? "930816" : "880412", serial);
	id[17] = identity_citizen_check(id);
	id[18] = '\0';
	snprintf(phone, sizeof phone, "13905710%.3s", serial);
	request_set(&r->applicant.name, name);
	request_set(&r->applicant.id_number, id);
	request_set(&r->applicant.phone, phone);
}

static enum status outcome_of(const char *word, enum outcome *out, struct err *err)
{
	static const char *const outcomes[] = { [OUTCOME_ACCEPT] = "accept", [OUTCOME_RECEIVE] = "receive", [OUTCOME_NOTICE] = "notice" };

	for (size_t i = 0; i < COUNT_OF(outcomes); i++)
		if (strcmp(outcomes[i], word) == 0) {
			*out = (enum outcome)i;
			return ST_OK;
		}
	return wrong(word, err);
}

static enum status take_it(struct past *p, struct request *r, int count, char *const words[], struct err *err)
{
	struct accepted done;
	enum status st = outcome_of(words[3], &r->outcome, err);

	if (st != ST_OK)
		return st;
	crypto_uuid(r->accept_uuid);             /* the file's is one for all */
	person_of(r, words[4], strcmp(words[5], "female") == 0, words[6]);
	for (int i = 7; i < count; i++) {
		char *reason = strchr(words[i], '=');
		if (!reason)
			return wrong(words[i], err);
		*reason = '\0';
		struct request_material *m = request_material(r, words[i]);
		m->state = MS_DEFERRED;
		request_set(&m->reason, reason + 1);
	}
	if ((st = dossier_accept(p->h, &p->by, r, &done, NULL, err)) != ST_OK)
		return st;
	p->current = p->count++;
	snprintf(p->dossiers[p->current].label, sizeof p->dossiers[0].label, "%s", words[1]);
	snprintf(p->dossiers[p->current].number, sizeof p->dossiers[0].number, "%s", done.number);
	p->dossiers[p->current].dossier = done.dossier;
	demo_stand_at(clock_wall_ms() + (p->lively ? BETWEEN_LIVELY_MS : BETWEEN_MS));
	return ST_OK;
}

static enum status take_line(struct past *p, int count, char *const words[], struct err *err)
{
	size_t n = (size_t)strtol(words[2], NULL, 10);
	struct request r;
	enum status st;

	if (n < 1 || n > p->template_count || p->count == LABELS_MOST)
		return wrong(words[1], err);
	st = request_from_json(p->templates[n - 1], strlen(p->templates[n - 1]), &r, err);
	if (st == ST_OK)
		st = take_it(p, &r, count, words, err);
	request_release(&r);
	return st;
}

/* "name=value"; a value "@3" is a day. */
static enum status values_of(struct past *p, int count, char *const words[], struct act_value *values, char days[][11], struct err *err)
{
	for (int i = 0; i < count; i++) {
		char *value = strchr(words[i], '=');
		if (!value)
			return wrong(words[i], err);
		*value++ = '\0';
		if (*value == '@')
			value = day_iso(days_before(p, strtol(value + 1, NULL, 10), err), days[i]);
		values[i] = (struct act_value){ words[i], value };
	}
	return ST_OK;
}

/* Of one task; "all": of each one that is in a state for it. */
static enum status act_line(struct past *p, int count, char *const words[], struct err *err)
{
	bool all = count > 2 && strcmp(words[2], "all") == 0;
	int task = count > 2 && !all ? (int)strtol(words[2], NULL, 10) : 0, first = all || task ? 3 : 2, n = 0;
	struct act_value values[CONF_WORDS];
	struct act_option options[100];
	char days[CONF_WORDS][11];
	struct act_call call = { .number = p->dossiers[p->current].number, .word = words[1], .task = task, .values = values,
		.count = (size_t)(count - first) };
	struct acted done;
	size_t found;
	enum status st = values_of(p, count - first, words + first, values, days, err);

	if (st != ST_OK || !all)
		return st == ST_OK ? dossier_act(p->h, &p->by, &call, &done, err) : st;
	st = act_options(p->h, &p->by, call.number, options, COUNT_OF(options), &found, err);
	for (size_t i = 0; st == ST_OK && i < found; i++)
		if (options[i].task && options[i].mine && strcmp(options[i].act->word, words[1]) == 0) {
			call.task = options[i].task;
			st = dossier_act(p->h, &p->by, &call, &done, err);
			n++;
		}
	return st == ST_OK && n == 0 ? wrong(words[1], err) : st;
}

enum status demo_confirm(struct hall *h, const struct actor *by, const char *number, bool *found, struct err *err)
{
	struct proposal rows[20];
	struct acted done;
	size_t count;
	enum status st = proposal_list(h, rows, COUNT_OF(rows), &count, err);

	*found = false;
	for (size_t i = 0; st == ST_OK && !*found && i < count; i++)
		if (strcmp(rows[i].number, number) == 0) {
			*found = true;
			st = proposal_confirm(h, by, rows[i].id, &done, err);
		}
	return st;
}

static enum status confirm_line(struct past *p, int count, char *const words[], struct err *err)
{
	bool found;
	enum status st = demo_confirm(p->h, &p->by, p->dossiers[p->current].number, &found, err);

	(void)count;
	return st == ST_OK && !found ? wrong(words[0], err) : st;
}

enum status demo_rating_token(struct hall *h, int64_t dossier, const char *point, char token[RATING_TOKEN_SIZE], struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_RATING_TOKEN, ARGS(value_int(dossier), value_text(point)), &r, err);

	snprintf(token, RATING_TOKEN_SIZE, "%s", st == ST_OK && rows_count(r) ? rows_text(r, 0, 0) : "");
	rows_free(r);
	return st;
}

enum status demo_rating_id(struct hall *h, const char *token, int64_t *id, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_RATING_BY_TOKEN, ARGS(value_text(token)), &r, err);

	*id = st == ST_OK ? rows_int(r, 0, 0) : 0;
	rows_free(r);
	return st;
}

static enum status rate_line(struct past *p, int count, char *const words[], struct err *err)
{
	const struct rating_given given = { .level = (int)strtol(words[2], NULL, 10), .words = words[3] };
	struct rating_stored stored;
	char token[RATING_TOKEN_SIZE];
	enum status st = demo_rating_token(p->h, p->dossiers[p->current].dossier, words[1], token, err);

	(void)count;
	if (st == ST_OK)
		st = rating_answer(p->h, token, &given, &stored, err);
	return st == ST_OK ? demo_rating_id(p->h, token, &p->rated, err) : st;
}

static enum status follow_line(struct past *p, int count, char *const words[], struct err *err)
{
	int act = rating_act_from_code(words[1]), kind = rating_kind_from_code(strcmp(words[2], "-") == 0 ? "" : words[2]);

	(void)count;
	return act < 0 || kind < 0 ? wrong(words[1], err) : rating_follow(p->h, &p->by, p->rated, (enum rating_act)act,
		(enum rating_kind)kind, words[3], err);
}

static enum status past_row(void *ctx, int line, int count, char *const words[], struct err *err)
{
	static const struct { const char *word; int least; line_fn *run; } lines[] = { { "day", 2, day_line }, { "by", 2, by_line },
		{ "take", 7, take_line }, { "dossier", 2, dossier_line }, { "act", 2, act_line }, { "confirm", 1, confirm_line },
		{ "rate", 4, rate_line }, { "follow", 4, follow_line } };

	(void)line;
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		if (strcmp(lines[i].word, words[0]) == 0 && count >= lines[i].least)
			return lines[i].run(ctx, count, words, err);
	return wrong(words[0], err);
}

/* --- the whole ------------------------------------------------------------------------------------------------------- */

/* A request a line; cut in place. */
static void templates_of(struct past *p, char *text)
{
	char *rest = NULL;

	for (char *line = strtok_r(text, "\n", &rest); line && p->template_count < TEMPLATES_MOST; line = strtok_r(NULL, "\n", &rest))
		p->templates[p->template_count++] = line;
}

/* The last day on which the hall was open; as long as that one goes on, the day before it is the liveliest. */
static enum status begin_lively(struct past *p, const char *data, uint64_t seed, struct err *err)
{
	struct lively_visits *visits;
	const struct calendar *c;
	enum status st = hall_calendar(p->h, &c, err);

	if (st != ST_OK)
		return st;
	st = lively_visits_read(data, &visits, err);
	while (!calendar_may_work(c, p->today) || clock_day_start(p->today) + OPENS_MS > real_now)
		p->today--;
	p->busiest = clock_day_start(p->today) + DAY_ENDS * MINUTE > real_now;
	p->lively = lively_new(p->h, seed, visits, p->today - UNCOMPARED_DAYS, clock_day_of(real_now));
	return st;
}

static enum status run(struct past *p, const char *steps, char *text, size_t n, struct err *err)
{
	day_t first = days_before(p, DEEPEST, err);
	enum status st;

	if (first == DAY_NONE)
		return err->status;
	if (first < FIRST_DAY)
		return ST_OK;                    /* this machine's clock says that the program is younger than that: no past */
	if ((st = store_making(hall_store(p->h), true, err)) != ST_OK)
		return st;
	if ((st = conf_read_text(steps, text, n, past_row, p, err)) == ST_OK && (st = live(p, err)) == ST_OK)
		st = close_day(p, err);
	struct err late;
	enum status synced = store_making(hall_store(p->h), false, &late);      /* also what was made before it failed */
	if (st == ST_OK && synced != ST_OK)
		*err = late;
	if ((st = st == ST_OK ? synced : st) != ST_OK || (st = staff_system(p->h, "", &p->by, err)) != ST_OK)
		return st;
	return audit_note(p->h, &p->by, &(struct audit_entry){ .act = "demo.past", .reason = "演示:以上办件不是真的" }, err);
}

enum status demo_past(const char *dir, const char *data, struct demo_lively *lively, struct err *err)
{
	char *requests = file_join(data, "demo/past.jsonl"), *steps = file_join(data, "demo/past.demo"), *json = NULL, *text = NULL;
	struct past p = { .today = clock_day_of(real_now), .at = -1 };
	size_t n;
	enum status st;

	if ((st = conf_slurp(requests, BUF_LARGE, &json, &n, err)) == ST_OK)
		st = conf_slurp(steps, BUF_LARGE, &text, &n, err);
	if (st == ST_OK && (st = hall_open(dir, false, &p.h, err)) == ST_OK) {
		templates_of(&p, json);
		if (!lively || (st = begin_lively(&p, data, lively->seed, err)) == ST_OK)
			st = run(&p, steps, text, n, err);
		if (st == ST_OK && lively)
			lively->busy = p.at == 0 ? days_before(&p, p.busiest, err) : DAY_NONE;
	}
	lively_free(p.lively);
	hall_close(p.h);
	free(text);
	free(json);
	free(steps);
	free(requests);
	return st;
}
