/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/draft.h"
#include "hall/errand_draft.h"
#include "hall/staff.h"

static struct fixture f;
static struct actor helper, other, supervisor, system_actor;

static int setup(void **state)
{
	const char *top = getenv("srcdir");
	char *data = file_join(top ? top : ".", "data");
	struct err err;

	(void)state;
	setenv("YICHUANG_DATADIR", data, 1);
	free(data);
	fixture_clock();
	fixture_tick(FIXTURE_NOW - clock_wall_ms());
	fixture_open(&f);
	if (staff_system(f.h, "", &system_actor, &err) != ST_OK ||
	    staff_add(f.h, &system_actor, "bangyi", "帮甲", "B901", "helper", "", "Yichuang-2026", &err) != ST_OK ||
	    staff_add(f.h, &system_actor, "banger", "帮乙", "B902", "helper", "", "Yichuang-2026", &err) != ST_OK ||
	    staff_person(f.h, "bangyi", "", &helper, &err) != ST_OK || staff_person(f.h, "banger", "", &other, &err) != ST_OK ||
	    staff_person(f.h, "hejing", "", &supervisor, &err) != ST_OK)
		fixture_die("staff", &err);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

/* An act of "name=value" words, ended by NULL. */
#define WORDS_MOST 16
static struct errand_done done_last;
static enum status act(const struct actor *by, const char *number, const char *word, struct err *err, ...)
{
	struct act_value values[WORDS_MOST];
	char texts[WORDS_MOST][200];
	struct errand_call call = { .number = number, .word = word, .values = values };
	const char *s;
	va_list args;

	err_clear(err);
	va_start(args, err);
	while (call.count < WORDS_MOST && (s = va_arg(args, const char *)) != NULL) {
		snprintf(texts[call.count], sizeof texts[0], "%s", s);
		char *equals = strchr(texts[call.count], '=');
		*equals = '\0';
		values[call.count] = (struct act_value){ texts[call.count], equals + 1 };
		call.count++;
	}
	va_end(args);
	return errand_act(f.h, by, &call, &done_last, err);
}

static void fine(enum status st, const struct err *err)
{
	if (st != ST_OK)
		fail_msg("%s %s", err->code, err->text);
}

static void refused(enum status st, const struct err *err, const char *code)
{
	if (st == ST_OK || strcmp(err->code, code) != 0)
		fail_msg("wanted %s, got %d %s %s", code, (int)st, err->code, err->text);
	if (!strstr(err->text, "没有"))
		fail_msg("does not say that nothing changed: %s", err->text);
}

/* A new one of person n; the number into out. */
static void new_errand(const char *kind, int n, char out[ERRAND_NUMBER_SIZE])
{
	struct act_value values[] = { { "kind", kind }, { "source", "hall" }, { "name", "张三" }, { "id_number", NULL },
		{ "phone", "13800138000" }, { "category", "elderly" }, { "items", "开办书店、医保转移" }, { "address", "安宁区桃林路1号" } };
	char id[19];
	struct errand_call call = { .word = "register", .values = values, .count = 8 };
	struct errand_done done;
	struct err err;

	fixture_citizen(n, id);
	values[3].value = id;
	fine(errand_act(f.h, &helper, &call, &done, &err), &err);
	snprintf(out, ERRAND_NUMBER_SIZE, "%s", done.number);
}

static void to_working(const char *number, const char *promise)
{
	struct err err;
	char word[20];

	snprintf(word, sizeof word, "promise=%s", promise);
	fine(act(&helper, number, "respond", &err, "how=call", NULL), &err);
	fine(act(&helper, number, "entrust", &err, "principal=1", "scope=开办书店", "from=2026-11-23", "until=2026-12-04", "submit=yes",
		"correct=no", "fetch=yes", word, "redelegate=no", NULL), &err);
	fine(act(&helper, number, "begin", &err, NULL), &err);
}

/* Row 61: thirty traders in one errand, each with a dossier of his own. */
static void thirty_principals_each_with_a_dossier(void **state)
{
	char number[ERRAND_NUMBER_SIZE], id[19], word[64], who[32], dossiers[31][24];
	struct request r;
	struct accepted a;
	struct err err;
	json_t *e;

	(void)state;
	new_errand("assist", 1, number);
	assert_int_equal(strlen(number), 17);
	assert_string_equal(number, "BB001202611230001");          /* N-5 */
	fine(act(&helper, number, "respond", &err, "how=face", NULL), &err);
	for (int i = 2; i <= 30; i++) {
		fixture_citizen(i, id);
		snprintf(word, sizeof word, "id_number=%s", id);
		snprintf(who, sizeof who, "name=商户%d", i);
		fine(act(&helper, number, "join", &err, who, word, "phone=13800138001", "category=other", NULL), &err);
	}
	refused(act(&helper, number, "join", &err, who, word, "phone=13800138001", "category=other", NULL), &err, "E-6706");
	for (int i = 1; i <= 30; i++) {
		fixture_request(&f, "xinshenger", i, &r);
		fixture_citizen(i, id);
		request_set(&r.applicant.id_number, id);
		fixture_accept(&f, &r, &a);
		request_release(&r);
		snprintf(dossiers[i], sizeof dossiers[i], "%s", a.number);
		snprintf(word, sizeof word, "number=%s", a.number);
		snprintf(who, sizeof who, "principal=%d", i);
		if (i > 1)
			refused(act(&helper, number, "link", &err, "principal=1", word, NULL), &err, "E-6716");      /* another one's */
		fine(act(&helper, number, "link", &err, who, word, NULL), &err);
	}
	refused(act(&helper, number, "link", &err, "principal=31", word, NULL), &err, "E-6706");
	fine(errand_json(f.h, &helper, number, NULL, &e, &err), &err);
	assert_int_equal(json_array_size(json_object_get(e, "principals")), 30);
	for (size_t i = 0; i < 30; i++) {
		json_t *p = json_array_get(json_object_get(e, "principals"), i);
		assert_string_equal(json_string_value(json_object_get(p, "dossier")), dossiers[i + 1]);
		assert_null(strstr(json_string_value(json_object_get(p, "phone")), "1380013800"));
	}
	json_decref(e);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(DISTINCT dossier) FROM errand_principal"), 30);
}

/* Row 62: expired, revoked, or without that power: nothing is done for the principal. */
static void an_authority_that_does_not_stand_blocks(void **state)
{
	char number[ERRAND_NUMBER_SIZE];
	struct err err;

	(void)state;
	new_errand("agent", 1, number);
	fine(act(&helper, number, "respond", &err, "how=call", NULL), &err);
	refused(act(&helper, number, "begin", &err, NULL), &err, "E-6704");                     /* 代办 wants its authority */
	refused(act(&helper, number, "entrust", &err, "principal=1", "scope=x", "from=2026-11-23", "until=2026-12-04", "submit=no",
		"correct=no", "fetch=no", "promise=no", "redelegate=no", NULL), &err, "E-6712");
	fine(act(&helper, number, "entrust", &err, "principal=1", "scope=开办书店", "from=2026-11-23", "until=2026-12-04", "submit=yes",
		"correct=no", "fetch=yes", "promise=no", "redelegate=no", NULL), &err);
	fine(act(&helper, number, "begin", &err, NULL), &err);
	fine(act(&helper, number, "submit", &err, "principal=1", "action=交了申请", NULL), &err);
	refused(act(&helper, number, "correct", &err, "principal=1", "action=x", NULL), &err, "E-6714");
	refused(act(&helper, number, "promise", &err, "principal=1", "action=x", NULL), &err, "E-6714");
	fixture_tick(12 * DAY_MS);                                                              /* 12-05: one day over */
	refused(act(&helper, number, "submit", &err, "principal=1", "action=x", NULL), &err, "E-6714");
	refused(act(&helper, number, "fetch", &err, "principal=1", "action=x", NULL), &err, "E-6714");
	assert_non_null(strstr(err.text, "过期"));
	fine(act(&helper, number, "pause", &err, "reason=授权到期", NULL), &err);
	fine(act(&helper, number, "resume", &err, "reason=重新委托", "until=2026-12-31", NULL), &err);
	fine(act(&helper, number, "fetch", &err, "principal=1", "action=领了执照", NULL), &err);
	fine(act(&helper, number, "revoke", &err, "principal=1", "reason=自己来领", NULL), &err);
	refused(act(&helper, number, "fetch", &err, "principal=1", "action=x", NULL), &err, "E-6714");
	assert_non_null(strstr(err.text, "撤销"));
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act = 'errand.refused' AND reason = 'E-6714'"), 5);
}

/* Row 64. */
static void nothing_but_statutory_fees(void **state)
{
	char number[ERRAND_NUMBER_SIZE];
	struct err err;

	(void)state;
	new_errand("agent", 1, number);
	to_working(number, "no");
	refused(act(&helper, number, "cost", &err, "what=跑腿费", "statutory=0", "other=20", NULL), &err, "E-6717");
	refused(act(&helper, number, "cost", &err, "what=跑腿费", "statutory=0", "other=0.01", NULL), &err, "E-6717");
	refused(act(&helper, number, "cost", &err, "what=工本费", "statutory=1e3", NULL), &err, "E-6703");
	assert_int_equal(fixture_ask(&f, "SELECT cost_fen FROM errand"), 0);
	fine(act(&helper, number, "cost", &err, "what=工本费", "statutory=10.5", "other=0.00", NULL), &err);
	fine(act(&helper, number, "cost", &err, "what=公告费", "statutory=3", NULL), &err);
	assert_int_equal(fixture_ask(&f, "SELECT cost_fen FROM errand"), 1350);
}

static void whose_errand_it_is(void **state)
{
	char number[ERRAND_NUMBER_SIZE];
	struct err err;
	struct errand_row rows[4];
	size_t count;
	json_t *e;

	(void)state;
	new_errand("agent", 1, number);
	fine(errand_list(f.h, &other, "", rows, 4, &count, &err), &err);
	assert_int_equal(count, 1);                                              /* nobody's yet */
	assert_null(strstr(rows[0].name, "三"));
	assert_false(errand_late(&rows[0]));
	fixture_tick(31 * 60000);                                                /* H-3: nothing has changed but the time */
	assert_true(errand_late(&rows[0]));
	to_working(number, "no");
	refused(act(&other, number, "log", &err, "action=x", "told=no", NULL), &err, "E-6702");
	fine(errand_list(f.h, &other, "", rows, 4, &count, &err), &err);
	assert_int_equal(count, 0);
	assert_int_equal(errand_json(f.h, &other, number, NULL, &e, &err), ST_DENIED);
	assert_int_equal(errand_list(f.h, &f.clerk, "", rows, 4, &count, &err), ST_DENIED);
	refused(act(&f.clerk, number, "log", &err, "action=x", "told=no", NULL), &err, "E-6702");
	refused(act(&helper, number, "assign", &err, "helper=banger", "reason=休假", NULL), &err, "E-6702");
	fine(act(&supervisor, number, "assign", &err, "helper=banger", "reason=休假", NULL), &err);
	refused(act(&supervisor, number, "assign", &err, "helper=jihm", "reason=x", NULL), &err, "E-6708");
	fine(act(&other, number, "log", &err, "action=接手", "told=yes", NULL), &err);
	assert_true(fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act IN ('errand.refused', 'errand.denied') AND reason LIKE '%'") >= 5);
}

static bool offers(const char *of, const char *word)
{
	const struct act *rows[40];
	struct err err;
	size_t count;

	fine(errand_options(f.h, &helper, of, rows, 40, &count, &err), &err);
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i]->word, word) == 0)
			return true;
	return false;
}

