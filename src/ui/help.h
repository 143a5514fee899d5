/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_HELP_H
#define UI_HELP_H

#include "base/buf.h"
#include "ui/keymap.h"
#include "ui/view.h"

/* F1: what this screen is and what its keys do, from the live keymap and the tables. Nobody writes a help screen. */
enum status help_open(struct ui *ui, struct err *err) MUST_CHECK;

#endif
