/* SPDX-License-Identifier: Apache-2.0 */
#include "law/identity.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define ANY_FIRST LETTERS DIGITS "("          /* of no known look */
#define ANY_REST LETTERS DIGITS "-/()"
#define LEAST 4
#define MOST 30

#define PERSON (1u << ID_CITIZEN | 1u << ID_RESIDENCE_PERMIT)
#define FOREIGN (1u << ID_FOREIGN_RESIDENT)

/* What a type of certificate (field zjlx) is known to look like. `kinds`: an ID number of one of these kinds, where there is
 * a look too only if it is as long as one. `words`: Chinese may stand between the figures, 军字第123456号. */
static const struct certificate {
	const char *type, *name;
	unsigned kinds;
	size_t least, most;
	const char *first, *rest;
	bool words;
} certificates[] = {
	{ .type = "01", .name = "居民身份证", .kinds = PERSON },
	{ .type = "08", .name = "港澳台居民居住证", .kinds = 1u << ID_RESIDENCE_PERMIT },
	{ "02", "护照", 0, 5, 20, LETTERS DIGITS, LETTERS DIGITS, false },
	{ "03", "港澳居民来往内地通行证", 0, 9, 11, "HM", DIGITS, false },
	{ "04", "台湾居民来往大陆通行证", 0, 8, 12, DIGITS, LETTERS DIGITS "()", false },
	{ "05", "外国人永久居留身份证", FOREIGN, 15, 15, LETTERS, LETTERS DIGITS, false },
	{ "06", "军人证件", 0, LEAST, MOST, LETTERS DIGITS, LETTERS DIGITS "-/()", true },
	{ "07", "户口簿", 0, LEAST, MOST, ANY_FIRST, ANY_REST, false },
	{ "99", "其他证件", 0, LEAST, MOST, ANY_FIRST, ANY_REST, false },
};

static const struct certificate *certificate_of(const char *type)
{
	static const struct certificate other = { "", "证件", PERSON | FOREIGN, LEAST, MOST, ANY_FIRST, ANY_REST, false };

	for (size_t i = 0; i < COUNT_OF(certificates); i++)
		if (strcmp(certificates[i].type, type) == 0)
			return &certificates[i];
	return &other;
}

bool certificate_is_identity(const char *number, const char *type)
{
	const struct certificate *c = certificate_of(type ? type : "");
	size_t digits = strspn(number, DIGITS), n = strlen(number);

	if (type && *type)                   /* the foreigner's card of 2023 has a number like a citizen's */
		return *c->type && c->kinds && (!c->first || n == 18);
	/* no type is asked: fifteen digits or more mean an ID number, and must then be a right one */
	return digits >= 15 || (digits >= 14 && n - digits == 1);
}

/* In upper case without the characters of `drop`. */
static void squeeze(struct buf *out, const char *typed, const char *drop)
{
	struct buf ascii;

	buf_init(&ascii, BUF_SMALL);
	text_to_ascii(&ascii, typed, strlen(typed));
	for (const char *s = ascii.data; *s; s++)
		if (!strchr(drop, *s))
			buf_char(out, (char)toupper((unsigned char)*s));
	buf_wipe(&ascii);
}

/* A fault names the type: the number may be right, and the type chosen wrongly. */
static enum status read_identity(const char *number, const struct certificate *c, day_t today, struct buf *out, struct err *err)
{
	struct identity id;
	struct err wrong;
	enum status st = identity_read(number, today, &id, &wrong);

	if (st != ST_OK)
		return *c->type ? err_set(err, st, wrong.code, "证件类型是%s,%s", c->name, wrong.text) : (*err = wrong, st);
	if (!(c->kinds & 1u << id.kind))
		return err_set(err, ST_DATA, "E-2059", "这是%s的号码,证件类型却是%s,请核对", identity_kind_name(id.kind), c->name);
	buf_text(out, id.number);
	return ST_OK;
}

static bool looks_right(const char *number, const struct certificate *c)
{
	size_t figures = 0, characters = text_count(number);

	if (characters < c->least || characters > c->most || (!c->words && !strchr(c->first, number[0])))
		return false;
	for (const char *s = number; *s; s++) {
		bool chinese = (unsigned char)*s >= 0x80;
		if (chinese ? !c->words : s != number && !strchr(c->rest, *s))
			return false;
		figures += isdigit((unsigned char)*s) != 0;
	}
	return figures > 0;
}

/* What is wrong with a number of this look, so that it need not be guessed. */
static enum status not_right(const char *number, const struct certificate *c, struct err *err)
{
	size_t characters = text_count(number);

	if (characters > c->most)
		return err_set(err, ST_DATA, "E-1012", "有 %zu 位,%s号码不超过 %zu 位", characters, c->name, c->most);
	if (strcmp(c->first, ANY_FIRST) != 0)
		return err_set(err, ST_DATA, "E-2059", "不是%s的号码,请核对证件类型和号码", c->name);
	return err_set(err, ST_DATA, "E-2059", "%s号码为 %zu 至 %zu 位数字、字母(可有 - / ( )),请照证件填写", c->name, c->least, c->most);
}

enum status certificate_read(const char *typed, const char *type, day_t today, struct buf *out, struct err *err)
{
	const struct certificate *c = certificate_of(type ? type : "");
	struct buf number, figures;
	enum status st = ST_OK;

	buf_init(&number, BUF_SMALL);
	buf_init(&figures, BUF_SMALL);
	squeeze(&number, typed, " ");
	squeeze(&figures, typed, " -");      /* an ID number is copied with hyphens, others may have them of their own */
	if (certificate_is_identity(figures.data, type))
		st = read_identity(figures.data, c, today, out, err);
	else if (looks_right(number.data, c))
		buf_text(out, number.data);
	else
		st = not_right(number.data, c, err);
	buf_wipe(&number);
	buf_wipe(&figures);
	return st;
}