/* The way of one from end to end; who served does not ask how it was; what was taken must be back before the file is closed. */
static void from_end_to_end(void **state)
{
	char number[ERRAND_NUMBER_SIZE];
	struct errand_rate rates[ERRAND_RATES];
	day_t today = day_parse("2026-11-23");
	struct err err;
	json_t *e;

	(void)state;
	new_errand("agent", 1, number);
	to_working(number, "yes");
	assert_false(offers(number, "give-back"));           /* nothing is there */
	refused(act(&helper, number, "give-back", &err, "paper=1", "to=principal", "receiver=张三", NULL), &err, "E-6715");
	assert_non_null(strstr(err.text, "没有收下过材料"));
	fine(act(&helper, number, "take", &err, "principal=1", "material=户口簿", "originals=1", NULL), &err);
	assert_true(offers(number, "give-back"));
	refused(act(&helper, number, "take", &err, "principal=1", "material=照片", NULL), &err, "E-6715");
	fine(act(&helper, number, "promise", &err, "principal=1", "action=签了容缺承诺", NULL), &err);
	fine(act(&helper, number, "amend", &err, "principal=1", "phone=13900139000", NULL), &err);
	refused(act(&helper, number, "archive", &err, NULL), &err, "E-6704");
	assert_non_null(strstr(err.text, "还材料"));
	assert_int_equal(done_last.papers_out, 0);           /* said where it ends, and nowhere else */
	fine(act(&helper, number, "finish", &err, "outcome=solved", "reason=执照已领", NULL), &err);
	assert_int_equal(done_last.papers_out, 1);           /* no fault, but said */
	refused(act(&helper, number, "follow-up", &err, "level=1", NULL), &err, "E-6718");
	fine(act(&other, number, "follow-up", &err, "level=2", NULL), &err);
	refused(act(&helper, number, "archive", &err, NULL), &err, "E-6719");
	fine(act(&helper, number, "give-back", &err, "paper=1", "to=principal", "receiver=张三", NULL), &err);
	refused(act(&helper, number, "give-back", &err, "paper=1", "to=principal", "receiver=张三", NULL), &err, "E-6715");
	assert_non_null(strstr(err.text, "早已交还"));
	assert_false(offers(number, "give-back"));           /* nor any more */
	assert_true(offers(number, "archive"));
	fine(act(&helper, number, "archive", &err, NULL), &err);
	refused(act(&helper, number, "log", &err, "action=x", "told=no", NULL), &err, "E-6704");
	fine(errand_rates(f.h, &supervisor, today, today, rates, &err), &err);
	for (int r = 0; r < ERRAND_RATES; r++)
		assert_true(rates[r].numerator == 1 && rates[r].denominator == 1 && rates[r].excluded == 0);
	assert_int_equal(errand_json(f.h, &helper, number, "打电话", &e, &err), ST_DATA);      /* that tells the trail nothing */
	assert_string_equal(err.code, "E-6403");
	assert_null(e);
	fine(errand_json(f.h, &helper, number, "打电话回访", &e, &err), &err);
	json_t *p = json_array_get(json_object_get(e, "principals"), 0);
	assert_string_equal(json_string_value(json_object_get(p, "phone")), "13900139000");
	assert_string_equal(json_string_value(json_object_get(p, "address")), "安宁区桃林路1号");
	json_decref(e);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act = 'errand.reveal'"), 1);
	int64_t entries;
	fine(audit_verify(f.h, &entries, &err), &err);
}

