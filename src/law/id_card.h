/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_ID_CARD_H
#define LAW_ID_CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "base/status.h"

/* What the chip of an identity card tells (P-1): one line of the reader's bridge, data/contract/reader.md. A stranger's bytes: all of
 * it is checked before any of it is shown. A photo or a fingerprint has no place here (S-9). */

#define ID_CARD_LINE_MOST 4096           /* bytes of a line without its LF */

enum id_card_kind { ID_CARD_NONE, ID_CARD_CITIZEN, ID_CARD_RESIDENCE_PERMIT, ID_CARD_FOREIGN_RESIDENT, ID_CARD_KINDS };
const char *id_card_kind_code(enum id_card_kind kind);      /* "id-card" "residence-permit" "foreign-resident"; "" */
const char *id_card_kind_name(enum id_card_kind kind);      /* 居民身份证 … */
const char *id_card_kind_type(enum id_card_kind kind);      /* of field zjlx: "01" "08" "05" */

struct id_card {
	enum id_card_kind kind;
	char name[201], number[31];          /* never empty; the number as it is stored (certificate_read) */
	char sex[2];                         /* GB/T 2261.1: "1" "2"; "" when it is not told */
	char nation[33];                     /* as told: "01" of GB/T 3304 or "汉"; "" */
	char birth[11];                      /* "1992-03-15"; "" */
	char address[401], authority[241];   /* "" */
	day_t valid_from, valid_to;          /* DAY_NONE: not told, or 长期 */
	bool lasting;                        /* 长期 */
};

/* Reads one line (without its LF). kind is ID_CARD_NONE when it only tells that the bridge waits for a card. ST_DATA: E-6644 it is no
 * such line, E-6645 a text in it that no card has, E-6646 the number is not right (GB 11643) or not of this kind, E-6650 another kind
 * of card; ST_LIMIT, E-6643 too long; ST_UNAVAIL, E-6647 the bridge tells why it cannot read. *out is then empty. */
enum status id_card_read(const char *line, size_t n, day_t today, struct id_card *out, struct err *err) MUST_CHECK;

/* What a clerk has to look at before this card counts: a set of bits, 0 for nothing. */
enum id_card_doubt { ID_CARD_EXPIRED = 1, ID_CARD_EARLY = 2, ID_CARD_CONTRADICTS = 4 };
unsigned id_card_doubts(const struct id_card *card, day_t today);
/* "已于 2024-05-01 过期", "从 2027-01-01 起才有效", "卡上的性别、出生日期与号码不符" joined by 、; "" for 0. Returns out. */
#define ID_CARD_DOUBT_SIZE 200
const char *id_card_doubt_text(const struct id_card *card, unsigned doubts, char out[ID_CARD_DOUBT_SIZE]);

#endif
