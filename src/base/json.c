/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include <stdbool.h>

size_t json_text_depth(const char *s, size_t n)
{
	size_t depth = 0, deepest = 0;
	bool inside = false;

	for (size_t i = 0; i < n; i++) {
		if (inside) {
			if (s[i] == '\\')
				i++;
			else if (s[i] == '"')
				inside = false;
		} else if (s[i] == '"') {
			inside = true;
		} else if (s[i] == '[' || s[i] == '{') {
			if (++depth > deepest)
				deepest = depth;
		} else if ((s[i] == ']' || s[i] == '}') && depth > 0) {
			depth--;
		}
	}
	return deepest;
}
