/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_PRINT_JOB_OWN_H
#define HALL_PRINT_JOB_OWN_H

#include "hall/print_job.h"

/* Shared by print_job*.c and specimen.c only. */

/* A row of print_job.sql as a job. */
void print_job_row(struct print_job *job, const struct rows *r, size_t i);
/* On which paper a document of this kind is printed in this hall; `paper` holds the kind's usual one. */
void print_job_paper(struct hall *h, const char *kind, bool large, char paper[8]);

/* Adds to a dossier's JSON what this print is: the member "document". False: not enough in the job. */
bool print_job_document(const struct print_job *job, json_t *data);

#endif