static const char *broken = "";
static int at_point(const char *point)
{
	return strcmp(point, broken) == 0;
}

static void fault_at(const char *point)
{
	broken = point;
	fault_hook = *point ? at_point : NULL;
}

/* Pressed twice, or its COMMIT unknown: one act. */
static void the_same_act_twice_is_one(void **state)
{
	static const char uuid[] = "0a7c1111-2222-4333-8444-555566667777";
	const struct act_value values[] = { { "action", "去了一趟" }, { "told", "no" } };
	struct errand_call call = { .uuid = uuid, .word = "log", .values = values, .count = 2 };
	char number[ERRAND_NUMBER_SIZE];
	struct errand_done done;
	struct err err;

	(void)state;
	new_errand("agent", 1, number);
	to_working(number, "no");
	call.number = number;
	fault_at("errand.after-commit");
	fine(errand_act(f.h, &helper, &call, &done, &err), &err);
	fault_at("");
	fine(errand_act(f.h, &helper, &call, &done, &err), &err);
	assert_true(done.again);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_log WHERE act = 'log'"), 1);
	fault_at("errand.before-commit");
	assert_int_equal(act(&helper, number, "pause", &err, "reason=x", NULL), ST_IO);
	fault_at("");
	assert_int_equal(fixture_ask(&f, "SELECT state FROM errand"), 40);
}

