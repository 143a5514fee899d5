/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/row.h"
#include "hall/token.h"
#include "law/form.h"
#include "law/identity.h"
#include "law/number.h"

/* One box for everything: what was typed or scanned says itself what it is. Tried in the order of how surely it is
 * meant; the first that finds something answers. */

#define QUERY_MOST 200
#define COL_NAMES 10                 /* of find_token */
#define PAGE_MOST 200                /* candidates of a common token read at a time */

struct search {
	struct hall *h;
	const char *text;                /* ASCII forms of what was typed */
	struct dossier_row *rows;
	size_t room, *count;
	bool *more;
};

static enum status answer(struct search *s, enum query q, const struct value *args, size_t count, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(s->h), q, args, count, &rows, err);

	if (st == ST_OK)
		st = row_fill_all(s->h, rows, s->rows, s->room, s->count, s->more, err);
	rows_free(rows);
	return st;
}

/* --- exact: a scanned code, a whole number, an ID, a phone ---------------------------------------------------------------- */

static enum status by_number(struct search *s, struct err *err)
{
	char number[DOSSIER_NUMBER_SIZE], type;
	struct err quiet;

	if (number_qr_read(hall_key(s->h, KEY_QR), s->text, &type, number, &quiet) == ST_OK)
		return answer(s, Q_FIND_NUMBER, ARGS(value_text(number)), err);
	if (number_dossier_valid(s->text))
		return answer(s, Q_FIND_NUMBER, ARGS(value_text(s->text)), err);
	return ST_OK;
}

static enum status by_key(struct search *s, const char *key, struct err *err)
{
	char token[TOKEN_SIZE] = "#";

	hall_index(s->h, key, token + 1);
	return answer(s, Q_FIND_TOKEN, ARGS(value_text(token), value_text(token), value_int(INT64_MAX),
		value_int((int64_t)s->room + 1)), err);
}

/* As acceptance stored it: read as an ID, as a phone, or as it stands (a passport). */
static enum status by_person(struct search *s, struct err *err)
{
	struct identity id;
	struct err quiet;
	char phone[20];

	if (identity_read(s->text, clock_today(), &id, &quiet) == ST_OK)
		return by_key(s, id.number, err);
	if (phone_read(s->text, true, phone, &quiet) == ST_OK)
		return by_key(s, phone, err);
	return strlen(s->text) >= 4 ? by_key(s, s->text, err) : ST_OK;
}

/* --- the end of a number --------------------------------------------------------------------------------------------------- */

static void backwards(const char *s, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = s[n - 1 - i];
	out[n] = '\0';
}

/* The ten tails of a serial: "17" is 00017 with any check digit. */
static void serial_tails(const char *digits, char tails[10][7])
{
	char padded[6] = "00000";
	size_t n = strlen(digits);

	for (int i = 0; i < 10; i++)
		tails[i][0] = '\0';
	if (n > 5)
		return;
	memcpy(padded + 5 - n, digits, n);
	for (int i = 0; i < 10; i++) {
		tails[i][0] = (char)('0' + i);
		backwards(padded, 5, tails[i] + 1);
	}
}

/* `number`: as the end of a number alone, and of no ID or phone. */
static enum status by_tail(struct search *s, bool number, struct err *err)
{
	size_t n = strlen(s->text);
	char from[24], to[24], tails[10][7];

	char end[TOKEN_SIZE] = "";

	if (!number)
		token_end(s->h, s->text, end);
	if (strspn(s->text, "0123456789") != n || n == 0 || n > 23)      /* 102X */
		return *end ? answer(s, Q_FIND_TOKEN, ARGS(value_text(end), value_text(end), value_int(INT64_MAX),
			value_int((int64_t)s->room + 1)), err) : ST_OK;
	if (n > 6) {
		backwards(s->text + n - 6, 6, from);
		return answer(s, Q_FIND_LONG_TAIL, ARGS(value_text(from), value_text(s->text), value_int((int64_t)s->room + 1)), err);
	}
	backwards(s->text, n, from);
	memcpy(to, from, sizeof to);
	if (n > 1)
		to[n - 1]++;                     /* '9' becomes ':', which sorts behind all digits */
	serial_tails(s->text, tails);            /* one digit is a serial, not a check digit: no range */
	return answer(s, Q_FIND_TAIL, ARGS(value_text(from), value_text(to), value_text(tails[0]), value_text(tails[1]),
		value_text(tails[2]), value_text(tails[3]), value_text(tails[4]), value_text(tails[5]), value_text(tails[6]),
		value_text(tails[7]), value_text(tails[8]), value_text(tails[9]), value_text(end),
		value_int((int64_t)s->room + 1)), err);
}

