/* SPDX-License-Identifier: Apache-2.0 */
/* What each act on an errand demands beyond its row of law/errand.h, and what it does. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "hall/dossier.h"
#include "hall/errand_own.h"
#include "law/number.h"

#define PRINCIPALS_MOST 500
#define PAPERS_MOST 999
#define HASH_LENGTH 64

static const struct rows *read_of(const struct errand_doing *d, const struct batch *b, int which)
{
	return batch_rows(b, d->steps[which]);
}

static int principal_no(const struct errand_doing *d)
{
	return act_arg_count(&d->args, "principal");
}

/* The row of the principal that the act names; -1: there is none, and *err says so. */
static int principal_row(struct errand_doing *d, struct batch *b, struct err *err)
{
	const struct rows *r = read_of(d, b, ERRAND_READS_PRINCIPALS);

	for (size_t i = 0; i < rows_count(r); i++)
		if (rows_int(r, i, 0) == principal_no(d))
			return (int)i;
	(void)errand_refuse(d, err, "E-6706", "principal", "%s 没有第 %d 位委托人(共 %zu 位)", d->number, principal_no(d), rows_count(r));
	return -1;
}

static enum status principal_known(struct errand_doing *d, struct batch *b, struct err *err)
{
	return principal_row(d, b, err) < 0 ? ST_REFUSED : ST_OK;
}

static bool said_yes(const struct errand_doing *d, const char *name)
{
	return strcmp(errand_told(d, name), "yes") == 0;
}

/* --- people ---------------------------------------------------------------------------------------------------------------- */

static enum status room_for_one(struct errand_doing *d, struct batch *b, struct err *err)
{
	const struct rows *r = read_of(d, b, ERRAND_READS_PRINCIPALS);
	const char *id = errand_told(d, "id_number");
	char index[17] = "";

	if (rows_count(r) >= PRINCIPALS_MOST)
		return errand_refuse(d, err, "E-6706", "", "一件里最多 %d 位委托人", PRINCIPALS_MOST);
	if (*id)
		hall_index(d->h, id, index);
	for (size_t i = 0; *id && i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, 4), index) == 0)
			return errand_refuse(d, err, "E-6706", "id_number", "这个证件号已是第 %d 位委托人", (int)rows_int(r, i, 0));
	return ST_OK;
}

static void join_in(struct errand_doing *d, struct batch *b)
{
	errand_person_in(d, b, (int)rows_count(read_of(d, b, ERRAND_READS_PRINCIPALS)) + 1);
}

static enum status amend_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	if (!*errand_told(d, "phone") && !*errand_told(d, "address"))
		return errand_refuse(d, err, "E-6703", "phone", "要改的电话或住址都没有填");
	return principal_known(d, b, err);
}

/* What is not told stays. What it was before is kept with the act, so that two changes of one field can be told apart. */
static void amend_in(struct errand_doing *d, struct batch *b)
{
	static const char *const fields[] = { "phone", "address" };
	const struct rows *r = read_of(d, b, ERRAND_READS_PRINCIPALS);
	struct err err;
	int row = principal_row(d, b, &err);
	char where[80];
	struct buf sealed;

	errand_where_person(d->errand_uuid, principal_no(d), where);
	json_t *person = row < 0 ? NULL : errand_unseal(d->h, where, r, (size_t)row, 5), *before = json_object();
	if (!person)
		person = json_object();
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (*errand_told(d, fields[i])) {
			json_t *old = json_object_get(person, fields[i]);
			json_object_set(before, fields[i], old ? old : json_null());
			json_object_set_new(person, fields[i], json_string(errand_told(d, fields[i])));
		}
	json_object_set_new(d->args.data, "before", before);
	char *json = json_dumps(person, JSON_COMPACT);
	buf_init(&sealed, BUF_SMALL);
	hall_seal(d->h, where, json, strlen(json), &sealed);
	batch_add(b, Q_ERRAND_PRINCIPAL_PERSON, ARGS(value_int(d->id), value_int(principal_no(d)), value_blob(sealed.data, sealed.len)));
	buf_release(&sealed);
	mem_wipe_free(json, strlen(json));
	json_decref(person);
}

/* --- helpers --------------------------------------------------------------------------------------------------------------- */

/* Who is to be the helper: the one named, else whoever answers. */
static enum status helper_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	const struct rows *r = read_of(d, b, ERRAND_READS_STAFF);
	const char *login = errand_told(d, "helper");

	if (!*login && staff_role_in(d->by->role, BY(HELPER)))
		return ST_OK;
	if (!*login)
		return errand_refuse(d, err, "E-6708", "helper", "要写明由哪位帮办员来办(helper=工号)");
	if (rows_count(r) == 0 || !rows_int(r, 0, 2) || !staff_role_in(rows_text(r, 0, 1), BY(HELPER) | BY(SUPERVISOR)))
		return errand_refuse(d, err, "E-6708", "helper", "%s 不是在岗的帮办员", login);
	if (staff_role_in(d->by->role, BY(HELPER)) && rows_int(r, 0, 0) != d->by->staff_id)
		return errand_refuse(d, err, "E-6708", "helper", "帮办员只能自己接下;交给别人由督导来做");
	return ST_OK;
}

