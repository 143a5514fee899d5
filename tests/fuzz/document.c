/* SPDX-License-Identifier: Apache-2.0 */
/* A hall's own template, filled with a little dossier. */
#include "fuzz.h"
#include "law/document.h"

static const char dossier[] = "{\"number\":\"33881000120261123000172\",\"applicant\":{\"name\":\"李\u202e小芳\"},"
	"\"items\":[{\"name\":\"出生登记\"},{\"name\":\"\"}],\"materials\":[],\"promised\":\"2026-12-22\"}";

static void fill(const struct document_template *t)
{
	const struct document_options options = { .paper = document_usual_paper(t) };
	struct document *d = NULL;
	struct buf out;
	struct err err;
	json_t *data = json_loads(dossier, 0, NULL);
	HOLDS(data && *document_kind_of(t) && document_takes(t, options.paper));
	buf_init(&out, BUF_LARGE);
	enum status st = document_fill(t, data, &options, &d, &err);
	HOLDS((st == ST_OK) == (d != NULL));
	if (d)
		document_text(d, 0, 78, &out);
	buf_release(&out);
	document_free(d);
	json_decref(data);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct document_template *t = NULL;
	struct err err;
	enum status st = document_read("fuzz", (const char *)data, n, &t, &err);
	HOLDS((st == ST_OK) == (t != NULL));
	HOLDS(st == ST_OK || (*err.code && *err.where));
	if (t)
		fill(t);
	document_template_free(t);
	return 0;
}
