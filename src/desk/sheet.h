/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_SHEET_H
#define DESK_SHEET_H

#include "desk/desk.h"

/* The consultation sheet (hall/sheet.h) of a bundle on the screen, from where it is printed. What the intake knows of it is
 * told — answers, unticked items — when it is the intake's own bundle. */
enum command_answer sheet_show(struct desk *d, const struct catalogue *catalogue, int version, const struct bundle *bundle);
/* 办事指南 of it, the same way. */
enum command_answer guide_show(struct desk *d, const struct catalogue *catalogue, int version, const struct bundle *bundle);

#endif
