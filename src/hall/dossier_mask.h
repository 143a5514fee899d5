/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_DOSSIER_MASK_H
#define HALL_DOSSIER_MASK_H

#include <jansson.h>

/* Masks names, numbers, phones, addresses and accounts in a dossier's JSON (S-15), in place. */
void dossier_mask(json_t *root);

#endif
