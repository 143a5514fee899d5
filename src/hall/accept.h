/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ACCEPT_H
#define HALL_ACCEPT_H

#include "hall/hall.h"
#include "law/bundle.h"
#include "law/deferral.h"
#include "law/form.h"

/* What a clerk took in at the window, as one value: the desk fills it from the keyboard, `yichuang accept` from JSON
 * (data/contract/accept-request.schema.json); both go through the same door. Texts are owned by the request. */

enum outcome { OUTCOME_ACCEPT, OUTCOME_RECEIVE, OUTCOME_NOTICE, OUTCOME_REFUSE };   /* accept (with deferral when something is
	deferred); papers taken, 收件凭证, 5-day clock; one-time notice of everything that is missing; no permit matter, or another
	organ's: refused at once with its paper (art. 32, outcomes 1 and 2) */

const char *outcome_code(enum outcome o);                  /* "accept" "receive" "notice" "refuse" */
int outcome_from_code(const char *code);                   /* -1: unknown */

enum material_state { MS_UNCHECKED, MS_RECEIVED, MS_SHARED, MS_ECERT, MS_PLEDGED, MS_DEFERRED, MS_DEFECTIVE, MS_PRODUCED };
#define MATERIAL_STATES 8
const char *material_state_code(enum material_state s);    /* "unchecked" "received" "shared" "ecert" "pledged" … */
const char *material_state_name(enum material_state s);    /* 未核 已收 共享 电子证照 承诺 容缺 有问题 前项产生 */
int material_state_from_code(const char *code);            /* -1 */

struct person {
	bool company;
	char *name, *id_type, *id_number, *phone, *address;    /* id_type as field zjlx, "01"; companies: USCC in id_number */
	char *legal_name, *legal_id;                           /* companies */
	char *role;                                            /* which role of the form the applicant is; "" for none */
};
struct agent {
	bool present;
	char *name, *id_number, *phone, *relation, *authority_no;
	char *authority_until;                                 /* its last day, "2026-12-31"; "" when nobody wrote it down */
	bool may_submit, may_promise, may_collect;             /* powers, ticked one by one (H-2) */
};
struct request_value { char *key, *value; enum origin origin; };
struct request_material {
	char *material;                                        /* id */
	enum material_state state;
	day_t date;                                            /* MS_DEFERRED: promised day; MS_PLEDGED: to be verified by (C-16) */
	char *reason;                                          /* MS_DEFECTIVE: what is wrong; MS_DEFERRED: why; else "" */
};
struct request_answer { char *question, *choice; };
/* Of the desk: keys pressed, the time they took without pauses, and which texts beside the form were not typed: a bit for each, by its
 * origin. */
struct hand_count { int64_t keys, ms; uint32_t of[ORIGIN_COUNT]; };
struct refusal { char *ground, *organ, *place, *reason, *article; };   /* of OUTCOME_REFUSE: what the act "refuse" is told */

struct request {
	char accept_uuid[37];                                  /* made when the form was opened (R1, T1) */
	enum outcome outcome;
	char *bundle;                                          /* a matter's id (law/catalogue.h): of a bundle, of an item, or of
		several items, "a+b", which are `items` in JSON */
	struct request_answer *answers;     size_t answer_count;
	char **unticked;                    size_t unticked_count;
	struct person applicant;
	struct agent agent;
	struct request_value *values;       size_t value_count;
	struct request_material *materials; size_t material_count;
	char *delivery_mode;                                   /* "window" "courier" "electronic" */
	char *delivery_address;
	bool bad_record;                                       /* C-4: clerk found an open bad-credit record */
	char *remark;
	struct refusal refusal;
	char *continues;                                       /* number of the dossier that it accepts, which was received before
		(收件) or came back from correction; "" for a new one. accept_uuid is then the key of this acceptance */
	struct hand_count hand;                                /* how much work it was so far; no content (hall/hand.h) */
	int catalogue;                                         /* the version that it was typed under, 0: none; acceptance goes by its own */
	bool deemed;                                           /* accepted by silence (art. 32); only dossier_deem sets it */
};
void request_init(struct request *r);                      /* a new accept_uuid; every text "" */
void request_release(struct request *r);
void request_copy(const struct request *from, struct request *to);                             /* `to` is made here */
void request_set(char **text, const char *value);          /* frees the old one, copies the new ("" for NULL) */
/* The texts beside the form that a hand can type, by their names in the request ("delivery.address"); NULL: past the last. */
const char *request_typed_name(size_t i);
/* Where such a text came from: ORIGIN_COPIED by a key or known already, ORIGIN_CARD, else ORIGIN_FILLED. Other names: nothing, filled. */
void request_set_origin(struct request *r, const char *name, enum origin origin);
enum origin request_origin(const struct request *r, const char *name);
void request_trim(struct request *r);                      /* blanks at both ends of every text and value go */
/* Sets, replaces or (value NULL) removes. */
void request_set_answer(struct request *r, const char *question, const char *choice);
void request_set_value(struct request *r, const char *key, const char *value, enum origin origin);
const char *request_value(const struct request *r, const char *key, enum origin *origin);      /* NULL: not there */
/* Is it the type of a certificate whose number is there? A number says whose it is only together with its type. */
bool request_type_wanted(const struct request *r, const struct plan_field *f);
struct request_material *request_material(struct request *r, const char *material);            /* made when missing */
void request_untick(struct request *r, const char *item, bool unticked);

