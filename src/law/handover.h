/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_HANDOVER_H
#define LAW_HANDOVER_H

#include "law/act.h"

/* What the return slip of a 交接清单 (D-7b) has to be told: who signed at the department and on which day, and how many rows of
 * the list (种: one paper, with all its copies) were not there whole, which wants a note. It is asked and read like any act, but is about a batch, not about a dossier. */
extern const struct act handover_slip_act;

#endif
