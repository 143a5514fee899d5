/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/picture.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/picture_private.h"

#define FURNITURE 2          /* the rows of a screen that a drawing does not have */

void picture_free(struct picture *p)
{
	if (p)
		arena_free(p->own);      /* the picture itself lies in it */
}

int picture_part_index(const struct picture *p, const char *name)
{
	for (size_t i = 0; i < p->part_count; i++)
		if (!strcmp(p->parts[i].name, name))
			return (int)i;
	return -1;
}

const struct picture_drawing *picture_fitting(const struct picture *p, struct area area)
{
	const struct picture_drawing *best = &p->drawings[0];
	for (size_t i = 1; i < p->drawing_count; i++) {
		const struct picture_drawing *d = &p->drawings[i];
		if (d->height - FURNITURE <= area.height && d->width <= area.width &&
		    (long)d->height * d->width > (long)best->height * best->width)
			best = d;
	}
	return best;
}

/* ---- growing ------------------------------------------------------------------------------------------------ */

struct growth { int rows, columns, after; };     /* rows are added after the drawing's row `after` */

static struct growth growth_of(const struct picture *p, const struct picture_drawing *d, struct area area)
{
	struct growth g = { area.height - (d->height - FURNITURE), area.width - d->width, d->row_count };
	g.rows = g.rows > 0 ? g.rows : 0;
	g.columns = g.columns > 0 ? g.columns : 0;
	for (size_t i = 0; i < p->part_count; i++)
		if (p->parts[i].grow && d->boxes[i].height)
			g.after = d->boxes[i].row + d->boxes[i].height - 1;
	return g;
}

struct area picture_place(const struct picture *p, const struct picture_drawing *d, int part, struct area area)
{
	const struct picture_part *it = &p->parts[part];
	struct area box = d->boxes[part];
	struct growth g = growth_of(p, d, area);
	if (!box.height)
		return AREA_NONE;
	if (box.row > g.after)
		box.row += g.rows;
	else if (box.row + box.height - 1 >= g.after && (it->kind == PICTURE_LIST || it->kind == PICTURE_AREA))
		box.height += g.rows;
	if ((it->kind == PICTURE_LIST || it->kind == PICTURE_AREA) && box.col + box.width >= d->width - 1)
		box.width += g.columns;
	box.row += area.row;
	box.col += area.col;
	return box;
}

static bool ends_in_rule(const char *row, int width)
{
	size_t n = strlen(row);
	if (text_width(row) < width)
		return false;
	return (n >= 3 && !strcmp(row + n - 3, "─")) || (n >= 1 && row[n - 1] == '-');
}

void picture_draw(const struct picture *p, const struct picture_drawing *d, struct area area)
{
	struct growth g = growth_of(p, d, area);
	for (int i = 0; i < area.height; i++) {
		int from = i <= g.after ? i : i <= g.after + g.rows ? g.after : i - g.rows;
		const char *row = from < d->row_count ? d->rows[from] : "";
		draw_text(area.row + i, area.col, area.width, LOOK_LABEL, row);
		if (g.columns && ends_in_rule(row, d->width))
			draw_rule(area.row + i, area.col + d->width, g.columns);
	}
}

char *picture_label(struct arena *own, const struct picture_drawing *d, int part)
{
	struct area box = d->boxes[part];
	const char *row = box.height && box.row < d->row_count ? d->rows[box.row] : "";
	size_t end = text_fit(row, box.col, NULL), begin;
	while (end && row[end - 1] == ' ')
		end--;
	begin = end;
	/* back to the blank, or to two of them within a label such as 姓  名 */
	while (begin && !(row[begin - 1] == ' ' && (begin < 2 || row[begin - 2] == ' ')))
		begin--;
	return arena_text_n(own, row + begin, end - begin);
}
