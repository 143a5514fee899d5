/* SPDX-License-Identifier: Apache-2.0 */
/* A scanned code, and numbers as somebody types them. */
#include <string.h>

#include "base/mem.h"
#include "fuzz.h"
#include "law/number.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static const unsigned char key[32] = { 1 };
	char *text = mem_text_n((const char *)data, n), number[DOSSIER_NUMBER_SIZE], made[64], groups[28], type = 0;
	struct err err;
	if (number_qr_read(key, text, &type, number, &err) == ST_OK) {
		HOLDS(strlen(number) < sizeof number && type);
		number_qr(key, type, number, made);
		HOLDS(strlen(made) < sizeof made && number_qr_read(key, made, &type, number, &err) == ST_OK);
	} else {
		HOLDS(*err.code && *err.text);
	}
	number_groups(text, groups);
	HOLDS(strlen(groups) < sizeof groups);
	if (number_dossier_valid(text))
		HOLDS(strlen(text) == 23);
	(void)number_region_valid(text);
	(void)number_hall_valid(text);
	(void)number_check_digit(text);
	free(text);
	return 0;
}
