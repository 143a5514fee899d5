/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept_scans.h"

#include <stdlib.h>
#include <string.h>

#include "hall/draft_attachment.h"

enum status accept_scans_read(struct accept_scans *s, struct desk *d, struct err *err)
{
	const struct request *r = &d->intake->request;
	bool ours = d->intake->held && !d->intake->lost;          /* what another desk has taken over shows as it was typed, no more */
	struct accept_scans now = { NULL, NULL, 0, 0 };
	enum status st = ours ? draft_attachment_list(d->hall, &d->actor, r->accept_uuid, &now.draft, &now.draft_count, err) : ST_OK;

	if (st == ST_OK && *r->continues)
		st = attachment_list(d->hall, &d->actor, r->continues, &now.dossier, &now.dossier_count, err);
	accept_scans_release(st == ST_OK ? s : &now);
	if (st == ST_OK)
		*s = now;
	return st;
}

void accept_scans_release(struct accept_scans *s)
{
	free(s->draft);
	free(s->dossier);
	*s = (struct accept_scans){ NULL, NULL, 0, 0 };
}

static size_t count(const struct attachment *list, size_t n, const char *material)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += strcmp(list[i].material, material) == 0;
	return found;
}

size_t accept_scans_of(const struct accept_scans *s, const char *material)
{
	return count(s->draft, s->draft_count, material) + count(s->dossier, s->dossier_count, material);
}

size_t accept_scans_count(const struct accept_scans *s, const struct plan *plan, size_t *left)
{
	size_t all = 0;

	*left = s->draft_count;
	for (size_t i = 0; i < plan->material_count; i++) {
		const char *id = plan->materials[i].material->id;
		all += accept_scans_of(s, id);
		*left -= count(s->draft, s->draft_count, id);
	}
	return all;
}
