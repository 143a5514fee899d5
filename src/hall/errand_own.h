/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ERRAND_OWN_H
#define HALL_ERRAND_OWN_H

#include "hall/act_parts.h"
#include "hall/errand.h"

/* One act on an errand under way, shared by errand.c (the order of things) and errand_rules.c (what each act demands and
 * does). */
enum { ERRAND_READS_IT, ERRAND_READS_PRINCIPALS, ERRAND_READS_AUTHORITIES, ERRAND_READS_PAPERS, ERRAND_READS_SEEN, ERRAND_READS_LAST,
	ERRAND_READS_STAFF, ERRAND_READS_DOSSIER, ERRAND_READS };

struct errand_doing {
	struct hall *h;
	const struct actor *by;
	const struct errand_call *call;
	struct act_call told;                        /* the same for act_args_read */
	struct doing args;                           /* .act, .data: what it was told, checked */
	const struct act *act;
	char uuid[37];                               /* of the act */
	int64_t now, at;                             /* written; done */
	day_t day;                                   /* on which it is done */
	int64_t due;                                 /* register: to be answered by */
	int steps[ERRAND_READS], number_step;
	bool refused;                                /* by a rule */
	/* as the transaction found it */
	int64_t id, version, helper, seq;
	char errand_uuid[37], number[ERRAND_NUMBER_SIZE];
	enum errand_kind kind;
	enum errand_state state;
	struct errand_done *out;
};

/* E-67nn by a rule: ST_REFUSED, the rule's name before the sentence; is written down. `where`: the argument that another answer would
 * mend, "" none. */
enum status errand_refuse(struct errand_doing *d, struct err *err, const char *code, const char *where, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* What an act demands beyond its row of the table, and what it does beyond moving the state; both inside the transaction. */
typedef enum status errand_guard_fn(struct errand_doing *d, struct batch *b, struct err *err);
typedef void errand_effect_fn(struct errand_doing *d, struct batch *b);
struct errand_rule { const char *word; errand_guard_fn *guard; errand_effect_fn *effect; };
extern const struct errand_rule errand_rules[];  /* ended by a NULL word */

const char *errand_told(const struct errand_doing *d, const char *name);     /* "" when it was not */
size_t errand_papers_out(const struct errand_doing *d, const struct batch *b);      /* taken over and with the helper still */
/* A person as told, numbers normalised, into d->args.data. E-6703. */
enum status errand_person_read(struct errand_doing *d, struct err *err);
/* The dossier that it speaks of, by its whole number from here on. E-6703: none is called so, or several are; a laptop, which has no
 * dossiers to look at, and what was told there, take a whole number only. */
enum status errand_dossier_read(struct errand_doing *d, struct err *err);
/* Writes principal `no` of d->id. */
void errand_person_in(struct errand_doing *d, struct batch *b, int no);
/* The last four digits of a number; borrowed. */
const char *errand_tail(const char *number);
void errand_where_person(const char *errand_uuid, int64_t no, char out[80]);
void errand_where_data(const char *act_uuid, char out[80]);
/* What was sealed in column `column` of row i as JSON, owned; NULL when it does not open. */
json_t *errand_unseal(struct hall *h, const char *where, const struct rows *r, size_t i, int column);
const char *errand_text(const json_t *of, const char *name);     /* "" when it has no such string; borrowed */
enum status errand_none(const char *number, struct err *err);    /* E-6705 */
/* Row i of errand_authority_list, and what those of one principal let do on that day. */
struct authority errand_authority(const struct rows *r, size_t i);
enum authority_standing errand_standing(const struct rows *r, int64_t principal, enum errand_power p, day_t day);
/* errand_json for what the hall itself wants the whole of: `reveal` is the hall's word for it, no person's reason. */
enum status errand_json_for(struct hall *h, const struct actor *by, const char *number, const char *reveal, json_t **out,
	struct err *err) MUST_CHECK;
/* May somebody of this role see errands at all? Traced when not. */
enum status errand_may_see(struct hall *h, const struct actor *by, const char *what, struct err *err) MUST_CHECK;

#endif
