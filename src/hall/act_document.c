/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "hall/act.h"
#include "hall/dossier.h"
#include "hall/print_job.h"
#include "law/value_json.h"

/* What the paper of an act is filled with, beside the frozen dossier. */

/* The lines of a notice: each material as it was frozen, with what is wrong with it. */
static json_t *lines_of(const json_t *dossier, json_t *lines)
{
	json_t *out = json_array(), *text;
	const char *id;

	json_object_foreach(lines, id, text) {
		json_t *m = json_deep_copy(json_entry(dossier, "materials", id));
		if (!m)
			continue;
		json_object_set(m, "fault", text);
		json_array_append_new(out, m);
	}
	return out;
}

/* What a notice asked for has come in (E-6408 saw to all of it): the receipt for it may not list it as missing. */
static void take_in(const json_t *dossier)
{
	size_t i;
	json_t *m;

	json_array_foreach(json_object_get(dossier, "materials"), i, m) {
		const char *state = json_string_value(json_object_get(m, "state"));
		if (!state || (strcmp(state, "unchecked") != 0 && strcmp(state, "defective") != 0))
			continue;
		json_object_set_new(m, "state", json_string("received"));
		json_object_set_new(m, "reason", json_string(""));
	}
}

/* The results that were handed over together: [{item, department, name, licence_no}]. */
static enum status results_json(struct hall *h, const char *number, const json_t *root, const json_t *nos, json_t **out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_RESULT_LIST, ARGS(value_text(number)), &rows, err);

	*out = json_array();
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		for (size_t k = 0; k < json_array_size(nos); k++)
			if (json_integer_value(json_array_get(nos, k)) == rows_int(rows, i, 0)) {
				const json_t *item = json_array_get(json_object_get(root, "items"), (size_t)rows_int(rows, i, 0) - 1);
				json_array_append_new(*out, json_pack("{sO? sO? ss ss}", "item", json_object_get(item, "name"), "department",
					json_object_get(json_object_get(item, "department"), "name"), "name", rows_text(rows, i, 2), "licence_no",
					rows_text(rows, i, 1)));
			}
	rows_free(rows);
	return st;
}

static enum status result_json(struct hall *h, const char *number, int no, json_t **out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_RESULT_LIST, ARGS(value_text(number)), &rows, err);

	*out = json_object();
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		if (rows_int(rows, i, 0) == no) {
			json_object_set_new(*out, "name", json_string(rows_text(rows, i, 2)));
			json_object_set_new(*out, "licence_no", json_string(rows_text(rows, i, 1)));
		}
	rows_free(rows);
	return st;
}

enum status act_document(struct hall *h, const struct print_job *job, json_t *root, struct err *err)
{
	struct rows *rows = NULL;
	json_t *act = NULL, *result = NULL;
	enum status st = store_read(hall_store(h), Q_PRINT_JOB_ACT_OF, ARGS(value_int(job->dossier), value_text(job->kind)), &rows, err);

	if (st == ST_OK && rows_count(rows) && (st = act_json(h, rows_text(rows, 0, 0), &act, err)) == ST_OK) {
		int task = (int)json_integer_value(json_object_get(act, "task"));
		const char *named = json_string_value(json_object_get(json_object_get(act, "data"), "item"));
		int no = task ? task : named ? (int)strtol(named, NULL, 10) : 0;      /* of an act on the whole that is about one item */
		json_object_set_new(act, "lines", lines_of(root, json_object_get(json_object_get(act, "data"), "line")));
		if (strcmp(json_string_value(json_object_get(act, "word")), "corrected") == 0)
			take_in(root);
		if (no > 0) {
			json_object_set(act, "item", json_array_get(json_object_get(root, "items"), (size_t)no - 1));
			st = result_json(h, job->number, no, &result, err);
			json_object_set_new(act, "result", result);
		}
		const json_t *together = json_object_get(json_object_get(act, "data"), "results");
		if (st == ST_OK && together && (st = results_json(h, job->number, root, together, &result, err)) == ST_OK)
			json_object_set_new(act, "results", result);
		json_object_set_new(root, "act", act);
	}
	rows_free(rows);
	return st;
}
