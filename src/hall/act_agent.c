/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "hall/act_parts.h"
#include "hall/dossier.h"
#include "hall/revoked.h"
#include "hall/token.h"
#include "law/identity.h"

/* Who acts for the applicant (H-2): an authority that was given at the window is taken back, or given to another. What was frozen with
 * the one before stays; whatever comes after names the one who acts now, and where nobody does the applicant. */

static void keep_snapshot(struct doing *d, const struct batch *b)
{
	json_object_set_new(d->data, ACT_SNAPSHOT_MADE, json_integer(rows_int(batch_rows(b, d->steps[ACT_READS_SNAPSHOT]), 0, 3) + 1));
}

/* For what is done later: whose authority it was, and which paper. */
static void keep(struct doing *d, const json_t *agent)
{
	static const char *const members[] = { "name", "id_number", "authority_no" };

	for (size_t i = 0; i < COUNT_OF(members); i++)
		json_object_set_new(d->data, members[i], json_string(act_member(agent, members[i])));
}

/* --- taken back --------------------------------------------------------------------------------------------------------------- */

/* Nobody but who gave it takes it back: he stands here with his paper, or wrote it. */
static enum status by_the_principal(struct doing *d, const json_t *dossier, struct err *err)
{
	const char *id = act_applicant_id(dossier);

	if (strcmp(act_arg_text(d, "way"), "counter") != 0 || strlen(id) < FOUR)
		return ST_OK;
	const struct told_four four = act_told_four(act_arg_text(d, "proof"), id);
	if (d->look && !four.other)
		return ST_OK;
	return four.right ? ST_OK : act_refuse_at(d, err, "proof", "E-6461",
		"证件号末四位不是委托人的:委托只有委托人能撤销,请核对证件;他没有来的要有书面撤销");
}

enum status act_revoke_guard(struct doing *d, struct batch *b, struct err *err)
{
	json_t *dossier;
	enum status st = dossier_frozen(d->h, batch_rows(b, d->steps[ACT_READS_SNAPSHOT]), &dossier, err);

	if (st != ST_OK)
		return st;
	const json_t *agent = json_object_get(dossier, "agent");
	if (!json_is_object(agent))
		st = act_refuse(d, err, "E-6462", "这件没有代理人,没有委托可撤销");
	else if ((st = by_the_principal(d, dossier, err)) == ST_OK)
		keep(d, agent);
	keep_snapshot(d, b);
	json_decref(dossier);
	return st;
}

void act_revoke_do(struct doing *d, struct batch *b)
{
	act_amend_in(d, b, NULL);
}

/* --- given to another ----------------------------------------------------------------------------------------------------------- */

/* As the law writes a value, or its refusal told at the question. */
static enum status value_wrong(struct doing *d, struct err *err, const char *where)
{
	struct err why = *err;

	return act_refuse_at(d, err, where, "E-6463", "%s", why.text);
}

static enum status number_right(struct doing *d, const json_t *dossier, struct err *err)
{
	struct buf is;
	enum status st;

	if (!*act_arg_text(d, "id_number"))
		return ST_OK;
	buf_init(&is, BUF_SMALL);
	if (certificate_read(act_arg_text(d, "id_number"), "01", d->today, &is, err) != ST_OK)
		st = value_wrong(d, err, "id_number");
	else if (strcmp(is.data, act_member(json_object_get(dossier, "applicant"), "id_number")) == 0)
		st = act_refuse_at(d, err, "id_number", "E-6463", "这是申请人自己的证件号,本人来办的不登记委托");
	else
		st = json_object_set_new(d->data, "id_number", json_string(is.data)) == 0 ? ST_OK : ST_BUG;
	buf_wipe(&is);
	return st;
}

static enum status phone_right(struct doing *d, struct err *err)
{
	char is[20];

	if (!*act_arg_text(d, "phone"))
		return ST_OK;
	if (phone_read(act_arg_text(d, "phone"), true, is, err) != ST_OK)
		return value_wrong(d, err, "phone");
	return json_object_set_new(d->data, "phone", json_string(is)) == 0 ? ST_OK : ST_BUG;
}

static enum status period_right(struct doing *d, struct err *err)
{
	day_t until = act_arg_day(d, "authority_until");

	return until != DAY_NONE && until < d->today ? act_refuse_at(d, err, "authority_until", "E-6463", "这份委托书已经过期") : ST_OK;
}

/* A paper that he took back he gives anew as another one. */
static enum status paper_right(struct doing *d, const struct batch *b, struct err *err)
{
	enum revoked_as as;
	enum status st = revoked_is(d->h, batch_rows(b, d->steps[ACT_READS_ENTRUSTING]), &(struct revoked_asked){
		.authority_no = act_arg_text(d, "authority_no") }, &as, err);

	return st != ST_OK || as != REVOKED_PAPER ? st : act_refuse_at(d, err, "authority_no", "E-6463", "这份委托书已由委托人撤销,要另有一份");
}

enum status act_entrust_guard(struct doing *d, struct batch *b, struct err *err)
{
	json_t *dossier;
	enum status st = dossier_frozen(d->h, batch_rows(b, d->steps[ACT_READS_SNAPSHOT]), &dossier, err);

	if (st != ST_OK)
		return st;
	if (json_is_object(json_object_get(dossier, "agent")))
		st = act_refuse(d, err, "E-6462", "这件已有代理人,委托人另行委托的先办「撤销委托」");
	if (st == ST_OK)
		st = number_right(d, dossier, err);
	json_decref(dossier);
	keep_snapshot(d, b);
	if (st == ST_OK)
		st = phone_right(d, err);
	if (st == ST_OK)
		st = paper_right(d, b, err);
	return st == ST_OK ? period_right(d, err) : st;
}

/* Handing in is what every agent may. */
static json_t *powers(const char *told)
{
	bool all = strcmp(told, "all") == 0;
	json_t *out = json_pack("[s]", "submit");

	if (all || strcmp(told, "promise") == 0)
		json_array_append_new(out, json_string("promise"));
	if (all || strcmp(told, "collect") == 0)
		json_array_append_new(out, json_string("collect"));
	return out;
}

void act_entrust_do(struct doing *d, struct batch *b)
{
	static const char *const members[] = { "name", "id_number", "phone", "relation", "authority_no", "authority_until" };
	json_t *agent = json_object();

	for (size_t i = 0; i < COUNT_OF(members); i++)
		json_object_set_new(agent, members[i], json_string(act_arg_text(d, members[i])));
	json_object_set_new(agent, "powers", powers(act_arg_text(d, "powers")));
	act_amend_in(d, b, agent);
	json_decref(agent);
	token_name_in(b, d->dossier, act_arg_text(d, "name"));
	token_number_in(d->h, b, d->dossier, act_arg_text(d, "id_number"));
	token_number_in(d->h, b, d->dossier, act_arg_text(d, "phone"));
}
