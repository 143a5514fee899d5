/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of people and companies, and telephones, as typed. */
#include <string.h>

#include "base/mem.h"
#include "fuzz.h"
#include "law/identity.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	char *text = mem_text_n((const char *)data, n), phone[20];
	struct identity is, again;
	struct err err;
	day_t today = day_from_ymd(2026, 11, 23);
	if (identity_read(text, today, &is, &err) == ST_OK) {
		HOLDS(is.kind != ID_NONE && strlen(is.number) == 18 && (is.birth == DAY_NONE || is.birth <= today));
		HOLDS(identity_read(is.number, today, &again, &err) == ST_OK && !strcmp(is.number, again.number));
	} else {
		HOLDS(*err.code && *err.text);
	}
	for (int landline = 0; landline < 2; landline++)
		if (phone_read(text, landline, phone, &err) == ST_OK)
			HOLDS(strlen(phone) >= 7 && strlen(phone) < sizeof phone);
	free(text);
	return 0;
}
