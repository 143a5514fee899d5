/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/intake_own.h"

#include <stdlib.h>
#include <string.h>

/* Step 1: what the dossier is about. */

static enum status find_matter(const struct intake *in, const char *id, const struct bundle **out, struct err *err)
{
	const struct catalogue *c;
	int version;
	enum status st = hall_catalogue(in->hall, &c, &version, err);

	if (st == ST_OK && (st = catalogue_matter(c, id, out, err)) == ST_NOINPUT)
		return err_at(err, ST_NOINPUT, "E-6301", "bundle", "目录中没有「%s」;未受理,请重新查找", id);
	return st;
}

static enum status continues_it(const struct intake *in, struct err *err)
{
	if (!*in->request.continues)
		return ST_OK;
	return err_at(err, ST_REFUSED, "E-6057", "bundle", "继续受理的是「%s」,不能换;未受理。换事项请另开一件,原件由督导作废",
		in->bundle ? in->bundle->name : in->request.bundle);
}

/* The applicant is as the matter wants it; who already is one of its roles stays so. */
static void set_applicant(struct intake *in, const struct bundle *b, bool keep)
{
	struct person *p = &in->request.applicant;
	const char *role = b->applicant_count ? b->applicants[0]->id : strcmp(b->subject, "企业") == 0 ? "ent" : "applicant";

	p->company = strcmp(b->subject, "企业") == 0;
	for (size_t i = 0; keep && i < b->applicant_count; i++)
		if (strcmp(b->applicants[i]->id, p->role) == 0)
			return;
	request_set(&p->role, role);
}

static void take(struct intake *in, const struct bundle *b, bool keep)
{
	request_set(&in->request.bundle, b->id);
	in->bundle = b;
	set_applicant(in, b, keep);
}

enum status intake_choose(struct intake *in, const char *id, struct err *err)
{
	const struct bundle *b;
	enum status st = find_matter(in, id, &b, err);

	if (st != ST_OK)
		return st;
	in->split[0] = '\0';
	if (in->bundle && !strcmp(in->request.bundle, b->id))
		return ST_OK;
	if ((st = continues_it(in, err)) != ST_OK)
		return st;
	for (size_t i = in->request.answer_count; i-- > 0;)
		request_set_answer(&in->request, in->request.answers[i].question, NULL);
	for (size_t i = in->request.unticked_count; i-- > 0;)
		request_untick(&in->request, in->request.unticked[i], false);
	for (size_t i = 0; i < in->request.material_count; i++)
		in->request.materials[i].state = MS_UNCHECKED;
	take(in, b, false);
	return intake_remake(in, err);
}

bool intake_loses(const struct intake *in, const char *id)
{
	const struct request *r = &in->request;

	if (!in->bundle || !strcmp(r->bundle, id) || *r->continues)      /* what continues a dossier stays what it is: refused */
		return false;
	for (size_t i = 0; i < r->value_count; i++)
		if (r->values[i].origin != ORIGIN_DERIVED)
			return true;
	return r->answer_count || r->unticked_count || r->material_count || *r->applicant.name || *r->applicant.id_number ||
		*r->applicant.phone || *r->applicant.address;
}

/* --- items one by one ------------------------------------------------------------------------------------------- */

static bool of_items(const struct bundle *b)
{
	return b && (b->single || b->combined);
}

/* Where those begin that were chosen one by one. */
static size_t first_chosen(const struct bundle *b)
{
	return of_items(b) ? 0 : b->of ? b->of->item_count : b->item_count;
}

bool intake_has(const struct intake *in, const struct item *item)
{
	for (size_t i = in->bundle ? first_chosen(in->bundle) : 0; in->bundle && i < in->bundle->item_count; i++)
		if (!strcmp(in->bundle->items[i].item->id, item->id))      /* it may be of another version of the catalogue */
			return true;
	return false;
}

static bool asks(const struct bundle *b, const char *question)
{
	for (size_t i = 0; i < b->question_count; i++)
		if (!strcmp(b->questions[i]->id, question))
			return true;
	return false;
}

