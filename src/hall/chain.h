/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_CHAIN_H
#define HALL_CHAIN_H

#include "hall/audit.h"

/* One link of the audit chain, for those who need its hash before it is stored: dossier_accept prints a piece of it
 * (R13). Inside a batch: chain_last adds the step that reads the end of the window's chain; in a later `then`
 * chain_link makes the next link from its row, chain_add stores it. */
struct chain_link {
	int64_t seq, at, mono;
	const struct actor *by;
	const struct audit_entry *entry;
	unsigned char hash[DIGEST_SIZE];
};
int chain_last(struct batch *b, const struct actor *by);
void chain_link(struct hall *h, const struct rows *last, const struct actor *by, const struct audit_entry *e,
	struct chain_link *out);
void chain_add(struct batch *b, const struct chain_link *link);

#endif
