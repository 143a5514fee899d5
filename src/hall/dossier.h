/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_DOSSIER_H
#define HALL_DOSSIER_H

#include <jansson.h>

#include "hall/hall.h"
#include "law/number.h"

/* A dossier as one JSON object: what `yichuang dossier NUMBER --json` prints, what the documents are filled from, and,
 * frozen at acceptance, the snapshot (data/contract/dossier.schema.json). Members:
 *   number, accept_uuid, state, state_name, deferred (count), version
 *   hall     {name, code, region, address, phone, complaint_phone, hours, query_url, document_prefix}
 *   window   {no, name}    clerk {work_no, name}
 *   bundle   {id, name, subject, single, catalogue_version, lead}
 *   received_at, accepted_at (ISO, +08:00), accept_day
 *   due      {promised, statutory, notice, promised_text, estimated, statutory_estimated, explain}       days as "2026-11-30" or null
 *   applicant{company, name, id_type, id_type_name, id_number, phone, address, role, sex, birth, legal_name, legal_id}
 *   agent    null or {name, id_number, phone, relation, authority_no, authority_until, powers [..]}
 *   answers  [{question, text, choice, choice_text}]
 *   items    [{id, no, name, code, project_no, department {id, name}, at_once, promised_text, statutory_text, due,
 *              fee, result, legal_basis, after [ids]}]
 *   form     [{field, label, value, value_text, origin, items [ids]}]
 *   materials[{no, id, name, form, source, source_name, originals, copies, level, state, state_name, items [names],
 *              reason, date}]
 *   deferrals[{material, name, form, reason, due, channel, items [names], result_policy}]
 *   tasks    [{id (task_no), item, name, department {id, name}, state, state_name, after [item ids], department_no,
 *              updated_at, note, handler}]                                      live: not part of the snapshot but for id, item, department
 *   documents[{kind, title, number, copies, paper}]        what this outcome prints
 *   delivery {mode, mode_name, address}
 *   codes    {query, check, qr}
 *   remark
 *   hand     null or {keys, seconds, typed, derived, shared} (hall/hand.h)                live */

/* Live view by number. E-6101 no such dossier. `masked` masks names, IDs, phones, addresses (S-15). *out is owned:
 * json_decref. */
enum status dossier_json(struct hall *h, const char *number, bool masked, json_t **out, struct err *err) MUST_CHECK;
/* The same for this person: somebody of a department gets what a message to it says — its items, tasks, materials and form
 * fields, without codes and papers — and E-6402 when the dossier has none of its items (W-14). */
enum status dossier_json_for(struct hall *h, const struct actor *by, const char *number, bool masked, json_t **out,
	struct err *err) MUST_CHECK;
/* Of dossier_json what moves alone: state, state_name, deferred, version, due, tasks. The snapshot stays closed, so no person's data are in it
 * and a script that accepts a thousand pays for none. *out is owned. */
enum status dossier_live(struct hall *h, const char *number, json_t **out, struct err *err) MUST_CHECK;
/* The frozen part alone, by a dossier's row of act_snapshot. NULL and E-6108 when it is damaged. *out is owned. */
enum status dossier_frozen(struct hall *h, const struct rows *snapshot, json_t **out, struct err *err) MUST_CHECK;
/* Unmasked (S-15), for the clerk whose window took it in, a supervisor, or the person of a department who decides. E-6402 for anybody
 * else, and that is audited. Whoever shows it to a person writes that down first, as dossier_reveal does. *out is owned. */
enum status dossier_unmasked(struct hall *h, const struct actor *by, const char *number, json_t **out, struct err *err) MUST_CHECK;
/* The same with a reason (E-6403), which the audit trail has before *out is made. */
enum status dossier_reveal(struct hall *h, const struct actor *by, const char *number, const char *reason, json_t **out,
	struct err *err) MUST_CHECK;
/* A frozen snapshot with its digest checked (ST_CORRUPT otherwise), without what is live. version 1: as it was taken in;
 * what was only received has another one since it was accepted, and each other agent (H-2) makes one more; 0: the newest. */
