/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/matters.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/words.h"
#include "hall/taken.h"
#include "ui/list.h"

enum status matters_read(struct matters *m, struct desk *d, struct err *err)
{
	const struct catalogue *c;
	int version;
	enum status st = hall_catalogue(d->hall, &c, &version, err);

	if (st != ST_OK)
		return st;
	uint32_t *taken = mem_array(c->bundle_count + c->item_count, sizeof *taken);
	st = hall_taken(d->hall, d->actor.window, clock_day_of(clock_wall_ms()), c, taken, err);
	if (st != ST_OK) {
		free(taken);
		return st;
	}
	free(m->taken);
	m->taken = taken;
	m->catalogue = c;
	m->version = version;
	m->count = 0;                              /* hits of another version went with it */
	return ST_OK;
}

void matters_release(struct matters *m)
{
	free(m->taken);
	m->taken = NULL;
}

void matters_narrow(struct matters *m, const char *text)
{
	m->count = catalogue_search(m->catalogue, text, m->taken, m->hits, MATTERS_MOST);
	if (m->count > MATTERS_MOST)
		m->count = MATTERS_MOST;
}

const struct bundle *matters_at(const struct matters *m, size_t row)
{
	const struct catalogue_hit *hit = &m->hits[row];

	return hit->bundle ? hit->bundle : catalogue_single(m->catalogue, hit->item);
}

const struct bundle *matters_chosen(const struct matters *m, struct desk *d, size_t row)
{
	if (row < m->count)
		return matters_at(m, row);
	message_refuse(d->ui, "E-6301", "没有选中一件事;请改所打的字");
	return NULL;
}

uint64_t matters_id(const struct matters *m, size_t row)
{
	enum { BUNDLE = 1, ITEM };
	const struct catalogue_hit *hit = &m->hits[row];

	return hit->bundle ? list_name_id(BUNDLE, hit->bundle->id) : list_name_id(ITEM, hit->item->id);
}

void matters_cell(const struct matters *m, size_t row, enum matter_column column, struct buf *out, enum look *look)
{
	const struct bundle *b = m->hits[row].bundle;
	const struct item *item = m->hits[row].item;
	const struct department *lead = b ? b->lead : item->department;

	*look = column != MATTER_NAME ? LOOK_DIM : b ? LOOK_STRONG : LOOK_PLAIN;
	switch (column) {
	case MATTER_NAME:
		buf_text(out, b ? b->name : item->name);
		if (m->hits[row].called)           /* or nobody sees why it is here */
			buf_format(out, " (%s)", m->hits[row].called);
		break;
	case MATTER_INITIALS: words_initials(b ? b->name : item->name, MATTER_INITIALS_CELLS, out); break;
	case MATTER_KIND: buf_text(out, b ? b->subject : "单项"); break;
	case MATTER_SIZE:
		if (b)
			buf_format(out, "%zu 事项", b->item_count);
		else
			words_limit(item->promised, out);
		break;
	case MATTER_LEAD: buf_text(out, lead ? lead->name : ""); break;
	}
}
