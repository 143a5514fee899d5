/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CATALOGUE_LINT_H
#define LAW_CATALOGUE_LINT_H

#include "law/catalogue_own.h"

/* Private to catalogue_lint*.c and catalogue_code.c: what catalogue_warn tells. */
struct lint { const struct catalogue *c; catalogue_fault_fn *tell; void *ctx; size_t told; };
void lint_say(struct lint *l, const char *code, const char *where, const char *format, ...) __attribute__((format(printf, 4, 5)));

void lint_codes(struct lint *l);                                       /* E-2034, E-2038 */
void lint_sources(struct lint *l);                                     /* E-2039 */
void lint_deferrals(struct lint *l, const struct item *item);          /* E-2044 */
void lint_materials(struct lint *l);                                   /* E-2043 */

#endif
