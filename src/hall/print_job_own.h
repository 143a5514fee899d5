/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_PRINT_JOB_OWN_H
#define HALL_PRINT_JOB_OWN_H

#include "hall/print_job.h"

/* Shared by print_job.c and print_job_act.c only. */

/* A row of print_job.sql as a job. */
void print_job_row(struct print_job *job, const struct rows *r, size_t i);
/* On which paper a document of this kind is printed in this hall; `paper` holds the kind's usual one. */
void print_job_paper(struct hall *h, const char *kind, bool large, char paper[8]);

#endif
