/* SPDX-License-Identifier: Apache-2.0 */
#include "law/id_card.h"

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "law/identity.h"

static const struct { const char *code, *name, *type; enum identity_kind number; } kinds[ID_CARD_KINDS] = {
	[ID_CARD_NONE] = { "", "", "", ID_NONE },
	[ID_CARD_CITIZEN] = { "id-card", "居民身份证", "01", ID_CITIZEN },
	[ID_CARD_RESIDENCE_PERMIT] = { "residence-permit", "港澳台居民居住证", "08", ID_RESIDENCE_PERMIT },
	[ID_CARD_FOREIGN_RESIDENT] = { "foreign-resident", "外国人永久居留身份证", "05", ID_FOREIGN_RESIDENT },
};

const char *id_card_kind_code(enum id_card_kind kind)
{
	return (unsigned)kind < ID_CARD_KINDS ? kinds[kind].code : "";
}

const char *id_card_kind_name(enum id_card_kind kind)
{
	return (unsigned)kind < ID_CARD_KINDS ? kinds[kind].name : "";
}

const char *id_card_kind_type(enum id_card_kind kind)
{
	return (unsigned)kind < ID_CARD_KINDS ? kinds[kind].type : "";
}

/* --- one member ------------------------------------------------------------------------------------------------------------ */

static enum status nonsense(struct err *err, const char *what)
{
	return err_set(err, ST_DATA, "E-6644", "读卡器的回答看不懂(%s),没有采用。请再读一次,或直接填写", what);
}

/* A text of the card into its room, without blanks at its ends. What is not there is "". */
static enum status text_of(const json_t *answer, const char *member, const char *label, size_t most, char *out, size_t room, struct err *err)
{
	const json_t *value = json_object_get(answer, member);
	const char *text = json_string_value(value);
	size_t n, position;

	out[0] = '\0';
	if (!value || json_is_null(value))
		return ST_OK;
	if (!text)
		return nonsense(err, member);
	text = text_trim(text, &n);
	enum text_harm harm = text_check(text, n, &position);
	if (harm != TEXT_FINE)
		return err_at(err, ST_DATA, "E-6645", member, "读到的%s第%zu个字符是%s,不可信,整张卡没有采用。请核对证件,直接填写", label,
			position, text_harm_name(harm));
	char *plain = mem_text_n(text, n);
	bool fits = text_count(plain) <= most && n < room;
	if (fits)
		memcpy(out, plain, n + 1);
	mem_wipe_free(plain, n);
	return fits ? ST_OK : err_at(err, ST_DATA, "E-6645", member, "读到的%s超过%zu字,不可信,整张卡没有采用。请核对证件,直接填写", label, most);
}

static enum status day_of(const json_t *answer, const char *member, const char *label, day_t *out, struct err *err)
{
	char text[41];
	enum status st = text_of(answer, member, label, 10, text, sizeof text, err);

	*out = st == ST_OK && *text ? day_parse(text) : DAY_NONE;
	if (st == ST_OK && *text && *out == DAY_NONE)
		st = err_at(err, ST_DATA, "E-6645", member, "读到的%s不是日期,整张卡没有采用。请核对证件,直接填写", label);
	return st;
}

static enum status sex_of(const json_t *answer, char out[2], struct err *err)
{
	static const struct { const char *told, *code; } sexes[] = { { "", "" }, { "1", "1" }, { "2", "2" }, { "男", "1" }, { "女", "2" } };
	char text[41];
	enum status st = text_of(answer, "sex", "性别", 4, text, sizeof text, err);

	for (size_t i = 0; st == ST_OK && i < COUNT_OF(sexes); i++)
		if (strcmp(sexes[i].told, text) == 0) {
			memcpy(out, sexes[i].code, strlen(sexes[i].code) + 1);
			return ST_OK;
		}
	return st == ST_OK ? err_at(err, ST_DATA, "E-6645", "sex", "读到的性别应为 1 或 2,整张卡没有采用。请核对证件,直接填写") : st;
}

/* Which card it is: as told, else by its number. */
static enum status kind_of(const json_t *answer, const char *number, day_t today, enum id_card_kind *out, struct err *err)
{
	char code[81];
	struct identity id;
	struct err quiet;
	enum status st = text_of(answer, "kind", "证件种类", 20, code, sizeof code, err);

