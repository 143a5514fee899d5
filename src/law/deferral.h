/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_DEFERRAL_H
#define LAW_DEFERRAL_H

#include "law/bundle.h"
#include "law/calendar.h"

/* May this material be deferred, and until when? C-1 … C-6, C-9; the program checks them, the clerk cannot tick them
 * away. */
struct deferral_case {
	const struct plan *plan;
	const struct calendar *calendar;
	day_t accepted;                  /* the day of acceptance and of the promise (C-10) */
	bool guess_year;                 /* as deadline_make */
	bool bad_record;                 /* C-4: an open bad-credit record */
	bool by_agent, agent_may_promise;/* C-6: the power "sign the promise" is ticked */
};
/* The latest and the default promised day of material `index` of the plan. Refused with the rule: E-1060 not marked
 * deferrable (C-1), E-1061 a main material (C-2), E-1062 bad record (C-4), E-1063 an item decided at once or excluded
 * by law (C-5: item.no_deferral), E-1064 the agent's authority does not cover the promise (C-6). The latest is the
 * least of the material's own working days and, where its items bind it, their promised days (C-9); the default leaves
 * the department one working day. */
enum status deferral_limit(const struct deferral_case *dc, int index, day_t *usual, day_t *latest, struct err *err)
	MUST_CHECK;
/* Checks a date the clerk typed: E-1031 later than the latest, E-1032 not after the day of acceptance, E-1033 not a
 * working day. */
enum status deferral_check(const struct deferral_case *dc, int index, day_t promised, struct err *err) MUST_CHECK;

/* A pledge in place of this paper (C-16) is the applicant's own word: E-1066 where an agent is to sign it whose authority does not name
 * that power (H-2). */
enum status pledge_signed(const struct material *m, bool by_agent, bool agent_may_promise, struct err *err) MUST_CHECK;

#endif
