/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CATALOGUE_H
#define LAW_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "law/deadline.h"
#include "law/identity.h"

/* What the hall accepts: bundles, items, materials, questions, fields, departments; read-only once loaded. All texts
 * and arrays live in the catalogue and die with it. Ids are unique within their kind. A text that is missing is "". */

struct department { const char *id, *code, *name, *kind, *uscc, *region; };
/* Where something was taken from, and a list of bundles that somebody published; both for people. */
struct reference { const char *id, *kind, *ref, *note; };
struct bundle_list { const char *id, *name, *certainty; };
/* A mark that no source explains is left out; `unknown` is the first such. */
struct references { const struct reference *const *list; size_t count; const char *unknown; };
/* A person or thing of the form. What makes a number of it sure to be somebody else's, or looks like a slip of the hand: */
struct role {
	const char *id, *name;
	enum identity_sex sex;               /* a mother's; SEX_UNKNOWN: either */
	const struct role *const *apart;     /* who can never be the same person, told of one of the two */
	size_t apart_count;
	int usual_age, most_age;             /* whole years; older is odd, or impossible; 0: any */
};
struct field;
/* What an answer or a datum tells about a datum of the form, so that it is not asked again: its value, or that it is the
 * same as another. */
struct tell {
	const char *key;                     /* "applicant.txlx", shared text */
	const struct role *role;
	const struct field *field;
	const char *value;                   /* NULL with `of` */
	const char *of;                      /* the same as this one, whichever of the two is known first */
};
struct choice { const char *id, *text; const struct tell *tells; size_t tell_count; };
struct question { const char *id, *text; const struct choice *choices; size_t choice_count; };

/* A datum: type C text, N number, CODE code list, DATE YYYYMMDD, TIME HHMM, DT YYYYMMDDHHMM, BOOL Y/N. */
enum field_type { FIELD_TEXT, FIELD_NUMBER, FIELD_CODE, FIELD_DATE, FIELD_TIME, FIELD_DATETIME, FIELD_BOOL };
struct code { const char *code, *text; };
struct field {
	const char *id, *name, *format, *standard;
	enum field_type type;
	int min, max, decimals;              /* length in characters; decimals of a number */
	const struct code *codes;            /* FIELD_CODE: read from `codes`, or from `format` "0未知 1男 …" */
	size_t code_count;
};

/* One condition: the question's answer is one of `any`. A list of them holds when all hold; an unanswered question
 * makes its condition false. */
struct condition { const struct question *question; const struct choice *const *any; size_t any_count; };
struct conditions { const struct condition *list; size_t count; };

enum material_source { SOURCE_SELF, SOURCE_FORM, SOURCE_SHARE, SOURCE_ECERT, SOURCE_PROMISE, SOURCE_ITEM };
#define MATERIAL_SOURCES 6
struct item;
struct material {
	const char *id, *name, *form, *note, *sample;      /* sample: what a good one looks like, for the guide */
	int originals, copies;
	enum material_source source;
	unsigned alternatives;                             /* bit set of 1u << material_source */
	const struct department *provider;                 /* may be NULL */
	const struct item *const *produced_by;             /* items whose result this is */
	size_t produced_by_count;
	bool copies_add;                                   /* "merge":"sum": each item keeps its copies; else the maximum */
	struct references sources;
};

enum material_level { LEVEL_MAIN, LEVEL_MINOR };
struct item_material {
	const struct material *material;
	enum material_level level;
	int defer_days;                                    /* working days a minor one may be deferred; 0: not at all */
	bool cap_to_promise;                               /* never later than the item's promised day (C-9); default: as
	                                                    * blocks_result */
	bool blocks_result;                                /* no result before it is in (C-12); default true */
	struct conditions when;
};