	if (st != ST_OK)
		return st;
	bool told = *code != '\0', known = !told && identity_read(number, today, &id, &quiet) == ST_OK;
	for (int k = ID_CARD_CITIZEN; k < ID_CARD_KINDS; k++)
		if (told ? strcmp(kinds[k].code, code) == 0 : known && kinds[k].number == id.kind) {
			*out = (enum id_card_kind)k;
			return ST_OK;
		}
	if (!told) {                             /* what is wrong with a citizen's number is the better word */
		*out = ID_CARD_CITIZEN;
		return ST_OK;
	}
	return err_at(err, ST_DATA, "E-6650", "kind", "放上的不是居民身份证、港澳台居民居住证或外国人永久居留身份证。请直接填写");
}

/* GB 11643; the foreigner's card before 2023 has a number of its own look. *out is as it is stored. */
static enum status number_right(const char *text, enum id_card_kind kind, day_t today, struct buf *out, struct err *err)
{
	struct identity id;

	if (kind == ID_CARD_FOREIGN_RESIDENT)
		return certificate_read(text, kinds[kind].type, today, out, err);
	enum status st = identity_read(text, today, &id, err);
	if (st == ST_OK && id.kind != kinds[kind].number)
		return err_set(err, ST_DATA, "E-6646", "是%s的号码", identity_kind_name(id.kind));
	if (st == ST_OK)
		buf_text(out, id.number);
	return st;
}

static enum status number_of(const json_t *answer, day_t today, struct id_card *card, struct err *err)
{
	char text[121];
	struct buf number;
	struct err wrong;
	enum status st = text_of(answer, "number", "证件号码", 30, text, sizeof text, err);

	if (st == ST_OK && !*text)
		st = nonsense(err, "number");
	if (st != ST_OK || (st = kind_of(answer, text, today, &card->kind, err)) != ST_OK)
		return st;
	buf_init(&number, BUF_SMALL);
	st = number_right(text, card->kind, today, &number, &wrong);
	if (st == ST_OK)
		snprintf(card->number, sizeof card->number, "%s", number.data);
	else
		st = err_at(err, ST_DATA, "E-6646", "number", "%s读到的号码有误(%s),整张卡没有采用。请核对证件真伪,直接填写",
			kinds[card->kind].name, wrong.text);
	buf_wipe(&number);
	return st;
}

static enum status until_of(const json_t *answer, struct id_card *card, struct err *err)
{
	const char *text = json_string_value(json_object_get(answer, "valid_to"));

	card->lasting = text && strcmp(text, "长期") == 0;
	return card->lasting ? ST_OK : day_of(answer, "valid_to", "有效期止", &card->valid_to, err);
}

static enum status birth_of(const json_t *answer, day_t today, struct id_card *card, struct err *err)
{
	day_t birth;
	enum status st = day_of(answer, "birth", "出生日期", &birth, err);

	if (st == ST_OK && birth != DAY_NONE && birth > today)
		return err_at(err, ST_DATA, "E-6645", "birth", "读到的出生日期晚于今天,整张卡没有采用。请核对证件,直接填写");
	if (st == ST_OK)
		day_iso(birth, card->birth);
	return st;
}

static enum status members_of(const json_t *answer, day_t today, struct id_card *card, struct err *err)
{
	enum status st;

	if ((st = text_of(answer, "name", "姓名", 50, card->name, sizeof card->name, err)) == ST_OK && !*card->name)
		st = nonsense(err, "name");
	if (st != ST_OK || (st = number_of(answer, today, card, err)) != ST_OK || (st = sex_of(answer, card->sex, err)) != ST_OK ||
	    (st = text_of(answer, "nation", "民族", 8, card->nation, sizeof card->nation, err)) != ST_OK ||
	    (st = birth_of(answer, today, card, err)) != ST_OK ||
	    (st = text_of(answer, "address", "住址", 100, card->address, sizeof card->address, err)) != ST_OK ||
	    (st = text_of(answer, "authority", "签发机关", 60, card->authority, sizeof card->authority, err)) != ST_OK ||
	    (st = day_of(answer, "valid_from", "有效期起", &card->valid_from, err)) != ST_OK)
		return st;
	return until_of(answer, card, err);
}

