/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_PRINT_JOB_H
#define HALL_PRINT_JOB_H

#include <jansson.h>

#include "hall/hall.h"

/* A paper as a row (R13): pending → submitted → device_done → confirmed | failed; each transition is committed before
 * the next act. "Completed" from CUPS is not paper: the clerk confirms. What is printed was frozen with the dossier. */
enum job_state { JOB_PENDING, JOB_SUBMITTED, JOB_DEVICE_DONE, JOB_CONFIRMED, JOB_FAILED, JOB_HELD, JOB_FILED };
#define JOB_STATES 7
const char *job_state_code(enum job_state s);              /* "pending" … "filed": written to receipts/ instead */
const char *job_state_name(enum job_state s);              /* 待打印 已交打印机 打印机报完成 已确认 未打出 暂停 已存PDF */

struct print_job {
	int64_t id, dossier;
	char number[24], kind[32], title[64], document_no[64], paper[8], destination[128], reason[128], note[256];
	char name[160];                     /* the applicant's, masked; "" for a paper of no dossier */
	char queue[128];                    /* the printer that has it; a step stores it */
	char window[8];                     /* where the paper is waited for */
	char digest[DIGEST_HEX];            /* SM3 of the rendered bytes, hex; a step stores it when it is set (D-0) */
	int copy_no;                        /* 0: the original; n: 补打 第n次 */
	int copies;                         /* 联: how many sheets the law wants at once */
	bool large;
	enum job_state state;
	int cups_job;                       /* 0: no printer has it, or (submitted) nobody knows what became of it */
	int64_t updated_at;
};

/* Submitted, but no printer has it: paper may have come out or not, and only a person can see (R13). */
bool print_job_unknown(const struct print_job *job);
/* The state as people are told it: "结果不明" for such a one, "已送出请看纸" for what went past CUPS: a raw socket tells nothing
 * of paper. */
const char *print_job_words(const struct print_job *job);

/* Adds a paper of an outcome to its batch, waited for at the window of `by`; used by dossier_accept. Where the hall has a slip printer, a receipt
 * becomes a slip; large type wants A4. */
void print_job_in(struct hall *h, struct batch *b, const struct actor *by, const struct print_job *job);

/* The next pending job (oldest first) for the print agent; ST_NOINPUT when there is none. */
enum status print_job_next(struct hall *h, struct print_job *out, struct err *err) MUST_CHECK;
/* The same, of those with a larger id than `after`: past one that must wait. */
enum status print_job_after(struct hall *h, int64_t after, struct print_job *out, struct err *err) MUST_CHECK;
/* All jobs that the agent must follow: submitted, and known to a printer. */
enum status print_job_open(struct hall *h, struct print_job *rows, size_t room, size_t *count, struct err *err) MUST_CHECK;
/* A committed step. `cups_job` −1 keeps, `note` is Chinese for people ("缺纸") and NULL keeps it. ST_CONFLICT: the row
 * had moved meanwhile. A job that fails keeps its cups_job unless it is certain that no paper came out: only then may it
 * be printed again as what it was. Fault points: print.step-STATE before, print.stepped-STATE after the commit. */
enum status print_job_step(struct hall *h, const struct print_job *job, enum job_state to, int cups_job, const char *note,
	struct err *err) MUST_CHECK;
/* The printer's condition while a job waits, without a step ("缺纸", "卡纸", "" for none). */
enum status print_job_note(struct hall *h, int64_t id, const char *note, struct err *err) MUST_CHECK;
/* Jobs of a dossier (0: of all), newest first. state: "" all, "open" all that want somebody, or a state's code. */
enum status print_job_list(struct hall *h, int64_t dossier, const char *state, struct print_job *rows, size_t room,
	size_t *count, struct err *err) MUST_CHECK;
/* All jobs of the dossier with this number, newest first; ST_NOINPUT (E-6101) when there is none. */
enum status print_job_of(struct hall *h, const char *number, struct print_job *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;

/* A person's acts, audited. Confirm: paper in hand. Reprint makes a new job with the next copy number and a reason,
 * marked 补打 (R13, D-0); older ones of the same kind that still wait are given up, and one that a printer has is taken
 * back by the agent first. Retry: held or failed goes back to pending; where paper may have come out it becomes a 补打.
 * E-5021 no such job, E-5022 not in a state for that, E-5023 a reason is needed, E-5025 who has nothing to do with papers (law/staff_right.h). destination and reason may be NULL
 * where they are not needed. */
enum status print_job_confirm(struct hall *h, const struct actor *by, int64_t id, struct err *err) MUST_CHECK;
enum status print_job_reprint(struct hall *h, const struct actor *by, const char *number, const char *kind,
	const char *reason, const char *destination, bool large, struct print_job *out, struct err *err) MUST_CHECK;
/* Wants a document on this printer now: a paper that no printer has had goes there as what it is, otherwise it is a
 * reprint. */
enum status print_job_direct(struct hall *h, const struct actor *by, const char *number, const char *kind,
	const char *reason, const char *destination, bool large, struct print_job *out, struct err *err) MUST_CHECK;
enum status print_job_hold(struct hall *h, const struct actor *by, int64_t id, struct err *err) MUST_CHECK;
enum status print_job_retry(struct hall *h, const struct actor *by, int64_t id, struct err *err) MUST_CHECK;

/* What to fill a document with: the dossier's snapshot plus {"document": {kind, title, number, copy_no, copy_text,
 * copies, printed_at, reason, large, job (null when it is no job), window}}. *out is owned. */
enum status print_job_data(struct hall *h, const struct print_job *job, json_t **out, struct err *err) MUST_CHECK;

/* What the agent says of itself, by paper: pages first, slips second. `waiting` is pending or with a printer; `unknown` is
 * what nobody knows the outcome of, and no reprint has taken the place of. */
struct print_job_sums { int waiting[2], unknown[2]; };
enum status print_job_sums(struct hall *h, struct print_job_sums *out, struct err *err) MUST_CHECK;
/* A job as it would be for a document of a dossier, without making one: preview and files. E-6101 no such dossier,
 * E-5027 the dossier has no such document. */
enum status print_job_draft(struct hall *h, const char *number, const char *kind, struct print_job *out, struct err *err)
	MUST_CHECK;

/* The kinds in one table: kind (and template), title, paper, the word in its number ("": it has none), copies, which outcome prints it
 * (`pledge`: an acceptance in which a pledge stands in for a paper), is it a slip where the hall has a slip printer. A dossier's
 * second paper of a kind is called kind/2. */
struct document_kind { const char *kind, *title, *paper, *word; int copies; bool accept, deferred, receive, notice, slip, pledge; };
extern const struct document_kind document_kinds[];
extern const int document_kind_count;
const struct document_kind *document_kind_find(const char *kind);      /* by what stands before "/"; NULL: unknown */
/* What a dossier calls one more of this kind when it has `before`. */
void document_kind_name(const char *kind, int before, char out[32]);
/* N-2: the organ's word and the kind's, what stands before the year: "德审受字". */
#define SERIES_SIZE 40
void document_series(struct hall *h, const struct document_kind *k, char out[SERIES_SIZE]);

#endif