enum status dossier_snapshot(struct hall *h, int64_t dossier, int version, json_t **out, struct err *err) MUST_CHECK;
/* Brings the materials of a snapshot, `root`, up to what they are now. */
enum status dossier_materials_now(struct hall *h, int64_t dossier, json_t *root, struct err *err) MUST_CHECK;
/* Every dossier against itself: snapshot against digest, digest and audit entry against the check code on paper, and no
 * number missing or given twice. ST_CORRUPT names the first that is not right; *count is how many were looked at. */
enum status dossier_verify(struct hall *h, int64_t *count, struct err *err) MUST_CHECK;

/* E-6101: says that there is no dossier of this number; ST_NOINPUT. `where` names what held it. */
enum status dossier_missing(const char *where, const char *number, struct err *err);

/* One line of a list. */
struct dossier_row {
	int64_t id;
	char number[24];
	char name[160], bundle[128];          /* name is masked */
	char state[4];
	int deferred;
	int64_t accepted_at;                  /* UTC ms; the receipt time when not accepted */
	day_t due;                            /* DAY_NONE: none */
	char window[8];
	unsigned char tasks[24];              /* enum task_state of each, in order */
	int task_count;
};
/* Find by number (whole, its tail, its serial as people say it, or a scanned QR), a name (any part, one character too; the
 * applicant's, the agent's, the legal representative's, one in the form), ID number or phone (whole, or
 * the last four). A serial that fits exactly first, then the newest, at most `room`; also
 * the day, and the serial behind its day as lists show it ("11-29 00017"). *more says that there were more. Under 50 ms at any size. */
enum status dossier_find(struct hall *h, const char *text, struct dossier_row *rows, size_t room, size_t *count,
	bool *more, struct err *err) MUST_CHECK;
/* What a person calls a dossier by, as its number: whole (in groups, or a scanned QR), the serial behind its day as lists have it, or its
 * last digits. "4" or "00004" is the
 * serial, six digits and more are with the check digit: today's, or the only one that ends so. E-6101 there is none; E-6111 there
 * are several and none is today's: nobody guesses which. */
enum status dossier_number(struct hall *h, const char *text, char number[DOSSIER_NUMBER_SIZE], struct err *err) MUST_CHECK;
/* A day's dossiers of one window ("" for all), newest first. */
enum status dossier_day(struct hall *h, day_t day, const char *window, struct dossier_row *rows, size_t room,
	size_t *count, bool *more, struct err *err) MUST_CHECK;
/* Today's sums for the home screen. */
struct day_sums { int accepted, deferred, received, notices, issued, drafts; };
enum status dossier_sums(struct hall *h, day_t day, const char *window, struct day_sums *out, struct err *err) MUST_CHECK;
/* The work that stands first on the home screen: what silence has accepted (art. 32; a supervisor's), unprinted (R13),
 * what a supervisor answers, decided and not at the window (an issuer's), returned, deferral due, unfinished drafts; last what is promised for later.
 * Of each kind so many that none hides the others; *more (may be NULL): not all are in `rows`. */
enum todo_kind { TODO_DEEMED, TODO_UNKNOWN_OUTCOME, TODO_UNPRINTED, TODO_PROPOSAL, TODO_LAPSED, TODO_DECIDED, TODO_RECEIVED, TODO_RETURNED, TODO_ASKED, TODO_REFUSED,
	TODO_DEFERRAL_DUE, TODO_PARKED, TODO_OFFERED, TODO_DRAFT, TODO_DEFERRAL };
/* `number` is a dossier number, or a draft's accept_uuid. */
struct todo { enum todo_kind kind; int64_t id; char number[40], name[160], bundle[128], what[160], hint[80]; day_t over; };      /* over: the day that has passed; DAY_NONE */
enum status dossier_todo(struct hall *h, const struct actor *who, struct todo *rows, size_t room, size_t *count, bool *more,
	struct err *err) MUST_CHECK;

#endif