/* A field of one person or thing of the form: "baby.xm". */
struct item_field {
	const char *key;                                   /* role.field, shared text: compare by strcmp */
	const struct role *role;
	const struct field *field;
	bool required;
	const struct item *const *produced_by;             /* chosen in the same dossier: not asked */
	size_t produced_by_count;
	struct conditions when;                            /* else it is not asked at all: a guardian's, of an adult */
};

/* What a datum must be beside another one, a figure, a day or today: 出院日期 not before 入院日期, 使用面积 below 300 where the
 * situation says so. Both must be figures, or both days. It says nothing while one of the two is empty. RULE_RETIRED, RULE_RETIRES: of
 * whom the first is the date of birth and the second the sex, he has reached 法定退休年龄, or may go early (law/retirement.h). */
enum rule_is { RULE_AT_LEAST, RULE_ABOVE, RULE_AT_MOST, RULE_BELOW, RULE_RETIRED, RULE_RETIRES };
struct data_rule {
	const char *key, *than;                            /* "cost.cyrq"; "cost.rcrq", "300", "20200101", "today", "today-50y" */
	const struct role *role, *than_role;               /* than_*: NULL where it is no datum */
	const struct field *field, *than_field;
	enum rule_is is;
	bool advice;                                       /* odd, and told; else it is refused */
	struct conditions when;
	const char *text;                                  /* what to do about it, may be "" */
};

struct limit_when { struct conditions when; struct limit limit; };
struct item {
	const char *id, *code, *name, *type, *legal_basis, *fee, *result;
	const char *basic_code, *business_code, *local_code;      /* 基本编码, 业务办理项编码, the place's own */
	const struct department *department;
	bool unchecked;                                    /* "checked":false: an example until the hall has compared it */
	bool at_once;                                      /* kind 即办 */
	bool no_deferral;                                  /* C-5: excluded from deferral; default: 即办 with a limit of 0 */
	struct limit promised, statutory;                  /* statutory.set false: none stated */
	const struct limit_when *promised_when;            /* the first that holds replaces `promised` */
	size_t promised_when_count;
	const struct item_material *materials;
	size_t material_count;
	const struct item_field *fields;
	size_t field_count;
	const struct data_rule *rules;                          /* between its data, and those of other items in the same dossier */
	size_t rule_count;
	struct references sources, limit_sources;             /* of the limits alone */
	const char *const *also;                           /* what citizens call it: it is found by it */
	size_t also_count;
};

enum requirement { REQUIRED, CONDITIONAL, OPTIONAL };
struct bundle_item {
	const struct item *item;
	enum requirement requirement;                      /* REQUIRED cannot be unticked */
	struct conditions when;
	const struct item *const *after;
	size_t after_count;
};
struct preset { const struct question *question; const struct choice *choice; };
/* A combination that the bundle does not serve: 转单项办理, and what to do. */
struct referral { struct conditions when; const char *text; };
/* Usually the same person under two names: the guardian is the mother ("same":{"guardian":"mother"}). */
struct same_role { const struct role *role, *as; };
struct bundle {
	const char *id, *name, *subject, *stage;
	const struct department *lead;
	bool single, combined;                             /* made from one item, from several: catalogue_matter */
	const struct bundle *of;                           /* made from this one and further items, which stand behind its own */
	bool unchecked;                                    /* as an item's */
	struct limit limit;                                /* its own published promise, if any (T-11) */
	const struct question *const *questions;
	size_t question_count;
	const struct preset *presets;
	size_t preset_count;
	const struct bundle_item *items;
	size_t item_count;
	const struct referral *referrals;
	size_t referral_count;
	const struct role *const *applicants;              /* roles that may be the applicant, the usual one first */
	size_t applicant_count;
	const struct same_role *same;
	size_t same_count;
	const struct tell *same_data;                      /* pairs of data that are usually one: where the child lives */
	size_t same_data_count;
	const char *const *notes;
	size_t note_count;
	struct references sources;
	const struct bundle_list *const *lists;            /* that it stands in */
	size_t list_count;
	const char *const *also;                           /* as in an item */
	size_t also_count;
};