static int64_t helper_of(const struct errand_doing *d, const struct batch *b)
{
	return *errand_told(d, "helper") ? rows_int(read_of(d, b, ERRAND_READS_STAFF), 0, 0) : d->by->staff_id;
}

static void respond_in(struct errand_doing *d, struct batch *b)
{
	batch_add(b, Q_ERRAND_RESPOND, ARGS(value_int(d->id), value_int(d->at), value_text(errand_told(d, "how")), value_int(helper_of(d, b))));
}

static void assign_in(struct errand_doing *d, struct batch *b)
{
	batch_add(b, Q_ERRAND_ASSIGN, ARGS(value_int(d->id), value_int(helper_of(d, b))));
}

/* --- authority (H-2) --------------------------------------------------------------------------------------------------------- */

static enum status entrust_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	day_t from = act_arg_day(&d->args, "from"), until = act_arg_day(&d->args, "until");
	const char *hash = errand_told(d, "signature");
	bool any = false;

	for (int p = 0; p < ERRAND_POWERS; p++)
		any |= said_yes(d, errand_power_code((enum errand_power)p));
	if (!any)
		return errand_refuse(d, err, "E-6712", "submit", "一项权限也没有,这样的委托书没有用。请至少答一个“是”");
	if (until < from || until < d->day)
		return errand_refuse(d, err, "E-6712", "until", "委托期限的止日早于起日或今天");
	if (*hash && (strlen(hash) != HASH_LENGTH || strspn(hash, "0123456789abcdef") != HASH_LENGTH))
		return errand_refuse(d, err, "E-6712", "signature", "签字影像的SM3应为 %d 位小写十六进制", HASH_LENGTH);
	return principal_known(d, b, err);
}

static void entrust_in(struct errand_doing *d, struct batch *b)
{
	int64_t no = (int64_t)rows_count(read_of(d, b, ERRAND_READS_AUTHORITIES)) + 1, powers = 0;

	for (int p = 0; p < ERRAND_POWERS; p++)
		powers |= said_yes(d, errand_power_code((enum errand_power)p)) ? 1 << p : 0;
	batch_add(b, Q_ERRAND_AUTHORITY_INSERT, ARGS(value_int(d->id), value_int(no), value_int(principal_no(d)), value_int(powers),
		value_day(act_arg_day(&d->args, "from")), value_day(act_arg_day(&d->args, "until")), value_text(errand_told(d, "scope")),
		value_text(errand_told(d, "relation")), value_int(said_yes(d, "redelegate")), value_text(errand_told(d, "signature")),
		value_int(d->at)));
}

static enum status revoke_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	const struct rows *r = read_of(d, b, ERRAND_READS_AUTHORITIES);
	bool stands = false;

	for (size_t i = 0; i < rows_count(r); i++)
		stands |= rows_int(r, i, 1) == principal_no(d) && rows_null(r, i, 5);
	return stands ? ST_OK : errand_refuse(d, err, "E-6713", "", "第 %d 位委托人没有可撤销的委托书", principal_no(d));
}

static void revoke_in(struct errand_doing *d, struct batch *b)
{
	batch_add(b, Q_ERRAND_AUTHORITY_REVOKE, ARGS(value_int(d->id), value_int(principal_no(d)), value_day(d->day)));
}

/* An expired or revoked one blocks what is done for the principal, and each power stands for itself. */
static enum status power_stands(struct errand_doing *d, struct batch *b, struct err *err)
{
	enum errand_power p = (enum errand_power)errand_power_from_code(d->act->word);
	enum status st = principal_known(d, b, err);

	if (st != ST_OK)
		return st;
	enum authority_standing s = errand_standing(read_of(d, b, ERRAND_READS_AUTHORITIES), principal_no(d), p, d->day);
	if (s != AUTHORITY_FINE)
		return errand_refuse(d, err, "E-6714", "", "第 %d 位委托人%s(%s),不能「%s」。请委托人重新授权,或本人来办", principal_no(d),
			authority_standing_words(s), errand_power_name(p), d->act->name);
	return ST_OK;
}

static enum status resume_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	day_t until = act_arg_day(&d->args, "until");

	(void)b;
	return until != DAY_NONE && until < d->day ? errand_refuse(d, err, "E-6712", "until", "委托期限不能延长到今天以前") : ST_OK;
}

