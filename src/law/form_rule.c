/* SPDX-License-Identifier: Apache-2.0 */
#include "law/form.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "law/identity.h"
#include "law/retirement.h"

/* Data against each other, in the form in which they are stored: figures without leading zeros, days of eight digits. */

bool form_is_figure(const char *s)
{
	size_t whole = strspn(s, "0123456789"), part = s[whole] == '.' ? strspn(s + whole + 1, "0123456789") : 0;

	return whole && (s[whole] == '.' ? part && !s[whole + 1 + part] : !s[whole]);
}

/* Exactly, whatever their length: a price has fourteen digits. */
static int compare_figures(const char *a, const char *b)
{
	a += strspn(a, "0");
	b += strspn(b, "0");
	size_t m = strspn(a, "0123456789"), n = strspn(b, "0123456789");
	if (m != n)
		return m < n ? -1 : 1;
	int whole = strncmp(a, b, m);
	if (whole)
		return whole;
	a += m + (a[m] == '.');
	b += n + (b[n] == '.');
	while (*a || *b) {
		char x = *a ? *a++ : '0', y = *b ? *b++ : '0';
		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

static bool is_day(const char *s)
{
	size_t n = strlen(s);
	char day[9];

	snprintf(day, sizeof day, "%.8s", s);
	return (n == 8 || n == 12) && strspn(s, "0123456789") == n && day_parse(day) != DAY_NONE;
}

/* One side: a value as it is stored, and as people read it. False when there is none, or it is not in that form. */
struct side { char value[40], shown[48]; };

static bool side_make(const struct field *f, const char *value, struct side *out)
{
	bool number = f->type == FIELD_NUMBER;

	if (!value || strlen(value) >= sizeof out->value || !(number ? form_is_figure(value) : is_day(value)))
		return false;
	snprintf(out->value, sizeof out->value, "%s", value);
	if (number)
		snprintf(out->shown, sizeof out->shown, "%s", value);
	else
		snprintf(out->shown, sizeof out->shown, "%.4s-%.2s-%.2s%s%.2s%s%.2s", value, value + 4, value + 6, value[8] ? " " : "",
			value[8] ? value + 8 : "", value[8] ? ":" : "", value[8] ? value + 10 : "");
	return true;
}

static int compare(bool number, const struct side *a, const struct side *b)
{
	size_t m = strlen(a->value), n = strlen(b->value);

	return number ? compare_figures(a->value, b->value) : strncmp(a->value, b->value, m < n ? m : n);
}

bool form_today(const char *than, int *years_before)
{
	char *end;

	*years_before = 0;
	if (strncmp(than, "today", 5) != 0)
		return false;
	if (than[5] == '\0')
		return true;
	if (than[5] != '-' || than[6] < '1' || than[6] > '9')
		return false;
	long n = strtol(than + 6, &end, 10);
	*years_before = (int)n;
	return n <= 150 && strcmp(end, "y") == 0;
}

/* The day that it means, as a datum is stored; of a 29th of February the 28th where the year has none. */
static bool day_of_word(const char *than, struct ymd today, char out[12])
{
	int years;

	if (!form_today(than, &years))
		return false;
	snprintf(out, 12, "%04d%02d%02d", today.year - years, today.month, today.day);
	if (day_parse(out) == DAY_NONE)
		snprintf(out, 12, "%04d0228", today.year - years);
	return true;
}

static const struct { int least, most; const char *figure, *day; } relations[] = {
	[RULE_AT_LEAST] = { 0, 1, "不小于", "不早于" }, [RULE_ABOVE] = { 1, 1, "大于", "晚于" }, [RULE_AT_MOST] = { -1, 0, "不大于", "不晚于" },
	[RULE_BELOW] = { -1, -1, "小于", "早于" },
};

/* The answers that the rule goes by: whoever reads it must see which of the two is wrong. */
static void put_situation(const struct data_rule *r, struct buf *out)
{
	for (size_t i = 0; i < r->when.count; i++) {
		buf_format(out, "%s", i ? "、" : ",情形答的是“");
		for (size_t k = 0; k < r->when.list[i].any_count; k++)
			buf_format(out, "%s%s", k ? "或" : "", r->when.list[i].any[k]->text);
	}
	if (r->when.count)
		buf_text(out, "”");
}

static void put_sentence(const struct plan_field *f, const struct data_rule *r, const struct side *is, const struct side *than, struct buf *out)
{
	bool number = r->field->type == FIELD_NUMBER;
	int years;

	buf_format(out, "%s 应%s", is->shown, number ? relations[r->is].figure : relations[r->is].day);
	if (r->than_field && r->than_role != f->role)
		buf_format(out, "%s ", r->than_role->name);
	if (r->than_field)
		buf_format(out, "%s ", r->than_field->name);
	else if (form_today(r->than, &years) && years)
		buf_format(out, " %d 年前的今天 ", years);
	else if (form_today(r->than, &years))
		buf_text(out, "今天 ");
	else
		buf_char(out, ' ');
	buf_text(out, than->shown);
	put_situation(r, out);
	if (*r->text || !r->advice)                      /* whoever shows advice says 请核对 before it */
		buf_format(out, ",%s", *r->text ? r->text : "请核对");
}

bool rule_of_retirement(enum rule_is is)
{
	return is == RULE_RETIRED || is == RULE_RETIRES;
}

/* "男职工法定退休年龄 60岁6个月,2027-05-24 到龄": of the posts that a person of this sex may have those that are not there yet. */
static void put_retirement(const struct data_rule *r, const char *birth, const char *sex, day_t today, struct buf *out)
{
	struct retirement ages[RETIREMENT_KINDS_MOST];
	char day[11];

	if (!birth || !sex || !is_day(birth) || (*sex != '0' + SEX_MALE && *sex != '0' + SEX_FEMALE))
		return;
	size_t n = retirement_ages(*sex == '0' + SEX_FEMALE, day_parse(birth), ages);
	for (size_t i = 0; i < n; i++) {
		day_t from = r->is == RULE_RETIRES ? ages[i].earliest : ages[i].day;
		if (from <= today)
			continue;
		buf_format(out, "%s%s法定退休年龄 %d岁", out->len ? ";" : "", ages[i].who, ages[i].months / 12);
		if (ages[i].months % 12)
			buf_format(out, "%d个月", ages[i].months % 12);
		buf_format(out, ",%s %s", day_iso(from, day), r->is == RULE_RETIRES ? "起可弹性提前" : "到龄");
	}
	if (out->len) {
		put_situation(r, out);
		if (*r->text)
			buf_format(out, ",%s", r->text);
	}
}

void form_rules(const struct plan *p, day_t today, form_value_fn *value, const void *values, form_rule_fn *tell, void *ctx)
{
	const struct ymd t = day_to_ymd(today);
	char day[12];
	struct buf text;

	buf_init(&text, BUF_SMALL);
	for (size_t i = 0; i < p->rule_count; i++) {
		const struct data_rule *r = p->rules[i];
		const struct plan_field *f = plan_field(p, r->role->id, r->field->id);
		const char *other = r->than_field ? value(values, r->than) : day_of_word(r->than, t, day) ? day : r->than;
		struct side is, than;
		if (f && rule_of_retirement(r->is)) {
			buf_clear(&text);
			put_retirement(r, value(values, r->key), other, today, &text);
			if (text.len)
				tell(ctx, f, r, text.data);
			continue;
		}
		if (!f || !side_make(r->field, value(values, r->key), &is) || !side_make(r->than_field ? r->than_field : r->field, other, &than))
			continue;
		int order = compare(r->field->type == FIELD_NUMBER, &is, &than);
		order = order < 0 ? -1 : order > 0;
		if (order >= relations[r->is].least && order <= relations[r->is].most)
			continue;
		buf_clear(&text);
		put_sentence(f, r, &is, &than, &text);
		tell(ctx, f, r, text.data);
	}
	buf_release(&text);
}

/* --- a datum of words ------------------------------------------------------------------------------------------------ */

bool form_wordless(const char *value)
{
	for (size_t i = 0, n = strlen(value), step; i < n; i += step) {
		uint32_t c;
		step = text_decode(value + i, n - i, &c);
		if (c >= 0x80 || isalpha((int)c))
			return false;
	}
	return *value != '\0';
}

bool form_wants_words(const struct field *f, const char *value)
{
	return strstr(f->format, "应有文字") && form_wordless(value);
}
