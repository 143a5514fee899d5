/* SPDX-License-Identifier: Apache-2.0 */
#include "print/words.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

void words_add(char *out, size_t room, const char *words)
{
	size_t n = strlen(out);

	if (!*words || strstr(out, words))
		return;
	snprintf(out + n, room - n, "%s%s", n ? "," : "", words);
	text_mend(out);
}
