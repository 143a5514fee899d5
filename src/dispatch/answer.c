/* SPDX-License-Identifier: Apache-2.0 */
#include "dispatch/answer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "dispatch/body.h"

#define HOUR_S 3600

/* R7: what a status other than 2xx means; the first row that covers it counts. 409 and 5xx may have been worked on. */
struct status_row { int from, to; enum outbox_end end; const char *code, *text; };
static const struct status_row by_status[] = {
	{ 100, 199, OUTBOX_MAYBE,  "E-4006", "部门回答不完整,可能已送达,核实中" },
	{ 300, 399, OUTBOX_PARKED, "E-4004", "部门要求转到别的地址,没有照办;任务保留,请核对部门地址后重发" },
	{ 408, 408, OUTBOX_RETRY,  "E-4002", "部门说请求超时,稍后再送" },
	{ 409, 409, OUTBOX_MAYBE,  "E-4002", "部门正在处理同一份,稍后再问" },
	{ 425, 425, OUTBOX_RETRY,  "E-4002", "部门要求稍后再送" },
	{ 429, 429, OUTBOX_RETRY,  "E-4002", "部门繁忙,稍后再送" },
	{ 401, 401, OUTBOX_PARKED, "E-4005", "部门不认大厅的身份;任务保留,请联系部门后重发" },
	{ 403, 403, OUTBOX_PARKED, "E-4005", "部门不许大厅送件;任务保留,请联系部门后重发" },
	{ 404, 404, OUTBOX_PARKED, "E-4005", "部门没有这个地址;任务保留,请核对部门地址后重发" },
	{ 410, 410, OUTBOX_PARKED, "E-4005", "部门停用了这个地址;任务保留,请核对部门地址后重发" },
	{ 422, 422, OUTBOX_PARKED, "E-4005", "部门不接受内容;任务保留,请联系部门" },
	{ 400, 499, OUTBOX_PARKED, "E-4005", "部门拒收;任务保留,请联系部门" },
	{ 500, 999, OUTBOX_MAYBE,  "E-4002", "部门系统故障,稍后再送" },
};

/* What the transport could not do. `refused`: trying the next message is no use before a person has acted. */
struct code_row { CURLcode curl; const char *code, *text; bool refused; };
static const struct code_row by_code[] = {
	{ CURLE_UNSUPPORTED_PROTOCOL, "E-3005", "部门地址不是 https,没有发送;请联系管理员", true },
	{ CURLE_URL_MALFORMAT,        "E-3005", "部门地址不合格,没有发送;请联系管理员", true },
	{ CURLE_COULDNT_RESOLVE_HOST, "E-4001", "找不到部门的主机,稍后再送", false },
	{ CURLE_COULDNT_CONNECT,      "E-4001", "连不上部门,稍后再送", false },
	{ CURLE_OPERATION_TIMEDOUT,   "E-4001", "部门没有按时回答,稍后再送", false },
	{ CURLE_SSL_CACERT_BADFILE,   "E-4014", "大厅的CA文件读不出,没有发送;请联系管理员", true },
	{ CURLE_SSL_CERTPROBLEM,      "E-4014", "大厅的证书或私钥读不出,没有发送;请联系管理员", true },
	{ CURLE_SSL_CONNECT_ERROR,    "E-4015", "与部门的加密连接没有建成,稍后再送", false },
};
static const struct code_row unreachable = { CURLE_OK, "E-4001", "与部门的连接断了,稍后再送", false };

/* CURLE_PEER_FAILED_VERIFICATION, by OpenSSL's X509_V_ERR_ number. 0 or 1: the chain is fine, curl found another name
 * (1 is what it begins with). */
static const struct { long result; const char *code, *text; } by_verify[] = {
	{ 0,  "E-4012", "部门证书的名称与地址不符" },
	{ 1,  "E-4012", "部门证书的名称与地址不符" },
	{ 62, "E-4012", "部门证书的名称与地址不符" },
	{ 64, "E-4012", "部门证书的名称与地址不符" },
	{ 9,  "E-4010", "部门证书尚未生效" },
	{ 10, "E-4010", "部门证书已过期" },
};

/* Words of a TLS alert by which the other side says that it does not like our certificate. TLS 1.3 tells it only after
 * our request has left. */
static const char *const own_refused[] = { "alert certificate", "alert bad certificate", "alert unknown ca",
	"alert access denied", "alert unsupported certificate", "certificate required", "certificate expired" };

