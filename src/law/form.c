/* SPDX-License-Identifier: Apache-2.0 */
#include "law/form.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "law/form_own.h"
#include "law/identity.h"

static const char *const origins[] = { [ORIGIN_FILLED] = "filled", [ORIGIN_DERIVED] = "derived",
	[ORIGIN_SHARED] = "shared", [ORIGIN_COPIED] = "copied", [ORIGIN_CARD] = "card" };

const char *origin_name(enum origin o)
{
	return (unsigned)o < COUNT_OF(origins) ? origins[o] : "";
}

int origin_from_name(const char *name)
{
	for (size_t i = 0; name && i < COUNT_OF(origins); i++)
		if (strcmp(origins[i], name) == 0)
			return (int)i;
	return -1;
}

enum origin origin_counted(enum origin o)
{
	return o == ORIGIN_COPIED || o == ORIGIN_CARD ? ORIGIN_DERIVED : o;
}

void form_label(const struct plan_field *f, struct buf *out)
{
	buf_text(out, f->role->name);
	buf_char(out, ' ');
	buf_text(out, f->field->name);
}

enum status value_wrong(const struct value *v, enum status st, const char *code, const char *format, ...)
{
	struct err whole;
	char text[sizeof whole.text];
	va_list ap;

	va_start(ap, format);
	int n = vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	return err_at(v->err, st, code, v->key, "%s:%s", v->label, n < 0 ? "" : text);
}

void value_squeeze(struct buf *out, const char *s, const char *drop)
{
	for (; *s; s++)
		if (!strchr(drop, *s))
			buf_char(out, *s);
}

/* --- texts and codes ------------------------------------------------------------------------------------------------ */

static enum status check_harm(const struct value *v)
{
	size_t position;
	enum text_harm harm = text_check(v->text, strlen(v->text), &position);

	if (harm == TEXT_FINE)
		return ST_OK;
	const char *code = harm == TEXT_CONTROL || harm == TEXT_BROKEN ? "E-1010" : harm == TEXT_MARKS ? "E-1013" : "E-1011";
	return value_wrong(v, ST_DATA, code, "第%zu个字符是%s,不能输入;请删去后重填", position, text_harm_name(harm));
}

enum status value_length(const struct value *v, const char *text)
{
	size_t n = text_count(text);

	if (n > (size_t)v->field->max)
		return value_wrong(v, ST_DATA, "E-1012", "有 %zu 个字,超过 %d 字,请缩短", n, v->field->max);
	if (n >= (size_t)v->field->min)
		return ST_OK;
	if (v->field->min == v->field->max)
		return value_wrong(v, ST_DATA, "E-2050", "须为 %d 位,现在是 %zu 位", v->field->min, n);
	return value_wrong(v, ST_DATA, "E-2050", "至少 %d 个字,现在是 %zu 个", v->field->min, n);
}

static enum status check_digits(const struct value *v)
{
	struct buf digits;
	enum status st;

	buf_init(&digits, BUF_SMALL);
	value_squeeze(&digits, v->ascii, " -");
	if (digits.data[strspn(digits.data, "0123456789")])
		st = value_wrong(v, ST_DATA, "E-2059", "只能是数字");
	else if ((st = value_length(v, digits.data)) == ST_OK)
		buf_text(v->out, digits.data);
	buf_release(&digits);
	return st;
}

static enum status check_text(const struct value *v)
{
	value_check_fn *special = special_check(v->field->id);

	if (special)
		return special(v);
	if (strncmp(v->field->format, "数字", strlen("数字")) == 0)
		return check_digits(v);
	enum status st = value_length(v, v->text);
	if (!st)
		buf_text(v->out, v->text);
	return st;
}

/* The code, or the text that the list shows for it. A field without a list takes any code of its length. */
static enum status check_code(const struct value *v)
{
	const struct field *f = v->field;

	for (size_t i = 0; i < f->code_count; i++)
		if (strcmp(f->codes[i].code, v->ascii) == 0 || strcmp(f->codes[i].text, v->text) == 0) {
			buf_text(v->out, f->codes[i].code);
			return ST_OK;
		}
	if (f->code_count)
		return value_wrong(v, ST_DATA, "E-2051", "没有代码「%s」;可选 %s %s 等 %zu 项", v->ascii, f->codes[0].code,
			f->codes[0].text, f->code_count);
	size_t n = strspn(v->ascii, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
	if (v->ascii[n])
		return value_wrong(v, ST_DATA, "E-2051", "代码只能是字母和数字");
	enum status st = value_length(v, v->ascii);
	if (!st)
		buf_text(v->out, v->ascii);
	return st;
}

static enum status check_bool(const struct value *v)
{
	static const struct { const char *typed, *stored; } words[] = {
		{ "Y", "Y" }, { "y", "Y" }, { "是", "Y" }, { "N", "N" }, { "n", "N" }, { "否", "N" },
	};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strcmp(words[i].typed, v->ascii) == 0) {
			buf_text(v->out, words[i].stored);
			return ST_OK;
		}
	return value_wrong(v, ST_DATA, "E-2051", "请填 Y(是)或 N(否)");
}

