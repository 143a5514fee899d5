/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept.h"

#include <stdio.h>
#include <string.h>

/* What the window calls each datum that it asks itself, on the screen and in whatever it says about it. */
static const struct { const char *where, *person, *company; } labels[] = {
	{ "applicant.role", "身份", NULL },             { "applicant.name", "姓名", "企业名称" },
	{ "applicant.id_number", "证件号码", "信用代码" }, { "applicant.id_type", "证件类型", NULL },
	{ "applicant.phone", "联系电话", NULL },        { "applicant.address", "住址", "住所" },
	{ "applicant.legal_name", "法定代表人", NULL }, { "applicant.legal_id", "法人证件号", NULL },
	{ "bad_record", "有失信记录", NULL },           { "agent.present", "委托代办", NULL },
	{ "agent.name", "代理人姓名", NULL },           { "agent.id_number", "代理人证件号", NULL },
	{ "agent.phone", "代理人电话", NULL },          { "agent.relation", "与申请人关系", NULL },
	{ "agent.authority_no", "委托书编号", NULL },   { "agent.authority_until", "委托期限至", NULL },
	{ "agent.may_submit", "可代为申请", NULL },
	{ "agent.may_promise", "可代签承诺书", NULL }, { "agent.may_collect", "可代领结果", NULL },
	{ "delivery.mode", "送达方式", NULL },          { "delivery.address", "邮寄地址", NULL },
};

const char *request_label(const char *where, bool company)
{
	for (size_t i = 0; i < COUNT_OF(labels); i++)
		if (strcmp(labels[i].where, where) == 0)
			return company && labels[i].company ? labels[i].company : labels[i].person;
	return "";
}

void request_label_whole(const char *where, bool company, char out[REQUEST_LABEL_SIZE])
{
	snprintf(out, REQUEST_LABEL_SIZE, "%s%s", strncmp(where, "applicant.", strlen("applicant.")) == 0 ? "申请人 " : "",
		request_label(where, company));
}
