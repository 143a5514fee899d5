/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_WATCH_H
#define HALL_WATCH_H

#include <jansson.h>

#include "hall/hall.h"
#include "law/clock.h"
#include "law/staff_right.h"

/* The lists by which people watch over a hall (V-3): what ran out and waits for the supervisor's word, what is late or soon
 * will be, who is to be called about a deferred paper, bad ratings on their way, results that nobody has fetched, what departments sent
 * back, today's exceptions: second notices, reprints, what was voided, and the cards that stand. All of them are rows of one shape, names masked (S-15), what is most urgent first. */
#define WATCH_MOST 500               /* rows that a list is shown with: of more it is said that there are */
#define WATCH_LISTS(_) \
	_(EXPIRED, "expired", "期满待定", "期满", RIGHT_FOLLOW_CLOCKS) _(LATE, "late", "红黄灯", "亮灯", RIGHT_FOLLOW_CLOCKS) \
	_(CALLS, "calls", "提醒电话", "电话", RIGHT_CALL) _(RATINGS, "ratings", "差评", "差评", RIGHT_FOLLOW_RATINGS) \
	_(RESULTS, "results", "待领", "待领", RIGHT_ISSUE) _(RETURNED, "returned", "退回", "退回", RIGHT_FOLLOW_CLOCKS) \
	_(AGAIN, "again", "例外", "例外", RIGHT_FOLLOW_CLOCKS) _(CAUTIONS, "cautions", "红黄牌", "亮牌", RIGHT_CAUTION)
enum watch_kind {
#define WATCH_ENUM(id, code, name, brief, right) WATCH_##id,
	WATCH_LISTS(WATCH_ENUM)
#undef WATCH_ENUM
	WATCH_KINDS
};
const char *watch_code(enum watch_kind kind);
const char *watch_name(enum watch_kind kind);
const char *watch_brief(enum watch_kind kind);           /* in two characters, where all stand in one row */
int watch_from_code(const char *code);                   /* -1 */
/* Has this role anything to do with the list? */
bool watch_may(enum watch_kind kind, const char *role);

struct watch_row {
	int64_t id;                      /* of what the list's acts take (expired_read, rating_follow); else only its own */
	char number[24];                 /* of the dossier; "" when a card is about none */
	char name[160], bundle[128];
	char what[200];                  /* 容缺期限:出院小结; 承诺时限:户口登记; 非常不满意 */
	char who[64];                    /* whose turn it is: a department, a clerk; "" nobody's in particular */
	char note[240];                  /* how it stands */
	char material[96];               /* of calls: the deferred paper's id, for the act `remind`; of cautions: the card's number */
	day_t due;                       /* DAY_NONE: nothing runs */
	int left;                        /* working days until then, < 0 past it; of results calendar days */
	enum clock_light light;
};
/* At most `room` rows. E-6438 not this role's list; the try is audited. */
enum status watch_list(struct hall *h, const struct actor *by, enum watch_kind kind, struct watch_row *rows, size_t room,
	size_t *count, struct err *err) MUST_CHECK;
/* One line of the command line's --json: data/contract/watch.schema.json. Owned. */
json_t *watch_row_json(enum watch_kind kind, const struct watch_row *row);

/* Whom to call about a dossier's deferred paper, in full: the agent who handed it in, else the applicant. Audited as
 * "dossier.reveal"; a clerk's own window only (W-14). E-6438. */
struct watch_phone { char name[160], phone[40]; };
enum status watch_phone(struct hall *h, const struct actor *by, const char *number, struct watch_phone *out, struct err *err)
	MUST_CHECK;

#endif
