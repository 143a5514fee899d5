/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_DRAFT_H
#define HALL_DRAFT_H

#include "hall/accept.h"

/* What is being typed, saved by itself (R19): sealed at rest, one row for each accept_uuid, gone in the same
 * transaction that accepts it. */
struct draft { char accept_uuid[37]; char title[128], who[160]; enum request_step step; int64_t saved_at; };

/* Saves or replaces. Cheap enough for every field that is left (one durable write). */
enum status draft_save(struct hall *h, const struct actor *who, const struct request *r, enum request_step step,
	struct err *err) MUST_CHECK;
enum status draft_list(struct hall *h, const struct actor *who, struct draft *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;
enum status draft_load(struct hall *h, const struct actor *who, const char *accept_uuid, struct request *out,
	enum request_step *step, struct err *err) MUST_CHECK;
/* Throws a draft away; audited. */
enum status draft_discard(struct hall *h, const struct actor *who, const char *accept_uuid, struct err *err) MUST_CHECK;

#endif
