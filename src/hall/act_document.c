/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "hall/act.h"
#include "hall/dossier.h"
#include "hall/print_job.h"
#include "law/states.h"
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

/* One item ends and the others go on (W-12): what serves them too stays in the file, and is returned by no paper of this one. */
static void keep_shared(const json_t *root, const json_t *item)
{
	json_t *all = json_object_get(root, "materials");

	for (size_t i = json_array_size(all); i-- > 0;) {
		const json_t *of = json_object_get(json_array_get(all, i), "items");
		if (json_array_size(of) != 1 || !json_equal(json_array_get(of, 0), json_object_get(item, "name")))
			json_array_remove(all, i);
	}
}

/* The dossier ends, and no paper of it moves any more: what came in since it was accepted is the applicant's, too. */
static bool ends(const struct act *act)
{
	static const unsigned over = 1u << DOSSIER_WITHDRAWN | 1u << DOSSIER_TERMINATED | 1u << DOSSIER_NOT_ACCEPTED;

	return act && act->scope == ACT_DOSSIER && act->to != ACT_STAYS && (over & 1u << act->to);
}

/* What is given back: paper in somebody's hand; what came as a file never left the applicant's. */
static void mark_kept(const json_t *root)
{
	size_t i;
	json_t *m;

	json_array_foreach(json_object_get(root, "materials"), i, m) {
		const char *state = json_string_value(json_object_get(m, "state"));
		bool here = state && strcmp(state, "received") == 0;
		bool paper = json_integer_value(json_object_get(m, "originals")) + json_integer_value(json_object_get(m, "copies")) > 0;
		json_object_set_new(m, "kept", json_string(!here ? "" : paper ? "paper" : "file"));
	}
}

/* What its department called it, else what the item leads to; the number by which it was checked in where the department told none. */
static const char *result_name(const struct rows *r, size_t i, const json_t *item)
{
	const char *usual = json_string_value(json_object_get(item, "result"));

	if (*rows_text(r, i, 2))
		return rows_text(r, i, 2);
	if (strcmp(rows_text(r, i, 3), task_state_code(TASK_REFUSED)) == 0)
		return "不予许可决定书";
	return usual ? usual : "";
}

static json_t *result_json(const struct rows *r, size_t i, const json_t *root)
{
	const json_t *item = json_array_get(json_object_get(root, "items"), (size_t)rows_int(r, i, 0) - 1);

	return json_pack("{sO? sO? ss ss}", "item", json_object_get(item, "name"), "department", json_object_get(json_object_get(item, "department"),
		"name"), "name", result_name(r, i, item), "licence_no", rows_text(r, i, 6));
}

/* Of one item: its result, {} while there is none; of those handed over together, `nos`: a list of theirs. */
static enum status results_in(struct hall *h, const char *number, const json_t *root, int no, const json_t *nos, json_t *act, struct err *err)
{
	struct rows *rows = NULL;
	json_t *one = json_object(), *all = json_array();
	enum status st = store_read(hall_store(h), Q_RESULT_LIST, ARGS(value_text(number)), &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		if (rows_int(rows, i, 0) == no) {
			json_decref(one);
			one = result_json(rows, i, root);
		}
		for (size_t k = 0; k < json_array_size(nos); k++)
			if (json_integer_value(json_array_get(nos, k)) == rows_int(rows, i, 0))
				json_array_append_new(all, result_json(rows, i, root));
	}
	if (no > 0)
		json_object_set(act, "result", one);
	if (nos)
		json_object_set(act, "results", all);
	json_decref(one);
	json_decref(all);
	rows_free(rows);
	return st;
}

enum status act_document(struct hall *h, const struct print_job *job, json_t *root, struct err *err)
{
	struct rows *rows = NULL;
	json_t *act = NULL;
	enum status st = store_read(hall_store(h), Q_PRINT_JOB_ACT_OF, ARGS(value_int(job->dossier), value_text(job->kind)), &rows, err);

	if (st == ST_OK && rows_count(rows) && (st = act_json(h, rows_text(rows, 0, 0), &act, err)) == ST_OK) {
		int task = (int)json_integer_value(json_object_get(act, "task"));
		const char *named = json_string_value(json_object_get(json_object_get(act, "data"), "item"));
		int no = task ? task : named ? (int)strtol(named, NULL, 10) : 0;      /* of an act on the whole that is about one item */
		json_object_set_new(act, "lines", lines_of(root, json_object_get(json_object_get(act, "data"), "line")));
		if (strcmp(json_string_value(json_object_get(act, "word")), "corrected") == 0)
			take_in(root);
		const json_t *item = no > 0 ? json_array_get(json_object_get(root, "items"), (size_t)no - 1) : NULL;
		if (item)
			json_object_set(act, "item", (json_t *)(uintptr_t)item);
		if (item && strcmp(json_string_value(json_object_get(act, "word")), "end") == 0)
			keep_shared(root, item);
		if (ends(act_find(task ? ACT_TASK : ACT_DOSSIER, json_string_value(json_object_get(act, "word")))))
			st = dossier_materials_now(h, job->dossier, root, err);
		mark_kept(root);
		const json_t *together = json_object_get(json_object_get(act, "data"), "results");
		if (st == ST_OK && (no > 0 || together))
			st = results_in(h, job->number, root, no, together, act, err);
		json_object_set_new(root, "act", act);
	}
	rows_free(rows);
	return st;
}
