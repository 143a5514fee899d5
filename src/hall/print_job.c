/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/print_job.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

const struct document_kind document_kinds[] = {
	/* kind                title              paper copies numbered accept deferred receive notice */
	{ "acceptance-notice", "受理通知书",       "A4", 2,   true,    true,  false,   false,  false },
	{ "deferral-notice",   "容缺受理通知书",   "A4", 2,   true,    false, true,    false,  false },
	{ "deferral-promise",  "容缺受理承诺书",   "A4", 2,   true,    false, true,    false,  false },
	{ "receipt",           "收件凭证",         "A5", 2,   true,    false, false,   true,   false },
	{ "notice",            "一次性告知书",     "A4", 2,   true,    false, false,   false,  true },
	{ "materials",         "材料清单",         "A5", 2,   false,   true,  true,    true,   true },
};
const int document_kind_count = COUNT_OF(document_kinds);

void print_job_in(struct hall *h, struct batch *b, const struct print_job *job)
{
	(void)h;
	batch_add(b, Q_PRINT_JOB_INSERT, ARGS(value_int(job->dossier), value_text(job->kind), value_text(job->title),
		value_text(job->document_no), value_int(job->copy_no), value_int(job->copies), value_text(job->paper),
		value_int(job->large), value_text(job->destination), value_text(job->reason), value_int(clock_wall_ms())));
}
