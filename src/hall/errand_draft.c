/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/errand_draft.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/errand_own.h"
#include "law/identity.h"
#include "law/staff_right.h"

#define LEFT_AT_ONCE 200

/* RIGHT_OFFER: a supervisor sees every errand, but drafts for nobody. */
static enum status may_draft(struct hall *h, const struct actor *by, const char *what, struct err *err)
{
	if (staff_may(by->role, RIGHT_OFFER))
		return ST_OK;
	return audit_denied(h, by, "errand.denied", what, "E-6702", "替委托人拟件由帮办员来做(W-14),您的岗位不能。没有改动。", err);
}

/* --- begun ---------------------------------------------------------------------------------------------------------------------- */

/* The newest authority that lets submit today; NULL and E-6714 when there is none. */
static const json_t *authority_of(const json_t *principal, struct err *err)
{
	const json_t *list = json_object_get(principal, "authorities");
	const char *why = authority_standing_words(AUTHORITY_NONE);

	for (size_t i = json_array_size(list); i-- > 0;) {
		const json_t *a = json_array_get(list, i);
		const char *blocks = errand_text(json_object_get(a, "blocks"), errand_power_code(POWER_SUBMIT));
		if (!*blocks)
			return a;
		why = blocks;
	}
	(void)err_set(err, ST_REFUSED, "E-6714", "H-2:委托人%s(%s),不能代为拟件。没有改动。请委托人重新授权,或本人到窗口办。", why,
		errand_power_name(POWER_SUBMIT));
	return NULL;
}

static bool may(const json_t *authority, enum errand_power p)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(authority, "powers"), i, one)
		if (strcmp(json_string_value(one), errand_power_code(p)) == 0)
			return true;
	return false;
}

static void fill(const json_t *e, const json_t *principal, const json_t *authority, struct request *out)
{
	static const char *const known[] = { "applicant.name", "applicant.id_number", "applicant.phone", "applicant.address", "agent.name",
		"agent.relation", "agent.authority_no", "agent.authority_until" };
	struct agent *agent = &out->agent;
	struct identity id;
	struct err err;
	char no[64];

	if (identity_read(errand_text(principal, "id_number"), clock_today(), &id, &err) == ST_OK && id.kind == ID_CITIZEN)
		request_set(&out->applicant.id_type, "01");
	out->applicant.company = json_is_true(json_object_get(principal, "company"));
	request_set(&out->applicant.name, errand_text(principal, "name"));
	request_set(&out->applicant.id_number, errand_text(principal, "id_number"));
	request_set(&out->applicant.phone, errand_text(principal, "phone"));
	request_set(&out->applicant.address, errand_text(principal, "address"));
	agent->present = true;
	request_set(&agent->name, errand_text(e, "helper"));
	request_set(&agent->relation, "帮办员");
	snprintf(no, sizeof no, "%s-%d", errand_text(e, "number"), (int)json_integer_value(json_object_get(authority, "no")));
	request_set(&agent->authority_no, no);
	request_set(&agent->authority_until, errand_text(authority, "until"));
	agent->may_submit = true;
	agent->may_promise = may(authority, POWER_PROMISE);
	agent->may_collect = may(authority, POWER_FETCH);
	request_set(&out->delivery_mode, "window");
	for (size_t i = 0; i < COUNT_OF(known); i++)
		request_set_origin(out, known[i], ORIGIN_COPIED);         /* the errand has them: nobody types them here */
}

static enum status remember(struct hall *h, const struct actor *by, const char *number, int principal, const char *accept_uuid,
	struct err *err)
{
	struct batch *b = batch_new("errand.draft");

	batch_add(b, Q_ERRAND_DRAFT_BEGIN, ARGS(value_text(accept_uuid), value_text(number), value_int(principal), value_int(by->staff_id)));
	return audit_submit(h, by, b, &(struct audit_entry){ .act = "errand.draft", .object = number, .after = accept_uuid }, err);
}

static enum status known_draft(struct hall *h, const struct actor *by, const char *number, int principal, char out[37], struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_ERRAND_DRAFT_OPEN, ARGS(value_text(number), value_int(principal), value_int(by->staff_id)),
		&r, err);

	snprintf(out, 37, "%s", st == ST_OK && rows_count(r) ? rows_text(r, 0, 0) : "");
	rows_free(r);
	return st;
}

