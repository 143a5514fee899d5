/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/act_parts.h"
#include "hall/dossier.h"
#include "hall/revoked.h"
#include "hall/token.h"
#include "law/errand.h"

/* Who takes a result: the right one, by his code or his papers, and an agent by an authority for it (H-2). */

#define PICKUP_TRIES 5
#define PICKUP_LOCK_MS ((int64_t)30 * 60 * 1000)

/* --- an agent's authority --------------------------------------------------------------------------------------------------- */

static enum status no_authority(struct doing *d, struct err *err, const char *where, const char *what)
{
	d->refused = true;
	return err_at(err, ST_REFUSED, "E-6457", where, "%s,不能由他代领(H-2)。请由本人领取,或核对当场出示、写明可代领结果、没有过期的委托书。没有改动。", what);
}

#define AUTHORITIES_MOST 20

/* What a helper acts on is an errand's: it knows since when, that it was revoked, and what was given anew (H-2). AUTHORITY_NONE: this
 * number is no errand's. */
static enum authority_standing errand_stands(const struct doing *d, const struct batch *b, const char *no)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_AUTHORITIES]);
	struct authority all[AUTHORITIES_MOST];
	size_t count = 0;

	if (act_row_of(r, 0, no) < 0)
		return AUTHORITY_NONE;
	for (size_t i = rows_count(r); i-- > 0 && count < AUTHORITIES_MOST;)
		all[count++] = (struct authority){ (unsigned)rows_int(r, i, 1), (day_t)rows_int(r, i, 2), (day_t)rows_int(r, i, 3),
			rows_null(r, i, 4) ? DAY_NONE : (day_t)rows_int(r, i, 4) };
	return authority_best(all, count, POWER_FETCH, d->done_day);
}

/* Which it was: for what was done and its paper. */
static void record(struct doing *d, const char *name, const char *text)
{
	if (text && *text)
		json_object_set_new(d->data, name, json_string(text));
}

/* The paper itself, which no errand knows. */
static enum status kept_allows(struct doing *d, const json_t *agent, struct err *err)
{
	const char *until = json_string_value(json_object_get(agent, "authority_until"));
	const json_t *power;
	bool fetch = false;
	size_t i;

	json_array_foreach(json_object_get(agent, "powers"), i, power)
		fetch |= strcmp(json_string_value(power), "collect") == 0;
	if (!fetch)
		return no_authority(d, err, "authority", "留存的委托书没有写明可代领结果");
	day_t day = until ? day_parse(until) : DAY_NONE;
	if (day == DAY_NONE)
		return no_authority(d, err, "authority", "留存的委托书没有记下期限");
	return day < d->done_day ? no_authority(d, err, "authority", "留存的委托书已经过期") : ST_OK;
}

static enum status errand_refuses(struct doing *d, struct err *err, const char *where, enum authority_standing s)
{
	return no_authority(d, err, where, s == AUTHORITY_LACKS ? "委托书没有写明可代领结果" : authority_standing_words(s));
}

static enum status file_allows(struct doing *d, const struct batch *b, const json_t *agent, struct err *err)
{
	const char *no = json_string_value(json_object_get(agent, "authority_no")), *until = json_string_value(json_object_get(agent, "authority_until"));
	const char *name = json_string_value(json_object_get(agent, "name"));
	enum status st;

	if (!name)
		return no_authority(d, err, "authority", rows_count(batch_rows(b, d->steps[ACT_READS_ENTRUSTING])) ? "委托已经撤销,没有另行登记委托" :
			"受理时没有代理人,没有留存委托书");
	record(d, "authority_no", no);
	record(d, "authority_until", until);
	enum authority_standing s = errand_stands(d, b, no ? no : "");
	if (s == AUTHORITY_NONE) {
		if ((st = kept_allows(d, agent, err)) != ST_OK)
			return st;
	} else if (s != AUTHORITY_FINE) {
		return errand_refuses(d, err, "authority", s);
	}
	return token_same_name(name, act_arg_text(d, "receiver_name")) ? ST_OK :
		no_authority(d, err, "receiver_name", "来领的人不是留存的委托书上的代理人");
}