/* S-10: what identifies a person stands nowhere in the clear. */
static void nothing_of_a_person_lies_open(void **state)
{
	char number[ERRAND_NUMBER_SIZE], *path, *text;
	struct err err;
	size_t n;

	(void)state;
	new_errand("agent", 1, number);
	to_working(number, "no");
	fine(act(&helper, number, "amend", &err, "principal=1", "phone=13911112222", "address=安宁区万新路99号", NULL), &err);
	path = file_join(f.dir, "hall.db");
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	text = malloc(16 << 20);
	n = fread(text, 1, 16 << 20, file);
	fclose(file);
	static const char *const secrets[] = { "13800138000", "13911112222", "桃林路", "万新路" };
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
		for (size_t k = 0; k + strlen(secrets[i]) < n; k++)
			if (memcmp(text + k, secrets[i], strlen(secrets[i])) == 0)
				fail_msg("%s lies open", secrets[i]);
	free(text);
	free(path);
}

/* --- four eyes (row 14) ------------------------------------------------------------------------------------------------------------- */

/* A draft of the helper's, complete, offered. */
static void drafted(const char *number, struct request *r)
{
	struct request begun, full;
	enum request_step step;
	char resumed[37];
	struct err err;

	fine(errand_draft_begin(f.h, &helper, number, 1, &begun, resumed, &err), &err);
	assert_string_equal(resumed, "");
	assert_string_equal(begun.applicant.name, "张三");
	assert_string_equal(begun.applicant.phone, "13800138000");
	assert_true(begun.agent.present && begun.agent.may_submit && !begun.agent.may_promise);
	assert_string_equal(begun.agent.name, "帮甲");
	fixture_request(&f, "xinshenger", 1, &full);                             /* what he types on */
	snprintf(full.accept_uuid, sizeof full.accept_uuid, "%s", begun.accept_uuid);
	request_set(&full.applicant.id_number, begun.applicant.id_number);
	fine(draft_save(f.h, &helper, &full, STEP_CONFIRM, &err), &err);
	draft_let_go(f.h, full.accept_uuid);
	request_release(&begun);
	request_release(&full);
	fine(errand_draft_begin(f.h, &helper, number, 1, &begun, resumed, &err), &err);
	assert_int_equal(strlen(resumed), 36);                                   /* his own, gone on with */
	request_release(&begun);
	fine(draft_load(f.h, &helper, resumed, false, r, &step, &err), &err);
	draft_let_go(f.h, resumed);
}