struct catalogue {
	const char *title, *date;
	const struct department *departments;  size_t department_count;
	const struct role *roles;              size_t role_count;
	const struct question *questions;      size_t question_count;
	const struct field *fields;            size_t field_count;
	const struct material *materials;      size_t material_count;
	const struct item *items;              size_t item_count;
	const struct bundle *bundles;          size_t bundle_count;      /* in the order of their "order" */
	const struct reference *sources;          size_t source_count;
	const struct bundle_list *lists;       size_t list_count;
	struct catalogue_store *own;           /* private */
};

/* One source text: a file of data/catalogue, or a part as stored. */
struct catalogue_text { const char *name; const char *json; size_t n; };

/* Called for each fault found; `where` is "file:/items/3/materials/0/material". */
typedef void catalogue_fault_fn(void *ctx, const struct err *fault);

/* Loads and checks everything (references, cycles, duplicates, promised > statutory, deferral on a main material, an
 * item without material, lengths, UTF-8, depth 32, 64 MiB): all texts together make one catalogue; each is an object
 * with any of the sections of data/contract/catalogue.schema.json. Every fault is reported through `fault` (may be
 * NULL), not only the first; *err holds the first. Codes: E-2001 empty, E-2002 UTF-16, E-2003 bad UTF-8 and E-2004 bad
 * JSON (line, column), E-2005 too large, E-2010 cycle (prints it), E-2011 unknown reference, E-2014 duplicate id (both
 * places), E-2015 promised longer than statutory, E-2016 deferral on a main material, E-2017 item without material,
 * E-2018 wrong type or missing key, E-2037 a code that cannot be one, E-2046 a
 * rule between what cannot be compared. On ST_OK *out is owned by the caller. */
enum status catalogue_load(const struct catalogue_text *texts, size_t count, catalogue_fault_fn *fault, void *ctx,
	struct catalogue **out, struct err *err) MUST_CHECK;
/* Reads the texts of a catalogue: each path is a file, or a folder whose *.json files are taken, those of its folders
 * too, in the order of their names (hidden ones are passed over). Text names are the paths. Every path that cannot be
 * read is told to `fault` (may be NULL): E-2005 too large or no regular file, E-2001 a folder with none, E-3101 not
 * there; then *out is empty. Owned: catalogue_texts_release. */
struct catalogue_texts { struct catalogue_text *list; size_t count; };
enum status catalogue_texts_read(const char *const *paths, size_t count, catalogue_fault_fn *fault, void *ctx,
	struct catalogue_texts *out, struct err *err) MUST_CHECK;
void catalogue_texts_release(struct catalogue_texts *texts);
/* Is the text called `name` the one that a fault's place begins with (its first n bytes, of a long name the tail)? */
bool catalogue_text_is(const char *name, const char *where, size_t n);
/* A fault whose place is "file:/items/3/dept", with the line and column where that stands in its text: "file:12:5:/items/3/dept".
 * What is no place in one of the texts stays as it is. */
void catalogue_texts_tell(const struct catalogue_texts *texts, const struct err *fault, struct err *out);
/* What is odd but no fault; `where` is the id of an item, bundle, material or question. Codes: E-2034 a 31-character 实施编码 whose
 * organ code (the first 18) fails GB 32100, E-2038 other parts of a code; E-2039 a mark that no source explains. Rules: E-2040
 * a condition that no answers fulfil, E-2041 an item that no answers select, E-2042 a question that changes nothing, E-2043
 * papers that differ in their name only, E-2044 a deferral longer than the promise, E-2045 a chain longer than the bundle's
 * own limit. Returns how many were told. */
size_t catalogue_warn(const struct catalogue *c, catalogue_fault_fn *tell, void *ctx);
/* How many bundles and items are still an example. */
size_t catalogue_unchecked(const struct catalogue *c);
void catalogue_free(struct catalogue *c);                                            /* NULL is fine */
/* The whole catalogue as one canonical JSON text (sorted keys, no blanks): what the store keeps and hashes. Owned. */
char *catalogue_canonical(const struct catalogue *c, size_t *n);