/* --- names --------------------------------------------------------------------------------------------------------------- */

struct rare { struct hall *h; char token[2][TOKEN_SIZE]; int64_t often[2]; size_t seen; enum status st; struct err *err; };

/* A text of one or two characters is its only token: nothing to compare. */
static void rare_first(void *ctx, const char *token)
{
	struct rare *r = ctx;

	if (r->seen++ == 0) {
		snprintf(r->token[0], TOKEN_SIZE, "%s", token);
		r->often[0] = 1;
	}
}

static void rare_take(void *ctx, const char *token)
{
	struct rare *r = ctx;
	struct rows *rows = NULL;

	if (r->st != ST_OK)
		return;
	r->st = store_read(hall_store(r->h), Q_FIND_TOKEN_COUNT, ARGS(value_text(token)), &rows, r->err);
	int64_t often = r->st == ST_OK ? rows_int(rows, 0, 0) : 0;
	rows_free(rows);
	int place = often < r->often[0] ? 0 : often < r->often[1] ? 1 : 2;
	if (place == 0) {
		memcpy(r->token[1], r->token[0], TOKEN_SIZE);
		r->often[1] = r->often[0];
	}
	if (place < 2) {
		snprintf(r->token[place], TOKEN_SIZE, "%s", token);
		r->often[place] = often;
	}
}

static bool name_has(const char *name, const char *text)
{
	char *plain = token_name(name);
	bool has = strstr(plain, text) != NULL;

	free(plain);
	return has;
}

/* Found by another's name than the applicant's: the line says so, "李*芳/王*", or nobody would know why it is there. */
static void say_whose(const char *names, const char *text, struct dossier_row *row)
{
	size_t said = strlen(row->name);
	char masked[sizeof row->name];

	for (bool first = true; *names; first = false) {
		size_t n = strcspn(names, "\n");
		char *one = mem_text_n(names, n);
		bool here = name_has(one, text);
		if (here && !first) {
			row_mask(one, false, masked, sizeof masked);
			snprintf(row->name + said, sizeof row->name - said, "/%s", masked);
		}
		mem_wipe_free(one, n);
		if (here)
			return;
		names += n + (names[n] == '\n');
	}
}

/* Reads the rarest pair's dossiers page by page and keeps those one of whose names has the whole text. The first page is what
 * an answer needs when all of them have it, as they mostly do. */
static enum status by_pairs(struct search *s, const char *text, const struct rare *r, struct err *err)
{
	int64_t below = INT64_MAX;
	bool last = false;
	enum status st = ST_OK;

	for (size_t page = s->room < PAGE_MOST ? s->room + 1 : PAGE_MOST; st == ST_OK && !last && !*s->more; page = PAGE_MOST) {
		struct rows *rows = NULL;
		const char *other = r->often[1] < INT64_MAX ? r->token[1] : r->token[0];
		st = store_read(hall_store(s->h), Q_FIND_TOKEN, ARGS(value_text(r->token[0]), value_text(other), value_int(below),
			value_int((int64_t)page)), &rows, err);
		size_t got = st == ST_OK ? rows_count(rows) : 0;
		last = got < page;
		for (size_t i = 0; i < got && st == ST_OK && !*s->more; i++) {
			below = rows_int(rows, i, 0);
			if (!name_has(rows_text(rows, i, COL_NAMES), text))
				continue;
			if (*s->count == s->room) {
				*s->more = true;
				continue;
			}
			row_fill(rows, i, &s->rows[*s->count]);
			say_whose(rows_text(rows, i, COL_NAMES), text, &s->rows[(*s->count)++]);
		}
		rows_free(rows);
	}
	return st == ST_OK ? row_tasks(s->h, s->rows, *s->count, err) : st;
}

static enum status by_name(struct search *s, const char *typed, struct err *err)
{
	char *text = token_name(typed);
	struct rare r = { .h = s->h, .often = { INT64_MAX, INT64_MAX }, .err = err };
	enum status st = ST_OK;

	if (*text)
		token_each(text, true, rare_first, &r);
	if (r.seen > 1) {
		r.often[0] = INT64_MAX;
		token_each(text, true, rare_take, &r);
	}
	if (*text && (st = r.st) == ST_OK && r.often[0] > 0 && r.often[0] < INT64_MAX)
		st = by_pairs(s, text, &r, err);
	free(text);
	return st;
}

