/* SPDX-License-Identifier: Apache-2.0 */
#include "law/masking.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define MOST_STARS 12

/* Bytes of the character at s with the marks that sit on it. */
static size_t cluster(const char *s, size_t n)
{
	uint32_t c;
	size_t length = text_decode(s, n, &c);

	while (length < n) {
		size_t next = text_decode(s + length, n - length, &c);
		if (c == TEXT_BAD || c < 0x300 || text_width_char(c) != 0)
			break;
		length += next;
	}
	return length;
}

static size_t clusters(const char *s)
{
	size_t n = strlen(s), count = 0;

	for (size_t i = 0; i < n; i += cluster(s + i, n - i))
		count++;
	return count;
}

/* The first `head` and the last `tail` characters, and a star for each between; a long text does not tell its length. */
static void put(struct buf *out, const char *s, size_t head, size_t tail)
{
	size_t n = strlen(s), count = clusters(s), place = 0;

	for (size_t i = 0; i < n; place++) {
		size_t length = cluster(s + i, n - i);
		if (place < head || place >= count - tail)
			buf_add(out, s + i, length);
		else if (place - head < MOST_STARS)
			buf_char(out, '*');
		i += length;
	}
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Surnames of two characters: both are kept, for 欧* would be no name that anyone answers to. */
static bool double_surname(const char *name)
{
	static const char *const surnames[] = {
		"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "长孙", "宇文", "轩辕",
		"端木", "独孤", "南宫", "西门", "东郭", "百里", "呼延", "申屠", "公冶", "太史", "闻人", "钟离", "淳于", "单于", "澹台",
		"赫连", "濮阳", "宗政", "公羊", "仲孙", "司空", "闾丘", "万俟", "拓跋", "第五", "鲜于", "司寇",
	};

	for (size_t i = 0; i < COUNT_OF(surnames); i++)
		if (strncmp(name, surnames[i], strlen(surnames[i])) == 0)
			return true;
	return false;
}

void mask_name(struct buf *out, const char *name)
{
	size_t count = clusters(name);

	if (count >= 3 && double_surname(name))
		put(out, name, 2, 0);
	else
		put(out, name, count >= 2, count >= 3);
}

void mask_company(struct buf *out, const char *name)
{
	size_t count = clusters(name), each = count >= 6 ? 2 : count >= 3;

	put(out, name, count == 2 ? 1 : each, each);
}

void mask_id_list(struct buf *out, const char *number)
{
	size_t each = least(4, clusters(number) / 4);

	put(out, number, each, each);
}

void mask_id_slip(struct buf *out, const char *number)
{
	put(out, number, 0, least(4, clusters(number) / 3));
}

void mask_phone(struct buf *out, const char *phone)
{
	size_t count = clusters(phone);

	put(out, phone, count >= 11 ? 3 : 0, count >= 11 ? 4 : count / 3);
}

void mask_account(struct buf *out, const char *number)
{
	put(out, number, 0, least(4, clusters(number) / 3));
}

/* --- addresses -----------------------------------------------------------------------------------------------------*/

static size_t starts_with_any(const char *s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strncmp(s, words[i], strlen(words[i])) == 0)
			return strlen(words[i]);
	return 0;
}

/* A digit of any kind begins the house number: nothing from there on is shown. */
static bool house_number(const char *s, size_t n)
{
	uint32_t c;

	text_decode(s, n, &c);
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19) || c == TEXT_BAD || c < ' ';
}

/* Bytes to show: through the street's name; without one, through the district; never a house number. */
static size_t street_end(const char *s)
{
	static const char *const no_district[] = { "小区", "社区", "园区", "校区", "厂区", "市场" };
	static const char *const district[] = { "自治区", "自治州", "省", "市", "区", "县", "旗", "州", "盟" };
	static const char *const street[] = { "街道", "大街", "大道", "胡同", "路", "街", "巷", "弄", "道", "镇", "乡" };
	size_t n = strlen(s), end = 0, from = 0, length;

	for (size_t i = 0; i < n && !house_number(s + i, n - i); ) {
		if ((length = starts_with_any(s + i, no_district, COUNT_OF(no_district))))
			i += length;
		else if ((length = starts_with_any(s + i, district, COUNT_OF(district))))
			end = i += length;
		else
			i += cluster(s + i, n - i);
	}
	from = end;
	for (size_t i = from; i < n && !house_number(s + i, n - i); ) {
		length = starts_with_any(s + i, street, COUNT_OF(street));
		if (length && i > from)
			return i + length;
		i += cluster(s + i, n - i);
	}
	return end;
}

void mask_address(struct buf *out, const char *address)
{
	if (!*address)
		return;
	buf_add(out, address, street_end(address));
	buf_text(out, "******");
}