static void resume_in(struct errand_doing *d, struct batch *b)
{
	day_t until = act_arg_day(&d->args, "until");

	if (until != DAY_NONE)
		batch_add(b, Q_ERRAND_AUTHORITY_EXTEND, ARGS(value_int(d->id), value_day(until)));
}

/* --- papers, dossiers, money --------------------------------------------------------------------------------------------------- */

static enum status take_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	if (act_arg_count(&d->args, "originals") + act_arg_count(&d->args, "copies") == 0)
		return errand_refuse(d, err, "E-6715", "originals", "原件和复印件至少要有一份");
	if (rows_count(read_of(d, b, ERRAND_READS_PAPERS)) >= PAPERS_MOST)
		return errand_refuse(d, err, "E-6715", "", "一件里最多记 %d 份材料", PAPERS_MOST);
	return principal_known(d, b, err);
}

static void take_in(struct errand_doing *d, struct batch *b)
{
	batch_add(b, Q_ERRAND_PAPER_INSERT, ARGS(value_int(d->id), value_int((int64_t)rows_count(read_of(d, b, ERRAND_READS_PAPERS)) + 1),
		value_int(principal_no(d)), value_text(errand_told(d, "material")), value_int(act_arg_count(&d->args, "originals")),
		value_int(act_arg_count(&d->args, "copies")), value_int(d->at), value_text(d->uuid)));
}

static enum status back_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	const struct rows *r = read_of(d, b, ERRAND_READS_PAPERS);
	int no = act_arg_count(&d->args, "paper");

	if (rows_count(r) == 0)
		return errand_refuse(d, err, "E-6715", "", "没有收下过材料,没有可还的");
	for (size_t i = 0; i < rows_count(r); i++)
		if (rows_int(r, i, 0) == no)
			return rows_null(r, i, 6) ? ST_OK : errand_refuse(d, err, "E-6715", "paper", "第 %d 份材料早已交还", no);
	return errand_refuse(d, err, "E-6715", "paper", "没有第 %d 份材料(共 %zu 份)", no, rows_count(r));
}

static void back_in(struct errand_doing *d, struct batch *b)
{
	batch_add(b, Q_ERRAND_PAPER_BACK, ARGS(value_int(d->id), value_int(act_arg_count(&d->args, "paper")), value_int(d->at),
		value_text(errand_told(d, "to"))));
}

enum status errand_dossier_read(struct errand_doing *d, struct err *err)
{
	const char *told = errand_told(d, "number");
	char number[DOSSIER_NUMBER_SIZE];
	struct err why;

	if (!*told || d->call->at)
		return ST_OK;
	if (hall_int(d->h, "errand.block") != 0)
		return number_dossier_valid(told) ? ST_OK : err_at(err, ST_DATA, "E-6703", "number", "这台机器上没有办件可查,请写完整的 23 位受理号。没有改动。");
	enum status st = dossier_number(d->h, told, number, &why);
	if (st == ST_OK)
		json_object_set_new(d->args.data, "number", json_string(number));
	return st == ST_OK ? ST_OK : st == ST_NOINPUT || st == ST_REFUSED || st == ST_DATA
		? err_at(err, ST_DATA, "E-6703", "number", "%s%s没有改动。", why.text, text_stop(why.text)) : err_set(err, st, why.code, "%s", why.text);
}

/* The principal's own dossier: the same person, and nobody else's of this errand. A laptop away from the hall has no dossiers to
 * look at; there the number is taken as it is, and looked at when it is brought in. */
static enum status link_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	const struct rows *r = read_of(d, b, ERRAND_READS_PRINCIPALS), *dossier = read_of(d, b, ERRAND_READS_DOSSIER);
	const char *number = errand_told(d, "number");
	int row = principal_row(d, b, err);

	if (row < 0)
		return ST_REFUSED;
	for (size_t i = 0; i < rows_count(r); i++)
		if ((int)i != row && strcmp(rows_text(r, i, 6), number) == 0)
			return errand_refuse(d, err, "E-6716", "number", "办件 %s 已是第 %d 位委托人的", number, (int)rows_int(r, i, 0));
	if (hall_int(d->h, "errand.block") != 0)
		return ST_OK;
	if (rows_count(dossier) == 0)
		return errand_refuse(d, err, "E-6716", "number", "没有编号为 %s 的办件", number);
	bool same = *rows_text(r, (size_t)row, 4) ? strcmp(rows_text(r, (size_t)row, 4), rows_text(dossier, 0, 1)) == 0 :
		strcmp(rows_text(r, (size_t)row, 1), rows_text(dossier, 0, 2)) == 0;
	return same ? ST_OK : errand_refuse(d, err, "E-6716", "number", "办件 %s 的申请人不是第 %d 位委托人", number, principal_no(d));
}