/* What was received that day. A text of its marks can mean nothing else; eight digits can, so they come last. */
static enum status by_day(struct search *s, const char *typed, struct err *err)
{
	day_t day = form_day(typed);

	return day == DAY_NONE ? ST_OK : answer(s, Q_FIND_DAY, ARGS(value_int(day), value_text(""), value_int((int64_t)s->room + 1)), err);
}

/* "11-29": the last day that was called so. DAY_NONE: it is none. *rest is what stands behind it. */
static day_t day_as_listed(const char *s, const char **rest)
{
	const struct ymd today = day_to_ymd(clock_today());
	unsigned month, day;
	int used = 0;

	if (strspn(s, "0123456789") > 2 || sscanf(s, "%2u-%2u%n", &month, &day, &used) != 2 || month > 12 || day > 31)
		return DAY_NONE;
	*rest = s + used;
	for (int back = 0; back < 8; back++) {                  /* as far as the 29th of February may be away */
		day_t d = day_from_ymd(today.year - back, (int)month, (int)day);
		if (d != DAY_NONE && d <= clock_today())
			return d;
	}
	return DAY_NONE;
}

/* As a line of a list has it: a day, "11-29", or the serial behind its day, "11-29 00017", "2026-11-29 17", "20261129 00017". */
static enum status by_listed(struct search *s, const char *typed, struct err *err)
{
	char number[DOSSIER_NUMBER_SIZE], whole[11];
	const char *rest;
	size_t n = strcspn(typed, " "), left;
	day_t day = day_as_listed(typed, &rest);

	if (day == DAY_NONE && typed[n] == ' ' && n < sizeof whole) {
		snprintf(whole, sizeof whole, "%.*s", (int)n, typed);
		day = form_day(whole);
		rest = typed + n;
	}
	if (day == DAY_NONE)
		return ST_OK;
	rest += strspn(rest, " ");
	left = strlen(rest);
	if (left == 0)
		return answer(s, Q_FIND_DAY, ARGS(value_int(day), value_text(""), value_int((int64_t)s->room + 1)), err);
	if (left > 5 || strspn(rest, "0123456789") < left || number_dossier(hall_text(s->h, "hall.region"), hall_text(s->h, "hall.code"),
		day, (int)strtol(rest, NULL, 10), number) != ST_OK)
		return ST_OK;
	return answer(s, Q_FIND_NUMBER, ARGS(value_text(number)), err);
}

/* ASCII, upper case; a number read off a paper loses the blanks and hyphens between its groups. */
static void plain_form(const char *text, size_t n, struct buf *out)
{
	buf_init(out, BUF_SMALL);
	text_to_ascii(out, text, n);
	bool number = out->data[strspn(out->data, "0123456789xX -")] == '\0';
	size_t kept = 0;
	for (size_t i = 0; i < out->len; i++)
		if (!number || !strchr(" -", out->data[i]))
			out->data[kept++] = (char)toupper((unsigned char)out->data[i]);
	out->data[kept] = '\0';
	out->len = kept;
}

enum status dossier_find(struct hall *h, const char *text, struct dossier_row *rows, size_t room, size_t *count, bool *more,
	struct err *err)
{
	struct search s = { h, NULL, rows, room, count, more };
	size_t n = strlen(text), at;
	struct buf ascii;
	enum status st = ST_OK;

	*count = 0;
	*more = false;
	if (n > QUERY_MOST || text_check(text, n, &at) != TEXT_FINE)
		return err_set(err, ST_DATA, "E-6110", "查找内容过长或含有控制字符、不可见字符。请输入姓名、受理号、证件号或电话。");
	plain_form(text, n, &ascii);
	s.text = ascii.data;
	if (room && *s.text) {
		st = by_number(&s, err);
		if (st == ST_OK && !*count)
			st = by_listed(&s, text, err);
		if (st == ST_OK && !*count)
			st = by_person(&s, err);
		if (st == ST_OK && !*count)
			st = by_tail(&s, false, err);
		if (st == ST_OK && !*count)
			st = by_name(&s, text, err);
		if (st == ST_OK && !*count)
			st = by_day(&s, text, err);
	}
	buf_release(&ascii);
	return st;
}

/* --- one, by what a person calls it ---------------------------------------------------------------------------------------- */

enum { DAY_AT = 9, SERIAL_AT = 17, SERIAL = 5 };

