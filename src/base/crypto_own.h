/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CRYPTO_OWN_H
#define BASE_CRYPTO_OWN_H

#include <gcrypt.h>

#include "base/status.h"

/* Without cryptography nothing may be stored: ends the program (E-3121) with what is missing. */
_Noreturn void crypto_give_up(const char *what, enum status st);
/* What every call of libgcrypt comes after; and what each one that can fail goes through (E-3121). */
void crypto_begin(void);
void crypto_must(gcry_error_t code);

#endif
