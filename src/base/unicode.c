/* SPDX-License-Identifier: Apache-2.0 */
#include "base/unicode.h"

#include <stddef.h>

struct range { uint32_t first, last; };

#define UNICODE_TABLE(name, ...) static const struct range name[] = { __VA_ARGS__ };
#include "base/unicode.def"
#undef UNICODE_TABLE

#define SET(name) { name, sizeof name / sizeof name[0] }

bool unicode_in(enum unicode_set set, uint32_t c)
{
	static const struct { const struct range *ranges; size_t count; } sets[] = {
		[UNICODE_WIDE] = SET(wide), [UNICODE_AMBIGUOUS] = SET(ambiguous), [UNICODE_MARK] = SET(mark),
		[UNICODE_FORMAT] = SET(format), [UNICODE_INVISIBLE] = SET(invisible), [UNICODE_UNASSIGNED] = SET(unassigned),
	};
	_Static_assert(sizeof sets / sizeof sets[0] == UNICODE_SETS, "each set has its table");
	const struct range *r = sets[set].ranges;
	size_t low = 0, high = sets[set].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c > r[middle].last)
			low = middle + 1;
		else if (c < r[middle].first)
			high = middle;
		else
			return true;
	}
	return false;
}

uint32_t unicode_to_ascii(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFF01 + '!';
	return c == 0x3000 || c == 0xA0 ? ' ' : c;
}
