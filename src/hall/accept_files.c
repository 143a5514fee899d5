/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "hall/accept_out.h"
#include "hall/accept_parts.h"
#include "hall/attachment_own.h"

/* Scans that were made before the acceptance (hall/draft_attachment.h): they become the dossier's in its transaction, and its tasks name
 * them. Nothing is copied or renamed for it: a scan is called by its content. */

void accept_files_read(struct acceptance *a, struct batch *b)
{
	if (a->c)
		a->attachment_step = batch_add(b, Q_ATTACHMENT_LIST, ARGS(value_text(a->c->number)));
	a->scan_step = batch_add(b, Q_DRAFT_ATTACHMENT_LIST, ARGS(value_text(a->r->accept_uuid)));
}

void accept_files_found(struct acceptance *a, const struct batch *b)
{
	a->attachments = a->c ? batch_rows(b, a->attachment_step) : NULL;
	a->scans = batch_rows(b, a->scan_step);
}

void accept_files_in(struct acceptance *a, struct batch *b)
{
	if (rows_count(a->scans))
		a->carried_step = batch_add(b, Q_DRAFT_ATTACHMENT_ACCEPT, ARGS(value_text(a->r->accept_uuid), value_int(a->dossier)));
}

static bool asked(const struct acceptance *a, const char *material)
{
	size_t i = 0;

	while (i < a->p->plan->material_count && strcmp(a->p->plan->materials[i].material->id, material) != 0)
		i++;
	return i < a->p->plan->material_count;
}

/* Each that came over leaves its trace, and so does each that did not, for its material is not asked for any more. */
static enum status trace(struct batch *b, void *ctx, struct err *err)
{
	struct acceptance *a = ctx;
	const struct rows *carried = batch_rows(b, a->carried_step);

	(void)err;
	for (size_t i = 0; i < rows_count(carried); i++)
		audit_in(a->hall, b, a->by, &(struct audit_entry){ .act = "attachment.add", .object = a->number, .after = rows_text(carried, i, 1),
			.reason = rows_text(carried, i, 0) });
	a->left_count = 0;
	for (size_t i = 0; i < rows_count(a->scans); i++) {
		const char *sm3 = rows_text(a->scans, i, 3), *material = rows_text(a->scans, i, 1);
		if (asked(a, material))
			continue;
		audit_in(a->hall, b, a->by, &(struct audit_entry){ .act = "attachment.left", .object = a->number, .before = sm3, .reason = material });
		a->left = mem_grow(a->left, a->left_count + 1, sizeof *a->left);
		snprintf(a->left[a->left_count++], sizeof *a->left, "%s", sm3);
	}
	return ST_OK;
}

void accept_files_trace(struct acceptance *a, struct batch *b)
{
	if (rows_count(a->scans))
		batch_then(b, trace, a);
}

void accept_files_forget(struct acceptance *a)
{
	for (size_t i = 0; i < a->left_count; i++)
		attachment_forget(a->hall, a->left[i]);
	free(a->left);
	a->left = NULL;
	a->left_count = 0;
}

/* --- named by the task ------------------------------------------------------------------------------------------------------------- */

static bool has(const json_t *files, const json_t *one)
{
	const json_t *f;
	size_t i;

	json_array_foreach(files, i, f)
		if (json_equal(json_object_get(f, "sm3"), json_object_get(one, "sm3")))
			return true;
	return false;
}

static void file_out(const json_t *f, struct buf *b)
{
	out_open(b, NULL, '{');
	out_text(b, "sm3", json_string_value(json_object_get(f, "sm3")));
	out_int(b, "size", json_integer_value(json_object_get(f, "size")));
	out_text(b, "mime", json_string_value(json_object_get(f, "mime")));
	out_int(b, "pages", json_integer_value(json_object_get(f, "pages")));
	out_close(b, '}');
}

/* They go to the department before the task does (I-5). */
void accept_files_out(const struct acceptance *a, const char *material, struct buf *b)
{
	json_t *of_dossier = attachment_files(a->attachments, material), *of_draft = attachment_files(a->scans, material);
	const json_t *f;
	size_t i;

	if (of_dossier || of_draft) {
		out_open(b, "files", '[');
		json_array_foreach(of_dossier, i, f)
			file_out(f, b);
		json_array_foreach(of_draft, i, f)
			if (!has(of_dossier, f))
				file_out(f, b);
		out_close(b, ']');
	}
	json_decref(of_dossier);
	json_decref(of_draft);
}