/* By id; NULL when there is none. */
const struct bundle *catalogue_bundle(const struct catalogue *c, const char *id);
const struct item *catalogue_item(const struct catalogue *c, const char *id);
const struct question *catalogue_question(const struct catalogue *c, const char *id);
const struct material *catalogue_material(const struct catalogue *c, const char *id);
const struct department *catalogue_department(const struct catalogue *c, const char *id);
const struct choice *question_choice(const struct question *q, const char *id);
/* The n-th of the conditions by which answers decide about an item: its materials', time limits' and data's. NULL: no more. (Those of
 * its rules decide about nothing that is asked for.) */
const struct conditions *item_conditions(const struct item *item, size_t n);
/* What a dossier can be about, always as a bundle, so that everything after the search is one way: the bundle of that id,
 * the item of that id alone ("+id" when a bundle has the same), or several items that form no bundle, their ids joined by '+', or a bundle and further items, joined
 * so, too ("bundle+a": a bundle is meant where no item is called so). Items wait for each other as in
 * the bundles that have them together; who waits stands later; all are required, for each was asked for. A bundle keeps its order, its
 * questions and whose it is, but not a promise of its own; what it has already is no further item. Who applies
 * first and whose data are usually one is as in the bundle that has most of them. Of one item alone a question is not asked
 * when one answer only goes with it: answers with which no bundle takes the item up are a referral. The id of what
 * comes back is the same for the same items in any order. Lives in the catalogue; it is made when first asked for.
 * E-2035: one of the ids is unknown (err->where) or there are more than MATTER_ITEMS_MOST, the bundle among them; E-2036: some are for persons
 * only and some for companies only, who cannot be one applicant. */
#define MATTER_ITEMS_MOST 20
#define MATTER_ID_SIZE (MATTER_ITEMS_MOST * 65 + 1)
enum status catalogue_matter(const struct catalogue *c, const char *id, const struct bundle **out, struct err *err) MUST_CHECK;
const struct bundle *bundle_base(const struct bundle *b);              /* without the further ones: itself where there are none */
bool bundle_adds(const struct bundle *b, const char *item);          /* is it one of the further ones? */
const struct bundle *catalogue_single(const struct catalogue *c, const struct item *item);
/* Which one the item is of those that a matter's id names: 1 is the first, 0 none of them. */
size_t matter_place(const char *id, const char *item);
/* How many bytes of a matter's name are its bundle's own: of "新生儿出生,加办生育登记" those before the comma; else all. */
size_t matter_base(const char *name);

/* Search by number (its 1-based place), id, code, by part of the name or of what citizens call it, as it stands or as it is
 * typed in pinyin (base/pinyin.h). What is exactly meant comes first, then what its own name finds, then what it is called (`called`
 * says by which of these it was found, NULL by none); in each bundles before items, a match at the beginning before one inside,
 * and what is taken more often before the rest: taken[i] is how often the bundle i, or the item i - bundle_count (NULL: unknown). An empty query gives everything in the catalogue's
 * order. Writes at most `room`, returns how many match. */
struct catalogue_hit { const struct bundle *bundle; const struct item *item; const char *called; };      /* bundle or item is NULL */
size_t catalogue_search(const struct catalogue *c, const char *query, const uint32_t *taken, struct catalogue_hit *hits,
	size_t room);

const char *material_source_name(enum material_source source);      /* 自带 表格 共享 电子证照 承诺 前项产生 */
/* Where it comes from here: what an item makes that is not done here must be brought. `others` (may be NULL) takes the other ways,
 * a bit set of 1u << material_source. */
enum material_source material_source_here(const struct material *m, bool produced, unsigned *others);

#endif