static void row_14_a_helper_does_not_accept_his_own_draft(void **state)
{
	char number[ERRAND_NUMBER_SIZE];
	struct errand_offer offers[4];
	struct actor promoted;
	struct accepted a;
	enum request_step step;
	struct request r;
	struct err err;
	size_t count;

	(void)state;
	new_errand("agent", 1, number);
	to_working(number, "no");
	drafted(number, &r);
	fine(errand_draft_offers(f.h, &f.clerk, offers, 4, &count, &err), &err);
	assert_int_equal(count, 0);                                              /* he is still at it */
	assert_int_equal(errand_draft_take(f.h, &f.clerk, r.accept_uuid, &err), ST_REFUSED);
	assert_int_equal(errand_draft_offer(f.h, &other, r.accept_uuid, &err), ST_REFUSED);
	fine(errand_draft_offer(f.h, &helper, r.accept_uuid, &err), &err);
	fine(errand_draft_offers(f.h, &f.clerk, offers, 4, &count, &err), &err);
	assert_int_equal(count, 1);
	assert_string_equal(offers[0].helper, "帮甲");
	fine(errand_draft_offers(f.h, &helper, offers, 4, &count, &err), &err);
	assert_int_equal(count, 0);
	assert_int_equal(dossier_accept(f.h, &helper, &r, &a, NULL, &err), ST_DENIED);
	promoted = helper;                                                       /* the same person, a clerk by now */
	snprintf(promoted.role, sizeof promoted.role, "clerk");
	assert_int_equal(errand_draft_take(f.h, &promoted, r.accept_uuid, &err), ST_DENIED);
	assert_int_equal(dossier_accept(f.h, &promoted, &r, &a, NULL, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6731");
	assert_non_null(strstr(err.text, "未受理"));
	request_release(&r);
	fine(errand_draft_take(f.h, &f.clerk, offers[0].accept_uuid, &err), &err);
	assert_int_equal(errand_draft_take(f.h, &f.clerk, offers[0].accept_uuid, &err), ST_REFUSED);
	fine(draft_load(f.h, &f.clerk, offers[0].accept_uuid, false, &r, &step, &err), &err);
	fine(dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err), &err);
	request_release(&r);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_principal p JOIN dossier d ON d.number = p.dossier"), 1);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_log WHERE act = 'link'"), 1);
	assert_int_equal(errand_draft_begin(f.h, &helper, number, 1, &r, (char[37]){ "" }, &err), ST_REFUSED);      /* he has his dossier */
	request_release(&r);
}

