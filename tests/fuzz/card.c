/* SPDX-License-Identifier: Apache-2.0 */
/* A line of the bridge to a card reader. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "law/id_card.h"

static void harmless(const char *text)
{
	size_t position;

	HOLDS(text_check(text, strlen(text), &position) == TEXT_FINE);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	day_t today = day_from_ymd(2026, 11, 23);
	char doubt[ID_CARD_DOUBT_SIZE];
	struct id_card card;
	struct err err = { 0 };

	if (id_card_read((const char *)data, n, today, &card, &err) != ST_OK) {
		HOLDS(*err.code && *err.text && card.kind == ID_CARD_NONE && !*card.name && !*card.number);
		harmless(err.text);
		return 0;
	}
	HOLDS(card.kind == ID_CARD_NONE ? !*card.number : *card.name && strlen(card.number) >= 15);
	harmless(card.name);
	harmless(card.nation);
	harmless(card.address);
	harmless(card.authority);
	harmless(id_card_doubt_text(&card, id_card_doubts(&card, today), doubt));
	return 0;
}
