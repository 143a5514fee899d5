/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include "base/buf.h"
#include "base/table.h"

/* XLSX workbooks. They are archives of XML that anybody may have made, so they are read, and written, by a program of its own,
 * yichuang-book, as long as one workbook takes: what a hostile one breaks, and the memory it takes, goes with that process. It
 * sees the workbook and nothing else: no hall, no key, no connection. */
#define BOOK "yichuang-book"
#define BOOK_CELL_MOST 32767         /* characters that such a program keeps in a cell */

/* The sheets of a workbook as tables, a table's name being what stands on its tab. Cells keep their text as it is in the file: a
 * number is CELL_NUMBER. Each fault goes to `fault`; `where` is "book.xlsx[事项]:12:D". E-2005 too large, unpacked too (a zip
 * bomb), E-2078 no workbook, one with a password, or damaged, E-5322 no yichuang-book, E-5323 it ended before its time. */
typedef void book_fault_fn(void *ctx, const struct err *fault);
enum status book_read(const char *path, struct tables *out, book_fault_fn *fault, void *ctx, struct err *err) MUST_CHECK;

/* The tables as a workbook, appended to `out`: a sheet each, with its charts beside it; CELL_NUMBER is a number, every other cell
 * text. `titles` are the names of the sheets. E-2078 a text that is too long for a cell, and E-5322, E-5323. */
enum status book_write(const struct tables *t, const char *const *titles, struct buf *out, struct err *err) MUST_CHECK;

/* --- between the two programs ----------------------------------------------------------------------------------------- */

/* Tables and faults as bytes, for the same build of the other program. */
void wire_table(const struct table *t, struct buf *out);
void wire_fault(const struct err *fault, struct buf *out);
void wire_end(struct buf *out);
/* Reads them back; places become path + place, and so do the `where` of faults. False when they do not end as they should. */
bool wire_read(const char *bytes, size_t n, const char *path, struct tables *out, book_fault_fn *fault, void *ctx);

/* The program's two halves: `fd` is the workbook; `name` is where it is to be. */
void xlsx_read(int fd, struct buf *answer);
bool xlsx_write(const struct tables *t, const char *name);

#endif
