/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/buf.h"
#include "base/table.h"

/* CSV as RFC 4180 has it, in UTF-8, with the mark in front that spreadsheet programs want. A text that such a program would take
 * for a formula (it begins with = + - @ TAB or CR) gets an apostrophe in front, and so does one that begins with an
 * apostrophe; reading takes one away where one of these follows. So what is written is read back as it was. */

/* One table at the end of `out`, CRLF after each row. */
void csv_write(const struct table *t, struct buf *out);
/* The text of one file into a new table of `t`. Every row has as many cells as the first. Each fault goes to `fault`, the first
 * one to *err as well; `where` is "place:line:column". E-2001 empty, E-2002 UTF-16, E-2003 bad UTF-8, E-2005 too large, E-2070 a
 * quote that does not end or ends inside a cell, E-2071 a row of another length. A cell that begins like a formula and was
 * not defused is CELL_FORMULA. */
typedef void csv_fault_fn(void *ctx, const struct err *fault);
enum status csv_read(const char *name, const char *place, const char *text, size_t n, struct tables *t, csv_fault_fn *fault,
	void *ctx, struct err *err) MUST_CHECK;

#endif
