/* SPDX-License-Identifier: Apache-2.0 */
/* What a terminal sends: the first byte of each group says how many come at once and after what silence. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "ui/key_reader.h"

static void take_all(struct key_reader *r, int64_t now)
{
	struct key_event e;
	for (int i = 0; key_reader_next(r, now, &e); i++) {
		HOLDS(i < 100000);
		HOLDS(e.kind == KEY_PRESS || e.kind == KEY_REPORT || e.size <= KEY_TEXT_MAX);
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct key_reader *r = key_reader_new();
	int64_t now = 1000;
	key_reader_define(r, "\033Oq", K_F(5));
	while (n) {
		size_t some = (data[0] & 0x1f) + 1u;
		now += (data[0] >> 5) * 7;
		data++, n--;
		some = some < n ? some : n;
		key_reader_feed(r, data, some, now);
		take_all(r, now);
		data += some;
		n -= some;
	}
	for (int i = 0; key_reader_wait(r, now) >= 0; i++) {     /* silence makes all of it final */
		HOLDS(i < 1000);
		now += key_reader_wait(r, now);
		key_reader_feed(r, "", 0, now);
		take_all(r, now);
	}
	key_reader_free(r);
	return 0;
}
