/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_STAFF_H
#define HALL_STAFF_H

#include "hall/hall.h"

/* People and windows. Roles are those of W-14: guide clerk helper supervisor issuer department admin auditor secadm. */

/* Checks login and password (yescrypt, about 0.1 s). The message never tells which part was wrong (E-1101). Five
 * failures lock for ten minutes (E-1102, says until when; survives a restart); S-3. Every try is audited. */
enum status staff_login(struct hall *h, const char *login, const char *password, const char *window,
	struct actor *out, struct err *err) MUST_CHECK;
/* The actor of scripts: staff row "system", at window `window` ("" for none). */
enum status staff_system(struct hall *h, const char *window, struct actor *out, struct err *err) MUST_CHECK;
/* Adds a person; E-1103 login taken, E-1104 password too weak (10 characters of 3 classes). Hash is made here. */
enum status staff_add(struct hall *h, const struct actor *by, const char *login, const char *name, const char *work_no,
	const char *role, const char *password, struct err *err) MUST_CHECK;
/* Windows of the hall in order of number: calls `row` for each. */
typedef void window_row_fn(void *ctx, const char *no, const char *name, const char *kind);
enum status staff_windows(struct hall *h, window_row_fn *row, void *ctx, struct err *err) MUST_CHECK;

#endif
