/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_PAPERS_H
#define TESTS_PAPERS_H

#include "law/document.h"

/* The shipped templates and the sample dossiers of tests/print/data, for every test that makes paper. A failure to read
 * them ends the test. */
char *paper_path(const char *folder, const char *name);        /* below the source tree; owned */
char *paper_slurp(const char *path, size_t *n);                /* owned */
struct document_template *paper_template(const char *kind);
json_t *paper_data(const char *sample);                        /* "newborn" */
json_t *paper_data_for(const char *kind, const char *sample);  /* with what the act of such a paper was told */
struct document *paper_fill(const char *kind, const char *sample, enum paper paper, bool large);
char *paper_words(const struct document *d, size_t mark, int columns);      /* as document_text; owned */
extern const char *const paper_kinds[];                        /* ended by NULL */
extern const char *const paper_samples[];

#endif
