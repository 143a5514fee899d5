/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_PAPER_H
#define HALL_PAPER_H

#include "hall/print_job.h"
#include "law/document.h"

/* From a print job to a filled document, for every reader of it: the print agent, the preview, the command line. */

/* The template of a kind: the hall's own documents/KIND.doc, else the installed one (file_data_dir). E-5301: neither is
 * there; what document_read says otherwise. */
enum status paper_template(struct hall *h, const char *kind, struct document_template **out, struct err *err) MUST_CHECK;
/* The document of a job, filled from what was frozen with its dossier; `strict` as document_fill. */
enum status paper_fill(struct hall *h, const struct print_job *job, enum paper paper, bool strict, struct document **out,
	struct err *err) MUST_CHECK;

/* The same from data that are at hand already. */
enum status paper_fill_from(struct hall *h, const struct print_job *job, json_t *data, enum paper paper, bool strict,
	struct document **out, struct err *err) MUST_CHECK;

#endif
