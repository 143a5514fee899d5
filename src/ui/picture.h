/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_PICTURE_H
#define UI_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "ui/draw.h"

/* A screen as a file that looks like the screen (screens/NAME.form):
 *
 *     # anything after a # in the lines that are not a drawing
 *     screen login "登录" help="工号和密码。"
 *     picture
 *       工号  {staff       }      {note                    }
 *       说明  {remark                }
 *             {                      }      a blank box under a box makes it taller
 *       [cases                                   ]
 *     end
 *     picture 132x43
 *     …
 *     end
 *     field staff  text  max=20 required help="八位工号"
 *     field remark lines max=200
 *     field kind   choice choices="1:个人 2:单位"
 *     field note   show
 *     list  cases  grow
 *
 * A box is as wide as from its { or [ to its } or ], both included, counted in cells. A [ is a box only when a `list`
 * (or `area`) line names it; a list's box stands for all rows of blank boxes under it. An area is a place that the view
 * draws itself. `grow` gives it the rows and columns that a larger screen has; one per drawing. A rule (─ or -) that
 * reaches the right edge grows with it. A drawing has at most its size less two rows (message line and key bar); without
 * a size it is for 80x24. */

enum picture_kind { PICTURE_TEXT, PICTURE_LINES, PICTURE_NUMBER, PICTURE_DATE, PICTURE_CHOICE, PICTURE_CHECK,
	PICTURE_SECRET, PICTURE_SHOW, PICTURE_LIST, PICTURE_AREA };

struct picture_choice { const char *value, *label; };

struct picture_part {                /* a field, list or area */
	const char *name;
	enum picture_kind kind;
	bool required, grow;
	long max;                    /* characters; a number's largest value */
	long min;                    /* a number's least value */
	long bytes;                  /* 0: no limit */
	const char *help;            /* "" if none */
	const struct picture_choice *choices;
	size_t choice_count;
	int line;                    /* of the file */
};

struct picture_drawing {
	int width, height;           /* of the screen it is meant for: 80 x 24 */
	const char *const *rows;     /* with the boxes blanked out */
	int row_count;
	const struct area *boxes;    /* by part; height 0: not in this drawing */
};

struct picture {
	const char *name, *title, *help, *context;
	const struct picture_part *parts;        size_t part_count;
	const struct picture_drawing *drawings;  size_t drawing_count;       /* the smallest first */
	struct arena *own;                       /* private */
};

/* Reads a file's text. E-3210 …: every fault that makes a screen unusable (box without a field, field without a box, a
 * drawing that does not fit, odd width, a name twice, no help, two boxes in each other) is refused with name:line. */
enum status picture_read(const char *name, const char *text, size_t n, struct picture **out, struct err *err) MUST_CHECK;
void picture_free(struct picture *p);                            /* NULL is fine */
int picture_part_index(const struct picture *p, const char *name);       /* -1: none */
/* The largest drawing that fits `area`; the first when none does. */
const struct picture_drawing *picture_fitting(const struct picture *p, struct area area);
/* Where a part stands when the drawing is put into `area`, grown. */
struct area picture_place(const struct picture *p, const struct picture_drawing *d, int part, struct area area);
/* Draws the labels. */
void picture_draw(const struct picture *p, const struct picture_drawing *d, struct area area);

#endif
