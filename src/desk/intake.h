/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_INTAKE_H
#define DESK_INTAKE_H

#include "base/clock.h"
#include "hall/accept.h"
#include "hall/draft.h"

/* The dossier being taken in: the request as typed so far and the promise that it would make, made anew after every
 * change. Knows no screen; the five steps draw it and call it. Each change is saved as a draft at the next
 * intake_tick (R19), at once when a step is left. */
struct intake {
	struct hall *hall;
	struct actor actor;
	struct request request;
	enum request_step step;
	struct promise *promise;         /* of the request as it stands; NULL until a bundle is chosen */
	const struct bundle *bundle;     /* borrowed from the hall's catalogue; NULL until chosen */
	char split[65];                  /* the bundle whose items are offered one by one (转单项办理); "" */
	bool changed;                    /* since the last draft */
	bool held;                       /* this desk has the draft open (hall/draft.h) */
	bool lost;                       /* another desk has taken it over: nothing of it is saved or accepted here any more */
	int64_t key_at, pause_ms;        /* monotonic ms of the last key; a longer time without one is no work */
	int64_t keys_saved;              /* in the last draft */
	int64_t saved_at;                /* wall ms of the last draft, 0: none */
	int told;                        /* the version of the catalogue that the clerk knows it goes by; 0: none yet */
};

/* The question of the catalogue that says the same as the form's switch "agent.present": one answer serves both. */
#define AGENT_QUESTION "q-agent"
/* Somebody applies for another: he may hand in (H-2), until the clerk reads otherwise in the authority; the question about
 * it is answered where the bundle asks it. */
void intake_agent(struct intake *in, bool present);

struct intake *intake_new(struct hall *h, const struct actor *who);
/* Takes a draft up again where it was left. ST_BUSY, E-6104: another desk has it open and `take_over` was not asked. */
enum status intake_resume(struct hall *h, const struct actor *who, const char *accept_uuid, bool take_over,
	struct intake **out, struct err *err) MUST_CHECK;
/* What was only received before, opened again as it was typed, to be accepted now (request_continue); where this person
 * left it, if there is a draft. ST_BUSY, E-6104: he has it open at another desk. */
enum status intake_continue(struct hall *h, const struct actor *who, const char *number, struct intake **out, struct err *err)
	MUST_CHECK;
void intake_free(struct intake *in);                     /* NULL is fine; saves nothing, lets the draft go */
/* Once a minute: this desk is still at its draft. */
void intake_renew(struct intake *in);
/* ST_BUSY and E-6104 once it is lost. */
enum status intake_lost(const struct intake *in, struct err *err) MUST_CHECK;
/* Has another desk taken the draft over? Said once: ST_BUSY and E-6104, from then on `lost` is true. */
enum status intake_look(struct intake *in, struct err *err) MUST_CHECK;

/* Derives what follows from what is there and works the promise out again; every change below does it by itself. When
 * it cannot (no catalogue, store away) the former promise stays and the error says why. */
enum status intake_remake(struct intake *in, struct err *err) MUST_CHECK;

/* Another version of the catalogue is in use than the clerk knows of: the intake goes by the new one, keeps what that still asks,
 * and says so once: E-6318, ST_CONFLICT, or ST_NOINPUT when its matter is gone and another must be chosen. ST_OK: nothing new. What
 * continues a dossier stays with its version. */
enum status intake_edition(struct intake *in, struct err *err) MUST_CHECK;
bool intake_outdated(const struct intake *in);           /* would it say so? */

/* Saves the draft if something changed, a bundle was chosen and it is not lost. ST_BUSY as of intake_look. */
enum status intake_save(struct intake *in, struct err *err) MUST_CHECK;

/* A key was pressed (hall/hand.h); `away`: for something else than this dossier, so that the time since the last one is not its,
 * either. */
void intake_pressed(struct intake *in, bool away);

/* Step 1. Another bundle keeps the applicant and drops answers and materials that it does not know. */
enum status intake_choose(struct intake *in, const char *id, struct err *err) MUST_CHECK;
/* 转单项: another item of several that form no bundle, or one of them less; the first makes the dossier one of items. What has been
 * answered, filled in and taken stays as far as the new matter wants it. Beside a bundle that is not `split` it is a further item of
 * it, or one less. Refused: E-6317 the last one, or one that the bundle has itself; E-6057, E-2035, E-2036 as of intake_choose. */
enum status intake_item(struct intake *in, const struct item *item, struct err *err) MUST_CHECK;
/* How many data that were typed would go: of the item alone when it is there, of the rest of a bundle that it is taken from. */
size_t intake_item_loses(const struct intake *in, const struct item *item);
/* What the matter then takes for granted and was answered otherwise, `*said`: it is not asked any more, and the answer would go. NULL:
 * nothing. */