enum status errand_draft_begin(struct hall *h, const struct actor *by, const char *number, int principal, struct request *out,
	char resumed[37], struct err *err)
{
	const json_t *who, *authority = NULL;
	json_t *e = NULL;
	enum status st = may_draft(h, by, number, err);

	request_init(out);
	*resumed = '\0';
	if (st == ST_OK)
		st = known_draft(h, by, number, principal, resumed, err);
	if (st != ST_OK || *resumed)
		return st;
	if ((st = errand_json_for(h, by, number, "代为拟件", &e, err)) != ST_OK)
		return st;
	who = json_array_get(json_object_get(e, "principals"), principal > 0 ? (size_t)principal - 1 : SIZE_MAX);
	if (!who)
		st = err_set(err, ST_NOINPUT, "E-6706", "%s 没有第 %d 位委托人。没有改动。", number, principal);
	else if (*errand_text(who, "dossier"))
		st = err_set(err, ST_REFUSED, "E-6716", "第 %d 位委托人已有办件 %s。没有改动。", principal, errand_text(who, "dossier"));
	else if (strcmp(errand_text(e, "state"), errand_state_code(ERRAND_WORKING)) != 0)
		st = err_set(err, ST_REFUSED, "E-6704", "H-1:%s 现在是「%s」,开始办理以后才能拟件。没有改动。", number, errand_text(e, "state_name"));
	else if (!(authority = authority_of(who, err)))
		st = ST_REFUSED;
	else
		st = remember(h, by, number, principal, out->accept_uuid, err);
	if (st == ST_OK)
		fill(e, who, authority, out);
	json_decref(e);
	return st;
}

/* --- offered --------------------------------------------------------------------------------------------------------------------- */

enum status errand_draft_offer(struct hall *h, const struct actor *by, const char *accept_uuid, struct err *err)
{
	struct batch *b;
	enum status st = may_draft(h, by, accept_uuid, err);

	if (st != ST_OK)
		return st;
	b = batch_new("errand.offer");
	batch_add(b, Q_ERRAND_DRAFT_OFFER, ARGS(value_text(accept_uuid), value_int(by->staff_id), value_int(clock_wall_ms())));
	audit_in(h, b, by, &(struct audit_entry){ .act = "errand.offer", .object = accept_uuid });
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st == ST_CONFLICT ? err_set(err, ST_REFUSED, "E-6732", "这不是您拟的草稿,没有交出。") : st;
}

enum status errand_draft_offers(struct hall *h, const struct actor *by, struct errand_offer *rows, size_t room, size_t *count,
	struct err *err)
{
	struct rows *r = NULL;
	enum status st = ST_OK;

	*count = 0;
	if (!staff_may(by->role, RIGHT_ACCEPT))
		return ST_OK;
	st = store_read(hall_store(h), Q_ERRAND_DRAFT_OFFERS, ARGS(value_int(by->staff_id), value_int((int64_t)room)), &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		struct errand_offer *o = &rows[(*count)++];
		text_copy(o->accept_uuid, sizeof o->accept_uuid, rows_text(r, i, 0));
		text_copy(o->title, sizeof o->title, rows_text(r, i, 1));
		text_copy(o->who, sizeof o->who, rows_text(r, i, 2));
		text_copy(o->helper, sizeof o->helper, rows_text(r, i, 3));
		o->offered_at = rows_int(r, i, 4);
	}
	rows_free(r);
	return st;
}

static enum status own(struct hall *h, const struct actor *by, const char *accept_uuid, struct err *err)
{
	return audit_denied(h, by, "errand.own-draft", accept_uuid, "E-6731", "帮办员拟的件要由另一位受理员受理(W-14),本件未受理", err);
}

