/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_STAFF_H
#define HALL_STAFF_H

#include "hall/hall.h"

/* People and windows. Roles are those of law/staff_role.h, what each may do stands in law/staff_right.h (E-1110 when it may
 * not). Every act here is audited in the transaction that does it. */

/* Checks login and password (yescrypt, about 0.1 s). The message never tells which part was wrong (E-1101). Five
 * failures lock for ten minutes (E-1102, says until when; survives a restart); S-3. Every try is audited. out->must_change:
 * a new password is to be chosen before anything else. */
enum status staff_login(struct hall *h, const char *login, const char *password, const char *window,
	struct actor *out, struct err *err) MUST_CHECK;
/* The actor of scripts: staff row "system", at window `window` ("" for none). */
enum status staff_system(struct hall *h, const char *window, struct actor *out, struct err *err) MUST_CHECK;
/* Any person, without his password: who did what has happened in a demonstration hall. E-1111 there is nobody of that login. */
enum status staff_person(struct hall *h, const char *login, const char *window, struct actor *out, struct err *err) MUST_CHECK;
/* One wrong password more, as staff_login counts it. Always an error. */
enum status staff_wrong_password(struct hall *h, const struct actor *a, struct err *err) MUST_CHECK;

/* --- staff_admin.c ------------------------------------------------------------------------------------------------ */

/* Adds a person; E-1103 login taken, E-1104 password too weak (settings password.*), E-1106 … E-1109 what else is wrong.
 * `department` is the id of a person of the role department, who works its tasks only (W-14), and "" for all others: E-1116.
 * Hash is made here. The first login asks for a new password. */
enum status staff_add(struct hall *h, const struct actor *by, const char *login, const char *name, const char *work_no,
	const char *role, const char *department, const char *password, struct err *err) MUST_CHECK;
/* E-1111 there is nobody of that login; "system" is nobody. A disabled one cannot log in. E-1117: nobody
 * disables his own account, or gives himself a role; E-1122: the last administrator who can log in stays one. */
enum status staff_set_active(struct hall *h, const struct actor *by, const char *login, bool active, struct err *err) MUST_CHECK;
enum status staff_set_role(struct hall *h, const struct actor *by, const char *login, const char *role, const char *department,
	struct err *err) MUST_CHECK;
/* Forgets wrong passwords: who was locked may log in again. */
enum status staff_unlock(struct hall *h, const struct actor *by, const char *login, struct err *err) MUST_CHECK;
/* Another one's password: the next login asks for a new one, and a lock ends. */
enum status staff_set_password(struct hall *h, const struct actor *by, const char *login, const char *password,
	struct err *err) MUST_CHECK;
/* One's own. `before` must be right (counts like a login: E-1101, E-1102); E-1104 too weak, E-1112 one of the last had. */
enum status staff_change_password(struct hall *h, const struct actor *by, const char *before, const char *password,
	struct err *err) MUST_CHECK;

struct staff_row { char login[40], name[64], work_no[24], role[STAFF_ROLES_MOST], department[32]; bool active, must_change; int64_t locked_until, password_at; };
typedef void staff_row_fn(void *ctx, const struct staff_row *row);
enum status staff_list(struct hall *h, staff_row_fn *row, void *ctx, struct err *err) MUST_CHECK;      /* by login */

/* --- window.c --------------------------------------------------------------------------------------------------------- */

/* Open windows of the hall in order of number: calls `row` for each. */
typedef void window_row_fn(void *ctx, const char *no, const char *name, const char *kind);
enum status staff_windows(struct hall *h, window_row_fn *row, void *ctx, struct err *err) MUST_CHECK;

/* What is done at a window: "general" 综合 "enterprise" 企业 …; NULL after the last. */
struct window_kind { const char *code, *name; };
extern const struct window_kind window_kinds[];
/* E-1113 number of other than 1 … 6 letters and digits, or no name; E-1114 unknown kind; E-1115 the number is there already.
 * A closed window keeps its dossiers; nobody logs in there. E-1105 no such window. */
enum status window_add(struct hall *h, const struct actor *by, const char *no, const char *name, const char *kind,
	struct err *err) MUST_CHECK;
enum status window_set(struct hall *h, const struct actor *by, const char *no, const char *name, const char *kind,
	struct err *err) MUST_CHECK;                                     /* NULL: stays as it is */
enum status window_set_open(struct hall *h, const struct actor *by, const char *no, bool open, struct err *err) MUST_CHECK;
enum status window_known(struct hall *h, const char *no, struct err *err) MUST_CHECK;      /* open or closed; E-1105 */
typedef void window_every_fn(void *ctx, const char *no, const char *name, const char *kind, bool open);
enum status window_list(struct hall *h, window_every_fn *row, void *ctx, struct err *err) MUST_CHECK;      /* closed ones, too */

#endif
