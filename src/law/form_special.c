/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "law/form_own.h"
#include "law/identity.h"

/* Fields that are known by their id: names, certificates, telephones, bank cards, plates. */

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* Appends what was typed without blanks and hyphens, in upper case. */
static void squeeze(struct buf *out, const char *s, const char *drop)
{
	for (; *s; s++)
		if (!strchr(drop, *s))
			buf_char(out, (char)toupper((unsigned char)*s));
}

/* --- persons and organisations --------------------------------------------------------------------------------------- */

/* The name in its national form: 间隔号 is U+00B7 whichever dot was typed. */
static enum status check_name(const struct value *v)
{
	static const char allowed[] = " -'.";
	size_t n = strlen(v->text), step;
	struct buf name;
	uint32_t c;
	enum status st = ST_OK;

	buf_init(&name, BUF_SMALL);
	for (size_t i = 0; !st && i < n; i += step) {
		step = text_decode(v->text + i, n - i, &c);
		if (c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0xFF65 || c == 0x22C5 || c == 0x2219)
			buf_text(&name, "\xC2\xB7");
		else if ((c < 128 && !isalpha((int)c) && !strchr(allowed, (int)c)) || (c >= 0xFF01 && c <= 0xFF20))
			st = value_wrong(v, ST_DATA, "E-2058", "姓名里不能有「%.*s」", (int)step, v->text + i);
		else
			buf_add(&name, v->text + i, step);
	}
	if (!st && text_count(name.data) > (size_t)v->field->max)
		st = value_wrong(v, ST_DATA, "E-1012", "超过 %d 字", v->field->max);
	else if (!st && text_count(name.data) < (size_t)v->field->min)
		st = value_wrong(v, ST_DATA, "E-2050", "至少 %d 个字", v->field->min);
	if (!st)
		buf_add(v->out, name.data, name.len);
	buf_release(&name);
	return st;
}

/* A number that identity_read judges; `kinds` is a bit set of the kinds that may stand here. */
static enum status check_identity(const struct value *v, const char *number, unsigned kinds)
{
	struct identity id;
	struct err err;
	enum status st = identity_read(number, v->today, &id, &err);

	if (st)
		return value_wrong(v, st, err.code, "%s", err.text);
	if (!(kinds & 1u << id.kind))
		return value_wrong(v, ST_DATA, "E-2059", "这是%s的号码,这里要填%s", identity_kind_name(id.kind),
			kinds & 1u << ID_COMPANY ? "统一社会信用代码" : "公民身份号码");
	buf_text(v->out, id.number);
	return ST_OK;
}

static enum status check_citizen(const struct value *v)
{
	return check_identity(v, v->ascii, 1u << ID_CITIZEN | 1u << ID_RESIDENCE_PERMIT);
}

static enum status check_company(const struct value *v)
{
	return check_identity(v, v->ascii, 1u << ID_COMPANY);
}

static enum status check_certificate(const struct value *v)
{
	struct err err;
	enum status st = certificate_read(v->ascii, v->certificate, v->today, v->out, &err);

	return st ? value_wrong(v, st, err.code, "%s", err.text) : ST_OK;
}

/* A disabled person's card: ID number, category 1 … 7, grade 1 … 4. */
static enum status check_card(const struct value *v)
{
	struct identity id;
	struct err err;
	struct buf card;
	char number[19];
	enum status st = ST_OK;

	buf_init(&card, BUF_SMALL);
	value_squeeze(&card, v->ascii, " -");
	snprintf(number, sizeof number, "%.18s", card.data);
	if (card.len != 20 || !strchr("1234567", card.data[18]) || !strchr("1234", card.data[19]))
		st = value_wrong(v, ST_DATA, "E-2059", "残疾人证号为20位:18位身份证号、1位类别(1-7)、1位等级(1-4)");
	else if ((st = identity_read(number, v->today, &id, &err)) != ST_OK)
		st = value_wrong(v, st, err.code, "%s", err.text);
	else
		buf_format(v->out, "%s%s", id.number, card.data + 18);
	buf_wipe(&card);
	return st;
}

static enum status check_phone(const struct value *v)
{
	char number[20];
	struct err err;
	enum status st = phone_read(v->ascii, 0, number, &err);

	if (st)
		return value_wrong(v, st, err.code, "%s", err.text);
	buf_text(v->out, number);
	return ST_OK;
}

static enum status check_mail(const struct value *v)
{
	const char *at = strchr(v->ascii, '@'), *dot = at ? strrchr(at, '.') : NULL;

	if (!at || at == v->ascii || strchr(at + 1, '@') || !dot || dot == at + 1 || !dot[1] || strpbrk(v->ascii, " ,;<>()"))
		return value_wrong(v, ST_DATA, "E-2059", "不是电子邮箱地址");
	if (strlen(v->ascii) > (size_t)v->field->max)
		return value_wrong(v, ST_DATA, "E-1012", "超过 %d 字", v->field->max);
	buf_text(v->out, v->ascii);
	return ST_OK;
}

/* --- things ------------------------------------------------------------------------------------------------------------ */

static bool luhn(const char *digits, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';
		sum += i % 2 ? 2 * d - (d > 4 ? 9 : 0) : d;
	}
	return sum % 10 == 0;
}

/* Cards (16 to 19 digits that begin with 3 … 6 or 9, ISO/IEC 7812) are checked; accounts of organisations have no
 * common check. */
