/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/dossier.h"
#include "hall/dossier_mask.h"
#include "law/staff_right.h"
#include "law/staff_role.h"

/* What a department's person sees of a dossier: what a message to its department says, and no more (W-14, S-5). */

#define ITEMS_MOST 200

/* The department's own items, by id and by name. Borrowed from the dossier. */
struct own { const char *ids[ITEMS_MOST], *names[ITEMS_MOST]; size_t count; };

static const char *text(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s ? s : "";
}

static bool of_department(const json_t *entry, const char *department)
{
	return strcmp(text(json_object_get(entry, "department"), "id"), department) == 0;
}

static void own_items(const json_t *root, const char *department, struct own *out)
{
	json_t *item;
	size_t i;

	out->count = 0;
	json_array_foreach(json_object_get(root, "items"), i, item)
		if (of_department(item, department) && out->count < ITEMS_MOST) {
			out->ids[out->count] = text(item, "id");
			out->names[out->count++] = text(item, "name");
		}
}

/* Is it of use to one of the own items? Its "items" are ids or names. */
static bool serves(const json_t *entry, const struct own *own)
{
	json_t *item;
	size_t i;

	json_array_foreach(json_object_get(entry, "items"), i, item)
		for (size_t k = 0; k < own->count && json_is_string(item); k++)
			if (strcmp(json_string_value(item), own->ids[k]) == 0 || strcmp(json_string_value(item), own->names[k]) == 0)
				return true;
	return false;
}

static void keep(json_t *root, const char *list, const struct own *own, const char *department)
{
	json_t *all = json_object_get(root, list);

	for (size_t i = json_array_size(all); i-- > 0;) {
		const json_t *entry = json_array_get(all, i);
		if (!(own ? serves(entry, own) : of_department(entry, department)))
			json_array_remove(all, i);
	}
}

static enum status narrow(json_t *root, const struct actor *by, struct err *err)
{
	static const char *const by_use[] = { "materials", "deferrals", "form" };
	struct own own;

	own_items(root, by->department, &own);
	if (own.count == 0)
		return err_set(err, ST_DENIED, "E-6402", "这件没有一项是你部门的,不能看(W-14)。");
	for (size_t i = 0; i < COUNT_OF(by_use); i++)
		keep(root, by_use[i], &own, NULL);
	keep(root, "tasks", NULL, by->department);
	keep(root, "items", NULL, by->department);          /* last: `own` lives in it */
	json_object_set_new(root, "documents", json_array());
	json_object_set_new(root, "codes", json_object());   /* they open the dossier to whoever knows them */
	json_object_del(root, "form_defects");
	return ST_OK;
}

enum status dossier_json_for(struct hall *h, const struct actor *by, const char *number, bool masked, json_t **out, struct err *err)
{
	bool department = staff_role_in(by->role, BY(DEPARTMENT));
	enum status st = dossier_json(h, number, masked && !department, out, err);

	if (st != ST_OK || !department)
		return st;
	if ((st = narrow(*out, by, err)) != ST_OK) {
		json_decref(*out);
		*out = NULL;
	} else if (masked) {
		dossier_mask(*out);
	}
	return st;
}

static bool has_no(const json_t *list, int no)
{
	json_t *entry;
	size_t i;

	json_array_foreach((json_t *)(uintptr_t)list, i, entry)
		if (json_integer_value(json_object_get(entry, "no")) == no)
			return true;
	return false;
}

/* A clock of the whole, of an item that is still there, or of a material of such an item. */
static void keep_clocks(struct clock_list *list, const json_t *root)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct clock_row *row = &list->rows[i];
		if (!row->item || has_no(json_object_get(root, row->run.kind == CLOCK_K5 ? "materials" : "items"), row->item))
			list->rows[kept++] = *row;
		else
			clock_state_release(&row->state);
	}
	list->count = kept;
}

enum status clock_list_for(struct hall *h, const struct actor *by, const char *number, struct clock_list **out, struct err *err)
{
	json_t *root = NULL;
	enum status st = clock_list(h, number, out, err);

	if (st != ST_OK || !staff_role_in(by->role, BY(DEPARTMENT)))
		return st;
	if ((st = dossier_json_for(h, by, number, true, &root, err)) == ST_OK) {
		keep_clocks(*out, root);
	} else {
		clock_list_free(*out);
		*out = NULL;
	}
	json_decref(root);
	return st;
}

/* W-14: a clerk does not see in full what another window took in. */
static bool of_another_window(const struct actor *by, const json_t *dossier)
{
	const char *window = json_string_value(json_object_get(json_object_get(dossier, "window"), "no"));

	return staff_role_in(by->role, BY(CLERK)) && strcmp(window ? window : "", by->window) != 0;
}

enum status dossier_unmasked(struct hall *h, const struct actor *by, const char *number, json_t **out, struct err *err)
{
	enum status st;

	*out = NULL;
	if (!staff_may(by->role, RIGHT_REVEAL))
		return audit_denied(h, by, "dossier.denied", number, "E-6402", "原文只给收件的窗口、督导和承办的部门看(W-14)", err);
	st = dossier_json_for(h, by, number, false, out, err);
	if (st == ST_OK && of_another_window(by, *out)) {
		json_decref(*out);
		*out = NULL;
		st = audit_denied(h, by, "dossier.denied", number, "E-6402", "这件是别的窗口收的,原文请由该窗口或督导来看(W-14)", err);
	}
	return st;
}

enum status dossier_reveal(struct hall *h, const struct actor *by, const char *number, const char *reason, json_t **out, struct err *err)
{
	json_t *root = NULL;
	enum status st = dossier_unmasked(h, by, number, &root, err);

	*out = NULL;
	if (st == ST_OK)
		st = audit_reason(h, reason, err);
	if (st == ST_OK)
		st = audit_note(h, by, &(struct audit_entry){ .act = "dossier.reveal", .object = number, .after = by->department,
			.reason = reason }, err);
	if (st == ST_OK)
		*out = root;
	else
		json_decref(root);
	return st;
}
