/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_IDENTITY_OWN_H
#define LAW_IDENTITY_OWN_H

#include <stddef.h>

/* Between identity.c and phone.c only. Writes a typed number as plain ASCII: blanks of every width go, full-width letters,
 * digits and signs become ASCII, letters upper case, the dashes of an input method '-'. Returns the length
 * of all of it, of which at most room - 1 are written, and 0 in *bad; or 0, and in *bad the 1-based place of the first
 * character that is none of these. */
size_t number_plain(const char *typed, char *out, size_t room, size_t *bad);

#endif
