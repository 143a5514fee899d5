/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_RESULT_H
#define HALL_RESULT_H

#include <jansson.h>

#include "hall/print_job.h"

/* What departments decided, as the papers of it tell (D-8, D-10). */

/* Orders the paper `kind` of a dossier in a transaction that has just changed its results. Frozen with it, beside the
 * snapshot: results [{no, item, department, decision, decision_name, name, licence_no, valid_from, valid_to, decided_day,
 * here, place}], decided_day (the last of them), ready_day (today), pickup_until (pickup.days later,
 * on a working day: calendar_workday_from), pickup_moved (why it is not that very day, or ""). With `printer.results` 0 it is held. */
void result_paper_in(struct hall *h, struct batch *b, const struct actor *by, int64_t dossier, const struct document_kind *kind);

#endif
