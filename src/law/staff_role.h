/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_STAFF_ROLE_H
#define LAW_STAFF_ROLE_H

#include <stdbool.h>
#include <stddef.h>

/* Who somebody is at the hall (W-14): stored by these codes, shown by these names. `system` is the actor of scripts and
 * of what time alone does. A set of roles is a sum of BY(…). */
#define STAFF_ROLES(_) \
	_(GUIDE, "guide", "导办")           _(CLERK, "clerk", "受理员")     _(HELPER, "helper", "帮办员") \
	_(SUPERVISOR, "supervisor", "督导") _(ISSUER, "issuer", "出件员")   _(DEPARTMENT, "department", "部门") \
	_(ADMIN, "admin", "系统管理员")     _(AUDITOR, "auditor", "安全审计员") _(SECADM, "secadm", "安全管理员") \
	_(SYSTEM, "system", "系统")

enum staff_role {
#define ROLE_ID(id, code, name) ROLE_##id,
	STAFF_ROLES(ROLE_ID)
#undef ROLE_ID
	ROLE_COUNT
};
#define BY(role) (1u << ROLE_##role)

const char *staff_role_code(enum staff_role r);
const char *staff_role_name(enum staff_role r);
int staff_role_from_code(const char *code);          /* -1: unknown; NULL too */

/* What a person is: the code of a role, or of two that one person may hold together, "department+issuer". Only these may be (W-14): who
 * decides or receives may hand over, too; who decides never receives, and the three of 三员分立 hold nothing else. */
#define STAFF_ROLES_MOST 32                          /* bytes of such codes, with the NUL */
#define STAFF_ROLE_PAIRS(_) _("department+issuer") _("clerk+issuer")
unsigned staff_role_set(const char *codes);          /* 0: unknown, or not to be held together; NULL too */
/* Is one of them among `roles`? */
bool staff_role_in(const char *codes, unsigned roles);
/* "部门、出件员"; "" for what is unknown. At most n bytes with the NUL. Returns `out`. */
const char *staff_role_names(const char *codes, char *out, size_t n);

#endif
