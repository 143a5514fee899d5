/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_LOCK_H
#define DESK_LOCK_H

struct desk;
/* Hides everything behind a password (S-4, T15): what is under way is saved and stays open beneath; only the same clerk
 * gets it back. Does nothing when nobody is logged in or it is locked already. */
void desk_lock(struct desk *d);

#endif