static bool wants(const struct bundle *b, const char *material)
{
	for (size_t i = 0; i < b->item_count; i++)
		for (size_t k = 0; k < b->items[i].item->material_count; k++)
			if (!strcmp(b->items[i].item->materials[k].material->id, material))
				return true;
	return false;
}

static bool may_untick(const struct bundle *b, const char *item)
{
	for (size_t i = 0; i < b->item_count; i++)
		if (!strcmp(b->items[i].item->id, item))
			return b->items[i].requirement != REQUIRED;
	return false;
}

/* Was the datum asked before, and is not now? */
static bool unwanted(const char *key, const struct bundle *was, const struct bundle *b)
{
	return was && strchr(key, '.') && !bundle_knows(b, key) && bundle_knows(was, key);
}

static bool offers(const struct bundle *b, const struct request_answer *a)
{
	for (size_t i = 0; i < b->question_count; i++)
		if (!strcmp(b->questions[i]->id, a->question))
			return question_choice(b->questions[i], a->choice) != NULL;
	return false;
}

/* What this matter, or this version of it, does not ask could not be taken back by anybody: it goes. */
static void refit(struct request *r, const struct bundle *b)
{
	for (size_t i = r->answer_count; i-- > 0;)
		if (!offers(b, &r->answers[i]))
			request_set_answer(r, r->answers[i].question, NULL);
	for (size_t i = r->unticked_count; i-- > 0;)
		if (!may_untick(b, r->unticked[i]))
			request_untick(r, r->unticked[i], false);
	for (size_t i = 0; i < r->material_count; i++)
		if (!wants(b, r->materials[i].material))
			r->materials[i].state = MS_UNCHECKED;
}

/* What the new matter does not want goes; what the bundle took for granted is an answer now. */
static void keep_what_fits(struct request *r, const struct bundle *was, const struct bundle *b)
{
	refit(r, b);
	for (size_t i = 0; was && !b->of && i < was->preset_count; i++)
		if (asks(b, was->presets[i].question->id))
			request_set_answer(r, was->presets[i].question->id, was->presets[i].choice->id);
	for (size_t i = r->value_count; i-- > 0;)
		if (unwanted(r->values[i].key, was, b))
			request_set_value(r, r->values[i].key, NULL, ORIGIN_FILLED);
}

static bool is_split(const struct intake *in)
{
	return in->bundle && !of_items(in->bundle) && !strcmp(in->split, bundle_base(in->bundle)->id);
}

/* "a+b" with the item, or without it when it is there; behind the bundle, unless that is split. */
static void joined(const struct intake *in, const struct item *item, struct buf *id)
{
	const struct bundle *b = in->bundle;

	if (b && !of_items(b) && !is_split(in))
		buf_text(id, bundle_base(b)->id);
	for (size_t i = b ? first_chosen(b) : 0; b && i < b->item_count; i++)
		if (strcmp(b->items[i].item->id, item->id) != 0)
			buf_format(id, "+%s", b->items[i].item->id);
	if (!intake_has(in, item))
		buf_format(id, "+%s", item->id);
}

/* What the bundle has by itself is chosen in the second step; where an item is called like it, both cannot be told apart. */
static enum status may_join(const struct intake *in, const struct item *item, struct err *err)
{
	const struct bundle *was = in->bundle;
	const struct catalogue *c;
	int version;

	if (was && was->single && intake_has(in, item))
		return err_at(err, ST_REFUSED, "E-6317", item->id, "只剩「%s」一项,不能去掉;改办别的请直接选它", item->name);
	if (!was || of_items(was) || is_split(in))
		return ST_OK;
	for (size_t i = 0; i < bundle_base(was)->item_count; i++)
		if (!strcmp(was->items[i].item->id, item->id))
			return err_at(err, ST_REFUSED, "E-6317", item->id, "「%s」本来就在「%s」里;办不办它在第二步选", item->name, bundle_base(was)->name);
	enum status st = hall_catalogue(in->hall, &c, &version, err);
	if (st == ST_OK && catalogue_item(c, bundle_base(was)->id))
		return err_at(err, ST_REFUSED, "E-6317", item->id, "「%s」不能加办别的;要一起办,请在第二步按 F5 转单项", bundle_base(was)->name);
	return st;
}

