/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_PICTURE_PRIVATE_H
#define UI_PICTURE_PRIVATE_H

#include "base/mem.h"
#include "ui/picture.h"

/* What stands before a part's box in the drawing: its label, for messages. */
char *picture_label(struct arena *own, const struct picture_drawing *d, int part);

#endif