/* Drafted by a helper and taken by the clerk, ready to be accepted. */
static void taken(char number[ERRAND_NUMBER_SIZE], struct request *r)
{
	struct err err;

	new_errand("agent", 1, number);
	to_working(number, "no");
	drafted(number, r);
	fine(errand_draft_offer(f.h, &helper, r->accept_uuid, &err), &err);
	fine(errand_draft_take(f.h, &f.clerk, r->accept_uuid, &err), &err);
}

static int ended_there(const char *point)
{
	return strcmp(point, "accept.done") == 0;
}

/* A program that ended between the acceptance and the link: the next turn links, once. */
static void what_was_left_is_linked_by_the_turn(void **state)
{
	char number[ERRAND_NUMBER_SIZE];
	struct clock_turned turned;
	struct accepted a;
	struct request r;
	struct err err;

	(void)state;
	taken(number, &r);
	fault_hook = ended_there;
	fine(dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err), &err);
	fault_hook = NULL;
	request_release(&r);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_log WHERE act = 'link'"), 0);
	for (int i = 0; i < 2; i++) {
		fine(clock_turn(f.h, &turned, &err), &err);
		assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_principal p JOIN dossier d ON d.number = p.dossier"), 1);
		assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_log WHERE act = 'link'"), 1);
	}
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_draft WHERE closed = 0"), 0);
}

/* The clerk mended the number that the helper had written down wrong: the dossier is no principal's any more. It is tried once, not
 * at each turn again and again. */
