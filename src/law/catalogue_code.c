/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "law/catalogue_lint.h"
#include "law/identity.h"
#include "law/number.h"

/* Codes of items and organs (window-rules 4): 基本编码 10 to 12, 实施编码 up to 36, of 31 when it is national — the organ's 统一社会
 * 信用代码, its level, the 基本编码 —, 业务办理项编码 two more; local ones as the place has them. What nobody but this
 * program reads must be right; a code that a platform gave is doubted aloud and kept. */

#define DIGITS "0123456789"
#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum { NATIONAL = 31, ORGAN = 18, LEVEL = 18, BASIC = 19, CODE_MOST = 36, BUSINESS_MOST = 50, LOCAL_MOST = 64 };

static bool basic_fits(const char *code)
{
	size_t n = strlen(code);

	return n >= 10 && n <= 12 && strspn(code, DIGITS CAPITALS) == n;
}

void read_item_codes(struct loader *l, const json_t *o, struct item *item)
{
	item->code = read_text(l, o, "code", MAY_MISS, CODE_MOST);
	item->basic_code = read_text(l, o, "basic_code", MAY_MISS, 12);
	item->business_code = read_text(l, o, "business_code", MAY_MISS, BUSINESS_MOST);
	item->local_code = read_text(l, o, "local_code", MAY_MISS, LOCAL_MOST);
	if (*item->basic_code && !basic_fits(item->basic_code))
		fault_at(l, "basic_code", "E-2037", "基本编码须为 10 至 12 位数字或大写字母,现在是「%s」", item->basic_code);
}

void read_department_codes(struct loader *l, const json_t *o, struct department *d)
{
	d->code = read_text(l, o, "code", MAY_MISS, LOCAL_MOST);
	d->uscc = read_text(l, o, "uscc", MAY_MISS, ORGAN);
	d->region = read_text(l, o, "region", MAY_MISS, 6);
	char right = strlen(d->uscc) == ORGAN ? identity_company_check(d->uscc) : '\0';
	if (*d->uscc && !right)
		fault_at(l, "uscc", "E-2037", "统一社会信用代码须为 18 位数字或大写字母(无 I O S V Z)");
	else if (*d->uscc && right != d->uscc[ORGAN - 1])
		fault_at(l, "uscc", "E-2037", "统一社会信用代码的校验位是 %c,应为 %c", d->uscc[ORGAN - 1], right);
	if (*d->region && !number_region_valid(d->region))
		fault_at(l, "region", "E-2037", "行政区划代码须为 GB/T 2260 的 6 位数字,现在是「%s」", d->region);
}

/* --- reminders -------------------------------------------------------------------------------------------------------- */

static void lint_national(struct lint *l, const struct item *item)
{
	const char *code = item->code, *uscc = item->department->uscc;
	char right = identity_company_check(code);

	if (right != code[ORGAN - 1])
		lint_say(l, "E-2034", item->id, right ? "「%s」实施编码的机关代码校验位是 %c,应为 %c" :
			"「%s」实施编码的机关代码有不该有的字符(校验位 %c)", item->name, code[ORGAN - 1], right);
	else if (*uscc && strncmp(code, uscc, ORGAN) != 0)
		lint_say(l, "E-2038", item->id, "「%s」实施编码的前 18 位不是%s的统一社会信用代码 %s", item->name, item->department->name, uscc);
	if (code[LEVEL] < '1' || code[LEVEL] > '6')
		lint_say(l, "E-2038", item->id, "「%s」实施编码第 19 位是行使层级,须为 1 至 6,现在是 %c", item->name, code[LEVEL]);
	if (strspn(code + BASIC, DIGITS CAPITALS) != 12)
		lint_say(l, "E-2038", item->id, "「%s」实施编码的末 12 位是基本编码,只有数字和大写字母", item->name);
	else if (*item->basic_code && strcmp(code + BASIC, item->basic_code) != 0)
		lint_say(l, "E-2038", item->id, "「%s」的基本编码 %s 与实施编码的末 12 位 %s 不同", item->name, item->basic_code, code + BASIC);
}

void lint_codes(struct lint *l)
{
	for (size_t i = 0; i < l->c->item_count; i++) {
		const struct item *item = &l->c->items[i];
		size_t n = strlen(item->code);
		if (n == NATIONAL)
			lint_national(l, item);
		else if ((n == 24 || n == CODE_MOST) && strspn(item->code, DIGITS CAPITALS "-") != n)
			lint_say(l, "E-2038", item->id, "「%s」的 %zu 位实施编码有数字、大写字母以外的字符", item->name, n);
		else if (n > 18 && n != 24 && n < CODE_MOST)
			lint_say(l, "E-2038", item->id, "「%s」的实施编码有 %zu 位:国家的是 31 位,也有 24、36 位的", item->name, n);
		if (n == NATIONAL && *item->business_code && (strlen(item->business_code) != NATIONAL + 2 ||
		    strncmp(item->business_code, item->code, NATIONAL) != 0))
			lint_say(l, "E-2038", item->id, "「%s」的业务办理项编码须是实施编码再加 2 位", item->name);
	}
}
