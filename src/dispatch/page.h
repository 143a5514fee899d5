/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DISPATCH_PAGE_H
#define DISPATCH_PAGE_H

#include <jansson.h>

#include "hall/outbox.h"
#include "hall/reconcile.h"

/* One page of a change feed (data/contract/changes.schema.json) or of a list of what arrived (list.schema.json), read
 * from a stranger's bytes. */
struct page {
	struct task_event *events;           /* of a feed; their texts live in the page */
	struct reconcile_item *items;        /* of a list */
	size_t count;
	char next[64];
	bool more;
	json_t *root;                        /* private */
};
/* ST_DATA (E-4020) when any of it is not by the schema: then nothing of it may be applied, *out is empty. */
enum status page_read(const char *json, size_t n, struct page *out, struct err *err) MUST_CHECK;
enum status page_read_list(const char *json, size_t n, struct page *out, struct err *err) MUST_CHECK;
void page_release(struct page *p);

#endif