/* What the window calls a datum of its own, "applicant.id_number": 证件号码, of a company 信用代码; "" for others. Whole, as it is
 * named away from its place: 申请人 证件号码, 代理人电话. */
#define REQUEST_LABEL_SIZE 64
const char *request_label(const char *where, bool company);
void request_label_whole(const char *where, bool company, char out[REQUEST_LABEL_SIZE]);

/* Each datum is typed once: fills what follows from what is there, with origin ORIGIN_DERIVED. The applicant's (and
 * agent's) name, number, phone and address become fields of the role that he is in the form; roles that the bundle
 * declares to be the same person (bundle->same) share what they share; an ID number tells sex and birth date;
 * delivery becomes delivery.jsfs and delivery.yjdz. Only what the form would take if it were typed there: a landline is no
 * mobile number, and an agent without one is asked for it. What a person filled in is never touched; what was derived before
 * and no longer follows goes. request_promise does this to a copy, the desk to what it shows. */
void request_derive(struct request *r, const struct plan *plan, day_t today);
/* Which datum of the applicant or agent ("applicant.name") that one follows from, and that datum as it is (the request's);
 * NULL when it is typed for itself. */
const char *request_told_by(const struct request *r, const struct plan *plan, const struct plan_field *f, const char **value);

/* JSON there and back: the draft, the command line. Reading is strict: unknown keys, wrong types and overlong texts are
 * E-6001 with the JSON path in err->where. */
enum status request_from_json(const char *json, size_t n, struct request *out, struct err *err) MUST_CHECK;
char *request_to_json(const struct request *r, size_t *n);
/* The agent alone, as a dossier (dossier.h) has him; none for null. */
struct json_t;
enum status request_agent_from_json(const struct json_t *agent, struct request *out, struct err *err) MUST_CHECK;

/* One thing that stands against accepting. `where` is "applicant.id_number", "form.baby.xm", "materials.jhz",
 * "answers.q-wed" …; `step` is the desk's step that mends it. */
enum request_step { STEP_BUNDLE, STEP_SITUATION, STEP_APPLICANT, STEP_MATERIALS, STEP_CONFIRM };
struct problem { struct err err; enum request_step step; };

/* Everything the window promises, computed from a request on a given day without changing anything: what the confirm
 * step shows and what the accept stores. Owned by the caller. */
struct continued;
/* No promise is later than the law allows: where working days over a holiday would end after the law's natural days, `promised` counts as the
 * law does, and `published` is the day that the published limit would have given; else DAY_NONE. Of an item that waits for another the
 * law counts from its own beginning, so nothing is compared. */
