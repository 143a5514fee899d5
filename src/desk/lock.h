/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_LOCK_H
#define DESK_LOCK_H

struct desk;

/* Hides everything behind the password of the clerk who is logged in (R19: drafts are saved first). Does nothing when
 * nobody is logged in or it is locked already. */
void desk_lock(struct desk *d);
/* Ends the clerk's session: drafts saved, every screen closed, the login shown. */
void desk_log_out(struct desk *d);

#endif
