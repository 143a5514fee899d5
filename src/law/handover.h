/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_HANDOVER_H
#define LAW_HANDOVER_H

#include "law/act.h"

/* What the return slip of a 交接清单 (D-7b) has to be told: who signed at the department and on which day, and how many papers of
 * the list were not there, which wants a note. It is asked and read like any act, but is about a batch, not about a dossier. */
extern const struct act handover_slip_act;

#endif
