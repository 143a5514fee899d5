/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/paper.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/file.h"

#define TEMPLATE_MOST ((size_t)256 * 1024)

enum status paper_template(struct hall *h, const char *kind, struct document_template **out, struct err *err)
{
	char *name = mem_format("documents/%.*s.doc", (int)strcspn(kind, "/"), kind), *text = NULL;      /* kind/2 is a kind */
	char *own = file_join(hall_dir(h), name), *installed = file_join(file_data_dir(), name);
	const char *path = access(own, R_OK) == 0 ? own : installed;
	size_t n;
	enum status st;

	*out = NULL;
	if (!document_kind_find(kind) || access(path, R_OK) != 0)
		st = err_at(err, ST_NOINPUT, "E-5301", kind, "没有「%s」的文书模板(%s);办件不受影响,请补装模板后再打印", kind, path);
	else if ((st = conf_slurp(path, TEMPLATE_MOST, &text, &n, err)) == ST_OK)
		st = document_read(path, text, n, out, err);
	free(text);
	free(installed);
	free(own);
	free(name);
	return st;
}

enum status paper_fill_from(struct hall *h, const struct print_job *job, json_t *data, enum paper paper, bool strict,
	struct document **out, struct err *err)
{
	const struct document_options o = { .paper = paper, .large = job->large, .strict = strict };
	struct document_template *t = NULL;
	enum status st = paper_template(h, job->kind, &t, err);

	*out = NULL;
	if (st == ST_OK)
		st = document_fill(t, data, &o, out, err);
	document_template_free(t);
	return st;
}

enum status paper_fill(struct hall *h, const struct print_job *job, enum paper paper, bool strict, struct document **out,
	struct err *err)
{
	json_t *data = NULL;
	enum status st = print_job_data(h, job, &data, err);

	*out = NULL;
	if (st == ST_OK)
		st = paper_fill_from(h, job, data, paper, strict, out, err);
	json_decref(data);
	return st;
}