/* A paper that the applicant took back is worth nothing for being shown, nor is one that he never gave to whom he dismissed. */
static enum status not_revoked(struct doing *d, const struct batch *b, struct err *err)
{
	enum revoked_as as;
	enum status st = revoked_is(d->h, batch_rows(b, d->steps[ACT_READS_ENTRUSTING]), &(struct revoked_asked){
		.name = act_arg_text(d, "receiver_name"), .authority_no = act_arg_text(d, "authority_no") }, &as, err);

	if (st != ST_OK || as == REVOKED_NOT)
		return st;
	return as == REVOKED_PAPER ? no_authority(d, err, "authority_no", "这份委托书已由委托人撤销") :
		no_authority(d, err, "receiver_name", "委托人已撤销对他的委托;重新委托的先办「登记委托」");
}

/* What is on that paper the issuer reads himself, and its day stands in the record; of an errand's it is known whether it stands. */
static enum status shown_allows(struct doing *d, const struct batch *b, struct err *err)
{
	enum authority_standing s = errand_stands(d, b, act_arg_text(d, "authority_no"));
	enum status st = not_revoked(d, b, err);

	if (st != ST_OK)
		return st;
	if (s != AUTHORITY_NONE && s != AUTHORITY_FINE)
		return errand_refuses(d, err, "authority_no", s);
	return act_arg_day(d, "authority_until") < d->done_day ? no_authority(d, err, "authority_until", "出示的委托书已经过期") : ST_OK;
}

/* Kept since the acceptance, or shown now. */
static enum status agent_may(struct doing *d, const struct batch *b, const json_t *dossier, struct err *err)
{
	if (strcmp(act_arg_text(d, "authority"), "shown") != 0)
		return file_allows(d, b, json_object_get(dossier, "agent"), err);
	return shown_allows(d, b, err);
}

/* Somebody else is no applicant because he was called one: he needs an authority. For a company comes who represents it, where it was told
 * who does. */
static enum status self_is(struct doing *d, const json_t *dossier, struct err *err)
{
	const json_t *applicant = json_object_get(dossier, "applicant");
	const char *name = json_string_value(json_object_get(applicant, "name")), *told = act_arg_text(d, "receiver_name");
	const char *legal = json_string_value(json_object_get(applicant, "legal_name"));
	bool company = json_is_true(json_object_get(applicant, "company"));

	if (!name || token_same_name(name, told) || (company && (!legal || !*legal || token_same_name(legal, told))))
		return ST_OK;
	d->refused = true;
	return err_at(err, ST_REFUSED, "E-6459", "receiver_name", "签收人的姓名和%s不一样(H-2):是本人的请改正姓名,是别人的请选代理人、核对委托书。没有改动。",
		company ? "法定代表人" : "申请人");
}

const char *act_member(const json_t *of, const char *member)
{
	const char *text = json_string_value(json_object_get(of, member));

	return text ? text : "";
}

const char *act_applicant_id(const json_t *dossier)
{
	const json_t *applicant = json_object_get(dossier, "applicant");

	return act_member(applicant, json_is_true(json_object_get(applicant, "company")) ? "legal_id" : "id_number");
}

struct told_four act_told_four(const char *proof, const char *id)
{
	const char *last = id + strlen(id) - FOUR;
	struct told_four told = { .right = false };
	struct buf plain;

	buf_init(&plain, BUF_SMALL);
	(void)text_to_ascii(&plain, proof, strlen(proof));              /* typed wide or not */
	for (const char *s = plain.len ? plain.data : ""; *s;) {
		size_t run = 0;
		while (isalnum((unsigned char)s[run]))
			run++;
		bool right = run == FOUR && strncasecmp(s, last, FOUR) == 0;
		told.right = told.right || right;
		told.other = told.other || (run == FOUR && !right);
		told.at_end = run == FOUR && !right && !s[run];
		s += run ? run : 1;
	}
	buf_wipe(&plain);
	return told;
}

