/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_RATING_H
#define HALL_RATING_H

#include <jansson.h>

#include "hall/hall.h"
#include "law/rating.h"

/* 好差评 as a hall keeps it (window-rules 6). Nobody who serves writes a level: those two calls stand in rating_write.h,
 * which no screen includes (E-4). */

#define RATING_TOKEN_SIZE 27             /* 26 characters of base32: 128 random bits */

/* Adds to a batch the request that follows a finished step (E-3, E-5): by whom the applicant was served, at which
 * window. The second for the same moment of a dossier is none (E-6). Copies everything. */
void rating_request_in(struct hall *h, struct batch *b, int64_t dossier, enum rating_point point, const struct actor *by,
	int64_t at);
/* What a paper's public QR carries: the hall's `rating.url` and the token of the dossier's newest request; "" when the hall
 * has no such address or the dossier no request. */
enum status rating_url(struct hall *h, int64_t dossier, struct buf *out, struct err *err) MUST_CHECK;

/* How the newest request of a window stands, for the desk's idle line: never a level. */
struct rating_shown { int64_t id; char number[24]; enum rating_device device; };
/* false: none within the last minutes, or the window has no evaluator. */
bool rating_shown(struct hall *h, const char *window, struct rating_shown *out);

/* --- a bad rating (E-9) -------------------------------------------------------------------------------------------- */

struct rating_case {
	int64_t id;
	char number[24], name[160], bundle[128], window[8], clerk[64];      /* name is masked */
	enum rating_point point;
	int level, again_level;
	enum rating_state state;
	enum rating_kind kind;
	char appeal[12];                        /* "" open upheld changed */
	int64_t rated_at, again_until;          /* again_until 0: the applicant has not been answered yet */
	day_t visit_due, fix_due;               /* K8 */
	bool visit_done, fix_done;
	bool overdue;                           /* one that is not done has passed its day */
	day_t due;                              /* of what is next; DAY_NONE: nothing runs any more */
};
/* Those that are open, in the order of what is due; with `closed` all, the newest first. For supervisors and scripts: E-6601. */
enum status rating_cases(struct hall *h, const struct actor *by, bool closed, struct rating_case *rows, size_t room,
	size_t *count, struct err *err) MUST_CHECK;
/* One, as JSON: what the list has, sub-levels and the steps. With `reveal` (a reason, audited) also what was written by the
 * applicant and by those who followed up; without it those texts are null. E-6602 no such bad rating. *out is owned. */
enum status rating_case_json(struct hall *h, const struct actor *by, int64_t id, const char *reveal, json_t **out,
	struct err *err) MUST_CHECK;
json_t *rating_case_row_json(const struct rating_case *c);            /* a line of the list; owned */

/* One act of following up, with words that say what was found or done (they are sealed; 1 to 1000 characters).
 * `kind` is given with RATING_CLASSIFY, and with RATING_REVIEW for what the reviewer finds (the same: upheld); else
 * RATING_UNCLASSIFIED. E-6601 role; E-6603 not now (says what is next); E-6604 words missing or harmful; E-6605 kind;
 * E-6606 the reviewer is the rated clerk or has followed this rating up; E-6607 the applicant may still rate once more. All
 * are ST_REFUSED or ST_DENIED, nothing changed, and a refused role is written down. */
enum status rating_follow(struct hall *h, const struct actor *by, int64_t id, enum rating_act act, enum rating_kind kind,
	const char *words, struct err *err) MUST_CHECK;

/* --- sums ---------------------------------------------------------------------------------------------------------- */

/* One line of sums over the requests of some days. A clerk with fewer than `rating.least` ratings has no levels shown
 * (E-11): `hidden`, and all of them are 0. 未评价 is asked - rated. */
struct rating_sum { char of[96]; int64_t asked, rated, levels[RATING_WORST + 1], faults; bool hidden; int64_t smile, smile_n; };
enum rating_by { RATING_BY_HALL, RATING_BY_WINDOW, RATING_BY_CLERK, RATING_BY_POINT };
int rating_by_from_code(const char *code);             /* "hall" "window" "clerk" "point"; -1 */
enum status rating_sums(struct hall *h, const struct actor *by, day_t from, day_t to, enum rating_by of, struct rating_sum *rows,
	size_t room, size_t *count, struct err *err) MUST_CHECK;

#endif
