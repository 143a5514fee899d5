/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_FORM_H
#define LAW_FORM_H

#include "base/buf.h"
#include "law/bundle.h"

/* Where a datum came from; stored with it. Chinese names: 填写 推得 共享 照抄 (another datum of this form, by one key: it stays as it is
 * when that one changes) 读卡 (the chip of an identity card, P-1). */
enum origin { ORIGIN_FILLED, ORIGIN_DERIVED, ORIGIN_SHARED, ORIGIN_COPIED, ORIGIN_CARD, ORIGIN_COUNT };
/* As which of the first three it counts: what is copied or read from a card counts as derived, for nobody typed it. */
enum origin origin_counted(enum origin o);
const char *origin_name(enum origin o);                /* "filled" … */
int origin_from_name(const char *name);                /* -1 */

/* Checks and normalises one value by its field: length in characters, code in its list, number with its decimals,
 * dates that exist (not later than today where the field's format says 不晚于当日), ID numbers by GB 11643 when the
 * field is gmsfhm, or zjhm with certificate type 01 (`certificate` is the value of the same role's zjlx, may be NULL),
 * company codes by GB 32100, mobile phones, bank cards by Luhn, plate and VIN. The normalised value is appended to
 * `out`. Errors name the field in Chinese (err->where = the key). An empty value is fine here: required is another
 * question. */
enum status form_check(const struct field *field, const char *key, const char *label, const char *value,
	const char *certificate, day_t today, struct buf *out, struct err *err) MUST_CHECK;

/* What a value tells about others of the same role: an ID number gives sex and birth date, and where no certificate is
 * named also its type; an 18-character company code its region. Calls `tell` for each derived field of the same role ("baby.xb", "1"). */
typedef void form_tell_fn(void *ctx, const char *key, const char *value);
void form_derive(const char *key, const char *value, const char *certificate, day_t today, form_tell_fn *tell, void *ctx);

/* A whole date as people write it, 2026-11-23, 2026.11.23, 20261123, 2026年11月23日; DAY_NONE when it is none. */
day_t form_day(const char *typed);
/* Is it a whole date in such marks that no calendar has, 2026-13-40? Eight digits alone may be something else, and a day 0
 * may still be being typed. */
bool form_no_day(const char *typed);

/* Rules between data (catalogue.h). `value` gives a datum of the form, NULL or "" when it is empty; what is not as form_check
 * stores it counts as empty, for form_check tells of that. Calls `tell` for each rule that does not hold, in the plan's order:
 * "2026-01-01 应不早于入院日期 2026-01-05,请核对". */
typedef const char *form_value_fn(const void *values, const char *key);
typedef void form_rule_fn(void *ctx, const struct plan_field *f, const struct data_rule *r, const char *text);
/* Is the other side of a rule the day of acceptance ("today", 0) or that many years before it ("today-50y", at most 150)? */
bool form_today(const char *than, int *years_before);
/* Does the rule compare a date of birth with a retirement age? Then its other side is the sex. */
bool rule_of_retirement(enum rule_is is);
void form_rules(const struct plan *p, day_t today, form_value_fn *value, const void *values, form_rule_fn *tell, void *ctx);
/* "300", "12.50": digits, and a point between digits. */
bool form_is_figure(const char *s);
/* Is there something in it, but no letter and no character: a phone number in the wrong place? */
bool form_wordless(const char *value);
/* … and is it a name, address or reason (its format says 应有文字)? */
bool form_wants_words(const struct field *f, const char *value);

/* "新生儿 姓名"; appended. */
void form_label(const struct plan_field *f, struct buf *out);

#endif
