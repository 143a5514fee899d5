/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ACCEPT_PARTS_H
#define HALL_ACCEPT_PARTS_H

#include "hall/accept.h"
#include "hall/chain.h"
#include "hall/continued.h"
#include "hall/print_job.h"
#include "law/number.h"

/* One acceptance under way, shared by accept.c (the order of things), accept_batch.c (the rows) and accept_text.c (what
 * is frozen). */
#define PAPERS_MOST 8

struct paper_out { const struct document_kind *kind; char name[32], series[40], number[64]; int step; int64_t n; };

struct task_out { char key[37], task_no[48], digest[DIGEST_HEX]; struct buf body; size_t head; };

struct acceptance {
	struct hall *hall;
	const struct actor *by;
	const struct promise *p;
	const struct request *r;               /* p->request: normalised and complete */
	int64_t at;
	const struct continued *c;             /* p->continued: what is accepted was received before; NULL */
	const char *uuid;                      /* the dossier's accept_uuid, by which its seals are bound */
	int snapshot;                          /* the version that is frozen now */
	int64_t received_at, accepted_at;      /* as the papers say it; accepted_at 0: not accepted */
	const char *state, *outcome;           /* "30" …; "accept" "deferred" "receive" "notice" "refuse" */
	bool accepting;
	/* counted inside the transaction */
	int serial_step, last_step, dossier_step, state_step, attachment_step, scan_step, carried_step, *project_steps;
	const struct rows *attachments;        /* rows of attachment_list: scans that came between the receipt and this; NULL */
	const struct rows *scans;              /* rows of draft_attachment_list: those that were made with the draft */
	char (*left)[DIGEST_HEX];              /* contents of those that no material asks for any more */
	size_t left_count;
	char number[DOSSIER_NUMBER_SIZE], qr[64], query[7], check[11];
	char (*projects)[64];                  /* 办件编号 of each promise item */
	char **labels;                         /* of each field of the plan: some twenty texts repeat them */
	struct paper_out papers[PAPERS_MOST];
	size_t paper_count;
	struct task_out *tasks;                /* one for each promise item when accepting */
	/* what is frozen */
	struct buf body, person, sealed, names;
	char digest[DIGEST_HEX];
	struct chain_link link;
	struct audit_entry entry;
	char summary[160], calendar_version[9];
	bool estimated;
	size_t material_count, deferral_count;
	int64_t dossier;
	struct accept_refusal *refusal;        /* of OUTCOME_REFUSE; NULL */
};

/* accept.c: what is known before the numbers are counted: outcome, state, papers, labels, room for the rest. */
enum status acceptance_prepare(struct acceptance *a, struct err *err) MUST_CHECK;
void acceptance_release(struct acceptance *a);
/* accept_batch.c: the steps of the transaction, up to COMMIT. */
void accept_steps(struct acceptance *a, struct batch *b);
/* accept_rows.c: the last of them (batch_then, with the acceptance): all that hangs on the dossier's row. */
enum status accept_rows(struct batch *b, void *acceptance, struct err *err) MUST_CHECK;
/* A named point for tests that kill or fail there (batch_then, with its name). */
enum status accept_point(struct batch *b, void *name, struct err *err) MUST_CHECK;
/* accept_text.c: the snapshot's two parts, and the body of one task. */
void write_snapshot(const struct acceptance *a, struct buf *body);
void write_person(const struct acceptance *a, struct buf *person);
/* Returns how many bytes of the body come before the first that names a person. */
size_t write_task(const struct acceptance *a, size_t index, struct buf *body);

/* accept_refuse.c: what the act that refuses is told, checked (E-6403); its steps, behind everything else; is it refused by this one
 * person, without a second? */
enum status accept_refusal_prepare(struct acceptance *a, struct err *err) MUST_CHECK;
void accept_refusal_in(struct acceptance *a, struct batch *b);
void accept_refusal_release(struct acceptance *a);
bool accept_refused(const struct acceptance *a);

/* accept_names.c: whose names the dossier is found by, one a line: the applicant's first, the agent's, the legal representative's, those in
 * the form. */
void accept_names(const struct request *r, struct buf *out);

/* accept_files.c: scans. Which there are, asked before anything is frozen; taken from the batch; made the dossier's, after its materials; in
 * the trail, behind the acceptance's own entry; octets that nobody speaks of any more, whatever came of the transaction; in a task. */
void accept_files_read(struct acceptance *a, struct batch *b);
void accept_files_found(struct acceptance *a, const struct batch *b);
void accept_files_in(struct acceptance *a, struct batch *b);
void accept_files_trace(struct acceptance *a, struct batch *b);
void accept_files_forget(struct acceptance *a);
void accept_files_out(const struct acceptance *a, const char *material, struct buf *b);

/* accept_hand.c: how much work it was, when a desk has counted it (hall/hand.h). */
void accept_hand_in(const struct acceptance *a, struct batch *b);

/* R13: what is printed as the check code. `head` is the hash of the acceptance's audit entry. */
void accept_check_code(const char *digest, const unsigned char head[DIGEST_SIZE], char out[11]);
/* Reaches any of the days on its papers into a year without calendar (T-13)? */
bool promise_estimated(const struct promise *p);

/* The state of a material in the completed request. */
const struct request_material *accept_material(const struct acceptance *a, const struct plan_material *m);

#endif