static void say(struct answer *a, const char *code, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void say(struct answer *a, const char *code, const char *format, ...)
{
	va_list ap;

	snprintf(a->code, sizeof a->code, "%s", code);
	size_t n = (size_t)snprintf(a->note, sizeof a->note, "%s ", a->code);
	va_start(ap, format);
	if (vsnprintf(a->note + n, sizeof a->note - n, format, ap) < 0)
		a->note[n] = '\0';
	va_end(ap);
	text_mend(a->note);
}

/* The beginning of the department's own sentence, however long it is, when its answer is by error.schema.json. */
static void say_theirs(struct answer *a, const struct status_row *row, const struct buf *body)
{
	json_t *root = body_read(body->data ? body->data : "", body->len);
	const json_t *error = json_object_get(root, "error");
	const char *message = body_text(error, "message", 1, SIZE_MAX);

	if (message)
		say(a, row->code, "%s(%d:%.300s)", row->text, a->http_status, message);
	else
		say(a, row->code, "%s(%d)", row->text, a->http_status);
	json_decref(root);
}

bool answer_error_is(const struct buf *body, const char *code)
{
	json_t *root = body_read(body->data ? body->data : "", body->len);
	const char *theirs = body_text(json_object_get(root, "error"), "code", 1, 64);
	bool same = theirs && strcmp(theirs, code) == 0;

	json_decref(root);
	return same;
}

static void judge_certificate(struct answer *a, long result)
{
	const char *code = "E-4011", *text = "部门证书不是大厅认可的CA签发的";

	for (size_t i = 0; i < COUNT_OF(by_verify); i++)
		if (by_verify[i].result == result) {
			code = by_verify[i].code;
			text = by_verify[i].text;
		}
	a->open_circuit = true;
	say(a, code, "%s,没有发送;任务保留,请联系部门更换证书", text);
}

static bool own_certificate_refused(const char *fault)
{
	for (size_t i = 0; i < COUNT_OF(own_refused); i++)
		if (strstr(fault, own_refused[i]))
			return true;
	return false;
}

/* No whole answer. What cannot have left us needs no doubt. */
static void judge_transport(struct answer *a, const struct wire *w, const struct wire_end *end)
{
	const struct code_row *row = &unreachable;

	a->end = end->sent ? OUTBOX_MAYBE : OUTBOX_RETRY;
	for (size_t i = 0; i < COUNT_OF(by_code); i++)
		if (by_code[i].curl == end->code)
			row = &by_code[i];
	a->open_circuit = row->refused;
	if (end->code == CURLE_PEER_FAILED_VERIFICATION) {
		judge_certificate(a, end->verify_result);
	} else if (own_certificate_refused(w->fault)) {
		a->open_circuit = true;
		say(a, "E-4013", "部门不接受大厅的证书;任务保留,请联系管理员");
	} else if (end->sent && (end->code == CURLE_UNSUPPORTED_PROTOCOL || end->code == CURLE_WEIRD_SERVER_REPLY ||
		end->code == CURLE_BAD_CONTENT_ENCODING)) {
		a->open_circuit = false;
		say(a, "E-4006", "部门的回答不是HTTP;可能已送达,核实中");
	} else if (end->too_much || end->code == CURLE_FILESIZE_EXCEEDED) {
		say(a, "E-4006", "部门的回答过长,已截断;可能已送达,核实中");
	} else {
		say(a, row->code, "%s%s", row->text, end->sent ? ";可能已送达,核实中" : "");
	}
}

static void judge_status(struct answer *a, const struct wire *w)
{
	for (size_t i = 0; i < COUNT_OF(by_status); i++) {
		const struct status_row *row = &by_status[i];
		if (a->http_status < row->from || a->http_status > row->to)
			continue;
		a->end = row->end;
		say_theirs(a, row, &w->body);
		if (row->end != OUTBOX_PARKED && w->retry_after_s > 0)
			a->retry_after_ms = (w->retry_after_s > HOUR_S ? HOUR_S : w->retry_after_s) * (int64_t)1000;
		return;
	}
	a->end = OUTBOX_MAYBE;
	say(a, "E-4006", "部门的回答读不懂;可能已送达,核实中");
}

/* 2xx: delivered only if it is by answer.schema.json and speaks of our key and our dossier (R6, T13). */
static void judge_answer(struct answer *a, const struct outbox_message *m, const struct wire *w)
{
	json_t *root = body_read(w->body.data ? w->body.data : "", w->body.len);
	const char *key = body_text(root, "key", 1, 64), *dossier = body_text(root, "dossier", 1, 256);
	const char *no = body_text(root, "department_no", 1, sizeof a->department_no - 1);
	const char *state = body_text(root, "state", 2, 2);

	if (!key || !dossier || !no || !body_state(state)) {
		a->end = OUTBOX_MAYBE;
		say(a, "E-4006", "部门的回答读不懂(%d);可能已送达,核实中", a->http_status);
	} else if (strcmp(key, m->key) != 0 || strcmp(dossier, m->dossier) != 0) {
		a->end = OUTBOX_PARKED;
		say(a, "E-4003", "部门回答的是另一件(%.60s);任务保留,请电话核实后再发", dossier);
	} else {
		a->end = OUTBOX_DELIVERED;
		snprintf(a->department_no, sizeof a->department_no, "%s", no);
	}
	json_decref(root);
}

/* Did the department answer at all? The common beginning of both. */
static bool answered(struct wire *w, CURLcode code, struct answer *out)
{
	struct wire_end end = wire_end(w, code);

	*out = (struct answer){ .http_status = (int)end.http_status };
	if (code == CURLE_OK && end.http_status > 0)
		return true;
	judge_transport(out, w, &end);
	log_line(LOG_NOTE, "curl %d, verify %ld, http %ld: %s", (int)code, end.verify_result, end.http_status, w->fault);
	return false;
}

void answer_to_push(const struct outbox_message *m, struct wire *w, CURLcode code, struct answer *out)
{
	if (!answered(w, code, out))
		return;
	if (out->http_status >= 200 && out->http_status <= 299)
		judge_answer(out, m, w);
	else
		judge_status(out, w);
	if (!m->is_task && (out->http_status == 404 || out->http_status == 405 || out->http_status == 501)) {
		out->end = OUTBOX_PARKED;            /* a department by the first edition of the contract */
		say(out, "E-4016", "部门的系统收不了撤回、补齐的消息;请电话告知部门");
	}
}

void answer_to_query(const struct outbox_message *m, struct wire *w, CURLcode code, struct answer *out)
{
	if (!answered(w, code, out)) {
		out->end = OUTBOX_MAYBE;             /* the doubt that made us ask is still there */
		return;
	}
	int status = out->http_status;
	if (status >= 200 && status <= 299) {
		judge_answer(out, m, w);
	} else if (status == 404 || status == 405 || status == 410 || status == 501) {
		/* "never arrived", or a department without this address: the key makes another push harmless (R6) */
		out->push = true;
		if (!answer_error_is(&w->body, "unknown-key"))
			log_line(LOG_NOTE, "by-key answered %d without unknown-key", status);
	} else {
		judge_status(out, w);
		if (out->end == OUTBOX_RETRY)
			out->end = OUTBOX_MAYBE;
	}
}

/* {"sm3": its own digest, …}: anything else with a 2xx proves nothing. */
static bool has_it(const struct buf *body, const char *sm3)
{
	json_t *root = body_read(body->data ? body->data : "", body->len);
	const char *theirs = body_text(root, "sm3", 1, 64);
	bool same = theirs && strcmp(theirs, sm3) == 0;

	json_decref(root);
	return same;
}

enum file_answer answer_to_file(const char *sm3, struct wire *w, CURLcode code, struct answer *out)
{
	static const struct status_row refused = { 0, 0, OUTBOX_PARKED, "E-4018", "部门不收这份附件" },
		unread = { 0, 0, OUTBOX_RETRY, "E-4006", "部门对附件的回答读不懂,稍后再送" },
		damaged = { 0, 0, OUTBOX_RETRY, "E-4002", "附件在路上变了样,稍后再送" },
		nobody = { 0, 0, OUTBOX_RETRY, "E-4021", "部门的附件地址暂时找不到,稍后再送" };
	enum file_answer is = FILE_NOT_NOW;

	if (answered(w, code, out)) {
		int status = out->http_status;
		bool ours = answer_error_is(&w->body, "3002");
		if (status >= 200 && status <= 299) {
			if (has_it(&w->body, sm3))
				return FILE_THERE;
			out->end = unread.end;
			say(out, unread.code, "%s(%d)", unread.text, status);
		} else if (status == 413 || status == 415 || answer_error_is(&w->body, "3003")) {
			say_theirs(out, &refused, &w->body);
			is = FILE_REFUSED;
		} else if (status == 501 || ((status == 404 || status == 405) && (answer_error_is(&w->body, "unknown-path") ||
			answer_error_is(&w->body, "bad-method")))) {
			is = FILE_UNSUPPORTED;
		} else if (status == 404 || status == 405) {
			out->end = nobody.end;
			say(out, nobody.code, "%s(%d)", nobody.text, status);
			is = FILE_NOBODY;
		} else if (status == 422 && ours) {
			out->end = damaged.end;
			say_theirs(out, &damaged, &w->body);
		} else {
			judge_status(out, w);
		}
	}
	if (out->end == OUTBOX_MAYBE)
		out->end = OUTBOX_RETRY;
	return is;
}
