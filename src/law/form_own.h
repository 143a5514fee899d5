/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_FORM_OWN_H
#define LAW_FORM_OWN_H

#include "law/form.h"

/* Private to form*.c: one value being checked. `text` is the value with blanks at both ends gone, `ascii` the same with
 * full-width digits and letters made ASCII. */
struct value {
	const struct field *field;
	const char *key, *label, *text, *ascii, *certificate;
	day_t today;
	struct buf *out;
	struct err *err;
};

/* "新生儿 姓名:" and the sentence; returns st. */
enum status value_wrong(const struct value *v, enum status st, const char *code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Longer or shorter than the field says? */
enum status value_length(const struct value *v, const char *text);
/* Appends the text with full-width digits, letters and signs and every kind of hyphen and blank as ASCII; `ascii` is empty before. */
void value_ascii(struct buf *ascii, const char *text, size_t n);
/* Appends s without the characters of `drop`. */
void value_squeeze(struct buf *out, const char *s, const char *drop);

enum status check_number(const struct value *v);
enum status check_date(const struct value *v);
enum status check_time(const struct value *v);
enum status check_datetime(const struct value *v);
/* Numbers that carry their own check: NULL when the field (by its id) has none. */
typedef enum status value_check_fn(const struct value *v);
value_check_fn *special_check(const char *field_id);

#endif