struct promise_item { const struct plan_item *item; struct deadline promised, statutory; day_t published; };
struct form_defect { char *label, *fault; };               /* "新生儿 姓名", "未填"; never what was typed */
struct promise {
	const struct catalogue *catalogue;                     /* borrowed from the hall */
	int catalogue_version;
	const struct bundle *bundle;
	struct plan *plan;
	struct continued *continued;                           /* of r->continues, owned; NULL */
	day_t today;                                           /* when it was worked out */
	day_t day;                                             /* of acceptance: today, unless it counts from earlier (T-8) */
	struct promise_item *items;          size_t item_count;   /* chosen items, in the plan's order */
	struct deadline promised;                              /* the whole (K2) */
	day_t published;                                       /* as of an item */
	struct deadline statutory;                             /* K3; due DAY_NONE when nothing states one */
	struct deadline notice;                                /* K1, for receive */
	struct problem *problems;            size_t problem_count;/* in the order of the steps; all of them (no. 15) */
	size_t deferred, pledged, defective, unchecked;
	struct problem *advice;              size_t advice_count;  /* looks like a slip of the hand; does not stand in the way */
	struct form_defect *form_defects;    size_t form_defect_count;      /* for a notice: what the form lacks (W-6) */
	size_t asked, received;              /* materials that the applicant must bring, and those in hand on paper */
	struct request *request;                               /* the request completed: numbers normalised, values derived,
		deferral dates filled in; what is stored. Owned by the promise */
};
/* Works out the promise; problems are data, not failures. ST_OK unless the hall cannot be read. */
enum status request_promise(struct hall *h, const struct request *r, struct promise **out, struct err *err) MUST_CHECK;
/* deadline_explain of a promise, and that the law's day came first if it did. Appended. */
void promise_explain(const struct deadline *promised, struct limit limit, day_t published, struct buf *out);
/* May papers be taken in without accepting (收件)? E-6055 when none is in hand: a receipt for nothing is none. */
enum status promise_receivable(const struct promise *p, struct err *err) MUST_CHECK;
void promise_free(struct promise *p);                      /* NULL is fine */

/* What the window answers. */
struct accepted {
	char number[24];
	char accept_uuid[37];
	int64_t dossier;                                       /* row id */
	char state[4];                                         /* "10" "20" "30" */
	size_t deferred;
	bool again;                                            /* the same accept_uuid had been accepted before */
	day_t promised_due;
	size_t tasks, papers;
};
/* R25: every message about an accept says which. Appends 未受理 unless the text says 已受理, 未受理 or that it is being
 * looked up: for what fails before dossier_accept is reached. */
void accept_failed(struct err *err);
/* R1: one transaction, then read back. Accepts, receives, notifies or refuses by r->outcome (E-6403: what the act "refuse"
 * must be told; where refuse.confirm wants a second person the dossier is received, and a proposal waits). The same accept_uuid again answers
 * the first number with again = true (double press harmless). A commit whose outcome is unknown is resolved by looking
 * accept_uuid up on a new connection (R4); while it cannot be told, ST_UNKNOWN with E-1080 and nothing may be printed.
 * Problems: ST_REFUSED with the first problem, all of them in *promise when it is not NULL; after ST_OK it is the one that was
 * kept, with its advice, and NULL when nothing new was accepted. Owned: promise_free.
 * Every message says 已受理 or 未受理. Fault points: accept.*.
 * With r->continues an existing dossier is accepted in the same way (W-4, 10 → 30): its row is brought up to date, a
 * further snapshot is frozen, an act "accept" with the key r->accept_uuid is written, everything else as by a direct
 * acceptance. E-6404 it is in another state (leaves a trace), E-6432 it changed meanwhile, E-6057 another applicant or
 * matter than was received, E-6058 another outcome than acceptance. */
enum status dossier_accept(struct hall *h, const struct actor *by, const struct request *r, struct accepted *out,
	struct promise **promise, struct err *err) MUST_CHECK;

/* What was taken in with a receipt or a notice, as a request that accepts it: nothing is typed twice. Its materials are
 * as they stand now. E-6101 no such dossier, E-6434 nothing was kept of it, E-6435 it does not open. `out` is made in any
 * case. */
enum status request_continue(struct hall *h, const struct actor *by, const char *number, struct request *out, struct err *err)
	MUST_CHECK;
/* Art. 32: silence past K1 accepts, from the day of receipt, whatever papers are missing. What is left can only be planned
 * or not: ST_REFUSED says why not. E-6433 K1 has not run out. */
enum status dossier_deem(struct hall *h, const char *number, struct accepted *out, struct err *err) MUST_CHECK;

#endif
