/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_DEMO_OWN_H
#define HALL_DEMO_OWN_H

#include <jansson.h>

#include "hall/accept.h"
#include "hall/act.h"
#include "hall/rating.h"

/* Shared by demo_*.c only: a lively hall, in which on every working day something happens between the lines of past.demo. What
 * happens follows from the seed and the day alone, and goes through the doors that people take, in the order of time. */

/* --- demo_past.c -------------------------------------------------------------------------------------------------- */

void demo_stand_at(int64_t at);              /* the clock goes on to `at`: never back, and never past now */
/* What waits for a second person at this dossier is confirmed; *found: something did. */
enum status demo_confirm(struct hall *h, const struct actor *by, const char *number, bool *found, struct err *err) MUST_CHECK;
/* By what the applicant is asked for his word at this point, "" when he is not; and what the rating is known as in the hall. */
enum status demo_rating_token(struct hall *h, int64_t dossier, const char *point, char token[RATING_TOKEN_SIZE], struct err *err) MUST_CHECK;
enum status demo_rating_id(struct hall *h, const char *token, int64_t *id, struct err *err) MUST_CHECK;

/* --- demo_lively.c: what is to happen, in the order of time ------------------------------------------------------------ */

#define MINUTE INT64_C(60000)
#define FAR_AWAY 1000                        /* working days: never */
enum { DAY_OPENS = 9 * 60, DAY_CLOSES = 17 * 60, DAY_ENDS = 17 * 60 + 45 };      /* minutes of the day */

struct lively;
typedef enum status happening_fn(struct lively *l, int64_t n, struct err *err);
struct happening { int64_t at; int seq; happening_fn *run; int64_t n; };
struct lively_queue;
struct lively_dossiers;
struct lively_visits;
struct lively {
	struct hall *h;
	uint64_t chance;                         /* state of the dice */
	struct lively_visits *visits;
	day_t settled;                           /* what was sent up to then has been delivered */
	day_t last;                              /* on which it is looked at */
	day_t day;                               /* that is being lived */
	int left;                                /* working days from it to the liveliest day; < 0 after it */
	struct happening *agenda;
	size_t count, room;
	int seq;
	struct lively_queue *queue;
	struct lively_dossiers *dossiers;
#define LIVELY_ERRANDS 40
#define LIVELY_NUMBER 24
	char numbers[LIVELY_ERRANDS][LIVELY_NUMBER];      /* of the errands and the rest of demo_errand.c */
};
struct lively *lively_new(struct hall *h, uint64_t seed, struct lively_visits *visits, day_t settled, day_t last);      /* `visits` is its from then on */
void lively_free(struct lively *l);                                              /* NULL is fine */
/* Lives a day, `left` working days before the liveliest one, up to `until` at most. */
enum status lively_day(struct lively *l, day_t day, int left, int64_t until, struct err *err) MUST_CHECK;

unsigned lively_dice(struct lively *l, unsigned sides);                          /* 0 … sides - 1 */
bool lively_chance(struct lively *l, unsigned percent);
int64_t lively_time(const struct lively *l, int minute);                         /* of the day that is being lived */
void lively_plan(struct lively *l, int64_t at, happening_fn *run, int64_t n);    /* what is earlier than now happens next */

/* Names and values in turn, ended by NULL; a value "@N" is the day N calendar days after the one that is being lived. */
#define TOLD(...) (const char *const[]){ __VA_ARGS__, NULL }
#define NOTHING TOLD(NULL)
#define LIVELY_VALUES 14
size_t lively_values(const struct lively *l, const char *const *told, struct act_value values[LIVELY_VALUES],
	char texts[LIVELY_VALUES][160]);

/* --- demo_queue.c, demo_dossier.c, demo_errand.c ----------------------------------------------------------------------- */

void lively_queue_begin(struct lively *l);
void lively_queue_end(struct lively *l);
enum status lively_queue_day(struct lively *l, struct err *err) MUST_CHECK;      /* plans the day's visitors and windows */
void lively_dossiers_begin(struct lively *l);
void lively_dossiers_end(struct lively *l);
void lively_dossiers_day(struct lively *l);                                      /* plans what is due of those that are there */
/* A visitor of this class brings something to `by`, at his window. */
enum status lively_visit(struct lively *l, const struct actor *by, char class, struct err *err) MUST_CHECK;
void lively_errands_day(struct lively *l);
const char *lively_surname(struct lively *l);
const char *lively_given_name(struct lively *l, bool female);
void lively_name(struct lively *l, bool female, char out[32]);
void lively_citizen(struct lively *l, bool female, char out[19]);
void lively_phone(struct lively *l, char out[12]);

/* --- demo_calm.c ------------------------------------------------------------------------------------------------------- */

/* Is everything that this promises still far off when the hall is looked at? */
enum status lively_can_wait(struct lively *l, const struct request *r, bool *can, struct err *err) MUST_CHECK;
void lively_calm_day(struct lively *l);                                          /* plans the supervisor's look at the cards */

/* --- demo_visit.c: what visitors bring (visits.jsonl) ------------------------------------------------------------------- */

/* A request of the file. Which class of the queue brings it, and how often of all that this class brings; `permit`: a licence (C-5 …);
 * the materials that may be ill, come later (with why) and be pledged (`says`: the field that says so), NULL: none; items that some leave out. */
struct visit { char class; bool permit; unsigned weight; const char *bad, *later, *why, *pledged, *says; const json_t *maybe, *request; };
enum status lively_visits_read(const char *data, struct lively_visits **out, struct err *err) MUST_CHECK;      /* *out is owned */
void lively_visits_free(struct lively_visits *all);                              /* NULL is fine */
const struct visit *lively_visit_of(struct lively *l, char class);               /* by the dice; NULL: this class brings nothing */
/* Its request, of other people; accepted with everything in order. *out is to be released whatever is returned. */
enum status lively_request(struct lively *l, const struct visit *v, struct request *out, struct err *err) MUST_CHECK;

#endif