/* His number as it was read when the dossier was taken in; "" where it knows none: a paper shown now is the issuer's to read. */
static const char *id_on_file(const struct doing *d, const json_t *dossier)
{
	if (strcmp(act_arg_text(d, "receiver"), "agent") == 0)
		return strcmp(act_arg_text(d, "authority"), "file") == 0 ? act_member(json_object_get(dossier, "agent"), "id_number") : "";
	return act_applicant_id(dossier);
}

/* Across the desk: by the code, or by an ID whose last four are those on file. For a company of which nobody wrote down who represents
 * it the code alone says nothing of who stands there. */
static enum status id_right(struct doing *d, const json_t *dossier, struct err *err)
{
	const json_t *applicant = json_object_get(dossier, "applicant");
	const char *id = id_on_file(d, dossier), *proof = act_arg_text(d, "proof"), *code = act_arg_text(d, "code");
	bool self = strcmp(act_arg_text(d, "receiver"), "self") == 0, company = json_is_true(json_object_get(applicant, "company"));

	if (strcmp(act_arg_text(d, "mode"), "direct") != 0)
		return ST_OK;
	if (self && company && !*act_member(applicant, "legal_name") && !*proof)
		return act_refuse_at(d, err, "proof", "E-6427", "没有登记谁代表这家单位,要写明核对了什么,如营业执照和证件号末四位");
	if (strlen(id) < FOUR)
		return ST_OK;
	const struct told_four four = act_told_four(proof, id);
	/* beside the code, four characters in the middle may be a year */
	if (!four.right && (*code ? four.at_end : four.other))
		return act_refuse_at(d, err, "proof", "E-6460", "证件号末四位和受理时登记的不一样,请核对证件;是别人来领的选代理人");
	return four.right || *code ? ST_OK : act_refuse_at(d, err, "proof", "E-6427", "要核对取件码,或核对证件并写末四位");
}

static enum status right_person(struct doing *d, const struct batch *b, struct err *err)
{
	bool agent = strcmp(act_arg_text(d, "receiver"), "agent") == 0;
	json_t *dossier;

	enum status st = dossier_frozen(d->h, batch_rows(b, d->steps[ACT_READS_SNAPSHOT]), &dossier, err);
	if (st == ST_OK)
		st = agent ? agent_may(d, b, dossier, err) : self_is(d, dossier, err);
	if (st == ST_OK)
		st = id_right(d, dossier, err);
	json_decref(dossier);
	return st;
}

/* --- who stands there -------------------------------------------------------------------------------------------------------- */

static enum status code_right(struct doing *d, const struct rows *r, struct err *err)
{
	int64_t locked = rows_int(r, 0, 1);

	if (locked > d->now)
		return act_refuse_at(d, err, "code", "E-6425", "取件码连错%d次,%d分钟内不能再试;可凭证件领取", PICKUP_TRIES, (int)((locked - d->now) / MINUTE_MS) + 1);
	if (strcmp(rows_text(r, 0, 0), act_arg_text(d, "code")) == 0)
		return ST_OK;
	d->wrong_code = true;
	return act_refuse_at(d, err, "code", "E-6425", "取件码不对,请核对取件凭证上的六位数字,或凭证件领取");
}

enum status act_receiver_seen(struct doing *d, struct batch *b, struct err *err)
{
	const char *mode = act_arg_text(d, "mode");
	enum status st = right_person(d, b, err);

	if (st != ST_OK)
		return st;
	if (strcmp(mode, "courier") == 0)
		return ST_OK;                          /* its tracking number is there (law/act.c) */
	if (strcmp(mode, "direct") != 0)
		return *act_arg_text(d, "proof") ? ST_OK : act_refuse_at(d, err, "proof", "E-6427", "要写签收证明");
	if (*act_arg_text(d, "code"))
		return code_right(d, batch_rows(b, d->steps[ACT_READS_PICKUP]), err);
	return *act_arg_text(d, "proof") ? ST_OK : act_refuse_at(d, err, "proof", "E-6427", "要核对取件码,或核对证件并写末四位");
}

void act_wrong_code(struct doing *d, struct batch *b)
{
	batch_add(b, Q_PICKUP_WRONG, ARGS(value_int(d->dossier), value_int(PICKUP_TRIES), value_int(d->now + PICKUP_LOCK_MS)));
}
