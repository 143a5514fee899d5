/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/conf.h"
#include "tests/print/papers.h"

const char *const paper_kinds[] = { "acceptance-notice", "receipt", "notice", "deferral-promise", "deferral-notice",
	"materials", NULL };
const char *const paper_samples[] = { "newborn", "restaurant", "hostile", NULL };

char *paper_path(const char *folder, const char *name)
{
	const char *top = getenv("srcdir");

	return mem_format("%s/%s/%s", top ? top : ".", folder, name);
}

char *paper_slurp(const char *path, size_t *n)
{
	struct err err;
	char *text = NULL;

	err_clear(&err);
	if (conf_slurp(path, 1 << 20, &text, n, &err) != ST_OK)
		fail_msg("%s: %s", path, err.text);
	return text;
}

struct document_template *paper_template(const char *kind)
{
	char *name = mem_format("%s.doc", kind), *path = paper_path("data/documents", name), *text;
	struct document_template *t = NULL;
	struct err err;
	size_t n;

	err_clear(&err);
	text = paper_slurp(path, &n);
	if (document_read(name, text, n, &t, &err) != ST_OK)
		fail_msg("%s %s", err.where, err.text);
	free(text);
	free(path);
	free(name);
	return t;
}

json_t *paper_data(const char *sample)
{
	char *name = mem_format("%s.json", sample), *path = paper_path("tests/print/data", name);
	json_error_t why;
	json_t *data = json_load_file(path, 0, &why);

	if (!data)
		fail_msg("%s:%d %s", path, why.line, why.text);
	free(path);
	free(name);
	return data;
}

struct document *paper_fill(const char *kind, const char *sample, enum paper paper, bool large)
{
	struct document_template *t = paper_template(kind);
	json_t *data = paper_data(sample);
	struct document_options o = { paper, large, true };
	struct document *d = NULL;
	struct err err;

	err_clear(&err);
	if (document_takes(t, paper) && document_fill(t, data, &o, &d, &err) != ST_OK)
		fail_msg("%s %s %s", err.code, err.where, err.text);
	json_decref(data);
	document_template_free(t);
	return d;
}
