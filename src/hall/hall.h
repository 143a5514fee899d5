/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_HALL_H
#define HALL_HALL_H

#include <stdbool.h>

#include "base/conf.h"
#include "base/crypto.h"
#include "base/status.h"
#include "law/calendar.h"
#include "law/catalogue.h"
#include "law/staff_role.h"
#include "store/store.h"

/* A hall is a folder: store, keys, receipts, backups, its own screens, keymaps and documents.
 *   yichuang.conf        settings (params.h lists them)
 *   hall.db              the store (unless `store` in yichuang.conf is a URL)
 *   keys/hall.key        32 random bytes, 0600: fields at rest, index, chain and QR keys are derived from it
 *   backups/             copies of it, each hour (hall/backup.h)
 *   receipts/            PDFs when there is no printer system
 *   tls/                 CA, client certificate and key for the departments */
struct hall;
struct actor;

/* Opens the hall in `dir`. The store is opened and checked; catalogue and calendar are not read yet. Errors: E-4101 no
 * hall there (says `init`), E-3002, E-3104, E-3003 settings or key file wrong,
 * E-3004 hall.region or hall.code could begin no number, and what store_open says. */
enum status hall_open(const char *dir, bool read_only, struct hall **out, struct err *err) MUST_CHECK;
void hall_close(struct hall *h);                                                     /* NULL is fine */

/* What the settings files say without opening the hall: for what is shown before. *out is always made, free it with
 * settings_free; a file with a fault is left out and told as by hall_open. */
enum status hall_settings(const char *dir, struct settings **out, struct err *err) MUST_CHECK;

/* What a hall is from its first day on: its papers and numbers show it. */
struct hall_identity { const char *name, *region, *code; };
/* Makes a new hall in `dir` (missing or empty): folder, key, store, settings, calendars; the first administrator's password
 * stands in first-login.txt. With `own` NULL it is the demonstration hall: catalogue, staff, windows and departments of
 * demo/, and its own CA and certificates. All or nothing; a folder that already holds a hall is refused (E-4102), one that
 * holds anything else, too (E-4103); E-3004 as hall_open. `data` is the folder of catalogue/, calendar/, demo/ …. */
enum status hall_init(const char *dir, const char *data, const struct hall_identity *own, struct err *err) MUST_CHECK;

const char *hall_dir(const struct hall *h);
struct store *hall_store(struct hall *h);
/* A setting by its name in params.h: the hall's parameter rows win over yichuang.conf. Borrowed until it is changed. */
const char *hall_text(struct hall *h, const char *name);
long hall_int(struct hall *h, const char *name);
/* Where it comes from: "default", file:line, or "hall" for what hall_set has stored. */
const char *hall_origin(struct hall *h, const char *name);

/* --- parameter.c: settings as they are kept and changed -------------------------------------------------------------- */

/* Changes a setting for the whole hall; wins over the files, audited. What settings_set says for unknown names and bad
 * values; E-4114 for other roles than admin; E-4115 for `store`, which must stand in a file. */
enum status hall_set(struct hall *h, const struct actor *by, const char *name, const char *value, struct err *err) MUST_CHECK;
/* The same for who has seen a value and wants another in its place: E-4117 when it is no longer `shown`, because somebody has
 * changed it meanwhile (says who, when, to what). Nothing has changed then. */
enum status hall_change(struct hall *h, const struct actor *by, const char *name, const char *shown, const char *value,
	struct err *err) MUST_CHECK;
/* Would hall_set take this value? Changes nothing. */
enum status hall_value_check(struct hall *h, const char *name, const char *value, struct err *err) MUST_CHECK;
/* Every setting in the order of params.h, as the store has it now: `value` is what desks that are opened from now on see.
 * changed_at is 0 when nobody has changed it here; then `login` and `name` are "". Texts are borrowed for the call. */
struct hall_parameter {
	const struct setting *setting;
	const char *value, *origin;              /* origin as hall_origin */
	int64_t changed_at;                      /* wall ms */
	const char *login, *name;                /* who changed it last */
};
typedef void hall_parameter_fn(void *ctx, const struct hall_parameter *p);
enum status hall_parameters(struct hall *h, hall_parameter_fn *row, void *ctx, struct err *err) MUST_CHECK;
/* "1–30", "0 或 1", "至多120字节": what a setting may be. Returns `out`. */
#define HALL_RANGE_SIZE SETTING_CHOICES_SIZE
const char *hall_range(const struct setting *s, char out[HALL_RANGE_SIZE]);

/* The catalogue that is active today, read at the first call (about 10 ms) and again when another version was activated or its
 * day has come. Borrowed until the next call. *version is its number. E-4110: none was imported yet. */
enum status hall_catalogue(struct hall *h, const struct catalogue **out, int *version, struct err *err) MUST_CHECK;
/* What was borrowed of this version, which was read, stays until as many releases of it, whatever others are read meanwhile: an intake
 * goes by it for as long as nobody has told the clerk of another. For few at a time. */
void hall_catalogue_hold(struct hall *h, int version);
void hall_catalogue_release(struct hall *h, int version);
/* The catalogue that a dossier was accepted under. */
enum status hall_catalogue_version(struct hall *h, int version, const struct catalogue **out, struct err *err) MUST_CHECK;
enum status hall_calendar(struct hall *h, const struct calendar **out, struct err *err) MUST_CHECK;

/* Keys derived from hall.key for one purpose each. The first call makes them: a command that needs no key never
 * does. */
enum hall_key { KEY_FIELD, KEY_INDEX, KEY_CHAIN, KEY_QR, KEY_COUNT };
const unsigned char *hall_key(struct hall *h, enum hall_key which);
/* A field at rest: sealed with KEY_FIELD, bound to `where` ("dossier/<uuid>/phone"). Text in, text out; NULL and ""
 * stay what they are. hall_unseal: ST_CORRUPT when it does not open. Both append to out. */
void hall_seal(struct hall *h, const char *where, const char *plain, size_t n, struct buf *out);
enum status hall_unseal(struct hall *h, const char *where, const void *sealed, size_t n, struct buf *out) MUST_CHECK;
/* Exact-search index of an ID or phone number: 16 hex characters of HMAC-SM3 (R23). */
void hall_index(struct hall *h, const char *value, char out[17]);

/* R11: wall clock ≥ build date and ≥ the newest audit stamp − 2 min, no jump > 10 min against the monotonic clock since
 * the hall was opened. E-1070 otherwise: nothing may be accepted until a supervisor has confirmed the time. */
enum status hall_clock_check(struct hall *h, struct err *err) MUST_CHECK;
/* R15: room for the largest expected write, at least 64 MiB; E-5010 otherwise. */
enum status hall_room_check(struct hall *h, struct err *err) MUST_CHECK;

/* Who is doing something, at which window. Filled by staff_login, or for scripts by staff_system. */
struct actor {
	int64_t staff_id;
	char login[40], name[64], work_no[24], role[STAFF_ROLES_MOST];
	char window[8], window_name[64];
	bool must_change;            /* the password was set by somebody else, or is too old: a new one first (S-1) */
	char department[32];                         /* of a person of a department; "" */
};

#endif
