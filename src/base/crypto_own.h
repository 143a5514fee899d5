/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CRYPTO_OWN_H
#define BASE_CRYPTO_OWN_H

#include "base/status.h"

/* Without cryptography nothing may be stored: ends the program (E-3121) with what is missing. */
_Noreturn void crypto_give_up(const char *what, enum status st);

#endif
