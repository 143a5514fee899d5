/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_IDENTITY_H
#define LAW_IDENTITY_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/status.h"

/* Who somebody is by number. GB 11643 (citizens; also the residence permits of Hong Kong, Macao and Taiwan, 81/82/83,
 * and the foreigner's permanent residence card of 2023, 9…), GB 32100 (organisations). */
enum identity_kind { ID_NONE, ID_CITIZEN, ID_RESIDENCE_PERMIT, ID_FOREIGN_RESIDENT, ID_CITIZEN_OLD, ID_COMPANY };
enum identity_sex { SEX_UNKNOWN = 0, SEX_MALE = 1, SEX_FEMALE = 2 };      /* GB/T 2261.1 */
struct identity {
	enum identity_kind kind;
	char number[19];             /* as it must be stored: ASCII, upper case */
	char region[7];              /* first six digits, citizens; "" otherwise */
	enum identity_sex sex;
	day_t birth;                 /* DAY_NONE for companies */
};
/* Reads a number as typed: full-width digits, blanks and hyphens are normalised (no. 3). `today` bounds the birth date.
 * Errors: E-1001 check digit (names the right one for its place), E-1002 the birth date does not exist or is later
 * than today, E-1003 a 15-digit number (out->kind is ID_CITIZEN_OLD), E-1004 wrong length or characters, E-1005
 * GB 32100 check, E-1006 region code of no province. A number of digits alone that is no person's, and does not begin
 * with 9, is a company's only if all its parts fit (both check digits, office, province). */
enum status identity_read(const char *typed, day_t today, struct identity *out, struct err *err) MUST_CHECK;
const char *identity_kind_name(enum identity_kind kind);
/* Whole years on `today`; -1 without a birth date. Born on 29 February: a year older on 1 March of a common year. */
int identity_age(day_t birth, day_t today);
/* GB/T 2260: do two digits begin the code of a province? */
bool identity_province(const char *two);
/* ISO 7064 MOD 11-2 over 17 digits / GB 32100 MOD 31-3 over 17 characters; '\0' when a character is not allowed. */
char identity_citizen_check(const char digits[17]);
char identity_company_check(const char code[17]);
/* GB 11714: the check character of the organisation code that stands in places 9 … 17 of a company's, from its eight others
 * (digits and capital letters). */
char identity_organisation_check(const char code[8]);
/* The number of any certificate, `type` by the codes of field zjlx ("01" 居民身份证, "02" 护照 …; NULL or "": not known). Where
 * the type has a known form the number must have it; else it is 4 to 30 letters and digits, one digit at least, and - / ( ).
 * Without a type a number that looks like an ID number must be a right one. What is stored is appended to `out`: ASCII, upper
 * case, no blanks. Errors: as identity_read, E-2059 not such a number, E-1012 too long. */
enum status certificate_read(const char *typed, const char *type, day_t today, struct buf *out, struct err *err) MUST_CHECK;
/* Can the number be one that tells sex and birth date? By the certificate's type, or by its look where none is given. */
bool certificate_is_identity(const char *number, const char *type);
/* Mobile numbers: +86, 0086, blanks and hyphens go; E-1014 otherwise. Writes 11 digits. A landline "0571-87654321" is
 * allowed only by `landline` (beside a mobile one), then out has digits and one hyphen. */
enum status phone_read(const char *typed, int landline, char out[20], struct err *err) MUST_CHECK;

#endif
