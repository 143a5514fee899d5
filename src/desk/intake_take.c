/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/intake_own.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "law/errand.h"
#include "law/identity.h"

/* Taking a value as typed: normalised and checked, kept in any case. */

/* The fault names its entry. */
static enum status wrong_entry(const struct intake *in, const struct entry *e, struct err *err)
{
	const struct err wrong = *err;
	char label[REQUEST_LABEL_SIZE];

	request_label_whole(e->key, in->request.applicant.company, label);
	return err_at(err, wrong.status, wrong.code, e->key, "%s:%s", label, wrong.text);
}

static enum status check_id(const struct intake *in, const struct entry *e, const char *typed, struct buf *out,
	struct err *err)
{
	struct identity id;
	const char *type = in->request.applicant.id_type;
	bool own_type = !strcmp(e->key, "applicant.id_number") && *type && strcmp(type, "01");

	if (own_type)                      /* a passport or the like */
		return certificate_read(typed, type, clock_today(), out, err) == ST_OK ? ST_OK : wrong_entry(in, e, err);
	enum status st = identity_read(typed, clock_today(), &id, err);
	if (st == ST_OK && id.kind == ID_COMPANY)
		st = err_set(err, ST_DATA, "E-1007", "这是统一社会信用代码,不是个人证件号码;请重新输入");
	if (st != ST_OK)
		return wrong_entry(in, e, err);
	buf_text(out, id.number);
	return ST_OK;
}

static enum status check_company(const struct intake *in, const struct entry *e, const char *typed, struct buf *out, struct err *err)
{
	struct identity id;
	enum status st = identity_read(typed, clock_today(), &id, err);

	if (st == ST_OK && id.kind != ID_COMPANY)
		st = err_set(err, ST_DATA, "E-1008", "这不是统一社会信用代码(18位);请重新输入");
	if (st != ST_OK)
		return wrong_entry(in, e, err);
	buf_text(out, id.number);
	return ST_OK;
}

/* Only a company may leave a landline. */
static enum status check_phone(const struct intake *in, const struct entry *e, const char *typed, struct buf *out, struct err *err)
{
	bool landline = in->request.applicant.company && !strcmp(e->key, "applicant.phone");
	char phone[20];

	if (phone_read(typed, landline, phone, err) != ST_OK)
		return wrong_entry(in, e, err);
	buf_text(out, phone);
	return ST_OK;
}

static enum status check_until(const struct intake *in, const struct entry *e, const char *typed, struct buf *out, struct err *err)
{
	char iso[11];

	if (authority_until(typed, iso, err) != ST_OK)
		return wrong_entry(in, e, err);
	buf_text(out, iso);
	return ST_OK;
}

/* Any text: what no person can mean is refused with its place (R24). */
static enum status check_text(const struct entry *e, const char *typed, struct err *err)
{
	size_t position;
	enum text_harm harm = text_check(typed, strlen(typed), &position);

	if (harm == TEXT_CONTROL)
		return err_at(err, ST_DATA, "E-1010", e->key, "第%zu个字符是控制字符,不能输入", position);
	if (harm == TEXT_MARKS)
		return err_at(err, ST_DATA, "E-1013", e->key, "第%zu个字符上的附加符号太多,已拒绝", position);
	if (harm != TEXT_FINE)
		return err_at(err, ST_DATA, "E-1011", e->key, "第%zu个字符是%s,已拒绝", position, text_harm_name(harm));
	return ST_OK;
}

static enum status check_own(const struct intake *in, const struct own *o, const struct entry *e, const char *typed,
	struct buf *out, struct err *err)
{
	switch (o->check) {
	case CHECK_PERSON_ID:  return check_id(in, e, typed, out, err);
	case CHECK_COMPANY_ID: return check_company(in, e, typed, out, err);
	case CHECK_PHONE:      return check_phone(in, e, typed, out, err);
	case CHECK_UNTIL:      return check_until(in, e, typed, out, err);
	case CHECK_NONE:       break;
	}
	if (e->most > 0 && text_count(typed) > (size_t)e->most)
		return err_at(err, ST_LIMIT, "E-1012", e->key, "有 %zu 个字,超过 %d 字,请缩短", text_count(typed), e->most);
	buf_text(out, typed);
	return ST_OK;
}

static void set_own(struct intake *in, const struct own *o, const char *value, enum origin origin)
{
	char *at = (char *)&in->request + o->member;

	if (o->kind == ENTRY_SWITCH) {
		bool on = !strcmp(value, "Y");
		memcpy(at, &on, sizeof on);
		if (!strcmp(o->key, "agent.present"))
			intake_agent(in, on);
		return;
	}
	char *text;
	memcpy(&text, at, sizeof text);
	request_set(&text, value);
	memcpy(at, &text, sizeof text);
	request_set_origin(&in->request, o->key, *value ? origin : ORIGIN_FILLED);
	/* a citizen's number tells its own kind of certificate */
	if (!strcmp(o->key, "applicant.id_number") && !in->request.applicant.company && !*in->request.applicant.id_type)
		request_set(&in->request.applicant.id_type, "01");
}

/* Checks one entry's text; the normalised value is appended to out. */
static enum status check_value(const struct intake *in, const struct own *o, const struct entry *e, const char *typed,
	struct buf *out, struct err *err)
{
	if (!e->field)
		return check_own(in, o, e, typed, out, err);
	struct buf label;
	char certificate[128];
	snprintf(certificate, sizeof certificate, "%s.zjlx", e->role->id);
	buf_init(&label, BUF_SMALL);
	buf_format(&label, "%s %s", e->role->name, e->field->name);
	enum status st = form_check(e->field, e->key, label.data, typed,
		request_value(&in->request, certificate, NULL), clock_today(), out, err);
	buf_release(&label);
	return st;
}

static enum status take(struct intake *in, const struct own *o, const struct entry *e, const char *typed, enum origin origin,
	struct err *err)
{
	struct buf out;
	enum status st = ST_OK, made;

	buf_init(&out, BUF_SMALL);
	if (*typed)
		st = check_value(in, o, e, typed, &out, err);
	const char *value = st == ST_OK ? out.data : typed;
	if (e->field)
		request_set_value(&in->request, e->key, *value ? value : NULL, origin);
	else
		set_own(in, o, value, origin);
	buf_release(&out);
	made = intake_remake(in, st == ST_OK ? err : NULL);
	return st == ST_OK ? made : st;
}

static enum status set(struct intake *in, const struct entry *e, const char *typed, enum origin origin, struct err *err)
{
	const struct own *o = e->field ? NULL : intake_own(in, e);
	enum status st = check_text(e, typed, err);
	size_t n;

	if (st != ST_OK)
		return st;
	if (!e->field && !o)
		return err_at(err, ST_BUG, "E-6306", e->key, "表单没有「%s」这一栏;已录入的内容不变", e->key);
	typed = text_trim(typed, &n);
	char *plain = mem_text_n(typed, n);
	st = take(in, o, e, plain, origin, err);
	mem_wipe_free(plain, n);
	return st;
}

enum status intake_set(struct intake *in, const struct entry *e, const char *typed, struct err *err)
{
	return set(in, e, typed, ORIGIN_FILLED, err);
}

enum status intake_copy(struct intake *in, const struct entry *e, const char *value, struct err *err)
{
	return set(in, e, value, ORIGIN_COPIED, err);
}

enum status intake_card(struct intake *in, const struct entry *e, const char *value, struct err *err)
{
	return set(in, e, value, ORIGIN_CARD, err);
}