/* Does the number's end read so: "4" for the serial 00004, six digits and more with the check digit? */
static bool ends_so(const char *number, const char *digits)
{
	size_t whole = strlen(number), n = strlen(digits), zeros = SERIAL > n ? SERIAL - n : 0;

	if (n > SERIAL)
		return n <= whole && strcmp(number + whole - n, digits) == 0;
	return whole > SERIAL_AT && strspn(number + SERIAL_AT, "0") >= zeros && strncmp(number + SERIAL_AT + zeros, digits, n) == 0;
}

static bool of_today(const char *number)
{
	char today[9];

	return strlen(number) > SERIAL_AT && strncmp(number + DAY_AT, day_digits(clock_today(), today), SERIAL_AT - DAY_AT) == 0;
}

/* "47" is the serial 00047. Who read it off the end of a number is told what ends so. */
static enum status no_end(const struct search *s, struct err *err)
{
	int serial = (int)strtoul(s->text, NULL, 10);

	if (strlen(s->text) > SERIAL)
		return dossier_missing("number", s->text, err);
	if (*s->count == 0)
		return err_at(err, ST_NOINPUT, "E-6101", "number", "没有序号为 %0*d 的办件(受理号的第18至22位)。请核对,或按姓名、证件号查找。", SERIAL,
			serial);
	return err_at(err, ST_NOINPUT, "E-6101", "number", "没有序号为 %0*d 的办件;受理号以 %s 结尾的%s %s。是它的话请写完整的受理号。", SERIAL,
		serial, s->text, *s->count > 1 || *s->more ? "不止一件,最近的是" : "是", s->rows[0].number);
}

/* Those that end so are the first of the answer, the newest before the others: two tell all. */
static enum status by_end(struct search *s, char number[DOSSIER_NUMBER_SIZE], struct err *err)
{
	enum status st = by_tail(s, true, err);
	size_t fit = 0;

	while (st == ST_OK && fit < *s->count && ends_so(s->rows[fit].number, s->text))
		fit++;
	if (st == ST_OK && fit == 0)
		return no_end(s, err);
	if (st == ST_OK && fit > 1 && !of_today(s->rows[0].number))
		return err_at(err, ST_DATA, "E-6111", "number", "末几位是 %s 的办件不止一件,今天没有,最近的是 %s。请写完整的受理号,"
			"或用 yichuang find %s 列出来看。", s->text, s->rows[0].number, s->text);
	if (st == ST_OK)
		text_copy(number, DOSSIER_NUMBER_SIZE, s->rows[0].number);
	return st;
}

static enum status by_whole(struct hall *h, const char *said, char number[DOSSIER_NUMBER_SIZE], struct err *err)
{
	struct rows *rows = NULL;
	struct err quiet;
	char type;

	if (number_qr_read(hall_key(h, KEY_QR), said, &type, number, &quiet) != ST_OK) {
		if (strlen(said) >= DOSSIER_NUMBER_SIZE)         /* cut it would be another's */
			return dossier_missing("number", said, err);
		text_copy(number, DOSSIER_NUMBER_SIZE, said);
	}
	enum status st = store_read(hall_store(h), Q_DOSSIER_BY_NUMBER, ARGS(value_text(number)), &rows, err);
	if (st == ST_OK && rows_count(rows) == 0)
		st = dossier_missing("number", said, err);
	rows_free(rows);
	return st;
}

enum status dossier_number(struct hall *h, const char *text, char number[DOSSIER_NUMBER_SIZE], struct err *err)
{
	struct dossier_row rows[2];
	size_t n = strlen(text), count = 0, at;
	bool more;
	struct buf plain;
	enum status st;

	*number = '\0';
	if (n == 0 || n > QUERY_MOST || text_check(text, n, &at) != TEXT_FINE)
		return dossier_missing("number", text, err);
	plain_form(text, n, &plain);
	struct search s = { h, plain.data, rows, COUNT_OF(rows), &count, &more };
	st = strchr(text, ' ') ? by_listed(&s, text, err) : ST_OK;
	if (st != ST_OK || count == 1)
		text_copy(number, DOSSIER_NUMBER_SIZE, st == ST_OK ? rows[0].number : "");
	else if (plain.len && plain.len < DOSSIER_NUMBER_SIZE - 1 && strspn(plain.data, "0123456789") == plain.len)
		st = by_end(&s, number, err);
	else
		st = by_whole(h, plain.data, number, err);
	buf_release(&plain);
	return st;
}
