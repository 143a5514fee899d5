/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_CLOCK_H
#define HALL_CLOCK_H

#include <jansson.h>

#include "base/mem.h"
#include "hall/hall.h"
#include "law/clock.h"

/* The legal clocks of a hall's dossiers (window-rules 1.6): clock.c and clock_extend.c alone write the tables clock, clock_pause and
 * clock_extension, and every day that follows from them: dossier.promised_day and statutory_day, those of dossier_item,
 * task.due_day, a deferral's day.
 *
 * What an act does to clocks goes into the act's own batch. Each change recomputes, inside the batch, the clocks of the
 * dossier that still run; a day that moves leaves an audit entry "clock.move" (object "NUMBER/K2" or "NUMBER/K2/3"). What
 * the rules do not allow ends the batch with the text of law/clock.h or one of these, nothing changed: E-1058 a special
 * procedure without reason or expected end (W-9), E-1059 no such clock or pause is running.
 * hall_calendar must have been read before the batch is submitted: read it when the batch is begun. Texts are copied. */
#define CLOCK_ANY_ITEM (-1)

/* Starts a clock that has been worked out; what has no due day (no limit is stated) is none. A kind that ran before runs
 * anew (W-4: 20 → 10). item: dossier_item.no, for K5 dossier_material.no, 0 the whole. */
void clock_start_in(struct batch *b, int64_t dossier, enum clock_kind kind, int item, const struct deadline *d);
/* Works out the usual length of a kind by its parameter, from `start`; E-1053 when the table names none. Release `out`. */
enum status clock_deadline(struct hall *h, enum clock_kind kind, bool joint, day_t start, struct deadline *out,
	struct err *err) MUST_CHECK;
/* Stops those that run (CLOCK_ANY_ITEM: of every item) on a legal day; none running is fine. E-1054 before its start;
 * DAY_NONE is today, whatever happened to the PC's clock meanwhile. */
void clock_stop_in(struct batch *b, int64_t dossier, enum clock_kind kind, int item, day_t day);

/* W-9, K7: the days after `from` do not count for the item, for what waits for it and for the whole (art. 45 speaks of
 * each limit of the section). kind −1 is refused by E-1056. Of a deferral (C-10) `about` is its material's no and `to` its
 * promised day; of a special procedure `to` is DAY_NONE and `expected` is what the applicant was told. */
struct clock_pausing {
	int64_t dossier;
	const char *number;
	int item, about;
	int kind;                    /* enum pause_kind */
	day_t from, to, expected;
	const char *basis, *reason, *by;
};
void clock_pause_in(struct hall *h, struct batch *b, const struct actor *by, const struct clock_pausing *p);
/* The row alone, without recomputing: for acceptance, which has computed with it. */
void clock_pause_add(struct batch *b, const struct actor *by, const struct clock_pausing *p);
/* Ends what rests since: counting goes on with the first working day after `to`. */
void clock_resume_in(struct hall *h, struct batch *b, const struct actor *by, const struct clock_pausing *p);

/* T-7, W-10, C-11. `halves` 0: what the parameter of the kind says, by `joint`. Extending K3 extends K2 of the same item:
 * the promise cannot end before the law gives time to decide. Of an item: the promise of what waits for it, and K2 and K3 of the whole,
 * follow only as far as their days would else come before those of what was lengthened, and at most by as many days (T-11): an item with
 * slack moves nothing else, a second item's extension moves what the first has left. What follows was not granted and uses up no extension.
 * E-1057 not allowed, or once too often; E-1058 without reason or approver; E-1059 it does not run. */
struct clock_extending {
	int64_t dossier;
	const char *number;
	enum clock_kind kind;
	int item, halves;
	bool joint;
	day_t day;
	const char *basis, *reason, *by;
};
void clock_extend_in(struct hall *h, struct batch *b, const struct actor *by, const struct clock_extending *e);

/* T-13: after another calendar came in. A day printed for the applicant may only move in his favour (R12): what the hall
 * owes does not move back, what he owes does not move forward. `c` must live until the batch was submitted; `reason`
 * stands in the audit entries ("导入 2027 年日历"). */
void clock_recompute_in(struct hall *h, struct batch *b, const struct actor *by, const struct calendar *c, int64_t dossier,
	const char *number, const char *reason);

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct clock_row {
	int64_t id;
	int item, again;             /* again: how often this clock has run, 1 … */
	const char *item_name;       /* of the item or the deferred material; "" the whole */
	struct clock_run run;
	struct clock_state state;
	struct err fault;            /* code "" unless it cannot be worked out (a year without calendar): state is empty */
};
struct clock_list { struct clock_row *rows; size_t count; struct arena *own; };
/* All clocks of a dossier as they stand today; in the order K1, K6, K2, K3 …, the whole before its items. E-6101 no such
 * dossier. Owned: clock_list_free. */
enum status clock_list(struct hall *h, const char *number, struct clock_list **out, struct err *err) MUST_CHECK;
/* The same as this person may see it: somebody of a department gets the clocks of the whole and those of its own items and their
 * materials (W-14); E-6402 when none of them is its own. */
enum status clock_list_for(struct hall *h, const struct actor *by, const char *number, struct clock_list **out, struct err *err)
	MUST_CHECK;
void clock_list_free(struct clock_list *list);                                       /* NULL is fine */
/* For people: each clock with its light, its sentence and its whole explanation; `days`: with each day. Appended. */
void clock_list_text(const struct clock_list *list, bool days, struct buf *out);
/* For machines: data/contract/clocks.schema.json. Owned. */
json_t *clock_list_json(const struct clock_list *list);
json_t *clock_days_json(const struct deadline *d);
struct clock_thresholds clock_thresholds(struct hall *h);

/* --- what time alone does ------------------------------------------------------------------------------------------ */

/* Run at start and when the day has turned, by any process, as often as one likes: what silence has accepted becomes
 * accepted (art. 32, dossier_deem), or is proposed to the supervisor with the reason why it cannot; proposals for K5 and K6
 * that ran out (C-13); the reminders of C-14, each once; one batch a dossier. Links accepted errands (errand_draft_left). Then the
 * cards of V-2 (hall/caution.h): what of the above has one is given it in the same batch, what is merely near or past its day by
 * itself. */
struct clock_turned { size_t dossiers, proposals, reminders, deemed, cautions; };
enum status clock_turn(struct hall *h, struct clock_turned *out, struct err *err) MUST_CHECK;
/* The call list of the helper desk: reminders that nobody has given yet, the oldest first. The act `remind` (law/act.h) takes
 * those of its material off the list. */
struct clock_reminder {
	int64_t clock;
	char number[24], name[160], bundle[128], material[160], material_id[96], window[8];      /* name is masked */
	day_t due, day;
	int before;
};
enum status clock_reminders(struct hall *h, struct clock_reminder *rows, size_t room, size_t *count, struct err *err)
	MUST_CHECK;

#endif
