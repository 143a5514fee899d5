/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/dossier_mask.h"

#include <string.h>

#include "base/mem.h"
#include "law/masking.h"

typedef void mask_fn(struct buf *out, const char *text);

static void mask_member(json_t *object, const char *member, mask_fn *mask)
{
	const char *text = json_string_value(json_object_get(object, member));
	struct buf b;

	if (!text || !*text)
		return;
	buf_init(&b, BUF_SMALL);
	mask(&b, text);
	json_object_set_new(object, member, json_string(b.data));
	buf_release(&b);
}

static void mask_person(json_t *person)
{
	mask_member(person, "name", json_is_true(json_object_get(person, "company")) ? mask_company : mask_name);
	mask_member(person, "id_number", mask_id_list);
	mask_member(person, "phone", mask_phone);
	mask_member(person, "address", mask_address);
	mask_member(person, "legal_name", mask_name);
	mask_member(person, "legal_id", mask_id_list);
}

static void mask_all(struct buf *out, const char *text)
{
	(void)text;
	buf_text(out, "******");
}

/* Which fields of a form tell who somebody is, by their ids in the catalogue; what stands before the dot is the role. */
static mask_fn *form_mask(const char *field)
{
	static const struct { const char *id; mask_fn *mask; } rows[] = {
		{ "xm", mask_name },       { "qymc", mask_company },   { "dpmc", mask_company },  { "zjhm", mask_id_list },
		{ "gmsfhm", mask_id_list }, { "tyshxydm", mask_id_list }, { "cjzh", mask_id_list }, { "csyxbh", mask_id_list },
		{ "sjhm", mask_phone },    { "hjdz", mask_address },   { "jzdz", mask_address },  { "zsdz", mask_address },
		{ "yjdz", mask_address },  { "yhzh", mask_account },   { "sbkh", mask_account },  { "gjjzh", mask_account },
		{ "bdcqzh", mask_account }, { "dzyx", mask_all },      { "csrq", mask_all },
	};
	const char *dot = strrchr(field, '.');

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (strcmp(dot ? dot + 1 : field, rows[i].id) == 0)
			return rows[i].mask;
	return NULL;
}

void dossier_mask(json_t *root)
{
	json_t *form = json_object_get(root, "form"), *e;
	size_t i;

	mask_person(json_object_get(root, "applicant"));
	mask_member(json_object_get(root, "applicant"), "birth", mask_all);
	mask_person(json_object_get(root, "agent"));
	mask_member(json_object_get(root, "delivery"), "address", mask_address);
	json_array_foreach(form, i, e) {
		const char *field = json_string_value(json_object_get(e, "field"));
		mask_fn *mask = field ? form_mask(field) : NULL;
		if (!mask)
			continue;
		mask_member(e, "value", mask);
		mask_member(e, "value_text", mask);
	}
}