/* What an input method or a copied text has for a hyphen and a blank takes two bytes or more, so it fits in place. */
void value_ascii(struct buf *ascii, const char *text, size_t n)
{
	size_t kept = 0, step;
	uint32_t c;

	text_to_ascii(ascii, text, n);
	for (size_t i = 0; i < ascii->len; i += step) {
		step = text_decode(ascii->data + i, ascii->len - i, &c);
		if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
			ascii->data[kept++] = '-';
		else if (c == 0xA0 || c == 0x3000)
			ascii->data[kept++] = ' ';
		else
			for (size_t k = 0; k < step; k++)
				ascii->data[kept++] = ascii->data[i + k];
	}
	ascii->data[kept] = '\0';
	ascii->len = kept;
}

enum status form_check(const struct field *field, const char *key, const char *label, const char *value,
	const char *certificate, day_t today, struct buf *out, struct err *err)
{
	static value_check_fn *const checks[] = {
		[FIELD_TEXT] = check_text, [FIELD_NUMBER] = check_number, [FIELD_CODE] = check_code, [FIELD_DATE] = check_date,
		[FIELD_TIME] = check_time, [FIELD_DATETIME] = check_datetime, [FIELD_BOOL] = check_bool,
	};
	struct buf text, ascii;
	size_t n = strlen(value), from = strspn(value, " \t\r\n");
	enum status st;

	while (n > from && strchr(" \t\r\n", value[n - 1]))
		n--;
	buf_init(&text, BUF_LARGE);
	buf_init(&ascii, BUF_LARGE);
	buf_add(&text, value + from, n - from);
	value_ascii(&ascii, text.data, text.len);
	struct value v = { field, key, label, text.data, ascii.data, certificate && *certificate ? certificate : NULL, today,
		out, err };
	if (!ascii.len)
		st = ST_OK;      /* nothing but blanks, ideographic ones too */
	else if (text.overflow)
		st = value_wrong(&v, ST_DATA, "E-1012", "太长");
	else if ((st = check_harm(&v)) == ST_OK)
		st = checks[field->type](&v);
	buf_release(&text);
	buf_release(&ascii);
	return st;
}

/* --- what a value tells about others ---------------------------------------------------------------------------------- */

static void tell_one(const char *key, const char *field, const char *value, form_tell_fn *tell, void *ctx)
{
	char other[160];
	const char *dot = strchr(key, '.');

	snprintf(other, sizeof other, "%.*s.%s", (int)(dot - key), key, field);
	tell(ctx, other, value);
}

/* The number shows of which kind its certificate is. */
static void tell_certificate(const char *key, const char *number, day_t today, form_tell_fn *tell, void *ctx)
{
	static const char *const types[] = { [ID_CITIZEN] = "01", [ID_RESIDENCE_PERMIT] = "08", [ID_FOREIGN_RESIDENT] = "05" };
	struct identity id;
	struct err err;

	if (identity_read(number, today, &id, &err) == ST_OK && (size_t)id.kind < COUNT_OF(types) && types[id.kind])
		tell_one(key, "zjlx", types[id.kind], tell, ctx);
}

static void tell_person(const char *key, const char *number, day_t today, form_tell_fn *tell, void *ctx)
{
	struct identity id;
	struct err err;
	char text[24];

	if (identity_read(number, today, &id, &err) != ST_OK || id.birth == DAY_NONE)
		return;
	struct ymd birth = day_to_ymd(id.birth);
	snprintf(text, sizeof text, "%04d%02d%02d", birth.year, birth.month, birth.day);
	tell_one(key, "csrq", text, tell, ctx);
	snprintf(text, sizeof text, "%d", (int)id.sex);
	if (id.sex != SEX_UNKNOWN)
		tell_one(key, "xb", text, tell, ctx);
}

static void tell_company(const char *key, const char *number, day_t today, form_tell_fn *tell, void *ctx)
{
	struct identity id;
	struct err err;
	char region[7];

	if (identity_read(number, today, &id, &err) != ST_OK || id.kind != ID_COMPANY)
		return;
	snprintf(region, sizeof region, "%.6s", id.number + 2);
	tell_one(key, "xzqh", region, tell, ctx);
}

/* A disabled person's card: the ID number, then category and grade. */
static void tell_card(const char *key, const char *number, day_t today, form_tell_fn *tell, void *ctx)
{
	char id[19], one[2] = "";

	if (strlen(number) != 20)
		return;
	snprintf(id, sizeof id, "%.18s", number);
	tell_person(key, id, today, tell, ctx);
	one[0] = number[18];
	tell_one(key, "cjlb", one, tell, ctx);
	one[0] = number[19];
	tell_one(key, "cjdj", one, tell, ctx);
}

void form_derive(const char *key, const char *value, const char *certificate, day_t today, form_tell_fn *tell, void *ctx)
{
	const char *field = strchr(key, '.');

	if (!field || strlen(key) > 130)
		return;
	field++;
	if (certificate && !*certificate)
		certificate = NULL;
	if (strcmp(field, "zjhm") == 0 && !certificate && certificate_is_identity(value, NULL))
		tell_certificate(key, value, today, tell, ctx);
	if (strcmp(field, "gmsfhm") == 0 || (strcmp(field, "zjhm") == 0 && certificate_is_identity(value, certificate)))
		tell_person(key, value, today, tell, ctx);
	else if (strcmp(field, "tyshxydm") == 0)
		tell_company(key, value, today, tell, ctx);
	else if (strcmp(field, "cjzh") == 0)
		tell_card(key, value, today, tell, ctx);
}