static enum status check_account(const struct value *v)
{
	struct buf number;
	enum status st = ST_OK;

	buf_init(&number, BUF_SMALL);
	squeeze(&number, v->ascii, " -");
	const char *s = number.data;
	if (s[strspn(s, DIGITS LETTERS)])
		st = value_wrong(v, ST_DATA, "E-2055", "账号只能是数字和字母");
	else if (number.len < (size_t)v->field->min || number.len > (size_t)v->field->max)
		st = value_wrong(v, ST_DATA, "E-2055", "账号为 %d 至 %d 位,现在是 %zu 位", v->field->min, v->field->max, number.len);
	else if (number.len >= 16 && number.len <= 19 && strspn(s, DIGITS) == number.len && strchr("34569", *s)
		&& !luhn(s, number.len))
		st = value_wrong(v, ST_DATA, "E-2055", "银行卡号校验位不符,请逐位核对");
	else
		buf_add(v->out, s, number.len);
	buf_release(&number);
	return st;
}

static bool plate_fits(const char *s)
{
	static const char provinces[] = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
	static const char last[] = "学警港澳挂试超领使";
	size_t n = strlen(s);
	char first[4] = "";

	if (n < 9)
		return false;
	memcpy(first, s, 3);      /* one Chinese character */
	if (!strstr(provinces, first) || !strchr(LETTERS, s[3]) || !s[3])
		return false;
	size_t rest = strspn(s + 4, "ABCDEFGHJKLMNPQRSTUVWXYZ" DIGITS);
	if (rest == n - 4)
		return rest == 5 || rest == 6;
	return rest == 4 && n - 4 - rest == 3 && strstr(last, s + 4 + rest);
}

static enum status check_plate(const struct value *v)
{
	struct buf plate;
	enum status st = ST_OK;

	buf_init(&plate, BUF_SMALL);
	squeeze(&plate, v->ascii, " -");
	for (char *dot; (dot = strstr(plate.data, "·"));)
		memmove(dot, dot + 2, strlen(dot + 2) + 1);
	if (plate_fits(plate.data))
		buf_text(v->out, plate.data);
	else
		st = value_wrong(v, ST_DATA, "E-2056", "号牌为省份简称、字母和 5 或 6 位字母数字,如 浙A12345");
	buf_release(&plate);
	return st;
}

/* GB 16735: letters count by table, the ninth character is the sum modulo 11. */
static bool vin_fits(const char *s)
{
	static const char alphabet[] = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
	static const int weights[17] = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2 };
	int sum = 0;

	if (strlen(s) != 17)
		return false;
	for (size_t i = 0; i < 17; i++) {
		const char *at = s[i] == '.' ? NULL : strchr(alphabet, s[i]);
		if (!at)
			return false;
		sum += (int)((at - alphabet) % 10) * weights[i];
	}
	return s[8] == DIGITS "X"[sum % 11];
}

static enum status check_vin(const struct value *v)
{
	struct buf vin;
	enum status st = ST_OK;

	buf_init(&vin, BUF_SMALL);
	squeeze(&vin, v->ascii, " -");
	if (vin_fits(vin.data))
		buf_add(v->out, vin.data, vin.len);
	else
		st = value_wrong(v, ST_DATA, "E-2057", "车辆识别代号为17位,不含 I O Q,第9位是校验位;请逐位核对");
	buf_release(&vin);
	return st;
}

/* 出生医学证明: a letter and nine digits. */
static enum status check_birth_number(const struct value *v)
{
	struct buf number;
	enum status st = ST_OK;

	buf_init(&number, BUF_SMALL);
	squeeze(&number, v->ascii, " -");
	if (number.len == 10 && isalpha((unsigned char)number.data[0]) && strspn(number.data + 1, DIGITS) == 9)
		buf_add(v->out, number.data, number.len);
	else
		st = value_wrong(v, ST_DATA, "E-2059", "编号为 1 位字母加 9 位数字");
	buf_release(&number);
	return st;
}

/* Account and unit numbers as a bill or a book prints them, in groups. Whose they are says what a hyphen means. */
static enum status check_plain(const struct value *v)
{
	struct buf number;

	buf_init(&number, BUF_SMALL);
	value_squeeze(&number, v->ascii, " ");
	enum status st = value_length(v, number.data);
	if (!st)
		buf_text(v->out, number.data);
	buf_wipe(&number);
	return st;
}

value_check_fn *special_check(const char *field_id)
{
	static const struct { const char *id; value_check_fn *check; } table[] = {
		{ "xm", check_name }, { "gmsfhm", check_citizen }, { "zjhm", check_certificate }, { "tyshxydm", check_company },
		{ "cjzh", check_card }, { "sjhm", check_phone }, { "dzyx", check_mail }, { "yhzh", check_account },
		{ "cph", check_plate }, { "vin", check_vin }, { "csyxbh", check_birth_number },
		{ "sbkh", check_plain }, { "bdcdyh", check_plain }, { "shh", check_plain }, { "rqh", check_plain }, { "gjjzh", check_plain },
		{ "swzbh", check_plain },
	};

	for (size_t i = 0; i < COUNT_OF(table); i++)
		if (strcmp(table[i].id, field_id) == 0)
			return table[i].check;
	return NULL;
}
