/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CATALOGUE_OWN_H
#define LAW_CATALOGUE_OWN_H

#include <stdint.h>

#include <jansson.h>

#include "base/mem.h"
#include "law/catalogue.h"

/* Private to catalogue*.c: how a catalogue is read, checked and looked up. */

enum kind { KIND_DEPARTMENT, KIND_ROLE, KIND_QUESTION, KIND_FIELD, KIND_MATERIAL, KIND_ITEM, KIND_BUNDLE, KIND_SOURCE, KIND_LIST };
#define KIND_COUNT 9
/* What the files and the messages call a kind, and the keys that the program itself reads in one of it. */
struct kind_row { const char *section, *name; const char *const *keys; };
extern const struct kind_row kind_rows[KIND_COUNT];

#define CATALOGUE_DEPTH 32
#define CATALOGUE_CEILING ((size_t)64 * 1024 * 1024)      /* bytes of all texts together */
#define CATALOGUE_FAULTS 1000                              /* faults reported, then the reading stops */
#define LIMIT_DAYS_MOST 2000
#define BUNDLE_ITEMS_MOST 500
#define TEXT_MOST 2000                                     /* characters of a note, of a legal basis */
#define ALSO_MOST 40                                       /* of what citizens call something */
#define PLACE_FILE_MOST 120                               /* bytes of a file name in a place: its tail */

/* Ids to places: open addressing, at most half full. */
struct id_index { const char **ids; uint32_t *places; size_t size, used; };
void id_index_init(struct id_index *x, size_t expected);
void id_index_release(struct id_index *x);
/* -1 when it is not there. */
long id_index_find(const struct id_index *x, const char *id);
void id_index_add(struct id_index *x, const char *id, size_t place);      /* the id is borrowed and must be new */

struct catalogue_store {
	struct arena *arena;
	struct id_index index[KIND_COUNT];
	const char *const *extra[KIND_COUNT];       /* per element: its other keys as compact JSON, NULL when it has none */
	const char *meta;                           /* of all texts together, as compact JSON; NULL when there is none */
	const struct search_entry *entries;         /* per bundle, then per item: what finds it; catalogue_search.c, when first asked for */
	struct made_bundle *made;                   /* single items and combinations that were asked for */
};

/* --- one text -------------------------------------------------------------------------------------------------- */
/* Size, encoding, depth, syntax: E-2001 … E-2005. The caller releases *root. */
enum status catalogue_parse(const struct catalogue_text *text, json_t **root, struct err *err) MUST_CHECK;

/* --- reading ---------------------------------------------------------------------------------------------------- */
struct element { json_t *json; const char *id; size_t text, position, came; long order; };
struct loader {
	struct catalogue *c;
	struct arena *arena;
	const struct catalogue_text *texts;
	catalogue_fault_fn *fault;
	void *ctx;
	struct err first;
	size_t faults;
	char place[512];                            /* "file:/items/3/materials" while reading there */
	size_t place_length;
	struct element *elements[KIND_COUNT];
	size_t count[KIND_COUNT], room[KIND_COUNT];
	struct id_index index[KIND_COUNT];
	struct id_index texts_seen;                 /* each text is kept once */
	/* the arrays being filled: what c shows as const */
	struct department *departments;
	struct role *roles;
	struct question *questions;
	struct field *fields;
	struct material *materials;
	struct item *items;
	struct bundle *bundles;
	struct reference *sources;
	struct bundle_list *lists;
	json_t *meta;
};

/* The place: each call appends "/key" or "/3" and returns the mark to go back to. */
size_t place_file(struct loader *l, const char *file);
size_t place_key(struct loader *l, const char *key);
size_t place_number(struct loader *l, size_t n);
void place_back(struct loader *l, size_t mark);
void place_element(struct loader *l, enum kind kind, const struct element *e);