const struct preset *intake_item_contradicts(const struct intake *in, const struct item *item, const struct choice **said);
/* Is this one of the items that were chosen one by one: of a dossier of items, or further ones of a bundle? */
bool intake_has(const struct intake *in, const struct item *item);
/* Would that choice undo something a person has answered, filled in or taken? Never the bundle that it already is. */
bool intake_loses(const struct intake *in, const char *id);

/* Step 2. Choices count from 1; 0 takes the answer back. */
enum status intake_answer(struct intake *in, const struct question *q, int choice, struct err *err) MUST_CHECK;
/* The chosen option's number from 1, 0 when not answered. */
int intake_answered(const struct intake *in, const struct question *q);
bool intake_asks(const struct intake *in, const struct question *q);
/* Ticks or unticks item `index` of the plan; refused for a locked or unserved one. */
enum status intake_toggle(struct intake *in, size_t index, struct err *err) MUST_CHECK;

/* Step 3. The entries of the one form, in order: the applicant, the agent, delivery, then each datum of the plan.
 * What something above already tells, or what does not apply, is not shown; the list itself stays the same while values
 * are typed. */
enum entry_kind { ENTRY_TEXT, ENTRY_CHOICE, ENTRY_SWITCH };
struct entry {
	enum entry_kind kind;
	bool shown;
	char key[64];                    /* "applicant.name", "agent.phone", "delivery.mode", "baby.xm" */
	char label[96];
	const char *section;             /* 申请人, 新生儿 …; borrowed from the catalogue */
	const struct field *field;       /* the catalogue's, NULL for what the window itself asks */
	const struct role *role;         /* whose datum it is; NULL with field */
	int most;                        /* characters */
	bool required;
};
/* Makes the list; *entries is owned (free). */
size_t intake_entries(const struct intake *in, struct entry **entries);
/* The value shown ("" when none) and where it came from. */
const char *intake_value(const struct intake *in, const struct entry *e, enum origin *origin);
/* Takes a value as typed: normalises and checks it (GB 11643, GB 32100, phone, dates, code lists). A wrong value is kept
 * as typed (a draft loses nothing; the promise counts it as a problem) and *err tells what is wrong with it; text that
 * may not be stored at all (R24) changes nothing. "" clears. */
enum status intake_set(struct intake *in, const struct entry *e, const char *typed, struct err *err) MUST_CHECK;
/* The same for what was taken from another entry by a key: ORIGIN_COPIED. */
enum status intake_copy(struct intake *in, const struct entry *e, const char *value, struct err *err) MUST_CHECK;
/* The same for what an identity card tells: ORIGIN_CARD. */
enum status intake_card(struct intake *in, const struct entry *e, const char *value, struct err *err) MUST_CHECK;
/* The choices of an ENTRY_CHOICE or ENTRY_SWITCH: code and text; returns how many. */
size_t intake_choices(const struct intake *in, const struct entry *e, struct code *choices, size_t room);

/* Step 4. `index` counts the plan's materials. Refused with the rule (law/deferral.h); `date` is for MS_DEFERRED
 * (DAY_NONE: the usual day) and MS_PLEDGED, `reason` for MS_DEFECTIVE (needed) and MS_DEFERRED. */
enum status intake_material(struct intake *in, size_t index, enum material_state state, day_t date, const char *reason,
	struct err *err) MUST_CHECK;
/* Every material still unchecked becomes received. Returns how many. */
size_t intake_rest_received(struct intake *in);
enum material_state intake_material_state(const struct intake *in, size_t index, day_t *date, const char **reason);
/* What the law lets a material be: a bit for each material_state. */
unsigned intake_material_may(const struct intake *in, size_t index);
/* The usual and the latest day that it may be deferred to; refused with the rule. */
enum status intake_material_limit(const struct intake *in, size_t index, day_t *usual, day_t *latest, struct err *err)
	MUST_CHECK;

/* The first problem of a step, NULL when it can be left. */
const struct problem *intake_problem(const struct intake *in, enum request_step step);
/* The problems that a person can mend, in order: a datum that another entry tells is not one of its own. *list is owned
 * (free); it borrows from the promise. */
size_t intake_problems(const struct intake *in, const struct problem ***list);

/* What looks like a slip of the hand in this entry, or in a datum that it tells; NULL: nothing. Borrows from the promise. */
const struct err *intake_advice(const struct intake *in, const struct entry *e);

/* Step 5. What stands against this outcome before anything is asked about it: the first of it, with 未受理. */
enum status intake_may(const struct intake *in, enum outcome outcome, struct err *err) MUST_CHECK;
enum status intake_accept(struct intake *in, enum outcome outcome, struct accepted *out, struct err *err) MUST_CHECK;

#endif
