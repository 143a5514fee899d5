/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_CATALOGUE_INPUT_H
#define COMMAND_CATALOGUE_INPUT_H

#include "command/command.h"
#include "law/catalogue_overlay.h"
#include "law/catalogue_table.h"

/* A catalogue as people hand it in: JSON files and folders of them, folders of CSV files, XLSX workbooks. */

struct catalogue_input {
	struct catalogue_texts texts;          /* as they were handed in: places are told by these */
	struct catalogue_texts overlays;
	struct catalogue_overlaid laid;        /* with the overlays, when there are any */
	struct catalogue_places **places;      /* of the texts that were made from tables */
	size_t place_count;
	catalogue_fault_fn *fault;
	void *ctx;
};
/* Reads all of it, and lays the overlays (files; NULL: none) over it; every fault goes to `fault` (may be NULL). *out is empty after a failure, else owned:
 * catalogue_input_release. What catalogue_texts_read, csv_read, book_read, catalogue_from_tables and catalogue_overlay say; E-2076: a CSV file
 * without its folder, or a folder of both kinds. */
enum status catalogue_input_read(const char *const *paths, size_t count, const struct command_list *overlays,
	catalogue_fault_fn *fault, void *ctx, struct catalogue_input *out, struct err *err) MUST_CHECK;
/* What there is to be loaded. */
const struct catalogue_texts *catalogue_input_texts(const struct catalogue_input *in);
void catalogue_input_release(struct catalogue_input *in);
/* Where catalogue_load's faults go, with the input as its context: each is told by file, row and column. */
void catalogue_input_fault(void *input, const struct err *fault);
/* The same for one that is told elsewhere. */
void catalogue_input_tell(const struct catalogue_input *in, const struct err *fault, struct err *out);
/* Reads and loads; the input is gone afterwards. */
enum status catalogue_input_load(const char *const *paths, size_t count, const struct command_list *overlays,
	catalogue_fault_fn *fault, void *ctx, struct catalogue **out, struct err *err) MUST_CHECK;

#endif
