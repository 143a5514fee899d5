/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_HALL_ASK_H
#define TESTS_HALL_ASK_H

#include "fixture.h"

/* One number of the store, asked for behind the hall's back; -1: it is NULL. */
int64_t fixture_ask(const struct fixture *f, const char *sql);

#endif