/* Reports one fault at the place, or at /key below it (key may be NULL). */
void fault_at(struct loader *l, const char *key, const char *code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
const char *keep_text(struct loader *l, const char *s);       /* a copy in the arena, each text once */

enum need { NEEDED, MAY_MISS };
/* Typed members of an object. A missing or wrong one is a fault and gives "", the fallback, or nothing. */
const char *read_text(struct loader *l, const json_t *object, const char *key, enum need need, size_t most);
const char *read_id(struct loader *l, const json_t *object, const char *key);      /* NULL when it is none */
bool read_bool(struct loader *l, const json_t *object, const char *key, bool fallback);
long read_int(struct loader *l, const json_t *object, const char *key, long fallback, long min, long max);
/* One of `names` (ends with NULL); its place, or -1 after a fault. Missing: `fallback`, which -1 makes a fault. */
int read_choice(struct loader *l, const json_t *object, const char *key, const char *const *names, int fallback);
/* An array; NULL when it is missing or wrong. */
const json_t *read_array(struct loader *l, const json_t *object, const char *key, enum need need);
struct limit read_limit(struct loader *l, const json_t *object, const char *key, enum need need);
/* Is `b` what a slip of one key makes of `a`: a letter more, less, other, or two swapped? */
bool one_slip(const char *a, const char *b);
/* The element of `kind` that is named at the place (and /key below it); -1 and a fault when there is none. */
long refer(struct loader *l, enum kind kind, const char *id, const char *key);
/* The same for a member: -1 too when it is missing and may be (null counts as missing). */
long read_reference(struct loader *l, const json_t *object, const char *key, enum kind kind, enum need need);
/* A list of texts of at most `most` characters each; those that are wrong are left out after a fault. */
const char *const *read_texts(struct loader *l, const json_t *object, const char *key, size_t most, size_t *count);
const struct item *const *read_items(struct loader *l, const json_t *object, const char *key, size_t *count);
struct conditions read_conditions(struct loader *l, const json_t *object);
struct references read_sources(struct loader *l, const json_t *object, const char *key);
const struct bundle_list *const *read_lists(struct loader *l, const json_t *object, size_t *count);

/* "role.field", at the place or /at below it; false after a fault. */
bool read_key(struct loader *l, const char *key, const char *at, const char **kept, const struct role **role,
	const struct field **field);
/* The "tells" of an option, and one pair of a bundle's "same" that names data. */
void read_item_codes(struct loader *l, const json_t *object, struct item *item);
void read_department_codes(struct loader *l, const json_t *object, struct department *d);
const struct tell *read_tells(struct loader *l, const json_t *object, size_t *count);
bool read_tell_same(struct loader *l, const char *key, const char *of, struct tell *out);
/* What a role.field text or object says; false after a fault. */
bool read_item_field(struct loader *l, const json_t *json, struct item_field *out);
void read_codes(struct loader *l, const json_t *object, struct field *f);
/* The "rules" of an item. */
const struct data_rule *read_rules(struct loader *l, const json_t *object, size_t *count);
extern const char *const rule_words[];          /* by enum rule_is, then NULL */

void build_department(struct loader *l, const json_t *o, size_t n);
void build_role(struct loader *l, const json_t *o, size_t n);
void build_question(struct loader *l, const json_t *o, size_t n);
void build_field(struct loader *l, const json_t *o, size_t n);
void build_material(struct loader *l, const json_t *o, size_t n);
void build_item(struct loader *l, const json_t *o, size_t n);
void build_bundle(struct loader *l, const json_t *o, size_t n);
void build_source(struct loader *l, const json_t *o, size_t n);
void build_list(struct loader *l, const json_t *o, size_t n);

/* --- checking --------------------------------------------------------------------------------------------------- */
void check_promise(struct loader *l, const struct item *item, struct limit promised, const char *key);
void check_deferral(struct loader *l, enum material_level level, long defer_days);
/* positions[i]: where item i of the bundle stands in its JSON array. */
void check_cycles(struct loader *l, const struct bundle *b, const size_t *positions);
void check_codes(struct loader *l);             /* 实施编码 and department codes are unique */
void check_tells(struct loader *l);             /* what an option tells can stand in its field; when all fields are read */

/* The roles that can sign an application when the bundle names none: they have a name and a number, and no day of
 * death. */
const struct role *const *applicants_of(struct arena *arena, const struct catalogue *c, const struct bundle *b,
	size_t *count);

bool bundle_has(const struct bundle *b, const struct item *item);

/* Bundle `b`, made from items, has items and questions. Who wants his first card has no old one to be replaced: answers with which
 * no bundle takes its one item up are sent to another matter, and a question to which one answer is left is not asked. */
void bundle_narrow(const struct catalogue *c, struct bundle *b);
/* Who applies and who is one with whom, as in the bundle that has most of the items of `b`; whom the forms name stays. */
void bundle_usual(const struct catalogue *c, struct bundle *b);

#endif