/* --- the line --------------------------------------------------------------------------------------------------------------- */

/* The bridge's own word for it: those that are known in ours, others as they are, made harmless. */
static enum status refused(const char *why, struct err *err)
{
	static const struct { const char *code, *text; } words[] = {
		{ "timeout", "没有等到卡" }, { "removed", "卡拿开得太早" }, { "unreadable", "卡读不出来" }, { "device", "读卡器没有接上或坏了" },
		{ "busy", "读卡器正被别的程序占用" },
	};
	const char *text = NULL;
	struct buf told;

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strcmp(words[i].code, why) == 0)
			text = words[i].text;
	buf_init(&told, BUF_SMALL);
	text_for_tty(&told, why, strlen(why) < 120 ? strlen(why) : 120);
	enum status st = err_set(err, ST_UNAVAIL, "E-6647", "没有读到卡:%s。已填的都在;请再读一次,或直接填写", text ? text : told.data);
	buf_release(&told);
	return st;
}

static enum status read_answer(const json_t *answer, day_t today, struct id_card *out, struct err *err)
{
	const json_t *error = json_object_get(answer, "error");

	if (!json_is_object(answer))
		return nonsense(err, "不是一个 JSON 对象");
	if (error)
		return json_is_string(error) ? refused(json_string_value(error), err) : nonsense(err, "error");
	if (json_is_true(json_object_get(answer, "waiting")))
		return ST_OK;
	return members_of(answer, today, out, err);
}

enum status id_card_read(const char *line, size_t n, day_t today, struct id_card *out, struct err *err)
{
	static const struct id_card none = { .valid_from = DAY_NONE, .valid_to = DAY_NONE };

	*out = none;
	if (n > ID_CARD_LINE_MOST)
		return err_set(err, ST_LIMIT, "E-6643", "读卡器的回答过长(超过%d字节),没有采用。请再读一次,或直接填写", ID_CARD_LINE_MOST);
	json_t *answer = json_text_depth(line, n) > 4 ? NULL : json_loadb(line, n, JSON_REJECT_DUPLICATES, NULL);
	enum status st = read_answer(answer, today, out, err);
	json_decref(answer);
	if (st != ST_OK)
		*out = none;
	return st;
}

/* --- what has to be looked at ------------------------------------------------------------------------------------------------ */

/* An 18-place number tells sex and birth, too. */
static bool contradicts(const struct id_card *card, day_t today)
{
	struct identity id;
	struct err quiet;
	char birth[11];

	if (strlen(card->number) != 18 || identity_read(card->number, today, &id, &quiet) != ST_OK)
		return false;
	return (*card->birth && strcmp(card->birth, day_iso(id.birth, birth)) != 0) || (*card->sex && *card->sex - '0' != (int)id.sex);
}

unsigned id_card_doubts(const struct id_card *card, day_t today)
{
	return (card->valid_to != DAY_NONE && card->valid_to < today ? ID_CARD_EXPIRED : 0u) |
		(card->valid_from != DAY_NONE && card->valid_from > today ? ID_CARD_EARLY : 0u) |
		(contradicts(card, today) ? ID_CARD_CONTRADICTS : 0u);
}

const char *id_card_doubt_text(const struct id_card *card, unsigned doubts, char out[ID_CARD_DOUBT_SIZE])
{
	char to[11], from[11];
	struct buf b;

	buf_init(&b, ID_CARD_DOUBT_SIZE);
	if (doubts & ID_CARD_EXPIRED)
		buf_format(&b, "已于 %s 过期", day_iso(card->valid_to, to));
	if (doubts & ID_CARD_EARLY)
		buf_format(&b, "%s从 %s 起才有效", b.len ? "、" : "", day_iso(card->valid_from, from));
	if (doubts & ID_CARD_CONTRADICTS)
		buf_format(&b, "%s卡上的性别、出生日期与号码不符", b.len ? "、" : "");
	text_copy(out, ID_CARD_DOUBT_SIZE, b.len ? b.data : "");
	buf_release(&b);
	return out;
}
