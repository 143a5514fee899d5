/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_PAPER_ORDER_H
#define HALL_PAPER_ORDER_H

#include "hall/print_job.h"
#include "law/document.h"

/* Orders a paper of a dossier inside a transaction that changes it: its number is counted there (N-2), and a second paper
 * of a kind is kind/2. */
struct paper_order {
	int64_t dossier;
	const struct document_kind *kind;
	const char *act;                             /* uuid of the act that it tells of; "" for a step that the system walked */
	const char *body;                            /* JSON, frozen for this paper alone; "" for none */
	bool held;                                   /* ready, and printed only when somebody asks for it */
};
/* Strings are copied. `document_no` (64 bytes, or NULL) is written inside the transaction. */
void paper_order_in(struct hall *h, struct batch *b, const struct actor *by, const struct paper_order *order, char *document_no);

/* A paper of no dossier: its number is `letters` hall day serial ("ZX001202611230007"; N-4), counted here, and its body is all
 * that it is filled with; what of it names a person may be sealed: "sealed" (hex of hall_seal) and "sealed_at" (its place), an object
 * whose members join the others. Writes its trace, too: `act` of the number, `about` as the reason. `destination` NULL: held,
 * for whoever renders it and steps it to filed or failed. E-5020 when it could not be ordered. An
 * unknown outcome of COMMIT is looked up on a new connection (R4); E-5024 while nobody knows. Fault points: paper.*. */
struct paper_own { const struct document_kind *kind; const char *letters; int digits; const char *body, *destination, *act, *about;
	bool large;
	/* what else the transaction writes, NULL for nothing; may run again with another number */
	void (*with)(struct batch *b, const char *number, void *ctx);
	void *ctx;
};
enum status paper_own_order(struct hall *h, const struct actor *by, const struct paper_own *paper, struct print_job *out,
	struct err *err) MUST_CHECK;
/* Such a paper on the screen before it is ordered: no number, no check code. *out is owned. */
enum status paper_own_fill(struct hall *h, const struct actor *by, const struct document_kind *kind, const char *body,
	enum paper paper, bool large, struct document **out, struct err *err) MUST_CHECK;

#endif
