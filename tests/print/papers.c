/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/conf.h"
#include "tests/print/papers.h"

const char *const paper_kinds[] = { "acceptance-notice", "receipt", "notice", "deferral-promise", "deferral-notice", "pledge",
	"materials", "refusal", "termination", "correction", "deferral-wrong", "special", "extension", "denial", "delivery", "completion", "pickup", "fee-notice", "courier-label", "sheet", "handover", "shift", "statement",
	"errand-accept", "errand-mandate", "errand-pause", "errand-resume", "errand-end", "authority", "ticket", NULL };
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

/* Every word of it that a person could have typed becomes sixty characters long. */
static void make_long(json_t *v)
{
	static const char name[] = "甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲";
	const char *key;
	json_t *one;
	size_t i;

	if (json_is_object(v)) {
		json_object_foreach(v, key, one)
			if (json_is_string(one) && (unsigned char)json_string_value(one)[0] > 0x7f)
				json_string_set(one, name);
			else
				make_long(one);
	}
	json_array_foreach(v, i, one)
		make_long(one);
}

json_t *paper_data_for(const char *kind, const char *sample)
{
	json_t *data = paper_data(sample), *all = paper_data("papers"), *own = json_object_get(all, kind), *act;

	if (!own) {
		json_decref(all);
		return data;
	}
	json_object_set(json_object_get(data, "document"), "number", json_object_get(own, "number"));
	json_object_del(own, "number");
	if (strcmp(sample, "hostile") == 0)
		make_long(own);
	json_object_update(data, own);
	act = json_object_get(data, "act");
	if (json_integer_value(json_object_get(act, "task")) > 0)
		json_object_set(act, "item", json_array_get(json_object_get(data, "items"),
			(size_t)json_integer_value(json_object_get(act, "task")) - 1));
	json_decref(all);
	return data;
}

struct document *paper_fill(const char *kind, const char *sample, enum paper paper, bool large)
{
	struct document_template *t = paper_template(kind);
	json_t *data = paper_data_for(kind, sample);
	struct document_options o = { paper, large, true };
	struct document *d = NULL;
	struct err err;

	err_clear(&err);
	if (document_takes(t, paper) && document_fill(t, data, &o, &d, &err) != ST_OK)
		fail_msg("%s %s: %s %s %s", kind, sample, err.code, err.where, err.text);
	json_decref(data);
	document_template_free(t);
	return d;
}

char *paper_words(const struct document *d, size_t mark, int columns)
{
	struct buf out;

	buf_init(&out, BUF_LARGE);
	document_text(d, mark, columns, &out);
	return buf_take(&out);
}
