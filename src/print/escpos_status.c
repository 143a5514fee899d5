/* SPDX-License-Identifier: Apache-2.0 */
#include "print/escpos_status.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "print/words.h"

const char escpos_question[ESCPOS_QUESTIONS][3] = { "\x10\x04\x02", "\x10\x04\x03", "\x10\x04\x04", "\x10\x04\x01" };

#define OFFLINE 1                       /* what any fault makes of it: only told when nothing else is */

static const struct { int n; unsigned char bits; bool fault; const char *words; } meanings[] = {
	{ OFFLINE, 0x08, true, "离线" },
	{ 2, 0x04, true, "盖子未合" },
	{ 2, 0x20, true, "缺纸" },
	{ 2, 0x40, true, "打印机报告故障" },
	{ 3, 0x04, true, "机械故障,看有没有卡纸" },
	{ 3, 0x08, true, "切刀卡住" },
	{ 3, 0x20, true, "故障,请关机再开" },
	{ 3, 0x40, true, "打印头过热,稍等" },
	{ 4, 0x60, true, "缺纸" },
	{ 4, 0x0c, false, "纸快用完" },
};

bool escpos_is_answer(unsigned char byte)
{
	return (byte & 0x93) == 0x12;
}

void escpos_answer(int n, unsigned char byte, bool *fault, char words[160])
{
	for (size_t i = 0; i < COUNT_OF(meanings); i++)
		if (meanings[i].n == n && byte & meanings[i].bits && !(n == OFFLINE && *fault)) {
			*fault = *fault || meanings[i].fault;
			words_add(words, 160, meanings[i].words);
		}
}
