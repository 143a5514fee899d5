/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_SCREENS_H
#define DESK_SCREENS_H

#include "base/embed.h"

/* The files of screens/ and the desk's own keymap, compiled in (build-aux/embed.awk); NULL-ended. */
extern const struct embedded desk_screens[], desk_keymaps[];

#endif