enum status errand_draft_take(struct hall *h, const struct actor *by, const char *accept_uuid, struct err *err)
{
	struct batch *b;
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_ERRAND_DRAFT_OF, ARGS(value_text(accept_uuid)), &r, err);

	if (st == ST_OK && rows_count(r) && (!staff_may(by->role, RIGHT_ACCEPT) || rows_int(r, 0, 2) == by->staff_id))
		st = own(h, by, accept_uuid, err);
	rows_free(r);
	if (st != ST_OK)
		return st;
	b = batch_new("errand.take");
	batch_add(b, Q_ERRAND_DRAFT_TAKE, ARGS(value_text(accept_uuid), value_int(by->staff_id)));
	audit_in(h, b, by, &(struct audit_entry){ .act = "errand.take", .object = accept_uuid });
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st == ST_CONFLICT ? err_set(err, ST_REFUSED, "E-6732", "这份草稿已由别人接去,或帮办员又收回去了。请看首页。") : st;
}

/* --- accepted -------------------------------------------------------------------------------------------------------------------- */

/* The best of what the principal has given for submitting today. */
static enum status standing(struct hall *h, const char *number, int64_t principal, enum authority_standing *out, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_ERRAND_AUTHORITY_LIST, ARGS(value_text(number)), &r, err);

	*out = st == ST_OK ? errand_standing(r, principal, POWER_SUBMIT, clock_today()) : AUTHORITY_NONE;
	rows_free(r);
	return st;
}

enum status errand_draft_check(struct hall *h, const struct actor *by, const char *accept_uuid, bool *drafted, struct err *err)
{
	enum authority_standing s = AUTHORITY_FINE;
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_ERRAND_DRAFT_OF, ARGS(value_text(accept_uuid)), &r, err);

	*drafted = st == ST_OK && rows_count(r) > 0;
	if (*drafted && rows_int(r, 0, 2) == by->staff_id)
		st = own(h, by, accept_uuid, err);
	else if (*drafted)
		st = standing(h, rows_text(r, 0, 0), rows_int(r, 0, 1), &s, err);
	if (st == ST_OK && s != AUTHORITY_FINE)
		st = err_set(err, ST_REFUSED, "E-6714", "H-2:委托人%s,帮办员不能代为提交,本件未受理。请委托人重新授权,或本人来办。",
			authority_standing_words(s));
	rows_free(r);
	return st;
}

/* Once, however often the acceptance is asked after: the act has its key. */
static enum status link_dossier(struct hall *h, const struct actor *by, const struct rows *r, const char *accept_uuid,
	const char *number, struct err *err)
{
	struct actor system = *by;
	struct errand_done done;
	char no[24];
	const struct act_value values[] = { { "principal", no }, { "number", number } };

	snprintf(no, sizeof no, "%d", (int)rows_int(r, 0, 1));
	snprintf(system.role, sizeof system.role, "%s", staff_role_code(ROLE_SYSTEM));     /* it follows by itself from the acceptance */
	return errand_act(h, &system, &(struct errand_call){ .uuid = accept_uuid, .number = rows_text(r, 0, 0), .word = "link", .values = values,
		.count = COUNT_OF(values) }, &done, err);
}

/* Closed when it is linked, or when it never can be, for the dossier is no principal's any more or the errand has ended: what ends between
 * the two is found by errand_draft_left. */
void errand_draft_accepted(struct hall *h, const struct actor *by, const char *accept_uuid, const char *number)
{
	struct rows *r = NULL;
	struct err err, why;

	if (store_read(hall_store(h), Q_ERRAND_DRAFT_OF, ARGS(value_text(accept_uuid)), &r, &err) == ST_OK && rows_count(r)) {
		struct batch *b = batch_new("errand.accepted");
		enum status linked = link_dossier(h, by, r, accept_uuid, number, &why);
		batch_add(b, Q_ERRAND_DRAFT_CLOSE, ARGS(value_text(accept_uuid)));
		if (linked != ST_OK)
			log_line(LOG_WARNING, "dossier %s was not linked to its errand: %s", number, why.text);
		if ((linked == ST_OK || linked == ST_REFUSED) && store_submit(hall_store(h), b, &err) != ST_OK)
			log_line(LOG_WARNING, "the errand's draft of dossier %s was not closed: %s", number, err.text);
		batch_free(b);
	}
	rows_free(r);
}

enum status errand_draft_left(struct hall *h, const struct actor *by, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_ERRAND_DRAFT_LEFT, ARGS(value_int(LEFT_AT_ONCE)), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++)
		errand_draft_accepted(h, by, rows_text(r, i, 0), rows_text(r, i, 1));
	rows_free(r);
	return st;
}