/* The matter that there would be; NULL when there is none. */
static const struct bundle *matter_with(const struct intake *in, const struct item *item)
{
	const struct bundle *b = NULL;
	struct err unknown;
	struct buf id;

	buf_init(&id, BUF_SMALL);
	joined(in, item, &id);
	if (find_matter(in, id.data, &b, &unknown) != ST_OK)
		b = NULL;
	buf_release(&id);
	return b;
}

size_t intake_item_loses(const struct intake *in, const struct item *item)
{
	const struct bundle *b = matter_with(in, item);
	const struct request *r = &in->request;
	size_t lost = 0;

	for (size_t i = 0; b && i < r->value_count; i++)
		lost += unwanted(r->values[i].key, in->bundle, b) && r->values[i].origin != ORIGIN_DERIVED;
	return lost;
}

const struct preset *intake_item_contradicts(const struct intake *in, const struct item *item, const struct choice **said)
{
	const struct bundle *b = matter_with(in, item);
	const struct request *r = &in->request;

	for (size_t i = 0; b && i < r->answer_count; i++)
		for (size_t k = 0; k < b->preset_count; k++) {
			const struct preset *p = &b->presets[k];
			*said = strcmp(p->question->id, r->answers[i].question) ? NULL : question_choice(p->question, r->answers[i].choice);
			if (*said && *said != p->choice)
				return p;
		}
	return NULL;
}

enum status intake_item(struct intake *in, const struct item *item, struct err *err)
{
	const struct bundle *b, *was = in->bundle;
	struct buf id;
	enum status st = continues_it(in, err);

	if (st != ST_OK)
		return st;
	if ((st = may_join(in, item, err)) != ST_OK)
		return st;
	buf_init(&id, BUF_SMALL);
	joined(in, item, &id);
	st = find_matter(in, id.data, &b, err);
	buf_release(&id);
	if (st != ST_OK)
		return st;
	keep_what_fits(&in->request, was, b);
	take(in, b, true);
	return intake_remake(in, err);
}

/* --- another version of the catalogue ------------------------------------------------------------------------------ */

static bool look(const struct intake *in, const struct catalogue **c, int *version)
{
	struct err quiet;

	return in->told && !*in->request.continues && hall_catalogue(in->hall, c, version, &quiet) == ST_OK && *version != in->told;
}

bool intake_outdated(const struct intake *in)
{
	const struct catalogue *c;
	int version;

	return look(in, &c, &version);
}

/* What the matter was called when the clerk last saw it. */
static const char *name_before(const struct intake *in)
{
	const struct catalogue *c;
	const struct bundle *b;
	struct err quiet;

	if (in->bundle)
		return in->bundle->name;
	return hall_catalogue_version(in->hall, in->told, &c, &quiet) == ST_OK && catalogue_matter(c, in->request.bundle, &b, &quiet) == ST_OK ?
		b->name : in->request.bundle;
}

enum status intake_edition(struct intake *in, struct err *err)
{
	const struct catalogue *c;
	const struct bundle *b;
	const char *name = name_before(in);
	int version;

	if (!look(in, &c, &version))
		return ST_OK;
	in->told = version;
	if (catalogue_matter(c, in->request.bundle, &b, err) != ST_OK) {
		(void)err_set(err, ST_NOINPUT, "E-6318", "目录换成了第 %d 版,没有「%.60s」了:请另选,已填的留着;未受理", version, name);
		intake_promise(in, NULL);
		in->bundle = NULL;
		return ST_NOINPUT;
	}
	refit(&in->request, b);
	enum status st = intake_remake(in, err);
	return st != ST_OK ? st : err_set(err, ST_CONFLICT, "E-6318", "目录换成了第 %d 版:本件改按新版办,已填的留着,请从第二步再核对;未受理",
		version);
}
