/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_SHEET_H
#define HALL_SHEET_H

#include "hall/print_job.h"
#include "law/bundle.h"
#include "law/document.h"

/* 办事一次性告知单 (art. 30, D-13): everything that a bundle asks in a situation, told once to somebody who only asks, before
 * any dossier. It names no person, promises nothing and has no seal; what it tells is frozen with its print job, which has
 * a number of its own and no dossier. */
struct sheet {
	const struct bundle *bundle;
	int catalogue_version;
	const struct answer *answers;
	size_t answer_count;
	const struct plan *plan;             /* of these answers and what was unticked */
	bool guide;                          /* 办事指南 instead: also what hangs on questions that are open, what comes after
	                                      * what, the law, what it saves (law/guide.h); its number begins with "ZN" */
};
/* What is printed of it, as JSON. Appended. E-2033: nothing of the bundle is served in this situation. */
enum status sheet_body(struct hall *h, const struct actor *by, const struct sheet *s, struct buf *out, struct err *err) MUST_CHECK;


/* The sheet filled, as it would be printed on `paper`; nothing is counted or stored. *out is owned. Errors as sheet_body. */
enum status sheet_fill(struct hall *h, const struct actor *by, const struct sheet *s, enum paper paper, bool large,
	struct document **out, struct err *err) MUST_CHECK;
/* Orders it from the print agent in one transaction with its number ("ZX" hall day serial) and its trace. `destination` ""
 * is the hall's printer; NULL: held, for whoever renders it into a file and steps it to filed or failed. */
enum status sheet_print(struct hall *h, const struct actor *by, const struct sheet *s, const char *destination, bool large,
	struct print_job *out, struct err *err) MUST_CHECK;

#endif
