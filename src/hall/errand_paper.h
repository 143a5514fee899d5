/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ERRAND_PAPER_H
#define HALL_ERRAND_PAPER_H

#include "hall/errand.h"
#include "hall/print_job.h"
#include "law/document.h"

/* The papers of an errand (D-13): the five forms of DB3205/T 1077 and the authority, each from the errand as it is now. They have
 * numbers of their own ("BD…"); what of them identifies a person lies sealed. */
struct errand_paper {
	const char *number;                          /* the errand's; "" with `authority` alone: a blank one to fill in by hand */
	const char *kind;                            /* errand-accept errand-mandate errand-pause errand-resume errand-end authority */
	int principal;                               /* whose; 0: the first */
	bool large;
};
const char *errand_paper_kind(size_t i);         /* NULL after the last */
/* As it would be printed now; nothing is counted or stored. *out is owned. E-6702, E-6705, E-6706; E-6730 there is no such paper, or
 * nothing for it to tell of yet. */
enum status errand_paper_fill(struct hall *h, const struct actor *by, const struct errand_paper *p, enum paper paper,
	struct document **out, struct err *err) MUST_CHECK;
/* Orders it. `destination` as paper_own_order. */
enum status errand_paper_print(struct hall *h, const struct actor *by, const struct errand_paper *p, const char *destination,
	struct print_job *out, struct err *err) MUST_CHECK;

#endif
