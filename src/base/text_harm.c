/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include "base/mem.h"
#include "base/text_piece.h"
#include "base/unicode.h"

#define MARKS_MOST 4      /* on one base */

static bool is_bidi_control(uint32_t c)
{
	return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

enum text_harm text_harm_of(uint32_t c)
{
	if (c >= ' ' && c < 0x7F)
		return TEXT_FINE;
	if (c >= 0x4E00 && c <= 0x9FFF)
		return TEXT_FINE;
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))      /* TEXT_BAD too */
		return TEXT_BROKEN;
	if (c < 0xA0 || c == 0x2028 || c == 0x2029)            /* line and paragraph separators end a line as well */
		return TEXT_CONTROL;
	if (is_bidi_control(c))
		return TEXT_BIDI;
	if (c >= 0xE0000 && c <= 0xE007F)
		return TEXT_TAG;
	if (unicode_in(UNICODE_INVISIBLE, c))
		return TEXT_INVISIBLE;
	return unicode_in(UNICODE_UNASSIGNED, c) ? TEXT_UNASSIGNED : TEXT_FINE;
}

/* Scripts whose letters change shape beside a joiner (Arabic and Uyghur, the scripts of India, Tibetan, Mongolian …).
 * Between Han or Latin letters a joiner only makes two equal names differ. */
static bool is_joining(uint32_t c)
{
	static const struct { uint32_t first, last; } blocks[] = {
		{ 0x0620, 0x0DFF }, { 0x0F40, 0x109F }, { 0x1780, 0x18AF }, { 0x1980, 0x1CFF }, { 0xA840, 0xABFF }, { 0xFB50, 0xFEFC },
	};

	for (size_t i = 0; i < COUNT_OF(blocks); i++)
		if (c >= blocks[i].first && c <= blocks[i].last)
			return true;
	return false;
}

static bool next_is_joining(const struct text_reader *r)
{
	uint32_t c;

	if (r->at >= r->n)
		return false;
	text_decode(r->s + r->at, r->n - r->at, &c);
	return is_joining(c) && text_harm_of(c) == TEXT_FINE && !unicode_in(UNICODE_MARK, c);
}

bool text_next(struct text_reader *r, struct text_piece *p)
{
	if (r->at >= r->n)
		return false;
	*p = (struct text_piece){ .at = r->at };
	p->bytes = text_decode(r->s + r->at, r->n - r->at, &p->c);
	r->at += p->bytes;
	p->harm = text_harm_of(p->c);
	if (p->harm == TEXT_FINE && (p->c == TEXT_ZWNJ || p->c == TEXT_ZWJ)) {
		if (!is_joining(r->previous) || !next_is_joining(r))
			p->harm = TEXT_INVISIBLE;
	} else if (p->harm == TEXT_FINE && p->c >= 0x300 && unicode_in(UNICODE_MARK, p->c)) {
		/* a mark without a base would change what stands before the text on the screen */
		if (!r->previous || r->marks == MARKS_MOST)
			p->harm = TEXT_MARKS;
		else
			r->marks++;
	} else {
		r->marks = 0;
	}
	if (p->harm == TEXT_FINE)
		r->previous = p->c;
	else if (p->harm != TEXT_MARKS)
		r->previous = 0;
	return true;
}

enum text_harm text_check(const char *s, size_t n, size_t *position)
{
	struct text_reader r = { .s = s, .n = n };
	struct text_piece p;

	for (*position = 1; text_next(&r, &p); ++*position)
		if (p.harm != TEXT_FINE)
			return p.harm;
	*position = 0;
	return TEXT_FINE;
}

const char *text_harm_name(enum text_harm harm)
{
	static const char *const names[] = {
		[TEXT_FINE] = "正常字符", [TEXT_CONTROL] = "控制字符", [TEXT_INVISIBLE] = "不可见字符", [TEXT_BIDI] = "文字方向控制符",
		[TEXT_TAG] = "标签字符", [TEXT_UNASSIGNED] = "未定义或私用字符", [TEXT_BROKEN] = "残缺的编码", [TEXT_MARKS] = "过多的组合符号",
	};

	return (unsigned)harm < COUNT_OF(names) ? names[harm] : names[TEXT_BROKEN];
}
