/* SPDX-License-Identifier: Apache-2.0 */
#include "law/staff_right.h"

#include <stdio.h>

#include "law/staff_role.h"

/* 三员分立: whoever adds people does not give permissions, and neither reads what is audited or touches a dossier. */
static const unsigned rights[RIGHT_COUNT] = {
	[RIGHT_ACCEPT]         = BY(CLERK) | BY(SYSTEM),
	[RIGHT_ATTACH]         = BY(CLERK) | BY(SYSTEM),
	[RIGHT_DRAFT]          = BY(CLERK) | BY(HELPER) | BY(SYSTEM),
	[RIGHT_OFFER]          = BY(HELPER) | BY(SYSTEM),
	[RIGHT_DOSSIER]        = BY(CLERK) | BY(HELPER) | BY(SUPERVISOR) | BY(ISSUER) | BY(DEPARTMENT) | BY(SYSTEM),
	[RIGHT_FIND]           = BY(CLERK) | BY(HELPER) | BY(SUPERVISOR) | BY(ISSUER) | BY(SYSTEM),
	[RIGHT_TASKS]          = BY(DEPARTMENT) | BY(SYSTEM),
	[RIGHT_PAPERS]         = BY(CLERK) | BY(HELPER) | BY(SUPERVISOR) | BY(ISSUER) | BY(SYSTEM),
	[RIGHT_GUIDE]          = BY(GUIDE) | BY(CLERK) | BY(HELPER) | BY(SUPERVISOR) | BY(ISSUER) | BY(DEPARTMENT) | BY(SYSTEM),
	[RIGHT_WATCH]          = BY(CLERK) | BY(HELPER) | BY(SUPERVISOR) | BY(ISSUER) | BY(SYSTEM),
	[RIGHT_DISPATCH]       = BY(CLERK) | BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_FOLLOW_CLOCKS]  = BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_DECIDE_EXPIRED] = BY(SUPERVISOR),
	[RIGHT_FOLLOW_RATINGS] = BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_CALL]           = BY(CLERK) | BY(HELPER) | BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_REVEAL]         = BY(CLERK) | BY(SUPERVISOR) | BY(DEPARTMENT) | BY(SYSTEM),
	[RIGHT_SEE_ANY_PHONE]  = BY(HELPER) | BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_ISSUE]          = BY(CLERK) | BY(ISSUER) | BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_CHECK_IN]       = BY(ISSUER) | BY(SYSTEM),
	[RIGHT_SEE_HALL]       = BY(SUPERVISOR),
	[RIGHT_DAY]            = BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_TIDE]           = BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_CONFIRM_CLOCK]  = BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_STAFF_ADD]      = BY(ADMIN) | BY(SECADM) | BY(SYSTEM),
	[RIGHT_STAFF_ACTIVE]   = BY(ADMIN) | BY(SECADM) | BY(SYSTEM),
	[RIGHT_STAFF_PASSWORD] = BY(ADMIN) | BY(SYSTEM),
	[RIGHT_STAFF_UNLOCK]   = BY(ADMIN) | BY(SYSTEM),
	[RIGHT_STAFF_ROLE]     = BY(SECADM) | BY(SYSTEM),
	[RIGHT_OWN_PASSWORD]   = BY(GUIDE) | BY(CLERK) | BY(HELPER) | BY(SUPERVISOR) | BY(ISSUER) | BY(DEPARTMENT) | BY(ADMIN) |
		BY(AUDITOR) | BY(SECADM),
	[RIGHT_WINDOW]         = BY(ADMIN) | BY(SYSTEM),
	[RIGHT_SETTINGS]       = BY(ADMIN) | BY(SYSTEM),
	[RIGHT_ADDRESS]        = BY(ADMIN) | BY(SYSTEM),
	[RIGHT_AUDIT]          = BY(AUDITOR) | BY(SYSTEM),
	[RIGHT_CATALOGUE]      = BY(ADMIN) | BY(SYSTEM),
	[RIGHT_CALENDAR]       = BY(ADMIN) | BY(SYSTEM),
	[RIGHT_STUCK]          = BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_STUCK_OWN]      = BY(GUIDE) | BY(CLERK) | BY(HELPER) | BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_CAUTION]        = BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_CAUTION_CANCEL] = BY(SUPERVISOR),
	[RIGHT_HAND]           = BY(CLERK) | BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_HAND_HALL]      = BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_SHIFT]          = BY(CLERK) | BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_SHIFT_ANY]      = BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_STATEMENT]      = BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_ERRAND]         = BY(HELPER) | BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_TICKET_TAKE]    = BY(GUIDE) | BY(CLERK) | BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_TICKET_SERVE]   = BY(CLERK) | BY(ISSUER) | BY(SYSTEM),
	[RIGHT_TICKET_MEND]    = BY(GUIDE) | BY(CLERK) | BY(ISSUER) | BY(SUPERVISOR) | BY(SYSTEM),
	[RIGHT_QUEUE]          = BY(SUPERVISOR) | BY(ADMIN) | BY(SYSTEM),
};

bool staff_may(const char *role, enum staff_right right)
{
	return (unsigned)right < RIGHT_COUNT && staff_role_in(role, rights[right]);
}

const char *staff_who_may(enum staff_right right, char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (int r = 0; r < ROLE_COUNT && n < size; r++)
		if (r != ROLE_SYSTEM && staff_may(staff_role_code((enum staff_role)r), right))
			n += (size_t)snprintf(out + n, size - n, "%s%s", n ? "、" : "", staff_role_name((enum staff_role)r));
	return out;
}