static void what_cannot_be_linked_is_not_tried_for_ever(void **state)
{
	char number[ERRAND_NUMBER_SIZE], id[19];
	struct clock_turned turned;
	struct accepted a;
	struct request r;
	struct err err;

	(void)state;
	taken(number, &r);
	fixture_citizen(7, id);
	request_set(&r.applicant.id_number, id);
	fine(dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err), &err);
	request_release(&r);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_principal p JOIN dossier d ON d.number = p.dossier"), 0);
	int64_t refusals = fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act LIKE 'errand%' OR act LIKE 'act.refused%'");
	fine(clock_turn(f.h, &turned, &err), &err);
	fine(clock_turn(f.h, &turned, &err), &err);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act LIKE 'errand%' OR act LIKE 'act.refused%'"), refusals);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_draft WHERE closed = 0"), 0);
}

static void a_draft_needs_an_authority_to_the_end(void **state)
{
	char number[ERRAND_NUMBER_SIZE], resumed[37];
	struct actor supervising;
	struct accepted a;
	struct request r, none;
	struct err err;

	(void)state;
	new_errand("agent", 1, number);
	to_working(number, "no");
	assert_int_equal(errand_draft_begin(f.h, &other, number, 1, &none, resumed, &err), ST_DENIED);
	request_release(&none);
	assert_int_equal(errand_draft_begin(f.h, &supervisor, number, 1, &none, resumed, &err), ST_DENIED);      /* sees it, drafts nothing */
	assert_string_equal(err.code, "E-6702");
	request_release(&none);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_draft"), 0);
	drafted(number, &r);
	supervising = helper;                                                    /* his own draft, but no helper any more */
	snprintf(supervising.role, sizeof supervising.role, "supervisor");
	assert_int_equal(errand_draft_offer(f.h, &supervising, r.accept_uuid, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6702");
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_draft WHERE offered_at > 0"), 0);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act = 'errand.denied' AND reason = 'supervisor'"), 2);
	fine(errand_draft_offer(f.h, &helper, r.accept_uuid, &err), &err);
	fine(errand_draft_take(f.h, &f.clerk, r.accept_uuid, &err), &err);
	fine(act(&helper, number, "revoke", &err, "principal=1", "reason=不办了", NULL), &err);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6714");
	assert_non_null(strstr(err.text, "未受理"));
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM dossier"), 0);
	request_release(&r);
	assert_int_equal(errand_draft_begin(f.h, &helper, number, 1, &none, resumed, &err), ST_REFUSED);
	request_release(&none);
}

static int lost_after_commit(const char *point)
{
	return strcmp(point, "accept.after-commit") == 0 || strcmp(point, "accept.resolve") == 0;
}

/* The power goes between the COMMIT and the link: whoever presses again gets the dossier linked, once. */
static void an_unknown_acceptance_is_linked_once(void **state)
{
	char number[ERRAND_NUMBER_SIZE];
	struct accepted a;
	struct request r;
	struct err err;

	(void)state;
	taken(number, &r);
	fault_hook = lost_after_commit;
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err), ST_UNKNOWN);
	fault_at("");
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM dossier"), 1);
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_log WHERE act = 'link'"), 0);
	for (int i = 0; i < 2; i++) {
		fine(dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err), &err);
		assert_true(a.again);
		assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_principal p JOIN dossier d ON d.number = p.dossier"), 1);
		assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM errand_log WHERE act = 'link'"), 1);
		assert_int_equal(fixture_ask(&f, "SELECT closed FROM errand_draft"), 1);
	}
	assert_int_equal(fixture_ask(&f, "SELECT COUNT(*) FROM audit WHERE act = 'errand.refused'"), 0);
	request_release(&r);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(thirty_principals_each_with_a_dossier), TEST(an_authority_that_does_not_stand_blocks), TEST(nothing_but_statutory_fees),
		TEST(whose_errand_it_is), TEST(from_end_to_end), TEST(the_same_act_twice_is_one), TEST(nothing_of_a_person_lies_open),
		TEST(row_14_a_helper_does_not_accept_his_own_draft), TEST(what_was_left_is_linked_by_the_turn), TEST(what_cannot_be_linked_is_not_tried_for_ever),
		TEST(a_draft_needs_an_authority_to_the_end),
		TEST(an_unknown_acceptance_is_linked_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