static void link_in(struct errand_doing *d, struct batch *b)
{
	batch_add(b, Q_ERRAND_PRINCIPAL_LINK, ARGS(value_int(d->id), value_int(principal_no(d)), value_text(errand_told(d, "number"))));
}

/* "12", "12.5", "12.50" yuan as fen; -1 for anything else. */
static int64_t fen_of(const char *yuan)
{
	int64_t fen = 0;
	size_t digits = strspn(yuan, "0123456789"), n = 0;

	if (digits == 0 || digits > 7)
		return -1;
	for (size_t i = 0; i < digits; i++)
		fen = fen * 10 + (yuan[i] - '0');
	yuan += digits;
	if (*yuan == '.') {
		n = strspn(++yuan, "0123456789");
		if (n == 0 || n > 2)
			return -1;
	}
	for (size_t i = 0; i < 2; i++)
		fen = fen * 10 + (i < n ? yuan[i] - '0' : 0);
	return yuan[n] ? -1 : fen;
}

static enum status cost_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	const char *other = errand_told(d, "other");

	(void)b;
	if (fen_of(errand_told(d, "statutory")) < 0 || (*other && fen_of(other) < 0))
		return errand_refuse(d, err, "E-6703", "statutory", "金额应为元,如 20 或 20.50");
	if (*other && fen_of(other) != 0)
		return errand_refuse(d, err, "E-6717", "other", "帮办代办不收费,除法定费用外只能是 0(填的是 %s 元)。请退还委托人,并报督导", other);
	return ST_OK;
}

static void cost_in(struct errand_doing *d, struct batch *b)
{
	batch_add(b, Q_ERRAND_COST, ARGS(value_int(d->id), value_int(fen_of(errand_told(d, "statutory")))));
}

/* --- the end ------------------------------------------------------------------------------------------------------------------- */

static void end_in(struct errand_doing *d, struct batch *b, const char *outcome, const char *side)
{
	batch_add(b, Q_ERRAND_END, ARGS(value_int(d->id), value_text(outcome), value_text(side), value_int(d->at)));
}

static void finish_in(struct errand_doing *d, struct batch *b) { end_in(d, b, errand_told(d, "outcome"), ""); }
static void terminate_in(struct errand_doing *d, struct batch *b) { end_in(d, b, "ended", errand_told(d, "side")); }
static void withdraw_in(struct errand_doing *d, struct batch *b) { end_in(d, b, "withdrawn", "principal"); }

/* Nobody who served says how satisfied somebody was with it (E-4). */
static enum status follow_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	(void)b;
	return d->helper && d->helper == d->by->staff_id ? errand_refuse(d, err, "E-6718", "", "经办的帮办员不能自己回访,请另一位来做") : ST_OK;
}

static void follow_in(struct errand_doing *d, struct batch *b)
{
	int level = errand_told(d, "level")[0] - '0';

	batch_add(b, Q_ERRAND_FOLLOW, ARGS(value_int(d->id), value_int(d->at), level > 0 ? value_int(level) : value_null()));
}

size_t errand_papers_out(const struct errand_doing *d, const struct batch *b)
{
	const struct rows *r = read_of(d, b, ERRAND_READS_PAPERS);
	size_t out = 0;

	for (size_t i = 0; i < rows_count(r); i++)
		out += rows_null(r, i, 6);
	return out;
}

static enum status archive_fits(struct errand_doing *d, struct batch *b, struct err *err)
{
	size_t out = errand_papers_out(d, b);

	return out ? errand_refuse(d, err, "E-6719", "", "还有 %zu 份材料没有交还,不能归档。请先办「还材料」", out) : ST_OK;
}

const struct errand_rule errand_rules[] = {
	{ "join", room_for_one, join_in }, { "amend", amend_fits, amend_in }, { "respond", helper_fits, respond_in },
	{ "assign", helper_fits, assign_in }, { "entrust", entrust_fits, entrust_in }, { "revoke", revoke_fits, revoke_in },
	{ "take", take_fits, take_in }, { "give-back", back_fits, back_in }, { "link", link_fits, link_in },
	{ "submit", power_stands, NULL }, { "correct", power_stands, NULL }, { "fetch", power_stands, NULL },
	{ "promise", power_stands, NULL }, { "cost", cost_fits, cost_in }, { "resume", resume_fits, resume_in },
	{ "finish", NULL, finish_in }, { "terminate", NULL, terminate_in }, { "withdraw", NULL, withdraw_in },
	{ "follow-up", follow_fits, follow_in }, { "archive", archive_fits, NULL }, { NULL, NULL, NULL },
};
