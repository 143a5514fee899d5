/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_HANDOVER_H
#define HALL_HANDOVER_H

#include "hall/act.h"
#include "hall/print_job.h"
#include "law/document.h"

/* 交接清单 (D-7b): the papers that a window hands to a department, with a number of the batch (N-4), both signatures and the
 * bag. A paper that several departments want goes once, with the first list; what came late goes with the next. It names
 * dossiers, items and papers, and no person. Those of the actor's window; of all windows when he is at none. */

/* Who has something to get, how much; in the order in which the dossiers came. */
struct handover_waiting { char department[32], name[128]; int cases, pieces; };
enum status handover_waiting(struct hall *h, const struct actor *by, struct handover_waiting *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;

/* The list for a department as it would be printed now; nothing is counted or stored. *out is owned. E-6440: nothing waits
 * for it. */
enum status handover_fill(struct hall *h, const struct actor *by, const char *department, const char *bag, enum paper paper,
	struct document **out, struct err *err) MUST_CHECK;
/* Hands it over: which papers, the batch's number, its list for the print agent and the trace, in one transaction. At most
 * 400 papers; what is left goes with the next. `destination` as sheet_print. E-6440; E-6441 not this role's; E-6442 somebody
 * handed over one of them meanwhile; E-6444 nobody knows whether it is done (R4), E-6445 it is not. */
enum status handover_print(struct hall *h, const struct actor *by, const char *department, const char *bag,
	const char *destination, struct print_job *out, struct err *err) MUST_CHECK;

/* --- the way back ---------------------------------------------------------------------------------------------------- */

/* A batch whose return slip (回执, the list with the department's signature) is not back yet. */
struct handover_batch { char number[24], window[8], who[64], department[32], name[128], bag[64]; int64_t at; int cases, papers; };      /* papers: rows of the list, 种 */
/* Those of the actor's window, of all when he is at none; the oldest first. */
enum status handover_out(struct hall *h, const struct actor *by, struct handover_batch *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;
/* Records it, once (law/handover.h: signer, day, lacking, note). E-6451 no such batch; E-6452 it is back already; E-6453 not a day
 * between the hand-over and today; E-6454 more lacking than rows on the list, or no word of what; E-6403; E-6441 not this role's;
 * E-6444 nobody knows (R4). Nothing changes then. */
enum status handover_slip(struct hall *h, const struct actor *by, const char *number, const struct act_value *values, size_t count,
	struct err *err) MUST_CHECK;

#endif
