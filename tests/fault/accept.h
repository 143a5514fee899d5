/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FAULT_ACCEPT_H
#define TESTS_FAULT_ACCEPT_H

#include "store/store.h"

/* An accept as the hall makes it, on the sample schema: one row, three children, a number counted in the same
 * transaction, a trail. The number of dossier "u<k>" is told to nobody before store_submit answered ST_OK. */
enum status accept_one(struct store *s, int k, int64_t *number, struct err *err);

/* What a store holds: whether every dossier is whole, and counted without a gap. */
struct accept_view { int64_t dossiers, torn, gaps; };
void accept_look(struct store *s, struct accept_view *view);
/* The number that "u<k>" has; 0 when it is not there. */
int64_t accept_number(struct store *s, int k);

/* Makes a store as the first version of the program left it, with two dossiers (vfs NULL: on a real file); and says
 * whether opening it gives the newest version with both. */
void accept_old_store(const char *path, const char *vfs);
bool accept_old_store_whole(const char *path);

#endif
