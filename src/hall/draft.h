/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_DRAFT_H
#define HALL_DRAFT_H

#include "hall/accept.h"

/* What is being typed, saved by itself (R19): sealed at rest, one row for each accept_uuid, gone in the same
 * transaction that accepts it. It is open at one desk at a time (R21, T4): saving or loading opens it for this desk,
 * and another desk is told who has it; E-6104 everywhere. A desk that died, or gave no sign of life for three minutes,
 * has nothing open. */
struct draft {
	char accept_uuid[37], title[128], who[160];
	enum request_step step;
	int64_t saved_at;
	bool elsewhere;                  /* another desk has it open, at `window` */
	char window[8];
};

/* Saves or replaces. Cheap enough for every field that is left (one durable write). ST_BUSY, E-6104: another desk has
 * taken it over, nothing was written. What was accepted meanwhile is passed over. */
enum status draft_save(struct hall *h, const struct actor *who, const struct request *r, enum request_step step,
	struct err *err) MUST_CHECK;
enum status draft_list(struct hall *h, const struct actor *who, struct draft *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;
/* Opens it here. ST_BUSY, E-6104: another desk has it open, and nothing has changed; with `take_over` it is taken from
 * that desk (audited), which then can neither save nor accept it. */
enum status draft_load(struct hall *h, const struct actor *who, const char *accept_uuid, bool take_over, struct request *out,
	enum request_step *step, struct err *err) MUST_CHECK;
/* Has another desk taken it over? ST_BUSY, E-6104; ST_OK otherwise, also when there is no such draft. */
enum status draft_held(struct hall *h, const char *accept_uuid, struct err *err) MUST_CHECK;
/* A sign of life for what this desk has open; once a minute. What fails is only logged. */
void draft_renew(struct hall *h, const char *accept_uuid);
/* This desk has it open no more. */
void draft_let_go(struct hall *h, const char *accept_uuid);
/* draft_give.c: another clerk goes on with it: the draft becomes that person's, closed; who gave what to whom goes into the audit. One's
 * own by a clerk, anybody's by a supervisor or a script. ST_BUSY, E-6104: another desk has it open; E-6102 there is none; E-6782 not
 * this role's, or another's; E-6783 nobody of that login who may accept; E-6784 it is that person's already. */
enum status draft_give(struct hall *h, const struct actor *by, const char *accept_uuid, const char *login, struct err *err) MUST_CHECK;
/* Throws a draft away with its scans; audited. ST_BUSY, E-6104: another desk has it open. */
enum status draft_discard(struct hall *h, const struct actor *who, const char *accept_uuid, struct err *err) MUST_CHECK;

#endif
